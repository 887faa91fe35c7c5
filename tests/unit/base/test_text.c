#include "support.h"

#include "base/base_internal.h"
#include <math.h>

static gboolean shows(const char *text, gssize length, const char *expected) {
    g_autofree char *shown = hcp__text_for_message(text, length, 20);
    return g_strcmp0(shown, expected) == 0;
}

static void messages_hold_nothing_that_a_terminal_obeys(void) {
    CU_ASSERT(shows("Müßig", -1, "Müßig"));
    CU_ASSERT(shows("\x1b[31m", -1, "\\x1B[31m"));
    CU_ASSERT(shows("a\nb", -1, "a\\x0Ab"));
    CU_ASSERT(shows("a\0b", 3, "a\\x00b"));
    CU_ASSERT(shows("\xff\xc3", -1, "\\xFF\\xC3"));
    CU_ASSERT(shows("\xe2\x80\xae"
                    "x",
                    -1, "U+202Ex"));
    CU_ASSERT(shows("123456789012345678901", -1, "12345678901234567890..."));
}

static void near_words_are_suggested_and_far_ones_are_not(void) {
    const char *words[] = {"referrals", "physicians", "visits"};
    CU_ASSERT_STRING_EQUAL(hcp__nearest_word("referal", words, 3), "referrals");
    CU_ASSERT_STRING_EQUAL(hcp__nearest_word("Visits", words, 3), "visits");
    CU_ASSERT_PTR_NULL(hcp__nearest_word("sales", words, 3));
    CU_ASSERT_PTR_NULL(hcp__nearest_word("x", words, 3));
}

static void top_k_goes_by_value_then_row_and_leaves_nan_out(void) {
    const double value[] = {1, NAN, 5, 3, 5, 0};
    int32_t row[6];
    CU_ASSERT_EQUAL(hcp__top_k(6, value, 3, row), 3);
    CU_ASSERT(row[0] == 2 && row[1] == 4 && row[2] == 3);
    CU_ASSERT_EQUAL(hcp__top_k(6, value, 6, row), 5);
    CU_ASSERT(row[4] == 5);
    CU_ASSERT_EQUAL(hcp__top_k(6, value, 0, row), 0);
}

static void huge_arrays_are_refused_not_overflowed(void) {
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp__array_new(G_MAXINT64, 16, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_LIMIT, "not enough memory"));
    g_autofree uint8_t *large = hcp__array_new(8 << 20, 1, NULL);
    CU_ASSERT(large != NULL && large[(8 << 20) - 1] == 0);
}

HCP_TEST_MAIN(HCP_TEST(messages_hold_nothing_that_a_terminal_obeys),
              HCP_TEST(near_words_are_suggested_and_far_ones_are_not),
              HCP_TEST(top_k_goes_by_value_then_row_and_leaves_nan_out),
              HCP_TEST(huge_arrays_are_refused_not_overflowed))
