/* Between csv_reader.c, which holds the bytes, csv_scanner.c, which goes from row to row in them,
 * and csv_scan.c, which finds the fields of a row. */
#ifndef HCPNET_CSV_INTERNAL_H
#define HCPNET_CSV_INTERNAL_H

#include "table/csv_marks.h"
#include "table/reader_internal.h"

#define HCP__CSV_SEPARATORS ",;\t|"
#define HCP__CSV_SAMPLE     ((gsize)64 * 1024)

typedef enum {
    HCP__SCAN_ROW,
    HCP__SCAN_FAULT,      /* whose line does not end in memory */
    HCP__SCAN_NEEDS_MORE, /* the row does not end in memory */
    HCP__SCAN_END
} HcpCsvScanResult;

/* One row. */
typedef struct {
    const char *begin;
    const char *end;  /* of the row, before its line end; FAULT: where the field at fault opens */
    const char *next; /* where the next row starts */
    int64_t n_lines;  /* line ends passed; FAULT: before the field at fault */
    gboolean has_doubled_quotes;
    const char *fault;
} HcpCsvScan;

/* Goes from row to row through bytes in memory. Each thread has its own. */
typedef struct {
    const char *at;   /* where the next row starts */
    const char *stop; /* where none starts any more */
    const char *end;  /* of the bytes: a line feed, with which HCP__CSV_WINDOW more can be read */
    gboolean at_end;  /* nothing comes after them */
    int64_t line;     /* at `at` */
    gboolean after_blank; /* a blank line was consumed after the last row */
    char separator;
    const char *invalid;        /* the fault of bytes that are no text */
    gboolean has_nul, has_high; /* FALSE: there is no such byte before `stop` */
    HcpCsvField *fields;        /* of the row last scanned */
    gsize n_fields, fields_capacity;
    GString *unescaped; /* texts of a row that do not stand in memory as they are */
} HcpCsvScanner;

void hcp__csv_scanner_init(HcpCsvScanner *scanner);
void hcp__csv_scanner_clear(HcpCsvScanner *scanner);

/* Scans the row that starts at `from` into scanner->fields; consumes nothing. */
HcpCsvScanResult hcp__csv_scan_row(HcpCsvScanner *scanner, const char *from, HcpCsvScan *scan);

/* The next row that is no blank line. Only a row and blank lines are consumed. FAULT: see `scan`.
 */
HcpCsvScanResult hcp__csv_scanner_next(HcpCsvScanner *scanner, HcpCsvRow *row, HcpCsvScan *scan);

/* Where the line ends that `from` stands on; NULL: not before `end`. */
const char *hcp__csv_find_line_end(const char *from, const char *end);

/* Bytes that are shown of a faulty row of that length. */
gsize hcp__csv_shown_length(gsize length);

/* Of the rows in the sample: the share that has as many fields as the first, which is told. */
double hcp__csv_measure_fit(HcpCsvScanner *scanner, gsize *n_fields);

/* ---- the bytes of a reader, for several threads ---- */

/* Up to n stretches of about `size` bytes of what is in memory: starts[i] to starts[i + 1], of
 * which only starts[0] is known to be the start of a row; the others come after a line feed.
 * Returns how many. */
gsize hcp__csv_reader_split(const HcpCsvReader *reader, gsize size, gsize n, const char **starts);

/* Lets a scanner go through from..stop, lines counted from 0. */
void hcp__csv_reader_lend(const HcpCsvReader *reader, const char *from, const char *stop,
                          HcpCsvScanner *scanner);

/* Where the reader is. */
const char *hcp__csv_reader_tell(const HcpCsvReader *reader);
int64_t hcp__csv_reader_tell_line(const HcpCsvReader *reader);
gboolean hcp__csv_reader_is_after_blank(const HcpCsvReader *reader);
void hcp__csv_reader_seek(HcpCsvReader *reader, const char *at, int64_t line, gboolean after_blank);

#endif
