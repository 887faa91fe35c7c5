#include <hcpnet/exchange.h>

#include "base/base_internal.h"
#include <string.h>

static const int PAGE_WIDTH = 80, COLUMN_GAP = 2, NARROWEST_TEXT = 12;

static gboolean is_number(const HcpColumn *column) {
    HcpKind kind = hcp_column_get_info(column)->kind;
    return kind == HCP_KIND_INT64 || kind == HCP_KIND_DOUBLE;
}

/* A cell for people: six significant digits, nothing that a terminal would obey. */
static char *cell_text(const HcpColumn *column, int64_t row) {
    g_autoptr(GString) text = g_string_new(NULL);
    if (hcp_column_get_info(column)->kind == HCP_KIND_DOUBLE && hcp_column_is_valid(column, row)) {
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append(text, g_ascii_formatd(number, sizeof number, "%.6g",
                                              hcp_column_get_doubles(column)[row]));
    } else {
        hcp_column_append_text(column, row, text);
    }
    return hcp__text_for_message(text->str, (gssize)text->len, 1000);
}

static int *measure_widths(const HcpTable *table) {
    int *width = g_new0(int, hcp_table_get_n_columns(table) + 1);
    for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
        const HcpColumn *column = hcp_table_get_column(table, i);
        width[i] = (int)g_utf8_strlen(hcp_column_get_info(column)->name, -1);
        for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
            g_autofree char *text = cell_text(column, row);
            width[i] = MAX(width[i], (int)g_utf8_strlen(text, -1));
        }
    }
    return width;
}

/* Takes from the widest text column, a character at a time, until the page is wide enough. */
static void fit_page(const HcpTable *table, int *width) {
    gsize n = hcp_table_get_n_columns(table);
    int total = 0;
    for (gsize i = 0; i < n; i++)
        total += width[i] + COLUMN_GAP;
    for (; total - COLUMN_GAP > PAGE_WIDTH; total--) {
        gsize widest = n;
        for (gsize i = 0; i < n; i++)
            if (!is_number(hcp_table_get_column(table, i)) && width[i] > NARROWEST_TEXT &&
                (widest == n || width[i] > width[widest]))
                widest = i;
        if (widest == n)
            return;
        width[widest]--;
    }
}

static void write_cell(HcpOutput *output, const char *text, int width, gboolean right,
                       gboolean last) {
    int length = (int)g_utf8_strlen(text, -1);
    g_autofree char *cut = NULL;
    if (length > width) {
        g_autofree char *head = g_utf8_substring(text, 0, width - 1);
        cut = g_strconcat(head, "\u2026", NULL);
        length = width;
    }
    if (right)
        hcp__output_printf(output, "%*s", width - length, "");
    hcp__output_puts(output, cut != NULL ? cut : text);
    if (!last)
        hcp__output_printf(output, "%*s", COLUMN_GAP + (right ? 0 : width - length), "");
}

gboolean hcp_text_write(const HcpRelease *release, const char *path, GError **error) {
    const HcpTable *table = hcp_release_get_table(release);
    HcpOutput *output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    gsize n = hcp_table_get_n_columns(table);
    g_autofree int *width = measure_widths(table);
    fit_page(table, width);
    for (int64_t row = -1; row < hcp_table_get_n_rows(table); row++) { /* -1: the header */
        for (gsize i = 0; i < n; i++) {
            const HcpColumn *column = hcp_table_get_column(table, i);
            g_autofree char *text =
                row < 0 ? g_strdup(hcp_column_get_info(column)->name) : cell_text(column, row);
            write_cell(output, text, width[i], is_number(column), i + 1 == n);
        }
        hcp__output_puts(output, "\n");
    }
    return hcp__output_commit(output, error);
}
