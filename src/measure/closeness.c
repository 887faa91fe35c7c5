#include "measure/measure_internal.h"

#include <math.h>

/* Breadth-first search from 64 sources at once, a bit each (Then et al. 2014, PVLDB 8:449-460). */
enum { BATCH = 64 };

typedef struct {
    int32_t n;
    const HcpAdjacency *out;
    double *value;
    int short_of_memory;
} Closeness;

/* Bit b of word v: source b has reached node v. */
typedef struct {
    uint64_t *seen, *frontier, *next;
} Reach;

/* frontier -> next; FALSE when nothing new was reached. count[b]: nodes source b newly reached. */
static gboolean expand(const Closeness *c, Reach *reach, int64_t count[BATCH]) {
    for (int32_t v = 0; v < c->n; v++) {
        uint64_t bits = reach->frontier[v];
        reach->frontier[v] = 0;
        for (int64_t s = c->out->offset[v]; bits != 0 && s < c->out->offset[v + 1]; s++)
            reach->next[c->out->neighbour[s]] |= bits;
    }
    gboolean any = FALSE;
    for (int32_t v = 0; v < c->n; v++) {
        uint64_t bits = reach->next[v] & ~reach->seen[v];
        reach->next[v] = bits;
        reach->seen[v] |= bits;
        any = any || bits != 0;
        for (; bits != 0; bits &= bits - 1)
            count[__builtin_ctzll(bits)]++;
    }
    uint64_t *swap = reach->frontier;
    reach->frontier = reach->next;
    reach->next = swap;
    return any;
}

static void search(int64_t first, int64_t last, void *data) {
    Closeness *c = data;
    g_autofree uint64_t *words = hcp__array_new(3 * (int64_t)c->n, sizeof *words, NULL);
    if (words == NULL) {
        g_atomic_int_set(&c->short_of_memory, 1);
        return;
    }
    Reach reach = {words, words + c->n, words + 2 * (gsize)c->n};
    for (int64_t i = first; i < last; i++)
        reach.seen[i] = reach.frontier[i] = (uint64_t)1 << (i - first);
    double sum[BATCH] = {0};
    for (int64_t d = 1;; d++) {
        int64_t count[BATCH] = {0};
        if (!expand(c, &reach, count))
            break;
        /* sum over j of 1 / d_ij, all j at distance d at once */
        for (int b = 0; b < BATCH; b++)
            sum[b] += (double)count[b] / (double)d;
    }
    for (int64_t i = first; i < last; i++)
        c->value[i] = c->n > 1 ? sum[i - first] / (c->n - 1) : (double)NAN;
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    Closeness c = {
        .n = hcp_network_get_n_nodes(network), .out = hcp_network_out(network), .value = value};
    return hcp__parallel_for(run, c.n, BATCH, search, &c, error) &&
           hcp__measure_had_memory(&c.short_of_memory, error);
}

const HcpMeasure hcp__measure_closeness = {
    .name = "closeness",
    .label = "Closeness",
    .definition = "harmonic closeness: mean over all other nodes of 1 / steps to them, 0 for those "
                  "out of reach",
    .direction = "steps follow ties from source to target; an undirected tie both ways",
    .weight = HCP_WEIGHT_UNUSED,
    .isolates = "0",
    .parameters = "divided by n - 1, n all nodes of the network",
    .source = "Marchiori & Latora 2000, Physica A 285:539-546",
    .cost = "O(n m / 64) for small diameters",
    .compute = compute,
};
