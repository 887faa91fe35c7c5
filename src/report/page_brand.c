/* The brand: its share, who writes it and how that changes, who sends patients to those who do, and
 * where the prescriptions end up. */
#include "report/report_internal.h"

#include <math.h>
#include <string.h>

static void write_title(HcpPage *page, const char *title) {
    hcp__page_puts(page, "<h3>");
    hcp__page_text(page, title);
    hcp__page_puts(page, "</h3>\n");
}

/* ---- products ---- */

/* "Share 1: from 2025-07-01 to 2025-12-31." */
static void write_windows(HcpPage *page, const GArray *shown, const HcpTable *products) {
    hcp__page_puts(page, "<p>Products of the class, over the whole period");
    for (guint k = 0; k < shown->len; k++) {
        const HcpPageColumn *window = &g_array_index(shown, HcpPageColumn, k);
        if (window->name == NULL || !g_str_has_prefix(window->name, "share_") ||
            window->label != NULL)
            continue;
        const HcpColumnInfo *info =
            hcp_column_get_info(hcp_table_find_column(products, window->name));
        const char *when = strstr(info->definition, "from ");
        hcp__page_printf(page, "; %s: ", info->label);
        hcp__page_text(page, when);
    }
    hcp__page_puts(page, ". Changes are of the last window against the first.</p>\n");
}

static void write_products(HcpPage *page) {
    static const HcpPageColumn FIRST[] = {{"product", NULL, NULL},
                                          {"units", NULL, NULL},
                                          {"share", NULL, "%"},
                                          {"prescribers", NULL, NULL}};
    static const HcpPageColumn LAST[] = {
        {"share_change", NULL, "points"}, {"change", "Change of units", NULL}, {NULL, NULL, NULL}};
    HcpTable *products = hcp_release_get_table(page->content->products);
    g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(HcpPageColumn));
    g_array_append_vals(shown, FIRST, G_N_ELEMENTS(FIRST));
    for (gsize c = 0; c < hcp_table_get_n_columns(products); c++) {
        HcpPageColumn window = {hcp_column_get_info(hcp_table_get_column(products, c))->name, NULL,
                                "%"};
        if (g_str_has_prefix(window.name, "share_") && g_ascii_isdigit(window.name[6]))
            g_array_append_val(shown, window);
    }
    write_title(page, "Products");
    write_windows(page, shown, products);
    g_array_append_vals(shown, LAST, G_N_ELEMENTS(LAST));
    hcp__page_picked(page, products, (const HcpPageColumn *)(const void *)shown->data, 25);
}

static void write_months(HcpPage *page) {
    if (page->content->brand_months == NULL)
        return;
    HcpTable *months = hcp_release_get_table(page->content->brand_months);
    HcpPageChart chart = {.label = hcp_table_find_column(months, "month"),
                          .value = hcp_table_find_column(months, "share"),
                          .n = hcp_table_get_n_rows(months),
                          .height = 220,
                          .says = "Columns: share of the brand in each month",
                          .caption = "Share of the brand in the units of its class, in per cent, "
                                     "by month."};
    hcp__page_chart(page, &chart);
}

/* ---- physicians ---- */

static const struct {
    const char *class, *meaning;
} CLASSES[] = {
    {"new", "units in the last window, none in the first"},
    {"growing", "more units, by a fifth at least and beyond chance"},
    {"stable", "no change that the data can show"},
    {"falling", "fewer units, by a fifth at least and beyond chance"},
    {"lapsed", "units in the first window, none in the last"},
    {"too few data", "too few units in the two windows to say"},
};

static void write_trends(HcpPage *page) {
    const HcpColumn *trend = hcp_table_find_column(page->nodes, "brand_trend");
    if (trend == NULL || hcp_column_get_info(trend)->kind != HCP_KIND_STRING)
        return;
    write_title(page, "How its prescribers change");
    hcp__page_puts(page, "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Trend</th>"
                         "<th scope=\"col\" class=\"num\">Physicians</th>"
                         "<th scope=\"col\">Last window against the first</th></tr></thead>"
                         "<tbody>\n");
    for (gsize k = 0; k < G_N_ELEMENTS(CLASSES); k++) {
        hcp__page_puts(page, "<tr><td>");
        hcp__page_text(page, CLASSES[k].class);
        hcp__page_puts(page, "</td><td class=\"num\">");
        hcp__page_integer(page, hcp__page_count_word(trend, CLASSES[k].class, NULL));
        hcp__page_puts(page, "</td><td>");
        hcp__page_text(page, CLASSES[k].meaning);
        hcp__page_puts(page, "</td></tr>\n");
    }
    hcp__page_puts(page, "</tbody></table></div>\n");
}

void hcp__page_brand_headline(HcpPage *page) {
    const HcpColumn *writer = hcp_table_find_column(page->nodes, "brand_writer");
    HcpTable *products = hcp_release_get_table(page->content->products);
    const HcpColumn *is_brand = hcp_table_find_column(products, "is_brand");
    const HcpColumn *share = hcp_table_find_column(products, "share");
    int64_t n = 0, n_writers = 0;
    for (int64_t row = 0; row < hcp_column_get_length(writer); row++) {
        n += hcp_column_is_valid(writer, row);
        n_writers += hcp_column_get_number(writer, row) > 0;
    }
    double sum = 0;
    for (int64_t row = 0; row < hcp_table_get_n_rows(products); row++)
        if (hcp_column_get_number(is_brand, row) > 0)
            sum += hcp_column_get_number(share, row);
    hcp__page_text(page, page->content->brand);
    hcp__page_puts(page, " has <b>");
    hcp__page_number(page, 100 * sum);
    hcp__page_puts(page, " %</b> of the units of its class in the period; <b>");
    hcp__page_integer(page, n_writers);
    hcp__page_puts(page, "</b> of ");
    hcp__page_integer(page, n);
    hcp__page_puts(page, " physicians write it.");
}

/* Value of `by` where the physician is no writer, else missing. */
static HcpColumn *keep_others(const HcpColumn *writer, const HcpColumn *by) {
    int64_t n = hcp_column_get_length(by);
    g_autofree double *value = g_new(double, n + 1);
    for (int64_t row = 0; row < n; row++)
        value[row] =
            hcp_column_get_number(writer, row) == 0 ? hcp_column_get_number(by, row) : (double)NAN;
    return hcp_column_new_doubles(hcp_column_get_info(by), n, value);
}

static HcpColumn *make_share_sent(HcpTable *nodes, const HcpColumn *sent) {
    const HcpColumn *all = hcp_table_find_column(nodes, "out_strength");
    int64_t n = hcp_column_get_length(sent);
    g_autofree double *value = g_new(double, n + 1);
    for (int64_t row = 0; row < n; row++)
        value[row] = all != NULL && hcp_column_get_number(all, row) > 0
                         ? hcp_column_get_number(sent, row) / hcp_column_get_number(all, row)
                         : (double)NAN;
    HcpColumnInfo info = {.name = "sent_share",
                          .label = "Of all it sends",
                          .definition = "brand_out_strength / out_strength, as shown",
                          .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_doubles(&info, n, value);
}

static void write_senders(HcpPage *page) {
    static const HcpPageColumn SHOWN[] = {{"id", "Physician", NULL},
                                          {"specialty", NULL, NULL},
                                          {"region", NULL, NULL},
                                          {"brand_out_strength", "Sent to writers", NULL},
                                          {"sent_share", "Of all it sends", "%"},
                                          {"brand_degree", "Writers it knows", NULL},
                                          {"class_units", "Class units", NULL},
                                          {NULL, NULL, NULL}};
    const HcpColumn *writer = hcp_table_find_column(page->nodes, "brand_writer");
    const HcpColumn *sent = hcp_table_find_column(page->nodes, "brand_out_strength");
    if (sent == NULL)
        return;
    write_title(page, "They send patients to brand writers but do not write it");
    hcp__page_paragraph(page, "Physicians whose patients meet the brand elsewhere: they know "
                              "prescribers of it and could continue what these began.");
    g_autoptr(HcpColumn) by = keep_others(writer, sent);
    g_autoptr(HcpColumn) share = make_share_sent(page->nodes, sent);
    g_autoptr(HcpTable) wider = hcp_table_with_columns(page->nodes, 1, &share);
    hcp__page_top(page, wider, by, SHOWN);
}

/* ---- organisations ---- */

static void write_pharmacies(HcpPage *page, HcpTable *table) {
    static const HcpPageColumn SHOWN[] = {{"id", "Pharmacy", NULL},
                                          {"name", NULL, NULL},
                                          {"region", NULL, NULL},
                                          {"pharmacy_brand_units", "Brand units", NULL},
                                          {"pharmacy_brand_share", "Brand share", "%"},
                                          {"pharmacy_class_units", "Class units", NULL},
                                          {"pharmacy_brand_prescribers", "Prescribers", NULL},
                                          {"pharmacy_top_prescriber_share", "Top prescriber", "%"},
                                          {"pharmacy_switched_share", "Switched away", "%"},
                                          {NULL, NULL, NULL}};
    const HcpColumn *by = hcp_table_find_column(table, "pharmacy_brand_units");
    if (by == NULL)
        return;
    write_title(page, "Pharmacies that dispense most of the brand");
    hcp__page_top(page, table, by, SHOWN);
}

/* Hospitals where there are any with physicians, else every organisation. */
static HcpColumn *keep_hospitals(HcpTable *table, const HcpColumn *by, gboolean *out_any) {
    const HcpColumn *kind = hcp_table_find_column(table, "kind");
    int64_t n = hcp_column_get_length(by);
    g_autofree double *value = g_new(double, n + 1);
    *out_any = FALSE;
    for (int64_t row = 0; row < n; row++) {
        gboolean is_hospital =
            kind != NULL && g_strcmp0(hcp_column_get_text(kind, row), "hospital") == 0;
        value[row] = is_hospital ? hcp_column_get_number(by, row) : (double)NAN;
        *out_any |= !isnan(value[row]);
    }
    return hcp_column_new_doubles(hcp_column_get_info(by), n, value);
}

static void write_hospitals(HcpPage *page, HcpTable *table) {
    static const HcpPageColumn SHOWN[] = {{"id", "Organisation", NULL},
                                          {"name", NULL, NULL},
                                          {"kind", NULL, NULL},
                                          {"region", NULL, NULL},
                                          {"affiliated_brand_units", "Brand units", NULL},
                                          {"affiliated_brand_share", "Brand share", "%"},
                                          {"affiliated_physicians", "Physicians", NULL},
                                          {"affiliated_writers", "Writers", NULL},
                                          {"affiliated_in_strength", "Received", NULL},
                                          {NULL, NULL, NULL}};
    const HcpColumn *by = hcp_table_find_column(table, "affiliated_brand_units");
    if (by == NULL)
        return;
    gboolean any;
    g_autoptr(HcpColumn) hospitals = keep_hospitals(table, by, &any);
    write_title(page, any ? "Hospitals whose physicians prescribe most of the brand"
                          : "Organisations whose physicians prescribe most of the brand");
    hcp__page_paragraph(page, "What the affiliated physicians prescribe, wherever they do; a "
                              "physician of two hospitals counts in both.");
    hcp__page_top(page, table, any ? hospitals : by, SHOWN);
}

gboolean hcp__page_has_brand(const HcpPage *page) {
    return page->content->products != NULL && page->content->brand != NULL &&
           hcp_table_find_column(page->nodes, "brand_writer") != NULL;
}

void hcp__page_brand(HcpPage *page) {
    const HcpReportContent *content = page->content;
    if (!hcp__page_has_brand(page))
        return;
    hcp__page_open_section(page, "brand", "The brand");
    hcp__page_puts(page, "<p>");
    hcp__page_brand_headline(page);
    hcp__page_puts(page, "</p>\n");
    write_months(page);
    write_products(page);
    write_trends(page);
    write_senders(page);
    if (content->organisations != NULL) {
        write_pharmacies(page, hcp_release_get_table(content->organisations));
        write_hospitals(page, hcp_release_get_table(content->organisations));
    }
    hcp__page_close_section(page);
}
