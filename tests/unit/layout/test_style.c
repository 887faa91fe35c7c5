#include "support.h"
#include "tables.h"

#include "base/base_internal.h"
#include <math.h>

static HcpColumn *make_numbers(const char *name, HcpKind kind, int32_t n, const int64_t *value) {
    HcpColumnInfo info = {.name = name, .label = "Community", .kind = kind};
    int64_t *copy = g_new(int64_t, n);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int32_t i = 0; i < n; i++) {
        copy[i] = MAX(value[i], 0);
        if (value[i] >= 0)
            hcp__bit_set(validity, i);
    }
    return hcp_column_new_take(&info, n, copy, validity);
}

static HcpTable *make_nodes(int32_t n, const int64_t *community, const double *size) {
    HcpColumnInfo info = {.name = "rank", .label = "Rank", .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) by = make_numbers("community", HCP_KIND_INT64, n, community);
    g_autoptr(HcpColumn) sizes = hcp_column_new_doubles(&info, n, size);
    return hcp_table_new("nodes", n, 2, (HcpColumn *const[]){by, sizes});
}

static HcpStyle *compute(int32_t n, const int64_t *community, const double *size) {
    g_autoptr(HcpTable) nodes = make_nodes(n, community, size);
    return hcp_style_compute(nodes, "community", "rank", NULL);
}

static void sizes_fill_the_range_by_the_root_of_the_value(void) {
    g_autoptr(HcpStyle) style =
        compute(4, (const int64_t[]){1, 1, 1, 1}, (const double[]){0, 25, 100, (double)NAN});
    const double *size = hcp_column_get_doubles(style->size);
    CU_ASSERT_EQUAL(size[0], 4);
    CU_ASSERT_EQUAL(size[1], 52);
    CU_ASSERT_EQUAL(size[2], 100);
    CU_ASSERT_EQUAL(size[3], 4);
    CU_ASSERT_EQUAL(style->size_min, 0);
    CU_ASSERT_EQUAL(style->size_max, 100);
    CU_ASSERT_STRING_EQUAL(style->size_name, "Rank");
}

static void equal_values_have_the_smallest_size(void) {
    g_autoptr(HcpStyle) style = compute(2, (const int64_t[]){1, 1}, (const double[]){7, 7});
    CU_ASSERT_EQUAL(hcp_column_get_doubles(style->size)[1], 4);
}

static void numbers_are_called_by_the_column_that_names_them(void) {
    g_autoptr(HcpTable) nodes =
        make_nodes(3, (const int64_t[]){2, 1, 2}, (const double[]){1, 2, 3});
    const char *const name[] = {"2 Namur", NULL, "2 Namur"};
    g_autoptr(HcpColumn) names = hcp_test_texts("community_name", HCP_PRIVACY_NONE, 3, name);
    g_autoptr(HcpTable) named = hcp_table_with_columns(nodes, 1, &names);
    g_autoptr(HcpStyle) style = hcp_style_compute(named, "community", "rank", NULL);
    const HcpLegendEntry *entry = (const HcpLegendEntry *)(const void *)style->legend->data;
    CU_ASSERT_STRING_EQUAL(entry[0].text, "2 Namur");
    CU_ASSERT_STRING_EQUAL(entry[1].text, "Community 1");
    CU_ASSERT_STRING_EQUAL(style->colour_name, "Community");
}

static void the_legend_goes_from_common_to_rare(void) {
    g_autoptr(HcpStyle) style =
        compute(6, (const int64_t[]){2, 2, 10, 3, 2, -1}, (const double[]){1, 2, 3, 4, 5, 6});
    CU_ASSERT_EQUAL(style->legend->len, 4);
    const HcpLegendEntry *entry = (const HcpLegendEntry *)(const void *)style->legend->data;
    CU_ASSERT_STRING_EQUAL(entry[0].text, "Community 2");
    CU_ASSERT_EQUAL(entry[0].n_nodes, 3);
    CU_ASSERT_STRING_EQUAL(entry[1].text, "Community 3");
    CU_ASSERT_STRING_EQUAL(entry[2].text, "Community 10");
    CU_ASSERT_STRING_EQUAL(entry[3].text, "none");
    for (int32_t i = 0; i < 2; i++)
        CU_ASSERT_STRING_EQUAL(hcp_column_get_text(style->color, i), entry[0].color);
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(style->color, 5), entry[3].color);
}

static void values_beyond_the_eighth_share_a_grey(void) {
    int64_t community[12];
    double size[12];
    for (int i = 0; i < 12; i++) {
        community[i] = i < 11 ? i + 1 : 1;
        size[i] = i;
    }
    g_autoptr(HcpStyle) style = compute(12, community, size);
    CU_ASSERT_EQUAL(style->legend->len, 9);
    const HcpLegendEntry *other = &g_array_index(style->legend, HcpLegendEntry, 8);
    CU_ASSERT_STRING_EQUAL(other->text, "other");
    CU_ASSERT_EQUAL(other->n_nodes, 3);
    for (int32_t i = 8; i < 11; i++)
        CU_ASSERT_STRING_EQUAL(hcp_column_get_text(style->color, i), other->color);
}

static void an_unknown_column_is_named(void) {
    g_autoptr(HcpTable) nodes = make_nodes(1, (const int64_t[]){1}, (const double[]){1});
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_style_compute(nodes, "region", "rank", &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_NOT_FOUND, "region"));
    CU_ASSERT_PTR_NULL(hcp_style_compute(nodes, "rank", "rank", &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ARGUMENT, "colour"));
}

HCP_TEST_MAIN(HCP_TEST(sizes_fill_the_range_by_the_root_of_the_value),
              HCP_TEST(equal_values_have_the_smallest_size),
              HCP_TEST(the_legend_goes_from_common_to_rare),
              HCP_TEST(numbers_are_called_by_the_column_that_names_them),
              HCP_TEST(values_beyond_the_eighth_share_a_grey), HCP_TEST(an_unknown_column_is_named))
