/* What a masked edge hides cannot be told from the outputs: two networks that differ in hidden
 * counts alone give the same bytes, sums of weights included. */
#include "base/base_internal.h"
#include "tables.h"

#include <string.h>

enum { N_NODES = 12, N_CASES = 20 };

typedef struct {
    HcpTestReferral rows[N_NODES * N_NODES];
    int64_t n;
} Market;

/* About a third of the pairs refer; half of those few patients. */
static Market draw_market(HcpRng *rng) {
    Market market = {.n = 0};
    for (int32_t i = 0; i < N_NODES; i++)
        for (int32_t j = 0; j < N_NODES; j++) {
            if (i == j || hcp__rng_below(rng, 3) > 0)
                continue;
            int64_t patients = 1 + hcp__rng_below(rng, 20);
            market.rows[market.n++] = (HcpTestReferral){i, j, patients, patients + i};
        }
    return market;
}

/* The same but for counts of 1 to 10, which are drawn anew. */
static Market redraw_hidden(const Market *market, HcpRng *rng) {
    Market other = *market;
    for (int64_t e = 0; e < other.n; e++)
        if (other.rows[e].patients <= 10) {
            other.rows[e].patients = 1 + hcp__rng_below(rng, 10);
            other.rows[e].referrals = other.rows[e].patients + hcp__rng_below(rng, 50);
        }
    return other;
}

static HcpTable *make_nodes(void) {
    char ids[N_NODES][8];
    const char *texts[N_NODES];
    double zero[N_NODES] = {0};
    for (int i = 0; i < N_NODES; i++) {
        g_snprintf(ids[i], sizeof ids[i], "P%02d", i);
        texts[i] = ids[i];
    }
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, N_NODES, texts);
    g_autoptr(HcpColumn) in =
        hcp_test_numbers("in_strength", HCP_PRIVACY_WEIGHT_SUM, N_NODES, zero);
    g_autoptr(HcpColumn) out =
        hcp_test_numbers("out_strength", HCP_PRIVACY_WEIGHT_SUM, N_NODES, zero);
    HcpColumn *const columns[] = {id, in, out};
    return hcp_table_new("nodes", N_NODES, 3, columns);
}

/* Columns that hold true sums, as an analysis leaves them. */
static HcpTable *add_true_sums(HcpTable *nodes, const HcpNetwork *network, const HcpRun *run) {
    g_autoptr(HcpColumn) in =
        hcp_measure_compute(hcp_measure_find("in_strength"), network, NULL, run, NULL);
    g_autoptr(HcpColumn) out =
        hcp_measure_compute(hcp_measure_find("out_strength"), network, NULL, run, NULL);
    HcpColumn *const columns[] = {in, out};
    return hcp_table_with_columns(nodes, 2, columns);
}

static HcpRelease *release(const Market *market, const HcpReleasePolicy *policy) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpTable) bare = make_nodes();
    g_autoptr(HcpEdges) edges = hcp_test_referrals("referral", TRUE, market->n, market->rows);
    g_autoptr(HcpNetwork) network = hcp_test_freeze(bare, edges);
    g_autoptr(HcpTable) nodes = add_true_sums(bare, network, run);
    g_autoptr(HcpEdges) shown = hcp_release_edges(edges, policy);
    g_autoptr(HcpNetwork) visible = hcp_test_freeze(nodes, shown);
    GError *error = NULL;
    HcpRelease *released = hcp_release_network(visible, nodes, policy, run, &error);
    g_assert_no_error(error);
    return released;
}

static char *write_all(const Market *market, const HcpReleasePolicy *policy) {
    g_autoptr(HcpRelease) released = release(market, policy);
    const HcpRelease *networks[] = {released};
    g_autofree char *edges = g_build_filename(hcp_test_folder(), "edges.csv", NULL);
    g_autofree char *nodes = g_build_filename(hcp_test_folder(), "nodes.csv", NULL);
    CU_ASSERT_TRUE(hcp_csv_write_edges(1, networks, edges, NULL));
    CU_ASSERT_TRUE(hcp_csv_write(released, nodes, NULL));
    g_autofree char *first = hcp_test_read(edges);
    g_autofree char *second = hcp_test_read(nodes);
    return g_strconcat(first, second, NULL);
}

static void check_hidden(HcpSmallCells small_cells) {
    HcpReleasePolicy policy = {.min_patients = 11, .small_cells = small_cells};
    for (uint64_t seed = 1; seed <= N_CASES; seed++) {
        HcpRng rng;
        hcp__rng_init(&rng, seed, 0);
        Market market = draw_market(&rng), other = redraw_hidden(&market, &rng);
        g_autofree char *one = write_all(&market, &policy);
        g_autofree char *two = write_all(&other, &policy);
        CU_ASSERT_STRING_EQUAL(one, two);
        CU_ASSERT_NOT_EQUAL(memcmp(&market, &other, sizeof market), 0);
    }
}

static void masked_counts_cannot_be_told_from_the_outputs(void) {
    check_hidden(HCP_SMALL_CELLS_MASK);
}

static void dropped_counts_cannot_be_told_from_the_outputs(void) {
    check_hidden(HCP_SMALL_CELLS_DROP);
}

static void counts_that_may_be_seen_are_exact(void) {
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    for (uint64_t seed = 1; seed <= N_CASES; seed++) {
        HcpRng rng;
        hcp__rng_init(&rng, seed, 0);
        Market market = draw_market(&rng);
        g_autoptr(HcpRelease) released = release(&market, &policy);
        HcpEdges *edges = hcp_network_get_edges(hcp_release_get_network(released));
        HcpColumn *patients = hcp_table_find_column(hcp_edges_get_attributes(edges), "patients");
        for (int64_t e = 0; e < market.n; e++) {
            gboolean shown = market.rows[e].patients > 10;
            CU_ASSERT_EQUAL(hcp_column_is_valid(patients, e), shown);
            CU_ASSERT_EQUAL(hcp_column_get_int64s(patients)[e],
                            shown ? market.rows[e].patients : 0);
        }
    }
}

HCP_TEST_MAIN(HCP_TEST(masked_counts_cannot_be_told_from_the_outputs),
              HCP_TEST(dropped_counts_cannot_be_told_from_the_outputs),
              HCP_TEST(counts_that_may_be_seen_are_exact))
