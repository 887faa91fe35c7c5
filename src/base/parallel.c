#include "base/base_internal.h"

#define MAX_THREADS 64

typedef struct {
    int64_t n, chunk;
    HcpRangeFunc body;
    void *data;
    int64_t next; /* first item that nobody has taken; atomic */
    gint stop;    /* set when the caller asked to stop */
} Work;

static gboolean do_next_range(Work *work) {
    if (g_atomic_int_get(&work->stop))
        return FALSE;
    int64_t first = __atomic_fetch_add(&work->next, work->chunk, __ATOMIC_RELAXED);
    if (first >= work->n)
        return FALSE;
    work->body(first, MIN(first + work->chunk, work->n), work->data);
    return TRUE;
}

static void *work_until_done(void *data) {
    while (do_next_range(data))
        ;
    return NULL;
}

/* The calling thread works too, and is the one that polls: callbacks never meet another thread. */
gboolean hcp__parallel_for(const HcpRun *run, int64_t n, int64_t chunk, HcpRangeFunc body,
                           void *data, GError **error) {
    g_return_val_if_fail(chunk > 0, FALSE);
    Work work = {.n = n, .chunk = chunk, .body = body, .data = data};
    GThread *threads[MAX_THREADS];
    int64_t n_ranges = (n + chunk - 1) / chunk;
    int n_helpers = (int)MIN(n_ranges, MIN(hcp_run_get_threads(run), MAX_THREADS)) - 1;
    for (int i = 0; i < n_helpers; i++)
        threads[i] = g_thread_new("hcpnet", work_until_done, &work);
    gboolean good = TRUE;
    while ((good = hcp_run_check(run, error)) && do_next_range(&work))
        ;
    if (!good)
        g_atomic_int_set(&work.stop, 1);
    for (int i = 0; i < n_helpers; i++)
        g_thread_join(threads[i]);
    return good;
}
