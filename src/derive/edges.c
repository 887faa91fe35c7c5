#include "derive/derive_internal.h"

#include <float.h>

struct HcpEdges {
    int ref_count;
    gboolean directed;
    int64_t n;
    const int32_t *source, *target;
    HcpColumn *source_owner, *target_owner; /* NULL: the edges own them */
    HcpTable *attributes;
    const double *weight; /* of the column `weight` of the attributes */
};

/* No way out before the end: so the processor compares several edges at once. */
static gboolean is_edge_list(gboolean directed, int64_t n, const int32_t *source,
                             const int32_t *target) {
    int fault = 0;
    for (int64_t e = 0; e < n; e++)
        fault |= (source[e] < 0) | (target[e] < 0) | (source[e] == target[e]) |
                 (!directed & (source[e] > target[e]));
    for (int64_t e = 1; e < n; e++)
        fault |= (source[e - 1] > source[e]) |
                 ((source[e - 1] == source[e]) & (target[e - 1] >= target[e]));
    return !fault;
}

static gboolean are_strengths(const HcpColumn *column) {
    if (column == NULL || hcp_column_get_info(column)->kind != HCP_KIND_DOUBLE ||
        hcp_column_count_missing(column) > 0)
        return FALSE;
    const double *weight = hcp_column_get_doubles(column);
    int64_t n = hcp_column_get_length(column), n_good = 0;
    for (int64_t e = 0; e < n; e++)
        n_good += (weight[e] > 0) & (weight[e] <= DBL_MAX);
    return n_good == n;
}

/* NULL where this is no list of edges. */
static HcpEdges *new_edges(gboolean directed, int64_t n, const int32_t *source,
                           const int32_t *target, HcpTable *attributes) {
    g_return_val_if_fail(n >= 0 && hcp_table_get_n_rows(attributes) == n, NULL);
    g_return_val_if_fail(is_edge_list(directed, n, source, target), NULL);
    HcpColumn *weight = hcp_table_find_column(attributes, "weight");
    g_return_val_if_fail(are_strengths(weight), NULL);

    HcpEdges *edges = g_new(HcpEdges, 1);
    *edges = (HcpEdges){.ref_count = 1,
                        .directed = directed != FALSE,
                        .n = n,
                        .source = source,
                        .target = target,
                        .attributes = hcp_table_ref(attributes),
                        .weight = hcp_column_get_doubles(weight)};
    return edges;
}

HcpEdges *hcp_edges_new_take(gboolean directed, int64_t n, int32_t *source, int32_t *target,
                             HcpTable *attributes) {
    return new_edges(directed, n, source, target, attributes);
}

HcpEdges *hcp__edges_new_of_codes(gboolean directed, HcpColumn *source, HcpColumn *target,
                                  HcpTable *attributes) {
    HcpEdges *edges =
        new_edges(directed, hcp_column_get_length(source), hcp_column_get_codes(source),
                  hcp_column_get_codes(target), attributes);
    if (edges == NULL)
        return NULL;
    edges->source_owner = hcp_column_ref(source);
    edges->target_owner = hcp_column_ref(target);
    return edges;
}

HcpEdges *hcp_edges_ref(HcpEdges *edges) {
    g_atomic_int_inc(&edges->ref_count);
    return edges;
}

void hcp_edges_unref(HcpEdges *edges) {
    if (edges == NULL || !g_atomic_int_dec_and_test(&edges->ref_count))
        return;
    if (edges->source_owner == NULL) {
        g_free((gpointer)edges->source);
        g_free((gpointer)edges->target);
    }
    hcp_column_unref(edges->source_owner);
    hcp_column_unref(edges->target_owner);
    hcp_table_unref(edges->attributes);
    g_free(edges);
}

const char *hcp_edges_get_layer(const HcpEdges *edges) {
    return hcp_table_get_name(edges->attributes);
}

gboolean hcp_edges_is_directed(const HcpEdges *edges) {
    return edges->directed;
}

int64_t hcp_edges_get_n(const HcpEdges *edges) {
    return edges->n;
}

const int32_t *hcp_edges_get_sources(const HcpEdges *edges) {
    return edges->source;
}

const int32_t *hcp_edges_get_targets(const HcpEdges *edges) {
    return edges->target;
}

HcpTable *hcp_edges_get_attributes(const HcpEdges *edges) {
    return edges->attributes;
}

const double *hcp_edges_get_weights(const HcpEdges *edges) {
    return edges->weight;
}
