#include "support.h"

#include <math.h>

/* Half of the rows expect twice as many. */
static void a_fit_finds_the_rates_of_two_groups(void) {
    const double x[] = {0, 0, 1, 1}, y[] = {3, 5, 10, 6}, offset[] = {0, 0, 0, 0};
    HcpMatrix matrix = {.n_rows = 4, .n_columns = 1, .values = x};
    HcpPoissonOptions options = HCP_POISSON_OPTIONS_INIT;
    g_autoptr(HcpPoisson) poisson = hcp_poisson_fit(&matrix, y, offset, &options, NULL, NULL);
    CU_ASSERT_DOUBLE_EQUAL(exp(poisson->beta[0]), 4, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(exp(poisson->beta[1]), 2, 1e-9);
}

/* A group without events has no finite rate ratio, unless the penalty gives it one. */
static void a_ridge_holds_a_group_without_events(void) {
    const double x[] = {0, 0, 1, 1}, y[] = {3, 5, 0, 0};
    HcpMatrix matrix = {.n_rows = 4, .n_columns = 1, .values = x};
    HcpPoissonOptions options = HCP_POISSON_OPTIONS_INIT;
    options.ridge = 1;
    g_autoptr(HcpPoisson) poisson = hcp_poisson_fit(&matrix, y, NULL, &options, NULL, NULL);
    CU_ASSERT_PTR_NOT_NULL(poisson);
    CU_ASSERT_TRUE(poisson != NULL && poisson->beta[1] < -1 && poisson->beta[1] > -3);
}

static void no_events_are_an_error(void) {
    const double y[] = {0, 0};
    HcpMatrix matrix = {.n_rows = 2};
    HcpPoissonOptions options = HCP_POISSON_OPTIONS_INIT;
    g_autoptr(GError) error = NULL;
    CU_ASSERT_PTR_NULL(hcp_poisson_fit(&matrix, y, NULL, &options, NULL, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "found none"));
}

static void quantiles_undo_the_gamma_function(void) {
    for (double a = 0.05; a < 1e5; a *= 3)
        for (double p = 1e-4; p < 1; p += 0.0999) {
            double x = hcp_gamma_quantile(a, p);
            CU_ASSERT_DOUBLE_EQUAL(hcp_gamma_p(a, x), p, 1e-11);
            CU_ASSERT_DOUBLE_EQUAL(hcp_gamma_p(a, x) + hcp_gamma_q(a, x), 1, 1e-12);
        }
    CU_ASSERT_EQUAL(hcp_gamma_quantile(2, 0), 0);
    CU_ASSERT_TRUE(isinf(hcp_gamma_quantile(2, 1)));
}

/* A count as expected stays at 1; a small one is drawn further to 1 than a large one of the same
 * ratio. */
static void few_events_are_shrunken_more(void) {
    const double count[] = {10, 4, 40, 0}, expected[] = {10, 2, 20, 0.001};
    HcpRatesOptions options = HCP_RATES_OPTIONS_INIT;
    g_autofree HcpRate *rates = hcp_rates_shrink(4, count, expected, NULL, 4, &options);
    CU_ASSERT_DOUBLE_EQUAL(rates[0].mean, 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(rates[1].mean, 8.0 / 6, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(rates[2].mean, 44.0 / 24, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(rates[3].mean, 1, 1e-3); /* nothing known: the prior */
    CU_ASSERT_TRUE(rates[1].high - rates[1].low > rates[2].high - rates[2].low);
    double sum = 0;
    for (int i = 0; i < 4; i++)
        sum += rates[i].p_top;
    CU_ASSERT_DOUBLE_EQUAL(sum / 4, 0.1, 1e-9);
}

/* Who may have had twice as many to send is drawn to 1 the more, and known the less. */
static void a_doubtful_expectation_shrinks_and_widens(void) {
    const double count[] = {60, 60}, expected[] = {20, 20}, doubt[] = {0, 0.25};
    HcpRatesOptions options = HCP_RATES_OPTIONS_INIT;
    g_autofree HcpRate *rates = hcp_rates_shrink(2, count, expected, doubt, 3, &options);
    CU_ASSERT_TRUE(rates[1].mean < rates[0].mean && rates[1].mean > 1);
    CU_ASSERT_TRUE(rates[1].low < rates[0].low);
    CU_ASSERT_TRUE(rates[1].high / rates[1].low > rates[0].high / rates[0].low);
    CU_ASSERT_TRUE(rates[1].p_top < rates[0].p_top);
}

/* Two rows leave a line no freedom: the variance is that of y. */
static void a_line_through_all_points_is_not_taken_for_certain(void) {
    const double x[] = {0, 1}, y[] = {1, 3};
    HcpMatrix matrix = {.n_rows = 2, .n_columns = 1, .values = x};
    g_autoptr(HcpLinear) linear = hcp_linear_fit(&matrix, y, 1e-9, NULL, NULL);
    CU_ASSERT_DOUBLE_EQUAL(linear->beta[1], 2, 1e-6);
    CU_ASSERT_DOUBLE_EQUAL(linear->variance, 2, 1e-9);
}

/* Counts that are exactly as expected vary less than chance: the prior is a point at 1. */
static void no_spread_beyond_chance_gives_the_largest_shape(void) {
    const double count[] = {10, 10, 10, 10};
    CU_ASSERT_TRUE(hcp_rates_fit_shape(4, count, count) > 9e5);
    const double spread[] = {1, 30, 5, 9}, expected[] = {10, 10, 10, 10};
    double shape = hcp_rates_fit_shape(4, spread, expected);
    CU_ASSERT_TRUE(shape > 0.5 && shape < 10);
}

HCP_TEST_MAIN(HCP_TEST(a_fit_finds_the_rates_of_two_groups),
              HCP_TEST(a_ridge_holds_a_group_without_events), HCP_TEST(no_events_are_an_error),
              HCP_TEST(quantiles_undo_the_gamma_function), HCP_TEST(few_events_are_shrunken_more),
              HCP_TEST(a_doubtful_expectation_shrinks_and_widens),
              HCP_TEST(a_line_through_all_points_is_not_taken_for_certain),
              HCP_TEST(no_spread_beyond_chance_gives_the_largest_shape))
