/* CSV: RFC 4180, UTF-8, comma, LF; safe to open in a spreadsheet. */
#include "exchange/exchange_internal.h"

#include <string.h>

typedef struct {
    HcpOutput *output;
    GString *line;      /* reused */
    GString *cell;      /* reused */
    gboolean raw;       /* text as it is: simulated tables */
    gboolean has_cells; /* in the line so far */
} Writer;

/* Semicolons and tabs too: a spreadsheet of another country parts cells there. */
static gboolean needs_quotes(const char *text) {
    return strpbrk(text, ",;\"\t\r\n") != NULL;
}

static void end_cell(Writer *writer) {
    GString *cell = writer->cell, *line = writer->line;
    if (writer->has_cells)
        g_string_append_c(line, ',');
    writer->has_cells = TRUE;
    if (!needs_quotes(cell->str)) {
        g_string_append_len(line, cell->str, (gssize)cell->len);
    } else {
        g_string_append_c(line, '"');
        g_string_replace(cell, "\"", "\"\"", 0);
        g_string_append_len(line, cell->str, (gssize)cell->len);
        g_string_append_c(line, '"');
    }
    g_string_truncate(cell, 0);
}

static void add_text(Writer *writer, const char *text) {
    if (text != NULL && writer->raw)
        g_string_append(writer->cell, text);
    else if (text != NULL)
        hcp__text_append_unformula(writer->cell, text);
    end_cell(writer);
}

static void add_cell(Writer *writer, const HcpColumn *column, int64_t row) {
    if (column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_STRING) {
        add_text(writer, hcp_column_get_text(column, row));
        return;
    }
    if (column != NULL)
        hcp_column_append_text(column, row, writer->cell);
    end_cell(writer);
}

/* An empty line would be no row to most readers. */
static void end_line(Writer *writer) {
    if (writer->line->len == 0)
        g_string_append(writer->line, "\"\"");
    g_string_append_c(writer->line, '\n');
    hcp__output_write(writer->output, writer->line->str, writer->line->len);
    g_string_truncate(writer->line, 0);
    writer->has_cells = FALSE;
}

static gboolean open_writer(Writer *writer, const char *path, gboolean raw, GError **error) {
    writer->output = hcp__output_open(path, error);
    if (writer->output == NULL)
        return FALSE;
    writer->line = g_string_new(NULL);
    writer->cell = g_string_new(NULL);
    writer->raw = raw;
    writer->has_cells = FALSE;
    return TRUE;
}

static gboolean close_writer(Writer *writer, GError **error) {
    g_string_free(writer->line, TRUE);
    g_string_free(writer->cell, TRUE);
    return hcp__output_commit(writer->output, error);
}

gboolean hcp_csv_write(const HcpRelease *release, const char *path, GError **error) {
    g_return_val_if_fail(release != NULL && path != NULL, FALSE);
    const HcpTable *table = hcp_release_get_table(release);
    gsize n_columns = hcp_table_get_n_columns(table);
    Writer writer;
    if (!open_writer(&writer, path, hcp_release_is_synthetic(release), error))
        return FALSE;
    for (gsize c = 0; c < n_columns; c++)
        add_text(&writer, hcp_column_get_info(hcp_table_get_column(table, c))->name);
    end_line(&writer);
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
        for (gsize c = 0; c < n_columns; c++)
            add_cell(&writer, hcp_table_get_column(table, c), row);
        end_line(&writer);
    }
    return close_writer(&writer, error);
}

/* ---- edges ---- */

/* Names of the attributes of any of the networks, by first appearance. */
static GPtrArray *list_attributes(gsize n, const HcpRelease *const *networks) {
    GPtrArray *names = g_ptr_array_new();
    for (gsize i = 0; i < n; i++) {
        HcpEdges *edges = hcp_network_get_edges(hcp_release_get_network(networks[i]));
        const HcpTable *table = hcp_edges_get_attributes(edges);
        for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
            const char *name = hcp_column_get_info(hcp_table_get_column(table, c))->name;
            if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
                g_ptr_array_add(names, (char *)name);
        }
    }
    return names;
}

static void write_edges(Writer *writer, const HcpNetwork *network, const GPtrArray *names) {
    const HcpEdges *edges = hcp_network_get_edges(network);
    const HcpColumn *ids = hcp_table_find_column(hcp_network_get_nodes(network), "id");
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    g_autofree const HcpColumn **columns = g_new0(const HcpColumn *, names->len + 1);
    for (guint c = 0; c < names->len; c++)
        columns[c] = hcp_table_find_column(hcp_edges_get_attributes(edges), names->pdata[c]);
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        add_text(writer, hcp_edges_get_layer(edges));
        add_cell(writer, ids, source[e]);
        add_cell(writer, ids, target[e]);
        for (guint c = 0; c < names->len; c++)
            add_cell(writer, columns[c], e);
        end_line(writer);
    }
}

gboolean hcp_csv_write_edges(gsize n, const HcpRelease *const *networks, const char *path,
                             GError **error) {
    g_return_val_if_fail(path != NULL, FALSE);
    for (gsize i = 0; i < n; i++)
        g_return_val_if_fail(hcp_release_get_network(networks[i]) != NULL, FALSE);
    Writer writer;
    if (!open_writer(&writer, path, FALSE, error))
        return FALSE;
    g_autoptr(GPtrArray) names = list_attributes(n, networks);
    add_text(&writer, "layer");
    add_text(&writer, "source");
    add_text(&writer, "target");
    for (guint c = 0; c < names->len; c++)
        add_text(&writer, names->pdata[c]);
    end_line(&writer);
    for (gsize i = 0; i < n; i++)
        write_edges(&writer, hcp_release_get_network(networks[i]), names);
    return close_writer(&writer, error);
}
