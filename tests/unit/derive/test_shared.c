/* Five patients, small enough to count by hand: p1 A1 B5 C20; p2 A1 B1 A40; p3 A1 B10 A12 B15;
 * p4 B1 A31 A33; p5 A10 B110 (letter: physician, number: day). */
#include "support.h"

#include <string.h>

static const char *const FIVE[] = {"A1 B5 C20", "A1 B1 A40", "A1 B10 A12 B15", "B1 A31 A33",
                                   "A10 B110"};

typedef struct {
    HcpVisits visits;
    GArray *patient, *physician, *day;
} Visits;

static void visits_free(Visits *visits) {
    g_array_unref(visits->patient);
    g_array_unref(visits->physician);
    g_array_unref(visits->day);
    g_free(visits);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Visits, visits_free)

static Visits *read_visits(gsize n_patients, const char *const *patients) {
    Visits *visits = g_new0(Visits, 1);
    visits->patient = g_array_new(FALSE, FALSE, sizeof(int32_t));
    visits->physician = g_array_new(FALSE, FALSE, sizeof(int32_t));
    visits->day = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (gsize k = 0; k < n_patients; k++) {
        g_auto(GStrv) words = g_strsplit(patients[k], " ", -1);
        for (char **word = words; *word != NULL; word++) {
            int32_t patient = (int32_t)k, physician = **word - 'A';
            int32_t day = (int32_t)g_ascii_strtoll(*word + 1, NULL, 10);
            g_array_append_val(visits->patient, patient);
            g_array_append_val(visits->physician, physician);
            g_array_append_val(visits->day, day);
        }
    }
    visits->visits = (HcpVisits){.n = visits->day->len,
                                 .n_patients = (int32_t)n_patients,
                                 .n_physicians = 6,
                                 .patient = (const int32_t *)(void *)visits->patient->data,
                                 .physician = (const int32_t *)(void *)visits->physician->data,
                                 .day = (const int32_t *)(void *)visits->day->data};
    return visits;
}

/* One line a window: "30: AB(5,3,1) ..." */
static char *print(const HcpShared *shared) {
    GString *text = g_string_new(NULL);
    for (int w = 0; shared != NULL && w < shared->n_windows; w++) {
        const HcpSharedPairs *pairs = &shared->pairs[w];
        g_string_append_printf(text, "%d:", pairs->window);
        for (int64_t p = 0; p < pairs->n; p++)
            g_string_append_printf(text, " %c%c(%d,%d,%d)", 'A' + pairs->source[p],
                                   'A' + pairs->target[p], (int)pairs->pairs[p],
                                   (int)pairs->patients[p], (int)pairs->same_day[p]);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

static char *count(gsize n_patients, const char *const *patients, const HcpSharedOptions *options) {
    g_autoptr(Visits) visits = read_visits(n_patients, patients);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpShared) shared = hcp_shared_count(&visits->visits, options, run, NULL);
    return print(shared);
}

#define WINDOWS .n_windows = 4, .window = {30, 60, 90, 180}, .min_patients = 1, .max_visits = 5000

#define ASSERT_COUNTS(patients, expected, ...)                                                     \
    do {                                                                                           \
        HcpSharedOptions options = {WINDOWS, __VA_ARGS__};                                         \
        g_autofree char *found = count(G_N_ELEMENTS(patients), patients, &options);                \
        CU_ASSERT_STRING_EQUAL(found, expected);                                                   \
        if (strcmp(found, expected) != 0)                                                          \
            g_printerr("%s", found);                                                               \
    } while (0)

static void the_rule_of_cms_counts_a_day_once_from_the_smaller_id(void) {
    ASSERT_COUNTS(FIVE,
                  "30: AB(5,3,1) AC(1,1,0) BA(2,2,0) BC(1,1,0)\n"
                  "60: AB(5,3,1) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n"
                  "90: AB(5,3,1) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n"
                  "180: AB(6,4,1) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n",
                  .rule = HCP_SHARED_CMS);
}

static void a_day_may_count_both_ways(void) {
    ASSERT_COUNTS(FIVE,
                  "30: AB(5,3,1) AC(1,1,0) BA(3,3,1) BC(1,1,0)\n"
                  "60: AB(5,3,1) AC(1,1,0) BA(5,3,1) BC(1,1,0)\n"
                  "90: AB(5,3,1) AC(1,1,0) BA(5,3,1) BC(1,1,0)\n"
                  "180: AB(6,4,1) AC(1,1,0) BA(5,3,1) BC(1,1,0)\n",
                  .same_day = HCP_SAME_DAY_BOTH);
}

static void a_day_may_be_dropped_or_stand_apart(void) {
    ASSERT_COUNTS(FIVE,
                  "30: AB(4,2,0) AC(1,1,0) BA(2,2,0) BC(1,1,0)\n"
                  "60: AB(4,2,0) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n"
                  "90: AB(4,2,0) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n"
                  "180: AB(5,3,0) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n",
                  .same_day = HCP_SAME_DAY_DROP);
    ASSERT_COUNTS(FIVE,
                  "30: AB(4,2,1) AC(1,1,0) BA(2,2,0) BC(1,1,0)\n"
                  "60: AB(4,2,1) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n"
                  "90: AB(4,2,1) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n"
                  "180: AB(5,3,1) AC(1,1,0) BA(4,3,0) BC(1,1,0)\n",
                  .same_day = HCP_SAME_DAY_APART);
}

static void the_trace_goes_to_the_next_day_with_a_visit(void) {
    ASSERT_COUNTS(FIVE,
                  "30: AB(3,2,0) BA(2,2,0) BC(1,1,0)\n"
                  "60: AB(3,2,0) BA(3,3,0) BC(1,1,0)\n"
                  "90: AB(3,2,0) BA(3,3,0) BC(1,1,0)\n"
                  "180: AB(4,3,0) BA(3,3,0) BC(1,1,0)\n",
                  .rule = HCP_SHARED_TRACE_ROUTE);
    const char *const one[] = {"A1 B1 A5 C5 C9 D20"};
    ASSERT_COUNTS(one,
                  "30: AC(2,1,0) BA(1,1,0) BC(1,1,0) CD(1,1,0)\n"
                  "60: AC(2,1,0) BA(1,1,0) BC(1,1,0) CD(1,1,0)\n"
                  "90: AC(2,1,0) BA(1,1,0) BC(1,1,0) CD(1,1,0)\n"
                  "180: AC(2,1,0) BA(1,1,0) BC(1,1,0) CD(1,1,0)\n",
                  .rule = HCP_SHARED_TRACE_ROUTE);
}

static void a_bin_holds_all_whom_a_patient_saw(void) {
    ASSERT_COUNTS(FIVE, "0: AB(5,5,0) AC(1,1,0) BC(1,1,0)\n", .rule = HCP_SHARED_BINNING);
}

static void the_last_day_of_a_window_is_in_it(void) {
    const char *const three[] = {"A1 B30", "A1 C31", "A1 D32"};
    HcpSharedOptions options = HCP_SHARED_OPTIONS_INIT;
    g_autofree char *found = count(G_N_ELEMENTS(three), three, &options);
    CU_ASSERT_STRING_EQUAL(found, "30: AB(1,1,0) AC(1,1,0)\n");
}

static void several_services_of_a_day_are_one_visit(void) {
    const char *const one[] = {"B2 A1 A1 B2 A1"};
    HcpSharedOptions options = HCP_SHARED_OPTIONS_INIT;
    g_autofree char *found = count(G_N_ELEMENTS(one), one, &options);
    CU_ASSERT_STRING_EQUAL(found, "30: AB(1,1,0)\n");
}

static void days_before_1970_are_days(void) {
    const char *const one[] = {"A-5 B3"};
    HcpSharedOptions options = HCP_SHARED_OPTIONS_INIT;
    g_autofree char *found = count(G_N_ELEMENTS(one), one, &options);
    CU_ASSERT_STRING_EQUAL(found, "30: AB(1,1,0)\n");
}

static void small_pairs_are_counted_but_not_listed(void) {
    g_autoptr(Visits) visits = read_visits(G_N_ELEMENTS(FIVE), FIVE);
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpSharedOptions options = {.n_windows = 1, .window = {60}, .min_patients = 3, .max_visits = 9};
    g_autoptr(HcpShared) shared = hcp_shared_count(&visits->visits, &options, run, NULL);
    g_autofree char *found = print(shared);
    CU_ASSERT_STRING_EQUAL(found, "60: AB(5,3,1) BA(4,3,0)\n");
    CU_ASSERT_EQUAL(shared->pairs[0].n_small, 2);
}

static void a_patient_who_is_no_person_is_left_out(void) {
    g_autoptr(Visits) visits = read_visits(G_N_ELEMENTS(FIVE), FIVE);
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpSharedOptions options = {.n_windows = 1, .window = {30}, .max_visits = 3};
    g_autoptr(HcpShared) shared = hcp_shared_count(&visits->visits, &options, run, NULL);
    g_autofree char *found = print(shared);
    CU_ASSERT_STRING_EQUAL(found, "30: AB(2,2,1) AC(1,1,0) BA(1,1,0) BC(1,1,0)\n");
    CU_ASSERT_EQUAL(shared->n_left_out, 1);
    CU_ASSERT_EQUAL(shared->n_patients, 4);
    CU_ASSERT_EQUAL(shared->n_visits, 11);
    CU_ASSERT_EQUAL(shared->panel[0], 4);
}

static void a_patient_of_many_shares_less_with_each(void) {
    g_autoptr(Visits) visits = read_visits(G_N_ELEMENTS(FIVE), FIVE);
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpSharedOptions options = HCP_SHARED_OPTIONS_INIT;
    g_autoptr(HcpShared) shared = hcp_shared_count(&visits->visits, &options, run, NULL);
    CU_ASSERT_EQUAL(shared->pairs[0].newman[0], 0.5 + 1 + 1); /* AB: p1 saw three, p2, p3 two */
    CU_ASSERT_EQUAL(shared->pairs[0].newman[1], 0.5);         /* AC: p1 */
}

static void windows_that_do_not_fit_are_refused(void) {
    g_autoptr(Visits) visits = read_visits(G_N_ELEMENTS(FIVE), FIVE);
    g_autoptr(HcpRun) run = hcp_run_new();
    const HcpSharedOptions bad[] = {{.n_windows = 0},
                                    {.n_windows = 1, .window = {0}},
                                    {.n_windows = 2, .window = {60, 30}},
                                    {.n_windows = 2, .window = {30, 30}},
                                    {.n_windows = 1, .window = {HCP_SHARED_MAX_WINDOW + 1}},
                                    {.n_windows = HCP_SHARED_MAX_WINDOWS + 1}};
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        CU_ASSERT_PTR_NULL(hcp_shared_count(&visits->visits, &bad[i], run, &error));
        CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "window"));
    }
}

static void no_visits_make_no_pairs(void) {
    HcpVisits none = {0};
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpSharedOptions options = HCP_SHARED_OPTIONS_INIT;
    g_autoptr(HcpShared) shared = hcp_shared_count(&none, &options, run, NULL);
    CU_ASSERT_EQUAL(shared->pairs[0].n, 0);
}

HCP_TEST_MAIN(HCP_TEST(the_rule_of_cms_counts_a_day_once_from_the_smaller_id),
              HCP_TEST(a_day_may_count_both_ways), HCP_TEST(a_day_may_be_dropped_or_stand_apart),
              HCP_TEST(the_trace_goes_to_the_next_day_with_a_visit),
              HCP_TEST(a_bin_holds_all_whom_a_patient_saw),
              HCP_TEST(the_last_day_of_a_window_is_in_it),
              HCP_TEST(several_services_of_a_day_are_one_visit),
              HCP_TEST(days_before_1970_are_days), HCP_TEST(small_pairs_are_counted_but_not_listed),
              HCP_TEST(a_patient_who_is_no_person_is_left_out),
              HCP_TEST(a_patient_of_many_shares_less_with_each),
              HCP_TEST(windows_that_do_not_fit_are_refused), HCP_TEST(no_visits_make_no_pairs))
