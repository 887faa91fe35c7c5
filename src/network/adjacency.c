/* Compressed rows. Edges come sorted by (source, target), so slots in the order of the edges leave
 * every row ascending. */
#include "base/base_internal.h"
#include "network/network_internal.h"

static const int64_t EDGES_PER_TASK = 1 << 18;

static void clear_slots(HcpSlots *slots) {
    g_free(slots->offset);
    g_free(slots->neighbour);
    g_free(slots->weight);
    g_free(slots->edge);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpSlots, clear_slots)

/* Offsets and weights; with `owned` neighbours and edges as well. */
static gboolean allocate(HcpSlots *slots, int32_t n, int64_t n_slots, gboolean owned,
                         GError **error) {
    slots->offset = hcp__array_new((int64_t)n + 1, sizeof(int64_t), error);
    if (slots->offset == NULL)
        return FALSE;
    slots->weight = hcp__array_new(n_slots, sizeof(float), error);
    if (slots->weight == NULL || !owned)
        return slots->weight != NULL;
    slots->neighbour = hcp__array_new(n_slots, sizeof(int32_t), error);
    if (slots->neighbour == NULL)
        return FALSE;
    slots->edge = hcp__array_new(n_slots, sizeof(int32_t), error);
    return slots->edge != NULL;
}

static HcpAdjacency freeze(HcpSlots *slots, int64_t n_slots, const int32_t *borrowed) {
    HcpAdjacency adjacency = {.n_slots = n_slots,
                              .offset = slots->offset,
                              .neighbour = borrowed != NULL ? borrowed : slots->neighbour,
                              .weight = slots->weight,
                              .edge = slots->edge};
    *slots = (HcpSlots){0};
    return adjacency;
}

/* ---- outgoing: slot e is edge e ---- */

typedef struct {
    HcpSlots *slots;
    const int32_t *source;
    const double *weight;
    int64_t m;
    int32_t n;
} Outgoing;

/* Edge e begins the rows of the nodes after the source of the edge before it; edge m, which there
 * is not, those after the last source. */
static void fill_outgoing(int64_t first, int64_t last, void *data) {
    const Outgoing *out = data;
    for (int64_t e = first; e < last; e++) {
        int32_t source = e < out->m ? out->source[e] : out->n;
        for (int32_t i = e > 0 ? out->source[e - 1] : -1; i < source; i++)
            out->slots->offset[i + 1] = e;
        if (e < out->m)
            out->slots->weight[e] = (float)out->weight[e];
    }
}

static gboolean fill_directed(HcpSlots *out, HcpSlots *in, const HcpEdges *edges, int32_t n,
                              const HcpRun *run, GError **error) {
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    int64_t m = hcp_edges_get_n(edges);
    /* What will be the outgoing weights is lent before: memory that is touched already is cheap. */
    in->key = (uint32_t *)(void *)out->weight;
    HcpEnds ends = {edges, n, 1, {target}, {source}};
    Outgoing outgoing = {out, source, hcp_edges_get_weights(edges), m, n};
    return hcp__slots_fill(in, &ends, run, error) &&
           hcp__parallel_for(run, m + 1, EDGES_PER_TASK, fill_outgoing, &outgoing, error);
}

gboolean hcp__adjacency_directed(const HcpEdges *edges, int32_t n, HcpAdjacency *out_out,
                                 HcpAdjacency *out_in, const HcpRun *run, GError **error) {
    int64_t m = hcp_edges_get_n(edges);
    g_auto(HcpSlots) out = {0}, in = {0};
    if (!allocate(&out, n, m, FALSE, error) || !allocate(&in, n, m, TRUE, error) ||
        !fill_directed(&out, &in, edges, n, run, error))
        return FALSE;
    *out_out = freeze(&out, m, hcp_edges_get_targets(edges));
    *out_in = freeze(&in, m, NULL);
    return TRUE;
}

/* ---- undirected: a slot at each end ---- */

gboolean hcp__adjacency_undirected(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                   const HcpRun *run, GError **error) {
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    int64_t n_slots = 2 * hcp_edges_get_n(edges);
    g_auto(HcpSlots) slots = {0};
    g_autofree uint32_t *key = hcp__array_new(n_slots, sizeof *key, error);
    if (key == NULL || !allocate(&slots, n, n_slots, TRUE, error))
        return FALSE;
    slots.key = key;
    /* source < target: the first give each node its smaller neighbours, the second its larger. */
    HcpEnds ends = {edges, n, 2, {target, source}, {source, target}};
    if (!hcp__slots_fill(&slots, &ends, run, error))
        return FALSE;
    *out_adjacency = freeze(&slots, n_slots, NULL);
    return TRUE;
}

void hcp__adjacency_clear(HcpAdjacency *adjacency) {
    g_free((gpointer)adjacency->offset);
    g_free((gpointer)adjacency->weight);
    if (adjacency->edge != NULL) /* else the neighbours are the edges' targets */
        g_free((gpointer)adjacency->neighbour);
    g_free((gpointer)adjacency->edge);
    *adjacency = (HcpAdjacency){0};
}
