#include "measure/betweenness_internal.h"

/* Lengths are sums of quotients: two paths are equally short within this share of their length, or
 * else 1/3 + 1/6 and 1/2 would differ by a rounding error. */
static const double EQUAL = 1e-10;

/* ---- a binary heap of nodes by distance; place[v] is v's index in it ---- */

static void put(HcpPaths *p, int64_t i, int32_t v) {
    p->heap[i] = v;
    p->place[v] = (int32_t)i;
}

static void rise(HcpPaths *p, int64_t i, int32_t v) {
    for (; i > 0; i = (i - 1) / 2) {
        int32_t parent = p->heap[(i - 1) / 2];
        if (p->distance[parent] <= p->distance[v])
            break;
        put(p, i, parent);
    }
    put(p, i, v);
}

static int32_t take_nearest(HcpPaths *p, int64_t *size) {
    int32_t nearest = p->heap[0];
    int32_t v = p->heap[--*size];
    int64_t i = 0;
    for (int64_t child = 1; child < *size; child = 2 * i + 1) {
        if (child + 1 < *size && p->distance[p->heap[child + 1]] < p->distance[p->heap[child]])
            child++;
        if (p->distance[v] <= p->distance[p->heap[child]])
            break;
        put(p, i, p->heap[child]);
        i = child;
    }
    if (*size > 0)
        put(p, i, v);
    p->place[nearest] = -1; /* settled */
    return nearest;
}

/* ---- shortest paths ---- */

/* A path to w of this length over v. Most ties lead to nodes that are nearer already: they go
 * first. */
static void relax(HcpPaths *p, int64_t *size, int32_t v, int32_t w, double length) {
    double old = p->distance[w];
    if (old >= 0 && (length > old * (1 + EQUAL) || p->place[w] < 0))
        return;
    if (old >= 0 && length >= old * (1 - EQUAL)) {
        p->n_paths[w] += p->n_paths[v];
        return;
    }
    p->distance[w] = length;
    p->n_paths[w] = p->n_paths[v];
    rise(p, old < 0 ? (*size)++ : p->place[w], w);
}

static int64_t search(const HcpBetweenness *b, int32_t s, HcpPaths *p) {
    int64_t size = 0, n_settled = 0;
    p->distance[s] = 0;
    p->n_paths[s] = 1;
    rise(p, size++, s);
    while (size > 0) {
        int32_t v = take_nearest(p, &size);
        p->order[n_settled++] = v;
        for (int64_t e = b->out->offset[v]; e < b->out->offset[v + 1]; e++)
            relax(p, &size, v, b->out->neighbour[e], p->distance[v] + b->length[e]);
    }
    return n_settled;
}

/* delta_s(v) = sum over successors w of sigma_sv / sigma_sw (1 + delta_s(w)), farthest first; w
 * succeeds v when the tie ends a shortest path to w. */
static void accumulate(const HcpBetweenness *b, int64_t n_settled, HcpPaths *p, double *sum) {
    for (int64_t k = n_settled - 1; k > 0; k--) {
        int32_t v = p->order[k];
        double ratio = 0, distance = p->distance[v];
        for (int64_t e = b->out->offset[v]; e < b->out->offset[v + 1]; e++) {
            int32_t w = b->out->neighbour[e];
            double flow = p->flow[w];
            ratio += distance + b->length[e] <= p->distance[w] * (1 + EQUAL) ? flow : 0;
        }
        double delta = p->n_paths[v] * ratio;
        p->flow[v] = (1 + delta) / p->n_paths[v];
        sum[v] += delta;
    }
}

static void add_source(const HcpBetweenness *b, int32_t s, HcpPaths *p, double *sum) {
    int64_t n_settled = search(b, s, p);
    accumulate(b, n_settled, p, sum);
    hcp__paths_reset(p, n_settled);
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    const HcpAdjacency *out = hcp_network_out(network);
    g_autofree double *length = hcp__array_new(out->n_slots, sizeof *length, error);
    if (length == NULL)
        return FALSE;
    for (int64_t s = 0; s < out->n_slots; s++)
        length[s] = 1 / (double)out->weight[s];
    HcpBetweenness b = {
        .stage = "weighted_betweenness", .out = out, .length = length, .add_source = add_source};
    return hcp__betweenness_sum(network, &b, run, value, error);
}

const HcpMeasure hcp__measure_weighted_betweenness = {
    .name = "weighted_betweenness",
    .label = "Weighted betweenness",
    .definition = "number of pairs of other nodes whose shortest path, a tie being 1 / weight "
                  "long, runs through the node, each of several shortest paths counting its share",
    .direction = "paths follow ties from source to target; undirected: each pair counts once",
    .weight = HCP_WEIGHT_LENGTH,
    .isolates = "0",
    .parameters = "exact, not normalised; pairs without a path count 0; lengths within a share of "
                  "1e-10 are equal",
    .source = "Freeman 1977, Sociometry 40:35-41; Brandes 2001, J Math Sociol 25:163-177",
    .cost = "O(n (m + n log n))",
    .tells_weights = TRUE,
    .compute = compute,
};
