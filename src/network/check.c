/* The invariants of a network, one function each, in the order in which they build on each other.
 */
#include "network/network_internal.h"

#include <hcpnet/error.h>

static gboolean hold(gboolean holds, GError **error, const char *invariant, int64_t at) {
    if (!holds)
        g_set_error(error, HCP_ERROR, HCP_ERROR_ENGINE, "network: %" G_GINT64_FORMAT ": %s", at,
                    invariant);
    return holds;
}

/* Endpoints are nodes, rows ascend, undirected edges have source < target. */
static gboolean check_edges(const HcpNetwork *network, GError **error) {
    const HcpEdges *edges = network->edges;
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    int32_t n = hcp_network_get_n_nodes(network);
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        int32_t a = source[e], b = target[e];
        gboolean ascends = e == 0 || source[e - 1] < a || (source[e - 1] == a && target[e - 1] < b);
        if (!hold(a >= 0 && a < n && b >= 0 && b < n, error, "expected an edge of two nodes", e) ||
            !hold(a != b, error, "expected no loop", e) ||
            !hold(ascends, error, "expected edges to ascend by (source, target)", e) ||
            !hold(hcp_edges_is_directed(edges) || a < b, error, "expected source < target", e))
            return FALSE;
    }
    return TRUE;
}

/* Offsets run from 0 to n_slots and never fall; the neighbours of a node are nodes and ascend. */
static gboolean check_rows(const HcpAdjacency *adjacency, int32_t n, GError **error) {
    const int64_t *offset = adjacency->offset;
    if (!hold(offset[0] == 0, error, "expected offsets from 0", 0) ||
        !hold(offset[n] == adjacency->n_slots, error, "expected offsets up to n_slots", n))
        return FALSE;
    for (int32_t i = 0; i < n; i++) {
        if (!hold(offset[i] <= offset[i + 1], error, "expected offsets that never fall", i))
            return FALSE;
        for (int64_t s = offset[i]; s < offset[i + 1]; s++) {
            int32_t j = adjacency->neighbour[s];
            gboolean ascends = s == offset[i] || adjacency->neighbour[s - 1] < j;
            if (!hold(j >= 0 && j < n, error, "expected neighbours to be nodes", s) ||
                !hold(ascends, error, "expected neighbours to ascend", s))
                return FALSE;
        }
    }
    return TRUE;
}

/* Slot s of node i is an edge between i and its neighbour, and has the edge's weight. */
static gboolean check_slots(const HcpNetwork *network, const HcpAdjacency *adjacency,
                            gboolean outgoing, GError **error) {
    const int32_t *source = hcp_edges_get_sources(network->edges);
    const int32_t *target = hcp_edges_get_targets(network->edges);
    const double *weight = hcp_edges_get_weights(network->edges);
    gboolean directed = hcp_network_is_directed(network);
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++)
        for (int64_t s = adjacency->offset[i]; s < adjacency->offset[i + 1]; s++) {
            int64_t e = adjacency->edge != NULL ? adjacency->edge[s] : s;
            if (!hold(e >= 0 && e < hcp_network_get_n_edges(network), error,
                      "expected the slot to have an edge", s))
                return FALSE;
            int32_t j = adjacency->neighbour[s];
            gboolean forward = source[e] == i && target[e] == j;
            gboolean backward = source[e] == j && target[e] == i;
            gboolean fits = directed ? (outgoing ? forward : backward) : forward || backward;
            if (!hold(fits, error, "expected the slot to be its edge", s) ||
                !hold(adjacency->weight[s] == (float)weight[e] && adjacency->weight[s] > 0, error,
                      "expected the slot to have the weight of its edge", s))
                return FALSE;
        }
    return TRUE;
}

gboolean hcp_network_check(const HcpNetwork *network, GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    int64_t m = hcp_network_get_n_edges(network);
    gboolean directed = hcp_network_is_directed(network);
    const HcpAdjacency *out = hcp_network_out(network), *in = hcp_network_in(network);
    return check_edges(network, error) &&
           hold(out->n_slots == (directed ? m : 2 * m), error, "expected a slot for each end", m) &&
           hold(in->n_slots == out->n_slots, error, "expected as many slots in as out", m) &&
           hold((out->edge == NULL) == directed, error, "expected slot e to be edge e", m) &&
           hold(directed || in == out, error, "expected one adjacency", m) &&
           check_rows(out, n, error) && check_rows(in, n, error) &&
           check_slots(network, out, TRUE, error) && check_slots(network, in, FALSE, error);
}
