#include "measure/measure_internal.h"

/* Nodes in order of degree, in place: node order[position[v]] is v, and the nodes of degree d
 * start at start[d] (Batagelj & Zaversnik 2003). */
typedef struct {
    int32_t *degree, *order, *position, *start;
} Buckets;

static void fill(const HcpAdjacency *a, int32_t n, Buckets *b) {
    for (int32_t v = 0; v < n; v++) {
        b->degree[v] = (int32_t)(a->offset[v + 1] - a->offset[v]);
        b->start[b->degree[v] + 1]++;
    }
    for (int32_t d = 0; d < n; d++)
        b->start[d + 1] += b->start[d];
    for (int32_t v = 0; v < n; v++) {
        b->position[v] = b->start[b->degree[v]]++;
        b->order[b->position[v]] = v;
    }
    for (int32_t d = n; d > 0; d--)
        b->start[d] = b->start[d - 1];
    b->start[0] = 0;
}

/* Moves v to the next lower bucket: it changes places with the first node of its own. */
static void lower(Buckets *b, int32_t v) {
    int32_t place = b->start[b->degree[v]]++;
    int32_t first = b->order[place];
    b->order[b->position[v]] = first;
    b->position[first] = b->position[v];
    b->order[place] = v;
    b->position[v] = place;
    b->degree[v]--;
}

/* Takes away a node of least degree again and again; its degree then is its coreness. */
static void peel(const HcpAdjacency *a, int32_t n, Buckets *b, double *value) {
    for (int32_t k = 0; k < n; k++) {
        int32_t v = b->order[k];
        value[v] = b->degree[v];
        for (int64_t s = a->offset[v]; s < a->offset[v + 1]; s++)
            if (b->degree[a->neighbour[s]] > b->degree[v])
                lower(b, a->neighbour[s]);
    }
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    g_autoptr(HcpNetwork) view = hcp__measure_undirected(network, run, error);
    g_autofree int32_t *degree = hcp__array_new(n, sizeof *degree, error);
    g_autofree int32_t *order = hcp__array_new(n, sizeof *order, error);
    g_autofree int32_t *position = hcp__array_new(n, sizeof *position, error);
    g_autofree int32_t *start = hcp__array_new((int64_t)n + 2, sizeof *start, error);
    if (view == NULL || degree == NULL || order == NULL || position == NULL || start == NULL)
        return FALSE;
    Buckets buckets = {degree, order, position, start};
    fill(hcp_network_out(view), n, &buckets);
    peel(hcp_network_out(view), n, &buckets, value);
    return hcp_run_check(run, error);
}

const HcpMeasure hcp__measure_coreness = {
    .name = "coreness",
    .label = "Coreness",
    .definition = "largest k such that the node belongs to a group whose members all have ties to "
                  "at least k others of it",
    .direction = "ignored: a tie both ways counts once",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "0",
    .source = "Seidman 1983, Social Networks 5:269-287",
    .cost = "O(n + m)",
    .whole_number = TRUE,
    .compute = compute,
};
