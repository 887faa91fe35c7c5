#include "measure/measure_internal.h"

/* value[i] = number of slots of row i: there are no parallel ties. */
static void count_slots(const HcpAdjacency *adjacency, int32_t n, double *value) {
    for (int32_t i = 0; i < n; i++)
        value[i] = (double)(adjacency->offset[i + 1] - adjacency->offset[i]);
}

/* |A united with B| of two ascending lists. */
static int64_t count_union(const int32_t *a, int64_t n_a, const int32_t *b, int64_t n_b) {
    int64_t i = 0, j = 0, count = 0;
    while (i < n_a && j < n_b) {
        int32_t x = a[i], y = b[j];
        i += x <= y;
        j += y <= x;
        count++;
    }
    return count + (n_a - i) + (n_b - j);
}

static gboolean compute_degree(const HcpNetwork *network, const HcpRun *run, double *value,
                               GError **error) {
    const HcpAdjacency *out = hcp_network_out(network), *in = hcp_network_in(network);
    int32_t n = hcp_network_get_n_nodes(network);
    for (int32_t i = 0; i < n; i++)
        value[i] = (double)count_union(
            out->neighbour + out->offset[i], out->offset[i + 1] - out->offset[i],
            in->neighbour + in->offset[i], in->offset[i + 1] - in->offset[i]);
    return hcp_run_check(run, error);
}

static gboolean compute_in_degree(const HcpNetwork *network, const HcpRun *run, double *value,
                                  GError **error) {
    count_slots(hcp_network_in(network), hcp_network_get_n_nodes(network), value);
    return hcp_run_check(run, error);
}

static gboolean compute_out_degree(const HcpNetwork *network, const HcpRun *run, double *value,
                                   GError **error) {
    count_slots(hcp_network_out(network), hcp_network_get_n_nodes(network), value);
    return hcp_run_check(run, error);
}

const HcpMeasure hcp__measure_degree = {
    .name = "degree",
    .label = "Degree",
    .unit = "nodes",
    .definition = "number of different nodes tied to the node, in either direction",
    .direction = "ignored: a tie both ways counts once",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "0",
    .source = "Freeman 1979, Social Networks 1:215-239",
    .cost = "O(n + m)",
    .whole_number = TRUE,
    .compute = compute_degree,
};

const HcpMeasure hcp__measure_in_degree = {
    .name = "in_degree",
    .label = "In-degree",
    .unit = "nodes",
    .definition = "number of nodes with a tie to the node",
    .direction = "incoming ties",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "0",
    .source = "Freeman 1979, Social Networks 1:215-239",
    .cost = "O(n)",
    .directed_only = TRUE,
    .whole_number = TRUE,
    .compute = compute_in_degree,
};

const HcpMeasure hcp__measure_out_degree = {
    .name = "out_degree",
    .label = "Out-degree",
    .unit = "nodes",
    .definition = "number of nodes that the node has a tie to",
    .direction = "outgoing ties",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "0",
    .source = "Freeman 1979, Social Networks 1:215-239",
    .cost = "O(n)",
    .directed_only = TRUE,
    .whole_number = TRUE,
    .compute = compute_out_degree,
};
