/* Text on its way out: escapes, labels, tokens. */
#include "exchange/graphml_internal.h"
#include "tables.h"

#include <math.h>

static void check(char *got, const char *expected) {
    CU_ASSERT_STRING_EQUAL(got, expected);
    g_free(got);
}

static void cleaned_text_has_no_controls_and_stands_on_one_line(void) {
    check(hcp__text_clean("  a\x01"
                          "b\x7F\xC2\x85"
                          "c\tz\r\n1  "),
          "abc z 1");
    check(hcp__text_clean("\xE2\x80\xAE"
                          "evil\xE2\x80\xAC \xE2\x81\xA6x"),
          "evil x");
    check(hcp__text_clean("\xEF\xBF\xBE\xEF\xBF\xBF"
                          "a"),
          "a");
    check(hcp__text_clean("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"); /* surrogate */
    check(hcp__text_clean("\xF0\x9D\x94\xB8"), "\xF0\x9D\x94\xB8");
}

static void ids_become_tokens_and_no_two_the_same(void) {
    check(hcp__text_to_nmtoken("P0001"), "P0001");
    check(hcp__text_to_nmtoken("a.b:c-d_e"), "a.b:c-d_e");
    check(hcp__text_to_nmtoken("a b"), "a_x20_b");
    check(hcp__text_to_nmtoken("a_x20_b"), "a_x5F_x20_b");
    check(hcp__text_to_nmtoken("\xC3\xBC"), "_xC3__xBC_");
    check(hcp__text_to_nmtoken("\xFF\"<"), "_xFF__x22__x3C_");
}

static void words_in_capitals_get_title_case(void) {
    check(hcp__text_to_title_case("INFECTIOUS DISEASE"), "Infectious Disease");
    check(hcp__text_to_title_case("CARDIO-THORACIC (O'HARA)"), "Cardio-Thoracic (O'Hara)");
    check(hcp__text_to_title_case("\xC3\x89MILE d'ARC Mc"), "\xC3\x89mile d'Arc Mc");
    check(hcp__text_to_title_case("A 1 B2"), "A 1 B2");
}

static void labels_read_as_people_write_them(void) {
    check(hcp__text_to_label("M\xC3\xBC\xC3\x9Fig, Jos\xC3\xA9", TRUE),
          "Jos\xC3\xA9 M\xC3\xBC\xC3\x9Fig");
    check(hcp__text_to_label("Clinic, Ghent", FALSE), "Clinic Ghent");
    check(hcp__text_to_label("a|b; c,, d", TRUE), "a b c d");
    check(hcp__text_to_label(" , ", TRUE), "");
}

static void values_that_clients_would_change_are_changed_by_us(void) {
    check(hcp__graphml_make_text("INFUSION CENTER", FALSE), "Infusion Center");
    check(hcp__graphml_make_text("xINFy", FALSE), "xInfy");
    check(hcp__graphml_make_text("NULL", FALSE), "(NULL)");
    check(hcp__graphml_make_text("<a href=\"x\">&", FALSE), "&lt;a href=&quot;x&quot;&gt;&amp;");
    CU_ASSERT_PTR_NULL(hcp__graphml_make_text(" \x02\t", FALSE));
}

static char *write_json(const char *text) {
    HcpOutput *output = hcp__output_open_memory();
    HcpJson json;
    hcp__json_init(&json, output, FALSE);
    hcp__json_begin(&json, '[');
    hcp__json_string(&json, text);
    hcp__json_end(&json, ']');
    return hcp__output_take_text(output, NULL);
}

static void json_texts_are_safe_in_a_page(void) {
    check(write_json("</script><!--"), "[\"\\u003c/script>\\u003c!--\"]");
    check(write_json("a\"b\\c\nd\te\x01"), "[\"a\\\"b\\\\c\\nd\\u0009e\\u0001\"]");
    check(write_json("\xE2\x80\xA8\xE2\x80\xA9"), "[\"\\u2028\\u2029\"]");
    check(write_json("\xFFz"), "[\"\xEF\xBF\xBDz\"]");
    check(write_json(NULL), "[null]");
}

static void json_nests_and_separates(void) {
    HcpOutput *output = hcp__output_open_memory();
    HcpJson json;
    hcp__json_init(&json, output, FALSE);
    hcp__json_begin(&json, '{');
    hcp__json_key(&json, "a");
    hcp__json_begin(&json, '[');
    hcp__json_int64(&json, -1);
    hcp__json_double(&json, 0.1 + 0.2);
    hcp__json_double(&json, (double)INFINITY);
    hcp__json_bool(&json, TRUE);
    hcp__json_begin(&json, '{');
    hcp__json_end(&json, '}');
    hcp__json_end(&json, ']');
    hcp__json_member(&json, "b", "c");
    hcp__json_end(&json, '}');
    check(hcp__output_take_text(output, NULL),
          "{\"a\":[-1,0.30000000000000004,null,true,{}],\"b\":\"c\"}");
}

HCP_TEST_MAIN(HCP_TEST(cleaned_text_has_no_controls_and_stands_on_one_line),
              HCP_TEST(ids_become_tokens_and_no_two_the_same),
              HCP_TEST(words_in_capitals_get_title_case),
              HCP_TEST(labels_read_as_people_write_them),
              HCP_TEST(values_that_clients_would_change_are_changed_by_us),
              HCP_TEST(json_texts_are_safe_in_a_page), HCP_TEST(json_nests_and_separates))
