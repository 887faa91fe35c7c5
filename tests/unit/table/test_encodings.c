/* Text in every encoding comes out as the same UTF-8. */
#include "reader_fixture.h"

#define CONTENT "id;name\nP1;Andr\xC3\xA9 \xE2\x82\xAC\nP2;\xF0\x9F\x98\x80\n"

static char *convert(const char *charset, const char *text, gsize *length) {
    g_autoptr(GError) error = NULL;
    char *bytes = g_convert(text, -1, charset, "UTF-8", NULL, length, &error);
    CU_ASSERT_PTR_NULL(error);
    return bytes != NULL ? bytes : g_strdup("");
}

static const char *encoding_of(const ReaderCase *test) {
    return hcp_issues_get_tally(test->issues, 0)->encoding;
}

static void read_converted(ReaderCase *test, const char *charset, const char *mark, gsize n_mark,
                           const char *text) {
    gsize length = 0;
    g_autofree char *bytes = convert(charset, text, &length);
    g_autoptr(GString) content = g_string_new_len(mark, (gssize)n_mark);
    g_string_append_len(content, bytes, (gssize)length);
    reader_case_read(test, content->str, (gssize)content->len);
}

static void a_byte_order_mark_decides(void) {
    static const struct {
        const char *charset, *mark, *name;
        gsize n_mark;
    } rows[] = {{"UTF-8", "", "utf-8", 0},
                {"UTF-8", "\xEF\xBB\xBF", "utf-8", 3},
                {"UTF-16LE", "\xFF\xFE", "utf-16le", 2},
                {"UTF-16BE", "\xFE\xFF", "utf-16be", 2}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ReaderCase test = reader_case("physicians");
        /* What is stated for a group of files does not mislead where a mark stands. */
        test.spec.encoding = i > 0 ? HCP_ENCODING_WINDOWS_1252 : HCP_ENCODING_DETECT;
        read_converted(&test, rows[i].charset, rows[i].mark, rows[i].n_mark, CONTENT);
        CU_ASSERT_EQUAL(reader_case_rows(&test), 2);
        CU_ASSERT(reader_case_cell_is(&test, "name", 0, "Andr\xC3\xA9 \xE2\x82\xAC"));
        CU_ASSERT(reader_case_cell_is(&test, "name", 1, "\xF0\x9F\x98\x80"));
        CU_ASSERT_STRING_EQUAL(encoding_of(&test), rows[i].name);
        CU_ASSERT_EQUAL(hcp_issues_get_tally(test.issues, 0)->separator, ';');
        CU_ASSERT_EQUAL(hcp_issues_get_n(test.issues), 0);
        reader_case_clear(&test);
    }
}

static void utf16_without_a_mark_may_be_stated(void) {
    ReaderCase test = reader_case("physicians");
    test.spec.encoding = HCP_ENCODING_UTF16BE;
    read_converted(&test, "UTF-16BE", "", 0, CONTENT);
    CU_ASSERT(reader_case_cell_is(&test, "name", 0, "Andr\xC3\xA9 \xE2\x82\xAC"));
    reader_case_clear(&test);
}

static void what_is_no_utf8_is_windows_1252_with_a_notice(void) {
    ReaderCase test = reader_case("physicians");
    read_converted(&test, "WINDOWS-1252", "", 0, "id,name\nP1,Ann\nP2,Ren\xC3\xA9 \xE2\x80\x9Cx\n");
    CU_ASSERT_EQUAL(reader_case_rows(&test), 2);
    CU_ASSERT(reader_case_cell_is(&test, "name", 1, "Ren\xC3\xA9 \xE2\x80\x9Cx"));
    CU_ASSERT_STRING_EQUAL(encoding_of(&test), "windows-1252");
    CU_ASSERT(reader_case_issue_is(
        &test, "guessed_encoding", 1,
        "data.csv:3: expected UTF-8, found other bytes: the file is read as Windows-1252"));
    CU_ASSERT(reader_case_tally_is(&test, 2, 2, 0, 0, 0));
    reader_case_clear(&test);
    test.spec.encoding = HCP_ENCODING_LATIN1;
    read_converted(&test, "WINDOWS-1252", "", 0, "id,name\nP2,Ren\xC3\xA9\n");
    CU_ASSERT(reader_case_cell_is(&test, "name", 0, "Ren\xC3\xA9"));
    CU_ASSERT_EQUAL(hcp_issues_get_n(test.issues), 0);
    reader_case_clear(&test);
}

/* glibc's converter and ours agree on every byte that it knows. */
static void every_byte_of_windows_1252_is_text(void) {
    for (int byte = 0x80; byte < 0x100; byte++) {
        char sign[] = {(char)byte, '\0'};
        g_autofree char *expected = g_convert(sign, 1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
        g_autofree char *content = g_strdup_printf("id,name\nP1,<%s>\n", sign);
        ReaderCase test = reader_case("physicians");
        test.spec.encoding = HCP_ENCODING_WINDOWS_1252;
        reader_case_read(&test, content, -1);
        CU_ASSERT_EQUAL(reader_case_rows(&test), 1);
        g_autofree char *cell = g_strdup_printf("<%s>", expected != NULL ? expected : "");
        if (expected != NULL)
            CU_ASSERT(reader_case_cell_is(&test, "name", 0, cell));
        reader_case_clear(&test);
    }
}

/* The first byte that is no UTF-8 may stand anywhere, also where a block of the file ends. */
static void the_whole_file_is_looked_at(void) {
    for (gsize more = 0; more < 6; more++) {
        g_autoptr(GString) content = g_string_new("id,name\n");
        while (content->len < 256 * 1024 - more)
            g_string_append(content, content->len % 2 == 0 ? "\n" : "\r\n");
        g_string_set_size(content, 256 * 1024 - more - 5);
        g_string_append(content, "\nP1,\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\n");
        ReaderCase test = reader_case("physicians");
        reader_case_read(&test, content->str, (gssize)content->len);
        CU_ASSERT_STRING_EQUAL(encoding_of(&test), "utf-8");
        CU_ASSERT_EQUAL(reader_case_rows(&test), 1);
        reader_case_clear(&test);
        g_string_append(content, "P2,\xE9");
        reader_case_read(&test, content->str, (gssize)content->len);
        CU_ASSERT_STRING_EQUAL(encoding_of(&test), "windows-1252");
        CU_ASSERT_EQUAL(reader_case_rows(&test), 2);
        reader_case_clear(&test);
    }
}

/* Pairs of surrogates wherever a block ends. */
static void long_utf16_is_read_like_utf8(void) {
    for (int pad = 0; pad < 4; pad++) {
        g_autoptr(GString) text = g_string_new("id,name\n");
        for (int i = 0; i < 40000; i++)
            g_string_append_printf(text, "P%d,%.*s\xF0\x9F\x98\x80\xC3\xA9\n", i, i == 0 ? pad : 0,
                                   "xxxx");
        ReaderCase test = reader_case("physicians");
        read_converted(&test, "UTF-16LE", "\xFF\xFE", 2, text->str);
        CU_ASSERT_EQUAL(reader_case_rows(&test), 40000);
        CU_ASSERT(reader_case_cell_is(&test, "name", 39999, "\xF0\x9F\x98\x80\xC3\xA9"));
        HcpColumn *names = test.table != NULL ? hcp_table_find_column(test.table, "name") : NULL;
        for (int64_t row = 1; names != NULL && row < 40000; row++)
            CU_ASSERT_EQUAL(hcp_column_get_codes(names)[row], hcp_column_get_codes(names)[1]);
        reader_case_clear(&test);
    }
}

static void half_a_sign_of_utf16_costs_its_row(void) {
    ReaderCase test = reader_case("seeds");
    reader_case_read(&test, "\xFF\xFEi\0d\0\n\0A\0\n\0\x00\xD8\n\0B\0\n\0\x00\xDC\n\0C", 25);
    CU_ASSERT_EQUAL(reader_case_rows(&test), 2);
    CU_ASSERT(reader_case_tally_is(&test, 5, 2, 3, 0, 0));
    CU_ASSERT(
        reader_case_issue_is(&test, "invalid_utf16", 3,
                             "data.csv:3: expected a row of text, found bytes that are no UTF-16"));
    CU_ASSERT(reader_case_reject_is(&test, "line", 2, "6"));
    reader_case_clear(&test);
}

HCP_TEST_MAIN(HCP_TEST(a_byte_order_mark_decides), HCP_TEST(utf16_without_a_mark_may_be_stated),
              HCP_TEST(what_is_no_utf8_is_windows_1252_with_a_notice),
              HCP_TEST(every_byte_of_windows_1252_is_text), HCP_TEST(the_whole_file_is_looked_at),
              HCP_TEST(long_utf16_is_read_like_utf8), HCP_TEST(half_a_sign_of_utf16_costs_its_row))
