/* The row at hand: its cells with a value, then all its fields. */
#include "table/xlsx_internal.h"

#include <string.h>

static const gsize SHOWN_OF_LONG_ROW = 4096;

typedef struct {
    int32_t column;
    gsize begin, end; /* in `texts` */
    gboolean is_number;
} Cell;

void hcp__xlsx_row_init(HcpXlsxRow *row) {
    *row = (HcpXlsxRow){.is_first = TRUE,
                        .cells = g_array_new(FALSE, FALSE, sizeof(Cell)),
                        .texts = g_string_new(NULL),
                        .raw = g_string_new(NULL)};
}

void hcp__xlsx_row_clear(HcpXlsxRow *row) {
    if (row->cells == NULL)
        return;
    g_array_unref(row->cells);
    g_string_free(row->texts, TRUE);
    g_string_free(row->raw, TRUE);
    g_free(row->fields);
}

void hcp__xlsx_row_begin(HcpXlsxRow *row) {
    row->fault = NULL;
    g_array_set_size(row->cells, 0);
    g_string_truncate(row->texts, 0);
}

void hcp__xlsx_row_add_cell(HcpXlsxRow *row, int32_t column, gsize begin, gboolean is_number) {
    Cell cell = {column, begin, row->texts->len, is_number};
    if (row->fault == NULL && cell.end - begin > HCP__CSV_FIELD_MAX)
        row->fault = "field_too_long";
    else if (row->fault == NULL && cell.end > HCP__CSV_ROW_MAX)
        row->fault = "row_too_long";
    if (cell.end > begin)
        g_array_append_val(row->cells, cell);
}

gboolean hcp__xlsx_row_is_blank(const HcpXlsxRow *row) {
    return row->cells->len == 0 && row->fault == NULL;
}

/* ---- the row as fields ---- */

static void append_csv(GString *raw, const HcpCsvField *field) {
    gboolean is_plain = TRUE;
    for (uint32_t i = 0; i < field->length && is_plain; i++)
        is_plain = strchr(",\"\r\n", field->text[i]) == NULL;
    if (is_plain) {
        g_string_append_len(raw, field->text, field->length);
        return;
    }
    g_string_append_c(raw, '"');
    for (uint32_t i = 0; i < field->length; i++) {
        if (field->text[i] == '"')
            g_string_append_c(raw, '"');
        g_string_append_c(raw, field->text[i]);
    }
    g_string_append_c(raw, '"');
}

static gsize find_reach(const HcpXlsxRow *row) {
    guint n = row->cells->len;
    return n > 0 ? (gsize)g_array_index(row->cells, Cell, n - 1).column + 1 : 0;
}

static void fill_fields(HcpXlsxRow *row, gsize n) {
    if (n > row->capacity) {
        row->capacity = MAX(n, row->capacity * 2);
        row->fields = g_renew(HcpCsvField, row->fields, row->capacity);
    }
    for (gsize i = 0; i < n; i++)
        row->fields[i] = (HcpCsvField){.text = ""};
    for (guint i = 0; i < row->cells->len; i++) {
        const Cell *cell = &g_array_index(row->cells, Cell, i);
        HcpCsvField *field = &row->fields[cell->column];
        field->text = row->texts->str + cell->begin;
        field->length = (uint32_t)(cell->end - cell->begin);
        field->is_number = cell->is_number != FALSE;
    }
}

static void show_fault(const HcpXlsxRow *row, HcpCsvRow *shown) {
    *shown = (HcpCsvRow){.raw = row->texts->str,
                         .raw_length = MIN(row->texts->len, SHOWN_OF_LONG_ROW),
                         .fault = row->fault};
}

void hcp__xlsx_row_show(HcpXlsxRow *row, HcpCsvRow *shown) {
    if (row->fault != NULL) {
        show_fault(row, shown);
        return;
    }
    gsize n = MAX(row->width, find_reach(row));
    if (row->is_first)
        row->width = n;
    row->is_first = FALSE;
    fill_fields(row, n);
    g_string_truncate(row->raw, 0);
    for (gsize i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(row->raw, ',');
        append_csv(row->raw, &row->fields[i]);
    }
    *shown = (HcpCsvRow){
        .fields = row->fields, .n_fields = n, .raw = row->raw->str, .raw_length = row->raw->len};
}
