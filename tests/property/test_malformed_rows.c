/* Files whose quotes, widths, line ends and separators are not what they should be. */
#include "malformed.h"

#define F(what, text, outcome)                                                                     \
    { .name = (what), HCP_TEST_BYTES(text), .expected = (outcome) }
#define P  HCP_TEST_PATIENT
#define V  "patient,physician,date\n"
#define OK P ",P1,2026-01-01\n"

static const HcpTestFile QUOTES[] = {
    F("quotes around every cell", V "\"" P "\",\"P1\",\"2026-01-01\"\n" OK, "2 read, 2 used"),
    F("an open quote in the last row", V OK "\"" P ",P1,2026-01-01\n",
      "2 read, 1 used, 1 bad_quote"),
    F("an open quote in the first row", V "\"" P ",P1,2026-01-01\n" OK OK,
      "3 read, 2 used, 1 bad_quote"),
    F("an open quote in a middle cell", V P ",\"P1,2026-01-01\n" OK, "2 read, 1 used, 1 bad_quote"),
    F("an open quote in the last cell", V P ",P1,\"2026-01-01\n" OK, "2 read, 1 used, 1 bad_quote"),
    F("an open quote at the very end", V OK P ",P1,\"", "2 read, 1 used, 1 bad_quote"),
    F("a lone quote as a row", V OK "\"\n" OK, "3 read, 2 used, 1 bad_quote"),
    F("three quotes as a row", V OK "\"\"\"\n" OK, "3 read, 2 used, 1 bad_quote"),
    F("two quotes as a row", V OK "\"\"\n" OK, "3 read, 2 used, 1 ragged"),
    F("four quotes as a row", V OK "\"\"\"\"\n" OK, "3 read, 2 used, 1 ragged"),
    F("a letter behind a closing quote", V "\"" P "\"x,P1,2026-01-01\n" OK,
      "2 read, 1 used, 1 bad_quote"),
    F("a blank behind a closing quote", V "\"" P "\" ,P1,2026-01-01\n" OK,
      "2 read, 1 used, 1 bad_quote"),
    F("a blank before an opening quote", V " \"" P "\",P1,2026-01-01\n" OK, "2 read, 2 used"),
    F("a quote within a bare cell", V P "\"x,P1,2026-01-01\n" OK, "2 read, 2 used"),
    F("a quote at the end of a bare cell", V P "\",P1,2026-01-01\n" OK, "2 read, 2 used"),
    F("a bare date between stray quotes", V P ",P1,2026\"-01-01\n" OK,
      "2 read, 1 used, 1 wrong_type"),
    F("doubled quotes within quotes", V "\"" P "\"\"a\"\"\",P1,2026-01-01\n" OK, "2 read, 2 used"),
    F("doubled quotes in a bare cell", V P "\"\"a,P1,2026-01-01\n" OK, "2 read, 2 used"),
    F("an escape by backslash", V "\"" P "\\\"a\",P1,2026-01-01\n" OK,
      "2 read, 1 used, 1 bad_quote"),
    F("single quotes are text", V "'" P "','P1',2026-01-01\n" OK, "2 read, 2 used"),
    F("typographic quotes are text", V "\xE2\x80\x9C" P "\xE2\x80\x9D,P1,2026-01-01\n" OK,
      "2 read, 2 used"),
    F("a line end within quotes", V "\"" P "\na\",P1,2026-01-01\n" OK, "2 read, 2 used"),
    F("a separator within quotes", V "\"" P ",a\",P1,2026-01-01\n" OK, "2 read, 2 used"),
    F("two open quotes that close each other", V P ",\"P1,2026-01-01\n" P ",\"P1,2026-01-01\n" OK,
      "3 read, 1 used, 2 bad_quote"),
    F("open quotes that swallow a row whole", V P ",P1,\"2026-01-01\n" P ",P1,2026-01-01\n\"\n" OK,
      "2 read, 1 used, 1 wrong_type"),
    F("a quoted row end that takes the next row",
      V "\"" P ",P1,2026-01-01\n" P ",P1,2026-01-01\"\n" OK, "2 read, 1 used, 1 ragged"),
    F("every row with an open quote", V "\"" P ",P1\n\"" P ",P1\n\"" P ",P1\n",
      "3 read, 3 bad_quote"),
    F("an empty quoted required cell", V "\"\",P1,2026-01-01\n" OK,
      "2 read, 1 used, 1 missing_value"),
    F("a quoted cell of blanks", V "\"  \",P1,2026-01-01\n" OK, "2 read, 1 used, 1 missing_value"),
    F("an open quote in the header", "\"patient,physician,date\n" OK,
      "input: :1: expected a header row, found a quote that does not close"),
    F("a letter behind a quote in the header", "\"patient\"x,physician,date\n" OK,
      "input: :1: expected a header row, found a quote that does not close"),
    F("a header that is quoted", "\"patient\",\"physician\",\"date\"\n" OK, "1 read, 1 used"),
};

static const HcpTestFile RAGGED[] = {
    F("a cell too few", V P ",P1\n" OK, "2 read, 1 used, 1 ragged"),
    F("a cell too many", V P ",P1,2026-01-01,x\n" OK, "2 read, 1 used, 1 ragged"),
    F("an empty cell too many", V P ",P1,2026-01-01,\n" OK, "2 read, 1 used, 1 ragged"),
    F("one cell alone", V P "\n" OK, "2 read, 1 used, 1 ragged"),
    F("separators alone, too few", V ",\n" OK, "2 read, 1 used, 1 ragged"),
    F("separators alone, as many as columns", V ",,\n" OK, "2 read, 1 used, 1 missing_value"),
    F("separators alone, too many", V ",,,,,,,\n" OK, "2 read, 1 used, 1 ragged"),
    F("the patient in a cell too many", V "P1,2026-01-01,x," P "\n" OK, "2 read, 1 used, 1 ragged"),
    F("cells in another order", V "2026-01-01,P1," P "\n" OK, "2 read, 1 used, 1 wrong_type"),
    F("the patient last, the physician first", V "P1,x," P "\n" OK, "2 read, 1 used, 1 wrong_type"),
    F("the patient second, a date first", V "2026-01-01," P ",P1\n" OK,
      "2 read, 1 used, 1 wrong_type"),
    F("the patient second, as in a row before", V OK "x," P ",today\n",
      "2 read, 1 used, 1 wrong_type"),
    F("the patient last, as in a row before", V OK "x,P1," P "\n", "2 read, 1 used, 1 wrong_type"),
    F("the patient in a column of text",
      "patient,physician,date,service\nx,P1,today," P "\nx,P1,2026-01-01," P "\n",
      "2 read, 1 used, 1 wrong_type"),
    F("the patient in two columns, under two names",
      "patient,physician,date,patient_id\nx,P1,today," P "\nx,P1,2026-01-01," P "\n",
      "2 read, 1 used, 1 wrong_type"),
    F("every row too wide", V P ",P1,2026-01-01,x\n" P ",P1,2026-01-01,y\n", "2 read, 2 ragged"),
    F("every row too narrow", V P ",P1\n" P ",P2\n" P ",P3\n", "3 read, 3 ragged"),
    F("widths that alternate", V OK P ",P1\n" OK P ",P1\n" OK, "5 read, 3 used, 2 ragged"),
    F("a cut in the last row", V OK P ",P", "2 read, 1 used, 1 ragged"),
    F("a last row of one letter", V OK "P", "2 read, 1 used, 1 ragged"),
    F("a row of blanks", V OK "   \n" OK, "3 read, 2 used, 1 ragged"),
    F("a row of a tab", V OK "\t\n" OK, "3 read, 2 used, 1 ragged"),
    F("a comment line", V "# " P "\n" OK, "2 read, 1 used, 1 ragged"),
    F("a total below", V OK OK "Total,2\n", "3 read, 2 used, 1 ragged"),
    F("a title above", "Visits of " P "\n" V OK, "input: :1: patient: expected a column 'patient'"),
    F("a second header in the middle", V OK V OK, "3 read, 2 used, 1 repeated_header"),
    F("another separator in one row", V P ";P1;2026-01-01\n" OK OK, "3 read, 2 used, 1 ragged"),
    F("a decimal comma that parts a cell", V P ",1,5,2026-01-01\n" OK OK,
      "3 read, 2 used, 1 ragged"),
    F("a header too narrow", "patient,physician\n" OK, "input: :1: date: expected a column 'date'"),
    F("a header too wide", "patient,physician,date,service\n" OK OK, "2 read, 2 ragged"),
    F("a header that ends in a separator", "patient,physician,date,\n" P ",P1,2026-01-01,\n" OK,
      "2 read, 1 used, 1 ragged"),
};

static const HcpTestFile LINE_ENDS[] = {
    F("line feeds", V OK OK, "2 read, 2 used"),
    F("carriage returns alone", "patient,physician,date\r" P ",P1,2026-01-01\r" P ",P1\r",
      "2 read, 1 used, 1 ragged"),
    F("both, as of DOS", "patient,physician,date\r\n" P ",P1,2026-01-01\r\n" P ",P1\r\n",
      "2 read, 1 used, 1 ragged"),
    F("feed before return", "patient,physician,date\n\r" P ",P1,2026-01-01\n\r" P ",P1\n\r",
      "2 read, 1 used, 1 ragged"),
    F("two returns and a feed", "patient,physician,date\r\r\n" P ",P1,2026-01-01\r\r\n",
      "1 read, 1 used"),
    F("all three in one file",
      "patient,physician,date\r" P ",P1,2026-01-01\n" P ",P1,2026-01-01\r\n" P ",P1\n",
      "3 read, 2 used, 1 ragged"),
    F("no line end at the end", V OK P ",P1,2026-01-01", "2 read, 2 used"),
    F("a return at the end", V P ",P1,2026-01-01\r", "1 read, 1 used"),
    F("many line ends at the end", V OK "\n\n\r\n\r\r\n", "1 read, 1 used"),
    F("blank lines between", V "\n\n" OK "\n" OK, "2 read, 2 used"),
    F("blank lines first", "\n\r\n\n" V OK, "1 read, 1 used"),
    F("a return within a cell", V P ",P\r1,2026-01-01\n" OK, "3 read, 1 used, 2 ragged"),
    F("a quoted return", V P ",\"P\r1\",2026-01-01\n" OK, "2 read, 2 used"),
    F("a quoted feed in a date", V P ",P1,\"2026-01-01\n\"\n" OK, "2 read, 1 used, 1 wrong_type"),
    F("a quoted patient over lines",
      V "\"" P "\r\n\","
        "P1,today\n" OK,
      "2 read, 1 used, 1 wrong_type"),
    F("a vertical tab is no line end", V OK P ",P1,2026-01-01\v" P ",P1,2026-01-01\n",
      "2 read, 1 used, 1 ragged"),
    F("a form feed is no line end", V OK P ",P1,2026-01-01\f" P ",P1,2026-01-01\n",
      "2 read, 1 used, 1 ragged"),
    F("a line separator of Unicode is none", V OK P ",P1,2026-01-01\xE2\x80\xA8" P ",P1\n",
      "2 read, 1 used, 1 ragged"),
    F("a next line of Unicode is none", V OK P ",P1,2026-01-01\xC2\x85" P ",P1\n",
      "2 read, 1 used, 1 ragged"),
    F("a backslash joins no lines", V P ",P1,\\\n2026-01-01\n" OK,
      "3 read, 1 used, 1 ragged, 1 wrong_type"),
};

static const HcpTestFile SEPARATORS[] = {
    F("semicolons", "patient;physician;date\n" P ";P1;2026-01-01\n" P ";P1\n",
      "2 read, 1 used, 1 ragged"),
    F("tabs", "patient\tphysician\tdate\n" P "\tP1\t2026-01-01\n" P "\tP1\n",
      "2 read, 1 used, 1 ragged"),
    F("bars", "patient|physician|date\n" P "|P1|2026-01-01\n" P "|P1\n",
      "2 read, 1 used, 1 ragged"),
    F("sep= semicolon", "sep=;\npatient;physician;date\n" P ";P1;2026-01-01\n", "1 read, 1 used"),
    F("sep= with returns", "sep=;\r\npatient;physician;date\r\n" P ";P1;2026-01-01\r\n",
      "1 read, 1 used"),
    F("sep= with a return alone", "sep=|\rpatient|physician|date\r" P "|P1|2026-01-01\r",
      "1 read, 1 used"),
    F("sep= tab", "sep=\t\npatient\tphysician\tdate\n" P "\tP1\t2026-01-01\n", "1 read, 1 used"),
    F("sep= after a byte order mark",
      "\xEF\xBB\xBFsep=;\npatient;physician;date\n" P ";P1;2026-01-01\n", "1 read, 1 used"),
    F("sep= that the file does not keep to", "sep=;\n" V OK,
      "input: :2: patient: expected a column 'patient'"),
    F("sep= alone", "sep=;", "input: :1: patient: expected a column 'patient'"),
    F("sep= and nothing behind it", "sep=;\n", "input: found an empty file"),
    F("sep=, a return and nothing behind it", "sep=;\r", "input: found an empty file"),
    F("sep= and a header", "sep=;\npatient;physician;date\n",
      "input: found no rows after the header"),
    F("sep= of an unknown sign", "sep=#\n" V OK, "input: :1: patient: expected a column 'patient'"),
    F("sep= of two signs", "sep=;;\npatient;physician;date\n" P ";P1;2026-01-01\n",
      "input: :1: patient: expected a column 'patient'"),
    F("sep= in capitals", "SEP=;\npatient;physician;date\n" P ";P1;2026-01-01\n",
      "input: :1: patient: expected a column 'patient'"),
    F("sep= in the second line", V "sep=;\n" OK, "2 read, 1 used, 1 ragged"),
    F("sep= twice", "sep=;\nsep=;\npatient;physician;date\n" P ";P1;2026-01-01\n",
      "input: :2: patient: expected a column 'patient'"),
    F("colons are no separator", "patient:physician:date\n" P ":P1:2026-01-01\n",
      "input: :1: patient: expected a column 'patient'"),
    F("blanks are no separator", "patient physician date\n" P " P1 2026-01-01\n",
      "input: :1: patient: expected a column 'patient'"),
    F("semicolons with commas in cells",
      "patient;physician;date\n" P ",a;P1;2026-01-01\n" P ",b;P1;2026-01-01\n", "2 read, 2 used"),
    F("a header by commas, rows by semicolons", V P ";P1;2026-01-01\n" P ";P1;2026-01-01\n",
      "2 read, 2 ragged"),
    F("commas and tabs both", "patient,\tphysician,\tdate\n" P ",\tP1,\t2026-01-01\n",
      "1 read, 1 used"),
};

static void quotes(void) {
    HCP_TEST_MALFORMED(QUOTES, 32);
}

static void rows_of_other_widths(void) {
    HCP_TEST_MALFORMED(RAGGED, 25);
}

static void line_ends_of_all_sorts(void) {
    HCP_TEST_MALFORMED(LINE_ENDS, 20);
}

static void separators_and_those_that_are_named(void) {
    HCP_TEST_MALFORMED(SEPARATORS, 23);
}

HCP_TEST_MAIN(HCP_TEST(quotes), HCP_TEST(rows_of_other_widths), HCP_TEST(line_ends_of_all_sorts),
              HCP_TEST(separators_and_those_that_are_named))
