#include "analysis/analysis_internal.h"

#include <math.h>
#include <string.h>

int32_t hcp_analysis_list_members(const HcpAnalysis *analysis, const HcpNetwork *layer,
                                  int32_t *members) {
    const HcpAdjacency *out = hcp_network_out(layer), *in = hcp_network_in(layer);
    int32_t n = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(layer); i++)
        if (i < analysis->dataset->n_physicians || out->offset[i + 1] > out->offset[i] ||
            in->offset[i + 1] > in->offset[i])
            members[n++] = i;
    return n;
}

/* Computes the column when it is a result that is not there yet; other names are left to the
 * style, which knows what to say when nothing bears them. */
static gboolean need_column(HcpAnalysis *analysis, const char *name, const HcpRun *run,
                            GError **error) {
    if (hcp_table_find_column(analysis->nodes, name) != NULL)
        return TRUE;
    if (strcmp(name, "community") == 0)
        return hcp_analysis_add_communities(analysis, run, error);
    const char *const names[] = {name, NULL};
    return hcp_measure_find(name) == NULL ||
           hcp_analysis_add_measures(analysis, NULL, names, run, error);
}

/* A column over all nodes from one over the members; missing for the others. */
static HcpColumn *spread_numbers(const HcpColumn *column, int32_t n_nodes, const int32_t *members) {
    g_autofree double *value = g_new(double, n_nodes + 1);
    for (int32_t i = 0; i < n_nodes; i++)
        value[i] = NAN;
    for (int64_t k = 0; k < hcp_column_get_length(column); k++)
        value[members[k]] = hcp_column_get_number(column, k);
    return hcp_column_new_doubles(hcp_column_get_info(column), n_nodes, value);
}

static HcpColumn *spread_texts(const HcpColumn *column, int32_t n_nodes, const int32_t *members) {
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    g_ptr_array_set_size(cells, n_nodes);
    for (int64_t k = 0; k < hcp_column_get_length(column); k++)
        cells->pdata[members[k]] = (char *)hcp_column_get_text(column, k);
    const HcpColumnInfo *info = hcp_column_get_info(column);
    g_autoptr(HcpTable) table = hcp_table_new_texts("", 1, &info->name, cells);
    return hcp_column_with_info(hcp_table_get_column(table, 0), info);
}

static void append_looks(HcpAnalysis *analysis, const HcpColumn *const numbers[3],
                         const HcpColumn *color, const int32_t *members) {
    int32_t n_nodes = hcp_network_get_n_nodes(analysis->main);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (gsize i = 0; i < 3; i++)
        g_ptr_array_add(columns, spread_numbers(numbers[i], n_nodes, members));
    g_ptr_array_add(columns, spread_texts(color, n_nodes, members));
    hcp__analysis_append_columns(analysis, columns->len, (HcpColumn *const *)columns->pdata);
}

gboolean hcp_analysis_add_appearance(HcpAnalysis *analysis, const HcpRun *run, HcpStyle **out_style,
                                     GError **error) {
    const HcpStudy *study = analysis->study;
    if (!need_column(analysis, study->colour, run, error) ||
        !need_column(analysis, study->size, run, error))
        return FALSE;
    g_autofree int32_t *members = g_new(int32_t, hcp_network_get_n_nodes(analysis->main) + 1);
    int32_t n = hcp_analysis_list_members(analysis, analysis->main, members);
    g_autoptr(HcpNetwork) shown = hcp_network_select(analysis->main, n, members, run, error);
    g_autoptr(HcpColumn) x = NULL, y = NULL;
    if (shown == NULL || !hcp_layout_compute(shown, run, &x, &y, error))
        return FALSE;
    g_autoptr(HcpTable) nodes = hcp_table_select_rows(analysis->nodes, n, members);
    g_autoptr(HcpStyle) style = hcp_style_compute(nodes, study->colour, study->size, error);
    if (style == NULL)
        return FALSE;
    append_looks(analysis, (const HcpColumn *const[]){x, y, style->size}, style->color, members);
    *out_style = g_steal_pointer(&style);
    return TRUE;
}
