/* Where the rows of a table come from. Whatever the file is, the reader sees rows of texts. */
#ifndef HCPNET_ROW_SOURCE_H
#define HCPNET_ROW_SOURCE_H

#include "table/reader_internal.h"

typedef struct HcpRowSource HcpRowSource;

/* `shown` is how messages call the file; borrowed, as is the spec. `block`, `run`: see
 * HcpCsvFormat. */
HcpRowSource *hcp__row_source_open(const HcpReaderSpec *spec, const char *shown, gsize block,
                                   const HcpRun *run, GError **error);
void hcp__row_source_free(HcpRowSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpRowSource, hcp__row_source_free)

/* FALSE at the end, or with an error. The row is valid until the next one is asked for. */
gboolean hcp__row_source_next(HcpRowSource *source, HcpCsvRow *row, GError **error);

/* The reader of a CSV file; NULL: it is a workbook. */
HcpCsvReader *hcp__row_source_get_csv(const HcpRowSource *source);

/* How messages call the place of the rows: the file, with the sheet where it has sheets. */
const char *hcp__row_source_get_place(const HcpRowSource *source);

/* Between the cells of a row that is shown. */
char hcp__row_source_get_separator(const HcpRowSource *source);

/* The text that the rows are taken from; NULL of a workbook. */
const HcpTextSource *hcp__row_source_get_text(const HcpRowSource *source);

/* The sheets of a workbook that are shown, NULL at the end; NULL of any other file. Owned by the
 * caller. */
char **hcp__row_source_list_sheets(const HcpRowSource *source);

/* Share of the rows that have been read, about; 0 where it is unknown. */
double hcp__row_source_get_fraction(const HcpRowSource *source);

#endif
