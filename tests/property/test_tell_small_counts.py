"""A reader who knows every formula tries to tell masked counts from the files of a report: by the
totals of physicians, as intervals that are narrowed until they rest, and by solving the measures
that are made of weights. Each attack is tried on what the gate hides as well, and finds it."""
import copy
import csv
import itertools
import math
import os
import subprocess
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path

import numpy

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
        patients, self.rows = defaultdict(set), defaultdict(int)
        for row in read(STUDY / "referrals.csv"):
            patients[row["from"], row["to"]].add(row["patient"])
            self.rows[row["from"], row["to"]] += 1
        self.truth = {pair: len(of) for pair, of in patients.items()}

    def value(self, node, column):
        return number(self.nodes[node][column])

    def put(self, column, values):
        """As if the gate had shown these."""
        for node, row in self.nodes.items():
            row[column] = repr(float(values[node]))

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

    def find_unseen(self, expected):
        """What was sent by all whose total is empty, as the sum of what is expected tells it, and
        in truth."""
        scored = [node for node in self.nodes if not math.isnan(self.value(node, expected))]
        seen = {node: self.value(node, "n_referrals") for node in scored}
        total = sum(self.value(node, expected) for node in scored)
        return (total - sum(sent for sent in seen.values() if not math.isnan(sent)),
                sum(rows for pair, rows in self.rows.items()
                    if pair[0] != pair[1] and math.isnan(seen.get(pair[0], 0))))

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

    def compute_pagerank(self):
        """Of the true weights."""
        names = sorted(self.nodes)
        place, n = {name: k for k, name in enumerate(names)}, len(names)
        weight = numpy.zeros((n, n))
        for (source, target), count in self.truth.items():
            weight[place[source], place[target]] = count
        total = weight.sum(axis=1)
        step = weight / numpy.where(total > 0, total, 1)[:, None]
        rank = numpy.full(n, 1 / n)
        for _ in range(200):
            rank = 0.15 / n + 0.85 * (rank @ step + rank[total == 0].sum() / n)
        return dict(zip(names, rank))

    def solve_pagerank(self):
        """x_j = b + d sum_i x_i w_ij / s_i, with w_ij and s_i whole: of each sum what may still be
        is kept, until no equation says more. Equations of one open sum and up to three open pairs
        are tried through."""
        rank = {node: self.value(node, "pagerank") for node in self.nodes}
        base, near = min(rank.values()), 3e-12
        counts, weight, found = numpy.arange(1, self.most + 1), dict(self.shown), {}
        sums = {}
        for node, pairs in self.out.items():
            n_hidden = sum(pair in self.hidden for pair in pairs)
            total = sum(self.shown.get(pair, 0) for pair in pairs)
            sums[node] = total + numpy.arange(n_hidden, self.most * n_hidden + 1)

        def settle(pairs, values):
            for pair, value in zip(pairs, values):
                weight[pair] = found[pair] = int(value)

        def look(node):
            """TRUE when the equation of the node has told something."""
            known = [pair for pair in self.into[node]
                     if pair in weight and len(sums[pair[0]]) == 1]
            free = [pair for pair in self.into[node]
                    if pair not in weight and len(sums[pair[0]]) == 1]
            open_pairs = [pair for pair in self.into[node] if len(sums[pair[0]]) > 1]
            if len(open_pairs) > 1 or not 0 < len(free) + len(open_pairs) < 5:
                return False
            rest = (rank[node] - base) / 0.85 - sum(
                rank[pair[0]] * weight[pair] / sums[pair[0]][0] for pair in known)
            tries = numpy.array(list(itertools.product(counts, repeat=len(free))), ndmin=2)
            shares = numpy.array([rank[pair[0]] / sums[pair[0]][0] for pair in free])
            rest = rest - (tries @ shares if free else numpy.zeros(1))
            if not open_pairs:
                hits = numpy.flatnonzero(abs(rest) < near)
                if len(hits) == 1:
                    settle(free, tries[hits[0]])
                return len(hits) == 1
            pair = open_pairs[0]
            own = numpy.array([weight[pair]]) if pair in weight else counts
            flows = rank[pair[0]] * own[None, :] / sums[pair[0]][:, None]
            hits = numpy.argwhere(abs(rest[:, None, None] - flows[None]) < near)
            still = numpy.unique(hits[:, 1])
            told = 0 < len(still) < len(sums[pair[0]])
            if told:
                sums[pair[0]] = sums[pair[0]][still]
            if len(hits) == 1:
                settle(free, tries[hits[0][0]] if free else ())
                if pair not in weight:
                    settle([pair], [own[hits[0][2]]])
            return told or len(hits) == 1

        def subtract(node):
            pairs = [pair for pair in self.out[node] if pair not in weight]
            if len(sums[node]) > 1 or len(pairs) != 1:
                return False
            settle(pairs, [sums[node][0] - sum(weight.get(pair, 0) for pair in self.out[node])])
            return True

        while any([look(node) for node in list(self.into)] +
                  [subtract(node) for node in list(self.out)]):
            pass
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

    def test_true_totals_would_tell(self):
        report = copy.deepcopy(self.reports[0])
        for column, end in (("n_referrals", 0), ("in_referrals", 1)):
            total = dict.fromkeys(report.nodes, 0)
            for pair, rows in report.rows.items():
                total[pair[end]] += rows
            report.put(column, total)
        low, high = report.find_intervals()
        told = {pair: low[pair] for pair in report.hidden if low[pair] == high[pair]}
        self.assertGreater(len(told), 100)
        self.assertEqual(report.count_right(told), len(told))

    def test_expectations_do_not_add_up_to_what_is_not_shown(self):
        for report in self.reports:
            for expected in ("expected_referrals", "regional_expected"):
                told, truth = report.find_unseen(expected)
                self.assertGreater(truth, 0)
                self.assertGreater(abs(told - truth), 0.4, expected)

    def test_measures_cannot_be_solved_for_a_pair(self):
        for report in self.reports:
            for name, found in (
                    ("authority", report.solve_linear("authority", "hub", report.into, 0)),
                    ("hub", report.solve_linear("hub", "authority", report.out, 1)),
                    ("constraint", report.solve_constraint()),
                    ("pagerank", report.solve_pagerank())):
                self.assertEqual(report.count_right(found), 0, f"{name}: {len(found)} found")

    def test_true_pagerank_would_tell(self):
        report = copy.deepcopy(self.reports[0])
        report.put("pagerank", report.compute_pagerank())
        found = report.solve_pagerank()
        self.assertGreater(len(found), 10)
        self.assertEqual(report.count_right(found), len(found))


if __name__ == "__main__":
    unittest.main()
