/* Columns of a design that are made of words and flags. */
#include "behaviour/behaviour_internal.h"

#include <math.h>
#include <string.h>

/* Levels of fewer physicians are not told apart, and a text of more levels is nearer to an id than
 * to a property. */
enum { MIN_LEVEL_ROWS = 5, MAX_FIXED_LEVELS = 30, MAX_FIXED = 100 };

/* What is held fixed is written in units of this size, which makes the ridge 25 times as heavy on
 * it: where a column cannot be told from the specialty, the specialty has the say. */
static const double FIXED_UNIT = 0.2;

static int compare_levels(const void *a, const void *b, void *column) {
    return strcmp(hcp_column_get_code_text(column, *(const int32_t *)a),
                  hcp_column_get_code_text(column, *(const int32_t *)b));
}

static void add_level(HcpDesign *design, const HcpColumn *column, int32_t code) {
    const char *name = hcp_column_get_info(column)->name;
    double *x = hcp__design_add(
        design, g_strconcat(name, "=", hcp_column_get_code_text(column, code), NULL));
    for (int32_t k = 0; k < design->n; k++)
        x[k] = hcp_column_is_valid(column, design->row[k]) &&
               hcp_column_get_codes(column)[design->row[k]] == code;
}

void hcp__design_add_levels(HcpDesign *design, HcpColumn *column, int32_t most) {
    g_autofree int32_t *count = g_new0(int32_t, hcp_column_get_n_codes(column) + 1);
    for (int32_t k = 0; k < design->n; k++)
        if (hcp_column_is_valid(column, design->row[k]))
            count[hcp_column_get_codes(column)[design->row[k]]]++;
    g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (int32_t code = 0; code < hcp_column_get_n_codes(column); code++)
        if (count[code] >= MIN_LEVEL_ROWS && count[code] < design->n)
            g_array_append_val(levels, code);
    if (levels->len > (guint)most)
        return;
    g_array_sort_with_data(levels, compare_levels, column);
    for (guint l = 0; l < levels->len; l++)
        add_level(design, column, g_array_index(levels, int32_t, l));
}

gboolean hcp__design_has_levels(const HcpExpectationTask *task, const char *name) {
    HcpColumn *column = hcp_table_find_column(task->nodes, name);
    if (column == NULL || hcp_column_get_info(column)->kind != HCP_KIND_STRING)
        return FALSE;
    g_auto(HcpDesign) design = {0};
    hcp__design_init(&design, task);
    hcp__design_add_levels(&design, column, HCP__DESIGN_MAX_LEVELS);
    return design.names->len > 0;
}

/* ---- what is held fixed ---- */

/* What the team does with a physician, or thinks of the volume, may follow from the referrals. */
static const char *const NEVER[] = {"id",       "kind",       "name",       "organisation",
                                    "in_panel", "active",     "no_contact", "targeted",
                                    "consent",  "value_tier", NULL};

static gboolean may_be_fixed(const HcpDesign *design, const HcpColumnInfo *info) {
    return !g_strv_contains(design->task->terms, info->name) &&
           !g_strv_contains(NEVER, info->name) && info->privacy == HCP_PRIVACY_NONE;
}

/* x becomes (x - mean) / sd where it is known and 0 elsewhere. */
static void standardise(int32_t n, double *x) {
    double sum = 0, squares = 0;
    int32_t n_known = 0;
    for (int32_t k = 0; k < n; k++)
        if (!isnan(x[k])) {
            sum += x[k];
            n_known++;
        }
    double mean = n_known > 0 ? sum / n_known : 0;
    for (int32_t k = 0; k < n; k++)
        squares += isnan(x[k]) ? 0 : (x[k] - mean) * (x[k] - mean);
    double sd = squares > 0 ? sqrt(squares / n_known) : 1;
    for (int32_t k = 0; k < n; k++)
        x[k] = isnan(x[k]) ? 0 : (x[k] - mean) / sd;
}

static void add_number(HcpDesign *design, const HcpColumn *column) {
    double *x = hcp__design_add(design, g_strdup(hcp_column_get_info(column)->name));
    for (int32_t k = 0; k < design->n; k++)
        x[k] = hcp_column_get_number(column, design->row[k]);
    standardise(design->n, x);
}

/* A number with two values among the rows, such as 0 and 1, is a flag. */
static gboolean is_flag(const HcpDesign *design, const HcpColumn *column) {
    double value[2] = {NAN, NAN};
    for (int32_t k = 0; k < design->n; k++) {
        double x = hcp_column_get_number(column, design->row[k]);
        if (isnan(x) || x == value[0] || x == value[1])
            continue;
        if (!isnan(value[1]))
            return FALSE;
        value[isnan(value[0]) ? 0 : 1] = x;
    }
    return !isnan(value[1]);
}

static void weaken(HcpDesign *design, guint first) {
    for (guint j = first; j < design->names->len; j++) {
        double *x = (double *)design->x->data + (gsize)design->n * j;
        double sum = 0;
        for (int32_t k = 0; k < design->n; k++)
            sum += x[k];
        for (int32_t k = 0; k < design->n; k++)
            x[k] = FIXED_UNIT * (x[k] - sum / design->n);
    }
}

void hcp__design_add_fixed(HcpDesign *design) {
    const HcpTable *inputs = design->task->inputs;
    guint first = design->names->len;
    for (gsize c = 0; inputs != NULL && c < hcp_table_get_n_columns(inputs); c++) {
        HcpColumn *column = hcp_table_get_column(inputs, c);
        const HcpColumnInfo *info = hcp_column_get_info(column);
        if (!may_be_fixed(design, info) || design->names->len - first >= MAX_FIXED)
            continue;
        if (info->kind == HCP_KIND_STRING)
            hcp__design_add_levels(design, column, MAX_FIXED_LEVELS);
        else if (info->kind != HCP_KIND_DATE &&
                 (strcmp(info->name, "birth_year") == 0 || is_flag(design, column)))
            add_number(design, column);
    }
    weaken(design, first);
}
