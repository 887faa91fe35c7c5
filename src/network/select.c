/* The network among some of the nodes. */
#include "base/base_internal.h"
#include "network/network_internal.h"

/* position[i]: the new row of node i, or -1. */
static int32_t *find_positions(const HcpNetwork *network, int32_t n, const int32_t *nodes) {
    int32_t *position = g_new(int32_t, hcp_network_get_n_nodes(network) + 1);
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++)
        position[i] = -1;
    for (int32_t i = 0; i < n; i++) {
        g_assert(i == 0 || nodes[i] > nodes[i - 1]);
        position[nodes[i]] = i;
    }
    return position;
}

/* Ascending nodes keep the edges in order: no sorting is needed. */
static HcpEdges *select_edges(const HcpEdges *edges, const int32_t *position, GError **error) {
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    int64_t n_edges = hcp_edges_get_n(edges), n_kept = 0;
    g_autofree int32_t *kept = hcp__array_new(n_edges, sizeof(int32_t), error);
    if (kept == NULL)
        return NULL;
    for (int64_t e = 0; e < n_edges; e++)
        if (position[source[e]] >= 0 && position[target[e]] >= 0)
            kept[n_kept++] = (int32_t)e;
    g_autoptr(HcpTable) attributes =
        hcp_table_select_rows(hcp_edges_get_attributes(edges), n_kept, kept);
    int32_t *from = g_new(int32_t, n_kept + 1), *to = g_new(int32_t, n_kept + 1);
    for (int64_t k = 0; k < n_kept; k++) {
        from[k] = position[source[kept[k]]];
        to[k] = position[target[kept[k]]];
    }
    return hcp_edges_new_take(hcp_edges_is_directed(edges), n_kept, from, to, attributes);
}

HcpNetwork *hcp_network_select(HcpNetwork *network, int32_t n, const int32_t *nodes,
                               const HcpRun *run, GError **error) {
    if (n == hcp_network_get_n_nodes(network))
        return hcp_network_ref(network);
    g_autofree int32_t *position = find_positions(network, n, nodes);
    g_autoptr(HcpEdges) edges = select_edges(network->edges, position, error);
    if (edges == NULL)
        return NULL;
    g_autoptr(HcpTable) table = hcp_table_select_rows(network->nodes, n, nodes);
    return hcp_network_new(table, edges, run, error);
}
