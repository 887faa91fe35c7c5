/* One column of texts after the other. */
#include "study/dataset_internal.h"
#include "support.h"
#include "tables.h"

static gboolean reads(const HcpColumn *column, int64_t n, const char *const *expected) {
    gboolean same = hcp_column_get_length(column) == n;
    for (int64_t row = 0; same && row < n; row++)
        same = g_strcmp0(hcp_column_get_text(column, row), expected[row]) == 0;
    return same;
}

static HcpColumn *append(HcpColumn *a, HcpColumn *b) {
    HcpColumn *const part[] = {a, b};
    const int64_t n[] = {hcp_column_get_length(a), hcp_column_get_length(b)};
    return hcp__columns_append(2, part, n, NULL, NULL);
}

static const char *const TEXTS[] = {"b", "a", NULL, "b", "c"};

static void a_part_alone_is_the_column(void) {
    g_autoptr(HcpColumn) all = hcp_test_texts("id", HCP_PRIVACY_ID, 5, TEXTS);
    g_autoptr(HcpColumn) none = hcp_test_texts("id", HCP_PRIVACY_ID, 0, NULL);
    g_autoptr(HcpColumn) joined = append(all, none);
    CU_ASSERT_PTR_EQUAL(joined, all);
    g_autoptr(HcpColumn) last = append(none, all);
    CU_ASSERT_TRUE(reads(last, 5, TEXTS));
}

/* Rows in another order, and one that is gone: then the codes are given anew. */
static void codes_stand_by_first_appearance(void) {
    g_autoptr(HcpColumn) all = hcp_test_texts("id", HCP_PRIVACY_ID, 5, TEXTS);
    g_autoptr(HcpColumn) none = hcp_test_texts("id", HCP_PRIVACY_ID, 0, NULL);
    static const int32_t rows[2][3] = {{1, 2, 0}, {0, 1, 3}};
    static const char *const expected[2][3] = {{"a", NULL, "b"}, {"b", "a", "b"}};
    for (int k = 0; k < 2; k++) {
        g_autoptr(HcpColumn) some = hcp_column_select(all, 3, rows[k]);
        g_autoptr(HcpColumn) joined = append(some, none);
        CU_ASSERT_TRUE(reads(joined, 3, expected[k]));
        CU_ASSERT_EQUAL(hcp_column_get_n_codes(joined), 2);
        CU_ASSERT_EQUAL(hcp_column_get_codes(joined)[0], 0);
    }
}

static void parts_share_the_codes_of_their_texts(void) {
    g_autoptr(HcpColumn) all = hcp_test_texts("id", HCP_PRIVACY_ID, 5, TEXTS);
    g_autoptr(HcpColumn) more = hcp_test_texts("id", HCP_PRIVACY_ID, 2, TEXTS + 3);
    g_autoptr(HcpColumn) joined = append(all, more);
    static const char *const expected[] = {"b", "a", NULL, "b", "c", "b", "c"};
    CU_ASSERT_TRUE(reads(joined, 7, expected));
    CU_ASSERT_EQUAL(hcp_column_get_n_codes(joined), 3);
}

HCP_TEST_MAIN(HCP_TEST(a_part_alone_is_the_column), HCP_TEST(codes_stand_by_first_appearance),
              HCP_TEST(parts_share_the_codes_of_their_texts))
