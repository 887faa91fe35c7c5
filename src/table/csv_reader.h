/* Rows of a CSV file. */
#ifndef HCPNET_CSV_READER_H
#define HCPNET_CSV_READER_H

#include "table/text_source.h"

#define HCP__CSV_FIELD_MAX  ((gsize)1 << 20)
#define HCP__CSV_ROW_MAX    ((gsize)16 << 20)
#define HCP__CSV_FIELDS_MAX ((gsize)1 << 20)

typedef struct {
    const char *text; /* without its quotes; not ended by a NUL */
    uint32_t length;
    uint16_t has_doubled_quotes; /* of use to the reader alone: callers see them single */
    uint16_t is_number;          /* of a workbook, which holds a number there and no text */
} HcpCsvField;

/* Valid until the next row is asked for. */
typedef struct {
    int64_t line; /* on which the row starts, from 1 */
    const HcpCsvField *fields;
    gsize n_fields;
    const char *raw; /* the row as it stands in the file, without its line end */
    gsize raw_length;
    const char *fault;    /* NULL, or the kind of issue that left the row without fields */
    gboolean after_blank; /* a blank line, or row of a sheet, stands before it */
} HcpCsvRow;

typedef struct HcpCsvReader HcpCsvReader;

typedef struct {
    char separator; /* 0: sniffed, a first line `sep=x` before all */
    HcpEncoding encoding;
    gsize block; /* bytes held at first, at least 16; 0: as many as is quick. Sniffing sees these */
    const HcpRun *run; /* asked whether to stop while the file is opened; NULL: nobody is */
} HcpCsvFormat;

/* `stated` is what is known of the format. */
HcpCsvReader *hcp__csv_reader_open(const char *path, const char *shown, const HcpCsvFormat *stated,
                                   GError **error);
void hcp__csv_reader_free(HcpCsvReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpCsvReader, hcp__csv_reader_free)

/* Before any row is read: passes over the lines up to that one, counted from 1, and looks for the
 * separator below them where it is not stated. */
gboolean hcp__csv_reader_skip(HcpCsvReader *reader, int64_t line, gboolean is_sniffed,
                              GError **error);

/* FALSE at the end, or with an error. Blank lines are no rows. */
gboolean hcp__csv_reader_next(HcpCsvReader *reader, HcpCsvRow *row, GError **error);
char hcp__csv_reader_get_separator(const HcpCsvReader *reader);
const HcpTextSource *hcp__csv_reader_get_text(const HcpCsvReader *reader);
double hcp__csv_reader_get_fraction(const HcpCsvReader *reader);

#endif
