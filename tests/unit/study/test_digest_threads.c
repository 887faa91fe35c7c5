/* Digests of inputs that a thread of their own computes, or the caller's. */
#include "study/dataset_internal.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

static void clear_input(void *data) {
    HcpInput *input = data;
    g_free(input->file);
    g_free(input->sha256);
}

static GArray *name_inputs(gsize n, const char *const *names) {
    GArray *inputs = g_array_new(FALSE, FALSE, sizeof(HcpInput));
    g_array_set_clear_func(inputs, clear_input);
    for (gsize k = 0; k < n; k++) {
        HcpInput input = {.file = g_strdup(names[k])};
        g_array_append_val(inputs, input);
    }
    return inputs;
}

static HcpRun *run_on(int n_threads) {
    HcpRun *run = hcp_run_new();
    hcp_run_set_threads(run, n_threads);
    return run;
}

static void each_input_has_the_digest_of_its_bytes(void) {
    g_autofree char *large = g_strnfill(1000000, 'a');
    g_auto(GStrv) paths = g_new0(char *, 4);
    paths[0] = hcp_test_file("abc", "abc");
    paths[1] = hcp_test_file("empty", "");
    paths[2] = hcp_test_file("large", large);
    static const char *const names[] = {"abc", "empty", "large"};
    /* FIPS 180-2, appendix B.1 and B.3; the second as sha256sum (coreutils 9.1) has it. */
    static const char *const expected[] = {
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"};
    static const int64_t bytes[] = {3, 0, 1000000};
    for (int n_threads = 1; n_threads <= 2; n_threads++) {
        g_autoptr(GArray) inputs = name_inputs(3, names);
        g_autoptr(HcpRun) run = run_on(n_threads);
        HcpDigests *digests = hcp__digests_start(inputs, (const char *const *)paths, run, NULL);
        CU_ASSERT_TRUE(digests != NULL && hcp__digests_finish(digests, run, NULL));
        hcp__digests_free(digests);
        for (guint k = 0; k < inputs->len; k++) {
            const HcpInput *input = &g_array_index(inputs, HcpInput, k);
            CU_ASSERT_EQUAL(input->bytes, bytes[k]);
            CU_ASSERT_EQUAL(g_strcmp0(input->sha256, expected[k]), 0);
        }
    }
}

static void what_cannot_be_read_is_told_before_anything_is(void) {
    g_autofree char *missing = g_build_filename(hcp_test_folder(), "missing.csv", NULL);
    const char *const paths[] = {missing, hcp_test_folder(), "/dev/null"};
    static const char *const says[] = {"shown.csv: No such file", "shown.csv: Is a directory",
                                       "shown.csv: expected a file that can be read twice"};
    static const char *const name = "shown.csv";
    g_autoptr(HcpRun) run = run_on(2);
    for (gsize k = 0; k < G_N_ELEMENTS(paths); k++) {
        g_autoptr(GArray) inputs = name_inputs(1, &name);
        GError *error = NULL;
        const char *const path[] = {paths[k], NULL};
        CU_ASSERT_PTR_NULL(hcp__digests_start(inputs, path, run, &error));
        CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_FILE, says[k]));
    }
}

static void a_file_that_goes_away_is_told_at_the_end(void) {
    static const char *const name = "gone.csv";
    g_autofree char *path = hcp_test_file(name, "a,b\n");
    const char *const paths[] = {path, NULL};
    g_autoptr(GArray) inputs = name_inputs(1, &name);
    g_autoptr(HcpRun) run = run_on(1);
    HcpDigests *digests = hcp__digests_start(inputs, paths, run, NULL);
    CU_ASSERT_PTR_NOT_NULL(digests);
    g_remove(path);
    GError *error = NULL;
    CU_ASSERT_FALSE(digests != NULL && hcp__digests_finish(digests, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_FILE, "gone.csv: No such file"));
    hcp__digests_free(digests);
}

static gboolean always(void *data) {
    (void)data;
    return TRUE;
}

static void digests_stop_when_the_caller_cancels_or_frees_them(void) {
    g_autofree char *text = g_strnfill(8 << 20, 'a');
    g_autofree char *path = hcp_test_file("long", text);
    const char *const paths[] = {path, NULL};
    static const char *const name = "long";
    for (int n_threads = 1; n_threads <= 2; n_threads++) {
        g_autoptr(GArray) inputs = name_inputs(1, &name);
        g_autoptr(HcpRun) run = run_on(n_threads);
        hcp__digests_free(hcp__digests_start(inputs, paths, run, NULL));
        hcp_run_set_cancel(run, always, NULL);
        HcpDigests *digests = hcp__digests_start(inputs, paths, run, NULL);
        GError *error = NULL;
        CU_ASSERT_FALSE(digests != NULL && hcp__digests_finish(digests, run, &error));
        CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
        hcp__digests_free(digests);
        CU_ASSERT_TRUE(n_threads > 1 || g_array_index(inputs, HcpInput, 0).sha256 == NULL);
    }
}

HCP_TEST_MAIN(HCP_TEST(each_input_has_the_digest_of_its_bytes),
              HCP_TEST(what_cannot_be_read_is_told_before_anything_is),
              HCP_TEST(a_file_that_goes_away_is_told_at_the_end),
              HCP_TEST(digests_stop_when_the_caller_cancels_or_frees_them))
