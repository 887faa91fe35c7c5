/* Counted pairs to the edges of a layer, with the rule in words. */
#include "derive/derive_internal.h"
#include "derive/shared_internal.h"

#include <string.h>

static const HcpColumnInfo PATIENTS = {.name = "patients",
                                       .label = "Shared patients",
                                       .unit = "patients",
                                       .definition = "distinct patients whom both saw, by the rule",
                                       .kind = HCP_KIND_INT64,
                                       .privacy = HCP_PRIVACY_PATIENT_COUNT};
static const HcpColumnInfo PAIRS = {.name = "pairs",
                                    .label = "Pairs of visits",
                                    .unit = "pairs",
                                    .definition = "pairs of visits, source first, by the rule",
                                    .kind = HCP_KIND_INT64,
                                    .privacy = HCP_PRIVACY_PATIENT_COUNT};
static const HcpColumnInfo SAME_DAY = {.name = "same_day",
                                       .label = "Same-day pairs",
                                       .unit = "pairs",
                                       .definition = "pairs of visits on one day, by the rule",
                                       .kind = HCP_KIND_INT64,
                                       .privacy = HCP_PRIVACY_PATIENT_COUNT};

static const struct {
    const char *label, *unit, *definition;
} WEIGHTS[] = {
    [HCP_TIE_PATIENTS] = {"Shared patients", "patients", "distinct patients whom both saw"},
    [HCP_TIE_VISITS] = {"Pairs of visits", "pairs", "pairs of visits, source first"},
    [HCP_TIE_NEWMAN] = {"Newman weight", NULL,
                        "sum over the shared patients of 1 / (physicians whom the patient saw - "
                        "1)"},
    [HCP_TIE_JACCARD] = {"Jaccard weight", NULL,
                         "shared patients / patients whom either of them saw"},
    [HCP_TIE_COSINE] = {"Cosine weight", NULL,
                        "shared patients / square root of the product of both panels"},
    [HCP_TIE_SHARE] = {"Share of the sender", NULL,
                       "shared patients / their sum over all pairs of the source"}};

char *hcp_shared_describe(const HcpSharedOptions *options, int window) {
    static const char *const SAME_DAY_WORDS[] = {
        [HCP_SAME_DAY_LESSER] = "lesser (once, from the smaller id)",
        [HCP_SAME_DAY_DROP] = "drop (not counted)",
        [HCP_SAME_DAY_BOTH] = "both (in both directions)",
        [HCP_SAME_DAY_APART] = "apart (in same_day alone)"};
    switch (options->rule) {
    case HCP_SHARED_TRACE_ROUTE:
        return g_strdup_printf("trace-route: target seen on the patient's next day with a visit, "
                               "within %d days; same day: not counted",
                               window);
    case HCP_SHARED_BINNING:
        return g_strdup("binning: both seen by the patient, in any order; window: none; same day: "
                        "counted");
    case HCP_SHARED_CMS:
        break;
    }
    return g_strdup_printf("cms: target seen within %d days after source; same day: %s", window,
                           SAME_DAY_WORDS[options->same_day]);
}

/* ---- columns ---- */

static gboolean add_counts(GPtrArray *columns, int64_t n, const HcpColumnInfo *info,
                           int64_t **count) {
    return hcp__columns_add(columns, hcp_column_new_take(info, n, g_steal_pointer(count), NULL));
}

static gboolean add_weight(GPtrArray *columns, const HcpShared *shared, int w, HcpTieWeight weight,
                           const char *name, GError **error) {
    double *value = hcp_shared_weigh(shared, w, weight, error);
    if (value == NULL)
        return FALSE;
    g_autofree char *definition =
        strcmp(name, "weight") == 0
            ? g_strconcat(WEIGHTS[weight].definition, ", a proxy of referral", NULL)
            : g_strdup(WEIGHTS[weight].definition);
    HcpColumnInfo info = {.name = name,
                          .label = strcmp(name, "weight") == 0 ? "Weight" : WEIGHTS[weight].label,
                          .unit = WEIGHTS[weight].unit,
                          .definition = definition,
                          .kind = HCP_KIND_DOUBLE};
    return hcp__columns_add(columns, hcp_column_new_take(&info, shared->pairs[w].n, value, NULL));
}

/* Patients and visits stand among the counts already. */
static gboolean add_weights(GPtrArray *columns, const HcpShared *shared, int w, guint more,
                            GError **error) {
    for (HcpTieWeight weight = HCP_TIE_NEWMAN; weight < HCP_N_TIE_WEIGHTS; weight++)
        if ((more & 1U << weight) != 0 &&
            !add_weight(columns, shared, w, weight, hcp_tie_weight_name(weight), error))
            return FALSE;
    return TRUE;
}

static gboolean has_same_day(const HcpSharedOptions *options) {
    return options->rule == HCP_SHARED_CMS && options->same_day != HCP_SAME_DAY_DROP;
}

static gboolean add_columns(GPtrArray *columns, HcpShared *shared, int w) {
    HcpSharedPairs *pairs = &shared->pairs[w];
    return add_counts(columns, pairs->n, &PATIENTS, &pairs->patients) &&
           (!shared->directed || add_counts(columns, pairs->n, &PAIRS, &pairs->pairs)) &&
           (!has_same_day(&shared->options) ||
            add_counts(columns, pairs->n, &SAME_DAY, &pairs->same_day));
}

static char *say_rule(const HcpShared *shared, int w, HcpTieWeight weight) {
    g_autofree char *rule = hcp_shared_describe(&shared->options, shared->pairs[w].window);
    g_autofree char *left_out =
        shared->n_left_out > 0 ? g_strdup_printf("; patients with more than %d visits left out",
                                                 shared->options.max_visits)
                               : g_strdup("");
    return g_strdup_printf("weight = %s; a proxy of referral; %s%s", hcp_tie_weight_name(weight),
                           rule, left_out);
}

HcpEdges *hcp_shared_take_edges(HcpShared *shared, int w, const char *layer, HcpTieWeight weight,
                                guint more, GError **error) {
    g_return_val_if_fail(w >= 0 && w < shared->n_windows, NULL);
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    g_autofree char *rule = say_rule(shared, w, weight);
    if (!add_weight(columns, shared, w, weight, "weight", error) ||
        !add_weights(columns, shared, w, more, error) || !add_columns(columns, shared, w))
        return NULL;
    HcpLayerInfo info = {.name = layer,
                         .relation = "shared",
                         .rule = rule,
                         .weight = hcp_tie_weight_name(weight),
                         .counts_patients = TRUE,
                         .undirected = !shared->directed};
    HcpSharedPairs *counted = &shared->pairs[w];
    g_auto(HcpPairs) pairs = {.n = counted->n,
                              .n_rows = shared->n_visits,
                              .source = g_steal_pointer(&counted->source),
                              .target = g_steal_pointer(&counted->target)};
    return hcp__edges_make(&pairs, &info, columns, error);
}
