/* Words that programs write where there is no value, and errors of spreadsheet formulas. */
#ifndef HCPNET_MISSING_WORDS_H
#define HCPNET_MISSING_WORDS_H

#include "table/reader_internal.h"

/* The word, static, when the text is one that programs write where a value is missing: NA of R,
 * NULL of databases, nan of Python, ... NULL: it is none. */
const char *hcp__missing_word(const char *text, gsize length);

/* Entry `index` of those words; NULL: no more. */
const char *hcp__missing_word_at(gsize index);

/* #N/A, #VALUE! or the same in another language of Excel: what a formula gave in the place of a
 * value. */
gboolean hcp__is_spreadsheet_error(const char *text, gsize length);

/* ---- stated by the study ---- */

typedef struct {
    gssize column;    /* of the file; -1: all */
    const char *text; /* borrowed from the spec */
    gsize length;
} HcpMissingWord;

/* Whether the study says that the cell, blanks around it taken off, stands for an empty one. */
gboolean hcp__header_is_missing(const HcpHeader *header, gsize column, const char *text,
                                gsize length);

/* TRUE when the study says so of all columns: of this one it may not have thought. */
gboolean hcp__header_has_general_word(const HcpHeader *header, const char *text, gsize length);

#endif
