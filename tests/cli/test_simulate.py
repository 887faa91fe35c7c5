"""hcpnet simulate: the shipped market again, clear refusals, nothing left half-written."""
import filecmp
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SHIPPED = Path(os.environ["HCPNET_GRAPHS"]) / "belgium"


def hcpnet(*arguments, **environment):
    return subprocess.run([os.environ["HCPNET"], *map(str, arguments)], capture_output=True,
                          text=True, env={**os.environ, **environment})


class Simulate(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name) / "market"

    def test_writes_the_shipped_market(self):
        done = hcpnet("simulate", "--seed", 3, "-o", self.out, LC_ALL="C", TZ="Asia/Tokyo")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        files = sorted(path.name for path in self.out.iterdir())
        shipped = sorted(path.name for path in SHIPPED.iterdir() if path.suffix != ".md")
        self.assertEqual(files, shipped)
        _, differ, errors = filecmp.cmpfiles(self.out, SHIPPED, files, shallow=False)
        self.assertEqual((differ, errors), ([], []))

    def test_every_row_it_writes_is_read_without_issue(self):
        hcpnet("simulate", "-o", self.out, "--physicians", 200, "--seed", 5)
        self.assertEqual(hcpnet("check", self.out / "study.ini").returncode, 0)

    def test_refuses_a_directory_that_exists(self):
        self.out.mkdir()
        done = hcpnet("simulate", "-o", self.out)
        self.assertEqual(done.returncode, 4)
        self.assertEqual(list(self.out.iterdir()), [])

    def test_refuses_sizes_out_of_range_and_leaves_nothing(self):
        done = hcpnet("simulate", "-o", self.out, "--physicians", 10)
        self.assertEqual(done.returncode, 2)
        self.assertIn("physicians: expected 50 to 1000000, found '10'", done.stderr)
        self.assertEqual(list(self.out.parent.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
