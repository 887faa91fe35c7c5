/* Dates in fixed formats: nothing is guessed by locale, and no part may be missing. */
#include "base/base_internal.h"
#include "table/table_internal.h"

#include <string.h>

typedef struct {
    const char *at, *end;
} Cursor;

/* min..max digits as a number, or -1. */
static int take_number(Cursor *cursor, int min, int max) {
    int value = 0, n = 0;
    while (n < max && cursor->at < cursor->end && g_ascii_isdigit(*cursor->at)) {
        value = value * 10 + (*cursor->at++ - '0');
        n++;
    }
    return n >= min ? value : -1;
}

static gboolean take(Cursor *cursor, char c) {
    if (cursor->at == cursor->end || *cursor->at != c)
        return FALSE;
    cursor->at++;
    return TRUE;
}

static gboolean is_at_end(const Cursor *cursor) {
    return cursor->at == cursor->end;
}

/* Nothing, Z, +02, +0200 or +02:00. */
static gboolean take_zone(Cursor *cursor) {
    if (is_at_end(cursor) || take(cursor, 'Z'))
        return TRUE;
    if (!take(cursor, '+') && !take(cursor, '-'))
        return FALSE;
    int hours = take_number(cursor, 2, 2);
    take(cursor, ':');
    int minutes = is_at_end(cursor) ? 0 : take_number(cursor, 2, 2);
    return hours >= 0 && hours <= 14 && minutes >= 0 && minutes <= 59;
}

/* Nothing, or AM or PM behind a blank or not. */
static void take_half_day(Cursor *cursor) {
    const char *at = cursor->at;
    at += at < cursor->end && *at == ' ';
    if (cursor->end - at == 2 && strchr("AaPp", at[0]) != NULL && (at[1] == 'M' || at[1] == 'm'))
        cursor->at = cursor->end;
}

/* Nothing, or [T ]hh:mm[:ss[.fff]] and half a day or a zone: the day is the one that is written. A
 * comma may stand before the time, and before the fraction. */
static gboolean take_time(Cursor *cursor) {
    if (is_at_end(cursor))
        return TRUE;
    take(cursor, ',');
    if (!take(cursor, 'T') && !take(cursor, ' '))
        return FALSE;
    int hours = take_number(cursor, 1, 2);
    if (hours < 0 || hours > 24 || !take(cursor, ':'))
        return FALSE;
    int minutes = take_number(cursor, 2, 2);
    if (minutes < 0 || minutes > 59)
        return FALSE;
    if (take(cursor, ':')) {
        int seconds = take_number(cursor, 2, 2);
        if (seconds < 0 || seconds > 60) /* 60: a leap second */
            return FALSE;
        if ((take(cursor, '.') || take(cursor, ',')) && take_number(cursor, 1, 9) < 0)
            return FALSE;
    }
    take_half_day(cursor);
    return take_zone(cursor);
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    gboolean is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

static gboolean make_day(int year, int month, int day, int32_t *days) {
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return FALSE;
    *days = hcp__days_from_civil(year, month, day);
    return TRUE;
}

/* After yyyy: -mm-dd or /mm/dd with a time or not. */
static gboolean parse_year_first(Cursor *cursor, int year, int32_t *days) {
    char mark = is_at_end(cursor) ? '\0' : *cursor->at;
    if ((mark != '-' && mark != '/') || !take(cursor, mark))
        return FALSE;
    int month = take_number(cursor, 2, 2);
    if (!take(cursor, mark))
        return FALSE;
    int day = take_number(cursor, 2, 2);
    return take_time(cursor) && make_day(year, month, day, days);
}

static gboolean parse_year_last(Cursor *cursor, gboolean month_first, int32_t *days) {
    int first = take_number(cursor, 1, 2);
    char mark = is_at_end(cursor) ? '\0' : *cursor->at;
    if ((mark != '/' && mark != '.' && mark != '-') || !take(cursor, mark))
        return FALSE;
    int second = take_number(cursor, 1, 2);
    if (!take(cursor, mark))
        return FALSE;
    int year = take_number(cursor, 4, 4);
    if (!take_time(cursor))
        return FALSE;
    return month_first && mark != '.' ? make_day(year, first, second, days)
                                      : make_day(year, second, first, days);
}

gboolean hcp__parse_date(const char *text, gsize length, gboolean month_first, int32_t *days) {
    Cursor cursor = {text, text + length};
    int year = take_number(&cursor, 4, 4);
    if (year < 0) {
        cursor.at = text;
        return parse_year_last(&cursor, month_first, days);
    }
    if (length != 8 || !g_ascii_isdigit(*cursor.at))
        return parse_year_first(&cursor, year, days);
    int month = take_number(&cursor, 2, 2);
    int day = take_number(&cursor, 2, 2);
    return is_at_end(&cursor) && make_day(year, month, day, days);
}
