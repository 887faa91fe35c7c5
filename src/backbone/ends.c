/* The ties of an edge's ends, and the two filters that ask for nothing else. */
#include "base/base_internal.h"
#include <hcpnet/backbone.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the ties of a node are counted: those that it sends and those that it receives apart in a
 * directed layer, else together. */
static int64_t end_of(const HcpEdges *edges, int32_t n_nodes, int64_t e, int side) {
    if (side == 0)
        return hcp_edges_get_sources(edges)[e];
    int64_t target = hcp_edges_get_targets(edges)[e];
    return hcp_edges_is_directed(edges) ? n_nodes + target : target;
}

/* By end: how many ties, and the sum of their weights in order of the edges. */
typedef struct {
    int64_t *n;
    double *strength;
} Ends;

static void clear_ends(Ends *ends) {
    g_free(ends->n);
    g_free(ends->strength);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ends, clear_ends)

static gboolean count_ends(const HcpEdges *edges, int32_t n_nodes, Ends *ends, GError **error) {
    ends->n = hcp__array_new(2 * (int64_t)n_nodes + 1, sizeof(int64_t), error);
    if (ends->n == NULL)
        return FALSE;
    ends->strength = hcp__array_new(2 * (int64_t)n_nodes + 1, sizeof(double), error);
    if (ends->strength == NULL)
        return FALSE;
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++)
        for (int side = 0; side < 2; side++) {
            int64_t end = end_of(edges, n_nodes, e, side);
            ends->n[end]++;
            ends->strength[end] += hcp_edges_get_weights(edges)[e];
        }
    return TRUE;
}

/* ---- disparity ---- */

/* p = (1 - w / s)^(k - 1): a node's strength s cut in k parts by k - 1 random cuts, the chance that
 * a part is at least w. With one tie 0^0 = 1: nothing to compare it with. */
static double find_disparity(double weight, double strength, int64_t k) {
    if (k < 2)
        return 1;
    return exp((double)(k - 1) * log1p(-MIN(weight / strength, 1)));
}

HcpColumn *hcp_backbone_disparity(const HcpEdges *edges, int32_t n_nodes, GError **error) {
    static const HcpColumnInfo INFO = {
        .name = "disparity_p",
        .label = "Disparity p",
        .definition = "chance of so strong a tie if an end spread its strength at random: "
                      "(1 - w/s)^(k-1), the smaller of both ends; weights as they are shown",
        .kind = HCP_KIND_DOUBLE};
    int64_t m = hcp_edges_get_n(edges);
    g_auto(Ends) ends = {0};
    if (!count_ends(edges, n_nodes, &ends, error))
        return NULL;
    double *p = hcp__array_new(m, sizeof(double), error);
    if (p == NULL)
        return NULL;
    for (int64_t e = 0; e < m; e++) {
        double weight = hcp_edges_get_weights(edges)[e];
        int64_t from = end_of(edges, n_nodes, e, 0), to = end_of(edges, n_nodes, e, 1);
        p[e] = MIN(find_disparity(weight, ends.strength[from], ends.n[from]),
                   find_disparity(weight, ends.strength[to], ends.n[to]));
    }
    return hcp_column_new_take(&INFO, m, p, NULL);
}

/* ---- the strongest ties of each node ---- */

/* The weights of the ties of each end: weight[offset[i]] .. weight[offset[i + 1] - 1], ascending.
 */
typedef struct {
    int64_t *offset;
    double *weight;
} Sorted;

static void clear_sorted(Sorted *sorted) {
    g_free(sorted->offset);
    g_free(sorted->weight);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sorted, clear_sorted)

static int compare_weights(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static gboolean sort_ends(const HcpEdges *edges, int32_t n_nodes, Sorted *sorted, GError **error) {
    int64_t n_ends = 2 * (int64_t)n_nodes;
    g_auto(Ends) ends = {0};
    if (!count_ends(edges, n_nodes, &ends, error))
        return FALSE;
    sorted->offset = hcp__array_new(n_ends + 1, sizeof(int64_t), error);
    if (sorted->offset == NULL)
        return FALSE;
    sorted->weight = hcp__array_new(2 * hcp_edges_get_n(edges), sizeof(double), error);
    if (sorted->weight == NULL)
        return FALSE;
    for (int64_t i = 0; i < n_ends; i++)
        sorted->offset[i + 1] = sorted->offset[i] + ends.n[i];
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++)
        for (int side = 0; side < 2; side++) {
            int64_t end = end_of(edges, n_nodes, e, side);
            sorted->weight[sorted->offset[end] + --ends.n[end]] = hcp_edges_get_weights(edges)[e];
        }
    for (int64_t i = 0; i < n_ends; i++)
        qsort(sorted->weight + sorted->offset[i],
              (size_t)(sorted->offset[i + 1] - sorted->offset[i]), sizeof(double), compare_weights);
    return TRUE;
}

/* Ties of the end that are at least as strong. */
static int64_t count_as_strong(const Sorted *sorted, int64_t end, double weight) {
    int64_t first = sorted->offset[end], last = sorted->offset[end + 1];
    while (first < last) {
        int64_t middle = first + (last - first) / 2;
        if (sorted->weight[middle] < weight)
            first = middle + 1;
        else
            last = middle;
    }
    return sorted->offset[end + 1] - first;
}

uint8_t *hcp_backbone_top(const HcpEdges *edges, int32_t n_nodes, double share, GError **error) {
    g_auto(Sorted) sorted = {0};
    if (!sort_ends(edges, n_nodes, &sorted, error))
        return NULL;
    int64_t m = hcp_edges_get_n(edges);
    uint8_t *keep = hcp__array_new(m, 1, error);
    for (int64_t e = 0; keep != NULL && e < m; e++)
        for (int side = 0; side < 2; side++) {
            int64_t end = end_of(edges, n_nodes, e, side);
            double k = (double)(sorted.offset[end + 1] - sorted.offset[end]);
            int64_t rank = count_as_strong(&sorted, end, hcp_edges_get_weights(edges)[e]);
            /* The product of a share and a count may end a bit above a whole number. */
            keep[e] |= (double)rank <= ceil(share * k - 1e-9);
        }
    return keep;
}
