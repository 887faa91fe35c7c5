/* GraphML that Gephi, Gephi Lite, Cytoscape, yEd, networkx and igraph read whole: docs/EXPORT.md
 * gives the rules and docs of which client needs each. */
#include "exchange/graphml_internal.h"

#include <math.h>
#include <string.h>

static const double MAX_POSITION = 5000;
static const double MIN_SIZE = 4, MAX_SIZE = 100;

/* Columns whose keys the writer makes itself, and those whose reserved names are theirs. */
static const char *const NODE_MADE[] = {"id", "name", "label", NULL};
static const char *const NODE_KEPT[] = {"x", "y", "size", "color", NULL};
static const char *const EDGE_MADE[] = {NULL};
static const char *const EDGE_KEPT[] = {"weight", NULL};

typedef struct {
    const HcpTable *nodes;
    const HcpEdges *edges;
    const HcpColumn *id, *kind, *name, *label;
    GPtrArray *node_keys, *edge_keys;
    char **node_ids;
    HcpOutput *output;
    GString *text; /* what is written next */
} Writer;

/* ---- what must hold before the first byte ---- */

static gboolean complain(GError **error, const Writer *writer, const char *column, int64_t row,
                         const char *expected) {
    const char *id = hcp_column_get_text(writer->id, row);
    g_autofree char *shown = hcp__text_for_message(id != NULL ? id : "", -1, 60);
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT, "nodes: %s: expected %s at node '%s'", column,
                expected, shown);
    return FALSE;
}

static gboolean check_range(const Writer *writer, const char *name, double low, double high,
                            GError **error) {
    const HcpColumn *column = hcp_table_find_column(writer->nodes, name);
    if (column == NULL || hcp_column_get_info(column)->kind != HCP_KIND_DOUBLE) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT, "nodes: %s: expected a column of numbers",
                    name);
        return FALSE;
    }
    for (int64_t i = 0; i < hcp_column_get_length(column); i++) {
        double value = hcp_column_get_number(column, i);
        if (!(value >= low && value <= high))
            return complain(error, writer, name, i, "a number within the drawing's bounds");
    }
    return TRUE;
}

static gboolean is_color(const char *text) {
    return text != NULL && strlen(text) == 7 && text[0] == '#' &&
           strspn(text + 1, "0123456789abcdef") == 6;
}

static gboolean check_colors(const Writer *writer, GError **error) {
    const HcpColumn *column = hcp_table_find_column(writer->nodes, "color");
    if (column == NULL || hcp_column_get_info(column)->kind != HCP_KIND_STRING) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "nodes: color: expected a column of texts");
        return FALSE;
    }
    for (int64_t i = 0; i < hcp_column_get_length(column); i++)
        if (!is_color(hcp_column_get_text(column, i)))
            return complain(error, writer, "color", i, "#rrggbb in small letters");
    return TRUE;
}

static gboolean check_ids(const Writer *writer, GError **error) {
    for (int64_t i = 0; i < hcp_table_get_n_rows(writer->nodes); i++) {
        const char *id = hcp_column_get_text(writer->id, i);
        if (id == NULL || *id == '\0')
            return complain(error, writer, "id", i, "a text");
    }
    return TRUE;
}

static gboolean check_nodes(const Writer *writer, GError **error) {
    return check_ids(writer, error) &&
           check_range(writer, "x", -MAX_POSITION, MAX_POSITION, error) &&
           check_range(writer, "y", -MAX_POSITION, MAX_POSITION, error) &&
           check_range(writer, "size", MIN_SIZE, MAX_SIZE, error) && check_colors(writer, error);
}

/* ---- ids and labels ---- */

static const char *text_of(const HcpColumn *column, int64_t row) {
    gboolean is_text = column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_STRING;
    return is_text ? hcp_column_get_text(column, row) : NULL;
}

static gboolean is_physician(const Writer *writer, int64_t row) {
    const char *kind = text_of(writer->kind, row);
    return kind == NULL || strcmp(kind, "physician") == 0;
}

/* Physicians and organisations may bear one id: then the organisation's has its kind before it,
 * with a mark between that no escaped text holds. */
static char **make_node_ids(const Writer *writer) {
    int64_t n = hcp_table_get_n_rows(writer->nodes);
    char **ids = g_new0(char *, n + 1);
    g_autoptr(GHashTable) count = g_hash_table_new(g_str_hash, g_str_equal);
    for (int64_t i = 0; i < n; i++) {
        ids[i] = hcp__text_to_nmtoken(hcp_column_get_text(writer->id, i));
        int so_far = GPOINTER_TO_INT(g_hash_table_lookup(count, ids[i]));
        g_hash_table_replace(count, ids[i], GINT_TO_POINTER(so_far + 1));
    }
    g_autoptr(GPtrArray) plain = g_ptr_array_new_with_free_func(g_free);
    for (int64_t i = 0; i < n; i++) {
        if (GPOINTER_TO_INT(g_hash_table_lookup(count, ids[i])) < 2 || is_physician(writer, i))
            continue;
        g_autofree char *kind = hcp__text_to_nmtoken(text_of(writer->kind, i));
        g_ptr_array_add(plain, ids[i]); /* still a key of the count */
        ids[i] = g_strdup_printf("%s_x_%s", kind, ids[i]);
    }
    return ids;
}

/* The label column, else the name, else the id; never empty. */
static char *make_label(const Writer *writer, int64_t row) {
    const char *candidates[] = {text_of(writer->label, row), text_of(writer->name, row),
                                hcp_column_get_text(writer->id, row)};
    for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++) {
        if (candidates[i] == NULL)
            continue;
        g_autofree char *label =
            hcp__text_to_label(candidates[i], i < 2 && is_physician(writer, row));
        if (*label != '\0')
            return g_steal_pointer(&label);
    }
    return g_strdup(writer->node_ids[row]);
}

/* ---- the document ---- */

static void flush_text(Writer *writer) {
    hcp__output_write(writer->output, writer->text->str, writer->text->len);
    g_string_truncate(writer->text, 0);
}

static void declare_keys(GString *out, HcpGraphmlSide side, const GPtrArray *keys) {
    for (guint i = 0; i < keys->len; i++) {
        const HcpGraphmlKey *key = keys->pdata[i];
        hcp__graphml_append_declaration(out, side, key->name, key->type);
    }
}

static void write_head(Writer *writer) {
    GString *out = writer->text;
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                         "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                         "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    static const char *const TEXT_KEYS[] = {"label", "name", "hcp_id", "org_id"};
    for (gsize i = 0; i < G_N_ELEMENTS(TEXT_KEYS); i++)
        hcp__graphml_append_declaration(out, HCP__SIDE_NODE, TEXT_KEYS[i], "string");
    declare_keys(out, HCP__SIDE_NODE, writer->node_keys);
    hcp__graphml_append_declaration(out, HCP__SIDE_EDGE, "interaction", "string");
    declare_keys(out, HCP__SIDE_EDGE, writer->edge_keys);
    g_autofree char *slug = hcp__text_to_nmtoken(hcp_edges_get_layer(writer->edges));
    g_string_append_printf(out, "  <graph id=\"%s\" edgedefault=\"%s\">\n", slug,
                           hcp_edges_is_directed(writer->edges) ? "directed" : "undirected");
    flush_text(writer);
}

static void write_node(Writer *writer, int64_t row) {
    GString *out = writer->text;
    g_autofree char *label = make_label(writer, row);
    g_autofree char *clean_id = hcp__text_clean(hcp_column_get_text(writer->id, row));
    g_autofree char *name = hcp__graphml_make_text(label, FALSE);
    g_autoptr(GString) escaped = g_string_new(NULL);
    g_string_append_printf(out, "    <node id=\"%s\">", writer->node_ids[row]);
    hcp__text_append_xml(escaped, label);
    hcp__graphml_append_text(out, HCP__SIDE_NODE, "label", escaped->str);
    hcp__graphml_append_text(out, HCP__SIDE_NODE, "name", name);
    g_string_truncate(escaped, 0);
    hcp__text_append_xml(escaped, clean_id);
    hcp__graphml_append_text(out, HCP__SIDE_NODE, is_physician(writer, row) ? "hcp_id" : "org_id",
                             escaped->str);
    for (guint i = 0; i < writer->node_keys->len; i++)
        hcp__graphml_append_value(out, writer->node_keys->pdata[i], row);
    g_string_append(out, "</node>\n");
    flush_text(writer);
}

/* What a tie says, as a verb between its ends. */
static const char *name_interaction(const HcpEdges *edges) {
    static const struct {
        const char *relation, *verb;
    } VERBS[] = {{"referral", "refers_to"},       {"shared", "shares_patients_with"},
                 {"dispensing", "dispenses_for"}, {"affiliation", "affiliated_with"},
                 {"attendance", "attends_with"},  {"combined", "connected_to"}};
    const char *relation = hcp_table_find_note(hcp_edges_get_attributes(edges), "relation");
    for (gsize i = 0; i < G_N_ELEMENTS(VERBS); i++)
        if (g_strcmp0(relation, VERBS[i].relation) == 0)
            return VERBS[i].verb;
    return hcp_edges_is_directed(edges) ? "nominates" : "tied_with";
}

static void write_edge(Writer *writer, int64_t e) {
    GString *out = writer->text;
    g_string_append_printf(out,
                           "    <edge id=\"e%" G_GINT64_FORMAT "\" source=\"%s\" target=\"%s\">", e,
                           writer->node_ids[hcp_edges_get_sources(writer->edges)[e]],
                           writer->node_ids[hcp_edges_get_targets(writer->edges)[e]]);
    hcp__graphml_append_text(out, HCP__SIDE_EDGE, "interaction", name_interaction(writer->edges));
    for (guint i = 0; i < writer->edge_keys->len; i++)
        hcp__graphml_append_value(out, writer->edge_keys->pdata[i], e);
    g_string_append(out, "</edge>\n");
    flush_text(writer);
}

static void write_document(Writer *writer) {
    write_head(writer);
    for (int64_t row = 0; row < hcp_table_get_n_rows(writer->nodes); row++)
        write_node(writer, row);
    for (int64_t e = 0; e < hcp_edges_get_n(writer->edges); e++)
        write_edge(writer, e);
    hcp__output_puts(writer->output, "  </graph>\n</graphml>\n");
}

static void clear_writer(Writer *writer) {
    g_clear_pointer(&writer->node_keys, g_ptr_array_unref);
    g_clear_pointer(&writer->edge_keys, g_ptr_array_unref);
    g_strfreev(writer->node_ids);
    if (writer->text != NULL)
        g_string_free(writer->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Writer, clear_writer)

gboolean hcp_graphml_write(const HcpRelease *network, const char *path, GError **error) {
    g_return_val_if_fail(network != NULL && path != NULL, FALSE);
    g_return_val_if_fail(hcp_release_get_network(network) != NULL, FALSE);
    const HcpTable *nodes = hcp_release_get_table(network);
    g_auto(Writer) writer = {.nodes = nodes,
                             .edges = hcp_network_get_edges(hcp_release_get_network(network)),
                             .id = hcp_table_find_column(nodes, "id"),
                             .kind = hcp_table_find_column(nodes, "kind"),
                             .name = hcp_table_find_column(nodes, "name"),
                             .label = hcp_table_find_column(nodes, "label")};
    g_return_val_if_fail(writer.id != NULL, FALSE);
    if (!check_nodes(&writer, error))
        return FALSE;
    const HcpTable *attributes = hcp_edges_get_attributes(writer.edges);
    writer.node_keys = hcp__graphml_make_keys(HCP__SIDE_NODE, nodes, NODE_MADE, NODE_KEPT);
    writer.edge_keys = hcp__graphml_make_keys(HCP__SIDE_EDGE, attributes, EDGE_MADE, EDGE_KEPT);
    writer.node_ids = make_node_ids(&writer);
    writer.text = g_string_new(NULL);
    writer.output = hcp__output_open(path, error);
    if (writer.output == NULL)
        return FALSE;
    write_document(&writer);
    return hcp__output_commit(writer.output, error);
}
