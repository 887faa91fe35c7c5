/* Who is scored, what is expected of them, and which partners are looked for. */
#include "behaviour/behaviour_internal.h"

#include <math.h>
#include <string.h>

void hcp_behaviour_free(HcpBehaviour *behaviour) {
    if (behaviour == NULL)
        return;
    HcpReferralModel *const models[] = {&behaviour->sending, &behaviour->receiving,
                                        &behaviour->regional_sending,
                                        &behaviour->regional_receiving};
    for (gsize k = 0; k < G_N_ELEMENTS(models); k++) {
        g_free(models[k]->expected);
        g_free(models[k]->doubt);
        hcp_table_unref(models[k]->model);
    }
    hcp_table_unref(behaviour->nodes);
    hcp_table_unref(behaviour->inputs);
    g_strfreev(behaviour->expect_by);
    hcp_referrals_free(behaviour->counts);
    g_free(behaviour->is_sender);
    g_free(behaviour->is_receiver);
    g_free(behaviour->is_writer);
    g_free(behaviour->is_inside);
    g_free(behaviour);
}

static gboolean says_no(const HcpTable *nodes, const char *name, int32_t i) {
    const HcpColumn *column = hcp_table_find_column(nodes, name);
    return column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_BOOL &&
           hcp_column_is_valid(column, i) && !hcp_column_get_bools(column)[i];
}

/* Without a master, physicians are those whom the rows name: who sends nothing may be one whose
 * referrals nobody recorded. */
static uint8_t *choose_scored(const HcpDataset *dataset, const HcpTable *nodes, const double *count,
                              gboolean sending) {
    uint8_t *scored = g_new0(uint8_t, dataset->n_physicians + 1);
    for (int32_t i = 0; i < dataset->n_physicians; i++)
        scored[i] = (dataset->has_master || count[i] > 0) && !says_no(nodes, "active", i) &&
                    !(sending && says_no(nodes, "in_panel", i));
    return scored;
}

static uint8_t *find_writers(const HcpTable *nodes, int32_t n_physicians) {
    const HcpColumn *writer = hcp_table_find_column(nodes, "brand_writer");
    if (writer == NULL || hcp_column_get_info(writer)->kind != HCP_KIND_BOOL)
        return NULL;
    uint8_t *is_writer = g_new0(uint8_t, n_physicians + 1);
    for (int32_t i = 0; i < n_physicians; i++)
        is_writer[i] = hcp_column_is_valid(writer, i) && hcp_column_get_bools(writer)[i];
    return is_writer;
}

/* ---- the listed organisations ---- */

static gboolean has_text(const HcpColumn *column, const char *text) {
    for (int32_t code = 0; column != NULL && code < hcp_column_get_n_codes(column); code++)
        if (strcmp(hcp_column_get_code_text(column, code), text) == 0)
            return TRUE;
    return FALSE;
}

/* Where physicians work: the organisation of the master, and the rows of affiliations. */
static gboolean check_known(const HcpDataset *dataset, char **organisations, GError **error) {
    const HcpTable *affiliations = hcp_dataset_find(dataset, "affiliations");
    const HcpColumn *place = hcp_table_find_column(dataset->nodes, "organisation");
    const HcpColumn *other =
        affiliations != NULL ? hcp_table_find_column(affiliations, "organisation") : NULL;
    for (char **id = organisations; *id != NULL; id++) {
        if (has_text(place, *id) || has_text(other, *id))
            continue;
        g_autofree char *found = hcp__text_for_message(*id, -1, 60);
        g_set_error(
            error, HCP_ERROR, HCP_ERROR_INPUT,
            "behaviour: organisations: expected ids of organisations where physicians work, "
            "found '%s'",
            found);
        return FALSE;
    }
    return TRUE;
}

static gboolean is_listed(const HcpColumn *column, int64_t row, char **organisations) {
    const char *text = hcp_column_get_text(column, row);
    return text != NULL && g_strv_contains((const char *const *)organisations, text);
}

static gboolean find_inside(HcpBehaviour *behaviour, const HcpDataset *dataset, GError **error) {
    char **organisations = dataset->study->organisations;
    if (organisations == NULL)
        return TRUE;
    if (!check_known(dataset, organisations, error))
        return FALSE;
    behaviour->is_inside = g_new0(uint8_t, dataset->n_physicians + 1);
    const HcpColumn *place = hcp_table_find_column(dataset->nodes, "organisation");
    for (int32_t i = 0; place != NULL && i < dataset->n_physicians; i++)
        behaviour->is_inside[i] = (uint8_t)is_listed(place, i, organisations);
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (strcmp(data->group->schema, "affiliations") != 0)
            continue;
        const HcpColumn *where = hcp_table_find_column(data->table, "organisation");
        const int32_t *who = hcp_column_get_codes(hcp_table_find_column(data->table, "physician"));
        for (int64_t r = 0; r < hcp_table_get_n_rows(data->table); r++)
            if (is_listed(where, r, organisations))
                behaviour->is_inside[who[r]] = 1;
    }
    return TRUE;
}

/* What follows from referrals cannot explain them: inputs alone are terms. */
static gboolean check_terms(const HcpDataset *dataset, GError **error) {
    for (char **name = dataset->study->expect_by; name != NULL && *name != NULL; name++) {
        if (hcp_table_find_column(dataset->nodes, *name) != NULL)
            continue;
        g_autofree char *found = hcp__text_for_message(*name, -1, 60);
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "behaviour: expect_by: expected columns of physicians, found '%s'", found);
        return FALSE;
    }
    return TRUE;
}

/* ---- what is expected ---- */

/* By the same terms and the region: nothing where the region is one of them, or tells nobody apart.
 */
static gboolean fit_regional(const HcpExpectationTask *task, HcpReferralModel *model,
                             const HcpRun *run, GError **error) {
    if (g_strv_contains(task->terms, "region") || !hcp__design_has_levels(task, "region"))
        return TRUE;
    g_autoptr(GPtrArray) terms = g_ptr_array_new();
    for (const char *const *name = task->terms; *name != NULL; name++)
        g_ptr_array_add(terms, (char *)*name);
    g_ptr_array_add(terms, "region");
    g_ptr_array_add(terms, NULL);
    HcpExpectationTask within = *task;
    within.terms = (const char *const *)terms->pdata;
    if (!hcp__behaviour_fit(&within, model, run, error))
        return FALSE;
    const HcpColumn *region = hcp_table_find_column(task->nodes, "region");
    for (int32_t i = 0; i < task->n_physicians; i++)
        if (!hcp_column_is_valid(region, i))
            model->expected[i] = NAN;
    return TRUE;
}

static gboolean fit_both(const HcpExpectationTask *task, HcpReferralModel *model,
                         HcpReferralModel *regional, const HcpRun *run, GError **error) {
    return hcp__behaviour_fit(task, model, run, error) && fit_regional(task, regional, run, error);
}

static gboolean fit_models(HcpBehaviour *behaviour, const HcpRun *run, GError **error) {
    HcpExpectationTask sending = {.nodes = behaviour->nodes,
                                  .n_physicians = behaviour->n_physicians,
                                  .scored = behaviour->is_sender,
                                  .count = behaviour->counts->sent,
                                  .terms = (const char *const *)behaviour->expect_by,
                                  .with_numbers = TRUE,
                                  .inputs = behaviour->inputs};
    HcpExpectationTask receiving = sending;
    receiving.scored = behaviour->is_receiver;
    receiving.count = behaviour->counts->received;
    receiving.with_numbers = FALSE;
    return fit_both(&sending, &behaviour->sending, &behaviour->regional_sending, run, error) &&
           fit_both(&receiving, &behaviour->receiving, &behaviour->regional_receiving, run, error);
}

HcpBehaviour *hcp_behaviour_new(const HcpDataset *dataset, const HcpTable *nodes,
                                HcpReferralCounts *counts, const HcpRun *run, GError **error) {
    static const char *const USUAL[] = {"specialty", "panel_size", NULL};
    g_return_val_if_fail(dataset != NULL && nodes != NULL && counts != NULL, NULL);
    g_autoptr(HcpBehaviour) behaviour = g_new0(HcpBehaviour, 1);
    char **expect_by = dataset->study->expect_by;
    behaviour->n_physicians = dataset->n_physicians;
    behaviour->nodes = hcp_table_ref((HcpTable *)nodes);
    behaviour->inputs = hcp_table_ref(dataset->nodes);
    behaviour->expect_by = g_strdupv(expect_by != NULL ? expect_by : (char **)USUAL);
    behaviour->counts = counts;
    behaviour->min_referrals = dataset->study->min_referrals;
    behaviour->is_writer = find_writers(nodes, dataset->n_physicians);
    behaviour->is_sender = choose_scored(dataset, nodes, counts->sent, TRUE);
    behaviour->is_receiver = choose_scored(dataset, nodes, counts->received, FALSE);
    return check_terms(dataset, error) && find_inside(behaviour, dataset, error) &&
                   fit_models(behaviour, run, error)
               ? g_steal_pointer(&behaviour)
               : NULL;
}

static uint8_t *copy_marks(const uint8_t *marks, int32_t n) {
    uint8_t *copy = marks != NULL ? g_malloc((gsize)n + 1) : NULL;
    if (copy != NULL)
        memcpy(copy, marks, (gsize)n);
    return copy;
}

HcpBehaviour *hcp_behaviour_refit(const HcpBehaviour *behaviour, HcpReferralCounts *counts,
                                  const HcpRun *run, GError **error) {
    g_return_val_if_fail(behaviour != NULL && counts != NULL, NULL);
    g_autoptr(HcpBehaviour) refit = g_new0(HcpBehaviour, 1);
    int32_t n = refit->n_physicians = behaviour->n_physicians;
    refit->nodes = hcp_table_ref(behaviour->nodes);
    refit->inputs = hcp_table_ref(behaviour->inputs);
    refit->expect_by = g_strdupv(behaviour->expect_by);
    refit->counts = counts;
    refit->min_referrals = behaviour->min_referrals;
    refit->is_writer = copy_marks(behaviour->is_writer, n);
    refit->is_inside = copy_marks(behaviour->is_inside, n);
    refit->is_sender = copy_marks(behaviour->is_sender, n);
    refit->is_receiver = copy_marks(behaviour->is_receiver, n);
    return fit_models(refit, run, error) ? g_steal_pointer(&refit) : NULL;
}
