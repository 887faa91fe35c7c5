/* The list of organisations: what of the brand flows to each. */
#include "report/run_tables.h"

#include "base/base_internal.h"
#include "derive/brand_internal.h"
#include <math.h>
#include <string.h>

/* Who an organisation is, where the study says it. */
static const char *const WHO[] = {"kind", "id", "name", "region"};

static gboolean has_value(const HcpColumn *column) {
    return hcp_column_count_missing(column) < hcp_column_get_length(column);
}

/* For each organisation the sum of a released column over its physicians; NaN without any. */
static double *sum_over_affiliated(const HcpAnalysis *analysis, const HcpColumn *column,
                                   const HcpRun *run, GError **error) {
    const HcpDataset *dataset = analysis->dataset;
    g_auto(HcpPairs) pairs = {0};
    if (!hcp__affiliations_collect(dataset, &pairs, run, error))
        return NULL;
    double *sum = g_new(double, dataset->n_organisations + 1);
    for (int32_t o = 0; o < dataset->n_organisations; o++)
        sum[o] = NAN;
    for (int64_t p = 0; p < pairs.n; p++) {
        double *to = &sum[pairs.target[p] - dataset->n_physicians];
        *to = (isnan(*to) ? 0 : *to) + hcp_column_get_number(column, pairs.source[p]);
    }
    return sum;
}

/* What the physicians of each receive in the main layer, summed over weights that may be seen. */
static gboolean add_received(const HcpAnalysis *analysis, const HcpRelease *network,
                             GPtrArray *columns, const HcpRun *run, GError **error) {
    const HcpTable *nodes = hcp_release_get_table(network);
    const HcpColumn *received = hcp_table_find_column(nodes, "in_strength");
    if (received == NULL || hcp_table_find_column(analysis->nodes, "affiliated_physicians") == NULL)
        return TRUE;
    g_autofree double *sum = sum_over_affiliated(analysis, received, run, error);
    if (sum == NULL)
        return FALSE;
    g_autofree char *definition = g_strdup_printf(
        "sum of in_strength over the affiliated physicians (layer %s), of released weights; ties "
        "between them included",
        hcp_network_get_layer(analysis->main));
    HcpColumnInfo info = {.name = "affiliated_in_strength",
                          .label = "Received by affiliated physicians",
                          .definition = definition,
                          .kind = HCP_KIND_DOUBLE};
    g_ptr_array_add(columns,
                    hcp_column_new_doubles(&info, analysis->dataset->n_organisations, sum));
    return TRUE;
}

gboolean hcp__report_make_organisations(const HcpAnalysis *analysis, const HcpRelease *network,
                                        HcpTable **out, const HcpRun *run, GError **error) {
    const HcpDataset *dataset = analysis->dataset;
    int32_t n = dataset->n_organisations;
    g_autofree int32_t *rows = g_new(int32_t, n + 1);
    for (int32_t o = 0; o < n; o++)
        rows[o] = dataset->n_physicians + o;
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    *out = NULL;
    for (gsize c = 0; c < hcp_table_get_n_columns(analysis->nodes); c++) {
        const HcpColumn *column = hcp_table_get_column(analysis->nodes, c);
        if (hcp_derive_is_of_organisations(hcp_column_get_info(column)->name))
            g_ptr_array_add(columns, hcp_column_select(column, n, rows));
    }
    if (columns->len == 0)
        return TRUE;
    for (gsize k = 0, at = 0; k < G_N_ELEMENTS(WHO); k++) {
        const HcpColumn *column = hcp_table_find_column(dataset->nodes, WHO[k]);
        g_autoptr(HcpColumn) who = column != NULL ? hcp_column_select(column, n, rows) : NULL;
        if (who != NULL && has_value(who))
            g_ptr_array_insert(columns, (int)at++, g_steal_pointer(&who));
    }
    if (!add_received(analysis, network, columns, run, error))
        return FALSE;
    *out = hcp_table_new("organisations", n, columns->len, (HcpColumn *const *)columns->pdata);
    return TRUE;
}
