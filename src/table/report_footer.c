/* Reports of Salesforce end in a blank line and lines of one field: the report's name, a copyright,
 * who made it when. They are no rows of the table. Until the file ends, nothing tells them from
 * rows that are cut short, so they are held back. */
#include "table/report_footer.h"

#include <string.h>

static const guint MAX_HELD = 10;

struct HcpReportFooter {
    gsize width;     /* of the header */
    GPtrArray *rows; /* of Held * */
};

typedef struct {
    HcpCsvRow row;
    HcpCsvField *fields;
    char *raw, *text; /* text: of the first field; the others are empty */
} Held;

static void free_held(void *data) {
    Held *held = data;
    g_free(held->fields);
    g_free(held->raw);
    g_free(held->text);
    g_free(held);
}

HcpReportFooter *hcp__report_footer_new(gsize width) {
    HcpReportFooter *footer = g_new0(HcpReportFooter, 1);
    footer->width = width;
    footer->rows = g_ptr_array_new_with_free_func(free_held);
    return footer;
}

void hcp__report_footer_free(HcpReportFooter *footer) {
    if (footer == NULL)
        return;
    g_ptr_array_unref(footer->rows);
    g_free(footer);
}

static gboolean has_words(const HcpCsvRow *row) {
    HcpCell cell;
    hcp__cell_trim(&row->fields[0], &cell);
    return memchr(cell.text, ' ', cell.length) != NULL;
}

/* One field; or, in a sheet or a file that went through a spreadsheet, whose rows are all as wide,
 * one value of several words. */
static gboolean is_line_of_text(const HcpReportFooter *footer, const HcpCsvRow *row) {
    if (row->fault != NULL || footer->width < 2 || row->n_fields == 0)
        return FALSE;
    for (gsize i = 1; i < row->n_fields; i++)
        if (row->fields[i].length > 0)
            return FALSE;
    return row->n_fields == 1 || has_words(row);
}

/* A blank line that went through a spreadsheet: ;;;; */
static gboolean is_blank_line(const HcpReportFooter *footer, const HcpCsvRow *row) {
    if (row->fault != NULL || footer->width < 2 || row->n_fields < 2)
        return FALSE;
    for (gsize i = 0; i < row->n_fields; i++)
        if (row->fields[i].length > 0)
            return FALSE;
    return TRUE;
}

gboolean hcp__report_footer_hold(HcpReportFooter *footer, const HcpCsvRow *row) {
    guint n = footer->rows->len;
    gboolean is_blank = is_blank_line(footer, row);
    if (n == MAX_HELD || (n == 0 && !is_blank && !row->after_blank))
        return FALSE;
    if (!is_blank && !is_line_of_text(footer, row))
        return FALSE;
    Held *held = g_new0(Held, 1);
    held->row = *row;
    held->raw = g_strndup(row->raw, row->raw_length);
    held->text = g_strndup(row->fields[0].text, row->fields[0].length);
    held->fields = g_new0(HcpCsvField, row->n_fields);
    for (gsize i = 0; i < row->n_fields; i++)
        held->fields[i] = (HcpCsvField){.text = ""};
    held->fields[0] = row->fields[0];
    held->fields[0].text = held->text;
    held->row.fields = held->fields;
    held->row.raw = held->raw;
    g_ptr_array_add(footer->rows, held);
    return TRUE;
}

guint hcp__report_footer_count(const HcpReportFooter *footer) {
    return footer->rows->len;
}

const HcpCsvRow *hcp__report_footer_get(const HcpReportFooter *footer, guint i) {
    return &((const Held *)g_ptr_array_index(footer->rows, i))->row;
}

void hcp__report_footer_clear(HcpReportFooter *footer) {
    g_ptr_array_set_size(footer->rows, 0);
}

gboolean hcp__report_footer_is_sure(const HcpReportFooter *footer) {
    for (guint i = 0; i < footer->rows->len; i++)
        if (has_words(hcp__report_footer_get(footer, i)))
            return TRUE;
    return FALSE;
}
