#include "support.h"

#include "base/base_internal.h"
#include "table/table_internal.h"

#include <math.h>
#include <string.h>

#define N_ROWS  3000
#define N_KINDS 5

static uint8_t *draw_validity(HcpRng *rng) {
    uint8_t *validity = g_new0(uint8_t, N_ROWS / 8 + 1);
    for (int i = 0; i < N_ROWS; i++)
        if (hcp__rng_below(rng, 6) > 0)
            hcp__bit_set(validity, i);
    return validity;
}

/* Small ranges on both sides of zero, and the ends of each kind. */
static HcpColumn *draw_column(HcpRng *rng, HcpKind kind, const char *name, gboolean has_missing) {
    static const int64_t counts[] = {INT64_MIN, -5000000000, -1, 0, 1, 5000000000, INT64_MAX};
    static const double numbers[] = {-INFINITY, -1.5, -0.0, 0.0, 1e-300, 1.5, 1e300};
    static const int32_t dates[] = {INT32_MIN, -20000, -1, 0, 1, 20000, INT32_MAX};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (int c = 0; c < 7; c++)
        hcp__pool_add(pool, (char[]){(char)('a' + c), '\0'}, -1);
    void *values = g_malloc0(N_ROWS * sizeof(double));
    for (int i = 0; i < N_ROWS; i++) {
        int64_t drawn = hcp__rng_below(rng, 7);
        if (kind == HCP_KIND_INT64)
            ((int64_t *)values)[i] = counts[drawn];
        else if (kind == HCP_KIND_DOUBLE)
            ((double *)values)[i] = numbers[drawn];
        else if (kind == HCP_KIND_BOOL)
            ((uint8_t *)values)[i] = drawn % 2 == 0;
        else
            ((int32_t *)values)[i] = kind == HCP_KIND_DATE ? dates[drawn] : (int32_t)drawn;
    }
    HcpColumnInfo info = {.name = name, .kind = kind};
    uint8_t *validity = has_missing ? draw_validity(rng) : NULL;
    return kind == HCP_KIND_STRING
               ? hcp_column_new_take_strings(&info, N_ROWS, values, validity, pool)
               : hcp_column_new_take(&info, N_ROWS, values, validity);
}

/* A column of each kind; column `first` is of the first one. */
static HcpTable *draw_table(int first, gboolean has_missing) {
    static const char *const names[N_KINDS] = {"a", "b", "c", "d", "e"};
    HcpColumn *columns[N_KINDS];
    HcpRng rng;
    hcp__rng_init(&rng, 3, (uint64_t)first);
    for (int k = 0; k < N_KINDS; k++)
        columns[k] = draw_column(&rng, (HcpKind)((first + k) % N_KINDS), names[k], has_missing);
    HcpTable *table = hcp_table_new("table", N_ROWS, N_KINDS, columns);
    for (int k = 0; k < N_KINDS; k++)
        hcp_column_unref(columns[k]);
    return table;
}

static int64_t count_repeats(const uint8_t *repeats) {
    int64_t n = 0;
    for (int k = 0; repeats != NULL && k < N_ROWS; k++)
        n += hcp__bit_get(repeats, k);
    return n;
}

static void check_order(const HcpTable *table, gsize n_columns) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autofree int32_t *order = NULL;
    g_autofree uint8_t *repeats = NULL;
    CU_ASSERT_TRUE(hcp__rows_order(table, n_columns, run, &order, NULL));
    CU_ASSERT_TRUE(hcp__rows_find_repeats(table, n_columns, order, run, &repeats, NULL));
    CU_ASSERT_PTR_NOT_NULL(order);
    if (order == NULL)
        return;
    int64_t n_equal = 0;
    for (int k = 1; k < N_ROWS; k++) {
        int compared = hcp__rows_compare(table, n_columns, order[k - 1], order[k]);
        CU_ASSERT_TRUE(compared < 0 || (compared == 0 && order[k - 1] < order[k]));
        CU_ASSERT_EQUAL(repeats != NULL && hcp__bit_get(repeats, k), compared == 0);
        n_equal += compared == 0;
    }
    CU_ASSERT_EQUAL(count_repeats(repeats), n_equal);
}

static void every_kind_is_ordered_by_value(void) {
    for (int first = 0; first < N_KINDS; first++) {
        g_autoptr(HcpTable) table = draw_table(first, FALSE);
        for (gsize n = 1; n <= N_KINDS; n++)
            check_order(table, n);
    }
}

static void missing_cells_come_first(void) {
    for (int first = 0; first < N_KINDS; first++) {
        g_autoptr(HcpTable) table = draw_table(first, TRUE);
        for (gsize n = 1; n <= N_KINDS; n++)
            check_order(table, n);
    }
}

static void rows_taken_in_order_are_in_order(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autofree int32_t *order = NULL, *again = NULL;
    HcpTable *table = draw_table(0, TRUE);
    g_autoptr(HcpTable) held = hcp_table_ref(table);
    CU_ASSERT_TRUE(hcp__rows_order(table, N_KINDS, run, &order, NULL));
    g_autoptr(HcpTable) plain = hcp_table_select_rows(table, N_ROWS, order);
    g_autoptr(HcpTable) taken = hcp__table_take_rows(table, N_ROWS, order, run, NULL);
    CU_ASSERT_TRUE(hcp__rows_order(taken, N_KINDS, run, &again, NULL));
    CU_ASSERT_PTR_NULL(again);
    CU_ASSERT_EQUAL(hcp_table_get_n_columns(held), N_KINDS);
    for (gsize k = 0; k < N_KINDS; k++)
        for (int64_t row = 0; row < N_ROWS; row++) {
            g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL);
            hcp_column_append_text(hcp_table_get_column(plain, k), row, a);
            hcp_column_append_text(hcp_table_get_column(taken, k), row, b);
            if (strcmp(a->str, b->str) != 0)
                CU_FAIL("the two tables differ");
        }
}

HCP_TEST_MAIN(HCP_TEST(every_kind_is_ordered_by_value), HCP_TEST(missing_cells_come_first),
              HCP_TEST(rows_taken_in_order_are_in_order))
