#!/usr/bin/env python3
"""Calls go down: a module includes only itself, lower modules and public headers of lower modules.

The order is that of src/CMakeLists.txt; modules on one line there are siblings and do not see each
other. The program (cli) sees public headers and itself alone.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<(hcpnet/[^>]+|hcpnet\.h)>)', re.M)

# Which module declares a public header; a header of the module's own name needs no line.
HEADER_MODULE = {
    "error": "base", "run": "base", "version": "base",
    "column": "table", "issues": "table", "reader": "table", "schema": "table",
    "dataset": "study", "preset": "study", "quality": "study", "recognise": "study",
    "edges": "derive", "shared": "derive", "partition": "network",
    "lookalike": "similarity", "folder": "exchange", "map": "render", "manifest": "exchange",
}
# HcpPool is declared in column.h; base implements it.
ALLOWED = {("base", "column")}


def levels():
    text = (ROOT / "src/CMakeLists.txt").read_text()
    lines = re.search(r"set\(HCPNET_MODULES\n(.*?)\)", text, re.S).group(1).split("\n")
    order = {module: level for level, line in enumerate(lines) for module in line.split()}
    order["cli"] = len(lines)
    return order


def target_of(local, public):
    """Module that an included file belongs to, and its name; None for files of the same folder."""
    if public == "hcpnet.h":
        return "report", "hcpnet"
    if public:
        name = pathlib.Path(public).stem
        return HEADER_MODULE.get(name, name), name
    return (local.split("/")[0], local) if "/" in local else None


def check(path, module, order):
    for local, public in INCLUDE.findall(path.read_text()):
        found = target_of(local, public)
        if found is None or found[0] == module or (module, found[1]) in ALLOWED:
            continue
        target = found[0]
        if target not in order:
            yield f"{path}: includes {local or public}, which no module owns (add it to {__file__})"
        elif order[target] >= order[module]:
            yield f"{path}: {module} may not include {local or public}: {target} is not below it"
        elif module == "cli" and local:
            yield f"{path}: the program sees public headers alone, not {local}"


def main():
    order = levels()
    problems = []
    for path in sorted(ROOT.glob("src/*/*.[ch]")):
        problems += check(path, path.parent.name, order)
    for path in sorted(ROOT.glob("include/hcpnet/*.h")):
        problems += check(path, HEADER_MODULE.get(path.stem, path.stem), order)
    print("\n".join(problems) or f"{len(order)} modules in order")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
