#include "support.h"

#include "base/base_internal.h"
#include <string.h>

static const char PHYSICIANS[] = "id,region,in_panel\n"
                                 "A,north,true\nB,north,true\nC,south,true\nD,south,true\n";

/* The analysis of a study in a folder of its own; `settings` are added to two tie layers. */
static HcpAnalysis *open(const char *settings, const char *physicians, GError **error) {
    G_GNUC_UNUSED g_autofree char *people = hcp_test_file("physicians.csv", physicians);
    G_GNUC_UNUSED g_autofree char *advice = hcp_test_file("advice.csv", "from,to\nA,B\nB,C\nD,C\n");
    G_GNUC_UNUSED g_autofree char *talk = hcp_test_file("talk.csv", "from,to\nA,B\n");
    g_autofree char *text = g_strconcat("[physicians]\nfile = physicians.csv\n"
                                        "[ties:advice]\nfile = advice.csv\n"
                                        "[ties:talk]\nfile = talk.csv\n",
                                        settings, NULL);
    g_autofree char *path = hcp_test_file("study.ini", text);
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpStudy *study = hcp_study_load(path, error);
    return study != NULL ? hcp_analysis_new(study, run, error) : NULL;
}

static gboolean main_layer_is(const char *settings, const char *layer) {
    g_autoptr(HcpAnalysis) analysis = open(settings, PHYSICIANS, NULL);
    return strcmp(hcp_network_get_layer(analysis->main), layer) == 0;
}

static void several_layers_are_combined_unless_the_study_names_one(void) {
    CU_ASSERT(main_layer_is("", "combined"));
    CU_ASSERT(main_layer_is("[study]\nmain_layer = talk\n", "talk"));
}

/* A table of events adds a layer, and changes no result. */
static void attendance_is_combined_only_where_the_study_says_so(void) {
    static const char EVENTS[] = "[interactions]\nfile = events.csv\n";
    G_GNUC_UNUSED g_autofree char *file =
        hcp_test_file("events.csv", "physician,time,channel,event\n"
                                    "A,2026-01-05,congress,C1\n"
                                    "D,2026-01-05,congress,C1\n");
    g_autoptr(HcpAnalysis) without = open("", PHYSICIANS, NULL);
    g_autoptr(HcpAnalysis) with = open(EVENTS, PHYSICIANS, NULL);
    CU_ASSERT_PTR_NOT_NULL(hcp_analysis_find_layer(with, "attendance"));
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(with->main), hcp_network_get_n_edges(without->main));
    g_autofree char *settings = g_strconcat(EVENTS, "[combined]\ntalk = 1\nattendance = 1\n", NULL);
    g_autoptr(HcpAnalysis) asked = open(settings, PHYSICIANS, NULL);
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(asked->main), 3); /* A B, and A D both ways */
}

/* The patients of visits are those of the referrals: they must not count twice. */
static void shared_patients_are_combined_only_where_the_study_says_so(void) {
    static const char VISITS[] = "[visits]\nfile = visits.csv\n";
    G_GNUC_UNUSED g_autofree char *file =
        hcp_test_file("visits.csv", "patient,physician,date\n"
                                    "p1,A,2026-01-05\np1,D,2026-01-09\n");
    g_autoptr(HcpAnalysis) without = open("", PHYSICIANS, NULL);
    g_autoptr(HcpAnalysis) with = open(VISITS, PHYSICIANS, NULL);
    CU_ASSERT_PTR_NOT_NULL(hcp_analysis_find_layer(with, "shared"));
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(with->main), hcp_network_get_n_edges(without->main));
}

static void an_unknown_main_layer_is_named_with_those_there_are(void) {
    GError *error = NULL;
    g_autoptr(HcpAnalysis) analysis = open("[study]\nmain_layer = gossip\n", PHYSICIANS, &error);
    CU_ASSERT_PTR_NULL(analysis);
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_INPUT, "advice, talk, combined"));
}

static void combined_weights_are_those_of_the_study(void) {
    g_autoptr(HcpAnalysis) analysis =
        open("[combined]\nadvice = 1\ntalk = 0.5\n", PHYSICIANS, NULL);
    const double *weight = hcp_edges_get_weights(hcp_network_get_edges(analysis->main));
    CU_ASSERT_EQUAL(hcp_network_get_n_edges(analysis->main), 3);
    CU_ASSERT_EQUAL(weight[0], 1.5); /* A to B, in both layers */
    CU_ASSERT_EQUAL(weight[1], 1);
}

static void columns_of_other_layers_bear_their_name(void) {
    g_autoptr(HcpAnalysis) analysis = open("", PHYSICIANS, NULL);
    g_autoptr(HcpRun) run = hcp_run_new();
    const char *const names[] = {"in_degree", NULL};
    CU_ASSERT(hcp_analysis_add_measures(analysis, NULL, names, run, NULL));
    CU_ASSERT(hcp_analysis_add_measures(analysis, "talk", names, run, NULL));
    const HcpColumn *main = hcp_table_find_column(analysis->nodes, "in_degree");
    const HcpColumn *talk = hcp_table_find_column(analysis->nodes, "talk_in_degree");
    CU_ASSERT_EQUAL(hcp_column_get_number(main, 2), 2); /* C, from B and D */
    CU_ASSERT_EQUAL(hcp_column_get_number(talk, 2), 0);
}

static HcpAnalysis *open_medical_innovation(const char *seeds) {
    g_autofree char *path = hcp_test_graph("medical-innovation/study.ini");
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpStudy *study = hcp_study_load(path, NULL);
    g_free(study->seeds);
    study->seeds = g_strdup(seeds);
    return hcp_analysis_new(study, run, NULL);
}

static gboolean is_learned_from(const HcpAnalysis *analysis, const char *term) {
    const HcpColumn *terms = hcp_table_find_column(analysis->lookalike->model, "term");
    for (int64_t row = 0; row < hcp_column_get_length(terms); row++)
        if (strcmp(hcp_column_get_text(terms, row), term) == 0)
            return TRUE;
    return FALSE;
}

static void what_defines_the_seeds_does_not_explain_them(void) {
    g_autoptr(HcpAnalysis) analysis = open_medical_innovation("top:in_degree:10%");
    g_autoptr(HcpRun) run = hcp_run_new();
    CU_ASSERT(hcp_analysis_add_every_measure(analysis, run, NULL));
    CU_ASSERT(hcp_analysis_add_communities(analysis, run, NULL));
    CU_ASSERT(hcp_analysis_add_lookalikes(analysis, run, NULL));
    const char *const leaks[] = {"in_degree", "pagerank", "strength", "authority", "community"};
    for (gsize i = 0; i < G_N_ELEMENTS(leaks); i++)
        CU_ASSERT_FALSE(is_learned_from(analysis, leaks[i]));
    CU_ASSERT(is_learned_from(analysis, "journals"));
    CU_ASSERT_STRING_EQUAL(analysis->seed_definition[0], "in_degree");
}

static void the_top_share_counts_those_who_have_the_measure(void) {
    g_autoptr(HcpAnalysis) analysis = open_medical_innovation("top:in_degree:20%");
    g_autoptr(HcpRun) run = hcp_run_new();
    CU_ASSERT(hcp_analysis_add_lookalikes(analysis, run, NULL));
    const HcpColumn *in_degree = hcp_table_find_column(analysis->nodes, "in_degree");
    int named = 0;
    for (int32_t i = 0; i < 125; i++)
        named += hcp_column_get_number(in_degree, i) > 0;
    CU_ASSERT_EQUAL(analysis->lookalike->n_seeds, (named + 4) / 5);
}

static void seeds_by_an_unknown_measure_are_an_error(void) {
    g_autoptr(HcpAnalysis) analysis = open_medical_innovation("top:fame:10%");
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    CU_ASSERT_FALSE(hcp_analysis_add_lookalikes(analysis, run, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_NOT_FOUND, "found 'fame'"));
}

/* Outgoing referrals of C are not observed: what is made of them says nothing about C. */
static void measures_of_a_panel_are_no_features_of_everybody(void) {
    g_autofree char *path = hcp_test_graph("belgium/study.ini");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpAnalysis) analysis = hcp_analysis_new(hcp_study_load(path, NULL), run, NULL);
    CU_ASSERT(hcp_analysis_add_every_measure(analysis, run, NULL));
    CU_ASSERT(hcp_analysis_add_lookalikes(analysis, run, NULL));
    CU_ASSERT_FALSE(is_learned_from(analysis, "out_degree"));
    CU_ASSERT_FALSE(is_learned_from(analysis, "betweenness"));
    CU_ASSERT_FALSE(is_learned_from(analysis, "in_panel"));
    CU_ASSERT(is_learned_from(analysis, "in_degree"));
}

static void members_are_physicians_and_organisations_with_a_tie(void) {
    g_autofree char *path = hcp_test_graph("belgium/study.ini");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpAnalysis) analysis = hcp_analysis_new(hcp_study_load(path, NULL), run, NULL);
    int32_t n = hcp_network_get_n_nodes(analysis->main);
    g_autofree int32_t *members = g_new(int32_t, n);
    CU_ASSERT_EQUAL(hcp_analysis_list_members(analysis, analysis->main, members),
                    analysis->dataset->n_physicians);
    HcpNetwork *dispensing = hcp_analysis_find_layer(analysis, "dispensing");
    int32_t n_members = hcp_analysis_list_members(analysis, dispensing, members);
    CU_ASSERT(n_members > analysis->dataset->n_physicians && n_members < n);
}

HCP_TEST_MAIN(HCP_TEST(several_layers_are_combined_unless_the_study_names_one),
              HCP_TEST(attendance_is_combined_only_where_the_study_says_so),
              HCP_TEST(shared_patients_are_combined_only_where_the_study_says_so),
              HCP_TEST(an_unknown_main_layer_is_named_with_those_there_are),
              HCP_TEST(combined_weights_are_those_of_the_study),
              HCP_TEST(columns_of_other_layers_bear_their_name),
              HCP_TEST(what_defines_the_seeds_does_not_explain_them),
              HCP_TEST(the_top_share_counts_those_who_have_the_measure),
              HCP_TEST(seeds_by_an_unknown_measure_are_an_error),
              HCP_TEST(measures_of_a_panel_are_no_features_of_everybody),
              HCP_TEST(members_are_physicians_and_organisations_with_a_tie))
