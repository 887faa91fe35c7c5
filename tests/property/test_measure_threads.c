/* What must hold for every measure whatever the network: names, scale and threads do not matter. */
#include "random_network.h"

#include <math.h>
#include <string.h>

enum { N_NETWORKS = 60 };

static HcpColumn *compute(const HcpMeasure *measure, const HcpNetwork *network, int threads) {
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, threads);
    GError *error = NULL;
    HcpColumn *column = hcp_measure_compute(measure, network, NULL, run, &error);
    g_assert_no_error(error);
    return column;
}

static gboolean is_near(double a, double b) {
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-6 * fmax(1, fabs(a));
}

/* The text with every weight times `factor`, or with names in another order. */
static char *rewrite(const char *edges, double factor, gboolean rename) {
    GString *text = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(edges, "\n", -1);
    for (char **line = lines; *line != NULL && **line != '\0'; line++) {
        int a = 0, b = 0, w = 0;
        g_assert(sscanf(*line, "n%d n%d %d", &a, &b, &w) == 3);
        a = rename ? 97 - 7 * a : a;
        b = rename ? 97 - 7 * b : b;
        g_string_append_printf(text, "n%02d n%02d %g\n", a, b, w * factor);
    }
    return g_string_free(text, FALSE);
}

static char *random_edges(uint64_t seed, gboolean directed) {
    HcpRng rng;
    hcp__rng_init(&rng, seed, 77);
    return hcp_test_random_edges(&rng, directed);
}

/* Of equally large components the eigenvector takes the one with the smallest name. */
static gboolean depends_on_names(const HcpMeasure *measure) {
    return strcmp(measure->name, "eigenvector") == 0;
}

static void a_node_keeps_its_value_under_another_name(void) {
    gsize n_measures;
    const HcpMeasure *const *list = hcp_measure_list(&n_measures);
    int n_wrong = 0;
    for (uint64_t seed = 1; seed <= N_NETWORKS; seed++) {
        g_autofree char *edges = random_edges(seed, seed % 2 == 0);
        g_autofree char *renamed = rewrite(edges, 1, TRUE);
        g_autoptr(HcpNetwork) one = hcp_test_network(seed % 2 == 0, edges);
        g_autoptr(HcpNetwork) other = hcp_test_network(seed % 2 == 0, renamed);
        HcpColumn *ids = hcp_table_find_column(hcp_network_get_nodes(one), "id");
        for (gsize k = 0; k < n_measures; k++) {
            if (depends_on_names(list[k]))
                continue;
            g_autoptr(HcpColumn) a = compute(list[k], one, 1), b = compute(list[k], other, 1);
            for (int32_t i = 0; i < hcp_network_get_n_nodes(one); i++) {
                int number = atoi(hcp_column_get_text(ids, i) + 1);
                g_autofree char *id = g_strdup_printf("n%02d", 97 - 7 * number);
                n_wrong += !is_near(hcp_column_get_number(a, i),
                                    hcp_column_get_number(b, hcp_test_node(other, id)));
            }
        }
    }
    CU_ASSERT_EQUAL(n_wrong, 0);
}

static void the_scale_of_weights_matters_to_sums_alone(void) {
    gsize n_measures;
    const HcpMeasure *const *list = hcp_measure_list(&n_measures);
    int n_wrong = 0;
    for (uint64_t seed = 1; seed <= N_NETWORKS; seed++) {
        g_autofree char *edges = random_edges(seed, seed % 2 == 0);
        g_autofree char *scaled = rewrite(edges, 4, FALSE);
        g_autoptr(HcpNetwork) one = hcp_test_network(seed % 2 == 0, edges);
        g_autoptr(HcpNetwork) other = hcp_test_network(seed % 2 == 0, scaled);
        for (gsize k = 0; k < n_measures; k++) {
            g_autoptr(HcpColumn) a = compute(list[k], one, 1), b = compute(list[k], other, 1);
            double factor = list[k]->weight_sum ? 4 : 1;
            for (int32_t i = 0; i < hcp_network_get_n_nodes(one); i++)
                n_wrong +=
                    !is_near(factor * hcp_column_get_number(a, i), hcp_column_get_number(b, i));
        }
    }
    CU_ASSERT_EQUAL(n_wrong, 0);
}

static void weights_matter_exactly_where_the_measure_says_so(void) {
    g_autoptr(HcpNetwork) one =
        hcp_test_network(TRUE, "a b 1\nb c 1\nc a 1\na d 1\nd c 1\nd b 1\n");
    g_autoptr(HcpNetwork) other =
        hcp_test_network(TRUE, "a b 3\nb c 1\nc a 7\na d 9\nd c 2\nd b 1\n");
    gsize n_measures;
    const HcpMeasure *const *list = hcp_measure_list(&n_measures);
    for (gsize k = 0; k < n_measures; k++) {
        if (list[k]->needs != NULL)
            continue; /* these nodes do not have it: see oracle.brand_ties */
        g_autoptr(HcpColumn) a = compute(list[k], one, 1), b = compute(list[k], other, 1);
        gboolean same = TRUE;
        for (int32_t i = 0; i < 4; i++)
            same = same && is_near(hcp_column_get_number(a, i), hcp_column_get_number(b, i));
        CU_ASSERT_EQUAL(same, list[k]->weight == HCP_WEIGHT_UNUSED);
    }
}

/* Large enough for several ranges of every loop: n0..n1499, each with ties to one of every 1500 of
 * n0..n4499. */
static HcpNetwork *make_large(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 5, 0);
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 1500; i++)
        for (int k = 0; k < 3; k++) {
            int j = (i + 1 + (int)hcp__rng_below(&rng, 700)) % 1500;
            g_string_append_printf(text, "n%d n%d %g\n", i, j + 1500 * k,
                                   0.1 + hcp__rng_double(&rng));
        }
    return hcp_test_network(TRUE, text->str);
}

static void threads_do_not_change_a_bit(void) {
    gsize n_measures;
    const HcpMeasure *const *list = hcp_measure_list(&n_measures);
    g_autoptr(HcpNetwork) network = make_large();
    int32_t n = hcp_network_get_n_nodes(network);
    CU_ASSERT_TRUE(n > 2000);
    for (gsize k = 0; k < n_measures; k++) {
        g_autoptr(HcpColumn) one = compute(list[k], network, 1);
        g_autoptr(HcpColumn) three = compute(list[k], network, 3);
        CU_ASSERT_EQUAL(hcp_column_count_missing(one), hcp_column_count_missing(three));
        const void *a = list[k]->whole_number ? (const void *)hcp_column_get_int64s(one)
                                              : hcp_column_get_doubles(one);
        const void *b = list[k]->whole_number ? (const void *)hcp_column_get_int64s(three)
                                              : hcp_column_get_doubles(three);
        CU_ASSERT_EQUAL(memcmp(a, b, (size_t)n * 8), 0);
    }
}

HCP_TEST_MAIN(HCP_TEST(a_node_keeps_its_value_under_another_name),
              HCP_TEST(the_scale_of_weights_matters_to_sums_alone),
              HCP_TEST(weights_matter_exactly_where_the_measure_says_so),
              HCP_TEST(threads_do_not_change_a_bit))
