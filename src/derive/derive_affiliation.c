/* affiliation: physician -> organisation; weight = distinct kinds of relation (a hospital where one
 * both works and teaches counts 2), so 1 where no kinds are given. Periods do not add up. */
#include "derive/brand_internal.h"

#include <string.h>

static const HcpColumnInfo RELATIONS = {.name = "relations",
                                        .label = "Relations",
                                        .unit = "relations",
                                        .definition = "distinct kinds of affiliation",
                                        .kind = HCP_KIND_INT64};
static const HcpColumnInfo WEIGHT = {.name = "weight",
                                     .label = "Weight",
                                     .unit = "relations",
                                     .definition = "distinct kinds of affiliation",
                                     .kind = HCP_KIND_DOUBLE};

/* Without kinds there is nothing to tell relations apart: each pair has one. */
static HcpColumn *count_relations(const HcpPairs *pairs, const HcpTable *table, GError **error) {
    HcpColumn *kind = hcp__table_find_filled(table, "kind");
    HcpColumn *told_apart = kind != NULL ? kind : hcp_table_find_column(table, "physician");
    return hcp__pairs_count_distinct(pairs, told_apart, &RELATIONS, error);
}

gboolean hcp__derive_affiliation(const HcpDataset *dataset, const HcpDataTable *data,
                                 GPtrArray *layers, const HcpRun *run, GError **error) {
    const HcpTable *table = data->table;
    HcpRows ends = {.n = hcp_table_get_n_rows(table),
                    .source = hcp_column_get_codes(hcp_table_find_column(table, "physician")),
                    .target = hcp_column_get_codes(hcp_table_find_column(table, "organisation")),
                    .target_shift = dataset->n_physicians};
    g_auto(HcpPairs) pairs = {0};
    int32_t n_nodes = dataset->n_physicians + dataset->n_organisations;
    if (!hcp__pairs_collect(&ends, n_nodes, &pairs, run, error))
        return FALSE;
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    g_autoptr(HcpColumn) relations = count_relations(&pairs, table, error);
    if (relations == NULL || !hcp__columns_add_weight(columns, relations, &WEIGHT, run, error))
        return FALSE;
    const char *layer = data->group->layer != NULL ? data->group->layer : "affiliation";
    g_autofree char *name = hcp__layer_name(layer);
    HcpLayerInfo info = {
        .name = name, .relation = "affiliation", .rule = "weight = distinct kinds of affiliation"};
    return hcp__layers_add(layers, hcp__edges_make(&pairs, &info, columns, error));
}

gboolean hcp__affiliations_collect(const HcpDataset *dataset, HcpPairs *out_pairs,
                                   const HcpRun *run, GError **error) {
    g_autoptr(GArray) source = g_array_new(FALSE, FALSE, sizeof(int32_t));
    g_autoptr(GArray) target = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (strcmp(data->group->schema, "affiliations") != 0)
            continue;
        guint n = (guint)hcp_table_get_n_rows(data->table);
        const HcpColumn *physician = hcp_table_find_column(data->table, "physician");
        const HcpColumn *organisation = hcp_table_find_column(data->table, "organisation");
        g_array_append_vals(source, hcp_column_get_codes(physician), n);
        g_array_append_vals(target, hcp_column_get_codes(organisation), n);
    }
    HcpRows rows = {.n = source->len,
                    .source = (const int32_t *)(const void *)source->data,
                    .target = (const int32_t *)(const void *)target->data,
                    .target_shift = dataset->n_physicians};
    int32_t n_nodes = dataset->n_physicians + dataset->n_organisations;
    return hcp__pairs_collect(&rows, n_nodes, out_pairs, run, error);
}
