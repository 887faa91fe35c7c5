#!/usr/bin/env python3
"""No command gives away a patient, and under --pseudonymise no physician either."""
import csv
import hashlib
import hmac
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

HCPNET = os.environ["HCPNET"]
KEY = bytes(range(100, 140))
# What each command is tried with: STUDY, DIR, TABLE and MASTER are put in; DIR/copy holds the
# tables.
# Those of None read nothing.
TRIED = {
    "report": [["STUDY", "-o", "DIR/report"]],
    "check": [["STUDY", "--rejects", "DIR/rejects.csv"], ["STUDY", "--format", "json"],
              ["STUDY", "--strict"], ["STUDY", "--max-rejects", "0"]],
    "rank": [["STUDY", "--format", "csv"], ["STUDY", "--format", "json", "--layer", "dispensing"],
             ["STUDY", "--layer", "shared"]],
    "communities": [["STUDY", "--format", "csv"]],
    "lookalike": [["STUDY", "--anyway", "--format", "csv"]],
    "map": [["STUDY", "-o", "DIR/map.svg"]],
    "export": [["STUDY", "-o", "DIR/network.graphml"]],
    "derive": [["STUDY", "-o", "DIR/pairs.csv", "--min-patients", "1"],
               ["STUDY", "--compare-rules"]],
    "inspect": [["TABLE"], ["MASTER"]],
    "init": [["DIR/copy"]],
    "list": [["measures"]],
    "simulate": None,
    "help": None,
}
READS_NO_STUDY = {"inspect", "init", "list"}


def run(*arguments):
    return subprocess.run([HCPNET, *map(str, arguments)], capture_output=True, text=True,
                          errors="replace", check=False)


def column(path, name):
    with open(path, newline="", encoding="utf-8") as file:
        return {row[name] for row in csv.DictReader(file)}


def spoil(folder):
    """Rows that are rejected, each for another reason, all with patients in them."""
    with open(folder / "referrals.csv", "a", encoding="utf-8") as file:
        for patient in ("KSPOILT001", "KSPOILT002"):
            file.write(f"P99999,P00001,2025-08-01,{patient},headache\n"
                       f"P00001,P00001,2025-08-01,{patient},headache\n"
                       f"P00001,P00002,yesterday,{patient},headache\n"
                       f"P00001,P00002,2035-08-01,{patient},headache\n"
                       f"P00001,P00002,2025-08-01,{patient},headache,more\n"
                       f"P00001,P00002,2025-08-01,\"{patient}\"x,headache\n")
    with open(folder / "physicians.csv", encoding="utf-8") as file:
        rows = [line.rstrip("\n") for line in file]
    with open(folder / "physicians.csv", "w", encoding="utf-8") as file:
        file.write(rows[0] + ",insz_patient\n" +
                   "".join(f"{row},KSPOILT{i:03}\n" for i, row in enumerate(rows[1:])))
        file.write("P00001,Another Name" + "," * 19 + ",KSPOILT001\n")
    with open(folder / "study.ini", "a", encoding="utf-8") as file:
        file.write("\n[behaviour]\norganisations = H00001\n")


class Privacy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.data = Path(cls.folder.name) / "data"
        assert run("simulate", "-o", cls.data, "--physicians", 90).returncode == 0
        spoil(cls.data)
        lines = run("list", "commands", "--format", "csv").stdout.splitlines()[1:]
        cls.commands = {line.split(",")[0] for line in lines}
        cls.tries = [(command, arguments) for command in TRIED if command in cls.commands
                     for arguments in TRIED[command] or []]
        cls.key = Path(cls.folder.name) / "key"
        cls.key.write_bytes(KEY)
        cls.key.chmod(0o600)
        cls.patients = (column(cls.data / "referrals.csv", "patient") |
                        column(cls.data / "visits.csv", "patient") | {"KSPOILT001", "KSPOILT002"} |
                        column(cls.data / "physicians.csv", "insz_patient"))
        physicians, organisations = cls.data / "physicians.csv", cls.data / "organisations.csv"
        cls.ids = column(physicians, "id") | column(organisations, "id") | {"P99999"}
        cls.names = column(physicians, "name") | column(organisations, "name")

    def outputs(self, command, arguments):
        """Everything that a run shows or writes, as text."""
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(self.data, Path(folder) / "copy")
            (Path(folder) / "copy/study.ini").unlink()
            given = set(Path(folder).rglob("*"))
            words = {"STUDY": str(self.data / "study.ini"), "DIR": folder,
                     "TABLE": str(self.data / "referrals.csv"),
                     "MASTER": str(self.data / "physicians.csv")}
            filled = [re.sub("STUDY|DIR|TABLE|MASTER", lambda match: words[match[0]], word)
                      for word in arguments]
            done = run(command, *filled)
            self.assertIn(done.returncode, (0, 1, 3), f"{command}: {done.stderr}")
            texts = [path.read_bytes().decode("utf-8", "replace")
                     for path in sorted(set(Path(folder).rglob("*")) - given) if path.is_file()]
            return "\n".join([done.stdout, done.stderr, *texts])

    def test_every_command_is_tried(self):
        self.assertEqual(self.commands - set(TRIED), set())

    def test_no_patient_comes_out(self):
        for command, arguments in self.tries:
            with self.subTest(command=command, arguments=arguments):
                words = set(re.findall(r"\w+", self.outputs(command, arguments)))
                self.assertEqual(words & self.patients, set())

    def test_a_patient_in_a_master_is_called_out(self):
        text = run("check", self.data / "study.ini").stdout
        self.assertIn("patient_column", text)
        self.assertIn("insz_patient: expected no patients in this table", text)

    def test_pseudonyms_leave_no_id_and_no_name(self):
        for command, arguments in self.tries:
            if command in READS_NO_STUDY:
                continue
            with self.subTest(command=command, arguments=arguments):
                text = self.outputs(command, [*arguments, "--pseudonymise", str(self.key)])
                words = set(re.findall(r"\w+", text))
                self.assertEqual(words & (self.ids | self.patients), set())
                self.assertEqual([name for name in self.names if name and name in text], [])

    def test_a_pseudonym_is_an_hmac_of_the_kind_and_the_id(self):
        study = self.data / "study.ini"
        plain = run("rank", study, "--by", "pagerank", "--top", 0, "--format", "csv").stdout
        hidden = run("rank", study, "--by", "pagerank", "--top", 0, "--format", "csv",
                     "--pseudonymise", self.key).stdout
        rows = {row["id"]: row["pagerank"] for row in csv.DictReader(plain.splitlines())}
        expected = {"P" + hmac.new(KEY, b"P" + i.encode(), hashlib.sha256).hexdigest()[:24]: value
                    for i, value in rows.items()}
        found = {row["id"]: row["pagerank"] for row in csv.DictReader(hidden.splitlines())}
        self.assertEqual(set(found), set(expected))
        for pseudonym, value in found.items():
            self.assertAlmostEqual(float(value or 0), float(expected[pseudonym] or 0), places=9)

    def test_the_order_of_rows_tells_nothing(self):
        text = run("rank", self.data / "study.ini", "--by", "in_degree", "--top", 0, "--format",
                   "csv", "--pseudonymise", self.key).stdout
        tied = {}
        for row in csv.DictReader(text.splitlines()):
            tied.setdefault(row["in_degree"], []).append(row["id"])
        for ids in tied.values():
            self.assertEqual(ids, sorted(ids))

    def test_a_key_that_others_can_read_is_refused(self):
        for mode in (0o640, 0o604, 0o644):
            with self.subTest(mode=oct(mode)):
                self.key.chmod(mode)
                done = run("rank", self.data / "study.ini", "--pseudonymise", self.key)
                self.key.chmod(0o600)
                self.assertEqual((done.returncode, done.stdout), (6, ""))

    def test_a_short_key_is_refused(self):
        short = Path(self.folder.name) / "short"
        short.write_bytes(b"secret")
        short.chmod(0o600)
        done = run("rank", self.data / "study.ini", "--pseudonymise", short)
        self.assertEqual((done.returncode, done.stdout), (6, ""))
        self.assertNotIn("secret" + "\n", done.stderr)


if __name__ == "__main__":
    unittest.main()
