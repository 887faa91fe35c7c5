/* Ties with brand writers, on a network small enough for paper. */
#include "values.h"

#include "base/base_internal.h"
#include <string.h>

/* The network with a column that says of each id whether it is among `writers`; "?" is missing. */
static HcpNetwork *mark(HcpNetwork *network, const char *writers) {
    HcpTable *nodes = hcp_network_get_nodes(network);
    int32_t n = hcp_network_get_n_nodes(network);
    const HcpColumn *ids = hcp_table_find_column(nodes, "id");
    uint8_t *flags = g_new0(uint8_t, n + 1), *validity = g_new0(uint8_t, n / 8 + 1);
    for (int32_t i = 0; i < n; i++) {
        const char *id = hcp_column_get_text(ids, i);
        flags[i] = strstr(writers, id) != NULL;
        if (*id != '?')
            hcp__bit_set(validity, i);
    }
    HcpColumnInfo info = {.name = "brand_writer", .kind = HCP_KIND_BOOL};
    g_autoptr(HcpColumn) column = hcp_column_new_take(&info, n, flags, validity);
    g_autoptr(HcpTable) marked = hcp_table_with_columns(nodes, 1, &column);
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_network_new(marked, hcp_network_get_edges(network), run, NULL);
}

static void weights_of_ties_with_writers_are_added(void) {
    g_autoptr(HcpNetwork) bare = hcp_test_network(TRUE, "a b 0.1\nb a 2\nc a 0.3\na d 4\n? b 8\n");
    g_autoptr(HcpNetwork) network = mark(bare, "bc?");
    HCP_TEST_VALUES(network, "brand_out_strength", 0, {"a", 0.1}, {"b", 0}, {"c", 0}, {"d", 0},
                    {"?", 8});
    HCP_TEST_VALUES(network, "brand_in_strength", 0, {"a", 2.3}, {"b", 0}, {"c", 0}, {"d", 0});
    HCP_TEST_VALUES(network, "brand_strength", 0, {"a", 0.1 + 2 + 0.3}, {"b", 0}, {"?", 8});
}

static void each_writer_counts_once(void) {
    g_autoptr(HcpNetwork) bare =
        hcp_test_network(TRUE, "a b\nb a\na c\nd a\na e\nf a\nb f\nc b\nd b\n");
    g_autoptr(HcpNetwork) network = mark(bare, "bdf");
    HCP_TEST_VALUES(network, "brand_degree", 0, {"a", 3}, {"b", 2}, {"c", 1}, {"d", 1}, {"e", 0},
                    {"f", 1});
}

static void without_direction_in_and_out_are_the_same(void) {
    g_autoptr(HcpNetwork) bare = hcp_test_network(FALSE, "a b 2\na c 3\n");
    g_autoptr(HcpNetwork) network = mark(bare, "c");
    const char *const names[] = {"brand_strength", "brand_in_strength", "brand_out_strength"};
    for (gsize k = 0; k < G_N_ELEMENTS(names); k++)
        HCP_TEST_VALUES(network, names[k], 0, {"a", 3}, {"b", 0}, {"c", 0});
    HCP_TEST_VALUES(network, "brand_degree", 0, {"a", 1}, {"b", 0}, {"c", 0});
}

static void all_is_missing_where_nothing_says_who_writes(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b\n");
    HCP_TEST_VALUES(network, "brand_out_strength", 0, {"a", NAN}, {"b", NAN});
    HCP_TEST_VALUES(network, "brand_degree", 0, {"a", NAN}, {"b", NAN});
}

static void sums_are_marked_for_the_privacy_gate(void) {
    const char *const names[] = {"brand_strength", "brand_in_strength", "brand_out_strength"};
    for (gsize k = 0; k < G_N_ELEMENTS(names); k++)
        CU_ASSERT_TRUE(hcp_measure_find(names[k])->weight_sum);
}

HCP_TEST_MAIN(HCP_TEST(weights_of_ties_with_writers_are_added), HCP_TEST(each_writer_counts_once),
              HCP_TEST(without_direction_in_and_out_are_the_same),
              HCP_TEST(all_is_missing_where_nothing_says_who_writes),
              HCP_TEST(sums_are_marked_for_the_privacy_gate))
