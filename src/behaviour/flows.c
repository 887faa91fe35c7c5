/* Where referrals go, or come from: shares over partners. */
#include "behaviour/behaviour_internal.h"

#include <math.h>
#include <string.h>

void hcp__flow_clear(HcpFlow *flow) {
    g_free(flow->offset);
    g_free(flow->partner);
    g_free(flow->volume);
}

double hcp__edge_volume(const HcpEdges *edges, int64_t e) {
    const HcpColumn *rows = hcp_table_find_column(hcp_edges_get_attributes(edges), "referrals");
    if (rows != NULL && hcp_column_is_valid(rows, e))
        return hcp_column_get_number(rows, e);
    return hcp_edges_get_weights(edges)[e];
}

static const int32_t *get_owners(const HcpEdges *edges, gboolean received) {
    return received ? hcp_edges_get_targets(edges) : hcp_edges_get_sources(edges);
}

/* The partners of one physician with those that come twice, from two layers, put together. */
static int64_t merge_partners(HcpFlow *flow, int64_t first, int64_t last, int64_t at) {
    for (int64_t k = first + 1; k < last; k++) /* few layers: nearly in order */
        for (int64_t j = k; j > first && flow->partner[j - 1] > flow->partner[j]; j--) {
            int32_t partner = flow->partner[j];
            double volume = flow->volume[j];
            flow->partner[j] = flow->partner[j - 1];
            flow->volume[j] = flow->volume[j - 1];
            flow->partner[j - 1] = partner;
            flow->volume[j - 1] = volume;
        }
    int64_t start = at;
    for (int64_t k = first; k < last; k++)
        if (at > start && flow->partner[at - 1] == flow->partner[k]) {
            flow->volume[at - 1] += flow->volume[k];
        } else {
            flow->partner[at] = flow->partner[k];
            flow->volume[at++] = flow->volume[k];
        }
    return at;
}

static void merge_all(HcpFlow *flow, int32_t n) {
    int64_t at = 0, first = 0;
    for (int32_t i = 0; i < n; i++) {
        int64_t last = flow->offset[i + 1];
        at = merge_partners(flow, first, last, at);
        flow->offset[i + 1] = at;
        first = last;
    }
}

gboolean hcp__flow_collect(const GPtrArray *edges, int32_t n_physicians, gboolean received,
                           HcpFlow *flow, GError **error) {
    int64_t n = 0;
    for (guint l = 0; l < edges->len; l++)
        n += hcp_edges_get_n(edges->pdata[l]);
    flow->offset = hcp__array_new((int64_t)n_physicians + 1, sizeof(int64_t), error);
    flow->partner = flow->offset != NULL ? hcp__array_new(n, sizeof(int32_t), error) : NULL;
    flow->volume = flow->partner != NULL ? hcp__array_new(n, sizeof(double), error) : NULL;
    g_autofree int64_t *next =
        flow->volume != NULL ? hcp__array_new(n_physicians, sizeof(int64_t), error) : NULL;
    if (next == NULL)
        return FALSE;
    for (guint l = 0; l < edges->len; l++)
        for (int64_t e = 0; e < hcp_edges_get_n(edges->pdata[l]); e++)
            flow->offset[get_owners(edges->pdata[l], received)[e] + 1]++;
    for (int32_t i = 0; i < n_physicians; i++) {
        flow->offset[i + 1] += flow->offset[i];
        next[i] = flow->offset[i];
    }
    for (guint l = 0; l < edges->len; l++) {
        const int32_t *owner = get_owners(edges->pdata[l], received);
        const int32_t *partner = get_owners(edges->pdata[l], !received);
        for (int64_t e = 0; e < hcp_edges_get_n(edges->pdata[l]); e++) {
            int64_t k = next[owner[e]]++;
            flow->partner[k] = partner[e];
            flow->volume[k] = hcp__edge_volume(edges->pdata[l], e);
        }
    }
    if (edges->len > 1)
        merge_all(flow, n_physicians);
    return TRUE;
}

static double sum_volume(const HcpFlow *flow, int32_t i) {
    double sum = 0;
    for (int64_t k = flow->offset[i]; k < flow->offset[i + 1]; k++)
        sum += flow->volume[k];
    return sum;
}

/* HHI_i = sum_j (w_ij / w_i)^2 */
double hcp__flow_hhi(const HcpFlow *flow, int32_t i) {
    double total = sum_volume(flow, i), sum = 0;
    for (int64_t k = flow->offset[i]; k < flow->offset[i + 1]; k++)
        sum += flow->volume[k] / total * (flow->volume[k] / total);
    return total > 0 ? sum : NAN;
}

/* max_j w_ij / w_i */
double hcp__flow_largest_share(const HcpFlow *flow, int32_t i) {
    double total = sum_volume(flow, i), largest = 0;
    for (int64_t k = flow->offset[i]; k < flow->offset[i + 1]; k++)
        largest = MAX(largest, flow->volume[k]);
    return total > 0 ? largest / total : NAN;
}

/* sum over marked j of w_ij / w_i */
double hcp__flow_marked_share(const HcpFlow *flow, int32_t i, const uint8_t *is_marked) {
    double total = sum_volume(flow, i), marked = 0;
    for (int64_t k = flow->offset[i]; k < flow->offset[i + 1]; k++)
        marked += is_marked[flow->partner[k]] ? flow->volume[k] : 0;
    return total > 0 ? marked / total : NAN;
}

/* 1 - sum over j of the region of i of w_ij / sum over j of a known region of w_ij */
double hcp__flow_outside_share(const HcpFlow *flow, int32_t i, const HcpColumn *region) {
    double known = 0, outside = 0;
    if (region == NULL || !hcp_column_is_valid(region, i))
        return NAN;
    for (int64_t k = flow->offset[i]; k < flow->offset[i + 1]; k++) {
        int32_t j = flow->partner[k];
        if (!hcp_column_is_valid(region, j))
            continue;
        known += flow->volume[k];
        outside += strcmp(hcp_column_get_text(region, i), hcp_column_get_text(region, j)) != 0
                       ? flow->volume[k]
                       : 0;
    }
    return known > 0 ? outside / known : NAN;
}
