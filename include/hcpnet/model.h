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

/* Penalised Poisson regression with a log link, the intercept left free: the steps of the logistic
 * one. With a dispersion above 0 the rate of a row has a gamma factor of mean 1 and that variance
 * (negative binomial, Lawless 1987, Canadian Journal of Statistics 15:209-225): rows of large
 * counts then weigh less. */
typedef struct {
    int32_t n_columns;
    double *beta; /* the intercept, then the coefficients on the scale of the columns */
    /* Of beta, (n_columns + 1)^2, symmetric: the inverse of the penalised information. */
    double *covariance;
    int n_steps;
} HcpPoisson;

typedef struct {
    double ridge;      /* 0 */
    double dispersion; /* 0 */
    double tolerance;  /* of the largest change of a coefficient: 1e-10 */
    int max_steps;     /* 100 */
} HcpPoissonOptions;

#define HCP_POISSON_OPTIONS_INIT                                                                   \
    { .tolerance = 1e-10, .max_steps = 100 }

/* y: 0 or more for each row of x, one of them above 0, else ARGUMENT. offset: added to the linear
 * predictor, such as log exposure; NULL: 0. Otherwise as hcp_logistic_fit. */
HcpPoisson *hcp_poisson_fit(const HcpMatrix *x, const double *y, const double *offset,
                            const HcpPoissonOptions *options, const HcpRun *run, GError **error);
void hcp_poisson_free(HcpPoisson *poisson);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpPoisson, hcp_poisson_free)

/* expected[i] = exp(offset[i] + b0 + sum_j b_j x[i, j]) */
void hcp_poisson_expect(const HcpPoisson *poisson, const HcpMatrix *x, const double *offset,
                        double *expected);

/* Penalised linear regression (ridge regression of Hoerl & Kennard 1970, Technometrics 12:55-67):
 * minimises sum_i (y_i - b0 - x_i b)^2 + ridge sum_j b_j^2. */
typedef struct {
    int32_t n_columns;
    double *beta; /* as HcpPoisson's */
    double
        variance; /* of y about the fit: the squared residuals over n - trace of the hat matrix */
} HcpLinear;

/* Otherwise as hcp_logistic_fit; variance is that of y where the columns leave no freedom. */
HcpLinear *hcp_linear_fit(const HcpMatrix *x, const double *y, double ridge, const HcpRun *run,
                          GError **error);
void hcp_linear_free(HcpLinear *linear);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpLinear, hcp_linear_free)

/* value[i] = b0 + sum_j b_j x[i, j] */
void hcp_linear_predict(const HcpLinear *linear, const HcpMatrix *x, double *value);

/* The regularised incomplete gamma function, lower and upper tail, and the x at which the lower one
 * is p; a > 0. Relative error about 1e-13. O(sqrt(a)). */
double hcp_gamma_p(double a, double x);
double hcp_gamma_q(double a, double x);
double hcp_gamma_quantile(double a, double p);

/* Counts against what is expected, shrunken: count_i ~ Poisson(expected_i theta_i), theta_i ~
 * Gamma(shape, shape), so of mean 1; given the count, theta_i ~ Gamma(shape + count, shape +
 * expected) (Clayton & Kaldor 1987, Biometrics 43:671-681). */
typedef struct {
    double mean;
    double low, high; /* equal tails */
    double p_top; /* that theta_i is among the top share (Lin et al. 2006, Bayesian Anal. 1:915) */
} HcpRate;

typedef struct {
    double coverage; /* of low..high: 0.9 */
    double top;      /* the share that p_top is about: 0.1 */
} HcpRatesOptions;

#define HCP_RATES_OPTIONS_INIT                                                                     \
    { .coverage = 0.9, .top = 0.1 }

/* The shape of the prior by marginal likelihood, in 1e-3..1e6; the end is reached where counts vary
 * no more than chance. expected > 0. O(n). */
double hcp_rates_fit_shape(int64_t n, const double *count, const double *expected);

/* n rates, the caller's: g_free. p_top: P(theta_i > c), the mean of which over all is `top`.
 * Counts need not be whole. doubt: the variance of the log of what is truly expected, about
 * `expected` as its mean (lognormal); NULL: none. Where there is some, theta_i has the gamma
 * distribution of the same mean and variance as its posterior. O(n). */
HcpRate *hcp_rates_shrink(int64_t n, const double *count, const double *expected,
                          const double *doubt, double shape, const HcpRatesOptions *options);

/* log P(X >= x), X hypergeometric: of n_all, n_a are marked, n_b are drawn, X of these are marked.
 * -INFINITY where x is out of reach. Relative error of P below 1e-9 for n_all to 1e8. O(1) far from
 * the mean, O(standard deviation) near it. */
double hcp_hypergeometric_log_tail(int64_t n_all, int64_t n_a, int64_t n_b, int64_t x);

/* q[i]: the smallest false discovery rate at which test i is rejected (Benjamini & Hochberg 1995).
 * log_p are the n smallest of n_tests; the others count as 1. O(n log n). */
void hcp_false_discovery(int64_t n, int64_t n_tests, const double *log_p, double *q);

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
