# Flags of every target of the project. Third-party headers come in as SYSTEM includes.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON) # for clang-tidy
option(HCPNET_WERROR "Treat warnings as errors" OFF)
set(HCPNET_SANITIZE "" CACHE STRING "Sanitizers to build with, such as address,undefined")

add_library(hcpnet_compile INTERFACE)
target_compile_features(hcpnet_compile INTERFACE c_std_17)
target_compile_definitions(hcpnet_compile INTERFACE _GNU_SOURCE G_LOG_DOMAIN="hcpnet")
target_compile_options(hcpnet_compile INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla
    # Same bits from every build: no fused multiply-add that one compiler forms and another does not.
    -ffp-contract=off)
if(HCPNET_WERROR)
    target_compile_options(hcpnet_compile INTERFACE -Werror)
endif()
if(HCPNET_SANITIZE)
    target_compile_options(hcpnet_compile INTERFACE -fsanitize=${HCPNET_SANITIZE}
                           -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(hcpnet_compile INTERFACE -fsanitize=${HCPNET_SANITIZE})
endif()
