"""The report's bytes depend on the study alone: not on threads, locale, time zone, folders or the
clock, and of the order of rows only on what names a row."""
import csv
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

GRAPHS = Path(os.environ["HCPNET_GRAPHS"])
# Decimal commas and other collations, where they are installed.
# A decimal comma, and a dotless i.
LOCALES = ["sv_SE", "tr_TR"]


def compile_locales(folder):
    """Names of the locales below `folder`, for LOCPATH; C alone where none can be made."""
    for name in LOCALES:
        if subprocess.run(["localedef", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"],
                          capture_output=True).returncode > 1:
            return ["C"]
    return [f"{name}.UTF-8" for name in LOCALES]


def hcpnet(*arguments, cwd=None, **environment):
    subprocess.run([os.environ["HCPNET"], *map(str, arguments)], check=True, cwd=cwd,
                   stderr=subprocess.DEVNULL, env={**os.environ, **environment})


def read(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def shuffle(source, target):
    """The folder with the rows of every table in another order."""
    shutil.copytree(source, target)
    for path in sorted(target.glob("*.csv")):
        head, *rows = path.read_bytes().splitlines(keepends=True)
        random.Random(path.name).shuffle(rows)
        path.write_bytes(head + b"".join(rows))


def bare_rejects(content):
    """Rejects as a bag of rows that do not say where they stood."""
    rows = list(csv.DictReader(content.decode().splitlines()))
    return sorted((row["file"], row["column"], row["reason"], row["row"]) for row in rows)


def bare_manifest(content):
    manifest = json.loads(content)
    del manifest["inputs"]
    return manifest


def bare_page(content):
    """The page without the first example of each issue: 'file.csv:12: field: expected ...'."""
    return re.sub(rb"<td>[^<>:]*\.csv:\d+: [^<]*</td>", b"<td></td>", content)


class ReportBytes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def report(self, study, name, **settings):
        hcpnet("report", "-q", "--threads", 2, study / "study.ini", "-o", self.folder / name,
               **settings)
        return read(self.folder / name)

    def same_files(self, first, second):
        self.assertEqual(sorted(first), sorted(second))
        self.assertEqual([name for name in first if first[name] != second[name]], [])

    def check(self, study):
        first = self.report(study, "first", TZ="UTC", LC_ALL="C")
        self.assertGreaterEqual(len(first), 11)
        locales = self.folder / "locales"
        locales.mkdir()
        for locale in compile_locales(locales):
            hcpnet("report", "-q", "--threads", 1, os.path.relpath(study / "study.ini", "/"),
                   "-o", self.folder / "other" / locale, cwd="/", TZ="Asia/Kathmandu",
                   LC_ALL=locale, LOCPATH=str(locales))
            self.same_files(first, read(self.folder / "other" / locale))
        shuffle(study, self.folder / "shuffled")
        second = self.report(self.folder / "shuffled", "second")
        for name, bare in (("manifest.json", bare_manifest), ("rejects.csv", bare_rejects),
                           ("report.html", bare_page)):
            self.assertEqual(bare(first.pop(name)), bare(second.pop(name)), name)
        self.same_files(first, second)

    def test_medical_innovation(self):
        self.check(GRAPHS / "medical-innovation")

    def test_belgium(self):
        self.check(GRAPHS / "belgium")

    def test_simulated_market(self):
        hcpnet("simulate", "--physicians", 120, "--seed", 3, "-o", self.folder / "market")
        self.check(self.folder / "market")

    def test_another_seed_is_another_report(self):
        study = GRAPHS / "medical-innovation"
        hcpnet("report", "--seed", 2, study / "study.ini", "-o", self.folder / "other")
        other = read(self.folder / "other")
        self.assertNotEqual(self.report(study, "first")["map.svg"], other["map.svg"])


if __name__ == "__main__":
    unittest.main()
