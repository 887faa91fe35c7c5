#include <hcpnet/error.h>
#include <hcpnet/run.h>

struct HcpRun {
    uint64_t seed;
    int threads;
    HcpProgressFunc progress;
    void *progress_data;
    HcpCancelFunc cancel;
    void *cancel_data;
};

HcpRun *hcp_run_new(void) {
    HcpRun *run = g_new0(HcpRun, 1);
    run->seed = 1;
    run->threads = (int)g_get_num_processors();
    return run;
}

void hcp_run_free(HcpRun *run) {
    g_free(run);
}

void hcp_run_set_seed(HcpRun *run, uint64_t seed) {
    run->seed = seed;
}

uint64_t hcp_run_get_seed(const HcpRun *run) {
    return run->seed;
}

void hcp_run_set_threads(HcpRun *run, int threads) {
    g_return_if_fail(threads >= 1);
    run->threads = threads;
}

int hcp_run_get_threads(const HcpRun *run) {
    return run->threads;
}

void hcp_run_set_progress(HcpRun *run, HcpProgressFunc progress, void *data) {
    run->progress = progress;
    run->progress_data = data;
}

void hcp_run_set_cancel(HcpRun *run, HcpCancelFunc cancel, void *data) {
    run->cancel = cancel;
    run->cancel_data = data;
}

void hcp_run_report(const HcpRun *run, const char *stage, double fraction) {
    hcp_run_report_rows(run, stage, fraction, 0);
}

void hcp_run_report_rows(const HcpRun *run, const char *stage, double fraction, int64_t n_rows) {
    if (run->progress != NULL)
        run->progress(stage, fraction, n_rows, run->progress_data);
}

gboolean hcp_run_check(const HcpRun *run, GError **error) {
    if (run->cancel == NULL || !run->cancel(run->cancel_data))
        return TRUE;
    g_set_error_literal(error, HCP_ERROR, HCP_ERROR_CANCELLED, "cancelled");
    return FALSE;
}
