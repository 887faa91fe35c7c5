/* The rows of a table while they are read, column by column. */
#ifndef HCPNET_ROW_STORE_H
#define HCPNET_ROW_STORE_H

#include "table/reader_internal.h"

typedef struct {
    HcpColumnBuilder *columns; /* one a binding */
    gsize n_columns;
    int64_t n_rows, capacity;
    int64_t n_expected; /* rows in all, about; 0: unknown */
    GArray *lines;      /* of HcpRowLine, where one row does not stand right below the one before;
                           NULL: nobody asks */
    int64_t first_line; /* of a part: its lines are counted from there */
} HcpRowStore;

typedef struct {
    int64_t row, line;
} HcpRowLine;

void hcp__row_store_init(HcpRowStore *store, const HcpHeader *header, const HcpReaderSpec *spec);

/* Rows that are to be appended to those of `whole`. Its pools are looked into and not added to, so
 * that several threads can each fill a part; texts are borrowed. */
void hcp__row_store_init_part(HcpRowStore *part, const HcpRowStore *whole);
void hcp__row_store_clear(HcpRowStore *store);

/* From now on the lines of rows are to be noted before they are added. */
void hcp__row_store_keep_lines(HcpRowStore *store);
void hcp__row_store_note_line(HcpRowStore *store, int64_t line);
int64_t hcp__row_store_get_line(const HcpRowStore *store, int64_t row);

/* The rows so far are that share of all, about: room is made for all at once. */
void hcp__row_store_expect(HcpRowStore *store, double share);

/* Room for n rows more. */
gboolean hcp__row_store_reserve(HcpRowStore *store, int64_t n, GError **error);
gboolean hcp__row_store_add(HcpRowStore *store, const HcpCell *cells, GError **error);

/* Without rows. */
void hcp__row_store_reset(HcpRowStore *part);

/* Finds the codes of those texts of rows first..last - 1 of a part that have one. Returns whether a
 * row holds an id that its closed domain does not have. */
gboolean hcp__row_store_find_texts(HcpRowStore *part, int64_t first, int64_t last);
gboolean hcp__row_store_has_unknown_id(const HcpRowStore *part, int64_t row);

/* Appends rows first..last - 1 of a part, which have no unknown ids, but for their values. New
 * texts get codes row by row, from left to right. */
gboolean hcp__row_store_append(HcpRowStore *store, HcpRowStore *part, int64_t first, int64_t last,
                               GError **error);

/* Their values, to where they were appended. Several threads may fill different rows. */
void hcp__row_store_fill(HcpRowStore *store, int64_t row, const HcpRowStore *part, int64_t first,
                         int64_t last);

#endif
