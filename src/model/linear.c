#include "model/model_internal.h"

#include "base/base_internal.h"
#include <math.h>

/* sum_i (y_i - eta_i)^2 / 2 */
static double loss(const HcpFamily *family, int64_t n, const double *eta) {
    const double *y = family->y;
    double value = 0;
    for (int64_t i = 0; i < n; i++)
        value += (y[i] - eta[i]) * (y[i] - eta[i]) / 2;
    return value;
}

/* eta - y and 1. */
static void derive(const HcpFamily *family, int64_t n, double *eta, double *weight) {
    const double *y = family->y;
    for (int64_t i = 0; i < n; i++) {
        eta[i] -= y[i];
        weight[i] = 1;
    }
}

static double mean(int64_t n, const double *y) {
    double sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += y[i];
    return n > 0 ? sum / (double)n : 0;
}

/* RSS / (n - trace H), and trace H = tr (X'X + ridge I)^-1 X'X = p - ridge sum_j C_jj over the
 * columns that the ridge holds, C the inverse. */
static double find_variance(const HcpPenalised *task, const double *beta,
                            const double *covariance) {
    const HcpMatrix *x = task->x;
    const double *y = task->family.y;
    int64_t p = x->n_columns + 1;
    g_autofree double *eta = g_new(double, x->n_rows + 1);
    hcp__penalised_predict(x, NULL, beta, eta);
    double freedom = (double)(x->n_rows - p);
    for (int64_t j = 1; j < p; j++)
        freedom += task->ridge * covariance[j * p + j];
    if (freedom >= 1)
        return 2 * loss(&task->family, x->n_rows, eta) / freedom;
    for (int64_t i = 0; i < x->n_rows; i++)
        eta[i] = mean(x->n_rows, y);
    return 2 * loss(&task->family, x->n_rows, eta) / (double)MAX(1, x->n_rows - 1);
}

HcpLinear *hcp_linear_fit(const HcpMatrix *x, const double *y, double ridge, const HcpRun *run,
                          GError **error) {
    g_return_val_if_fail(x != NULL && y != NULL && ridge >= 0, NULL);
    g_return_val_if_fail(x->n_rows > 0 && x->n_columns < INT32_MAX, NULL);
    g_autofree double *beta = hcp__array_new(x->n_columns + 1, sizeof(double), error);
    if (beta == NULL)
        return NULL;
    beta[0] = mean(x->n_rows, y);
    HcpPenalised task = {.model = "linear regression",
                         .x = x,
                         .family = {.loss = loss, .derive = derive, .y = y},
                         .ridge = ridge,
                         .tolerance = 1e-10,
                         .max_steps = 100};
    if (hcp__penalised_fit(&task, beta, run, error) < 0)
        return NULL;
    g_autofree double *covariance = hcp__penalised_covariance(&task, beta, error);
    if (covariance == NULL)
        return NULL;
    HcpLinear *linear = g_new0(HcpLinear, 1);
    linear->n_columns = x->n_columns;
    linear->variance = find_variance(&task, beta, covariance);
    linear->beta = g_steal_pointer(&beta);
    return linear;
}

void hcp_linear_free(HcpLinear *linear) {
    if (linear == NULL)
        return;
    g_free(linear->beta);
    g_free(linear);
}

void hcp_linear_predict(const HcpLinear *linear, const HcpMatrix *x, double *value) {
    g_return_if_fail(linear->n_columns == x->n_columns);
    hcp__penalised_predict(x, NULL, linear->beta, value);
}
