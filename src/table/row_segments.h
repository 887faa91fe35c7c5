/* Rows of a CSV file read by several threads at a time, into what one after the other would give.
 *
 * What is in memory is cut behind line feeds, and each segment is read as if rows began there.
 * Afterwards the segments are gone through in order: one whose start is not where the one before it
 * ended (the line feed stood within quotes) is read again from the right place. A row that is more
 * than cells to be stored is left to the caller, who reads it again. */
#ifndef HCPNET_ROW_SEGMENTS_H
#define HCPNET_ROW_SEGMENTS_H

#include "table/csv_internal.h"
#include "table/row_store.h"

typedef struct HcpRowSegments HcpRowSegments;

/* For rows that end in this store. All is borrowed. `size`: bytes of a segment, about. */
HcpRowSegments *hcp__row_segments_new(HcpCsvReader *reader, const HcpRowChecker *checker,
                                      HcpRowStore *store, gsize size);
void hcp__row_segments_free(HcpRowSegments *segments);

typedef struct {
    HcpTally *tally; /* rows that are stored or filtered are counted here */
    gboolean (*before_rows)(void *data, GError **error); /* before any are stored */
    gboolean (*take_odd)(const HcpCsvRow *row, void *data, GError **error);
    void *data;
} HcpRowSegmentsUser;

/* Takes the rows that the reader has in memory, but for a last one that is cut off there. */
gboolean hcp__row_segments_take(HcpRowSegments *segments, const HcpRowSegmentsUser *user,
                                const HcpRun *run, GError **error);

#endif
