/* The layer that visits make, by the study's settings. */
#include "dataset_by_hand.h"
#include "support.h"

static const char FIVE[] = "patient physician date service\n"
                           "p1 A 1 consult\np1 B 5 consult\np1 C 20 consult\n"
                           "p2 A 1 consult\np2 B 1 lab\np2 A 40 consult\n"
                           "p3 A 1 consult\np3 B 10 consult\np3 A 12 -\np3 B 15 lab\n"
                           "p4 B 1 consult\np4 A 31 consult\np4 A 33 consult\n"
                           "p5 A 10 consult\np5 B 110 consult\n";

static GPtrArray *derive(const HcpSharedSettings *settings, GError **error) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "visits", NULL, FIVE);
    hand->study.shared = *settings;
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_derive_layers(&hand->dataset, run, error);
}

#define ASSERT_LAYER(days, expected, ...)                                                          \
    do {                                                                                           \
        HcpSharedSettings settings = {.window = days, .max_visits = 5000, __VA_ARGS__};            \
        g_autoptr(GPtrArray) layers = derive(&settings, NULL);                                     \
        g_autofree char *found = layers != NULL && layers->len == 1                                \
                                     ? write_layer(layers->pdata[0])                               \
                                     : g_strdup("no layer");                                       \
        CU_ASSERT_STRING_EQUAL(found, expected);                                                   \
        if (strcmp(found, expected) != 0)                                                          \
            g_printerr("%s", found);                                                               \
    } while (0)

static void visits_are_a_layer_of_shared_patients(void) {
    ASSERT_LAYER(30,
                 "shared: weight patients pairs same_day\n"
                 "AB 3 3 5 1\nAC 1 1 1 0\nBA 2 2 2 0\nBC 1 1 1 0\n", );
}

static void the_window_is_a_setting(void) {
    ASSERT_LAYER(180,
                 "shared: weight patients pairs same_day\n"
                 "AB 4 4 6 1\nAC 1 1 1 0\nBA 3 3 4 0\nBC 1 1 1 0\n", );
}

static void what_a_rule_does_not_count_is_no_column(void) {
    ASSERT_LAYER(30, "shared: weight patients pairs\nAB 2 2 4\nAC 1 1 1\nBA 2 2 2\nBC 1 1 1\n",
                 .same_day = HCP_SAME_DAY_DROP);
    ASSERT_LAYER(30, "shared: weight patients pairs\nAB 2 2 3\nBA 2 2 2\nBC 1 1 1\n",
                 .rule = HCP_SHARED_TRACE_ROUTE);
    ASSERT_LAYER(30, "shared: weight patients\nAB 5 5\nAC 1 1\nBC 1 1\n",
                 .rule = HCP_SHARED_BINNING);
}

/* Panels: A 5, B 5, C 1. */
static void the_strength_is_a_setting(void) {
    ASSERT_LAYER(30, "shared: weight patients\nAB 5 5\nAC 1 1\nBC 1 1\n",
                 .rule = HCP_SHARED_BINNING, .weight = HCP_TIE_VISITS);
    ASSERT_LAYER(30, "shared: weight patients\nAB 4.5 5\nAC 0.5 1\nBC 0.5 1\n",
                 .rule = HCP_SHARED_BINNING, .weight = HCP_TIE_NEWMAN);
    ASSERT_LAYER(30, "shared: weight patients\nAB 1 5\nAC 0.2 1\nBC 0.2 1\n",
                 .rule = HCP_SHARED_BINNING, .weight = HCP_TIE_JACCARD);
    ASSERT_LAYER(
        180, "shared: weight patients pairs\nAB 0.6 3 4\nBA 0.6 3 3\nBC 0.4472135954999579 1 1\n",
        .rule = HCP_SHARED_TRACE_ROUTE, .weight = HCP_TIE_COSINE);
    ASSERT_LAYER(30,
                 "shared: weight patients pairs same_day\n"
                 "AB 0.75 3 5 1\nAC 0.25 1 1 0\nBA 0.6666666666666666 2 2 0\n"
                 "BC 0.3333333333333333 1 1 0\n",
                 .weight = HCP_TIE_SHARE);
}

static void services_choose_the_visits(void) {
    ASSERT_LAYER(30,
                 "shared: weight patients pairs same_day\n"
                 "AB 2 2 2 0\nAC 1 1 1 0\nBA 1 1 1 0\nBC 1 1 1 0\n",
                 .services = (char *[]){(char *)"consult", NULL});
    ASSERT_LAYER(30,
                 "shared: weight patients pairs same_day\n"
                 "AB 2 2 2 0\nAC 1 1 1 0\nBA 2 2 2 0\nBC 1 1 1 0\n",
                 .without_services = (char *[]){(char *)"lab", NULL});
}

static void a_service_that_no_visit_has_is_a_slip(void) {
    HcpSharedSettings settings = {
        .window = 30, .max_visits = 5000, .services = (char *[]){(char *)"consullt", NULL}};
    g_autoptr(GError) error = NULL;
    CU_ASSERT_PTR_NULL(derive(&settings, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_INPUT, "did you mean 'consult'?"));
}

static void the_layer_says_its_rule_and_that_it_counts_patients(void) {
    HcpSharedSettings settings = {.window = 60, .max_visits = 3, .weight = HCP_TIE_JACCARD};
    g_autoptr(GPtrArray) layers = derive(&settings, NULL);
    HcpTable *table = hcp_edges_get_attributes(layers->pdata[0]);
    CU_ASSERT_STRING_EQUAL(
        hcp_table_find_note(table, "rule"),
        "weight = jaccard; a proxy of referral; cms: target seen within 60 days after source; same "
        "day: lesser (once, from the smaller id); patients with more than 3 visits left out");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(table, "counts"), "patients");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(table, "relation"), "shared");
}

static void visits_and_pairs_need_two_names(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "visits", NULL, FIVE);
    by_hand_add(hand, "pairs", NULL, "from to patients\nA B 12\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GError) error = NULL;
    CU_ASSERT_PTR_NULL(hcp_derive_layers(&hand->dataset, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_INPUT, "[pairs:NAME]"));
}

/* Twelve patients go from A to B, four from A to C: what may be seen of A is its pair with B. */
static void shares_are_of_what_may_be_seen(void) {
    g_autoptr(GString) rows = g_string_new("patient physician date\n");
    for (int k = 0; k < 16; k++)
        g_string_append_printf(rows, "p%d A 1\np%d %c 2\n", k, k, k < 12 ? 'B' : 'C');
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "visits", NULL, rows->str);
    hand->study.shared.weight = HCP_TIE_SHARE;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    g_autofree char *truth = write_layer(layers->pdata[0]);
    CU_ASSERT_STRING_EQUAL(truth, "shared: weight patients pairs same_day\n"
                                  "AB 0.75 12 12 0\nAC 0.25 4 4 0\n");
    for (HcpSmallCells cells = HCP_SMALL_CELLS_DEFAULT; cells <= HCP_SMALL_CELLS_DROP; cells++) {
        HcpReleasePolicy policy = {.min_patients = 11, .small_cells = cells};
        g_autoptr(HcpEdges) released = hcp_release_edges(layers->pdata[0], &policy);
        g_autofree char *shown = write_layer(released);
        CU_ASSERT_STRING_EQUAL(shown, "shared: weight patients pairs same_day\nAB 1 12 12 0\n");
    }
}

HCP_TEST_MAIN(HCP_TEST(visits_are_a_layer_of_shared_patients), HCP_TEST(the_window_is_a_setting),
              HCP_TEST(what_a_rule_does_not_count_is_no_column),
              HCP_TEST(the_strength_is_a_setting), HCP_TEST(services_choose_the_visits),
              HCP_TEST(a_service_that_no_visit_has_is_a_slip),
              HCP_TEST(the_layer_says_its_rule_and_that_it_counts_patients),
              HCP_TEST(visits_and_pairs_need_two_names), HCP_TEST(shares_are_of_what_may_be_seen))
