#include "table/csv_internal.h"

#include <string.h>

static HcpCsvField *next_field(HcpCsvScanner *scanner) {
    if (scanner->n_fields == scanner->fields_capacity) {
        scanner->fields_capacity = MAX(64, scanner->fields_capacity * 2);
        scanner->fields = g_renew(HcpCsvField, scanner->fields, scanner->fields_capacity);
    }
    return &scanner->fields[scanner->n_fields++];
}

static int64_t count_line_ends(const char *from, const char *end) {
    int64_t n = 0;
    for (const char *p = from; (p = memchr(p, '\n', (gsize)(end - p))) != NULL; p++)
        n++;
    for (const char *p = from; (p = memchr(p, '\r', (gsize)(end - p))) != NULL; p++)
        n += p + 1 == end || p[1] != '\n';
    return n;
}

/* The quote that closes a field whose text starts at `text`; NULL where `end` comes before it is
 * sure to be one. */
static const char *find_closing_quote(const char *text, const char *end, gboolean at_end,
                                      uint16_t *has_doubled_quotes) {
    for (const char *p = text; (p = memchr(p, '"', (gsize)(end - p))) != NULL; p += 2) {
        if (p + 1 == end)
            return at_end ? p : NULL;
        if (p[1] != '"')
            return p;
        *has_doubled_quotes = TRUE;
    }
    return NULL;
}

static HcpCsvScanResult blame(HcpCsvScan *scan, const char *field, const char *fault) {
    scan->end = field;
    scan->fault = fault;
    return HCP__SCAN_FAULT;
}

/* Sets `*p` after the closing quote. A field is too long when it is so in the bytes that can still
 * be part of it, so that what is in memory decides nothing. */
static HcpCsvScanResult scan_quoted(HcpCsvScanner *scanner, const char **p, HcpCsvField *field,
                                    HcpCsvScan *scan) {
    const char *text = *p + 1;
    gboolean is_whole = (gsize)(scanner->end - text) <= HCP__CSV_FIELD_MAX + 1;
    const char *end = is_whole ? scanner->end : text + HCP__CSV_FIELD_MAX + 2;
    const char *close =
        find_closing_quote(text, end, scanner->at_end && is_whole, &field->has_doubled_quotes);
    if (close == NULL && is_whole && !scanner->at_end)
        return HCP__SCAN_NEEDS_MORE;
    if ((gsize)((close != NULL ? close : end) - text) > HCP__CSV_FIELD_MAX)
        return blame(scan, *p, "field_too_long");
    if (close == NULL || !hcp__csv_is_mark(close[1], scanner->separator))
        return blame(scan, *p, "bad_quote");
    field->text = text;
    field->length = (uint32_t)(close - text);
    scan->n_lines += count_line_ends(text, close);
    scan->has_doubled_quotes = scan->has_doubled_quotes || field->has_doubled_quotes;
    *p = close + 1;
    return HCP__SCAN_ROW;
}

/* The line end at `p`, or the end of the file. */
static HcpCsvScanResult end_row(const HcpCsvScanner *scanner, const char *p, HcpCsvScan *scan) {
    const char *end = scanner->end;
    scan->end = p;
    scan->n_lines += p < end;
    scan->next = p == end ? p : p + 1;
    if (p < end && *p == '\r') {
        if (p + 1 == end && !scanner->at_end)
            return HCP__SCAN_NEEDS_MORE;
        scan->next += p + 1 < end && p[1] == '\n';
    }
    return HCP__SCAN_ROW;
}

/* The field at `*p`, after which `*p` is set: at the first mark that was not passed. */
static HcpCsvScanResult scan_field(HcpCsvScanner *scanner, HcpCsvMarks *marks, const char **p,
                                   HcpCsvScan *scan) {
    HcpCsvField *field = next_field(scanner);
    field->has_doubled_quotes = field->is_number = FALSE;
    if (**p == '"') {
        HcpCsvScanResult result = scan_quoted(scanner, p, field, scan);
        if (result == HCP__SCAN_ROW)
            hcp__csv_marks_seek(marks, *p);
        return result;
    }
    field->text = *p;
    *p = hcp__csv_marks_peek(marks);
    if ((gsize)(*p - field->text) > HCP__CSV_FIELD_MAX)
        return blame(scan, field->text, "field_too_long");
    field->length = (uint32_t)(*p - field->text);
    return HCP__SCAN_ROW;
}

HcpCsvScanResult hcp__csv_scan_row(HcpCsvScanner *scanner, const char *from, HcpCsvScan *scan) {
    HcpCsvMarks marks = {.separator = scanner->separator};
    *scan = (HcpCsvScan){.begin = from};
    scanner->n_fields = 0;
    hcp__csv_marks_seek(&marks, from);
    for (const char *p = from;; p++) {
        if ((gsize)(p - from) > HCP__CSV_ROW_MAX || scanner->n_fields == HCP__CSV_FIELDS_MAX)
            return blame(scan, p, "row_too_long");
        HcpCsvScanResult result = scan_field(scanner, &marks, &p, scan);
        if (result != HCP__SCAN_ROW)
            return result;
        if (p >= scanner->end && !scanner->at_end)
            return HCP__SCAN_NEEDS_MORE;
        if (p >= scanner->end || *p != scanner->separator)
            return end_row(scanner, p, scan);
        hcp__csv_marks_pass(&marks);
    }
}

double hcp__csv_measure_fit(HcpCsvScanner *scanner, gsize *n_fields) {
    const char *p = scanner->at;
    const char *end = p + MIN((gsize)(scanner->end - p), HCP__CSV_SAMPLE);
    int64_t n_rows = 0, n_fitting = 0;
    *n_fields = 0;
    HcpCsvScan scan;
    while (p < end && hcp__csv_scan_row(scanner, p, &scan) == HCP__SCAN_ROW) {
        p = scan.next;
        if (scan.end == scan.begin)
            continue;
        if (n_rows++ == 0)
            *n_fields = scanner->n_fields;
        n_fitting += scanner->n_fields == *n_fields;
    }
    return n_rows > 0 ? (double)n_fitting / (double)n_rows : 0;
}
