/* A list holds only those who may be acted upon, and counts why others are not on it. */
#include "tables.h"

#include <string.h>

static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;
enum { N = 6 };

typedef struct {
    HcpDataset dataset;
    HcpStudyTable group;
    HcpDataTable table;
} Case;

static HcpColumn *make_physicians(int64_t n, const char *const *ids) {
    static const char *const ALL[] = {"A", "B", "C", "D", "E", "F"};
    g_autofree const char **texts = g_new0(const char *, N + n);
    for (int64_t i = 0; i < N; i++)
        texts[i] = ALL[i];
    for (int64_t i = 0; i < n; i++)
        texts[N + i] = ids[i];
    g_autoptr(HcpColumn) whole = hcp_test_texts("physician", HCP_PRIVACY_ID, N + n, texts);
    g_autofree int32_t *rows = g_new(int32_t, n + 1);
    for (int64_t i = 0; i < n; i++)
        rows[i] = (int32_t)(N + i);
    return hcp_column_select(whole, n, rows); /* so that code = node */
}

static HcpColumn *make_days(int64_t n, const int *days) {
    HcpColumnInfo info = {.name = "time", .kind = HCP_KIND_DATE};
    int32_t *copy = g_new(int32_t, n + 1);
    for (int64_t i = 0; i < n; i++)
        copy[i] = days[i];
    return hcp_column_new_take(&info, n, copy, NULL);
}

static HcpTable *make_consents(void) {
    static const char *const WHO[] = {"A", "A", "B", "B", "C", "D", "D", "E"};
    static const char *const PURPOSE[] = {"email", "email", "email", "email",
                                          "visit", "any",   "email", "Email"};
    static const char *const STATUS[] = {"opt_in", "opt_out", "opt_out", "Yes",
                                         "opt_in", "opt_in",  "no",      "opt_in"};
    const int day[] = {20, 10, 10, 20, 5, 7, 7, 3};
    g_autoptr(HcpColumn) who = make_physicians(8, WHO);
    g_autoptr(HcpColumn) purpose = hcp_test_texts("purpose", HCP_PRIVACY_NONE, 8, PURPOSE);
    g_autoptr(HcpColumn) status = hcp_test_texts("status", HCP_PRIVACY_NONE, 8, STATUS);
    g_autoptr(HcpColumn) time = make_days(8, day);
    HcpColumn *const columns[] = {who, purpose, status, time};
    return hcp_table_new("consents", 8, 4, columns);
}

static void set_up(Case *c, gboolean with_consents, gsize n_flags, HcpColumn *const *flags) {
    static const char *const IDS[] = {"A", "B", "C", "D", "E", "F"};
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, N, IDS);
    g_autoptr(HcpTable) plain = hcp_table_new("nodes", N, 1, &id);
    memset(c, 0, sizeof *c);
    c->dataset.nodes = hcp_table_with_columns(plain, n_flags, flags);
    c->dataset.n_physicians = N;
    c->dataset.tables = g_ptr_array_new();
    c->group.name = c->group.schema = (char *)"consents";
    c->table.group = &c->group;
    if (with_consents) {
        c->table.table = make_consents();
        g_ptr_array_add(c->dataset.tables, &c->table);
    }
}

static void tear_down(Case *c) {
    hcp_table_unref(c->dataset.nodes);
    hcp_table_unref(c->table.table);
    g_ptr_array_unref(c->dataset.tables);
}

/* Releases the list of all nodes, backwards; the ids that stay, joined. */
static HcpRelease *release(const Case *c, const char *purpose, char **out_ids) {
    static const char *const IDS[] = {"F", "E", "D", "C", "B", "A"};
    const int32_t node[] = {5, 4, 3, 2, 1, 0};
    g_autoptr(HcpColumn) id = hcp_test_texts("id", HCP_PRIVACY_ID, N, IDS);
    HcpColumnInfo info = {.name = "rank", .kind = HCP_KIND_INT64};
    int64_t *places = g_new(int64_t, N);
    for (int64_t r = 0; r < N; r++)
        places[r] = r + 1;
    g_autoptr(HcpColumn) rank = hcp_column_new_take(&info, N, places, NULL);
    g_autoptr(HcpTable) list = hcp_table_new("lookalikes", N, 2, (HcpColumn *const[]){id, rank});
    HcpRelease *released = hcp_release_list(list, node, &c->dataset, purpose, &POLICY, NULL);
    HcpTable *table = hcp_release_get_table(released);
    GString *ids = g_string_new(NULL);
    for (int64_t r = 0; r < hcp_table_get_n_rows(table); r++)
        g_string_append(ids, hcp_column_get_text(hcp_table_find_column(table, "id"), r));
    *out_ids = g_string_free(ids, FALSE);
    return released;
}

static void the_latest_consent_wins(void) {
    Case c;
    set_up(&c, TRUE, 0, NULL);
    g_autofree char *ids = NULL;
    g_autoptr(HcpRelease) released = release(&c, "email", &ids);
    /* A: in after out; B: yes after out; C: another purpose; D: both on one day, so the refusal. */
    CU_ASSERT_STRING_EQUAL(ids, "EBA");
    CU_ASSERT_EQUAL(hcp_test_audit(released, "excluded_no_consent"), 3);
    CU_ASSERT_EQUAL(hcp_test_audit(released, "consent_checked"), N);
    tear_down(&c);
}

static void without_a_purpose_any_consent_will_do(void) {
    Case c;
    set_up(&c, TRUE, 0, NULL);
    g_autofree char *ids = NULL, *any = NULL;
    g_autoptr(HcpRelease) released = release(&c, NULL, &ids);
    g_autoptr(HcpRelease) by_word = release(&c, "any", &any);
    CU_ASSERT_PTR_NOT_NULL(released);
    CU_ASSERT_PTR_NOT_NULL(by_word);
    CU_ASSERT_STRING_EQUAL(ids, "EDCBA");
    CU_ASSERT_STRING_EQUAL(any, ids);
    tear_down(&c);
}

static void a_list_without_consents_says_that_none_were_checked(void) {
    Case c;
    set_up(&c, FALSE, 0, NULL);
    g_autofree char *ids = NULL;
    g_autoptr(HcpRelease) released = release(&c, "email", &ids);
    CU_ASSERT_STRING_EQUAL(ids, "FEDCBA");
    CU_ASSERT_EQUAL(hcp_test_audit(released, "consent_not_checked"), 0);
    CU_ASSERT_EQUAL(hcp_test_audit(released, "excluded_no_consent"), -1);
    tear_down(&c);
}

static void each_reason_is_counted_and_each_row_once(void) {
    const int active[] = {1, 0, 0, 1, 1, -1}, no_contact[] = {0, 1, 0, 1, 0, -1};
    const int targeted[] = {0, 1, 0, 1, 1, -1};
    HcpColumn *flags[] = {hcp_test_flags("active", N, active),
                          hcp_test_flags("no_contact", N, no_contact),
                          hcp_test_flags("targeted", N, targeted)};
    Case c;
    set_up(&c, FALSE, 3, flags);
    g_autofree char *ids = NULL;
    g_autoptr(HcpRelease) released = release(&c, NULL, &ids);
    CU_ASSERT_STRING_EQUAL(ids, "FA");
    /* The last of six is the second of those who stay. */
    HcpColumn *rank = hcp_table_find_column(hcp_release_get_table(released), "rank");
    CU_ASSERT_EQUAL(hcp_column_get_number(rank, 0), 1);
    CU_ASSERT_EQUAL(hcp_column_get_number(rank, 1), 2);
    CU_ASSERT_EQUAL(hcp_test_audit(released, "excluded_inactive"), 2);
    CU_ASSERT_EQUAL(hcp_test_audit(released, "excluded_no_contact"), 1);
    CU_ASSERT_EQUAL(hcp_test_audit(released, "excluded_targeted"), 1);
    tear_down(&c);
    for (int i = 0; i < 3; i++)
        hcp_column_unref(flags[i]);
}

static void the_consent_column_speaks_where_no_row_does(void) {
    const int consent[] = {1, 0, 1, -1, 0, 1};
    HcpColumn *flag = hcp_test_flags("consent", N, consent);
    Case alone, both;
    set_up(&alone, FALSE, 1, &flag);
    set_up(&both, TRUE, 1, &flag);
    g_autofree char *ids = NULL, *with_rows = NULL;
    g_autoptr(HcpRelease) released = release(&alone, "email", &ids);
    g_autoptr(HcpRelease) joined = release(&both, "email", &with_rows);
    CU_ASSERT_PTR_NOT_NULL(released);
    CU_ASSERT_PTR_NOT_NULL(joined);
    CU_ASSERT_STRING_EQUAL(ids, "FCA");
    CU_ASSERT_STRING_EQUAL(with_rows, "FECBA");
    tear_down(&alone);
    tear_down(&both);
    hcp_column_unref(flag);
}

HCP_TEST_MAIN(HCP_TEST(the_latest_consent_wins), HCP_TEST(without_a_purpose_any_consent_will_do),
              HCP_TEST(a_list_without_consents_says_that_none_were_checked),
              HCP_TEST(each_reason_is_counted_and_each_row_once),
              HCP_TEST(the_consent_column_speaks_where_no_row_does))
