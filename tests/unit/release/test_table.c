/* Tables: patients never, small counts of patients left empty. */
#include "tables.h"

static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;

static HcpRelease *release_column(HcpColumn *column, GError **error) {
    g_autoptr(HcpTable) table = hcp_table_new("results", hcp_column_get_length(column), 1, &column);
    return hcp_release_table(table, &POLICY, error);
}

static void ids_of_patients_are_refused(void) {
    static const char *const IDS[] = {"pat-1", "pat-2"};
    g_autoptr(HcpColumn) column = hcp_test_texts("patient", HCP_PRIVACY_PATIENT, 2, IDS);
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(release_column(column, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "results: patient"));
}

static void sums_of_true_weights_are_refused(void) {
    const double sums[] = {4, 30};
    g_autoptr(HcpColumn) column = hcp_test_numbers("strength", HCP_PRIVACY_WEIGHT_SUM, 2, sums);
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(release_column(column, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "strength"));
}

static void counts_that_are_no_numbers_are_refused(void) {
    static const char *const COUNTS[] = {"4", "<11"};
    g_autoptr(HcpColumn) column = hcp_test_texts("patients", HCP_PRIVACY_PATIENT_COUNT, 2, COUNTS);
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(release_column(column, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_REFUSED, "patients"));
}

static void counts_of_1_to_10_are_left_empty_and_counted(void) {
    const int64_t counts[] = {0, 1, 10, 11, HCP_TEST_MISSING, 12};
    g_autoptr(HcpColumn) column =
        hcp_test_counts("panel_size", HCP_PRIVACY_PATIENT_COUNT, 6, counts);
    g_autoptr(HcpRelease) release = release_column(column, NULL);
    HcpColumn *shown = hcp_table_get_column(hcp_release_get_table(release), 0);
    const gboolean expected[] = {TRUE, FALSE, FALSE, TRUE, FALSE, TRUE};
    for (int i = 0; i < 6; i++)
        CU_ASSERT_EQUAL(hcp_column_is_valid(shown, i), expected[i]);
    CU_ASSERT_EQUAL(hcp_column_get_int64s(shown)[2], 0);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "small_counts"), 2);
}

static void shares_of_a_patient_are_small_counts_too(void) {
    const double counts[] = {0.5, 10.99, 11};
    g_autoptr(HcpColumn) column =
        hcp_test_numbers("panel_size", HCP_PRIVACY_PATIENT_COUNT, 3, counts);
    g_autoptr(HcpRelease) release = release_column(column, NULL);
    CU_ASSERT_EQUAL(
        hcp_column_count_missing(hcp_table_get_column(hcp_release_get_table(release), 0)), 2);
}

static void other_columns_pass_unchanged(void) {
    const int64_t counts[] = {1, 2};
    g_autoptr(HcpColumn) column = hcp_test_counts("contacts", HCP_PRIVACY_NONE, 2, counts);
    g_autoptr(HcpRelease) release = release_column(column, NULL);
    CU_ASSERT_PTR_EQUAL(hcp_table_get_column(hcp_release_get_table(release), 0), column);
    CU_ASSERT_PTR_NULL(hcp_release_get_network(release));
    CU_ASSERT_FALSE(hcp_release_is_synthetic(release));
}

static void simulated_tables_are_released_whole_and_say_so(void) {
    static const char *const IDS[] = {"pat-1", "pat-2"};
    g_autoptr(HcpColumn) column = hcp_test_texts("patient", HCP_PRIVACY_PATIENT, 2, IDS);
    g_autoptr(HcpTable) table = hcp_table_new("referrals", 2, 1, &column);
    g_autoptr(HcpRelease) release = hcp_release_synthetic(table);
    CU_ASSERT_TRUE(hcp_release_is_synthetic(release));
    CU_ASSERT_PTR_EQUAL(hcp_release_get_table(release), table);
    CU_ASSERT_EQUAL(hcp_test_audit(release, "synthetic"), 2);
}

HCP_TEST_MAIN(HCP_TEST(ids_of_patients_are_refused), HCP_TEST(sums_of_true_weights_are_refused),
              HCP_TEST(counts_that_are_no_numbers_are_refused),
              HCP_TEST(counts_of_1_to_10_are_left_empty_and_counted),
              HCP_TEST(shares_of_a_patient_are_small_counts_too),
              HCP_TEST(other_columns_pass_unchanged),
              HCP_TEST(simulated_tables_are_released_whole_and_say_so))
