/* What is kept of ids that no master has. */
#include "reader_fixture.h"

#include "table/table_internal.h"

/* The id of a place in byte order, with its rows: "P9x2". Owned by the caller. */
static char *id_at(const HcpUnknownIds *unknown, int32_t place) {
    int32_t n = 0;
    g_autofree int32_t *order = hcp__unknown_ids_order(unknown, &n);
    if (place >= n)
        return g_strdup("(none)");
    return g_strdup_printf("%sx%d", hcp__pool_text(unknown->ids, order[place]),
                           (int)g_array_index(unknown->id_rows, int64_t, (guint)order[place]));
}

static ReaderCase read_closed(const char *schema, const char *content) {
    ReaderCase test = reader_case(schema);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    hcp__pool_add(pool, "A", -1);
    hcp__pool_add(pool, "B", -1);
    test.spec.physicians = (HcpIdDomain){pool, FALSE};
    reader_case_read(&test, content, -1);
    return test;
}

static void unknown_ids_are_kept_with_their_rows(void) {
    ReaderCase test = read_closed("referrals", "from,to\nA,B\nA,P9\nA,P10\nB,P9\nP7,A\n");
    CU_ASSERT_EQUAL(hcp__issues_get_n_unknown(test.issues), 2);
    const HcpUnknownIds *from = hcp__issues_get_unknown(test.issues, 0);
    const HcpUnknownIds *to = hcp__issues_get_unknown(test.issues, 1);
    g_autofree char *first = id_at(to, 0), *second = id_at(to, 1), *third = id_at(to, 2);
    CU_ASSERT_STRING_EQUAL(from->column, "from");
    CU_ASSERT_EQUAL(from->n_rows, 1);
    CU_ASSERT_STRING_EQUAL(to->column, "to");
    CU_ASSERT_EQUAL(to->n_rows, 3);
    CU_ASSERT_STRING_EQUAL(first, "P10x1");
    CU_ASSERT_STRING_EQUAL(second, "P9x2");
    CU_ASSERT_STRING_EQUAL(third, "(none)");
    CU_ASSERT_FALSE(hcp__unknown_ids_is_cut(to));
    reader_case_clear(&test);
}

/* A line end in a cell may have swallowed the patient of another row. */
static void what_may_be_a_patient_is_counted_alone(void) {
    ReaderCase test =
        read_closed("visits", "patient,physician,date\np1,\"A\np2\",2026-01-01\np3,Z,2026-01-01\n");
    const HcpUnknownIds *unknown = hcp__issues_get_unknown(test.issues, 0);
    g_autofree char *first = id_at(unknown, 0), *second = id_at(unknown, 1);
    CU_ASSERT_EQUAL(unknown->n_rows, 2);
    CU_ASSERT_STRING_EQUAL(first, "Zx1");
    CU_ASSERT_STRING_EQUAL(second, "(none)");
    CU_ASSERT_TRUE(hcp__unknown_ids_is_cut(unknown));
    reader_case_clear(&test);
}

/* 250,000 ids, each twice, upwards or downwards. */
static HcpIssues *add_many(gboolean downwards) {
    HcpIssues *issues = hcp_issues_new();
    const HcpField *field = &hcp_schema_find("referrals")->fields[0];
    for (int k = 0; k < 500000; k++) {
        char id[32];
        int length = g_snprintf(id, sizeof id, "%06d", (downwards ? 499999 - k : k) / 2);
        hcp__issues_add_unknown_id(issues, "referrals", field, id, (gsize)length);
    }
    return issues;
}

static void beyond_the_limit_the_first_in_byte_order_stay(void) {
    for (int downwards = 0; downwards <= 1; downwards++) {
        g_autoptr(HcpIssues) issues = add_many(downwards);
        const HcpUnknownIds *unknown = hcp__issues_get_unknown(issues, 0);
        g_autofree char *last = id_at(unknown, HCP__UNKNOWN_IDS_MAX - 1);
        g_autofree char *none = id_at(unknown, HCP__UNKNOWN_IDS_MAX);
        CU_ASSERT_EQUAL(unknown->n_rows, 500000);
        CU_ASSERT_STRING_EQUAL(last, "099999x2");
        CU_ASSERT_STRING_EQUAL(none, "(none)");
        CU_ASSERT_TRUE(hcp__unknown_ids_is_cut(unknown));
        CU_ASSERT(hcp__pool_size(unknown->ids) <= 2 * HCP__UNKNOWN_IDS_MAX);
    }
}

HCP_TEST_MAIN(HCP_TEST(unknown_ids_are_kept_with_their_rows),
              HCP_TEST(what_may_be_a_patient_is_counted_alone),
              HCP_TEST(beyond_the_limit_the_first_in_byte_order_stay))
