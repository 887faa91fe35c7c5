#include "dataset_by_hand.h"
#include "support.h"

typedef struct {
    const char *layer;
    double weight;
} Choice;

static GArray *choose(gsize n, const Choice *choices) {
    GArray *weights = g_array_new(FALSE, FALSE, sizeof(HcpLayerWeight));
    for (gsize k = 0; k < n; k++) {
        HcpLayerWeight weight = {(char *)choices[k].layer, choices[k].weight};
        g_array_append_val(weights, weight);
    }
    return weights;
}

static GPtrArray *make_layers(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "referrals", NULL, "from to patients\nA B 12\nB A 3\nC D 4\n");
    by_hand_add(hand, "ties", "advice", "from to weight\nB A 1\nA C 2\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_derive_layers(&hand->dataset, run, NULL);
}

/* An undirected layer, as no table of a study gives today. */
static HcpEdges *make_undirected(const char *layer) {
    HcpColumnInfo info = {.name = "weight", .kind = HCP_KIND_DOUBLE};
    const double weight[] = {5, 7};
    g_autoptr(HcpColumn) column = hcp_column_new_doubles(&info, 2, weight);
    g_autoptr(HcpTable) table = hcp_table_new(layer, 2, 1, &column);
    int32_t *source = g_new0(int32_t, 2), *target = g_new0(int32_t, 2);
    target[0] = 1;
    source[1] = 1;
    target[1] = 2;
    return hcp_edges_new_take(FALSE, 2, source, target, table);
}

static void weights_are_summed_over_the_pairs_of_any_layer(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    const Choice choices[] = {{"referral", 1}, {"advice", 0.5}};
    g_autoptr(GArray) weights = choose(2, choices);
    g_autoptr(HcpEdges) combined = hcp_derive_combined(layers, weights, NULL);
    g_autofree char *text = write_layer(combined);
    CU_ASSERT_STRING_EQUAL(text, "combined: weight referral advice\n"
                                 "AB 12 12 -\n"
                                 "AC 1 - 2\n"
                                 "BA 3.5 3 1\n"
                                 "CD 4 4 -\n");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(hcp_edges_get_attributes(combined), "combined"),
                           "referral=1;advice=0.5");
    CU_ASSERT_TRUE(hcp_edges_is_directed(combined));
}

static void a_coefficient_of_zero_leaves_the_layer_out(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    const Choice choices[] = {{"referral", 0}, {"advice", 2}};
    g_autoptr(GArray) weights = choose(2, choices);
    g_autoptr(HcpEdges) combined = hcp_derive_combined(layers, weights, NULL);
    g_autofree char *text = write_layer(combined);
    CU_ASSERT_STRING_EQUAL(text, "combined: weight advice\nAC 4 2\nBA 2 1\n");
}

static void an_undirected_layer_counts_both_ways_in_a_directed_sum(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    g_ptr_array_add(layers, make_undirected("club"));
    const Choice choices[] = {{"advice", 1}, {"club", 10}};
    g_autoptr(GArray) weights = choose(2, choices);
    g_autoptr(HcpEdges) combined = hcp_derive_combined(layers, weights, NULL);
    g_autofree char *text = write_layer(combined);
    CU_ASSERT_STRING_EQUAL(text, "combined: weight advice club\n"
                                 "AB 50 - 5\n"
                                 "AC 2 2 -\n"
                                 "BA 51 1 5\n"
                                 "BC 70 - 7\n"
                                 "CB 70 - 7\n");
}

static void undirected_layers_alone_stay_undirected(void) {
    g_autoptr(GPtrArray) layers = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    g_ptr_array_add(layers, make_undirected("club"));
    g_ptr_array_add(layers, make_undirected("choir"));
    const Choice choices[] = {{"choir", 1}, {"club", 1}};
    g_autoptr(GArray) weights = choose(2, choices);
    g_autoptr(HcpEdges) combined = hcp_derive_combined(layers, weights, NULL);
    g_autofree char *text = write_layer(combined);
    CU_ASSERT_FALSE(hcp_edges_is_directed(combined));
    CU_ASSERT_STRING_EQUAL(text, "combined: weight choir club\nAB 10 5 5\nBC 14 7 7\n");
}

static void unknown_repeated_and_negative_choices_are_refused(void) {
    g_autoptr(GPtrArray) layers = make_layers();
    GError *error = NULL;
    const Choice unknown[] = {{"friend", 1}};
    g_autoptr(GArray) a = choose(1, unknown);
    CU_ASSERT_PTR_NULL(hcp_derive_combined(layers, a, &error));
    CU_ASSERT_TRUE(
        hcp_test_error_is(&error, HCP_ERROR_NOT_FOUND,
                          "expected one of the layers referral, advice, found 'friend'"));
    const Choice negative[] = {{"advice", -1}};
    g_autoptr(GArray) b = choose(1, negative);
    CU_ASSERT_PTR_NULL(hcp_derive_combined(layers, b, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "found '-1'"));
    const Choice repeated[] = {{"advice", 1}, {"advice", 2}};
    g_autoptr(GArray) c = choose(2, repeated);
    CU_ASSERT_PTR_NULL(hcp_derive_combined(layers, c, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "found 'advice' again"));
}

HCP_TEST_MAIN(HCP_TEST(weights_are_summed_over_the_pairs_of_any_layer),
              HCP_TEST(a_coefficient_of_zero_leaves_the_layer_out),
              HCP_TEST(an_undirected_layer_counts_both_ways_in_a_directed_sum),
              HCP_TEST(undirected_layers_alone_stay_undirected),
              HCP_TEST(unknown_repeated_and_negative_choices_are_refused))
