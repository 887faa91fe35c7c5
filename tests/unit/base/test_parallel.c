#include "support.h"

#include "base/base_internal.h"

static void add_one(int64_t first, int64_t last, void *data) {
    for (int64_t i = first; i < last; i++)
        ((int *)data)[i]++;
}

static void every_item_is_done_once_on_any_number_of_threads(void) {
    for (int threads = 1; threads <= 5; threads += 2) {
        g_autoptr(HcpRun) run = hcp_run_new();
        hcp_run_set_threads(run, threads);
        g_autofree int *done = g_new0(int, 10007);
        CU_ASSERT(hcp__parallel_for(run, 10007, 64, add_one, done, NULL));
        for (int i = 0; i < 10007; i++)
            if (done[i] != 1)
                CU_FAIL("an item was left out or done twice");
    }
}

static void nothing_to_do_is_no_error(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    CU_ASSERT(hcp__parallel_for(run, 0, 64, add_one, NULL, NULL));
}

static gboolean always(void *data) {
    (void)data;
    return TRUE;
}

static void cancelling_stops_the_loop(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, 2);
    hcp_run_set_cancel(run, always, NULL);
    g_autofree int *done = g_new0(int, 1000);
    GError *error = NULL;
    CU_ASSERT(!hcp__parallel_for(run, 1000, 1, add_one, done, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
}

HCP_TEST_MAIN(HCP_TEST(every_item_is_done_once_on_any_number_of_threads),
              HCP_TEST(nothing_to_do_is_no_error), HCP_TEST(cancelling_stops_the_loop))
