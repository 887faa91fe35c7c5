#include "measure/measure_internal.h"

#include <math.h>

typedef struct {
    int32_t n;
    const HcpAdjacency *ties;
    double *value;
    int short_of_memory;
} Clustering;

/* Twice the number of ties among the neighbours of i, which bear the mark i + 1. */
static int64_t count_ties_among_neighbours(const HcpAdjacency *a, int64_t i, const int32_t *mark) {
    int64_t count = 0;
    for (int64_t s = a->offset[i]; s < a->offset[i + 1]; s++) {
        int32_t j = a->neighbour[s];
        for (int64_t t = a->offset[j]; t < a->offset[j + 1]; t++)
            count += mark[a->neighbour[t]] == i + 1;
    }
    return count;
}

static void count_range(int64_t first, int64_t last, void *data) {
    Clustering *c = data;
    const HcpAdjacency *a = c->ties;
    g_autofree int32_t *mark = hcp__array_new(c->n, sizeof *mark, NULL);
    if (mark == NULL) {
        g_atomic_int_set(&c->short_of_memory, 1);
        return;
    }
    for (int64_t i = first; i < last; i++) {
        for (int64_t s = a->offset[i]; s < a->offset[i + 1]; s++)
            mark[a->neighbour[s]] = (int32_t)i + 1;
        double k = (double)(a->offset[i + 1] - a->offset[i]);
        /* 2 t_i / (k_i (k_i - 1)) */
        c->value[i] =
            k < 2 ? (double)NAN : (double)count_ties_among_neighbours(a, i, mark) / (k * (k - 1));
    }
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    g_autoptr(HcpNetwork) view = hcp__measure_undirected(network, run, error);
    if (view == NULL)
        return FALSE;
    Clustering c = {
        .n = hcp_network_get_n_nodes(view), .ties = hcp_network_out(view), .value = value};
    return hcp__parallel_for(run, c.n, HCP__MEASURE_CHUNK, count_range, &c, error) &&
           hcp__measure_had_memory(&c.short_of_memory, error);
}

const HcpMeasure hcp__measure_clustering = {
    .name = "clustering",
    .label = "Clustering",
    .definition = "share of the pairs of the node's neighbours that are tied to each other",
    .direction = "ignored: a tie both ways counts once",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "missing, as with a single neighbour",
    .source = "Watts & Strogatz 1998, Nature 393:440-442",
    .cost = "O(sum of squared degrees)",
    .compute = compute,
};
