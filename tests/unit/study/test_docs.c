/* docs/STUDY.md lists every setting in the order, and with the words, of the one list in code. */
#include "support.h"

#include <string.h>

static void the_page_lists_every_setting(void) {
    g_autofree char *path = hcp_test_graph("../docs/STUDY.md");
    g_autofree char *text = NULL;
    CU_ASSERT_TRUE(g_file_get_contents(path, &text, NULL, NULL));
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    g_autoptr(GString) rows = g_string_new(NULL);
    for (gsize i = 0; i < n; i++)
        g_string_append_printf(rows, "| %s | %s | %s | %s |\n", settings[i].group, settings[i].key,
                               settings[i].fallback != NULL ? settings[i].fallback : "-",
                               settings[i].doc);
    gboolean listed = text != NULL && strstr(text, rows->str) != NULL;
    CU_ASSERT_TRUE(listed);
    if (!listed)
        g_printerr("The table of settings in docs/STUDY.md must read:\n%s", rows->str);
}

static void the_page_names_every_table(void) {
    g_autofree char *path = hcp_test_graph("../docs/STUDY.md");
    g_autofree char *text = NULL;
    CU_ASSERT_TRUE(g_file_get_contents(path, &text, NULL, NULL));
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++) {
        g_autofree char *group = g_strdup_printf("`[%s]`", schemas[i].name);
        CU_ASSERT_TRUE(text != NULL && strstr(text, group) != NULL);
    }
}

/* The example of the page is a study. */
static void the_example_of_the_page_loads(void) {
    g_autofree char *path = hcp_test_graph("../docs/STUDY.md");
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    CU_ASSERT_TRUE(g_file_get_contents(path, &text, NULL, NULL));
    char *from = text != NULL ? strstr(text, "```ini\n") : NULL;
    char *to = from != NULL ? strstr(from + 7, "```") : NULL;
    if (to == NULL) {
        CU_FAIL("expected an example");
        return;
    }
    *to = '\0';
    g_autofree char *file = hcp_test_file("example.ini", from + 7);
    g_autoptr(HcpStudy) study = hcp_study_load(file, &error);
    CU_ASSERT_PTR_NULL(error);
    CU_ASSERT_TRUE(study != NULL && study->tables->len == 3 &&
                   strcmp(study->brand[0], "BRANDX") == 0);
}

HCP_TEST_MAIN(HCP_TEST(the_page_lists_every_setting), HCP_TEST(the_page_names_every_table),
              HCP_TEST(the_example_of_the_page_loads))
