/* ECMA-376 part 1: 18.8.30 (formats), 18.17.4.1 (days), 22.9.2.19 (escapes). */
#include "support.h"
#include "table/xlsx_internal.h"

#include <string.h>

static void references_are_letters_and_digits(void) {
    static const struct {
        const char *text;
        int32_t column;
        int64_t row;
    } good[] = {{"A1", 0, 1}, {"Z9", 25, 9}, {"AA10", 26, 10}, {"XFD1048576", 16383, 1048576}};
    static const char *const bad[] = {"",
                                      "A",
                                      "1",
                                      "a1",
                                      "A0",
                                      "XFE1",
                                      "A1B",
                                      "$A1",
                                      "A 1",
                                      "A1048577",
                                      "A-1",
                                      "AAAAAAAAAAAAAAAAAAAA1",
                                      "A99999999999999999999"};
    int32_t column;
    int64_t row;
    for (gsize i = 0; i < G_N_ELEMENTS(good); i++) {
        CU_ASSERT_TRUE(hcp__xlsx_parse_reference(good[i].text, &column, &row));
        CU_ASSERT_EQUAL(column, good[i].column);
        CU_ASSERT_EQUAL(row, good[i].row);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        CU_ASSERT_FALSE(hcp__xlsx_parse_reference(bad[i], &column, &row));
}

static void formats_of_days_hold_a_letter_of_one(void) {
    static const char *const days[] = {"yyyy-mm-dd", "d/m/yy h:mm",     "[h]:mm",
                                       "[mm]:ss",    "[$-409]mmm\\-yy", "[Red]dd",
                                       "\"on \"d",   "h AM/PM",         "yyyy;@"};
    static const char *const others[] = {"General", "0.00",    "0.00E+00", "\"day\"0", "0\\d",
                                         "[Red]0",  "#,##0_d", "*d0",      "@",        "",
                                         "\"d",     "[h",      "0;d",      "\\"};
    for (gsize i = 0; i < G_N_ELEMENTS(days); i++)
        CU_ASSERT_TRUE(hcp__xlsx_is_date_code(days[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        CU_ASSERT_FALSE(hcp__xlsx_is_date_code(others[i]));
    for (int id = 0; id < 60; id++) {
        gboolean is_day = (id >= 14 && id <= 22) || (id >= 45 && id <= 47);
        gboolean is_east_asian = (id >= 27 && id <= 36) || id >= 50;
        if (!is_east_asian || id > 58)
            CU_ASSERT_EQUAL(hcp__xlsx_is_date_id(id), is_day);
    }
}

static gboolean day_is(double serial, gboolean from_1904, const char *expected) {
    g_autoptr(GString) text = g_string_new(NULL);
    if (!hcp__xlsx_append_day(text, serial, from_1904))
        g_string_assign(text, "none");
    if (!g_str_equal(text->str, expected))
        g_printerr("%f: %s\n", serial, text->str);
    return g_str_equal(text->str, expected);
}

static void days_are_counted_in_two_systems(void) {
    CU_ASSERT_TRUE(day_is(1, FALSE, "1900-01-01"));
    CU_ASSERT_TRUE(day_is(60, FALSE, "1900-02-29"));
    CU_ASSERT_TRUE(day_is(61, FALSE, "1900-03-01"));
    CU_ASSERT_TRUE(day_is(46082.75, FALSE, "2026-03-01 18:00:00"));
    CU_ASSERT_TRUE(day_is(46081.9999999, FALSE, "2026-03-01"));
    CU_ASSERT_TRUE(day_is(0.5, FALSE, "12:00:00"));
    CU_ASSERT_TRUE(day_is(1, TRUE, "1904-01-02"));
    CU_ASSERT_TRUE(day_is(44620, TRUE, "2026-03-01"));
    CU_ASSERT_TRUE(day_is(2958465, FALSE, "9999-12-31"));
    CU_ASSERT_TRUE(day_is(2957003, TRUE, "9999-12-31"));
    CU_ASSERT_TRUE(day_is(2957004, TRUE, "none"));
    CU_ASSERT_TRUE(day_is(2958466, FALSE, "none"));
    CU_ASSERT_TRUE(day_is(-0.5, FALSE, "none"));
}

static gboolean number_is(const char *number, const char *expected) {
    g_autoptr(GString) text = g_string_new(NULL);
    hcp__xlsx_append_number(text, number, strlen(number));
    if (!g_str_equal(text->str, expected))
        g_printerr("%s: %s\n", number, text->str);
    return g_str_equal(text->str, expected);
}

static void numbers_lose_their_noise(void) {
    CU_ASSERT_TRUE(number_is("37", "37"));
    CU_ASSERT_TRUE(number_is("1.1000000000000001", "1.1"));
    CU_ASSERT_TRUE(number_is("1.2345678901234E+15", "1234567890123400"));
    CU_ASSERT_TRUE(number_is("9007199254740991", "9007199254740991"));
    CU_ASSERT_TRUE(number_is("-4.0", "-4"));
    CU_ASSERT_TRUE(number_is("1E-7", "1e-07") || number_is("1E-7", "1e-7"));
    CU_ASSERT_TRUE(number_is("words", "words"));
    CU_ASSERT_TRUE(number_is("", ""));
}

static gboolean unescaped_is(const char *raw, const char *expected) {
    g_autoptr(GString) text = g_string_new("_x0041_");
    g_string_append(text, raw);
    hcp__xlsx_unescape(text, 7);
    return g_str_has_prefix(text->str, "_x0041_") && g_str_equal(text->str + 7, expected) &&
           text->len == 7 + strlen(expected);
}

static void escapes_stand_for_characters(void) {
    CU_ASSERT_TRUE(unescaped_is("a_x000D_\n", "a\r\n"));
    CU_ASSERT_TRUE(unescaped_is("_x00e9__x4E2d_", "\xC3\xA9\xE4\xB8\xAD"));
    CU_ASSERT_TRUE(unescaped_is("_x005F_x0041_", "_x0041_"));
    CU_ASSERT_TRUE(unescaped_is("_x0000__xD800__x12_ _x", "_x0000__xD800__x12_ _x"));
}

HCP_TEST_MAIN(HCP_TEST(references_are_letters_and_digits),
              HCP_TEST(formats_of_days_hold_a_letter_of_one),
              HCP_TEST(days_are_counted_in_two_systems), HCP_TEST(numbers_lose_their_noise),
              HCP_TEST(escapes_stand_for_characters))
