/* Where UTF-8 ends, and that no cut between what threads look at hides it. */
#include "base/base_internal.h"
#include "support.h"
#include "table/text_source.h"

#include <glib/gstdio.h>
#include <string.h>

enum { CUT = 64 * 1024, SIZE = CUT + 200 };

static gsize measure(const char *text) {
    return hcp__utf8_measure(text, strlen(text));
}

static void utf8_ends_before_what_is_none(void) {
    CU_ASSERT_EQUAL(measure(""), 0);
    CU_ASSERT_EQUAL(measure("Andr\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80!"), 16);
    CU_ASSERT_EQUAL(measure("Andr\xC3"), 4);
    CU_ASSERT_EQUAL(measure("Andr\xE9 and more than a window of sixty-four bytes that are ASCII"),
                    4);
    CU_ASSERT_EQUAL(measure("a\xA9"), 1);
    CU_ASSERT_EQUAL(measure("a\xC0\xAF"), 1);         /* longer than it need be */
    CU_ASSERT_EQUAL(measure("a\xED\xA0\x80"), 1);     /* a surrogate */
    CU_ASSERT_EQUAL(measure("a\xF4\x90\x80\x80"), 1); /* beyond U+10FFFF */
    CU_ASSERT_EQUAL(hcp__utf8_measure("a\0\xC3\xA9", 4), 4);
}

static gboolean is_utf8(const char *bytes, gsize n) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "data.csv", NULL);
    g_autoptr(HcpRun) run = hcp_run_new();
    (void)g_remove(path);
    g_assert(g_file_set_contents(path, bytes, (gssize)n, NULL));
    g_autoptr(HcpByteSource) source = hcp__byte_source_open(path, "data.csv", NULL);
    gboolean answer = FALSE;
    CU_ASSERT(hcp__byte_source_is_plain(source));
    CU_ASSERT(hcp__utf8_look_through(source, run, &answer, NULL));
    return answer;
}

/* Letters, with `bytes` at that place. */
static gboolean is_utf8_with(const char *bytes, gsize at) {
    g_autofree char *text = g_strnfill(SIZE, 'a');
    memcpy(text + at, bytes, strlen(bytes));
    return is_utf8(text, SIZE);
}

static void a_cut_hides_nothing(void) {
    static const char *const good[] = {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                       "\xF0\x9F\x98\x80\xE2\x82\xAC\xC3\xA9"};
    static const char *const bad[] = {"\xA9",
                                      "\xC3",
                                      "\xE2\x82",
                                      "\xF0\x9F\x98",
                                      "\xC3\xA9\xA9",
                                      "\xF0\x9F\x98\x80\x80",
                                      "\xE2\x82\xAC\xE2\x82",
                                      "\x80\x80\x80\x80",
                                      "\xC0\xAF",
                                      "\xFF"};
    for (gsize at = CUT - 12; at < CUT + 4; at++) {
        for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
            CU_ASSERT(is_utf8_with(good[i], at));
        for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
            CU_ASSERT_FALSE(is_utf8_with(bad[i], at));
    }
}

static void a_sign_may_end_a_file_but_not_be_cut_by_it(void) {
    CU_ASSERT(is_utf8_with("\xE2\x82\xAC", SIZE - 3));
    CU_ASSERT_FALSE(is_utf8_with("\xE2\x82", SIZE - 2));
    CU_ASSERT_FALSE(is_utf8_with("\xF0", SIZE - 1));
    CU_ASSERT(is_utf8("x", 1));
}

HCP_TEST_MAIN(HCP_TEST(utf8_ends_before_what_is_none), HCP_TEST(a_cut_hides_nothing),
              HCP_TEST(a_sign_may_end_a_file_but_not_be_cut_by_it))
