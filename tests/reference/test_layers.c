/* Layers of the Medical Innovation study. The pairs and how many of the three questions name each:
 * the graph `medInnovationsDiffNet` of the R package netdiffuseR (graphs/medical-innovation/
 * SOURCE.md). Arcs of each layer, components and reciprocity: networkx 2.8.8 on the same pairs. */
#include "support.h"
#include <hcpnet/derive.h>

typedef struct {
    HcpStudy *study;
    HcpDataset *dataset;
    HcpRun *run;
    GPtrArray *layers;
    HcpEdges *combined;
} Loaded;

static void free_loaded(Loaded *loaded) {
    hcp_edges_unref(loaded->combined);
    g_clear_pointer(&loaded->layers, g_ptr_array_unref);
    hcp_dataset_free(loaded->dataset);
    hcp_study_free(loaded->study);
    hcp_run_free(loaded->run);
    g_free(loaded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Loaded, free_loaded)

static Loaded *load(void) {
    g_autofree char *path = hcp_test_graph("medical-innovation/study.ini");
    GError *error = NULL;
    Loaded *loaded = g_new0(Loaded, 1);
    loaded->run = hcp_run_new();
    loaded->study = hcp_study_load(path, &error);
    g_assert_no_error(error);
    loaded->dataset = hcp_dataset_load(loaded->study, loaded->run, &error);
    g_assert_no_error(error);
    loaded->layers = hcp_derive_layers(loaded->dataset, loaded->run, &error);
    g_assert_no_error(error);
    loaded->combined = hcp_derive_combined(loaded->layers, loaded->study->combined, &error);
    g_assert_no_error(error);
    return loaded;
}

static void each_question_is_a_layer(void) {
    static const char *const names[] = {"advice", "discussion", "friend"};
    static const int64_t arcs[] = {161, 165, 124};
    g_autoptr(Loaded) loaded = load();
    CU_ASSERT_EQUAL(loaded->layers->len, 3);
    for (guint k = 0; k < MIN(loaded->layers->len, 3); k++) {
        CU_ASSERT_STRING_EQUAL(hcp_edges_get_layer(loaded->layers->pdata[k]), names[k]);
        CU_ASSERT_EQUAL(hcp_edges_get_n(loaded->layers->pdata[k]), arcs[k]);
    }
}

static void pairs_are_named_once_twice_or_thrice(void) {
    static const int expected[] = {0, 174, 84, 36};
    g_autoptr(Loaded) loaded = load();
    int found[4] = {0};
    for (int64_t e = 0; e < hcp_edges_get_n(loaded->combined); e++)
        found[(int)hcp_edges_get_weights(loaded->combined)[e]]++;
    CU_ASSERT_EQUAL(hcp_edges_get_n(loaded->combined), 294);
    for (int named = 1; named < 4; named++)
        CU_ASSERT_EQUAL(found[named], expected[named]);
}

static void each_town_falls_into_its_component(void) {
    static const int32_t expected[] = {60, 23, 18, 18, 1, 1, 1, 1, 1, 1};
    g_autoptr(Loaded) loaded = load();
    g_autoptr(HcpNetwork) network =
        hcp_network_new(loaded->dataset->nodes, loaded->combined, loaded->run, NULL);
    int32_t component[125];
    CU_ASSERT_EQUAL(hcp_network_get_n_nodes(network), 125);
    CU_ASSERT_EQUAL(hcp_network_components(network, component), 10);
    g_autoptr(HcpPartition) partition = hcp_partition_new(125, component);
    for (int c = 0; c < 10; c++)
        CU_ASSERT_EQUAL(hcp_partition_get_sizes(partition)[c], expected[c]);
}

/* Reciprocity 0.36735 = 108 / 294: 54 pairs name each other, so 240 ties without direction. */
static void mutual_choices_are_one_undirected_tie(void) {
    g_autoptr(Loaded) loaded = load();
    g_autoptr(HcpNetwork) network =
        hcp_network_new(loaded->dataset->nodes, loaded->combined, loaded->run, NULL);
    g_autoptr(HcpNetwork) undirected = hcp_network_to_undirected(network, loaded->run, NULL);
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(undirected), 240);
    CU_ASSERT_TRUE(hcp_network_check(network, NULL));
    CU_ASSERT_TRUE(hcp_network_check(undirected, NULL));
}

HCP_TEST_MAIN(HCP_TEST(each_question_is_a_layer), HCP_TEST(pairs_are_named_once_twice_or_thrice),
              HCP_TEST(each_town_falls_into_its_component),
              HCP_TEST(mutual_choices_are_one_undirected_tie))
