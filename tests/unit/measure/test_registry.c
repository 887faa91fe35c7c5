#include "support.h"

#include <string.h>

static void every_measure_describes_itself(void) {
    gsize n;
    const HcpMeasure *const *list = hcp_measure_list(&n);
    CU_ASSERT_TRUE(n > 0);
    for (gsize i = 0; i < n; i++) {
        CU_ASSERT_PTR_EQUAL(hcp_measure_find(list[i]->name), list[i]);
        CU_ASSERT_TRUE(list[i]->label != NULL && list[i]->definition != NULL);
        CU_ASSERT_TRUE(list[i]->direction != NULL && list[i]->isolates != NULL);
        CU_ASSERT_TRUE(list[i]->source != NULL && list[i]->cost != NULL);
        CU_ASSERT_TRUE(list[i]->compute != NULL);
        CU_ASSERT_PTR_NULL(strchr(list[i]->definition, '\n'));
    }
}

static void an_unknown_name_finds_nothing(void) {
    CU_ASSERT_PTR_NULL(hcp_measure_find("page_rank"));
}

static HcpColumn *compute(const char *name, const char *prefix) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b 2\nb c 1\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_measure_compute(hcp_measure_find(name), network, prefix, run, NULL);
}

static void a_count_becomes_a_column_of_whole_numbers(void) {
    g_autoptr(HcpColumn) column = compute("out_degree", NULL);
    CU_ASSERT_STRING_EQUAL(hcp_column_get_info(column)->name, "out_degree");
    CU_ASSERT_EQUAL(hcp_column_get_info(column)->kind, HCP_KIND_INT64);
    CU_ASSERT_EQUAL(hcp_column_get_info(column)->privacy, HCP_PRIVACY_NONE);
}

static void a_sum_of_weights_is_marked_for_the_privacy_gate(void) {
    g_autoptr(HcpColumn) column = compute("strength", NULL);
    CU_ASSERT_EQUAL(hcp_column_get_info(column)->kind, HCP_KIND_DOUBLE);
    CU_ASSERT_EQUAL(hcp_column_get_info(column)->privacy, HCP_PRIVACY_WEIGHT_SUM);
}

static void columns_of_other_layers_bear_the_layers_name(void) {
    g_autoptr(HcpColumn) column = compute("pagerank", "advice");
    CU_ASSERT_STRING_EQUAL(hcp_column_get_info(column)->name, "advice_pagerank");
    CU_ASSERT_STRING_EQUAL(hcp_column_get_info(column)->label, "PageRank (advice)");
}

static void undefined_values_are_missing(void) {
    g_autoptr(HcpColumn) column = compute("clustering", NULL);
    CU_ASSERT_FALSE(hcp_column_is_valid(column, 0));
    CU_ASSERT_TRUE(hcp_column_is_valid(column, 1));
}

static gboolean always(void *data) {
    (void)data;
    return TRUE;
}

static void every_measure_stops_when_asked_to(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b\nb c\nc a\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_cancel(run, always, NULL);
    gsize n;
    const HcpMeasure *const *list = hcp_measure_list(&n);
    for (gsize i = 0; i < n; i++) {
        GError *error = NULL;
        g_autoptr(HcpColumn) column = hcp_measure_compute(list[i], network, NULL, run, &error);
        CU_ASSERT_PTR_NULL(column);
        CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
    }
}

HCP_TEST_MAIN(HCP_TEST(every_measure_describes_itself), HCP_TEST(an_unknown_name_finds_nothing),
              HCP_TEST(a_count_becomes_a_column_of_whole_numbers),
              HCP_TEST(a_sum_of_weights_is_marked_for_the_privacy_gate),
              HCP_TEST(columns_of_other_layers_bear_the_layers_name),
              HCP_TEST(undefined_values_are_missing), HCP_TEST(every_measure_stops_when_asked_to))
