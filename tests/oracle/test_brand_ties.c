/* Ties with brand writers on random networks, against sums over the whole matrix of weights. */
#include "random_network.h"

#include "base/base_internal.h"
#include <math.h>

enum { N_NETWORKS = 100 };

/* The network with about half of its nodes marked as writers, and some of which nothing is known.
 */
static HcpNetwork *mark(HcpNetwork *network, uint64_t seed, uint8_t *is_writer) {
    int32_t n = hcp_network_get_n_nodes(network);
    HcpRng rng;
    hcp__rng_init(&rng, seed, 1);
    uint8_t *flags = g_new0(uint8_t, n + 1), *validity = g_new0(uint8_t, n / 8 + 1);
    for (int32_t i = 0; i < n; i++) {
        gboolean known = hcp__rng_below(&rng, 10) > 0;
        flags[i] = known && hcp__rng_below(&rng, 2) == 0;
        is_writer[i] = flags[i];
        if (known)
            hcp__bit_set(validity, i);
    }
    HcpColumnInfo info = {.name = "brand_writer", .kind = HCP_KIND_BOOL};
    g_autoptr(HcpColumn) column = hcp_column_new_take(&info, n, flags, validity);
    g_autoptr(HcpTable) nodes = hcp_table_with_columns(hcp_network_get_nodes(network), 1, &column);
    g_autoptr(HcpRun) run = hcp_run_new();
    return hcp_network_new(nodes, hcp_network_get_edges(network), run, NULL);
}

/* w[i * n + j]: from i to j; both ways where there is no direction. */
static double *make_matrix(const HcpNetwork *network) {
    int32_t n = hcp_network_get_n_nodes(network);
    HcpEdges *edges = hcp_network_get_edges(network);
    double *w = g_new0(double, n *n + 1);
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        int32_t i = hcp_edges_get_sources(edges)[e], j = hcp_edges_get_targets(edges)[e];
        w[i * n + j] += hcp_edges_get_weights(edges)[e];
        if (!hcp_network_is_directed(network))
            w[j * n + i] = w[i * n + j];
    }
    return w;
}

typedef struct {
    double out, in, both, degree;
} Expected;

static Expected sum_row(const double *w, int32_t n, int32_t i, const uint8_t *is_writer) {
    Expected sum = {0};
    for (int32_t j = 0; j < n; j++) {
        if (!is_writer[j])
            continue;
        sum.out += w[i * n + j];
        sum.in += w[j * n + i];
        sum.degree += w[i * n + j] + w[j * n + i] > 0;
    }
    sum.both = sum.out + sum.in;
    return sum;
}

static int count_wrong(const HcpNetwork *network, const char *measure, const double *expected) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpColumn) column =
        hcp_measure_compute(hcp_measure_find(measure), network, NULL, run, NULL);
    int n_wrong = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++)
        n_wrong += !(fabs(hcp_column_get_number(column, i) - expected[i]) <= 1e-9);
    return n_wrong;
}

static void sums_are_those_of_the_matrix(void) {
    int n_wrong = 0;
    for (uint64_t seed = 1; seed <= N_NETWORKS; seed++) {
        gboolean directed = seed % 2 == 0;
        g_autoptr(HcpNetwork) bare = hcp_test_random_network(seed, directed);
        int32_t n = hcp_network_get_n_nodes(bare);
        g_autofree uint8_t *is_writer = g_new0(uint8_t, n + 1);
        g_autoptr(HcpNetwork) network = mark(bare, seed, is_writer);
        g_autofree double *w = make_matrix(network), *value = g_new(double, 4 * n + 1);
        for (int32_t i = 0; i < n; i++) {
            Expected sum = sum_row(w, n, i, is_writer);
            value[i] = sum.out;
            value[n + i] = sum.in;
            value[2 * n + i] = directed ? sum.both : sum.out;
            value[3 * n + i] = sum.degree;
        }
        n_wrong += count_wrong(network, "brand_out_strength", value) +
                   count_wrong(network, "brand_in_strength", value + n) +
                   count_wrong(network, "brand_strength", value + 2 * n) +
                   count_wrong(network, "brand_degree", value + 3 * n);
    }
    CU_ASSERT_EQUAL(n_wrong, 0);
}

HCP_TEST_MAIN(HCP_TEST(sums_are_those_of_the_matrix))
