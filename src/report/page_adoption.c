/* Adoption: how many physicians first prescribed the brand in each month. */
#include "report/report_internal.h"

#include <math.h>

enum { WIDTH = 900, HEIGHT = 260, LEFT = 46, FOOT = 34, HEAD = 22 };

typedef struct {
    HcpTable *table;
    HcpColumn *month, *first;
    int64_t n;
    double most;
} Chart;

static char *make_month(const Chart *chart, int64_t row) {
    GString *text = g_string_new(NULL);
    hcp_column_append_text(chart->month, row, text);
    return g_string_free(text, FALSE);
}

/* A round step that cuts the axis into about four parts. */
static double find_step(double most) {
    double rough = MAX(most, 1) / 4, power = pow(10, floor(log10(rough)));
    double lead = rough / power;
    return MAX(1, (lead > 5 ? 10 : lead > 2 ? 5 : lead > 1 ? 2 : 1) * power);
}

static double find_y(const Chart *chart, double value) {
    double top = ceil(chart->most / find_step(chart->most)) * find_step(chart->most);
    return HEIGHT - FOOT - (HEIGHT - FOOT - HEAD) * value / MAX(top, 1);
}

static void write_axis(HcpPage *page, const Chart *chart) {
    double step = find_step(chart->most);
    for (double value = 0; value < chart->most + step; value += step) {
        char text[HCP__NUMBER_SIZE];
        hcp__format_for_people(text, value);
        hcp__page_printf(page,
                         "<path class=\"grid\" d=\"M%d %.0fH%d\"/><text x=\"%d\" y=\"%.0f\" "
                         "text-anchor=\"end\">%s</text>\n",
                         LEFT, find_y(chart, value), WIDTH, LEFT - 8, find_y(chart, value) + 4,
                         text);
    }
}

static void write_column(HcpPage *page, const Chart *chart, int64_t row) {
    double value = hcp_column_get_number(chart->first, row);
    double step = (double)(WIDTH - LEFT) / (double)MAX(chart->n, 1);
    double x = LEFT + step * (double)row, y = find_y(chart, isfinite(value) ? value : 0);
    g_autofree char *month = make_month(chart, row);
    hcp__page_printf(page,
                     "<rect class=\"column\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" "
                     "height=\"%.0f\"><title>",
                     x + 0.12 * step, y, MAX(0.76 * step, 1), HEIGHT - FOOT - y);
    hcp__page_text(page, month);
    hcp__page_puts(page, ": ");
    hcp__page_number(page, value);
    hcp__page_puts(page, "</title></rect>");
    int64_t every = (chart->n + 11) / 12; /* more labels would touch */
    if (row % every == 0) {
        hcp__page_printf(page, "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">", x + step / 2,
                         HEIGHT - FOOT + 18);
        hcp__page_text(page, month);
        hcp__page_puts(page, "</text>");
    }
    hcp__page_puts(page, "\n");
}

static void write_chart(HcpPage *page, const Chart *chart) {
    hcp__page_printf(page,
                     "<figure><svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" "
                     "aria-label=\"Columns: physicians who first prescribed in each month\">\n",
                     WIDTH, HEIGHT);
    write_axis(page, chart);
    for (int64_t row = 0; row < chart->n; row++)
        write_column(page, chart, row);
    hcp__page_puts(page, "</svg><figcaption>Physicians by the month of their first prescription of "
                         "the brand.</figcaption></figure>\n");
}

void hcp__page_adoption(HcpPage *page) {
    hcp__page_open_section(page, "adoption", "Adoption");
    const HcpRelease *adoption = page->content->adoption;
    if (adoption == NULL) {
        hcp__page_paragraph(page, "This study has no prescriptions of the brand by date.");
        hcp__page_close_section(page);
        return;
    }
    HcpTable *table = hcp_release_get_table(adoption);
    Chart chart = {.table = table,
                   .month = hcp_table_find_column(table, "month"),
                   .first = hcp_table_find_column(table, "first"),
                   .n = hcp_table_get_n_rows(table)};
    for (int64_t row = 0; chart.first != NULL && row < chart.n; row++) {
        double value = hcp_column_get_number(chart.first, row);
        chart.most = isfinite(value) ? MAX(chart.most, value) : chart.most;
    }
    if (chart.month != NULL && chart.first != NULL && chart.most > 0)
        write_chart(page, &chart);
    hcp__page_table(page, table, INT64_MAX);
    hcp__page_close_section(page);
}
