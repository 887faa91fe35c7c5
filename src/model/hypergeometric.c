/* The upper tail of the hypergeometric distribution: X marked ones among b drawn from N without
 * putting back, a of the N being marked.
 *
 *   P(X = k) = C(a, k) C(N - a, b - k) / C(N, b)
 *
 * Logarithms of factorials are long doubles: at N = 10^8 they are near 1.7 x 10^9, of which a
 * double would leave six digits of the probability. */
#include <hcpnet/model.h>

#include <math.h>

static long double log_factorial(int64_t n) {
    int sign;
    return lgammal_r((long double)n + 1, &sign); /* lgammal writes a global */
}

static long double log_choose(int64_t n, int64_t k) {
    return log_factorial(n) - log_factorial(k) - log_factorial(n - k);
}

static double log_mass(int64_t N, int64_t a, int64_t b, int64_t k) {
    return (double)(log_choose(a, k) + log_choose(N - a, b - k) - log_choose(N, b));
}

/* Beyond the mean terms fall at least geometrically: what is left out is below the last bit. */
static const double ENOUGH = 1e-18;

/* sum over k = x, x + 1, ... of P(X = k) / P(X = x), by the ratio of neighbours:
 *   P(k + 1) / P(k) = (a - k)(b - k) / ((k + 1)(N - a - b + k + 1)) */
static double sum_upwards(int64_t N, int64_t a, int64_t b, int64_t x) {
    double term = 1, sum = 1;
    for (int64_t k = x; k < MIN(a, b) && term > ENOUGH * sum; k++) {
        term *= (double)(a - k) * (double)(b - k) / ((double)(k + 1) * (double)(N - a - b + k + 1));
        sum += term;
    }
    return sum;
}

/* The same for k = x, x - 1, ... */
static double sum_downwards(int64_t N, int64_t a, int64_t b, int64_t x) {
    double term = 1, sum = 1;
    for (int64_t k = x; k > MAX(0, a + b - N) && term > ENOUGH * sum; k--) {
        term *= (double)k * (double)(N - a - b + k) / ((double)(a - k + 1) * (double)(b - k + 1));
        sum += term;
    }
    return sum;
}

double hcp_hypergeometric_log_tail(int64_t N, int64_t a, int64_t b, int64_t x) {
    g_return_val_if_fail(a >= 0 && b >= 0 && a <= N && b <= N, NAN);
    if (x <= MAX(0, a + b - N))
        return 0;
    if (x > MIN(a, b))
        return -INFINITY;
    if ((double)x > (double)a * (double)b / (double)N)
        return MIN(0, log_mass(N, a, b, x) + log(sum_upwards(N, a, b, x)));
    return log1p(-exp(log_mass(N, a, b, x - 1)) * sum_downwards(N, a, b, x - 1));
}
