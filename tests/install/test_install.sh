#!/bin/sh
# The installed tree works by itself: test_install.sh BUILD SOURCE COMPILER
set -eu
build=$1 source=$2 compiler=$3
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

cmake --install "$build" --prefix "$tree" >/dev/null
"$tree/bin/hcpnet" --version
PKG_CONFIG_PATH=$(dirname "$(find "$tree" -name hcpnet.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # flags are words
"$compiler" -Wall -Wextra -Werror -o "$tree/program" "$source/tests/install/installed.c" \
    $(pkg-config --cflags --libs hcpnet)
found=$(LD_LIBRARY_PATH=$(pkg-config --variable=libdir hcpnet) \
        "$tree/program" "$source/graphs/known/karate/study.ini")
[ "$found" = "34 nodes, 78 ties" ] || { echo "expected 34 nodes, 78 ties, found $found"; exit 1; }
internal=$(nm -D --defined-only "$tree"/lib/*/libhcpnet.so "$tree"/lib/libhcpnet.so 2>/dev/null |
           grep -c ' hcp__' || true)
[ "$internal" = 0 ] || { echo "the library exports $internal internal functions"; exit 1; }
man -l "$(find "$tree" -name hcpnet-rank.1)" >/dev/null
