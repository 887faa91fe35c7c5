#include "tables.h"

#include <math.h>
#include <string.h>

/* What is written for two columns, a text and a number. */
static char *written(int64_t n, const char *const *texts, const double *numbers) {
    g_autoptr(HcpColumn) text = hcp_test_texts("name", HCP_PRIVACY_NONE, n, texts);
    g_autoptr(HcpColumn) number = hcp_test_numbers("score", HCP_PRIVACY_NONE, n, numbers);
    g_autoptr(HcpTable) table = hcp_table_new("t", n, 2, (HcpColumn *const[]){text, number});
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpRelease) release = hcp_release_table(table, &policy, NULL);
    g_autofree char *path = g_build_filename(hcp_test_folder(), "out.txt", NULL);
    CU_ASSERT(hcp_text_write(release, path, NULL));
    return hcp_test_read(path);
}

static void numbers_stand_right_and_texts_left(void) {
    const char *texts[] = {"Müßig", NULL, "B"};
    const double numbers[] = {0.5, 12, NAN};
    g_autofree char *text = written(3, texts, numbers);
    CU_ASSERT_STRING_EQUAL(text, "name   score\n"
                                 "Müßig    0.5\n"
                                 "          12\n"
                                 "B           \n");
}

static void long_texts_are_cut_to_eighty_columns(void) {
    g_autofree char *length = g_strnfill(200, 'x');
    const char *texts[] = {length};
    const double numbers[] = {1};
    g_autofree char *text = written(1, texts, numbers);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    CU_ASSERT_EQUAL(g_utf8_strlen(lines[1], -1), 80);
    CU_ASSERT_PTR_NOT_NULL(strstr(lines[1], "x\u2026"));
}

static void control_characters_do_not_reach_the_terminal(void) {
    const char *texts[] = {"\x1b[31mred"};
    const double numbers[] = {1};
    g_autofree char *text = written(1, texts, numbers);
    CU_ASSERT_PTR_NULL(strchr(text, '\x1b'));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\\x1B[31mred"));
}

HCP_TEST_MAIN(HCP_TEST(numbers_stand_right_and_texts_left),
              HCP_TEST(long_texts_are_cut_to_eighty_columns),
              HCP_TEST(control_characters_do_not_reach_the_terminal))
