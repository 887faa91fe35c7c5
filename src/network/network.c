#include "base/base_internal.h"
#include "network/network_internal.h"
#include <float.h>

const char *hcp_network_get_layer(const HcpNetwork *network) {
    return hcp_edges_get_layer(network->edges);
}

int32_t hcp_network_get_n_nodes(const HcpNetwork *network) {
    return (int32_t)hcp_table_get_n_rows(network->nodes);
}

int64_t hcp_network_get_n_edges(const HcpNetwork *network) {
    return hcp_edges_get_n(network->edges);
}

gboolean hcp_network_is_directed(const HcpNetwork *network) {
    return hcp_edges_is_directed(network->edges);
}

HcpTable *hcp_network_get_nodes(const HcpNetwork *network) {
    return network->nodes;
}

HcpEdges *hcp_network_get_edges(const HcpNetwork *network) {
    return network->edges;
}

const HcpAdjacency *hcp_network_out(const HcpNetwork *network) {
    return &network->out;
}

const HcpAdjacency *hcp_network_in(const HcpNetwork *network) {
    return hcp_network_is_directed(network) ? &network->in : &network->out;
}

static gboolean endpoints_are_nodes(const HcpEdges *edges, int64_t n) {
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++)
        if (source[e] >= n || target[e] >= n)
            return FALSE;
    return TRUE;
}

/* Slots hold weights as float and edge rows as int32. Whatever passes here is finite and above
 * zero, which igraph would not ask for itself. */
static gboolean check_limits(const HcpEdges *edges, int64_t n, GError **error) {
    int64_t m = hcp_edges_get_n(edges);
    if (n > INT32_MAX || m > INT32_MAX) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "layer %s: expected at most %d nodes and as many edges, found %" G_GINT64_FORMAT
                    " and %" G_GINT64_FORMAT,
                    hcp_edges_get_layer(edges), INT32_MAX, n, m);
        return FALSE;
    }
    const double *weight = hcp_edges_get_weights(edges);
    for (int64_t e = 0; e < m; e++) {
        if (weight[e] >= (double)FLT_MIN && weight[e] <= (double)FLT_MAX)
            continue;
        char text[HCP__NUMBER_SIZE];
        hcp__format_double(text, weight[e]);
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "layer %s: weight: expected 1.2e-38 to 3.4e+38, found '%s'",
                    hcp_edges_get_layer(edges), text);
        return FALSE;
    }
    return TRUE;
}

static gboolean build(HcpNetwork *network, const HcpRun *run, GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    if (!hcp_run_check(run, error))
        return FALSE;
    if (!hcp_network_is_directed(network))
        return hcp__adjacency_undirected(network->edges, n, &network->out, run, error);
    return hcp__adjacency_directed(network->edges, n, &network->out, &network->in, run, error);
}

HcpNetwork *hcp_network_new(HcpTable *nodes, HcpEdges *edges, const HcpRun *run, GError **error) {
    int64_t n = hcp_table_get_n_rows(nodes);
    g_return_val_if_fail(endpoints_are_nodes(edges, n), NULL);
    if (!check_limits(edges, n, error))
        return NULL;
    g_autoptr(HcpNetwork) network = g_new0(HcpNetwork, 1);
    network->ref_count = 1;
    network->nodes = hcp_table_ref(nodes);
    network->edges = hcp_edges_ref(edges);
    return build(network, run, error) ? g_steal_pointer(&network) : NULL;
}

HcpNetwork *hcp_network_ref(HcpNetwork *network) {
    g_atomic_int_inc(&network->ref_count);
    return network;
}

void hcp_network_unref(HcpNetwork *network) {
    if (network == NULL || !g_atomic_int_dec_and_test(&network->ref_count))
        return;
    hcp__adjacency_clear(&network->out);
    hcp__adjacency_clear(&network->in);
    hcp_edges_unref(network->edges);
    hcp_table_unref(network->nodes);
    g_free(network);
}
