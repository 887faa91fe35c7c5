/* Rows of shared-patient pairs to a network: bench.network [NODES [ROWS]]. One line a stage: name,
 * nodes, edges, seconds on the clock and of all processors, the largest resident size so far in
 * MiB. Rows are uniform random pairs in
 * no order, which is the worst order there is. */
#include "base/base_internal.h"
#include "network/igraph_bridge.h"
#include <hcpnet/derive.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

typedef struct {
    HcpDataset dataset;
    HcpStudyTable group;
    HcpDataTable data;
} Input;

static HcpTable *make_table(const char *name, HcpColumn *a, HcpColumn *b, HcpColumn *c) {
    HcpColumn *columns[] = {a, b, c};
    HcpTable *table = hcp_table_new(name, hcp_column_get_length(a), c != NULL ? 3 : 2, columns);
    for (int k = 0; k < 3; k++)
        hcp_column_unref(columns[k]);
    return table;
}

static HcpColumn *draw_ids(HcpRng *rng, const char *name, int32_t n, int64_t n_rows, HcpPool *ids) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING};
    int32_t *code = hcp__array_new(n_rows, sizeof *code, NULL);
    for (int64_t r = 0; r < n_rows; r++)
        code[r] = rng != NULL ? (int32_t)hcp__rng_below(rng, n) : (int32_t)r;
    return hcp_column_new_take_strings(&info, n_rows, code, NULL, ids);
}

static HcpColumn *draw_counts(HcpRng *rng, int64_t n_rows) {
    HcpColumnInfo info = {.name = "patients", .kind = HCP_KIND_INT64};
    int64_t *count = hcp__array_new(n_rows, sizeof *count, NULL);
    for (int64_t r = 0; r < n_rows; r++)
        count[r] = 11 + hcp__rng_below(rng, 200);
    return hcp_column_new_take(&info, n_rows, count, NULL);
}

static void make_input(Input *input, int32_t n, int64_t n_rows) {
    g_autoptr(HcpPool) ids = hcp__pool_new();
    for (int32_t i = 0; i < n; i++) {
        char text[16];
        hcp__pool_add(ids, text, g_snprintf(text, sizeof text, "%010d", i));
    }
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    *input = (Input){.dataset.n_physicians = n, .group.schema = (char *)"pairs"};
    input->dataset.nodes = make_table("nodes", draw_ids(NULL, "id", n, n, ids),
                                      draw_ids(NULL, "kind", n, n, ids), NULL);
    input->data.group = &input->group;
    input->data.table = make_table("pairs", draw_ids(&rng, "from", n, n_rows, ids),
                                   draw_ids(&rng, "to", n, n_rows, ids), draw_counts(&rng, n_rows));
    input->dataset.tables = g_ptr_array_new();
    g_ptr_array_add(input->dataset.tables, &input->data);
}

static void clear_input(Input *input) {
    hcp_table_unref(input->dataset.nodes);
    hcp_table_unref(input->data.table);
    g_ptr_array_unref(input->dataset.tables);
}

static int64_t started;
static clock_t busy;

static void say(const char *stage, int32_t n, int64_t m) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-12s %9" PRId32 " %10" PRId64 " %7.2f s %7.2f cpu s %6ld MiB\n", stage, n, m,
           (double)(g_get_monotonic_time() - started) / 1e6,
           (double)(clock() - busy) / CLOCKS_PER_SEC, usage.ru_maxrss / 1024);
    started = g_get_monotonic_time();
    busy = clock();
}

int main(int argc, char **argv) {
    int32_t n = argc > 1 ? atoi(argv[1]) : 1000;
    int64_t n_rows = argc > 2 ? atoll(argv[2]) : 10000;
    Input input;
    started = g_get_monotonic_time();
    make_input(&input, n, n_rows);
    say("rows", n, n_rows);

    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&input.dataset, run, NULL);
    HcpEdges *edges = layers->pdata[0];
    say("edges", n, hcp_edges_get_n(edges));
    g_autoptr(HcpNetwork) network = hcp_network_new(input.dataset.nodes, edges, run, NULL);
    say("network", n, hcp_network_get_n_edges(network));
    g_autoptr(HcpNetwork) undirected = hcp_network_to_undirected(network, run, NULL);
    say("undirected", n, hcp_network_get_n_edges(undirected));
    g_autofree int32_t *component = g_new(int32_t, n);
    say("components", hcp_network_components(network, component), hcp_edges_get_n(edges));
    gboolean holds = hcp_network_check(network, NULL) && hcp_network_check(undirected, NULL);
    say(holds ? "check" : "BROKEN", n, hcp_edges_get_n(edges));
    HcpIgraph *view = hcp__igraph_open(network, run, NULL);
    say("igraph", n, igraph_ecount(&view->graph));
    hcp__igraph_close(view);
    clear_input(&input);
    return holds ? 0 : 1;
}
