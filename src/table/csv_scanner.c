/* From row to row through bytes in memory.
 *
 * A quoted field that never closes, or closes in the middle of a cell, costs the line on which it
 * opens: reading goes on after that line, whatever the quotes behind it say. So does a field or row
 * beyond the limits. Thus no fault swallows the rows behind it, and what follows a row depends on
 * nothing before it. */
#include "table/csv_internal.h"

#include <string.h>

static const gsize SHOWN_OF_LONG_ROW = 4096;

void hcp__csv_scanner_init(HcpCsvScanner *scanner) {
    *scanner = (HcpCsvScanner){.line = 1, .has_nul = TRUE, .has_high = TRUE};
    scanner->unescaped = g_string_new(NULL);
}

void hcp__csv_scanner_clear(HcpCsvScanner *scanner) {
    g_clear_pointer(&scanner->fields, g_free);
    if (scanner->unescaped != NULL)
        g_string_free(g_steal_pointer(&scanner->unescaped), TRUE);
}

/* ---- good rows ---- */

/* A doubled quote stands for one. `to` has room for the field. Returns the end of what it wrote. */
static char *write_unescaped(char *to, const HcpCsvField *field) {
    const char *from = field->text, *end = field->text + field->length;
    while (from < end) {
        *to++ = *from;
        from += *from == '"' ? 2 : 1;
    }
    return to;
}

static void unescape(HcpCsvScanner *scanner, gsize raw_length) {
    g_string_set_size(scanner->unescaped, raw_length);
    char *to = scanner->unescaped->str;
    for (gsize i = 0; i < scanner->n_fields; i++) {
        HcpCsvField *field = &scanner->fields[i];
        if (!field->has_doubled_quotes)
            continue;
        char *end = write_unescaped(to, field);
        field->text = to;
        field->length = (uint32_t)(end - to);
        to = end;
    }
}

/* The loop has no exit, so that the compiler makes wide instructions of it. */
static gboolean has_high_byte(const char *bytes, gsize n) {
    guchar all = 0;
    for (gsize i = 0; i < n; i++)
        all = (guchar)(all | (guchar)bytes[i]);
    return all >= 0x80;
}

static const char *find_text_fault(const HcpCsvScanner *scanner, const HcpCsvScan *scan) {
    gsize length = (gsize)(scan->end - scan->begin);
    gboolean goes_on = scan->end > scanner->stop;
    if ((scanner->has_nul || goes_on) && memchr(scan->begin, '\0', length) != NULL)
        return "nul_byte";
    if ((scanner->has_high || goes_on) && has_high_byte(scan->begin, length) &&
        !g_utf8_validate(scan->begin, (gssize)length, NULL))
        return scanner->invalid;
    return NULL;
}

static void take_row(HcpCsvScanner *scanner, const HcpCsvScan *scan, HcpCsvRow *row) {
    row->line = scanner->line;
    row->raw = scan->begin;
    row->raw_length = (gsize)(scan->end - scan->begin);
    row->fault = find_text_fault(scanner, scan);
    if (scan->has_doubled_quotes)
        unescape(scanner, row->raw_length);
    row->fields = scanner->fields;
    row->n_fields = row->fault == NULL ? scanner->n_fields : 0;
    scanner->line += scan->n_lines;
    scanner->at = scan->next;
}

/* ---- faults ---- */

const char *hcp__csv_find_line_end(const char *from, const char *end) {
    const char *feed = memchr(from, '\n', (gsize)(end - from));
    const char *stop = feed != NULL ? feed : end;
    const char *carriage = memchr(from, '\r', (gsize)(stop - from));
    return carriage != NULL ? carriage : feed;
}

gsize hcp__csv_shown_length(gsize length) {
    return length > HCP__CSV_FIELD_MAX ? SHOWN_OF_LONG_ROW : length;
}

/* Takes the line on which the field at fault opens. NEEDS_MORE: it may not end here; FAULT: nor is
 * it to be held in memory. */
static HcpCsvScanResult take_faulty_row(HcpCsvScanner *scanner, const HcpCsvScan *scan,
                                        HcpCsvRow *row) {
    const char *line_end = hcp__csv_find_line_end(scan->end, scanner->end);
    const char *end = line_end != NULL ? line_end : scanner->end;
    gboolean may_go_on = end == scanner->end || (*end == '\r' && end + 1 == scanner->end);
    if (may_go_on && !scanner->at_end)
        return (gsize)(scanner->end - scan->begin) > HCP__CSV_FIELD_MAX ? HCP__SCAN_FAULT
                                                                        : HCP__SCAN_NEEDS_MORE;
    *row = (HcpCsvRow){.line = scanner->line,
                       .raw = scan->begin,
                       .raw_length = hcp__csv_shown_length((gsize)(end - scan->begin)),
                       .fault = scan->fault};
    scanner->after_blank = FALSE;
    scanner->line += scan->n_lines + 1;
    scanner->at = end;
    if (end < scanner->end)
        scanner->at += *end == '\r' && end + 1 < scanner->end && end[1] == '\n' ? 2 : 1;
    return HCP__SCAN_ROW;
}

HcpCsvScanResult hcp__csv_scanner_next(HcpCsvScanner *scanner, HcpCsvRow *row, HcpCsvScan *scan) {
    while (scanner->at < scanner->stop) {
        HcpCsvScanResult result = hcp__csv_scan_row(scanner, scanner->at, scan);
        if (result == HCP__SCAN_FAULT)
            return take_faulty_row(scanner, scan, row);
        if (result != HCP__SCAN_ROW)
            return result;
        take_row(scanner, scan, row);
        row->after_blank = scanner->after_blank;
        scanner->after_blank = scanner->n_fields == 1 && scan->end == scan->begin;
        if (!scanner->after_blank)
            return HCP__SCAN_ROW;
    }
    return HCP__SCAN_END;
}
