/* However a file is cut up and whoever reads the pieces, all comes out as row by row: the table to
 * the code of every text, the tally, every issue, every reject. */
#include "base/base_internal.h"
#include "support.h"
#include "table/reader_internal.h"

#include <glib/gstdio.h>
#include <string.h>

/* Rows and parts of rows, the broken ones among them, in which rows may begin at any line feed. */
static const struct {
    const char *text;
    gsize length;
} PIECES[] = {{"P1,P2,3\n", 8},
              {"P2,P1,4\n", 8},
              {"P3,P9,\n", 7},
              {"P1,P1,4\n", 8},
              {"P4,X1,0\r\n", 9},
              {"\"P1\",\"P2\",3\n", 12},
              {"\"P\"\"1\",P2,3\n", 12},
              {"P1,\"P2\n\",3\n", 11},
              {"\"P1,P2,3\nP1,P2,3\nP5\",P6,1\n", 26},
              {"P1,\"P2,3\n", 9},
              {"P1,P2\n", 6},
              {"P1,P2,x\n", 8},
              {"P1,P\xC3\xA9,3\n", 9},
              {"P1,P\xC3,3\n", 8},
              {"P1,P\0,3\n", 8},
              {"\n", 1},
              {"\nReport of P1,,\n", 16},
              {"Confidential text\n", 18},
              {"\r", 1},
              {"\"", 1},
              {",", 1},
              {"P7", 2}};

typedef struct {
    HcpPool *physicians;
    HcpTable *table; /* NULL: the file as a whole was refused */
    HcpIssues *issues;
    GString *text; /* all of it */
} Result;

static void append_table(GString *text, const HcpTable *table) {
    for (gsize i = 0; table != NULL && i < hcp_table_get_n_columns(table); i++) {
        const HcpColumn *column = hcp_table_get_column(table, i);
        g_string_append_printf(text, "\n%s:", hcp_column_get_info(column)->name);
        for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
            g_string_append_c(text, '|');
            hcp_column_append_text(column, row, text);
        }
        g_string_append_printf(text, "\nmissing %" G_GINT64_FORMAT,
                               hcp_column_count_missing(column));
        if (hcp_column_get_info(column)->kind != HCP_KIND_STRING)
            continue;
        for (int32_t code = 0; code < hcp_column_get_n_codes(column); code++)
            g_string_append_printf(text, " %s", hcp_column_get_code_text(column, code));
    }
}

static void append_issues(GString *text, const HcpIssues *issues) {
    for (gsize i = 0; i < hcp_issues_get_n(issues); i++) {
        const HcpIssue *issue = hcp_issues_get(issues, i);
        g_string_append_printf(text, "\n%s %s %" G_GINT64_FORMAT " %s", issue->kind, issue->column,
                               issue->count, issue->example);
    }
    for (gsize i = 0; i < hcp_issues_get_n_tallies(issues); i++) {
        const HcpTally *tally = hcp_issues_get_tally(issues, i);
        g_string_append_printf(text, "\n%d %d %d %d %d", (int)tally->read, (int)tally->used,
                               (int)tally->rejected, (int)tally->filtered, (int)tally->collapsed);
    }
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    append_table(text, rejects);
}

static const char *const KEEP_SOME[] = {"patients", "3", "patients", "4", NULL};

/* Case k: open ids of one pool; ids of a master; a filter; and each of them with rows that have a
 * key, of which some repeat. */
static Result read_pieces(const char *path, guint64 k, const HcpBlocks *blocks, int threads) {
    Result result = {hcp__pool_new(), NULL, hcp_issues_new(), g_string_new(NULL)};
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = path;
    spec.shown_path = "data.csv";
    spec.schema = hcp_schema_find(k % 2 == 0 ? "referrals" : "pairs");
    spec.separator = ',';
    spec.encoding = k % 5 == 0 ? HCP_ENCODING_DETECT : HCP_ENCODING_UTF8;
    spec.physicians = (HcpIdDomain){result.physicians, k % 3 != 1};
    spec.where = k % 3 == 2 ? KEEP_SOME : NULL;
    if (k % 3 == 1)
        for (int i = 1; i < 5; i++) {
            char id[3] = {'P', (char)('0' + i), '\0'};
            hcp__pool_add(result.physicians, id, -1);
        }
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, threads);
    g_autoptr(GError) error = NULL;
    result.table = hcp__reader_read_blocks(&spec, blocks, result.issues, run, &error);
    append_table(result.text, result.table);
    append_issues(result.text, result.issues);
    g_string_append(result.text, error != NULL ? error->message : "");
    return result;
}

static void clear_result(Result *result) {
    hcp__pool_unref(result->physicians);
    g_clear_pointer(&result->table, hcp_table_unref);
    hcp_issues_free(result->issues);
    g_string_free(result->text, TRUE);
}

static char *write_pieces(HcpRng *rng, int64_t n) {
    g_autoptr(GString) content = g_string_new("from,to,patients\n");
    for (int64_t i = 0; i < n; i++) {
        /* The first pieces are the good rows; with them alone segments meet where they should. */
        int64_t kind = hcp__rng_below(rng, 4) > 0 ? 6 : G_N_ELEMENTS(PIECES);
        int64_t k = hcp__rng_below(rng, kind);
        g_string_append_len(content, PIECES[k].text, (gssize)PIECES[k].length);
    }
    char *path = g_build_filename(hcp_test_folder(), "data.csv", NULL);
    (void)g_remove(path); /* what replaces a file is synced to disk, which is slow */
    g_assert(g_file_set_contents(path, content->str, (gssize)content->len, NULL));
    return path;
}

static void nothing_depends_on_how_a_file_is_cut_up(void) {
    static const struct {
        HcpBlocks blocks;
        int threads;
    } cuts[] = {{{0, 1}, 2},    {{0, 30}, 4},  {{0, 100}, 1}, {{0, 5000}, 2},
                {{16, 1}, 2},   {{16, 7}, 1},  {{64, 12}, 4}, {{100, 20}, 2},
                {{333, 50}, 1}, {{500, 0}, 1}, {{16, 0}, 1}};
    static const HcpBlocks row_by_row = {0, 0};
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    int n_used = 0;
    for (guint64 i = 0; i < 300; i++) {
        g_autofree char *path = write_pieces(&rng, hcp__rng_below(&rng, i % 30 == 1 ? 600 : 120));
        Result expected = read_pieces(path, i, &row_by_row, 1);
        for (gsize k = 0; k < G_N_ELEMENTS(cuts); k++) {
            Result result = read_pieces(path, i, &cuts[k].blocks, cuts[k].threads);
            CU_ASSERT_STRING_EQUAL(result.text->str, expected.text->str);
            clear_result(&result);
        }
        n_used += expected.table != NULL && hcp_table_get_n_rows(expected.table) > 8;
        clear_result(&expected);
    }
    CU_ASSERT(n_used > 50); /* else this says little */
}

HCP_TEST_MAIN(HCP_TEST(nothing_depends_on_how_a_file_is_cut_up))
