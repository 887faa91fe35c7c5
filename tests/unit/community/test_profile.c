#include "support.h"

#include "base/base_internal.h"
#include <math.h>

static HcpColumn *make_texts(const char *name, int32_t n, const char *const *text) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new0(int32_t, n);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    hcp__pool_add(pool, "", 0);
    for (int32_t i = 0; i < n; i++) {
        if (text[i] == NULL)
            continue;
        codes[i] = hcp__pool_add(pool, text[i], -1);
        hcp__bit_set(validity, i);
    }
    return hcp_column_new_take_strings(&info, n, codes, validity, pool);
}

static HcpColumn *make_numbers(const char *name, int32_t n, const double *value) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_doubles(&info, n, value);
}

/* a, b, c, d in one community, x and y in the other; z belongs nowhere. */
static HcpTable *make_profile(void) {
    g_autoptr(HcpNetwork) network =
        hcp_test_network(TRUE, "a b 2\nb a 3\nc d 4\na x 1\nx y 5\ny z 0.5\n");
    g_autoptr(HcpColumn) specialty =
        make_texts("specialty", 7,
                   (const char *const[]){"cardiology", "oncology", "cardiology", NULL, "urology",
                                         "oncology", "urology"});
    g_autoptr(HcpColumn) name = make_texts(
        "name", 7, (const char *const[]){"Ann", NULL, "Cleo", "Dan", "Xavi", "Yara", "Zoe"});
    g_autoptr(HcpColumn) rank =
        make_numbers("rank", 7, (const double[]){3, 9, (double)NAN, 1, 2, 4, 8});
    g_autoptr(HcpColumn) brand =
        make_numbers("brand_units", 7, (const double[]){1, 2, 0, (double)NAN, 0, 0, 5});
    g_autoptr(HcpColumn) class =
        make_numbers("class_units", 7, (const double[]){4, 4, 4, (double)NAN, 0, 0, 5});
    g_autoptr(HcpTable) nodes =
        hcp_table_with_columns(hcp_network_get_nodes(network), 5,
                               (HcpColumn *const[]){specialty, name, rank, brand, class});
    g_autoptr(HcpPartition) partition =
        hcp_partition_new(7, (const int32_t[]){0, 0, 0, 0, 1, 1, -1});
    return hcp_community_profile(network, nodes, partition, "rank");
}

static double number(const HcpTable *table, const char *column, int64_t row) {
    return hcp_column_get_number(hcp_table_find_column(table, column), row);
}

static const char *text(const HcpTable *table, const char *column, int64_t row) {
    return hcp_column_get_text(hcp_table_find_column(table, column), row);
}

static void a_row_counts_the_members_of_a_community(void) {
    g_autoptr(HcpTable) table = make_profile();
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(table), 2);
    CU_ASSERT_EQUAL(number(table, "community", 1), 2);
    CU_ASSERT_EQUAL(number(table, "size", 0), 4);
    CU_ASSERT_EQUAL(number(table, "physicians", 0), 4);
    CU_ASSERT_EQUAL(number(table, "organisations", 0), 0);
}

static void ties_that_leave_count_on_both_sides(void) {
    g_autoptr(HcpTable) table = make_profile();
    CU_ASSERT_EQUAL(number(table, "inside_weight", 0), 9);
    CU_ASSERT_EQUAL(number(table, "leaving_weight", 0), 1);
    CU_ASSERT_EQUAL(number(table, "inside_share", 0), 0.9);
    CU_ASSERT_EQUAL(number(table, "leaving_weight", 1), 1.5);
}

static void the_commonest_values_are_named_with_their_counts(void) {
    g_autoptr(HcpTable) table = make_profile();
    CU_ASSERT_STRING_EQUAL(text(table, "top_specialties", 0), "cardiology 2, oncology 1");
    CU_ASSERT_STRING_EQUAL(text(table, "top_specialties", 1), "oncology 1, urology 1");
    CU_ASSERT_PTR_NULL(text(table, "top_regions", 0));
}

static void leaders_are_named_or_else_known_by_id(void) {
    g_autoptr(HcpTable) table = make_profile();
    CU_ASSERT_STRING_EQUAL(text(table, "leaders", 0), "b; Ann; Dan");
    CU_ASSERT_STRING_EQUAL(text(table, "leaders", 1), "Yara; Xavi");
    CU_ASSERT_EQUAL(hcp_column_get_info(hcp_table_find_column(table, "leaders"))->privacy,
                    HCP_PRIVACY_NAME);
}

static void brand_share_is_of_the_whole_community(void) {
    g_autoptr(HcpTable) table = make_profile();
    CU_ASSERT_EQUAL(number(table, "brand_share", 0), 0.25);
    CU_ASSERT_TRUE(isnan(number(table, "brand_share", 1)));
}

static void a_community_is_called_by_what_most_members_share(void) {
    g_autoptr(HcpTable) table = make_profile();
    CU_ASSERT_STRING_EQUAL(text(table, "name", 0), "1 cardiology");
    CU_ASSERT_STRING_EQUAL(text(table, "name", 1), "2 oncology");
}

/* A region that all share tells nothing, and there is no specialty. */
static void names_of_nodes_are_those_of_their_communities(void) {
    g_autoptr(HcpColumn) apart =
        make_texts("region", 4, (const char *const[]){"Namur", "Liège", "Liège", "Namur"});
    g_autoptr(HcpColumn) alike =
        make_texts("region", 4, (const char *const[]){"Namur", "Namur", NULL, "Namur"});
    g_autoptr(HcpTable) nodes = hcp_table_new("nodes", 4, 1, &apart);
    g_autoptr(HcpTable) others = hcp_table_new("nodes", 4, 1, &alike);
    g_autoptr(HcpPartition) partition = hcp_partition_new(4, (const int32_t[]){1, 0, 0, -1});
    g_autoptr(HcpColumn) names = hcp_community_names(nodes, partition);
    g_autoptr(HcpColumn) numbers = hcp_community_names(others, partition);
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(names, 0), "2 Namur");
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(names, 2), "1 Liège");
    CU_ASSERT_PTR_NULL(hcp_column_get_text(names, 3));
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(numbers, 0), "2");
}

HCP_TEST_MAIN(HCP_TEST(a_row_counts_the_members_of_a_community),
              HCP_TEST(ties_that_leave_count_on_both_sides),
              HCP_TEST(the_commonest_values_are_named_with_their_counts),
              HCP_TEST(leaders_are_named_or_else_known_by_id),
              HCP_TEST(brand_share_is_of_the_whole_community),
              HCP_TEST(a_community_is_called_by_what_most_members_share),
              HCP_TEST(names_of_nodes_are_those_of_their_communities))
