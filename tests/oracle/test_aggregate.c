/* The aggregator against a search of all rows for every pair of nodes. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"
#include "support.h"

#include <math.h>
#include <string.h>

enum { N_NODES = 13, N_ROWS = 900 };

/* Few values, so that rows meet; a tenth of the cells is missing. */
typedef struct {
    int64_t n;
    int32_t source[N_ROWS], target[N_ROWS];
    uint8_t keep[N_ROWS];
    double weight[N_ROWS]; /* NaN: missing */
    int32_t patient[N_ROWS], day[N_ROWS];
    int64_t patients[N_ROWS]; /* -1: missing */
} Sample;

static void draw_sample(Sample *sample, uint64_t seed) {
    HcpRng rng;
    hcp__rng_init(&rng, seed, 0);
    sample->n = hcp__rng_below(&rng, N_ROWS);
    int64_t n_nodes = 2 + hcp__rng_below(&rng, N_NODES - 1);
    for (int64_t r = 0; r < sample->n; r++) {
        sample->source[r] = (int32_t)hcp__rng_below(&rng, n_nodes);
        sample->target[r] = (int32_t)hcp__rng_below(&rng, n_nodes);
        sample->keep[r] = hcp__rng_below(&rng, 8) > 0;
        gboolean missing = hcp__rng_below(&rng, 10) == 0;
        sample->weight[r] = missing ? (double)NAN : hcp__rng_double(&rng);
        sample->patient[r] = (int32_t)hcp__rng_below(&rng, 12) - 1;
        sample->patients[r] = hcp__rng_below(&rng, 12) - 1;
        sample->day[r] = (int32_t)hcp__rng_below(&rng, 400) - 200;
    }
}

static gboolean is_row_of(const Sample *sample, int64_t r, int32_t i, int32_t j) {
    return sample->keep[r] && sample->source[r] == i && sample->target[r] == j && i != j;
}

/* What a pair should be, by looking at every row. */
typedef struct {
    int64_t n_rows, n_patients;
    double weight;
    int32_t first, last;
} Expected;

static Expected expect(const Sample *sample, int32_t i, int32_t j) {
    Expected pair = {.first = INT32_MAX, .last = INT32_MIN};
    for (int64_t r = 0; r < sample->n; r++) {
        if (!is_row_of(sample, r, i, j))
            continue;
        pair.n_rows++;
        pair.weight += isnan(sample->weight[r]) ? 1 : sample->weight[r];
        pair.first = MIN(pair.first, sample->day[r]);
        pair.last = MAX(pair.last, sample->day[r]);
        if (sample->patient[r] < 0) {
            pair.n_patients += sample->patients[r] < 0 ? 1 : sample->patients[r];
            continue;
        }
        gboolean seen = FALSE;
        for (int64_t earlier = 0; earlier < r; earlier++)
            seen |=
                is_row_of(sample, earlier, i, j) && sample->patient[earlier] == sample->patient[r];
        pair.n_patients += !seen;
    }
    return pair;
}

typedef struct {
    HcpColumn *weight, *patient, *patients, *day;
} Columns;

static HcpColumn *take_column(HcpKind kind, const Sample *sample, const void *values, gsize size,
                              const uint8_t *present) {
    HcpColumnInfo info = {.name = "cell", .kind = kind};
    gsize n = (gsize)sample->n;
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int64_t r = 0; r < sample->n; r++)
        if (present[r])
            hcp__bit_set(validity, r);
    void *copy = g_malloc0((n + 1) * size);
    memcpy(copy, values, n * size);
    if (kind != HCP_KIND_STRING)
        return hcp_column_new_take(&info, sample->n, copy, validity);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (int code = 0; code < 12; code++) {
        char text[2] = {(char)('a' + code), '\0'};
        hcp__pool_add(pool, text, 1);
    }
    return hcp_column_new_take_strings(&info, sample->n, copy, validity, pool);
}

static Columns make_columns(const Sample *sample) {
    uint8_t has_patient[N_ROWS], has_patients[N_ROWS], has_day[N_ROWS];
    int32_t code[N_ROWS];
    int64_t count[N_ROWS];
    for (int64_t r = 0; r < sample->n; r++) {
        has_patient[r] = sample->patient[r] >= 0;
        has_patients[r] = sample->patients[r] >= 0;
        has_day[r] = TRUE;
        code[r] = MAX(sample->patient[r], 0);
        count[r] = MAX(sample->patients[r], 0);
    }
    HcpColumnInfo info = {.name = "weight", .kind = HCP_KIND_DOUBLE};
    return (Columns){
        .weight = hcp_column_new_doubles(&info, sample->n, sample->weight),
        .patient = take_column(HCP_KIND_STRING, sample, code, sizeof *code, has_patient),
        .patients = take_column(HCP_KIND_INT64, sample, count, sizeof *count, has_patients),
        .day = take_column(HCP_KIND_DATE, sample, sample->day, sizeof *sample->day, has_day)};
}

static void free_columns(Columns *columns) {
    hcp_column_unref(columns->weight);
    hcp_column_unref(columns->patient);
    hcp_column_unref(columns->patients);
    hcp_column_unref(columns->day);
}

static void compare(const Sample *sample, const HcpPairs *pairs, const Columns *columns) {
    HcpColumnInfo count = {.name = "count", .kind = HCP_KIND_INT64};
    HcpColumnInfo number = {.name = "number", .kind = HCP_KIND_DOUBLE};
    HcpColumnInfo date = {.name = "date", .kind = HCP_KIND_DATE};
    g_autoptr(HcpColumn) rows = hcp__pairs_count(pairs, &count, NULL);
    g_autoptr(HcpColumn) patients =
        hcp__pairs_count_patients(pairs, columns->patient, columns->patients, &count, NULL);
    g_autoptr(HcpColumn) weight = hcp__pairs_sum(pairs, columns->weight, &number, NULL);
    g_autoptr(HcpColumn) first = hcp__pairs_date(pairs, columns->day, FALSE, &date, NULL);
    g_autoptr(HcpColumn) last = hcp__pairs_date(pairs, columns->day, TRUE, &date, NULL);
    int64_t p = 0;
    for (int32_t i = 0; i < N_NODES; i++)
        for (int32_t j = 0; j < N_NODES; j++) {
            Expected pair = expect(sample, i, j);
            if (pair.n_rows == 0)
                continue;
            gboolean here = p < pairs->n && pairs->source[p] == i && pairs->target[p] == j;
            CU_ASSERT_TRUE(here);
            if (!here)
                return;
            CU_ASSERT_EQUAL(hcp_column_get_int64s(rows)[p], pair.n_rows);
            CU_ASSERT_EQUAL(hcp_column_get_int64s(patients)[p], pair.n_patients);
            CU_ASSERT_DOUBLE_EQUAL(hcp_column_get_doubles(weight)[p], pair.weight, 1e-12);
            CU_ASSERT_EQUAL(hcp_column_get_dates(first)[p], pair.first);
            CU_ASSERT_EQUAL(hcp_column_get_dates(last)[p], pair.last);
            p++;
        }
    CU_ASSERT_EQUAL(p, pairs->n);
}

static void pairs_are_what_a_search_of_all_rows_finds(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autofree Sample *sample = g_new(Sample, 1);
    for (uint64_t seed = 0; seed < 40; seed++) {
        draw_sample(sample, seed);
        Columns columns = make_columns(sample);
        HcpRows rows = {.n = sample->n,
                        .source = sample->source,
                        .target = sample->target,
                        .keep = sample->keep};
        g_auto(HcpPairs) pairs = {0};
        CU_ASSERT_TRUE(hcp__pairs_collect(&rows, N_NODES, &pairs, run, NULL));
        compare(sample, &pairs, &columns);
        free_columns(&columns);
    }
}

static void rows_without_targets_are_gathered_by_source(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autofree Sample *sample = g_new(Sample, 1);
    draw_sample(sample, 7);
    HcpRows rows = {.n = sample->n, .source = sample->source, .keep = sample->keep};
    g_auto(HcpPairs) pairs = {0};
    CU_ASSERT_TRUE(hcp__pairs_collect(&rows, N_NODES, &pairs, run, NULL));
    int64_t p = 0;
    for (int32_t i = 0; i < N_NODES; i++) {
        int64_t n_rows = 0;
        for (int64_t r = 0; r < sample->n; r++)
            n_rows += sample->keep[r] && sample->source[r] == i;
        if (n_rows == 0)
            continue;
        CU_ASSERT_EQUAL(pairs.source[p], i);
        CU_ASSERT_EQUAL(pairs.start[p + 1] - pairs.start[p], n_rows);
        p++;
    }
    CU_ASSERT_EQUAL(p, pairs.n);
}

HCP_TEST_MAIN(HCP_TEST(pairs_are_what_a_search_of_all_rows_finds),
              HCP_TEST(rows_without_targets_are_gathered_by_source))
