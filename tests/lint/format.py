#!/usr/bin/env python3
"""C looks as clang-format (.clang-format) leaves it."""
import re
import sys

from lint import ROOT, finish, run


def main():
    paths = sorted(str(path) for folder in ("src", "include", "tests")
                   for path in (ROOT / folder).glob("**/*.[ch]"))
    done = run("clang-format", "--dry-run", "-Werror", *paths)
    wrong = sorted(set(re.findall(r"^(/\S+?):\d+:", done.stderr, re.M)))
    problems = [f"{path}: not as clang-format leaves it: clang-format -i {path}" for path in wrong]
    if done.returncode != 0 and not problems:
        problems = [done.stderr]
    return finish(problems, f"{len(paths)} files as clang-format leaves them")


if __name__ == "__main__":
    sys.exit(main())
