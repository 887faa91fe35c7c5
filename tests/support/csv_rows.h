/* The rows of a CSV file as one text, to be compared: other readers, other blocks. */
#ifndef HCPNET_TESTS_CSV_ROWS_H
#define HCPNET_TESTS_CSV_ROWS_H

#include "table/reader_internal.h"

/* Each row: its line, what is wrong with it, the row as it stands in the file, and its fields, with
 * signs between that tell all of these apart. NULL: the file as a whole cannot be read. Owned by
 * the caller. `separator` (NULL: not asked for) is told which one it was. */
GString *hcp_test_csv_rows(const char *path, const HcpCsvFormat *stated, char *separator);

/* Does the file give the same rows when it comes in blocks of this many bytes? */
gboolean hcp_test_csv_rows_agree(const char *path, gsize block);

#endif
