#include "support.h"

#include "base/base_internal.h"
#include <string.h>

typedef struct {
    int32_t source, target;
    double weight;
} Edge;

static HcpTable *make_nodes(HcpPool *ids) {
    int32_t n = hcp__pool_size(ids);
    HcpColumnInfo id_info = {.name = "id", .kind = HCP_KIND_STRING, .privacy = HCP_PRIVACY_ID};
    HcpColumnInfo kind_info = {.name = "kind", .kind = HCP_KIND_STRING};
    g_autoptr(HcpPool) kinds = hcp__pool_new();
    hcp__pool_add(kinds, "physician", -1);
    int32_t *codes = g_new(int32_t, n);
    for (int32_t i = 0; i < n; i++)
        codes[i] = i;
    g_autoptr(HcpColumn) id = hcp_column_new_take_strings(&id_info, n, codes, NULL, ids);
    g_autoptr(HcpColumn) kind =
        hcp_column_new_take_strings(&kind_info, n, g_new0(int32_t, n), NULL, kinds);
    return hcp_table_new("nodes", n, 2, (HcpColumn *const[]){kind, id});
}

static int compare_edges(const void *a, const void *b) {
    const Edge *x = a, *y = b;
    return x->source != y->source ? x->source - y->source : x->target - y->target;
}

static GArray *parse_edges(const char *text, gboolean directed, HcpPool **out_ids) {
    g_autoptr(HcpPool) ids = hcp__pool_new();
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) words = g_strsplit(g_strstrip(*line), " ", -1);
        if (g_strv_length(words) < 2)
            continue;
        Edge edge = {hcp__pool_add(ids, words[0], -1), hcp__pool_add(ids, words[1], -1), 1};
        if (words[2] != NULL)
            edge.weight = g_ascii_strtod(words[2], NULL);
        g_array_append_val(edges, edge);
    }
    g_autofree int32_t *new_code = g_new(int32_t, hcp__pool_size(ids) + 1);
    *out_ids = hcp__pool_sorted(ids, new_code);
    for (guint i = 0; i < edges->len; i++) {
        Edge *edge = &g_array_index(edges, Edge, i);
        int32_t a = new_code[edge->source], b = new_code[edge->target];
        edge->source = directed ? a : MIN(a, b);
        edge->target = directed ? b : MAX(a, b);
    }
    g_array_sort(edges, compare_edges);
    return edges;
}

HcpNetwork *hcp_test_network(gboolean directed, const char *text) {
    g_autoptr(HcpPool) ids = NULL;
    g_autoptr(GArray) rows = parse_edges(text, directed, &ids);
    g_autoptr(HcpTable) nodes = make_nodes(ids);
    int32_t *source = g_new(int32_t, rows->len + 1), *target = g_new(int32_t, rows->len + 1);
    g_autofree double *weight = g_new(double, rows->len + 1);
    for (guint i = 0; i < rows->len; i++) {
        Edge edge = g_array_index(rows, Edge, i);
        source[i] = edge.source;
        target[i] = edge.target;
        weight[i] = edge.weight;
    }
    HcpColumnInfo info = {.name = "weight", .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) weights = hcp_column_new_doubles(&info, rows->len, weight);
    g_autoptr(HcpTable) attributes =
        hcp_table_new("test", rows->len, 1, (HcpColumn *const[]){weights});
    g_autoptr(HcpEdges) edges = hcp_edges_new_take(directed, rows->len, source, target, attributes);
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    HcpNetwork *network = hcp_network_new(nodes, edges, run, &error);
    g_assert_no_error(error);
    return network;
}

int32_t hcp_test_node(const HcpNetwork *network, const char *id) {
    HcpColumn *ids = hcp_table_find_column(hcp_network_get_nodes(network), "id");
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++)
        if (g_strcmp0(hcp_column_get_text(ids, i), id) == 0)
            return i;
    return -1;
}
