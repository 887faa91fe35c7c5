/* Rows in the order of their content, so that nothing above this module can depend on the order in
 * which the files have them. */
#include "base/base_internal.h"
#include "table/table_internal.h"

#include <string.h>

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

/* ---- digits of rows ---- */

/* One digit of a cell. A missing cell comes first: as digit 0 before codes and flags, which have
 * room for it, else by a digit of its own. */
typedef enum { IS_VALID, CODE, FLAG, DATE, HIGH, LOW } Part;

typedef struct {
    const HcpColumn *column;
    HcpKind kind;
    Part part;
    gboolean has_missing;
} Digit;

static void add_digit(GArray *digits, const Digit *like, Part part) {
    Digit digit = *like;
    digit.part = part;
    g_array_append_val(digits, digit);
}

static void add_column(GArray *digits, const HcpColumn *column) {
    HcpKind kind = hcp_column_get_info(column)->kind;
    Digit digit = {column, kind, CODE, hcp_column_count_missing(column) > 0};
    gboolean has_room = kind == HCP_KIND_STRING || kind == HCP_KIND_BOOL;
    if (digit.has_missing && !has_room)
        add_digit(digits, &digit, IS_VALID);
    if (has_room)
        add_digit(digits, &digit, kind == HCP_KIND_STRING ? CODE : FLAG);
    else if (kind == HCP_KIND_DATE)
        add_digit(digits, &digit, DATE);
    else {
        add_digit(digits, &digit, HIGH);
        add_digit(digits, &digit, LOW);
    }
}

static uint64_t digit_of(const Digit *digit, int64_t row) {
    switch (digit->part) {
    case IS_VALID:
        return 1;
    case CODE:
    case FLAG:
        return key_of(digit->column, digit->kind, row) + 1;
    case DATE:
        return key_of(digit->column, digit->kind, row);
    case HIGH:
        return key_of(digit->column, digit->kind, row) >> 32;
    case LOW:
        return key_of(digit->column, digit->kind, row) & UINT32_MAX;
    }
    g_assert_not_reached();
}

/* What most digits are: codes of texts, none missing. */
static void fill_codes(const int32_t *code, uint64_t *entry, int64_t n) {
    for (int64_t k = 0; k < n; k++) {
        uint64_t row = entry[k] & UINT32_MAX;
        entry[k] = ((uint64_t)code[row] + 1) << 32 | row;
    }
}

static void fill(const void *data, int index, uint64_t *entry, int64_t n) {
    const Digit *digit = (const Digit *)data + index;
    if (digit->part == CODE && !digit->has_missing) {
        fill_codes(hcp_column_get_codes(digit->column), entry, n);
        return;
    }
    for (int64_t k = 0; k < n; k++) {
        uint64_t row = entry[k] & UINT32_MAX;
        gboolean valid = !digit->has_missing || hcp_column_is_valid(digit->column, (int64_t)row);
        entry[k] = (valid ? digit_of(digit, (int64_t)row) << 32 : 0) | row;
    }
}

static HcpDigits make_digits(GArray *array, const HcpTable *table, gsize n_columns) {
    for (gsize k = 0; k < n_columns; k++)
        add_column(array, hcp_table_get_column(table, k));
    return (HcpDigits){(int)array->len, fill, array->data};
}

/* ---- rows that follow each other ---- */

#define BATCH 512

static const int64_t ROWS_PER_TASK = 1 << 16; /* a multiple of 8: no byte of a bitmap is shared */

typedef struct {
    const HcpTable *table;
    gsize n_columns;
    HcpDigits digits;
    const int32_t *order; /* NULL: as they stand */
    gint found;           /* a row before its predecessor, or a repeat */
    uint8_t *repeats;
} Scan;

static int64_t row_at(const Scan *scan, int64_t k) {
    return scan->order != NULL ? scan->order[k] : k;
}

/* key[k] = the first two digits of the row at first + k as one number. */
static void fill_keys(const Scan *scan, int64_t first, uint64_t *key, int64_t n) {
    const HcpDigits *digits = &scan->digits;
    uint64_t second[BATCH];
    for (int64_t k = 0; k < n; k++)
        key[k] = second[k] = (uint64_t)row_at(scan, first + k);
    digits->fill(digits->data, 0, key, n);
    if (digits->n > 1)
        digits->fill(digits->data, 1, second, n);
    for (int64_t k = 0; k < n; k++)
        key[k] = (key[k] & ~(uint64_t)UINT32_MAX) | (digits->n > 1 ? second[k] >> 32 : 0);
}

static int compare_neighbours(const Scan *scan, const uint64_t *key, int64_t first, int64_t k) {
    if (key[k - 1] != key[k])
        return key[k - 1] < key[k] ? -1 : 1;
    return hcp__rows_compare(scan->table, scan->n_columns, row_at(scan, first + k - 1),
                             row_at(scan, first + k));
}

static void check_range(int64_t first, int64_t last, void *data) {
    Scan *scan = data;
    uint64_t key[BATCH];
    for (int64_t row = MAX(first - 1, 0), n; row + 1 < last; row += n - 1) {
        n = MIN(last - row, BATCH);
        if (g_atomic_int_get(&scan->found))
            return;
        fill_keys(scan, row, key, n);
        for (int64_t k = 1; k < n; k++)
            if (compare_neighbours(scan, key, row, k) > 0)
                g_atomic_int_set(&scan->found, 1);
    }
}

static void mark_range(int64_t first, int64_t last, void *data) {
    Scan *scan = data;
    uint64_t key[BATCH];
    gboolean found = FALSE;
    for (int64_t row = MAX(first - 1, 0), n; row + 1 < last; row += n - 1) {
        n = MIN(last - row, BATCH);
        fill_keys(scan, row, key, n);
        for (int64_t k = 1; k < n; k++) {
            if (key[k - 1] != key[k] || compare_neighbours(scan, key, row, k) != 0)
                continue;
            hcp__bit_set(scan->repeats, row + k);
            found = TRUE;
        }
    }
    if (found)
        g_atomic_int_set(&scan->found, 1);
}

gboolean hcp__rows_order(const HcpTable *table, gsize n_columns, const HcpRun *run,
                         int32_t **out_order, GError **error) {
    int64_t n = hcp_table_get_n_rows(table);
    *out_order = NULL;
    if (n < 2 || n_columns == 0)
        return TRUE;
    g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof(Digit));
    Scan scan = {
        .table = table, .n_columns = n_columns, .digits = make_digits(array, table, n_columns)};
    if (!hcp__parallel_for(run, n, ROWS_PER_TASK, check_range, &scan, error))
        return FALSE;
    if (scan.found)
        *out_order = hcp__rows_sort(n, &scan.digits, run, error);
    return !scan.found || *out_order != NULL;
}

gboolean hcp__rows_find_repeats(const HcpTable *table, gsize n_columns, const int32_t *order,
                                const HcpRun *run, uint8_t **out_repeats, GError **error) {
    int64_t n = hcp_table_get_n_rows(table);
    *out_repeats = NULL;
    if (n < 2 || n_columns == 0)
        return TRUE;
    g_autofree uint8_t *repeats = hcp__array_new(n / 8 + 1, 1, error);
    if (repeats == NULL)
        return FALSE;
    g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof(Digit));
    Scan scan = {.table = table,
                 .n_columns = n_columns,
                 .digits = make_digits(array, table, n_columns),
                 .order = order,
                 .repeats = repeats};
    if (!hcp__parallel_for(run, n, ROWS_PER_TASK, mark_range, &scan, error))
        return FALSE;
    if (scan.found)
        *out_repeats = g_steal_pointer(&repeats);
    return TRUE;
}
