/* The combined layer, from layers as they may be seen. */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <hcpnet/derive.h>
#include <string.h>

/* Row of the pair (source, target), or -1; rows are sorted by both. O(log n). */
static int64_t find_row(const HcpEdges *edges, int32_t source, int32_t target) {
    const int32_t *sources = hcp_edges_get_sources(edges), *targets = hcp_edges_get_targets(edges);
    int64_t first = 0, last = hcp_edges_get_n(edges) - 1;
    while (first <= last) {
        int64_t middle = first + (last - first) / 2;
        if (sources[middle] == source && targets[middle] == target)
            return middle;
        gboolean before =
            sources[middle] < source || (sources[middle] == source && targets[middle] < target);
        first = before ? middle + 1 : first;
        last = before ? last : middle - 1;
    }
    return -1;
}

static gboolean is_masked(const HcpEdges *layer, int32_t source, int32_t target) {
    HcpColumn *masked = hcp_table_find_column(hcp_edges_get_attributes(layer), "masked");
    if (masked == NULL)
        return FALSE;
    gboolean directed = hcp_edges_is_directed(layer);
    int64_t row = find_row(layer, directed ? source : MIN(source, target),
                           directed ? target : MAX(source, target));
    return row >= 0 && hcp_column_get_bools(masked)[row];
}

static gboolean takes_part(const HcpEdges *layer, const GArray *coefficients) {
    for (guint i = 0; i < coefficients->len; i++)
        if (strcmp(g_array_index(coefficients, HcpLayerWeight, i).layer,
                   hcp_edges_get_layer(layer)) == 0)
            return TRUE;
    return FALSE;
}

/* Marks the edges to which a masked edge contributes; returns how many there are. */
static int64_t mark_masked(const HcpEdges *combined, const GPtrArray *layers, uint8_t *masked) {
    const int32_t *source = hcp_edges_get_sources(combined);
    const int32_t *target = hcp_edges_get_targets(combined);
    int64_t n_masked = 0;
    for (int64_t e = 0; e < hcp_edges_get_n(combined); e++) {
        for (guint i = 0; i < layers->len; i++)
            masked[e] |= (uint8_t)is_masked(layers->pdata[i], source[e], target[e]);
        n_masked += masked[e];
    }
    return n_masked;
}

/* The sum of a count over the parts that bear its note; -1 where none does. */
static int64_t sum_notes(const GPtrArray *layers, const char *key) {
    int64_t sum = -1;
    for (guint i = 0; i < layers->len; i++) {
        const char *count = hcp_table_find_note(hcp_edges_get_attributes(layers->pdata[i]), key);
        if (count != NULL)
            sum = MAX(sum, 0) + g_ascii_strtoll(count, NULL, 10);
    }
    return sum;
}

static HcpTable *with_masked(HcpTable *attributes, const HcpEdges *combined,
                             const GPtrArray *layers) {
    if (sum_notes(layers, HCP__NOTE_MASKED_EDGES) < 0)
        return hcp_table_ref(attributes);
    int64_t n = hcp_edges_get_n(combined);
    g_autofree uint8_t *masked = g_malloc0((gsize)n + 1);
    int64_t n_masked = mark_masked(combined, layers, masked);
    g_autoptr(HcpColumn) column = hcp__edges_make_masked_column(n, masked);
    g_autoptr(HcpTable) marked = hcp_table_with_columns(attributes, 1, &column);
    return hcp__table_with_count(marked, HCP__NOTE_MASKED_EDGES, n_masked);
}

static HcpTable *with_dropped(HcpTable *attributes, const GPtrArray *layers) {
    int64_t n_dropped = sum_notes(layers, HCP__NOTE_DROPPED_EDGES);
    return n_dropped >= 0 ? hcp__table_with_count(attributes, HCP__NOTE_DROPPED_EDGES, n_dropped)
                          : hcp_table_ref(attributes);
}

static HcpEdges *note_release(const HcpEdges *combined, const GPtrArray *layers,
                              const HcpReleasePolicy *policy) {
    g_autofree char *rule = hcp__edges_describe_policy(combined, policy);
    g_autoptr(HcpTable) ruled =
        hcp_table_with_note(hcp_edges_get_attributes(combined), HCP__NOTE_RELEASED, rule);
    g_autoptr(HcpTable) masked = with_masked(ruled, combined, layers);
    g_autoptr(HcpTable) noted = with_dropped(masked, layers);
    return hcp__edges_with_attributes(combined, hcp_edges_get_n(combined), NULL, noted);
}

HcpEdges *hcp_release_combine(const GPtrArray *layers, const GArray *coefficients,
                              const HcpReleasePolicy *policy, GError **error) {
    g_return_val_if_fail(layers != NULL && coefficients != NULL && policy != NULL, NULL);
    g_autoptr(GPtrArray) released = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (guint i = 0; i < layers->len; i++) {
        HcpEdges *layer = hcp_release_edges(layers->pdata[i], policy);
        g_ptr_array_add(released, layer);
        if (!hcp__edges_check_released(layer, policy, error))
            return NULL;
        if (takes_part(layer, coefficients))
            g_ptr_array_add(parts, layer);
    }
    g_autoptr(HcpEdges) combined = hcp_derive_combined(released, coefficients, error);
    return combined != NULL ? note_release(combined, parts, policy) : NULL;
}
