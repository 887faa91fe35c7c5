#include "dataset_by_hand.h"
#include "support.h"

static const char *const PRESCRIPTIONS = "physician product units date\n"
                                         "A BRAND 2 9\n"
                                         "A BRAND 1.5 4\n"
                                         "A RIVAL 6.5 1\n"
                                         "A OTHER 100 1\n"
                                         "B RIVAL - 2\n"
                                         "C OTHER 3 3\n"
                                         "D BRAND 1 -\n";

/* The cells of the first four physicians and of the first organisation. */
static char *write_column(const GPtrArray *columns, const char *name) {
    GString *text = g_string_new(NULL);
    const int rows[] = {0, 1, 2, 3, 6};
    for (guint c = 0; c < columns->len; c++) {
        HcpColumn *column = columns->pdata[c];
        if (strcmp(hcp_column_get_info(column)->name, name) != 0)
            continue;
        for (int k = 0; k < 5; k++) {
            g_string_append_c(text, ' ');
            if (!hcp_column_is_valid(column, rows[k]))
                g_string_append_c(text, '-');
            else if (hcp_column_get_info(column)->kind == HCP_KIND_DATE)
                g_string_append_printf(text, "%d", hcp_column_get_dates(column)[rows[k]]);
            else
                hcp_column_append_text(column, rows[k], text);
        }
    }
    return g_string_free(text, FALSE);
}

#define ASSERT_COLUMN(columns, name, expected)                                                     \
    do {                                                                                           \
        g_autofree char *found = write_column(columns, name);                                      \
        CU_ASSERT_STRING_EQUAL(found, expected);                                                   \
    } while (0)

static void units_of_brand_and_class_are_added(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    char *brand[] = {"BRAND", NULL}, *market[] = {"RIVAL", NULL};
    hand->study.brand = brand;
    hand->study.market = market;
    by_hand_add(hand, "prescriptions", NULL, PRESCRIPTIONS);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) columns = hcp_derive_activity(&hand->dataset, run, NULL);
    CU_ASSERT_EQUAL(columns->len, 4);
    ASSERT_COLUMN(columns, "class_units", " 10 1 0 1 -");
    ASSERT_COLUMN(columns, "brand_units", " 3.5 0 0 1 -");
    ASSERT_COLUMN(columns, "brand_share", " 0.35 0 - 1 -");
    ASSERT_COLUMN(columns, "brand_first", " 4 - - - -");
}

static void without_a_market_all_products_are_the_class(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "prescriptions", NULL, PRESCRIPTIONS);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) columns = hcp_derive_activity(&hand->dataset, run, NULL);
    CU_ASSERT_EQUAL(columns->len, 1);
    ASSERT_COLUMN(columns, "class_units", " 110 1 3 1 -");
}

static void contacts_of_all_tables_are_counted(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "interactions", NULL, "physician time channel\nB 1 call\nB 2 visit\n");
    by_hand_add(hand, "interactions", "mail", "physician time channel\nD 1 email\nB 1 email\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) columns = hcp_derive_activity(&hand->dataset, run, NULL);
    CU_ASSERT_EQUAL(columns->len, 1);
    ASSERT_COLUMN(columns, "contacts", " 0 3 0 1 -");
}

static void there_are_no_columns_without_rows(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) columns = hcp_derive_activity(&hand->dataset, run, NULL);
    CU_ASSERT_EQUAL(columns->len, 0);
}

HCP_TEST_MAIN(HCP_TEST(units_of_brand_and_class_are_added),
              HCP_TEST(without_a_market_all_products_are_the_class),
              HCP_TEST(contacts_of_all_tables_are_counted),
              HCP_TEST(there_are_no_columns_without_rows))
