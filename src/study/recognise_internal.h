/* Between recognise.c, which reads a sample, and recognise_table.c, which guesses its table. */
#ifndef HCPNET_RECOGNISE_INTERNAL_H
#define HCPNET_RECOGNISE_INTERNAL_H

#include "table/row_rules.h"
#include "table/row_source.h"

#include <hcpnet/recognise.h>

typedef struct {
    HcpFileGuess *guess;
    GPtrArray *rows; /* of char **: at most 1,000 rows */
} HcpFileSample;

/* TRUE when nine of ten cells of the column that hold something fit the type; none do: TRUE. */
gboolean hcp__sample_fits(const HcpFileSample *sample, gsize column, HcpFieldType type);

/* Fills schema, preset, score, rival and the columns' fields. */
void hcp__sample_guess_table(HcpFileSample *sample);

#endif
