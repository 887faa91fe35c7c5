#!/usr/bin/env python3
"""Sizes: a file at most 400 lines, a header 200, a function 60 lines, 6 parameters, 3 levels deep.

Reads the code as clang-format leaves it: a function opens with a line at the margin that ends in
" {" and closes with "}" at the margin; a level of nesting is four blanks.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAX_FILE, MAX_HEADER, MAX_FUNCTION, MAX_PARAMETERS, MAX_NESTING = 400, 200, 60, 6, 3
OPENS_BLOCK = re.compile(r"^ +(\} else |if|for|while|do|switch)\b.*\{$|^ +\} else \{$")


def is_head(line):
    return (line[:1] not in (" ", "}", "#", "/", "") and "(" in line
            and "=" not in line.split("(")[0] and not line.endswith(";"))


def functions(lines):
    """(line number, signature, body) of each function definition."""
    at = 0
    while at < len(lines):
        last = at
        if is_head(lines[at]):
            while not lines[last].endswith("{") and lines[last + 1].startswith("     "):
                last += 1
        if not lines[last].endswith(" {") or not is_head(lines[at]):
            at += 1
            continue
        end = lines.index("}", last) if "}" in lines[last:] else last
        signature = " ".join(part.strip() for part in lines[at:last + 1])
        yield at + 1, signature, lines[last + 1:end]
        at = end + 1


def count_parameters(signature):
    inside = signature[signature.index("(") + 1:signature.rindex(")")]
    depth = 0
    commas = 0
    for char in inside:
        depth += (char == "(") - (char == ")")
        commas += char == "," and depth == 0
    return 0 if inside.strip() in ("", "void") else commas + 1


def nesting(body):
    return max(((len(line) - len(line.lstrip())) // 4 for line in body if OPENS_BLOCK.match(line)),
               default=0)


def check(path):
    lines = path.read_text().split("\n")
    name = path.relative_to(ROOT)
    limit = MAX_HEADER if path.suffix == ".h" else MAX_FILE
    if len(lines) - 1 > limit:
        yield f"{name}: {len(lines) - 1} lines, at most {limit}: split it by subject"
    for number, signature, body in functions(lines):
        what = f"{name}:{number}: {signature.split('(')[0].split()[-1].lstrip('*')}"
        if len(body) > MAX_FUNCTION:
            yield f"{what}: {len(body)} lines, at most {MAX_FUNCTION}: give its steps names"
        if count_parameters(signature) > MAX_PARAMETERS:
            yield f"{what}: more than {MAX_PARAMETERS} parameters: gather them in a struct"
        if nesting(body) > MAX_NESTING:
            yield f"{what}: nested deeper than {MAX_NESTING}: return early or name the inner part"


def main():
    paths = sorted([*ROOT.glob("src/**/*.[ch]"), *ROOT.glob("include/**/*.h"),
                    *ROOT.glob("tests/**/*.[ch]")])
    problems = [problem for path in paths for problem in check(path)]
    print("\n".join(problems) or f"{len(paths)} files within budget")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
