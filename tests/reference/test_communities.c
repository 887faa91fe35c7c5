/* Communities of the karate club: optimum .419790 with groups of 11, 5, 12 and 6 (Agarwal & Kempe
 * 2008, Eur Phys J B 66:409-418, by integer programming); .358235 for its two clubs (networkx
 * 2.8.8). */
#include "known_networks.h"
#include "support.h"

static void leiden_finds_the_optimum_of_the_karate_club(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, KARATE_EDGES);
    for (uint64_t seed = 1; seed <= 10; seed++) {
        HcpLeidenOptions options = HCP_LEIDEN_OPTIONS_INIT;
        g_autoptr(HcpRun) run = hcp_run_new();
        hcp_run_set_seed(run, seed);
        double modularity = 0;
        g_autoptr(HcpPartition) partition =
            hcp_community_leiden(network, &options, run, &modularity, NULL);
        CU_ASSERT_DOUBLE_EQUAL(modularity, .419790, 5e-7);
        const int32_t *size = hcp_partition_get_sizes(partition);
        CU_ASSERT_TRUE(size[0] == 12 && size[1] == 11 && size[2] == 6 && size[3] == 5);
    }
}

static void modularity_of_the_two_clubs(void) {
    static const int OFFICER[] = {10, 15, 16, 19, 21, 23, 24, 25, 26,
                                  27, 28, 29, 30, 31, 32, 33, 34};
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, KARATE_EDGES);
    int32_t label[34] = {0};
    for (gsize i = 0; i < G_N_ELEMENTS(OFFICER); i++) {
        g_autofree char *id = g_strdup_printf("%d", OFFICER[i]);
        label[hcp_test_node(network, id)] = 1;
    }
    g_autoptr(HcpPartition) partition = hcp_partition_new(34, label);
    g_autoptr(HcpRun) run = hcp_run_new();
    CU_ASSERT_DOUBLE_EQUAL(hcp_community_modularity(network, partition, run), .358235, 5e-7);
}

HCP_TEST_MAIN(HCP_TEST(leiden_finds_the_optimum_of_the_karate_club),
              HCP_TEST(modularity_of_the_two_clubs))
