/* Data quality: the same tables as `hcpnet check` prints. */
#include "report/report_internal.h"

#include <string.h>

static const int64_t MAX_ROWS = 200; /* of a table on the page */

static void write_count(HcpPage *page, const char *before, int64_t count, const char *after) {
    hcp__page_puts(page, before);
    hcp__page_puts(page, "<b>");
    hcp__page_integer(page, count);
    hcp__page_puts(page, "</b>");
    hcp__page_puts(page, after);
}

static void write_totals(HcpPage *page, const HcpQuality *quality) {
    write_count(page, "<p>Of ", quality->read, " rows that were read, ");
    write_count(page, "", quality->used, " were used, ");
    write_count(page, "", quality->rejected, " rejected, ");
    write_count(page, "", quality->filtered, " left out by the study, and ");
    write_count(page, "", quality->collapsed, " counted with another row that they repeat.");
    hcp__page_puts(page, quality->n_issues == 0
                             ? " Nothing was found to be wrong.</p>\n"
                             : " Every rejected row is in rejects.csv, with the reason.</p>\n");
}

/* The last row of those from `first` on with the same text in the column, and one. */
static int64_t find_end(const HcpColumn *texts, int64_t first) {
    int64_t end = first + 1;
    while (end < hcp_column_get_length(texts) &&
           strcmp(hcp_column_get_text(texts, end), hcp_column_get_text(texts, first)) == 0)
        end++;
    return end;
}

/* A chart for each table of events, the table folded below. */
static void write_months(HcpPage *page, HcpTable *months) {
    const HcpColumn *tables = hcp_table_find_column(months, "table");
    for (int64_t row = 0, end; row < hcp_table_get_n_rows(months); row = end) {
        end = find_end(tables, row);
        const char *name = hcp_column_get_text(tables, row);
        g_autofree char *caption = g_strdup_printf("Rows of %s by month.", name);
        HcpPageChart chart = {.label = hcp_table_find_column(months, "month"),
                              .value = hcp_table_find_column(months, "rows"),
                              .first = row,
                              .n = end - row,
                              .height = 170,
                              .says = caption,
                              .caption = caption};
        hcp__page_chart(page, &chart);
    }
}

/* What stands between backticks is a command. */
static void write_paragraph(HcpPage *page, const char *text) {
    g_auto(GStrv) parts = g_strsplit(text, "`", -1);
    hcp__page_puts(page, "<p>");
    for (guint i = 0; parts[i] != NULL; i++) {
        gboolean is_code = i % 2 == 1 && parts[i + 1] != NULL;
        hcp__page_puts(page, is_code ? "<code>" : "");
        hcp__page_text(page, parts[i]);
        hcp__page_puts(page, is_code ? "</code>" : "");
    }
    hcp__page_puts(page, "</p>\n");
}

static void write_part(HcpPage *page, const HcpQualityPart *part, HcpTable *table) {
    int64_t n = hcp_table_get_n_rows(table);
    if (n == 0 && part->none == NULL)
        return;
    if (part->is_detail)
        hcp__page_printf(page, "<details><summary>%s</summary>\n", part->title);
    else
        hcp__page_printf(page, "<h3>%s</h3>\n", part->title);
    if (strcmp(part->name, "months") == 0)
        write_months(page, table);
    if (n == 0)
        write_paragraph(page, part->none);
    else if (part->doc != NULL)
        write_paragraph(page, part->doc);
    if (n > 0)
        hcp__page_table(page, table, part->is_detail ? INT64_MAX : MAX_ROWS);
    if (part->is_detail)
        hcp__page_puts(page, "</details>\n");
}

void hcp__page_quality(HcpPage *page) {
    const HcpQuality *quality = page->content->quality;
    const GPtrArray *tables = page->content->quality_tables;
    hcp__page_open_section(page, "quality", "Data quality");
    if (quality == NULL || tables == NULL) {
        hcp__page_paragraph(page, "The data was not looked at.");
        hcp__page_close_section(page);
        return;
    }
    write_totals(page, quality);
    for (gsize i = 0; i < hcp_quality_get_n_parts(quality); i++)
        write_part(page, hcp_quality_get_part(quality, i), hcp_release_get_table(tables->pdata[i]));
    hcp__page_close_section(page);
}
