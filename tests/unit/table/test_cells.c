/* Single cells: counts, numbers, flags, dates. */
#include "base/base_internal.h"
#include "support.h"
#include "table/table_internal.h"

#include <math.h>
#include <string.h>

static int64_t count_of(const char *text) {
    int64_t value;
    return hcp__parse_count(text, strlen(text), &value) ? value : -1;
}

static double number_of(const char *text) {
    double value;
    return hcp__parse_number(text, strlen(text), &value) ? value : NAN;
}

static int flag_of(const char *text) {
    gboolean value;
    return hcp__parse_flag(text, strlen(text), &value) ? value : -1;
}

/* As yyyy-mm-dd, or "-". */
static const char *date_of(const char *text, gboolean month_first) {
    static char shown[HCP__NUMBER_SIZE];
    int32_t days;
    if (!hcp__parse_date(text, strlen(text), month_first, &days))
        return "-";
    hcp__format_date(shown, days);
    return shown;
}

static void counts_are_whole_and_not_negative(void) {
    CU_ASSERT_EQUAL(count_of("0"), 0);
    CU_ASSERT_EQUAL(count_of("0037"), 37);
    CU_ASSERT_EQUAL(count_of("37.0"), 37);
    CU_ASSERT_EQUAL(count_of("37.00"), 37);
    CU_ASSERT_EQUAL(count_of("999999999999999999"), 999999999999999999);
    static const char *const wrong[] = {
        "",   "-1",  "+1",  "1.5", "37.", ".0",   "1e3",
        "1,", "0x1", "1 2", "x",   "NaN", "1.0x", "1000000000000000000"};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
        CU_ASSERT_EQUAL(count_of(wrong[i]), -1);
}

static void numbers_are_the_nearest_double(void) {
    static const char *const texts[] = {"0",
                                        "1",
                                        "-1.5",
                                        "+2.25",
                                        ".5",
                                        "5.",
                                        "1e3",
                                        "1.5E-7",
                                        "0.1",
                                        "123456.789",
                                        "1e308",
                                        "5e-324",
                                        "0.3",
                                        "2.2250738585072014e-308",
                                        "123456789012345678901234567890",
                                        "0.000000000000001",
                                        "9007199254740993",
                                        "1.7976931348623157e308"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        CU_ASSERT_EQUAL(number_of(texts[i]), g_ascii_strtod(texts[i], NULL));
    static const char *const wrong[] = {"",  ".",   "-",   "1,5",  "1.5.2", "e3",  "1e",
                                        "x", "nan", "inf", "0x10", "1e999", "1 2", "--1"};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
        CU_ASSERT(isnan(number_of(wrong[i])));
}

static void flags_come_in_six_languages(void) {
    static const char *const yes[] = {"1",    "true", "YES",  "ja",          "J",
                                      "oui",  "vrai", "Y",    "s\xC3\xA4nt", "S\xC3\x84NT",
                                      "WAAR", "VRAI", "SANT", "Wahr"};
    static const char *const no[] = {"0", "False",  "no",     "nee",  "nej",    "NON",   "faux",
                                     "N", "falskt", "ONWAAR", "FAUX", "FALSKT", "falsch"};
    for (gsize i = 0; i < G_N_ELEMENTS(yes); i++)
        CU_ASSERT_EQUAL(flag_of(yes[i]), 1);
    for (gsize i = 0; i < G_N_ELEMENTS(no); i++)
        CU_ASSERT_EQUAL(flag_of(no[i]), 0);
    CU_ASSERT_EQUAL(flag_of("2"), -1);
    CU_ASSERT_EQUAL(flag_of("yess"), -1);
    CU_ASSERT_EQUAL(flag_of(""), -1);
}

static void dates_come_in_fixed_forms(void) {
    static const char *const forms[] = {"2026-03-04",
                                        "20260304",
                                        "2026/03/04",
                                        "04/03/2026",
                                        "4/3/2026",
                                        "04.03.2026",
                                        "04-03-2026",
                                        "2026-03-04T23:59:59",
                                        "2026-03-04T23:59:59.000Z",
                                        "2026-03-04T10:00:00+0000",
                                        "2026-03-04 10:00",
                                        "2026-03-04T10:00:00+02:00",
                                        "04/03/2026 9:30",
                                        "2026-03-04 10:00:00,123",
                                        "4/3/2026, 3:45 PM",
                                        "04/03/2026 11:45:10am"};
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        CU_ASSERT_STRING_EQUAL(date_of(forms[i], FALSE), "2026-03-04");
}

static void the_month_comes_first_only_when_it_is_said(void) {
    CU_ASSERT_STRING_EQUAL(date_of("03/04/2026", FALSE), "2026-04-03");
    CU_ASSERT_STRING_EQUAL(date_of("03/04/2026", TRUE), "2026-03-04");
    CU_ASSERT_STRING_EQUAL(date_of("03-04-2026", TRUE), "2026-03-04");
    CU_ASSERT_STRING_EQUAL(date_of("03.04.2026", TRUE), "2026-04-03");
    CU_ASSERT_STRING_EQUAL(date_of("2026-03-04", TRUE), "2026-03-04");
    CU_ASSERT_STRING_EQUAL(date_of("12/31/2026", FALSE), "-");
}

static void days_that_are_in_no_calendar_are_no_dates(void) {
    static const char *const wrong[] = {"",
                                        "2026",
                                        "2026-03",
                                        "2026-13-01",
                                        "2026-00-01",
                                        "2026-02-29",
                                        "1900-02-29",
                                        "2026-04-31",
                                        "2026-03-00",
                                        "2026-3-4",
                                        "26-03-04",
                                        "2026-03/04",
                                        "4/3-2026",
                                        "2026-03-04x",
                                        "2026-03-04T",
                                        "2026-03-04T25:00",
                                        "2026-03-04T10:60",
                                        "2026-03-04T10:00:61",
                                        "2026030",
                                        "202603041",
                                        "4/3/26",
                                        "0000-01-01",
                                        "2026-03-04T10:00+99",
                                        "March 4, 2026"};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
        CU_ASSERT_STRING_EQUAL(date_of(wrong[i], FALSE), "-");
    CU_ASSERT_STRING_EQUAL(date_of("2000-02-29", FALSE), "2000-02-29");
}

HCP_TEST_MAIN(HCP_TEST(counts_are_whole_and_not_negative), HCP_TEST(numbers_are_the_nearest_double),
              HCP_TEST(flags_come_in_six_languages), HCP_TEST(dates_come_in_fixed_forms),
              HCP_TEST(the_month_comes_first_only_when_it_is_said),
              HCP_TEST(days_that_are_in_no_calendar_are_no_dates))
