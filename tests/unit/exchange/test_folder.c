#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static char *in_folder(const char *name) {
    return g_build_filename(hcp_test_folder(), name, NULL);
}

static void write_file(const HcpFolder *folder, const char *name, const char *text) {
    g_autofree char *path = hcp_folder_file(folder, name);
    CU_ASSERT(g_file_set_contents(path, text, -1, NULL));
}

static gboolean holds(const char *folder, const char *name, const char *text) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *found = NULL;
    return g_file_get_contents(path, &found, NULL, NULL) && strcmp(found, text) == 0;
}

static int count_entries(void) {
    g_autoptr(GDir) dir = g_dir_open(hcp_test_folder(), 0, NULL);
    int n = 0;
    while (g_dir_read_name(dir) != NULL)
        n++;
    return n;
}

static void a_folder_appears_at_commit(void) {
    g_autofree char *path = in_folder("first");
    HcpFolder *folder = hcp_folder_open(path, FALSE, NULL);
    write_file(folder, "a.txt", "a");
    CU_ASSERT_FALSE(g_file_test(path, G_FILE_TEST_EXISTS));
    CU_ASSERT(hcp_folder_commit(folder, NULL));
    CU_ASSERT(holds(path, "a.txt", "a"));
}

static void a_folder_that_is_there_stays_unless_it_is_to_be_replaced(void) {
    g_autofree char *path = in_folder("second");
    HcpFolder *folder = hcp_folder_open(path, FALSE, NULL);
    write_file(folder, "a.txt", "old");
    CU_ASSERT(hcp_folder_commit(folder, NULL));
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_folder_open(path, FALSE, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "is there already"));
    folder = hcp_folder_open(path, TRUE, NULL);
    write_file(folder, "a.txt", "new");
    CU_ASSERT(hcp_folder_commit(folder, NULL));
    CU_ASSERT(holds(path, "a.txt", "new"));
}

static void what_this_program_did_not_write_is_not_deleted(void) {
    g_autofree char *path = in_folder("third");
    HcpFolder *folder = hcp_folder_open(path, FALSE, NULL);
    write_file(folder, "mine.txt", "precious");
    CU_ASSERT(hcp_folder_commit(folder, NULL));
    folder = hcp_folder_open(path, TRUE, NULL);
    write_file(folder, "a.txt", "new");
    GError *error = NULL;
    CU_ASSERT_FALSE(hcp_folder_commit(folder, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "it holds 'mine.txt'"));
    CU_ASSERT(holds(path, "mine.txt", "precious"));
}

static void discarding_leaves_nothing(void) {
    g_autofree char *path = in_folder("fourth");
    int before = count_entries();
    HcpFolder *folder = hcp_folder_open(path, FALSE, NULL);
    write_file(folder, "a.txt", "a");
    CU_ASSERT_EQUAL(count_entries(), before + 1);
    hcp_folder_discard(folder);
    CU_ASSERT_EQUAL(count_entries(), before);
}

static void a_file_is_no_folder(void) {
    g_autofree char *path = hcp_test_file("plain", "text");
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_folder_open(path, TRUE, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "is no directory"));
}

HCP_TEST_MAIN(HCP_TEST(a_folder_appears_at_commit),
              HCP_TEST(a_folder_that_is_there_stays_unless_it_is_to_be_replaced),
              HCP_TEST(what_this_program_did_not_write_is_not_deleted),
              HCP_TEST(discarding_leaves_nothing), HCP_TEST(a_file_is_no_folder))
