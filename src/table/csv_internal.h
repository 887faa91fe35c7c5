/* Between csv_reader.c, which holds the buffer, and csv_scan.c, which finds rows in it. */
#ifndef HCPNET_CSV_INTERNAL_H
#define HCPNET_CSV_INTERNAL_H

#include "table/reader_internal.h"

#define HCP__CSV_SEPARATORS ",;\t|"
#define HCP__CSV_SAMPLE     ((gsize)64 * 1024)

struct HcpCsvReader {
    HcpTextSource *source;
    const char *shown;
    char *buffer; /* capacity + 1 bytes; buffer[end] is a line feed */
    gsize capacity;
    gsize start, end;           /* the bytes not yet consumed */
    gboolean at_end;            /* the source has no more */
    gboolean has_nul, has_high; /* such a byte has been seen: rows must be looked at */
    int64_t line;               /* of the file, where the next row starts */
    char separator;
    guchar ends_field[256]; /* the separator and line ends */
    HcpCsvField *fields;    /* of the row last scanned */
    gsize n_fields, fields_capacity;
    GString *unescaped; /* texts of a row that do not stand in the buffer as they are */
};

typedef enum { HCP__SCAN_ROW, HCP__SCAN_FAULT, HCP__SCAN_NEEDS_MORE } HcpCsvScanResult;

typedef struct {
    const char *begin;
    const char *end;  /* of the row, before its line end; FAULT: where the field at fault opens */
    const char *next; /* where the next row starts */
    int64_t n_lines;  /* line ends passed; FAULT: before the field at fault */
    gboolean has_doubled_quotes;
    const char *fault;
} HcpCsvScan;

/* Scans the row that starts at `from` in the buffer into reader->fields; consumes nothing. */
HcpCsvScanResult hcp__csv_scan_row(HcpCsvReader *reader, const char *from, HcpCsvScan *scan);

/* Of the rows in the sample at the start of the buffer: the share that has as many fields as the
 * first, which is told. */
double hcp__csv_measure_fit(HcpCsvReader *reader, gsize *n_fields);

#endif
