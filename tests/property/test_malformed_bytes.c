/* Files with bytes that are no text, or text in another encoding than it seems. */
#include "malformed.h"

#define F(what, text, outcome)                                                                     \
    { .name = (what), HCP_TEST_BYTES(text), .expected = (outcome) }
#define WIDE(what, text, cut, outcome)                                                             \
    {.name = (what),                                                                               \
     HCP_TEST_BYTES(text),                                                                         \
     .expected = (outcome),                                                                        \
     .encoding = "UTF-16LE",                                                                       \
     .lost = (cut)},                                                                               \
    {                                                                                              \
        .name = (what), HCP_TEST_BYTES(text), .expected = (outcome), .encoding = "UTF-16BE",       \
        .lost = (cut)                                                                              \
    }
#define P    HCP_TEST_PATIENT
#define V    "patient,physician,date\n"
#define OK   P ",P1,2026-01-01\n"
#define MARK "\xEF\xBB\xBF"

/* In a physician's id, where every sign is kept. */
#define CONTROL(sign)                                                                              \
    F("control character " #sign, V P ",P" sign "1,2026-01-01\n" OK P "," sign "\n",               \
      "3 read, 2 used, 1 ragged")

static const HcpTestFile CONTROLS[] = {
    F("a NUL in a patient", V P "\0,P1,2026-01-01\n" OK, "2 read, 1 used, 1 nul_byte"),
    F("a NUL in a date",
      V P ",P1,2026-01-\0"
          "01\n" OK,
      "2 read, 1 used, 1 nul_byte"),
    F("a NUL within quotes",
      V P ",\"P\0"
          "1\",2026-01-01\n" OK,
      "2 read, 1 used, 1 nul_byte"),
    F("a NUL alone in a row", V "\0\n" OK, "2 read, 1 used, 1 nul_byte"),
    F("a NUL at the end", V OK "\0", "2 read, 1 used, 1 nul_byte"),
    F("a NUL before the end of each row", V P ",P1,2026-01-01\0\n" P ",P1,2026-01-01\0\n",
      "2 read, 2 nul_byte"),
    F("a block of NULs", V OK "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" OK OK,
      "3 read, 2 used, 1 nul_byte"),
    F("a NUL in a row that is too short", V P "\0\n" OK, "2 read, 1 used, 1 nul_byte"),
    F("a NUL behind an open quote", V "\"" P "\0,P1\n" OK, "2 read, 1 used, 1 bad_quote"),
    F("a NUL in the header", "patient\0,physician,date\n" OK,
      "input: :1: expected text, found a NUL byte"),
    F("NULs alone", "\0\0\0\0", "input: :1: expected text, found a NUL byte"),
    F("text in UTF-32", "p\0\0\0a\0\0\0t\0\0\0", "input: :1: expected text, found a NUL byte"),
    F("UTF-16 without a mark", "p\0a\0t\0i\0e\0n\0t\0\n\0",
      "input: :1: expected text, found UTF-16 without a byte order mark, which encoding = utf-16le "
      "reads"),
    CONTROL("\x01"),
    CONTROL("\x02"),
    CONTROL("\x07"),
    CONTROL("\b"),
    CONTROL("\v"),
    CONTROL("\f"),
    CONTROL("\x0E"),
    CONTROL("\x1A"),
    CONTROL("\x1B"),
    CONTROL("\x1E"),
    CONTROL("\x1F"),
    CONTROL("\x7F"),
    CONTROL("\xC2\x80"),
    CONTROL("\xC2\x9B"),
    F("an end-of-file sign of DOS", V OK "\x1A", "2 read, 1 used, 1 ragged"),
    F("an escape sequence of a terminal", V P ",P1,\x1B[31mred\x1B[0m\n" OK,
      "2 read, 1 used, 1 wrong_type"),
    F("a backspace over the date", V P ",P1,2026\b\b\b\b\n" OK, "2 read, 1 used, 1 wrong_type"),
    F("text that is turned around",
      V P ",P1,\xE2\x80\xAE"
          "10-10-6202\n" OK,
      "2 read, 1 used, 1 wrong_type"),
    F("a blank of no width in a date", V P ",P1,2026-01\xE2\x80\x8B-01\n" OK,
      "2 read, 1 used, 1 wrong_type"),
    F("a formula for a date", V P ",P1,=1+1\n" OK, "2 read, 1 used, 1 wrong_type"),
    F("a command for a date", V P ",P1,@SUM(1)|cmd\n" OK, "2 read, 1 used, 1 wrong_type"),
};

static const HcpTestFile MARKS[] = {
    F("a mark of UTF-8", MARK V OK, "1 read, 1 used"),
    F("a mark twice", MARK MARK V OK, "1 read, 1 used"),
    F("a mark alone", MARK, "input: found an empty file"),
    F("a mark and a line end", MARK "\n", "input: found an empty file"),
    F("a mark before each row", MARK V MARK OK MARK OK, "2 read, 2 used"),
    F("a mark and a quoted header", MARK "\"patient\",physician,date\n" OK, "1 read, 1 used"),
    F("half a mark of UTF-8", "\xEF\xBB" V OK, "input: :1: patient: expected a column 'patient'"),
    F("a mark of UTF-16 alone", "\xFF\xFE", "input: found an empty file"),
    F("the other mark of UTF-16 alone", "\xFE\xFF", "input: found an empty file"),
    F("half a mark of UTF-16", "\xFF", "input: :1: patient: expected a column 'patient'"),
    F("a mark of UTF-16 and one byte",
      "\xFF\xFE"
      "p",
      "input: :1: expected a header row, found bytes that are no UTF-16"),
    F("a mark of UTF-16 before text in UTF-8", "\xFF\xFE" V OK, "input: :1: "),
    F("a mark of UTF-8 before another encoding", MARK V P ",caf\xE9,2026-01-01\n" OK,
      "2 read, 1 used, 1 invalid_utf8"),
    WIDE("UTF-16", V OK OK, 0, "2 read, 2 used"),
    WIDE("UTF-16 of an odd length", V OK OK, 1, "2 read, 1 used, 1 invalid_utf16"),
    WIDE("UTF-16 without its last line end", V OK OK, 2, "2 read, 2 used"),
    WIDE("UTF-16 cut in the last date", V OK OK, 3, "2 read, 1 used, 1 invalid_utf16"),
    WIDE("UTF-16 of an odd length in the header", "patient,physician,date", 1,
         "input: :1: expected a header row, found bytes that are no UTF-16"),
    WIDE("UTF-16 with an open quote", V "\"" P ",P1,2026-01-01\n" OK, 0,
         "2 read, 1 used, 1 bad_quote"),
    WIDE("UTF-16 with a NUL", V P ",P1,\xE2\x98\x83\n" OK, 0, "2 read, 1 used, 1 wrong_type"),
    WIDE("UTF-16 with a sign of two units", V P ",\xF0\x9F\x98\x80,2026-01-01\n" P "\n", 0,
         "2 read, 1 used, 1 ragged"),
    WIDE("UTF-16 cut between two units", V OK P ",\xF0\x9F\x98\x80", 2,
         "2 read, 1 used, 1 invalid_utf16"),
    WIDE("UTF-16 cut within the second unit", V OK P ",\xF0\x9F\x98\x80", 1,
         "2 read, 1 used, 1 invalid_utf16"),
    WIDE("UTF-16 without rows", V, 0, "input: found no rows after the header"),
};

/* With the mark: the file says that it is UTF-8. */
#define BAD(what, bytes)                                                                           \
    F(what, MARK V P ",P" bytes ",2026-01-01\n" OK, "2 read, 1 used, 1 invalid_utf8")

static const HcpTestFile UTF8[] = {
    BAD("a lone continuation", "\x80"),
    BAD("two lone continuations", "\xBF\xBF"),
    BAD("a start without its continuation", "\xC3"),
    BAD("three bytes cut to two", "\xE2\x82"),
    BAD("four bytes cut to three", "\xF0\x9F\x98"),
    BAD("a slash in two bytes", "\xC0\xAF"),
    BAD("a NUL in two bytes", "\xC0\x80"),
    BAD("a slash in three bytes", "\xE0\x80\xAF"),
    BAD("a slash in four bytes", "\xF0\x80\x80\xAF"),
    BAD("half a pair of surrogates", "\xED\xA0\x80"),
    BAD("a pair of surrogates", "\xED\xA0\xBD\xED\xB8\x80"),
    BAD("beyond Unicode", "\xF4\x90\x80\x80"),
    BAD("a start of five bytes", "\xF8\x88\x80\x80\x80"),
    BAD("a start of six bytes", "\xFC\x84\x80\x80\x80\x80"),
    BAD("0xFE", "\xFE"),
    BAD("0xFF", "\xFF"),
    BAD("a sign of Windows", "\x80"
                             "5"),
    F("bad bytes in the patient", MARK V P "\xFF,P1,2026-01-01\n" OK,
      "2 read, 1 used, 1 invalid_utf8"),
    F("bad bytes in a short row", MARK V P "\xFF\n" OK, "2 read, 1 used, 1 invalid_utf8"),
    F("bad bytes within quotes", MARK V "\"" P "\",\"\xFF\",2026-01-01\n" OK,
      "2 read, 1 used, 1 invalid_utf8"),
    F("bad bytes at the end", MARK V OK "\xE2", "2 read, 1 used, 1 invalid_utf8"),
    F("bad bytes in every row", MARK V P "\xFF,P1,\n" P "\xFF,P1,\n", "2 read, 2 invalid_utf8"),
    F("bad bytes in the header", MARK "pati\xEBnt,physician,date\n" OK,
      "input: :1: expected a header row, found bytes that are no UTF-8"),
    F("a mark within a sign", MARK V P ",\xE2\n" OK, "2 read, 1 used, 1 invalid_utf8"),
    F("Windows-1252", V P ",caf\xE9,2026-01-01\n" OK, "2 read, 2 used, 1 guessed_encoding"),
    F("Windows-1252 in the last byte",
      V OK P ",P1,2026-01-01\n"
             "\xE9",
      "3 read, 2 used, 1 guessed_encoding, 1 ragged"),
    F("UTF-8 and Windows-1252 in turn", V P ",caf\xC3\xA9,2026-01-01\n" P ",caf\xE9,2026-01-01\n",
      "2 read, 2 used, 1 guessed_encoding"),
    F("bytes that Windows-1252 does not define", V P ",\x81\x8D\x8F\x90\x9D,2026-01-01\n" OK,
      "2 read, 2 used, 1 guessed_encoding"),
    F("Windows-1252 with a NUL", V P ",caf\xE9\0,2026-01-01\n" OK,
      "2 read, 1 used, 1 guessed_encoding, 1 nul_byte"),
    F("a picture", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "input: :1: "),
    F("a document", "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n",
      "input: :1: patient: expected a column 'patient'"),
};

static void control_characters(void) {
    HCP_TEST_MALFORMED(CONTROLS, 34);
}

static void byte_order_marks(void) {
    HCP_TEST_MALFORMED(MARKS, 35);
}

static void bytes_that_are_no_utf8(void) {
    HCP_TEST_MALFORMED(UTF8, 31);
}

HCP_TEST_MAIN(HCP_TEST(control_characters), HCP_TEST(byte_order_marks),
              HCP_TEST(bytes_that_are_no_utf8))
