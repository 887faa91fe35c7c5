#include "dataset_by_hand.h"
#include "support.h"

#include <math.h>

static char *derive_limited(const char *rows, char **attended, int max_attendees) {
    g_autoptr(ByHand) hand = by_hand_new();
    hand->study.attended = attended;
    hand->study.max_attendees = max_attendees;
    by_hand_add(hand, "interactions", NULL, rows);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    return layers != NULL && layers->len == 1 ? write_layer(layers->pdata[0]) : g_strdup("");
}

#define ASSERT_DERIVES(found, expected)                                                            \
    do {                                                                                           \
        g_autofree char *text = found;                                                             \
        CU_ASSERT_STRING_EQUAL(text, expected);                                                    \
        if (strcmp(text, expected) != 0)                                                           \
            g_printerr("%s", text);                                                                \
    } while (0)

/* e1: A B C, each pair 1/2; e2: A B, 1; e3: D alone. */
static void events_weigh_as_newman_has_it(void) {
    ASSERT_DERIVES(derive_limited("physician time event\n"
                                  "C 1 e1\nA 1 e1\nB 1 e1\n"
                                  "B 2 e2\nA 2 e2\n"
                                  "D 3 e3\n"
                                  "E 4 -\nF 4 -\n",
                                  NULL, 500),
                   "attendance: weight events\n"
                   "AB 1.5 2\n"
                   "AC 0.5 1\n"
                   "BC 0.5 1\n");
}

static void a_physician_is_once_at_an_event(void) {
    ASSERT_DERIVES(derive_limited("physician time event\n"
                                  "A 1 e1\nA 1 e1\nA 2 e1\nB 2 e1\n",
                                  NULL, 500),
                   "attendance: weight events\nAB 1 1\n");
}

static void who_was_invited_or_did_not_show_was_not_there(void) {
    static const char ROWS[] = "physician time outcome event\n"
                               "A 1 Attended e1\nB 1 no_show e1\nC 1 invited e1\nD 1 - e1\n";
    ASSERT_DERIVES(derive_limited(ROWS, NULL, 500), "attendance: weight events\nAD 1 1\n");
    char *words[] = {"Invited", "no_show", NULL};
    ASSERT_DERIVES(derive_limited(ROWS, words, 500),
                   "attendance: weight events\nBC 0.5 1\nBD 0.5 1\nCD 0.5 1\n");
}

static void events_beyond_the_limit_make_no_ties(void) {
    static const char ROWS[] = "physician time event\n"
                               "A 1 e1\nB 1 e1\nC 1 e1\nA 2 e2\nB 2 e2\n";
    ASSERT_DERIVES(derive_limited(ROWS, NULL, 3),
                   "attendance: weight events\nAB 1.5 2\nAC 0.5 1\nBC 0.5 1\n");
    ASSERT_DERIVES(derive_limited(ROWS, NULL, 2), "attendance: weight events\nAB 1 1\n");
    ASSERT_DERIVES(derive_limited(ROWS, NULL, 1), "attendance: weight events\n");
}

static void the_rule_says_what_was_left_out(void) {
    g_autoptr(ByHand) hand = by_hand_new();
    hand->study.max_attendees = 2;
    by_hand_add(hand, "interactions", "congress",
                "physician time outcome event\n"
                "A 1 - e1\nB 1 - e1\nC 1 - e1\nA 2 - e2\nB 2 - e2\nC 2 declined e2\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(&hand->dataset, run, NULL);
    HcpEdges *edges = layers->pdata[0];
    HcpTable *table = hcp_edges_get_attributes(edges);
    CU_ASSERT_FALSE(hcp_edges_is_directed(edges));
    CU_ASSERT_STRING_EQUAL(hcp_edges_get_layer(edges), "congress");
    CU_ASSERT_STRING_EQUAL(hcp_table_find_note(table, "relation"), "attendance");
    CU_ASSERT_PTR_NULL(hcp_table_find_note(table, "counts"));
    CU_ASSERT_STRING_EQUAL(
        hcp_table_find_note(table, "rule"),
        "weight = sum over shared events of 1 / (physicians there - 1); 1 events "
        "of more than 2 left out; 1 rows of absence left out");
}

/* ---- against a double loop, on random rows in two orders ---- */

enum { N_PHYSICIANS = 40, N_EVENTS = 25, N_ROWS = 300 };

static HcpDataset *load(HcpStudy **out_study, int (*rows)[2], gboolean backwards) {
    g_autoptr(GString) text = g_string_new("physician,time,channel,event\n");
    for (int k = 0; k < N_ROWS; k++) {
        const int *row = rows[backwards ? N_ROWS - 1 - k : k];
        g_string_append_printf(text, "P%02d,2026-01-01,congress,E%d\n", row[0], row[1]);
    }
    G_GNUC_UNUSED g_autofree char *file = hcp_test_file("interactions.csv", text->str);
    g_autofree char *path = hcp_test_file("study.ini", "[interactions]\nfile = interactions.csv\n"
                                                       "[attendance]\nmax_attendees = 12\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    *out_study = hcp_study_load(path, NULL);
    return hcp_dataset_load(*out_study, run, NULL);
}

static void compare_with_double_loop(const HcpDataset *dataset, int (*rows)[2]) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GPtrArray) layers = hcp_derive_layers(dataset, run, NULL);
    HcpEdges *edges = layers->pdata[0];
    gboolean there[N_PHYSICIANS][N_EVENTS] = {0};
    int n[N_EVENTS] = {0};
    for (int k = 0; k < N_ROWS; k++)
        there[rows[k][0]][rows[k][1]] = TRUE;
    for (int i = 0; i < N_PHYSICIANS; i++)
        for (int e = 0; e < N_EVENTS; e++)
            n[e] += there[i][e];
    int64_t row = 0;
    for (int i = 0; i < N_PHYSICIANS; i++)
        for (int j = i + 1; j < N_PHYSICIANS; j++) {
            double weight = 0;
            for (int e = 0; e < N_EVENTS; e++)
                weight += there[i][e] && there[j][e] && n[e] <= 12 ? 1.0 / (n[e] - 1) : 0;
            if (weight == 0)
                continue;
            CU_ASSERT_EQUAL(hcp_edges_get_sources(edges)[row], i);
            CU_ASSERT_EQUAL(hcp_edges_get_targets(edges)[row], j);
            CU_ASSERT_DOUBLE_EQUAL(hcp_edges_get_weights(edges)[row], weight, 1e-12);
            row++;
        }
    CU_ASSERT_EQUAL(hcp_edges_get_n(edges), row);
}

static void any_order_of_rows_gives_what_a_double_loop_gives(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 7, 0);
    int rows[N_ROWS][2];
    for (int k = 0; k < N_ROWS; k++) { /* every physician is named, so that codes are numbers */
        rows[k][0] = k < N_PHYSICIANS ? k : (int)hcp__rng_below(&rng, N_PHYSICIANS);
        rows[k][1] = (int)hcp__rng_below(&rng, N_EVENTS);
    }
    for (int backwards = 0; backwards < 2; backwards++) {
        g_autoptr(HcpStudy) study = NULL;
        g_autoptr(HcpDataset) dataset = load(&study, rows, backwards);
        compare_with_double_loop(dataset, rows);
    }
}

static void the_strength_of_who_was_at_one_event_is_one(void) {
    g_autofree char *text = derive_limited("physician time event\n"
                                           "A 1 e1\nB 1 e1\nC 1 e1\nD 1 e1\nE 1 e1\n",
                                           NULL, 500);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "AE 0.25 1\n")); /* four ties of 1/4 */
}

HCP_TEST_MAIN(HCP_TEST(events_weigh_as_newman_has_it), HCP_TEST(a_physician_is_once_at_an_event),
              HCP_TEST(who_was_invited_or_did_not_show_was_not_there),
              HCP_TEST(events_beyond_the_limit_make_no_ties),
              HCP_TEST(the_rule_says_what_was_left_out),
              HCP_TEST(any_order_of_rows_gives_what_a_double_loop_gives),
              HCP_TEST(the_strength_of_who_was_at_one_event_is_one))
