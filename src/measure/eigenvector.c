#include "measure/measure_internal.h"

#include "network/igraph_bridge.h"
#include <math.h>

typedef struct {
    const HcpNetwork *network;
    const uint8_t *is_member; /* of the component that is measured */
} Part;

/* y_j = sum over ties i -> j within the part of w_ij x_i. */
static gboolean apply(const double *x, double *y, void *data, const HcpRun *run, GError **error) {
    Part *part = data;
    int32_t n = hcp_network_get_n_nodes(part->network);
    if (!hcp__measure_multiply(hcp_network_in(part->network), n, x, y, run, error))
        return FALSE;
    /* x is 0 outside of the part, so that only rows outside need care. */
    for (int32_t i = 0; i < n; i++)
        if (!part->is_member[i])
            y[i] = 0;
    return TRUE;
}

/* The largest component, of equally large ones that with the smallest node; returns its size. */
static int32_t mark_largest(int32_t n, const int32_t *component, int32_t *size,
                            uint8_t *is_member) {
    for (int32_t i = 0; i < n; i++)
        size[component[i]]++;
    int32_t largest = n > 0 ? component[0] : -1;
    for (int32_t i = 0; i < n; i++)
        if (size[component[i]] > size[largest])
            largest = component[i];
    for (int32_t i = 0; i < n; i++)
        is_member[i] = component[i] == largest;
    return n > 0 ? size[largest] : 0;
}

static gboolean find_components(const HcpNetwork *network, int32_t *component, const HcpRun *run,
                                GError **error) {
    if (!hcp_network_is_directed(network)) {
        hcp_network_components(network, component);
        return TRUE;
    }
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, error);
    if (view == NULL)
        return FALSE;
    igraph_vector_int_t membership;
    if (!hcp__igraph_ok(igraph_vector_int_init(&membership, 0), error))
        return FALSE;
    gboolean good = hcp__igraph_ok(
        igraph_connected_components(&view->graph, &membership, NULL, NULL, IGRAPH_STRONG), error);
    for (int32_t i = 0; good && i < hcp_network_get_n_nodes(network); i++)
        component[i] = (int32_t)VECTOR(membership)[i];
    igraph_vector_int_destroy(&membership);
    return good;
}

/* Length 1; missing outside of the part. */
static void scale(int32_t n, const uint8_t *is_member, double *value) {
    double squares = 0;
    for (int32_t i = 0; i < n; i++)
        squares += value[i] * value[i];
    for (int32_t i = 0; i < n; i++)
        value[i] = is_member[i] ? value[i] / sqrt(squares) : (double)NAN;
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    g_autofree int32_t *component = hcp__array_new(n, sizeof *component, error);
    g_autofree int32_t *size = hcp__array_new(n, sizeof *size, error);
    g_autofree uint8_t *is_member = hcp__array_new(n, 1, error);
    if (component == NULL || size == NULL || is_member == NULL ||
        !find_components(network, component, run, error))
        return FALSE;
    gboolean has_ties = mark_largest(n, component, size, is_member) > 1;
    for (int32_t i = 0; i < n; i++)
        value[i] = has_ties ? is_member[i] : (double)NAN;
    if (!has_ties)
        return TRUE;
    Part part = {network, is_member};
    HcpPower power = {.n = n, .apply = apply, .data = &part, .shift = 0.25};
    gboolean any;
    if (!hcp__measure_power_iterate(&power, value, &any, run, error))
        return FALSE;
    scale(n, is_member, value);
    return TRUE;
}

const HcpMeasure hcp__measure_eigenvector = {
    .name = "eigenvector",
    .label = "Eigenvector centrality",
    .definition = "high where nodes that are high themselves have ties to the node: x_j is in "
                  "proportion to the sum of w_ij x_i",
    .direction = "incoming ties, within the largest strongly connected component",
    .weight = HCP_WEIGHT_STRENGTH,
    .tells_weights = TRUE,
    .isolates = "missing, as everything outside of the largest (strongly) connected component",
    .parameters = "squares sum to 1; power iteration, shift 0.25; settled when one step moves less "
                  "than 1e-12 in sum",
    .source = "Bonacich 1972, Journal of Mathematical Sociology 2:113-120",
    .cost = "O(steps (n + m))",
    .compute = compute,
};
