#include "analysis/analysis_internal.h"

#include <hcpnet/error.h>
#include <math.h>
#include <string.h>

static const char DEFAULT_SEEDS[] = "top:strength:10%";

/* ---- who the seeds are ---- */

static uint8_t *seeds_of_table(const HcpAnalysis *analysis, const HcpTable *table) {
    uint8_t *is_seed = g_new0(uint8_t, analysis->dataset->n_physicians + 1);
    const HcpColumn *ids = hcp_table_find_column(table, "id");
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++)
        is_seed[hcp_column_get_codes(ids)[row]] = 1; /* the code of a physician is its node */
    return is_seed;
}

static gboolean parse_top(const char *text, char **out_measure, double *out_share, GError **error) {
    g_auto(GStrv) parts = g_strsplit(text, ":", -1);
    char *end = NULL;
    gboolean good = g_strv_length(parts) == 3 && strcmp(parts[0], "top") == 0;
    double percent = good ? g_ascii_strtod(parts[2], &end) : 0;
    good = good && end != parts[2] && strcmp(end, "%") == 0 && percent > 0 && percent < 100;
    if (!good) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "seeds: expected top:MEASURE:PERCENT%%, such as %s, found '%s'", DEFAULT_SEEDS,
                    text);
        return FALSE;
    }
    *out_measure = g_strdup(parts[1]);
    *out_share = percent / 100;
    return TRUE;
}

/* The top share of the physicians that have the measure above 0. */
static uint8_t *seeds_of_top(const HcpAnalysis *analysis, const char *measure, double share) {
    int32_t n = analysis->dataset->n_physicians;
    const HcpColumn *column = hcp_table_find_column(analysis->nodes, measure);
    g_autofree double *value = g_new(double, n + 1);
    g_autofree int32_t *top = g_new(int32_t, n + 1);
    int64_t n_measured = 0;
    for (int32_t i = 0; i < n; i++) {
        value[i] = hcp_column_get_number(column, i);
        if (!(value[i] > 0))
            value[i] = NAN;
        n_measured += !isnan(value[i]);
    }
    int64_t n_seeds = hcp__top_k(n, value, (int64_t)ceil(share * (double)n_measured), top);
    uint8_t *is_seed = g_new0(uint8_t, n + 1);
    for (int64_t i = 0; i < n_seeds; i++)
        is_seed[top[i]] = 1;
    return is_seed;
}

uint8_t *hcp__analysis_find_seeds(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    const HcpTable *table = hcp_dataset_find(analysis->dataset, "seeds");
    g_clear_pointer(&analysis->seed_definition, g_strfreev);
    if (table != NULL && analysis->study->seeds == NULL)
        return seeds_of_table(analysis, table);
    const char *text = analysis->study->seeds != NULL ? analysis->study->seeds : DEFAULT_SEEDS;
    g_autofree char *measure = NULL;
    double share;
    if (!parse_top(text, &measure, &share, error)) {
        hcp_study_locate_error(analysis->study, error);
        return NULL;
    }
    const char *names[] = {measure, NULL};
    /* Without values there are no seeds, which the lookalikes say. */
    if (!hcp__analysis_is_unsettled(analysis, measure) &&
        !hcp_analysis_add_measures(analysis, NULL, names, run, error)) {
        g_prefix_error(error, "seeds: ");
        hcp_study_locate_error(analysis->study, error);
        return NULL;
    }
    analysis->seed_definition = g_strdupv((char **)names);
    return seeds_of_top(analysis, measure, share);
}

/* ---- which columns may explain them ---- */

/* Where referrals are observed for a panel alone, only what comes in is seen alike for everybody.
 */
static gboolean is_partly_observed(const HcpAnalysis *analysis) {
    const HcpColumn *in_panel = hcp_table_find_column(analysis->nodes, "in_panel");
    for (int32_t i = 0; in_panel != NULL && i < analysis->dataset->n_physicians; i++)
        if (hcp_column_get_number(in_panel, i) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_observed_for_all(const char *measure) {
    return strcmp(measure, "in_degree") == 0 || strcmp(measure, "in_strength") == 0;
}

/* Columns that say what the program was told to do with a physician, not what the physician is. */
static const char *const ADMINISTRATIVE[] = {"in_panel", "active", "no_contact", "targeted",
                                             "consent",  "x",      "y",          "community_name"};

/* Seeds by what was prescribed leak through all that is made of prescriptions. Else units, share
 * and date of the brand may explain; the brand view says the same in other words. */
static void list_derived(const HcpAnalysis *analysis, GPtrArray *excluded) {
    static const char *const ACTIVITY[] = {"class_units", "brand_units", "brand_share",
                                           "brand_first", NULL};
    static const char *const PREFIXES[] = {"brand_", "share_", "pharmacy_", "affiliated_"};
    const char *seeds = analysis->seed_definition != NULL ? analysis->seed_definition[0] : NULL;
    gboolean leaks = seeds != NULL && hcp_measure_find(seeds) == NULL;
    for (gsize c = 0; c < hcp_table_get_n_columns(analysis->nodes); c++) {
        const char *name = hcp_column_get_info(hcp_table_get_column(analysis->nodes, c))->name;
        gboolean is_view = FALSE, is_activity = g_strv_contains(ACTIVITY, name);
        for (gsize k = 0; k < G_N_ELEMENTS(PREFIXES); k++)
            is_view |= !is_activity && g_str_has_prefix(name, PREFIXES[k]);
        is_view &= hcp_table_find_column(analysis->dataset->nodes, name) == NULL;
        if (is_view || (leaks && is_activity) || g_strcmp0(name, seeds) == 0)
            g_ptr_array_add(excluded, (char *)name);
    }
}

/* Are the seeds the top of what is made of referrals? */
static gboolean is_of_behaviour(const HcpAnalysis *analysis) {
    const char *column = analysis->seed_definition != NULL ? analysis->seed_definition[0] : NULL;
    return column != NULL && hcp_behaviour_is_column(column);
}

/* Names of columns that are no features: all of the main layer when the seeds are made of it, by a
 * measure or by their referrals (a label made of the network leaks through the network; even what
 * comes in, since patients come back to those who sent them); else what is not observed alike for
 * everybody. Referral behaviour is never a feature: it is made of the referrals that seeds are
 * known by. */
static GPtrArray *list_excluded(const HcpAnalysis *analysis) {
    GPtrArray *excluded = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(ADMINISTRATIVE); i++)
        g_ptr_array_add(excluded, (char *)ADMINISTRATIVE[i]);
    gboolean leaks = analysis->seed_definition != NULL, partly = is_partly_observed(analysis);
    gsize n;
    const HcpMeasure *const *measures = hcp_measure_list(&n);
    for (gsize i = 0; i < n; i++)
        if (leaks || (partly && !is_observed_for_all(measures[i]->name)))
            g_ptr_array_add(excluded, (char *)measures[i]->name);
    if (leaks || partly)
        g_ptr_array_add(excluded, (char *)"community");
    list_derived(analysis, excluded);
    for (gsize c = 0; c < hcp_table_get_n_columns(analysis->nodes); c++) {
        const char *name = hcp_column_get_info(hcp_table_get_column(analysis->nodes, c))->name;
        if (hcp_behaviour_is_column(name))
            g_ptr_array_add(excluded, (char *)name);
    }
    g_ptr_array_add(excluded, NULL);
    return excluded;
}

/* The list with what a reader knows a physician by beside the id. */
static void add_names(const HcpAnalysis *analysis) {
    static const char *const NAMES[] = {"name", "specialty", "region"};
    HcpLookalike *lookalike = analysis->lookalike;
    HcpTable *list = lookalike->list;
    int64_t n = hcp_table_get_n_rows(list);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    g_ptr_array_add(columns, hcp_column_ref(hcp_table_get_column(list, 0)));
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        const HcpColumn *column = hcp_table_find_column(analysis->nodes, NAMES[i]);
        if (column != NULL)
            g_ptr_array_add(columns, hcp_column_select(column, n, lookalike->node));
    }
    for (gsize i = 1; i < hcp_table_get_n_columns(list); i++)
        g_ptr_array_add(columns, hcp_column_ref(hcp_table_get_column(list, i)));
    lookalike->list = hcp_table_new(hcp_table_get_name(list), n, columns->len,
                                    (HcpColumn *const *)columns->pdata);
    hcp_table_unref(list);
}

/* Every measure that may explain the seeds, then the volume: in the same order whatever was
 * computed before, so that a command and the report fit the same model. */
static gboolean add_features(HcpAnalysis *analysis, const char *const *excluded, const char *volume,
                             const HcpRun *run, GError **error) {
    g_autofree const char **all = hcp_analysis_list_measures(analysis);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const char **name = all; *name != NULL; name++)
        if (!g_strv_contains(excluded, *name))
            g_ptr_array_add(names, (char *)*name);
    g_ptr_array_add(names, (char *)volume);
    g_ptr_array_add(names, NULL);
    return hcp__analysis_add_settled(analysis, (const char *const *)names->pdata, run, error);
}

/* Of whom the column that the seeds are the top of is known. */
static uint8_t *find_known(const HcpAnalysis *analysis) {
    const HcpColumn *column = hcp_table_find_column(analysis->nodes, analysis->seed_definition[0]);
    uint8_t *is_known = g_new0(uint8_t, analysis->dataset->n_physicians + 1);
    for (int32_t i = 0; i < analysis->dataset->n_physicians; i++)
        is_known[i] = (uint8_t)hcp_column_is_valid(column, i);
    return is_known;
}

gboolean hcp_analysis_add_lookalikes(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    const char *volume = hcp_network_is_directed(analysis->main) ? "out_strength" : "strength";
    g_autofree uint8_t *is_seed = hcp__analysis_find_seeds(analysis, run, error);
    if (is_seed == NULL)
        return FALSE;
    g_autoptr(GPtrArray) excluded = list_excluded(analysis);
    if (!add_features(analysis, (const char *const *)excluded->pdata, volume, run, error))
        return FALSE;
    HcpLookalikeOptions options = HCP_LOOKALIKE_OPTIONS_INIT;
    options.excluded = (const char *const *)excluded->pdata;
    options.features = (const char *const *)analysis->study->features;
    options.volume = volume;
    /* The volume of referrals holds the label; those whose referrals nobody saw have none. */
    static const char *const UNSEEING[] = {"class_units", "panel_size", NULL};
    g_autofree uint8_t *is_known = is_of_behaviour(analysis) ? find_known(analysis) : NULL;
    options.is_known = is_known;
    options.other_volumes = is_known != NULL ? UNSEEING : NULL;
    g_clear_pointer(&analysis->lookalike, hcp_lookalike_free);
    analysis->lookalike = hcp_lookalike_compute(analysis->nodes, analysis->dataset->n_physicians,
                                                is_seed, &options, run, error);
    if (analysis->lookalike == NULL)
        return FALSE;
    add_names(analysis);
    return TRUE;
}
