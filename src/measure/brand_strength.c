/* Ties with brand writers: nodes whose column `brand_writer` is true. */
#include "measure/measure_internal.h"

#include <math.h>

/* NULL where the nodes have no such column. Borrowed. */
static const HcpColumn *find_writers(const HcpNetwork *network) {
    const HcpColumn *column = hcp_table_find_column(hcp_network_get_nodes(network), "brand_writer");
    return column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_BOOL ? column : NULL;
}

static gboolean is_writer(const HcpColumn *writers, int32_t i) {
    return hcp_column_is_valid(writers, i) && hcp_column_get_bools(writers)[i];
}

/* value[i] = sum of w_ij over writers j (to_writers), of w_ji over writers j (from_writers), over
 * the edge table, whose weights are exact. */
static void sum_weights(const HcpNetwork *network, gboolean to_writers, gboolean from_writers,
                        double *value) {
    HcpEdges *edges = hcp_network_get_edges(network);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    const double *weight = hcp_edges_get_weights(edges);
    const HcpColumn *writers = find_writers(network);
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++)
        value[i] = writers != NULL ? 0 : (double)NAN;
    for (int64_t e = 0; writers != NULL && e < hcp_edges_get_n(edges); e++) {
        if (to_writers && is_writer(writers, target[e]))
            value[source[e]] += weight[e];
        if (from_writers && is_writer(writers, source[e]))
            value[target[e]] += weight[e];
    }
}

static gboolean compute_strength(const HcpNetwork *network, const HcpRun *run, double *value,
                                 GError **error) {
    sum_weights(network, TRUE, TRUE, value);
    return hcp_run_check(run, error);
}

static gboolean compute_in_strength(const HcpNetwork *network, const HcpRun *run, double *value,
                                    GError **error) {
    sum_weights(network, !hcp_network_is_directed(network), TRUE, value);
    return hcp_run_check(run, error);
}

static gboolean compute_out_strength(const HcpNetwork *network, const HcpRun *run, double *value,
                                     GError **error) {
    sum_weights(network, TRUE, !hcp_network_is_directed(network), value);
    return hcp_run_check(run, error);
}

/* Each partner once: those of outgoing ties, then those of incoming ties that are not among them.
 * Neighbours in a row are ascending. */
static int64_t count_writers(const HcpNetwork *network, const HcpColumn *writers, int32_t i) {
    const HcpAdjacency *out = hcp_network_out(network), *in = hcp_network_in(network);
    int64_t k = out->offset[i], count = 0;
    for (int64_t s = k; s < out->offset[i + 1]; s++)
        count += is_writer(writers, out->neighbour[s]);
    if (!hcp_network_is_directed(network))
        return count;
    for (int64_t s = in->offset[i]; s < in->offset[i + 1]; s++) {
        while (k < out->offset[i + 1] && out->neighbour[k] < in->neighbour[s])
            k++;
        gboolean is_both = k < out->offset[i + 1] && out->neighbour[k] == in->neighbour[s];
        count += !is_both && is_writer(writers, in->neighbour[s]);
    }
    return count;
}

static gboolean compute_degree(const HcpNetwork *network, const HcpRun *run, double *value,
                               GError **error) {
    const HcpColumn *writers = find_writers(network);
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++)
        value[i] = writers != NULL ? (double)count_writers(network, writers, i) : (double)NAN;
    return hcp_run_check(run, error);
}

#define SOURCE "degree and strength (Barrat et al. 2004, PNAS 101:3747-3752) restricted to writers"

const HcpMeasure hcp__measure_brand_degree = {
    .name = "brand_degree",
    .label = "Brand writers tied to",
    .definition = "number of brand writers that the node has a tie with, each once",
    .direction = "ignored: a tie in either direction counts once",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "0",
    .source = SOURCE,
    .cost = "O(n + m)",
    .needs = "brand_writer",
    .whole_number = TRUE,
    .compute = compute_degree,
};

const HcpMeasure hcp__measure_brand_strength = {
    .name = "brand_strength",
    .label = "Strength with brand writers",
    .definition = "sum of the weights of the node's ties with brand writers, incoming and outgoing",
    .direction = "ignored: both directions are added",
    .weight = HCP_WEIGHT_STRENGTH,
    .isolates = "0",
    .source = SOURCE,
    .cost = "O(n + m)",
    .needs = "brand_writer",
    .weight_sum = TRUE,
    .compute = compute_strength,
};

const HcpMeasure hcp__measure_brand_in_strength = {
    .name = "brand_in_strength",
    .label = "In-strength from brand writers",
    .definition = "sum of the weights of the node's incoming ties from brand writers",
    .direction = "incoming ties",
    .weight = HCP_WEIGHT_STRENGTH,
    .isolates = "0",
    .source = SOURCE,
    .cost = "O(n + m)",
    .needs = "brand_writer",
    .directed_only = TRUE,
    .weight_sum = TRUE,
    .compute = compute_in_strength,
};

const HcpMeasure hcp__measure_brand_out_strength = {
    .name = "brand_out_strength",
    .label = "Out-strength to brand writers",
    .definition = "sum of the weights of the node's outgoing ties to brand writers",
    .direction = "outgoing ties",
    .weight = HCP_WEIGHT_STRENGTH,
    .isolates = "0",
    .source = SOURCE,
    .cost = "O(n + m)",
    .needs = "brand_writer",
    .directed_only = TRUE,
    .weight_sum = TRUE,
    .compute = compute_out_strength,
};
