/* Values of R 4.2.2: phyper(x - 1, a, N - a, b, lower.tail = FALSE, log.p = TRUE), and
 * p.adjust(p, "BH", n = 10). */
#include "support.h"

#include <math.h>

static void tails_are_those_of_r(void) {
    static const struct {
        int64_t N, a, b, x;
        double log_p;
    } R[] = {{100, 30, 20, 3, -0.022942340699178065},
             {10, 5, 3, 1, -0.087011376989629713},
             {100000, 20000, 100, 11, -0.0056940383728602099},
             {100000000, 1000, 2000, 50, -345.96041160732779},
             {100000000, 1000000, 400000, 5000, -121.06595391634296}};
    for (gsize i = 0; i < G_N_ELEMENTS(R); i++)
        CU_ASSERT_DOUBLE_EQUAL(hcp_hypergeometric_log_tail(R[i].N, R[i].a, R[i].b, R[i].x),
                               R[i].log_p, 1e-9);
}

static void what_is_certain_or_impossible_is_so(void) {
    CU_ASSERT_EQUAL(hcp_hypergeometric_log_tail(100, 30, 20, 0), 0);
    CU_ASSERT_EQUAL(hcp_hypergeometric_log_tail(10, 8, 7, 5), 0); /* five must be in common */
    CU_ASSERT(hcp_hypergeometric_log_tail(100, 30, 20, 21) < -1e300);
    /* all 20 of 20: 1 / C(40, 20) */
    CU_ASSERT_DOUBLE_EQUAL(hcp_hypergeometric_log_tail(40, 20, 20, 20), -log(137846528820.0), 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(hcp_hypergeometric_log_tail(100000000, 1000000, 400000, 3000), 0, 1e-15);
}

static void rates_are_those_of_r(void) {
    static const double P[] = {.041, .001, .06, .039, .008, .042};
    static const double R[] = {.084, .01, .1, .084, .04, .084};
    double log_p[6], q[6];
    for (int i = 0; i < 6; i++)
        log_p[i] = log(P[i]);
    hcp_false_discovery(6, 10, log_p, q);
    for (int i = 0; i < 6; i++)
        CU_ASSERT_DOUBLE_EQUAL(q[i], R[i], 1e-12);
}

static void rates_are_at_most_one_and_may_vanish(void) {
    const double log_p[] = {-2000, 0, -0.1};
    double q[3];
    hcp_false_discovery(3, 1000000, log_p, q);
    CU_ASSERT_EQUAL(q[0], 0);
    CU_ASSERT_EQUAL(q[1], 1);
    CU_ASSERT_EQUAL(q[2], 1);
}

HCP_TEST_MAIN(HCP_TEST(tails_are_those_of_r), HCP_TEST(what_is_certain_or_impossible_is_so),
              HCP_TEST(rates_are_those_of_r), HCP_TEST(rates_are_at_most_one_and_may_vanish))
