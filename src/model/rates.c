/* Rates of events shrunken towards what is expected: the gamma-Poisson model of Clayton & Kaldor
 * 1987, Biometrics 43:671-681, with a prior of mean 1. */
#include "model/model_internal.h"

#include <math.h>

/* Beyond it the prior is a point at 1 for any count there is. */
static const double MOST_SHAPE = 1e6, LEAST_SHAPE = 1e-3;

static double log_gamma(double a) {
    int sign;
    return lgamma_r(a, &sign);
}

/* log L(a) = sum_i [ lgamma(y + a) - lgamma(a) + a log a - (y + a) log(e + a) ], the marginal
 * likelihood but for what does not depend on a; (y + a) log((e + a) / a) does not cancel. */
static double log_likelihood(int64_t n, const double *y, const double *e, double a) {
    double value = 0, at_0 = log_gamma(a), log_a = log(a);
    for (int64_t i = 0; i < n; i++)
        value += (y[i] > 0 ? log_gamma(y[i] + a) - at_0 - y[i] * log_a : 0) -
                 (y[i] + a) * log1p(e[i] / a);
    return value;
}

/* The golden section of Kiefer 1953 in log a. */
double hcp_rates_fit_shape(int64_t n, const double *count, const double *expected) {
    const double GOLDEN = (sqrt(5) - 1) / 2;
    double low = log(LEAST_SHAPE), high = log(MOST_SHAPE);
    double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
    double at_left = log_likelihood(n, count, expected, exp(left));
    double at_right = log_likelihood(n, count, expected, exp(right));
    while (high - low > 1e-7) {
        if (at_left >= at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - GOLDEN * (high - low);
            at_left = log_likelihood(n, count, expected, exp(left));
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + GOLDEN * (high - low);
            at_right = log_likelihood(n, count, expected, exp(right));
        }
    }
    return exp((low + high) / 2);
}

/* What is known of theta_i: Gamma(shape, rate). */
typedef struct {
    double shape, rate;
} Posterior;

/* With e known, Gamma(a + y, a + e). With e d in its place, log d ~ N(-v/2, v), it is the mixture
 * of Gamma(a + y, a + e d) over d, each weighted by what it makes of y,
 *
 *   L(y | d) = d^y (a + e d)^-(a + y) but for a factor,
 *
 * by the trapezoidal rule at every half standard deviation of log d. The gamma distribution of its
 * mean and variance takes its place. */
static Posterior find_posterior(double y, double e, double v, double a) {
    enum { HALVES = 16 };
    if (!(v > 0))
        return (Posterior){a + y, a + e};
    double log_weight[2 * HALVES + 1], rate[2 * HALVES + 1], highest = -INFINITY;
    for (int k = -HALVES; k <= HALVES; k++) {
        double z = k / 2.0, log_d = sqrt(v) * z - v / 2;
        double b = rate[k + HALVES] = a + e * exp(log_d);
        double value = log_weight[k + HALVES] = y * log_d - (a + y) * log(b) - z * z / 2;
        highest = MAX(highest, value);
    }
    double sum = 0, first = 0, second = 0; /* of the weights; E theta and E theta^2 but for it */
    for (int k = 0; k <= 2 * HALVES; k++) {
        double weight = exp(log_weight[k] - highest);
        sum += weight;
        first += weight * (a + y) / rate[k];
        second += weight * (a + y) * (a + y + 1) / (rate[k] * rate[k]);
    }
    double mean = first / sum, variance = second / sum - mean * mean;
    return (Posterior){mean * mean / variance, mean / variance};
}

/* mean_i P(theta_i > cut) and its slope in log cut. */
static double find_share_above(int64_t n, const Posterior *posterior, double cut, double *slope) {
    double share = 0, change = 0;
    for (int64_t i = 0; i < n; i++) {
        double a = posterior[i].shape, x = posterior[i].rate * cut;
        share += hcp_gamma_q(a, x);
        change -= a * hcp__gamma_term(a, x);
    }
    *slope = change / (double)n;
    return share / (double)n;
}

/* The cut above which the share of the ensemble of posteriors lies: Newton's steps in its
 * logarithm, within a bracket that halves where they would leave it. */
static double find_cut(int64_t n, const Posterior *posterior, double share) {
    double low = log(1e-9), high = log(1e9), t = 0;
    for (int step = 0; step < 200 && high - low > 1e-12; step++) {
        double slope, above = find_share_above(n, posterior, exp(t), &slope);
        if (above > share)
            low = t;
        else
            high = t;
        double next = slope < 0 ? t - (above - share) / slope : NAN;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        if (fabs(next - t) <= 1e-12)
            break;
        t = next;
    }
    return exp(t);
}

HcpRate *hcp_rates_shrink(int64_t n, const double *count, const double *expected,
                          const double *doubt, double shape, const HcpRatesOptions *options) {
    g_return_val_if_fail(n == 0 || (count != NULL && expected != NULL), NULL);
    g_return_val_if_fail(shape > 0 && options->coverage > 0 && options->coverage < 1, NULL);
    g_autofree Posterior *posterior = g_new(Posterior, n + 1);
    for (int64_t i = 0; i < n; i++)
        posterior[i] = find_posterior(count[i], expected[i], doubt != NULL ? doubt[i] : 0, shape);
    HcpRate *rates = g_new0(HcpRate, n + 1);
    double cut = n > 0 ? find_cut(n, posterior, options->top) : 1;
    double tail = (1 - options->coverage) / 2;
    for (int64_t i = 0; i < n; i++) {
        double a = posterior[i].shape, b = posterior[i].rate;
        rates[i] = (HcpRate){.mean = a / b,
                             .low = hcp_gamma_quantile(a, tail) / b,
                             .high = hcp_gamma_quantile(a, 1 - tail) / b,
                             .p_top = hcp_gamma_q(a, b * cut)};
    }
    return rates;
}
