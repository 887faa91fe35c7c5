/* HcpRun: how to run, passed to everything that loops over data. Never global. */
#ifndef HCPNET_RUN_H
#define HCPNET_RUN_H

#include <glib.h>
#include <stdint.h>

typedef struct HcpRun HcpRun;

/* Called when `stage` (a few words, such as "betweenness") has done `fraction` of its work, which
 * was n_rows rows of a file so far; 0 where it reads none. A stage opens with 0 and closes with 1;
 * stages nest. Only ever called from the thread that called in. */
typedef void (*HcpProgressFunc)(const char *stage, double fraction, int64_t n_rows, void *data);

/* Polled from loops over data; TRUE asks the library to stop with HCP_ERROR_CANCELLED. */
typedef gboolean (*HcpCancelFunc)(void *data);

/* Seed 1, as many threads as processors, no callbacks. Owned by the caller. */
HcpRun *hcp_run_new(void);
void hcp_run_free(HcpRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpRun, hcp_run_free)

void hcp_run_set_seed(HcpRun *run, uint64_t seed);
uint64_t hcp_run_get_seed(const HcpRun *run);

/* Threads for our own loops, at least 1. No result depends on it. */
void hcp_run_set_threads(HcpRun *run, int threads);
int hcp_run_get_threads(const HcpRun *run);

void hcp_run_set_progress(HcpRun *run, HcpProgressFunc progress, void *data);
void hcp_run_set_cancel(HcpRun *run, HcpCancelFunc cancel, void *data);

void hcp_run_report(const HcpRun *run, const char *stage, double fraction);
void hcp_run_report_rows(const HcpRun *run, const char *stage, double fraction, int64_t n_rows);

/* FALSE with HCP_ERROR_CANCELLED when the caller asked to stop. Cheap: poll it every few thousand
 * rows. */
gboolean hcp_run_check(const HcpRun *run, GError **error);

#endif
