/* A streaming reader of CSV rows.
 *
 * The buffer holds whole rows: fields point into it. A row that the buffer does not hold to its end
 * is scanned again once more bytes are in; the buffer doubles where one row fills half of it, so
 * that this costs no more than twice the bytes. A line break stands after the last byte, so that no
 * scan needs to look for the end. */
#include "table/csv_internal.h"

#include <string.h>

static const gsize FIRST_CAPACITY = (gsize)8 << 20, LEAST_CAPACITY = 16;

struct HcpCsvReader {
    HcpTextSource *source;
    const char *shown;
    char *buffer; /* capacity bytes, then one window */
    gsize capacity;
    HcpCsvScanner scanner; /* of what the buffer holds: its `at` is the first byte not consumed */
    GString *faulty;       /* the beginning of a row whose line did not end in the buffer */
};

static void set_held(HcpCsvReader *reader, const char *at, const char *end) {
    reader->scanner.at = at;
    reader->scanner.end = reader->scanner.stop = end;
    reader->buffer[end - reader->buffer] = '\n';
}

static gsize count_held(const HcpCsvReader *reader) {
    return (gsize)(reader->scanner.end - reader->scanner.at);
}

static gboolean make_room(HcpCsvReader *reader, GError **error) {
    gsize held = count_held(reader);
    if (held > 0)
        memmove(reader->buffer, reader->scanner.at, held);
    set_held(reader, reader->buffer, reader->buffer + held);
    if (held <= reader->capacity / 2)
        return TRUE;
    char *larger = g_try_realloc(reader->buffer, reader->capacity * 2 + HCP__CSV_WINDOW);
    if (larger == NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT, "%s: not enough memory for one row",
                    reader->shown);
        return FALSE;
    }
    reader->buffer = larger;
    reader->capacity *= 2;
    set_held(reader, larger, larger + held);
    return TRUE;
}

/* Reads on until the buffer is full or the file ends; what has not been consumed stays. */
static gboolean fill(HcpCsvReader *reader, GError **error) {
    if (!make_room(reader, error))
        return FALSE;
    gsize n = count_held(reader);
    while (n < reader->capacity && !reader->scanner.at_end) {
        gssize got =
            hcp__text_source_read(reader->source, reader->buffer + n, reader->capacity - n, error);
        if (got < 0)
            return FALSE;
        reader->scanner.at_end = got == 0;
        n += (gsize)got;
    }
    memset(reader->buffer + n, 0, HCP__CSV_WINDOW);
    set_held(reader, reader->buffer, reader->buffer + n);
    return TRUE;
}

static gboolean starts_with(const HcpCsvReader *reader, const char *bytes, gsize n) {
    return count_held(reader) >= n && memcmp(reader->scanner.at, bytes, n) == 0;
}

/* `sep=;` on the first line, as spreadsheets write it. Returns the separator, or 0. */
static char take_separator_line(HcpCsvReader *reader) {
    const char *line = reader->scanner.at;
    gsize held = count_held(reader);
    if (!starts_with(reader, "sep=", 4) || held < 6)
        return 0;
    gsize length = held > 6 && line[5] == '\r' && line[6] == '\n' ? 7 : 6;
    if (strchr(HCP__CSV_SEPARATORS, line[4]) == NULL || (line[5] != '\r' && line[5] != '\n'))
        return 0;
    reader->scanner.at += length;
    reader->scanner.line++;
    return line[4];
}

/* Of the separators, the one with which most rows have as many fields as the first, given that this
 * has more than one; of equals the one with more fields. */
static char sniff(HcpCsvScanner *scanner) {
    char best = ',';
    double best_share = 0;
    gsize best_fields = 0;
    for (const char *candidate = HCP__CSV_SEPARATORS; *candidate != '\0'; candidate++) {
        scanner->separator = *candidate;
        gsize n_fields;
        double share = hcp__csv_measure_fit(scanner, &n_fields);
        if (n_fields < 2 || share < best_share || (share == best_share && n_fields <= best_fields))
            continue;
        best = *candidate;
        best_share = share;
        best_fields = n_fields;
    }
    return best;
}

static const char *find_invalid(const HcpTextSource *source) {
    return hcp__text_source_get_encoding(source) == HCP_ENCODING_UTF8
               ? "invalid_utf8"
               : "invalid_utf16"; /* of Windows-1252 every byte is text */
}

HcpCsvReader *hcp__csv_reader_open(const char *path, const char *shown, const HcpCsvFormat *stated,
                                   GError **error) {
    g_autoptr(HcpCsvReader) reader = g_new0(HcpCsvReader, 1);
    HcpCsvScanner *scanner = &reader->scanner;
    reader->shown = shown;
    reader->faulty = g_string_new(NULL);
    hcp__csv_scanner_init(scanner);
    HcpTextFormat format = {stated->encoding, stated->block, stated->run};
    reader->source = hcp__text_source_open(path, shown, &format, error);
    if (reader->source == NULL)
        return NULL;
    gsize bound = hcp__text_source_bound(reader->source, FIRST_CAPACITY);
    reader->capacity = MAX(LEAST_CAPACITY, stated->block > 0 ? stated->block : bound);
    reader->buffer = g_malloc(reader->capacity + HCP__CSV_WINDOW);
    set_held(reader, reader->buffer, reader->buffer);
    if (!fill(reader, error))
        return NULL;
    scanner->invalid = find_invalid(reader->source);
    if (starts_with(reader, "\xEF\xBB\xBF", 3))
        scanner->at += 3;
    char named = take_separator_line(reader);
    if (stated->separator != 0)
        scanner->separator = stated->separator;
    else
        scanner->separator = named != 0 ? named : sniff(scanner);
    return g_steal_pointer(&reader);
}

void hcp__csv_reader_free(HcpCsvReader *reader) {
    if (reader == NULL)
        return;
    hcp__text_source_free(reader->source);
    hcp__csv_scanner_clear(&reader->scanner);
    g_free(reader->buffer);
    g_string_free(reader->faulty, TRUE);
    g_free(reader);
}

/* Consumes the line end at hand, which may be one, two or (at the end of the file) no bytes. */
static gboolean take_line_end(HcpCsvReader *reader, GError **error) {
    if (count_held(reader) < 2 && !reader->scanner.at_end && !fill(reader, error))
        return FALSE;
    if (starts_with(reader, "\r\n", 2))
        reader->scanner.at += 2;
    else if (count_held(reader) > 0)
        reader->scanner.at += 1;
    return TRUE;
}

/* Consumes the line of which `line_end` is the end, or (NULL) all that is held and what comes of
 * it, which is not held in memory. */
static gboolean take_line(HcpCsvReader *reader, const char *line_end, GError **error) {
    HcpCsvScanner *scanner = &reader->scanner;
    while (line_end == NULL && !scanner->at_end) {
        scanner->at = scanner->end;
        if (!fill(reader, error))
            return FALSE;
        line_end = hcp__csv_find_line_end(scanner->at, scanner->end);
    }
    scanner->at = line_end != NULL ? line_end : scanner->end;
    return take_line_end(reader, error);
}

gboolean hcp__csv_reader_skip(HcpCsvReader *reader, int64_t line, gboolean is_sniffed,
                              GError **error) {
    HcpCsvScanner *scanner = &reader->scanner;
    while (scanner->line <= line && count_held(reader) > 0) {
        if (!take_line(reader, hcp__csv_find_line_end(scanner->at, scanner->end), error) ||
            (count_held(reader) == 0 && !scanner->at_end && !fill(reader, error)))
            return FALSE;
        scanner->line++;
    }
    if (is_sniffed)
        scanner->separator = sniff(scanner);
    return TRUE;
}

/* Consumes the line on which the field at fault opens and of which the buffer does not hold the
 * end, keeping its first bytes to show: it is not held in memory. */
static gboolean take_faulty_row(HcpCsvReader *reader, const HcpCsvScan *scan, HcpCsvRow *row,
                                GError **error) {
    HcpCsvScanner *scanner = &reader->scanner;
    const char *line_end = hcp__csv_find_line_end(scan->end, scanner->end);
    gsize length = (gsize)((line_end != NULL ? line_end : scanner->end) - scan->begin);
    g_string_truncate(reader->faulty, 0);
    g_string_append_len(reader->faulty, scan->begin, (gssize)hcp__csv_shown_length(length));
    if (!take_line(reader, line_end, error))
        return FALSE;
    *row = (HcpCsvRow){.line = scanner->line,
                       .raw = reader->faulty->str,
                       .raw_length = reader->faulty->len,
                       .fault = scan->fault};
    scanner->line += scan->n_lines + 1;
    return TRUE;
}

gboolean hcp__csv_reader_next(HcpCsvReader *reader, HcpCsvRow *row, GError **error) {
    for (;;) {
        HcpCsvScan scan;
        HcpCsvScanResult result = hcp__csv_scanner_next(&reader->scanner, row, &scan);
        if (result == HCP__SCAN_ROW)
            return TRUE;
        if (result == HCP__SCAN_FAULT)
            return take_faulty_row(reader, &scan, row, error);
        if (reader->scanner.at_end || !fill(reader, error))
            return FALSE;
    }
}

/* ---- for several threads ---- */

gsize hcp__csv_reader_split(const HcpCsvReader *reader, gsize size, gsize n, const char **starts) {
    const char *at = reader->scanner.at, *end = reader->scanner.end;
    gsize n_found = 0;
    while (n_found < n && at < end) {
        starts[n_found++] = at;
        const char *cut = (gsize)(end - at) > size ? at + size : end;
        const char *feed = memchr(cut, '\n', (gsize)(end - cut));
        at = feed != NULL ? feed + 1 : end;
    }
    starts[n_found] = at;
    return n_found;
}

void hcp__csv_reader_lend(const HcpCsvReader *reader, const char *from, const char *stop,
                          HcpCsvScanner *scanner) {
    scanner->at = from;
    scanner->stop = stop;
    scanner->end = reader->scanner.end;
    scanner->at_end = reader->scanner.at_end;
    scanner->separator = reader->scanner.separator;
    scanner->invalid = reader->scanner.invalid;
    scanner->line = 0;
    scanner->after_blank = from == reader->scanner.at && reader->scanner.after_blank;
}

const char *hcp__csv_reader_tell(const HcpCsvReader *reader) {
    return reader->scanner.at;
}

int64_t hcp__csv_reader_tell_line(const HcpCsvReader *reader) {
    return reader->scanner.line;
}

gboolean hcp__csv_reader_is_after_blank(const HcpCsvReader *reader) {
    return reader->scanner.after_blank;
}

void hcp__csv_reader_seek(HcpCsvReader *reader, const char *at, int64_t line,
                          gboolean after_blank) {
    reader->scanner.at = at;
    reader->scanner.line = line;
    reader->scanner.after_blank = after_blank;
}

const char *hcp_separator_name(char separator) {
    switch (separator) {
    case ',':
        return "comma";
    case ';':
        return "semicolon";
    case '\t':
        return "tab";
    case '|':
        return "pipe";
    default:
        return NULL;
    }
}

char hcp__csv_reader_get_separator(const HcpCsvReader *reader) {
    return reader->scanner.separator;
}

const HcpTextSource *hcp__csv_reader_get_text(const HcpCsvReader *reader) {
    return reader->source;
}

double hcp__csv_reader_get_fraction(const HcpCsvReader *reader) {
    return hcp__text_source_get_fraction(reader->source);
}
