/* shared: physician -> physician, from visits; by the study's [shared]. */
#include "derive/derive_internal.h"
#include "derive/shared_internal.h"

#include <string.h>

/* ---- services ---- */

static gboolean refuse_service(const HcpColumn *service, const char *found, GError **error) {
    int32_t n = service != NULL ? hcp_column_get_n_codes(service) : 0;
    g_autofree const char **names = g_new0(const char *, n + 1);
    for (int32_t code = 0; code < n; code++)
        names[code] = hcp_column_get_code_text(service, code);
    const char *nearest = hcp__nearest_word(found, names, (gsize)n);
    g_autofree char *shown = hcp__text_for_message(found, -1, 80);
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                "[shared]: expected services that visits have, found '%s'%s%s%s", shown,
                nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                nearest != NULL ? "'?" : "");
    return FALSE;
}

/* is[code] = 1 for the services of the list; a name that no visit has is a slip. */
static gboolean mark_services(const HcpColumn *service, char **list, uint8_t *is, GError **error) {
    for (char **name = list; name != NULL && *name != NULL; name++) {
        gboolean found = FALSE;
        for (int32_t code = 0; service != NULL && code < hcp_column_get_n_codes(service); code++)
            if (strcmp(hcp_column_get_code_text(service, code), *name) == 0)
                found = is[code] = TRUE;
        if (!found)
            return refuse_service(service, *name, error);
    }
    return TRUE;
}

gboolean hcp__visits_keep_services(const HcpTable *table, const HcpSharedSettings *settings,
                                   uint8_t **out_keep, GError **error) {
    *out_keep = NULL;
    if (settings->services == NULL && settings->without_services == NULL)
        return TRUE;
    const HcpColumn *service = hcp__table_find_filled(table, "service");
    int32_t n_codes = service != NULL ? hcp_column_get_n_codes(service) : 0;
    g_autofree uint8_t *in = g_new0(uint8_t, n_codes + 1), *out = g_new0(uint8_t, n_codes + 1);
    if (!mark_services(service, settings->services, in, error) ||
        !mark_services(service, settings->without_services, out, error))
        return FALSE;
    int64_t n = hcp_table_get_n_rows(table);
    uint8_t *keep = hcp__array_new(n, 1, error);
    for (int64_t r = 0; keep != NULL && r < n; r++) {
        gboolean has = hcp_column_is_valid(service, r);
        int32_t code = has ? hcp_column_get_codes(service)[r] : n_codes;
        keep[r] = (settings->services == NULL || in[code]) && !out[code];
    }
    *out_keep = keep;
    return keep != NULL;
}

/* ---- visits ---- */

static HcpShared *count(const HcpDataset *dataset, const HcpDataTable *data,
                        const HcpSharedOptions *options, const HcpRun *run, GError **error) {
    const HcpColumn *patient = hcp_table_find_column(data->table, "patient");
    const HcpColumn *physician = hcp_table_find_column(data->table, "physician");
    const HcpColumn *date = hcp_table_find_column(data->table, "date");
    g_autofree uint8_t *keep = NULL;
    if (!hcp__visits_keep_services(data->table, &dataset->study->shared, &keep, error))
        return NULL;
    HcpVisits visits = {.n = hcp_table_get_n_rows(data->table),
                        .n_patients = hcp_column_get_n_codes(patient),
                        .n_physicians = dataset->n_physicians,
                        .patient = hcp_column_get_codes(patient),
                        .physician = hcp_column_get_codes(physician),
                        .day = hcp_column_get_dates(date),
                        .keep = keep};
    return hcp_shared_count(&visits, options, run, error);
}

HcpSharedOptions hcp_shared_options_of(const HcpStudy *study) {
    return (HcpSharedOptions){.rule = study->shared.rule,
                              .same_day = study->shared.same_day,
                              .n_windows = 1,
                              .window = {study->shared.window},
                              .min_patients = 1,
                              .max_visits = study->shared.max_visits};
}

gboolean hcp__derive_visits(const HcpDataset *dataset, const HcpDataTable *data, GPtrArray *layers,
                            const HcpRun *run, GError **error) {
    HcpSharedOptions options = hcp_shared_options_of(dataset->study);
    g_autoptr(HcpShared) shared = count(dataset, data, &options, run, error);
    if (shared == NULL)
        return FALSE;
    g_autofree char *name =
        hcp__layer_name(data->group->layer != NULL ? data->group->layer : "shared");
    return hcp__layers_add(
        layers, hcp_shared_take_edges(shared, 0, name, dataset->study->shared.weight, 0, error));
}

/* The table of visits of that layer, or the only one. */
static const HcpDataTable *find_visits(const HcpDataset *dataset, const char *layer,
                                       GError **error) {
    const HcpDataTable *found = NULL;
    guint n_found = 0;
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        const char *name = data->group->layer != NULL ? data->group->layer : "shared";
        if (strcmp(data->group->schema, "visits") != 0 ||
            (layer != NULL && strcmp(name, layer) != 0))
            continue;
        found = data;
        n_found++;
    }
    if (n_found == 1)
        return found;
    if (n_found > 1)
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "layer: expected one of the tables of visits by its layer, found %u tables",
                    n_found);
    else
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "expected a table of visits%s%s, found none",
                    layer != NULL ? " of layer " : "", layer != NULL ? layer : "");
    return NULL;
}

HcpShared *hcp_shared_derive(const HcpDataset *dataset, const char *layer,
                             const HcpSharedOptions *options, const HcpRun *run, GError **error) {
    const HcpDataTable *data = find_visits(dataset, layer, error);
    return data != NULL ? count(dataset, data, options, run, error) : NULL;
}
