/* Values computed outside, from the same formulas: Python scikit-learn 1.2.1 and R 4.2.2 with pROC
 * 1.18.0, both of Debian 12. */
#include "support.h"

#include <math.h>

enum { N = 200, P = 3 };

typedef struct {
    double x[N * P];
    uint8_t y[N];
} Sample;

static Sample make_sample(void) {
    Sample sample;
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < P; j++)
            sample.x[i + j * N] = (37 * i * (j + 1) + 11 * j * j + i * i) % 101 / 50.0 - 1;
        double eta = 10 * (2 * sample.x[i] - sample.x[i + N] - 0.5);
        sample.y[i] = eta + 53 * i % 97 / 4.0 - 12 > 0;
    }
    return sample;
}

static HcpLogistic *fit_sample(const Sample *sample, double ridge) {
    HcpMatrix x = {.n_rows = N, .n_columns = P, .values = sample->x};
    HcpLogisticOptions options = HCP_LOGISTIC_OPTIONS_INIT;
    options.ridge = ridge;
    return hcp_logistic_fit(&x, sample->y, &options, NULL, NULL);
}

/* LogisticRegression(C=.1, solver='newton-cholesky', tol=1e-13). */
static void a_ridge_fit_equals_that_of_scikit_learn(void) {
    Sample sample = make_sample();
    g_autoptr(HcpLogistic) logistic = fit_sample(&sample, 10);
    CU_ASSERT_DOUBLE_EQUAL(logistic->intercept, -0.6387518809335402, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[0], 1.5494251122071845, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[1], -0.7123795591498758, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[2], -0.13449861282233028, 1e-9);
}

/* glm(y ~ x1 + x2 + x3, binomial, control = glm.control(1e-15, 100)). */
static void a_fit_without_penalty_equals_that_of_r(void) {
    Sample sample = make_sample();
    g_autoptr(HcpLogistic) logistic = fit_sample(&sample, 0);
    CU_ASSERT_DOUBLE_EQUAL(logistic->intercept, -1.33926381050979293, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[0], 4.75156926131090440, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[1], -2.45001091970583129, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(logistic->coefficient[2], -0.33157172797076606, 1e-9);
}

/* roc_auc_score and average_precision_score on scores without ties. */
static void evidence_equals_that_of_scikit_learn(void) {
    Sample sample = make_sample();
    double score[N];
    for (int i = 0; i < N; i++)
        score[i] = 29 * i % 211 / 211.0 + 0.1 * sample.y[i];
    HcpEvidence evidence = hcp_evidence_compute(N, score, sample.y);
    CU_ASSERT_EQUAL(evidence.n_positive, 74);
    CU_ASSERT_DOUBLE_EQUAL(evidence.auc, 0.5687473187473188, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(evidence.average_precision, 0.502830155496754, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(evidence.lift_5, 2.4324324324324325, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(evidence.lift_10, 1.4864864864864866, 1e-12);
}

/* roc.test(a, b, method = "delong", paired = TRUE): the second score has 14 distinct values. */
static void the_difference_of_two_areas_has_the_standard_error_of_proc(void) {
    Sample sample = make_sample();
    double a[N], b[N], difference, standard_error;
    for (int i = 0; i < N; i++) {
        a[i] = 29 * i % 211 / 211.0 + 0.1 * sample.y[i];
        b[i] = (i * i + 5 * i) % 13 / 13.0 + 0.3 * sample.y[i];
    }
    hcp_evidence_compare(N, a, b, sample.y, &difference, &standard_error);
    CU_ASSERT_DOUBLE_EQUAL(difference, 0.56874731874731876 - 0.71900471900471896, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(standard_error, 0.059051451048216942, 1e-12);
}

HCP_TEST_MAIN(HCP_TEST(a_ridge_fit_equals_that_of_scikit_learn),
              HCP_TEST(a_fit_without_penalty_equals_that_of_r),
              HCP_TEST(evidence_equals_that_of_scikit_learn),
              HCP_TEST(the_difference_of_two_areas_has_the_standard_error_of_proc))
