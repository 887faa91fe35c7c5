#include "table/row_store.h"

static const int64_t FIRST_CAPACITY = 1024; /* a multiple of 8, for the validity bitmaps */
static const int64_t AHEAD = 16; /* rows between asking memory for what a text needs, and its use */

void hcp__row_store_init(HcpRowStore *store, const HcpHeader *header, const HcpReaderSpec *spec) {
    const GArray *bindings = header->bindings;
    *store = (HcpRowStore){.n_columns = bindings->len};
    store->columns = g_new0(HcpColumnBuilder, bindings->len);
    for (guint i = 0; i < bindings->len; i++)
        hcp__column_builder_init(&store->columns[i], &g_array_index(bindings, HcpBinding, i), spec);
}

void hcp__row_store_init_part(HcpRowStore *part, const HcpRowStore *whole) {
    *part = (HcpRowStore){.n_columns = whole->n_columns};
    part->columns = g_new0(HcpColumnBuilder, whole->n_columns);
    for (gsize i = 0; i < whole->n_columns; i++)
        hcp__column_builder_init_part(&part->columns[i], &whole->columns[i]);
    if (whole->lines != NULL)
        hcp__row_store_keep_lines(part);
}

void hcp__row_store_clear(HcpRowStore *store) {
    for (gsize i = 0; i < store->n_columns; i++)
        hcp__column_builder_clear(&store->columns[i]);
    g_clear_pointer(&store->columns, g_free);
    g_clear_pointer(&store->lines, g_array_unref);
}

void hcp__row_store_reset(HcpRowStore *part) {
    part->n_rows = 0;
    for (gsize i = 0; i < part->n_columns; i++)
        hcp__column_builder_reset(&part->columns[i], part->capacity);
    if (part->lines != NULL)
        g_array_set_size(part->lines, 0);
}

/* A sixteenth more, since what is not used costs no memory and what is short is copied. */
void hcp__row_store_expect(HcpRowStore *store, double share) {
    double n = share > 0 ? (double)store->n_rows / share * 17 / 16 : 0;
    store->n_expected = n < (double)INT32_MAX ? (int64_t)n : 0;
}

gboolean hcp__row_store_reserve(HcpRowStore *store, int64_t n, GError **error) {
    int64_t larger = MAX(FIRST_CAPACITY, store->capacity);
    while (larger < store->n_rows + n)
        larger = store->n_expected > larger ? (store->n_expected + 7) / 8 * 8 : larger * 2;
    for (gsize i = 0; i < store->n_columns && larger > store->capacity; i++)
        if (!hcp__column_builder_grow(&store->columns[i], store->capacity, larger, error))
            return FALSE;
    store->capacity = larger;
    return TRUE;
}

gboolean hcp__row_store_add(HcpRowStore *store, const HcpCell *cells, GError **error) {
    if (store->n_rows == store->capacity && !hcp__row_store_reserve(store, 1, error))
        return FALSE;
    for (gsize i = 0; i < store->n_columns; i++)
        hcp__column_builder_set(&store->columns[i], store->n_rows, &cells[i]);
    store->n_rows++;
    return TRUE;
}

/* ---- lines ---- */

void hcp__row_store_keep_lines(HcpRowStore *store) {
    store->lines = g_array_new(FALSE, FALSE, sizeof(HcpRowLine));
}

static void note_line(GArray *lines, HcpRowLine here) {
    if (lines->len > 0) {
        const HcpRowLine *last = &g_array_index(lines, HcpRowLine, lines->len - 1);
        if (here.line - last->line == here.row - last->row)
            return;
    }
    g_array_append_val(lines, here);
}

void hcp__row_store_note_line(HcpRowStore *store, int64_t line) {
    if (store->lines != NULL)
        note_line(store->lines, (HcpRowLine){store->n_rows, line});
}

/* The last of those at or before the row. */
static guint find_line(const GArray *lines, int64_t row) {
    guint low = 0, high = lines->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(lines, HcpRowLine, middle).row <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int64_t hcp__row_store_get_line(const HcpRowStore *store, int64_t row) {
    const HcpRowLine *known =
        &g_array_index(store->lines, HcpRowLine, find_line(store->lines, row));
    return known->line + row - known->row;
}

static void append_lines(HcpRowStore *store, const HcpRowStore *part, int64_t first, int64_t last) {
    if (store->lines == NULL || first == last)
        return;
    for (guint i = find_line(part->lines, first); i < part->lines->len; i++) {
        const HcpRowLine *known = &g_array_index(part->lines, HcpRowLine, i);
        int64_t row = MAX(known->row, first);
        if (row >= last)
            return;
        int64_t line = part->first_line + known->line + row - known->row;
        note_line(store->lines, (HcpRowLine){store->n_rows + row - first, line});
    }
}

/* ---- parts ---- */

static gboolean is_unknown_id(const HcpColumnBuilder *column, int64_t row) {
    const HcpPoolText *text = (const HcpPoolText *)column->values + row;
    return text->code < 0 && text->length > 0;
}

gboolean hcp__row_store_find_texts(HcpRowStore *part, int64_t first, int64_t last) {
    gboolean any_unknown = FALSE;
    for (gsize i = 0; i < part->n_columns && first < last; i++) {
        const HcpColumnBuilder *column = &part->columns[i];
        if (!column->has_texts)
            continue;
        hcp__pool_find_all(column->pool, (gsize)(last - first),
                           (HcpPoolText *)column->values + first);
        for (int64_t row = first; row < last && column->is_closed && !any_unknown; row++)
            any_unknown = is_unknown_id(column, row);
    }
    return any_unknown;
}

gboolean hcp__row_store_has_unknown_id(const HcpRowStore *part, int64_t row) {
    for (gsize i = 0; i < part->n_columns; i++)
        if (part->columns[i].has_texts && part->columns[i].is_closed &&
            is_unknown_id(&part->columns[i], row))
            return TRUE;
    return FALSE;
}

/* One or more columns may be of one pool: rows are the outer loop. */
static void add_texts(HcpRowStore *part, int64_t first, int64_t last) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new();
    for (gsize i = 0; i < part->n_columns; i++)
        if (part->columns[i].has_texts && !part->columns[i].is_closed)
            g_ptr_array_add(columns, &part->columns[i]);
    for (int64_t row = first; row < last; row++)
        for (guint i = 0; i < columns->len; i++) {
            const HcpColumnBuilder *column = g_ptr_array_index(columns, i);
            HcpPoolText *text = (HcpPoolText *)column->values + row;
            if (row + AHEAD < last && text[AHEAD].code < 0)
                hcp__pool_fetch(column->pool, &text[AHEAD]);
            if (text->code < 0 && text->length > 0)
                text->code = hcp__pool_add_hashed(column->pool, text);
        }
}

gboolean hcp__row_store_append(HcpRowStore *store, HcpRowStore *part, int64_t first, int64_t last,
                               GError **error) {
    if (!hcp__row_store_reserve(store, last - first, error))
        return FALSE;
    add_texts(part, first, last);
    append_lines(store, part, first, last);
    for (gsize i = 0; i < store->n_columns; i++)
        hcp__column_builder_copy_missing(&store->columns[i], store->n_rows, &part->columns[i],
                                         first, last);
    store->n_rows += last - first;
    return TRUE;
}

void hcp__row_store_fill(HcpRowStore *store, int64_t row, const HcpRowStore *part, int64_t first,
                         int64_t last) {
    for (gsize i = 0; i < store->n_columns; i++)
        hcp__column_builder_copy_values(&store->columns[i], row, &part->columns[i], first, last);
}
