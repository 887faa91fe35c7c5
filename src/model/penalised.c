#include "model/model_internal.h"

#include "base/base_internal.h"
#include <dlfcn.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

/* Rows that are multiplied at a time: a block of 64 columns stays in the second-level cache. */
#define BLOCK 256

/* Place 0 of `beta`, `gradient` and `step` is the intercept, place j + 1 column j. */
typedef struct {
    const HcpPenalised *task;
    int64_t n_rows;
    int32_t n_terms;
    double *beta; /* borrowed */
    double *trial, *gradient, *information;
    double *eta, *weight; /* of each row */
} Fit;

static void fit_clear(Fit *fit) {
    g_free(fit->trial);
    g_free(fit->gradient);
    g_free(fit->information);
    g_free(fit->eta);
    g_free(fit->weight);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, fit_clear)

static gboolean fit_init(Fit *fit, GError **error) {
    int64_t p = fit->n_terms;
    return (fit->trial = hcp__array_new(p, sizeof(double), error)) != NULL &&
           (fit->gradient = hcp__array_new(p, sizeof(double), error)) != NULL &&
           (fit->information = hcp__array_new(p * p, sizeof(double), error)) != NULL &&
           (fit->eta = hcp__array_new(fit->n_rows, sizeof(double), error)) != NULL &&
           (fit->weight = hcp__array_new(fit->n_rows, sizeof(double), error)) != NULL;
}

static const double *column(const HcpMatrix *x, int64_t j) {
    return x->values + j * x->n_rows;
}

/* Four partial sums: the order is fixed, and the additions do not wait for each other. */
static double dot(int64_t n, const double *a, const double *b) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int64_t i = 0;
    for (; i + 4 <= n; i += 4) {
        s0 += a[i] * b[i];
        s1 += a[i + 1] * b[i + 1];
        s2 += a[i + 2] * b[i + 2];
        s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++)
        s0 += a[i] * b[i];
    return (s0 + s1) + (s2 + s3);
}

static double sum(int64_t n, const double *a) {
    double s = 0;
    for (int64_t i = 0; i < n; i++)
        s += a[i];
    return s;
}

void hcp__penalised_predict(const HcpMatrix *x, const double *offset, const double *beta,
                            double *eta) {
    for (int64_t i = 0; i < x->n_rows; i++)
        eta[i] = beta[0] + (offset != NULL ? offset[i] : 0);
    for (int32_t j = 0; j < x->n_columns; j++) {
        const double *x_j = column(x, j);
        for (int64_t i = 0; i < x->n_rows; i++)
            eta[i] += beta[j + 1] * x_j[i];
    }
}

/* loss(eta) + ridge/2 sum_j b_j^2, at `beta`; leaves eta. */
static double objective(Fit *fit, const double *beta) {
    const HcpPenalised *task = fit->task;
    hcp__penalised_predict(task->x, task->offset, beta, fit->eta);
    return task->family.loss(&task->family, fit->n_rows, fit->eta) +
           task->ridge / 2 * dot(fit->n_terms - 1, beta + 1, beta + 1);
}

/* g = X'r + ridge b with r = d loss / d eta, which takes the place of eta; and the weights. */
static void derive_gradient(Fit *fit) {
    const HcpPenalised *task = fit->task;
    task->family.derive(&task->family, fit->n_rows, fit->eta, fit->weight);
    fit->gradient[0] = sum(fit->n_rows, fit->eta);
    for (int32_t j = 1; j < fit->n_terms; j++)
        fit->gradient[j] =
            dot(fit->n_rows, column(task->x, j - 1), fit->eta) + task->ridge * fit->beta[j];
}

/* Adds rows first .. first + n - 1 to the lower triangle of X'WX. */
static void add_block(Fit *fit, int64_t first, int64_t n) {
    double weighted[BLOCK];
    for (int32_t j = 0; j < fit->n_terms; j++) {
        double *row = fit->information + (int64_t)j * fit->n_terms;
        memcpy(weighted, fit->weight + first, (gsize)n * sizeof *weighted);
        const double *x_j = j > 0 ? column(fit->task->x, j - 1) + first : NULL;
        for (int64_t i = 0; x_j != NULL && i < n; i++)
            weighted[i] *= x_j[i];
        row[0] += sum(n, weighted);
        for (int32_t k = 1; k <= j; k++)
            row[k] += dot(n, weighted, column(fit->task->x, k - 1) + first);
    }
}

/* H = X'WX + ridge I, the intercept without ridge. */
static void derive_information(Fit *fit) {
    int64_t p = fit->n_terms;
    memset(fit->information, 0, (gsize)(p * p) * sizeof(double));
    for (int64_t first = 0; first < fit->n_rows; first += BLOCK)
        add_block(fit, first, MIN(BLOCK, fit->n_rows - first));
    for (int64_t j = 1; j < p; j++)
        fit->information[j * p + j] += fit->task->ridge;
}

/* OpenBLAS may split even a small factorisation over threads, and the split changes the last bits.
 * Other BLAS libraries lack the symbol. */
static void keep_blas_on_one_thread(void) {
    static gsize done;
    if (!g_once_init_enter(&done))
        return;
    void (*set_num_threads)(int) = NULL;
    *(void **)&set_num_threads = dlsym(RTLD_DEFAULT, "openblas_set_num_threads");
    if (set_num_threads != NULL)
        set_num_threads(1);
    g_once_init_leave(&done, 1);
}

/* The gradient becomes H^-1 g; FALSE when H is not positive definite. Rows of the lower triangle
 * are, for LAPACK, columns of the upper one. */
static gboolean solve(Fit *fit) {
    lapack_int p = fit->n_terms;
    return LAPACKE_dposv(LAPACK_COL_MAJOR, 'U', p, 1, fit->information, p, fit->gradient, p) == 0;
}

/* The Newton step beta - t H^-1 g, t halved until the objective does not rise (but for rounding).
 * Returns the largest change of a coefficient; negative when no step could be made. */
static double take_step(Fit *fit, double *value) {
    derive_gradient(fit);
    derive_information(fit);
    if (!solve(fit))
        return -1;
    double t = 1;
    for (int halving = 0; halving < 40; halving++, t /= 2) {
        double change = 0;
        for (int32_t j = 0; j < fit->n_terms; j++) {
            fit->trial[j] = fit->beta[j] - t * fit->gradient[j];
            change = MAX(change, fabs(t * fit->gradient[j]));
        }
        double new_value = objective(fit, fit->trial);
        if (new_value <= *value + 1e-12 * (1 + fabs(*value))) {
            *value = new_value;
            memcpy(fit->beta, fit->trial, (gsize)fit->n_terms * sizeof(double));
            return change;
        }
    }
    return -1;
}

int hcp__penalised_fit(const HcpPenalised *task, double *beta, const HcpRun *run, GError **error) {
    g_auto(Fit) fit = {
        .task = task, .n_rows = task->x->n_rows, .n_terms = task->x->n_columns + 1, .beta = beta};
    if (!fit_init(&fit, error))
        return -1;
    keep_blas_on_one_thread();
    double value = objective(&fit, beta);
    for (int step = 1; step <= task->max_steps; step++) {
        if (run != NULL && !hcp_run_check(run, error))
            return -1;
        double change = take_step(&fit, &value);
        if (change < 0)
            break;
        if (change <= task->tolerance)
            return step;
    }
    g_set_error(error, HCP_ERROR, HCP_ERROR_CONVERGENCE, "%s: did not settle; a larger ridge helps",
                task->model);
    return -1;
}

double *hcp__penalised_covariance(const HcpPenalised *task, double *beta, GError **error) {
    g_auto(Fit) fit = {
        .task = task, .n_rows = task->x->n_rows, .n_terms = task->x->n_columns + 1, .beta = beta};
    if (!fit_init(&fit, error))
        return NULL;
    keep_blas_on_one_thread();
    lapack_int p = fit.n_terms;
    objective(&fit, beta);
    derive_gradient(&fit);
    derive_information(&fit);
    if (LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'U', p, fit.information, p) != 0 ||
        LAPACKE_dpotri(LAPACK_COL_MAJOR, 'U', p, fit.information, p) != 0) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_CONVERGENCE,
                    "%s: columns that cannot be told apart; a larger ridge helps", task->model);
        return NULL;
    }
    for (int64_t j = 0; j < p; j++)
        for (int64_t k = 0; k < j; k++)
            fit.information[j + k * p] = fit.information[k + j * p];
    return g_steal_pointer(&fit.information);
}
