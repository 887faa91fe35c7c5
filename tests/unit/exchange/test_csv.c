/* CSV: what other programs read is what the table holds, and no spreadsheet runs it. */
#include "tables.h"

#include <math.h>

static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;

/* Writes the table of one text column and returns the file. */
static char *write_texts(gboolean synthetic, int64_t n, const char *const *texts) {
    g_autoptr(HcpColumn) column = hcp_test_texts("name", HCP_PRIVACY_NAME, n, texts);
    g_autoptr(HcpTable) table = hcp_table_new("list", n, 1, &column);
    g_autoptr(HcpRelease) release =
        synthetic ? hcp_release_synthetic(table) : hcp_release_table(table, &POLICY, NULL);
    g_autofree char *path = g_build_filename(hcp_test_folder(), "texts.csv", NULL);
    CU_ASSERT_TRUE(hcp_csv_write(release, path, NULL));
    return hcp_test_read(path);
}

static void check_cell(const char *text, const char *expected) {
    g_autofree char *content = write_texts(FALSE, 1, &text);
    g_autofree char *wanted = g_strdup_printf("name\n%s\n", expected);
    CU_ASSERT_STRING_EQUAL(content, wanted);
}

static void cells_are_quoted_where_they_must_be(void) {
    check_cell("plain", "plain");
    check_cell("a,b", "\"a,b\"");
    check_cell("say \"hi\"", "\"say \"\"hi\"\"\"");
    check_cell("two\nlines", "\"two\nlines\"");
    check_cell("two\r\nlines", "\"two\r\nlines\"");
    check_cell("a;b", "\"a;b\"");
    check_cell("J\xC3\xBCrgen M\xC3\xBC\xC3\x9Fig", "J\xC3\xBCrgen M\xC3\xBC\xC3\x9Fig");
}

static void formulas_become_texts(void) {
    check_cell("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
    check_cell("+32 2 555", "'+32 2 555");
    check_cell("-2+3", "'-2+3");
    check_cell("@SUM(A1)", "'@SUM(A1)");
    check_cell("  =1+1", "'  =1+1");
    check_cell("\xC2\xA0=1+1", "'\xC2\xA0=1+1");         /* no-break space */
    check_cell("\xEF\xBB\xBF=1+1", "'\xEF\xBB\xBF=1+1"); /* byte order mark */
    check_cell("\xEF\xBC\x9D"
               "1+1",
               "'\xEF\xBC\x9D"
               "1+1"); /* full-width = */
    check_cell("\xEF\xBC\x8B"
               "1",
               "'\xEF\xBC\x8B"
               "1");
    check_cell("\xEF\xBC\x8D"
               "1",
               "'\xEF\xBC\x8D"
               "1");
    check_cell("\xEF\xBC\xA0"
               "SUM(A1)",
               "'\xEF\xBC\xA0"
               "SUM(A1)");
    check_cell("\tx", "\"'\tx\"");
    check_cell("\rx", "\"'\rx\"");
    check_cell("x;=1+1", "\"x;'=1+1\""); /* where ; parts cells */
    check_cell("x\n=1+1", "\"x\n'=1+1\"");
}

static void harmless_cells_are_left_alone(void) {
    check_cell("a=b", "a=b");
    check_cell("Smith-Jones", "Smith-Jones");
    check_cell("'quoted", "'quoted");
    check_cell("a; b", "\"a; b\"");
}

static void numbers_are_never_changed(void) {
    const double numbers[] = {-12.5, 0.1 + 0.2, NAN};
    g_autoptr(HcpColumn) column = hcp_test_numbers("score", HCP_PRIVACY_NONE, 3, numbers);
    const int flags[] = {1, 0, -1};
    g_autoptr(HcpColumn) flag = hcp_test_flags("active", 3, flags);
    HcpColumn *const columns[] = {column, flag};
    g_autoptr(HcpTable) table = hcp_table_new("scores", 3, 2, columns);
    g_autoptr(HcpRelease) release = hcp_release_table(table, &POLICY, NULL);
    g_autofree char *path = g_build_filename(hcp_test_folder(), "scores.csv", NULL);
    CU_ASSERT_TRUE(hcp_csv_write(release, path, NULL));
    g_autofree char *content = hcp_test_read(path);
    CU_ASSERT_STRING_EQUAL(content, "score,active\n-12.5,true\n0.30000000000000004,false\n,\n");
}

static void simulated_tables_are_written_as_they_are(void) {
    static const char *const TEXTS[] = {"=1+1"};
    g_autofree char *content = write_texts(TRUE, 1, TEXTS);
    CU_ASSERT_STRING_EQUAL(content, "name\n=1+1\n");
}

static void a_missing_cell_alone_on_its_line_is_still_a_row(void) {
    static const char *const TEXTS[] = {"a", NULL, "b"};
    g_autofree char *content = write_texts(FALSE, 3, TEXTS);
    CU_ASSERT_STRING_EQUAL(content, "name\na\n\"\"\nb\n");
}

static void invalid_bytes_become_replacement_characters(void) {
    check_cell("a\xFF\xFE z", "a\xEF\xBF\xBD\xEF\xBF\xBD z");
}

static HcpRelease *release_layer(const char *layer, gboolean counts_patients) {
    static const HcpTestReferral ROWS[] = {{0, 1, 4, 9}, {0, 2, 37, 40}};
    static const char *const IDS[] = {"P1", "=P2", "P3"};
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, 3, IDS);
    g_autoptr(HcpTable) nodes = hcp_table_new("nodes", 3, 1, &id);
    g_autoptr(HcpEdges) edges = counts_patients ? hcp_test_referrals(layer, TRUE, 2, ROWS)
                                                : hcp_test_ties(layer, TRUE, 2, ROWS);
    g_autoptr(HcpEdges) shown = hcp_release_edges(edges, &POLICY);
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, shown);
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_release_network(network, nodes, &POLICY, run, NULL);
}

static void edges_of_layers_share_the_union_of_their_columns(void) {
    g_autoptr(HcpRelease) ties = release_layer("advice", FALSE);
    g_autoptr(HcpRelease) referrals = release_layer("referral", TRUE);
    const HcpRelease *const networks[] = {ties, referrals};
    g_autofree char *path = g_build_filename(hcp_test_folder(), "edges.csv", NULL);
    CU_ASSERT_TRUE(hcp_csv_write_edges(2, networks, path, NULL));
    g_autofree char *content = hcp_test_read(path);
    CU_ASSERT_STRING_EQUAL(content, "layer,source,target,weight,patients,referrals,first,masked\n"
                                    "advice,P1,'=P2,1,,,,\n"
                                    "advice,P1,P3,1,,,,\n"
                                    "referral,P1,'=P2,5.5,,,,true\n"
                                    "referral,P1,P3,37,37,40,2024-10-05,false\n");
}

static void a_path_that_cannot_be_written_is_an_error(void) {
    static const char *const TEXTS[] = {"a"};
    g_autoptr(HcpColumn) column = hcp_test_texts("name", HCP_PRIVACY_NAME, 1, TEXTS);
    g_autoptr(HcpTable) table = hcp_table_new("list", 1, 1, &column);
    g_autoptr(HcpRelease) release = hcp_release_table(table, &POLICY, NULL);
    GError *error = NULL;
    g_autofree char *path = g_build_filename(hcp_test_folder(), "none", "list.csv", NULL);
    CU_ASSERT_FALSE(hcp_csv_write(release, path, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_FILE, "list.csv"));
}

HCP_TEST_MAIN(HCP_TEST(cells_are_quoted_where_they_must_be), HCP_TEST(formulas_become_texts),
              HCP_TEST(harmless_cells_are_left_alone), HCP_TEST(numbers_are_never_changed),
              HCP_TEST(simulated_tables_are_written_as_they_are),
              HCP_TEST(a_missing_cell_alone_on_its_line_is_still_a_row),
              HCP_TEST(invalid_bytes_become_replacement_characters),
              HCP_TEST(edges_of_layers_share_the_union_of_their_columns),
              HCP_TEST(a_path_that_cannot_be_written_is_an_error))
