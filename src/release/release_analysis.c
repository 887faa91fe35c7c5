/* The layers of an analysis as they may be seen. */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <hcpnet/derive.h>
#include <string.h>

static gboolean is_combined(const HcpAnalysis *analysis, const HcpNetwork *layer) {
    return analysis->combined->len > 0 && strcmp(hcp_network_get_layer(layer), "combined") == 0;
}

/* A combined layer is made again, from its parts as they may be seen. */
static HcpEdges *release_layer_edges(const HcpAnalysis *analysis, const HcpNetwork *layer,
                                     const HcpReleasePolicy *policy, GError **error) {
    if (!is_combined(analysis, layer))
        return hcp_release_edges(hcp_network_get_edges(layer), policy);
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (guint i = 0; i < analysis->layers->len; i++)
        if (!is_combined(analysis, analysis->layers->pdata[i]))
            g_ptr_array_add(parts, hcp_network_get_edges(analysis->layers->pdata[i]));
    return hcp_release_combine(parts, analysis->combined, policy, error);
}

gboolean hcp_release_shown(HcpAnalysis *analysis, const HcpReleasePolicy *policy, const HcpRun *run,
                           GError **error) {
    g_return_val_if_fail(analysis != NULL && policy != NULL, FALSE);
    if (analysis->shown != NULL)
        return TRUE;
    g_autoptr(HcpEdges) edges = release_layer_edges(analysis, analysis->main, policy, error);
    if (edges == NULL)
        return FALSE;
    analysis->shown =
        edges == hcp_network_get_edges(analysis->main)
            ? hcp_network_ref(analysis->main)
            : hcp_network_new(hcp_network_get_nodes(analysis->main), edges, run, error);
    return analysis->shown != NULL;
}

static HcpNetwork *release_weights(const HcpAnalysis *analysis, const HcpNetwork *layer,
                                   HcpTable *nodes, const HcpReleasePolicy *policy,
                                   const HcpRun *run, GError **error) {
    g_autoptr(HcpEdges) edges = release_layer_edges(analysis, layer, policy, error);
    return edges != NULL ? hcp_network_new(nodes, edges, run, error) : NULL;
}

/* Of the members' nodes: without the columns of organisations where none is among them. */
static HcpTable *list_columns(const HcpAnalysis *analysis, HcpTable *nodes) {
    g_autoptr(GPtrArray) others = g_ptr_array_new();
    gboolean any = hcp_table_get_n_rows(nodes) > analysis->dataset->n_physicians;
    for (gsize c = 0; !any && c < hcp_table_get_n_columns(nodes); c++) {
        const char *name = hcp_column_get_info(hcp_table_get_column(nodes, c))->name;
        if (hcp_derive_is_of_organisations(name))
            g_ptr_array_add(others, (char *)name);
    }
    return hcp_table_without_columns(nodes, others->len, (const char *const *)others->pdata);
}

HcpRelease *hcp_release_main(const HcpAnalysis *analysis, const HcpReleasePolicy *policy,
                             const HcpRun *run, GError **error) {
    g_return_val_if_fail(analysis != NULL && policy != NULL, NULL);
    g_autoptr(HcpTable) nodes =
        analysis->behaviour != NULL
            ? hcp__release_behaviour(analysis->nodes, analysis->behaviour, policy, run, error)
            : hcp_table_ref(analysis->nodes);
    g_autoptr(HcpNetwork) whole =
        nodes != NULL ? release_weights(analysis, analysis->main, nodes, policy, run, error) : NULL;
    if (whole == NULL)
        return NULL;
    g_autofree int32_t *members = g_new(int32_t, hcp_network_get_n_nodes(whole) + 1);
    int32_t n = hcp_analysis_list_members(analysis, analysis->main, members);
    g_autoptr(HcpNetwork) network = hcp_network_select(whole, n, members, run, error);
    if (network == NULL)
        return NULL;
    g_autoptr(HcpTable) rest = list_columns(analysis, hcp_network_get_nodes(network));
    return hcp_release_network(network, rest, policy, run, error);
}

/* The column that the study labels nodes by, as `label`; NULL where that is `name`, which maps take
 * by themselves. FALSE where there is no such column of texts. */
static gboolean make_label(const HcpStudy *study, const HcpTable *nodes, HcpColumn **out_label,
                           GError **error) {
    HcpColumn *column = hcp_table_find_column(nodes, study->label);
    *out_label = NULL;
    if (strcmp(study->label, "name") == 0)
        return TRUE;
    if (column == NULL || hcp_column_get_info(column)->kind != HCP_KIND_STRING) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                    "label: expected a column of the nodes that holds texts, found '%s'",
                    study->label);
        return FALSE;
    }
    HcpColumnInfo info = *hcp_column_get_info(column);
    info.name = "label";
    *out_label = hcp_column_with_info(column, &info);
    return TRUE;
}

HcpRelease *hcp_release_map(const HcpAnalysis *analysis, const HcpReleasePolicy *policy,
                            const HcpRun *run, HcpStyle **out_style, GError **error) {
    const HcpStudy *study = analysis->study;
    g_autoptr(HcpRelease) bare = hcp_release_main(analysis, policy, run, error);
    if (bare == NULL)
        return NULL;
    HcpTable *nodes = hcp_release_get_table(bare);
    g_autoptr(HcpStyle) style = hcp_style_compute(nodes, study->colour, study->size, error);
    g_autoptr(HcpColumn) label = NULL;
    if (style == NULL || !make_label(study, nodes, &label, error)) {
        hcp_study_locate_error(study, error);
        return NULL;
    }
    HcpColumn *const looks[] = {style->size, style->color, label};
    g_autoptr(HcpTable) drawn = hcp_table_with_columns(nodes, label != NULL ? 3 : 2, looks);
    HcpRelease *release = hcp__release_with_nodes(bare, drawn, run, error);
    if (release != NULL)
        *out_style = g_steal_pointer(&style);
    return release;
}

GPtrArray *hcp_release_layers(const HcpAnalysis *analysis, const HcpReleasePolicy *policy,
                              const HcpRun *run, GError **error) {
    g_return_val_if_fail(analysis != NULL && policy != NULL, NULL);
    g_autoptr(GPtrArray) releases =
        g_ptr_array_new_with_free_func((GDestroyNotify)hcp_release_unref);
    HcpTable *nodes = analysis->dataset->nodes;
    for (guint i = 0; i < analysis->layers->len; i++) {
        g_autoptr(HcpNetwork) network =
            release_weights(analysis, analysis->layers->pdata[i], nodes, policy, run, error);
        HcpRelease *release =
            network != NULL ? hcp_release_network(network, nodes, policy, run, error) : NULL;
        if (release == NULL)
            return NULL;
        g_ptr_array_add(releases, release);
    }
    return g_steal_pointer(&releases);
}
