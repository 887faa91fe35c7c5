/* Which words of a sample stand for empty cells. A word is one where a column tells: of ids,
 * numbers, days or flags it is none. What it then means in columns of text is the same, unless it
 * looks like one of their codes: NA beside BE and SE is Namibia. */
#include "study/recognise_internal.h"
#include "table/missing_words.h"

#include <string.h>

static HcpFileColumn *column_at(const HcpFileSample *sample, guint k) {
    return sample->guess->columns->pdata[k];
}

static const char *cell_at(const HcpFileSample *sample, guint row, guint k) {
    return ((char **)sample->rows->pdata[row])[k];
}

static gboolean has_word(const HcpFileSample *sample, guint k, const char *word) {
    for (guint i = 0; i < sample->rows->len; i++)
        if (strcmp(cell_at(sample, i, k), word) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_text(const HcpFileColumn *column) {
    if (column->field != NULL && column->field->type != HCP_FIELD_TEXT)
        return FALSE;
    return strcmp(column->type, "text") == 0 || strcmp(column->type, "empty") == 0;
}

static gboolean is_code(const char *text) {
    return g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) && text[2] == '\0';
}

/* TRUE when the word could be one of the codes of two capitals that the column has beside it. */
static gboolean could_be_code(const HcpFileSample *sample, guint k, const char *word) {
    gboolean has_other = FALSE;
    for (guint i = 0; i < sample->rows->len && is_code(word); i++) {
        const char *text = cell_at(sample, i, k);
        if (*text == '\0' || strcmp(text, word) == 0)
            continue;
        if (!is_code(text))
            return FALSE;
        has_other = TRUE;
    }
    return has_other && is_text(column_at(sample, k));
}

static void add_doubt(HcpFileGuess *guess, const char *format, const char *word, const char *name)
    G_GNUC_PRINTF(2, 0);

static void add_doubt(HcpFileGuess *guess, const char *format, const char *word, const char *name) {
    g_autofree char *shown = hcp__text_for_message(name, -1, 60);
    g_ptr_array_add(guess->doubts, g_strdup_printf(format, word, shown, word));
}

/* No column tells what the word is. */
static void ask(HcpFileSample *sample, const char *word) {
    for (guint k = 0; k < sample->guess->columns->len; k++) {
        if (!has_word(sample, k, word) || could_be_code(sample, k, word))
            continue;
        add_doubt(sample->guess,
                  "Is '%s' in %s an empty cell? Then the line to add is missing = %s", word,
                  column_at(sample, k)->name);
        return;
    }
}

static void take_word(HcpFileSample *sample, const char *word) {
    HcpFileGuess *guess = sample->guess;
    gboolean is_everywhere = TRUE;
    for (guint k = 0; k < guess->columns->len; k++) {
        if (!has_word(sample, k, word))
            continue;
        if (!could_be_code(sample, k, word)) {
            g_ptr_array_add(column_at(sample, k)->missing, (char *)word);
            continue;
        }
        is_everywhere = FALSE;
        add_doubt(guess, "Is '%s' in %s a code? It is read as one, elsewhere as an empty cell.",
                  word, column_at(sample, k)->name);
    }
    if (is_everywhere)
        g_ptr_array_add(guess->missing, g_strdup(word));
    for (guint k = 0; k < guess->columns->len && !is_everywhere; k++)
        if (has_word(sample, k, word) && !could_be_code(sample, k, word))
            g_ptr_array_add(guess->missing,
                            g_strdup_printf("%s=%s", column_at(sample, k)->name, word));
}

void hcp__sample_find_missing(HcpFileSample *sample) {
    const char *word;
    for (gsize w = 0; (word = hcp__missing_word_at(w)) != NULL; w++) {
        gboolean stands = FALSE, is_told = FALSE;
        for (guint k = 0; k < sample->guess->columns->len; k++) {
            gboolean is_here = has_word(sample, k, word);
            stands |= is_here;
            is_told |= is_here && !is_text(column_at(sample, k));
        }
        if (is_told)
            take_word(sample, word);
        else if (stands)
            ask(sample, word);
    }
}

gboolean hcp__file_column_is_missing(const HcpFileColumn *column, const char *text) {
    for (guint i = 0; i < column->missing->len; i++)
        if (strcmp(column->missing->pdata[i], text) == 0)
            return TRUE;
    return *text == '\0';
}
