/* The definitions themselves, pair by pair, on random scores with many ties. */
#include "support.h"

#include "base/base_internal.h"
#include <math.h>

enum { N = 120 };

typedef struct {
    double a[N], b[N];
    uint8_t positive[N];
} Sample;

static Sample make_sample(uint64_t stream) {
    Sample sample;
    HcpRng rng;
    hcp__rng_init(&rng, 7, stream);
    for (int i = 0; i < N; i++) {
        sample.positive[i] = i < 2 || (i > 3 && hcp__rng_double(&rng) < 0.3);
        sample.a[i] = (double)hcp__rng_below(&rng, 12) + 2 * sample.positive[i];
        sample.b[i] = hcp__rng_normal(&rng) + sample.positive[i];
    }
    return sample;
}

/* psi(x, y) of DeLong et al.: 1 when the positive is above, 1/2 when equal. */
static double compare_pair(const double *score, int positive, int other) {
    return score[positive] > score[other] ? 1 : score[positive] == score[other] ? 0.5 : 0;
}

/* Mean of psi over the rows of the other class. */
static double mean_of_pairs(const Sample *sample, const double *score, int row) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < N; i++)
        if (sample->positive[i] != sample->positive[row]) {
            sum +=
                sample->positive[row] ? compare_pair(score, row, i) : compare_pair(score, i, row);
            count++;
        }
    return sum / count;
}

/* Covariance over one class of the structural components of two scores. */
static double component_covariance(const Sample *sample, const double *s, const double *t,
                                   uint8_t class) {
    double sum_s = 0, sum_t = 0, sum_st = 0;
    int count = 0;
    for (int i = 0; i < N; i++)
        if (sample->positive[i] == class) {
            double u = mean_of_pairs(sample, s, i), v = mean_of_pairs(sample, t, i);
            sum_s += u;
            sum_t += v;
            sum_st += u * v;
            count++;
        }
    return (sum_st - sum_s * sum_t / count) / (count - 1) / count;
}

static double covariance(const Sample *sample, const double *s, const double *t) {
    return component_covariance(sample, s, t, 1) + component_covariance(sample, s, t, 0);
}

static double auc_by_pairs(const Sample *sample, const double *score) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            if (sample->positive[i] && !sample->positive[j]) {
                sum += compare_pair(score, i, j);
                pairs++;
            }
    return sum / pairs;
}

static void the_area_is_the_share_of_ordered_pairs(void) {
    for (uint64_t stream = 0; stream < 20; stream++) {
        Sample sample = make_sample(stream);
        HcpEvidence evidence = hcp_evidence_compute(N, sample.a, sample.positive);
        CU_ASSERT_DOUBLE_EQUAL(evidence.auc, auc_by_pairs(&sample, sample.a), 1e-12);
    }
}

/* Rows not below a positive, its ties that are no positives among them, come before it. */
static void average_precision_puts_tied_positives_last(void) {
    for (uint64_t stream = 0; stream < 20; stream++) {
        Sample sample = make_sample(stream);
        double sum = 0;
        int n_positive = 0;
        for (int i = 0; i < N; i++) {
            int rows = 0, positives = 0;
            for (int j = 0; j < N; j++) {
                gboolean before = sample.a[j] > sample.a[i] ||
                                  (sample.a[j] == sample.a[i] && (!sample.positive[j] || j <= i));
                rows += before;
                positives += before && sample.positive[j];
            }
            if (sample.positive[i]) {
                sum += (double)positives / rows;
                n_positive++;
            }
        }
        HcpEvidence evidence = hcp_evidence_compute(N, sample.a, sample.positive);
        CU_ASSERT_DOUBLE_EQUAL(evidence.average_precision, sum / n_positive, 1e-12);
    }
}

static void the_difference_has_the_variance_of_the_matrix_form(void) {
    for (uint64_t stream = 0; stream < 20; stream++) {
        Sample s = make_sample(stream);
        double difference, standard_error;
        hcp_evidence_compare(N, s.a, s.b, s.positive, &difference, &standard_error);
        CU_ASSERT_DOUBLE_EQUAL(difference, auc_by_pairs(&s, s.a) - auc_by_pairs(&s, s.b), 1e-12);
        double variance =
            covariance(&s, s.a, s.a) + covariance(&s, s.b, s.b) - 2 * covariance(&s, s.a, s.b);
        CU_ASSERT_DOUBLE_EQUAL(standard_error * standard_error, variance, 1e-12);
    }
}

HCP_TEST_MAIN(HCP_TEST(the_area_is_the_share_of_ordered_pairs),
              HCP_TEST(average_precision_puts_tied_positives_last),
              HCP_TEST(the_difference_has_the_variance_of_the_matrix_form))
