#include "similarity/similarity_internal.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

/* A text with more levels is nearer to an id than to a property; a level of fewer rows teaches
 * nothing that holds. */
#define MAX_LEVELS     30
#define MIN_LEVEL_ROWS 5

/* ---- which columns ---- */

/* What a node is called and where it is drawn; communities are numbered, not measured. */
static const char *const NEVER[] = {"id", "kind", "name", "community", "x", "y", NULL};

static gboolean may_be_feature(const HcpColumnInfo *info, const HcpLookalikeOptions *options) {
    if (options->excluded != NULL && g_strv_contains(options->excluded, info->name))
        return FALSE;
    if (options->features != NULL && !g_strv_contains(options->features, info->name))
        return FALSE;
    return info->kind != HCP_KIND_DATE && info->privacy != HCP_PRIVACY_ID &&
           info->privacy != HCP_PRIVACY_NAME && info->privacy != HCP_PRIVACY_PATIENT &&
           !g_strv_contains(NEVER, info->name);
}

static gboolean check_wanted(const HcpTable *nodes, const HcpLookalikeOptions *options,
                             GError **error) {
    for (gsize i = 0; options->features != NULL && options->features[i] != NULL; i++)
        if (hcp_table_find_column(nodes, options->features[i]) == NULL) {
            g_autofree char *name = hcp__text_for_message(options->features[i], -1, 60);
            g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                        "lookalike: features: expected columns of nodes, found '%s'", name);
            return FALSE;
        }
    return TRUE;
}

/* ---- terms of a column of numbers ---- */

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Median and mean of the n values, which become sorted; the mean from the smallest one on, which
 * spares large numbers their cancellation. */
static void describe_values(HcpTerm *term, int64_t n, double *values) {
    qsort(values, (gsize)n, sizeof *values, compare_doubles);
    term->median = (values[(n - 1) / 2] + values[n / 2]) / 2;
    double sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += values[i] - values[0];
    term->average = values[0] + sum / (double)n;
}

static void add_number_terms(HcpFeatures *features, const HcpColumn *column, int32_t source) {
    g_autofree double *values = g_new(double, features->n_rows + 1);
    int64_t n = 0;
    for (int32_t i = 0; i < features->n_rows; i++) {
        double value = hcp_column_get_number(column, i);
        if (!isnan(value))
            values[n++] = value;
    }
    if (n == 0)
        return;
    HcpTerm term = {.type = HCP_TERM_VALUE, .source = source};
    describe_values(&term, n, values);
    /* Squares of a wider range would overflow. */
    if (values[0] < values[n - 1] && values[n - 1] - values[0] < 1e150)
        g_array_append_val(features->terms, term);
    term.type = HCP_TERM_MISSING;
    if (n < features->n_rows)
        g_array_append_val(features->terms, term);
}

/* ---- terms of a column of texts ---- */

static int compare_levels(const void *a, const void *b, void *column) {
    return strcmp(hcp_column_get_code_text(column, *(const int32_t *)a),
                  hcp_column_get_code_text(column, *(const int32_t *)b));
}

/* Levels in order of their text: codes go by the order of the input. */
static void add_text_terms(HcpFeatures *features, HcpColumn *column, int32_t source) {
    g_autofree int32_t *count = g_new0(int32_t, hcp_column_get_n_codes(column) + 1);
    const int32_t *codes = hcp_column_get_codes(column);
    int32_t n_missing = 0;
    for (int32_t i = 0; i < features->n_rows; i++)
        if (hcp_column_is_valid(column, i))
            count[codes[i]]++;
        else
            n_missing++;
    g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (int32_t code = 0; code < hcp_column_get_n_codes(column); code++)
        if (count[code] > 0)
            g_array_append_val(levels, code);
    if (levels->len > MAX_LEVELS)
        return;
    g_array_sort_with_data(levels, compare_levels, column);
    HcpTerm term = {.type = HCP_TERM_LEVEL, .source = source};
    for (guint k = 0; k < levels->len; k++) {
        term.code = g_array_index(levels, int32_t, k);
        if (count[term.code] >= MIN_LEVEL_ROWS && count[term.code] < features->n_rows)
            g_array_append_val(features->terms, term);
    }
    term = (HcpTerm){.type = HCP_TERM_MISSING, .source = source};
    if (n_missing >= MIN_LEVEL_ROWS && n_missing < features->n_rows)
        g_array_append_val(features->terms, term);
}

/* ---- the matrix ---- */

static double get_value(const HcpTerm *term, const HcpColumn *column, int32_t row) {
    gboolean valid = hcp_column_is_valid(column, row);
    switch (term->type) {
    case HCP_TERM_VALUE:
        return valid ? hcp_column_get_number(column, row) : term->median;
    case HCP_TERM_MISSING:
        return !valid;
    case HCP_TERM_LEVEL:
        return valid && hcp_column_get_codes(column)[row] == term->code;
    }
    g_assert_not_reached();
}

/* z = (x - mean) / sd, sd over n. No term is constant, so sd > 0. */
static void fill_term(HcpTerm *term, const HcpColumn *column, int32_t n, double *z) {
    double sum = 0, squares = 0, base = get_value(term, column, 0);
    for (int32_t i = 0; i < n; i++) {
        z[i] = get_value(term, column, i);
        sum += z[i] - base;
    }
    term->mean = base + sum / n;
    for (int32_t i = 0; i < n; i++)
        squares += (z[i] - term->mean) * (z[i] - term->mean);
    term->sd = sqrt(squares / n);
    for (int32_t i = 0; i < n; i++)
        z[i] = (z[i] - term->mean) / term->sd;
}

static gboolean fill_matrix(HcpFeatures *features, GError **error) {
    features->n_terms = (int32_t)features->terms->len;
    if (features->n_terms == 0)
        return TRUE;
    features->x =
        hcp__array_new((int64_t)features->n_rows * features->n_terms, sizeof(double), error);
    for (int32_t j = 0; features->x != NULL && j < features->n_terms; j++) {
        HcpTerm *term = &g_array_index(features->terms, HcpTerm, j);
        fill_term(term, g_ptr_array_index(features->sources, term->source), features->n_rows,
                  features->x + (int64_t)j * features->n_rows);
    }
    return features->x != NULL;
}

HcpFeatures *hcp__features_new(const HcpTable *nodes, int32_t n_physicians,
                               const HcpLookalikeOptions *options, GError **error) {
    if (!check_wanted(nodes, options, error))
        return NULL;
    g_autoptr(HcpFeatures) features = g_new0(HcpFeatures, 1);
    features->n_rows = n_physicians;
    features->sources = g_ptr_array_new();
    features->terms = g_array_new(FALSE, FALSE, sizeof(HcpTerm));
    for (gsize i = 0; i < hcp_table_get_n_columns(nodes); i++) {
        HcpColumn *column = hcp_table_get_column(nodes, i);
        const HcpColumnInfo *info = hcp_column_get_info(column);
        if (!may_be_feature(info, options))
            continue;
        int32_t source = (int32_t)features->sources->len;
        g_ptr_array_add(features->sources, column);
        if (info->kind == HCP_KIND_STRING)
            add_text_terms(features, column, source);
        else
            add_number_terms(features, column, source);
    }
    return fill_matrix(features, error) ? g_steal_pointer(&features) : NULL;
}

void hcp__features_free(HcpFeatures *features) {
    if (features == NULL)
        return;
    g_ptr_array_unref(features->sources);
    g_array_unref(features->terms);
    g_free(features->x);
    g_free(features);
}

char *hcp__features_term_name(const HcpFeatures *features, int32_t index) {
    const HcpTerm *term = &g_array_index(features->terms, HcpTerm, index);
    const HcpColumn *column = g_ptr_array_index(features->sources, term->source);
    const char *name = hcp_column_get_info(column)->name;
    switch (term->type) {
    case HCP_TERM_VALUE:
        return g_strdup(name);
    case HCP_TERM_MISSING:
        return g_strconcat(name, " missing", NULL);
    case HCP_TERM_LEVEL:
        return g_strconcat(name, "=", hcp_column_get_code_text(column, term->code), NULL);
    }
    g_assert_not_reached();
}
