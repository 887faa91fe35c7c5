#include "support.h"

static void ids_go_by_falling_size_then_by_smallest_node(void) {
    const int32_t label[] = {7, 3, 3, 9, 9, 3, 1000000};
    const int32_t expected[] = {2, 0, 0, 1, 1, 0, 3};
    const int32_t sizes[] = {3, 2, 1, 1};
    g_autoptr(HcpPartition) partition = hcp_partition_new(7, label);
    CU_ASSERT_EQUAL(hcp_partition_get_n_nodes(partition), 7);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 4);
    for (int i = 0; i < 7; i++)
        CU_ASSERT_EQUAL(hcp_partition_get_communities(partition)[i], expected[i]);
    for (int c = 0; c < 4; c++)
        CU_ASSERT_EQUAL(hcp_partition_get_sizes(partition)[c], sizes[c]);
}

static void nodes_labelled_minus_one_belong_nowhere(void) {
    const int32_t label[] = {-1, 5, -1, -1, 5, 4};
    g_autoptr(HcpPartition) partition = hcp_partition_new(6, label);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 2);
    CU_ASSERT_EQUAL(hcp_partition_get_communities(partition)[0], -1);
    CU_ASSERT_EQUAL(hcp_partition_get_communities(partition)[4], 0);
    CU_ASSERT_EQUAL(hcp_partition_get_communities(partition)[5], 1);
}

static void equal_partitions_are_equal_arrays(void) {
    const int32_t one[] = {0, 1, 0, 2, 2, 1}, other[] = {8, 5, 8, 6, 6, 5};
    g_autoptr(HcpPartition) a = hcp_partition_new(6, one), b = hcp_partition_new(6, other);
    for (int i = 0; i < 6; i++)
        CU_ASSERT_EQUAL(hcp_partition_get_communities(a)[i], hcp_partition_get_communities(b)[i]);
}

static void a_partition_of_nothing_has_no_communities(void) {
    g_autoptr(HcpPartition) partition = hcp_partition_new(0, NULL);
    CU_ASSERT_EQUAL(hcp_partition_get_n_nodes(partition), 0);
    CU_ASSERT_EQUAL(hcp_partition_get_n_communities(partition), 0);
}

HCP_TEST_MAIN(HCP_TEST(ids_go_by_falling_size_then_by_smallest_node),
              HCP_TEST(nodes_labelled_minus_one_belong_nowhere),
              HCP_TEST(equal_partitions_are_equal_arrays),
              HCP_TEST(a_partition_of_nothing_has_no_communities))
