#include "base/base_internal.h"
#include "table/cell.h"
#include "table/table_internal.h"

#include <math.h>
#include <string.h>

/* ---- blanks ---- */

/* Bytes of the blank at `p`, of which `n` are there; 0: none. */
static gsize blank_at(const char *p, gsize n) {
    static const char *const blanks[] = {" ",
                                         "\t",
                                         "\xC2\xA0",      /* U+00A0, no-break space */
                                         "\xE2\x80\xAF",  /* U+202F, narrow no-break space */
                                         "\xE2\x80\x8B",  /* U+200B, zero width space */
                                         "\xEF\xBB\xBF"}; /* U+FEFF, zero width no-break space */
    for (gsize i = 0; i < G_N_ELEMENTS(blanks); i++) {
        gsize width = strlen(blanks[i]);
        if (width <= n && memcmp(p, blanks[i], width) == 0)
            return width;
    }
    return 0;
}

void hcp__cell_trim_wide(const char **from, const char **end) {
    gsize width;
    while (*from < *end && (width = blank_at(*from, (gsize)(*end - *from))) > 0)
        *from += width;
    for (gsize n = 1; n <= 3 && n <= (gsize)(*end - *from);)
        if (blank_at(*end - n, n) == n) {
            *end -= n;
            n = 1;
        } else {
            n++;
        }
}

/* Powers of ten that a double holds exactly. */
static const double POWER_OF_TEN[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static gboolean is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* At most 18 digits, so that the value fits. */
static gboolean parse_digits(const char *text, gsize length, int64_t *value) {
    *value = 0;
    for (gsize i = 0; i < length; i++) {
        if (!is_digit(text[i]))
            return FALSE;
        *value = *value * 10 + (text[i] - '0');
    }
    return length > 0;
}

gboolean hcp__parse_count(const char *text, gsize length, int64_t *value) {
    const char *point = memchr(text, '.', length);
    if (point != NULL) {
        const char *end = text + length;
        if (point + 1 == end)
            return FALSE;
        for (const char *p = point + 1; p < end; p++)
            if (*p != '0')
                return FALSE;
        length = (gsize)(point - text);
    }
    return length <= 18 && parse_digits(text, length, value);
}

gboolean hcp__parse_integer(const char *text, gsize length, int64_t *value) {
    gsize sign = length > 0 && text[0] == '-';
    if (length - sign > 18 || !parse_digits(text + sign, length - sign, value))
        return FALSE;
    *value = sign ? -*value : *value;
    return TRUE;
}

/* [+-] digits [. digits] [e [+-] digits], with a digit before or after the point. */
typedef struct {
    gboolean is_number, is_negative, has_exponent;
    uint64_t digits; /* all of them as one number, when there are at most 15 */
    gsize n_digits, n_decimals;
} NumberShape;

static gsize skip_digits(const char *text, gsize length, gsize i, NumberShape *shape) {
    for (; i < length && is_digit(text[i]); i++) {
        shape->digits = shape->digits * 10 + (uint64_t)(text[i] - '0');
        shape->n_digits++;
    }
    return i;
}

static gboolean is_exponent(const char *text, gsize length) {
    gsize i = length > 0 && (text[0] == '+' || text[0] == '-');
    if (i == length)
        return FALSE;
    for (; i < length; i++)
        if (!is_digit(text[i]))
            return FALSE;
    return TRUE;
}

static NumberShape find_shape(const char *text, gsize length) {
    NumberShape shape = {0};
    gsize i = length > 0 && (text[0] == '+' || text[0] == '-');
    shape.is_negative = i > 0 && text[0] == '-';
    i = skip_digits(text, length, i, &shape);
    if (i < length && text[i] == '.') {
        gsize before = shape.n_digits;
        i = skip_digits(text, length, i + 1, &shape);
        shape.n_decimals = shape.n_digits - before;
    }
    shape.has_exponent = i < length && (text[i] == 'e' || text[i] == 'E');
    shape.is_number =
        shape.n_digits > 0 &&
        (shape.has_exponent ? is_exponent(text + i + 1, length - i - 1) : i == length);
    return shape;
}

/* The number nearest to the text. Up to 15 digits and 22 decimals one division gives it: both
 * operands are exact (W. Clinger, "How to read floating point numbers accurately", 1990). */
gboolean hcp__parse_number(const char *text, gsize length, double *value) {
    NumberShape shape = find_shape(text, length);
    if (!shape.is_number)
        return FALSE;
    if (!shape.has_exponent && shape.n_digits <= 15) {
        double size = (double)shape.digits / POWER_OF_TEN[shape.n_decimals];
        *value = shape.is_negative ? -size : size;
        return TRUE;
    }
    g_autofree char *copy = g_strndup(text, length);
    *value = g_ascii_strtod(copy, NULL);
    return isfinite(*value);
}

static gboolean is_one_of(const char *text, gsize length, const char *const *words) {
    for (; *words != NULL; words++)
        if (strlen(*words) == length && g_ascii_strncasecmp(text, *words, length) == 0)
            return TRUE;
    return FALSE;
}

gboolean hcp__parse_flag(const char *text, gsize length, gboolean *value) {
    static const char *const yes[] = {"1",           "true",        "yes",  "y",    "t",    "ja",
                                      "j",           "oui",         "o",    "vrai", "waar", "sant",
                                      "s\xC3\xA4nt", "S\xC3\x84NT", "wahr", NULL};
    static const char *const no[] = {"0",   "false", "no",     "n",      "f",      "nee", "nej",
                                     "non", "faux",  "onwaar", "falskt", "falsch", NULL};
    *value = is_one_of(text, length, yes);
    return *value || is_one_of(text, length, no);
}
