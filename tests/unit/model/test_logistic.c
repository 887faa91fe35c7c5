#include "support.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

enum { N = 300, P = 4 };

typedef struct {
    double x[N * P];
    uint8_t y[N];
} Sample;

static void fill_sample(Sample *sample) {
    HcpRng rng;
    hcp__rng_init(&rng, 3, 0);
    for (int i = 0; i < N * P; i++)
        sample->x[i] = hcp__rng_normal(&rng);
    for (int i = 0; i < N; i++)
        sample->y[i] = hcp__rng_double(&rng) < 1 / (1 + exp(1 - sample->x[i]));
}

static HcpLogistic *fit(const Sample *sample, double ridge, GError **error) {
    HcpMatrix x = {.n_rows = N, .n_columns = P, .values = sample->x};
    HcpLogisticOptions options = HCP_LOGISTIC_OPTIONS_INIT;
    options.ridge = ridge;
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_logistic_fit(&x, sample->y, &options, run, error);
}

/* At the minimum sum_i (y_i - p_i) x_ij = ridge b_j, and without ridge for the intercept. */
static void a_fit_ends_where_the_gradient_is_zero(void) {
    Sample sample;
    fill_sample(&sample);
    g_autoptr(HcpLogistic) logistic = fit(&sample, 10, NULL);
    HcpMatrix x = {.n_rows = N, .n_columns = P, .values = sample.x};
    double score[N], gradient[P + 1] = {0};
    hcp_logistic_score(logistic, &x, score);
    for (int i = 0; i < N; i++) {
        double residual = sample.y[i] - 1 / (1 + exp(-score[i]));
        gradient[P] += residual;
        for (int j = 0; j < P; j++)
            gradient[j] += residual * sample.x[i + j * N];
    }
    CU_ASSERT_DOUBLE_EQUAL(gradient[P], 0, 1e-9);
    for (int j = 0; j < P; j++)
        CU_ASSERT_DOUBLE_EQUAL(gradient[j], 10 * logistic->coefficient[j], 1e-9);
}

static void a_ridge_draws_coefficients_to_zero_but_not_the_intercept(void) {
    Sample sample;
    fill_sample(&sample);
    g_autoptr(HcpLogistic) logistic = fit(&sample, 1e9, NULL);
    int n_positive = 0;
    for (int i = 0; i < N; i++)
        n_positive += sample.y[i];
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[0], 0, 1e-6);
    CU_ASSERT_DOUBLE_EQUAL(logistic->intercept, log((double)n_positive / (N - n_positive)), 1e-6);
}

static void equal_columns_share_a_coefficient(void) {
    Sample sample;
    fill_sample(&sample);
    memcpy(sample.x + N, sample.x, N * sizeof(double));
    g_autoptr(HcpLogistic) logistic = fit(&sample, 1, NULL);
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[0], logistic->coefficient[1], 1e-9);
}

static void large_values_end_in_no_overflow(void) {
    Sample sample;
    fill_sample(&sample);
    for (int i = 0; i < N; i++)
        sample.x[i] *= 1e6;
    g_autoptr(HcpLogistic) logistic = fit(&sample, 1, NULL);
    CU_ASSERT_PTR_NOT_NULL(logistic);
    CU_ASSERT_DOUBLE_EQUAL(logistic != NULL ? logistic->coefficient[0] * 1e6 : 0, 1, 0.5);
}

static void one_class_alone_is_an_error(void) {
    Sample sample;
    fill_sample(&sample);
    memset(sample.y, 1, sizeof sample.y);
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpLogistic) logistic = fit(&sample, 10, &error);
    CU_ASSERT_PTR_NULL(logistic);
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "found one class"));
}

/* Separable classes without a penalty: the coefficient goes to infinity. */
static void a_fit_that_does_not_settle_is_an_error(void) {
    Sample sample;
    fill_sample(&sample);
    for (int i = 0; i < N; i++)
        sample.y[i] = sample.x[i] > 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpLogistic) logistic = fit(&sample, 0, &error);
    CU_ASSERT_PTR_NULL(logistic);
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CONVERGENCE, "did not settle"));
}

static gboolean stop(void *data) {
    (void)data;
    return TRUE;
}

static void a_fit_can_be_cancelled(void) {
    Sample sample;
    fill_sample(&sample);
    HcpMatrix x = {.n_rows = N, .n_columns = P, .values = sample.x};
    HcpLogisticOptions options = HCP_LOGISTIC_OPTIONS_INIT;
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_cancel(run, stop, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpLogistic) logistic = hcp_logistic_fit(&x, sample.y, &options, run, &error);
    CU_ASSERT_PTR_NULL(logistic);
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, ""));
}

HCP_TEST_MAIN(HCP_TEST(a_fit_ends_where_the_gradient_is_zero),
              HCP_TEST(a_ridge_draws_coefficients_to_zero_but_not_the_intercept),
              HCP_TEST(equal_columns_share_a_coefficient),
              HCP_TEST(large_values_end_in_no_overflow), HCP_TEST(one_class_alone_is_an_error),
              HCP_TEST(a_fit_that_does_not_settle_is_an_error), HCP_TEST(a_fit_can_be_cancelled))
