#include "dataset_by_hand.h"
#include "support.h"
#include "tables.h"

#include "behaviour/behaviour_internal.h"
#include <math.h>

/* A sends 6 to B, 3 to C, 1 to D; B sends 2 to A. A, B are of the north, C of the south, D's region
 * is not known. */
static HcpEdges *make_edges(void) {
    const HcpTestReferral rows[] = {{0, 1, 5, 6}, {0, 2, 3, 3}, {0, 3, 1, 1}, {1, 0, 2, 2}};
    return hcp_test_referrals("referral", TRUE, G_N_ELEMENTS(rows), rows);
}

static HcpFlow collect(gboolean received) {
    g_autoptr(HcpEdges) edges = make_edges();
    g_autoptr(GPtrArray) layers = g_ptr_array_new();
    g_ptr_array_add(layers, edges);
    HcpFlow flow = {0};
    CU_ASSERT_TRUE(hcp__flow_collect(layers, 4, received, &flow, NULL));
    return flow;
}

static void shares_are_of_the_rows_sent(void) {
    g_auto(HcpFlow) flow = collect(FALSE);
    const uint8_t writers[] = {0, 1, 0, 1};
    CU_ASSERT_EQUAL(flow.offset[1] - flow.offset[0], 3);
    CU_ASSERT_DOUBLE_EQUAL(hcp__flow_hhi(&flow, 0), 0.36 + 0.09 + 0.01, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(hcp__flow_largest_share(&flow, 0), 0.6, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(hcp__flow_marked_share(&flow, 0, writers), 0.7, 1e-12);
    CU_ASSERT_TRUE(isnan(hcp__flow_hhi(&flow, 2)));
    CU_ASSERT_TRUE(isnan(hcp__flow_marked_share(&flow, 3, writers)));
}

static void leakage_is_among_receivers_of_a_known_region(void) {
    g_auto(HcpFlow) flow = collect(FALSE);
    const char *const regions[] = {"north", "north", "south", NULL};
    g_autoptr(HcpColumn) region = hcp_test_texts("region", HCP_PRIVACY_NONE, 4, regions);
    CU_ASSERT_DOUBLE_EQUAL(hcp__flow_outside_share(&flow, 0, region), 3.0 / 9, 1e-12);
    CU_ASSERT_EQUAL(hcp__flow_outside_share(&flow, 1, region), 0);
    CU_ASSERT_TRUE(isnan(hcp__flow_outside_share(&flow, 2, region)));
}

static void received_flows_have_senders_as_partners(void) {
    g_auto(HcpFlow) flow = collect(TRUE);
    CU_ASSERT_EQUAL(flow.offset[2] - flow.offset[1], 1);
    CU_ASSERT_EQUAL(flow.partner[flow.offset[1]], 0);
    CU_ASSERT_EQUAL(flow.volume[flow.offset[1]], 6);
}

/* The same pair in two layers is one partner. */
static void layers_are_added_by_partner(void) {
    g_autoptr(HcpEdges) edges = make_edges();
    const HcpTestReferral more[] = {{0, 2, 4, 4}};
    g_autoptr(HcpEdges) other = hcp_test_referrals("second", TRUE, 1, more);
    g_autoptr(GPtrArray) layers = g_ptr_array_new();
    g_ptr_array_add(layers, edges);
    g_ptr_array_add(layers, other);
    g_auto(HcpFlow) flow = {0};
    CU_ASSERT_TRUE(hcp__flow_collect(layers, 4, FALSE, &flow, NULL));
    CU_ASSERT_EQUAL(flow.offset[1], 3);
    CU_ASSERT_EQUAL(flow.partner[1], 2);
    CU_ASSERT_EQUAL(flow.volume[1], 7);
}

/* P1 goes to B and C: the patient counts once for A. A's own row to itself counts nowhere. */
static void patients_are_distinct_and_self_referrals_never_count(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    by_hand_add(hand, "referrals", NULL, "from to patient\nA B P1\nA C P1\nA B P2\nA A P3\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    g_autoptr(HcpReferralCounts) counts = hcp_referrals_count(&hand->dataset, layers, run, NULL);
    CU_ASSERT_EQUAL(counts->sent[0], 3);
    CU_ASSERT_EQUAL(counts->sent_patients[0], 2);
    CU_ASSERT_EQUAL(counts->received[0], 0);
    CU_ASSERT_EQUAL(counts->received[1], 2);
    CU_ASSERT_EQUAL(counts->received_patients[2], 1);
}

/* Twenty of one specialty and region compare with each other; the one of another with all. */
static void few_peers_give_way_to_a_wider_circle(void) {
    enum { N = 21 };
    const char *specialty[N], *region[N];
    uint8_t is_ranked[N];
    double index[N], percentile[N];
    for (int i = 0; i < N; i++) {
        specialty[i] = i < 20 ? "GP" : "surgeon";
        region[i] = "north";
        is_ranked[i] = 1;
        index[i] = i;
    }
    g_autoptr(HcpColumn) specialties = hcp_test_texts("specialty", HCP_PRIVACY_NONE, N, specialty);
    g_autoptr(HcpColumn) regions = hcp_test_texts("region", HCP_PRIVACY_NONE, N, region);
    g_autoptr(HcpTable) nodes =
        hcp_table_new("nodes", N, 2, (HcpColumn *const[]){specialties, regions});
    HcpColumnInfo info = {.name = "peers", .kind = HCP_KIND_STRING};
    g_autoptr(HcpColumn) peers = hcp__peers_rank(nodes, N, is_ranked, index, &info, percentile);
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(peers, 0), "GP, north");
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(peers, 20), "all");
    CU_ASSERT_EQUAL(percentile[0], 0);
    CU_ASSERT_EQUAL(percentile[19], 95);
    CU_ASSERT_DOUBLE_EQUAL(percentile[20], 95.24, 1e-9);
}

HCP_TEST_MAIN(HCP_TEST(shares_are_of_the_rows_sent),
              HCP_TEST(leakage_is_among_receivers_of_a_known_region),
              HCP_TEST(received_flows_have_senders_as_partners),
              HCP_TEST(layers_are_added_by_partner),
              HCP_TEST(patients_are_distinct_and_self_referrals_never_count),
              HCP_TEST(few_peers_give_way_to_a_wider_circle))
