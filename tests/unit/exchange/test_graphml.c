/* What must hold before GraphML is written, and what becomes of names that clients take. */
#include "tables.h"

#include <math.h>
#include <string.h>

static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;

static HcpTable *make_nodes(void) {
    static const char *const IDS[] = {"A", "B"}, *const COLORS[] = {"#4477aa", "#ee6677"};
    const double x[] = {-5000, 5000}, size[] = {4, 100};
    HcpColumn *columns[] = {hcp_test_texts("id", HCP_PRIVACY_ID, 2, IDS),
                            hcp_test_numbers("x", HCP_PRIVACY_NONE, 2, x),
                            hcp_test_numbers("y", HCP_PRIVACY_NONE, 2, x),
                            hcp_test_numbers("size", HCP_PRIVACY_NONE, 2, size),
                            hcp_test_texts("color", HCP_PRIVACY_NONE, 2, COLORS)};
    HcpTable *nodes = hcp_table_new("nodes", 2, G_N_ELEMENTS(columns), columns);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        hcp_column_unref(columns[i]);
    return nodes;
}

static HcpRelease *release(HcpTable *nodes) {
    static const HcpTestReferral ROW = {0, 1, 0, 0};
    g_autoptr(HcpEdges) edges = hcp_test_ties("advice", TRUE, 1, &ROW);
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, edges);
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_release_network(network, nodes, &POLICY, run, NULL);
}

/* Writes nodes with one column more, or another in its place; takes the column over. */
static gboolean write_with(HcpColumn *column, char **out_text, GError **error) {
    g_autoptr(HcpColumn) owned = column;
    g_autoptr(HcpTable) plain = make_nodes();
    g_autoptr(HcpTable) nodes = hcp_table_with_columns(plain, 1, &owned);
    g_autoptr(HcpRelease) network = release(nodes);
    g_autofree char *path = g_build_filename(hcp_test_folder(), "net.graphml", NULL);
    gboolean written = hcp_graphml_write(network, path, error);
    if (written && out_text != NULL)
        *out_text = hcp_test_read(path);
    return written;
}

static void check_refused(HcpColumn *column, const char *text) {
    GError *error = NULL;
    CU_ASSERT_FALSE(write_with(column, NULL, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, text));
    g_autofree char *path = g_build_filename(hcp_test_folder(), "net.graphml", NULL);
    CU_ASSERT_FALSE(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void a_picture_that_clients_would_rescale_is_refused_with_its_node(void) {
    const double far[] = {0, 5000.1}, small[] = {3.9, 100}, missing[] = {NAN, 100};
    static const char *const SHORT[] = {"#4477aa", "#abc"}, *const NONE[] = {"#4477aa", NULL};
    check_refused(hcp_test_numbers("x", HCP_PRIVACY_NONE, 2, far), "x: expected");
    check_refused(hcp_test_numbers("y", HCP_PRIVACY_NONE, 2, far), "node 'B'");
    check_refused(hcp_test_numbers("size", HCP_PRIVACY_NONE, 2, small), "node 'A'");
    check_refused(hcp_test_numbers("size", HCP_PRIVACY_NONE, 2, missing), "size");
    check_refused(hcp_test_texts("color", HCP_PRIVACY_NONE, 2, SHORT), "node 'B'");
    check_refused(hcp_test_texts("color", HCP_PRIVACY_NONE, 2, NONE), "color");
}

static void names_that_clients_take_become_the_users_own(void) {
    static const char *const NAMES[] = {"z", "r", "weight", "timeset", "suid", "interaction"};
    const int64_t values[] = {1, 2};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *text = NULL;
        HcpColumn *column = hcp_test_counts(NAMES[i], HCP_PRIVACY_NONE, 2, values);
        CU_ASSERT_TRUE(write_with(column, &text, NULL));
        g_autofree char *key = g_strdup_printf("id=\"n_user_%s\"", NAMES[i]);
        CU_ASSERT_PTR_NOT_NULL(strstr(text, key));
    }
}

static void whole_numbers_get_the_smallest_type_that_holds_them(void) {
    const struct {
        int64_t values[2];
        const char *type;
    } cases[] = {{{-2147483647 - 1, 2147483647}, "int"},
                 {{0, 2147483648}, "long"},
                 {{0, INT64_C(9007199254740992)}, "long"},
                 {{0, INT64_C(9007199254740993)}, "string"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = NULL;
        write_with(hcp_test_counts("units", HCP_PRIVACY_NONE, 2, cases[i].values), &text, NULL);
        g_autofree char *key =
            g_strdup_printf("attr.name=\"units\" attr.type=\"%s\"", cases[i].type);
        CU_ASSERT_PTR_NOT_NULL(strstr(text, key));
    }
}

static void codes_in_capitals_are_left_and_long_words_are_not(void) {
    static const char *const CODES[] = {"ENT", "GP"}, *const WORDS[] = {"CARDIOLOGY", "ENT"};
    g_autofree char *codes = NULL, *words = NULL;
    write_with(hcp_test_texts("specialty", HCP_PRIVACY_NONE, 2, CODES), &codes, NULL);
    write_with(hcp_test_texts("specialty", HCP_PRIVACY_NONE, 2, WORDS), &words, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(codes, ">ENT<"));
    CU_ASSERT_PTR_NOT_NULL(strstr(words, ">Cardiology<"));
    CU_ASSERT_PTR_NOT_NULL(strstr(words, ">Ent<"));
}

static void a_label_column_comes_before_the_name_and_the_id(void) {
    static const char *const LABELS[] = {"Doe, Jane", NULL};
    g_autofree char *text = NULL;
    write_with(hcp_test_texts("label", HCP_PRIVACY_NONE, 2, LABELS), &text, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "<data key=\"n_label\">Jane Doe</data>"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "<data key=\"n_label\">B</data>"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "<data key=\"e_interaction\">nominates</data>"));
}

HCP_TEST_MAIN(HCP_TEST(a_picture_that_clients_would_rescale_is_refused_with_its_node),
              HCP_TEST(names_that_clients_take_become_the_users_own),
              HCP_TEST(whole_numbers_get_the_smallest_type_that_holds_them),
              HCP_TEST(codes_in_capitals_are_left_and_long_words_are_not),
              HCP_TEST(a_label_column_comes_before_the_name_and_the_id))
