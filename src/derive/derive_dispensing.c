/* dispensing: physician -> pharmacy, from the prescriptions that name one; weight = units, where a
 * prescription without units counts as one. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

static const HcpColumnInfo WEIGHT_UNITS = {.name = "weight",
                                           .label = "Weight",
                                           .unit = "units",
                                           .definition = "units prescribed and dispensed there",
                                           .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo WEIGHT_COUNT = {.name = "weight",
                                           .label = "Weight",
                                           .unit = "prescriptions",
                                           .definition = "prescriptions dispensed there",
                                           .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo PRESCRIPTIONS = {.name = "prescriptions",
                                            .label = "Prescriptions",
                                            .unit = "prescriptions",
                                            .definition = "rows of the table of prescriptions",
                                            .kind = HCP_KIND_INT64};

static HcpEdges *make_edges(const HcpDataTable *data, HcpPairs *pairs, GError **error) {
    HcpColumn *units = hcp__table_find_filled(data->table, "units");
    HcpColumn *dates = hcp__table_find_filled(data->table, "date");
    const HcpColumnInfo *weight = units != NULL ? &WEIGHT_UNITS : &WEIGHT_COUNT;
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    if (!hcp__columns_add(columns, hcp__pairs_sum(pairs, units, weight, error)) ||
        !hcp__columns_add(columns, hcp__pairs_count(pairs, &PRESCRIPTIONS, error)) ||
        !hcp__columns_add_dates(columns, pairs, dates, error))
        return NULL;
    const char *layer = data->group->layer != NULL ? data->group->layer : "dispensing";
    g_autofree char *name = hcp__layer_name(layer);
    HcpLayerInfo info = {.name = name,
                         .relation = "dispensing",
                         .rule = units != NULL ? "weight = units dispensed"
                                               : "weight = number of prescriptions dispensed"};
    return hcp__edges_make(pairs, &info, columns, error);
}

gboolean hcp__derive_dispensing(const HcpDataset *dataset, const HcpDataTable *data,
                                GPtrArray *layers, const HcpRun *run, GError **error) {
    HcpColumn *physician = hcp_table_find_column(data->table, "physician");
    HcpColumn *pharmacy = hcp__table_find_filled(data->table, "pharmacy");
    if (pharmacy == NULL)
        return TRUE;
    g_autofree uint8_t *keep = NULL;
    if (!hcp__rows_keep_complete(physician, pharmacy, &keep, error))
        return FALSE;
    HcpRows ends = {.n = hcp_table_get_n_rows(data->table),
                    .source = hcp_column_get_codes(physician),
                    .target = hcp_column_get_codes(pharmacy),
                    .target_shift = dataset->n_physicians,
                    .keep = keep};
    g_auto(HcpPairs) pairs = {0};
    int32_t n_nodes = dataset->n_physicians + dataset->n_organisations;
    if (!hcp__pairs_collect(&ends, n_nodes, &pairs, run, error))
        return FALSE;
    return hcp__layers_add(layers, make_edges(data, &pairs, error));
}
