#!/usr/bin/env python3
"""What is in a list is documented and tested: measures, modules, commands, pages.

(Fields of tables and settings of a study: unit.table.schemas and unit.study.docs hold docs/FORMATS.md
and docs/STUDY.md to theirs.)
"""
import csv
import re
import sys

from lint import ROOT, commands, finish, hcpnet


def text_of(*patterns):
    return "\n".join(path.read_text() for pattern in patterns for path in ROOT.glob(pattern))


def check_measures():
    rows = csv.DictReader(hcpnet("list", "measures", "--format", "csv").splitlines())
    methods = (ROOT / "docs/METHODS.md").read_text()
    tests = text_of("tests/reference/*.c", "tests/oracle/*.c")
    names = [row["measure"] for row in rows]
    for name in names:
        page = ROOT / f"docs/measures/{name}.md"
        if not page.is_file():
            yield f"docs/measures/{name}.md is missing: copy the page of a sister measure"
        elif not page.read_text().endswith("\n") or f"(`{name}`)" not in page.read_text():
            yield f"docs/measures/{name}.md: its title does not name the column (`{name}`)"
        if f"measures/{name}.md" not in methods:
            yield f"docs/METHODS.md: no link to measures/{name}.md: add it to the table of measures"
        if f'"{name}"' not in tests:
            yield f"measure {name}: no test in tests/reference or tests/oracle names it"
    for page in sorted((ROOT / "docs/measures").glob("*.md")):
        if page.stem not in names:
            yield f"docs/measures/{page.name}: no measure of that name: remove it"


def check_modules():
    listed = re.search(r"set\(HCPNET_MODULES\n(.*?)\)", (ROOT / "src/CMakeLists.txt").read_text(),
                       re.S).group(1).split()
    overview = (ROOT / "docs/ARCHITECTURE.md").read_text()
    for folder in sorted(path for path in (ROOT / "src").iterdir() if path.is_dir()):
        name = folder.name
        if not (folder / "README.md").is_file():
            yield f"src/{name}/README.md is missing: what it knows, must not know, where to start"
        if name not in [*listed, "cli"]:
            yield f"src/{name}: not in HCPNET_MODULES of src/CMakeLists.txt: give it a level"
        if f"| [{name}](../src/{name}/README.md) |" not in overview:
            yield f"docs/ARCHITECTURE.md: no row for the module {name}"


def check_commands():
    readme = (ROOT / "README.md").read_text()
    for name in commands():
        if not [*ROOT.glob(f"tests/cli/{name}/*.case"), *ROOT.glob(f"tests/cli/test_{name}.py")]:
            yield f"command {name}: no case in tests/cli/{name}"
        if f"docs/commands/{name}.md" not in readme:
            yield f"README.md: the table of commands has no link to docs/commands/{name}.md"


def check_pages():
    index = (ROOT / "docs/README.md").read_text()
    for page in sorted((ROOT / "docs").glob("*.md")):
        if page.name != "README.md" and f"]({page.name})" not in index:
            yield f"docs/README.md: no row for {page.name}"


def main():
    return finish([*check_measures(), *check_modules(), *check_commands(), *check_pages()],
                  "measures, modules, commands and pages are documented and tested")


if __name__ == "__main__":
    sys.exit(main())
