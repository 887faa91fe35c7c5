/* HcpTable: named columns of equal length, and notes; immutable and reference-counted.
 *
 * Everything that enters or leaves the library is a table. Results are columns that a new table
 * adds; the old columns are shared, never copied. */
#ifndef HCPNET_TABLE_H
#define HCPNET_TABLE_H

#include <hcpnet/column.h>

typedef struct HcpTable HcpTable;

/* A table of the given columns (each is referenced, not taken). Columns must have length n_rows and
 * distinct names: anything else is a programmer's error. */
HcpTable *hcp_table_new(const char *name, int64_t n_rows, gsize n_columns,
                        HcpColumn *const *columns);

/* A table of STRING columns. `cells` holds const char * by rows, NULL where missing; copied. */
HcpTable *hcp_table_new_texts(const char *name, gsize n_columns, const char *const *columns,
                              const GPtrArray *cells);

HcpTable *hcp_table_ref(HcpTable *table);
void hcp_table_unref(HcpTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpTable, hcp_table_unref)

const char *hcp_table_get_name(const HcpTable *table);
int64_t hcp_table_get_n_rows(const HcpTable *table);
gsize hcp_table_get_n_columns(const HcpTable *table);

/* Borrowed. find: NULL when no column bears the name. */
HcpColumn *hcp_table_get_column(const HcpTable *table, gsize index);
HcpColumn *hcp_table_find_column(const HcpTable *table, const char *name);

/* A new table with the columns appended; one of the same name replaces the old one in its place. */
HcpTable *hcp_table_with_columns(const HcpTable *table, gsize n, HcpColumn *const *columns);

/* A new table without the named columns (those that it lacks are passed over), or of the rows given
 * in that order, or under another name. Notes are kept. */
HcpTable *hcp_table_without_columns(const HcpTable *table, gsize n, const char *const *names);
HcpTable *hcp_table_select_rows(const HcpTable *table, int64_t n, const int32_t *rows);
HcpTable *hcp_table_renamed(const HcpTable *table, const char *name);

/* Rows of the k largest numbers of a column, largest first, ties by smaller row, missing never.
 * `rows` has room for k. Returns how many there are. O(n log k). */
int64_t hcp_table_find_top(const HcpTable *table, const HcpColumn *column, int64_t k,
                           int32_t *rows);

/* Notes say how a table came about: rule, parameters, seed. Ordered by first setting; a key set
 * again gets the new value. */
HcpTable *hcp_table_with_note(const HcpTable *table, const char *key, const char *value);
gsize hcp_table_get_n_notes(const HcpTable *table);
const char *hcp_table_get_note_key(const HcpTable *table, gsize index);
const char *hcp_table_get_note_value(const HcpTable *table, gsize index);
const char *hcp_table_find_note(const HcpTable *table, const char *key);

#endif
