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

/* ---- what stands out: a sentence or two for each section, with a way there ---- */

static void open_item(HcpPage *page) {
    hcp__page_puts(page, "<li>");
}

static void close_item(HcpPage *page) {
    hcp__page_puts(page, "</li>\n");
}

/* "<b>1,108</b> physicians". */
static void write_count(HcpPage *page, int64_t n, const char *what) {
    hcp__page_puts(page, "<b>");
    hcp__page_integer(page, n);
    hcp__page_printf(page, "</b> %s", what);
}

static void write_percent(HcpPage *page, double share) {
    hcp__page_puts(page, "<b>");
    hcp__page_number(page, 100 * share);
    hcp__page_puts(page, " %</b>");
}

static const HcpColumn *find_words(const HcpPage *page, const char *name) {
    const HcpColumn *column = hcp_table_find_column(page->nodes, name);
    return column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_STRING ? column : NULL;
}

static void write_brand(HcpPage *page) {
    const HcpColumn *trend = find_words(page, "brand_trend");
    if (!hcp__page_has_brand(page))
        return;
    open_item(page);
    hcp__page_brand_headline(page);
    if (trend != NULL) {
        int64_t n_less = hcp__page_count_word(trend, "falling", NULL) +
                         hcp__page_count_word(trend, "lapsed", NULL);
        hcp__page_puts(page, " <a href=\"#brand\">Its prescribers</a>: ");
        write_count(page, hcp__page_count_word(trend, "new", NULL), "new, ");
        write_count(page, hcp__page_count_word(trend, "growing", NULL), "growing, ");
        write_count(page, n_less, "falling or lapsed.");
    }
    close_item(page);
}

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

static void write_network(HcpPage *page) {
    open_item(page);
    double share = measure_concentration(page);
    if (isfinite(share)) {
        hcp__page_puts(page, "The tenth that receives most takes ");
        write_percent(page, share);
        hcp__page_puts(page, " of the weight of all ties. ");
    }
    write_node_sentence(page, "pagerank", "The most <a href=\"#rankings\">central</a> is ");
    write_node_sentence(page, "betweenness", "The one that links most others is ");
    close_item(page);
}

static void write_referrers(HcpPage *page) {
    const HcpColumn *class = find_words(page, "referral_class");
    const HcpColumn *writer = hcp_table_find_column(page->nodes, "brand_writer");
    if (class == NULL)
        return;
    open_item(page);
    write_count(page, hcp__page_count_word(class, "strong", NULL),
                "physicians <a href=\"#behaviour\">refer more</a> than others like them, beyond "
                "chance");
    if (writer != NULL) {
        hcp__page_puts(page, "; ");
        write_count(page, hcp__page_count_word(class, "strong", writer),
                    "of these do not write the brand");
    }
    hcp__page_puts(page, ".");
    close_item(page);
}

/* "4 Liège (7.1 %)". */
static void write_community(HcpPage *page, HcpTable *table, int64_t row) {
    hcp__page_text(page, hcp_column_get_text(hcp_table_find_column(table, "name"), row));
    hcp__page_puts(page, " (");
    write_percent(page, hcp_column_get_number(hcp_table_find_column(table, "brand_share"), row));
    hcp__page_puts(page, ")");
}

static void write_groups(HcpPage *page) {
    const HcpRelease *communities = page->content->communities;
    HcpTable *table = communities != NULL ? hcp_release_get_table(communities) : NULL;
    int64_t n = table != NULL ? hcp_table_get_n_rows(table) : 0;
    if (n == 0)
        return;
    open_item(page);
    write_count(page, n,
                n == 1 ? "<a href=\"#communities\">community</a>"
                       : "<a href=\"#communities\">communities</a>");
    hcp__page_puts(page, ": groups with more ties inside than expected.");
    const HcpColumn *share = hcp_table_find_column(table, "brand_share");
    int32_t order[1], last = -1;
    if (n > 1 && share != NULL && hcp_table_find_top(table, share, 1, order) == 1) {
        for (int64_t row = 0; row < n; row++)
            if (hcp_column_is_valid(share, row) &&
                (last < 0 ||
                 hcp_column_get_number(share, row) < hcp_column_get_number(share, last)))
                last = (int32_t)row;
        hcp__page_puts(page, " The brand is strongest in ");
        write_community(page, table, order[0]);
        hcp__page_puts(page, " and weakest in ");
        write_community(page, table, last);
        hcp__page_puts(page, ".");
    }
    close_item(page);
}

static void write_lookalikes(HcpPage *page) {
    const HcpReportContent *content = page->content;
    if (content->lookalikes == NULL && content->lookalike_refusal == NULL)
        return;
    open_item(page);
    if (content->lookalikes != NULL)
        write_count(page, hcp_table_get_n_rows(hcp_release_get_table(content->lookalikes)),
                    "physicians are listed as <a href=\"#lookalikes\">lookalikes</a> of the seeds, "
                    "best first.");
    else
        hcp__page_puts(page, "There is no lookalike list: <a href=\"#lookalikes\">the evidence "
                             "does not carry one</a>.");
    close_item(page);
}

void hcp__page_summary(HcpPage *page) {
    hcp__page_open_section(page, "summary", "Summary");
    write_cards(page);
    hcp__page_puts(page, "<h3>What stands out</h3>\n<ul class=\"words\">\n");
    write_brand(page);
    write_network(page);
    write_groups(page);
    write_referrers(page);
    write_lookalikes(page);
    hcp__page_puts(page, "</ul>\n");
    hcp__page_close_section(page);
}
