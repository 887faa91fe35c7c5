"""What a report says of its network, brand, communities and organisations is told by edges.csv
already: a study of the released edges alone, as ties that count nobody, gives the same values to
the last digit. So no reader, however clever, gets a masked count out of them. And where a total of
referrals is hidden with a masked pair, another count of the pair changes nothing at all."""
import csv
import json
import os
import subprocess
import tempfile
import unittest
from collections import Counter
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

    def define(self, report):
        manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
        return {column["name"]: column.get("definition") for file in manifest["files"]
                if file["file"] == "physicians.csv" for column in file["columns"]}

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
        told = self.define(report)
        self.assertRegex(told["strength"], "; in [0-9]+ ties a count of 1 to 10 patients stands as 5.5$")
        self.assertNotIn("patients", told["degree"])
        self.assertNotIn("patients", self.define(shadow)["strength"])
        self.assertEqual(self.compare(report, shadow), set())
        bare = self.report_with("referral", ("min_patients = 11", "min_patients = 1"))
        self.assertLessEqual({"strength", "pagerank", "weighted_betweenness", "x", "community",
                              "communities.csv", "organisations.csv"}, self.compare(bare, shadow))

    def test_edges_tell_all_where_small_ones_are_left_out(self):
        report = self.report_with("shared", ("small_cells = mask", "small_cells = drop"))
        shadow = self.report_of_edges(report, "shared")
        self.assertEqual(self.compare(report, shadow), set())
        self.assertRegex(self.define(report)["degree"],
                         "; without [0-9]+ ties of 1 to 10 patients$")

    def find_pair(self, report, hidden):
        """A masked pair of 1 to 9 rows, with the sender's total hidden or not, that may have one
        more without moving the receiver's rows in masked pairs to another band of ten."""
        count, rows, n_masked = Counter(), Counter(), Counter()
        masked = {(row["source"], row["target"]) for row in read(report / "edges.csv")
                  if row["layer"] == "referral" and row["masked"] == "true"}
        for row in read(self.market / "referrals.csv"):
            count[row["from"], row["to"]] += 1
        for pair in masked:
            rows[pair[1]] += count[pair]
            n_masked[pair[1]] += 1
        total = {row["id"]: row["n_referrals"] for row in read(report / "physicians.csv")}
        for pair in sorted(masked):
            place = (rows[pair[1]] - n_masked[pair[1]]) % 10
            if count[pair] < 10 and place < 9 and (total[pair[0]] == "") == hidden:
                return pair
        self.fail("no such pair")

    def report_with_one_more(self, report, hidden):
        source, target = self.find_pair(report, hidden)
        text = (self.market / "referrals.csv").read_text(encoding="utf-8")
        row = f"{source},{target},2026-01-15,KNEWONE,headache\n"
        (self.market / "more.csv").write_text(text + row, encoding="utf-8")
        return self.report("more", self.settings.replace("referrals.csv", "more.csv"))

    def list_changes(self, report, other):
        """Files of results that differ; lookalikes are fitted to true sums."""
        return {path.name for path in report.iterdir()
                if path.name not in ("manifest.json", "report.html", "lookalikes.csv")
                and path.read_bytes() != (other / path.name).read_bytes()}

    def test_a_count_behind_hidden_totals_changes_nothing(self):
        report = self.report_with("referral")
        other = self.report_with_one_more(report, True)
        self.assertEqual(self.list_changes(report, other), set())
        other = self.report_with_one_more(report, False)
        self.assertIn("physicians.csv", self.list_changes(report, other))


if __name__ == "__main__":
    unittest.main()
