/* What is expected of a physician: Poisson regression on the columns that the study names (unless
 * it does, specialty and panel size) and the months observed, together with the spread of counts
 * around it.
 *
 *   log expected_i = b0 + specialty + b log panel_i + m [panel unknown] + log months_i
 *   count_i ~ Poisson(expected_i theta_i),  theta_i ~ Gamma(a, a)
 *
 * a is the maximum of the marginal likelihood, b that of the negative binomial with dispersion 1/a:
 * the two take turns until a rests. */
#include "behaviour/behaviour_internal.h"

#include <math.h>
#include <string.h>

/* Levels of fewer physicians are not told apart, and a text of more levels is nearer to an id than
 * to a property; the ridge draws a level's log rate to the common one with the weight of one
 * referral.
 */
enum { MIN_LEVEL_ROWS = 5, MAX_LEVELS = 100, MAX_TURNS = 50 };
static const double RIDGE = 1;

typedef struct {
    const HcpTable *nodes;
    int32_t n;    /* rows: those scored */
    int32_t *row; /* the physician of each */
    double *y;
    double *offset; /* NULL: all were observed alike */
    GPtrArray *names;
    GArray *x; /* of double, column after column */
} Design;

static void design_clear(Design *design) {
    g_free(design->row);
    g_free(design->y);
    g_free(design->offset);
    g_clear_pointer(&design->names, g_ptr_array_unref);
    g_clear_pointer(&design->x, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Design, design_clear)

/* Room for one more column; the pointer is good until the next. */
static double *add_column(Design *design, char *name) {
    g_ptr_array_add(design->names, name);
    g_array_set_size(design->x, design->x->len + (guint)design->n);
    return (double *)design->x->data + (gsize)design->n * (design->names->len - 1);
}

static int compare_levels(const void *a, const void *b, void *column) {
    return strcmp(hcp_column_get_code_text(column, *(const int32_t *)a),
                  hcp_column_get_code_text(column, *(const int32_t *)b));
}

static void add_level(Design *design, const HcpColumn *column, int32_t code) {
    const char *name = hcp_column_get_info(column)->name;
    double *x =
        add_column(design, g_strconcat(name, "=", hcp_column_get_code_text(column, code), NULL));
    for (int32_t k = 0; k < design->n; k++)
        x[k] = hcp_column_is_valid(column, design->row[k]) &&
               hcp_column_get_codes(column)[design->row[k]] == code;
}

/* One column for each level that is common enough, in order of their texts. */
static void add_levels(Design *design, HcpColumn *column) {
    g_autofree int32_t *count = g_new0(int32_t, hcp_column_get_n_codes(column) + 1);
    for (int32_t k = 0; k < design->n; k++)
        if (hcp_column_is_valid(column, design->row[k]))
            count[hcp_column_get_codes(column)[design->row[k]]]++;
    g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (int32_t code = 0; code < hcp_column_get_n_codes(column); code++)
        if (count[code] >= MIN_LEVEL_ROWS && count[code] < design->n)
            g_array_append_val(levels, code);
    if (levels->len > MAX_LEVELS)
        return;
    g_array_sort_with_data(levels, compare_levels, column);
    for (guint l = 0; l < levels->len; l++)
        add_level(design, column, g_array_index(levels, int32_t, l));
}

/* ---- panel size, and other numbers ---- */

typedef struct {
    int32_t specialty;
    double value;
} Known;

static int compare_known(const void *a, const void *b) {
    const Known *x = a, *y = b;
    if (x->specialty != y->specialty)
        return x->specialty < y->specialty ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

static int32_t get_specialty(const Design *design, int32_t row) {
    const HcpColumn *column = hcp_table_find_column(design->nodes, "specialty");
    gboolean told = column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_STRING &&
                    hcp_column_is_valid(column, row);
    return told ? hcp_column_get_codes(column)[row] : -1;
}

static double find_median(const Known *known, int32_t n) {
    return (known[(n - 1) / 2].value + known[n / 2].value) / 2;
}

/* x = the median of the known values of the row's specialty where x is NaN; of all where its
 * specialty has none. */
static void fill_medians(const Design *design, double *x) {
    g_autofree Known *known = g_new(Known, design->n + 1);
    g_autoptr(GHashTable) medians = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    int32_t n = 0;
    for (int32_t k = 0; k < design->n; k++)
        if (!isnan(x[k]))
            known[n++] = (Known){get_specialty(design, design->row[k]), x[k]};
    qsort(known, (gsize)n, sizeof *known, compare_known);
    for (int32_t first = 0, last; first < n; first = last) {
        for (last = first; last < n && known[last].specialty == known[first].specialty; last++)
            ;
        double median = find_median(known + first, last - first);
        g_hash_table_insert(medians, GINT_TO_POINTER(known[first].specialty + 2),
                            g_memdup2(&median, sizeof median));
    }
    for (int32_t k = 0; k < n; k++)
        known[k].specialty = 0;
    qsort(known, (gsize)n, sizeof *known, compare_known);
    double overall = find_median(known, n);
    for (int32_t k = 0; k < design->n; k++) {
        const double *median = g_hash_table_lookup(
            medians, GINT_TO_POINTER(get_specialty(design, design->row[k]) + 2));
        if (isnan(x[k]))
            x[k] = median != NULL ? *median : overall;
    }
}

static void centre(int32_t n, double *x) {
    double sum = 0;
    for (int32_t k = 0; k < n; k++)
        sum += x[k];
    for (int32_t k = 0; k < n; k++)
        x[k] -= sum / n;
}

static void add_number(Design *design, const HcpColumn *column) {
    const char *name = hcp_column_get_info(column)->name;
    g_autofree uint8_t *is_missing = g_new0(uint8_t, design->n + 1);
    int32_t n_missing = 0;
    for (int32_t k = 0; k < design->n; k++) {
        is_missing[k] = !(hcp_column_get_number(column, design->row[k]) > 0);
        n_missing += is_missing[k];
    }
    if (n_missing == design->n)
        return;
    double *x = add_column(design, g_strconcat("log ", name, NULL));
    for (int32_t k = 0; k < design->n; k++)
        x[k] = is_missing[k] ? NAN : log(hcp_column_get_number(column, design->row[k]));
    fill_medians(design, x);
    centre(design->n, x);
    if (n_missing < MIN_LEVEL_ROWS)
        return;
    x = add_column(design, g_strconcat(name, " missing", NULL));
    for (int32_t k = 0; k < design->n; k++)
        x[k] = is_missing[k];
}

/* Who has no months was there all the time, which is as long as the longest known. */
static void add_months(Design *design) {
    const HcpColumn *months = hcp_table_find_column(design->nodes, "months_observed");
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

/* ---- the fit ---- */

static HcpTable *make_model(const Design *design, const HcpPoisson *poisson) {
    const char *const names[] = {"term"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    g_ptr_array_add(cells, "intercept");
    for (guint j = 0; j < design->names->len; j++)
        g_ptr_array_add(cells, design->names->pdata[j]);
    g_autoptr(HcpTable) terms = hcp_table_new_texts("expectation", 1, names, cells);
    HcpColumnInfo info = {.name = "coefficient",
                          .definition = "change of the log of the expected referrals",
                          .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) coefficient =
        hcp_column_new_doubles(&info, poisson->n_columns + 1, poisson->beta);
    return hcp_table_with_columns(terms, 1, &coefficient);
}

/* Regression and prior take turns; the last regression gives `expected`. */
static gboolean fit(const Design *design, double *expected, HcpReferralModel *model,
                    const HcpRun *run, GError **error) {
    HcpMatrix x = {design->n, (int32_t)design->names->len, (const double *)design->x->data};
    HcpPoissonOptions options = HCP_POISSON_OPTIONS_INIT;
    options.ridge = RIDGE;
    for (int turn = 0; turn < MAX_TURNS; turn++) {
        g_autoptr(HcpPoisson) poisson =
            hcp_poisson_fit(&x, design->y, design->offset, &options, run, error);
        if (poisson == NULL)
            return FALSE;
        hcp_poisson_expect(poisson, &x, design->offset, expected);
        double shape = hcp_rates_fit_shape(design->n, design->y, expected);
        gboolean rests = fabs(log(shape / model->shape)) < 1e-5;
        model->shape = shape;
        options.dispersion = 1 / shape;
        if (!rests && turn < MAX_TURNS - 1)
            continue;
        model->model = make_model(design, poisson);
        break;
    }
    return TRUE;
}

static void choose_rows(Design *design, int32_t n_physicians, const uint8_t *scored,
                        const double *count) {
    design->names = g_ptr_array_new_with_free_func(g_free);
    design->x = g_array_new(FALSE, TRUE, sizeof(double));
    design->row = g_new(int32_t, n_physicians + 1);
    design->y = g_new(double, n_physicians + 1);
    for (int32_t i = 0; i < n_physicians; i++)
        if (scored[i]) {
            design->row[design->n] = i;
            design->y[design->n++] = count[i];
        }
}

static gboolean has_counts(const Design *design) {
    for (int32_t k = 0; k < design->n; k++)
        if (design->y[k] > 0)
            return TRUE;
    return FALSE;
}

/* Words become levels; numbers say how much a physician can send, not what is received. */
static void add_terms(Design *design, const HcpExpectationTask *task) {
    static const char *const USUAL[] = {"specialty", "panel_size", NULL};
    const char *const *names = task->terms != NULL ? task->terms : USUAL;
    for (; *names != NULL; names++) {
        HcpColumn *column = hcp_table_find_column(design->nodes, *names);
        if (column == NULL)
            continue;
        if (hcp_column_get_info(column)->kind == HCP_KIND_STRING)
            add_levels(design, column);
        else if (task->with_numbers)
            add_number(design, column);
    }
}

gboolean hcp__behaviour_fit(const HcpExpectationTask *task, HcpReferralModel *model,
                            const HcpRun *run, GError **error) {
    int32_t n_physicians = task->n_physicians;
    g_auto(Design) design = {.nodes = task->nodes};
    choose_rows(&design, n_physicians, task->scored, task->count);
    model->shape = 1;
    model->expected = hcp__array_new(n_physicians, sizeof(double), error);
    g_autofree double *expected = hcp__array_new(design.n, sizeof(double), error);
    if (model->expected == NULL || expected == NULL)
        return FALSE;
    for (int32_t i = 0; i < n_physicians; i++)
        model->expected[i] = NAN;
    if (!has_counts(&design))
        return TRUE;
    add_terms(&design, task);
    add_months(&design);
    if (!fit(&design, expected, model, run, error))
        return FALSE;
    model->n_scored = design.n;
    for (int32_t k = 0; k < design.n; k++)
        model->expected[design.row[k]] = expected[k];
    return TRUE;
}
