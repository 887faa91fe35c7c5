"""What a report of the example studies holds, read back by others: network.graphml by networkx and
python-igraph, both XML files by a strict parser."""
import csv
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

import igraph
import networkx

GRAPHS = Path(os.environ["HCPNET_GRAPHS"])


class ReportGraphml(unittest.TestCase):
    def check(self, study, layer):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "report"
            subprocess.run([os.environ["HCPNET"], "report", "-q", GRAPHS / study / "study.ini",
                            "-o", folder], check=True, stderr=subprocess.DEVNULL)
            for file in ("network.graphml", "map.svg"):
                xml.etree.ElementTree.parse(folder / file)
            path = str(folder / "network.graphml")
            one, other = networkx.read_graphml(path), igraph.Graph.Read_GraphML(path)
            with open(folder / "edges.csv", newline="") as file:
                edges = {(row["source"], row["target"]): float(row["weight"])
                         for row in csv.DictReader(file) if row["layer"] == layer}
            with open(folder / "physicians.csv", newline="") as file:
                rank = {row["id"]: float(row["pagerank"]) for row in csv.DictReader(file)}
        self.assertEqual({(one.nodes[a]["hcp_id"], one.nodes[b]["hcp_id"]): data["weight"]
                          for a, b, data in one.edges(data=True)}, edges)
        self.assertEqual({(other.vs[e.source]["hcp_id"], other.vs[e.target]["hcp_id"]): e["weight"]
                          for e in other.es}, edges)
        self.assertEqual({data["hcp_id"]: data["pagerank"] for _, data in one.nodes(data=True)},
                         rank)
        self.assertEqual(dict(zip(other.vs["hcp_id"], other.vs["pagerank"])), rank)

    def test_medical_innovation(self):
        self.check("medical-innovation", "combined")

    def test_belgium(self):
        self.check("belgium", "referral")


if __name__ == "__main__":
    unittest.main()
