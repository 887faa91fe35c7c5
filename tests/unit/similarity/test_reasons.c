#include "support.h"

#include "base/base_internal.h"
#include "similarity/similarity_internal.h"
#include <math.h>
#include <string.h>

enum { N = 12 };

/* Physicians 0..5 are cardiologists, 6..10 surgeons, 11 a neurologist; 3 has no age. */
static HcpTable *make_nodes(void) {
    g_autoptr(HcpPool) ids = hcp__pool_new();
    g_autoptr(HcpPool) texts = hcp__pool_new();
    int32_t *id = g_new(int32_t, N), *specialty = g_new(int32_t, N);
    int64_t *degree = g_new(int64_t, N);
    uint8_t *teaching = g_new(uint8_t, N);
    double age[N], birth_year[N], strength[N];
    for (int i = 0; i < N; i++) {
        char text[8];
        g_snprintf(text, sizeof text, "P%02d", i);
        id[i] = hcp__pool_add(ids, text, -1);
        specialty[i] = hcp__pool_add(texts,
                                     i < 6    ? "cardiology"
                                     : i < 11 ? "surgery"
                                              : "neurology",
                                     -1);
        degree[i] = i == 0 ? 14 : 2;
        teaching[i] = i % 2 == 0;
        age[i] = i == 3 ? NAN : 40 + i / 3.0;
        birth_year[i] = 1970 + i;
        strength[i] = i;
    }
    HcpColumnInfo infos[] = {
        {.name = "id", .privacy = HCP_PRIVACY_ID, .kind = HCP_KIND_STRING},
        {.name = "specialty", .kind = HCP_KIND_STRING},
        {.name = "out_degree", .label = "out-degree", .kind = HCP_KIND_INT64},
        {.name = "teaching", .label = "teaching post", .kind = HCP_KIND_BOOL},
        {.name = "age", .unit = "years", .kind = HCP_KIND_DOUBLE},
        {.name = "in_strength", .privacy = HCP_PRIVACY_WEIGHT_SUM, .kind = HCP_KIND_DOUBLE},
        {.name = "birth_year", .label = "year of birth", .kind = HCP_KIND_DOUBLE}};
    HcpColumn *columns[] = {hcp_column_new_take_strings(&infos[0], N, id, NULL, ids),
                            hcp_column_new_take_strings(&infos[1], N, specialty, NULL, texts),
                            hcp_column_new_take(&infos[2], N, degree, NULL),
                            hcp_column_new_take(&infos[3], N, teaching, NULL),
                            hcp_column_new_doubles(&infos[4], N, age),
                            hcp_column_new_doubles(&infos[5], N, strength),
                            hcp_column_new_doubles(&infos[6], N, birth_year)};
    HcpTable *nodes = hcp_table_new("nodes", N, G_N_ELEMENTS(columns), columns);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        hcp_column_unref(columns[i]);
    return nodes;
}

static HcpFeatures *make_features(const HcpTable *nodes) {
    HcpLookalikeOptions options = HCP_LOOKALIKE_OPTIONS_INIT;
    return hcp__features_new(nodes, N, &options, NULL);
}

/* The reasons of one physician with ; between, for a model of the terms and coefficients given. */
static char *explain(int32_t row, gsize n, const char *const *names, const double *coefficients) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpFeatures) features = make_features(nodes);
    double coefficient[16] = {0};
    for (int32_t j = 0; j < features->n_terms; j++) {
        g_autofree char *name = hcp__features_term_name(features, j);
        for (gsize k = 0; k < n; k++)
            if (strcmp(name, names[k]) == 0)
                coefficient[j] = coefficients[k];
    }
    HcpLogistic fit = {.n_columns = features->n_terms, .coefficient = coefficient};
    g_autoptr(GPtrArray) columns = hcp__lookalike_make_reasons(features, &fit, 1, &row);
    GString *text = g_string_new(NULL);
    for (guint k = 0; k < columns->len; k++) {
        const char *reason = hcp_column_get_text(columns->pdata[k], 0);
        g_string_append_printf(text, "%s%s", k > 0 && reason != NULL ? "; " : "",
                               reason != NULL ? reason : "");
    }
    return g_string_free(text, FALSE);
}

static void expect_reasons(int32_t row, const char *term, double coefficient,
                           const char *expected) {
    g_autofree char *text = explain(row, 1, &term, &coefficient);
    CU_ASSERT_STRING_EQUAL(text, expected);
}

static void terms_follow_columns_and_levels_their_text(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpFeatures) features = make_features(nodes);
    static const char *const expected[] = {
        "specialty=cardiology", "specialty=surgery", "out_degree", "teaching", "age",
        "age missing",          "in_strength",       "birth_year"};
    CU_ASSERT_EQUAL(features->n_terms, G_N_ELEMENTS(expected));
    for (int32_t j = 0; j < MIN(features->n_terms, (int32_t)G_N_ELEMENTS(expected)); j++) {
        g_autofree char *name = hcp__features_term_name(features, j);
        CU_ASSERT_STRING_EQUAL(name, expected[j]);
    }
}

static void every_term_has_mean_zero_and_variance_one(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpFeatures) features = make_features(nodes);
    for (int32_t j = 0; j < features->n_terms; j++) {
        double sum = 0, squares = 0;
        for (int i = 0; i < N; i++) {
            sum += features->x[i + j * N];
            squares += features->x[i + j * N] * features->x[i + j * N];
        }
        CU_ASSERT_DOUBLE_EQUAL(sum, 0, 1e-12);
        CU_ASSERT_DOUBLE_EQUAL(squares / N, 1, 1e-12);
    }
}

/* Ages 40, 40 1/3, ... 43 2/3 without 41: median and mean of the eleven that are known. */
static void a_missing_number_becomes_the_median(void) {
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpFeatures) features = make_features(nodes);
    const HcpTerm *age = &g_array_index(features->terms, HcpTerm, 4);
    CU_ASSERT_DOUBLE_EQUAL(age->median, 42, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(age->average, (12 * (40 + 5.5 / 3) - 41) / 11, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(features->x[3 + 4 * N] * age->sd + age->mean, 42, 1e-12);
}

static void a_number_is_set_beside_the_average(void) {
    expect_reasons(0, "out_degree", 1, "out-degree 14 (average 3)");
    expect_reasons(0, "age", -1, "Age 40 years (average 41.9)");
    expect_reasons(11, "birth_year", 1, "year of birth 1981 (average 1976)");
}

static void a_text_and_a_flag_are_told_in_words(void) {
    expect_reasons(0, "specialty=cardiology", 1, "Specialty is cardiology");
    expect_reasons(11, "specialty=surgery", -1, "Specialty is neurology");
    expect_reasons(0, "teaching", 1, "teaching post: yes");
    expect_reasons(1, "teaching", -1, "teaching post: no");
    expect_reasons(3, "age missing", 1, "Age is not known");
}

/* A sum of weights may be a small count of patients. */
static void what_the_gate_may_mask_is_told_without_figures(void) {
    expect_reasons(11, "in_strength", 1, "In strength above average");
    expect_reasons(0, "in_strength", -1, "In strength below average");
}

static void what_speaks_against_a_physician_is_no_reason(void) {
    expect_reasons(0, "out_degree", -1, "");
    expect_reasons(0, "out_degree", 0.001, "");
}

static void three_reasons_are_given_the_strongest_first(void) {
    static const char *const names[] = {"specialty=cardiology", "out_degree", "teaching", "age"};
    const double coefficients[] = {0.2, 1, 0.3, -0.4};
    g_autofree char *text = explain(0, 4, names, coefficients);
    CU_ASSERT_STRING_EQUAL(
        text, "out-degree 14 (average 3); Age 40 years (average 41.9); teaching post: yes");
}

/* Both dummies of a cardiologist speak for the specialty. */
static void the_levels_of_a_column_are_one_reason(void) {
    static const char *const names[] = {"specialty=cardiology", "specialty=surgery", "teaching"};
    const double coefficients[] = {0.3, -0.3, 0.5};
    g_autofree char *text = explain(0, 3, names, coefficients);
    CU_ASSERT_STRING_EQUAL(text, "Specialty is cardiology; teaching post: yes");
}

HCP_TEST_MAIN(HCP_TEST(terms_follow_columns_and_levels_their_text),
              HCP_TEST(every_term_has_mean_zero_and_variance_one),
              HCP_TEST(a_missing_number_becomes_the_median),
              HCP_TEST(a_number_is_set_beside_the_average),
              HCP_TEST(a_text_and_a_flag_are_told_in_words),
              HCP_TEST(what_the_gate_may_mask_is_told_without_figures),
              HCP_TEST(what_speaks_against_a_physician_is_no_reason),
              HCP_TEST(three_reasons_are_given_the_strongest_first),
              HCP_TEST(the_levels_of_a_column_are_one_reason))
