/* Rows and fields of a CSV file, apart from what they mean. */
#include "support.h"
#include "table/reader_internal.h"

#include <glib/gstdio.h>
#include <string.h>

/* Every row as `line:field/field`, faults as `line!kind`, with ; after each. Owned by the caller.
 */
static char *read_with(const char *path, char separator, GError **error) {
    HcpCsvFormat stated = {separator, HCP_ENCODING_UTF8, 0, NULL};
    g_autoptr(HcpCsvReader) reader = hcp__csv_reader_open(path, "data.csv", &stated, error);
    if (reader == NULL)
        return NULL;
    GString *text = g_string_new(NULL);
    HcpCsvRow row;
    while (hcp__csv_reader_next(reader, &row, error)) {
        g_string_append_printf(text, "%" G_GINT64_FORMAT, row.line);
        if (row.fault != NULL)
            g_string_append_printf(text, "!%s", row.fault);
        for (gsize i = 0; i < row.n_fields; i++) {
            g_string_append_c(text, i == 0 ? ':' : '/');
            g_string_append_len(text, row.fields[i].text, (gssize)row.fields[i].length);
        }
        g_string_append_c(text, ';');
    }
    return g_string_free(text, FALSE);
}

static gboolean reads_as(const char *content, gssize length, const char *expected) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "rows.csv", NULL);
    (void)g_remove(path); /* what replaces a file is synced to disk, which is slow */
    g_assert(g_file_set_contents(path, content, length, NULL));
    g_autoptr(GError) error = NULL;
    g_autofree char *found = read_with(path, ',', &error);
    gboolean fits = found != NULL && strcmp(found, expected) == 0;
    if (!fits)
        g_printerr("found '%s'\n", found != NULL ? found : error->message);
    return fits;
}

static void line_ends_of_all_three_sorts_end_rows(void) {
    CU_ASSERT(reads_as("a,b\nc,d\n", -1, "1:a/b;2:c/d;"));
    CU_ASSERT(reads_as("a,b\r\nc,d\r\n", -1, "1:a/b;2:c/d;"));
    CU_ASSERT(reads_as("a,b\rc,d\r", -1, "1:a/b;2:c/d;"));
    CU_ASSERT(reads_as("a,b\nc,d", -1, "1:a/b;2:c/d;"));
    CU_ASSERT(reads_as("a,\n,b\n,", -1, "1:a/;2:/b;3:/;"));
}

static void blank_lines_are_no_rows_but_count_as_lines(void) {
    CU_ASSERT(reads_as("\na\n\n\r\nb\n", -1, "2:a;5:b;"));
    CU_ASSERT(reads_as("a\n\"\"\nb\n", -1, "1:a;2:;3:b;"));
}

static void quotes_hold_separators_line_ends_and_doubled_quotes(void) {
    CU_ASSERT(reads_as("\"a,b\",\"c\"\"d\"\n", -1, "1:a,b/c\"d;"));
    CU_ASSERT(reads_as("\"\"\"\",\"\"\n", -1, "1:\"/;"));
    CU_ASSERT(reads_as("\"a\nb\r\nc\rd\",e\nf,g\n", -1, "1:a\nb\r\nc\rd/e;5:f/g;"));
    CU_ASSERT(reads_as("a\"b,c\"\n", -1, "1:a\"b/c\";"));
}

static void a_byte_order_mark_is_passed_over(void) {
    CU_ASSERT(reads_as("\xEF\xBB\xBF\"id\",b\n", -1, "1:id/b;"));
}

static void a_bad_quote_costs_the_line_on_which_it_opens(void) {
    CU_ASSERT(reads_as("a,b\n\"c\"x,d\ne,f\n", -1, "1:a/b;2!bad_quote;3:e/f;"));
    CU_ASSERT(reads_as("a,b\nc,\"d\ne,f\ng,h\n", -1, "1:a/b;2!bad_quote;3:e/f;4:g/h;"));
    CU_ASSERT(reads_as("a,b\nc,\"d\ne,\"f\"\n", -1, "1:a/b;2!bad_quote;3:e/f;"));
    CU_ASSERT(reads_as("\"a\nb\",\"c\"x\nd,e\n", -1, "1!bad_quote;3:d/e;"));
    CU_ASSERT(reads_as("a,\"", -1, "1!bad_quote;"));
    CU_ASSERT(reads_as("a,\"\r\nb,c\r\n", -1, "1!bad_quote;2:b/c;"));
}

static void a_nul_byte_and_invalid_utf8_cost_their_row(void) {
    CU_ASSERT(reads_as("a,b\nc,\0d\ne,f\n", 13, "1:a/b;2!nul_byte;3:e/f;"));
    CU_ASSERT(reads_as("a,b\nc,\xE9\ne,\xC3\xA9\n", -1, "1:a/b;2!invalid_utf8;3:e/\xC3\xA9;"));
}

static char *repeat(char c, gsize n) {
    char *text = g_malloc(n + 1);
    memset(text, c, n);
    text[n] = '\0';
    return text;
}

/* The largest field passes, one byte more does not, quoted or not; the rows behind it do. */
static void a_field_beyond_the_limit_costs_its_row(void) {
    for (int quoted = 0; quoted <= 1; quoted++) {
        for (gsize more = 0; more <= 1; more++) {
            g_autofree char *field = repeat('x', HCP__CSV_FIELD_MAX + more);
            const char *quote = quoted ? "\"" : "";
            g_autofree char *content = g_strconcat("a,b\nc,", quote, field, quote, "\ne,f\n", NULL);
            g_autofree char *expected = more ? g_strdup("1:a/b;2!field_too_long;3:e/f;")
                                             : g_strconcat("1:a/b;2:c/", field, ";3:e/f;", NULL);
            CU_ASSERT(reads_as(content, -1, expected));
        }
    }
}

static void a_quote_that_never_closes_does_not_swallow_a_long_file(void) {
    g_autoptr(GString) content = g_string_new("a,\"b\n");
    g_autoptr(GString) expected = g_string_new("1!field_too_long;");
    for (int line = 2; line < 300000; line++) {
        g_string_append(content, "c,d\n");
        g_string_append_printf(expected, "%d:c/d;", line);
    }
    CU_ASSERT(reads_as(content->str, (gssize)content->len, expected->str));
}

static void a_row_with_a_million_fields_is_read(void) {
    g_autofree char *commas = repeat(',', 999999);
    g_autofree char *content = g_strconcat(commas, "\na\n", NULL);
    g_autofree char *slashes = repeat('/', 999999);
    g_autofree char *expected = g_strconcat("1:", slashes, ";2:a;", NULL);
    CU_ASSERT(reads_as(content, -1, expected));
}

static void a_row_beyond_the_limits_is_a_fault(void) {
    g_autofree char *commas = repeat(',', HCP__CSV_FIELDS_MAX);
    g_autofree char *content = g_strconcat(commas, "\na\n", NULL);
    CU_ASSERT(reads_as(content, -1, "1!row_too_long;2:a;"));
    g_autofree char *field = repeat('x', HCP__CSV_FIELD_MAX);
    g_autoptr(GString) row = g_string_new(NULL);
    for (int i = 0; i < 20; i++)
        g_string_append_printf(row, "%s,", field);
    g_string_append(row, "\na\n");
    CU_ASSERT(reads_as(row->str, (gssize)row->len, "1!row_too_long;2:a;"));
}

/* Rows of every length around the buffer's size, so that its end falls on each kind of byte. */
static void rows_are_whole_wherever_the_buffer_ends(void) {
    for (int pad = 0; pad < 24; pad++) {
        g_autofree char *filler = repeat('x', (gsize)(256 * 1024 - 12 - pad));
        g_autofree char *content =
            g_strconcat(filler, "\r\n\"a\"\"b\",\"c\r\nd\"\r\ne,f\r\n", NULL);
        g_autofree char *expected = g_strconcat("1:", filler, ";2:a\"b/c\r\nd;4:e/f;", NULL);
        CU_ASSERT(reads_as(content, -1, expected));
    }
}

static char sniff(const char *content) {
    g_autofree char *path = hcp_test_file("sniff.csv", content);
    g_autoptr(GError) error = NULL;
    HcpCsvFormat stated = {0, HCP_ENCODING_DETECT, 0, NULL};
    g_autoptr(HcpCsvReader) reader = hcp__csv_reader_open(path, "sniff.csv", &stated, &error);
    return reader != NULL ? hcp__csv_reader_get_separator(reader) : '\0';
}

static void the_separator_is_the_one_that_gives_a_stable_number_of_fields(void) {
    CU_ASSERT_EQUAL(sniff("id,name\n1,a\n"), ',');
    CU_ASSERT_EQUAL(sniff("id;score\n1;1,5\n2;2,5\n"), ';');
    CU_ASSERT_EQUAL(sniff("id\tname\n1\tDoe, John\n"), '\t');
    CU_ASSERT_EQUAL(sniff("id|name\n1|a;b\n"), '|');
    CU_ASSERT_EQUAL(sniff("\"a,b,c\";d\n\"1,2,3\";4\n"), ';');
    CU_ASSERT_EQUAL(sniff("\"a;b\nc;d\",x\n1,2\n"), ',');
    CU_ASSERT_EQUAL(sniff("id\nP1\n"), ',');
    CU_ASSERT_EQUAL(sniff("last, first;id;x\na, b;1;2\nc;2;3\n"), ';');
}

static void a_first_line_that_names_the_separator_wins(void) {
    g_autofree char *path = hcp_test_file("sep.csv", "\xEF\xBB\xBFsep=;\r\na,b;c\r\n1;2\r\n");
    g_autoptr(GError) error = NULL;
    g_autofree char *found = read_with(path, 0, &error);
    CU_ASSERT_STRING_EQUAL(found, "2:a,b/c;3:1/2;");
}

static gboolean run_shell(const char *command) {
    g_autofree char *quoted = g_shell_quote(hcp_test_folder());
    g_autofree char *line = g_strdup_printf("cd %s && %s", quoted, command);
    return system(line) == 0;
}

static char *read_gzip(GError **error) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "a.csv.gz", NULL);
    return read_with(path, ',', error);
}

static void every_member_of_a_gzip_file_is_read(void) {
    g_autoptr(GError) error = NULL;
    CU_ASSERT(run_shell("{ printf 'a,b\\nc,' | gzip -n; printf 'd\\n' | gzip -n; } > a.csv.gz"));
    g_autofree char *found = read_gzip(&error);
    CU_ASSERT_STRING_EQUAL(found, "1:a/b;2:c/d;");
}

static void a_gzip_file_cut_short_is_a_file_error(void) {
    g_autoptr(GError) error = NULL;
    CU_ASSERT(run_shell("{ seq 100000 | gzip -n | head -c 100000; } > a.csv.gz"));
    g_free(read_gzip(&error)); /* the rows before the cut, if any */
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "data.csv: cannot be read: "));
}

HCP_TEST_MAIN(HCP_TEST(line_ends_of_all_three_sorts_end_rows),
              HCP_TEST(blank_lines_are_no_rows_but_count_as_lines),
              HCP_TEST(quotes_hold_separators_line_ends_and_doubled_quotes),
              HCP_TEST(a_byte_order_mark_is_passed_over),
              HCP_TEST(a_bad_quote_costs_the_line_on_which_it_opens),
              HCP_TEST(a_nul_byte_and_invalid_utf8_cost_their_row),
              HCP_TEST(a_field_beyond_the_limit_costs_its_row),
              HCP_TEST(a_quote_that_never_closes_does_not_swallow_a_long_file),
              HCP_TEST(a_row_with_a_million_fields_is_read),
              HCP_TEST(a_row_beyond_the_limits_is_a_fault),
              HCP_TEST(rows_are_whole_wherever_the_buffer_ends),
              HCP_TEST(the_separator_is_the_one_that_gives_a_stable_number_of_fields),
              HCP_TEST(a_first_line_that_names_the_separator_wins),
              HCP_TEST(every_member_of_a_gzip_file_is_read),
              HCP_TEST(a_gzip_file_cut_short_is_a_file_error))
