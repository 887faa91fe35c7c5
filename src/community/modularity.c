#include "base/base_internal.h"
#include <hcpnet/community.h>

#include <math.h>

/* Q = sum over communities c of ( in_c / m - (tot_c / 2m)^2 ), in_c the weight of ties inside,
 * tot_c the strength of its nodes, m the weight of all ties (Newman & Girvan 2004, Phys Rev E
 * 69:026113). A node that belongs nowhere stands alone. */
double hcp_community_modularity(HcpNetwork *network, const HcpPartition *partition,
                                const HcpRun *run) {
    (void)run;
    g_return_val_if_fail(hcp_partition_get_n_nodes(partition) == hcp_network_get_n_nodes(network),
                         (double)NAN);
    HcpEdges *edges = hcp_network_get_edges(network);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    const double *weight = hcp_edges_get_weights(edges);
    const int32_t *community = hcp_partition_get_communities(partition);
    int32_t n = hcp_network_get_n_nodes(network);
    int32_t n_groups = hcp_partition_get_n_communities(partition);
    /* Nodes that belong nowhere are groups n_groups .. n_groups + n - 1. */
    g_autofree double *total = g_new0(double, (gsize)n_groups + (gsize)n + 1);
    double inside = 0, all = 0;
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        int32_t a = community[source[e]], b = community[target[e]];
        total[a >= 0 ? a : n_groups + source[e]] += weight[e];
        total[b >= 0 ? b : n_groups + target[e]] += weight[e];
        inside += a >= 0 && a == b ? weight[e] : 0;
        all += weight[e];
    }
    if (all <= 0)
        return (double)NAN;
    double squares = 0;
    for (int64_t c = 0; c < (int64_t)n_groups + n; c++)
        squares += total[c] / (2 * all) * (total[c] / (2 * all));
    return inside / all - squares;
}
