#include "support.h"

#include "base/base_internal.h"
#include <math.h>

static HcpColumn *numbers(const char *name, int64_t n, const double *values) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_doubles(&info, n, values);
}

static gboolean cell_is(const HcpColumn *column, int64_t row, const char *expected) {
    g_autoptr(GString) text = g_string_new(NULL);
    hcp_column_append_text(column, row, text);
    return g_strcmp0(text->str, expected) == 0;
}

static void missing_is_a_bit_and_never_a_value(void) {
    g_autoptr(HcpColumn) column = numbers("x", 3, (double[]){1.5, NAN, 0});
    CU_ASSERT_EQUAL(hcp_column_count_missing(column), 1);
    CU_ASSERT(!hcp_column_is_valid(column, 1));
    CU_ASSERT_EQUAL(hcp_column_get_doubles(column)[1], 0);
    CU_ASSERT(cell_is(column, 0, "1.5") && cell_is(column, 1, "") && cell_is(column, 2, "0"));
    CU_ASSERT(isnan(hcp_column_get_number(column, 1)));
}

static void cells_print_by_kind(void) {
    HcpColumnInfo date = {.name = "d", .kind = HCP_KIND_DATE};
    HcpColumnInfo flag = {.name = "b", .kind = HCP_KIND_BOOL};
    int32_t *days = g_new0(int32_t, 2);
    days[1] = -1;
    uint8_t *flags = g_new0(uint8_t, 2);
    flags[1] = 1;
    g_autoptr(HcpColumn) dates = hcp_column_new_take(&date, 2, days, NULL);
    g_autoptr(HcpColumn) bools = hcp_column_new_take(&flag, 2, flags, NULL);
    CU_ASSERT(cell_is(dates, 0, "1970-01-01") && cell_is(dates, 1, "1969-12-31"));
    CU_ASSERT(cell_is(bools, 0, "false") && cell_is(bools, 1, "true"));
}

static void a_wider_table_shares_columns_and_replaces_by_name(void) {
    g_autoptr(HcpColumn) x = numbers("x", 2, (double[]){1, 2});
    g_autoptr(HcpColumn) y = numbers("y", 2, (double[]){3, 4});
    g_autoptr(HcpColumn) other_x = numbers("x", 2, (double[]){5, 6});
    g_autoptr(HcpTable) table = hcp_table_new("t", 2, 1, (HcpColumn *const[]){x});
    g_autoptr(HcpTable) wider = hcp_table_with_columns(table, 2, (HcpColumn *const[]){y, other_x});
    CU_ASSERT_EQUAL(hcp_table_get_n_columns(table), 1);
    CU_ASSERT_EQUAL(hcp_table_get_n_columns(wider), 2);
    CU_ASSERT_PTR_EQUAL(hcp_table_get_column(wider, 0), other_x);
    CU_ASSERT_PTR_EQUAL(hcp_table_find_column(wider, "y"), y);
    CU_ASSERT_PTR_NULL(hcp_table_find_column(wider, "z"));
}

static void rows_and_columns_can_be_chosen(void) {
    g_autoptr(HcpColumn) x = numbers("x", 3, (double[]){1, NAN, 3});
    g_autoptr(HcpTable) table = hcp_table_new("t", 3, 1, (HcpColumn *const[]){x});
    g_autoptr(HcpTable) noted = hcp_table_with_note(table, "rule", "none");
    g_autoptr(HcpTable) rows = hcp_table_select_rows(noted, 2, (int32_t[]){2, 1});
    CU_ASSERT_EQUAL(hcp_column_get_number(hcp_table_get_column(rows, 0), 0), 3);
    CU_ASSERT(!hcp_column_is_valid(hcp_table_get_column(rows, 0), 1));
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(rows, "rule"), "none");
    g_autoptr(HcpTable) bare =
        hcp_table_without_columns(noted, 2, (const char *const[]){"x", "none"});
    CU_ASSERT_EQUAL(hcp_table_get_n_columns(bare), 0);
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(bare), 3);
}

static void a_note_set_again_keeps_its_place(void) {
    g_autoptr(HcpTable) table = hcp_table_new("t", 0, 0, NULL);
    g_autoptr(HcpTable) one = hcp_table_with_note(table, "a", "1");
    g_autoptr(HcpTable) two = hcp_table_with_note(one, "b", "2");
    g_autoptr(HcpTable) three = hcp_table_with_note(two, "a", "3");
    CU_ASSERT_EQUAL(hcp_table_get_n_notes(three), 2);
    CU_ASSERT_STRING_EQUAL(hcp_table_get_note_key(three, 0), "a");
    CU_ASSERT_STRING_EQUAL(hcp_table_get_note_value(three, 0), "3");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(two, "a"), "1");
}

static void strings_share_their_pool(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    hcp__pool_add(pool, "", -1);
    hcp__pool_add(pool, "Liège", -1);
    HcpColumnInfo info = {.name = "s", .kind = HCP_KIND_STRING};
    int32_t *codes = g_new0(int32_t, 2);
    codes[0] = 1;
    uint8_t *validity = g_new0(uint8_t, 1);
    hcp__bit_set(validity, 0);
    g_autoptr(HcpColumn) column = hcp_column_new_take_strings(&info, 2, codes, validity, pool);
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(column, 0), "Liège");
    CU_ASSERT_PTR_NULL(hcp_column_get_text(column, 1));
    CU_ASSERT_EQUAL(hcp_column_get_n_codes(column), 2);
}

HCP_TEST_MAIN(HCP_TEST(missing_is_a_bit_and_never_a_value), HCP_TEST(cells_print_by_kind),
              HCP_TEST(a_wider_table_shares_columns_and_replaces_by_name),
              HCP_TEST(rows_and_columns_can_be_chosen), HCP_TEST(a_note_set_again_keeps_its_place),
              HCP_TEST(strings_share_their_pool))
