#include "dataset_by_hand.h"
#include "support.h"

#include <string.h>

/* The layers of one table as text. */
static char *derive(const char *schema, const char *layer, const char *rows) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, schema, layer, rows);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint k = 0; layers != NULL && k < layers->len; k++) {
        g_autofree char *layer_text = write_layer(layers->pdata[k]);
        g_string_append(text, layer_text);
    }
    return g_strdup(text->str);
}

#define ASSERT_DERIVES(schema, layer, rows, expected)                                              \
    do {                                                                                           \
        g_autofree char *found = derive(schema, layer, rows);                                      \
        CU_ASSERT_STRING_EQUAL(found, expected);                                                   \
        if (strcmp(found, expected) != 0)                                                          \
            g_printerr("%s", found);                                                               \
    } while (0)

static void a_patient_referred_twice_counts_once(void) {
    ASSERT_DERIVES("referrals", NULL,
                   "from to date patient\n"
                   "B A 20 p1\n"
                   "A B 30 p1\n"
                   "A B 10 p1\n"
                   "A B - p2\n",
                   "referral: weight patients referrals first last\n"
                   "AB 2 2 3 10 30\n"
                   "BA 1 1 1 20 20\n");
}

static void counts_of_patients_are_added(void) {
    ASSERT_DERIVES("referrals", NULL,
                   "from to patients\n"
                   "A B 37\n"
                   "A B 5\n"
                   "A C -\n",
                   "referral: weight patients\n"
                   "AB 42 42\n"
                   "AC 1 1\n");
}

static void a_row_without_a_patient_adds_its_count_or_one(void) {
    ASSERT_DERIVES("referrals", NULL,
                   "from to patient patients\n"
                   "A B p1 9\n"
                   "A B p1 -\n"
                   "A B - 4\n"
                   "A B - -\n",
                   "referral: weight patients\n"
                   "AB 6 6\n");
}

static void referrals_are_counted_where_no_patients_are_known(void) {
    ASSERT_DERIVES("referrals", "urgent",
                   "from to patient\n"
                   "A B -\n"
                   "A B -\n",
                   "urgent: weight referrals\n"
                   "AB 2 2\n");
}

static void a_pair_of_no_patients_is_left_out(void) {
    ASSERT_DERIVES("referrals", NULL,
                   "from to patients\n"
                   "A B 0\n"
                   "A C 2\n"
                   "C A 0\n",
                   "referral: weight patients\n"
                   "AC 2 2\n");
}

static void self_referrals_are_no_edges(void) {
    ASSERT_DERIVES("referrals", NULL,
                   "from to patients\n"
                   "A A 3\n",
                   "");
}

static void each_value_of_layer_is_a_layer_in_order_of_name(void) {
    ASSERT_DERIVES("ties", NULL,
                   "from to layer weight\n"
                   "B A Friend 2\n"
                   "A B advice 0.5\n"
                   "A B ADVICE -\n"
                   "C A - 3\n"
                   "D E 1st-line 1\n"
                   "E F weight 1\n",
                   "advice: weight\n"
                   "AB 1.5\n"
                   "friend: weight\n"
                   "BA 2\n"
                   "layer_1st_line: weight\n"
                   "DE 1\n"
                   "ties: weight\n"
                   "CA 3\n"
                   "weight_layer: weight\n"
                   "EF 1\n");
}

static void the_name_of_the_group_rules_over_the_column(void) {
    ASSERT_DERIVES("ties", "advice",
                   "from to layer date\n"
                   "A B friend 5\n"
                   "A B discussion 4\n",
                   "advice: weight first last\n"
                   "AB 2 4 5\n");
}

static void ties_without_direction_are_one_between_two(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "ties", "friends", "from to\nB A\nA B\nC A\n");
    HcpStudyTable *group = g_ptr_array_index(hand->groups, 0);
    group->undirected = TRUE;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    CU_ASSERT_FALSE(hcp_edges_is_directed(layers->pdata[0]));
    g_autofree char *text = write_layer(layers->pdata[0]);
    CU_ASSERT_STRING_EQUAL(text, "friends: weight\nAB 2\nAC 1\n");
}

static void pairs_keep_their_counts(void) {
    ASSERT_DERIVES("pairs", NULL,
                   "from to pairs patients same_day\n"
                   "B A 9 7 -\n"
                   "A B 30 12 2\n"
                   "A B 10 - 1\n",
                   "shared: weight patients pairs same_day\n"
                   "AB 13 13 40 3\n"
                   "BA 7 7 9 0\n");
}

static void pairs_in_order_are_edges_as_they_stand(void) {
    ASSERT_DERIVES("pairs", NULL,
                   "from to pairs patients\n"
                   "A B 30 12\n"
                   "A C 30 13\n"
                   "B A 9 7\n",
                   "shared: weight patients pairs\n"
                   "AB 12 12 30\n"
                   "AC 13 13 30\n"
                   "BA 7 7 9\n");
    ASSERT_DERIVES("pairs", NULL,
                   "from to patients\n"
                   "A B 12\n"
                   "A C 0\n"
                   "B A 7\n",
                   "shared: weight patients\n"
                   "AB 12 12\n"
                   "BA 7 7\n");
}

static void edges_outlive_the_rows_that_lent_their_ends(void) {
    ByHand *hand = by_hand_new();
    by_hand_add(hand, "pairs", NULL, "from to patients\nA B 12\nB A 7\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    by_hand_free(hand);
    const HcpEdges *edges = layers->pdata[0];
    CU_ASSERT_EQUAL(hcp_edges_get_sources(edges)[1], 1);
    CU_ASSERT_EQUAL(hcp_edges_get_targets(edges)[1], 0);
    CU_ASSERT_DOUBLE_EQUAL(hcp_edges_get_weights(edges)[1], 7, 0);
}

static void an_affiliation_weighs_its_kinds(void) {
    ASSERT_DERIVES("affiliations", NULL,
                   "physician organisation kind\n"
                   "B z hospital\n"
                   "B z hospital\n"
                   "B z university\n"
                   "B x -\n",
                   "affiliation: weight\n"
                   "Bx 1\n"
                   "Bz 2\n");
    ASSERT_DERIVES("affiliations", NULL,
                   "physician organisation\n"
                   "A y\n"
                   "A y\n",
                   "affiliation: weight\n"
                   "Ay 1\n");
}

static void dispensing_adds_the_units_of_prescriptions_that_name_a_pharmacy(void) {
    ASSERT_DERIVES("prescriptions", NULL,
                   "physician product units pharmacy date\n"
                   "A P 2.5 y 7\n"
                   "A Q - y 3\n"
                   "A P 9 - 1\n"
                   "B P 1 x -\n",
                   "dispensing: weight prescriptions first last\n"
                   "Ay 3.5 2 3 7\n"
                   "Bx 1 1 - -\n");
    ASSERT_DERIVES("prescriptions", NULL,
                   "physician product\n"
                   "A P\n",
                   "");
}

/* P and Q are of the brand: what was dispensed counts, what was prescribed where that is not known.
 */
static void dispensing_knows_the_product_dispensed(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "prescriptions", NULL,
                "physician product dispensed_product units pharmacy\n"
                "A P P 2 y\n"
                "A P R 3 y\n"
                "A R Q 5 y\n"
                "A Q - - y\n"
                "B R R 4 x\n");
    char *brand[] = {"P", "Q", NULL};
    hand->study.brand = brand;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    g_autofree char *text = write_layer(layers->pdata[0]);
    CU_ASSERT_STRING_EQUAL(text,
                           "dispensing: weight prescriptions dispensed_brand_units switched_units\n"
                           "Ay 11 4 8 3\n"
                           "Bx 4 1 0 0\n");
}

static void a_layer_says_its_rule_and_what_it_counts(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "pairs", NULL, "from to patients\nA B 12\nA C 0\n");
    by_hand_add(hand, "ties", "advice", "from to\nA B\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    CU_ASSERT_EQUAL(layers->len, 2);
    HcpTable *advice = hcp_edges_get_attributes(layers->pdata[0]);
    HcpTable *shared = hcp_edges_get_attributes(layers->pdata[1]);
    CU_ASSERT_STRING_EQUAL(hcp_table_get_name(advice), "advice");
    CU_ASSERT_PTR_NULL(hcp_table_find_note(advice, "counts"));
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(shared, "counts"), "patients");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(shared, "rule"),
                           "weight = shared patients; a proxy of referral");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(shared, "rows"), "2");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(shared, "left_out"), "1");
    const HcpColumnInfo *patients = hcp_column_get_info(hcp_table_find_column(shared, "patients"));
    CU_ASSERT_EQUAL(patients->privacy, HCP_PRIVACY_PATIENT_COUNT);
}

static char *rule_of_pairs(int n, int fewest) {
    g_autoptr(ByHand) hand = by_hand_new();
    g_autoptr(GString) text = g_string_new("from to patients\n");
    for (int row = 0; row < n; row++)
        g_string_append_printf(text, "A B %d\n", fewest + row % 7);
    by_hand_add(hand, "pairs", NULL, text->str);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    return g_strdup(hcp_table_find_note(hcp_edges_get_attributes(layers->pdata[0]), "rule"));
}

static void pairs_without_small_counts_are_called_censored(void) {
    g_autofree char *few = rule_of_pairs(99, 11);
    g_autofree char *whole = rule_of_pairs(100, 1);
    g_autofree char *censored = rule_of_pairs(100, 11);
    CU_ASSERT_PTR_NULL(strstr(few, "censored"));
    CU_ASSERT_PTR_NULL(strstr(whole, "censored"));
    CU_ASSERT_PTR_NOT_NULL(strstr(censored, "; censored: no pair of fewer than 11 patients"));
}

static void two_tables_cannot_be_one_layer(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "ties", "advice", "from to\nA B\n");
    by_hand_add(hand, "ties", NULL, "from to layer\nA B Advice\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_derive_layers(&hand->dataset, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_INPUT, "found 'advice' in two tables"));
}

static void sums_beyond_their_type_are_refused(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "pairs", NULL, "from to patients\nA B 9223372036854775807\nA B 1\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_derive_layers(&hand->dataset, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_LIMIT, "patients"));
    g_autoptr(ByHand) ties = by_hand_new();
    by_hand_add(ties, "ties", NULL, "from to weight\nA B 1e308\nA B 1e308\n");
    CU_ASSERT_PTR_NULL(hcp_derive_layers(&ties->dataset, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_LIMIT, "layer ties: weight"));
}

static gboolean always(void *data) {
    (void)data;
    return TRUE;
}

static void deriving_stops_when_the_caller_cancels(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "ties", "advice", "from to\nA B\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_cancel(run, always, NULL);
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_derive_layers(&hand->dataset, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
}

HCP_TEST_MAIN(HCP_TEST(a_patient_referred_twice_counts_once),
              HCP_TEST(counts_of_patients_are_added),
              HCP_TEST(a_row_without_a_patient_adds_its_count_or_one),
              HCP_TEST(referrals_are_counted_where_no_patients_are_known),
              HCP_TEST(a_pair_of_no_patients_is_left_out), HCP_TEST(self_referrals_are_no_edges),
              HCP_TEST(each_value_of_layer_is_a_layer_in_order_of_name),
              HCP_TEST(the_name_of_the_group_rules_over_the_column),
              HCP_TEST(ties_without_direction_are_one_between_two),
              HCP_TEST(pairs_keep_their_counts), HCP_TEST(pairs_in_order_are_edges_as_they_stand),
              HCP_TEST(edges_outlive_the_rows_that_lent_their_ends),
              HCP_TEST(an_affiliation_weighs_its_kinds),
              HCP_TEST(dispensing_adds_the_units_of_prescriptions_that_name_a_pharmacy),
              HCP_TEST(dispensing_knows_the_product_dispensed),
              HCP_TEST(a_layer_says_its_rule_and_what_it_counts),
              HCP_TEST(pairs_without_small_counts_are_called_censored),
              HCP_TEST(two_tables_cannot_be_one_layer),
              HCP_TEST(sums_beyond_their_type_are_refused),
              HCP_TEST(deriving_stops_when_the_caller_cancels))
