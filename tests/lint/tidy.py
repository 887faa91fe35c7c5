#!/usr/bin/env python3
"""clang-tidy has nothing to say about src, by the short list of .clang-tidy."""
import concurrent.futures
import re
import sys

from lint import ROOT, build_folder, finish, run

FINDING = re.compile(r"^(/\S+:\d+):\d+: (?:warning|error): (.*)$", re.M)
A_BATCH = 10


def findings(paths):
    done = run("clang-tidy", "-p", str(build_folder()), "--quiet", *paths)
    found = FINDING.findall(done.stdout)
    if done.returncode != 0 and not found:
        return [f"clang-tidy: exit {done.returncode}\n{done.stdout}{done.stderr}"]
    return [f"{place.removeprefix(str(ROOT) + '/')}: {what}" for place, what in found]


def main():
    if not (build_folder() / "compile_commands.json").is_file():
        return finish(["no compile_commands.json: run cmake --preset dev"], "")
    paths = sorted(str(path) for path in (ROOT / "src").glob("*/*.c"))
    batches = [paths[at:at + A_BATCH] for at in range(0, len(paths), A_BATCH)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        problems = sorted({line for lines in pool.map(findings, batches) for line in lines})
    if problems:
        problems.append("change the code, or a check of .clang-tidy with its reason")
    return finish(problems, f"{len(paths)} files tidy")


if __name__ == "__main__":
    sys.exit(main())
