#include "measure/betweenness_internal.h"

/* Breadth-first search from s: orders the nodes it reaches and counts shortest paths. Returns how
 * many nodes it reaches, s among them. */
static int64_t search(const HcpAdjacency *out, int32_t s, HcpPaths *p) {
    int64_t n_reached = 0;
    p->order[n_reached++] = s;
    p->distance[s] = 0;
    p->n_paths[s] = 1;
    for (int64_t k = 0; k < n_reached; k++) {
        int32_t v = p->order[k];
        double distance = p->distance[v], n_paths = p->n_paths[v];
        for (int64_t e = out->offset[v]; e < out->offset[v + 1]; e++) {
            int32_t w = out->neighbour[e];
            if (p->distance[w] < 0) {
                p->distance[w] = distance + 1;
                p->order[n_reached++] = w;
            }
            /* sigma_sw = sum over predecessors v of sigma_sv; always stored, as a branch here would
             * be guessed wrong half of the time. */
            p->n_paths[w] += p->distance[w] > distance ? n_paths : 0;
        }
    }
    return n_reached;
}

/* delta_s(v) = sum over successors w of sigma_sv / sigma_sw (1 + delta_s(w)), farthest first. */
static void accumulate(const HcpAdjacency *out, int64_t n_reached, HcpPaths *p, double *sum) {
    for (int64_t k = n_reached - 1; k > 0; k--) {
        int32_t v = p->order[k];
        double ratio = 0, distance = p->distance[v];
        for (int64_t e = out->offset[v]; e < out->offset[v + 1]; e++) {
            double flow = p->flow[out->neighbour[e]];
            ratio += p->distance[out->neighbour[e]] > distance ? flow : 0;
        }
        double delta = p->n_paths[v] * ratio;
        p->flow[v] = (1 + delta) / p->n_paths[v];
        sum[v] += delta;
    }
}

static void add_source(const HcpBetweenness *b, int32_t s, HcpPaths *p, double *sum) {
    int64_t n_reached = search(b->out, s, p);
    accumulate(b->out, n_reached, p, sum);
    hcp__paths_reset(p, n_reached);
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    HcpBetweenness b = {
        .stage = "betweenness", .out = hcp_network_out(network), .add_source = add_source};
    return hcp__betweenness_sum(network, &b, run, value, error);
}

const HcpMeasure hcp__measure_betweenness = {
    .name = "betweenness",
    .label = "Betweenness",
    .definition = "number of pairs of other nodes whose shortest path runs through the node, each "
                  "of several shortest paths counting its share",
    .direction = "paths follow ties from source to target; undirected: each pair counts once",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "0",
    .parameters = "exact, not normalised; pairs without a path count 0",
    .source = "Freeman 1977, Sociometry 40:35-41; Brandes 2001, J Math Sociol 25:163-177",
    .cost = "O(n m)",
    .compute = compute,
};
