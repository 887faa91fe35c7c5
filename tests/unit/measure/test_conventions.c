/* What each definition leaves open: direction, isolates, parts out of reach, empty networks. */
#include "values.h"

#include "base/base_internal.h"

/* A network over n nodes without any tie. */
static HcpNetwork *make_edgeless(gboolean directed, int32_t n) {
    HcpColumnInfo id_info = {.name = "id", .kind = HCP_KIND_STRING, .privacy = HCP_PRIVACY_ID};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new(int32_t, n + 1);
    for (int32_t i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("n%d", i);
        codes[i] = hcp__pool_add(pool, id, -1);
    }
    g_autoptr(HcpColumn) ids = hcp_column_new_take_strings(&id_info, n, codes, NULL, pool);
    g_autoptr(HcpTable) nodes = hcp_table_new("nodes", n, 1, (HcpColumn *const[]){ids});
    HcpColumnInfo info = {.name = "weight", .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) weight = hcp_column_new_doubles(&info, 0, NULL);
    g_autoptr(HcpTable) attributes = hcp_table_new("test", 0, 1, (HcpColumn *const[]){weight});
    g_autoptr(HcpEdges) edges =
        hcp_edges_new_take(directed, 0, g_new(int32_t, 1), g_new(int32_t, 1), attributes);
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_network_new(nodes, edges, run, NULL);
}

static void degree_counts_a_mutual_tie_once(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b\nb a\na c\nd a\n");
    HCP_TEST_VALUES(network, "degree", 0, {"a", 3}, {"b", 1}, {"c", 1}, {"d", 1});
    HCP_TEST_VALUES(network, "in_degree", 0, {"a", 2}, {"b", 1}, {"c", 1}, {"d", 0});
    HCP_TEST_VALUES(network, "out_degree", 0, {"a", 2}, {"b", 1}, {"c", 0}, {"d", 1});
}

static void strength_adds_exact_weights_of_both_directions(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b 0.1\nb a 2\nc a 0.3\n");
    HCP_TEST_VALUES(network, "strength", 0, {"a", 0.1 + 2 + 0.3}, {"b", 2.1}, {"c", 0.3});
    HCP_TEST_VALUES(network, "in_strength", 0, {"a", 2.3}, {"b", 0.1}, {"c", 0});
    HCP_TEST_VALUES(network, "out_strength", 0, {"a", 0.1}, {"b", 2}, {"c", 0.3});
}

static void without_direction_in_and_out_are_the_whole(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b 2\na c 3\n");
    for (int i = 0; i < 2; i++) {
        HCP_TEST_VALUES(network, i ? "in_degree" : "out_degree", 0, {"a", 2}, {"b", 1});
        HCP_TEST_VALUES(network, i ? "in_strength" : "out_strength", 0, {"a", 5}, {"b", 2});
    }
    HCP_TEST_VALUES(network, "degree", 0, {"a", 2}, {"b", 1});
    HCP_TEST_VALUES(network, "strength", 0, {"a", 5}, {"b", 2});
}

static void pagerank_sums_to_one_with_dangling_nodes(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b 3\na c 1\nc d 2\n");
    g_autoptr(HcpColumn) column = hcp_test_measure(network, "pagerank");
    double sum = 0;
    for (int32_t i = 0; i < 4; i++)
        sum += hcp_column_get_number(column, i);
    CU_ASSERT_DOUBLE_EQUAL(sum, 1, 1e-12);
}

static void closeness_reaches_along_outgoing_ties_only(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b\nb c\nd c\n");
    HCP_TEST_VALUES(network, "closeness", 1e-15, {"a", 1.5 / 3}, {"b", 1.0 / 3}, {"c", 0},
                    {"d", 1.0 / 3});
}

static void closeness_is_right_for_more_sources_than_a_batch(void) {
    g_autoptr(GString) star = g_string_new(NULL);
    for (int i = 0; i < 150; i++)
        g_string_append_printf(star, "hub leaf%d\n", i);
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, star->str);
    HCP_TEST_VALUES(network, "closeness", 1e-15, {"hub", 1}, {"leaf0", (1 + 149 * 0.5) / 150},
                    {"leaf149", (1 + 149 * 0.5) / 150});
}

static void betweenness_counts_an_undirected_pair_once(void) {
    g_autoptr(HcpNetwork) path = hcp_test_network(FALSE, "a b\nb c\n");
    g_autoptr(HcpNetwork) arcs = hcp_test_network(TRUE, "a b\nb a\nb c\nc b\n");
    HCP_TEST_VALUES(path, "betweenness", 0, {"a", 0}, {"b", 1}, {"c", 0});
    HCP_TEST_VALUES(arcs, "betweenness", 0, {"a", 0}, {"b", 2}, {"c", 0});
}

static void strong_ties_are_short(void) {
    /* a-b-c is 1/4 + 1/4 long, a-c 1. */
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b 4\nb c 4\na c 1\n");
    HCP_TEST_VALUES(network, "betweenness", 0, {"b", 0});
    HCP_TEST_VALUES(network, "weighted_betweenness", 0, {"a", 0}, {"b", 1}, {"c", 0});
}

static void equal_lengths_survive_rounding(void) {
    /* 1/3 + 1/3 + 1/3 against 1: both are shortest paths from a to d. */
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b 3\nb c 3\nc d 3\na d 1\n");
    HCP_TEST_VALUES(network, "weighted_betweenness", 1e-12, {"b", 1.5}, {"c", 1.5});
}

static void eigenvector_is_missing_outside_the_largest_component(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b\nb c\nc a\nx y\n");
    HCP_TEST_VALUES(network, "eigenvector", 1e-9, {"a", sqrt(1.0 / 3)}, {"x", NAN}, {"y", NAN});
    g_autoptr(HcpNetwork) directed = hcp_test_network(TRUE, "a b\nb c\nc a\nc d\n");
    HCP_TEST_VALUES(directed, "eigenvector", 1e-9, {"a", sqrt(1.0 / 3)}, {"d", NAN});
}

static void eigenvector_of_a_network_without_circles_is_missing(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b\nb c\na c\n");
    HCP_TEST_VALUES(network, "eigenvector", 0, {"a", NAN}, {"b", NAN}, {"c", NAN});
}

static void eigenvector_settles_on_bipartite_networks(void) {
    g_autoptr(HcpNetwork) star = hcp_test_network(FALSE, "hub a\nhub b\nhub c\n");
    HCP_TEST_VALUES(star, "eigenvector", 1e-9, {"hub", sqrt(0.5)}, {"a", sqrt(0.5 / 3)});
}

static void clustering_and_constraint_need_ties(void) {
    g_autoptr(HcpNetwork) network = make_edgeless(FALSE, 3);
    HCP_TEST_VALUES(network, "clustering", 0, {"n0", NAN});
    HCP_TEST_VALUES(network, "constraint", 0, {"n0", NAN});
    HCP_TEST_VALUES(network, "eigenvector", 0, {"n0", NAN});
    HCP_TEST_VALUES(network, "hub", 0, {"n0", NAN});
    HCP_TEST_VALUES(network, "authority", 0, {"n0", NAN});
}

static void isolates_have_no_ties_to_count(void) {
    const char *zero[] = {"degree",    "strength", "betweenness", "weighted_betweenness",
                          "closeness", "coreness", "in_degree",   "out_strength"};
    g_autoptr(HcpNetwork) network = make_edgeless(TRUE, 3);
    for (gsize i = 0; i < G_N_ELEMENTS(zero); i++)
        HCP_TEST_VALUES(network, zero[i], 0, {"n0", 0}, {"n2", 0});
    HCP_TEST_VALUES(network, "pagerank", 1e-15, {"n0", 1.0 / 3});
}

static void every_measure_takes_a_network_without_nodes(void) {
    g_autoptr(HcpNetwork) network = make_edgeless(TRUE, 0);
    g_autoptr(HcpRun) run = hcp_run_new();
    gsize n;
    const HcpMeasure *const *list = hcp_measure_list(&n);
    for (gsize i = 0; i < n; i++) {
        g_autoptr(HcpColumn) column = hcp_measure_compute(list[i], network, NULL, run, NULL);
        CU_ASSERT_TRUE(column != NULL && hcp_column_get_length(column) == 0);
    }
}

HCP_TEST_MAIN(HCP_TEST(degree_counts_a_mutual_tie_once),
              HCP_TEST(strength_adds_exact_weights_of_both_directions),
              HCP_TEST(without_direction_in_and_out_are_the_whole),
              HCP_TEST(pagerank_sums_to_one_with_dangling_nodes),
              HCP_TEST(closeness_reaches_along_outgoing_ties_only),
              HCP_TEST(closeness_is_right_for_more_sources_than_a_batch),
              HCP_TEST(betweenness_counts_an_undirected_pair_once), HCP_TEST(strong_ties_are_short),
              HCP_TEST(equal_lengths_survive_rounding),
              HCP_TEST(eigenvector_is_missing_outside_the_largest_component),
              HCP_TEST(eigenvector_of_a_network_without_circles_is_missing),
              HCP_TEST(eigenvector_settles_on_bipartite_networks),
              HCP_TEST(clustering_and_constraint_need_ties),
              HCP_TEST(isolates_have_no_ties_to_count),
              HCP_TEST(every_measure_takes_a_network_without_nodes))
