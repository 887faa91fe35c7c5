/* Whatever the bytes of a file: every row is accounted for, no patient shows, and the order of the
 * rows decides nothing. */
#include "csv_rows.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    HcpTable *table; /* NULL: the file as a whole was refused */
    HcpIssues *issues;
} Result;

static Result read_text(const char *schema, const GString *content, const char *const *where) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "data.csv", NULL);
    (void)g_remove(path); /* what replaces a file is synced to disk, which is slow */
    g_assert(g_file_set_contents(path, content->str, (gssize)content->len, NULL));
    CU_ASSERT(hcp_test_csv_rows_agree(path, 16 + content->len % 64));
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GError) error = NULL;
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = path;
    spec.shown_path = "data.csv";
    spec.schema = hcp_schema_find(schema);
    spec.where = where;
    Result result = {NULL, hcp_issues_new()};
    result.table = hcp_reader_read(&spec, result.issues, run, &error);
    CU_ASSERT((result.table != NULL) == (error == NULL));
    return result;
}

static void clear_result(Result *result) {
    g_clear_pointer(&result->table, hcp_table_unref);
    g_clear_pointer(&result->issues, hcp_issues_free);
}

/* Costs no row. */
static gboolean is_notice(const char *kind) {
    static const char *const notices[] = {"guessed_encoding", "ambiguous_number",
                                          "excel_serial_dates", "report_footer", NULL};
    return g_strv_contains(notices, kind);
}

static void check_sums(const Result *result) {
    if (result->table == NULL)
        return;
    const HcpTally *tally = hcp_issues_get_tally(result->issues, 0);
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(result->issues);
    int64_t n_issues = 0;
    for (gsize i = 0; i < hcp_issues_get_n(result->issues); i++) {
        const HcpIssue *issue = hcp_issues_get(result->issues, i);
        if (!is_notice(issue->kind))
            n_issues += issue->count;
    }
    CU_ASSERT_EQUAL(tally->read,
                    tally->used + tally->rejected + tally->filtered + tally->collapsed);
    CU_ASSERT_EQUAL(tally->used, hcp_table_get_n_rows(result->table));
    CU_ASSERT_EQUAL(tally->rejected, hcp_table_get_n_rows(rejects));
    CU_ASSERT_EQUAL(tally->rejected, n_issues);
}

/* Pieces that a CSV file may be made of, the broken ones among them. */
static const struct {
    const char *text;
    gsize length;
} PIECES[] = {{",", 1},    {",", 1},        {"\n", 1},       {"\n", 1},          {"\r\n", 2},
              {"\r", 1},   {"\"", 1},       {"\"", 1},       {"\"\"", 2},        {"P1", 2},
              {"P2", 2},   {"X", 1},        {"hospital", 8}, {"17", 2},          {"\0", 1},
              {"\xFF", 1}, {"\xC3\xA9", 2}, {" ", 1},        {"2026-01-01", 10}, {";", 1}};

static void append_pieces(GString *content, HcpRng *rng, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        int64_t k = hcp__rng_below(rng, G_N_ELEMENTS(PIECES));
        g_string_append_len(content, PIECES[k].text, (gssize)PIECES[k].length);
    }
}

static void every_row_is_accounted_for_whatever_the_bytes(void) {
    static const char *const headers[][2] = {{"organisations", "id,kind\n"},
                                             {"referrals", "from,to,patients\n"},
                                             {"visits", "patient,physician,date\n"},
                                             {"seeds", "id\n"}};
    static const char *const where[] = {"id", "P1", "id", "X", NULL};
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    int n_read = 0;
    for (int i = 0; i < 600; i++) {
        const char *const *header = headers[i % 4];
        g_autoptr(GString) content = g_string_new(header[1]);
        append_pieces(content, &rng, hcp__rng_below(&rng, 120));
        Result result = read_text(header[0], content, i % 8 == 0 ? where : NULL);
        check_sums(&result);
        n_read += result.table != NULL;
        clear_result(&result);
    }
    CU_ASSERT(n_read > 500); /* else the rest of this test says little */
}

static void the_first_line_may_be_anything_too(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 2, 0);
    for (int i = 0; i < 200; i++) {
        g_autoptr(GString) content = g_string_new(i % 2 == 0 ? "id" : "");
        append_pieces(content, &rng, hcp__rng_below(&rng, 60));
        Result result = read_text("seeds", content, NULL);
        check_sums(&result);
        clear_result(&result);
    }
}

/* One fault in some rows; the patient's cell always holds SECRET. */
static void append_visit(GString *content, HcpRng *rng) {
    static const char *const rows[] = {"SECRET,P1,2026-01-01",     "SECRET,P1",
                                       "SECRET,P1,2026-01-01,x",   "SECRET,,2026-01-01",
                                       "\"SECRET,P1,2026-01-01",   "SECRET\",P1,2026-01-01",
                                       "SECRET,\"P1,2026-01-01",   "SECRET,P1\",2026-01-01",
                                       "SECRET,P1,today",          "SECRET,P1,2026-01-01\xFF",
                                       "SECRET,P1,\"2026-01-01\"x"};
    g_string_append(content, rows[hcp__rng_below(rng, G_N_ELEMENTS(rows))]);
    g_string_append(content, hcp__rng_below(rng, 3) == 0 ? "\r\n" : "\n");
}

static gboolean shows_secret(const HcpIssues *issues) {
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize i = 0; i < hcp_table_get_n_columns(rejects); i++)
        for (int64_t row = 0; row < hcp_table_get_n_rows(rejects); row++)
            hcp_column_append_text(hcp_table_get_column(rejects, i), row, text);
    for (gsize i = 0; i < hcp_issues_get_n(issues); i++)
        g_string_append(text, hcp_issues_get(issues, i)->example);
    return strstr(text->str, "SECRET") != NULL;
}

static void no_patient_shows_in_any_message_or_reject(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 3, 0);
    for (int i = 0; i < 150; i++) {
        g_autoptr(GString) content = g_string_new("patient,physician,date\n");
        for (int row = 0; row < 12; row++)
            append_visit(content, &rng);
        Result result = read_text("visits", content, NULL);
        check_sums(&result);
        CU_ASSERT_FALSE(shows_secret(result.issues));
        clear_result(&result);
    }
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The rows of the table as text, in byte order. */
static char *list_rows(const HcpTable *table) {
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
        GString *text = g_string_new(NULL);
        for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
            hcp_column_append_text(hcp_table_get_column(table, i), row, text);
            g_string_append_c(text, '|');
        }
        g_ptr_array_add(rows, g_string_free(text, FALSE));
    }
    g_ptr_array_sort(rows, compare_texts);
    g_ptr_array_add(rows, NULL);
    return g_strjoinv("\n", (char **)rows->pdata);
}

static Result read_shuffled(char **lines, gsize n, HcpRng *rng) {
    for (gsize i = n; i > 1; i--) {
        gsize j = (gsize)hcp__rng_below(rng, (int64_t)i);
        char *line = lines[i - 1];
        lines[i - 1] = lines[j];
        lines[j] = line;
    }
    g_autoptr(GString) content = g_string_new("id,kind,beds\n");
    for (gsize i = 0; i < n; i++)
        g_string_append(content, lines[i]);
    return read_text("organisations", content, NULL);
}

static void the_order_of_rows_decides_nothing(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 4, 0);
    for (int i = 0; i < 30; i++) {
        char *lines[40];
        for (gsize k = 0; k < G_N_ELEMENTS(lines); k++)
            lines[k] = g_strdup_printf("H%d,%s,%d\n", (int)hcp__rng_below(&rng, 12),
                                       hcp__rng_below(&rng, 9) == 0 ? "" : "hospital",
                                       (int)hcp__rng_below(&rng, 3));
        Result first = read_shuffled(lines, G_N_ELEMENTS(lines), &rng);
        Result second = read_shuffled(lines, G_N_ELEMENTS(lines), &rng);
        g_autofree char *one = list_rows(first.table);
        g_autofree char *other = list_rows(second.table);
        CU_ASSERT_STRING_EQUAL(one, other);
        const HcpTally *a = hcp_issues_get_tally(first.issues, 0);
        const HcpTally *b = hcp_issues_get_tally(second.issues, 0);
        CU_ASSERT(a->used == b->used && a->rejected == b->rejected);
        CU_ASSERT(a->collapsed == b->collapsed && a->collapsed > 0);
        check_sums(&first);
        clear_result(&first);
        clear_result(&second);
        for (gsize k = 0; k < G_N_ELEMENTS(lines); k++)
            g_free(lines[k]);
    }
}

HCP_TEST_MAIN(HCP_TEST(every_row_is_accounted_for_whatever_the_bytes),
              HCP_TEST(the_first_line_may_be_anything_too),
              HCP_TEST(no_patient_shows_in_any_message_or_reject),
              HCP_TEST(the_order_of_rows_decides_nothing))
