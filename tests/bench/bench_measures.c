/* Seconds of each measure, of communities and of the layout on a heavy-tailed directed network that
 * a seed makes: `bench.measures [nodes [edges [measure]]]` prints name, nodes, edges, seconds. */
#include "base/base_internal.h"
#include <hcpnet.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    int32_t source, target;
} Tie;

static int compare_ties(const void *a, const void *b) {
    const Tie *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return (x->target > y->target) - (x->target < y->target);
}

/* A node of the source's region of 500, or (one in five) of all, the first ones most often. */
static int32_t draw(HcpRng *rng, int32_t n, int32_t source) {
    gboolean anywhere = hcp__rng_double(rng) < 0.2;
    int32_t first = anywhere ? 0 : source / 500 * 500;
    int32_t room = anywhere ? n : MIN(500, n - first);
    int32_t k = (int32_t)(room * pow(hcp__rng_double(rng), 1 / 0.6));
    return first + MIN(k, room - 1);
}

static int64_t make_ties(int32_t n, int64_t m, Tie *tie) {
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    int64_t n_drawn = 0, kept = 0;
    while (n_drawn < m) {
        int32_t source = (int32_t)hcp__rng_below(&rng, n);
        int32_t target = draw(&rng, n, source);
        if (source != target)
            tie[n_drawn++] = (Tie){source, target};
    }
    qsort(tie, (size_t)m, sizeof *tie, compare_ties);
    for (int64_t e = 0; e < m; e++)
        if (kept == 0 || compare_ties(&tie[e], &tie[kept - 1]) != 0)
            tie[kept++] = tie[e];
    return kept;
}

static HcpTable *make_nodes(int32_t n) {
    HcpColumnInfo info = {.name = "number", .kind = HCP_KIND_INT64};
    g_autoptr(HcpColumn) number = hcp_column_new_take(&info, n, g_new0(int64_t, n), NULL);
    return hcp_table_new("nodes", n, 1, (HcpColumn *const[]){number});
}

static HcpNetwork *make_network(int32_t n, int64_t m, const HcpRun *run) {
    g_autofree Tie *tie = g_new(Tie, m);
    m = make_ties(n, m, tie);
    int32_t *source = g_new(int32_t, m), *target = g_new(int32_t, m);
    g_autofree double *weight = g_new(double, m);
    HcpRng rng;
    hcp__rng_init(&rng, 1, 1);
    for (int64_t e = 0; e < m; e++) {
        source[e] = tie[e].source;
        target[e] = tie[e].target;
        weight[e] = fmax(floor(1 / (0.02 + hcp__rng_double(&rng))), 1);
    }
    HcpColumnInfo info = {.name = "weight", .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) weights = hcp_column_new_doubles(&info, m, weight);
    g_autoptr(HcpTable) attributes = hcp_table_new("bench", m, 1, (HcpColumn *const[]){weights});
    g_autoptr(HcpEdges) edges = hcp_edges_new_take(TRUE, m, source, target, attributes);
    g_autoptr(HcpTable) nodes = make_nodes(n);
    return hcp_network_new(nodes, edges, run, NULL);
}

static gboolean run_layout(HcpNetwork *network, const HcpRun *run) {
    g_autoptr(HcpColumn) x = NULL, y = NULL;
    return hcp_layout_compute(network, run, &x, &y, NULL);
}

static gboolean run_leiden(HcpNetwork *network, const HcpRun *run) {
    HcpLeidenOptions options = HCP_LEIDEN_OPTIONS_INIT;
    g_autoptr(HcpPartition) partition = hcp_community_leiden(network, &options, run, NULL, NULL);
    return partition != NULL;
}

static gboolean run_measure(HcpNetwork *network, const HcpMeasure *measure, const HcpRun *run) {
    g_autoptr(HcpColumn) column = hcp_measure_compute(measure, network, NULL, run, NULL);
    return column != NULL;
}

static gboolean print_line(const char *name, const HcpNetwork *network, int64_t start,
                           gboolean good) {
    printf("%-22s %7d %9" G_GINT64_FORMAT " %8.3f%s\n", name, hcp_network_get_n_nodes(network),
           hcp_network_get_n_edges(network), (double)(g_get_monotonic_time() - start) / 1e6,
           good ? "" : " failed");
    fflush(stdout);
    return good;
}

int main(int argc, char **argv) {
    int32_t n = argc > 1 ? atoi(argv[1]) : 300;
    int64_t m = argc > 2 ? atoll(argv[2]) : 3000;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = make_network(n, m, run);
    gsize n_measures;
    const HcpMeasure *const *list = hcp_measure_list(&n_measures);
    const char *only = argc > 3 ? argv[3] : NULL;
    int64_t start = g_get_monotonic_time();
    gboolean good = TRUE;
    if (only == NULL)
        good = print_line("leiden", network, start, run_leiden(network, run));
    start = g_get_monotonic_time();
    if (only == NULL)
        good &= print_line("layout", network, start, run_layout(network, run));
    for (gsize k = 0; k < n_measures; k++) {
        if (only != NULL && !g_str_equal(only, list[k]->name))
            continue;
        start = g_get_monotonic_time();
        gboolean computed = run_measure(network, list[k], run);
        good &= print_line(list[k]->name, network, start, computed);
    }
    return good ? 0 : 1;
}
