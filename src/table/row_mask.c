/* What messages and rejects show of a row. Where a table holds patients, a cell is shown only when
 * it is what its column holds: anything else may be a patient who stands in the wrong place. */
#include "table/row_mask.h"

#include <string.h>

static const char PATIENT[] = "<patient>", COUNT[] = "<count>", VALUE[] = "<value>";

/* ---- one cell ---- */

/* A cell that runs over a line end may have swallowed the patient of another row. */
static gboolean has_line_end(const char *text, gsize length) {
    return memchr(text, '\n', length) != NULL || memchr(text, '\r', length) != NULL;
}

static gboolean is_read_patient(const HcpHeader *header, const char *text, gsize length) {
    return header->patients != NULL && length > 0 &&
           hcp__pool_find(header->patients, text, (gssize)length) >= 0;
}

gboolean hcp__header_may_hold_patient(const HcpHeader *header, gsize column, const char *text,
                                      gsize length) {
    return header->hides_values ||
           (header->has_patient && (header->patient[column] || has_line_end(text, length) ||
                                    is_read_patient(header, text, length)));
}

/* 30/02/2026 is no date, but was meant to be one: two marks of one kind between 1 to 4 digits, so
 * that numbers of people (85.01.01-123.45, 123-45-6789) are none. */
static gboolean looks_like_date(const char *text, gsize length) {
    gsize run = 0, marks = 0, years = 0;
    char mark = '\0';
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isdigit(text[i])) {
            run++;
            continue;
        }
        gboolean is_mark = text[i] != '\0' && strchr("-/.", text[i]) != NULL;
        if (!is_mark || (marks > 0 && text[i] != mark) || run == 0 || run == 3 || run > 4)
            return FALSE;
        years += run == 4;
        mark = text[i];
        marks++;
        run = 0;
    }
    years += run == 4;
    return marks == 2 && years == 1 && run != 0 && run != 3 && run <= 4;
}

/* TRUE where the cell is of the type that its column has, and so no patient. */
static gboolean fits_column(const HcpBinding *binding, const char *text, gsize length) {
    const HcpCellForm other = {.has_comma = !binding->form.has_comma};
    int64_t count;
    double number;
    gboolean flag;
    int32_t days;
    switch (binding->field != NULL ? binding->field->type : HCP_FIELD_TEXT) {
    case HCP_FIELD_COUNT:
    case HCP_FIELD_NUMBER:
        return hcp__form_parse_number(&binding->form, text, length, &number) ||
               hcp__form_parse_number(&other, text, length, &number) ||
               hcp__form_parse_count(&binding->form, text, length, &count);
    case HCP_FIELD_FLAG:
        return hcp__parse_flag(text, length, &flag);
    case HCP_FIELD_DATE:
        return looks_like_date(text, length) || hcp__parse_date(text, length, FALSE, &days) ||
               (binding->form.has_serials && hcp__parse_serial_day(text, length, FALSE, &days));
    case HCP_FIELD_PHYSICIAN:
    case HCP_FIELD_ORGANISATION:
        return TRUE; /* unknown ids are what the user must see */
    case HCP_FIELD_TEXT:
    case HCP_FIELD_PATIENT:
        break;
    }
    return FALSE;
}

/* What stands for the cell; NULL for itself. */
static const char *find_mask(const HcpHeader *header, gsize column, const HcpCell *cell) {
    if (header->hides_values)
        return VALUE;
    if (hcp__header_may_hold_patient(header, column, cell->text, cell->length))
        return PATIENT;
    if (header->count[column] && hcp__is_any_count(cell->text, cell->length))
        return COUNT;
    if (!header->has_patient || cell->length == 0)
        return NULL;
    const HcpBinding *binding = hcp__header_find_binding(header, column);
    return binding != NULL && fits_column(binding, cell->text, cell->length) ? NULL : VALUE;
}

char *hcp__header_show_cell(const HcpHeader *header, gsize column, const HcpCell *cell) {
    const char *mask = find_mask(header, column, cell);
    return mask != NULL ? g_strdup(mask)
                        : hcp__text_for_message(cell->text, (gssize)cell->length, 60);
}

/* ---- one row ---- */

gboolean hcp__row_is_displaced(const HcpHeader *header, const HcpCsvRow *row) {
    if (!header->has_own_patient || row->n_fields != header->names->len)
        return FALSE;
    HcpCell cell;
    hcp__cell_trim(&row->fields[header->patient_column], &cell);
    int32_t days;
    gboolean has_mark = memchr(cell.text, '-', cell.length) != NULL ||
                        memchr(cell.text, '/', cell.length) != NULL ||
                        memchr(cell.text, '.', cell.length) != NULL;
    return (has_mark && hcp__parse_date(cell.text, cell.length, FALSE, &days)) ||
           (header->physicians != NULL && cell.length > 0 &&
            hcp__pool_find(header->physicians, cell.text, (gssize)cell.length) >= 0);
}

/* A row of another width may hold the patient in any cell, and a count in any that is a number. */
static const char *find_mask_in(const HcpCsvRow *row, gsize i, const HcpHeader *header) {
    HcpCell cell;
    hcp__cell_trim(&row->fields[i], &cell);
    if (row->n_fields == header->names->len)
        return find_mask(header, i, &cell);
    if (header->has_patient)
        return PATIENT;
    return header->has_count && hcp__is_any_count(cell.text, cell.length) ? COUNT : NULL;
}

void hcp__row_append_masked(GString *text, const HcpCsvRow *row, const HcpHeader *header,
                            char separator) {
    if (!header->has_patient && !header->has_count) {
        g_string_append_len(text, row->raw, (gssize)row->raw_length);
        return;
    }
    gboolean is_displaced = hcp__row_is_displaced(header, row);
    for (gsize i = 0; i < row->n_fields; i++) {
        if (i > 0)
            g_string_append_c(text, separator);
        const HcpCsvField *field = &row->fields[i];
        const char *mask = is_displaced ? PATIENT : find_mask_in(row, i, header);
        g_string_append_len(text, mask != NULL ? mask : field->text,
                            mask != NULL ? -1 : (gssize)field->length);
    }
    if (row->n_fields == 0) /* broken: anything may stand anywhere */
        g_string_append(text, header->has_patient ? PATIENT : COUNT);
}
