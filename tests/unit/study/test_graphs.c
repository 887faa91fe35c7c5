/* The studies of the tree load, and hold what their pages say. */
#include "support.h"

#include <string.h>

typedef struct {
    const char *study;
    int32_t n_physicians;
    const char *table;
    int64_t read, used, rejected, collapsed;
} Expected;

static gboolean holds(const Expected *expected) {
    g_autofree char *path = hcp_test_graph(expected->study);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpStudy) study = hcp_study_load(path, &error);
    g_autoptr(HcpDataset) dataset = study != NULL ? hcp_dataset_load(study, run, &error) : NULL;
    if (dataset == NULL) {
        g_printerr("%s: %s\n", expected->study, error->message);
        return FALSE;
    }
    for (gsize i = 0; i < hcp_issues_get_n_tallies(dataset->issues); i++) {
        const HcpTally *tally = hcp_issues_get_tally(dataset->issues, i);
        if (strcmp(tally->table, expected->table) == 0)
            return tally->read == expected->read && tally->used == expected->used &&
                   tally->rejected == expected->rejected &&
                   tally->collapsed == expected->collapsed &&
                   dataset->n_physicians == expected->n_physicians;
    }
    return FALSE;
}

static void known_networks_have_every_tie_both_ways(void) {
    static const Expected known[] = {
        {"known/kite/study.ini", 10, "ties:contact", 18, 18, 0, 0},
        {"known/karate/study.ini", 34, "ties:friendship", 78, 78, 0, 0},
        {"known/florentine/study.ini", 16, "ties:marriage", 20, 20, 0, 0},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        CU_ASSERT_TRUE(holds(&known[i]));
}

/* graphs/medical-innovation/SOURCE.md: 912 nominations, 462 of physicians outside the master. */
static void medical_innovation_has_450_nominations_inside(void) {
    static const Expected expected = {
        "medical-innovation/study.ini", 125, "ties", 912, 450, 462, 0};
    CU_ASSERT_TRUE(holds(&expected));
}

HCP_TEST_MAIN(HCP_TEST(known_networks_have_every_tie_both_ways),
              HCP_TEST(medical_innovation_has_450_nominations_inside))
