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

/* mean_i P(theta_i > cut) and its slope in log cut, theta_i ~ Gamma(a + y, a + e). */
static double find_share_above(int64_t n, const double *y, const double *e, double a, double cut,
                               double *slope) {
    double share = 0, change = 0;
    for (int64_t i = 0; i < n; i++) {
        share += hcp_gamma_q(a + y[i], (a + e[i]) * cut);
        change -= (a + y[i]) * hcp__gamma_term(a + y[i], (a + e[i]) * cut);
    }
    *slope = change / (double)n;
    return share / (double)n;
}

/* The cut above which the share of the ensemble of posteriors lies: Newton's steps in its
 * logarithm, within a bracket that halves where they would leave it. */
static double find_cut(int64_t n, const double *y, const double *e, double a, double share) {
    double low = log(1e-9), high = log(1e9), t = 0;
    for (int step = 0; step < 200 && high - low > 1e-12; step++) {
        double slope, above = find_share_above(n, y, e, a, exp(t), &slope);
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

HcpRate *hcp_rates_shrink(int64_t n, const double *count, const double *expected, double shape,
                          const HcpRatesOptions *options) {
    g_return_val_if_fail(n == 0 || (count != NULL && expected != NULL), NULL);
    g_return_val_if_fail(shape > 0 && options->coverage > 0 && options->coverage < 1, NULL);
    HcpRate *rates = g_new0(HcpRate, n + 1);
    double cut = n > 0 ? find_cut(n, count, expected, shape, options->top) : 1;
    double tail = (1 - options->coverage) / 2;
    for (int64_t i = 0; i < n; i++) {
        double a = shape + count[i], b = shape + expected[i];
        rates[i] = (HcpRate){.mean = a / b,
                             .low = hcp_gamma_quantile(a, tail) / b,
                             .high = hcp_gamma_quantile(a, 1 - tail) / b,
                             .p_top = hcp_gamma_q(a, b * cut)};
    }
    return rates;
}
