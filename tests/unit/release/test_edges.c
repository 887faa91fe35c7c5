/* Counts of 1 to 10 patients are not shown, 11 and more are; edges without patients pass. */
#include "tables.h"

#include <string.h>

static const HcpTestReferral ROWS[] = {{0, 1, 10, 40}, {0, 2, 11, 12}, {1, 2, 1, 1}, {2, 0, 30, 9}};
enum { N_ROWS = G_N_ELEMENTS(ROWS) };

static HcpEdges *release(const char *layer, int min_patients, HcpSmallCells small_cells) {
    gboolean directed = strcmp(layer, "shared") != 0;
    g_autoptr(HcpEdges) edges =
        hcp_test_referrals(layer, directed, directed ? N_ROWS : N_ROWS - 1, ROWS);
    HcpReleasePolicy policy = {.min_patients = min_patients, .small_cells = small_cells};
    return hcp_release_edges(edges, &policy);
}

static HcpColumn *find(const HcpEdges *edges, const char *column) {
    return hcp_table_find_column(hcp_edges_get_attributes(edges), column);
}

static void edges_of_ten_patients_are_masked_and_of_eleven_are_not(void) {
    g_autoptr(HcpEdges) edges = release("referral", 11, HCP_SMALL_CELLS_DEFAULT);
    CU_ASSERT_EQUAL(hcp_edges_get_n(edges), N_ROWS);
    const uint8_t expected[] = {1, 0, 1, 0};
    const double weights[] = {5.5, 11, 5.5, 30};
    for (int e = 0; e < N_ROWS; e++) {
        CU_ASSERT_EQUAL(hcp_column_get_bools(find(edges, "masked"))[e], expected[e]);
        CU_ASSERT_EQUAL(hcp_edges_get_weights(edges)[e], weights[e]);
        CU_ASSERT_EQUAL(hcp_edges_get_sources(edges)[e], ROWS[e].source);
        CU_ASSERT_EQUAL(hcp_edges_get_targets(edges)[e], ROWS[e].target);
    }
}

static void nothing_but_its_ends_is_left_of_a_masked_edge(void) {
    g_autoptr(HcpEdges) edges = release("referral", 11, HCP_SMALL_CELLS_MASK);
    static const char *const NAMES[] = {"patients", "referrals", "first"};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        CU_ASSERT_FALSE(hcp_column_is_valid(find(edges, NAMES[i]), 0));
        CU_ASSERT_TRUE(hcp_column_is_valid(find(edges, NAMES[i]), 1));
    }
    CU_ASSERT_EQUAL(hcp_column_get_int64s(find(edges, "patients"))[0], 0);
    CU_ASSERT_EQUAL(hcp_column_get_int64s(find(edges, "patients"))[1], 11);
}

static void shared_pairs_are_dropped_by_default(void) {
    g_autoptr(HcpEdges) edges = release("shared", 11, HCP_SMALL_CELLS_DEFAULT);
    CU_ASSERT_EQUAL(hcp_edges_get_n(edges), 1);
    CU_ASSERT_EQUAL(hcp_edges_get_weights(edges)[0], 11);
    CU_ASSERT_EQUAL(hcp_edges_get_targets(edges)[0], 2);
    CU_ASSERT_PTR_NULL(find(edges, "masked"));
}

static void the_study_chooses_between_masking_and_dropping(void) {
    g_autoptr(HcpEdges) masked = release("shared", 11, HCP_SMALL_CELLS_MASK);
    CU_ASSERT_EQUAL(hcp_edges_get_n(masked), 3);
    g_autoptr(HcpEdges) dropped = release("referral", 11, HCP_SMALL_CELLS_DROP);
    CU_ASSERT_EQUAL(hcp_edges_get_n(dropped), 2);
    CU_ASSERT_EQUAL(hcp_column_get_int64s(find(dropped, "patients"))[1], 30);
}

static void another_threshold_moves_the_band_and_its_middle(void) {
    g_autoptr(HcpEdges) higher = release("referral", 31, HCP_SMALL_CELLS_MASK);
    for (int e = 0; e < N_ROWS; e++)
        CU_ASSERT_EQUAL(hcp_edges_get_weights(higher)[e], 15.5);
    g_autoptr(HcpEdges) open = release("referral", 1, HCP_SMALL_CELLS_MASK);
    for (int e = 0; e < N_ROWS; e++)
        CU_ASSERT_EQUAL(hcp_edges_get_weights(open)[e], (double)ROWS[e].patients);
}

static void small_counts_of_an_edge_that_stays_are_left_empty(void) {
    g_autoptr(HcpEdges) plain = hcp_test_referrals("referral", TRUE, N_ROWS, ROWS);
    const int64_t same_day[] = {1, 3, 0, 12};
    g_autoptr(HcpColumn) column =
        hcp_test_counts("same_day", HCP_PRIVACY_PATIENT_COUNT, N_ROWS, same_day);
    g_autoptr(HcpTable) table = hcp_table_with_columns(hcp_edges_get_attributes(plain), 1, &column);
    int32_t *source = g_memdup2(hcp_edges_get_sources(plain), N_ROWS * sizeof(int32_t));
    int32_t *target = g_memdup2(hcp_edges_get_targets(plain), N_ROWS * sizeof(int32_t));
    g_autoptr(HcpEdges) edges = hcp_edges_new_take(TRUE, N_ROWS, source, target, table);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpEdges) released = hcp_release_edges(edges, &policy);
    CU_ASSERT_FALSE(hcp_column_is_valid(find(released, "same_day"), 1));
    CU_ASSERT_TRUE(hcp_column_is_valid(find(released, "same_day"), 3));
    CU_ASSERT_TRUE(hcp_column_is_valid(find(released, "patients"), 1));
}

static void edges_that_count_no_patients_pass_unchanged(void) {
    g_autoptr(HcpEdges) ties = hcp_test_ties("advice", TRUE, N_ROWS, ROWS);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpEdges) released = hcp_release_edges(ties, &policy);
    CU_ASSERT_PTR_EQUAL(released, ties);
}

static void weights_that_count_patients_are_masked_without_a_column_of_them(void) {
    g_autoptr(HcpEdges) ties = hcp_test_ties("referral", TRUE, N_ROWS, ROWS);
    g_autoptr(HcpTable) noted =
        hcp_table_with_note(hcp_edges_get_attributes(ties), "counts", "patients");
    int32_t *source = g_memdup2(hcp_edges_get_sources(ties), N_ROWS * sizeof(int32_t));
    int32_t *target = g_memdup2(hcp_edges_get_targets(ties), N_ROWS * sizeof(int32_t));
    g_autoptr(HcpEdges) edges = hcp_edges_new_take(TRUE, N_ROWS, source, target, noted);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpEdges) released = hcp_release_edges(edges, &policy);
    CU_ASSERT_EQUAL(hcp_edges_get_weights(released)[0], 5.5);
}

static void releasing_twice_is_releasing_once(void) {
    g_autoptr(HcpEdges) once = release("referral", 11, HCP_SMALL_CELLS_MASK);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpEdges) twice = hcp_release_edges(once, &policy);
    CU_ASSERT_PTR_EQUAL(once, twice);
}

HCP_TEST_MAIN(HCP_TEST(edges_of_ten_patients_are_masked_and_of_eleven_are_not),
              HCP_TEST(nothing_but_its_ends_is_left_of_a_masked_edge),
              HCP_TEST(shared_pairs_are_dropped_by_default),
              HCP_TEST(the_study_chooses_between_masking_and_dropping),
              HCP_TEST(another_threshold_moves_the_band_and_its_middle),
              HCP_TEST(small_counts_of_an_edge_that_stays_are_left_empty),
              HCP_TEST(edges_that_count_no_patients_pass_unchanged),
              HCP_TEST(weights_that_count_patients_are_masked_without_a_column_of_them),
              HCP_TEST(releasing_twice_is_releasing_once))
