/* Texts as counts, whole numbers, numbers, flags and days: what is read reads back equal from the
 * text that it is printed as. */
#include "base/base_internal.h"
#include "fuzz.h"
#include "table/xlsx_internal.h"

#include <math.h>
#include <string.h>

static void check_number(const char *text, gsize length) {
    double number, again = 0;
    char printed[HCP__NUMBER_SIZE];
    if (!hcp__parse_number(text, length, &number))
        return;
    g_assert(isfinite(number));
    int n = hcp__format_double(printed, number);
    gboolean is_number = hcp__parse_number(printed, (gsize)n, &again);
    g_assert(is_number && again == number);
}

static void check_integers(const char *text, gsize length) {
    int64_t count = 0, integer = 0;
    double number;
    gboolean is_count = hcp__parse_count(text, length, &count);
    gboolean is_integer = hcp__parse_integer(text, length, &integer);
    g_assert(!is_count || count >= 0);
    g_assert(!is_count || !is_integer || count == integer);
    if (is_integer && hcp__parse_number(text, length, &number))
        g_assert(number == (double)integer);
}

static void check_day(const char *text, gsize length, gboolean month_first) {
    int32_t day, again = 0;
    char printed[HCP__NUMBER_SIZE];
    if (!hcp__parse_date(text, length, month_first, &day))
        return;
    int n = hcp__format_date(printed, day);
    gboolean is_day = hcp__parse_date(printed, (gsize)n, month_first, &again);
    g_assert(is_day && again == day);
}

static void check_workbook_cells(const char *text, gsize length) {
    int32_t column;
    int64_t row;
    double number;
    g_autofree char *ended = g_strndup(text, length);
    g_autoptr(GString) built = g_string_new(ended);
    hcp__xlsx_unescape(built, 0);
    g_assert(built->len <= strlen(ended));
    hcp__xlsx_append_number(built, text, length);
    if (hcp__parse_number(text, length, &number)) {
        hcp__xlsx_append_day(built, number, FALSE);
        hcp__xlsx_append_day(built, number, TRUE);
    }
    hcp__xlsx_is_date_code(ended);
    if (hcp__xlsx_parse_reference(ended, &column, &row))
        g_assert(column >= 0 && column < HCP__XLSX_COLUMNS_MAX && row >= 1 &&
                 row <= HCP__XLSX_ROWS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    /* A copy of the very size, so that one byte beyond is noticed. */
    g_autofree char *text = g_malloc(MAX(length, 1));
    if (length > 0)
        memcpy(text, bytes, length);
    gboolean flag;
    check_number(text, length);
    check_integers(text, length);
    check_day(text, length, FALSE);
    check_day(text, length, TRUE);
    hcp__parse_flag(text, length, &flag);
    check_workbook_cells(text, length);
    return 0;
}
