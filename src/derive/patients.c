/* Who has which patients: what the null model of shared patients asks for. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"
#include "derive/shared_internal.h"

#include <string.h>

static void clear_lists(HcpPatientLists *lists) {
    g_free(lists->offset);
    g_free(lists->patient);
}

void hcp_patients_free(HcpPatients *patients) {
    if (patients == NULL)
        return;
    clear_lists(&patients->from);
    clear_lists(&patients->to);
    g_free(patients);
}

/* The table that the layer was made of; NULL where it names no patients. */
static const HcpDataTable *find_table(const HcpDataset *dataset, const HcpEdges *edges) {
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        gboolean visits = strcmp(data->group->schema, "visits") == 0;
        if (!visits && strcmp(data->group->schema, "referrals") != 0)
            continue;
        const char *unnamed = visits ? "shared" : "referral";
        g_autofree char *name =
            hcp__layer_name(data->group->layer != NULL ? data->group->layer : unnamed);
        if (strcmp(name, hcp_edges_get_layer(edges)) == 0 &&
            hcp__table_find_filled(data->table, "patient") != NULL)
            return data;
    }
    return NULL;
}

/* The distinct patients of each physician: pairs (physician, patient), the ids of patients being
 * shifted beyond those of physicians. */
static gboolean list_patients(const HcpRows *rows, int32_t n_patients, HcpPatientLists *lists,
                              const HcpRun *run, GError **error) {
    int32_t n_physicians = rows->target_shift;
    g_auto(HcpPairs) pairs = {0};
    if (!hcp__pairs_collect(rows, n_physicians + n_patients, &pairs, run, error))
        return FALSE;
    lists->offset = hcp__array_new((int64_t)n_physicians + 1, sizeof(int64_t), error);
    if (lists->offset == NULL)
        return FALSE;
    for (int64_t k = 0; k < pairs.n; k++) {
        lists->offset[pairs.source[k] + 1]++;
        pairs.target[k] -= n_physicians;
    }
    for (int32_t i = 0; i < n_physicians; i++)
        lists->offset[i + 1] += lists->offset[i];
    lists->patient = g_steal_pointer(&pairs.target);
    return TRUE;
}

static gboolean list_visits(const HcpDataset *dataset, const HcpTable *table, HcpPatients *patients,
                            const HcpRun *run, GError **error) {
    g_autofree uint8_t *keep = NULL;
    if (!hcp__visits_keep_services(table, &dataset->study->shared, &keep, error))
        return FALSE;
    HcpRows rows = {.n = hcp_table_get_n_rows(table),
                    .source = hcp_column_get_codes(hcp_table_find_column(table, "physician")),
                    .target = hcp_column_get_codes(hcp_table_find_column(table, "patient")),
                    .target_shift = patients->n_physicians,
                    .keep = keep};
    return list_patients(&rows, patients->n_patients, &patients->from, run, error) &&
           list_patients(&rows, patients->n_patients, &patients->to, run, error);
}

static gboolean list_referrals(const HcpTable *table, HcpPatients *patients, const HcpRun *run,
                               GError **error) {
    HcpColumn *patient = hcp_table_find_column(table, "patient");
    HcpColumn *from = hcp_table_find_column(table, "from");
    HcpRows rows = {.n = hcp_table_get_n_rows(table),
                    .source = hcp_column_get_codes(from),
                    .target = hcp_column_get_codes(patient),
                    .target_shift = patients->n_physicians};
    g_autofree uint8_t *keep = NULL;
    patients->directed = TRUE;
    if (!hcp__rows_keep_complete(from, patient, &keep, error))
        return FALSE;
    rows.keep = keep;
    if (!list_patients(&rows, patients->n_patients, &patients->from, run, error))
        return FALSE;
    rows.source = hcp_column_get_codes(hcp_table_find_column(table, "to"));
    return list_patients(&rows, patients->n_patients, &patients->to, run, error);
}

HcpPatients *hcp_derive_patients(const HcpDataset *dataset, const HcpEdges *edges,
                                 const HcpRun *run, GError **error) {
    const HcpDataTable *data = find_table(dataset, edges);
    if (data == NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "backbone: null: expected a layer from rows with patients (referrals, visits), "
                    "found '%s', of which only counts or none are known: take disparity or top",
                    hcp_edges_get_layer(edges));
        return NULL;
    }
    g_autoptr(HcpPatients) patients = g_new0(HcpPatients, 1);
    gboolean visits = strcmp(data->group->schema, "visits") == 0;
    patients->n_physicians = dataset->n_physicians;
    patients->n_patients = hcp_column_get_n_codes(hcp_table_find_column(data->table, "patient"));
    gboolean good = visits ? list_visits(dataset, data->table, patients, run, error)
                           : list_referrals(data->table, patients, run, error);
    return good ? g_steal_pointer(&patients) : NULL;
}
