#include "analysis/analysis_internal.h"

#include <hcpnet/backbone.h>

/* The value of the study's column for each physician; those without one are a region of their own.
 * NULL, without an error, where the study names no column. */
static gboolean find_regions(const HcpAnalysis *analysis, int32_t **out_region, GError **error) {
    const char *name = analysis->study->backbone_within;
    *out_region = NULL;
    if (name == NULL)
        return TRUE;
    const HcpColumn *column = hcp_table_find_column(analysis->nodes, name);
    if (column == NULL || hcp_column_get_info(column)->kind != HCP_KIND_STRING) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                    "backbone: within: expected a column of physicians that holds texts, found "
                    "'%s'",
                    name);
        return FALSE;
    }
    int32_t *region = g_new(int32_t, analysis->dataset->n_physicians + 1);
    for (int32_t i = 0; i < analysis->dataset->n_physicians; i++)
        region[i] = hcp_column_is_valid(column, i) ? hcp_column_get_codes(column)[i]
                                                   : hcp_column_get_n_codes(column);
    *out_region = region;
    return TRUE;
}

static HcpColumn *judge(const HcpColumn *excess_q, double level) {
    static const HcpColumnInfo INFO = {
        .name = "backbone",
        .label = "Backbone",
        .definition = "true: more shared patients than by chance, at the rate of the study",
        .kind = HCP_KIND_BOOL};
    int64_t m = hcp_column_get_length(excess_q);
    uint8_t *keep = g_new0(uint8_t, m + 1);
    for (int64_t e = 0; e < m; e++)
        keep[e] = hcp_column_get_doubles(excess_q)[e] <= level;
    return hcp_column_new_take(&INFO, m, keep, NULL);
}

/* The main layer with more columns of its edges. */
static gboolean widen_main(HcpAnalysis *analysis, HcpTable *attributes, const HcpRun *run,
                           GError **error) {
    HcpEdges *old = hcp_network_get_edges(analysis->main);
    gsize size = (gsize)hcp_edges_get_n(old) * sizeof(int32_t);
    g_autoptr(HcpEdges) edges =
        hcp_edges_new_take(hcp_edges_is_directed(old), hcp_edges_get_n(old),
                           g_memdup2(hcp_edges_get_sources(old), size),
                           g_memdup2(hcp_edges_get_targets(old), size), attributes);
    HcpNetwork *wider = hcp_network_new(hcp_network_get_nodes(analysis->main), edges, run, error);
    if (wider == NULL)
        return FALSE;
    guint place;
    g_ptr_array_find(analysis->layers, analysis->main, &place);
    hcp_network_unref(analysis->main);
    analysis->layers->pdata[place] = wider;
    analysis->main = wider;
    return TRUE;
}

static gboolean add_excess(HcpAnalysis *analysis, double level, const HcpRun *run, GError **error) {
    HcpEdges *edges = hcp_network_get_edges(analysis->main);
    g_autoptr(HcpPatients) patients = hcp_derive_patients(analysis->dataset, edges, run, error);
    g_autofree int32_t *region = NULL;
    HcpExcess excess = {0};
    if (patients == NULL || !find_regions(analysis, &region, error) ||
        !hcp_backbone_excess(edges, patients, region, &excess, run, error))
        return FALSE;
    g_autoptr(HcpColumn) expected = excess.expected, excess_q = excess.excess_q;
    g_autoptr(HcpColumn) keep = judge(excess_q, level);
    g_autoptr(HcpTable) judged = hcp_table_with_columns(
        hcp_edges_get_attributes(edges), 3, (HcpColumn *const[]){expected, excess_q, keep});
    char tests[HCP__NUMBER_SIZE];
    hcp__format_int64(tests, excess.n_tests);
    g_autoptr(HcpTable) noted = hcp_table_with_note(judged, "backbone_tests", tests);
    return widen_main(analysis, noted, run, error);
}

gboolean hcp_analysis_add_backbone(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    HcpBackbone backbone;
    if (analysis->study->backbone == NULL)
        return TRUE;
    if (!hcp_backbone_parse(analysis->study->backbone, &backbone, error))
        return FALSE;
    return backbone.rule != HCP_BACKBONE_NULL || add_excess(analysis, backbone.level, run, error) ||
           hcp_study_locate_error(analysis->study, error);
}
