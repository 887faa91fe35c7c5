#include "support.h"

#include "base/base_internal.h"
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static char *folder;

static void remove_folder(void) {
    g_autofree char *quoted = g_shell_quote(folder);
    g_autofree char *command = g_strdup_printf("rm -rf -- %s", quoted);
    if (system(command) != 0)
        g_printerr("left behind: %s\n", folder);
    g_clear_pointer(&folder, g_free);
}

const char *hcp_test_folder(void) {
    if (folder == NULL) {
        folder = g_dir_make_tmp("hcpnet-test-XXXXXX", NULL);
        g_assert(folder != NULL);
        atexit(remove_folder);
    }
    return folder;
}

char *hcp_test_file(const char *name, const char *content) {
    char *path = g_build_filename(hcp_test_folder(), name, NULL);
    g_assert(g_file_set_contents(path, content, -1, NULL));
    return path;
}

char *hcp_test_graph(const char *name) {
    return g_build_filename(HCPNET_TEST_GRAPHS, name, NULL);
}

gboolean hcp_test_error_is(GError **error, HcpError code, const char *text) {
    gboolean fits =
        g_error_matches(*error, HCP_ERROR, (int)code) && strstr((*error)->message, text) != NULL;
    if (!fits)
        g_printerr("error: %s\n", *error != NULL ? (*error)->message : "(none)");
    g_clear_error(error);
    return fits;
}

int hcp_test_run(int argc, char **argv, CU_TestInfo *tests) {
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    CU_initialize_registry();
    CU_SuiteInfo suites[] = {{"", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    CU_register_suites(suites);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    if (argc > 1)
        CU_basic_run_test(CU_get_suite(""), CU_get_test(CU_get_suite(""), argv[1]));
    else
        CU_basic_run_tests();
    gboolean good = CU_get_number_of_failures() == 0 && CU_get_number_of_tests_run() > 0;
    CU_cleanup_registry();
    return good ? 0 : 1;
}
