/* Tables for the eye: of a released table the columns that fit a page, under heads that a brand
 * team understands, shares as per cent. */
#include "report/report_internal.h"

#include <math.h>

enum { TOP = 15 };

/* The column under its label; 100 times its values where the page says per cent. */
static HcpColumn *for_people(HcpColumn *column, const HcpPageColumn *shown) {
    HcpColumnInfo info = *hcp_column_get_info(column);
    info.unit = shown->unit;
    info.label = shown->label != NULL ? shown->label : info.label;
    if (shown->unit == NULL || info.kind != HCP_KIND_DOUBLE)
        return hcp_column_with_info(column, &info);
    int64_t n = hcp_column_get_length(column);
    g_autofree double *percent = g_new(double, n + 1);
    for (int64_t row = 0; row < n; row++)
        percent[row] = 100 * hcp_column_get_number(column, row);
    return hcp_column_new_doubles(&info, n, percent);
}

/* The columns of the list that the table has. */
static HcpTable *pick(HcpTable *table, const HcpPageColumn *shown) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (; shown->name != NULL; shown++) {
        HcpColumn *column = hcp_table_find_column(table, shown->name);
        if (column != NULL)
            g_ptr_array_add(columns, for_people(column, shown));
    }
    return hcp_table_new(hcp_table_get_name(table), hcp_table_get_n_rows(table), columns->len,
                         (HcpColumn *const *)columns->pdata);
}

void hcp__page_picked(HcpPage *page, HcpTable *table, const HcpPageColumn *shown,
                      int64_t max_rows) {
    g_autoptr(HcpTable) picked = pick(table, shown);
    hcp__page_table(page, picked, max_rows);
}

void hcp__page_top(HcpPage *page, HcpTable *table, const HcpColumn *by,
                   const HcpPageColumn *shown) {
    int32_t rows[TOP];
    int64_t n = hcp_table_find_top(table, by, TOP, rows);
    while (n > 0 && !(hcp_column_get_number(by, rows[n - 1]) > 0))
        n--;
    if (n == 0) {
        hcp__page_paragraph(page, "There are none.");
        return;
    }
    g_autoptr(HcpTable) top = hcp_table_select_rows(table, n, rows);
    hcp__page_picked(page, top, shown, INT64_MAX);
}

int64_t hcp__page_count_word(const HcpColumn *column, const char *word, const HcpColumn *not_of) {
    int64_t n = 0;
    for (int64_t row = 0; row < hcp_column_get_length(column); row++)
        n += g_strcmp0(hcp_column_get_text(column, row), word) == 0 &&
             (not_of == NULL || hcp_column_get_number(not_of, row) == 0);
    return n;
}
