/* A network goes out with released weights alone, and sums of them. */
#include "tables.h"

#include <string.h>

static const HcpTestReferral ROWS[] = {{0, 1, 4, 4}, {0, 2, 20, 25}, {1, 2, 3, 3}};
enum { N_ROWS = G_N_ELEMENTS(ROWS), N_NODES = 3 };
static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;

static HcpTable *make_nodes(void) {
    static const char *const IDS[] = {"P1", "P2", "P3"};
    static const char *const KINDS[] = {"physician", "physician", "physician"};
    const double sums[] = {24, 3, 0}, other[] = {1, 2, 3};
    const int64_t panel[] = {10, 11, HCP_TEST_MISSING};
    g_autoptr(HcpColumn) kind = hcp_test_texts("kind", HCP_PRIVACY_NONE, N_NODES, KINDS);
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, N_NODES, IDS);
    g_autoptr(HcpColumn) sum =
        hcp_test_numbers("out_strength", HCP_PRIVACY_WEIGHT_SUM, N_NODES, sums);
    g_autoptr(HcpColumn) elsewhere =
        hcp_test_numbers("shared_strength", HCP_PRIVACY_WEIGHT_SUM, N_NODES, other);
    g_autoptr(HcpColumn) score = hcp_test_numbers("pagerank", HCP_PRIVACY_NONE, N_NODES, other);
    g_autoptr(HcpColumn) panel_size =
        hcp_test_counts("panel_size", HCP_PRIVACY_PATIENT_COUNT, N_NODES, panel);
    HcpColumn *const columns[] = {kind, id, sum, elsewhere, score, panel_size};
    return hcp_table_new("nodes", N_NODES, 6, columns);
}

/* The network of the true referrals, or of the released ones. */
static HcpNetwork *make_network(HcpTable *nodes, gboolean released) {
    g_autoptr(HcpEdges) edges = hcp_test_referrals("referral", TRUE, N_ROWS, ROWS);
    g_autoptr(HcpEdges) shown = released ? hcp_release_edges(edges, &POLICY) : hcp_edges_ref(edges);
    return hcp_test_freeze(nodes, shown);
}

static void a_network_of_true_weights_is_refused(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) network = make_network(nodes, FALSE);
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_release_network(network, nodes, &POLICY, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "referral"));
}

static void a_network_released_under_another_policy_is_refused(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) network = make_network(nodes, TRUE);
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpReleasePolicy stricter = {.min_patients = 50};
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_release_network(network, nodes, &stricter, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "50"));
}

static void sums_are_of_the_weights_that_are_shown(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) network = make_network(nodes, TRUE);
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    g_autoptr(HcpRelease) release = hcp_release_network(network, nodes, &POLICY, run, &error);
    CU_ASSERT_PTR_NULL(error);
    HcpTable *table = hcp_release_get_table(release);
    const double *sum = hcp_column_get_doubles(hcp_table_find_column(table, "out_strength"));
    CU_ASSERT_EQUAL(sum[0], 25.5);
    CU_ASSERT_EQUAL(sum[1], 5.5);
    CU_ASSERT_EQUAL(sum[2], 0);
    const double *score = hcp_column_get_doubles(hcp_table_find_column(table, "pagerank"));
    CU_ASSERT_EQUAL(score[2], 3);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "weight_sums"), 1);
}

static void sums_of_other_layers_are_left_out(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) network = make_network(nodes, TRUE);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpRelease) release = hcp_release_network(network, nodes, &POLICY, run, NULL);
    CU_ASSERT_PTR_NULL(hcp_table_find_column(hcp_release_get_table(release), "shared_strength"));
    CU_ASSERT_EQUAL(hcp_test_audit(release, "weight_sums_left_out"), 1);
}

static void sums_of_several_layers_come_each_from_its_own(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) main_layer = make_network(nodes, TRUE);
    g_autoptr(HcpEdges) pairs = hcp_test_referrals("shared", FALSE, N_ROWS, ROWS);
    g_autoptr(HcpEdges) shown = hcp_release_edges(pairs, &POLICY);
    g_autoptr(HcpNetwork) shared = hcp_test_freeze(nodes, shown);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) networks = g_ptr_array_new();
    g_ptr_array_add(networks, main_layer);
    g_ptr_array_add(networks, shared);
    g_autoptr(HcpTable) summed = hcp_release_sums(nodes, networks, "referral", &POLICY, run, NULL);
    g_autoptr(HcpRelease) release = hcp_release_network(shared, summed, &POLICY, run, NULL);
    HcpTable *table = hcp_release_get_table(release);
    CU_ASSERT_EQUAL(hcp_column_get_number(hcp_table_find_column(table, "out_strength"), 0), 25.5);
    CU_ASSERT_EQUAL(hcp_column_get_number(hcp_table_find_column(table, "shared_strength"), 0), 20);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "weight_sums"), 2);
}

static void the_released_network_holds_released_nodes_alone(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) network = make_network(nodes, TRUE);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpRelease) release = hcp_release_network(network, nodes, &POLICY, run, NULL);
    HcpNetwork *released = hcp_release_get_network(release);
    CU_ASSERT_PTR_EQUAL(hcp_network_get_nodes(released), hcp_release_get_table(release));
    HcpColumn *panel = hcp_table_find_column(hcp_release_get_table(release), "panel_size");
    CU_ASSERT_FALSE(hcp_column_is_valid(panel, 0));
    CU_ASSERT_TRUE(hcp_column_is_valid(panel, 1));
    CU_ASSERT_EQUAL(hcp_test_audit(release, "small_counts"), 1);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "masked_edges"), 2);
}

static void the_audit_tells_of_a_threshold_of_its_own(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    HcpReleasePolicy lower = {.min_patients = 5};
    g_autoptr(HcpEdges) edges = hcp_test_referrals("referral", TRUE, N_ROWS, ROWS);
    g_autoptr(HcpEdges) shown = hcp_release_edges(edges, &lower);
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, shown);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpRelease) release = hcp_release_network(network, nodes, &lower, run, NULL);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "min_patients"), 5);
    g_autoptr(HcpNetwork) usual_network = make_network(nodes, TRUE);
    g_autoptr(HcpRelease) usual = hcp_release_network(usual_network, nodes, &POLICY, run, NULL);
    CU_ASSERT_EQUAL(hcp_test_audit(usual, "min_patients"), -1);
}

HCP_TEST_MAIN(HCP_TEST(a_network_of_true_weights_is_refused),
              HCP_TEST(a_network_released_under_another_policy_is_refused),
              HCP_TEST(sums_are_of_the_weights_that_are_shown),
              HCP_TEST(sums_of_other_layers_are_left_out),
              HCP_TEST(sums_of_several_layers_come_each_from_its_own),
              HCP_TEST(the_released_network_holds_released_nodes_alone),
              HCP_TEST(the_audit_tells_of_a_threshold_of_its_own))
