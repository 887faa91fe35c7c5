/* Values and counts of rows that are far from what is usual: a decimal mark read wrongly, a test
 * physician, a dummy patient who stands for everybody without one. */
#include "study/quality_internal.h"

#include <math.h>
#include <string.h>

enum { MAX_SHOWN = 3 };

typedef struct {
    const HcpDataset *dataset;
    HcpTableDraft *summary, *values, *patients;
} Drafts;

/* What is looked at: one number for each row of a table, or for each physician of a column. */
typedef struct {
    const char *table, *column, *of;
    int64_t n;
    double *value;            /* NaN: none */
    const HcpColumn *holders; /* ids by entry of `value`; NULL: not known */
    HcpFence fence;
} Numbers;

static gboolean is_far(const HcpFence *fence, double value) {
    return value > fence->high || value < fence->low;
}

/* FALSE where memory is short. */
static gboolean find_fence(Numbers *numbers, gboolean *found, GError **error) {
    g_autofree double *value = hcp__array_new(numbers->n, sizeof *value, error);
    int64_t n = 0;
    if (value == NULL)
        return FALSE;
    for (int64_t i = 0; i < numbers->n; i++)
        if (!isnan(numbers->value[i]))
            value[n++] = numbers->value[i];
    *found = hcp__fence_find(&numbers->fence, value, n);
    return TRUE;
}

/* ---- the largest few ---- */

/* How far beyond the fence, so that the farthest come first on either side. */
static double distance(const HcpFence *fence, double value) {
    if (isnan(value) || !is_far(fence, value))
        return NAN;
    return value > fence->high ? value - fence->high : fence->low - value;
}

static void add_largest(const Drafts *drafts, const Numbers *numbers) {
    g_autofree double *far = g_new(double, numbers->n + 1);
    int32_t top[MAX_SHOWN];
    for (int64_t i = 0; i < numbers->n; i++)
        far[i] = distance(&numbers->fence, numbers->value[i]);
    int64_t n = hcp__top_k(numbers->n, far, MAX_SHOWN, top);
    for (int64_t k = 0; k < n; k++) {
        const char *id =
            numbers->holders != NULL ? hcp_column_get_text(numbers->holders, top[k]) : NULL;
        hcp__table_draft_add_text(drafts->values, numbers->table);
        hcp__table_draft_add_text(drafts->values, numbers->column);
        hcp__table_draft_add_text(drafts->values, numbers->of);
        hcp__table_draft_add_text(drafts->values, id);
        hcp__table_draft_add_double(drafts->values, numbers->value[top[k]]);
    }
}

static gboolean add_numbers(const Drafts *drafts, Numbers *numbers, GError **error) {
    gboolean found = FALSE;
    int64_t n = 0, n_far = 0;
    if (!find_fence(numbers, &found, error))
        return FALSE;
    for (int64_t i = 0; found && i < numbers->n; i++) {
        n += !isnan(numbers->value[i]);
        n_far += is_far(&numbers->fence, numbers->value[i]);
    }
    if (n_far == 0)
        return TRUE;
    hcp__table_draft_add_text(drafts->summary, numbers->table);
    hcp__table_draft_add_text(drafts->summary, numbers->column);
    hcp__table_draft_add_text(drafts->summary, numbers->of);
    hcp__table_draft_add_int64(drafts->summary, n);
    hcp__table_draft_add_double(drafts->summary, numbers->fence.median);
    hcp__table_draft_add_double(drafts->summary, numbers->fence.high);
    hcp__table_draft_add_int64(drafts->summary, n_far);
    add_largest(drafts, numbers);
    return TRUE;
}

/* ---- values of a column ---- */

static const HcpColumn *find_ids(const HcpDataTable *data, HcpFieldType type) {
    const HcpSchema *schema = hcp_schema_find(data->group->schema);
    for (gsize i = 0; i < schema->n_fields; i++)
        if (schema->fields[i].type == type &&
            hcp_table_find_column(data->table, schema->fields[i].name) != NULL)
            return hcp_table_find_column(data->table, schema->fields[i].name);
    return NULL;
}

static gboolean add_values(const Drafts *drafts, const HcpDataTable *data, const HcpColumn *column,
                           GError **error) {
    int64_t n = hcp_column_get_length(column);
    g_autofree double *value = hcp__array_new(n, sizeof *value, error);
    if (value == NULL)
        return FALSE;
    for (int64_t row = 0; row < n; row++)
        value[row] = hcp_column_get_number(column, row);
    Numbers numbers = {.table = data->group->name,
                       .column = hcp_column_get_info(column)->name,
                       .of = "value of a row",
                       .n = n,
                       .value = value,
                       .holders = find_ids(data, HCP_FIELD_PHYSICIAN)};
    return add_numbers(drafts, &numbers, error);
}

/* ---- rows of a physician ---- */

/* Those who have any; a physician without rows is no low outlier. Owned by the caller. */
static double *count_rows(const HcpColumn *column, int64_t n) {
    g_autofree int64_t *counts = hcp__count_codes(column, n);
    double *value = g_new(double, n + 1);
    for (int64_t i = 0; i < n; i++)
        value[i] = counts[i] > 0 ? (double)counts[i] : NAN;
    return value;
}

static gboolean add_physicians(const Drafts *drafts, const HcpDataTable *data,
                               const HcpColumn *column, GError **error) {
    int64_t n = drafts->dataset->n_physicians;
    g_autofree double *value = count_rows(column, n);
    Numbers numbers = {.table = data->group->name,
                       .column = hcp_column_get_info(column)->name,
                       .of = "rows of a physician",
                       .n = n,
                       .value = value,
                       .holders = hcp_table_find_column(drafts->dataset->nodes, "id")};
    return add_numbers(drafts, &numbers, error);
}

/* ---- rows of a patient: no id, and how many patients goes through the gate ---- */

static gboolean add_patients(const Drafts *drafts, const HcpDataTable *data,
                             const HcpColumn *column, GError **error) {
    int64_t n = hcp_column_get_n_codes(column), n_far = 0;
    g_autofree double *value = count_rows(column, n);
    gboolean found = FALSE;
    double most = 0;
    Numbers numbers = {.n = n, .value = value};
    if (!find_fence(&numbers, &found, error))
        return FALSE;
    for (int64_t i = 0; found && i < n; i++) {
        n_far += is_far(&numbers.fence, value[i]);
        most = isnan(value[i]) ? most : MAX(most, value[i]);
    }
    if (n_far == 0)
        return TRUE;
    hcp__table_draft_add_text(drafts->patients, data->group->name);
    hcp__table_draft_add_double(drafts->patients, numbers.fence.median);
    hcp__table_draft_add_double(drafts->patients, numbers.fence.high);
    hcp__table_draft_add_int64(drafts->patients, n_far);
    hcp__table_draft_add_int64(drafts->patients, (int64_t)most);
    return TRUE;
}

/* ---- every column ---- */

static gboolean add_column(const Drafts *drafts, const HcpDataTable *data, const HcpColumn *column,
                           GError **error) {
    const HcpColumnInfo *info = hcp_column_get_info(column);
    const HcpField *field = hcp_schema_find_field(hcp_schema_find(data->group->schema), info->name);
    if (info->kind == HCP_KIND_INT64 || info->kind == HCP_KIND_DOUBLE)
        return add_values(drafts, data, column, error);
    if (field != NULL && field->type == HCP_FIELD_PHYSICIAN)
        return add_physicians(drafts, data, column, error);
    if (field != NULL && field->type == HCP_FIELD_PATIENT)
        return add_patients(drafts, data, column, error);
    return TRUE;
}

static gboolean add_table(const Drafts *drafts, const HcpDataTable *data, const HcpRun *run,
                          GError **error) {
    for (gsize i = 0; i < hcp_table_get_n_columns(data->table); i++)
        if (!hcp_run_check(run, error) ||
            !add_column(drafts, data, hcp_table_get_column(data->table, i), error))
            return FALSE;
    return TRUE;
}

static Drafts new_drafts(const HcpDataset *dataset) {
    static const HcpColumnInfo columns[] = {
        HCP__COLUMN("table", NULL, "table of the study", STRING, NONE),
        HCP__COLUMN("column", NULL, "its column", STRING, NONE),
        HCP__COLUMN("of", NULL, "the value of a row, or the rows of a physician", STRING, NONE),
        HCP__COLUMN("n", NULL, "how many values there are", INT64, NONE),
        HCP__COLUMN("median", NULL, "half of them are not above it", DOUBLE, NONE),
        HCP__COLUMN("fence", NULL, "what is above is far out", DOUBLE, NONE),
        HCP__COLUMN("far_out", NULL, "how many are", INT64, NONE)};
    static const HcpColumnInfo value_columns[] = {
        HCP__COLUMN("table", NULL, "table of the study", STRING, NONE),
        HCP__COLUMN("column", NULL, "its column", STRING, NONE),
        HCP__COLUMN("of", NULL, "the value of a row, or the rows of a physician", STRING, NONE),
        HCP__COLUMN("physician", NULL, "whose, or the first physician of the row", STRING, ID),
        HCP__COLUMN("value", NULL, "one of the farthest three", DOUBLE, PATIENT_COUNT)};
    static const HcpColumnInfo patient_columns[] = {
        HCP__COLUMN("table", NULL, "table of events of patients", STRING, NONE),
        HCP__COLUMN("median", NULL, "rows that half of the patients do not exceed", DOUBLE, NONE),
        HCP__COLUMN("fence", NULL, "more rows are far out", DOUBLE, NONE),
        HCP__COLUMN("patients", NULL, "patients with more; a small count is not shown", INT64,
                    PATIENT_COUNT),
        HCP__COLUMN("most_rows", NULL, "rows of the one with the most", INT64, NONE)};
    return (Drafts){.dataset = dataset,
                    .summary = hcp__table_draft_new("outliers", G_N_ELEMENTS(columns), columns),
                    .values = hcp__table_draft_new("outlier_values", G_N_ELEMENTS(value_columns),
                                                   value_columns),
                    .patients = hcp__table_draft_new(
                        "patients_with_many_rows", G_N_ELEMENTS(patient_columns), patient_columns)};
}

HcpTable *hcp__quality_outliers(const HcpDataset *dataset, const HcpRun *run, HcpTable **values,
                                HcpTable **patients, GError **error) {
    Drafts drafts = new_drafts(dataset);
    gboolean done = TRUE;
    for (guint i = 0; done && i < dataset->tables->len; i++)
        if (hcp__quality_is_activity(dataset->tables->pdata[i]))
            done = add_table(&drafts, dataset->tables->pdata[i], run, error);
    *values = hcp__table_draft_finish(drafts.values);
    *patients = hcp__table_draft_finish(drafts.patients);
    g_autoptr(HcpTable) summary = hcp__table_draft_finish(drafts.summary);
    return done ? g_steal_pointer(&summary) : NULL;
}
