#include "support.h"

#include <math.h>

static void a_perfect_ranking_has_an_area_of_one(void) {
    const double score[] = {4, 3, 2, 1};
    const uint8_t positive[] = {1, 1, 0, 0};
    HcpEvidence evidence = hcp_evidence_compute(4, score, positive);
    CU_ASSERT_EQUAL(evidence.auc, 1);
    CU_ASSERT_EQUAL(evidence.average_precision, 1);
    CU_ASSERT_EQUAL(evidence.lift_5, 2);
}

static void equal_scores_have_an_area_of_one_half_and_the_worst_order(void) {
    const double score[] = {1, 1, 1, 1};
    const uint8_t positive[] = {1, 0, 0, 1};
    HcpEvidence evidence = hcp_evidence_compute(4, score, positive);
    CU_ASSERT_EQUAL(evidence.auc, 0.5);
    CU_ASSERT_DOUBLE_EQUAL(evidence.average_precision, (1.0 / 3 + 2.0 / 4) / 2, 1e-15);
    CU_ASSERT_EQUAL(evidence.lift_10, 0);
}

static void one_class_alone_gives_no_evidence(void) {
    const double score[] = {1, 2};
    const uint8_t positive[] = {1, 1};
    HcpEvidence evidence = hcp_evidence_compute(2, score, positive);
    CU_ASSERT_EQUAL(evidence.n_positive, 2);
    CU_ASSERT_TRUE(isnan(evidence.auc) && isnan(evidence.average_precision));
    CU_ASSERT_TRUE(isnan(evidence.lift_5) && isnan(evidence.lift_10));
}

static void lift_looks_at_a_tenth_of_the_rows(void) {
    double score[20];
    uint8_t positive[20] = {0};
    for (int i = 0; i < 20; i++)
        score[i] = -i;
    positive[1] = positive[10] = 1;
    HcpEvidence evidence = hcp_evidence_compute(20, score, positive);
    CU_ASSERT_EQUAL(evidence.lift_5, 0);
    CU_ASSERT_DOUBLE_EQUAL(evidence.lift_10, 0.5 / 0.1, 1e-12);
}

static void a_score_against_itself_differs_by_nothing(void) {
    const double score[] = {4, 1, 3, 2, 5};
    const uint8_t positive[] = {1, 1, 0, 0, 0};
    double difference, standard_error;
    hcp_evidence_compare(5, score, score, positive, &difference, &standard_error);
    CU_ASSERT_EQUAL(difference, 0);
    CU_ASSERT_EQUAL(standard_error, 0);
}

static void one_positive_gives_no_standard_error(void) {
    const double score[] = {4, 1, 3};
    const uint8_t positive[] = {1, 0, 0};
    double difference, standard_error;
    hcp_evidence_compare(3, score, score, positive, &difference, &standard_error);
    CU_ASSERT_TRUE(isnan(difference) && isnan(standard_error));
}

static void folds_share_ids_evenly_and_follow_the_seed(void) {
    int size[5] = {0}, moved = 0;
    for (int i = 0; i < 5000; i++) {
        char id[16];
        g_snprintf(id, sizeof id, "P%d", i);
        int fold = hcp_fold_of_id(id, 5, 1);
        CU_ASSERT_TRUE(fold >= 0 && fold < 5);
        CU_ASSERT_EQUAL(fold, hcp_fold_of_id(id, 5, 1));
        size[fold]++;
        moved += fold != hcp_fold_of_id(id, 5, 2);
    }
    for (int k = 0; k < 5; k++)
        CU_ASSERT_TRUE(abs(size[k] - 1000) < 120);
    CU_ASSERT_TRUE(abs(moved - 4000) < 120);
}

HCP_TEST_MAIN(HCP_TEST(a_perfect_ranking_has_an_area_of_one),
              HCP_TEST(equal_scores_have_an_area_of_one_half_and_the_worst_order),
              HCP_TEST(one_class_alone_gives_no_evidence),
              HCP_TEST(lift_looks_at_a_tenth_of_the_rows),
              HCP_TEST(a_score_against_itself_differs_by_nothing),
              HCP_TEST(one_positive_gives_no_standard_error),
              HCP_TEST(folds_share_ids_evenly_and_follow_the_seed))
