#!/usr/bin/env python3
"""Each public header compiles alone, with every warning an error, and is in include/hcpnet.h."""
import sys

from lint import ROOT, finish, run

FLAGS = ["-std=c17", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def check(name, glib):
    source = f"#include <{name}>\n#include <{name}>\n"
    done = run("cc", *FLAGS, f"-I{ROOT}/include", *glib, "-x", "c", "-", input=source)
    if done.returncode != 0:
        yield f"{name}: does not compile alone: include what it uses\n{done.stderr}"


def main():
    flags = run("pkg-config", "--cflags", "glib-2.0").stdout.split()
    glib = [flag.replace("-I", "-isystem", 1) for flag in flags]
    umbrella = (ROOT / "include/hcpnet.h").read_text()
    names = sorted(f"hcpnet/{path.name}" for path in (ROOT / "include/hcpnet").glob("*.h"))
    problems = [problem for name in [*names, "hcpnet.h"] for problem in check(name, glib)]
    problems += [f"{name}: not in include/hcpnet.h: add it where its data flows"
                 for name in names if f"#include <{name}>" not in umbrella]
    return finish(problems, f"{len(names)} headers stand alone")


if __name__ == "__main__":
    sys.exit(main())
