#!/usr/bin/env python3
"""docs/commands is what the program says of itself, and --help fits a terminal."""
import sys

from lint import ROOT, commands, finish, hcpnet

REPAIR = "run: cmake --build --preset dev --target command_pages"
WIDTH = 80


def check_page(path, expected):
    if not path.is_file():
        yield f"{path.relative_to(ROOT)} is missing: {REPAIR}"
    elif path.read_text() != expected:
        yield f"{path.relative_to(ROOT)}: differs from what the program says: {REPAIR}"


def check_width(name):
    for line in hcpnet(name, "--help").splitlines():
        if len(line) > WIDTH:
            yield f"hcpnet {name} --help: wider than {WIDTH}: shorten '{line.strip()}'"


def main():
    names = commands()
    folder = ROOT / "docs/commands"
    problems = [*check_page(folder / "README.md", hcpnet("help", "--markdown"))]
    for name in names:
        problems += check_page(folder / f"{name}.md", hcpnet("help", "--markdown", name))
        problems += check_width(name)
    problems += [f"docs/commands/{path.name}: no command of that name: remove it"
                 for path in sorted(folder.glob("*.md")) if path.stem not in [*names, "README"]]
    return finish(problems, f"{len(names)} commands as the program describes them")


if __name__ == "__main__":
    sys.exit(main())
