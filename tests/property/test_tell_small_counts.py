"""A reader who knows every formula tries to tell masked counts from the files of a report: by the
totals of physicians, as intervals that are narrowed until they rest, and by solving the measures
that are made of weights."""
import csv
import math
import os
import subprocess
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path

STUDY = Path(os.environ["HCPNET_GRAPHS"]) / "belgium"


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else math.nan


class Report:
    """The files of a report, and the true counts that no reader has."""

    def __init__(self, folder, min_patients):
        self.most = min_patients - 1
        study = Path(folder) / f"study{min_patients}"
        study.mkdir()
        for file in STUDY.glob("*.csv"):
            (study / file.name).symlink_to(file)
        text = (STUDY / "study.ini").read_text(encoding="utf-8")
        (study / "study.ini").write_text(
            text.replace("min_patients = 11", f"min_patients = {min_patients}"), encoding="utf-8")
        subprocess.run([os.environ["HCPNET"], "report", "-q", study / "study.ini", "-o",
                        study / "report"], check=True, stderr=subprocess.DEVNULL)
        self.nodes = {row["id"]: row for row in read(study / "report/physicians.csv")}
        self.shown, self.referrals, self.hidden = {}, {}, set()
        self.out, self.into = defaultdict(list), defaultdict(list)
        for row in read(study / "report/edges.csv"):
            if row["layer"] != "referral":
                continue
            pair = row["source"], row["target"]
            self.out[pair[0]].append(pair)
            self.into[pair[1]].append(pair)
            if row["masked"] == "true":
                self.hidden.add(pair)
            else:
                self.shown[pair] = float(row["patients"])
                self.referrals[pair] = number(row["referrals"])
        patients = defaultdict(set)
        for row in read(STUDY / "referrals.csv"):
            patients[row["from"], row["to"]].add(row["patient"])
        self.truth = {pair: len(of) for pair, of in patients.items()}

    def value(self, node, column):
        return number(self.nodes[node][column])

    def count_right(self, found):
        return sum(abs(count - self.truth[pair]) < 0.05 for pair, count in found.items())

    # ---- totals

    def narrow(self, low, high):
        """One round over all totals; True when an interval has become narrower."""
        before = sum(high.values()) - sum(low.values())
        for node in self.nodes:
            for pairs, total, patients in ((self.out[node], "n_referrals", "n_patients"),
                                           (self.into[node], "in_referrals", "in_patients")):
                hidden = [pair for pair in pairs if pair in self.hidden]
                shown = [pair for pair in pairs if pair in self.shown]
                # Each patient of a pair has a row, and each patient of a physician a pair.
                rows = self.value(node, total) - sum(self.referrals[pair] for pair in shown)
                people = self.value(node, patients) - sum(self.shown[pair] for pair in shown)
                for pair in hidden:
                    if not math.isnan(rows):
                        rest = sum(low[other] for other in hidden if other != pair)
                        high[pair] = min(high[pair], rows - rest)
                    if not math.isnan(people):
                        rest = sum(high[other] for other in hidden if other != pair)
                        low[pair] = max(low[pair], people - rest)
        return sum(high.values()) - sum(low.values()) < before

    def find_intervals(self):
        low = dict.fromkeys(self.hidden, 1)
        high = dict.fromkeys(self.hidden, self.most)
        while self.narrow(low, high):
            pass
        return low, high

    # ---- measures

    def solve_linear(self, x, y, pairs_of, other):
        """x_i = c sum_j w_ij y_j: c by nodes without hidden pairs, then the w of a single one."""
        scales, found = [], {}
        for node in self.nodes:
            pairs = pairs_of[node]
            total = sum(self.shown.get(pair, 0) * self.value(pair[other], y) for pair in pairs)
            if pairs and total > 0 and not any(pair in self.hidden for pair in pairs):
                scales.append(self.value(node, x) / total)
        if not scales:
            return found
        scale = sorted(scales)[len(scales) // 2]
        for node in self.nodes:
            hidden = [pair for pair in pairs_of[node] if pair in self.hidden]
            if len(hidden) != 1 or not self.value(hidden[0][other], y) > 0:
                continue
            rest = self.value(node, x) / scale - sum(
                self.shown[pair] * self.value(pair[other], y) for pair in pairs_of[node]
                if pair in self.shown)
            found[hidden[0]] = rest / self.value(hidden[0][other], y)
        return found

    def solve_constraint(self):
        """Of two partners without a tie, c = p^2 + (1 - p)^2 with p the share of the first."""
        found, partners = {}, defaultdict(set)
        for source, target in self.truth:
            partners[source].add(target)
            partners[target].add(source)
        for node in self.nodes:
            if len(partners[node]) != 2:
                continue
            one, two = sorted(partners[node])
            pairs = self.out[node] + self.into[node]
            hidden = [pair for pair in pairs if pair in self.hidden]
            if two in partners[one] or len(hidden) != 1:
                continue
            beside = sum(self.shown[pair] for pair in pairs
                         if pair in self.shown and set(pair) == set(hidden[0]))
            rest = sum(self.shown[pair] for pair in pairs if set(pair) != set(hidden[0]))
            value = self.value(node, "constraint")
            for count in range(1, self.most + 1):
                all_of = beside + count + rest
                if abs((beside + count) ** 2 + rest ** 2 - value * all_of ** 2) < 1e-6 * all_of:
                    found[hidden[0]] = count
        return found

    def solve_pagerank(self):
        """x_j = b + d sum_i x_i w_ij / s_i, one unknown after the other."""
        rank = {node: self.value(node, "pagerank") for node in self.nodes}
        base, weight, found = min(rank.values()), dict(self.shown), {}
        sums = {node: sum(self.shown[pair] for pair in pairs) for node, pairs in self.out.items()
                if not any(pair in self.hidden for pair in pairs)}
        before = -1
        while before < len(sums) + len(weight):
            before = len(sums) + len(weight)
            for node in self.nodes:
                open_pairs = [pair for pair in self.into[node]
                              if pair not in weight or pair[0] not in sums]
                if len(open_pairs) != 1:
                    continue
                pair = open_pairs[0]
                flow = (rank[node] - base) / 0.85 - sum(
                    rank[other[0]] * weight[other] / sums[other[0]] for other in self.into[node]
                    if other != pair)
                if flow > 0 and pair in weight:
                    sums[pair[0]] = rank[pair[0]] * weight[pair] / flow
                elif flow > 0 and pair[0] in sums:
                    found[pair] = weight[pair] = flow * sums[pair[0]] / rank[pair[0]]
            for node, total in sums.items():
                open_pairs = [pair for pair in self.out[node] if pair not in weight]
                if len(open_pairs) == 1:
                    rest = sum(weight[pair] for pair in self.out[node] if pair in weight)
                    found[open_pairs[0]] = weight[open_pairs[0]] = total - rest
        return found


class TellSmallCounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.reports = [Report(cls.folder.name, least) for least in (11, 5)]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_there_is_something_to_tell(self):
        for report in self.reports:
            self.assertGreater(len(report.hidden), 1000)
            self.assertGreater(len(report.shown), 1000)
            self.assertTrue(all(1 <= report.truth[pair] <= report.most for pair in report.hidden))
            self.assertTrue(any(not math.isnan(report.value(node, "n_referrals")) and
                                any(pair in report.hidden for pair in report.out[node])
                                for node in report.nodes))

    def test_totals_leave_every_pair_its_whole_range(self):
        for report in self.reports:
            low, high = report.find_intervals()
            self.assertEqual(set(low.values()), {1})
            self.assertEqual(set(high.values()), {report.most})

    def test_measures_cannot_be_solved_for_a_pair(self):
        for report in self.reports:
            for name, found in (
                    ("authority", report.solve_linear("authority", "hub", report.into, 0)),
                    ("hub", report.solve_linear("hub", "authority", report.out, 1)),
                    ("constraint", report.solve_constraint()),
                    ("pagerank", report.solve_pagerank())):
                self.assertEqual(report.count_right(found), 0, f"{name}: {len(found)} found")


if __name__ == "__main__":
    unittest.main()
