#!/usr/bin/env python3
"""Runs one case of the command line: run_case.py CASE PROGRAM GRAPHS.

A case is a text file of sections, each opened by a line of its own:

    [command]   lines for sh, run in a new folder; $HCPNET is the program, $GRAPHS the graphs folder
    [exit]      the exit code of the last line; 0 when the section is absent
    [stdout]    [stderr]    what is printed, when the section is there
    [files]     names below the folder afterwards, one a line, sorted; hidden ones too
    [file NAME] the content of one of them

In expected text `...` stands for any text within a line, and a line that is only `...` for any
lines. What is found is compared with $GRAPHS and $PWD in place of the folders' paths.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SECTION = re.compile(r"^\[(command|exit|stdout|stderr|files|file [^\]]+)\]$")


def read_case(path):
    sections = {}
    name = None
    for line in pathlib.Path(path).read_text().split("\n"):
        found = SECTION.match(line)
        if found:
            name = found.group(1)
            sections[name] = []
        elif name is not None:
            sections[name].append(line)
    return {key: "\n".join(lines).strip("\n") for key, lines in sections.items()}


def pattern_of(expected):
    lines = []
    for line in expected.split("\n"):
        if line == "...":
            lines.append(r"(?:[^\n]*\n)*?")
        else:
            lines.append(r"[^\n]*".join(map(re.escape, line.split("..."))) + "\n")
    return re.compile("".join(lines) + r"\Z")


class Case:
    def __init__(self, path, program, graphs):
        self.sections = read_case(path)
        self.graphs = graphs
        self.program = program
        self.good = True

    def compare(self, what, found):
        expected = self.sections.get(what, "0" if what == "exit" else None)
        if expected is None:
            return
        found = found.replace(self.graphs, "$GRAPHS").replace(self.folder, "$PWD").strip("\n") + "\n"
        if not pattern_of(expected).match(found):
            print(f"--- {what}: expected\n{expected}\n--- {what}: found\n{found}")
            self.good = False

    def run(self, folder):
        self.folder = str(folder)
        environment = dict(os.environ, HCPNET=self.program, GRAPHS=self.graphs, LC_ALL="C.UTF-8")
        result = subprocess.run(["sh", "-c", self.sections["command"]], cwd=folder,
                                env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, errors="backslashreplace")
        self.compare("exit", str(result.returncode))
        self.compare("stdout", result.stdout)
        self.compare("stderr", result.stderr)
        self.compare("files", "\n".join(sorted(str(path.relative_to(folder))
                                               for path in folder.rglob("*") if path.is_file())))
        for name in self.sections:
            if name.startswith("file "):
                path = folder / name[5:]
                self.compare(name, path.read_text() if path.exists() else "(absent)")
        if not self.good and "stderr" not in self.sections:
            print(f"--- stderr was\n{result.stderr}")
        return self.good


def main():
    with tempfile.TemporaryDirectory() as name:
        return 0 if Case(*sys.argv[1:4]).run(pathlib.Path(name).resolve()) else 1


if __name__ == "__main__":
    sys.exit(main())
