/* What a backbone tells of counts that are hidden: nothing. */
#include "tables.h"

#include <string.h>

enum { N_NODES = 5, N_EDGES = 5 };

static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;

static HcpTable *make_nodes(void) {
    static const char *const IDS[N_NODES] = {"A", "B", "C", "D", "E"};
    static const char *const KINDS[N_NODES] = {"physician", "physician", "physician", "physician",
                                               "physician"};
    g_autoptr(HcpColumn) kind = hcp_test_texts("kind", HCP_PRIVACY_NONE, N_NODES, KINDS);
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, N_NODES, IDS);
    return hcp_table_new("nodes", N_NODES, 2, (HcpColumn *const[]){kind, id});
}

/* A sends 100, 12 and `hidden` patients; what the null model found depends on all of them. */
static HcpEdges *make_edges(int64_t hidden) {
    const HcpTestReferral rows[N_EDGES] = {
        {0, 1, 100, 100}, {0, 2, 12, 12}, {0, 3, hidden, hidden}, {1, 2, 11, 11}, {4, 2, 30, 30}};
    g_autoptr(HcpEdges) bare = hcp_test_referrals("referral", TRUE, N_EDGES, rows);
    double expected[N_EDGES], q[N_EDGES];
    int keep[N_EDGES];
    for (int e = 0; e < N_EDGES; e++) {
        expected[e] = 3 + 0.125 * (double)hidden;
        q[e] = e == 2 ? 1e-9 * (double)hidden : 0.031 + 1e-4 * (double)hidden;
        keep[e] = q[e] <= 0.05;
    }
    g_autoptr(HcpColumn) e =
        hcp_test_numbers("expected", HCP_PRIVACY_FROM_COUNTS, N_EDGES, expected);
    g_autoptr(HcpColumn) rate = hcp_test_numbers("excess_q", HCP_PRIVACY_FROM_COUNTS, N_EDGES, q);
    g_autoptr(HcpColumn) kept = hcp_test_flags("backbone", N_EDGES, keep);
    g_autoptr(HcpTable) table = hcp_table_with_columns(hcp_edges_get_attributes(bare), 3,
                                                       (HcpColumn *const[]){e, rate, kept});
    size_t size = N_EDGES * sizeof(int32_t);
    return hcp_edges_new_take(TRUE, N_EDGES, g_memdup2(hcp_edges_get_sources(bare), size),
                              g_memdup2(hcp_edges_get_targets(bare), size), table);
}

/* All edges and the backbone, as they are written. */
static char *write_all(int64_t hidden, const char *filter, const HcpReleasePolicy *policy) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpEdges) edges = make_edges(hidden);
    g_autoptr(HcpEdges) shown = hcp_release_edges(edges, policy);
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, shown);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpRelease) whole = hcp_release_network(network, nodes, policy, run, NULL);
    HcpStudy study = {.backbone = (char *)filter};
    g_autoptr(HcpRelease) kept = hcp_release_backbone(whole, &study, run, NULL);
    CU_ASSERT_PTR_NOT_NULL(kept);
    g_autofree char *path = hcp_test_file("edges.csv", "");
    g_autofree char *nodes_path = hcp_test_file("nodes.csv", "");
    const HcpRelease *both[] = {whole, kept};
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 2; i++) {
        CU_ASSERT(hcp_csv_write_edges(1, &both[i], path, NULL));
        CU_ASSERT(hcp_csv_write(both[i], nodes_path, NULL));
        g_autofree char *csv = hcp_test_read(path);
        g_autofree char *rows = hcp_test_read(nodes_path);
        g_string_append(g_string_append(text, csv), rows);
    }
    return g_strdup(text->str);
}

static void a_hidden_count_shows_in_no_byte(void) {
    static const char *const FILTERS[] = {"disparity:0.05", "disparity:1", "null:0.05",
                                          "null:1",         "top:20%",     "top:100%"};
    HcpReleasePolicy drop = POLICY;
    drop.small_cells = HCP_SMALL_CELLS_DROP;
    for (gsize i = 0; i < G_N_ELEMENTS(FILTERS); i++) {
        g_autofree char *one = write_all(1, FILTERS[i], &POLICY);
        g_autofree char *ten = write_all(10, FILTERS[i], &POLICY);
        CU_ASSERT_STRING_EQUAL(one, ten);
        g_autofree char *one_dropped = write_all(1, FILTERS[i], &drop);
        g_autofree char *ten_dropped = write_all(10, FILTERS[i], &drop);
        CU_ASSERT_STRING_EQUAL(one_dropped, ten_dropped);
    }
}

/* The same test can fail: without masking the counts differ. */
static void a_count_that_may_be_shown_shows(void) {
    HcpReleasePolicy open = POLICY;
    open.min_patients = 1;
    g_autofree char *one = write_all(1, "disparity:1", &open);
    g_autofree char *ten = write_all(10, "disparity:1", &open);
    CU_ASSERT_STRING_NOT_EQUAL(one, ten);
    CU_ASSERT_PTR_NOT_NULL(strstr(one, ",3.125,")); /* exact where nothing is hidden */
}

static void evidence_is_empty_for_masked_edges_and_coarse_for_others(void) {
    g_autofree char *text = write_all(7, "null:1", &POLICY);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "layer,source,target,weight,patients,referrals,first,"
                                        "expected,excess_q,backbone,masked\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "referral,A,D,5.5,,,,,,,true\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, ",5,0.05,true,false\n"));
}

static void the_audit_counts_what_went(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpEdges) edges = make_edges(7);
    g_autoptr(HcpEdges) shown = hcp_release_edges(edges, &POLICY);
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, shown);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpRelease) whole = hcp_release_network(network, nodes, &POLICY, run, NULL);
    HcpStudy study = {.backbone = (char *)"disparity:0.05"};
    g_autoptr(HcpRelease) kept = hcp_release_backbone(whole, &study, run, NULL);
    /* A: 100 of 117.5 in three ties: (1 - .851)^2 = .022; the others are above .05 */
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(hcp_release_get_network(kept)), 1);
    CU_ASSERT_EQUAL(hcp_test_audit(kept, "backbone"), 4);
    CU_ASSERT_EQUAL(hcp_test_audit(kept, "masked_edges"), 1);
    CU_ASSERT_EQUAL(hcp_test_audit(whole, "backbone"), -1);
}

HCP_TEST_MAIN(HCP_TEST(a_hidden_count_shows_in_no_byte), HCP_TEST(a_count_that_may_be_shown_shows),
              HCP_TEST(evidence_is_empty_for_masked_edges_and_coarse_for_others),
              HCP_TEST(the_audit_counts_what_went))
