/* The data of the script: columns of kept nodes and ties, as JSON. */
#include "exchange/exchange_internal.h"
#include "report/report_internal.h"

#include <math.h>
#include <string.h>

typedef struct {
    int64_t n;
    const int32_t *rows;
} Selection;

/* Six digits are more than the page shows; the files have all. */
static double shorten(double value) {
    char text[HCP__NUMBER_SIZE];
    g_ascii_formatd(text, sizeof text, "%.6g", value);
    return g_ascii_strtod(text, NULL);
}

static void write_numbers(HcpJson *json, const HcpColumn *column, Selection selection) {
    for (int64_t i = 0; i < selection.n; i++) {
        double value = hcp_column_get_number(column, selection.rows[i]);
        hcp__json_double(json, isfinite(value) ? shorten(value) : value);
    }
}

/* Texts by first use. The pool of a column may hold texts of rows that are not shown: only those
 * that rows refer to are written. */
static void write_texts(HcpJson *json, const HcpColumn *column, Selection selection) {
    int32_t n_codes = hcp_column_get_n_codes(column), n_used = 0;
    const int32_t *code = hcp_column_get_codes(column);
    g_autofree int32_t *used = g_new0(int32_t, n_codes + 1);
    hcp__json_key(json, "texts");
    hcp__json_begin(json, '[');
    for (int64_t i = 0; i < selection.n; i++) {
        int32_t row = selection.rows[i];
        if (!hcp_column_is_valid(column, row) || used[code[row]] != 0)
            continue;
        used[code[row]] = ++n_used;
        hcp__json_string(json, hcp_column_get_code_text(column, code[row]));
    }
    hcp__json_end(json, ']');
    hcp__json_key(json, "values");
    hcp__json_begin(json, '[');
    for (int64_t i = 0; i < selection.n; i++) {
        int32_t row = selection.rows[i];
        hcp__json_int64(json, hcp_column_is_valid(column, row) ? used[code[row]] - 1 : -1);
    }
    hcp__json_end(json, ']');
}

static void write_values(HcpJson *json, const HcpColumn *column, Selection selection) {
    HcpKind kind = hcp_column_get_info(column)->kind;
    if (kind == HCP_KIND_STRING) {
        write_texts(json, column, selection);
        return;
    }
    hcp__json_key(json, "values");
    hcp__json_begin(json, '[');
    if (kind == HCP_KIND_DOUBLE)
        write_numbers(json, column, selection);
    else
        for (int64_t i = 0; i < selection.n; i++)
            hcp__json_cell(json, column, selection.rows[i]);
    hcp__json_end(json, ']');
}

static void write_column(HcpJson *json, const HcpColumn *column, Selection selection) {
    static const char *const kinds[] = {[HCP_KIND_INT64] = "number",
                                        [HCP_KIND_DOUBLE] = "number",
                                        [HCP_KIND_BOOL] = "flag",
                                        [HCP_KIND_STRING] = "text",
                                        [HCP_KIND_DATE] = "date"};
    const HcpColumnInfo *info = hcp_column_get_info(column);
    g_autofree char *title = hcp_column_make_title(column);
    hcp__json_begin(json, '{');
    hcp__json_member(json, "name", info->name);
    hcp__json_member(json, "title", title);
    hcp__json_member(json, "unit", info->unit);
    hcp__json_member(json, "definition", info->definition);
    hcp__json_member(json, "kind", kinds[info->kind]);
    write_values(json, column, selection);
    hcp__json_end(json, '}');
}

/* `names` (NULL at the end): those columns alone; NULL: all. */
static void write_columns(HcpJson *json, HcpTable *table, Selection selection,
                          const char *const *names) {
    hcp__json_key(json, "n");
    hcp__json_int64(json, selection.n);
    hcp__json_key(json, "columns");
    hcp__json_begin(json, '[');
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
        HcpColumn *column = hcp_table_get_column(table, c);
        if (names == NULL || g_strv_contains(names, hcp_column_get_info(column)->name))
            write_column(json, column, selection);
    }
    hcp__json_end(json, ']');
}

static void write_ends(HcpJson *json, const HcpPage *page, const char *key, const int32_t *node) {
    hcp__json_key(json, key);
    hcp__json_begin(json, '[');
    for (int64_t i = 0; i < page->n_edges; i++)
        hcp__json_int64(json, page->position[node[page->edges[i]]]);
    hcp__json_end(json, ']');
}

static void write_style(HcpJson *json, const HcpStyle *style) {
    hcp__json_key(json, "style");
    hcp__json_begin(json, '{');
    hcp__json_member(json, "colour", style->colour_name);
    hcp__json_member(json, "size", style->size_name);
    hcp__json_key(json, "legend");
    hcp__json_begin(json, '[');
    for (guint i = 0; i < style->legend->len; i++) {
        const HcpLegendEntry *entry = &g_array_index(style->legend, HcpLegendEntry, i);
        hcp__json_begin(json, '{');
        hcp__json_member(json, "text", entry->text);
        hcp__json_member(json, "color", entry->color);
        hcp__json_end(json, '}');
    }
    hcp__json_end(json, ']');
    hcp__json_end(json, '}');
}

void hcp__page_data(HcpPage *page) {
    /* What the script reads of a tie; edges.csv has the rest, which would double the page. */
    static const char *const used[] = {"weight", "masked", NULL};
    HcpEdges *edges = hcp_network_get_edges(page->drawn);
    HcpJson json;
    hcp__json_init(&json, page->output, FALSE);
    hcp__json_begin(&json, '{');
    hcp__json_member(&json, "title", page->content->title);
    hcp__json_member(&json, "layer", hcp_network_get_layer(page->network));
    hcp__json_key(&json, "directed");
    hcp__json_bool(&json, hcp_network_is_directed(page->network));
    write_style(&json, page->content->style);
    hcp__json_key(&json, "nodes");
    hcp__json_begin(&json, '{');
    write_columns(&json, page->nodes, (Selection){page->n_kept, page->kept}, NULL);
    hcp__json_end(&json, '}');
    hcp__json_key(&json, "edges");
    hcp__json_begin(&json, '{');
    write_ends(&json, page, "source", hcp_edges_get_sources(edges));
    write_ends(&json, page, "target", hcp_edges_get_targets(edges));
    write_columns(&json, hcp_edges_get_attributes(edges), (Selection){page->n_edges, page->edges},
                  used);
    hcp__json_end(&json, '}');
    hcp__json_end(&json, '}');
}
