#include "base/base_internal.h"

#include <math.h>
#include <stdio.h>

/* Precision 15 is always exact the other way round (text to double to text), 17 always reads back
 * equal; subnormal numbers hold fewer digits, so those start at 1. */
int hcp__format_double(char text[HCP__NUMBER_SIZE], double value) {
    if (value == 0)
        value = 0; /* no "-0" */
    if (fabs(value) < 1e15 && value == floor(value))
        return hcp__format_int64(text, (int64_t)value);
    for (int precision = fabs(value) < 1e-300 ? 1 : 15; precision < 17; precision++) {
        char format[] = "%.0ng";
        g_snprintf(format, sizeof format, "%%.%dg", precision);
        g_ascii_formatd(text, HCP__NUMBER_SIZE, format, value);
        if (g_ascii_strtod(text, NULL) == value)
            return (int)strlen(text);
    }
    g_ascii_formatd(text, HCP__NUMBER_SIZE, "%.17g", value);
    return (int)strlen(text);
}

int hcp__format_int64(char text[HCP__NUMBER_SIZE], int64_t value) {
    return g_snprintf(text, HCP__NUMBER_SIZE, "%" G_GINT64_FORMAT, value);
}

/* Days and civil dates: H. Hinnant, "chrono-compatible low-level date algorithms" (2013). Years
 * start in March, so that the leap day comes last; an era is 400 years of 146,097 days. */
int32_t hcp__days_from_civil(int year, int month, int day) {
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void hcp__civil_from_days(int32_t days, int *year, int *month, int *day) {
    int64_t shifted = (int64_t)days + 719468;
    int era = (int)((shifted >= 0 ? shifted : shifted - 146096) / 146097);
    int day_of_era = (int)(shifted - (int64_t)era * 146097);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

int hcp__format_date(char text[HCP__NUMBER_SIZE], int32_t days) {
    int year, month, day;
    hcp__civil_from_days(days, &year, &month, &day);
    return g_snprintf(text, HCP__NUMBER_SIZE, "%04d-%02d-%02d", year, month, day);
}
