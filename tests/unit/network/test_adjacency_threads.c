/* Adjacencies large enough for several blocks of edges and several parts of nodes. What the check
 * of a network asks for leaves no choice: rows that ascend, as many slots as ends, and each slot an
 * edge of its node. */
#include "base/base_internal.h"
#include "network/network_internal.h"
#include "support.h"

/* Edges i -> j for j below n in steps of 1..2 * gap - 1; hubs have an edge to or from every node.
 */
static HcpEdges *draw_edges(gboolean directed, int32_t n, int64_t gap, int32_t n_hubs) {
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    g_autoptr(GArray) source = g_array_new(FALSE, FALSE, sizeof(int32_t));
    g_autoptr(GArray) target = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (int32_t i = 0; i < n; i++)
        for (int64_t j = directed ? 0 : i + 1; j < n;) {
            int32_t to = (int32_t)j;
            if (j != i) {
                g_array_append_val(source, i);
                g_array_append_val(target, to);
            }
            j += i < n_hubs || j + 1 < n_hubs ? 1 : 1 + hcp__rng_below(&rng, 2 * gap - 1);
        }
    int64_t m = source->len;
    HcpColumnInfo info = {.name = "weight", .kind = HCP_KIND_DOUBLE};
    double *strength = g_new(double, m + 1);
    for (int64_t e = 0; e < m; e++)
        strength[e] = (double)(1 + e);
    g_autoptr(HcpColumn) weight = hcp_column_new_take(&info, m, strength, NULL);
    g_autoptr(HcpTable) table = hcp_table_new("drawn", m, 1, (HcpColumn *const[]){weight});
    return hcp_edges_new_take(
        directed, m, (int32_t *)(void *)g_array_free(g_steal_pointer(&source), FALSE),
        (int32_t *)(void *)g_array_free(g_steal_pointer(&target), FALSE), table);
}

static void check_drawn(gboolean directed, int32_t n, int64_t gap, int32_t n_hubs) {
    g_autoptr(HcpEdges) edges = draw_edges(directed, n, gap, n_hubs);
    g_autoptr(HcpTable) nodes = hcp_table_new("nodes", n, 0, NULL);
    for (int n_threads = 1; n_threads <= 5; n_threads += 2) {
        g_autoptr(HcpRun) run = hcp_run_new();
        hcp_run_set_threads(run, n_threads);
        GError *error = NULL;
        g_autoptr(HcpNetwork) network = hcp_network_new(nodes, edges, run, &error);
        CU_ASSERT_PTR_NOT_NULL(network);
        CU_ASSERT_TRUE(network != NULL && hcp_network_check(network, &error));
        CU_ASSERT_PTR_NULL(error);
        g_clear_error(&error);
    }
}

static const struct {
    int32_t n;
    int64_t gap;
    int32_t n_hubs;
} SHAPES[] = {
    {1, 1, 0},              /* no edge */
    {2, 1, 0},              /* every edge there can be */
    {3000, 1000, 1},        /* one block, one part */
    {600, 1, 0},            /* 359,400 edges, several parts, each node full */
    {4097, 24, 2},          /* more nodes than a power of two */
    {90000, 0x7fffffff, 3}, /* hubs alone: nearly all slots of the incoming are in a few rows */
};

static void rows_of_directed_networks_are_complete_and_ascend(void) {
    for (gsize k = 0; k < G_N_ELEMENTS(SHAPES); k++)
        check_drawn(TRUE, SHAPES[k].n, SHAPES[k].gap, SHAPES[k].n_hubs);
}

static void rows_of_undirected_networks_are_complete_and_ascend(void) {
    for (gsize k = 0; k < G_N_ELEMENTS(SHAPES); k++)
        check_drawn(FALSE, SHAPES[k].n, SHAPES[k].gap, SHAPES[k].n_hubs);
}

HCP_TEST_MAIN(HCP_TEST(rows_of_directed_networks_are_complete_and_ascend),
              HCP_TEST(rows_of_undirected_networks_are_complete_and_ascend))
