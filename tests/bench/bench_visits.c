/* Visits to pairs with shared patients, windows 30, 60, 90 and 180 in one pass: bench.visits
 * [VISITS [FILE]]. One line: visits, pairs within 30 and 180 days, seconds on the clock and of all
 * processors, the largest resident size in MiB. FILE gets the visits as CSV, for
 * tests/bench/visits_duckdb.mjs. Ten visits a patient: two in five to one physician, the others to
 * those near by. */
#include "base/base_internal.h"

#include <hcpnet/shared.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { VISITS_A_PATIENT = 10, N_PHYSICIANS = 17000, NEAR = 260, N_DAYS = 365 };

typedef struct {
    HcpVisits visits;
    int32_t *patient, *physician, *day;
} Sample;

/* In no order, which is the worst order there is. */
static void draw_sample(Sample *sample, int64_t n) {
    int64_t n_patients = MAX(n / VISITS_A_PATIENT, 1);
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    sample->patient = hcp__array_new(n, sizeof(int32_t), NULL);
    sample->physician = hcp__array_new(n, sizeof(int32_t), NULL);
    sample->day = hcp__array_new(n, sizeof(int32_t), NULL);
    for (int64_t r = 0; r < n; r++) {
        int64_t patient = hcp__rng_below(&rng, n_patients);
        int64_t home = (patient * 7919) % N_PHYSICIANS;
        gboolean at_home = hcp__rng_below(&rng, 5) < 2;
        int64_t away = at_home ? 0 : hcp__rng_below(&rng, NEAR) - NEAR / 2;
        sample->patient[r] = (int32_t)patient;
        sample->physician[r] = (int32_t)((home + away + N_PHYSICIANS) % N_PHYSICIANS);
        sample->day[r] = 20000 + (int32_t)hcp__rng_below(&rng, N_DAYS);
    }
    sample->visits = (HcpVisits){.n = n,
                                 .n_patients = (int32_t)n_patients,
                                 .n_physicians = N_PHYSICIANS,
                                 .patient = sample->patient,
                                 .physician = sample->physician,
                                 .day = sample->day};
}

static gboolean write_sample(const Sample *sample, const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return FALSE;
    fputs("patient,physician,day\n", file);
    for (int64_t r = 0; r < sample->visits.n; r++)
        fprintf(file, "%" PRId32 ",%" PRId32 ",%" PRId32 "\n", sample->patient[r],
                sample->physician[r], sample->day[r]);
    return fclose(file) == 0;
}

int main(int argc, char **argv) {
    int64_t n = argc > 1 ? g_ascii_strtoll(argv[1], NULL, 10) : 20000;
    Sample sample;
    draw_sample(&sample, n);
    if (argc > 2 && !write_sample(&sample, argv[2]))
        return EXIT_FAILURE;
    HcpSharedOptions options = {
        .n_windows = 4, .window = {30, 60, 90, 180}, .min_patients = 1, .max_visits = 5000};
    g_autoptr(HcpRun) run = hcp_run_new();
    int64_t started = g_get_monotonic_time();
    clock_t busy = clock();
    g_autoptr(HcpShared) shared = hcp_shared_count(&sample.visits, &options, run, NULL);
    double seconds = (double)(g_get_monotonic_time() - started) / 1e6;
    double cpu_seconds = (double)(clock() - busy) / CLOCKS_PER_SEC;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    g_free(sample.patient);
    g_free(sample.physician);
    g_free(sample.day);
    if (shared == NULL)
        return EXIT_FAILURE;
    printf("%" PRId64 " visits %" PRId64 " pairs in 30 days %" PRId64
           " in 180 days %.2f s %.2f cpu s %ld MiB\n",
           n, shared->pairs[0].n, shared->pairs[3].n, seconds, cpu_seconds, usage.ru_maxrss / 1024);
    return EXIT_SUCCESS;
}
