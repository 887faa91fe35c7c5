/* Reading and ordering a file of referrals with one and with two threads: bench.read [ROWS
 * [FILE]]. A line each: rows, seconds on the clock and of all processors for reading and for
 * ordering, and the largest resident size beyond what was resident before and the table itself.
 * FILE keeps the file, for tests/bench/read_peers.py; else it is gone at the end. Nine columns of
 * which four are of use: 17,000 physicians, of whom some refer far more than others, patients two
 * for three rows. */
#include "base/base_internal.h"
#include "study/dataset_internal.h"
#include "table/table_internal.h"

#include <glib/gstdio.h>
#include <hcpnet/reader.h>
#include <inttypes.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N_PHYSICIANS = 17000, N_DAYS = 365, N_BRANDS = 5 };

/* Few have many rows: the square of a uniform number. */
static int64_t draw_physician(HcpRng *rng) {
    double share = (double)hcp__rng_below(rng, 1 << 30) / (1 << 30);
    return 1000000007 + (int64_t)(N_PHYSICIANS * share * share) * 52361;
}

static gboolean write_file(const char *path, int64_t n) {
    static const char *const specialties[N_BRANDS] = {"cardiology", "general practice",
                                                      "internal medicine", "neurology", "oncology"};
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return FALSE;
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    fputs("from,to,patient,date,specialty,brand,place,reason,note\n", file);
    for (int64_t row = 0; row < n; row++) {
        int64_t from = draw_physician(&rng), to = draw_physician(&rng);
        int64_t patient = hcp__rng_below(&rng, n * 2 / 3 + 1), brand = hcp__rng_below(&rng, 5);
        char date[HCP__NUMBER_SIZE];
        hcp__format_date(date, 20270 + (int32_t)hcp__rng_below(&rng, N_DAYS));
        fprintf(file,
                "%" PRId64 ",%" PRId64 ",P%08" PRId64 ",%s,%s,BRAND%" PRId64
                ",hospital of town %" PRId64 ",\"follow-up, %" PRId64 "\",note %06" PRIx64
                " of the referral letter\n",
                from, to, patient, date, specialties[brand], brand, patient % 97, brand,
                patient * 7 % 4096);
    }
    return fclose(file) == 0;
}

/* ---- memory ---- */

/* A line of /proc/self/status in MiB; 0 where there is none. */
static double get_memory(const char *field) {
    g_autofree char *status = NULL;
    if (!g_file_get_contents("/proc/self/status", &status, NULL, NULL))
        return 0;
    const char *line = strstr(status, field);
    return line != NULL ? (double)g_ascii_strtoll(line + strlen(field), NULL, 10) / 1024 : 0;
}

/* The peak from here on, not from the start: proc(5), clear_refs. */
static void restart_peak(void) {
    FILE *file = fopen("/proc/self/clear_refs", "w");
    malloc_trim(0);
    if (file == NULL)
        return;
    fputs("5", file);
    fclose(file);
}

/* ---- one reading ---- */

typedef struct {
    int64_t wall;
    clock_t cpu;
} Clock;

static Clock start_clock(void) {
    return (Clock){g_get_monotonic_time(), clock()};
}

static void print_clock(const char *what, Clock since) {
    printf(" %s %.2f s %.2f cpu s", what, (double)(g_get_monotonic_time() - since.wall) / 1e6,
           (double)(clock() - since.cpu) / CLOCKS_PER_SEC);
}

/* As a study has its tables: codes in byte order of the texts, rows in order of their cells. */
static HcpTable *order(HcpTable *table, const HcpRun *run) {
    gsize n = hcp_table_get_n_columns(table);
    g_autoptr(HcpTable) sorted = hcp_table_ref(table);
    for (gsize i = 0; i < n; i++) {
        HcpColumn *old = hcp_table_get_column(table, i);
        if (hcp_column_get_info(old)->kind != HCP_KIND_STRING)
            continue;
        g_autoptr(HcpColumn) column = hcp__column_sort_codes(old, run, NULL);
        HcpTable *next = column != NULL ? hcp_table_with_columns(sorted, 1, &column) : NULL;
        hcp_table_unref(sorted);
        sorted = next;
        if (sorted == NULL)
            return NULL;
    }
    g_autofree int32_t *rows = NULL;
    if (!hcp__rows_order(sorted, n, run, &rows, NULL))
        return NULL;
    return rows == NULL ? g_steal_pointer(&sorted)
                        : hcp__table_take_rows(g_steal_pointer(&sorted),
                                               hcp_table_get_n_rows(table), rows, run, NULL);
}

static gboolean measure(const char *path, int threads) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(HcpPool) physicians = hcp__pool_new();
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.schema = hcp_schema_find("referrals");
    spec.path = path;
    spec.physicians = (HcpIdDomain){physicians, TRUE};
    hcp_run_set_threads(run, threads);
    restart_peak();
    double before = get_memory("VmRSS:");
    Clock reading = start_clock();
    g_autoptr(HcpTable) table = hcp_reader_read(&spec, issues, run, NULL);
    if (table == NULL)
        return FALSE;
    printf("%" PRId64 " rows %d threads", hcp_table_get_n_rows(table), threads);
    print_clock("read", reading);
    double peak = get_memory("VmHWM:");
    malloc_trim(0);
    double held = get_memory("VmRSS:");
    Clock ordering = start_clock();
    g_autoptr(HcpTable) ordered = order(table, run);
    print_clock("order", ordering);
    print_clock("both", reading);
    printf(" table %.0f MiB, reading %.0f MiB more\n", held - before, peak - held);
    return ordered != NULL;
}

int main(int argc, char **argv) {
    int64_t n = argc > 1 ? g_ascii_strtoll(argv[1], NULL, 10) : 20000;
    g_autofree char *path = argc > 2 ? g_strdup(argv[2]) : g_strdup("bench_read.csv");
    gboolean done = write_file(path, n) && measure(path, 1) && measure(path, 2);
    if (argc <= 2)
        g_unlink(path);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
