/* One cell of a row while the row is checked. */
#ifndef HCPNET_CELL_H
#define HCPNET_CELL_H

#include "table/csv_reader.h"

/* What there is to say of a cell whose row is used all the same. */
typedef enum {
    HCP__CELL_PLAIN,
    HCP__CELL_UNKNOWN_ID,        /* of no master: the cell is missing */
    HCP__CELL_SPREADSHEET_ERROR, /* #N/A: the cell is missing */
    HCP__CELL_MISSING_WORD       /* an id such as NA */
} HcpCellDoubt;

typedef struct {
    const char *text; /* blanks around taken off */
    gsize length;     /* 0: missing */
    HcpCellDoubt doubt;
    gboolean is_number; /* a workbook says so: it is one in the plain form */
    union {
        int64_t integer; /* COUNT, FLAG, DATE */
        double number;   /* NUMBER */
        int32_t code;    /* ids of a closed domain */
    } value;
} HcpCell;

static inline gboolean hcp__cell_is_missing(const HcpCell *cell) {
    return cell->length == 0 || cell->doubt == HCP__CELL_UNKNOWN_ID ||
           cell->doubt == HCP__CELL_SPREADSHEET_ERROR;
}

/* Takes no-break blanks and marks without width off both ends, and the plain ones between. */
void hcp__cell_trim_wide(const char **from, const char **end);

/* The cell without the blanks around it. Member by member: a struct made at once would be copied in
 * wider words than it was written in, for which each cell waits. */
static inline void hcp__cell_trim(const HcpCsvField *field, HcpCell *cell) {
    const char *from = field->text, *end = field->text + field->length;
    while (from < end && (*from == ' ' || *from == '\t'))
        from++;
    while (from < end && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (G_UNLIKELY(from < end && ((guchar)*from | (guchar)end[-1]) >= 0x80)) {
        const char *inner[2] = {from, end}; /* the others stay in registers */
        hcp__cell_trim_wide(&inner[0], &inner[1]);
        from = inner[0];
        end = inner[1];
    }
    cell->text = from;
    cell->length = (gsize)(end - from);
    cell->doubt = HCP__CELL_PLAIN;
    cell->is_number = field->is_number != 0;
    cell->value.integer = 0;
}

#endif
