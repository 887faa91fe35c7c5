/* Shared patients against loops over all pairs of rows, for every rule, window and way with visits
 * of one day; and what must not matter. */
#include "base/base_internal.h"
#include "support.h"

#include <string.h>

enum { N_PHYSICIANS = 7, N_PATIENTS = 9, N_ROWS = 160, N_WINDOWS = 4 };
static const int WINDOW[N_WINDOWS] = {1, 7, 30, 90};

typedef struct {
    HcpVisits visits;
    int32_t patient[N_ROWS], physician[N_ROWS], day[N_ROWS];
    uint8_t keep[N_ROWS];
} Sample;

static void draw_sample(Sample *sample, uint64_t seed) {
    HcpRng rng;
    hcp__rng_init(&rng, seed, 0);
    int64_t n = hcp__rng_below(&rng, N_ROWS), n_days = 1 + hcp__rng_below(&rng, 150);
    for (int64_t r = 0; r < n; r++) {
        sample->patient[r] = (int32_t)hcp__rng_below(&rng, N_PATIENTS);
        sample->physician[r] = (int32_t)hcp__rng_below(&rng, N_PHYSICIANS);
        sample->day[r] = (int32_t)hcp__rng_below(&rng, n_days) - 70;
        sample->keep[r] = hcp__rng_below(&rng, 9) > 0;
    }
    sample->visits = (HcpVisits){.n = n,
                                 .n_patients = N_PATIENTS,
                                 .n_physicians = N_PHYSICIANS,
                                 .patient = sample->patient,
                                 .physician = sample->physician,
                                 .day = sample->day,
                                 .keep = sample->keep};
}

/* ---- the obvious way ---- */

static gboolean is_repeat(const Sample *s, int64_t r) {
    for (int64_t e = 0; e < r; e++)
        if (s->keep[e] && s->patient[e] == s->patient[r] && s->physician[e] == s->physician[r] &&
            s->day[e] == s->day[r])
            return TRUE;
    return FALSE;
}

static gboolean is_visit_of(const Sample *s, int64_t r, int32_t patient, int32_t physician) {
    return s->keep[r] && s->patient[r] == patient && s->physician[r] == physician &&
           !is_repeat(s, r);
}

static gboolean has_visit_between(const Sample *s, int32_t patient, int32_t after, int32_t before) {
    for (int64_t r = 0; r < s->visits.n; r++)
        if (s->keep[r] && s->patient[r] == patient && s->day[r] > after && s->day[r] < before)
            return TRUE;
    return FALSE;
}

static int64_t count_physicians(const Sample *s, int32_t patient) {
    int64_t n = 0;
    for (int32_t i = 0; i < N_PHYSICIANS; i++) {
        gboolean seen = FALSE;
        for (int64_t r = 0; r < s->visits.n; r++)
            seen |= is_visit_of(s, r, patient, i);
        n += seen;
    }
    return n;
}

typedef struct {
    int64_t pairs, patients, same_day;
    double newman;
} Expected;

/* What two visits of one patient add: to the pairs, and to the visits of one day. */
static int64_t add_visits(const Sample *s, const HcpSharedOptions *options, int window,
                          const int64_t row[2], Expected *pair) {
    int32_t gap = s->day[row[1]] - s->day[row[0]];
    int32_t source = s->physician[row[0]], target = s->physician[row[1]];
    if (options->rule == HCP_SHARED_BINNING)
        return source < target;
    if (gap < 0 || gap > window)
        return 0;
    if (options->rule == HCP_SHARED_TRACE_ROUTE)
        return gap > 0 && !has_visit_between(s, s->patient[row[0]], s->day[row[0]], s->day[row[1]]);
    if (gap > 0)
        return 1;
    gboolean counts = options->same_day == HCP_SAME_DAY_BOTH ||
                      (options->same_day != HCP_SAME_DAY_DROP && source < target);
    pair->same_day += counts;
    return counts && options->same_day != HCP_SAME_DAY_APART;
}

static Expected expect(const Sample *s, const HcpSharedOptions *options, int window,
                       const int32_t ends[2]) {
    Expected pair = {0};
    for (int32_t k = 0; k < N_PATIENTS; k++) {
        int64_t n = 0;
        for (int64_t a = 0; a < s->visits.n; a++)
            for (int64_t b = 0; is_visit_of(s, a, k, ends[0]) && b < s->visits.n; b++)
                if (is_visit_of(s, b, k, ends[1]))
                    n += add_visits(s, options, window, (const int64_t[]){a, b}, &pair);
        pair.pairs += options->rule == HCP_SHARED_BINNING ? n > 0 : n;
        pair.patients += n > 0;
        pair.newman += n > 0 ? 1.0 / (double)(count_physicians(s, k) - 1) : 0;
    }
    return pair;
}

static void compare(const Sample *s, const HcpSharedOptions *options, const HcpSharedPairs *pairs) {
    int64_t p = 0, n_small = 0;
    for (int32_t i = 0; i < N_PHYSICIANS; i++)
        for (int32_t j = 0; j < N_PHYSICIANS; j++) {
            Expected pair = {0};
            if (i != j)
                pair = expect(s, options, pairs->window, (const int32_t[]){i, j});
            n_small += pair.patients > 0 && pair.patients < options->min_patients;
            if (pair.patients < options->min_patients)
                continue;
            gboolean here = p < pairs->n && pairs->source[p] == i && pairs->target[p] == j;
            CU_ASSERT_TRUE(here);
            if (!here)
                return;
            CU_ASSERT_EQUAL(pairs->pairs[p], pair.pairs);
            CU_ASSERT_EQUAL(pairs->patients[p], pair.patients);
            CU_ASSERT_EQUAL(pairs->same_day[p], pair.same_day);
            CU_ASSERT_DOUBLE_EQUAL(pairs->newman[p], pair.newman, 1e-12);
            p++;
        }
    CU_ASSERT_EQUAL(p, pairs->n);
    CU_ASSERT_EQUAL(n_small, pairs->n_small);
}

static void pairs_are_what_loops_over_all_rows_find(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autofree Sample *sample = g_new0(Sample, 1);
    for (uint64_t seed = 0; seed < 12; seed++) {
        draw_sample(sample, seed);
        for (HcpSharedRule rule = 0; rule <= HCP_SHARED_BINNING; rule++)
            for (HcpSameDay same_day = 0; same_day <= HCP_SAME_DAY_APART; same_day++) {
                HcpSharedOptions options = {.rule = rule,
                                            .same_day = same_day,
                                            .n_windows = N_WINDOWS,
                                            .min_patients = 1 + (int)(seed % 3),
                                            .max_visits = 1000};
                memcpy(options.window, WINDOW, sizeof WINDOW);
                g_autoptr(HcpShared) shared =
                    hcp_shared_count(&sample->visits, &options, run, NULL);
                for (int w = 0; w < shared->n_windows; w++)
                    compare(sample, &options, &shared->pairs[w]);
            }
    }
}

/* ---- what must not matter ---- */

static gboolean are_equal(const HcpShared *a, const HcpShared *b) {
    gboolean equal = a->n_windows == b->n_windows;
    for (int w = 0; equal && w < a->n_windows; w++) {
        const HcpSharedPairs *x = &a->pairs[w], *y = &b->pairs[w];
        gsize n = (gsize)x->n;
        equal = x->n == y->n && memcmp(x->source, y->source, n * sizeof *x->source) == 0 &&
                memcmp(x->target, y->target, n * sizeof *x->target) == 0 &&
                memcmp(x->pairs, y->pairs, n * sizeof *x->pairs) == 0 &&
                memcmp(x->patients, y->patients, n * sizeof *x->patients) == 0 &&
                memcmp(x->same_day, y->same_day, n * sizeof *x->same_day) == 0 &&
                memcmp(x->newman, y->newman, n * sizeof *x->newman) == 0;
    }
    return equal;
}

/* Enough physicians for several ranges, and days for patients of many visits. */
static int32_t *draw_rows(HcpVisits *visits, int64_t n, uint64_t seed) {
    int32_t *row = g_new(int32_t, 3 * n);
    HcpRng rng;
    hcp__rng_init(&rng, seed, 0);
    for (int64_t r = 0; r < n; r++) {
        row[r] = (int32_t)(hcp__rng_below(&rng, 30) * hcp__rng_below(&rng, 30));
        row[n + r] = (int32_t)hcp__rng_below(&rng, 500);
        row[2 * n + r] = (int32_t)hcp__rng_below(&rng, 365);
    }
    *visits = (HcpVisits){.n = n,
                          .n_patients = 900,
                          .n_physicians = 500,
                          .patient = row,
                          .physician = row + n,
                          .day = row + 2 * n};
    return row;
}

static void threads_and_the_order_of_rows_do_not_matter(void) {
    enum { N = 5000 };
    HcpVisits visits;
    g_autofree int32_t *row = draw_rows(&visits, N, 3);
    HcpSharedOptions options = {
        .n_windows = 2, .window = {30, 180}, .min_patients = 1, .max_visits = 5000};
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, 1);
    g_autoptr(HcpShared) one = hcp_shared_count(&visits, &options, run, NULL);
    CU_ASSERT_TRUE(one->pairs[0].n > 1000);
    hcp_run_set_threads(run, 5);
    g_autoptr(HcpShared) five = hcp_shared_count(&visits, &options, run, NULL);
    CU_ASSERT_TRUE(are_equal(one, five));
    for (int64_t a = 0, b = N - 1; a < b; a++, b--)
        for (int c = 0; c < 3; c++) {
            int32_t swapped = row[c * N + a];
            row[c * N + a] = row[c * N + b];
            row[c * N + b] = swapped;
        }
    g_autoptr(HcpShared) reversed = hcp_shared_count(&visits, &options, run, NULL);
    CU_ASSERT_TRUE(are_equal(one, reversed));
}

static void a_longer_window_never_counts_less(void) {
    HcpVisits visits;
    G_GNUC_UNUSED g_autofree int32_t *row = draw_rows(&visits, 4000, 5);
    g_autoptr(HcpRun) run = hcp_run_new();
    for (HcpSharedRule rule = 0; rule < HCP_SHARED_BINNING; rule++) {
        HcpSharedOptions options = {.rule = rule,
                                    .n_windows = 5,
                                    .window = {1, 30, 60, 90, 180},
                                    .min_patients = 1,
                                    .max_visits = 5000};
        g_autoptr(HcpShared) shared = hcp_shared_count(&visits, &options, run, NULL);
        for (int w = 1; w < shared->n_windows; w++) {
            const HcpSharedPairs *shorter = &shared->pairs[w - 1], *longer = &shared->pairs[w];
            int64_t q = 0;
            for (int64_t p = 0; p < shorter->n; p++, q++) {
                while (q < longer->n && (longer->source[q] != shorter->source[p] ||
                                         longer->target[q] != shorter->target[p]))
                    q++;
                gboolean grows = q < longer->n && longer->pairs[q] >= shorter->pairs[p] &&
                                 longer->patients[q] >= shorter->patients[p] &&
                                 longer->same_day[q] == shorter->same_day[p];
                CU_ASSERT_TRUE(grows);
            }
        }
    }
}

HCP_TEST_MAIN(HCP_TEST(pairs_are_what_loops_over_all_rows_find),
              HCP_TEST(threads_and_the_order_of_rows_do_not_matter),
              HCP_TEST(a_longer_window_never_counts_less))
