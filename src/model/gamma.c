/* The incomplete gamma function and its inverse: the series and the continued fraction of
 * Abramowitz & Stegun 1964, 6.5.29 and 6.5.31, each where it settles fast. */
#include "model/model_internal.h"

#include <float.h>
#include <math.h>

static double log_gamma(double a) {
    int sign; /* lgamma writes to a global */
    return lgamma_r(a, &sign);
}

/* For large a by Stirling's series, with the deviance apart: x^a exp(-x) and Gamma(a + 1) overflow
 * and would cancel (Loader 2000, Fast and accurate computation of binomial probabilities):
 *
 *   exp(-s(a) - a (d - log(1 + d))) / sqrt(2 pi a),  d = (x - a) / a,
 *   s(a) = 1/(12 a) - 1/(360 a^3) + 1/(1260 a^5) - 1/(1680 a^7) */
double hcp__gamma_term(double a, double x) {
    if (x <= 0)
        return 0;
    if (a < 10)
        return exp(a * log(x) - x - log_gamma(a + 1));
    double d = (x - a) / a, b = 1 / (a * a);
    double s = (1.0 / 12 - b * (1.0 / 360 - b * (1.0 / 1260 - b / 1680))) / a;
    return exp(-s - a * (d - log1p(d))) / sqrt(2 * M_PI * a);
}

/* P(a, x) = term sum_k x^k / ((a + 1) ... (a + k)) */
static double sum_series(double a, double x) {
    double sum = 1, part = 1;
    for (double k = 1; part > DBL_EPSILON * sum; k++) {
        part *= x / (a + k);
        sum += part;
    }
    return hcp__gamma_term(a, x) * sum;
}

/* Q(a, x) = a term / (x + 1 - a - 1(1 - a) / (x + 3 - a - 2(2 - a) / (x + 5 - a - ...))), from the
 * left by the method of Lentz 1976, Applied Optics 15:668-671. */
static double sum_fraction(double a, double x) {
    double b = x + 1 - a, c = 1 / DBL_MIN, d = 1 / b, value = d, change = 0;
    for (double k = 1; fabs(change - 1) > DBL_EPSILON && k < 1e7; k++) {
        double numerator = -k * (k - a);
        b += 2;
        d = 1 / (numerator * d + b);
        c = b + numerator / c;
        change = c * d;
        value *= change;
    }
    return a * hcp__gamma_term(a, x) * value;
}

double hcp_gamma_p(double a, double x) {
    g_return_val_if_fail(a > 0, NAN);
    if (x <= 0)
        return 0;
    return x < a + 1 ? MIN(sum_series(a, x), 1) : 1 - sum_fraction(a, x);
}

double hcp_gamma_q(double a, double x) {
    g_return_val_if_fail(a > 0, NAN);
    if (x <= 0)
        return 1;
    return x < a + 1 ? 1 - MIN(sum_series(a, x), 1) : sum_fraction(a, x);
}

/* Newton's steps for log P, or log Q in the upper half, as a function of t = log x: both are
 * concave, so that from the second step on they come to the root from one side.
 *
 *   d log P / dt = a term / P,  d log Q / dt = -a term / Q */
double hcp_gamma_quantile(double a, double p) {
    g_return_val_if_fail(a > 0 && p >= 0 && p <= 1, NAN);
    if (p == 0 || p == 1)
        return p == 0 ? 0 : INFINITY;
    gboolean lower = p <= 0.5;
    /* P is about x^a / Gamma(a + 1) where x is small. */
    double t = lower && a < 1 ? (log(p) + log_gamma(a + 1)) / a : log(a);
    double change = 0;
    for (int step = 0; step < 200 && exp(t) > DBL_MIN; step++) {
        double x = exp(t), tail = lower ? hcp_gamma_p(a, x) : hcp_gamma_q(a, x);
        if (tail > 0) {
            double slope = a * hcp__gamma_term(a, x) / tail;
            change = (lower ? log(p) - log(tail) : log(tail) - log1p(-p)) / slope;
            change = CLAMP(change, -20, 20);
            t += change;
        } else { /* the first step went too far: half of it back */
            change /= 2;
            t -= change;
        }
        if (fabs(change) <= 4 * DBL_EPSILON * MAX(1, fabs(t)))
            break;
    }
    return exp(t);
}
