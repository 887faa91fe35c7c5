#include "tables.h"

#include <math.h>

/* Ties of the weights given, over nodes 0..n-1. */
static HcpEdges *make_edges(gboolean directed, int64_t n, int32_t (*ends)[2],
                            const double *weights) {
    int32_t *source = g_new(int32_t, n), *target = g_new(int32_t, n);
    for (int64_t e = 0; e < n; e++) {
        source[e] = ends[e][0];
        target[e] = ends[e][1];
    }
    g_autoptr(HcpColumn) weight = hcp_test_numbers("weight", HCP_PRIVACY_NONE, n, weights);
    g_autoptr(HcpTable) table = hcp_table_new("ties", n, 1, &weight);
    return hcp_edges_new_take(directed, n, source, target, table);
}

static int32_t STAR[4][2] = {{0, 1}, {0, 2}, {0, 3}, {0, 4}};
static const double WEIGHTS[4] = {1, 1, 2, 16};

/* Node 0: s = 20, k = 4: (1 - 1/20)^3, (1 - 2/20)^3, (1 - 16/20)^3; the leaves have one tie: 1. */
static void disparity_is_the_formula_of_serrano(void) {
    for (int directed = 0; directed < 2; directed++) {
        g_autoptr(HcpEdges) edges = make_edges(directed, 4, STAR, WEIGHTS);
        g_autoptr(HcpColumn) p = hcp_backbone_disparity(edges, 5, NULL);
        const double *value = hcp_column_get_doubles(p);
        CU_ASSERT_DOUBLE_EQUAL(value[0], 0.857375, 1e-12);
        CU_ASSERT_DOUBLE_EQUAL(value[2], 0.729, 1e-12);
        CU_ASSERT_DOUBLE_EQUAL(value[3], 0.008, 1e-12);
    }
}

/* 0 -> 1, 0 -> 2 and 3 -> 1, 4 -> 1: sent and received ties are compared apart. */
static void directed_ends_look_at_what_is_sent_and_what_is_received(void) {
    static int32_t ENDS[4][2] = {{0, 1}, {0, 2}, {3, 1}, {4, 1}};
    static const double W[4] = {4, 1, 1, 1};
    g_autoptr(HcpEdges) edges = make_edges(TRUE, 4, ENDS, W);
    g_autoptr(HcpColumn) p = hcp_backbone_disparity(edges, 5, NULL);
    const double *value = hcp_column_get_doubles(p);
    CU_ASSERT_DOUBLE_EQUAL(value[0], 1.0 / 9, 1e-12); /* received: (1 - 4/6)^2; sent: 1 - 4/5 */
    CU_ASSERT_DOUBLE_EQUAL(value[1], 0.8, 1e-12);     /* sent; alone at 2 */
    CU_ASSERT_DOUBLE_EQUAL(value[2], 25.0 / 36, 1e-12);
}

static void a_tie_that_is_alone_at_both_ends_proves_nothing(void) {
    g_autoptr(HcpEdges) edges = make_edges(FALSE, 1, STAR, WEIGHTS);
    g_autoptr(HcpColumn) p = hcp_backbone_disparity(edges, 2, NULL);
    CU_ASSERT_EQUAL(hcp_column_get_doubles(p)[0], 1);
}

static void the_top_share_keeps_whole_groups_of_equals(void) {
    g_autoptr(HcpEdges) edges = make_edges(FALSE, 4, STAR, WEIGHTS);
    g_autofree uint8_t *few = hcp_backbone_top(edges, 5, 0.2, NULL);
    CU_ASSERT(few[0] && few[3]); /* every leaf keeps the only tie that it has */
    /* A ring has two ties at each node. */
    static int32_t RING[4][2] = {{0, 1}, {0, 3}, {1, 2}, {2, 3}};
    static const double W[4] = {5, 1, 2, 2};
    g_autoptr(HcpEdges) ring = make_edges(FALSE, 4, RING, W);
    g_autofree uint8_t *half = hcp_backbone_top(ring, 4, 0.5, NULL);
    CU_ASSERT(half[0]);  /* strongest at 0 and 1 */
    CU_ASSERT(!half[1]); /* weaker at both ends */
    CU_ASSERT(!half[2]); /* at 2 as strong as the other: both would be too many */
    CU_ASSERT(half[3]);  /* strongest at 3 */
    g_autofree uint8_t *all = hcp_backbone_top(ring, 4, 1, NULL);
    CU_ASSERT(all[0] && all[1] && all[2] && all[3]);
}

static void twenty_percent_of_five_ties_is_one(void) {
    static int32_t ENDS[6][2] = {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}, {1, 2}};
    static const double W[6] = {1, 2, 3, 4, 5, 9};
    g_autoptr(HcpEdges) edges = make_edges(TRUE, 6, ENDS, W);
    g_autofree uint8_t *keep = hcp_backbone_top(edges, 6, 0.2, NULL);
    CU_ASSERT(keep[4] && keep[5]);
    CU_ASSERT(!keep[1]); /* 2 receives 9 from 1 */
    CU_ASSERT(keep[0]);  /* all that 1 receives */
}

static void filters_are_read_and_said(void) {
    HcpBackbone backbone;
    CU_ASSERT(hcp_backbone_parse("top:20%", &backbone, NULL));
    CU_ASSERT_EQUAL(backbone.rule, HCP_BACKBONE_TOP);
    CU_ASSERT_DOUBLE_EQUAL(backbone.level, 0.2, 1e-15);
    CU_ASSERT(hcp_backbone_parse("null:0.01", &backbone, NULL));
    g_autofree char *text = hcp_backbone_describe(&backbone);
    CU_ASSERT_STRING_EQUAL(text, "beyond chance, q <= 0.01");
    static const char *const WRONG[] = {"",       "disparity",    "disparity:", "disparity:0",
                                        "null:2", "disparity:5%", "top:20",     "null:nan",
                                        "top:0%", "top:101%",     "none:0.05",  "null: 0.05"};
    for (gsize i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        GError *error = NULL;
        CU_ASSERT_FALSE(hcp_backbone_parse(WRONG[i], &backbone, &error));
        CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "expected disparity:P"));
    }
}

HCP_TEST_MAIN(HCP_TEST(disparity_is_the_formula_of_serrano),
              HCP_TEST(directed_ends_look_at_what_is_sent_and_what_is_received),
              HCP_TEST(a_tie_that_is_alone_at_both_ends_proves_nothing),
              HCP_TEST(the_top_share_keeps_whole_groups_of_equals),
              HCP_TEST(twenty_percent_of_five_ties_is_one), HCP_TEST(filters_are_read_and_said))
