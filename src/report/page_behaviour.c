/* Referral behaviour: who sends more than the like of them. */
#include "report/report_internal.h"

#include <math.h>

enum { WIDTH = 900, HEIGHT = 320, LEFT = 46, FOOT = 40, HEAD = 14, MAX_POINTS = 4000 };

/* What fits a page: the whole is in the file. */
static const HcpPageColumn SHOWN[] = {{"rank", NULL, NULL},
                                      {"id", "Physician", NULL},
                                      {"specialty", NULL, NULL},
                                      {"region", NULL, NULL},
                                      {"n_referrals", NULL, NULL},
                                      {"expected_referrals", "Expected", NULL},
                                      {"referral_index", "Index", NULL},
                                      {"referral_index_low", "from", NULL},
                                      {"referral_index_high", "to", NULL},
                                      {"regional_index", "Index in the region", NULL},
                                      {"referral_percentile", "Ahead of % of peers", NULL},
                                      {"brand_writer_share", "To brand writers", "%"},
                                      {"loyalty", "To the largest receiver", "%"},
                                      {"region_leakage", "Out of region", "%"},
                                      {"organisation_leakage", "Out of the listed places", "%"},
                                      {NULL, NULL, NULL}};

/* ---- the figure: expected against the index, both by their logarithm ---- */

typedef struct {
    const HcpColumn *expected, *index, *class;
    double most_expected; /* of the figure; the least is 1 */
    double reach;         /* index from 1 / reach to reach */
} Figure;

static double find_x(const Figure *figure, double expected) {
    return LEFT + (WIDTH - LEFT - 10) * log(MAX(expected, 1)) / log(figure->most_expected);
}

static double find_y(const Figure *figure, double index) {
    double middle = (HEIGHT - FOOT + HEAD) / 2.0, half = (HEIGHT - FOOT - HEAD) / 2.0;
    return middle - half * log(index) / log(figure->reach);
}

static void scan(const HcpPage *page, Figure *figure) {
    figure->most_expected = 10;
    figure->reach = 2;
    for (int64_t row = 0; row < hcp_table_get_n_rows(page->nodes); row++) {
        double expected = hcp_column_get_number(figure->expected, row);
        double index = hcp_column_get_number(figure->index, row);
        if (!(expected > 0 && index > 0))
            continue;
        figure->most_expected = MAX(figure->most_expected, expected);
        figure->reach = MAX(figure->reach, MAX(index, 1 / index));
    }
    figure->reach = MIN(figure->reach, 16);
}

static void write_axes(HcpPage *page, const Figure *figure) {
    static const double INDICES[] = {0.125, 0.25, 0.5, 1, 2, 4, 8};
    static const char *const TEXTS[] = {"1/8", "1/4", "1/2", "1", "2", "4", "8"};
    for (gsize k = 0; k < G_N_ELEMENTS(INDICES); k++)
        if (INDICES[k] <= figure->reach && INDICES[k] >= 1 / figure->reach)
            hcp__page_printf(page,
                             "<path class=\"grid\" d=\"M%d %.0fH%d\"/><text x=\"%d\" y=\"%.0f\" "
                             "text-anchor=\"end\">%s</text>\n",
                             LEFT, find_y(figure, INDICES[k]), WIDTH, LEFT - 8,
                             find_y(figure, INDICES[k]) + 4, TEXTS[k]);
    for (double expected = 1; expected <= figure->most_expected; expected *= 10)
        hcp__page_printf(page, "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>\n",
                         find_x(figure, expected), HEIGHT - FOOT + 18, expected);
    hcp__page_printf(page,
                     "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">expected referrals</text>\n",
                     WIDTH, HEIGHT - 4);
}

/* Beyond MAX_POINTS every so-manieth: a cloud looks the same. */
static void write_points(HcpPage *page, const Figure *figure) {
    int64_t n = hcp_table_get_n_rows(page->nodes), n_valid = 0;
    for (int64_t row = 0; row < n; row++)
        n_valid += hcp_column_is_valid(figure->index, row);
    int64_t every = n_valid / MAX_POINTS + 1, seen = 0;
    for (int64_t row = 0; row < n; row++) {
        double expected = hcp_column_get_number(figure->expected, row);
        double index = hcp_column_get_number(figure->index, row);
        if (!(expected > 0 && index > 0) || seen++ % every != 0)
            continue;
        const char *class = hcp_column_get_text(figure->class, row);
        const char *mark = g_strcmp0(class, "strong") == 0 ? "point strong"
                           : g_strcmp0(class, "low") == 0  ? "point low"
                                                           : "point";
        hcp__page_printf(page, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"/>", mark,
                         find_x(figure, expected),
                         find_y(figure, CLAMP(index, 1 / figure->reach, figure->reach)));
    }
    hcp__page_puts(page, "\n");
}

static void write_figure(HcpPage *page) {
    Figure figure = {.expected = hcp_table_find_column(page->nodes, "expected_referrals"),
                     .index = hcp_table_find_column(page->nodes, "referral_index"),
                     .class = hcp_table_find_column(page->nodes, "referral_class")};
    if (figure.expected == NULL || figure.index == NULL || figure.class == NULL)
        return;
    scan(page, &figure);
    hcp__page_printf(page,
                     "<figure><svg class=\"chart funnel\" viewBox=\"0 0 %d %d\" role=\"img\" "
                     "aria-label=\"Each physician by expected referrals and referral index\">\n",
                     WIDTH, HEIGHT);
    write_axes(page, &figure);
    write_points(page, &figure);
    hcp__page_puts(page,
                   "</svg><figcaption>Each dot is a physician: to the right, more referrals are "
                   "expected; upwards, more are sent than expected. Above the line of 1 the "
                   "strong ones, below it the low ones; in grey those whom chance may have put "
                   "where they are. Both scales are logarithmic.</figcaption></figure>\n");
}

/* ---- the list ---- */

static void write_list(HcpPage *page, HcpTable *table) {
    enum { ROWS = 25 };
    gboolean has_regions = hcp_table_find_column(table, "regional_index") != NULL;
    hcp__page_puts(page, "<h3>The strongest referrers</h3>");
    hcp__page_paragraph(page,
                        "Read the index with its interval: 2 means twice as many referrals as "
                        "others like them. Volume stands beside it, since both matter. Physicians "
                        "who may not be contacted are left out.");
    if (has_regions)
        hcp__page_paragraph(page,
                            "The index in the region compares with others like them in the same "
                            "region: where it is much lower than the index, the whole region "
                            "refers much; where it is much higher, the region refers little.");
    if (hcp_table_get_n_rows(table) > 0)
        hcp__page_picked(page, table, SHOWN, ROWS);
    else
        hcp__page_paragraph(page, "Nobody is left after consent and exclusions.");
}

void hcp__page_behaviour(HcpPage *page) {
    const HcpReportContent *content = page->content;
    hcp__page_open_section(page, "behaviour", "Referral behaviour");
    if (content->referrers == NULL) {
        hcp__page_paragraph(page, "This study has no referrals.");
        hcp__page_close_section(page);
        return;
    }
    hcp__page_paragraph(
        page, "Who sends more patients on than others of the same specialty with as many "
              "patients in care? A large practice sends many; the index asks what it does "
              "beyond its size. Where data are few, the index stays near 1.");
    hcp__page_table(page, hcp_release_get_table(content->referral_classes), INT64_MAX);
    write_figure(page);
    write_list(page, hcp_release_get_table(content->referrers));
    hcp__page_close_section(page);
}
