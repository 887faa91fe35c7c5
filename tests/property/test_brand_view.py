"""The brand view of a report is what a slow and plain reading of the same tables says, and its sums
of weights are those of the edges that are shown."""
import csv
import math
import os
import subprocess
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path

STUDY = Path(os.environ["HCPNET_GRAPHS"]) / "belgium"
BRAND, CLASS = "BRANDX", {"BRANDX", "RIVAL", "GENERIC"}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else 0.0


class BrandView(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = Path(cls.folder.name) / "report"
        subprocess.run([os.environ["HCPNET"], "report", "-q", STUDY / "study.ini", "-o", cls.out],
                       check=True, stderr=subprocess.DEVNULL)
        cls.physicians = {row["id"]: row for row in read(cls.out / "physicians.csv")}
        cls.organisations = {row["id"]: row for row in read(cls.out / "organisations.csv")}
        cls.rows = read(STUDY / "prescriptions.csv")
        cls.edges = [row for row in read(cls.out / "edges.csv") if row["layer"] == "referral"]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def same(self, found, expected, what):
        self.assertTrue(math.isclose(number(found), expected, rel_tol=1e-12, abs_tol=1e-12),
                        f"{what}: {found}, expected {expected}")

    def test_physicians_have_their_units_of_each_half_year(self):
        units, months = defaultdict(float), defaultdict(set)
        for row in self.rows:
            if row["product"] == BRAND:
                units[row["physician"], row["date"] >= "2026-01-01"] += number(row["units"])
                months[row["physician"]].add(row["date"][:7])
        for name, row in self.physicians.items():
            first, last = units[name, False], units[name, True]
            self.same(row["brand_units_first"], first, name)
            self.same(row["brand_units_last"], last, name)
            self.same(row["brand_months"], len(months[name]), name)
            self.assertEqual(row["brand_writer"], "true" if first + last >= 1 else "false")
            self.assertEqual(row["brand_trend"] in ("new", "lapsed"),
                             first + last >= 3 and (first == 0) != (last == 0), name)

    def test_sums_are_of_the_weights_that_are_shown(self):
        writers = {name for name, row in self.physicians.items() if row["brand_writer"] == "true"}
        sent, received, partners = defaultdict(float), defaultdict(float), defaultdict(set)
        for edge in self.edges:
            for me, other, total in ((edge["source"], edge["target"], sent),
                                     (edge["target"], edge["source"], received)):
                if other in writers:
                    total[me] += float(edge["weight"])
                    partners[me].add(other)
        self.assertTrue(any(edge["masked"] == "true" for edge in self.edges))
        for name, row in self.physicians.items():
            self.same(row["brand_out_strength"], sent[name], name)
            self.same(row["brand_in_strength"], received[name], name)
            self.same(row["brand_strength"], sent[name] + received[name], name)
            self.same(row["brand_degree"], len(partners[name]), name)

    def test_pharmacies_have_what_they_dispense(self):
        brand, other = defaultdict(float), defaultdict(float)
        by = defaultdict(lambda: defaultdict(float))
        switched = defaultdict(float)
        for row in self.rows:
            pharmacy, units = row["pharmacy"], number(row["units"])
            given = row["dispensed_product"] or row["product"]
            other[pharmacy] += units if given in CLASS else 0
            if given == BRAND:
                brand[pharmacy] += units
                by[pharmacy][row["physician"]] += units
            if row["product"] == BRAND and row["dispensed_product"] not in ("", BRAND):
                switched[pharmacy] += units
        self.assertTrue(sum(switched.values()) > 0)
        for name, row in self.organisations.items():
            shares = [units / brand[name] for units in by[name].values()]
            self.same(row["pharmacy_class_units"], other[name], name)
            self.same(row["pharmacy_brand_units"], brand[name], name)
            self.same(row["pharmacy_brand_prescribers"], len(shares), name)
            self.same(row["pharmacy_top_prescriber_share"], max(shares, default=0), name)
            self.same(row["pharmacy_switched_units"], switched[name], name)

    def test_hospitals_have_what_their_physicians_prescribe_and_receive(self):
        members = defaultdict(set)
        for row in read(STUDY / "affiliations.csv"):
            members[row["organisation"]].add(row["physician"])
        for name, row in self.organisations.items():
            rows = [self.physicians[member] for member in members[name]]
            self.same(row["affiliated_physicians"], len(rows), name)
            for column, of in (("affiliated_brand_units", "brand_units"),
                               ("affiliated_class_units", "class_units"),
                               ("affiliated_in_strength", "in_strength")):
                self.same(row[column], math.fsum(number(member[of]) for member in rows), name)

    def test_products_are_compared(self):
        units, prescribers = defaultdict(float), defaultdict(set)
        for row in self.rows:
            half = 1 + (row["date"] >= "2026-01-01")
            units[row["product"], half] += number(row["units"])
            prescribers[row["product"], half].add(row["physician"])
        products = read(self.out / "products.csv")
        self.assertEqual({row["product"] for row in products}, CLASS)
        for row in products:
            name = row["product"]
            for half in (1, 2):
                self.same(row[f"units_{half}"], units[name, half], name)
                self.same(row[f"prescribers_{half}"], len(prescribers[name, half]), name)
                self.same(row[f"share_{half}"], units[name, half] /
                          sum(units[product, half] for product in CLASS), name)
            self.same(row["change"], units[name, 2] - units[name, 1], name)


if __name__ == "__main__":
    unittest.main()
