#!/usr/bin/env python3
"""Relative links of Markdown files, and files that they name in `code`, exist."""
import re
import sys

from lint import ROOT, finish, run

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:docs|src|tests|include|graphs|scripts|cmake)/[\w./-]+)`")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def check(path):
    text = FENCE.sub("", path.read_text())
    name = path.relative_to(ROOT)
    for target in LINK.findall(text):
        file = target.split("#")[0]
        if "://" not in target and file and not (path.parent / file).exists():
            yield f"{name}: link to {target}, which is not there: correct it or take it out"
    for target in NAMED.findall(text):
        if not (ROOT / target).exists():
            yield f"{name}: names {target}, which is not there: correct it or take it out"


def main():
    listed = run("git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "*.md").stdout
    paths = [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]
    if not paths:  # a copy without its history
        paths = [path for path in ROOT.glob("**/*.md") if "build" not in path.parts]
    problems = [problem for path in sorted(paths) for problem in check(path)]
    return finish(problems, f"{len(paths)} pages link to what is there")


if __name__ == "__main__":
    sys.exit(main())
