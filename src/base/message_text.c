#include "base/base_internal.h"

#include <string.h>

static gboolean is_bidi_control(gunichar c) {
    return c == 0x061c || (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* Appends the character at `at` so that it is harmless on a terminal; returns its length. */
static gsize append_harmless(GString *out, const char *at, gsize left) {
    gunichar c = g_utf8_get_char_validated(at, (gssize)left);
    if (c == (gunichar)-1 || c == (gunichar)-2 || (c == 0 && *at != '\0')) {
        g_string_append_printf(out, "\\x%02X", (guint8)*at);
        return 1;
    }
    if (c < 0x20 || c == 0x7f)
        g_string_append_printf(out, "\\x%02X", c);
    else if (g_unichar_iscntrl(c) || is_bidi_control(c) || c == 0x2028 || c == 0x2029)
        g_string_append_printf(out, "U+%04X", c);
    else
        g_string_append_unichar(out, c);
    return c == 0 ? 1 : (gsize)g_unichar_to_utf8(c, NULL);
}

char *hcp__text_for_message(const char *text, gssize length, int max_chars) {
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    GString *out = g_string_new(NULL);
    gsize at = 0;
    for (int chars = 0; at < size && chars < max_chars; chars++)
        at += append_harmless(out, text + at, size - at);
    if (at < size)
        g_string_append(out, "...");
    return g_string_free(out, FALSE);
}

/* Levenshtein distance (1966), one row of the table at a time. */
static gsize edit_distance(const char *a, const char *b) {
    gsize n = strlen(b);
    g_autofree gsize *row = g_new(gsize, n + 1);
    for (gsize j = 0; j <= n; j++)
        row[j] = j;
    for (gsize i = 0; a[i] != '\0'; i++) {
        gsize diagonal = row[0];
        row[0] = i + 1;
        for (gsize j = 0; j < n; j++) {
            gsize above = row[j + 1];
            gsize change = diagonal + (g_ascii_tolower(a[i]) != g_ascii_tolower(b[j]));
            row[j + 1] = MIN(change, MIN(above, row[j]) + 1);
            diagonal = above;
        }
    }
    return row[n];
}

/* Near enough: at most a third of the letters differ, and at least one is right. */
const char *hcp__nearest_word(const char *word, const char *const *candidates, gsize n) {
    gsize length = strlen(word);
    const char *best = NULL;
    if (length > 100)
        return NULL;
    gsize best_distance = MAX(length / 3, (gsize)1) + 1;
    for (gsize i = 0; i < n; i++) {
        gsize distance = edit_distance(word, candidates[i]);
        if (distance < best_distance && distance < length) {
            best = candidates[i];
            best_distance = distance;
        }
    }
    return best;
}
