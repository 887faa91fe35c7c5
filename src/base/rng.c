#include "base/base_internal.h"

#include <math.h>

static uint64_t rotate_left(uint64_t x, int bits) {
    return (x << bits) | (x >> (64 - bits));
}

/* splitmix64 (Steele, Lea & Flood 2014): fills the state as the authors of xoshiro advise. */
static uint64_t split_mix(uint64_t *x) {
    uint64_t z = *x += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

void hcp__rng_init(HcpRng *rng, uint64_t seed, uint64_t stream) {
    uint64_t x = seed;
    x = split_mix(&x) ^ stream;
    for (int i = 0; i < 4; i++)
        rng->state[i] = split_mix(&x);
}

/* Blackman & Vigna, "Scrambled linear pseudorandom number generators" (2021): xoshiro256**. */
uint64_t hcp__rng_uint64(HcpRng *rng) {
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double hcp__rng_double(HcpRng *rng) {
    return (double)(hcp__rng_uint64(rng) >> 11) * 0x1p-53;
}

/* Rejects the last, incomplete block of n among the 2^64 values. */
int64_t hcp__rng_below(HcpRng *rng, int64_t n) {
    g_return_val_if_fail(n > 0, 0);
    uint64_t size = (uint64_t)n;
    uint64_t first_whole = (0 - size) % size; /* 2^64 mod n */
    uint64_t value;
    do
        value = hcp__rng_uint64(rng);
    while (value < first_whole);
    return (int64_t)(value % size);
}

/* Marsaglia's polar method; the second of each pair is left, so that no state hides here. */
double hcp__rng_normal(HcpRng *rng) {
    double u, v, square;
    do {
        u = 2 * hcp__rng_double(rng) - 1;
        v = 2 * hcp__rng_double(rng) - 1;
        square = u * u + v * v;
    } while (square >= 1 || square == 0);
    return u * sqrt(-2 * log(square) / square);
}

/* Marsaglia & Tsang, ACM TOMS 26 (2000) 363-372; shapes below 1 by their boost u^(1/shape). */
double hcp__rng_gamma(HcpRng *rng, double shape) {
    g_return_val_if_fail(shape > 0, 0);
    if (shape < 1) {
        double boost = pow(1 - hcp__rng_double(rng), 1 / shape);
        return hcp__rng_gamma(rng, shape + 1) * boost;
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = hcp__rng_normal(rng);
        double root = 1 + c * x;
        if (root <= 0)
            continue;
        double v = root * root * root;
        if (log(1 - hcp__rng_double(rng)) < 0.5 * x * x + d - d * v + d * log(v))
            return d * v;
    }
}

/* Counts unit-rate arrivals. Means above 16 are first split by the gamma-binomial reduction of
 * Ahrens & Dieter (1974): the k-th arrival comes at a gamma(k) time, so that the count is k plus
 * the arrivals after it, or a binomial share of the k - 1 before it. */
int64_t hcp__rng_poisson(HcpRng *rng, double mean) {
    int64_t count = 0;
    while (mean > 16) {
        int64_t k = (int64_t)(mean * 7 / 8);
        double arrival = hcp__rng_gamma(rng, (double)k);
        if (arrival > mean) {
            for (int64_t i = 0; i < k - 1; i++)
                count += hcp__rng_double(rng) < mean / arrival;
            return count;
        }
        count += k;
        mean -= arrival;
    }
    for (double product = hcp__rng_double(rng), limit = exp(-mean); product > limit;
         product *= hcp__rng_double(rng))
        count++;
    return count;
}
