/* Compressed rows by counting sort. Edges come sorted by (source, target), so filling slots in the
 * order of the edges leaves every row ascending. */
#include "base/base_internal.h"
#include "network/network_internal.h"

/* The arrays of an adjacency while it is being filled. */
typedef struct {
    int64_t n_slots;
    int64_t *offset;
    int32_t *neighbour;
    float *weight;
    int32_t *edge;
} Rows;

static void clear_rows(Rows *rows) {
    g_free(rows->offset);
    g_free(rows->neighbour);
    g_free(rows->weight);
    g_free(rows->edge);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, clear_rows)

static gboolean allocate(Rows *rows, int32_t n, gboolean borrowed, GError **error) {
    rows->offset = hcp__array_new((int64_t)n + 1, sizeof(int64_t), error);
    if (rows->offset == NULL)
        return FALSE;
    rows->weight = hcp__array_new(rows->n_slots, sizeof(float), error);
    if (rows->weight == NULL || borrowed)
        return rows->weight != NULL;
    rows->neighbour = hcp__array_new(rows->n_slots, sizeof(int32_t), error);
    if (rows->neighbour == NULL)
        return FALSE;
    rows->edge = hcp__array_new(rows->n_slots, sizeof(int32_t), error);
    return rows->edge != NULL;
}

/* offset[i + 1] += the number of times that node i occurs. */
static void count_slots(Rows *rows, int64_t m, const int32_t *node) {
    for (int64_t e = 0; e < m; e++)
        rows->offset[node[e] + 1]++;
}

static void sum_offsets(Rows *rows, int32_t n) {
    for (int32_t i = 0; i < n; i++)
        rows->offset[i + 1] += rows->offset[i];
}

/* Puts edge e into the next free slot of node[e]. `offset` serves as the cursors: afterwards
 * offset[i] is where the slots filled so far for i end. */
static void fill_slots(Rows *rows, const HcpEdges *edges, const int32_t *node,
                       const int32_t *neighbour) {
    const double *weight = hcp_edges_get_weights(edges);
    int64_t m = hcp_edges_get_n(edges);
    for (int64_t e = 0; e < m; e++) {
        int64_t slot = rows->offset[node[e]]++;
        rows->neighbour[slot] = neighbour[e];
        rows->weight[slot] = (float)weight[e];
        rows->edge[slot] = (int32_t)e;
    }
}

/* Once all slots are filled the cursor of i stands where i + 1 begins. */
static void rewind_cursors(Rows *rows, int32_t n) {
    for (int32_t i = n; i > 0; i--)
        rows->offset[i] = rows->offset[i - 1];
    rows->offset[0] = 0;
}

static HcpAdjacency freeze(Rows *rows, const int32_t *borrowed) {
    HcpAdjacency adjacency = {.n_slots = rows->n_slots,
                              .offset = rows->offset,
                              .neighbour = borrowed != NULL ? borrowed : rows->neighbour,
                              .weight = rows->weight,
                              .edge = rows->edge};
    *rows = (Rows){0};
    return adjacency;
}

gboolean hcp__adjacency_outgoing(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                 GError **error) {
    int64_t m = hcp_edges_get_n(edges);
    g_auto(Rows) rows = {.n_slots = m};
    if (!allocate(&rows, n, TRUE, error))
        return FALSE;
    count_slots(&rows, m, hcp_edges_get_sources(edges));
    sum_offsets(&rows, n);
    const double *weight = hcp_edges_get_weights(edges);
    for (int64_t e = 0; e < m; e++)
        rows.weight[e] = (float)weight[e];
    *out_adjacency = freeze(&rows, hcp_edges_get_targets(edges));
    return TRUE;
}

gboolean hcp__adjacency_incoming(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                 GError **error) {
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    g_auto(Rows) rows = {.n_slots = hcp_edges_get_n(edges)};
    if (!allocate(&rows, n, FALSE, error))
        return FALSE;
    count_slots(&rows, rows.n_slots, target);
    sum_offsets(&rows, n);
    fill_slots(&rows, edges, target, source);
    rewind_cursors(&rows, n);
    *out_adjacency = freeze(&rows, NULL);
    return TRUE;
}

gboolean hcp__adjacency_undirected(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                   GError **error) {
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    int64_t m = hcp_edges_get_n(edges);
    g_auto(Rows) rows = {.n_slots = 2 * m};
    if (!allocate(&rows, n, FALSE, error))
        return FALSE;
    count_slots(&rows, m, source);
    count_slots(&rows, m, target);
    sum_offsets(&rows, n);
    /* source < target: the first pass gives each node its smaller neighbours, the second its
     * larger ones. */
    fill_slots(&rows, edges, target, source);
    fill_slots(&rows, edges, source, target);
    rewind_cursors(&rows, n);
    *out_adjacency = freeze(&rows, NULL);
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
