#!/usr/bin/env python3
"""clang-tidy has nothing to say about src, by the short list of .clang-tidy.

A file is asked about again when it, a file that it includes, its command or the list has changed.
"""
import concurrent.futures
import functools
import hashlib
import json
import pathlib
import re
import sys

from lint import ROOT, build_folder, finish, run

FINDING = re.compile(r"^(/\S+:\d+):\d+: (?:warning|error): (.*)$", re.M)
A_BATCH = 10


@functools.lru_cache(maxsize=None)
def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def included():
    """What ninja knows each source to be made of, the source first."""
    lines = run("ninja", "-C", str(build_folder()), "-t", "deps").stdout.splitlines()
    files = {}
    for line in lines:
        if line.startswith("    "):
            files.setdefault(current, []).append((build_folder() / line.strip()).resolve())
        else:
            current = line.split(":")[0]
    return {deps[0]: deps for deps in files.values() if deps}


def states(paths):
    """state[path]: changes with whatever the findings may depend on."""
    version = run("clang-tidy", "--version").stdout + digest(ROOT / ".clang-tidy")
    entries = json.loads((build_folder() / "compile_commands.json").read_text())
    commands = {entry["file"]: entry["command"] for entry in entries}
    deps = included()
    state = {}
    for path in paths:
        files = deps.get(pathlib.Path(path))
        if files is not None:
            parts = [version, commands.get(path, "")] + [digest(file) for file in files]
            state[path] = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return state


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
    state, known = states(paths), build_folder() / "tidy.known"
    tidy = set(known.read_text().split()) if known.is_file() else set()
    asked = [path for path in paths if state.get(path) not in tidy]
    batches = [asked[at:at + A_BATCH] for at in range(0, len(asked), A_BATCH)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        problems = sorted({line for lines in pool.map(findings, batches) for line in lines})
    if problems:
        problems.append("change the code, or a check of .clang-tidy with its reason")
    else:
        known.write_text("\n".join(sorted(state.values())) + "\n")
    return finish(problems, f"{len(paths)} files tidy")


if __name__ == "__main__":
    sys.exit(main())
