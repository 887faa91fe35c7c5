/* Rows in the order of their content, so that nothing above this module can depend on the order in
 * which the files have them. */
#include "study/dataset_internal.h"

#include <string.h>

#define DIGIT_BITS 16
#define N_DIGITS   ((gsize)1 << DIGIT_BITS)

/* ---- a cell as an unsigned number of the same order ---- */

static uint64_t key_of_double(double value) {
    uint64_t bits;
    value += 0.0; /* -0 and 0 are one value */
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static uint64_t key_of(const HcpColumn *column, HcpKind kind, int64_t row) {
    switch (kind) {
    case HCP_KIND_INT64:
        return (uint64_t)hcp_column_get_int64s(column)[row] ^ (uint64_t)1 << 63;
    case HCP_KIND_DOUBLE:
        return key_of_double(hcp_column_get_doubles(column)[row]);
    case HCP_KIND_BOOL:
        return hcp_column_get_bools(column)[row];
    case HCP_KIND_STRING:
        return (uint64_t)hcp_column_get_codes(column)[row];
    case HCP_KIND_DATE:
        return (uint32_t)hcp_column_get_dates(column)[row] ^ (uint32_t)1 << 31;
    }
    g_assert_not_reached();
}

static int compare_cells(const HcpColumn *column, int64_t a, int64_t b) {
    HcpKind kind = hcp_column_get_info(column)->kind;
    gboolean valid_a = hcp_column_is_valid(column, a), valid_b = hcp_column_is_valid(column, b);
    if (!valid_a || !valid_b)
        return valid_a - valid_b;
    uint64_t x = key_of(column, kind, a), y = key_of(column, kind, b);
    return (x > y) - (x < y);
}

int hcp__rows_compare(const HcpTable *table, gsize n_columns, int64_t a, int64_t b) {
    int order = 0;
    for (gsize k = 0; k < n_columns && order == 0; k++)
        order = compare_cells(hcp_table_get_column(table, k), a, b);
    return order;
}

/* ---- codes of texts ---- */

static int compare_code_texts(const void *a, const void *b, void *column) {
    return strcmp(hcp_column_get_code_text(column, *(const int32_t *)a),
                  hcp_column_get_code_text(column, *(const int32_t *)b));
}

HcpColumn *hcp__column_sort_codes(const HcpColumn *column, GError **error) {
    int64_t n = hcp_column_get_length(column);
    int32_t n_codes = hcp_column_get_n_codes(column), n_used = 0;
    const int32_t *code = hcp_column_get_codes(column);
    g_auto(HcpRecoding) recoding = {hcp__pool_new(), g_new(int32_t, n_codes + 1)};
    g_autofree uint8_t *used = g_new0(uint8_t, n_codes + 1);
    g_autofree int32_t *order = g_new(int32_t, n_codes + 1);
    for (int64_t row = 0; row < n; row++)
        if (hcp_column_is_valid(column, row))
            used[code[row]] = 1;
    for (int32_t c = 0; c < n_codes; c++)
        if (used[c])
            order[n_used++] = c;
    /* The cast: GLib's callback data is not const; compare_code_texts only reads. */
    g_qsort_with_data(order, n_used, sizeof order[0], compare_code_texts, (void *)column);
    for (int32_t k = 0; k < n_used; k++)
        recoding.new_code[order[k]] =
            hcp__pool_add(recoding.pool, hcp_column_get_code_text(column, order[k]), -1);
    return hcp__recoding_apply(&recoding, column, error);
}

/* ---- sorting: by the last column first, each pass stable ---- */

typedef struct {
    int64_t n;
    int32_t *order, *scratch;
    uint64_t *key; /* by row */
    uint32_t *count;
} Sorter;

static void clear_sorter(Sorter *sorter) {
    g_free(sorter->order);
    g_free(sorter->scratch);
    g_free(sorter->key);
    g_free(sorter->count);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sorter, clear_sorter)

/* One counting pass over the digit of the keys at `shift`. */
static void sort_by_digit(Sorter *sorter, int shift) {
    uint32_t *count = sorter->count, sum = 0;
    memset(count, 0, N_DIGITS * sizeof *count);
    for (int64_t i = 0; i < sorter->n; i++)
        count[sorter->key[i] >> shift & (N_DIGITS - 1)]++;
    for (gsize d = 0; d < N_DIGITS; d++) {
        uint32_t here = count[d];
        count[d] = sum;
        sum += here;
    }
    for (int64_t i = 0; i < sorter->n; i++) {
        int32_t row = sorter->order[i];
        sorter->scratch[count[sorter->key[row] >> shift & (N_DIGITS - 1)]++] = row;
    }
    int32_t *sorted = sorter->scratch;
    sorter->scratch = sorter->order;
    sorter->order = sorted;
}

/* Digits that all keys share need no pass. */
static void sort_by_keys(Sorter *sorter) {
    uint64_t all = ~(uint64_t)0, any = 0;
    for (int64_t i = 0; i < sorter->n; i++) {
        all &= sorter->key[i];
        any |= sorter->key[i];
    }
    for (int shift = 0; shift < 64; shift += DIGIT_BITS)
        if (((all ^ any) >> shift & (N_DIGITS - 1)) != 0)
            sort_by_digit(sorter, shift);
}

static void sort_by_column(Sorter *sorter, const HcpColumn *column) {
    HcpKind kind = hcp_column_get_info(column)->kind;
    for (int64_t row = 0; row < sorter->n; row++)
        sorter->key[row] = hcp_column_is_valid(column, row) ? key_of(column, kind, row) : 0;
    sort_by_keys(sorter);
    if (hcp_column_count_missing(column) == 0)
        return;
    for (int64_t row = 0; row < sorter->n; row++)
        sorter->key[row] = hcp_column_is_valid(column, row) ? 1 : 0;
    sort_by_keys(sorter);
}

static gboolean is_in_order(const HcpTable *table) {
    gsize n_columns = hcp_table_get_n_columns(table);
    for (int64_t row = 1; row < hcp_table_get_n_rows(table); row++)
        if (hcp__rows_compare(table, n_columns, row - 1, row) > 0)
            return FALSE;
    return TRUE;
}

gboolean hcp__rows_order(const HcpTable *table, const HcpRun *run, int32_t **out_order,
                         GError **error) {
    *out_order = NULL;
    if (is_in_order(table))
        return TRUE;
    g_auto(Sorter) sorter = {.n = hcp_table_get_n_rows(table)};
    sorter.order = hcp__array_new(sorter.n, sizeof(int32_t), error);
    sorter.scratch = sorter.order != NULL ? hcp__array_new(sorter.n, sizeof(int32_t), error) : NULL;
    sorter.key = sorter.scratch != NULL ? hcp__array_new(sorter.n, sizeof(uint64_t), error) : NULL;
    if (sorter.key == NULL)
        return FALSE;
    sorter.count = g_new(uint32_t, N_DIGITS);
    for (int64_t row = 0; row < sorter.n; row++)
        sorter.order[row] = (int32_t)row;
    for (gsize k = hcp_table_get_n_columns(table); k > 0; k--) {
        if (!hcp_run_check(run, error))
            return FALSE;
        sort_by_column(&sorter, hcp_table_get_column(table, k - 1));
    }
    *out_order = g_steal_pointer(&sorter.order);
    return TRUE;
}
