#include "model/model_internal.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

/* sum_i [ log(1 + exp(eta_i)) - y_i eta_i ] */
static double loss(const HcpFamily *family, int64_t n, const double *eta) {
    const uint8_t *y = family->y;
    double value = 0;
    for (int64_t i = 0; i < n; i++)
        value += MAX(eta[i], 0) + log1p(exp(-fabs(eta[i]))) - (y[i] ? eta[i] : 0);
    return value;
}

/* p - y and w = p (1 - p), with p = 1 / (1 + exp(-eta)). */
static void derive(const HcpFamily *family, int64_t n, double *eta, double *weight) {
    const uint8_t *y = family->y;
    for (int64_t i = 0; i < n; i++) {
        double p = 1 / (1 + exp(-eta[i]));
        weight[i] = p * (1 - p);
        eta[i] = p - y[i];
    }
}

static HcpLogistic *make_logistic(int32_t n_columns, const double *beta, int n_steps) {
    HcpLogistic *logistic = g_new0(HcpLogistic, 1);
    logistic->n_columns = n_columns;
    logistic->intercept = beta[0];
    logistic->coefficient = g_new(double, MAX(1, n_columns));
    memcpy(logistic->coefficient, beta + 1, (gsize)n_columns * sizeof(double));
    logistic->n_steps = n_steps;
    return logistic;
}

/* The intercept alone, log(n1 / n0), is where the steps begin; FALSE when one class is absent. */
static gboolean start(double *beta, int64_t n, const uint8_t *y, GError **error) {
    int64_t n_positive = 0;
    for (int64_t i = 0; i < n; i++)
        n_positive += y[i] != 0;
    if (n_positive == 0 || n_positive == n) {
        g_set_error_literal(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                            "logistic regression: expected rows of both classes, found one class");
        return FALSE;
    }
    beta[0] = log((double)n_positive / (double)(n - n_positive));
    return TRUE;
}

HcpLogistic *hcp_logistic_fit(const HcpMatrix *x, const uint8_t *y,
                              const HcpLogisticOptions *options, const HcpRun *run,
                              GError **error) {
    g_return_val_if_fail(x != NULL && y != NULL && options != NULL, NULL);
    g_return_val_if_fail(options->ridge >= 0 && x->n_columns < INT32_MAX, NULL);
    g_autofree double *beta = hcp__array_new(x->n_columns + 1, sizeof(double), error);
    if (beta == NULL || !start(beta, x->n_rows, y, error))
        return NULL;
    HcpPenalised task = {.model = "logistic regression",
                         .x = x,
                         .family = {.loss = loss, .derive = derive, .y = y},
                         .ridge = options->ridge,
                         .tolerance = options->tolerance,
                         .max_steps = options->max_steps};
    int n_steps = hcp__penalised_fit(&task, beta, run, error);
    return n_steps >= 0 ? make_logistic(x->n_columns, beta, n_steps) : NULL;
}

void hcp_logistic_free(HcpLogistic *logistic) {
    if (logistic == NULL)
        return;
    g_free(logistic->coefficient);
    g_free(logistic);
}

void hcp_logistic_score(const HcpLogistic *logistic, const HcpMatrix *x, double *score) {
    g_return_if_fail(logistic->n_columns == x->n_columns);
    for (int64_t i = 0; i < x->n_rows; i++)
        score[i] = logistic->intercept;
    for (int32_t j = 0; j < x->n_columns; j++)
        for (int64_t i = 0; i < x->n_rows; i++)
            score[i] += logistic->coefficient[j] * x->values[i + (int64_t)j * x->n_rows];
}
