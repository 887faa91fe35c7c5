#include "table/missing_words.h"

#include <string.h>

/* R; databases (\N: dumps of MySQL, PostgreSQL and Hive); Python and Julia; spreadsheets and
 * questionnaires; SAS and Stata. A cell is compared as it stands: Na may be a name. */
static const char *const WORDS[] = {"NA",  "na",   "<NA>", "NULL", "null", "\\N", "nan", "NaN",
                                    "NaT", "None", "N/A",  "n/a",  "-",    "--",  "."};

static const gsize LONGEST = 4;

const char *hcp__missing_word(const char *text, gsize length) {
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS) && length > 0 && length <= LONGEST; i++)
        if (strlen(WORDS[i]) == length && memcmp(WORDS[i], text, length) == 0)
            return WORDS[i];
    return NULL;
}

const char *hcp__missing_word_at(gsize index) {
    return index < G_N_ELEMENTS(WORDS) ? WORDS[index] : NULL;
}

/* Capitals, of any language, with ! or ? at the end: #REF!, #DIV/0!, #NAAM?, #VÄRDEFEL!. */
static gboolean is_shouted(const char *text, gsize length) {
    for (gsize i = 1; i + 1 < length; i++)
        if (!g_ascii_isupper(text[i]) && (guchar)text[i] < 0x80 && text[i] != '/' && text[i] != '0')
            return FALSE;
    return length > 4 && (text[length - 1] == '!' || text[length - 1] == '?');
}

gboolean hcp__is_spreadsheet_error(const char *text, gsize length) {
    static const char *const bare[] = {"#N/A", "#N/B", "#NV"}; /* not available; Dutch, German */
    if (length == 0 || text[0] != '#')
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(bare); i++)
        if (strlen(bare[i]) == length && memcmp(bare[i], text, length) == 0)
            return TRUE;
    return is_shouted(text, length);
}

/* ---- stated by the study ---- */

static gboolean is_word(const HcpMissingWord *word, const char *text, gsize length) {
    return word->length == length && memcmp(word->text, text, length) == 0;
}

gboolean hcp__header_is_missing(const HcpHeader *header, gsize column, const char *text,
                                gsize length) {
    for (guint i = 0; i < header->missing->len; i++) {
        const HcpMissingWord *word = &g_array_index(header->missing, HcpMissingWord, i);
        if ((word->column < 0 || (gsize)word->column == column) && is_word(word, text, length))
            return TRUE;
    }
    return FALSE;
}

gboolean hcp__header_has_general_word(const HcpHeader *header, const char *text, gsize length) {
    return hcp__header_is_missing(header, G_MAXSSIZE, text, length); /* no column has that number */
}
