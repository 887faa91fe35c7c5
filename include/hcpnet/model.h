/* The statistical engine, on bare arrays. Matrices are column-major, rows are observations. */
#ifndef HCPNET_MODEL_H
#define HCPNET_MODEL_H

#include <hcpnet/run.h>

/* values[i + j * n_rows] is row i of column j; finite. Borrowed. */
typedef struct {
    int64_t n_rows;
    int32_t n_columns;
    const double *values;
} HcpMatrix;

/* Penalised logistic regression: minimises the negative log likelihood plus ridge/2 times the sum
 * of squared coefficients, the intercept left free. Newton steps with step halving, Cholesky. */
typedef struct {
    int32_t n_columns;
    double intercept;
    double *coefficient; /* on the scale of the given columns; length n_columns */
    int n_steps;
} HcpLogistic;

typedef struct {
    double ridge;     /* 10 */
    double tolerance; /* of the largest change of a coefficient: 1e-10 */
    int max_steps;    /* 100 */
} HcpLogisticOptions;

#define HCP_LOGISTIC_OPTIONS_INIT                                                                  \
    { .ridge = 10.0, .tolerance = 1e-10, .max_steps = 100 }

/* y: 0 or 1 for each row of x, both present, else ARGUMENT. CONVERGENCE when it does not settle, as
 * happens without a penalty when the classes can be told apart. `run` may be NULL: on a thread that
 * must not poll for cancelling. One thread, sums in a fixed order; the first fit sets OpenBLAS,
 * where it is the BLAS of the process, to one thread, for bits that do not depend on it. O(steps x
 * rows x columns^2). */
HcpLogistic *hcp_logistic_fit(const HcpMatrix *x, const uint8_t *y,
                              const HcpLogisticOptions *options, const HcpRun *run, GError **error);
void hcp_logistic_free(HcpLogistic *logistic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpLogistic, hcp_logistic_free)

/* score[i] = intercept + sum_j coefficient[j] x[i, j]; the log odds of row i. */
void hcp_logistic_score(const HcpLogistic *logistic, const HcpMatrix *x, double *score);

/* How well a score ranks the positives. Ties count one half in the AUC; elsewhere tied rows are
 * ordered against us: the positives last. NaN without positives or without others. */
typedef struct {
    int64_t n, n_positive;
    double auc;
    double average_precision; /* mean over the positives of the precision down to their row */
    /* Share of positives among the first floor(n / 20) or floor(n / 10) rows, at least one row,
     * over their share of all rows. */
    double lift_5, lift_10;
} HcpEvidence;

/* Scores are finite. O(n log n). */
HcpEvidence hcp_evidence_compute(int64_t n, const double *score, const uint8_t *positive);

/* The difference AUC(a) - AUC(b) on the same rows and its standard error (DeLong, DeLong &
 * Clarke-Pearson 1988, Biometrics 44:837-845; by ranks, Sun & Xu 2014, IEEE Signal Process.
 * Lett. 21:1389-1393). NaN with fewer than two positives or two others. O(n log n). */
void hcp_evidence_compare(int64_t n, const double *score_a, const double *score_b,
                          const uint8_t *positive, double *difference, double *standard_error);

/* Fold of an id, 0..n_folds-1, from a keyed hash of its text: does not depend on other rows. */
int hcp_fold_of_id(const char *id, int n_folds, uint64_t seed);

#endif
