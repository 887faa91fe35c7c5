/* What a sample leaves open, asked of whoever reads the study file. */
#include "base/base_internal.h"
#include "study/recognise_internal.h"

#include <stdarg.h>
#include <string.h>

static void add_doubt(HcpFileGuess *guess, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add_doubt(HcpFileGuess *guess, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(guess->doubts, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* ---- dates ---- */

static void look_at_day(HcpFileGuess *guess, const char *text, guint *n_dates, guint *n_serials) {
    int32_t day;
    if (hcp__parse_date(text, strlen(text), guess->month_first, &day))
        (*n_dates)++;
    else if (hcp__parse_serial_day(text, strlen(text), FALSE, &day))
        (*n_serials)++;
    else
        return;
    guess->first_day = MIN(guess->first_day, day);
    guess->last_day = MAX(guess->last_day, day);
}

static void look_at_dates(HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    for (guint k = 0; k < guess->columns->len; k++) {
        const HcpFileColumn *column = guess->columns->pdata[k];
        if (column->field == NULL || column->field->type != HCP_FIELD_DATE)
            continue;
        guint n_dates = 0, n_serials = 0;
        guess->month_first = !hcp__sample_fits_in_order(sample, k, HCP_FIELD_DATE, FALSE);
        for (guint i = 0; i < sample->rows->len; i++)
            look_at_day(guess, ((char **)sample->rows->pdata[i])[k], &n_dates, &n_serials);
        guess->has_serials = n_serials > n_dates;
        if (guess->has_serials)
            add_doubt(guess,
                      "Dates are days counted by a spreadsheet: from 1900, or excel-1904, which is "
                      "four years later?");
        return;
    }
}

/* ---- numbers ---- */

static gboolean is_number(const HcpFileColumn *column) {
    return column->field != NULL &&
           (column->field->type == HCP_FIELD_NUMBER || column->field->type == HCP_FIELD_COUNT);
}

/* What the cells of the column say; the first that is ambiguous. */
static HcpDecimal ask_cells(const HcpFileSample *sample, guint k, const char **ambiguous) {
    const HcpFileColumn *column = sample->guess->columns->pdata[k];
    HcpNumberEvidence evidence = {0};
    *ambiguous = NULL;
    for (guint i = 0; i < sample->rows->len; i++) {
        const char *text = ((char **)sample->rows->pdata[i])[k];
        if (hcp__number_evidence_add(&evidence, column->field, text, strlen(text)) &&
            *ambiguous == NULL)
            *ambiguous = text;
    }
    return hcp__number_evidence_decide(&evidence);
}

/* Decided as a reader does (column_survey.c): a column by its cells, else by the other columns. A
 * workbook holds numbers themselves. */
static void look_at_numbers(HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    HcpNumberEvidence votes = {0};
    const char *example = NULL;
    const HcpField *field = NULL;
    for (guint k = 0; k < guess->columns->len && guess->encoding != NULL; k++) {
        const HcpFileColumn *column = guess->columns->pdata[k];
        const char *ambiguous;
        if (!is_number(column))
            continue;
        HcpDecimal decimal = ask_cells(sample, k, &ambiguous);
        votes.n_point += decimal == HCP_DECIMAL_POINT;
        votes.n_comma += decimal == HCP_DECIMAL_COMMA;
        if (decimal == HCP_DECIMAL_DETECT && ambiguous != NULL && example == NULL) {
            example = ambiguous;
            field = column->field;
        }
    }
    if (example == NULL || hcp__number_evidence_decide(&votes) != HCP_DECIMAL_DETECT)
        return;
    guess->guessed_decimal = guess->separator == ';' ? HCP_DECIMAL_COMMA : HCP_DECIMAL_POINT;
    add_doubt(
        guess, "Is the mark in %s (%s) a decimal one? No cell tells; a decimal %s is assumed.",
        example, field->name, guess->guessed_decimal == HCP_DECIMAL_COMMA ? "comma" : "point");
}

static void ask_of_table(const HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    if (guess->schema == NULL && sample->names_at > 0) {
        add_doubt(guess,
                  "Do the names of the columns stand on line %" G_GINT64_FORMAT
                  "? Then skip = %" G_GINT64_FORMAT " passes over the lines above it.",
                  sample->names_at, sample->names_at - 1);
        return;
    }
    if (guess->schema == NULL) {
        add_doubt(guess,
                  "No table has these columns: which is it, and which column is which field?");
        return;
    }
    if (guess->score < 0.5 && guess->rival != NULL)
        add_doubt(guess, "Are these %s, or %s?", guess->schema->name, guess->rival->name);
    if (guess->month_first && (guess->preset == NULL || !guess->preset->month_first))
        add_doubt(guess, "Dates fit with the month first only: is 03/04/2026 the 4th of March?");
    if (guess->preset != NULL)
        add_doubt(guess, "Preset %s: %s.", guess->preset->name, guess->preset->note);
}

void hcp__sample_find_doubts(HcpFileSample *sample) {
    look_at_dates(sample);
    look_at_numbers(sample);
    ask_of_table(sample);
}
