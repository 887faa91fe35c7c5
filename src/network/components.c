/* Connected components by union-find (Tarjan 1975, J ACM 22:215-225) with path halving; the root of
 * a tree is its smallest node, so no ranks are kept. */
#include "network/network_internal.h"

static int32_t find_root(int32_t *parent, int32_t i) {
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

int32_t hcp_network_components(const HcpNetwork *network, int32_t *component) {
    int32_t n = hcp_network_get_n_nodes(network);
    const int32_t *source = hcp_edges_get_sources(network->edges);
    const int32_t *target = hcp_edges_get_targets(network->edges);
    int32_t *parent = component; /* the array holds the forest until it holds the answer */
    for (int32_t i = 0; i < n; i++)
        parent[i] = i;
    for (int64_t e = 0; e < hcp_network_get_n_edges(network); e++) {
        int32_t a = find_root(parent, source[e]), b = find_root(parent, target[e]);
        parent[MAX(a, b)] = MIN(a, b);
    }
    for (int32_t i = 0; i < n; i++)
        component[i] = find_root(parent, i);
    return hcp__labels_renumber(n, component, component, NULL);
}
