"""A reader of the pairs of several windows subtracts: what one file says from what another says of
the same pair, the pairs of one day from all, and what Jaccard weights say of patients."""
import csv
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

STUDY = Path(os.environ["HCPNET_GRAPHS"]) / "belgium/study.ini"
WINDOWS = (30, 60, 90, 180)
LEAST = 11


class TellWindows(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def derive(self, *options):
        path = Path(self.folder.name)
        subprocess.run([os.environ["HCPNET"], "derive", "-q", "-w", ",".join(map(str, WINDOWS)),
                        *options, "-o", path / "p.csv", STUDY],
                       check=True, stderr=subprocess.DEVNULL)
        files = []
        for window in WINDOWS:
            with open(path / f"p-{window}.csv", encoding="utf-8", newline="") as file:
                files.append({(row["from"], row["to"]): row for row in csv.DictReader(file)})
        return files

    def subtract(self, files):
        """Differences, of patients and of pairs of visits, that are 1 to 10."""
        told = []
        for k, wide in enumerate(files):
            for pair, row in wide.items():
                parts = [(row["pairs"], row["same_day"])]
                parts += [(row[count], narrow[pair][count]) for narrow in files[:k]
                          if pair in narrow for count in ("patients", "pairs", "same_day")]
                told += [int(one) - int(two) for one, two in parts
                         if one and two and 0 < int(one) - int(two) < LEAST]
        return told

    def solve(self, files):
        """n_AB in 1 to 10 steps of a narrower window's, by n_A + n_B of Jaccard weights there."""
        told = []
        for k, wide in enumerate(files):
            for pair, row in wide.items():
                for narrow in files[:k]:
                    if pair not in narrow:
                        continue
                    before = int(narrow[pair]["patients"])
                    both = before * (1 + 1 / float(narrow[pair]["jaccard"]))
                    jaccard = float(row["jaccard"])
                    more = round(jaccard * both / (1 + jaccard)) - before
                    told += [more] if 0 < more < LEAST else []
        return told

    def test_no_difference_tells(self):
        files = self.derive("--weight", "jaccard")
        self.assertGreater(sum(pair in files[0] for pair in files[-1]), 100)
        self.assertEqual(self.subtract(files), [])
        self.assertEqual(self.solve(files), [])

    def test_without_the_gate_they_would(self):
        files = self.derive("--weight", "jaccard", "--min-patients", "1")
        self.assertGreater(len(self.subtract(files)), 100)
        self.assertGreater(len(self.solve(files)), 100)


if __name__ == "__main__":
    unittest.main()
