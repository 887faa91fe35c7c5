#include "network/network_internal.h"
#include "support.h"

static const char *const REFERRALS = "a b 2\n"
                                     "a c 5\n"
                                     "c a 1\n"
                                     "d c 4\n"
                                     "e f 1\n";

static void slots_of_a_directed_network_are_its_edges(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, REFERRALS);
    const HcpAdjacency *out = hcp_network_out(network);
    CU_ASSERT_EQUAL(hcp_network_get_n_nodes(network), 6);
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(network), 5);
    CU_ASSERT_EQUAL(out->n_slots, 5);
    CU_ASSERT_PTR_NULL(out->edge);
    CU_ASSERT_EQUAL(out->offset[1] - out->offset[0], 2);
    CU_ASSERT_EQUAL(out->neighbour[1], hcp_test_node(network, "c"));
    CU_ASSERT_DOUBLE_EQUAL((double)out->weight[1], 5, 0);
    CU_ASSERT_TRUE(hcp_network_check(network, NULL));
}

static void incoming_slots_say_their_edge(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, REFERRALS);
    const HcpAdjacency *in = hcp_network_in(network);
    int32_t c = hcp_test_node(network, "c");
    CU_ASSERT_EQUAL(in->offset[c + 1] - in->offset[c], 2);
    int64_t first = in->offset[c];
    CU_ASSERT_EQUAL(in->neighbour[first], hcp_test_node(network, "a"));
    CU_ASSERT_EQUAL(in->edge[first], 1);
    CU_ASSERT_EQUAL(in->neighbour[first + 1], hcp_test_node(network, "d"));
    CU_ASSERT_DOUBLE_EQUAL((double)in->weight[first + 1], 4, 0);
}

static void an_undirected_network_has_a_slot_for_each_end(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "b a 2\nb c 3\nb d 4\n");
    const HcpAdjacency *out = hcp_network_out(network);
    CU_ASSERT_PTR_EQUAL(hcp_network_in(network), out);
    CU_ASSERT_EQUAL(out->n_slots, 6);
    int64_t first = out->offset[hcp_test_node(network, "b")];
    const char *ids[] = {"a", "c", "d"};
    for (int k = 0; k < 3; k++) {
        CU_ASSERT_EQUAL(out->neighbour[first + k], hcp_test_node(network, ids[k]));
        CU_ASSERT_EQUAL(out->edge[first + k], k);
        CU_ASSERT_DOUBLE_EQUAL((double)out->weight[first + k], 2 + k, 0);
    }
    CU_ASSERT_TRUE(hcp_network_check(network, NULL));
}

static void both_directions_add_up_in_the_undirected_network(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) directed = hcp_test_network(TRUE, REFERRALS);
    g_autoptr(HcpNetwork) network = hcp_network_to_undirected(directed, run, NULL);
    HcpEdges *edges = hcp_network_get_edges(network);
    const double expected[] = {2, 6, 4, 1};
    CU_ASSERT_FALSE(hcp_network_is_directed(network));
    CU_ASSERT_EQUAL(hcp_edges_get_n(edges), 4);
    for (int e = 0; e < 4; e++)
        CU_ASSERT_DOUBLE_EQUAL(hcp_edges_get_weights(edges)[e], expected[e], 0);
    CU_ASSERT_STRING_EQUAL(hcp_network_get_layer(network), "test");
    CU_ASSERT_TRUE(hcp_network_check(network, NULL));
}

static void the_undirected_form_of_an_undirected_network_is_itself(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "a b\n");
    g_autoptr(HcpNetwork) same = hcp_network_to_undirected(network, run, NULL);
    CU_ASSERT_PTR_EQUAL(same, network);
}

static void a_network_without_edges_is_a_network(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "");
    g_autoptr(HcpNetwork) undirected = hcp_network_to_undirected(network, run, NULL);
    CU_ASSERT_EQUAL(hcp_network_get_n_nodes(network), 0);
    CU_ASSERT_EQUAL(hcp_network_components(network, NULL), 0);
    CU_ASSERT_TRUE(hcp_network_check(network, NULL));
    CU_ASSERT_TRUE(hcp_network_check(undirected, NULL));
}

static void components_go_by_size_then_by_smallest_node(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "b a\nd c\nh g\ng f\nf e\nj i\n");
    int32_t component[10];
    const int32_t expected[] = {1, 1, 2, 2, 0, 0, 0, 0, 3, 3};
    CU_ASSERT_EQUAL(hcp_network_components(network, component), 4);
    for (int i = 0; i < 10; i++)
        CU_ASSERT_EQUAL(component[i], expected[i]);
}

static void a_long_chain_is_one_component(void) {
    g_autoptr(GString) chain = g_string_new(NULL);
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(chain, "%d %d\n", 20000 - i, 19999 - i);
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, chain->str);
    g_autofree int32_t *component = g_new(int32_t, 20001);
    CU_ASSERT_EQUAL(hcp_network_components(network, component), 1);
}

static void a_weight_that_no_slot_can_hold_is_refused(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) good = hcp_test_network(TRUE, "a b\n");
    HcpColumnInfo info = {.name = "weight", .kind = HCP_KIND_DOUBLE};
    const double weights[] = {1e-300, 1e300};
    for (int k = 0; k < 2; k++) {
        g_autoptr(HcpColumn) weight = hcp_column_new_doubles(&info, 1, &weights[k]);
        g_autoptr(HcpTable) table = hcp_table_new("odd", 1, 1, (HcpColumn *const[]){weight});
        int32_t *source = g_new0(int32_t, 1), *target = g_new(int32_t, 1);
        *target = 1;
        g_autoptr(HcpEdges) edges = hcp_edges_new_take(TRUE, 1, source, target, table);
        GError *error = NULL;
        CU_ASSERT_PTR_NULL(hcp_network_new(hcp_network_get_nodes(good), edges, run, &error));
        CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_LIMIT, "layer odd: weight"));
    }
}

static gboolean always(void *data) {
    (void)data;
    return TRUE;
}

static void building_stops_when_the_caller_cancels(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_cancel(run, always, NULL);
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_network_new(hcp_network_get_nodes(network),
                                       hcp_network_get_edges(network), run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
}

/* Breaks one array of the network at a time, and says what the check answers. */
static void the_check_finds_what_is_broken(void) {
    GError *error = NULL;
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, REFERRALS);
    float *weight = (float *)network->out.weight;
    weight[2] += 1;
    CU_ASSERT_FALSE(hcp_network_check(network, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ENGINE, "weight of its edge"));
    weight[2] -= 1;
    int32_t *edge = (int32_t *)network->in.edge;
    edge[0]++;
    CU_ASSERT_FALSE(hcp_network_check(network, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ENGINE, "slot to be its edge"));
    edge[0] = 99;
    CU_ASSERT_FALSE(hcp_network_check(network, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ENGINE, "slot to have an edge"));
    edge[0] = 2;
    int64_t *offset = (int64_t *)network->out.offset;
    offset[1] = 9;
    CU_ASSERT_FALSE(hcp_network_check(network, &error));
    CU_ASSERT_TRUE(error != NULL);
    g_clear_error(&error);
    offset[1] = 2;
    int32_t *neighbour = (int32_t *)network->in.neighbour;
    neighbour[1] = 77;
    CU_ASSERT_FALSE(hcp_network_check(network, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ENGINE, "neighbours to be nodes"));
    neighbour[1] = 0;
    CU_ASSERT_TRUE(hcp_network_check(network, &error));
    g_clear_error(&error);
}

HCP_TEST_MAIN(HCP_TEST(slots_of_a_directed_network_are_its_edges),
              HCP_TEST(incoming_slots_say_their_edge),
              HCP_TEST(an_undirected_network_has_a_slot_for_each_end),
              HCP_TEST(both_directions_add_up_in_the_undirected_network),
              HCP_TEST(the_undirected_form_of_an_undirected_network_is_itself),
              HCP_TEST(a_network_without_edges_is_a_network),
              HCP_TEST(components_go_by_size_then_by_smallest_node),
              HCP_TEST(a_long_chain_is_one_component),
              HCP_TEST(a_weight_that_no_slot_can_hold_is_refused),
              HCP_TEST(building_stops_when_the_caller_cancels),
              HCP_TEST(the_check_finds_what_is_broken))
