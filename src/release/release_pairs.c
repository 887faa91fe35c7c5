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

/* n_AB, jaccard and cosine together tell n_A + n_B and n_A n_B, so both; and n_A less A's sum of
 * newman is what A shares in the pairs that are left out. */
static gboolean tells_with_others(const HcpTable *attributes, HcpTieWeight weight) {
    gboolean jaccard = hcp_table_find_column(attributes, "jaccard") != NULL;
    gboolean cosine = hcp_table_find_column(attributes, "cosine") != NULL;
    return (weight == HCP_TIE_COSINE && jaccard) ||
           (weight == HCP_TIE_NEWMAN && (jaccard || cosine));
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
        if (column != NULL && !(hides && tells_with_others(attributes, weight)))
            g_ptr_array_add(columns, hcp_column_ref(column));
    }
    g_autoptr(HcpTable) table =
        hcp_table_new("pairs", n, columns->len, (HcpColumn *const *)columns->pdata);
    return hcp_table_with_note(table, "rule", hcp_table_find_note(attributes, "rule"));
}

/* ---- windows ---- */

/* Row of (source, target) from `row` on; FALSE when there is none. Rows are sorted by both. */
static gboolean find_pair(const HcpSharedPairs *pairs, int32_t source, int32_t target,
                          int64_t *row) {
    while (*row < pairs->n && (pairs->source[*row] < source ||
                               (pairs->source[*row] == source && pairs->target[*row] < target)))
        ++*row;
    return *row < pairs->n && pairs->source[*row] == source && pairs->target[*row] == target;
}

/* A window holds the narrower ones, so what two of them show of a pair tells by difference how many
 * patients are in the wider one alone. Where those are fewer than may be shown, the wider one
 * repeats the narrower. Returns how many pairs do. */
static int64_t repeat_narrower(const HcpSharedPairs *narrow, HcpSharedPairs *wide,
                               const HcpReleasePolicy *policy) {
    int64_t n_repeated = 0;
    for (int64_t k = 0, row = 0; policy->min_patients > 1 && k < narrow->n; k++) {
        if (hcp__is_small(policy, (double)narrow->patients[k]) ||
            !find_pair(wide, narrow->source[k], narrow->target[k], &row))
            continue;
        int64_t more = wide->patients[row] - narrow->patients[k];
        if (more >= policy->min_patients || wide->pairs[row] == narrow->pairs[k])
            continue;
        wide->patients[row] = narrow->patients[k];
        wide->pairs[row] = narrow->pairs[k];
        wide->same_day[row] = narrow->same_day[k];
        wide->newman[row] = narrow->newman[k];
        n_repeated++;
    }
    return n_repeated;
}

HcpRelease *hcp_release_pairs(HcpShared *shared, int w, guint weights, const HcpTable *nodes,
                              const HcpReleasePolicy *policy, GError **error) {
    g_return_val_if_fail(shared->pairs[w].source != NULL, NULL);
    if (w + 1 < shared->n_windows)
        shared->pairs[w + 1].n_repeated =
            repeat_narrower(&shared->pairs[w], &shared->pairs[w + 1], policy);
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
    if (w > 0 && policy->min_patients > 1)
        hcp__audit_add(audit, "repeated_pairs", shared->pairs[w].n_repeated,
                       "pairs with fewer than %d patients more than in the narrower window: its "
                       "counts stand here too",
                       policy->min_patients);
    return hcp__release_new(table, NULL, audit);
}
