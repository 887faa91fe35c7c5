#include "measure/betweenness_internal.h"

/* Sums run in rounds, so that progress shows; each round keeps up to 16 threads busy. */
enum { N_SUMS = 64, SUMS_OF_ROUND = 16 };

typedef struct {
    const HcpBetweenness *betweenness;
    int32_t n;
    int64_t range; /* sources of each sum */
    int64_t start; /* first source of the round */
    double *sum;   /* N_SUMS x n */
    int short_of_memory;
} Work;

void hcp__paths_reset(HcpPaths *paths, int64_t n_reached) {
    for (int64_t k = 0; k < n_reached; k++) {
        paths->distance[paths->order[k]] = -1;
        paths->n_paths[paths->order[k]] = 0;
    }
}

static void add_range(int64_t first, int64_t last, void *data) {
    Work *work = data;
    int64_t n = work->n;
    g_autofree double *numbers = hcp__array_new(3 * n, sizeof *numbers, NULL);
    g_autofree int32_t *nodes = hcp__array_new(3 * n, sizeof *nodes, NULL);
    if (numbers == NULL || nodes == NULL) {
        g_atomic_int_set(&work->short_of_memory, 1);
        return;
    }
    HcpPaths paths = {.distance = numbers,
                      .n_paths = numbers + n,
                      .flow = numbers + 2 * n,
                      .order = nodes,
                      .heap = nodes + n,
                      .place = nodes + 2 * n};
    for (int64_t i = 0; i < n; i++)
        paths.distance[i] = -1;
    first += work->start;
    last += work->start;
    double *sum = work->sum + first / work->range * n;
    for (int64_t s = first; s < last; s++)
        work->betweenness->add_source(work->betweenness, (int32_t)s, &paths, sum);
}

static gboolean add_all(Work *work, const HcpRun *run, GError **error) {
    int64_t of_round = SUMS_OF_ROUND * work->range;
    for (work->start = 0; work->start < work->n; work->start += of_round) {
        int64_t n_sources = MIN(of_round, work->n - work->start);
        if (!hcp__parallel_for(run, n_sources, work->range, add_range, work, error) ||
            !hcp__measure_had_memory(&work->short_of_memory, error))
            return FALSE;
        hcp_run_report(run, work->betweenness->stage,
                       (double)(work->start + n_sources) / (double)work->n);
    }
    return hcp_run_check(run, error);
}

gboolean hcp__betweenness_sum(const HcpNetwork *network, const HcpBetweenness *b, const HcpRun *run,
                              double *value, GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    g_autofree double *sum = hcp__array_new((int64_t)N_SUMS * n, sizeof *sum, error);
    if (sum == NULL)
        return FALSE;
    Work work = {.betweenness = b, .n = n, .range = (n + N_SUMS - 1) / N_SUMS, .sum = sum};
    if (!add_all(&work, run, error))
        return FALSE;
    double share = hcp_network_is_directed(network) ? 1 : 0.5;
    for (int32_t i = 0; i < n; i++) {
        double total = 0;
        for (int64_t k = 0; k < N_SUMS; k++)
            total += sum[k * n + i];
        value[i] = share * total;
    }
    return TRUE;
}
