#include "base/base_internal.h"
#include "support.h"

#include <string.h>

static void check(double value, const char *expected) {
    char text[HCP__NUMBER_SIZE];
    int length = hcp__format_for_people(text, value);
    CU_ASSERT_STRING_EQUAL(text, expected);
    CU_ASSERT_EQUAL(length, (int)strlen(expected));
}

static void whole_numbers_have_commas_between_thousands(void) {
    check(0, "0");
    check(7, "7");
    check(999, "999");
    check(1000, "1,000");
    check(-1234567, "-1,234,567");
    check(-123, "-123");
    check(999999999999999, "999,999,999,999,999");
}

static void other_numbers_have_three_significant_digits(void) {
    check(0.5, "0.5");
    check(0.012345, "0.0123");
    check(1.005, "1");
    check(12.345, "12.3");
    check(123.45, "123");
    check(999.7, "1,000");
    check(12345.6, "12,346");
    check(-0.25, "-0.25");
}

static void tiny_numbers_have_an_exponent(void) {
    check(8.404e-06, "8.40e-06");
}

HCP_TEST_MAIN(HCP_TEST(whole_numbers_have_commas_between_thousands),
              HCP_TEST(other_numbers_have_three_significant_digits),
              HCP_TEST(tiny_numbers_have_an_exponent))
