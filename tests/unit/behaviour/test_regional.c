/* The index within the region: when there is one, and what it compares with. */
#include "support.h"
#include "tables.h"

#include "behaviour/behaviour_internal.h"
#include <math.h>

enum { N = 40 };

/* Forty of one specialty. The first twenty send 10 or 30 in turns, 20 on average, and the others
 * twice as many; received is the other way round. */
static HcpReferralCounts *make_counts(void) {
    const HcpTestReferral rows[] = {{0, 1, 10, 10}};
    HcpReferralCounts *counts = g_new0(HcpReferralCounts, 1);
    counts->edges = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    g_ptr_array_add(counts->edges, hcp_test_referrals("referral", TRUE, 1, rows));
    counts->sent = g_new0(double, N);
    counts->received = g_new0(double, N);
    counts->sent_patients = g_new0(double, N);
    counts->received_patients = g_new0(double, N);
    for (int i = 0; i < N; i++) {
        int count = i % 2 == 0 ? 10 : 30;
        counts->sent[i] = i < N / 2 ? count : 2 * count;
        counts->received[i] = i < N / 2 ? 2 * count : count;
    }
    return counts;
}

/* `region`: one for each, or NULL for no column. */
static HcpTable *make_nodes(const char *const *region) {
    const char *specialty[N];
    for (int i = 0; i < N; i++)
        specialty[i] = "GP";
    g_autoptr(HcpColumn) specialties = hcp_test_texts("specialty", HCP_PRIVACY_NONE, N, specialty);
    g_autoptr(HcpColumn) regions =
        hcp_test_texts("region", HCP_PRIVACY_NONE, N, region != NULL ? region : specialty);
    HcpColumn *const columns[] = {specialties, regions};
    return hcp_table_new("nodes", N, region != NULL ? 2 : 1, columns);
}

static HcpBehaviour *fit(HcpTable *nodes, const char *expect_by) {
    g_auto(GStrv) terms = expect_by != NULL ? g_strsplit(expect_by, ";", -1) : NULL;
    HcpStudy study = {.expect_by = terms, .min_referrals = 10};
    HcpDataset dataset = {.study = &study, .nodes = nodes, .n_physicians = N, .has_master = TRUE};
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_behaviour_new(&dataset, nodes, make_counts(), run, NULL);
}

/* The nodes with the columns of behaviour. */
static HcpTable *behave(const char *const *region, const char *expect_by) {
    g_autoptr(HcpTable) nodes = make_nodes(region);
    g_autoptr(HcpBehaviour) behaviour = fit(nodes, expect_by);
    g_autoptr(GPtrArray) made =
        hcp_behaviour_make_columns(behaviour, nodes, HCP_PRIVACY_REFERRALS, NULL);
    return hcp_table_with_columns(nodes, made->len, (HcpColumn *const *)made->pdata);
}

static HcpTable *behave_in_two_regions(const char *expect_by) {
    const char *region[N];
    for (int i = 0; i < N; i++)
        region[i] = i < N / 2 ? "north" : "south";
    return behave(region, expect_by);
}

static double number(const HcpTable *nodes, const char *column, int row) {
    return hcp_column_get_number(hcp_table_find_column(nodes, column), row);
}

static gboolean has_regional(const HcpTable *nodes) {
    static const char *const NAMES[] = {"regional_expected",     "regional_index",
                                        "regional_index_low",    "regional_index_high",
                                        "in_regional_expected",  "in_regional_index",
                                        "in_regional_index_low", "in_regional_index_high"};
    int n = 0;
    for (gsize k = 0; k < G_N_ELEMENTS(NAMES); k++) {
        CU_ASSERT_TRUE(hcp_behaviour_is_column(NAMES[k]));
        CU_ASSERT_EQUAL(hcp_behaviour_is_received(NAMES[k]), k >= 4);
        n += hcp_table_find_column(nodes, NAMES[k]) != NULL;
    }
    CU_ASSERT_TRUE(n == 0 || n == G_N_ELEMENTS(NAMES));
    return n > 0;
}

/* A mean is what a Poisson regression on levels expects; the ridge moves it by less than one
 * referral of the 400 of a region. */
static void within_the_region_its_mean_is_expected(void) {
    g_autoptr(HcpTable) nodes = behave_in_two_regions(NULL);
    CU_ASSERT_TRUE(has_regional(nodes));
    for (int i = 0; i < N; i++) {
        double own = i < N / 2 ? 20 : 40, other = 60 - own;
        CU_ASSERT_DOUBLE_EQUAL(number(nodes, "expected_referrals", i), 30, 1e-6);
        CU_ASSERT_DOUBLE_EQUAL(number(nodes, "regional_expected", i), own, 0.5);
        CU_ASSERT_DOUBLE_EQUAL(number(nodes, "in_expected", i), 30, 1e-6);
        CU_ASSERT_DOUBLE_EQUAL(number(nodes, "in_regional_expected", i), other, 0.5);
    }
}

/* 30 of the north are what anybody sends, and much for the north; 20 of the south are little. */
static void the_regional_index_compares_with_the_region(void) {
    g_autoptr(HcpTable) nodes = behave_in_two_regions(NULL);
    const int north = 1, south = N / 2;
    CU_ASSERT_DOUBLE_EQUAL(number(nodes, "referral_index", north), 1, 0.02);
    CU_ASSERT_TRUE(number(nodes, "regional_index", north) > 1.3);
    CU_ASSERT_TRUE(number(nodes, "regional_index_low", north) > 0.9);
    CU_ASSERT_TRUE(number(nodes, "regional_index_high", south) < 0.85);
    CU_ASSERT_TRUE(number(nodes, "in_regional_index", south) < 0.7);
    CU_ASSERT_TRUE(number(nodes, "regional_index", north) <
                   number(nodes, "regional_index_high", north));
}

/* Of n negative binomial counts of mean m and shape a, the log of the mean has the variance
 * (1 / m + 1 / a) / n. */
static void few_of_a_region_leave_more_doubt(void) {
    const char *region[N];
    for (int i = 0; i < N; i++)
        region[i] = i < 6 ? "east" : i < N / 2 ? "north" : "south";
    g_autoptr(HcpTable) nodes = make_nodes(region);
    g_autoptr(HcpBehaviour) behaviour = fit(nodes, NULL);
    const HcpReferralModel *model = &behaviour->regional_sending;
    const int size[] = {6, 14, 20}, of[] = {0, 6, N / 2};
    for (int r = 0; r < 3; r++) {
        double variance = (1 / model->expected[of[r]] + 1 / model->shape) / size[r];
        CU_ASSERT_DOUBLE_EQUAL(model->doubt[of[r]] / variance, 1, 0.1);
    }
}

static void no_regions_leave_no_regional_columns(void) {
    const char *one[N], *own[N], *few[N];
    g_autofree char *names = g_malloc0(2 * N);
    for (int i = 0; i < N; i++) {
        names[2 * i] = (char)('A' + i);
        one[i] = "north";
        own[i] = names + 2 * i;
        few[i] = NULL;
    }
    const char *const *const cases[] = {NULL, one, own, few};
    for (gsize k = 0; k < G_N_ELEMENTS(cases); k++) {
        g_autoptr(HcpTable) nodes = behave(cases[k], NULL);
        CU_ASSERT_FALSE(has_regional(nodes));
        CU_ASSERT_DOUBLE_EQUAL(number(nodes, "expected_referrals", 0), 30, 1e-6);
    }
}

/* Then the index itself is within the region. */
static void a_region_that_is_expected_by_is_not_named_twice(void) {
    g_autoptr(HcpTable) nodes = behave_in_two_regions("specialty;region");
    CU_ASSERT_FALSE(has_regional(nodes));
    CU_ASSERT_DOUBLE_EQUAL(number(nodes, "expected_referrals", 0), 20, 0.5);
    CU_ASSERT_DOUBLE_EQUAL(number(nodes, "expected_referrals", N / 2), 40, 0.5);
}

static void who_has_no_region_has_no_regional_index(void) {
    const char *region[N];
    for (int i = 0; i < N; i++)
        region[i] = i == 3 ? NULL : i < N / 2 ? "north" : "south";
    g_autoptr(HcpTable) nodes = behave(region, NULL);
    CU_ASSERT_TRUE(has_regional(nodes));
    CU_ASSERT_TRUE(isnan(number(nodes, "regional_expected", 3)));
    CU_ASSERT_TRUE(isnan(number(nodes, "regional_index", 3)));
    CU_ASSERT_TRUE(isnan(number(nodes, "in_regional_index_high", 3)));
    CU_ASSERT_DOUBLE_EQUAL(number(nodes, "referral_index", 3), 1, 0.02);
    CU_ASSERT_DOUBLE_EQUAL(number(nodes, "regional_expected", 4), 370.0 / 19, 0.5);
}

HCP_TEST_MAIN(HCP_TEST(within_the_region_its_mean_is_expected),
              HCP_TEST(the_regional_index_compares_with_the_region),
              HCP_TEST(few_of_a_region_leave_more_doubt),
              HCP_TEST(no_regions_leave_no_regional_columns),
              HCP_TEST(a_region_that_is_expected_by_is_not_named_twice),
              HCP_TEST(who_has_no_region_has_no_regional_index))
