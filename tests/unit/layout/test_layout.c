#include "known_networks.h"
#include "support.h"

#include <math.h>

typedef struct {
    HcpColumn *column_x, *column_y;
    const double *x, *y;
} Places;

static Places compute(HcpNetwork *network, uint64_t seed, int threads) {
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_seed(run, seed);
    hcp_run_set_threads(run, threads);
    Places p;
    GError *error = NULL;
    hcp_layout_compute(network, run, &p.column_x, &p.column_y, &error);
    g_assert_no_error(error);
    p.x = hcp_column_get_doubles(p.column_x);
    p.y = hcp_column_get_doubles(p.column_y);
    return p;
}

static void clear(Places *p) {
    hcp_column_unref(p->column_x);
    hcp_column_unref(p->column_y);
}

static double distance(const Places *p, int32_t a, int32_t b) {
    return hypot(p->x[a] - p->x[b], p->y[a] - p->y[b]);
}

/* Groups of ten, each all tied, in a ring with one tie between neighbours; and a pair apart. */
static HcpNetwork *make_groups(int n_groups) {
    g_autoptr(GString) text = g_string_new("pair1 pair2\n");
    for (int g = 0; g < n_groups; g++) {
        for (int i = 0; i < 10; i++)
            for (int j = i + 1; j < 10; j++)
                g_string_append_printf(text, "g%02d_%d g%02d_%d 3\n", g, i, g, j);
        g_string_append_printf(text, "g%02d_0 g%02d_1\n", g, (g + 1) % n_groups);
    }
    return hcp_test_network(FALSE, text->str);
}

static void places_fill_the_map(void) {
    g_autoptr(HcpNetwork) network = make_groups(6);
    int32_t n = hcp_network_get_n_nodes(network);
    Places p = compute(network, 1, 1);
    double sum_x = 0, sum_y = 0, farthest = 0;
    for (int32_t i = 0; i < n; i++) {
        sum_x += p.x[i];
        sum_y += p.y[i];
        farthest = fmax(farthest, fmax(fabs(p.x[i]), fabs(p.y[i])));
    }
    CU_ASSERT_DOUBLE_EQUAL(sum_x / n, 0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(sum_y / n, 0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(farthest, 1000, 1e-9);
    clear(&p);
}

static void groups_stand_apart(void) {
    g_autoptr(HcpNetwork) network = make_groups(6);
    Places p = compute(network, 1, 1);
    int32_t n = hcp_network_get_n_nodes(network) - 2; /* the pair comes last */
    int n_wrong = 0;
    for (int32_t i = 0; i < n; i++) {
        int32_t nearest = -1;
        for (int32_t j = 0; j < n; j++)
            if (j != i && (nearest < 0 || distance(&p, i, j) < distance(&p, i, nearest)))
                nearest = j;
        n_wrong += nearest / 10 != i / 10;
    }
    CU_ASSERT_EQUAL(n_wrong, 0);
    clear(&p);
}

static void no_two_nodes_share_a_place(void) {
    g_autoptr(HcpNetwork) network =
        hcp_test_network(FALSE, "hub a\nhub b\nhub c\nhub d\nx y\nz w\n");
    Places p = compute(network, 1, 1);
    for (int32_t i = 0; i < 9; i++)
        for (int32_t j = 0; j < i; j++)
            CU_ASSERT_TRUE(distance(&p, i, j) > 20);
    clear(&p);
}

static void the_seed_decides_and_the_threads_do_not(void) {
    g_autoptr(HcpNetwork) network = make_groups(40);
    Places one = compute(network, 1, 1), two = compute(network, 1, 3),
           other = compute(network, 2, 1);
    int n_different = 0, n_moved = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++) {
        n_different += one.x[i] != two.x[i] || one.y[i] != two.y[i];
        n_moved += one.x[i] != other.x[i];
    }
    CU_ASSERT_EQUAL(n_different, 0);
    CU_ASSERT_TRUE(n_moved > 0);
    clear(&one);
    clear(&two);
    clear(&other);
}

static void a_network_without_nodes_has_no_places(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "");
    Places p = compute(network, 1, 1);
    CU_ASSERT_EQUAL(hcp_column_get_length(p.column_x), 0);
    clear(&p);
}

HCP_TEST_MAIN(HCP_TEST(places_fill_the_map), HCP_TEST(groups_stand_apart),
              HCP_TEST(no_two_nodes_share_a_place),
              HCP_TEST(the_seed_decides_and_the_threads_do_not),
              HCP_TEST(a_network_without_nodes_has_no_places))
