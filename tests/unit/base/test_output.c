#include "support.h"

#include "base/base_internal.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *read_file(const char *path) {
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

static int count_files(void) {
    g_autoptr(GDir) dir = g_dir_open(hcp_test_folder(), 0, NULL);
    int n = 0;
    while (g_dir_read_name(dir) != NULL)
        n++;
    return n;
}

static void a_file_appears_at_commit(void) {
    g_autofree char *path = hcp_test_file("a.txt", "old");
    HcpOutput *output = hcp__output_open(path, NULL);
    hcp__output_puts(output, "new ");
    hcp__output_double(output, 0.5);
    g_autofree char *before = read_file(path);
    CU_ASSERT_STRING_EQUAL(before, "old");
    CU_ASSERT(hcp__output_commit(output, NULL));
    g_autofree char *after = read_file(path);
    CU_ASSERT_STRING_EQUAL(after, "new 0.5");
    CU_ASSERT_EQUAL(count_files(), 1);
    g_remove(path);
}

static void discarding_leaves_the_old_file_and_no_other(void) {
    g_autofree char *path = hcp_test_file("b.txt", "old");
    HcpOutput *output = hcp__output_open(path, NULL);
    for (int i = 0; i < 100000; i++)
        hcp__output_puts(output, "more than the buffer holds\n");
    hcp__output_discard(output);
    g_autofree char *after = read_file(path);
    CU_ASSERT_STRING_EQUAL(after, "old");
    CU_ASSERT_EQUAL(count_files(), 1);
    g_remove(path);
}

static void a_full_device_is_an_error_and_stays_a_device(void) {
    HcpOutput *output = hcp__output_open("/dev/full", NULL);
    hcp__output_puts(output, "text");
    GError *error = NULL;
    CU_ASSERT(!hcp__output_commit(output, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "/dev/full: cannot be written: "));
    struct stat status;
    CU_ASSERT(stat("/dev/full", &status) == 0 && S_ISCHR(status.st_mode));
}

static void a_missing_folder_is_an_error(void) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "none", "x.txt", NULL);
    GError *error = NULL;
    CU_ASSERT(hcp__output_open(path, &error) == NULL);
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "cannot be written"));
}

static void memory_takes_any_length(void) {
    HcpOutput *output = hcp__output_open_memory();
    for (int i = 0; i < 100000; i++)
        hcp__output_write(output, "12345678", 8);
    gsize length;
    g_autofree char *text = hcp__output_take_text(output, &length);
    CU_ASSERT_EQUAL(length, 800000);
    CU_ASSERT_EQUAL(strlen(text), 800000);
}

HCP_TEST_MAIN(HCP_TEST(a_file_appears_at_commit),
              HCP_TEST(discarding_leaves_the_old_file_and_no_other),
              HCP_TEST(a_full_device_is_an_error_and_stays_a_device),
              HCP_TEST(a_missing_folder_is_an_error), HCP_TEST(memory_takes_any_length))
