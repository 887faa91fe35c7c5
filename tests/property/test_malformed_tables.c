/* Files that are empty, have other columns than they should, or cells that are no such thing. */
#include "malformed.h"

#define F(what, text, outcome)                                                                     \
    { .name = (what), HCP_TEST_BYTES(text), .expected = (outcome) }
#define T(what, table, text, outcome)                                                              \
    { .name = (what), HCP_TEST_BYTES(text), .expected = (outcome), .schema = (table) }
#define P  HCP_TEST_PATIENT
#define V  "patient,physician,date\n"
#define OK P ",P1,2026-01-01\n"

static const HcpTestFile EMPTY[] = {
    F("nothing", "", "input: found an empty file"),
    F("a line end", "\n", "input: found an empty file"),
    F("a return", "\r", "input: found an empty file"),
    F("line ends", "\n\r\n\r\n\n", "input: found an empty file"),
    F("a blank", " ", "input: :1: patient: expected a column 'patient'"),
    F("a letter", "x", "input: :1: patient: expected a column 'patient'"),
    F("a separator", ",", "input: :1: patient: expected a column 'patient'"),
    F("separators", ",,,\n,,,\n", "input: :1: patient: expected a column 'patient'"),
    F("a quote", "\"", "input: :1: expected a header row, found a quote"),
    F("two quotes", "\"\"", "input: :1: patient: expected a column 'patient'"),
    F("a header", V, "input: found no rows after the header"),
    F("a header without a line end", "patient,physician,date",
      "input: found no rows after the header"),
    F("a header with a return", "patient,physician,date\r",
      "input: found no rows after the header"),
    F("a header and blank lines", V "\n\r\n\n", "input: found no rows after the header"),
    F("a header with quotes", "\"patient\",\"physician\",\"date\"\n",
      "input: found no rows after the header"),
    F("a header by semicolons", "patient;physician;date\n",
      "input: found no rows after the header"),
    F("a header and a blank row", V " \n", "1 read, 1 ragged"),
    F("a header and a bad row", V P "\n", "1 read, 1 ragged"),
    F("rows without a header", OK OK, "input: :1: patient: expected a column 'patient'"),
    F("markup", "<html><body>" P "</body></html>\n",
      "input: :1: patient: expected a column 'patient'"),
    F("JSON", "[{\"patient\": \"" P "\"}]\n", "input: :1: patient: expected a column 'patient'"),
    {.name = "no header and nothing",
     HCP_TEST_BYTES(""),
     .expected = "input: found an empty file",
     .no_header = TRUE},
    {.name = "no header",
     HCP_TEST_BYTES(OK P ",P1\n"),
     .expected = "2 read, 1 used, 1 ragged",
     .no_header = TRUE},
    {.name = "no header, too few columns",
     HCP_TEST_BYTES(P ",P1\n"),
     .expected = "input: :1: date: expected a column 'date'",
     .no_header = TRUE},
};

static const HcpTestFile HEADERS[] = {
    F("a column twice", "patient,physician,date,date\n" P ",P1,2026-01-01,2026-01-01\n",
      "input: :1: expected each column once, found 'date' twice"),
    F("the patient twice", "patient,patient,physician,date\n" P "," P ",P1,2026-01-01\n",
      "input: :1: expected each column once, found 'patient' twice"),
    F("a column three times", "patient,x,x,x,physician,date\n",
      "input: :1: expected each column once, found 'x' twice"),
    F("a column twice but for blanks", "patient, patient ,physician,date\n",
      "input: :1: expected each column once, found 'patient' twice"),
    F("a column twice but for quotes", "patient,\"patient\",physician,date\n",
      "input: :1: expected each column once, found 'patient' twice"),
    F("a column twice but for case", "patient,Patient,physician,date\n" P "," P ",P1,2026-01-01\n",
      "1 read, 1 used"),
    F("a column twice but for signs", "patient,physician,date,Date!\n" P ",P1,2026-01-01,today\n",
      "1 read, 1 used"),
    F("a column and its alias", "patient,patient_id,physician,date\n" P ",Q,P1,2026-01-01\n",
      "1 read, 1 used"),
    F("columns without names", "patient,,physician,,date\n" P ",a,P1,b,2026-01-01\n" OK,
      "2 read, 1 used, 1 ragged"),
    F("names in capitals", "PATIENT,PHYSICIAN,DATE\n" OK, "1 read, 1 used"),
    F("names with blanks around", " patient , physician , date \n" OK, "1 read, 1 used"),
    F("names in another order", "date,physician,patient\n2026-01-01,P1," P "\n,," P "\n",
      "2 read, 1 used, 1 missing_value"),
    F("a name with a line end", "patient,physician,\"da\nte\"\n" OK,
      "input: :1: date: expected a column 'date'"),
    F("no header, a patient twice", P ",P1," P "\n" OK,
      "input: :1: expected each column once, found '<value>' twice"),
    F("a wrong name", "pacient,physician,date\n" OK,
      "input: :1: patient: expected a column 'patient'"),
    F("a name of a control character", "patient,physician,date,\x1B\n" P ",P1,2026-01-01,x\n",
      "1 read, 1 used"),
    T("a repeated id", "physicians", "id,name\nA1,x\nA1,y\n", "2 read, 1 used, 1 duplicate_id"),
    T("a repeated row", "physicians", "id,name\nA1,x\nA1,x\nA1,x\n", "3 read, 1 used, 2 collapsed"),
    T("repeated ids and rows", "physicians", "id,name\nA1,x\nA1,x\nA1,y\nA1,z\n",
      "4 read, 1 used, 1 collapsed, 2 duplicate_id"),
    T("a repeated id but for blanks", "physicians", "id,name\nA1,x\n A1 ,x\n",
      "2 read, 1 used, 1 duplicate_id"),
    T("a repeated id but for case", "physicians", "id,name\nA1,x\na1,x\n", "2 read, 2 used"),
};

#define R "patient,from,to,patients\n"
#define COUNT(of)                                                                                  \
    T("count " of, "referrals", R P ",A1,A2," of "\n" P ",A1,A2,2\n",                              \
      "2 read, 1 used, 1 wrong_type")
#define UNITS(of)                                                                                  \
    T("number " of, "prescriptions", "physician,product,units\nP1,x," of "\nP1,x,2\n",             \
      "2 read, 1 used, 1 wrong_type")
#define RANGE(of)                                                                                  \
    T("out of range " of, "prescriptions", "physician,product,units\nP1,x," of "\nP1,x,2\n",       \
      "2 read, 1 used, 1 out_of_range")

static const HcpTestFile NUMBERS[] = {
    COUNT("-1"),
    COUNT("1e3"),
    COUNT("0x10"),
    COUNT("five"),
    COUNT("1-2"),
    COUNT("<5"),
    COUNT("*"),
    COUNT("NaN"),
    COUNT("inf"),
    COUNT("+"),
    COUNT("1 2 3"),
    COUNT("9999999999999999999999"),
    COUNT("\xC2\xBD"),
    COUNT("\xD9\xA3"),
    COUNT("--1"),
    UNITS("abc"),
    UNITS("1e"),
    UNITS("1e400"),
    UNITS("e5"),
    UNITS("NaN"),
    UNITS("-inf"),
    UNITS("0x1p3"),
    UNITS("1_000"),
    UNITS("1.2.3.4"),
    UNITS("1e5.5"),
    UNITS("."),
    UNITS("\xE2\x88\x92"
          "5x"),
    RANGE("-1"),
    RANGE("1e16"),
    RANGE("-0.5"),
    T("numbers of many digits", "prescriptions",
      "physician,product,units\nP1,x,0.1000000000000000000000000000000001\n", "1 read, 1 used"),
    T("numbers with blanks around", "prescriptions", "physician,product,units\nP1,x, 3 \n",
      "1 read, 1 used"),
};

#define DATE(of) F("date " of, V P ",P1," of "\n" OK, "2 read, 1 used, 1 wrong_type")

static const HcpTestFile DATES[] = {
    DATE("2026-02-30"),
    DATE("2026-13-01"),
    DATE("2026-00-10"),
    DATE("2026-01-00"),
    DATE("2025-02-29"),
    DATE("1900-02-29"),
    DATE("2026-04-31"),
    DATE("0000-01-01"),
    DATE("2026-1-1x"),
    DATE("2026-01"),
    DATE("2026-W01-1"),
    DATE("26-01-01"),
    DATE("32/01/2026"),
    DATE("30/02/2026"),
    DATE("01/02/26"),
    DATE("2026-01-01T25:00"),
    DATE("2026-01-01T10:61"),
    DATE("2026-01-01T10:00:61"),
    DATE("2026-01-01 "
         "x"),
    DATE("20261301"),
    DATE("20260230"),
    DATE("2026010"),
    DATE("today"),
    DATE("N/A"),
    DATE("-"),
    DATE("####"),
    DATE("Jan 1"),
    DATE("2026-01-01 and more"),
    DATE("2026--01-01"),
    DATE("-2026-01-01"),
    DATE("2026.01.01.01"),
    DATE("01-2026-01"),
    DATE("\xE2\x98\x83"),
    F("a date that is an error of a formula", V P ",P1,#VALUE!\n" OK,
      "2 read, 1 used, 1 spreadsheet_error"),
    F("a date that is missing", V P ",P1,\n" OK, "2 read, 1 used, 1 missing_value"),
    F("a date with a time", V P ",P1,2026-01-01T10:00:00Z\n" OK, "2 read, 2 used"),
};

/* Each in a physician's and in a patient's place; the patient is masked. */
#define ID(of)                                                                                     \
    F("physician " of, V P "," of ",2026-01-01\n" OK, "2 read, 1 used, 1 spreadsheet_damage"),     \
        F("patient " of, V of ",P1,2026-01-01\n" OK, "2 read, 1 used, 1 spreadsheet_damage")

static const char *const WHERE[] = {"physician", "P1", NULL};

static const HcpTestFile IDS[] = {
    ID("1.23E+15"),
    ID("1.23457E+11"),
    ID("9.0e+12"),
    F("a patient that is missing", V ",P1,2026-01-01\n" OK, "2 read, 1 used, 1 missing_value"),
    F("a physician that is missing", V P ",,2026-01-01\n" OK, "2 read, 1 used, 1 missing_value"),
    F("a physician of blanks", V P ",  \t,2026-01-01\n" OK, "2 read, 1 used, 1 missing_value"),
    F("leading zeros", V P ",000123,2026-01-01\n" P ",123,2026-01-01\n", "2 read, 2 used"),
    F("a long number", V P ",123456789012345678901234567890,2026-01-01\n" OK, "2 read, 2 used"),
    T("a referral to oneself", "referrals", R P ",A1,A1,1\n" P ",A1,A2,1\n",
      "2 read, 1 used, 1 self_referral"),
    T("a referral to oneself but for blanks", "referrals", R P ",A1, A1 ,1\n" P ",A1,A2,1\n",
      "2 read, 1 used, 1 self_referral"),
    T("a referral to nobody", "referrals", R P ",A1,,1\n" P ",A1,A2,1\n",
      "2 read, 1 used, 1 missing_value"),
    T("a rounded referrer", "referrals", R P ",1.2E+10,A2,1\n" P ",A1,A2,1\n",
      "2 read, 1 used, 1 spreadsheet_damage"),
    T("the same referral twice", "referrals", R P ",A1,A2,1\n" P ",A1,A2,1\n", "2 read, 2 used"),
    T("an id of signs alone", "referrals", R P ",A1,---,1\n" P ",A1,A2,1\n", "2 read, 2 used"),
    T("an id that is a formula", "referrals", R P ",=A1,A2\n" P ",A1,A2,1\n",
      "2 read, 1 used, 1 ragged"),
    {.name = "rows left out",
     HCP_TEST_BYTES(V OK P ",P2,2026-01-01\n" P ",P2,today\n" P ",P1,today\n" P "\n"),
     .expected = "5 read, 1 used, 2 filtered, 1 ragged, 1 wrong_type",
     .where = WHERE},
    {.name = "every row left out",
     HCP_TEST_BYTES(V P ",P2,2026-01-01\n" P ",P3,2026-01-01\n"),
     .expected = "2 read, 2 filtered",
     .where = WHERE},
};

static void files_with_nothing_in_them(void) {
    HCP_TEST_MALFORMED(EMPTY, 24);
}

static void headers_and_repeated_ids(void) {
    HCP_TEST_MALFORMED(HEADERS, 21);
}

static void numbers(void) {
    HCP_TEST_MALFORMED(NUMBERS, 32);
}

static void dates(void) {
    HCP_TEST_MALFORMED(DATES, 35);
}

static void ids(void) {
    HCP_TEST_MALFORMED(IDS, 20);
}

HCP_TEST_MAIN(HCP_TEST(files_with_nothing_in_them), HCP_TEST(headers_and_repeated_ids),
              HCP_TEST(numbers), HCP_TEST(dates), HCP_TEST(ids))
