#!/usr/bin/env python3
"""Runs what the pages show.

Every ```sh block of every Markdown page is run by sh, in the order of its page, in a folder that
has graphs/ and output/ as the project does and the program on the PATH. It must be done (exit 0).
A comment on the line before the block says otherwise:

    <!-- exit 6 -->              each command but the last is done, and the last exits with 6
    <!-- not run: reason -->     the block is for reading

A ```text block right after it is what it prints on standard output; `...` stands for any text
within a line, and a line that is only `...` for any lines. A ```c block compiles inside src.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?:^<!-- (?P<marker>.*?) -->\n+)?^```sh\n(?P<code>.*?)^```\n"
                   r"(?:\n?^```text\n(?P<expected>.*?)^```\n)?", re.M | re.S)
C_BLOCK = re.compile(r"^ *```c\n(.*?)^ *```$", re.M | re.S)
COMPILE = ("cc -std=gnu17 -fsyntax-only -Wall -Wextra -Wmissing-prototypes -Werror "
           f"-I{ROOT}/src -I{ROOT}/include $(pkg-config --cflags glib-2.0) -x c -")
SECONDS = 300


def fits(printed, expected):
    pattern = "".join(r"(?:[^\n]*\n)*" if line == "...\n" else
                      r"[^\n]*".join(re.escape(part) for part in line.split("..."))
                      for line in expected.splitlines(keepends=True))
    return re.fullmatch(pattern, printed) is not None


def run_block(block, folder, environment):
    """A problem, or None."""
    marker = block["marker"] or ""
    if marker.startswith("not run: "):
        return None
    wanted = int(marker.removeprefix("exit ")) if marker.startswith("exit ") else 0
    done = subprocess.run(["sh", "-eu"], input=block["code"], cwd=folder, env=environment,
                          capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode != wanted:
        return f"exit {done.returncode}, not {wanted}\n{block['code']}{done.stderr}"
    if block["expected"] is not None and not fits(done.stdout, block["expected"]):
        return f"prints something else\n{block['code']}{done.stdout}"
    return None


def make_folder(folder):
    """The project as far as an example may look at it; returns the environment."""
    (folder / "output").mkdir()
    (folder / "graphs").symlink_to(ROOT / "graphs")
    (folder / "bin").mkdir()
    (folder / "bin/hcpnet").symlink_to(os.environ["HCPNET"])
    return {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}


def check_c(path, text):
    for code in C_BLOCK.findall(text):
        done = subprocess.run(["sh", "-c", COMPILE], input=textwrap.dedent(code),
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            yield f"{path.relative_to(ROOT)}: does not compile\n{done.stderr}"


def check(path):
    """Number of blocks and the problems of one page."""
    text = path.read_text()
    blocks = list(BLOCK.finditer(text))
    problems = list(check_c(path, text))
    if blocks:
        with tempfile.TemporaryDirectory(dir=os.getcwd()) as name:
            environment = make_folder(pathlib.Path(name))
            for block in blocks:
                problem = run_block(block, name, environment)
                if problem:
                    line = text.count("\n", 0, block.start("code")) + 1
                    problems.append(f"{path.relative_to(ROOT)}:{line}: {problem}")
    return len(blocks), problems


def pages():
    found = [ROOT / "README.md"]
    for folder in ("docs", "graphs", "src", "tests", "output"):
        found += sorted((ROOT / folder).glob("**/*.md"))
    return found


def main():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(check, pages()))
    problems = [problem for _, found in results for problem in found]
    blocks = sum(n for n, _ in results)
    assert blocks > 0, "no example was found"
    print("\n".join(problems) or f"{blocks} examples run")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
