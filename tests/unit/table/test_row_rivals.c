/* Rows of one key: copies collapse, of rivals the byte-smallest stays, and neither the order of the
 * rows nor how the file is cut up has a say. */
#include "reader_fixture.h"
#include "table/reader_internal.h"

#define N_ROWS 400

static const HcpBlocks CUTS[] = {{0, 0}, {0, (gsize)512 << 10}, {64, 40}, {300, 100}};
static const int THREADS[] = {1, 2, 4};

static void read_rows(ReaderCase *test, const char *content, const HcpBlocks *blocks, int threads) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "data.csv", NULL);
    (void)g_remove(path); /* what replaces a file is synced to disk, which is slow */
    g_assert(g_file_set_contents(path, content, -1, NULL));
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, threads);
    test->spec.path = path;
    test->issues = hcp_issues_new();
    test->table = hcp__reader_read_blocks(&test->spec, blocks, test->issues, run, &test->error);
    test->spec.path = NULL;
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *join_sorted(GPtrArray *texts) {
    g_ptr_array_sort(texts, compare_texts);
    g_ptr_array_add(texts, NULL);
    return g_strjoinv("\n", (char **)texts->pdata);
}

/* What the rows come to, worked out in the plainest way: for each key its smallest row. */
typedef struct {
    GHashTable *smallest; /* key -> row */
    int64_t n_distinct;
} Expected;

static Expected expect_rows(char *const *rows) {
    Expected expected = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0};
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (; *rows != NULL; rows++) {
        if (!g_hash_table_add(seen, *rows))
            continue;
        expected.n_distinct++;
        char *key = g_strndup(*rows, (gsize)(strrchr(*rows, ',') - *rows));
        const char *known = g_hash_table_lookup(expected.smallest, key);
        if (known != NULL && strcmp(known, *rows) <= 0)
            g_free(key);
        else
            g_hash_table_replace(expected.smallest, key, *rows);
    }
    return expected;
}

static char *list_expected(const Expected *expected) {
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    GHashTableIter iter;
    void *row;
    g_hash_table_iter_init(&iter, expected->smallest);
    while (g_hash_table_iter_next(&iter, NULL, &row))
        g_ptr_array_add(texts, row);
    return join_sorted(texts);
}

static char *list_read(const ReaderCase *test) {
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (int64_t i = 0; i < reader_case_rows(test); i++) {
        g_autofree char *from = reader_case_cell(test, "from", i);
        g_autofree char *to = reader_case_cell(test, "to", i);
        g_autofree char *patients = reader_case_cell(test, "patients", i);
        g_ptr_array_add(texts, g_strdup_printf("%s,%s,%s", from, to, patients));
    }
    return join_sorted(texts);
}

static gboolean rejects_are_masked(const ReaderCase *test, char *const *rows) {
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(test->issues);
    HcpColumn *row = hcp_table_find_column(rejects, "row");
    HcpColumn *line = hcp_table_find_column(rejects, "line");
    for (int64_t i = 0; i < hcp_table_get_n_rows(rejects); i++) {
        const char *whole = rows[hcp_column_get_int64s(line)[i] - 2];
        g_autofree char *key = g_strndup(whole, (gsize)(strrchr(whole, ',') - whole));
        g_autofree char *masked = g_strconcat(key, ",<count>", NULL);
        if (strcmp(hcp_column_get_text(row, i), masked) != 0)
            return FALSE;
    }
    return TRUE;
}

static void check_reading(char *const *rows, const Expected *expected, gsize cut, int threads) {
    g_autofree char *body = g_strjoinv("\n", (char **)rows);
    g_autofree char *content = g_strconcat("from,to,patients\n", body, "\n", NULL);
    ReaderCase test = reader_case("pairs");
    read_rows(&test, content, &CUTS[cut], threads);
    int64_t n_kept = g_hash_table_size(expected->smallest);
    int64_t n_rivals = expected->n_distinct - n_kept;
    CU_ASSERT(
        reader_case_tally_is(&test, N_ROWS, n_kept, n_rivals, 0, N_ROWS - expected->n_distinct));
    CU_ASSERT_EQUAL(reader_case_issue(&test, "duplicate_id")->count, n_rivals);
    g_autofree char *found = list_read(&test);
    g_autofree char *wanted = list_expected(expected);
    CU_ASSERT_STRING_EQUAL(found, wanted);
    CU_ASSERT(rejects_are_masked(&test, rows));
    reader_case_clear(&test);
}

static char **make_rows(HcpRng *rng) {
    char **rows = g_new0(char *, N_ROWS + 1);
    for (int i = 0; i < N_ROWS; i++) {
        int from = (int)hcp__rng_below(rng, 20), to = 20 + (int)hcp__rng_below(rng, 15);
        rows[i] = g_strdup_printf("P%d,P%d,%d", from, to, 11 + (int)hcp__rng_below(rng, 3));
    }
    return rows;
}

static void shuffle(char **rows, HcpRng *rng) {
    for (int i = N_ROWS - 1; i > 0; i--) {
        int k = (int)hcp__rng_below(rng, i + 1);
        char *swapped = rows[i];
        rows[i] = rows[k];
        rows[k] = swapped;
    }
}

static void copies_collapse_and_the_smallest_rival_stays(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 7, 0);
    g_auto(GStrv) rows = make_rows(&rng);
    Expected expected = expect_rows(rows);
    CU_ASSERT(expected.n_distinct < N_ROWS);
    CU_ASSERT(g_hash_table_size(expected.smallest) < expected.n_distinct);
    for (int order = 0; order < 3; order++, shuffle(rows, &rng))
        for (gsize cut = 0; cut < G_N_ELEMENTS(CUTS); cut++)
            for (gsize t = 0; t < G_N_ELEMENTS(THREADS); t++)
                check_reading(rows, &expected, cut, THREADS[t]);
    g_hash_table_unref(expected.smallest);
}

/* Blank lines, filtered and bad rows, and quoted line ends stand between rivals. */
static void a_rival_is_found_again_wherever_it_stands(void) {
    static const char CONTENT[] = "from,to,patients,year\nA,B,12,1\n\nX,Y,11,2\nA,A,11,1\n\"C\n\","
                                  "D,14,1\nA,B,11,1\nC,D,x,1\n\"C\n\",D,13,1\nA,B,12,1\nE,F,11,1\n";
    static const char *const where[] = {"year", "1", NULL};
    for (gsize cut = 0; cut < G_N_ELEMENTS(CUTS); cut++) {
        ReaderCase test = reader_case("pairs");
        test.spec.where = where;
        read_rows(&test, CONTENT, &CUTS[cut], 2);
        CU_ASSERT(reader_case_tally_is(&test, 9, 3, 4, 1, 1));
        CU_ASSERT(reader_case_issue_is(
            &test, "duplicate_id", 2,
            "data.csv:2: expected one row for each from;to, found another with other content"));
        reader_case_clear(&test);
    }
}

/* Whether the rows of one first id stand together, or in two places, and repeat or not. */
static void groups_of_one_first_id_hide_no_repeat(void) {
    static const struct {
        const char *rows;
        int n_kept, n_copies;
    } cases[] = {{"B,A,11\nB,C,12\nA,C,13\nA,B,11\n", 4, 0},
                 {"B,A,11\nB,C,12\nA,C,13\nB,D,11\n", 4, 0},
                 {"B,A,11\nB,C,12\nB,A,11\nA,C,13\n", 3, 1},
                 {"B,A,11\nB,C,12\nA,C,13\nB,A,11\n", 3, 1}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *content = g_strconcat("from,to,patients\n", cases[i].rows, NULL);
        ReaderCase test = reader_case("pairs");
        read_rows(&test, content, &CUTS[0], 2);
        CU_ASSERT(reader_case_tally_is(&test, 4, cases[i].n_kept, 0, 0, cases[i].n_copies));
        reader_case_clear(&test);
    }
}

/* The organisation is unknown, which is said once of a row and its copies. */
static void copies_give_one_notice(void) {
    ReaderCase test = reader_case("physicians");
    g_autoptr(HcpPool) known = hcp__pool_new();
    hcp__pool_add(known, "O1", -1);
    test.spec.organisations = (HcpIdDomain){known, FALSE};
    read_rows(&test, "id,organisation\nP1,O9\nP1,O9\nP2,O1\n", &CUTS[1], 2);
    CU_ASSERT(reader_case_tally_is(&test, 3, 2, 0, 0, 1));
    const HcpIssue *issue = reader_case_issue(&test, "unknown_id");
    CU_ASSERT(issue != NULL && issue->count == 1);
    reader_case_clear(&test);
}

/* Columns by position, as a preset without a header says it, are read on several threads too. */
static void rules_that_only_name_columns_leave_rows_alone(void) {
    static const HcpReaderRules rules = {.mapping = "from=from_npi;to=to_npi"};
    for (gsize cut = 0; cut < G_N_ELEMENTS(CUTS); cut++) {
        ReaderCase test = reader_case("pairs");
        test.spec.rules = &rules;
        read_rows(&test, "from_npi,to_npi,patients\nA,B,12\nA,B,11\nA,C,11\n", &CUTS[cut], 2);
        CU_ASSERT(reader_case_tally_is(&test, 3, 2, 1, 0, 0));
        CU_ASSERT(reader_case_reject_is(&test, "row", 0, "A,B,<count>"));
        reader_case_clear(&test);
    }
}

HCP_TEST_MAIN(HCP_TEST(copies_collapse_and_the_smallest_rival_stays),
              HCP_TEST(a_rival_is_found_again_wherever_it_stands),
              HCP_TEST(groups_of_one_first_id_hide_no_repeat), HCP_TEST(copies_give_one_notice),
              HCP_TEST(rules_that_only_name_columns_leave_rows_alone))
