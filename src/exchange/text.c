/* Text as spreadsheets, XML readers and network programs take it. */
#include "exchange/exchange_internal.h"

#include <string.h>

char *hcp__text_make_valid(const char *text) {
    return g_utf8_make_valid(text, -1);
}

/* ---- XML ---- */

static gboolean is_line_space(gunichar c) {
    return c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* Controls change how a line reads, or are no XML; noncharacters stop some readers. */
static gboolean is_unfit(gunichar c) {
    gboolean control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    gboolean bidi = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                    (c >= 0x2066 && c <= 0x2069);
    gboolean nonchar = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF;
    return control || bidi || nonchar;
}

char *hcp__text_clean(const char *text) {
    g_autofree char *valid = hcp__text_make_valid(text);
    GString *clean = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '\r' && p[1] == '\n')
            continue;
        if (is_line_space(c))
            g_string_append_c(clean, ' ');
        else if (!is_unfit(c))
            g_string_append_unichar(clean, c);
    }
    return g_strstrip(g_string_free(clean, FALSE));
}

void hcp__text_append_xml(GString *out, const char *text) {
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '&')
            g_string_append(out, "&amp;");
        else if (*p == '<')
            g_string_append(out, "&lt;");
        else if (*p == '>')
            g_string_append(out, "&gt;");
        else if (*p == '"')
            g_string_append(out, "&quot;");
        else
            g_string_append_c(out, *p);
    }
}

static gboolean fits_nmtoken(const char *p) {
    if (*p == '_')
        return p[1] != 'x';
    return g_ascii_isalnum(*p) || *p == '.' || *p == ':' || *p == '-';
}

char *hcp__text_to_nmtoken(const char *text) {
    GString *token = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p++) {
        if (fits_nmtoken(p))
            g_string_append_c(token, *p);
        else
            g_string_append_printf(token, "_x%02X_", (unsigned)(guchar)*p);
    }
    return g_string_free(token, FALSE);
}

/* ---- spreadsheets ---- */

/* Blanks, and marks of no width, that programs pass over before they look for a formula. */
static gboolean is_passed_over(gunichar c) {
    return g_unichar_isspace(c) || g_unichar_iscntrl(c) || g_unichar_iszerowidth(c);
}

static gboolean starts_formula(gunichar c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B ||
           c == 0xFF0D || c == 0xFF20 || c == 0x2212;
}

/* TRUE where the text from `p` on would be run. A cell that begins with a tab or a line end is held
 * to be dangerous by itself (OWASP, CSV injection). */
static gboolean is_formula(const char *p, gboolean at_start) {
    if (at_start && (*p == '\t' || *p == '\r' || *p == '\n'))
        return TRUE;
    while (*p != '\0' && is_passed_over(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return *p != '\0' && starts_formula(g_utf8_get_char(p));
}

static gboolean may_separate(char c) {
    return c == ';' || c == '\t' || c == '\n' || c == '\r';
}

void hcp__text_append_unformula(GString *out, const char *text) {
    g_autofree char *valid = hcp__text_make_valid(text);
    if (is_formula(valid, TRUE))
        g_string_append_c(out, '\'');
    for (const char *p = valid; *p != '\0'; p++) {
        g_string_append_c(out, *p);
        if (may_separate(*p) && !may_separate(p[1]) && is_formula(p + 1, FALSE))
            g_string_append_c(out, '\'');
    }
}

/* ---- names ---- */

static void append_word(GString *out, const char *word, const char *end) {
    gboolean capitals = g_utf8_strlen(word, end - word) > 1;
    for (const char *p = word; capitals && p < end; p = g_utf8_next_char(p))
        capitals = !g_unichar_islower(g_utf8_get_char(p));
    if (!capitals) {
        g_string_append_len(out, word, end - word);
        return;
    }
    const char *rest = g_utf8_next_char(word);
    g_autofree char *lower = g_utf8_strdown(rest, end - rest);
    g_string_append_len(out, word, rest - word);
    g_string_append(out, lower);
}

char *hcp__text_to_title_case(const char *text) {
    GString *out = g_string_new(NULL);
    const char *p = text;
    while (*p != '\0') {
        const char *end = p;
        while (*end != '\0' && g_unichar_isalpha(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        if (end > p) {
            append_word(out, p, end);
        } else {
            end = g_utf8_next_char(p);
            g_string_append_len(out, p, end - p);
        }
        p = end;
    }
    return g_string_free(out, FALSE);
}

/* One comma parts the family name from the given one; more are something else. */
static char *turn_round(const char *name) {
    const char *comma = strchr(name, ',');
    if (comma == NULL || strchr(comma + 1, ',') != NULL)
        return g_strdup(name);
    g_autofree char *last = g_strndup(name, (gsize)(comma - name));
    return g_strdup_printf("%s %s", comma + 1, last);
}

char *hcp__text_to_label(const char *text, gboolean is_person) {
    g_autofree char *clean = hcp__text_clean(text);
    g_autofree char *turned = is_person ? turn_round(clean) : g_strdup(clean);
    g_strdelimit(turned, ",;|", ' ');
    g_auto(GStrv) words = g_strsplit(turned, " ", -1);
    g_autoptr(GPtrArray) kept = g_ptr_array_new();
    for (char **word = words; *word != NULL; word++)
        if (**word != '\0')
            g_ptr_array_add(kept, *word);
    g_ptr_array_add(kept, NULL);
    return g_strjoinv(" ", (char **)kept->pdata);
}
