/* The referral index against the planted propensity of simulated markets, beside raw volume. */
#include "support.h"

#include "base/base_internal.h"
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

enum { N_PHYSICIANS = 2500 };

typedef struct {
    double volume, ratio, index;             /* Spearman with the truth */
    double top_volume, top_ratio, top_index; /* precision of the top tenth */
    double mean, coverage;
} Agreement;

static void write_table(HcpTable *table, const char *folder) {
    g_autofree char *path = g_strdup_printf("%s/%s.csv", folder, hcp_table_get_name(table));
    g_autoptr(HcpRelease) release = hcp_release_synthetic(table);
    CU_ASSERT_TRUE(hcp_csv_write(release, path, NULL));
}

/* A share of the rows, by chance. */
static HcpTable *thin(const HcpTable *table, double share) {
    int64_t n = hcp_table_get_n_rows(table), n_kept = 0;
    g_autofree int32_t *rows = g_new(int32_t, n + 1);
    HcpRng rng;
    hcp__rng_init(&rng, 7, 0);
    for (int64_t r = 0; r < n; r++)
        if (hcp__rng_double(&rng) < share)
            rows[n_kept++] = (int32_t)r;
    return hcp_table_select_rows(table, n_kept, rows);
}

static HcpAnalysis *simulate(uint64_t seed, double share, HcpTable **out_truth) {
    HcpSimulateOptions options = HCP_SIMULATE_OPTIONS_INIT;
    options.n_physicians = N_PHYSICIANS;
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_seed(run, seed);
    g_autoptr(GPtrArray) tables = hcp_simulate(&options, run, NULL);
    g_autofree char *folder =
        g_strdup_printf("%s/%d-%g", hcp_test_folder(), (int)seed, 1000 * share);
    CU_ASSERT_EQUAL(g_mkdir(folder, 0700), 0);
    for (guint t = 0; t < tables->len; t++) {
        HcpTable *table = tables->pdata[t];
        const char *name = hcp_table_get_name(table);
        g_autoptr(HcpTable) some =
            strcmp(name, "referrals") == 0 ? thin(table, share) : hcp_table_ref(table);
        if (strcmp(name, "referrals") == 0 || strcmp(name, "physicians") == 0)
            write_table(some, folder);
        if (strcmp(name, "truth") == 0)
            *out_truth = hcp_table_ref(table);
    }
    g_autofree char *path = g_strdup_printf("%s/study.ini", folder);
    CU_ASSERT_TRUE(g_file_set_contents(path,
                                       "[physicians]\nfile = physicians.csv\n"
                                       "[referrals]\nfile = referrals.csv\n",
                                       -1, NULL));
    HcpStudy *study = hcp_study_load(path, NULL);
    HcpAnalysis *analysis = study != NULL ? hcp_analysis_new(study, run, NULL) : NULL;
    CU_ASSERT_TRUE(analysis != NULL && hcp_analysis_add_behaviour(analysis, run, NULL));
    return analysis;
}

/* ---- agreement ---- */

static const double *sorting;

static int by_value(const void *a, const void *b) {
    double x = sorting[*(const int32_t *)a], y = sorting[*(const int32_t *)b];
    return x < y ? -1 : x > y;
}

/* Ranks, ties sharing their mean. */
static double *rank(int32_t n, const double *value) {
    g_autofree int32_t *order = g_new(int32_t, n);
    double *ranks = g_new(double, n);
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    sorting = value;
    qsort(order, (gsize)n, sizeof *order, by_value);
    for (int32_t first = 0, last; first < n; first = last) {
        for (last = first; last < n && value[order[last]] == value[order[first]]; last++)
            ;
        for (int32_t k = first; k < last; k++)
            ranks[order[k]] = (first + last - 1) / 2.0;
    }
    return ranks;
}

static double spearman(int32_t n, const double *a, const double *b) {
    g_autofree double *x = rank(n, a);
    g_autofree double *y = rank(n, b);
    double sxy = 0, sxx = 0, syy = 0, mean = (n - 1) / 2.0;
    for (int32_t i = 0; i < n; i++) {
        sxy += (x[i] - mean) * (y[i] - mean);
        sxx += (x[i] - mean) * (x[i] - mean);
        syy += (y[i] - mean) * (y[i] - mean);
    }
    return sxy / sqrt(sxx * syy);
}

static double precision(int32_t n, const double *score, const double *truth) {
    int64_t k = n / 10, hits = 0;
    g_autofree int32_t *best = g_new(int32_t, k);
    g_autofree int32_t *strong = g_new(int32_t, k);
    g_autofree uint8_t *is_strong = g_new0(uint8_t, n);
    hcp__top_k(n, score, k, best);
    hcp__top_k(n, truth, k, strong);
    for (int64_t r = 0; r < k; r++)
        is_strong[strong[r]] = 1;
    for (int64_t r = 0; r < k; r++)
        hits += is_strong[best[r]];
    return (double)hits / (double)k;
}

static double number(const HcpTable *table, const char *column, int32_t row) {
    return hcp_column_get_number(hcp_table_find_column(table, column), row);
}

static Agreement compare(const HcpAnalysis *analysis, const HcpTable *truth) {
    enum { TRUTH, VOLUME, RATIO, INDEX, N_SERIES };
    static double series[N_SERIES][N_PHYSICIANS];
    const HcpTable *nodes = analysis->nodes;
    int32_t n = 0;
    Agreement agreement = {0};
    for (int32_t i = 0; i < N_PHYSICIANS; i++) {
        double sent = number(nodes, "n_referrals", i);
        if (isnan(sent))
            continue;
        /* Both are sorted by id. */
        double propensity = number(truth, "referral_propensity", i);
        series[TRUTH][n] = propensity;
        series[VOLUME][n] = sent;
        series[RATIO][n] = sent / number(nodes, "expected_referrals", i);
        series[INDEX][n++] = number(nodes, "referral_index", i);
        agreement.mean += sent;
    }
    double mean = 0; /* the index is about 1, the propensity about its own mean */
    for (int32_t k = 0; k < n; k++)
        mean += series[TRUTH][k] / n;
    for (int32_t i = 0; i < N_PHYSICIANS; i++) {
        double relative = number(truth, "referral_propensity", i) / mean;
        agreement.coverage += number(nodes, "referral_index_low", i) <= relative &&
                              relative <= number(nodes, "referral_index_high", i);
    }
    agreement.coverage /= n;
    agreement.mean /= n;
    agreement.volume = spearman(n, series[VOLUME], series[TRUTH]);
    agreement.ratio = spearman(n, series[RATIO], series[TRUTH]);
    agreement.index = spearman(n, series[INDEX], series[TRUTH]);
    agreement.top_volume = precision(n, series[VOLUME], series[TRUTH]);
    agreement.top_ratio = precision(n, series[RATIO], series[TRUTH]);
    agreement.top_index = precision(n, series[INDEX], series[TRUTH]);
    return agreement;
}

static Agreement measure(uint64_t seed, double share) {
    g_autoptr(HcpTable) truth = NULL;
    g_autoptr(HcpAnalysis) analysis = simulate(seed, share, &truth);
    Agreement a = compare(analysis, truth);
    printf("seed %d, %.1f referrals a physician: rho volume %.3f, O/E %.3f, index %.3f; top tenth "
           "%.2f, %.2f, %.2f; 90 %% interval covers %.2f\n",
           (int)seed, a.mean, a.volume, a.ratio, a.index, a.top_volume, a.top_ratio, a.top_index,
           a.coverage);
    return a;
}

static void the_index_finds_the_planted_propensity_better_than_volume(void) {
    for (uint64_t seed = 1; seed <= 3; seed++) {
        Agreement a = measure(seed, 0.33);
        CU_ASSERT_TRUE(a.index >= a.volume + 0.15);
        CU_ASSERT_TRUE(a.index >= 0.9);
        CU_ASSERT_TRUE(a.top_index >= a.top_volume + 0.1);
        CU_ASSERT_TRUE(a.coverage > 0.7 && a.coverage < 0.95);
    }
}

static void shrinking_helps_where_referrals_are_few(void) {
    static const double SHARES[] = {0.1, 0.033};
    for (gsize k = 0; k < G_N_ELEMENTS(SHARES); k++) {
        Agreement a = measure(1, SHARES[k]);
        CU_ASSERT_TRUE(a.index > a.ratio);
        CU_ASSERT_TRUE(a.index > a.volume);
    }
}

HCP_TEST_MAIN(HCP_TEST(the_index_finds_the_planted_propensity_better_than_volume),
              HCP_TEST(shrinking_helps_where_referrals_are_few))
