/* The first thing that is read: key figures, and the same in words. */
#include "report/report_internal.h"

#include <math.h>
#include <string.h>

/* ---- figures ---- */

static void write_card(HcpPage *page, const char *key, const char *value, const char *note) {
    hcp__page_puts(page, "<div class=\"card\"><span class=\"figure\">");
    hcp__page_text(page, value);
    hcp__page_puts(page, "</span><span class=\"what\">");
    hcp__page_text(page, key);
    hcp__page_puts(page, "</span>");
    if (note != NULL && *note != '\0') {
        hcp__page_puts(page, "<small>");
        hcp__page_text(page, note);
        hcp__page_puts(page, "</small>");
    }
    hcp__page_puts(page, "</div>\n");
}

/* The cell as people read it; whole texts that are numbers get their commas. */
static char *make_cell(HcpTable *table, const char *name, int64_t row) {
    HcpColumn *column = hcp_table_find_column(table, name);
    GString *text = g_string_new(NULL);
    if (column == NULL)
        return g_string_free(text, FALSE);
    hcp_column_append_text(column, row, text);
    char *end = NULL, number[HCP__NUMBER_SIZE];
    double value = g_ascii_strtod(text->str, &end);
    if (text->len > 0 && *end == '\0' && isfinite(value)) {
        hcp__format_for_people(number, value);
        g_string_assign(text, number);
    }
    return g_string_free(text, FALSE);
}

static void write_cards(HcpPage *page) {
    const HcpRelease *summary = page->content->summary;
    if (summary == NULL)
        return;
    HcpTable *table = hcp_release_get_table(summary);
    hcp__page_puts(page, "<div class=\"cards\">\n");
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
        g_autofree char *key = make_cell(table, "key", row);
        g_autofree char *value = make_cell(table, "value", row);
        g_autofree char *note = make_cell(table, "note", row);
        write_card(page, key, value, note);
    }
    hcp__page_puts(page, "</div>\n");
}

/* ---- words ---- */

static void write_node_sentence(HcpPage *page, const char *column_name, const char *before) {
    HcpColumn *column = hcp_table_find_column(page->nodes, column_name);
    if (column == NULL || hcp_column_get_info(column)->kind == HCP_KIND_STRING)
        return;
    int32_t n = hcp_network_get_n_nodes(page->network), best;
    g_autofree double *value = g_new(double, n + 1);
    for (int32_t i = 0; i < n; i++)
        value[i] = hcp_column_get_number(column, i);
    if (hcp__top_k(n, value, 1, &best) == 0)
        return;
    hcp__page_puts(page, before);
    hcp__page_node(page, best);
    hcp__page_puts(page, ". ");
}

static int64_t count_tied(const HcpPage *page) {
    const HcpAdjacency *out = hcp_network_out(page->network), *in = hcp_network_in(page->network);
    int64_t tied = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(page->network); i++)
        tied += out->offset[i + 1] > out->offset[i] || in->offset[i + 1] > in->offset[i];
    return tied;
}

/* The share of all received weight that goes to the tenth of the nodes that receive most. */
static double measure_concentration(const HcpPage *page) {
    int32_t n = page->n_shown, all = hcp_network_get_n_nodes(page->network);
    const HcpAdjacency *in = hcp_network_in(page->network);
    g_autofree double *received = g_new0(double, all + 1);
    g_autofree int32_t *order = g_new(int32_t, all + 1);
    double total = 0, top = 0;
    for (int32_t i = 0; i < all; i++) {
        for (int64_t slot = in->offset[i]; slot < in->offset[i + 1]; slot++)
            received[i] += (double)in->weight[slot];
        total += received[i];
    }
    int64_t k = hcp__top_k(all, received, (n + 9) / 10, order);
    for (int64_t i = 0; i < k; i++)
        top += received[order[i]];
    return total > 0 ? top / total : NAN;
}

static void write_size(HcpPage *page) {
    hcp__page_puts(page, "<p class=\"words\">The ");
    hcp__page_text(page, hcp_network_get_layer(page->network));
    hcp__page_puts(page, " network holds <b>");
    hcp__page_integer(page, page->n_shown);
    hcp__page_puts(page, "</b> nodes and <b>");
    hcp__page_integer(page, hcp_network_get_n_edges(page->network));
    hcp__page_puts(page, hcp_network_is_directed(page->network) ? "</b> directed ties; "
                                                                : "</b> undirected ties; ");
    int64_t alone = page->n_shown - count_tied(page);
    hcp__page_integer(page, alone);
    hcp__page_puts(page, alone == 1 ? " node has no tie. " : " nodes have no tie. ");
    double share = measure_concentration(page);
    if (isfinite(share)) {
        hcp__page_puts(page, "The tenth that receives most takes <b>");
        hcp__page_number(page, round(share * 100));
        hcp__page_puts(page, "%</b> of the weight of all ties. ");
    }
}

static void write_groups(HcpPage *page) {
    const HcpReportContent *content = page->content;
    int64_t groups = content->communities == NULL
                         ? 0
                         : hcp_table_get_n_rows(hcp_release_get_table(content->communities));
    if (groups > 0) {
        hcp__page_puts(page, "The nodes form <b>");
        hcp__page_integer(page, groups);
        hcp__page_puts(page, "</b> <a href=\"#communities\">communities</a>, groups with more ties "
                             "inside than expected. ");
    }
    if (content->lookalikes != NULL) {
        hcp__page_puts(page, "<b>");
        hcp__page_integer(page, hcp_table_get_n_rows(hcp_release_get_table(content->lookalikes)));
        hcp__page_puts(page, "</b> physicians are listed as <a href=\"#lookalikes\">lookalikes</a> "
                             "of the seeds.");
    } else if (content->lookalike_refusal != NULL) {
        hcp__page_puts(page,
                       "There is no lookalike list: <a href=\"#lookalikes\">the evidence does "
                       "not carry one</a>.");
    }
    hcp__page_puts(page, "</p>\n");
}

void hcp__page_summary(HcpPage *page) {
    hcp__page_open_section(page, "summary", "Summary");
    write_cards(page);
    write_size(page);
    write_node_sentence(page, "pagerank", "The most central by PageRank is ");
    write_node_sentence(page, "betweenness", "The one that lies on most shortest paths is ");
    write_groups(page);
    hcp__page_close_section(page);
}
