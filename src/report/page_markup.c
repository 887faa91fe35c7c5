/* Markup of text, numbers and tables. */
#include "render/render_internal.h"
#include "report/report_internal.h"

#include <math.h>
#include <string.h>

void hcp__page_puts(HcpPage *page, const char *markup) {
    hcp__output_puts(page->output, markup);
}

void hcp__page_text(HcpPage *page, const char *text) {
    if (text != NULL)
        hcp__markup_write(page->output, text);
}

void hcp__page_printf(HcpPage *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    hcp__output_puts(page->output, text);
}

void hcp__page_number(HcpPage *page, double value) {
    char text[HCP__NUMBER_SIZE] = "\xe2\x80\x93";
    if (isfinite(value))
        hcp__format_for_people(text, value);
    hcp__page_puts(page, text);
}

void hcp__page_integer(HcpPage *page, int64_t value) {
    hcp__page_number(page, (double)value);
}

void hcp__page_open_section(HcpPage *page, const char *id, const char *title) {
    hcp__page_printf(page, "<section id=\"%s\">\n<h2>%s</h2>\n", id, title);
}

void hcp__page_close_section(HcpPage *page) {
    hcp__page_puts(page, "</section>\n");
}

void hcp__page_paragraph(HcpPage *page, const char *text) {
    hcp__page_puts(page, "<p>");
    hcp__page_text(page, text);
    hcp__page_puts(page, "</p>\n");
}

const char *hcp__page_node_name(const HcpPage *page, int32_t row) {
    static const char *const columns[] = {"label", "name", "id"};
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        HcpColumn *texts = hcp_table_find_column(page->nodes, columns[i]);
        if (texts == NULL || hcp_column_get_info(texts)->kind != HCP_KIND_STRING)
            continue;
        const char *text = hcp_column_get_text(texts, row);
        if (text != NULL && *text != '\0')
            return text;
    }
    return "(no name)";
}

void hcp__page_node(HcpPage *page, int32_t row) {
    gboolean linked = page->position[row] >= 0;
    if (linked)
        hcp__page_printf(page, "<a href=\"#map\" data-node=\"%d\">", page->position[row]);
    hcp__page_text(page, hcp__page_node_name(page, row));
    if (linked)
        hcp__page_puts(page, "</a>");
}

static gboolean is_number(const HcpColumn *column) {
    HcpKind kind = hcp_column_get_info(column)->kind;
    return kind == HCP_KIND_INT64 || kind == HCP_KIND_DOUBLE;
}

static void write_head_cell(HcpPage *page, const HcpColumn *column) {
    const HcpColumnInfo *info = hcp_column_get_info(column);
    g_autofree char *title = hcp_column_make_title(column);
    hcp__page_puts(page,
                   is_number(column) ? "<th scope=\"col\" class=\"num\"" : "<th scope=\"col\"");
    if (info->definition != NULL) {
        hcp__page_puts(page, " title=\"");
        hcp__page_text(page, info->definition);
        hcp__page_puts(page, "\"");
    }
    hcp__page_puts(page, ">");
    hcp__page_text(page, title);
    if (info->unit != NULL && *info->unit != '\0') {
        hcp__page_puts(page, " <small>");
        hcp__page_text(page, info->unit);
        hcp__page_puts(page, "</small>");
    }
    hcp__page_puts(page, "</th>");
}

static void write_number_cell(HcpPage *page, const HcpColumn *column, int64_t row) {
    double value = hcp_column_get_number(column, row);
    hcp__page_puts(page, "<td class=\"num\"");
    if (isfinite(value)) {
        hcp__page_puts(page, " data-v=\"");
        hcp__output_double(page->output, value);
        hcp__page_puts(page, "\"");
    }
    hcp__page_puts(page, ">");
    hcp__page_number(page, value);
    hcp__page_puts(page, "</td>");
}

/* An id that is a node's becomes a link, with the name where that says more. */
static void write_text_cell(HcpPage *page, const HcpColumn *column, int64_t row) {
    g_autoptr(GString) text = g_string_new(NULL);
    hcp_column_append_text(column, row, text);
    gboolean is_id = strcmp(hcp_column_get_info(column)->name, "id") == 0;
    int node = is_id ? GPOINTER_TO_INT(g_hash_table_lookup(page->row_of_id, text->str)) : 0;
    hcp__page_puts(page, "<td>");
    if (node > 0 && strcmp(hcp__page_node_name(page, node - 1), text->str) != 0) {
        hcp__page_node(page, node - 1);
        hcp__page_puts(page, " <small>");
        hcp__page_text(page, text->str);
        hcp__page_puts(page, "</small>");
    } else if (node > 0) {
        hcp__page_node(page, node - 1);
    } else {
        hcp__page_text(page, text->len > 0 ? text->str : "\xe2\x80\x93");
    }
    hcp__page_puts(page, "</td>");
}

static void write_row(HcpPage *page, HcpTable *table, int64_t row) {
    hcp__page_puts(page, "<tr>");
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
        HcpColumn *column = hcp_table_get_column(table, c);
        if (is_number(column))
            write_number_cell(page, column, row);
        else
            write_text_cell(page, column, row);
    }
    hcp__page_puts(page, "</tr>\n");
}

void hcp__page_table(HcpPage *page, HcpTable *table, int64_t max_rows) {
    int64_t n = hcp_table_get_n_rows(table), shown = MIN(n, max_rows);
    hcp__page_puts(page, "<div class=\"scroll\"><table class=\"sortable\"><thead><tr>");
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++)
        write_head_cell(page, hcp_table_get_column(table, c));
    hcp__page_puts(page, "</tr></thead><tbody>\n");
    for (int64_t row = 0; row < shown; row++)
        write_row(page, table, row);
    hcp__page_puts(page, "</tbody></table></div>\n");
    if (shown == n)
        return;
    hcp__page_puts(page, "<p class=\"note\">The first ");
    hcp__page_integer(page, shown);
    hcp__page_puts(page, " of ");
    hcp__page_integer(page, n);
    hcp__page_puts(page, " rows; the file beside this page has all of them.</p>\n");
}
