/* Slow versions from the textbook, on a dense matrix, against ours on many small networks. */
#include "random_network.h"

#include <math.h>
#include <string.h>

enum { MAX_NODES = 12, N_NETWORKS = 300 };

/* w[i][j]: weight of the tie i -> j, 0 where there is none; both ways when undirected. */
typedef struct {
    int n;
    gboolean directed;
    double w[MAX_NODES][MAX_NODES];
} Dense;

static Dense make_dense(const HcpNetwork *network) {
    Dense d = {.n = hcp_network_get_n_nodes(network), .directed = hcp_network_is_directed(network)};
    HcpEdges *edges = hcp_network_get_edges(network);
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        int a = hcp_edges_get_sources(edges)[e], b = hcp_edges_get_targets(edges)[e];
        d.w[a][b] = hcp_edges_get_weights(edges)[e];
        if (!d.directed)
            d.w[b][a] = d.w[a][b];
    }
    return d;
}

/* s[i][j] = w[i][j] + w[j][i]. */
static Dense make_symmetric(const Dense *d) {
    Dense s = *d;
    for (int i = 0; i < d->n; i++)
        for (int j = 0; j < d->n; j++)
            s.w[i][j] = d->w[i][j] + d->w[j][i];
    return s;
}

/* ---- shortest paths: Floyd & Warshall for distances, then counting by definition ---- */

typedef struct {
    double distance[MAX_NODES][MAX_NODES];
    double n_paths[MAX_NODES][MAX_NODES];
} Paths;

static double length_of(const Dense *d, int i, int j, gboolean weighted) {
    if (d->w[i][j] <= 0)
        return INFINITY;
    return weighted ? 1 / d->w[i][j] : 1;
}

static gboolean equal(double a, double b) {
    return isfinite(a) && isfinite(b) && fabs(a - b) < 1e-9;
}

/* Shortest paths from s to t: over the last tie (v, t), those from s to v that are short enough. */
static double count_paths(const Dense *d, const Paths *p, int s, int t, gboolean weighted) {
    if (s == t)
        return 1;
    double count = 0;
    for (int v = 0; v < d->n; v++)
        if (equal(p->distance[s][v] + length_of(d, v, t, weighted), p->distance[s][t]))
            count += count_paths(d, p, s, v, weighted);
    return count;
}

static void find_paths(const Dense *d, gboolean weighted, Paths *p) {
    for (int i = 0; i < d->n; i++)
        for (int j = 0; j < d->n; j++)
            p->distance[i][j] = i == j ? 0 : length_of(d, i, j, weighted);
    for (int k = 0; k < d->n; k++)
        for (int i = 0; i < d->n; i++)
            for (int j = 0; j < d->n; j++)
                p->distance[i][j] = fmin(p->distance[i][j], p->distance[i][k] + p->distance[k][j]);
    for (int s = 0; s < d->n; s++)
        for (int t = 0; t < d->n; t++)
            p->n_paths[s][t] = isfinite(p->distance[s][t]) ? count_paths(d, p, s, t, weighted) : 0;
}

/* sum over s, t of the share of shortest paths from s to t that pass v. */
static void betweenness(const Dense *d, gboolean weighted, double *value) {
    Paths p;
    find_paths(d, weighted, &p);
    for (int v = 0; v < d->n; v++) {
        value[v] = 0;
        for (int s = 0; s < d->n; s++)
            for (int t = 0; t < d->n; t++)
                if (s != v && t != v && s != t &&
                    equal(p.distance[s][v] + p.distance[v][t], p.distance[s][t]))
                    value[v] += p.n_paths[s][v] * p.n_paths[v][t] / p.n_paths[s][t];
        value[v] /= d->directed ? 1 : 2;
    }
}

static void plain_betweenness(const Dense *d, double *value) {
    betweenness(d, FALSE, value);
}

static void weighted_betweenness(const Dense *d, double *value) {
    betweenness(d, TRUE, value);
}

static void closeness(const Dense *d, double *value) {
    Paths p;
    find_paths(d, FALSE, &p);
    for (int i = 0; i < d->n; i++) {
        value[i] = 0;
        for (int j = 0; j < d->n; j++)
            if (j != i && isfinite(p.distance[i][j]))
                value[i] += 1 / p.distance[i][j];
        value[i] = d->n > 1 ? value[i] / (d->n - 1) : (double)NAN;
    }
}

/* ---- PageRank: the matrix written out, and its powers ---- */

static void pagerank(const Dense *d, double *value) {
    double google[MAX_NODES][MAX_NODES];
    for (int i = 0; i < d->n; i++) {
        double strength = 0;
        for (int j = 0; j < d->n; j++)
            strength += d->w[i][j];
        for (int j = 0; j < d->n; j++)
            google[i][j] = 0.15 / d->n + 0.85 * (strength > 0 ? d->w[i][j] / strength : 1. / d->n);
        value[i] = 1. / d->n;
    }
    for (int step = 0; step < 400; step++) {
        double next[MAX_NODES] = {0};
        for (int i = 0; i < d->n; i++)
            for (int j = 0; j < d->n; j++)
                next[j] += value[i] * google[i][j];
        memcpy(value, next, sizeof next);
    }
}

/* ---- the neighbourhood of a node ---- */

static void constraint(const Dense *d, double *value) {
    Dense s = make_symmetric(d);
    double p[MAX_NODES][MAX_NODES] = {{0}};
    for (int i = 0; i < s.n; i++) {
        double strength = 0;
        for (int k = 0; k < s.n; k++)
            strength += s.w[i][k];
        for (int j = 0; j < s.n && strength > 0; j++)
            p[i][j] = s.w[i][j] / strength;
    }
    for (int i = 0; i < s.n; i++) {
        gboolean any = FALSE;
        value[i] = 0;
        for (int j = 0; j < s.n; j++) {
            if (p[i][j] <= 0)
                continue;
            double through = p[i][j];
            for (int q = 0; q < s.n; q++)
                through += q != i && q != j ? p[i][q] * p[q][j] : 0;
            value[i] += through * through;
            any = TRUE;
        }
        value[i] = any ? value[i] : (double)NAN;
    }
}

static void clustering(const Dense *d, double *value) {
    Dense s = make_symmetric(d);
    for (int i = 0; i < s.n; i++) {
        int pairs = 0, closed = 0;
        for (int j = 0; j < s.n; j++)
            for (int k = 0; k < j; k++) {
                gboolean both = s.w[i][j] > 0 && s.w[i][k] > 0;
                pairs += both;
                closed += both && s.w[j][k] > 0;
            }
        value[i] = pairs > 0 ? (double)closed / pairs : (double)NAN;
    }
}

/* Takes away the nodes with fewer than k neighbours left; TRUE when there were any. */
static gboolean take_away(const Dense *s, int k, gboolean *left) {
    gboolean any = FALSE;
    for (int i = 0; i < s->n; i++) {
        int degree = 0;
        for (int j = 0; j < s->n; j++)
            degree += left[j] && s->w[i][j] > 0;
        any = any || (left[i] && degree < k);
        left[i] = left[i] && degree >= k;
    }
    return any;
}

static void coreness(const Dense *d, double *value) {
    Dense s = make_symmetric(d);
    gboolean left[MAX_NODES];
    for (int i = 0; i < s.n; i++) {
        left[i] = TRUE;
        value[i] = 0;
    }
    for (int k = 1; k <= s.n; k++) {
        while (take_away(&s, k, left))
            continue;
        for (int i = 0; i < s.n; i++)
            value[i] = left[i] ? k : value[i];
    }
}

static void degree(const Dense *d, double *value) {
    for (int i = 0; i < d->n; i++) {
        value[i] = 0;
        for (int j = 0; j < d->n; j++)
            value[i] += d->w[i][j] > 0 || d->w[j][i] > 0;
    }
}

static void in_degree(const Dense *d, double *value) {
    for (int i = 0; i < d->n; i++) {
        value[i] = 0;
        for (int j = 0; j < d->n; j++)
            value[i] += d->w[j][i] > 0;
    }
}

static void out_degree(const Dense *d, double *value) {
    for (int i = 0; i < d->n; i++) {
        value[i] = 0;
        for (int j = 0; j < d->n; j++)
            value[i] += d->w[i][j] > 0;
    }
}

static void in_strength(const Dense *d, double *value) {
    for (int i = 0; i < d->n; i++) {
        value[i] = 0;
        for (int j = 0; j < d->n; j++)
            value[i] += d->w[j][i];
    }
}

static void out_strength(const Dense *d, double *value) {
    for (int i = 0; i < d->n; i++) {
        value[i] = 0;
        for (int j = 0; j < d->n; j++)
            value[i] += d->w[i][j];
    }
}

/* The weight of an undirected tie counts once. */
static void strength(const Dense *d, double *value) {
    for (int i = 0; i < d->n; i++) {
        value[i] = 0;
        for (int j = 0; j < d->n; j++)
            value[i] += d->w[i][j] + (d->directed ? d->w[j][i] : 0);
    }
}

/* ---- spectra ---- */

/* M x = lambda x, lambda from the largest entry. */
static gboolean is_eigenvector(int n, double m[MAX_NODES][MAX_NODES], const double *x) {
    double y[MAX_NODES] = {0}, lambda = 0;
    int largest = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            y[i] += m[i][j] * x[j];
        largest = x[i] > x[largest] ? i : largest;
    }
    lambda = y[largest] / x[largest];
    for (int i = 0; i < n; i++)
        if (fabs(y[i] - lambda * x[i]) > 1e-7 * lambda)
            return FALSE;
    return TRUE;
}

/* ---- the comparison ---- */

static HcpColumn *compute(const HcpNetwork *network, const char *name) {
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    HcpColumn *column = hcp_measure_compute(hcp_measure_find(name), network, NULL, run, &error);
    g_assert_no_error(error);
    return column;
}

static int count_differences(const char *name, void (*oracle)(const Dense *, double *),
                             gboolean directed) {
    int n_wrong = 0;
    for (uint64_t seed = 1; seed <= N_NETWORKS; seed++) {
        g_autoptr(HcpNetwork) network = hcp_test_random_network(seed, directed);
        g_autoptr(HcpColumn) column = compute(network, name);
        Dense dense = make_dense(network);
        double expected[MAX_NODES];
        oracle(&dense, expected);
        for (int i = 0; i < dense.n; i++) {
            double value = hcp_column_get_number(column, i);
            if (isnan(value) != isnan(expected[i]) || fabs(value - expected[i]) > 1e-6)
                n_wrong++;
        }
    }
    return n_wrong;
}

#define AGREES(name, oracle)                                                                       \
    CU_ASSERT_EQUAL(count_differences(name, oracle, FALSE), 0);                                    \
    CU_ASSERT_EQUAL(count_differences(name, oracle, TRUE), 0)

static void betweenness_agrees_with_counted_paths(void) {
    AGREES("betweenness", plain_betweenness);
}
static void weighted_betweenness_agrees_with_counted_paths(void) {
    AGREES("weighted_betweenness", weighted_betweenness);
}
static void closeness_agrees_with_all_distances(void) {
    AGREES("closeness", closeness);
}
static void pagerank_agrees_with_powers_of_the_matrix(void) {
    AGREES("pagerank", pagerank);
}
static void constraint_agrees_with_the_double_sum(void) {
    AGREES("constraint", constraint);
}
static void clustering_agrees_with_all_pairs(void) {
    AGREES("clustering", clustering);
}
static void coreness_agrees_with_the_definition(void) {
    AGREES("coreness", coreness);
}
static void degrees_and_strengths_agree_with_the_matrix(void) {
    AGREES("degree", degree);
    AGREES("in_degree", in_degree);
    AGREES("out_degree", out_degree);
    AGREES("strength", strength);
    AGREES("in_strength", in_strength);
    AGREES("out_strength", out_strength);
}

/* Rows a and b of W, multiplied: (W W')_ab; columns: (W' W)_ab. */
static double multiply_rows(const Dense *d, int a, int b) {
    double sum = 0;
    for (int k = 0; k < d->n; k++)
        sum += d->w[a][k] * d->w[b][k];
    return sum;
}

static double multiply_columns(const Dense *d, int a, int b) {
    double sum = 0;
    for (int k = 0; k < d->n; k++)
        sum += d->w[k][a] * d->w[k][b];
    return sum;
}

static void hubs_and_authorities_are_eigenvectors(void) {
    for (uint64_t seed = 1; seed <= N_NETWORKS; seed++) {
        g_autoptr(HcpNetwork) network = hcp_test_random_network(seed, seed % 2 == 0);
        if (hcp_network_get_n_edges(network) == 0)
            continue;
        Dense d = make_dense(network);
        double hubs[MAX_NODES][MAX_NODES] = {{0}}, authorities[MAX_NODES][MAX_NODES] = {{0}};
        for (int i = 0; i < d.n; i++)
            for (int j = 0; j < d.n; j++) {
                hubs[i][j] = multiply_rows(&d, i, j);
                authorities[i][j] = multiply_columns(&d, i, j);
            }
        g_autoptr(HcpColumn) hub = compute(network, "hub");
        g_autoptr(HcpColumn) authority = compute(network, "authority");
        CU_ASSERT_TRUE(is_eigenvector(d.n, hubs, hcp_column_get_doubles(hub)));
        CU_ASSERT_TRUE(is_eigenvector(d.n, authorities, hcp_column_get_doubles(authority)));
    }
}

/* Of the matrix of incoming ties within the part that has values. */
static void the_eigenvector_is_one(void) {
    int n_checked = 0;
    for (uint64_t seed = 1; seed <= N_NETWORKS; seed++) {
        g_autoptr(HcpNetwork) network = hcp_test_random_network(seed, seed % 2 == 0);
        g_autoptr(HcpColumn) column = compute(network, "eigenvector");
        Dense d = make_dense(network);
        if (hcp_column_count_missing(column) == d.n)
            continue;
        double incoming[MAX_NODES][MAX_NODES] = {{0}};
        for (int i = 0; i < d.n; i++)
            for (int j = 0; j < d.n; j++)
                if (hcp_column_is_valid(column, i) && hcp_column_is_valid(column, j))
                    incoming[j][i] = d.w[i][j];
        CU_ASSERT_TRUE(is_eigenvector(d.n, incoming, hcp_column_get_doubles(column)));
        n_checked++;
    }
    CU_ASSERT_TRUE(n_checked > N_NETWORKS / 4);
}

HCP_TEST_MAIN(HCP_TEST(betweenness_agrees_with_counted_paths),
              HCP_TEST(weighted_betweenness_agrees_with_counted_paths),
              HCP_TEST(closeness_agrees_with_all_distances),
              HCP_TEST(pagerank_agrees_with_powers_of_the_matrix),
              HCP_TEST(constraint_agrees_with_the_double_sum),
              HCP_TEST(clustering_agrees_with_all_pairs),
              HCP_TEST(coreness_agrees_with_the_definition),
              HCP_TEST(degrees_and_strengths_agree_with_the_matrix),
              HCP_TEST(hubs_and_authorities_are_eigenvectors), HCP_TEST(the_eigenvector_is_one))
