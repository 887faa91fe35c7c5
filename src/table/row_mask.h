/* Where patients stand in a file, and what may be shown of its rows. */
#ifndef HCPNET_ROW_MASK_H
#define HCPNET_ROW_MASK_H

#include "table/row_store.h"

/* ---- columns ---- */

/* The column of the table that this one of the file is; NULL: it is none. */
const HcpBinding *hcp__header_find_binding(const HcpHeader *header, gsize column);

/* Called by hcp__header_new alone. */
void hcp__header_mark_patients(HcpHeader *header, const HcpReaderSpec *spec);
void hcp__header_mark_counts(HcpHeader *header);

/* Texts that the patient's column takes in are known as patients from then on. */
void hcp__header_watch_patients(HcpHeader *header, const HcpRowStore *store);

/* TRUE of a field of patients, and where the column's name says that patients stand there, whatever
 * the field. A name that is the field's own or one of its aliases says nothing. */
gboolean hcp__column_tells_of_patient(const HcpField *field, const char *label);

/* TRUE when the column's name is the field's own or one of its aliases. */
gboolean hcp__field_is_known_as(const HcpField *field, const char *name);

/* ---- rows ---- */

/* TRUE where a patient stands or may stand in the cell: by its column, or because the text is that
 * of a patient who was read before. */
gboolean hcp__header_may_hold_patient(const HcpHeader *header, gsize column, const char *text,
                                      gsize length);

/* TRUE where a physician or a day stands in the patient's column: the cells are in another order,
 * and each may be the patient. */
gboolean hcp__row_is_displaced(const HcpHeader *header, const HcpCsvRow *row);

/* The cell for a message: short, escaped; <patient> where it is or may be one, <count> for a number
 * of patients, and where the table holds patients <value> for anything that is not of the column's
 * type. Owned by the caller. */
char *hcp__header_show_cell(const HcpHeader *header, gsize column, const HcpCell *cell);

/* The row as it stands in the file, its cells masked in the same way. */
void hcp__row_append_masked(GString *text, const HcpCsvRow *row, const HcpHeader *header,
                            char separator);

#endif
