#include "measure/measure_internal.h"

#include <math.h>

static const double DAMPING = 0.85;
static const double TOLERANCE = 1e-12;
static const int MAX_STEPS = 1000; /* 0.85^171 < 1e-12: reached with room to spare */

typedef struct {
    int32_t n;
    const HcpAdjacency *out, *in;
    double *rank;         /* x */
    double *share;        /* x_i / s_i, what a unit of i's weight passes on; 0 where dangling */
    double *out_strength; /* s_i; 0: dangling */
    double *sum;          /* row sums of the step */
} PageRank;

static void sum_out_strength(PageRank *p) {
    for (int32_t i = 0; i < p->n; i++)
        for (int64_t s = p->out->offset[i]; s < p->out->offset[i + 1]; s++)
            p->out_strength[i] += (double)p->out->weight[s];
}

/* One step; returns the sum of |change|.
 *
 *   x_j <- (1 - d) / n  +  d ( sum_i x_i w_ij / s_i  +  sum over dangling i of x_i / n )
 */
static gboolean step(PageRank *p, const HcpRun *run, double *out_moved, GError **error) {
    double dangling = 0;
    for (int32_t i = 0; i < p->n; i++) {
        gboolean passes_on = p->out_strength[i] > 0;
        p->share[i] = passes_on ? p->rank[i] / p->out_strength[i] : 0;
        dangling += passes_on ? 0 : p->rank[i];
    }
    if (!hcp__measure_multiply(p->in, p->n, p->share, p->sum, run, error))
        return FALSE;
    double base = (1 - DAMPING) / p->n + DAMPING * dangling / p->n;
    *out_moved = 0;
    for (int32_t j = 0; j < p->n; j++) {
        double next = base + DAMPING * p->sum[j];
        *out_moved += fabs(next - p->rank[j]);
        p->rank[j] = next;
    }
    return TRUE;
}

static gboolean iterate(PageRank *p, const HcpRun *run, GError **error) {
    for (int32_t i = 0; i < p->n; i++)
        p->rank[i] = 1.0 / p->n;
    for (int k = 0; k < MAX_STEPS; k++) {
        double moved;
        if (!step(p, run, &moved, error))
            return FALSE;
        if (moved < TOLERANCE)
            return TRUE;
    }
    g_set_error(error, HCP_ERROR, HCP_ERROR_CONVERGENCE, "PageRank did not settle in %d steps",
                MAX_STEPS);
    return FALSE;
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    g_autofree double *share = hcp__array_new(n, sizeof *share, error);
    g_autofree double *out_strength = hcp__array_new(n, sizeof *out_strength, error);
    g_autofree double *sum = hcp__array_new(n, sizeof *sum, error);
    if (share == NULL || out_strength == NULL || sum == NULL)
        return FALSE;
    PageRank p = {.n = n,
                  .out = hcp_network_out(network),
                  .in = hcp_network_in(network),
                  .rank = value,
                  .share = share,
                  .out_strength = out_strength,
                  .sum = sum};
    sum_out_strength(&p);
    return n == 0 || iterate(&p, run, error);
}

const HcpMeasure hcp__measure_pagerank = {
    .name = "pagerank",
    .label = "PageRank",
    .definition = "share of time a walker is at the node who follows outgoing ties in proportion "
                  "to weight and restarts anywhere with probability 0.15",
    .direction = "followed from source to target; an undirected tie both ways",
    .weight = HCP_WEIGHT_STRENGTH,
    .isolates = "the share of restarts, the smallest value there is",
    .parameters = "damping 0.85; nodes without outgoing ties restart; settled when one step moves "
                  "less than 1e-12 in sum",
    .source = "Brin & Page 1998, Computer Networks 30:107-117",
    .cost = "O(170 (n + m))",
    .tells_weights = TRUE,
    .compute = compute,
};
