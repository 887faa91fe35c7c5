#include "support.h"

#include "base/base_internal.h"
#include <math.h>

/* First outputs of the authors' C code for xoshiro256** from the state {1, 2, 3, 4}. */
static void stream_is_xoshiro256_star_star(void) {
    HcpRng rng = {{1, 2, 3, 4}};
    CU_ASSERT_EQUAL(hcp__rng_uint64(&rng), 11520U);
    CU_ASSERT_EQUAL(hcp__rng_uint64(&rng), 0U);
    CU_ASSERT_EQUAL(hcp__rng_uint64(&rng), 1509978240U);
    CU_ASSERT_EQUAL(hcp__rng_uint64(&rng), 1215971899390074240U);
}

static void streams_of_a_seed_differ(void) {
    HcpRng a, b, c;
    hcp__rng_init(&a, 1, 0);
    hcp__rng_init(&b, 1, 1);
    hcp__rng_init(&c, 1, 0);
    uint64_t first = hcp__rng_uint64(&a);
    CU_ASSERT_NOT_EQUAL(first, hcp__rng_uint64(&b));
    CU_ASSERT_EQUAL(first, hcp__rng_uint64(&c));
}

typedef double (*Draw)(HcpRng *rng, double parameter);

/* Mean and variance of 200,000 draws lie within five standard errors of what they should be. */
static gboolean has_moments(Draw draw, double parameter, double mean, double variance) {
    const int n = 200000;
    HcpRng rng;
    hcp__rng_init(&rng, 42, 0);
    double sum = 0, squares = 0;
    for (int i = 0; i < n; i++) {
        double x = draw(&rng, parameter) - mean;
        sum += x;
        squares += x * x;
    }
    double standard_error = sqrt(variance / n);
    return fabs(sum / n) < 5 * standard_error && fabs(squares / n / variance - 1) < 0.05;
}

static double draw_uniform(HcpRng *rng, double parameter) {
    return parameter * hcp__rng_double(rng);
}

static double draw_normal(HcpRng *rng, double parameter) {
    return parameter * hcp__rng_normal(rng);
}

static double draw_below(HcpRng *rng, double parameter) {
    return (double)hcp__rng_below(rng, (int64_t)parameter);
}

static double draw_poisson(HcpRng *rng, double parameter) {
    return (double)hcp__rng_poisson(rng, parameter);
}

static void draws_have_the_moments_of_their_distribution(void) {
    CU_ASSERT(has_moments(draw_uniform, 1, 0.5, 1.0 / 12));
    CU_ASSERT(has_moments(draw_normal, 2, 0, 4));
    CU_ASSERT(has_moments(draw_below, 7, 3, 4)); /* (n^2 - 1) / 12 */
    CU_ASSERT(has_moments(hcp__rng_gamma, 0.4, 0.4, 0.4));
    CU_ASSERT(has_moments(hcp__rng_gamma, 5, 5, 5));
    CU_ASSERT(has_moments(draw_poisson, 0.7, 0.7, 0.7));
    CU_ASSERT(has_moments(draw_poisson, 90, 90, 90));
}

HCP_TEST_MAIN(HCP_TEST(stream_is_xoshiro256_star_star), HCP_TEST(streams_of_a_seed_differ),
              HCP_TEST(draws_have_the_moments_of_their_distribution))
