/* Counted pairs as a table that may be read: each window goes through the gate of edges. */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <string.h>

static const HcpColumnInfo WINDOW = {.name = "window",
                                     .label = "Window",
                                     .unit = "days",
                                     .definition = "longest time between two visits of a pair",
                                     .kind = HCP_KIND_INT64};

/* The ids at the ends of the edges. */
static HcpColumn *make_ends(const char *name, const HcpTable *nodes, int64_t n,
                            const int32_t *node) {
    HcpColumn *ids = hcp_table_find_column(nodes, "id");
    HcpColumnInfo info = *hcp_column_get_info(ids);
    g_autoptr(HcpColumn) ends = hcp_column_select(ids, n, node);
    info.name = name;
    info.definition = strcmp(name, "from") == 0 ? "id of the physician seen first"
                                                : "id of the physician seen next";
    return hcp_column_with_info(ends, &info);
}

static HcpColumn *make_window(int64_t n, int window) {
    int64_t *value = g_malloc_n((gsize)n + 1, sizeof(int64_t));
    for (int64_t e = 0; e < n; e++)
        value[e] = window;
    return hcp_column_new_take(&WINDOW, n, value, NULL);
}

/* from, to, window, pairs, patients, same_day, then weights; the weight itself is one of those. */
static HcpTable *make_table(const HcpEdges *edges, const HcpTable *nodes, int window,
                            gboolean hides) {
    static const char *const FIRST[] = {"pairs", "patients", "same_day"};
    int64_t n = hcp_edges_get_n(edges);
    HcpTable *attributes = hcp_edges_get_attributes(edges);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    g_ptr_array_add(columns, make_ends("from", nodes, n, hcp_edges_get_sources(edges)));
    g_ptr_array_add(columns, make_ends("to", nodes, n, hcp_edges_get_targets(edges)));
    if (window > 0)
        g_ptr_array_add(columns, make_window(n, window));
    for (gsize i = 0; i < G_N_ELEMENTS(FIRST); i++)
        if (hcp_table_find_column(attributes, FIRST[i]) != NULL)
            g_ptr_array_add(columns, hcp_column_ref(hcp_table_find_column(attributes, FIRST[i])));
    for (HcpTieWeight weight = HCP_TIE_NEWMAN; weight < HCP_N_TIE_WEIGHTS; weight++) {
        HcpColumn *column = hcp_table_find_column(attributes, hcp_tie_weight_name(weight));
        /* n_AB, jaccard and cosine together tell n_A + n_B and n_A n_B, so both. */
        gboolean is_second =
            weight == HCP_TIE_COSINE && hcp_table_find_column(attributes, "jaccard") != NULL;
        if (column != NULL && !(hides && is_second))
            g_ptr_array_add(columns, hcp_column_ref(column));
    }
    g_autoptr(HcpTable) table =
        hcp_table_new("pairs", n, columns->len, (HcpColumn *const *)columns->pdata);
    return hcp_table_with_note(table, "rule", hcp_table_find_note(attributes, "rule"));
}

HcpRelease *hcp_release_pairs(HcpShared *shared, int w, guint weights, const HcpTable *nodes,
                              const HcpReleasePolicy *policy, GError **error) {
    HcpReleasePolicy dropping = *policy;
    dropping.small_cells = HCP_SMALL_CELLS_DROP;
    int window = shared->pairs[w].window;
    int64_t n_small = shared->pairs[w].n_small;
    g_autoptr(HcpEdges) edges =
        hcp_shared_take_edges(shared, w, "shared", HCP_TIE_PATIENTS, weights, error);
    if (edges == NULL)
        return NULL;
    g_autoptr(HcpEdges) released = hcp_release_edges(edges, &dropping);
    n_small += hcp_edges_get_n(edges) - hcp_edges_get_n(released);
    g_autoptr(HcpTable) table = make_table(released, nodes, window, n_small > 0);
    g_autoptr(HcpAudit) audit = hcp__audit_new();
    hcp__audit_policy(audit, policy);
    if (policy->min_patients > 1)
        hcp__audit_add(audit, "dropped_pairs", n_small,
                       "pairs with fewer than %d patients left out; of the others, small counts "
                       "left empty",
                       policy->min_patients);
    return hcp__release_new(table, NULL, audit);
}
