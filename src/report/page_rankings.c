/* The top twenty by each main measure, and the place where the script lists everyone. */
#include "report/report_internal.h"

#include <math.h>
#include <string.h>

enum { TOP = 20 };

/* The ones that brand teams ask for, most telling first; a study has those that were computed. */
static const char *const MEASURES[] = {"in_strength", "out_strength", "pagerank",   "betweenness",
                                       "closeness",   "authority",    "hub",        "strength",
                                       "eigenvector", "brand_units",  "class_units"};

static gboolean is_physician(const HcpPage *page, int32_t row) {
    HcpColumn *kinds = hcp_table_find_column(page->nodes, "kind");
    const char *kind = kinds != NULL ? hcp_column_get_text(kinds, row) : NULL;
    return kind == NULL || strcmp(kind, "physician") == 0;
}

/* Rows of the best physicians; returns how many. */
static int64_t find_top(const HcpPage *page, const HcpColumn *column, int32_t row[TOP]) {
    int32_t n = hcp_network_get_n_nodes(page->network);
    g_autofree double *value = g_new(double, n + 1);
    for (int32_t i = 0; i < n; i++) {
        value[i] = is_physician(page, i) ? hcp_column_get_number(column, i) : NAN;
        if (value[i] <= 0)
            value[i] = NAN; /* nothing to rank by */
    }
    return hcp__top_k(n, value, TOP, row);
}

static void write_attributes(HcpPage *page, int32_t row) {
    static const char *const names[] = {"specialty", "region"};
    const char *separator = "<br><small>";
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        HcpColumn *column = hcp_table_find_column(page->nodes, names[i]);
        if (column == NULL || !hcp_column_is_valid(column, row))
            continue;
        g_autoptr(GString) text = g_string_new(NULL);
        hcp_column_append_text(column, row, text);
        hcp__page_puts(page, separator);
        hcp__page_text(page, text->str);
        separator = ", ";
    }
    if (*separator == ',')
        hcp__page_puts(page, "</small>");
}

static void write_bar(HcpPage *page, double share) {
    hcp__page_printf(page,
                     "<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" "
                     "aria-hidden=\"true\"><rect width=\"%d\" height=\"6\"/></svg>",
                     (int)lround(CLAMP(share, 0, 1) * 100));
}

static void write_ranking(HcpPage *page, const HcpColumn *column) {
    const HcpColumnInfo *info = hcp_column_get_info(column);
    int32_t row[TOP];
    int64_t n = find_top(page, column, row);
    /* Where the first and the last are equal there is nothing to rank. */
    if (n == 0 || (n == TOP && hcp_column_get_number(column, row[0]) ==
                                   hcp_column_get_number(column, row[n - 1])))
        return;
    g_autofree char *title = hcp_column_make_title(column);
    hcp__page_puts(page, "<div class=\"ranking\"><h3>");
    hcp__page_text(page, title);
    hcp__page_puts(page, "</h3>");
    if (info->definition != NULL)
        hcp__page_paragraph(page, info->definition);
    hcp__page_puts(page, "<table><thead><tr><th scope=\"col\" class=\"num\">#</th><th "
                         "scope=\"col\">Physician</th><th scope=\"col\" class=\"num\">");
    hcp__page_text(page, info->unit != NULL && *info->unit != '\0' ? info->unit : "Value");
    hcp__page_puts(page, "</th></tr></thead><tbody>\n");
    double most = hcp_column_get_number(column, row[0]);
    for (int64_t k = 0; k < n; k++) {
        double value = hcp_column_get_number(column, row[k]);
        hcp__page_printf(page, "<tr><td class=\"num\">%d</td><td>", (int)k + 1);
        hcp__page_node(page, row[k]);
        write_attributes(page, row[k]);
        hcp__page_puts(page, "</td><td class=\"num\">");
        hcp__page_number(page, value);
        write_bar(page, value / most);
        hcp__page_puts(page, "</td></tr>\n");
    }
    hcp__page_puts(page, "</tbody></table></div>\n");
}

/* The script fills it from the data of the map: as markup it would double the page. */
static void write_everyone(HcpPage *page) {
    hcp__page_open_section(page, "physicians", "Everyone");
    hcp__page_puts(page, "<div id=\"everyone\" hidden></div><noscript><p class=\"note\">Listing "
                         "everyone needs JavaScript; physicians.csv beside this page has the "
                         "same.</p></noscript>\n");
    hcp__page_close_section(page);
}

/* Of a directed network, in and out say more than their sum. */
static gboolean is_told_by_others(const HcpPage *page, const char *measure) {
    return strcmp(measure, "strength") == 0 &&
           hcp_table_find_column(page->nodes, "in_strength") != NULL;
}

/* What a tie's weight is, and what stands in for weights that may not be shown. */
static void write_weights(HcpPage *page) {
    const HcpEdges *edges = hcp_network_get_edges(page->network);
    const HcpTable *attributes = hcp_edges_get_attributes(edges);
    const HcpColumn *masked = hcp_table_find_column(attributes, "masked");
    const char *rule = hcp_table_find_note(attributes, "rule");
    int64_t n = hcp_edges_get_n(edges), n_masked = 0, first = -1;
    for (int64_t e = n - 1; masked != NULL && e >= 0; e--)
        if (hcp_column_get_number(masked, e) > 0) {
            n_masked++;
            first = e;
        }
    if (rule == NULL && n_masked == 0)
        return;
    hcp__page_puts(page, "<p>Of the ties here, ");
    hcp__page_text(page, rule != NULL ? rule : "weights are the study's");
    hcp__page_puts(page, ". ");
    if (n_masked > 0) {
        hcp__page_integer(page, n_masked);
        hcp__page_puts(page, " of ");
        hcp__page_integer(page, n);
        hcp__page_puts(page, " ties count too few patients to be shown: each of them weighs ");
        hcp__page_number(page, hcp_edges_get_weights(edges)[first]);
        hcp__page_puts(page, ", so a sum of many such ties is rough.");
    }
    hcp__page_puts(page, "</p>\n");
}

void hcp__page_rankings(HcpPage *page) {
    hcp__page_open_section(page, "rankings", "Rankings");
    write_weights(page);
    hcp__page_puts(page, "<div class=\"rankings\">\n");
    for (gsize i = 0; i < G_N_ELEMENTS(MEASURES); i++) {
        HcpColumn *column = hcp_table_find_column(page->nodes, MEASURES[i]);
        if (column != NULL && hcp_column_get_info(column)->kind != HCP_KIND_STRING &&
            !is_told_by_others(page, MEASURES[i]))
            write_ranking(page, column);
    }
    hcp__page_puts(page, "</div>\n");
    hcp__page_close_section(page);
    write_everyone(page);
}
