#include "measure/measure_internal.h"

/* Sums run over the edge table, whose weights are exact doubles, and in its order: the adjacency
 * holds them in single precision. */
static gboolean sum_weights(const HcpNetwork *network, gboolean at_source, gboolean at_target,
                            double *value) {
    HcpEdges *edges = hcp_network_get_edges(network);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    const double *weight = hcp_edges_get_weights(edges);
    int64_t m = hcp_edges_get_n(edges);
    int32_t n = hcp_network_get_n_nodes(network);
    for (int32_t i = 0; i < n; i++)
        value[i] = 0;
    for (int64_t e = 0; e < m; e++) {
        if (at_source)
            value[source[e]] += weight[e];
        if (at_target)
            value[target[e]] += weight[e];
    }
    return TRUE;
}

static gboolean compute_strength(const HcpNetwork *network, const HcpRun *run, double *value,
                                 GError **error) {
    return sum_weights(network, TRUE, TRUE, value) && hcp_run_check(run, error);
}

static gboolean compute_in_strength(const HcpNetwork *network, const HcpRun *run, double *value,
                                    GError **error) {
    return sum_weights(network, !hcp_network_is_directed(network), TRUE, value) &&
           hcp_run_check(run, error);
}

static gboolean compute_out_strength(const HcpNetwork *network, const HcpRun *run, double *value,
                                     GError **error) {
    return sum_weights(network, TRUE, !hcp_network_is_directed(network), value) &&
           hcp_run_check(run, error);
}

const HcpMeasure hcp__measure_strength = {
    .name = "strength",
    .label = "Strength",
    .definition = "sum of the weights of the node's ties, incoming and outgoing",
    .direction = "ignored: both directions are added",
    .weight = HCP_WEIGHT_STRENGTH,
    .isolates = "0",
    .source = "Barrat, Barthelemy, Pastor-Satorras & Vespignani 2004, PNAS 101:3747-3752",
    .cost = "O(n + m)",
    .weight_sum = TRUE,
    .compute = compute_strength,
};

const HcpMeasure hcp__measure_in_strength = {
    .name = "in_strength",
    .label = "In-strength",
    .definition = "sum of the weights of the node's incoming ties",
    .direction = "incoming ties",
    .weight = HCP_WEIGHT_STRENGTH,
    .isolates = "0",
    .source = "Barrat, Barthelemy, Pastor-Satorras & Vespignani 2004, PNAS 101:3747-3752",
    .cost = "O(n + m)",
    .directed_only = TRUE,
    .weight_sum = TRUE,
    .compute = compute_in_strength,
};

const HcpMeasure hcp__measure_out_strength = {
    .name = "out_strength",
    .label = "Out-strength",
    .definition = "sum of the weights of the node's outgoing ties",
    .direction = "outgoing ties",
    .weight = HCP_WEIGHT_STRENGTH,
    .isolates = "0",
    .source = "Barrat, Barthelemy, Pastor-Satorras & Vespignani 2004, PNAS 101:3747-3752",
    .cost = "O(n + m)",
    .directed_only = TRUE,
    .weight_sum = TRUE,
    .compute = compute_out_strength,
};
