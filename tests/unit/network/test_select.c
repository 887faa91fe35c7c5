#include "support.h"

static void a_selection_keeps_the_ties_among_its_nodes(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "A B 2\nB C 3\nC A 4\nC D 5\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    const int32_t nodes[] = {0, 2, 3}; /* A, C, D */
    g_autoptr(HcpNetwork) some = hcp_network_select(network, 3, nodes, run, NULL);
    GError *error = NULL;
    CU_ASSERT(hcp_network_check(some, &error));
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(some), 2);
    const HcpEdges *edges = hcp_network_get_edges(some);
    CU_ASSERT_EQUAL(hcp_edges_get_sources(edges)[0], hcp_test_node(some, "C"));
    CU_ASSERT_EQUAL(hcp_edges_get_targets(edges)[0], hcp_test_node(some, "A"));
    CU_ASSERT_EQUAL(hcp_edges_get_weights(edges)[0], 4);
    CU_ASSERT_EQUAL(hcp_edges_get_weights(edges)[1], 5);
}

static void all_nodes_are_the_network_itself(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "A B\nB C\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    const int32_t nodes[] = {0, 1, 2};
    g_autoptr(HcpNetwork) all = hcp_network_select(network, 3, nodes, run, NULL);
    CU_ASSERT_PTR_EQUAL(all, network);
}

static void no_nodes_are_an_empty_network(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "A B\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) none = hcp_network_select(network, 0, NULL, run, NULL);
    CU_ASSERT_EQUAL(hcp_network_get_n_nodes(none), 0);
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(none), 0);
}

static void a_partition_comes_back_from_its_column(void) {
    HcpColumnInfo info = {.name = "community", .kind = HCP_KIND_INT64};
    int64_t *labels = g_new(int64_t, 4);
    labels[0] = 7;
    labels[1] = labels[2] = 3;
    labels[3] = 0;
    uint8_t *validity = g_new0(uint8_t, 1);
    validity[0] = 0x7; /* the fourth is missing */
    g_autoptr(HcpColumn) column = hcp_column_new_take(&info, 4, labels, validity);
    g_autoptr(HcpPartition) partition = hcp_partition_new_from_column(column);
    const int32_t *community = hcp_partition_get_communities(partition);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 2);
    CU_ASSERT(community[0] == 1 && community[1] == 0 && community[2] == 0 && community[3] == -1);
}

HCP_TEST_MAIN(HCP_TEST(a_selection_keeps_the_ties_among_its_nodes),
              HCP_TEST(all_nodes_are_the_network_itself), HCP_TEST(no_nodes_are_an_empty_network),
              HCP_TEST(a_partition_comes_back_from_its_column))
