/* What is expected of a physician: Poisson regression on the columns that the study names (unless
 * it does, specialty and panel size) and the months observed, together with the spread of counts
 * around it.
 *
 *   log expected_i = b0 + specialty + b log panel_i + m [panel unknown] + log months_i
 *   count_i ~ Poisson(expected_i theta_i),  theta_i ~ Gamma(a, a)
 *
 * a is the maximum of the marginal likelihood, b that of the negative binomial with dispersion 1/a:
 * the two take turns until a rests. The other columns of the physicians are in the regression, at
 * their mean in what is expected: who they are is no reason to expect more, but a specialty in
 * which many teach is not one of which more is to be expected. */
#include "behaviour/behaviour_internal.h"

#include <math.h>
#include <string.h>

/* The ridge draws a level's log rate to the common one with the weight of one referral. */
enum { MAX_TURNS = 50, ENOUGH_KNOWN = 20 };
static const double RIDGE = 1;

/* Columns that, held fixed, make counts lie this much wider around what is expected are no
 * properties of the physicians but their volume in other words. */
static const double MOST_SPREAD = 1.2;

typedef struct {
    HcpPoisson *poisson;
    double shape;
} Fit;

static void fit_clear(Fit *fit) {
    g_clear_pointer(&fit->poisson, hcp_poisson_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, fit_clear)

static gboolean is_guessed(const HcpDesign *design, int32_t k) {
    for (guint j = 0; j < design->numbers->len; j++)
        if (g_array_index(design->numbers, HcpNumberTerm, j).is_guessed[k])
            return TRUE;
    return FALSE;
}

/* The shape by those of whom all numbers are known, as far as there are enough: the error of a
 * guess is no spread of theta. */
static double fit_shape(const HcpDesign *design, const double *expected) {
    g_autofree double *y = g_new(double, design->n + 1);
    g_autofree double *e = g_new(double, design->n + 1);
    int32_t n = 0;
    for (int32_t k = 0; k < design->n; k++)
        if (!is_guessed(design, k)) {
            y[n] = design->y[k];
            e[n++] = expected[k];
        }
    return n >= ENOUGH_KNOWN ? hcp_rates_fit_shape(n, y, e)
                             : hcp_rates_fit_shape(design->n, design->y, expected);
}

/* Regression on the first columns, and the prior, in turns. */
static gboolean fit_columns(const HcpDesign *design, int32_t n_columns, Fit *fit, const HcpRun *run,
                            GError **error) {
    HcpMatrix x = {design->n, n_columns, (const double *)design->x->data};
    HcpPoissonOptions options = HCP_POISSON_OPTIONS_INIT;
    g_autofree double *expected = g_new(double, design->n + 1);
    options.ridge = RIDGE;
    fit->shape = 1;
    for (int turn = 0; turn < MAX_TURNS; turn++) {
        fit_clear(fit);
        fit->poisson = hcp_poisson_fit(&x, design->y, design->offset, &options, run, error);
        if (fit->poisson == NULL)
            return FALSE;
        hcp_poisson_expect(fit->poisson, &x, design->offset, expected);
        double shape = fit_shape(design, expected);
        gboolean rests = fabs(log(shape / fit->shape)) < 1e-5;
        fit->shape = shape;
        options.dispersion = 1 / shape;
        if (rests)
            break;
    }
    return TRUE;
}

/* The square of a number's logarithm stays where it is worth its parameter: z^2 > log n (Schwarz
 * 1978, Annals of Statistics 6:461-464). */
static gboolean drop_squares(HcpDesign *design, const Fit *fit) {
    gboolean dropped = FALSE;
    int64_t p = fit->poisson->n_columns + 1;
    for (guint j = design->numbers->len; j > 0; j--) {
        int64_t place = g_array_index(design->numbers, HcpNumberTerm, j - 1).square + 1;
        double b = fit->poisson->beta[place];
        if (b * b > log(design->n) * fit->poisson->covariance[place * p + place])
            continue;
        hcp__design_drop(design, (int32_t)place - 1);
        dropped = TRUE;
    }
    return dropped;
}

/* expected_i of the terms alone, the sum of which is that of the counts; and the shape around it.
 */
static void expect(const HcpDesign *design, Fit *fit, double *expected) {
    HcpPoisson terms = {.n_columns = design->n_terms, .beta = fit->poisson->beta};
    HcpMatrix x = {design->n, design->n_terms, (const double *)design->x->data};
    hcp_poisson_expect(&terms, &x, design->offset, expected);
    double sum = 0, count = 0;
    for (int32_t k = 0; k < design->n; k++) {
        sum += expected[k];
        count += design->y[k];
    }
    fit->poisson->beta[0] += log(count / sum);
    for (int32_t k = 0; k < design->n; k++)
        expected[k] *= count / sum;
    fit->shape = fit_shape(design, expected);
}

/* x_k' C x_k over the terms, C the covariance of their coefficients; and b_j^2 s_j^2 for each
 * number that is a guess, b_j its slope there. */
static double find_doubt(const HcpDesign *design, const HcpPoisson *poisson, int32_t k) {
    const double *x = (const double *)design->x->data + k;
    gsize n = (gsize)design->n, p = (gsize)poisson->n_columns + 1;
    double doubt = 0;
    for (gsize i = 0; i <= (gsize)design->n_terms; i++) {
        double x_i = i > 0 ? x[(i - 1) * n] : 1;
        for (gsize j = 0; x_i != 0 && j <= (gsize)design->n_terms; j++)
            doubt += x_i * (j > 0 ? x[(j - 1) * n] : 1) * poisson->covariance[i * p + j];
    }
    for (guint j = 0; j < design->numbers->len; j++) {
        const HcpNumberTerm *number = &g_array_index(design->numbers, HcpNumberTerm, j);
        double slope = poisson->beta[number->column + 1];
        if (number->square >= 0)
            slope += 2 * x[(gsize)number->column * n] * poisson->beta[number->square + 1];
        doubt += number->is_guessed[k] ? slope * slope * number->doubt : 0;
    }
    return doubt;
}

static HcpTable *make_model(const HcpDesign *design, const HcpPoisson *poisson) {
    const char *const names[] = {"term"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    g_ptr_array_add(cells, "intercept");
    for (int32_t j = 0; j < poisson->n_columns; j++)
        g_ptr_array_add(cells, design->names->pdata[j]);
    g_autoptr(HcpTable) terms = hcp_table_new_texts("expectation", 1, names, cells);
    HcpColumnInfo info = {.name = "coefficient",
                          .definition = "change of the log of the expected referrals",
                          .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) coefficient =
        hcp_column_new_doubles(&info, poisson->n_columns + 1, poisson->beta);
    return hcp_table_with_columns(terms, 1, &coefficient);
}

static void set_model(const HcpDesign *design, const Fit *fit, const double *expected,
                      HcpReferralModel *model) {
    model->n_scored = design->n;
    model->shape = fit->shape;
    model->model = make_model(design, fit->poisson);
    for (int32_t k = 0; k < design->n; k++) {
        model->expected[design->row[k]] = expected[k];
        model->doubt[design->row[k]] = find_doubt(design, fit->poisson, k);
    }
}

static gboolean fit_design(HcpDesign *design, HcpReferralModel *model, const HcpRun *run,
                           GError **error) {
    g_auto(Fit) plain = {0}, adjusted = {0};
    g_autofree double *expected = g_new(double, design->n + 1);
    if (!fit_columns(design, design->n_terms, &plain, run, error) ||
        (drop_squares(design, &plain) && !fit_columns(design, design->n_terms, &plain, run, error)))
        return FALSE;
    expect(design, &plain, expected);
    if ((guint)design->n_terms < design->names->len) {
        g_autofree double *other = g_new(double, design->n + 1);
        if (!fit_columns(design, (int32_t)design->names->len, &adjusted, run, error))
            return FALSE;
        expect(design, &adjusted, other);
        if (plain.shape <= MOST_SPREAD * adjusted.shape) {
            set_model(design, &adjusted, other, model);
            return TRUE;
        }
    }
    set_model(design, &plain, expected, model);
    return TRUE;
}

static gboolean has_counts(const HcpDesign *design) {
    for (int32_t k = 0; k < design->n; k++)
        if (design->y[k] > 0)
            return TRUE;
    return FALSE;
}

gboolean hcp__behaviour_fit(const HcpExpectationTask *task, HcpReferralModel *model,
                            const HcpRun *run, GError **error) {
    int32_t n_physicians = task->n_physicians;
    g_auto(HcpDesign) design = {0};
    hcp__design_init(&design, task);
    model->shape = 1;
    model->expected = hcp__array_new(n_physicians, sizeof(double), error);
    model->doubt =
        model->expected != NULL ? hcp__array_new(n_physicians, sizeof(double), error) : NULL;
    if (model->doubt == NULL)
        return FALSE;
    for (int32_t i = 0; i < n_physicians; i++)
        model->expected[i] = NAN;
    return !has_counts(&design) ||
           (hcp__design_fill(&design, run, error) && fit_design(&design, model, run, error));
}
