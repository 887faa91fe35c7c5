/* Simulated visits: patients choose physicians by chance, busy ones more often; some pairs of
 * physicians have patients together on purpose. Seeds are fixed. */
#include "tables.h"

#include "base/base_internal.h"
#include <math.h>

enum { N_PHYSICIANS = 60, N_PATIENTS = 4000, N_PLANTED = 20, MAX_SEEN = 200000 };

/* Who saw whom, as lists of patients. */
typedef struct {
    gboolean sees[N_PHYSICIANS][N_PATIENTS];
} World;

static double practice_size(int physician) {
    return physician < 6 ? 900 : 60 + 5 * physician; /* six are very busy */
}

static World *draw_world(uint64_t seed, gboolean planted, gboolean towns) {
    World *world = g_new0(World, 1);
    HcpRng rng;
    hcp__rng_init(&rng, seed, 0);
    for (int i = 0; i < N_PHYSICIANS; i++)
        for (int p = 0; p < N_PATIENTS; p++) {
            gboolean same = i % 2 == p % 2;
            double chance = practice_size(i) / N_PATIENTS * (towns ? 2 * same : 1);
            world->sees[i][p] = hcp__rng_double(&rng) < chance;
        }
    for (int k = 0; planted && k < N_PLANTED; k++)
        for (int n = 0; n < 40; n++) {
            int p = (int)hcp__rng_below(&rng, N_PATIENTS);
            world->sees[10 + 2 * k][p] = world->sees[11 + 2 * k][p] = TRUE;
        }
    return world;
}

static HcpPatientLists list(const World *world) {
    HcpPatientLists lists = {g_new0(int64_t, N_PHYSICIANS + 1), g_new0(int32_t, MAX_SEEN)};
    int64_t n = 0;
    for (int i = 0; i < N_PHYSICIANS; i++) {
        for (int p = 0; p < N_PATIENTS; p++)
            if (world->sees[i][p])
                lists.patient[n++] = p;
        lists.offset[i + 1] = n;
    }
    return lists;
}

static HcpPatients *make_patients(const World *world) {
    HcpPatients *patients = g_new0(HcpPatients, 1);
    patients->n_physicians = N_PHYSICIANS;
    patients->n_patients = N_PATIENTS;
    patients->from = list(world);
    patients->to = list(world);
    return patients;
}

/* Every pair is an edge, once or in both directions. */
static HcpEdges *make_all_pairs(gboolean both) {
    int64_t n = 0;
    int32_t *source = g_new(int32_t, N_PHYSICIANS * N_PHYSICIANS);
    int32_t *target = g_new(int32_t, N_PHYSICIANS * N_PHYSICIANS);
    for (int32_t i = 0; i < N_PHYSICIANS; i++)
        for (int32_t j = both ? 0 : i + 1; j < N_PHYSICIANS; j++)
            if (i != j) {
                source[n] = i;
                target[n++] = j;
            }
    g_autofree double *ones = g_new(double, n);
    for (int64_t e = 0; e < n; e++)
        ones[e] = 1;
    g_autoptr(HcpColumn) weight = hcp_test_numbers("weight", HCP_PRIVACY_NONE, n, ones);
    g_autoptr(HcpTable) table = hcp_table_new("shared", n, 1, &weight);
    return hcp_edges_new_take(both, n, source, target, table);
}

typedef struct {
    HcpEdges *edges;
    HcpExcess excess;
} Tested;

static Tested test_world(uint64_t seed, gboolean planted, gboolean towns, const int32_t *region,
                         gboolean both) {
    Tested tested = {.edges = make_all_pairs(both)};
    g_autofree World *world = draw_world(seed, planted, towns);
    g_autoptr(HcpPatients) patients = make_patients(world);
    g_autoptr(HcpRun) run = hcp_run_new();
    CU_ASSERT(hcp_backbone_excess(tested.edges, patients, region, &tested.excess, run, NULL));
    return tested;
}

static void clear_tested(Tested *tested) {
    hcp_edges_unref(tested->edges);
    hcp_column_unref(tested->excess.expected);
    hcp_column_unref(tested->excess.excess_q);
}

static gboolean is_planted(int32_t a, int32_t b) {
    return a >= 10 && b == a + 1 && a % 2 == 0 && a < 10 + 2 * N_PLANTED;
}

/* Pairs found at the rate q, and how many of them were planted. */
static void count_found(const Tested *tested, double q, int *n_found, int *n_true) {
    for (int64_t e = 0; e < hcp_edges_get_n(tested->edges); e++) {
        if (hcp_column_get_doubles(tested->excess.excess_q)[e] > q)
            continue;
        ++*n_found;
        *n_true += is_planted(hcp_edges_get_sources(tested->edges)[e],
                              hcp_edges_get_targets(tested->edges)[e]);
    }
}

/* Two practices of 900 share some 200 of 4,000 patients: the strongest ties, and none is found. */
static void busy_practices_of_one_market_are_no_edges(void) {
    int n_found = 0, n_true = 0;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        Tested tested = test_world(seed, FALSE, FALSE, NULL, FALSE);
        CU_ASSERT(hcp_column_get_doubles(tested.excess.expected)[0] > 150);
        count_found(&tested, 0.05, &n_found, &n_true);
        clear_tested(&tested);
    }
    CU_ASSERT(n_found <= 1); /* of 5 x 1,770 */
}

static void planted_pairs_are_found_and_few_others(void) {
    int n_found = 0, n_true = 0;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        Tested tested = test_world(seed, TRUE, FALSE, NULL, FALSE);
        CU_ASSERT_EQUAL(tested.excess.n_tests, N_PHYSICIANS * (N_PHYSICIANS - 1) / 2);
        count_found(&tested, 0.05, &n_found, &n_true);
        clear_tested(&tested);
    }
    CU_ASSERT(n_true >= 5 * N_PLANTED * 95 / 100);
    CU_ASSERT(n_found - n_true <= 0.05 * n_found);
}

/* Odd physicians see odd patients alone: a town explains what they have in common. */
static void towns_are_no_discovery_where_the_study_names_them(void) {
    int32_t town[N_PHYSICIANS];
    for (int i = 0; i < N_PHYSICIANS; i++)
        town[i] = i % 2;
    int n_market = 0, n_town = 0, n_true = 0;
    Tested market = test_world(3, FALSE, TRUE, NULL, FALSE);
    Tested within = test_world(3, FALSE, TRUE, town, FALSE);
    count_found(&market, 0.05, &n_market, &n_true);
    count_found(&within, 0.05, &n_town, &n_true);
    CU_ASSERT(n_market > 300);
    CU_ASSERT(n_town <= 1);
    clear_tested(&market);
    clear_tested(&within);
}

/* Without direction A -> B and B -> A are one test. */
static void both_directions_are_one_test(void) {
    Tested once = test_world(2, TRUE, FALSE, NULL, FALSE);
    Tested twice = test_world(2, TRUE, FALSE, NULL, TRUE);
    CU_ASSERT_EQUAL(once.excess.n_tests, twice.excess.n_tests);
    int64_t row = 0;
    for (int64_t e = 0; e < hcp_edges_get_n(twice.edges); e++)
        if (hcp_edges_get_sources(twice.edges)[e] < hcp_edges_get_targets(twice.edges)[e])
            CU_ASSERT_EQUAL(hcp_column_get_doubles(twice.excess.excess_q)[e],
                            hcp_column_get_doubles(once.excess.excess_q)[row++]);
    clear_tested(&once);
    clear_tested(&twice);
}

/* Sent by 0: p0 p1 p2; received by 1: p0 p1, by 2: p2 p3; 3 sent p3. N = 4. */
static void referrals_compare_who_sent_with_who_received(void) {
    g_autoptr(HcpPatients) patients = g_new0(HcpPatients, 1);
    patients->directed = TRUE;
    patients->n_physicians = 4;
    patients->n_patients = 4;
    const int64_t from[] = {0, 3, 3, 3, 4}, to[] = {0, 0, 2, 4, 4};
    const int32_t all[] = {0, 1, 2, 3};
    patients->from = (HcpPatientLists){g_memdup2(from, sizeof from), g_memdup2(all, sizeof all)};
    patients->to = (HcpPatientLists){g_memdup2(to, sizeof to), g_memdup2(all, sizeof all)};
    const HcpTestReferral rows[] = {{0, 1, 2, 2}, {0, 2, 1, 1}, {3, 2, 1, 1}};
    g_autoptr(HcpEdges) edges = hcp_test_referrals("referral", TRUE, 3, rows);
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpExcess excess = {0};
    CU_ASSERT(hcp_backbone_excess(edges, patients, NULL, &excess, run, NULL));
    CU_ASSERT_EQUAL(excess.n_tests, 4); /* 0 and 3 sent, 1 and 2 received */
    const double *expected = hcp_column_get_doubles(excess.expected);
    const double *q = hcp_column_get_doubles(excess.excess_q);
    CU_ASSERT_EQUAL(expected[0], 1.5); /* 3 x 2 / 4 */
    CU_ASSERT_EQUAL(expected[2], 0.5);
    /* p = C(3,2)/C(4,2) = 1/2, 1, 1/2: among four tests 4 x .5 / 2 = 1 */
    CU_ASSERT_DOUBLE_EQUAL(q[0], 1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(q[1], 1, 1e-12);
    hcp_column_unref(excess.expected);
    hcp_column_unref(excess.excess_q);
}

HCP_TEST_MAIN(HCP_TEST(busy_practices_of_one_market_are_no_edges),
              HCP_TEST(planted_pairs_are_found_and_few_others),
              HCP_TEST(towns_are_no_discovery_where_the_study_names_them),
              HCP_TEST(both_directions_are_one_test),
              HCP_TEST(referrals_compare_who_sent_with_who_received))
