/* hcp_shared_count: every physician as the source, on all threads, and the rows put together. */
#include "derive/shared_internal.h"

static const int64_t SOURCES_PER_TASK = 32;

/* Ranges of sources fill lists of their own; each thread borrows a tally. */
typedef struct {
    int n_windows;
    GArray **rows;    /* [range * n_windows + window], of HcpSharedRow */
    int64_t *n_small; /* the same */
    int64_t n_ranges;
    HcpPairTally *tallies;
    int n_tallies;
    GPtrArray *idle; /* of HcpPairTally * */
    GMutex turn;     /* held while idle changes */
} Job;

static HcpPairTally *borrow_tally(Job *job) {
    g_mutex_lock(&job->turn);
    HcpPairTally *tally = g_ptr_array_steal_index_fast(job->idle, job->idle->len - 1);
    g_mutex_unlock(&job->turn);
    return tally;
}

static void return_tally(Job *job, HcpPairTally *tally) {
    g_mutex_lock(&job->turn);
    g_ptr_array_add(job->idle, tally);
    g_mutex_unlock(&job->turn);
}

static void count_range(int64_t first, int64_t last, void *data) {
    Job *job = data;
    int64_t slot = first / SOURCES_PER_TASK * job->n_windows;
    for (int w = 0; w < job->n_windows; w++)
        job->rows[slot + w] = g_array_new(FALSE, FALSE, sizeof(HcpSharedRow));
    HcpPairTally *tally = borrow_tally(job);
    for (int64_t i = first; i < last; i++)
        hcp__pair_tally_source(tally, (int32_t)i, job->rows + slot, job->n_small + slot);
    return_tally(job, tally);
}

static gboolean init_job(Job *job, const HcpHistories *histories, const HcpSharedOptions *options,
                         int32_t n_physicians, const HcpRun *run, GError **error) {
    job->n_windows = options->n_windows;
    job->n_ranges = (n_physicians + SOURCES_PER_TASK - 1) / SOURCES_PER_TASK;
    job->rows = g_new0(GArray *, job->n_ranges * job->n_windows + 1);
    job->n_small = g_new0(int64_t, job->n_ranges * job->n_windows + 1);
    job->n_tallies = (int)MIN(hcp_run_get_threads(run), MAX(job->n_ranges, 1));
    job->tallies = g_new0(HcpPairTally, job->n_tallies);
    job->idle = g_ptr_array_new();
    g_mutex_init(&job->turn);
    for (int t = 0; t < job->n_tallies; t++) {
        if (!hcp__pair_tally_init(&job->tallies[t], histories, options, n_physicians, error))
            return FALSE;
        g_ptr_array_add(job->idle, &job->tallies[t]);
    }
    return TRUE;
}

static void clear_tallies(Job *job) {
    for (int t = 0; t < job->n_tallies; t++)
        hcp__pair_tally_clear(&job->tallies[t]);
    g_clear_pointer(&job->tallies, g_free);
    job->n_tallies = 0;
}

static void clear_job(Job *job) {
    clear_tallies(job);
    for (int64_t i = 0; job->rows != NULL && i < job->n_ranges * job->n_windows; i++)
        g_clear_pointer(&job->rows[i], g_array_unref);
    g_free(job->rows);
    g_free(job->n_small);
    g_clear_pointer(&job->idle, g_ptr_array_unref);
    g_mutex_clear(&job->turn);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Job, clear_job)

/* ---- rows to columns ---- */

static gboolean allocate(HcpSharedPairs *pairs, GError **error) {
    if (pairs->n > INT32_MAX) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "visits: expected at most %d pairs, found %" G_GINT64_FORMAT
                    " within %d days: ask for more patients a pair",
                    INT32_MAX, pairs->n, pairs->window);
        return FALSE;
    }
    int32_t **ends[] = {&pairs->source, &pairs->target};
    int64_t **counts[] = {&pairs->pairs, &pairs->patients, &pairs->same_day};
    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
        if ((*ends[i] = hcp__array_new(pairs->n, sizeof(int32_t), error)) == NULL)
            return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
        if ((*counts[i] = hcp__array_new(pairs->n, sizeof(int64_t), error)) == NULL)
            return FALSE;
    return (pairs->newman = hcp__array_new(pairs->n, sizeof(double), error)) != NULL;
}

static void copy_rows(HcpSharedPairs *pairs, int64_t at, const GArray *rows) {
    for (guint i = 0; i < rows->len; i++, at++) {
        const HcpSharedRow *row = &g_array_index(rows, HcpSharedRow, i);
        pairs->source[at] = row->source;
        pairs->target[at] = row->target;
        pairs->pairs[at] = row->pairs;
        pairs->patients[at] = row->patients;
        pairs->same_day[at] = row->same_day;
        pairs->newman[at] = row->newman;
    }
}

/* Lists are freed as they are copied, so that the rows never stand twice. */
static gboolean collect(Job *job, int window, HcpSharedPairs *pairs, GError **error) {
    for (int64_t range = 0; range < job->n_ranges; range++) {
        pairs->n += job->rows[range * job->n_windows + window]->len;
        pairs->n_small += job->n_small[range * job->n_windows + window];
    }
    if (!allocate(pairs, error))
        return FALSE;
    int64_t at = 0;
    for (int64_t range = 0; range < job->n_ranges; range++) {
        GArray **rows = &job->rows[range * job->n_windows + window];
        copy_rows(pairs, at, *rows);
        at += (*rows)->len;
        g_clear_pointer(rows, g_array_unref);
    }
    return TRUE;
}

/* ---- all ---- */

static gboolean check_options(const HcpSharedOptions *options, GError **error) {
    int n = options->n_windows, before = 0;
    gboolean fits = n >= 1 && n <= HCP_SHARED_MAX_WINDOWS;
    for (int w = 0; fits && w < n; w++) {
        fits = options->window[w] > before && options->window[w] <= HCP_SHARED_MAX_WINDOW;
        before = options->window[w];
    }
    if (!fits)
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "window: expected 1 to %d windows of 1 to %d days, each once and ascending",
                    HCP_SHARED_MAX_WINDOWS, HCP_SHARED_MAX_WINDOW);
    return fits;
}

static HcpShared *make_shared(const HcpVisits *visits, const HcpSharedOptions *options) {
    HcpShared *shared = g_new0(HcpShared, 1);
    shared->options = *options;
    shared->options.min_patients = MAX(options->min_patients, 1);
    shared->directed = options->rule != HCP_SHARED_BINNING;
    if (options->rule == HCP_SHARED_BINNING) {
        shared->options.n_windows = 1;
        shared->options.window[0] = 0;
    }
    shared->n_windows = shared->options.n_windows;
    for (int w = 0; w < shared->n_windows; w++)
        shared->pairs[w].window = shared->options.window[w];
    shared->n_physicians = visits->n_physicians;
    return shared;
}

static void take_counts(HcpShared *shared, HcpHistories *histories) {
    shared->panel = g_steal_pointer(&histories->panel);
    shared->n_visits = histories->n_visits;
    shared->n_patients = histories->n_patients;
    shared->n_left_out = histories->n_left_out;
}

HcpShared *hcp_shared_count(const HcpVisits *visits, const HcpSharedOptions *options,
                            const HcpRun *run, GError **error) {
    g_return_val_if_fail(visits != NULL && options != NULL && run != NULL, NULL);
    if (!check_options(options, error))
        return NULL;
    g_autoptr(HcpShared) shared = make_shared(visits, options);
    g_auto(HcpHistories) histories = {0};
    g_auto(Job) job = {0};
    hcp_run_report(run, "shared patients", 0);
    if (!hcp__histories_init(&histories, visits, &shared->options, run, error) ||
        !init_job(&job, &histories, &shared->options, visits->n_physicians, run, error) ||
        !hcp__parallel_for(run, visits->n_physicians, SOURCES_PER_TASK, count_range, &job, error))
        return NULL;
    take_counts(shared, &histories);
    hcp__histories_clear(&histories);
    clear_tallies(&job);
    for (int w = 0; w < shared->n_windows; w++)
        if (!collect(&job, w, &shared->pairs[w], error))
            return NULL;
    hcp_run_report(run, "shared patients", 1);
    return g_steal_pointer(&shared);
}

void hcp_shared_free(HcpShared *shared) {
    if (shared == NULL)
        return;
    for (int w = 0; w < shared->n_windows; w++) {
        HcpSharedPairs *pairs = &shared->pairs[w];
        g_free(pairs->source);
        g_free(pairs->target);
        g_free(pairs->pairs);
        g_free(pairs->patients);
        g_free(pairs->same_day);
        g_free(pairs->newman);
    }
    g_free(shared->panel);
    g_free(shared);
}
