/* Ties: physician -> physician; one layer for a group of the study that has a name, else one for
 * each value of the column `layer`. weight = sum of `weight`, 1 where there is none. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

#include <string.h>

static const HcpColumnInfo WEIGHT = {.name = "weight",
                                     .label = "Weight",
                                     .definition =
                                         "sum of the weights of the rows, 1 where there is none",
                                     .kind = HCP_KIND_DOUBLE};
static const char *const NAMELESS = "ties";

/* The layer of every row: names[code of `column`], or NAMELESS where the cell is missing. */
typedef struct {
    const HcpColumn *column;
    char **names;    /* by code, NULL at the end */
    char **distinct; /* in byte order, NULL at the end */
} LayerNames;

static void clear_names(LayerNames *layers) {
    g_strfreev(layers->names);
    g_strfreev(layers->distinct);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LayerNames, clear_names)

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static LayerNames list_names(const HcpColumn *column) {
    gsize n = (gsize)hcp_column_get_n_codes(column);
    LayerNames layers = {.column = column, .names = g_new0(char *, n + 1)};
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();
    for (gsize code = 0; code < n; code++) {
        layers.names[code] = hcp__layer_name(hcp_column_get_code_text(column, (int32_t)code));
        g_ptr_array_add(sorted, layers.names[code]);
    }
    g_ptr_array_add(sorted, (char *)NAMELESS);
    g_ptr_array_sort(sorted, compare_names);
    g_autoptr(GStrvBuilder) distinct = g_strv_builder_new();
    for (guint k = 0; k < sorted->len; k++)
        if (k == 0 || strcmp(sorted->pdata[k - 1], sorted->pdata[k]) != 0)
            g_strv_builder_add(distinct, sorted->pdata[k]);
    layers.distinct = g_strv_builder_end(distinct);
    return layers;
}

static uint8_t *find_rows(const LayerNames *layers, const char *name, GError **error) {
    int64_t n = hcp_column_get_length(layers->column);
    const int32_t *code = hcp_column_get_codes(layers->column);
    uint8_t *keep = hcp__array_new(n, 1, error);
    for (int64_t r = 0; keep != NULL && r < n; r++) {
        gboolean named = hcp_column_is_valid(layers->column, r);
        keep[r] = strcmp(named ? layers->names[code[r]] : NAMELESS, name) == 0;
    }
    return keep;
}

static HcpEdges *make_layer(const HcpDataset *dataset, const HcpDataTable *data,
                            const HcpRows *rows, const HcpLayerInfo *info, const HcpRun *run,
                            GError **error) {
    HcpColumn *weight = hcp__table_find_filled(data->table, "weight");
    HcpColumn *dates = hcp__table_find_filled(data->table, "date");
    g_auto(HcpPairs) pairs = {0};
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    if (!hcp__pairs_collect(rows, dataset->n_physicians, &pairs, run, error) ||
        !hcp__columns_add(columns, hcp__pairs_sum(&pairs, weight, &WEIGHT, error)) ||
        !hcp__columns_add_dates(columns, &pairs, dates, error))
        return NULL;
    return hcp__edges_make(&pairs, info, columns, error);
}

/* Both ends of every row in ascending order, for ties that have no direction. */
typedef struct {
    int32_t *low, *high;
} Ends;

static void clear_ends(Ends *ends) {
    g_free(ends->low);
    g_free(ends->high);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ends, clear_ends)

static gboolean order_ends(HcpRows *rows, Ends *ends, GError **error) {
    ends->low = hcp__array_new(rows->n, sizeof(int32_t), error);
    ends->high = ends->low != NULL ? hcp__array_new(rows->n, sizeof(int32_t), error) : NULL;
    if (ends->high == NULL)
        return FALSE;
    for (int64_t r = 0; r < rows->n; r++) {
        ends->low[r] = MIN(rows->source[r], rows->target[r]);
        ends->high[r] = MAX(rows->source[r], rows->target[r]);
    }
    rows->source = ends->low;
    rows->target = ends->high;
    return TRUE;
}

gboolean hcp__derive_ties(const HcpDataset *dataset, const HcpDataTable *data, GPtrArray *layers,
                          const HcpRun *run, GError **error) {
    HcpRows rows = {.n = hcp_table_get_n_rows(data->table),
                    .source = hcp_column_get_codes(hcp_table_find_column(data->table, "from")),
                    .target = hcp_column_get_codes(hcp_table_find_column(data->table, "to"))};
    HcpColumn *column = hcp__table_find_filled(data->table, "layer");
    const char *group_layer = data->group->layer != NULL ? data->group->layer : NAMELESS;
    g_autofree char *group_name = hcp__layer_name(group_layer);
    HcpLayerInfo info = {
        .name = group_name, .relation = "tie", .rule = "weight = sum of the weights of the ties"};
    g_auto(Ends) ends = {0};
    info.undirected = data->group->undirected;
    if (info.undirected && !order_ends(&rows, &ends, error))
        return FALSE;
    if (data->group->layer != NULL || column == NULL)
        return hcp__layers_add(layers, make_layer(dataset, data, &rows, &info, run, error));
    g_auto(LayerNames) names = list_names(column);
    for (char **name = names.distinct; *name != NULL; name++) {
        g_autofree uint8_t *keep = find_rows(&names, *name, error);
        if (keep == NULL)
            return FALSE;
        rows.keep = keep;
        info.name = *name;
        if (!hcp__layers_add(layers, make_layer(dataset, data, &rows, &info, run, error)))
            return FALSE;
    }
    return TRUE;
}
