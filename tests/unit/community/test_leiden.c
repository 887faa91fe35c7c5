#include "known_networks.h"
#include "support.h"

#include <math.h>

static HcpPartition *find(HcpNetwork *network, uint64_t seed, double resolution,
                          double *modularity) {
    HcpLeidenOptions options = {.resolution = resolution};
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_seed(run, seed);
    GError *error = NULL;
    HcpPartition *partition = hcp_community_leiden(network, &options, run, modularity, &error);
    g_assert_no_error(error);
    return partition;
}

static int32_t community_of(HcpNetwork *network, const HcpPartition *partition, const char *id) {
    return hcp_partition_get_communities(partition)[hcp_test_node(network, id)];
}

static void two_cliques_with_a_bridge_are_two_communities(void) {
    g_autoptr(HcpNetwork) network =
        hcp_test_network(FALSE, "a b\nb c\na c\nc x\nx y\ny z\nx z\ny w\nz w\nx w\n");
    double modularity;
    g_autoptr(HcpPartition) partition = find(network, 1, 1, &modularity);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 2);
    CU_ASSERT_EQUAL(community_of(network, partition, "w"), 0);
    CU_ASSERT_EQUAL(community_of(network, partition, "a"), 1);
    CU_ASSERT_EQUAL(community_of(network, partition, "c"), 1);
    /* m = 10; inside 6 and 3; strengths 13 and 7 */
    CU_ASSERT_DOUBLE_EQUAL(modularity, 0.9 - (13. * 13 + 7 * 7) / 400, 1e-12);
}

static void weights_decide_where_ties_do_not(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b 9\nb c 1\nc d 9\na d 1\n");
    g_autoptr(HcpPartition) partition = find(network, 1, 1, NULL);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 2);
    CU_ASSERT_EQUAL(community_of(network, partition, "a"), community_of(network, partition, "b"));
    CU_ASSERT_NOT_EQUAL(community_of(network, partition, "b"),
                        community_of(network, partition, "c"));
}

static void direction_is_ignored(void) {
    g_autoptr(HcpNetwork) directed = hcp_test_network(TRUE, "a b 2\nb a 3\nb c 1\nc d 5\n");
    g_autoptr(HcpNetwork) undirected = hcp_test_network(FALSE, "a b 5\nb c 1\nc d 5\n");
    double q_directed, q_undirected;
    g_autoptr(HcpPartition) one = find(directed, 1, 1, &q_directed);
    g_autoptr(HcpPartition) other = find(undirected, 1, 1, &q_undirected);
    CU_ASSERT_DOUBLE_EQUAL(q_directed, q_undirected, 1e-15);
    for (int32_t i = 0; i < 4; i++)
        CU_ASSERT_EQUAL(hcp_partition_get_communities(one)[i],
                        hcp_partition_get_communities(other)[i]);
}

static void the_same_seed_gives_the_same_communities(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, KARATE_EDGES);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        g_autoptr(HcpPartition) one = find(network, seed, 1, NULL);
        g_autoptr(HcpPartition) other = find(network, seed, 1, NULL);
        for (int32_t i = 0; i < 34; i++)
            CU_ASSERT_EQUAL(hcp_partition_get_communities(one)[i],
                            hcp_partition_get_communities(other)[i]);
    }
}

static void a_higher_resolution_gives_more_communities(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, KARATE_EDGES);
    g_autoptr(HcpPartition) few = find(network, 1, 0.3, NULL);
    g_autoptr(HcpPartition) many = find(network, 1, 4, NULL);
    CU_ASSERT_TRUE(hcp_partition_get_n_communities(few) < 4);
    CU_ASSERT_TRUE(hcp_partition_get_n_communities(many) > 6);
}

static void a_network_of_one_pair_is_one_community(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b\n");
    double modularity;
    g_autoptr(HcpPartition) partition = find(network, 1, 1, &modularity);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 1);
    CU_ASSERT_DOUBLE_EQUAL(modularity, 0, 1e-15);
}

static void without_ties_there_is_no_community(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "");
    double modularity = 0;
    g_autoptr(HcpPartition) partition = find(network, 1, 1, &modularity);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 0);
    CU_ASSERT_TRUE(isnan(modularity));
}

static void a_resolution_of_zero_is_refused(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpLeidenOptions options = {.resolution = 0};
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_community_leiden(network, &options, run, NULL, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "resolution"));
}

HCP_TEST_MAIN(HCP_TEST(two_cliques_with_a_bridge_are_two_communities),
              HCP_TEST(weights_decide_where_ties_do_not), HCP_TEST(direction_is_ignored),
              HCP_TEST(the_same_seed_gives_the_same_communities),
              HCP_TEST(a_higher_resolution_gives_more_communities),
              HCP_TEST(a_network_of_one_pair_is_one_community),
              HCP_TEST(without_ties_there_is_no_community),
              HCP_TEST(a_resolution_of_zero_is_refused))
