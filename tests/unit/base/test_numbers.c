#include "support.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

static gboolean prints_as(double value, const char *expected) {
    char text[HCP__NUMBER_SIZE];
    int length = hcp__format_double(text, value);
    if (strcmp(text, expected) != 0)
        g_printerr("%s, expected %s\n", text, expected);
    return strcmp(text, expected) == 0 && length == (int)strlen(expected);
}

static void doubles_print_as_the_shortest_text(void) {
    CU_ASSERT(prints_as(0, "0"));
    CU_ASSERT(prints_as(-0.0, "0"));
    CU_ASSERT(prints_as(0.1, "0.1"));
    CU_ASSERT(prints_as(-5.5, "-5.5"));
    CU_ASSERT(prints_as(0.1 + 0.2, "0.30000000000000004"));
    CU_ASSERT(prints_as(1e22, "1e+22"));
    CU_ASSERT(prints_as(123456789012345678.0, "1.2345678901234568e+17"));
    CU_ASSERT(prints_as(4.9406564584124654e-324, "5e-324"));
    CU_ASSERT(prints_as(1.0 / 3, "0.3333333333333333"));
}

static void doubles_read_back_equal(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 7, 0);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = hcp__rng_uint64(&rng);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        char text[HCP__NUMBER_SIZE];
        hcp__format_double(text, value);
        if (g_ascii_strtod(text, NULL) != value)
            CU_FAIL("a double did not read back equal");
    }
}

/* GDate counts from year 1; 1970-01-01 is its day 719163. */
static void dates_agree_with_glib(void) {
    for (int32_t days = -700000; days < 2000000; days += 97) {
        int year, month, day;
        hcp__civil_from_days(days, &year, &month, &day);
        CU_ASSERT_EQUAL(hcp__days_from_civil(year, month, day), days);
        if (days + 719163 < 1)
            continue;
        GDate date;
        g_date_clear(&date, 1);
        g_date_set_julian(&date, (guint32)(days + 719163));
        CU_ASSERT_EQUAL(year, g_date_get_year(&date));
        CU_ASSERT_EQUAL(month, (int)g_date_get_month(&date));
        CU_ASSERT_EQUAL(day, g_date_get_day(&date));
    }
}

HCP_TEST_MAIN(HCP_TEST(doubles_print_as_the_shortest_text), HCP_TEST(doubles_read_back_equal),
              HCP_TEST(dates_agree_with_glib))
