/* Columns by month, as SVG. */
#include "report/report_internal.h"

#include <math.h>

enum { WIDTH = 900, LEFT = 46, FOOT = 34, HEAD = 22 };

typedef struct {
    const HcpPageChart *what;
    double most;
} Chart;

static double value_at(const HcpPageChart *what, int64_t k) {
    double value = hcp_column_get_number(what->value, what->first + k);
    return isfinite(value) ? value : 0;
}

static char *make_label(const Chart *chart, int64_t k) {
    GString *text = g_string_new(NULL);
    hcp_column_append_text(chart->what->label, chart->what->first + k, text);
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
    int height = chart->what->height;
    return height - FOOT - (height - FOOT - HEAD) * value / MAX(top, 1);
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

static void write_column(HcpPage *page, const Chart *chart, int64_t k) {
    double step = (double)(WIDTH - LEFT) / (double)MAX(chart->what->n, 1);
    double x = LEFT + step * (double)k, y = find_y(chart, value_at(chart->what, k));
    int foot = chart->what->height - FOOT;
    g_autofree char *label = make_label(chart, k);
    hcp__page_printf(page,
                     "<rect class=\"column\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" "
                     "height=\"%.0f\"><title>",
                     x + 0.12 * step, y, MAX(0.76 * step, 1), foot - y);
    hcp__page_text(page, label);
    hcp__page_puts(page, ": ");
    hcp__page_number(page, hcp_column_get_number(chart->what->value, chart->what->first + k));
    hcp__page_puts(page, "</title></rect>");
    int64_t every = (chart->what->n + 11) / 12; /* more labels would touch */
    if (k % every == 0) {
        hcp__page_printf(page, "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">", x + step / 2,
                         foot + 18);
        hcp__page_text(page, label);
        hcp__page_puts(page, "</text>");
    }
    hcp__page_puts(page, "\n");
}

void hcp__page_chart(HcpPage *page, const HcpPageChart *what) {
    Chart chart = {.what = what};
    for (int64_t k = 0; k < what->n; k++)
        chart.most = MAX(chart.most, value_at(what, k));
    if (chart.most == 0)
        return;
    hcp__page_printf(page,
                     "<figure><svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" "
                     "aria-label=\"",
                     WIDTH, what->height);
    hcp__page_text(page, what->says);
    hcp__page_puts(page, "\">\n");
    write_axis(page, &chart);
    for (int64_t k = 0; k < what->n; k++)
        write_column(page, &chart, k);
    hcp__page_puts(page, "</svg><figcaption>");
    hcp__page_text(page, what->caption);
    hcp__page_puts(page, "</figcaption></figure>\n");
}
