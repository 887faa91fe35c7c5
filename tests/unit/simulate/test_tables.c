/* The simulated tables fit together and depend on the seed and the sizes alone. */
#include "support.h"

#include <string.h>

static GPtrArray *simulate(int32_t n_physicians, uint64_t seed, int threads) {
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_seed(run, seed);
    hcp_run_set_threads(run, threads);
    HcpSimulateOptions options = HCP_SIMULATE_OPTIONS_INIT;
    options.n_physicians = n_physicians;
    GPtrArray *tables = hcp_simulate(&options, run, NULL);
    g_assert(tables != NULL);
    return tables;
}

static HcpTable *find(const GPtrArray *tables, const char *name) {
    for (guint k = 0; k < tables->len; k++)
        if (strcmp(hcp_table_get_name(tables->pdata[k]), name) == 0)
            return tables->pdata[k];
    g_error("no table %s", name);
}

static void append_table(GString *text, const HcpTable *table) {
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
        const HcpColumn *column = hcp_table_get_column(table, c);
        g_string_append(text, hcp_column_get_info(column)->name);
        for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
            g_string_append_c(text, ',');
            hcp_column_append_text(column, row, text);
        }
        g_string_append_c(text, '\n');
    }
}

/* All cells of all tables; the tables are given up. */
static char *text_of(GPtrArray *tables) {
    GString *text = g_string_new(NULL);
    for (guint k = 0; k < tables->len; k++)
        append_table(text, tables->pdata[k]);
    g_ptr_array_unref(tables);
    return g_string_free(text, FALSE);
}

static void the_same_seed_gives_the_same_bytes_for_any_thread_count(void) {
    g_autofree char *first = text_of(simulate(150, 7, 1));
    g_autofree char *second = text_of(simulate(150, 7, 2));
    CU_ASSERT(strlen(first) > 100000);
    CU_ASSERT_STRING_EQUAL(first, second);
}

static void another_seed_gives_another_market(void) {
    g_autofree char *first = text_of(simulate(150, 7, 1));
    g_autofree char *second = text_of(simulate(150, 8, 1));
    CU_ASSERT_STRING_NOT_EQUAL(first, second);
}

static void every_schema_but_pairs_has_a_table_with_its_required_fields(void) {
    GPtrArray *tables = simulate(150, 1, 1);
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize k = 0; k < n; k++) {
        if (strcmp(schemas[k].name, "pairs") == 0)
            continue;
        HcpTable *table = find(tables, schemas[k].name);
        CU_ASSERT(hcp_table_get_n_rows(table) > 0);
        for (gsize f = 0; f < schemas[k].n_fields; f++)
            if (schemas[k].fields[f].required)
                CU_ASSERT_PTR_NOT_NULL(hcp_table_find_column(table, schemas[k].fields[f].name));
    }
    g_ptr_array_unref(tables);
}

static GHashTable *ids_of(const GPtrArray *tables, const char *table) {
    HcpColumn *id = hcp_table_find_column(find(tables, table), "id");
    GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (int64_t row = 0; row < hcp_column_get_length(id); row++)
        g_hash_table_add(ids, (void *)hcp_column_get_text(id, row));
    CU_ASSERT_EQUAL((int64_t)g_hash_table_size(ids), hcp_column_get_length(id));
    return ids;
}

static int64_t count_unknown(const GPtrArray *tables, const char *table, const char *column,
                             GHashTable *ids) {
    HcpColumn *given = hcp_table_find_column(find(tables, table), column);
    int64_t unknown = 0;
    for (int64_t row = 0; row < hcp_column_get_length(given); row++)
        unknown += !g_hash_table_contains(ids, hcp_column_get_text(given, row));
    return unknown;
}

static void ids_are_unique_and_every_reference_is_known(void) {
    static const char *const TO_PHYSICIANS[][2] = {{"affiliations", "physician"},
                                                   {"consents", "physician"},
                                                   {"referrals", "from"},
                                                   {"referrals", "to"},
                                                   {"visits", "physician"},
                                                   {"ties", "from"},
                                                   {"ties", "to"},
                                                   {"interactions", "physician"},
                                                   {"seeds", "id"},
                                                   {"prescriptions", "physician"},
                                                   {"truth", "id"}};
    GPtrArray *tables = simulate(150, 3, 1);
    g_autoptr(GHashTable) physicians = ids_of(tables, "physicians");
    g_autoptr(GHashTable) organisations = ids_of(tables, "organisations");
    for (gsize k = 0; k < G_N_ELEMENTS(TO_PHYSICIANS); k++)
        CU_ASSERT_EQUAL(count_unknown(tables, TO_PHYSICIANS[k][0], TO_PHYSICIANS[k][1], physicians),
                        0);
    CU_ASSERT_EQUAL(count_unknown(tables, "affiliations", "organisation", organisations), 0);
    CU_ASSERT_EQUAL(count_unknown(tables, "prescriptions", "pharmacy", organisations), 0);
    g_ptr_array_unref(tables);
}

static void nobody_refers_to_oneself(void) {
    GPtrArray *tables = simulate(300, 1, 1);
    HcpTable *referrals = find(tables, "referrals");
    HcpColumn *from = hcp_table_find_column(referrals, "from");
    HcpColumn *to = hcp_table_find_column(referrals, "to");
    int64_t loops = 0;
    for (int64_t row = 0; row < hcp_table_get_n_rows(referrals); row++)
        loops += hcp_column_get_codes(from)[row] == hcp_column_get_codes(to)[row];
    CU_ASSERT_EQUAL(loops, 0);
    g_ptr_array_unref(tables);
}

static void count_outside(const HcpTable *table, const char *column, int64_t *outside) {
    const int32_t FIRST = 20270, LAST = 20634; /* 2025-07-01, 2026-06-30 */
    const int32_t *days = hcp_column_get_dates(hcp_table_find_column(table, column));
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++)
        *outside += days[row] < FIRST || days[row] > LAST;
}

static void events_are_within_the_period(void) {
    GPtrArray *tables = simulate(300, 1, 1);
    int64_t outside = 0;
    count_outside(find(tables, "referrals"), "date", &outside);
    count_outside(find(tables, "visits"), "date", &outside);
    count_outside(find(tables, "ties"), "date", &outside);
    count_outside(find(tables, "prescriptions"), "date", &outside);
    count_outside(find(tables, "interactions"), "time", &outside);
    CU_ASSERT_EQUAL(outside, 0);
    g_ptr_array_unref(tables);
}

static void one_panel_size_in_twenty_is_missing(void) {
    GPtrArray *tables = simulate(2000, 1, 1);
    HcpColumn *panel = hcp_table_find_column(find(tables, "physicians"), "panel_size");
    double share = (double)hcp_column_count_missing(panel) / 2000;
    /* Four standard errors of a proportion of .05 among 2,000. */
    CU_ASSERT_DOUBLE_EQUAL(share, 0.05, 0.02);
    g_ptr_array_unref(tables);
}

static void numbers_of_organisations_are_as_asked(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpSimulateOptions options = {.n_physicians = 60, .n_pharmacies = 3, .n_hospitals = 2};
    GPtrArray *tables = hcp_simulate(&options, run, NULL);
    HcpTable *organisations = find(tables, "organisations");
    HcpColumn *kind = hcp_table_find_column(organisations, "kind");
    int hospitals = 0, pharmacies = 0;
    for (int64_t row = 0; row < hcp_table_get_n_rows(organisations); row++) {
        hospitals += strcmp(hcp_column_get_text(kind, row), "hospital") == 0;
        pharmacies += strcmp(hcp_column_get_text(kind, row), "pharmacy") == 0;
    }
    CU_ASSERT_EQUAL(hospitals, 2);
    CU_ASSERT_EQUAL(pharmacies, 3);
    g_ptr_array_unref(tables);
}

static void sizes_out_of_range_are_refused(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpSimulateOptions options = {.n_physicians = 49};
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_simulate(&options, run, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "physicians: expected 50"));
    options = (HcpSimulateOptions){.n_physicians = 100, .n_hospitals = -1};
    CU_ASSERT_PTR_NULL(hcp_simulate(&options, run, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "found '0' and '-1'"));
}

/* True from the k-th poll on. */
static gboolean cancel_at(void *data) {
    int *left = data;
    return (*left)-- <= 0;
}

static void it_stops_at_any_poll_when_asked(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpSimulateOptions options = {.n_physicians = 60};
    for (int k = 0; k < 12; k++) {
        int left = k;
        GError *error = NULL;
        hcp_run_set_cancel(run, cancel_at, &left);
        CU_ASSERT_PTR_NULL(hcp_simulate(&options, run, &error));
        CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
    }
}

HCP_TEST_MAIN(HCP_TEST(the_same_seed_gives_the_same_bytes_for_any_thread_count),
              HCP_TEST(another_seed_gives_another_market),
              HCP_TEST(every_schema_but_pairs_has_a_table_with_its_required_fields),
              HCP_TEST(ids_are_unique_and_every_reference_is_known),
              HCP_TEST(nobody_refers_to_oneself), HCP_TEST(events_are_within_the_period),
              HCP_TEST(one_panel_size_in_twenty_is_missing),
              HCP_TEST(numbers_of_organisations_are_as_asked),
              HCP_TEST(sizes_out_of_range_are_refused), HCP_TEST(it_stops_at_any_poll_when_asked))
