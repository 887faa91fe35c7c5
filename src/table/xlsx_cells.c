#include "table/xlsx_internal.h"

#include <math.h>
#include <string.h>

gboolean hcp__xlsx_parse_reference(const char *text, int32_t *column, int64_t *row) {
    *column = 0;
    *row = 0;
    const char *p = text;
    for (; *p >= 'A' && *p <= 'Z' && *column <= HCP__XLSX_COLUMNS_MAX; p++)
        *column = *column * 26 + (*p - 'A' + 1);
    const char *digits = p;
    for (; g_ascii_isdigit(*p) && *row <= HCP__XLSX_ROWS_MAX; p++)
        *row = *row * 10 + (*p - '0');
    if (p == digits || *p != '\0' || *column == 0 || *row == 0)
        return FALSE;
    *column -= 1;
    return *column < HCP__XLSX_COLUMNS_MAX && *row <= HCP__XLSX_ROWS_MAX;
}

/* ---- is a number a day? ---- */

/* ECMA-376 part 1, 18.8.30: 14-22 and 45-47 everywhere; 27-36 and 50-58 are days in East Asian
 * languages and nothing elsewhere. */
gboolean hcp__xlsx_is_date_id(int id) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* After "[": colours, conditions and languages say nothing, hours as [h] do. */
static const char *skip_bracket(const char *p, gboolean *is_date) {
    const char *end = strchr(p, ']');
    if (end == NULL)
        return p + strlen(p);
    gsize letters = strspn(p + 1, "hHmMsS");
    *is_date |= letters > 0 && p + 1 + letters == end;
    return end + 1;
}

/* A letter of day, month, year, hour or second that stands outside of quotes. */
gboolean hcp__xlsx_is_date_code(const char *code) {
    gboolean is_date = FALSE;
    for (const char *p = code; *p != '\0' && *p != ';' && !is_date;) {
        if (*p == '"') {
            const char *end = strchr(p + 1, '"');
            p = end != NULL ? end + 1 : p + strlen(p);
        } else if (*p == '\\' || *p == '_' || *p == '*')
            p += p[1] != '\0' ? 2 : 1; /* the next sign stands for itself */
        else if (*p == '[')
            p = skip_bracket(p, &is_date);
        else
            is_date = strchr("dDmMyYhHsS", *p++) != NULL;
    }
    return is_date;
}

/* ---- numbers as text ---- */

/* Of 1900: day 1 is 1900-01-01, and day 60 the 29th of February that was not, which stays what it
 * is called; so day 61 is 1900-03-01. */
static void append_date(GString *text, int32_t day, gboolean from_1904) {
    char date[HCP__NUMBER_SIZE];
    int32_t first = from_1904  ? hcp__days_from_civil(1904, 1, 1)
                    : day < 60 ? hcp__days_from_civil(1899, 12, 31)
                               : hcp__days_from_civil(1899, 12, 30);
    hcp__format_date(date, first + day);
    g_string_append(text, !from_1904 && day == 60 ? "1900-02-29" : date);
}

gboolean hcp__xlsx_append_day(GString *text, double serial, gboolean from_1904) {
    static const double LAST = 2958465; /* 9999-12-31 of 1900 */
    if (!(serial >= 0) || serial >= LAST + 1 - (from_1904 ? 1462 : 0))
        return FALSE;
    double whole = floor(serial);
    int32_t day = (int32_t)whole;
    int second = (int)lround((serial - whole) * 86400);
    day += second == 86400;
    second %= 86400;
    if (day > 0)
        append_date(text, day, from_1904);
    if (day > 0 && second > 0)
        g_string_append_c(text, ' ');
    if (day == 0 || second > 0)
        g_string_append_printf(text, "%02d:%02d:%02d", second / 3600, second / 60 % 60,
                               second % 60);
    return TRUE;
}

void hcp__xlsx_append_number(GString *text, const char *number, gsize length) {
    static const double EXACT = 9007199254740992; /* 2^53 */
    double value;
    char shortest[HCP__NUMBER_SIZE];
    gsize n_digits = 0;
    while (n_digits < length && g_ascii_isdigit(number[n_digits]))
        n_digits++;
    if ((n_digits == length && length <= 15) || !hcp__parse_number(number, length, &value))
        g_string_append_len(text, number, (gssize)length);
    else if (value == floor(value) && fabs(value) < EXACT)
        g_string_append_len(text, shortest, hcp__format_int64(shortest, (int64_t)value));
    else
        g_string_append_len(text, shortest, hcp__format_double(shortest, value));
}

/* ---- escapes ---- */

/* _xHHHH_: four digits of a UTF-16 unit; -1 for anything else, halves of pairs and NUL included. */
static int parse_escape(const char *p) {
    if (p[0] != '_' || p[1] != 'x')
        return -1;
    int unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = g_ascii_xdigit_value(p[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return p[6] == '_' && unit > 0 && (unit < 0xd800 || unit > 0xdfff) ? unit : -1;
}

void hcp__xlsx_unescape(GString *text, gsize from) {
    if (strstr(text->str + from, "_x") == NULL)
        return;
    char *to = text->str + from;
    for (const char *p = to; *p != '\0';) {
        int unit = parse_escape(p);
        if (unit < 0) {
            *to++ = *p++;
            continue;
        }
        to += g_unichar_to_utf8((gunichar)unit, to);
        p += 7;
    }
    g_string_truncate(text, (gsize)(to - text->str));
}
