#include "model/model_internal.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

/* With mu = exp(eta) and dispersion f: sum_i [ (y + 1/f) log(1 + f mu) - y eta ], the negative log
 * likelihood of a Poisson count whose rate has a gamma factor of mean 1 and variance f; its limit
 * for f = 0 is sum_i [ mu - y eta ]. */
static double loss(const HcpFamily *family, int64_t n, const double *eta) {
    const double *y = family->y;
    double f = family->dispersion, value = 0;
    for (int64_t i = 0; i < n; i++) {
        double mu = exp(eta[i]);
        value += (f > 0 ? (y[i] + 1 / f) * log1p(f * mu) : mu) - y[i] * eta[i];
    }
    return value;
}

/* (mu - y) / (1 + f mu) and w = mu (1 + f y) / (1 + f mu)^2. */
static void derive(const HcpFamily *family, int64_t n, double *eta, double *weight) {
    const double *y = family->y;
    double f = family->dispersion;
    for (int64_t i = 0; i < n; i++) {
        double mu = exp(eta[i]), spread = 1 + f * mu;
        weight[i] = mu * (1 + f * y[i]) / (spread * spread);
        eta[i] = (mu - y[i]) / spread;
    }
}

/* The rate alone, log(sum y / sum exp(offset)), is where the steps begin. */
static gboolean start(double *beta, int64_t n, const double *y, const double *offset,
                      GError **error) {
    double count = 0, exposure = 0;
    for (int64_t i = 0; i < n; i++) {
        count += y[i];
        exposure += offset != NULL ? exp(offset[i]) : 1;
    }
    if (!(count > 0)) {
        g_set_error_literal(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                            "Poisson regression: expected a count above 0, found none");
        return FALSE;
    }
    beta[0] = log(count / exposure);
    return TRUE;
}

HcpPoisson *hcp_poisson_fit(const HcpMatrix *x, const double *y, const double *offset,
                            const HcpPoissonOptions *options, const HcpRun *run, GError **error) {
    g_return_val_if_fail(x != NULL && y != NULL && options != NULL, NULL);
    g_return_val_if_fail(options->ridge >= 0 && options->dispersion >= 0, NULL);
    g_return_val_if_fail(x->n_columns < INT32_MAX, NULL);
    g_autofree double *beta = hcp__array_new(x->n_columns + 1, sizeof(double), error);
    if (beta == NULL || !start(beta, x->n_rows, y, offset, error))
        return NULL;
    HcpPenalised task = {
        .model = "Poisson regression",
        .x = x,
        .offset = offset,
        .family = {.loss = loss, .derive = derive, .y = y, .dispersion = options->dispersion},
        .ridge = options->ridge,
        .tolerance = options->tolerance,
        .max_steps = options->max_steps};
    int n_steps = hcp__penalised_fit(&task, beta, run, error);
    if (n_steps < 0)
        return NULL;
    double *covariance = hcp__penalised_covariance(&task, beta, error);
    if (covariance == NULL)
        return NULL;
    HcpPoisson *poisson = g_new0(HcpPoisson, 1);
    poisson->n_columns = x->n_columns;
    poisson->beta = g_steal_pointer(&beta);
    poisson->covariance = covariance;
    poisson->n_steps = n_steps;
    return poisson;
}

void hcp_poisson_free(HcpPoisson *poisson) {
    if (poisson == NULL)
        return;
    g_free(poisson->beta);
    g_free(poisson->covariance);
    g_free(poisson);
}

void hcp_poisson_expect(const HcpPoisson *poisson, const HcpMatrix *x, const double *offset,
                        double *expected) {
    g_return_if_fail(poisson->n_columns == x->n_columns);
    hcp__penalised_predict(x, offset, poisson->beta, expected);
    for (int64_t i = 0; i < x->n_rows; i++)
        expected[i] = exp(expected[i]);
}
