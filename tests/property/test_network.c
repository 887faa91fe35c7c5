/* What must not change a network, and what a new numbering must change it into. */
#include "dataset_by_hand.h"
#include "support.h"

enum { N_ROWS = 300, N_NODES = 60 };

static void shuffle(HcpRng *rng, int32_t n, int32_t *order) {
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    for (int32_t i = n - 1; i > 0; i--) {
        int32_t j = (int32_t)hcp__rng_below(rng, i + 1);
        int32_t moved = order[i];
        order[i] = order[j];
        order[j] = moved;
    }
}

/* ---- shuffled rows ---- */

/* Weights of many digits: their sum depends on the order in which they are added. */
static GPtrArray *draw_rows(HcpRng *rng) {
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
    for (int r = 0; r < N_ROWS; r++)
        g_ptr_array_add(rows,
                        g_strdup_printf("%c %c %.17g %d\n", (char)('A' + hcp__rng_below(rng, 6)),
                                        (char)('A' + hcp__rng_below(rng, 6)), hcp__rng_double(rng),
                                        (int)hcp__rng_below(rng, 1000)));
    return rows;
}

static char *derive(const GPtrArray *rows, const int32_t *order, int threads) {
    g_autoptr(GString) text = g_string_new("from to weight date\n");
    for (guint r = 0; r < rows->len; r++)
        g_string_append(text, rows->pdata[order[r]]);
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "ties", "advice", text->str);
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, threads);
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    return write_layer(layers->pdata[0]);
}

static void neither_order_of_rows_nor_threads_change_a_byte(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 11, 0);
    g_autoptr(GPtrArray) rows = draw_rows(&rng);
    int32_t order[N_ROWS];
    for (int r = 0; r < N_ROWS; r++)
        order[r] = r;
    g_autofree char *expected = derive(rows, order, 1);
    for (int round = 0; round < 10; round++) {
        shuffle(&rng, N_ROWS, order);
        g_autofree char *found = derive(rows, order, 1 + round % 4);
        CU_ASSERT_STRING_EQUAL(found, expected);
    }
}

/* ---- other numbers for the nodes ---- */

typedef struct {
    double weight[N_NODES][N_NODES]; /* 0: no edge */
} Matrix;

static void draw_matrix(HcpRng *rng, Matrix *matrix) {
    *matrix = (Matrix){0};
    for (int k = 0; k < N_NODES; k++) {
        int64_t i = hcp__rng_below(rng, N_NODES), j = hcp__rng_below(rng, N_NODES);
        if (i != j)
            matrix->weight[i][j] = 1 + (double)hcp__rng_below(rng, 50);
    }
}

/* Node i of the matrix is node number[i] of the network; ids sort like the numbers. */
static HcpNetwork *make_network(const Matrix *matrix, const int32_t *number) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < N_NODES; i++)
        for (int j = 0; j < N_NODES; j++)
            if (matrix->weight[i][j] > 0)
                g_string_append_printf(text, "%03d %03d %g\n", number[i], number[j],
                                       matrix->weight[i][j]);
    return hcp_test_network(TRUE, text->str);
}

static int32_t find_node(const HcpNetwork *network, int32_t number) {
    char id[16];
    g_snprintf(id, sizeof id, "%03d", number);
    return hcp_test_node(network, id);
}

static double find_weight(const HcpNetwork *network, int32_t i, int32_t j) {
    const HcpAdjacency *out = hcp_network_out(network);
    for (int64_t s = i < 0 ? 0 : out->offset[i]; i >= 0 && s < out->offset[i + 1]; s++)
        if (out->neighbour[s] == j)
            return (double)out->weight[s];
    return 0;
}

static void edges_follow_their_nodes(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 12, 0);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autofree Matrix *matrix = g_new(Matrix, 1);
    int32_t number[N_NODES];
    for (int round = 0; round < 5; round++) {
        draw_matrix(&rng, matrix);
        shuffle(&rng, N_NODES, number);
        g_autoptr(HcpNetwork) network = make_network(matrix, number);
        g_autoptr(HcpNetwork) both = hcp_network_to_undirected(network, run, NULL);
        CU_ASSERT_TRUE(hcp_network_check(network, NULL));
        CU_ASSERT_TRUE(hcp_network_check(both, NULL));
        for (int i = 0; i < N_NODES; i++)
            for (int j = 0; j < N_NODES; j++) {
                int32_t a = find_node(network, number[i]), b = find_node(network, number[j]);
                double forth = matrix->weight[i][j], back = matrix->weight[j][i];
                CU_ASSERT_DOUBLE_EQUAL(find_weight(network, a, b), forth, 0);
                CU_ASSERT_DOUBLE_EQUAL(find_weight(both, a, b), forth + back, 0);
            }
    }
}

/* Components as sets do not depend on the numbers; nor do their sizes in order. */
static void components_follow_their_nodes(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 13, 0);
    g_autofree Matrix *matrix = g_new(Matrix, 1);
    int32_t plain[N_NODES], number[N_NODES], one[N_NODES], other[N_NODES];
    for (int i = 0; i < N_NODES; i++)
        plain[i] = i;
    for (int round = 0; round < 5; round++) {
        draw_matrix(&rng, matrix);
        shuffle(&rng, N_NODES, number);
        g_autoptr(HcpNetwork) a = make_network(matrix, plain), b = make_network(matrix, number);
        CU_ASSERT_EQUAL(hcp_network_components(a, one), hcp_network_components(b, other));
        int n_together_a = 0, n_together_both = 0, n_together_b = 0;
        for (int i = 0; i < N_NODES; i++)
            for (int j = 0; j < N_NODES; j++) {
                int32_t i_a = find_node(a, plain[i]), j_a = find_node(a, plain[j]);
                int32_t i_b = find_node(b, number[i]), j_b = find_node(b, number[j]);
                if (i_a < 0 || j_a < 0)
                    continue;
                n_together_a += one[i_a] == one[j_a];
                n_together_b += other[i_b] == other[j_b];
                n_together_both += one[i_a] == one[j_a] && other[i_b] == other[j_b];
            }
        CU_ASSERT_EQUAL(n_together_a, n_together_both);
        CU_ASSERT_EQUAL(n_together_b, n_together_both);
    }
}

HCP_TEST_MAIN(HCP_TEST(neither_order_of_rows_nor_threads_change_a_byte),
              HCP_TEST(edges_follow_their_nodes), HCP_TEST(components_follow_their_nodes))
