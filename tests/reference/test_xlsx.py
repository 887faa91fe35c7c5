"""Workbooks that openpyxl 3.0.9 writes read as the CSV of the same content does; workbooks that are
damaged, or meant to harm, are refused in one line. Tables are printed by
tests/support/print_table.c."""

import csv
import datetime
import json
import os
import subprocess
import unittest
import zipfile

import openpyxl

DAY = datetime.date(2026, 3, 1)
TIME = datetime.datetime(2026, 3, 1, 13, 5, 9)


def print_table(path, schema, *arguments):
    done = subprocess.run([os.environ["HCPNET_PRINT_TABLE"], path, schema, *arguments],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 1) and done.stderr == "", (done.returncode, done.stderr)
    return done.stdout


def text_of(value):
    """As a spreadsheet saves it as CSV, with dates in ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return str(value)


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[text_of(cell) for cell in row] for row in rows])


def write_book(path, rows, **sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, others in sheets.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    book.save(path)
    return book


def without_place(text):
    return text.replace("xlsx!Sheet:", "FILE:").replace("csv:", "FILE:").replace(
        "|xlsx!Sheet|", "|FILE|").replace("|csv|", "|FILE|")


class SameAsCsv(unittest.TestCase):
    def compare(self, schema, rows):
        write_csv("same.csv", rows)
        write_book("same.xlsx", rows)
        expected = without_place(print_table("same.csv", schema))
        self.assertEqual(without_place(print_table("same.xlsx", schema)), expected)
        return expected

    def test_every_type_of_cell(self):
        shown = self.compare("physicians", [
            ["id", "name", "latitude", "panel_size", "active", "joined", "seen", "share", "code"],
            ["A1", "Müller, Jürgen", 50.85, 37, True, DAY, TIME, 0.1, "007"],
            ["A2", 'O"Hara', -4.25, 0, False, DAY, TIME, 1e-7, "008"],
            ["A3", "two\nlines", 15.25, 12, True, None, None, 12345.678901234, "x"],
            ["A4", "Ελένη 李 😀", None, None, None, DAY, TIME, 1 / 3, None]])
        self.assertIn("read 4 used 4", shown)
        self.assertIn("2026-03-01", shown)

    def test_rows_at_fault(self):
        shown = self.compare("physicians", [
            ["id", "panel_size", "active", "latitude"],
            ["A1", "many", True, 1], [None, 3, True, 1], ["A3", 1.5, True, 1],
            ["A4", 3, "perhaps", 1], ["A5", 3, False, 1, "beyond"], ["A6", 3, False, 95],
            ["A7", 3, False, 1], ["A7", 3, False, 1], ["A7", 4, False, 1]])
        self.assertIn("read 9 used 1 rejected 7 filtered 0 collapsed 1", shown)

    def test_a_patient_is_masked(self):
        shown = self.compare("referrals", [
            ["from", "to", "date", "patient"],
            ["A", "B", DAY, "secret-1"], ["A", "A", DAY, "secret-2"],
            ["A", "B", "soon", "secret-3"], ["A", "C", TIME, "secret-4", "secret-5"]])
        self.assertIn("rejected 3", shown)
        self.assertNotIn("secret-2", shown)
        self.assertNotIn("secret-3", shown)
        self.assertNotIn("secret-5", shown)

    def test_ids_that_are_numbers(self):
        shown = self.compare("ties", [["from", "to", "layer", "weight"],
                                      [1234567890, 98765432101234, "advice", 1],
                                      [10000000000, 123456789012345, "advice", 0.5]])
        self.assertIn("row|1234567890|98765432101234|advice|1", shown)

    def test_two_thousand_rows(self):
        self.compare("ties", [["from", "to", "layer", "weight", "date"]] + [
            [f"P{i}", f"P{i * 7 % 2000 + 2000}", "advice", i / 8,
             DAY + datetime.timedelta(days=i)] for i in range(2000)])


class Sheets(unittest.TestCase):
    def setUp(self):
        rows = [["id", "name"], ["A1", "first"]]
        self.book = write_book("sheets.xlsx", rows, Doctors=[["id", "name"], ["B1", "second"]])

    def test_the_first_that_is_not_hidden(self):
        self.assertIn("row|A1|first", print_table("sheets.xlsx", "physicians"))
        self.book.worksheets[0].sheet_state = "hidden"
        self.book.active = 1
        self.book.save("sheets.xlsx")
        self.assertIn("row|B1|second", print_table("sheets.xlsx", "physicians"))
        self.assertIn("row|A1|first", print_table("sheets.xlsx", "physicians", "Sheet"))

    def test_one_by_name(self):
        self.assertIn("row|B1|second", print_table("sheets.xlsx", "physicians", "Doctors"))

    def test_an_unknown_one_lists_those_there_are(self):
        self.assertEqual(
            print_table("sheets.xlsx", "physicians", "Doctor"),
            "error 1 xlsx: expected a sheet 'Doctor', found 'Sheet', 'Doctors'; "
            "did you mean 'Doctors'?\n")

    def test_a_csv_has_none(self):
        write_csv("none.csv", [["id"], ["A1"]])
        self.assertEqual(print_table("none.csv", "physicians", "Sheet1"),
                         "error 1 csv: expected an XLSX workbook with a sheet 'Sheet1', "
                         "found no workbook\n")

    def test_a_workbook_by_another_name(self):
        os.replace("sheets.xlsx", "sheets.dat")
        self.assertIn("row|A1|first", print_table("sheets.dat", "physicians"))


class Content(unittest.TestCase):
    def test_gaps_in_rows_and_columns(self):
        book = openpyxl.Workbook()
        for place, value in {"B3": "id", "D3": "name", "B7": "A1", "D9": "none", "B9": "A2",
                             "B12": "A3", "C12": "unnamed", "D20": " "}.items():
            book.active[place] = value
        book.active["B13"].number_format = "0.00"  # formatted, and empty
        book.save("gaps.xlsx")
        shown = print_table("gaps.xlsx", "physicians")
        self.assertIn("row|A1|\nrow|A2|none\nrow|A3|\n", shown)
        self.assertIn("read 4 used 3 rejected 1", shown)
        self.assertIn("xlsx!Sheet:20: id: ", shown)

    def test_rows_above_the_names(self):
        book = openpyxl.Workbook()
        book.active.append(["Artsen van Gent"])
        book.active.merge_cells("A1:C1")
        for row in [[], ["id", "naam", "regio"], ["A1", "Ann", "Gent"]]:
            book.active.append(row)
        book.save("title.xlsx")
        with open("title.ini", "w", encoding="utf-8") as file:
            file.write("[physicians]\nfile = title.xlsx\nskip = 2\n")
        done = subprocess.run([os.environ["HCPNET"], "inspect", "title.xlsx"], check=True,
                              capture_output=True, text=True)
        self.assertIn("[physicians]\nfile = title.xlsx\nskip = 1\n", done.stdout)
        done = subprocess.run([os.environ["HCPNET"], "check", "--format", "json", "title.ini"],
                              check=True, capture_output=True, text=True)
        self.assertEqual(json.loads(done.stdout)["rows"]["used"], 1)

    def test_days_by_style_and_system(self):
        formats = {"yyyy-mm-dd": 1, "dd/mm/yy hh:mm": 1, "[$-409]d\\-mmm\\-yy;@": 1, "mm:ss.0": 1,
                   '"day "0': 0, "0.00E+00": 0, "[Red]0": 0, "General": 0, "#,##0\\ \\d": 0,
                   "_-* #,##0.00\\ _d": 0, "yyyy;0": 1}
        for epoch, first in ((openpyxl.utils.datetime.WINDOWS_EPOCH, "2026-03-01"),
                             (openpyxl.utils.datetime.MAC_EPOCH, "2030-03-02")):
            book = openpyxl.Workbook()
            book.epoch = epoch
            book.active.append(["id", "name"])
            for row, code in enumerate(formats, 2):
                book.active.append([f"A{row:02}", 46082])
                book.active.cell(row, 2).number_format = code
            book.save("days.xlsx")
            shown = print_table("days.xlsx", "physicians")
            for row, is_day in enumerate(formats.values(), 2):
                self.assertIn(f"row|A{row:02}|{first if is_day else '46082'}\n", shown)

    def test_days_of_1900_that_are_odd(self):
        book = openpyxl.Workbook()
        book.active.append(["id", "name"])
        serials = {0.25: "06:00:00", 1: "1900-01-01", 59: "1900-02-28", 60: "1900-02-29",
                   61: "1900-03-01", 46082.5: "2026-03-01 12:00:00",
                   46082.999999: "2026-03-02", 2958465: "9999-12-31", 2958466: "2958466",
                   -1: "-1"}
        for row, serial in enumerate(serials, 2):
            book.active.append([f"A{row:02}", serial])
            book.active.cell(row, 2).number_format = "yyyy-mm-dd"
        book.save("odd.xlsx")
        shown = print_table("odd.xlsx", "physicians")
        for row, text in enumerate(serials.values(), 2):
            self.assertIn(f"row|A{row:02}|{text}\n", shown)

    def test_a_formula_that_was_never_computed_is_seen(self):
        write_book("formula.xlsx", [["id", "panel_size", "name"], ["A1", "=1+1", "x"],
                                    ["A2", 2, "#N/A"]])
        shown = print_table("formula.xlsx", "physicians")
        self.assertIn("expected a count, found '=1+1'", shown)
        self.assertIn("row|A2||2", shown)
        self.assertIn("found '#N/A', an error of a spreadsheet formula", shown)

    def test_no_header_takes_the_width_of_the_sheet(self):
        write_book("plain.xlsx", [["A", "B", "advice"], ["A", "C", "advice", 2]])
        shown = print_table("plain.xlsx", "ties", "", "no-header")
        self.assertIn("read 2 used 2", shown)


PARTS = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook xmlns:r="R"><sheets><sheet name="S" r:id="r1"/></sheets>'
                       "</workbook>",
    "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        '<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": "<styleSheet/>",
    "xl/sharedStrings.xml": "<sst><si><t>id</t></si><si><r><t>A</t></r><rPh><t>no</t></rPh>"
                            "<r><t>1</t></r></si></sst>",
}


def sheet(rows):
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>"


HEAD = '<row><c t="s"><v>0</v></c></row>'
GOOD = sheet(HEAD + '<row><c t="s"><v>1</v></c></row>')


def write_parts(path, **changed):
    """PARTS and a sheet; keys of `changed` are last words of part names; None leaves one out."""
    parts = dict(PARTS, **{"xl/worksheets/s.xml": GOOD})
    for word, content in changed.items():
        name = next(name for name in parts if f"/{word}." in name and "rels" not in name
                    or word == "rels" and "rels" in name)
        parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)


class Damaged(unittest.TestCase):
    def read(self, **changed):
        write_parts("bad.xlsx", **changed)
        return print_table("bad.xlsx", "physicians")

    def refuses(self, message, **changed):
        shown = self.read(**changed)
        self.assertRegex(shown, r"\Aerror \d xlsx")
        self.assertEqual(shown.count("\n"), 1)
        self.assertIn(message, shown)

    def test_a_good_one_is_read(self):
        shown = self.read()
        self.assertIn("row|A1\nread 1 used 1", shown)

    def test_inline_strings_and_escapes(self):
        self.assertIn("row|Bé_x\n", self.read(s=sheet(
            HEAD + '<row r="5"><c r="A5" t="inlineStr"><is><r><t>B</t></r><r><t>_x00e9_</t></r>'
            "<rPh><t>no</t></rPh><t>_x</t></is></c></row>")))

    def test_missing_parts(self):
        self.refuses("without xl/workbook.xml", workbook=None)
        self.refuses("expected a part xl/_rels/workbook.xml.rels", rels=None)
        self.refuses("expected a part xl/sharedStrings.xml", sharedStrings=None)
        self.refuses("!S: expected the sheet's part", s=None)
        self.refuses("expected a sheet, found none", workbook="<workbook/>")
        self.refuses("expected a header and rows, found an empty file", s="<worksheet/>")

    def test_entities(self):
        secret = os.path.abspath("secret.txt")
        with open(secret, "w", encoding="utf-8") as file:
            file.write("secret")
        external = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
        laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
            f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
        for declared, name in ((external, "e"), (laughs, "a11")):
            body = sheet(HEAD + f'<row><c t="str"><v>&{name};</v></c></row>')
            expected = "expected no document type" if declared == external else "expected "
            self.refuses(expected, s=declared + body)
            self.refuses(expected,
                         sharedStrings=declared + f"<sst><si><t>&{name};</t></si></sst>")
        self.refuses("expected well-formed XML", s=sheet(HEAD + "<row><c><v>&e;</v></c></row>"))

    def test_bombs(self):
        self.refuses("expected at most 200 bytes for each of the file", s=sheet(
            HEAD + " " * 1700_000))
        self.refuses("expected at most 200 bytes for each of the file",
                     sharedStrings="<sst>" + "<si><t>a</t></si>" * 700_000 + "</sst>")
        self.refuses("expected elements at most 64 deep", s="<a>" * 200 + "</a>" * 200)
        with zipfile.ZipFile("many.xlsx", "w") as archive:
            for name, content in PARTS.items():
                archive.writestr(name, content)
            for i in range(1000):
                archive.writestr(f"xl/{i}", "")
        self.assertIn("at most 1000 parts", print_table("many.xlsx", "physicians"))

    def test_long_cells_cost_their_row(self):
        noise = "".join(chr(97 + i * i % 23) for i in range(1_200_000))
        shown = self.read(s=sheet(HEAD + f'<row><c t="str"><v>{noise}</v></c></row>'
                                         '<row><c t="str"><v>B</v></c></row>'))
        self.assertIn("read 2 used 1 rejected 1", shown)
        self.assertIn("field of more than 1 MiB", shown)

    def test_pointers_beyond(self):
        for value in ("2", "99999999999999999999", "-1", "x", "1.5"):
            self.refuses(f"!S:2: expected one of 2 shared strings, found '{value[:17]}",
                         s=sheet(HEAD + f'<row><c t="s"><v>{value}</v></c></row>'))
        for place in ("B1", "A3", "XFE2", "A", "2", "a2", "A2A", "A99999999999999999999"):
            self.refuses("!S:2: expected the next cell of the row" if place != "B1" else "!S:2",
                         s=sheet(HEAD + f'<row><c r="{place}"><v>1</v></c></row>'))
        for row in ("0", "1", "-1", "1048577", "x", "99999999999999999999"):
            self.refuses("expected the number of a later row", s=sheet(
                HEAD + f'<row r="{row}"><c><v>1</v></c></row>'))
        self.refuses("!S:2: expected the next cell", s=sheet(
            HEAD + '<row><c r="B2"><v>1</v></c><c r="B2"><v>1</v></c></row>'))
        self.refuses("at most 16384 columns", s=sheet(
            HEAD + '<row><c r="XFD2"/><c><v>1</v></c></row>'))

    def test_types_that_do_not_fit_are_texts(self):
        for kind, value in (("n", "abc"), ("b", "2"), ("d", "soon"), ("zzz", "text"), ("e", "error")):
            self.assertIn(f"row|{value}\n", self.read(s=sheet(
                HEAD + f'<row><c t="{kind}" s="7"><v>{value}</v></c></row>')))

    def test_xml_that_ends_early(self):
        self.refuses("!S:2: expected well-formed XML", s=GOOD[:-40])
        self.refuses("expected well-formed XML", s="")
        self.refuses("expected well-formed XML", workbook="not xml")
        self.refuses("expected well-formed XML", styles="<a>\xff", s=GOOD)

    def test_archives_cut_short(self):
        write_parts("whole.xlsx")
        with open("whole.xlsx", "rb") as file:
            whole = file.read()
        for length in range(0, len(whole), 151):
            with open("cut.xlsx", "wb") as file:
                file.write(whole[:length])
            self.assertRegex(print_table("cut.xlsx", "physicians"), r"\Aerror \d xlsx.*\n\Z")

    def test_bytes_turned_over(self):
        write_parts("whole.xlsx")
        with open("whole.xlsx", "rb") as file:
            whole = file.read()
        good = print_table("whole.xlsx", "physicians")
        for at in range(5, len(whole), 151):
            with open("turned.xlsx", "wb") as file:
                file.write(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1:])
            shown = print_table("turned.xlsx", "physicians")
            self.assertTrue(shown == good or shown.startswith("error "), (at, shown))

    def test_no_archive(self):
        for content, found in ((b"id\nA1\n", "no zip archive"), (b"", "an empty file"),
                               (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an encrypted or an old .xls")):
            with open("other.xlsx", "wb") as file:
                file.write(content)
            self.assertIn(f"expected an XLSX workbook, found {found}",
                          print_table("other.xlsx", "physicians"))


if __name__ == "__main__":
    unittest.main()
