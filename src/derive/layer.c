/* From pairs and their columns to the edges of a layer. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

#include <math.h>
#include <string.h>

/* Names that edges and their files have for columns of their own. */
static const char *const TAKEN[] = {"combined", "layer", "masked", "source", "target", "weight"};

char *hcp__layer_name(const char *text) {
    g_autoptr(GString) name = g_string_new(NULL);
    for (const char *c = text; *c != '\0'; c++)
        g_string_append_c(name, g_ascii_isalnum(*c) ? g_ascii_tolower(*c) : '_');
    if (!g_ascii_isalpha(*text))
        g_string_prepend(name, "layer_");
    for (gsize k = 0; k < G_N_ELEMENTS(TAKEN); k++)
        if (strcmp(name->str, TAKEN[k]) == 0) {
            g_string_append(name, "_layer");
            break;
        }
    return g_strdup(name->str);
}

HcpColumn *hcp__table_find_filled(const HcpTable *table, const char *name) {
    HcpColumn *column = hcp_table_find_column(table, name);
    if (column == NULL || hcp_column_count_missing(column) == hcp_column_get_length(column))
        return NULL;
    return column;
}

GPtrArray *hcp__columns_new(void) {
    return g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
}

gboolean hcp__columns_add(GPtrArray *columns, HcpColumn *column) {
    if (column != NULL)
        g_ptr_array_add(columns, column);
    return column != NULL;
}

typedef struct {
    const int64_t *count;
    double *weight;
} Weights;

static void fill_weights(int64_t first, int64_t last, void *data) {
    const Weights *weights = data;
    for (int64_t p = first; p < last; p++)
        weights->weight[p] = (double)weights->count[p];
}

gboolean hcp__columns_add_weight(GPtrArray *columns, const HcpColumn *counts,
                                 const HcpColumnInfo *info, const HcpRun *run, GError **error) {
    static const int64_t PAIRS_PER_TASK = 1 << 18;
    int64_t n = hcp_column_get_length(counts);
    g_autofree double *weight = hcp__array_new(n, sizeof(double), error);
    if (weight == NULL)
        return FALSE;
    Weights weights = {hcp_column_get_int64s(counts), weight};
    if (!hcp__parallel_for(run, n, PAIRS_PER_TASK, fill_weights, &weights, error))
        return FALSE;
    return hcp__columns_add(columns, hcp_column_new_take(info, n, g_steal_pointer(&weight), NULL));
}

gboolean hcp__columns_add_dates(GPtrArray *columns, const HcpPairs *pairs, const HcpColumn *dates,
                                GError **error) {
    static const HcpColumnInfo FIRST = {.name = "first",
                                        .label = "First date",
                                        .definition = "date of the earliest row of the pair",
                                        .kind = HCP_KIND_DATE};
    static const HcpColumnInfo LAST = {.name = "last",
                                       .label = "Last date",
                                       .definition = "date of the latest row of the pair",
                                       .kind = HCP_KIND_DATE};
    if (dates == NULL)
        return TRUE;
    return hcp__columns_add(columns, hcp__pairs_date(pairs, dates, FALSE, &FIRST, error)) &&
           hcp__columns_add(columns, hcp__pairs_date(pairs, dates, TRUE, &LAST, error));
}

static void note(HcpTable **table, const char *key, const char *value) {
    HcpTable *noted = hcp_table_with_note(*table, key, value);
    hcp_table_unref(*table);
    *table = noted;
}

static void note_count(HcpTable **table, const char *key, int64_t count) {
    char text[HCP__NUMBER_SIZE];
    hcp__format_int64(text, count);
    note(table, key, text);
}

/* A sum of finite weights need not be. */
static gboolean check_finite(const HcpTable *table, GError **error) {
    const double *weight = hcp_column_get_doubles(hcp_table_find_column(table, "weight"));
    int64_t n = hcp_table_get_n_rows(table), n_finite = 0;
    for (int64_t p = 0; p < n; p++)
        n_finite += isfinite(weight[p]) != 0;
    if (n_finite < n)
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "layer %s: weight: expected a sum below 1.8e308, found more",
                    hcp_table_get_name(table));
    return n_finite == n;
}

static int64_t count_positive(int64_t n, const double *weight) {
    int64_t n_positive = 0;
    for (int64_t p = 0; p < n; p++)
        n_positive += weight[p] > 0;
    return n_positive;
}

/* The ends of the pairs that stay, in memory of their own. */
static gboolean keep_ends(HcpPairs *pairs, int64_t n, const int32_t *kept, GError **error) {
    g_autofree int32_t *source = hcp__array_new(n, sizeof(int32_t), error);
    if (source == NULL)
        return FALSE;
    g_autofree int32_t *target = hcp__array_new(n, sizeof(int32_t), error);
    if (target == NULL)
        return FALSE;
    for (int64_t k = 0; k < n; k++) {
        source[k] = pairs->source[kept[k]];
        target[k] = pairs->target[kept[k]];
    }
    if (!pairs->borrows_ends) {
        g_free(pairs->source);
        g_free(pairs->target);
    }
    pairs->borrows_ends = FALSE;
    pairs->source = g_steal_pointer(&source);
    pairs->target = g_steal_pointer(&target);
    return TRUE;
}

/* Leaves out the pairs whose weight is not above 0. */
static gboolean drop_weightless(HcpPairs *pairs, HcpTable **table, GError **error) {
    const double *weight = hcp_column_get_doubles(hcp_table_find_column(*table, "weight"));
    int64_t n_kept = count_positive(pairs->n, weight);
    if (n_kept == pairs->n)
        return TRUE;
    g_autofree int32_t *kept = hcp__array_new(n_kept, sizeof(int32_t), error);
    if (kept == NULL)
        return FALSE;
    for (int64_t p = 0, k = 0; p < pairs->n; p++)
        if (weight[p] > 0)
            kept[k++] = (int32_t)p;
    if (!keep_ends(pairs, n_kept, kept, error))
        return FALSE;
    HcpTable *rest = hcp_table_select_rows(*table, n_kept, kept);
    hcp_table_unref(*table);
    *table = rest;
    note_count(table, "left_out", pairs->n - n_kept);
    return TRUE;
}

HcpEdges *hcp__edges_make(HcpPairs *pairs, const HcpLayerInfo *info, const GPtrArray *columns,
                          GError **error) {
    g_autoptr(HcpTable) table =
        hcp_table_new(info->name, pairs->n, columns->len, (HcpColumn *const *)columns->pdata);
    note(&table, "relation", info->relation);
    note(&table, "rule", info->rule);
    note_count(&table, "rows", pairs->n_rows);
    if (info->counts_patients)
        note(&table, "counts", "patients");
    if (info->combined != NULL)
        note(&table, "combined", info->combined);
    if (info->weight != NULL)
        note(&table, "weight", info->weight);
    if (!check_finite(table, error) || !drop_weightless(pairs, &table, error))
        return NULL;
    if (pairs->borrows_ends)
        return hcp__edges_new_of_codes(!info->undirected, info->source, info->target, table);
    return hcp_edges_new_take(!info->undirected, hcp_table_get_n_rows(table),
                              g_steal_pointer(&pairs->source), g_steal_pointer(&pairs->target),
                              table);
}

gboolean hcp__layers_add(GPtrArray *layers, HcpEdges *edges) {
    if (edges == NULL)
        return FALSE;
    if (hcp_edges_get_n(edges) > 0)
        g_ptr_array_add(layers, edges);
    else
        hcp_edges_unref(edges);
    return TRUE;
}
