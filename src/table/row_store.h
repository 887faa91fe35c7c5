/* The rows of a table while they are read, column by column. */
#ifndef HCPNET_ROW_STORE_H
#define HCPNET_ROW_STORE_H

#include "table/reader_internal.h"

typedef struct {
    HcpColumnBuilder *columns; /* one a binding */
    gsize n_columns;
    int64_t n_rows, capacity;
} HcpRowStore;

void hcp__row_store_init(HcpRowStore *store, const HcpHeader *header, const HcpReaderSpec *spec);

/* Rows that are to be appended to those of `whole`. Its pools are looked into and not added to, so
 * that several threads can each fill a part; the texts of open pools are borrowed. */
void hcp__row_store_init_part(HcpRowStore *part, const HcpRowStore *whole);
void hcp__row_store_clear(HcpRowStore *store);

/* Room for n rows more. */
gboolean hcp__row_store_reserve(HcpRowStore *store, int64_t n, GError **error);
gboolean hcp__row_store_add(HcpRowStore *store, const HcpCell *cells, GError **error);

/* To be called when all rows of a part are in: finds the codes of the texts that have one. */
void hcp__row_store_find_texts(HcpRowStore *part);

/* Appends rows first..last - 1 of a part. New texts get codes row by row, from left to right. */
gboolean hcp__row_store_append(HcpRowStore *store, HcpRowStore *part, int64_t first, int64_t last,
                               GError **error);

#endif
