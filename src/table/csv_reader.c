/* A streaming reader of CSV rows.
 *
 * The buffer holds whole rows: fields point into it. A row that the buffer does not hold to its end
 * is scanned again once more bytes are in; the buffer doubles, so that this costs no more than
 * twice the bytes. A line break stands after the last byte, so that no scan needs to look for the
 * end.
 *
 * A quoted field that never closes, or closes in the middle of a cell, costs the line on which it
 * opens: reading goes on after that line, whatever the quotes behind it say. So does a field or row
 * beyond the limits. Thus no fault swallows the rows behind it, and none is held in memory. */
#include "table/csv_internal.h"

#include <string.h>

static const gsize FIRST_CAPACITY = 256 * 1024, LEAST_CAPACITY = 16;
static const gsize SHOWN_OF_LONG_ROW = 4096;

static void set_separator(HcpCsvReader *reader, char separator) {
    reader->separator = separator;
    memset(reader->ends_field, 0, sizeof reader->ends_field);
    reader->ends_field[(guchar)separator] = 1;
    reader->ends_field['\n'] = 1;
    reader->ends_field['\r'] = 1;
}

/* The loop has no exit, so that the compiler makes wide instructions of it. */
static gboolean has_high_byte(const char *bytes, gsize n) {
    guchar all = 0;
    for (gsize i = 0; i < n; i++)
        all = (guchar)(all | (guchar)bytes[i]);
    return all >= 0x80;
}

static gboolean make_room(HcpCsvReader *reader, GError **error) {
    gsize held = reader->end - reader->start;
    if (held > 0)
        memmove(reader->buffer, reader->buffer + reader->start, held);
    reader->start = 0;
    reader->end = held;
    if (held <= reader->capacity / 2)
        return TRUE;
    char *larger = g_try_realloc(reader->buffer, reader->capacity * 2 + 1);
    if (larger == NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT, "%s: not enough memory for one row",
                    reader->shown);
        return FALSE;
    }
    reader->buffer = larger;
    reader->capacity *= 2;
    return TRUE;
}

/* Reads on until the buffer is full or the file ends; what has not been consumed stays. */
static gboolean fill(HcpCsvReader *reader, GError **error) {
    if (!make_room(reader, error))
        return FALSE;
    while (reader->end < reader->capacity && !reader->at_end) {
        char *bytes = reader->buffer + reader->end;
        gssize got =
            hcp__text_source_read(reader->source, bytes, reader->capacity - reader->end, error);
        if (got < 0)
            return FALSE;
        reader->at_end = got == 0;
        reader->end += (gsize)got;
        reader->has_nul = reader->has_nul || memchr(bytes, '\0', (gsize)got) != NULL;
        reader->has_high = reader->has_high || has_high_byte(bytes, (gsize)got);
    }
    reader->buffer[reader->end] = '\n';
    return TRUE;
}

static gboolean starts_with(const HcpCsvReader *reader, const char *bytes, gsize n) {
    return reader->end - reader->start >= n &&
           memcmp(reader->buffer + reader->start, bytes, n) == 0;
}

/* `sep=;` on the first line, as spreadsheets write it. Returns the separator, or 0. */
static char take_separator_line(HcpCsvReader *reader) {
    const char *line = reader->buffer + reader->start;
    gsize held = reader->end - reader->start;
    if (!starts_with(reader, "sep=", 4) || held < 6)
        return 0;
    gsize length = held > 6 && line[5] == '\r' && line[6] == '\n' ? 7 : 6;
    if (strchr(HCP__CSV_SEPARATORS, line[4]) == NULL || (line[5] != '\r' && line[5] != '\n'))
        return 0;
    reader->start += length;
    reader->line++;
    return line[4];
}

/* Of the separators, the one with which most rows have as many fields as the first, given that this
 * has more than one; of equals the one with more fields. */
static char sniff(HcpCsvReader *reader) {
    char best = ',';
    double best_share = 0;
    gsize best_fields = 0;
    for (const char *candidate = HCP__CSV_SEPARATORS; *candidate != '\0'; candidate++) {
        set_separator(reader, *candidate);
        gsize n_fields;
        double share = hcp__csv_measure_fit(reader, &n_fields);
        if (n_fields < 2 || share < best_share || (share == best_share && n_fields <= best_fields))
            continue;
        best = *candidate;
        best_share = share;
        best_fields = n_fields;
    }
    return best;
}

HcpCsvReader *hcp__csv_reader_open(const char *path, const char *shown, const HcpCsvFormat *stated,
                                   GError **error) {
    g_autoptr(HcpCsvReader) reader = g_new0(HcpCsvReader, 1);
    reader->shown = shown;
    reader->line = 1;
    reader->unescaped = g_string_new(NULL);
    reader->source = hcp__text_source_open(path, shown, stated->encoding, stated->block, error);
    if (reader->source == NULL)
        return NULL;
    gsize bound = hcp__text_source_bound(reader->source, FIRST_CAPACITY);
    reader->capacity = MAX(LEAST_CAPACITY, stated->block > 0 ? stated->block : bound);
    reader->buffer = g_malloc(reader->capacity + 1);
    if (!fill(reader, error))
        return NULL;
    if (starts_with(reader, "\xEF\xBB\xBF", 3))
        reader->start += 3;
    char named = take_separator_line(reader);
    if (stated->separator != 0)
        set_separator(reader, stated->separator);
    else
        set_separator(reader, named != 0 ? named : sniff(reader));
    return g_steal_pointer(&reader);
}

void hcp__csv_reader_free(HcpCsvReader *reader) {
    if (reader == NULL)
        return;
    hcp__text_source_free(reader->source);
    g_free(reader->buffer);
    g_free(reader->fields);
    g_string_free(reader->unescaped, TRUE);
    g_free(reader);
}

/* A doubled quote stands for one. `to` has room for the field. Returns the end of what it wrote. */
static char *write_unescaped(char *to, const HcpCsvField *field) {
    const char *from = field->text, *end = field->text + field->length;
    while (from < end) {
        *to++ = *from;
        from += *from == '"' ? 2 : 1;
    }
    return to;
}

static void unescape(HcpCsvReader *reader, gsize raw_length) {
    g_string_set_size(reader->unescaped, raw_length);
    char *to = reader->unescaped->str;
    for (gsize i = 0; i < reader->n_fields; i++) {
        HcpCsvField *field = &reader->fields[i];
        if (!field->has_doubled_quotes)
            continue;
        char *end = write_unescaped(to, field);
        field->text = to;
        field->length = (uint32_t)(end - to);
        to = end;
    }
}

static const char *find_text_fault(const HcpCsvReader *reader, const HcpCsvScan *scan) {
    gsize length = (gsize)(scan->end - scan->begin);
    if (reader->has_nul && memchr(scan->begin, '\0', length) != NULL)
        return "nul_byte";
    if (reader->has_high && !g_utf8_validate(scan->begin, (gssize)length, NULL))
        return hcp__text_source_get_encoding(reader->source) == HCP_ENCODING_UTF8
                   ? "invalid_utf8"
                   : "invalid_utf16"; /* of Windows-1252 every byte is text */
    return NULL;
}

static void take_row(HcpCsvReader *reader, const HcpCsvScan *scan, HcpCsvRow *row) {
    row->line = reader->line;
    row->raw = scan->begin;
    row->raw_length = (gsize)(scan->end - scan->begin);
    row->fault = find_text_fault(reader, scan);
    if (scan->has_doubled_quotes)
        unescape(reader, row->raw_length);
    row->fields = reader->fields;
    row->n_fields = row->fault == NULL ? reader->n_fields : 0;
    reader->line += scan->n_lines;
    reader->start = (gsize)(scan->next - reader->buffer);
}

static const char *find_line_end(const char *from, const char *end) {
    const char *feed = memchr(from, '\n', (gsize)(end - from));
    const char *stop = feed != NULL ? feed : end;
    const char *carriage = memchr(from, '\r', (gsize)(stop - from));
    return carriage != NULL ? carriage : feed;
}

/* Consumes the line end at `start`, which may be one, two or (at the end of the file) no bytes. */
static gboolean take_line_end(HcpCsvReader *reader, GError **error) {
    if (reader->end - reader->start < 2 && !reader->at_end && !fill(reader, error))
        return FALSE;
    if (starts_with(reader, "\r\n", 2))
        reader->start += 2;
    else if (reader->start < reader->end)
        reader->start += 1;
    return TRUE;
}

/* Consumes the line on which the field at fault opens, keeping its first bytes to show. */
static gboolean take_faulty_row(HcpCsvReader *reader, const HcpCsvScan *scan, HcpCsvRow *row,
                                GError **error) {
    const char *line_end = find_line_end(scan->end, reader->buffer + reader->end);
    const char *shown_end = line_end != NULL ? line_end : reader->buffer + reader->end;
    gsize length = (gsize)(shown_end - scan->begin);
    g_string_truncate(reader->unescaped, 0);
    g_string_append_len(reader->unescaped, scan->begin,
                        (gssize)(length > HCP__CSV_FIELD_MAX ? SHOWN_OF_LONG_ROW : length));
    while (line_end == NULL && !reader->at_end) {
        reader->start = reader->end;
        if (!fill(reader, error))
            return FALSE;
        line_end = find_line_end(reader->buffer, reader->buffer + reader->end);
    }
    reader->start = line_end != NULL ? (gsize)(line_end - reader->buffer) : reader->end;
    if (!take_line_end(reader, error))
        return FALSE;
    *row = (HcpCsvRow){.line = reader->line,
                       .raw = reader->unescaped->str,
                       .raw_length = reader->unescaped->len,
                       .fault = scan->fault};
    reader->line += scan->n_lines + 1;
    return TRUE;
}

static gboolean is_blank_line(const HcpCsvReader *reader, const HcpCsvScan *scan) {
    return reader->n_fields == 1 && scan->end == scan->begin;
}

/* Does the buffer end before the line at fault does? Then more is read, so that what is shown of it
 * does not depend on where the buffer ends; but not for a line of which only the start is shown. */
static gboolean is_cut(const HcpCsvReader *reader, const HcpCsvScan *scan) {
    const char *end = reader->buffer + reader->end;
    return !reader->at_end && (gsize)(end - scan->begin) <= HCP__CSV_FIELD_MAX &&
           find_line_end(scan->end, end) == NULL;
}

gboolean hcp__csv_reader_next(HcpCsvReader *reader, HcpCsvRow *row, GError **error) {
    gboolean after_blank = FALSE;
    for (;;) {
        if (reader->start == reader->end && reader->at_end)
            return FALSE;
        HcpCsvScan scan;
        switch (hcp__csv_scan_row(reader, reader->buffer + reader->start, &scan)) {
        case HCP__SCAN_ROW:
            take_row(reader, &scan, row);
            row->after_blank = after_blank;
            if (!is_blank_line(reader, &scan))
                return TRUE;
            after_blank = TRUE;
            break;
        case HCP__SCAN_FAULT:
            if (!is_cut(reader, &scan))
                return take_faulty_row(reader, &scan, row, error);
            if (!fill(reader, error))
                return FALSE;
            break;
        case HCP__SCAN_NEEDS_MORE:
            if (!fill(reader, error))
                return FALSE;
            break;
        }
    }
}

char hcp__csv_reader_get_separator(const HcpCsvReader *reader) {
    return reader->separator;
}

const HcpTextSource *hcp__csv_reader_get_text(const HcpCsvReader *reader) {
    return reader->source;
}

double hcp__csv_reader_get_fraction(const HcpCsvReader *reader) {
    return hcp__text_source_get_fraction(reader->source);
}
