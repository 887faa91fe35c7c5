# Text files of the tree as a constant of the library:
#   hcpnet_embed(target name file...)
# adds to the target `const char name[]`, the files one after the other, and `const size_t
# name_length`. Run as a script (-P) it writes that C file.

function(hcpnet_embed target name)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${name}.c)
    list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE inputs)
    list(JOIN inputs "|" joined)
    add_custom_command(
        OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} -DNAME=${name} "-DINPUTS=${joined}" -DOUTPUT=${output}
                -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
        DEPENDS ${inputs} ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
        COMMENT "Embedding ${name}" VERBATIM)
    target_sources(${target} PRIVATE ${output})
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
    set(bytes "")
    string(REPLACE "|" ";" INPUTS "${INPUTS}")
    foreach(input IN LISTS INPUTS)
        file(READ ${input} hex HEX)
        string(APPEND bytes "${hex}")
    endforeach()
    string(LENGTH "${bytes}" digits)
    math(EXPR length "${digits} / 2")
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    file(WRITE ${OUTPUT}
        "#include <stddef.h>\nextern const char ${NAME}[];\nextern const size_t ${NAME}_length;\n"
        "const char ${NAME}[] = {\n${bytes}0};\nconst size_t ${NAME}_length = ${length};\n")
endif()
