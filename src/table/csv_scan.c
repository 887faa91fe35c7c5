#include "table/csv_internal.h"

#include <string.h>

static HcpCsvField *next_field(HcpCsvReader *reader) {
    if (reader->n_fields == reader->fields_capacity) {
        reader->fields_capacity = MAX(64, reader->fields_capacity * 2);
        reader->fields = g_renew(HcpCsvField, reader->fields, reader->fields_capacity);
    }
    return &reader->fields[reader->n_fields++];
}

static int64_t count_line_ends(const char *from, const char *end) {
    int64_t n = 0;
    for (const char *p = from; (p = memchr(p, '\n', (gsize)(end - p))) != NULL; p++)
        n++;
    for (const char *p = from; (p = memchr(p, '\r', (gsize)(end - p))) != NULL; p++)
        n += p + 1 == end || p[1] != '\n';
    return n;
}

/* The quote that closes a field whose text starts at `text`; NULL where the buffer ends before it
 * is sure to be one. */
static const char *find_closing_quote(const HcpCsvReader *reader, const char *text,
                                      uint16_t *has_doubled_quotes) {
    const char *end = reader->buffer + reader->end;
    for (const char *p = text; (p = memchr(p, '"', (gsize)(end - p))) != NULL; p += 2) {
        if (p + 1 == end)
            return reader->at_end ? p : NULL;
        if (p[1] != '"')
            return p;
        *has_doubled_quotes = TRUE;
    }
    return NULL;
}

/* Sets `*p` after the closing quote. */
static HcpCsvScanResult scan_quoted(HcpCsvReader *reader, const char **p, HcpCsvField *field,
                                    HcpCsvScan *scan) {
    const char *text = *p + 1;
    const char *end = reader->buffer + reader->end;
    const char *close = find_closing_quote(reader, text, &field->has_doubled_quotes);
    scan->end = *p; /* should it be at fault */
    /* The last byte of the buffer may be the closing quote. */
    if ((gsize)((close != NULL ? close : end) - text) > HCP__CSV_FIELD_MAX + (close == NULL)) {
        scan->fault = "field_too_long";
        return HCP__SCAN_FAULT;
    }
    if (close == NULL && !reader->at_end)
        return HCP__SCAN_NEEDS_MORE;
    if (close == NULL || !reader->ends_field[(guchar)close[1]]) {
        scan->fault = "bad_quote";
        return HCP__SCAN_FAULT;
    }
    field->text = text;
    field->length = (uint32_t)(close - text);
    scan->n_lines += count_line_ends(text, close);
    scan->has_doubled_quotes = scan->has_doubled_quotes || field->has_doubled_quotes;
    *p = close + 1;
    return HCP__SCAN_ROW;
}

/* Sets `*p` after the field. */
static HcpCsvScanResult scan_bare(HcpCsvReader *reader, const char **p, HcpCsvField *field,
                                  HcpCsvScan *scan) {
    const char *text = *p, *q = *p;
    while (!reader->ends_field[(guchar)*q])
        q++;
    if ((gsize)(q - text) > HCP__CSV_FIELD_MAX) {
        scan->end = text;
        scan->fault = "field_too_long";
        return HCP__SCAN_FAULT;
    }
    field->text = text;
    field->length = (uint32_t)(q - text);
    *p = q;
    return HCP__SCAN_ROW;
}

/* The line end at `p`, or the end of the file. */
static HcpCsvScanResult end_row(HcpCsvReader *reader, const char *p, HcpCsvScan *scan) {
    const char *end = reader->buffer + reader->end;
    scan->end = p;
    scan->n_lines += p < end;
    scan->next = p == end ? p : p + 1;
    if (p < end && *p == '\r') {
        if (p + 1 == end && !reader->at_end)
            return HCP__SCAN_NEEDS_MORE;
        scan->next += p + 1 < end && p[1] == '\n';
    }
    return HCP__SCAN_ROW;
}

HcpCsvScanResult hcp__csv_scan_row(HcpCsvReader *reader, const char *from, HcpCsvScan *scan) {
    const char *end = reader->buffer + reader->end;
    *scan = (HcpCsvScan){.begin = from};
    reader->n_fields = 0;
    for (const char *p = from;; p++) {
        if ((gsize)(p - from) > HCP__CSV_ROW_MAX || reader->n_fields == HCP__CSV_FIELDS_MAX) {
            scan->end = p;
            scan->fault = "row_too_long";
            return HCP__SCAN_FAULT;
        }
        HcpCsvField *field = next_field(reader);
        field->has_doubled_quotes = FALSE;
        field->is_number = FALSE;
        HcpCsvScanResult result =
            *p == '"' ? scan_quoted(reader, &p, field, scan) : scan_bare(reader, &p, field, scan);
        if (result != HCP__SCAN_ROW)
            return result;
        if (p >= end && !reader->at_end)
            return HCP__SCAN_NEEDS_MORE;
        if (p >= end || *p != reader->separator)
            return end_row(reader, p, scan);
    }
}

double hcp__csv_measure_fit(HcpCsvReader *reader, gsize *n_fields) {
    const char *p = reader->buffer + reader->start;
    const char *end = p + MIN(reader->end - reader->start, HCP__CSV_SAMPLE);
    int64_t n_rows = 0, n_fitting = 0;
    *n_fields = 0;
    HcpCsvScan scan;
    while (p < end && hcp__csv_scan_row(reader, p, &scan) == HCP__SCAN_ROW) {
        p = scan.next;
        if (scan.end == scan.begin)
            continue;
        if (n_rows++ == 0)
            *n_fields = reader->n_fields;
        n_fitting += reader->n_fields == *n_fields;
    }
    return n_rows > 0 ? (double)n_fitting / (double)n_rows : 0;
}
