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
    if (strcmp(name, "community") == 0 || strcmp(name, "community_name") == 0)
        return hcp_analysis_add_communities(analysis, run, error);
    const char *const names[] = {name, NULL};
    return (hcp_measure_find(name) == NULL && !hcp_behaviour_is_column(name)) ||
           hcp_analysis_add_measures(analysis, NULL, names, run, error);
}

/* A column over all nodes from one over the members; missing for the others. */
static HcpColumn *spread_numbers(const HcpColumn *column, int32_t n_nodes, const int32_t *members,
                                 HcpPrivacy privacy) {
    HcpColumnInfo info = *hcp_column_get_info(column);
    info.privacy = privacy;
    g_autofree double *value = g_new(double, n_nodes + 1);
    for (int32_t i = 0; i < n_nodes; i++)
        value[i] = NAN;
    for (int64_t k = 0; k < hcp_column_get_length(column); k++)
        value[members[k]] = hcp_column_get_number(column, k);
    return hcp_column_new_doubles(&info, n_nodes, value);
}

static gboolean is_used_by_map(const HcpStudy *study, const char *name) {
    return strcmp(name, study->colour) == 0 || strcmp(name, study->size) == 0 ||
           strcmp(name, study->label) == 0;
}

/* What the input calls so is not what a map means by it. */
static void rename_user_columns(HcpAnalysis *analysis) {
    static const char *const NAMES[] = {"x", "y", "size", "color", "label"};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        HcpColumn *column = hcp_table_find_column(analysis->nodes, NAMES[i]);
        if (column == NULL || is_used_by_map(analysis->study, NAMES[i]))
            continue;
        g_autofree char *name = g_strdup_printf("user_%s", NAMES[i]);
        HcpColumnInfo info = *hcp_column_get_info(column);
        info.name = name;
        g_autoptr(HcpColumn) renamed = hcp_column_with_info(column, &info);
        hcp__analysis_append_columns(analysis, 1, &renamed);
        HcpTable *rest = hcp_table_without_columns(analysis->nodes, 1, &NAMES[i]);
        hcp_table_unref(analysis->nodes);
        analysis->nodes = rest;
    }
}

gboolean hcp_analysis_add_map_columns(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    rename_user_columns(analysis);
    if (!need_column(analysis, analysis->study->colour, run, error) ||
        !need_column(analysis, analysis->study->size, run, error))
        return FALSE;
    HcpPrivacy privacy;
    HcpNetwork *network = hcp__analysis_get_shown(analysis, &privacy);
    int32_t n_nodes = hcp_network_get_n_nodes(network);
    g_autofree int32_t *members = g_new(int32_t, n_nodes + 1);
    int32_t n = hcp_analysis_list_members(analysis, analysis->main, members);
    g_autoptr(HcpNetwork) drawn = hcp_network_select(network, n, members, run, error);
    g_autoptr(HcpColumn) x = NULL, y = NULL;
    if (drawn == NULL || !hcp_layout_compute(drawn, run, &x, &y, error))
        return FALSE;
    g_autoptr(HcpColumn) all_x = spread_numbers(x, n_nodes, members, privacy);
    g_autoptr(HcpColumn) all_y = spread_numbers(y, n_nodes, members, privacy);
    hcp__analysis_append_columns(analysis, 2, (HcpColumn *const[]){all_x, all_y});
    return TRUE;
}
