/* The brand: its share, who writes it and how that changes, who sends patients to those who do, and
 * where the prescriptions end up. */
#include "report/report_internal.h"

#include <math.h>
#include <string.h>

enum { TOP = 15 };

/* ---- tables for the eye ---- */

/* A column of a table, and what its head says; NULL: the column's own label. */
typedef struct {
    const char *name, *label;
} Shown;

/* The column under its label, shares as per cent. */
static HcpColumn *for_people(HcpColumn *column, const char *label) {
    const char *const name = hcp_column_get_info(column)->name;
    HcpColumnInfo info = *hcp_column_get_info(column);
    info.unit = NULL;
    info.label = label != NULL ? label : info.label;
    if (info.kind != HCP_KIND_DOUBLE || strstr(name, "share") == NULL)
        return hcp_column_with_info(column, &info);
    int64_t n = hcp_column_get_length(column);
    g_autofree double *percent = g_new(double, n + 1);
    for (int64_t row = 0; row < n; row++)
        percent[row] = 100 * hcp_column_get_number(column, row);
    info.unit = strcmp(name, "share_change") == 0 ? "points" : "%";
    return hcp_column_new_doubles(&info, n, percent);
}

/* The columns of the list that the table has; a row without a name ends the list. */
static HcpTable *pick(HcpTable *table, const Shown *shown) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (; shown->name != NULL; shown++) {
        HcpColumn *column = hcp_table_find_column(table, shown->name);
        if (column != NULL)
            g_ptr_array_add(columns, for_people(column, shown->label));
    }
    return hcp_table_new(hcp_table_get_name(table), hcp_table_get_n_rows(table), columns->len,
                         (HcpColumn *const *)columns->pdata);
}

/* Rows of the largest values above 0 of a column. */
static void write_top(HcpPage *page, HcpTable *table, const HcpColumn *by, const Shown *shown) {
    int32_t rows[TOP];
    int64_t n = hcp_table_find_top(table, by, TOP, rows);
    while (n > 0 && !(hcp_column_get_number(by, rows[n - 1]) > 0))
        n--;
    if (n == 0) {
        hcp__page_paragraph(page, "There are none.");
        return;
    }
    g_autoptr(HcpTable) top = hcp_table_select_rows(table, n, rows);
    g_autoptr(HcpTable) picked = pick(top, shown);
    hcp__page_table(page, picked, INT64_MAX);
}

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
        const Shown *window = &g_array_index(shown, Shown, k);
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
    static const Shown FIRST[] = {
        {"product", NULL}, {"units", NULL}, {"share", NULL}, {"prescribers", NULL}};
    static const Shown LAST[] = {
        {"share_change", NULL}, {"change", "Change of units"}, {NULL, NULL}};
    HcpTable *products = hcp_release_get_table(page->content->products);
    g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(Shown));
    g_array_append_vals(shown, FIRST, G_N_ELEMENTS(FIRST));
    for (gsize c = 0; c < hcp_table_get_n_columns(products); c++) {
        Shown window = {hcp_column_get_info(hcp_table_get_column(products, c))->name, NULL};
        if (g_str_has_prefix(window.name, "share_") && g_ascii_isdigit(window.name[6]))
            g_array_append_val(shown, window);
    }
    write_title(page, "Products");
    write_windows(page, shown, products);
    g_array_append_vals(shown, LAST, G_N_ELEMENTS(LAST));
    g_autoptr(HcpTable) picked = pick(products, (const Shown *)(const void *)shown->data);
    hcp__page_table(page, picked, 25);
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

static int64_t count_class(const HcpColumn *trend, const char *class) {
    int64_t n = 0;
    for (int64_t row = 0; row < hcp_column_get_length(trend); row++)
        n += g_strcmp0(hcp_column_get_text(trend, row), class) == 0;
    return n;
}

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
        hcp__page_integer(page, count_class(trend, CLASSES[k].class));
        hcp__page_puts(page, "</td><td>");
        hcp__page_text(page, CLASSES[k].meaning);
        hcp__page_puts(page, "</td></tr>\n");
    }
    hcp__page_puts(page, "</tbody></table></div>\n");
}

static void write_headline(HcpPage *page) {
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
    hcp__page_puts(page, "<p>");
    hcp__page_text(page, page->content->brand);
    hcp__page_puts(page, " has <b>");
    hcp__page_number(page, 100 * sum);
    hcp__page_puts(page, " %</b> of the units of its class in the period; <b>");
    hcp__page_integer(page, n_writers);
    hcp__page_puts(page, "</b> of ");
    hcp__page_integer(page, n);
    hcp__page_puts(page, " physicians write it.</p>\n");
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
    static const Shown SHOWN[] = {{"id", "Physician"},
                                  {"specialty", NULL},
                                  {"region", NULL},
                                  {"brand_out_strength", "Sent to writers"},
                                  {"sent_share", "Of all it sends"},
                                  {"brand_degree", "Writers it knows"},
                                  {"class_units", "Class units"},
                                  {NULL, NULL}};
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
    write_top(page, wider, by, SHOWN);
}

/* ---- organisations ---- */

static void write_pharmacies(HcpPage *page, HcpTable *table) {
    static const Shown SHOWN[] = {{"id", "Pharmacy"},
                                  {"name", NULL},
                                  {"region", NULL},
                                  {"pharmacy_brand_units", "Brand units"},
                                  {"pharmacy_brand_share", "Brand share"},
                                  {"pharmacy_class_units", "Class units"},
                                  {"pharmacy_brand_prescribers", "Prescribers"},
                                  {"pharmacy_top_prescriber_share", "Top prescriber"},
                                  {"pharmacy_switched_share", "Switched away"},
                                  {NULL, NULL}};
    const HcpColumn *by = hcp_table_find_column(table, "pharmacy_brand_units");
    if (by == NULL)
        return;
    write_title(page, "Pharmacies that dispense most of the brand");
    write_top(page, table, by, SHOWN);
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
    static const Shown SHOWN[] = {{"id", "Organisation"},
                                  {"name", NULL},
                                  {"kind", NULL},
                                  {"region", NULL},
                                  {"affiliated_brand_units", "Brand units"},
                                  {"affiliated_brand_share", "Brand share"},
                                  {"affiliated_physicians", "Physicians"},
                                  {"affiliated_writers", "Writers"},
                                  {"affiliated_in_strength", "Received"},
                                  {NULL, NULL}};
    const HcpColumn *by = hcp_table_find_column(table, "affiliated_brand_units");
    if (by == NULL)
        return;
    gboolean any;
    g_autoptr(HcpColumn) hospitals = keep_hospitals(table, by, &any);
    write_title(page, any ? "Hospitals whose physicians prescribe most of the brand"
                          : "Organisations whose physicians prescribe most of the brand");
    hcp__page_paragraph(page, "What the affiliated physicians prescribe, wherever they do; a "
                              "physician of two hospitals counts in both.");
    write_top(page, table, any ? hospitals : by, SHOWN);
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
    write_headline(page);
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
