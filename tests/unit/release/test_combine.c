/* The combined layer is made of layers as they may be seen, and says where a masked edge counts. */
#include "tables.h"

#include <string.h>

static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;
static const HcpTestReferral REFERRALS[] = {{0, 1, 4, 4}, {0, 2, 20, 25}, {2, 1, 3, 3}};
static const HcpTestReferral SHARED[] = {{0, 1, 2, 2}, {1, 3, 5, 5}, {2, 3, 15, 15}};
static const HcpTestReferral ADVICE[] = {{0, 1, 0, 0}, {1, 0, 0, 0}, {3, 1, 0, 0}};

static GPtrArray *make_layers(void) {
    GPtrArray *layers = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    g_ptr_array_add(layers, hcp_test_referrals("referral", TRUE, 3, REFERRALS));
    g_ptr_array_add(layers, hcp_test_ties("advice", TRUE, 3, ADVICE));
    g_ptr_array_add(layers, hcp_test_referrals("shared", TRUE, 3, SHARED));
    return layers;
}

static GArray *make_weights(void) {
    GArray *weights = g_array_new(FALSE, FALSE, sizeof(HcpLayerWeight));
    HcpLayerWeight all[] = {
        {(char *)"referral", 1}, {(char *)"advice", 0.5}, {(char *)"shared", 2}};
    g_array_append_vals(weights, all, G_N_ELEMENTS(all));
    return weights;
}

static HcpEdges *combine(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    g_autoptr(GArray) weights = make_weights();
    return hcp_release_combine(layers, weights, &POLICY, NULL);
}

static int64_t find(const HcpEdges *edges, int32_t source, int32_t target) {
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++)
        if (hcp_edges_get_sources(edges)[e] == source && hcp_edges_get_targets(edges)[e] == target)
            return e;
    return -1;
}

static void weights_are_sums_of_weights_that_are_shown(void) {
    g_autoptr(HcpEdges) edges = combine();
    const struct {
        int32_t source, target;
        double weight;
        uint8_t masked;
    } expected[] = {{0, 1, 5.5 + 0.5, 1}, {0, 2, 20, 0}, {1, 0, 0.5, 0},
                    {2, 1, 5.5, 1},       {2, 3, 30, 0}, {3, 1, 0.5, 0}};
    CU_ASSERT_EQUAL(hcp_edges_get_n(edges), (int64_t)G_N_ELEMENTS(expected));
    HcpColumn *masked = hcp_table_find_column(hcp_edges_get_attributes(edges), "masked");
    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
        int64_t e = find(edges, expected[i].source, expected[i].target);
        CU_ASSERT_EQUAL(e, (int64_t)i);
        CU_ASSERT_EQUAL(hcp_edges_get_weights(edges)[i], expected[i].weight);
        CU_ASSERT_EQUAL(hcp_column_get_bools(masked)[i], expected[i].masked);
    }
}

static HcpTable *make_nodes(void) {
    static const char *const IDS[] = {"A", "B", "C", "D"};
    const double sums[] = {1, 1, 1, 1};
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, 4, IDS);
    g_autoptr(HcpColumn) sum = hcp_test_numbers("strength", HCP_PRIVACY_WEIGHT_SUM, 4, sums);
    HcpColumn *const columns[] = {id, sum};
    return hcp_table_new("nodes", 4, 2, columns);
}

static void the_combined_network_is_released_with_its_own_sums(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpEdges) edges = combine();
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, edges);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpRelease) release = hcp_release_network(network, nodes, &POLICY, run, NULL);
    CU_ASSERT_PTR_NOT_NULL(release);
    HcpTable *table = hcp_release_get_table(release);
    CU_ASSERT_EQUAL(hcp_column_get_number(hcp_table_find_column(table, "strength"), 0), 26.5);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "masked_edges"), 2);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "dropped_edges"), 2);
}

static void layers_without_patients_combine_without_a_mask(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    g_ptr_array_remove_index(layers, 2);
    g_ptr_array_remove_index(layers, 0);
    g_autoptr(GArray) weights = make_weights();
    g_array_remove_index(weights, 2);
    g_array_remove_index(weights, 0);
    g_autoptr(HcpEdges) edges = hcp_release_combine(layers, weights, &POLICY, NULL);
    CU_ASSERT_PTR_NULL(hcp_table_find_column(hcp_edges_get_attributes(edges), "masked"));
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, edges);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpRelease) release = hcp_release_network(network, nodes, &POLICY, run, NULL);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "no_patients"), 3);
}

static void a_combined_layer_of_true_weights_is_refused(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    g_autoptr(GArray) weights = make_weights();
    g_autoptr(HcpEdges) edges = hcp_derive_combined(layers, weights, NULL);
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, edges);
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_release_network(network, nodes, &POLICY, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "combined"));
}

static void layers_released_under_another_policy_are_refused(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    g_autoptr(GArray) weights = make_weights();
    HcpReleasePolicy lax = {.min_patients = 2};
    HcpEdges *released = hcp_release_edges(layers->pdata[0], &lax);
    hcp_edges_unref(layers->pdata[0]);
    layers->pdata[0] = released;
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_release_combine(layers, weights, &POLICY, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "referral"));
}

HCP_TEST_MAIN(HCP_TEST(weights_are_sums_of_weights_that_are_shown),
              HCP_TEST(the_combined_network_is_released_with_its_own_sums),
              HCP_TEST(layers_without_patients_combine_without_a_mask),
              HCP_TEST(a_combined_layer_of_true_weights_is_refused),
              HCP_TEST(layers_released_under_another_policy_are_refused))
