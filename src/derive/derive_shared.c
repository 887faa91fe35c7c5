/* shared: physician -> physician, from pairs that somebody has already counted; weight = patients
 * whom both have seen, source first. A proxy of referral, and named so.
 *
 * A pair that comes several times (one file a year) has its counts added; a missing count of
 * patients is 1, since the pair would not be there for none. A file without any small pair was
 * censored by who made it; the rule says so, because measures on it are lower bounds. */
#include "derive/derive_internal.h"

/* So many pairs without a single one of 1 patient are no accident. */
static const int64_t ENOUGH_TO_SEE_CENSORING = 100;

static const HcpColumnInfo PATIENTS = {.name = "patients",
                                       .label = "Shared patients",
                                       .unit = "patients",
                                       .definition = "patients seen by source and then by target",
                                       .kind = HCP_KIND_INT64,
                                       .privacy = HCP_PRIVACY_PATIENT_COUNT};
static const HcpColumnInfo PAIRS = {.name = "pairs",
                                    .label = "Pairs of visits",
                                    .unit = "pairs",
                                    .definition = "pairs of visits, source first",
                                    .kind = HCP_KIND_INT64,
                                    .privacy = HCP_PRIVACY_PATIENT_COUNT};
static const HcpColumnInfo SAME_DAY = {.name = "same_day",
                                       .label = "Same-day pairs",
                                       .unit = "pairs",
                                       .definition = "pairs of visits on one day",
                                       .kind = HCP_KIND_INT64,
                                       .privacy = HCP_PRIVACY_PATIENT_COUNT};

static gboolean add_patients(GPtrArray *columns, const HcpPairs *pairs, const HcpTable *table,
                             const HcpRun *run, GError **error) {
    static const HcpColumnInfo WEIGHT = {.name = "weight",
                                         .label = "Weight",
                                         .unit = "patients",
                                         .definition = "patients shared, a proxy of referral",
                                         .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) patients =
        hcp__pairs_sum_counts(pairs, hcp_table_find_column(table, "patients"), 1, &PATIENTS, error);
    return patients != NULL && hcp__columns_add_weight(columns, patients, &WEIGHT, run, error) &&
           hcp__columns_add(columns, g_steal_pointer(&patients));
}

static gboolean add_counts(GPtrArray *columns, const HcpPairs *pairs, const HcpTable *table,
                           const HcpColumnInfo *info, GError **error) {
    HcpColumn *counts = hcp__table_find_filled(table, info->name);
    return counts == NULL ||
           hcp__columns_add(columns, hcp__pairs_sum_counts(pairs, counts, 0, info, error));
}

/* The fewest patients of a row; 0 when a row does not say, or there are too few rows to tell. */
static int64_t find_fewest(const HcpTable *table) {
    const HcpColumn *patients = hcp_table_find_column(table, "patients");
    int64_t n = hcp_table_get_n_rows(table), fewest = INT64_MAX;
    if (patients == NULL || n < ENOUGH_TO_SEE_CENSORING || hcp_column_count_missing(patients) > 0)
        return 0;
    const int64_t *count = hcp_column_get_int64s(patients);
    for (int64_t row = 0; row < n; row++)
        fewest = MIN(fewest, count[row]);
    return fewest;
}

static char *describe_rule(const HcpTable *table) {
    int64_t fewest = find_fewest(table);
    GString *rule = g_string_new("weight = shared patients; a proxy of referral");
    if (fewest > 1)
        g_string_append_printf(rule,
                               "; censored: no pair of fewer than %" G_GINT64_FORMAT
                               " patients is in the data, so that degrees are lower bounds",
                               fewest);
    return g_string_free(rule, FALSE);
}

gboolean hcp__derive_shared(const HcpDataset *dataset, const HcpDataTable *data, GPtrArray *layers,
                            const HcpRun *run, GError **error) {
    const HcpTable *table = data->table;
    HcpColumn *from = hcp_table_find_column(table, "from"),
              *to = hcp_table_find_column(table, "to");
    HcpRows ends = {.n = hcp_table_get_n_rows(table),
                    .source = hcp_column_get_codes(from),
                    .target = hcp_column_get_codes(to),
                    .lends_ends = TRUE};
    g_auto(HcpPairs) pairs = {0};
    if (!hcp__pairs_collect(&ends, dataset->n_physicians, &pairs, run, error))
        return FALSE;
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    if (!add_patients(columns, &pairs, table, run, error) ||
        !add_counts(columns, &pairs, table, &PAIRS, error) ||
        !add_counts(columns, &pairs, table, &SAME_DAY, error))
        return FALSE;
    const char *layer = data->group->layer != NULL ? data->group->layer : "shared";
    g_autofree char *name = hcp__layer_name(layer);
    g_autofree char *rule = describe_rule(table);
    HcpLayerInfo info = {.name = name,
                         .relation = "shared",
                         .rule = rule,
                         .counts_patients = TRUE,
                         .source = from,
                         .target = to};
    return hcp__layers_add(layers, hcp__edges_make(&pairs, &info, columns, error));
}
