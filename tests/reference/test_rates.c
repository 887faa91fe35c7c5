/* Values of R 4.2.2 (pgamma, qgamma, ppois, glm, dnbinom with optimize) with MASS 7.3-58.2 for the
 * negative binomial family, of Debian 12; others as said. */
#include "support.h"

#include <math.h>

static void is_near(double value, double expected, double tolerance) {
    if (!(fabs(value - expected) <= tolerance * fabs(expected)))
        fprintf(stderr, "found %.17g, expected %.17g\n", value, expected);
    CU_ASSERT_TRUE(fabs(value - expected) <= tolerance * fabs(expected));
}

/* pgamma(x, a), pgamma(x, a, lower = F) */
static void the_incomplete_gamma_function_equals_that_of_r(void) {
    is_near(hcp_gamma_p(0.3, 0.5), 0.81381180467439274, 1e-13);
    is_near(hcp_gamma_p(2.5, 3), 0.69378108158672158, 1e-13);
    is_near(hcp_gamma_p(50, 60), 0.91559331890630813, 1e-13);
    is_near(hcp_gamma_p(50, 40), 0.070335066659394957, 1e-12);
    is_near(hcp_gamma_p(1e6, 1003000), 0.99863825935378236, 1e-12);
    is_near(hcp_gamma_p(0.01, 1e-5), 0.89633679826719725, 1e-13);
    is_near(hcp_gamma_p(100, 20), 3.4888786696896532e-37, 1e-12);
    is_near(hcp_gamma_q(0.3, 0.5), 0.18618819532560735, 1e-13);
    is_near(hcp_gamma_q(2.5, 3), 0.30621891841327842, 1e-13);
    is_near(hcp_gamma_q(50, 60), 0.084406681093691843, 1e-12);
    is_near(hcp_gamma_q(50, 120), 1.6008226793344824e-13, 1e-12);
    is_near(hcp_gamma_q(1e6, 1003000), 0.0013617406462175894, 1e-10);
    is_near(hcp_gamma_q(2, 700), 6.9116332571757217e-302, 1e-12);
    is_near(hcp_gamma_q(12.5, 9), 0.84239071558046019, 1e-13);
}

/* The number of events up to y is Q(y + 1, mean): ppois(3, 4.2), ppois(12, 8, lower = F). */
static void poisson_tails_equal_those_of_r(void) {
    is_near(hcp_gamma_q(4, 4.2), 0.39540336960235617, 1e-13);
    is_near(hcp_gamma_p(13, 8), 0.063797196736561895, 1e-13);
}

/* qgamma(p, a) */
static void gamma_quantiles_equal_those_of_r(void) {
    is_near(hcp_gamma_quantile(0.3, 0.05), 3.2110346997229618e-05, 1e-12);
    is_near(hcp_gamma_quantile(0.3, 0.95), 1.3723499441008862, 1e-12);
    is_near(hcp_gamma_quantile(53.7, 0.05), 42.241144110853753, 1e-12);
    is_near(hcp_gamma_quantile(53.7, 0.95), 66.29473124242125, 1e-12);
    is_near(hcp_gamma_quantile(2.5, 0.5), 2.1757300955477632, 1e-12);
    is_near(hcp_gamma_quantile(4, 1e-6), 0.070992391358621093, 1e-12);
    is_near(hcp_gamma_quantile(4, 1 - 1e-6), 21.350456963238944, 1e-10);
    is_near(hcp_gamma_quantile(1e6, 0.05), 998355.71508371783, 1e-12);
    is_near(hcp_gamma_quantile(0.02, 0.001), 5.7068124422475107e-151, 1e-10);
    is_near(hcp_gamma_quantile(0.01, 0.95), 0.0033626239980746775, 1e-12);
}

enum { N = 200, P = 3 };

typedef struct {
    double x[N * P], offset[N], y[N];
} Sample;

/* In R: i <- 0:199; x <- sapply(0:2, function(j) ((37*i*(j+1) + 11*j*j + i*i) %% 101)/50 - 1);
 * off <- log(1 + i %% 7); y <- floor(exp(.4 + .7*x[,1] - .5*x[,2] + off) * (.4 + (53*i %% 97)/80))
 */
static Sample make_sample(void) {
    Sample sample;
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < P; j++)
            sample.x[i + j * N] = (37 * i * (j + 1) + 11 * j * j + i * i) % 101 / 50.0 - 1;
        sample.offset[i] = log(1 + i % 7);
        double eta = 0.4 + 0.7 * sample.x[i] - 0.5 * sample.x[i + N] + sample.offset[i];
        sample.y[i] = floor(exp(eta) * (0.4 + 53 * i % 97 / 80.0));
    }
    return sample;
}

static HcpPoisson *fit_sample(const Sample *sample, double dispersion) {
    HcpMatrix x = {.n_rows = N, .n_columns = P, .values = sample->x};
    HcpPoissonOptions options = HCP_POISSON_OPTIONS_INIT;
    options.dispersion = dispersion;
    return hcp_poisson_fit(&x, sample->y, sample->offset, &options, NULL, NULL);
}

static double *expect_sample(const Sample *sample) {
    HcpMatrix x = {.n_rows = N, .n_columns = P, .values = sample->x};
    g_autoptr(HcpPoisson) poisson = fit_sample(sample, 0);
    double *expected = g_new(double, N);
    hcp_poisson_expect(poisson, &x, sample->offset, expected);
    return expected;
}

/* glm(y ~ x + offset(off), poisson, control = glm.control(1e-15, 100)) */
static void a_poisson_fit_equals_that_of_r(void) {
    Sample sample = make_sample();
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += sample.y[i];
    CU_ASSERT_EQUAL(sum, 1225);
    g_autoptr(HcpPoisson) poisson = fit_sample(&sample, 0);
    is_near(poisson->beta[0], 0.29584200916228037, 1e-9);
    is_near(poisson->beta[1], 0.72159631012651659, 1e-9);
    is_near(poisson->beta[2], -0.54564335170813438, 1e-9);
    is_near(poisson->beta[3], -0.015833148911000183, 1e-8);
    g_autofree double *expected = expect_sample(&sample);
    is_near(expected[0], 1.0017490189900229, 1e-10);
    is_near(expected[6], 6.876095167307926, 1e-10);
    is_near(expected[199], 19.257987938923858, 1e-10);
}

/* glm(..., family = negative.binomial(theta = 2.5, link = "log")): theta = 1 / dispersion. */
static void a_dispersed_fit_equals_the_negative_binomial_of_r(void) {
    Sample sample = make_sample();
    g_autoptr(HcpPoisson) poisson = fit_sample(&sample, 1 / 2.5);
    is_near(poisson->beta[0], 0.27550094988186913, 1e-8);
    is_near(poisson->beta[1], 0.7438689869788353, 1e-8);
    is_near(poisson->beta[2], -0.53876806349968431, 1e-8);
    is_near(poisson->beta[3], -0.049770667987465413, 1e-7);
}

/* optimize over log a of -sum(dnbinom(y, size = a, mu = fitted(glm), log = TRUE)); qgamma, pgamma
 * of the posterior; uniroot for the cut. */
static void shrunken_rates_equal_those_of_r(void) {
    Sample sample = make_sample();
    g_autofree double *expected = expect_sample(&sample);
    double shape = hcp_rates_fit_shape(N, sample.y, expected);
    is_near(shape, 26.558481969033416, 1e-5);
    HcpRatesOptions options = HCP_RATES_OPTIONS_INIT;
    g_autofree HcpRate *rates =
        hcp_rates_shrink(N, sample.y, expected, NULL, 26.558481969033416, &options);
    is_near(rates[4].mean, 0.89178239398736669, 1e-9);
    is_near(rates[4].low, 0.65455119745747437, 1e-9);
    is_near(rates[4].high, 1.1591796928592135, 1e-9);
    is_near(rates[4].p_top, 0.015691868719956273, 1e-8);
    is_near(rates[49].p_top, 0.11595338685569202, 1e-8);
    is_near(rates[119].p_top, 0.04421797179711548, 1e-8);
}

/* scipy 1.10.1: the inverse of the second differences of -nbinom.logpmf at R's coefficients, to the
 * sixth digit. */
static void the_covariance_is_the_inverse_of_the_curvature(void) {
    Sample sample = make_sample();
    g_autoptr(HcpPoisson) poisson = fit_sample(&sample, 1 / 2.5);
    is_near(poisson->covariance[0], 0.00328970897, 1e-5);
    is_near(poisson->covariance[5], 0.00941126241, 1e-5);
    is_near(poisson->covariance[2], 0.00063856154, 1e-5);
    is_near(poisson->covariance[8], 0.00063856154, 1e-5);
    is_near(poisson->covariance[15], 0.00891632695, 1e-5);
}

/* scipy 1.10.1: quad over log d of the first two moments, gamma.ppf of the gamma distribution that
 * has them. */
static void rates_with_a_doubtful_expectation_equal_those_of_scipy(void) {
    const double count[] = {30, 5, 200}, expected[] = {20, 20, 40};
    const double doubt[] = {0.09, 0.09, 0};
    HcpRatesOptions options = HCP_RATES_OPTIONS_INIT;
    g_autofree HcpRate *rates = hcp_rates_shrink(3, count, expected, doubt, 2.5, &options);
    is_near(rates[0].mean, 1.4169631628741461, 1e-9);
    is_near(rates[0].low, 0.8028692703371466, 1e-9);
    is_near(rates[0].high, 2.172374075282574, 1e-9);
    is_near(rates[1].mean, 0.4008562449855096, 1e-9);
    is_near(rates[1].high, 0.7377609530045548, 1e-9);
    is_near(rates[2].mean, 202.5 / 42.5, 1e-12);
}

/* numpy 1.24.2: solve(X'X + diag(0, 5, 5, 5), X'z), z = log1p(y), and RSS / (200 - trace H). */
static void a_linear_fit_equals_that_of_numpy(void) {
    Sample sample = make_sample();
    HcpMatrix x = {.n_rows = N, .n_columns = P, .values = sample.x};
    for (int i = 0; i < N; i++)
        sample.y[i] = log1p(sample.y[i]);
    g_autoptr(HcpLinear) linear = hcp_linear_fit(&x, sample.y, 5, NULL, NULL);
    is_near(linear->beta[0], 1.676376867532117, 1e-10);
    is_near(linear->beta[1], 0.5540074135469711, 1e-10);
    is_near(linear->beta[2], -0.4038793276871171, 1e-10);
    is_near(linear->beta[3], -0.04414120702786887, 1e-9);
    is_near(linear->variance, 0.4338503051265705, 1e-10);
}

HCP_TEST_MAIN(HCP_TEST(the_incomplete_gamma_function_equals_that_of_r),
              HCP_TEST(poisson_tails_equal_those_of_r), HCP_TEST(gamma_quantiles_equal_those_of_r),
              HCP_TEST(a_poisson_fit_equals_that_of_r),
              HCP_TEST(a_dispersed_fit_equals_the_negative_binomial_of_r),
              HCP_TEST(shrunken_rates_equal_those_of_r),
              HCP_TEST(the_covariance_is_the_inverse_of_the_curvature),
              HCP_TEST(rates_with_a_doubtful_expectation_equal_those_of_scipy),
              HCP_TEST(a_linear_fit_equals_that_of_numpy))
