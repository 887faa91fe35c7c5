/* Between recognise.c, which reads a sample, and the others, which say what it is. */
#ifndef HCPNET_RECOGNISE_INTERNAL_H
#define HCPNET_RECOGNISE_INTERNAL_H

#include "table/row_rules.h"
#include "table/row_source.h"

#include <hcpnet/recognise.h>

typedef struct {
    HcpFileGuess *guess;
    GPtrArray *rows;  /* of char **: at most 1,000 rows */
    gsize n_names;    /* cells of the first row that are not empty */
    int64_t names_at; /* line of the first row with twice as many, under a title; 0: none */
} HcpFileSample;

/* TRUE when nine of ten cells of the column that hold something fit the type; none do: TRUE. Words
 * such as NA hold nothing here. */
gboolean hcp__sample_fits(const HcpFileSample *sample, gsize column, HcpFieldType type);

/* `other`: dates with the month first, numbers with a decimal comma. */
gboolean hcp__sample_fits_in_order(const HcpFileSample *sample, gsize column, HcpFieldType type,
                                   gboolean other);

/* Fills schema, preset, score, rival and the columns' fields. */
void hcp__sample_guess_table(HcpFileSample *sample);

/* Another preset of the same name that keeps rows of this file which the guess's leaves out, such
 * as the organisations among the accounts; NULL: none. */
const HcpPreset *hcp__file_guess_find_sister(const HcpFileGuess *guess);

/* Fills `missing` of the guess and of its columns, and asks what cannot be told. Needs the columns'
 * types and fields. */
void hcp__sample_find_missing(HcpFileSample *sample);

/* Says how dates and numbers are written, as far as that is a guess, and asks what is in doubt. */
void hcp__sample_find_doubts(HcpFileSample *sample);

/* Of a master: where the other guesses hold the ids of another column that is called like an id,
 * that one is it. */
void hcp__file_guess_choose_id(HcpFileGuess *master, const GPtrArray *guesses);

/* TRUE of an empty text too. */
gboolean hcp__file_column_is_missing(const HcpFileColumn *column, const char *text);

#endif
