/* How the numbers and dates of one column are written: decided for the column as a whole, before
 * any of its cells is read. */
#ifndef HCPNET_NUMBER_FORM_H
#define HCPNET_NUMBER_FORM_H

#include "table/table_internal.h"

#include <hcpnet/reader.h>

/* All zero: a decimal point, and dates as texts. */
typedef struct {
    gboolean has_comma;   /* the comma is the decimal mark; else the point is */
    gboolean is_stated;   /* by the study */
    gboolean is_guess;    /* neither the study nor a column of the file told which */
    gboolean is_unsure;   /* nothing told which: a cell that could be either is refused */
    gboolean has_serials; /* dates may be days counted by a spreadsheet */
} HcpCellForm;

/* Numbers in that form. Between groups of three digits may stand the other one of point and comma,
 * a blank (U+0020, U+00A0, U+2009, U+202F) or an apostrophe (also U+2019): one of them in a cell.
 */
gboolean hcp__form_parse_count(const HcpCellForm *form, const char *text, gsize length,
                               int64_t *value);
gboolean hcp__form_parse_number(const HcpCellForm *form, const char *text, gsize length,
                                double *value);

#define HCP__PLAIN_SIZE 128

/* Such a number with a decimal point and nothing between its digits; the length, or 0: the marks
 * of the text stand where they may not. What is left may still be no number. */
gsize hcp__form_write_plain(gboolean has_comma, const char *text, gsize length,
                            char plain[HCP__PLAIN_SIZE]);

/* "expected a cell that tells point from comma, found '1.234': ..."; owned by the caller. */
char *hcp__number_guess_reason(const HcpCellForm *form, const char *shown);

/* TRUE when it is a count with one decimal mark or the other. */
gboolean hcp__is_any_count(const char *text, gsize length);

/* ---- what the cells of a column say ---- */

typedef struct {
    int64_t n_point, n_comma; /* cells that are numbers with that decimal mark alone */
    int64_t n_ambiguous;      /* cells that are two numbers, one with each */
    int64_t n_ungrouped;      /* numbers without marks between their digits */
} HcpNumberEvidence;

/* TRUE when the cell is ambiguous. Of two readings the one within the bounds of the field counts;
 * `field` may be NULL. */
gboolean hcp__number_evidence_add(HcpNumberEvidence *evidence, const HcpField *field,
                                  const char *text, gsize length);

/* What most of the cells say; DETECT: nothing. */
HcpDecimal hcp__number_evidence_decide(const HcpNumberEvidence *evidence);

/* ---- days that a spreadsheet counts ---- */

/* 45870 or 45870.5, from 1990 to 2100. */
gboolean hcp__parse_serial_day(const char *text, gsize length, gboolean from_1904, int32_t *days);

#endif
