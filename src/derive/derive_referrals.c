/* referral: physician -> physician, weight = patients sent.
 *
 *   patients(i, j) = distinct patient ids of the rows i -> j
 *                  + the counts of the rows that name no patient (1 where they have no count) */
#include "derive/derive_internal.h"

static const HcpColumnInfo PATIENTS = {
    .name = "patients",
    .label = "Patients",
    .unit = "patients",
    .definition = "distinct patients; rows without a patient add their count, or 1",
    .kind = HCP_KIND_INT64,
    .privacy = HCP_PRIVACY_PATIENT_COUNT};

/* At least as many as patients, so that a small number of rows gives a small number of patients
 * away. */
static const HcpColumnInfo REFERRALS = {.name = "referrals",
                                        .label = "Referrals",
                                        .unit = "referrals",
                                        .definition = "rows of the table of referrals",
                                        .kind = HCP_KIND_INT64,
                                        .privacy = HCP_PRIVACY_PATIENT_COUNT};

/* What the rows of a table of referrals have; NULL where a column is absent or empty. */
typedef struct {
    HcpColumn *from, *to, *patient, *patients, *date;
} Referrals;

static Referrals find_columns(const HcpTable *table) {
    return (Referrals){.from = hcp_table_find_column(table, "from"),
                       .to = hcp_table_find_column(table, "to"),
                       .patient = hcp__table_find_filled(table, "patient"),
                       .patients = hcp__table_find_filled(table, "patients"),
                       .date = hcp__table_find_filled(table, "date")};
}

static gboolean add_patients(GPtrArray *columns, const HcpPairs *pairs, const Referrals *rows,
                             const HcpRun *run, GError **error) {
    static const HcpColumnInfo WEIGHT = {.name = "weight",
                                         .label = "Weight",
                                         .unit = "patients",
                                         .definition = "patients sent by source to target",
                                         .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) patients =
        hcp__pairs_count_patients(pairs, rows->patient, rows->patients, &PATIENTS, error);
    return patients != NULL && hcp__columns_add_weight(columns, patients, &WEIGHT, run, error) &&
           hcp__columns_add(columns, g_steal_pointer(&patients));
}

/* Rows that carry a count of patients stand for several referrals: their number says nothing. */
static gboolean add_referrals(GPtrArray *columns, const HcpPairs *pairs, const Referrals *rows,
                              const HcpRun *run, GError **error) {
    static const HcpColumnInfo WEIGHT = {.name = "weight",
                                         .label = "Weight",
                                         .unit = "referrals",
                                         .definition = "referrals by source to target",
                                         .kind = HCP_KIND_DOUBLE};
    if (rows->patients != NULL)
        return TRUE;
    g_autoptr(HcpColumn) referrals = hcp__pairs_count(pairs, &REFERRALS, error);
    if (referrals == NULL)
        return FALSE;
    gboolean weighs = rows->patient == NULL;
    return (!weighs || hcp__columns_add_weight(columns, referrals, &WEIGHT, run, error)) &&
           hcp__columns_add(columns, g_steal_pointer(&referrals));
}

static const char *say_rule(const Referrals *rows) {
    if (rows->patient != NULL)
        return "weight = distinct patients referred";
    if (rows->patients != NULL)
        return "weight = sum of patients referred";
    return "weight = number of referrals";
}

gboolean hcp__derive_referrals(const HcpDataset *dataset, const HcpDataTable *data,
                               GPtrArray *layers, const HcpRun *run, GError **error) {
    Referrals rows = find_columns(data->table);
    HcpRows ends = {.n = hcp_table_get_n_rows(data->table),
                    .source = hcp_column_get_codes(rows.from),
                    .target = hcp_column_get_codes(rows.to)};
    g_auto(HcpPairs) pairs = {0};
    if (!hcp__pairs_collect(&ends, dataset->n_physicians, &pairs, run, error))
        return FALSE;
    gboolean names_patients = rows.patient != NULL || rows.patients != NULL;
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    if ((names_patients && !add_patients(columns, &pairs, &rows, run, error)) ||
        !add_referrals(columns, &pairs, &rows, run, error) ||
        !hcp__columns_add_dates(columns, &pairs, rows.date, error))
        return FALSE;
    const char *layer = data->group->layer != NULL ? data->group->layer : "referral";
    g_autofree char *name = hcp__layer_name(layer);
    HcpLayerInfo info = {
        .name = name, .relation = "referral", .rule = say_rule(&rows), .counts_patients = TRUE};
    return hcp__layers_add(layers, hcp__edges_make(&pairs, &info, columns, error));
}
