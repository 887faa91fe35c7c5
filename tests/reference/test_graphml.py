"""GraphML read back by networkx 2.8.8, python-igraph 0.10.2 and xmllint, and held to the rules of
docs/EXPORT.md. The file is that of tests/support/write_graphml.c."""

import os
import re
import subprocess
import unittest
import warnings
import xml.etree.ElementTree as ElementTree

import igraph
import networkx

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
NMTOKEN = re.compile(r"[A-Za-z0-9.:_-]+\Z")
ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]*\Z")
NODES = {
    "P1": "Jürgen Müßig",
    "P_x20_2_x2F__xC3__xBC_": "O'Hara Anne Ghent",
    "_x5F_x41_": "\ufffd bad bytes here",
    "NULL_9": "Null",
    "pharmacy_x_P1": "Apotheek Maréchal & Zonen",
    "campus_x20_4_x20__x3C__x26__x3E_": 'AZ "Sint-Łucja" <campus 4>',
}
EDGES = [("P1", "P_x20_2_x2F__xC3__xBC_", 5.5, True), ("P1", "_x5F_x41_", 37.0, False),
         ("P_x20_2_x2F__xC3__xBC_", "_x5F_x41_", 5.5, True), ("NULL_9", "pharmacy_x_P1", 11.0, False)]


def write(kind):
    path = os.path.abspath(f"{kind}.graphml")
    subprocess.run([os.environ["HCPNET_WRITE_GRAPHML"], kind, path], check=True)
    return path


class WellFormed(unittest.TestCase):
    def test_xmllint_accepts_it(self):
        subprocess.run(["xmllint", "--nonet", "--noout", write("directed")], check=True)

    def test_the_encoding_is_declared(self):
        with open(write("directed"), "rb") as file:
            self.assertEqual(file.readline(), b'<?xml version="1.0" encoding="UTF-8"?>\n')


class Rules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = ElementTree.parse(write("directed")).getroot()
        cls.keys = {key.get("id"): key for key in cls.root.iter(NAMESPACE + "key")}
        cls.graph = cls.root.find(NAMESPACE + "graph")

    def elements(self, kind):
        return self.graph.findall(NAMESPACE + kind)

    def values(self, element):
        return {data.get("key"): data.text for data in element}

    def test_only_plain_elements_in_the_order_of_keys_nodes_edges(self):
        self.assertEqual({child.tag[len(NAMESPACE):] for child in self.root}, {"key", "graph"})
        tags = [child.tag[len(NAMESPACE):] for child in self.graph]
        self.assertEqual(tags, ["node"] * len(NODES) + ["edge"] * len(EDGES))
        for element in self.graph:
            self.assertEqual({child.tag for child in element} | {NAMESPACE + "data"},
                             {NAMESPACE + "data"})

    def test_keys_are_unique_named_typed_and_have_one_side(self):
        self.assertEqual(len(self.keys), len(self.root.findall(NAMESPACE + "key")))
        for key_id, key in self.keys.items():
            side, name = key.get("for"), key.get("attr.name")
            self.assertEqual(key_id, {"node": "n_", "edge": "e_"}[side] + name)
            self.assertRegex(name, ATTRIBUTE)
            self.assertIn(key.get("attr.type"), {"boolean", "int", "long", "double", "string"})
            self.assertEqual(set(key.attrib), {"id", "for", "attr.name", "attr.type"})
        forbidden = {"id", "key", "suid", "selected", "shared_name", "timeset", "r", "g", "b"}
        self.assertFalse(forbidden & {key.get("attr.name") for key in self.keys.values()})

    def test_every_value_has_a_key_of_its_side_and_fits_its_type(self):
        fits = {"boolean": r"(true|false)\Z", "int": r"-?\d{1,10}\Z", "long": r"-?\d{1,16}\Z",
                "double": r"-?\d+(\.\d+)?(e[+-]?\d+)?\Z", "string": r"\S(.*\S)?\Z"}
        for side in ("node", "edge"):
            for element in self.elements(side):
                keys = [data.get("key") for data in element]
                self.assertEqual(len(keys), len(set(keys)))
                for key, text in self.values(element).items():
                    self.assertEqual(self.keys[key].get("for"), side)
                    self.assertRegex(text or "", fits[self.keys[key].get("attr.type")])

    def test_ids_are_unique_tokens_and_ends_are_declared(self):
        ids = [node.get("id") for node in self.elements("node")]
        self.assertEqual(ids, list(NODES))
        for element_id in ids:
            self.assertRegex(element_id, NMTOKEN)
        edges = self.elements("edge")
        self.assertEqual([edge.get("id") for edge in edges], [f"e{i}" for i in range(len(edges))])
        for edge in edges:
            self.assertEqual(set(edge.attrib), {"id", "source", "target"})
            self.assertLessEqual({edge.get("source"), edge.get("target")}, set(ids))

    def test_labels_are_never_empty_and_hold_no_separator(self):
        for node in self.elements("node"):
            label = self.values(node)["n_label"]
            self.assertEqual(label, NODES[node.get("id")])
            self.assertNotRegex(label, "[,;|\n\r\t]")

    def test_pictures_are_whole(self):
        for node in self.elements("node"):
            values = self.values(node)
            self.assertRegex(values["n_color"], r"#[0-9a-f]{6}\Z")
            self.assertTrue(4 <= float(values["n_size"]) <= 100)
            self.assertTrue(abs(float(values["n_x"])) <= 5000 >= abs(float(values["n_y"])))

    def test_what_gephi_would_change_is_not_written(self):
        for element in self.graph:
            for key, text in self.values(element).items():
                if key not in ("n_label", "n_hcp_id", "n_org_id"):
                    self.assertNotIn("INF", text)
                    self.assertNotEqual(text.lower(), "null")

    def test_flags_are_on_every_element_or_are_texts(self):
        self.assertEqual(self.keys["n_target"].get("attr.type"), "boolean")
        self.assertEqual(self.keys["n_active"].get("attr.type"), "string")
        self.assertEqual(self.keys["e_masked"].get("attr.type"), "boolean")
        self.assertTrue(all("n_target" in self.values(node) for node in self.elements("node")))
        self.assertTrue(all("e_masked" in self.values(edge) for edge in self.elements("edge")))

    def test_no_small_count_of_patients_is_in_the_file(self):
        for element in self.graph:
            for key in ("n_panel_size", "e_patients"):
                self.assertNotIn(int(self.values(element).get(key, 0)), range(1, 11))

    def test_a_masked_edge_tells_its_ends_and_no_more(self):
        values = self.values(self.elements("edge")[0])
        self.assertEqual(values, {"e_interaction": "refers_to", "e_weight": "5.5",
                                  "e_masked": "true"})


class ReadBack(unittest.TestCase):
    def test_networkx_reads_every_node_edge_and_type(self):
        graph = networkx.read_graphml(write("directed"))
        self.assertIsInstance(graph, networkx.DiGraph)
        self.assertEqual({node: graph.nodes[node]["label"] for node in graph}, NODES)
        edges = [(s, t, d["weight"], d["masked"]) for s, t, d in graph.edges(data=True)]
        self.assertEqual(edges, EDGES)
        first = graph.nodes["P1"]
        self.assertEqual(first["pagerank"], 0.1 + 0.2)
        self.assertEqual(first["specialty"], "Infectious Disease")
        self.assertEqual(first["npi"], "1234567893")
        self.assertEqual(first["units"], 5000000000)
        self.assertEqual(first["user_r"], 1)
        self.assertIs(first["target"], True)
        self.assertEqual(first["active"], "true")
        self.assertEqual(first["note"], "tab here")
        self.assertEqual(first["out_strength"], 42.5)
        self.assertNotIn("panel_size", first)
        self.assertEqual(first["hcp_id"], "P1")
        self.assertEqual(graph.nodes["pharmacy_x_P1"]["org_id"], "P1")
        second = graph.nodes["P_x20_2_x2F__xC3__xBC_"]
        self.assertEqual(second["hcp_id"], "P 2/ü")
        self.assertEqual(second["specialty"], "Cardiology")
        self.assertEqual(second["note"], "two lines")
        self.assertEqual(graph.nodes["_x5F_x41_"]["hcp_id"], "_x41_")
        self.assertEqual(graph.nodes["_x5F_x41_"]["specialty"], "(null)")
        self.assertEqual(graph.nodes["_x5F_x41_"]["note"], "]]> & <b>")
        self.assertEqual(graph.nodes["NULL_9"]["name"], "(Null)")

    def test_igraph_reads_every_node_edge_and_type(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            graph = igraph.Graph.Read_GraphML(write("directed"))
        self.assertTrue(graph.is_directed())
        self.assertEqual(dict(zip(graph.vs["id"], graph.vs["label"])), NODES)
        ids = graph.vs["id"]
        edges = [(ids[e.source], ids[e.target], e["weight"], e["masked"]) for e in graph.es]
        self.assertEqual(edges, EDGES)
        self.assertEqual(graph.vs[0]["pagerank"], 0.1 + 0.2)
        self.assertEqual(graph.vs[0]["color"], "#4477aa")
        self.assertEqual(graph.vs["target"], [True] + [False] * 5)
        self.assertEqual(graph.vs[5]["name"], NODES["campus_x20_4_x20__x3C__x26__x3E_"])

    def test_undirected_networks_stay_undirected(self):
        path = write("undirected")
        self.assertFalse(networkx.read_graphml(path).is_directed())
        self.assertFalse(igraph.Graph.Read_GraphML(path).is_directed())


if __name__ == "__main__":
    unittest.main()
