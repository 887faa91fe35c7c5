/* No total that is shown, nor the index that is made of it, gives a masked pair away. */
#include "support.h"
#include "tables.h"

#include "release/release_internal.h"
#include <math.h>

enum { N = 8, M = 10 };

static HcpTable *make_nodes(void) {
    const char *const ids[N] = {"A", "B", "C", "D", "E", "F", "G", "H"};
    const char *const regions[N] = {"n", "n", "n", "n", "n", "s", "s", "s"};
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, N, ids);
    g_autoptr(HcpColumn) region = hcp_test_texts("region", HCP_PRIVACY_NONE, N, regions);
    return hcp_table_new("nodes", N, 2, (HcpColumn *const[]){id, region});
}

/* Takes `nodes` over. */
static HcpBehaviour *make_behaviour(HcpTable *nodes, int n, const HcpTestReferral *rows) {
    const uint8_t everybody[N] = {1, 1, 1, 1, 1, 1, 1, 1};
    HcpBehaviour *behaviour = g_new0(HcpBehaviour, 1);
    HcpReferralCounts *counts = behaviour->counts = g_new0(HcpReferralCounts, 1);
    counts->sent = g_new0(double, N);
    counts->received = g_new0(double, N);
    counts->sent_patients = g_new0(double, N);
    counts->received_patients = g_new0(double, N);
    for (int j = 0; j < n; j++) {
        counts->sent[rows[j].source] += (double)rows[j].patients;
        counts->sent_patients[rows[j].source] += (double)rows[j].patients;
        counts->received[rows[j].target] += (double)rows[j].patients;
        counts->received_patients[rows[j].target] += (double)rows[j].patients;
    }
    counts->edges = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    g_ptr_array_add(counts->edges, hcp_test_referrals("referral", TRUE, n, rows));
    behaviour->n_physicians = N;
    behaviour->min_referrals = 10;
    behaviour->is_sender = g_memdup2(everybody, N);
    behaviour->is_receiver = g_memdup2(everybody, N);
    behaviour->expect_by = g_new0(char *, 1);
    behaviour->nodes = nodes;
    behaviour->inputs = hcp_table_ref(nodes);
    return behaviour;
}

static HcpTable *release_rows(int n, const HcpTestReferral *rows) {
    HcpTable *nodes = make_nodes();
    g_autoptr(HcpBehaviour) behaviour = make_behaviour(nodes, n, rows);
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    return hcp__release_behaviour(nodes, behaviour, &policy, run, NULL);
}

/* Physician 0 sends to 1..n what `patients` says. */
static HcpTable *release(int n, const int64_t *patients) {
    HcpTestReferral rows[N];
    for (int j = 0; j < n; j++)
        rows[j] = (HcpTestReferral){0, j + 1, patients[j], patients[j]};
    return release_rows(n, rows);
}

static double number(const HcpTable *table, const char *column, int row) {
    return hcp_column_get_number(hcp_table_find_column(table, column), row);
}

/* What a reader works out: what is expected of all is what was counted of all. */
static double solve_total(const HcpTable *table, const char *expected) {
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += number(table, expected, i);
    return sum;
}

static gboolean is_same(const HcpTable *a, const HcpTable *b) {
    gboolean same = hcp_table_get_n_columns(a) == hcp_table_get_n_columns(b);
    for (gsize c = 0; same && c < hcp_table_get_n_columns(a); c++)
        for (int i = 0; i < N; i++) {
            g_autoptr(GString) x = g_string_new(NULL);
            g_autoptr(GString) y = g_string_new(NULL);
            hcp_column_append_text(hcp_table_get_column(a, c), i, x);
            hcp_column_append_text(hcp_table_get_column(b, c), i, y);
            same = same && g_string_equal(x, y);
        }
    return same;
}

/* Whatever one masked pair beside 33 shown patients holds, everything that is shown is the same. */
static void a_single_masked_pair_changes_nothing_that_is_shown(void) {
    const int64_t least[] = {33, 1};
    g_autoptr(HcpTable) first = release(2, least);
    for (int64_t patients = 1; patients <= M; patients++) {
        const int64_t pairs[] = {33, patients};
        g_autoptr(HcpTable) table = release(2, pairs);
        CU_ASSERT_TRUE(is_same(table, first));
        CU_ASSERT_TRUE(isnan(number(table, "n_referrals", 0)));
        CU_ASSERT_TRUE(isnan(number(table, "n_patients", 0)));
        CU_ASSERT_DOUBLE_EQUAL(solve_total(table, "expected_referrals"), 33 + 5.5, 1e-9);
        CU_ASSERT_DOUBLE_EQUAL(solve_total(table, "regional_expected"), 33 + 5.5, 1e-9);
        CU_ASSERT_DOUBLE_EQUAL(number(table, "loyalty", 0), 33 / 38.5, 1e-12);
        CU_ASSERT_TRUE(isnan(number(table, "in_referrals", 2)));
        CU_ASSERT_DOUBLE_EQUAL(solve_total(table, "in_expected"), 33 + 5.5, 1e-9);
        CU_ASSERT_DOUBLE_EQUAL(solve_total(table, "in_regional_expected"), 33 + 5.5, 1e-9);
    }
}

/* TRUE where the total of three masked pairs beside 40 shown patients is shown. */
static gboolean check_three(int64_t a, int64_t b, int64_t c) {
    const int64_t pairs[] = {40, a, b, c};
    g_autoptr(HcpTable) table = release(4, pairs);
    double seen = solve_total(table, "expected_referrals") - 40;
    double shown = number(table, "n_referrals", 0);
    if (isnan(shown)) {
        /* the middle of 3..12 or of 21..30 */
        CU_ASSERT_TRUE(fabs(seen - 7.5) < 1e-9 || fabs(seen - 25.5) < 1e-9);
        return FALSE;
    }
    CU_ASSERT_DOUBLE_EQUAL(seen, shown - 40, 1e-9);
    CU_ASSERT_EQUAL(shown, (double)(40 + a + b + c));
    /* one pair may hold 1 with the others at 10, or 10 with the others at 1 */
    CU_ASSERT_TRUE(seen <= 1 + 2 * M + 1e-9 && seen >= M + 2 - 1e-9);
    return TRUE;
}

static void a_total_leaves_each_pair_its_whole_range(void) {
    int n_exact = 0, n = 0;
    for (int64_t a = 1; a <= M; a += 3)
        for (int64_t b = 1; b <= M; b++)
            for (int64_t c = b; c <= M; c++, n++)
                n_exact += check_three(a, b, c);
    CU_ASSERT_TRUE(n_exact > 0 && n_exact < n);
}

static void without_masked_pairs_totals_are_exact(void) {
    const int64_t pairs[] = {33, 12};
    g_autoptr(HcpTable) table = release(2, pairs);
    CU_ASSERT_EQUAL(number(table, "n_referrals", 0), 45);
    CU_ASSERT_EQUAL(number(table, "n_patients", 0), 45);
    CU_ASSERT_EQUAL(number(table, "in_referrals", 2), 12);
}

/* Rows less all other totals are the total that is hidden: another one is hidden with it. */
static void a_total_is_not_the_only_one_that_is_hidden(void) {
    const HcpTestReferral rows[] = {{0, 1, 33, 33}, {0, 2, 4, 4}, {6, 1, 5, 5},
                                    {6, 2, 6, 6},   {6, 3, 7, 7}, {7, 1, 6, 6},
                                    {7, 2, 6, 6},   {7, 3, 6, 6}, {7, 4, 6, 6}};
    g_autoptr(HcpTable) both = release_rows(G_N_ELEMENTS(rows), rows);
    CU_ASSERT_TRUE(isnan(number(both, "n_referrals", 0)));
    CU_ASSERT_EQUAL(number(both, "n_referrals", 6), 18);
    CU_ASSERT_TRUE(isnan(number(both, "n_referrals", 7))); /* has more masked pairs than 6 */
    /* 7 counts by the middle of 24..33 */
    CU_ASSERT_DOUBLE_EQUAL(solve_total(both, "expected_referrals"), 38.5 + 18 + 28.5, 1e-9);
    g_autoptr(HcpTable) one = release_rows(G_N_ELEMENTS(rows) - 3, rows + 2);
    CU_ASSERT_EQUAL(number(one, "n_referrals", 7), 18); /* nothing else is hidden */
}

/* True values may not leave by another way. */
static void columns_of_true_counts_are_refused(void) {
    const double values[] = {1};
    g_autoptr(HcpColumn) column =
        hcp_test_numbers("referral_index", HCP_PRIVACY_REFERRALS, 1, values);
    g_autoptr(HcpTable) table = hcp_table_new("table", 1, 1, &column);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(GError) error = NULL;
    CU_ASSERT_PTR_NULL(hcp_release_table(table, &policy, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "true counts of referrals"));
}

HCP_TEST_MAIN(HCP_TEST(a_single_masked_pair_changes_nothing_that_is_shown),
              HCP_TEST(a_total_leaves_each_pair_its_whole_range),
              HCP_TEST(without_masked_pairs_totals_are_exact),
              HCP_TEST(a_total_is_not_the_only_one_that_is_hidden),
              HCP_TEST(columns_of_true_counts_are_refused))
