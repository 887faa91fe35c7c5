/* Directed to undirected: the sorted lists of outgoing and incoming neighbours of each node are
 * merged, and each pair is written once, from its smaller node. */
#include "base/base_internal.h"
#include "network/network_internal.h"

/* One merged pair; weights are those of the edges, not the floats of the slots. */
typedef struct {
    int32_t neighbour;
    double weight;
} Pair;

/* Where the merge of node i stands in each list. */
typedef struct {
    const HcpNetwork *network;
    const double *weight;
    int64_t out, out_end, in, in_end;
} Merge;

static int64_t skip_smaller(const HcpAdjacency *adjacency, int32_t i) {
    int64_t s = adjacency->offset[i];
    while (s < adjacency->offset[i + 1] && adjacency->neighbour[s] < i)
        s++;
    return s;
}

static Merge start_merge(const HcpNetwork *network, int32_t i) {
    return (Merge){.network = network,
                   .weight = hcp_edges_get_weights(network->edges),
                   .out = skip_smaller(&network->out, i),
                   .out_end = network->out.offset[i + 1],
                   .in = skip_smaller(&network->in, i),
                   .in_end = network->in.offset[i + 1]};
}

/* The next neighbour j > i in either list; weight = w(i -> j) + w(j -> i). FALSE at the end. */
static gboolean next_pair(Merge *merge, Pair *pair) {
    const HcpAdjacency *out = &merge->network->out, *in = &merge->network->in;
    int32_t to = merge->out < merge->out_end ? out->neighbour[merge->out] : INT32_MAX;
    int32_t from = merge->in < merge->in_end ? in->neighbour[merge->in] : INT32_MAX;
    *pair = (Pair){.neighbour = MIN(to, from)};
    if (pair->neighbour == INT32_MAX)
        return FALSE;
    if (to == pair->neighbour)
        pair->weight += merge->weight[merge->out++];
    if (from == pair->neighbour)
        pair->weight += merge->weight[in->edge[merge->in++]];
    return TRUE;
}

/* Returns the number of pairs. */
static int64_t list_pairs(const HcpNetwork *network, int32_t *source, int32_t *target,
                          double *weight) {
    int64_t n_pairs = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++) {
        Merge merge = start_merge(network, i);
        Pair pair;
        while (next_pair(&merge, &pair)) {
            source[n_pairs] = i;
            target[n_pairs] = pair.neighbour;
            weight[n_pairs++] = pair.weight;
        }
    }
    return n_pairs;
}

/* The attributes of the directed edges do not fit the pairs: only the weight and notes stay. */
static HcpTable *make_attributes(const HcpEdges *edges, int64_t n_pairs, double *weight) {
    HcpTable *directed = hcp_edges_get_attributes(edges);
    const HcpColumnInfo *info = hcp_column_get_info(hcp_table_find_column(directed, "weight"));
    g_autoptr(HcpColumn) column = hcp_column_new_take(info, n_pairs, weight, NULL);
    HcpTable *table =
        hcp_table_new(hcp_table_get_name(directed), n_pairs, 1, (HcpColumn *const[]){column});
    for (gsize k = 0; k <= hcp_table_get_n_notes(directed); k++) {
        gboolean last = k == hcp_table_get_n_notes(directed);
        HcpTable *noted = hcp_table_with_note(
            table, last ? "undirected" : hcp_table_get_note_key(directed, k),
            last ? "weights of both directions added" : hcp_table_get_note_value(directed, k));
        hcp_table_unref(table);
        table = noted;
    }
    return table;
}

/* There are at most as many pairs as edges; what is not needed of large arrays is never touched, so
 * never resident, and counting first would cost a second merge. */
static HcpEdges *merge_directions(const HcpNetwork *network, GError **error) {
    int64_t m = hcp_network_get_n_edges(network);
    g_autofree int32_t *source = hcp__array_new(m, sizeof(int32_t), error);
    if (source == NULL)
        return NULL;
    g_autofree int32_t *target = hcp__array_new(m, sizeof(int32_t), error);
    if (target == NULL)
        return NULL;
    g_autofree double *weight = hcp__array_new(m, sizeof(double), error);
    if (weight == NULL)
        return NULL;
    int64_t n_pairs = list_pairs(network, source, target, weight);
    g_autoptr(HcpTable) attributes =
        make_attributes(network->edges, n_pairs, g_steal_pointer(&weight));
    return hcp_edges_new_take(FALSE, n_pairs, g_steal_pointer(&source), g_steal_pointer(&target),
                              attributes);
}

HcpNetwork *hcp_network_to_undirected(HcpNetwork *network, const HcpRun *run, GError **error) {
    if (!hcp_network_is_directed(network))
        return hcp_network_ref(network);
    if (!hcp_run_check(run, error))
        return NULL;
    g_autoptr(HcpEdges) edges = merge_directions(network, error);
    return edges != NULL ? hcp_network_new(network->nodes, edges, run, error) : NULL;
}
