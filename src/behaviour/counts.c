/* Referrals and patients of each physician, sent and received. */
#include "behaviour/behaviour_internal.h"
#include "derive/derive_internal.h"

#include <math.h>
#include <string.h>

void hcp_referrals_free(HcpReferralCounts *counts) {
    if (counts == NULL)
        return;
    g_clear_pointer(&counts->edges, g_ptr_array_unref);
    g_free(counts->sent);
    g_free(counts->received);
    g_free(counts->sent_patients);
    g_free(counts->received_patients);
    g_free(counts->sent_inexact);
    g_free(counts->received_inexact);
    g_free(counts);
}

static gboolean is_referral(const HcpEdges *edges) {
    return g_strcmp0(hcp_table_find_note(hcp_edges_get_attributes(edges), "relation"),
                     "referral") == 0;
}

static void count_referrals(HcpReferralCounts *counts) {
    for (guint l = 0; l < counts->edges->len; l++) {
        const HcpEdges *edges = counts->edges->pdata[l];
        for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
            double volume = hcp__edge_volume(edges, e);
            counts->sent[hcp_edges_get_sources(edges)[e]] += volume;
            counts->received[hcp_edges_get_targets(edges)[e]] += volume;
        }
    }
}

/* patients[i] += the distinct patients of the rows of i; a row without one adds its count, or 1. */
static gboolean add_patients(const HcpTable *table, int32_t n_physicians, gboolean received,
                             double *patients, const HcpRun *run, GError **error) {
    static const HcpColumnInfo INFO = {.name = "patients", .kind = HCP_KIND_INT64};
    const HcpColumn *patient = hcp__table_find_filled(table, "patient");
    const HcpColumn *count = hcp__table_find_filled(table, "patients");
    const int32_t *from = hcp_column_get_codes(hcp_table_find_column(table, "from"));
    const int32_t *to = hcp_column_get_codes(hcp_table_find_column(table, "to"));
    int64_t n = hcp_table_get_n_rows(table);
    g_autofree uint8_t *keep = hcp__array_new(n, 1, error);
    if (keep == NULL)
        return FALSE;
    for (int64_t r = 0; r < n; r++)
        keep[r] = from[r] != to[r];
    HcpRows rows = {.n = n, .source = received ? to : from, .keep = keep};
    g_auto(HcpPairs) pairs = {0};
    if (!hcp__pairs_collect(&rows, n_physicians, &pairs, run, error))
        return FALSE;
    g_autoptr(HcpColumn) sum = hcp__pairs_count_patients(&pairs, patient, count, &INFO, error);
    if (sum == NULL)
        return FALSE;
    for (int64_t p = 0; p < pairs.n; p++)
        patients[pairs.source[p]] += hcp_column_get_number(sum, p);
    return TRUE;
}

static gboolean names_patients(const HcpTable *table) {
    return hcp__table_find_filled(table, "patient") != NULL ||
           hcp__table_find_filled(table, "patients") != NULL;
}

/* Where one table names no patients, nobody's number of patients is known. */
static gboolean count_patients(const HcpDataset *dataset, HcpReferralCounts *counts,
                               const HcpRun *run, GError **error) {
    gboolean known = TRUE;
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (strcmp(data->group->schema, "referrals") != 0 || !known)
            continue;
        known = names_patients(data->table);
        int32_t n = dataset->n_physicians;
        if (known && (!add_patients(data->table, n, FALSE, counts->sent_patients, run, error) ||
                      !add_patients(data->table, n, TRUE, counts->received_patients, run, error)))
            return FALSE;
    }
    for (int32_t i = 0; !known && i < dataset->n_physicians; i++)
        counts->sent_patients[i] = counts->received_patients[i] = NAN;
    return TRUE;
}

HcpReferralCounts *hcp_referrals_count(const HcpDataset *dataset, const GPtrArray *layers,
                                       const HcpRun *run, GError **error) {
    g_autoptr(HcpReferralCounts) counts = g_new0(HcpReferralCounts, 1);
    counts->edges = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    for (guint l = 0; l < layers->len; l++)
        if (is_referral(layers->pdata[l]))
            g_ptr_array_add(counts->edges, hcp_edges_ref(layers->pdata[l]));
    int32_t n = dataset->n_physicians;
    double **const arrays[] = {&counts->sent, &counts->received, &counts->sent_patients,
                               &counts->received_patients};
    for (gsize k = 0; k < G_N_ELEMENTS(arrays); k++)
        if ((*arrays[k] = hcp__array_new(n, sizeof(double), error)) == NULL)
            return NULL;
    count_referrals(counts);
    return count_patients(dataset, counts, run, error) ? g_steal_pointer(&counts) : NULL;
}
