"""The report opened in a browser: it asks for nothing, breaks no rule of its own policy, and shows
what the files beside it hold. Skipped where there is no Chromium."""

import base64
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--window-size=1400,1000", "--remote-debugging-pipe"]
FORBIDDEN = "http://127.0.0.1:9/picture.png"  # what one test asks for, to see it refused


class Browser:
    """Chromium over its debugging pipe: JSON messages that end in NUL, on descriptors 3 and 4."""

    def __init__(self):
        self.profile = tempfile.mkdtemp()
        to_read, self.to = os.pipe()
        self.back, from_write = os.pipe()

        def place():
            first, second = os.dup(to_read), os.dup(from_write)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [CHROMIUM, *FLAGS, "--user-data-dir=" + self.profile], close_fds=False,
            preexec_fn=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.buffer, self.number, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.back, 1 << 16)
            if not piece:
                raise RuntimeError("the browser went away")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"]["message"])
                return answer["result"]
            self.events.append(answer)

    def open(self, path):
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self, path):
        image = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(image))

    def close(self):
        self.session = None
        try:
            self.call("Browser.close")
        except (OSError, RuntimeError):
            self.process.kill()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.profile, ignore_errors=True)


def make_report():
    study = os.path.join(os.environ["HCPNET_GRAPHS"], "medical-innovation", "study.ini")
    subprocess.run([os.environ["HCPNET"], "report", study, "-o", "report", "--force"], check=True,
                   stdout=subprocess.DEVNULL)


def count_rows(name):
    with open(os.path.join("report", name), newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.DictReader(file))


class ReportInBrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        make_report()
        cls.browser = Browser()
        cls.browser.open("report/report.html")

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def root(self, key):
        return self.browser.evaluate("document.documentElement.dataset." + key)

    def test_the_script_ran_to_its_end(self):
        self.assertEqual(self.root("ready"), "true")
        self.assertEqual(self.root("errors"), "0")

    def test_no_rule_of_the_policy_is_broken(self):
        self.assertEqual(self.root("violations"), "0")
        entries = [event["params"]["entry"] for event in self.browser.events
                   if event.get("method") == "Log.entryAdded"]
        self.assertEqual([entry["text"] for entry in entries
                          if entry["level"] == "error" and FORBIDDEN not in entry["text"]], [])

    def test_the_policy_stops_what_it_should(self):
        stopped = self.browser.evaluate(
            "new Promise((done) => {"
            " document.addEventListener('securitypolicyviolation', (event) => {"
            "   event.stopImmediatePropagation(); done(event.effectiveDirective); }, true);"
            " const image = new Image(); image.src = '" + FORBIDDEN + "'; })")
        self.assertEqual(stopped, "img-src")

    def test_the_page_asks_for_the_file_alone(self):
        asked = {event["params"]["request"]["url"] for event in self.browser.events
                 if event.get("method") == "Network.requestWillBeSent"}
        asked = {url for url in asked if not url.startswith(("data:", FORBIDDEN))}
        self.assertEqual({url.rsplit("/", 1)[-1] for url in asked}, {"report.html"})

    def test_nodes_and_ties_are_those_of_the_network(self):
        self.assertEqual(int(self.root("nodes")), count_rows("physicians.csv"))
        self.assertEqual(int(self.root("nodes")), 125)
        self.assertEqual(int(self.root("edges")), 294)

    def test_all_of_them_are_drawn(self):
        drawn = self.browser.evaluate("({...document.getElementById('base').dataset})")
        self.assertEqual(drawn["nodes"], "125")
        self.assertEqual(drawn["edges"], "294")

    def test_a_click_on_a_node_shows_it(self):
        place = self.browser.evaluate(
            "(() => { base.scrollIntoView({ behavior: 'instant', block: 'center' }); const box = base.getBoundingClientRect(),"
            " i = map.order[0]; return [box.left + screenX(i), box.top + screenY(i), i]; })()")
        self.browser.click(place[0], place[1])
        self.assertEqual(self.root("chosen"), str(place[2]))
        title = self.browser.evaluate("document.querySelector('#panel h3').textContent")
        self.assertEqual(title, self.browser.evaluate("nameOf(%d)" % place[2]))
        self.browser.evaluate("choose(-1)")

    def test_search_finds_a_physician_by_id(self):
        found = self.browser.evaluate(
            "(() => { const id = value('id', 7); return search(id).includes(7); })()")
        self.assertTrue(found)

    def test_hiding_a_class_takes_its_nodes_from_the_map(self):
        left = self.browser.evaluate(
            "(() => { map.hidden.add(0); draw(true); const n = base.dataset.nodes;"
            " map.hidden.clear(); draw(true);"
            " return [Number(n), map.colouring.classes[0].n]; })()")
        self.assertEqual(left[0] + left[1], 125)

    def test_everyone_is_listed_sorted_and_filtered(self):
        self.assertIn("of 125", self.browser.evaluate("everyone.status.textContent"))
        shown = self.browser.evaluate(
            "(() => { everyone.sort = columns.get('id'); everyone.down = false; findRows();"
            " return everyone.rows.map((i) => value('id', i)); })()")
        self.assertEqual(shown, sorted(shown, key=int))

    def test_dark_and_print_draw_without_error(self):
        for features in ([{"name": "prefers-color-scheme", "value": "dark"}], []):
            self.browser.call("Emulation.setEmulatedMedia", features=features)
            self.browser.evaluate("draw(true)")
        self.browser.evaluate("dispatchEvent(new Event('beforeprint'));"
                              "dispatchEvent(new Event('afterprint'))")
        self.assertEqual(self.root("errors"), "0")


if __name__ == "__main__":
    if CHROMIUM is None:
        print("skipped: no chromium")
        sys.exit(77)
    unittest.main()
