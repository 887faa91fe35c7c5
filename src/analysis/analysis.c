#include "analysis/analysis_internal.h"

#include <hcpnet/derive.h>
#include <hcpnet/error.h>
#include <math.h>
#include <string.h>

void hcp_analysis_free(HcpAnalysis *analysis) {
    if (analysis == NULL)
        return;
    hcp_behaviour_free(analysis->behaviour);
    hcp_lookalike_free(analysis->lookalike);
    hcp_partition_unref(analysis->partition);
    g_clear_pointer(&analysis->combined, g_array_unref);
    g_clear_pointer(&analysis->shown, hcp_network_unref);
    g_clear_pointer(&analysis->layers, g_ptr_array_unref);
    hcp_table_unref(analysis->nodes);
    hcp_dataset_free(analysis->dataset);
    hcp_study_free(analysis->study);
    g_strfreev(analysis->seed_definition);
    g_clear_pointer(&analysis->unsettled, g_ptr_array_unref);
    g_free(analysis);
}

/* ---- layers ---- */

static gboolean joins_physicians(const HcpAnalysis *analysis, const HcpEdges *edges) {
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    int32_t n_physicians = analysis->dataset->n_physicians;
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++)
        if (source[e] >= n_physicians || target[e] >= n_physicians)
            return FALSE;
    return TRUE;
}

/* Who was in one room, or saw the same patients, is no relation that somebody stated or made, and
 * the patients are those of the referrals: such a layer adds to others only where the study asks
 * for it, or a table of visits or events would change every result. */
static gboolean is_stated(const HcpEdges *edges) {
    const char *relation = hcp_table_find_note(hcp_edges_get_attributes(edges), "relation");
    return g_strcmp0(relation, "attendance") != 0 && g_strcmp0(relation, "shared") != 0;
}

/* What `combined` adds up: the study's choice, or each stated layer between physicians with weight
 * 1 where there are several. */
static GArray *choose_combined(const HcpAnalysis *analysis, const GPtrArray *edges) {
    if (analysis->study->combined->len > 0)
        return g_array_ref(analysis->study->combined);
    GArray *weights = g_array_new(FALSE, FALSE, sizeof(HcpLayerWeight));
    for (guint i = 0; i < edges->len; i++) {
        const HcpEdges *layer = g_ptr_array_index(edges, i);
        HcpLayerWeight weight = {(char *)hcp_edges_get_layer(layer), 1};
        if (is_stated(layer) && joins_physicians(analysis, layer))
            g_array_append_val(weights, weight);
    }
    if (weights->len == 1)
        g_array_set_size(weights, 0);
    return weights;
}

static gboolean add_combined_edges(HcpAnalysis *analysis, GPtrArray *edges, GError **error) {
    analysis->combined = choose_combined(analysis, edges);
    if (analysis->combined->len == 0)
        return TRUE;
    HcpEdges *combined = hcp_derive_combined(edges, analysis->combined, error);
    if (combined == NULL)
        return hcp_study_locate_error(analysis->study, error);
    g_ptr_array_add(edges, combined);
    return TRUE;
}

static gboolean build_networks(HcpAnalysis *analysis, const GPtrArray *edges, const HcpRun *run,
                               GError **error) {
    for (guint i = 0; i < edges->len; i++) {
        HcpNetwork *network =
            hcp_network_new(analysis->nodes, g_ptr_array_index(edges, i), run, error);
        if (network == NULL)
            return FALSE;
        g_ptr_array_add(analysis->layers, network);
    }
    return TRUE;
}

HcpNetwork *hcp_analysis_find_layer(const HcpAnalysis *analysis, const char *layer) {
    for (guint i = 0; i < analysis->layers->len; i++) {
        HcpNetwork *network = g_ptr_array_index(analysis->layers, i);
        if (strcmp(hcp_network_get_layer(network), layer) == 0)
            return network;
    }
    return NULL;
}

/* The layer, or an error that names those that exist. */
static HcpNetwork *need_layer(const HcpAnalysis *analysis, const char *key, const char *layer,
                              GError **error) {
    HcpNetwork *network = hcp_analysis_find_layer(analysis, layer);
    if (network != NULL)
        return network;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < analysis->layers->len; i++)
        g_ptr_array_add(names, (char *)hcp_network_get_layer(analysis->layers->pdata[i]));
    g_ptr_array_add(names, NULL);
    g_autofree char *known = g_strjoinv(", ", (char **)names->pdata);
    g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND, "%s: expected one of %s, found '%s'", key,
                known, layer);
    return NULL;
}

/* The study's choice; else `combined` where there is one; else the first stated layer between
 * physicians; else the first between physicians. */
static gboolean choose_main_layer(HcpAnalysis *analysis, GError **error) {
    if (analysis->study->main_layer != NULL)
        analysis->main = need_layer(analysis, "main_layer", analysis->study->main_layer, error);
    else
        analysis->main = hcp_analysis_find_layer(analysis, "combined");
    if (analysis->main != NULL)
        return TRUE;
    if (analysis->study->main_layer != NULL)
        return hcp_study_locate_error(analysis->study, error);
    int best = -1;
    for (guint i = 0; i < analysis->layers->len; i++) {
        HcpNetwork *network = g_ptr_array_index(analysis->layers, i);
        const HcpEdges *edges = hcp_network_get_edges(network);
        int fitness = joins_physicians(analysis, edges) ? 2 + is_stated(edges) : 1;
        if (hcp_edges_get_n(edges) == 0)
            fitness = 0;
        if (fitness > best)
            analysis->main = network;
        best = MAX(best, fitness);
    }
    return TRUE;
}

/* Columns are <layer>_<measure>, and those of the main layer just <measure>: the strength in a
 * layer `brand` could not be told from the measure brand_strength. */
static gboolean check_layer_name(const char *layer, GError **error) {
    gsize n;
    const HcpMeasure *const *all = hcp_measure_list(&n);
    for (gsize i = 0; i < n; i++) {
        g_autofree char *name = g_strconcat(layer, "_", all[i]->name, NULL);
        if (hcp_measure_find(name) == NULL)
            continue;
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "layer: expected another name than '%s', the %s of which would be taken for "
                    "the measure %s",
                    layer, all[i]->name, name);
        return FALSE;
    }
    return TRUE;
}

static gboolean check_layer_names(const GPtrArray *edges, GError **error) {
    for (guint l = 0; l < edges->len; l++)
        if (!check_layer_name(hcp_edges_get_layer(edges->pdata[l]), error))
            return FALSE;
    return TRUE;
}

static gboolean has_ties(const GPtrArray *edges) {
    for (guint l = 0; l < edges->len; l++)
        if (hcp_edges_get_n(edges->pdata[l]) > 0)
            return TRUE;
    return FALSE;
}

/* The first layer is without ties because of its rule: of events that are all too large. */
static gboolean refuse_without_ties(const HcpAnalysis *analysis, const GPtrArray *edges,
                                    GError **error) {
    const HcpEdges *empty = edges->len > 0 ? edges->pdata[0] : NULL;
    const char *rule =
        empty != NULL ? hcp_table_find_note(hcp_edges_get_attributes(empty), "rule") : NULL;
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                "%s: no ties between anyone: expected a table of referrals, ties, pairs, "
                "affiliations, prescriptions or events with usable rows%s%s%s%s",
                analysis->study->path != NULL ? analysis->study->path : "input",
                rule != NULL ? "; " : "", rule != NULL ? hcp_edges_get_layer(empty) : "",
                rule != NULL ? ": " : "", rule != NULL ? rule : "");
    return FALSE;
}

static gboolean build_layers(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    g_autoptr(GPtrArray) edges = hcp_derive_layers(analysis->dataset, run, error);
    if (edges == NULL)
        return FALSE;
    if (!has_ties(edges))
        return refuse_without_ties(analysis, edges, error);
    return check_layer_names(edges, error) && add_combined_edges(analysis, edges, error) &&
           build_networks(analysis, edges, run, error) && choose_main_layer(analysis, error);
}

/* ---- steps ---- */

void hcp__analysis_append_columns(HcpAnalysis *analysis, gsize n, HcpColumn *const *columns) {
    HcpTable *wider = hcp_table_with_columns(analysis->nodes, n, columns);
    hcp_table_unref(analysis->nodes);
    analysis->nodes = wider;
}

static gboolean add_activity(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    g_autoptr(GPtrArray) columns = hcp_derive_activity(analysis->dataset, run, error);
    if (columns == NULL)
        return FALSE;
    hcp__analysis_append_columns(analysis, columns->len, (HcpColumn *const *)columns->pdata);
    g_autoptr(GPtrArray) brand = hcp_derive_brand(analysis->dataset, analysis->nodes, run, error);
    if (brand == NULL)
        return FALSE;
    hcp__analysis_append_columns(analysis, brand->len, (HcpColumn *const *)brand->pdata);
    return TRUE;
}

HcpAnalysis *hcp_analysis_new(HcpStudy *study, const HcpRun *run, GError **error) {
    g_autoptr(HcpAnalysis) analysis = g_new0(HcpAnalysis, 1);
    analysis->study = study;
    analysis->layers = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_network_unref);
    analysis->unsettled = g_ptr_array_new_with_free_func(g_free);
    analysis->dataset = hcp_dataset_load(study, run, error);
    if (analysis->dataset == NULL)
        return NULL;
    analysis->nodes = hcp_table_ref(analysis->dataset->nodes);
    /* Activity first: networks are built over nodes that say who writes the brand. */
    if (!add_activity(analysis, run, error) || !build_layers(analysis, run, error))
        return NULL;
    return g_steal_pointer(&analysis);
}

HcpNetwork *hcp__analysis_get_shown(const HcpAnalysis *analysis, HcpPrivacy *privacy) {
    *privacy = analysis->shown != NULL ? HCP_PRIVACY_NONE : HCP_PRIVACY_WEIGHT_SUM;
    return analysis->shown != NULL ? analysis->shown : analysis->main;
}

/* Sums stay true until the gate makes them again: lookalikes are compared with the volume. */
static HcpColumn *compute_measure(const HcpAnalysis *analysis, const HcpNetwork *network,
                                  const HcpMeasure *measure, const HcpRun *run, GError **error) {
    const char *prefix = network == analysis->main ? NULL : hcp_network_get_layer(network);
    if (network != analysis->main || analysis->shown == NULL || measure->weight_sum)
        return hcp_measure_compute(measure, network, prefix, run, error);
    g_autoptr(HcpColumn) column = hcp_measure_compute(measure, analysis->shown, NULL, run, error);
    if (column == NULL)
        return NULL;
    HcpColumnInfo info = *hcp_column_get_info(column);
    info.privacy = HCP_PRIVACY_NONE;
    return hcp_column_with_info(column, &info);
}

/* Does the measure read a column that this study has not? */
static gboolean lacks_column(const HcpAnalysis *analysis, const HcpMeasure *measure) {
    return measure->needs != NULL && hcp_table_find_column(analysis->nodes, measure->needs) == NULL;
}

/* A number that the nodes have already and that is no measure: there is nothing to compute. */
static gboolean is_at_hand(const HcpAnalysis *analysis, const char *name) {
    const HcpColumn *column = hcp_table_find_column(analysis->nodes, name);
    return column != NULL && hcp_measure_find(name) == NULL &&
           hcp_column_get_info(column)->kind != HCP_KIND_STRING;
}

static gboolean add_measure(HcpAnalysis *analysis, const HcpNetwork *network, const char *name,
                            const HcpRun *run, GError **error) {
    const HcpMeasure *measure = hcp_measure_find(name);
    if (measure == NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                    "measure: expected a name that 'hcpnet list measures' shows, or a column of "
                    "numbers, found '%s'",
                    name);
        return FALSE;
    }
    if (lacks_column(analysis, measure)) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                    "%s: expected a brand in [study] and a table of prescriptions, found none",
                    name);
        return FALSE;
    }
    g_autoptr(HcpColumn) column = compute_measure(analysis, network, measure, run, error);
    if (column == NULL)
        return FALSE;
    hcp__analysis_append_columns(analysis, 1, &column);
    return TRUE;
}

gboolean hcp_analysis_add_measures(HcpAnalysis *analysis, const char *layer,
                                   const char *const *names, const HcpRun *run, GError **error) {
    const HcpNetwork *network =
        layer != NULL ? need_layer(analysis, "layer", layer, error) : analysis->main;
    gboolean good = network != NULL;
    for (gsize i = 0; good && names[i] != NULL; i++)
        good = is_at_hand(analysis, names[i]) ||
               (hcp_behaviour_is_column(names[i])
                    ? hcp_analysis_add_behaviour(analysis, run, error)
                    : add_measure(analysis, network, names[i], run, error));
    return good;
}

const char **hcp_analysis_list_measures(const HcpAnalysis *analysis) {
    gsize n;
    const HcpMeasure *const *all = hcp_measure_list(&n);
    const char **names = g_new0(const char *, n + 1);
    gsize n_names = 0;
    for (gsize i = 0; i < n; i++)
        if ((hcp_network_is_directed(analysis->main) || !all[i]->directed_only) &&
            !lacks_column(analysis, all[i]))
            names[n_names++] = all[i]->name;
    return names;
}

/* The column of a measure that did not settle: missing for all. */
static void add_unsettled(HcpAnalysis *analysis, const HcpMeasure *measure) {
    int64_t n = hcp_table_get_n_rows(analysis->nodes);
    g_autofree char *definition =
        g_strdup_printf("missing: did not settle on this network (%s)", measure->definition);
    HcpColumnInfo info = {.name = measure->name,
                          .label = measure->label,
                          .unit = measure->unit,
                          .definition = definition,
                          .kind = HCP_KIND_DOUBLE};
    g_autofree double *value = g_new(double, n + 1);
    for (int64_t i = 0; i < n; i++)
        value[i] = NAN;
    g_autoptr(HcpColumn) column = hcp_column_new_doubles(&info, n, value);
    hcp__analysis_append_columns(analysis, 1, &column);
    g_ptr_array_add(analysis->unsettled, g_strdup(measure->name));
}

gboolean hcp__analysis_is_unsettled(const HcpAnalysis *analysis, const char *measure) {
    return g_ptr_array_find_with_equal_func(analysis->unsettled, measure, g_str_equal, NULL);
}

/* Is it computed? A column of the input may bear its name, but not its definition. */
static gboolean has_measure(const HcpAnalysis *analysis, const char *name) {
    const HcpColumn *column = hcp_table_find_column(analysis->nodes, name);
    return hcp__analysis_is_unsettled(analysis, name) ||
           (column != NULL && g_strcmp0(hcp_column_get_info(column)->definition,
                                        hcp_measure_find(name)->definition) == 0);
}

gboolean hcp__analysis_add_settled(HcpAnalysis *analysis, const char *const *names,
                                   const HcpRun *run, GError **error) {
    for (gsize i = 0; names[i] != NULL; i++) {
        if (has_measure(analysis, names[i]))
            continue;
        g_autoptr(GError) failure = NULL;
        if (add_measure(analysis, analysis->main, names[i], run, &failure))
            continue;
        if (!g_error_matches(failure, HCP_ERROR, HCP_ERROR_CONVERGENCE)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
        add_unsettled(analysis, hcp_measure_find(names[i]));
    }
    return TRUE;
}

gboolean hcp_analysis_add_every_measure(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    g_autofree const char **names = hcp_analysis_list_measures(analysis);
    return hcp__analysis_add_settled(analysis, names, run, error);
}

gboolean hcp_analysis_add_communities(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    HcpLeidenOptions options = HCP_LEIDEN_OPTIONS_INIT;
    HcpPrivacy privacy;
    HcpNetwork *network = hcp__analysis_get_shown(analysis, &privacy);
    g_clear_pointer(&analysis->partition, hcp_partition_unref);
    analysis->partition =
        hcp_community_leiden(network, &options, run, &analysis->modularity, error);
    if (analysis->partition == NULL)
        return FALSE;
    int32_t n = hcp_partition_get_n_nodes(analysis->partition);
    const int32_t *community = hcp_partition_get_communities(analysis->partition);
    int64_t *number = g_new0(int64_t, n + 1);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int32_t i = 0; i < n; i++) {
        if (community[i] < 0)
            continue;
        number[i] = community[i] + 1;
        hcp__bit_set(validity, i);
    }
    HcpColumnInfo info = {
        .name = "community",
        .label = "Community",
        .definition =
            "Community of the main layer by Leiden; 1 is the largest; missing without ties",
        .kind = HCP_KIND_INT64,
        .privacy = privacy};
    g_autoptr(HcpColumn) column = hcp_column_new_take(&info, n, number, validity);
    g_autoptr(HcpColumn) texts = hcp_community_names(analysis->nodes, analysis->partition);
    HcpColumnInfo names_info = *hcp_column_get_info(texts);
    names_info.privacy = privacy;
    g_autoptr(HcpColumn) names = hcp_column_with_info(texts, &names_info);
    HcpColumn *columns[] = {column, names};
    hcp__analysis_append_columns(analysis, G_N_ELEMENTS(columns), columns);
    return TRUE;
}
