/* Networks: released weights, and nodes whose sums of weights are of those. */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <hcpnet/measure.h>
#include <math.h>
#include <string.h>

/* The measure whose column on this layer is called `name`: `<layer>_<measure>`, or `<measure>`
 * alone where the layer is the main one. NULL for columns of other layers. */
static const HcpMeasure *find_sum(const char *name, const char *layer, const char *main_layer) {
    gsize length = strlen(layer);
    const HcpMeasure *measure = NULL;
    if (strcmp(layer, main_layer) == 0)
        measure = hcp_measure_find(name);
    if (measure == NULL && strncmp(name, layer, length) == 0 && name[length] == '_')
        measure = hcp_measure_find(name + length + 1);
    return measure != NULL && (measure->weight_sum || measure->tells_weights) ? measure : NULL;
}

/* The weights as they may be seen may not settle where the true ones do: then all are missing. */
static HcpColumn *compute_missing(const HcpNetwork *network) {
    static const HcpColumnInfo INFO = {.name = "missing", .kind = HCP_KIND_DOUBLE};
    int64_t n = hcp_network_get_n_nodes(network);
    g_autofree double *value = g_new(double, n + 1);
    for (int64_t i = 0; i < n; i++)
        value[i] = NAN;
    return hcp_column_new_doubles(&INFO, n, value);
}

/* The column under its old description, but open to all: what it is made of may be seen. */
static HcpColumn *compute_sum(const HcpMeasure *measure, const HcpNetwork *network,
                              const HcpColumn *old, const HcpRun *run, GError **error) {
    g_autoptr(GError) failure = NULL;
    g_autoptr(HcpColumn) fresh = hcp_measure_compute(measure, network, NULL, run, &failure);
    if (fresh == NULL && g_error_matches(failure, HCP_ERROR, HCP_ERROR_CONVERGENCE))
        fresh = compute_missing(network);
    if (fresh == NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
    HcpColumnInfo info = *hcp_column_get_info(old);
    info.kind = hcp_column_get_info(fresh)->kind;
    info.privacy = HCP_PRIVACY_NONE;
    return hcp_column_with_info(fresh, &info);
}

typedef struct {
    const GPtrArray *networks;
    const char *main_layer;
    const HcpRun *run;
    GString *done, *left_out; /* names of columns with blanks between */
    HcpTable *nodes;          /* so far */
} Sums;

static void clear_sums(Sums *sums) {
    g_string_free(sums->done, TRUE);
    g_string_free(sums->left_out, TRUE);
    hcp_table_unref(sums->nodes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sums, clear_sums)

static void append_name(GString *names, const char *name) {
    g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "", name);
}

static void take_nodes(Sums *sums, HcpTable *nodes) {
    hcp_table_unref(sums->nodes);
    sums->nodes = nodes;
}

static gboolean release_sum(Sums *sums, const HcpColumn *column, GError **error) {
    const char *name = hcp_column_get_info(column)->name;
    for (guint i = 0; i < sums->networks->len; i++) {
        const HcpNetwork *network = sums->networks->pdata[i];
        const HcpMeasure *measure =
            find_sum(name, hcp_network_get_layer(network), sums->main_layer);
        if (measure == NULL)
            continue;
        g_autoptr(HcpColumn) sum = compute_sum(measure, network, column, sums->run, error);
        if (sum == NULL)
            return FALSE;
        append_name(sums->done, name);
        take_nodes(sums, hcp_table_with_columns(sums->nodes, 1, &sum));
        return TRUE;
    }
    append_name(sums->left_out, name);
    take_nodes(sums, hcp_table_without_columns(sums->nodes, 1, &name));
    return TRUE;
}

static void set_note(Sums *sums, const char *key, const GString *names) {
    if (names->len > 0)
        take_nodes(sums, hcp_table_with_note(sums->nodes, key, names->str));
}

HcpTable *hcp_release_sums(HcpTable *nodes, const GPtrArray *networks, const char *main_layer,
                           const HcpReleasePolicy *policy, const HcpRun *run, GError **error) {
    g_return_val_if_fail(nodes != NULL && main_layer != NULL && policy != NULL, NULL);
    for (guint i = 0; i < networks->len; i++)
        if (!hcp__edges_check_released(hcp_network_get_edges(networks->pdata[i]), policy, error))
            return NULL;
    g_auto(Sums) sums = {.networks = networks,
                         .main_layer = main_layer,
                         .run = run,
                         .done = g_string_new(NULL),
                         .left_out = g_string_new(NULL),
                         .nodes = hcp_table_ref(nodes)};
    for (gsize c = 0; c < hcp_table_get_n_columns(nodes); c++) {
        HcpColumn *column = hcp_table_get_column(nodes, c);
        if (hcp_column_get_info(column)->privacy == HCP_PRIVACY_WEIGHT_SUM &&
            !release_sum(&sums, column, error))
            return NULL;
    }
    set_note(&sums, HCP__NOTE_SUMS, sums.done);
    set_note(&sums, HCP__NOTE_SUMS_LEFT_OUT, sums.left_out);
    return g_steal_pointer(&sums.nodes);
}

static void audit_names(HcpAudit *audit, const HcpTable *nodes, const char *note, const char *rule,
                        const char *effect) {
    const char *names = hcp_table_find_note(nodes, note);
    if (names == NULL)
        return;
    g_auto(GStrv) words = g_strsplit(names, " ", -1);
    g_autofree char *list = g_strjoinv(", ", words);
    hcp__audit_add(audit, rule, g_strv_length(words), "%s: %s", effect, list);
}

void hcp__audit_sums(HcpAudit *audit, const HcpTable *nodes) {
    audit_names(audit, nodes, HCP__NOTE_SUMS, "weight_sums",
                "columns computed again from the weights that are shown");
    audit_names(audit, nodes, HCP__NOTE_SUMS_LEFT_OUT, "weight_sums_left_out",
                "columns left out, because they sum weights of a layer that is not shown here");
}

/* What became of small counts, as the definition of a measure says it; NULL where nothing did, or
 * where the measure does not notice. */
static char *describe_suppression(const HcpEdges *edges, const HcpMeasure *measure,
                                  const HcpReleasePolicy *policy) {
    const HcpTable *attributes = hcp_edges_get_attributes(edges);
    const char *masked = hcp_table_find_note(attributes, HCP__NOTE_MASKED_EDGES);
    const char *dropped = hcp_table_find_note(attributes, HCP__NOTE_DROPPED_EDGES);
    int most = policy->min_patients - 1;
    if (dropped != NULL && strcmp(dropped, "0") != 0)
        return g_strdup_printf("; without %s ties of 1 to %d patients", dropped, most);
    if (masked == NULL || strcmp(masked, "0") == 0 || measure->weight == HCP_WEIGHT_UNUSED)
        return NULL;
    char middle[HCP__NUMBER_SIZE];
    hcp__format_double(middle, policy->min_patients / 2.0);
    return g_strdup_printf("; in %s ties a count of 1 to %d patients stands as %s", masked, most,
                           middle);
}

/* Measures on a network that lacks something say so. */
static HcpTable *flag_measures(HcpTable *nodes, const HcpEdges *edges,
                               const HcpReleasePolicy *policy) {
    g_autoptr(GPtrArray) flagged = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (gsize c = 0; c < hcp_table_get_n_columns(nodes); c++) {
        HcpColumn *column = hcp_table_get_column(nodes, c);
        HcpColumnInfo info = *hcp_column_get_info(column);
        const HcpMeasure *measure = hcp_measure_find(info.name);
        if (measure == NULL || g_strcmp0(info.definition, measure->definition) != 0)
            continue;
        g_autofree char *flag = describe_suppression(edges, measure, policy);
        if (flag == NULL)
            continue;
        g_autofree char *definition = g_strconcat(info.definition, flag, NULL);
        info.definition = definition;
        g_ptr_array_add(flagged, hcp_column_with_info(column, &info));
    }
    return hcp_table_with_columns(nodes, flagged->len, (HcpColumn *const *)flagged->pdata);
}

static gboolean check_attributes(const HcpEdges *edges, GError **error) {
    const HcpTable *attributes = hcp_edges_get_attributes(edges);
    for (gsize c = 0; c < hcp_table_get_n_columns(attributes); c++) {
        const HcpColumnInfo *info = hcp_column_get_info(hcp_table_get_column(attributes, c));
        if (info->privacy != HCP_PRIVACY_PATIENT)
            continue;
        g_set_error(error, HCP_ERROR, HCP_ERROR_REFUSED,
                    "layer %s: %s: identifies patients and is never released",
                    hcp_edges_get_layer(edges), info->name);
        return FALSE;
    }
    return TRUE;
}

HcpRelease *hcp_release_network(HcpNetwork *network, HcpTable *nodes,
                                const HcpReleasePolicy *policy, const HcpRun *run, GError **error) {
    g_return_val_if_fail(network != NULL && nodes != NULL && policy != NULL, NULL);
    g_return_val_if_fail(hcp_table_get_n_rows(nodes) == hcp_network_get_n_nodes(network), NULL);
    HcpEdges *edges = hcp_network_get_edges(network);
    if (!hcp__edges_check_released(edges, policy, error) || !check_attributes(edges, error))
        return NULL;
    g_autoptr(GPtrArray) networks = g_ptr_array_new();
    g_ptr_array_add(networks, network);
    g_autoptr(HcpTable) summed =
        hcp_release_sums(nodes, networks, hcp_network_get_layer(network), policy, run, error);
    if (summed == NULL)
        return NULL;

    g_autoptr(HcpAudit) audit = hcp__audit_new();
    hcp__audit_policy(audit, policy);
    hcp__audit_edges(audit, edges, policy);
    hcp__audit_sums(audit, summed);
    hcp__audit_behaviour(audit, summed);
    g_autoptr(HcpTable) masked = hcp__table_mask(summed, policy, audit, error);
    if (masked == NULL)
        return NULL;
    g_autoptr(HcpTable) shown = flag_measures(masked, edges, policy);
    g_autoptr(HcpNetwork) released = hcp_network_new(shown, edges, run, error);
    return released != NULL ? hcp__release_new(shown, released, audit) : NULL;
}
