#!/usr/bin/env python3
"""Each man page renders without a warning and shows every option of --help."""
import os
import re
import sys

from lint import build_folder, commands, finish, hcpnet, run

OPTION = re.compile(r"^  ((?:-\w, )?--[a-z-]+)", re.M)


def check(page, options):
    if not page.is_file():
        yield f"{page.name} is missing: add the command to docs/CMakeLists.txt"
        return
    environment = {**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANPAGER": "cat"}
    done = run("man", "--warnings", "-l", str(page), env=environment)
    if done.returncode != 0 or done.stderr:
        yield f"{page.name}: man has something to say (see print_roff in src/cli/page.c)\n{done.stderr}"
    text = re.sub(r".\x08", "", done.stdout)
    for option in options:
        if option not in text:
            yield f"{page.name}: {option} of --help is not shown"


def main():
    folder = build_folder() / "man"
    problems = [*check(folder / "hcpnet.1", commands())]
    for name in commands():
        options = OPTION.findall(hcpnet(name, "--help"))
        problems += check(folder / f"hcpnet-{name}.1", options)
    return finish(problems, "man pages render and are complete")


if __name__ == "__main__":
    sys.exit(main())
