#include "exchange/exchange_internal.h"

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

/* -1: the header. */
static void write_row(HcpOutput *output, const HcpTable *table, int64_t row, gsize n,
                      const int *width) {
    for (gsize i = 0; i < n; i++) {
        const HcpColumn *column = hcp_table_get_column(table, i);
        g_autofree char *text =
            row < 0 ? g_strdup(hcp_column_get_info(column)->name) : cell_text(column, row);
        write_cell(output, text, width[i], is_number(column), i + 1 == n);
    }
    hcp__output_puts(output, "\n");
}

void hcp__text_write_wrapped(HcpOutput *output, const char *text, int indent, int width) {
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    int used = 0;
    for (char **word = words; *word != NULL; word++) {
        int length = (int)g_utf8_strlen(*word, -1);
        gboolean breaks = used > 0 && used + 1 + length > width;
        if (breaks)
            hcp__output_puts(output, "\n");
        if (used == 0 || breaks)
            hcp__output_printf(output, "%*s", indent, "");
        used = used == 0 || breaks ? indent + length : used + 1 + length;
        if (used > indent + length)
            hcp__output_puts(output, " ");
        hcp__output_puts(output, *word);
    }
    hcp__output_puts(output, "\n");
}

static gboolean is_too_wide(const HcpTable *table, const int *width) {
    int total = -COLUMN_GAP;
    for (gsize i = 0; i < hcp_table_get_n_columns(table); i++)
        total += width[i] + COLUMN_GAP;
    return total > PAGE_WIDTH;
}

void hcp__text_write_table(HcpOutput *output, const HcpTable *table, gboolean below) {
    gsize n = hcp_table_get_n_columns(table);
    const HcpColumn *last = hcp_table_get_column(table, n - 1);
    g_autofree int *width = measure_widths(table);
    /* A narrow one, such as a word for the encoding, keeps its place under its name. */
    if (!below || is_number(last) || width[n - 1] <= NARROWEST_TEXT || !is_too_wide(table, width))
        last = NULL;
    if (last != NULL)
        width[--n] = -COLUMN_GAP;
    fit_page(table, width);
    for (int64_t row = -1; row < hcp_table_get_n_rows(table); row++) {
        write_row(output, table, row, n, width);
        if (row < 0 || last == NULL || !hcp_column_is_valid(last, row))
            continue;
        g_autofree char *text = cell_text(last, row);
        hcp__text_write_wrapped(output, text, 4, PAGE_WIDTH);
    }
}

gboolean hcp_text_write(const HcpRelease *release, const char *path, GError **error) {
    HcpOutput *output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    hcp__text_write_table(output, hcp_release_get_table(release), FALSE);
    return hcp__output_commit(output, error);
}
