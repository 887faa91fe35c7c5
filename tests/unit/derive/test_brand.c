#include "dataset_by_hand.h"
#include "support.h"

/* Half-years of 1970: days 0..180 and 181..364. */
enum { FIRST_DAY = 0, LAST_DAY = 364 };

/* A grows (4 to 20), B is stable (10 to 12), C lapsed, D new, E has too few data, F none. */
static const char *const PRESCRIPTIONS = "physician product units date pharmacy dispensed_product\n"
                                         "A BRAND 4 10 x BRAND\n"
                                         "A BRAND 20 200 x BRAND\n"
                                         "A RIVAL 8 200 x RIVAL\n"
                                         "B BRAND 10 5 x RIVAL\n"
                                         "B BRAND 12 230 y -\n"
                                         "C BRAND 5 40 y BRAND\n"
                                         "D BRAND 3 190 - -\n"
                                         "D OTHER 50 190 y OTHER\n"
                                         "E BRAND 1 300 x BRAND\n"
                                         "F RIVAL 6 181 z BRAND\n";

static char *brand_products[] = {"BRAND", NULL};
static char *market_products[] = {"RIVAL", "BRAND", NULL};

static ByHand *make_study(const char *prescriptions) {
    ByHand *hand = by_hand_new();
    hand->study.brand = brand_products;
    hand->study.market = market_products;
    hand->study.first_day = FIRST_DAY;
    hand->study.last_day = LAST_DAY;
    by_hand_add(hand, "prescriptions", NULL, prescriptions);
    return hand;
}

/* The columns that hcp_derive_brand makes, over nodes that know nothing but activity. */
static GPtrArray *derive(const ByHand *hand) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) activity = hcp_derive_activity(&hand->dataset, run, NULL);
    g_autoptr(HcpTable) nodes =
        hcp_table_new("nodes", 9, activity->len, (HcpColumn *const *)activity->pdata);
    return hcp_derive_brand(&hand->dataset, nodes, run, NULL);
}

/* The cells from the first to the last row, "-" where missing; "none" without such a column. */
static char *write_cells(const HcpColumn *column, int64_t first, int64_t last) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int64_t row = first; column != NULL && row <= last; row++) {
        g_string_append(text, row > first ? " " : "");
        if (hcp_column_is_valid(column, row))
            hcp_column_append_text(column, row, text);
        else
            g_string_append_c(text, '-');
    }
    return g_strdup(column != NULL ? text->str : "none");
}

static char *write_column(const GPtrArray *columns, const char *name, int64_t first, int64_t last) {
    const HcpColumn *column = NULL;
    for (guint c = 0; c < columns->len; c++)
        if (strcmp(hcp_column_get_info(columns->pdata[c])->name, name) == 0)
            column = columns->pdata[c];
    return write_cells(column, first, last);
}

#define ASSERT_PHYSICIANS(columns, name, expected)                                                 \
    do {                                                                                           \
        g_autofree char *found = write_column(columns, name, 0, 5);                                \
        CU_ASSERT_STRING_EQUAL(found, expected);                                                   \
    } while (0)
#define ASSERT_ORGANISATIONS(columns, name, expected)                                              \
    do {                                                                                           \
        g_autofree char *found = write_column(columns, name, 6, 8);                                \
        CU_ASSERT_STRING_EQUAL(found, expected);                                                   \
    } while (0)

static void shares_are_of_the_products_of_the_market(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_PHYSICIANS(columns, "share_brand", "0.75 1 1 1 1 0");
    ASSERT_PHYSICIANS(columns, "share_rival", "0.25 0 0 0 0 1");
    ASSERT_PHYSICIANS(columns, "share_other", "none");
    ASSERT_ORGANISATIONS(columns, "share_brand", "- - -");
}

static void names_of_products_become_names_of_columns(void) {
    g_autoptr(ByHand) hand = make_study("physician product\nA +5\nA -5\nA -5\n");
    char *market[] = {"+5", "-5", "+5", NULL};
    hand->study.market = market;
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_PHYSICIANS(columns, "share__5", "0.3333333333333333 - - - - -");
    ASSERT_PHYSICIANS(columns, "share__5_2", "0.6666666666666666 - - - - -");
    ASSERT_PHYSICIANS(columns, "share__5_3", "none");
}

static void writers_have_enough_units(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    g_autoptr(GPtrArray) one = derive(hand);
    ASSERT_PHYSICIANS(one, "brand_writer", "true true true true true false");
    ASSERT_ORGANISATIONS(one, "brand_writer", "- - -");
    hand->study.brand_view.writer_units = 4;
    g_autoptr(GPtrArray) four = derive(hand);
    ASSERT_PHYSICIANS(four, "brand_writer", "true true true false false false");
}

static void the_last_window_is_compared_with_the_first(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_PHYSICIANS(columns, "brand_months", "2 2 1 1 1 0");
    ASSERT_PHYSICIANS(columns, "brand_units_first", "4 10 5 0 0 0");
    ASSERT_PHYSICIANS(columns, "brand_units_last", "20 12 0 3 1 0");
    ASSERT_PHYSICIANS(columns, "brand_change", "16 2 -5 3 1 0");
    ASSERT_PHYSICIANS(columns, "brand_change_share", "4 0.2 -1 - - -");
    ASSERT_PHYSICIANS(columns, "brand_trend", "growing stable lapsed new too few data -");
}

/* 40 to 60 differs by 20 > 1.645 sqrt(100) = 16.45; 40 to 55 by 15 < 1.645 sqrt(95) = 16.03;
 * 200 to 239 by 39 > 34.46, but by less than a fifth; 60 to 40 falls. */
static void a_trend_is_beyond_chance_and_no_trifle(void) {
    g_autoptr(ByHand) hand = make_study("physician product units date\n"
                                        "A BRAND 40 1\nA BRAND 60 200\n"
                                        "B BRAND 40 1\nB BRAND 55 200\n"
                                        "C BRAND 200 1\nC BRAND 239 200\n"
                                        "D BRAND 60 180\nD BRAND 40 181\n"
                                        "E BRAND 2 181\n");
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_PHYSICIANS(columns, "brand_trend", "growing stable stable falling too few data -");
    hand->study.brand_view.trend_units = 2;
    g_autoptr(GPtrArray) two = derive(hand);
    ASSERT_PHYSICIANS(two, "brand_trend", "growing stable stable falling new -");
}

/* Quarters end on days 89, 180, 272; five windows are of 73 days. */
static void windows_are_whole_months_where_they_can_be(void) {
    const char *rows = "physician product units date\n"
                       "A BRAND 1 89\nB BRAND 1 90\nC BRAND 1 272\nD BRAND 1 273\n"
                       "E BRAND 1 72\nF BRAND 1 292\n";
    g_autoptr(ByHand) hand = make_study(rows);
    hand->study.brand_view.windows = 4;
    g_autoptr(GPtrArray) quarters = derive(hand);
    ASSERT_PHYSICIANS(quarters, "brand_units_first", "1 0 0 0 1 0");
    ASSERT_PHYSICIANS(quarters, "brand_units_last", "0 0 0 1 0 1");
    hand->study.brand_view.windows = 5;
    g_autoptr(GPtrArray) fifths = derive(hand);
    ASSERT_PHYSICIANS(fifths, "brand_units_first", "0 0 0 0 1 0");
    ASSERT_PHYSICIANS(fifths, "brand_units_last", "0 0 0 0 0 1");
}

static void an_open_period_is_that_of_the_months_with_rows(void) {
    g_autoptr(ByHand) hand = make_study("physician product units date\nA BRAND 3 58\nB BRAND 3 59\n"
                                        "C BRAND 9 -\n");
    hand->study.first_day = INT32_MIN;
    hand->study.last_day = INT32_MAX;
    g_autoptr(GPtrArray) columns = derive(hand); /* 28 February and 1 March */
    ASSERT_PHYSICIANS(columns, "brand_units_first", "3 0 0 0 0 0");
    ASSERT_PHYSICIANS(columns, "brand_units_last", "0 3 0 0 0 0");
}

static void without_dates_there_is_no_trend(void) {
    g_autoptr(ByHand) hand = make_study("physician product units\nA BRAND 2\n");
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_PHYSICIANS(columns, "brand_writer", "true false false false false false");
    ASSERT_PHYSICIANS(columns, "brand_trend", "none");
    ASSERT_PHYSICIANS(columns, "brand_months", "none");
}

static void a_single_window_has_no_trend(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    hand->study.brand_view.windows = 1;
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_PHYSICIANS(columns, "brand_trend", "none");
    ASSERT_PHYSICIANS(columns, "brand_months", "2 2 1 1 1 0");
}

static void too_many_windows_are_refused(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    hand->study.brand_view.windows = 25;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) activity = hcp_derive_activity(&hand->dataset, run, NULL);
    g_autoptr(HcpTable) nodes =
        hcp_table_new("nodes", 9, activity->len, (HcpColumn *const *)activity->pdata);
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_derive_brand(&hand->dataset, nodes, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_INPUT, "expected at most 24, found '25'"));
}

/* x: A 24 brand and 8 rival, E 1, B 10 of the brand given out as RIVAL; y: B 12 and C 5, where what
 * was dispensed to B is not known, and D's 50 of another class; z: F's RIVAL given out as BRAND. */
static void pharmacies_have_what_they_dispense(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_ORGANISATIONS(columns, "pharmacy_class_units", "43 17 6");
    ASSERT_ORGANISATIONS(columns, "pharmacy_brand_units", "25 17 6");
    ASSERT_ORGANISATIONS(columns, "pharmacy_brand_prescribers", "2 2 1");
    ASSERT_ORGANISATIONS(columns, "pharmacy_top_prescriber_share", "0.96 0.7058823529411765 1");
    ASSERT_ORGANISATIONS(columns, "pharmacy_switched_units", "10 0 0");
    ASSERT_ORGANISATIONS(columns, "pharmacy_switched_share", "0.2857142857142857 0 -");
    ASSERT_PHYSICIANS(columns, "pharmacy_brand_units", "- - - - - -");
}

static void without_pharmacies_there_are_no_columns_of_them(void) {
    g_autoptr(ByHand) hand = make_study("physician product\nA BRAND\n");
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_ORGANISATIONS(columns, "pharmacy_class_units", "none");
    ASSERT_ORGANISATIONS(columns, "affiliated_physicians", "none");
}

static void hospitals_have_what_their_physicians_prescribe(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    by_hand_add(hand, "affiliations", NULL, "physician organisation\nA x\nA x\nA y\nD y\nF y\n");
    g_autoptr(GPtrArray) columns = derive(hand);
    ASSERT_ORGANISATIONS(columns, "affiliated_physicians", "1 3 -");
    ASSERT_ORGANISATIONS(columns, "affiliated_writers", "1 2 -");
    ASSERT_ORGANISATIONS(columns, "affiliated_brand_units", "24 27 -");
    ASSERT_ORGANISATIONS(columns, "affiliated_class_units", "32 41 -");
    ASSERT_ORGANISATIONS(columns, "affiliated_brand_share", "0.75 0.6585365853658537 -");
}

static void there_are_no_columns_without_prescriptions(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    hand->study.brand = brand_products;
    g_autoptr(GPtrArray) columns = derive(hand);
    CU_ASSERT_EQUAL(columns->len, 0);
}

#define ASSERT_CELLS(table, name, expected)                                                        \
    do {                                                                                           \
        const HcpColumn *column = hcp_table_find_column(table, name);                              \
        g_autofree char *found = write_cells(column, 0, hcp_table_get_n_rows(table) - 1);          \
        CU_ASSERT_STRING_EQUAL(found, expected);                                                   \
    } while (0)

static void products_of_the_class_stand_side_by_side(void) {
    g_autoptr(ByHand) hand = make_study(PRESCRIPTIONS);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpTable) products = NULL, months = NULL;
    CU_ASSERT_TRUE(hcp_derive_products(&hand->dataset, &products, &months, run, NULL));
    ASSERT_CELLS(products, "product", "BRAND RIVAL");
    ASSERT_CELLS(products, "is_brand", "true false");
    ASSERT_CELLS(products, "units", "55 14");
    ASSERT_CELLS(products, "prescribers", "5 2");
    ASSERT_CELLS(products, "units_1", "19 0");
    ASSERT_CELLS(products, "share_1", "1 0");
    ASSERT_CELLS(products, "prescribers_1", "3 0");
    ASSERT_CELLS(products, "units_2", "36 14");
    ASSERT_CELLS(products, "share_2", "0.72 0.28");
    ASSERT_CELLS(products, "prescribers_2", "4 2");
    ASSERT_CELLS(products, "change", "17 14");
    ASSERT_CELLS(products, "share_change", "-0.28 0.28");
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(months), 12);
    ASSERT_CELLS(months, "brand_units", "14 5 0 0 0 0 23 12 0 1 0 0");
}

HCP_TEST_MAIN(HCP_TEST(shares_are_of_the_products_of_the_market),
              HCP_TEST(names_of_products_become_names_of_columns),
              HCP_TEST(writers_have_enough_units),
              HCP_TEST(the_last_window_is_compared_with_the_first),
              HCP_TEST(a_trend_is_beyond_chance_and_no_trifle),
              HCP_TEST(windows_are_whole_months_where_they_can_be),
              HCP_TEST(an_open_period_is_that_of_the_months_with_rows),
              HCP_TEST(without_dates_there_is_no_trend), HCP_TEST(a_single_window_has_no_trend),
              HCP_TEST(too_many_windows_are_refused), HCP_TEST(pharmacies_have_what_they_dispense),
              HCP_TEST(without_pharmacies_there_are_no_columns_of_them),
              HCP_TEST(hospitals_have_what_their_physicians_prescribe),
              HCP_TEST(there_are_no_columns_without_prescriptions),
              HCP_TEST(products_of_the_class_stand_side_by_side))
