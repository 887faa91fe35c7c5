#include "base/base_internal.h"
#include "network/igraph_bridge.h"
#include <hcpnet/community.h>

/* Leiden's randomness: the usual value of its authors. */
static const double BETA = 0.01;
static const int MAX_ROUNDS = 50;

/* igraph's vectors for one call. */
typedef struct {
    igraph_vector_t strength;
    igraph_vector_int_t membership, before;
} Vectors;

static gboolean open_vectors(Vectors *v, int32_t n, GError **error) {
    *v = (Vectors){0};
    return hcp__igraph_ok(igraph_vector_init(&v->strength, n), error) &&
           hcp__igraph_ok(igraph_vector_int_init(&v->membership, n), error) &&
           hcp__igraph_ok(igraph_vector_int_init(&v->before, n), error);
}

static void close_vectors(Vectors *v) {
    igraph_vector_destroy(&v->strength);
    igraph_vector_int_destroy(&v->membership);
    igraph_vector_int_destroy(&v->before);
}

/* strength_i; returns their sum, twice the weight of all ties. */
static double sum_strengths(const HcpNetwork *network, igraph_vector_t *strength) {
    HcpEdges *edges = hcp_network_get_edges(network);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    const double *weight = hcp_edges_get_weights(edges);
    double sum = 0;
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        VECTOR(*strength)[source[e]] += weight[e];
        VECTOR(*strength)[target[e]] += weight[e];
        sum += 2 * weight[e];
    }
    return sum;
}

/* One run of Leiden from the membership so far. Modularity at resolution g is the constant Potts
 * model with the nodes' strengths as their weights and resolution g / 2m. */
static gboolean improve(HcpIgraph *view, Vectors *v, double resolution, GError **error) {
    return hcp__igraph_ok(igraph_community_leiden(&view->graph, &view->weight, &v->strength,
                                                  resolution, BETA, TRUE, 1, &v->membership, NULL,
                                                  NULL),
                          error);
}

/* Repeats until a round leaves the membership as it was: igraph 0.10.2 stops after one round when
 * asked to run until nothing changes (its issue 2799). */
static gboolean settle(HcpIgraph *view, Vectors *v, double resolution, const HcpRun *run,
                       GError **error) {
    int64_t n = igraph_vector_int_size(&v->membership);
    for (int64_t i = 0; i < n; i++)
        VECTOR(v->membership)[i] = i;
    for (int round = 0; round < MAX_ROUNDS; round++) {
        if (!hcp_run_check(run, error) ||
            !hcp__igraph_ok(igraph_vector_int_update(&v->before, &v->membership), error) ||
            !improve(view, v, resolution, error))
            return FALSE;
        if (igraph_vector_int_all_e(&v->before, &v->membership))
            break;
    }
    return TRUE;
}

/* Nodes without ties are in no community. */
static HcpPartition *make_partition(int32_t n, const Vectors *v) {
    g_autofree int32_t *label = g_new(int32_t, (gsize)n + 1);
    for (int32_t i = 0; i < n; i++)
        label[i] = VECTOR(v->strength)[i] > 0 ? (int32_t)VECTOR(v->membership)[i] : -1;
    return hcp_partition_new(n, label);
}

static HcpPartition *find(const HcpNetwork *view_network, double gamma, const HcpRun *run,
                          GError **error) {
    int32_t n = hcp_network_get_n_nodes(view_network);
    g_autoptr(HcpIgraph) view = hcp__igraph_open(view_network, run, error);
    if (view == NULL)
        return NULL;
    Vectors v;
    if (!open_vectors(&v, n, error))
        return NULL;
    HcpPartition *partition = NULL;
    double twice_weight = sum_strengths(view_network, &v.strength);
    /* Without ties quality is -inf and there is nothing to group. */
    if (twice_weight <= 0 || settle(view, &v, gamma / twice_weight, run, error))
        partition = make_partition(n, &v);
    close_vectors(&v);
    return partition;
}

HcpPartition *hcp_community_leiden(HcpNetwork *network, const HcpLeidenOptions *options,
                                   const HcpRun *run, double *modularity, GError **error) {
    g_return_val_if_fail(network != NULL && options != NULL && run != NULL, NULL);
    if (!(options->resolution > 0)) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "resolution: expected a number above 0, found '%g'", options->resolution);
        return NULL;
    }
    hcp_run_report(run, "communities", 0);
    g_autoptr(HcpNetwork) undirected = hcp_network_to_undirected(network, run, error);
    g_autoptr(HcpPartition) partition =
        undirected != NULL ? find(undirected, options->resolution, run, error) : NULL;
    if (partition == NULL)
        return NULL;
    if (modularity != NULL)
        *modularity = hcp_community_modularity(network, partition, run);
    hcp_run_report(run, "communities", 1);
    return g_steal_pointer(&partition);
}
