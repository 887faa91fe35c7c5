/* The columns that a count is regressed on. */
#include "behaviour/behaviour_internal.h"

#include <math.h>
#include <string.h>

enum { MIN_MISSING = 5 };

void hcp__design_clear(HcpDesign *design) {
    g_free(design->row);
    g_free(design->y);
    g_free(design->offset);
    g_clear_pointer(&design->names, g_ptr_array_unref);
    g_clear_pointer(&design->x, g_array_unref);
    g_clear_pointer(&design->numbers, g_array_unref);
}

static void clear_number(void *number) {
    g_free(((HcpNumberTerm *)number)->is_guessed);
}

void hcp__design_init(HcpDesign *design, const HcpExpectationTask *task) {
    *design = (HcpDesign){.task = task,
                          .row = g_new(int32_t, task->n_physicians + 1),
                          .y = g_new(double, task->n_physicians + 1),
                          .names = g_ptr_array_new_with_free_func(g_free),
                          .x = g_array_new(FALSE, TRUE, sizeof(double)),
                          .numbers = g_array_new(FALSE, TRUE, sizeof(HcpNumberTerm))};
    g_array_set_clear_func(design->numbers, clear_number);
    for (int32_t i = 0; i < task->n_physicians; i++)
        if (task->scored[i]) {
            design->row[design->n] = i;
            design->y[design->n++] = task->count[i];
        }
}

double *hcp__design_add(HcpDesign *design, char *name) {
    g_ptr_array_add(design->names, name);
    g_array_set_size(design->x, design->x->len + (guint)design->n);
    return (double *)design->x->data + (gsize)design->n * (design->names->len - 1);
}

void hcp__design_drop(HcpDesign *design, int32_t column) {
    g_ptr_array_remove_index(design->names, (guint)column);
    g_array_remove_range(design->x, (guint)column * (guint)design->n, (guint)design->n);
    design->n_terms -= column < design->n_terms;
    for (guint k = 0; k < design->numbers->len; k++) {
        HcpNumberTerm *number = &g_array_index(design->numbers, HcpNumberTerm, k);
        number->column -= number->column > column;
        number->square = number->square == column ? -1 : number->square - (number->square > column);
    }
}

/* ---- guesses ---- */

/* Columns of both designs, and the units of the class that a physician prescribes. */
static double *join_columns(const HcpDesign *design, const HcpDesign *fixed, int32_t *n_columns,
                            GError **error) {
    int64_t n = design->n;
    const HcpColumn *units = hcp_table_find_column(design->task->nodes, "class_units");
    *n_columns = (int32_t)(design->names->len + fixed->names->len) + (units != NULL);
    double *x = hcp__array_new(MAX(1, n * *n_columns), sizeof(double), error);
    if (x == NULL)
        return NULL;
    if (design->x->len > 0) /* data of none is NULL */
        memcpy(x, design->x->data, design->x->len * sizeof(double));
    if (fixed->x->len > 0)
        memcpy(x + design->x->len, fixed->x->data, fixed->x->len * sizeof(double));
    for (int64_t k = 0; units != NULL && k < n; k++)
        x[n * (*n_columns - 1) + k] = log1p(hcp_column_get_number(units, design->row[k]));
    return x;
}

static int32_t keep_known(int32_t n, int32_t n_columns, const double *all, const double *y,
                          double *known) {
    int32_t at = 0;
    for (int32_t j = 0; j < n_columns; j++)
        for (int32_t k = 0; k < n; k++)
            if (!isnan(y[k]))
                known[at++] = all[(gsize)j * (gsize)n + (gsize)k];
    return at;
}

/* y, the logarithm of a number, where it is NaN: by ridge regression on what else is known of the
 * physicians. What is received or sent is not: it says how readily somebody refers. */
static gboolean guess(const HcpDesign *design, const HcpDesign *fixed, double *y, double *doubt,
                      const HcpRun *run, GError **error) {
    int32_t n = design->n, n_columns, n_known = 0;
    g_autofree double *x = join_columns(design, fixed, &n_columns, error);
    g_autofree double *known =
        x != NULL ? hcp__array_new((int64_t)n * n_columns + n + 1, sizeof(double), error) : NULL;
    g_autofree double *value = g_new(double, n + 1);
    if (known == NULL)
        return FALSE;
    keep_known(n, n_columns, x, y, known);
    for (int32_t k = 0; k < n; k++)
        if (!isnan(y[k]))
            value[n_known++] = y[k];
    HcpMatrix rows = {n_known, n_columns, known}, all = {n, n_columns, x};
    g_autoptr(HcpLinear) linear = hcp_linear_fit(&rows, value, 1, run, error);
    if (linear == NULL)
        return FALSE;
    hcp_linear_predict(linear, &all, value);
    for (int32_t k = 0; k < n; k++)
        y[k] = isnan(y[k]) ? value[k] : y[k];
    *doubt = linear->variance;
    return TRUE;
}

/* ---- terms ---- */

static void centre(int32_t n, double *x) {
    double sum = 0;
    for (int32_t k = 0; k < n; k++)
        sum += x[k];
    for (int32_t k = 0; k < n; k++)
        x[k] -= sum / n;
}

/* log x, log^2 x, and whether x is missing. */
static gboolean add_number(HcpDesign *design, const HcpDesign *fixed, const HcpColumn *column,
                           const HcpRun *run, GError **error) {
    const char *name = hcp_column_get_info(column)->name;
    g_autofree double *y = g_new(double, design->n + 1);
    HcpNumberTerm number = {.is_guessed = g_new0(uint8_t, design->n + 1)};
    int32_t n_missing = 0;
    for (int32_t k = 0; k < design->n; k++) {
        double value = hcp_column_get_number(column, design->row[k]);
        number.is_guessed[k] = !(value > 0);
        y[k] = value > 0 ? log(value) : NAN;
        n_missing += number.is_guessed[k];
    }
    gboolean good = n_missing < design->n;
    if (!good || (n_missing > 0 && !guess(design, fixed, y, &number.doubt, run, error))) {
        g_free(number.is_guessed);
        return !good;
    }
    centre(design->n, y);
    number.column = (int32_t)design->names->len;
    number.square = number.column + 1;
    memcpy(hcp__design_add(design, g_strconcat("log ", name, NULL)), y,
           (gsize)design->n * sizeof *y);
    double *square = hcp__design_add(design, g_strconcat("log^2 ", name, NULL));
    for (int32_t k = 0; k < design->n; k++)
        square[k] = y[k] * y[k];
    g_array_append_val(design->numbers, number);
    if (n_missing < MIN_MISSING)
        return TRUE;
    double *missing = hcp__design_add(design, g_strconcat(name, " missing", NULL));
    for (int32_t k = 0; k < design->n; k++)
        missing[k] = number.is_guessed[k];
    return TRUE;
}

/* Who has no months was there all the time, which is as long as the longest known. */
static void add_months(HcpDesign *design) {
    const HcpColumn *months = hcp_table_find_column(design->task->nodes, "months_observed");
    double longest = 0;
    for (int32_t k = 0; months != NULL && k < design->n; k++) {
        double value = hcp_column_get_number(months, design->row[k]);
        longest = value > longest ? value : longest;
    }
    if (!(longest > 0))
        return;
    design->offset = g_new0(double, design->n + 1);
    for (int32_t k = 0; k < design->n; k++) {
        double value = hcp_column_get_number(months, design->row[k]);
        design->offset[k] = value > 0 ? log(value / longest) : 0;
    }
}

/* Words become levels; numbers say how much a physician can send, not what is received. */
gboolean hcp__design_fill(HcpDesign *design, const HcpRun *run, GError **error) {
    const HcpExpectationTask *task = design->task;
    g_auto(HcpDesign) fixed = {0};
    hcp__design_init(&fixed, task);
    hcp__design_add_fixed(&fixed);
    for (int pass = 0; pass < 2; pass++) /* numbers are guessed from the levels */
        for (const char *const *name = task->terms; *name != NULL; name++) {
            HcpColumn *column = hcp_table_find_column(task->nodes, *name);
            gboolean is_text =
                column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_STRING;
            if (pass == 0 && is_text)
                hcp__design_add_levels(design, column, HCP__DESIGN_MAX_LEVELS);
            if (pass == 1 && column != NULL && !is_text && task->with_numbers &&
                !add_number(design, &fixed, column, run, error))
                return FALSE;
        }
    design->n_terms = (int32_t)design->names->len;
    for (guint j = 0; j < fixed.names->len; j++)
        memcpy(hcp__design_add(design, g_strdup(fixed.names->pdata[j])),
               (double *)fixed.x->data + (gsize)design->n * j, (gsize)design->n * sizeof(double));
    add_months(design);
    return TRUE;
}
