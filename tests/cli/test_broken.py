"""Every broken study through the main job: the exit code that graphs/broken/README.md states, one
line on standard error, and a whole report or nothing."""
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

BROKEN = Path(os.environ["HCPNET_GRAPHS"]) / "broken"


def read_faults():
    """Folder, message and exit code of each row of the page's table."""
    for line in (BROKEN / "README.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        if line.startswith("| ") and cells[-1].rstrip(" |").isdigit():
            yield cells[0].strip("| "), cells[2].strip("`"), int(cells[-1].rstrip(" |"))


class Broken(unittest.TestCase):
    def check(self, name, message, code):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([os.environ["HCPNET"], "report", "-q",
                                   BROKEN / name / "study.ini", "-o", "report"], cwd=folder,
                                  capture_output=True, text=True)
            left = os.listdir(folder)
        self.assertEqual((done.stdout, done.stderr.count("\n")), ("", 1), done.stderr)
        if code > 1:
            self.assertEqual((done.returncode, left), (code, []))
            self.assertIn(re.sub(r"^study\.ini", "", message)[:60], done.stderr)
        else:  # what 'check' calls an issue is a line of the report's data quality
            self.assertEqual((done.returncode, left), (0, ["report"]))

    def test_every_fault(self):
        faults = list(read_faults())
        self.assertEqual({name for name, _, _ in faults},
                         {path.name for path in BROKEN.iterdir() if path.is_dir()})
        for name, message, code in faults:
            with self.subTest(name):
                self.check(name, message, code)


if __name__ == "__main__":
    unittest.main()
