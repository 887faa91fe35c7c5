"""What a report says of its network, brand, communities and organisations is told by edges.csv
already: a study of the released edges alone, as ties that count nobody, gives the same values to
the last digit. So no reader, however clever, gets a masked count out of them."""
import csv
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

MEASURES = """degree in_degree out_degree strength in_strength out_strength pagerank hub authority
    eigenvector betweenness weighted_betweenness closeness coreness clustering constraint
    brand_degree brand_strength brand_in_strength brand_out_strength community community_name
    x y""".split()
SHADOW = """[study]
brand = BRANDX
market = BRANDX;RIVAL;GENERIC
period = 2025-07-01/2026-06-30
main_layer = {layer}
[physicians]
file = physicians.csv
region = province
[organisations]
file = organisations.csv
region = province
[affiliations]
file = affiliations.csv
[prescriptions]
file = prescriptions.csv
[ties:{layer}]
file = released.csv
"""


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(*arguments):
    subprocess.run([os.environ["HCPNET"], *arguments], check=True, stderr=subprocess.DEVNULL)


def write_ties(report, layer, path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("from", "to", "weight"))
        rows.writerows((row["source"], row["target"], row["weight"])
                       for row in read(report / "edges.csv") if row["layer"] == layer)


class ToldByEdges(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.market = Path(folder.name)
        run("simulate", "--physicians", "150", "--seed", "3", "-o", cls.market, "--force")
        cls.settings = (cls.market / "study.ini").read_text(encoding="utf-8")

    def report(self, name, text):
        (self.market / f"{name}.ini").write_text(text, encoding="utf-8")
        run("report", "-q", "--force", self.market / f"{name}.ini", "-o", self.market / name)
        return self.market / name

    def report_with(self, layer, *changes):
        text = self.settings.replace("main_layer = referral", f"main_layer = {layer}")
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        return self.report("true", text)

    def report_of_edges(self, report, layer):
        write_ties(report, layer, self.market / "released.csv")
        return self.report("shadow", SHADOW.format(layer=layer))

    def compare(self, report, shadow):
        """Names of the columns and files that differ."""
        rows = list(zip(read(report / "physicians.csv"), read(shadow / "physicians.csv")))
        self.assertEqual(len(rows), 150)
        differ = {name for name in MEASURES if any(one[name] != two[name] for one, two in rows)}
        return differ | {file for file in ("communities.csv", "organisations.csv", "products.csv")
                         if (report / file).read_bytes() != (shadow / file).read_bytes()}

    def test_masked_edges_tell_all_and_without_the_gate_would_not(self):
        report = self.report_with("referral")
        shadow = self.report_of_edges(report, "referral")
        self.assertIn("true", {row["masked"] for row in read(report / "edges.csv")})
        self.assertEqual(self.compare(report, shadow), set())
        bare = self.report_with("referral", ("min_patients = 11", "min_patients = 1"))
        self.assertLessEqual({"strength", "pagerank", "weighted_betweenness", "x", "community",
                              "communities.csv", "organisations.csv"}, self.compare(bare, shadow))

    def test_edges_tell_all_where_small_ones_are_left_out(self):
        report = self.report_with("shared", ("small_cells = mask", "small_cells = drop"))
        shadow = self.report_of_edges(report, "shared")
        self.assertEqual(self.compare(report, shadow), set())


if __name__ == "__main__":
    unittest.main()
