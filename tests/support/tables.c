#include "tables.h"

#include "base/base_internal.h"
#include <string.h>

static uint8_t *new_validity(int64_t n) {
    return g_malloc0((gsize)n / 8 + 1);
}

HcpColumn *hcp_test_texts(const char *name, HcpPrivacy privacy, int64_t n,
                          const char *const *texts) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING, .privacy = privacy};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new0(int32_t, n + 1);
    uint8_t *validity = new_validity(n);
    for (int64_t i = 0; i < n; i++) {
        if (texts[i] == NULL)
            continue;
        codes[i] = hcp__pool_add(pool, texts[i], -1);
        hcp__bit_set(validity, i);
    }
    return hcp_column_new_take_strings(&info, n, codes, validity, pool);
}

HcpColumn *hcp_test_numbers(const char *name, HcpPrivacy privacy, int64_t n, const double *values) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_DOUBLE, .privacy = privacy};
    return hcp_column_new_doubles(&info, n, values);
}

HcpColumn *hcp_test_counts(const char *name, HcpPrivacy privacy, int64_t n, const int64_t *values) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_INT64, .privacy = privacy};
    int64_t *copy = g_new0(int64_t, n + 1);
    uint8_t *validity = new_validity(n);
    for (int64_t i = 0; i < n; i++) {
        if (values[i] == HCP_TEST_MISSING)
            continue;
        copy[i] = values[i];
        hcp__bit_set(validity, i);
    }
    return hcp_column_new_take(&info, n, copy, validity);
}

HcpColumn *hcp_test_flags(const char *name, int64_t n, const int *values) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_BOOL};
    uint8_t *copy = g_new0(uint8_t, n + 1), *validity = new_validity(n);
    for (int64_t i = 0; i < n; i++) {
        if (values[i] < 0)
            continue;
        copy[i] = values[i] != 0;
        hcp__bit_set(validity, i);
    }
    return hcp_column_new_take(&info, n, copy, validity);
}

static HcpColumn *make_dates(const char *name, int64_t n) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_DATE};
    int32_t *days = g_new0(int32_t, n + 1);
    for (int64_t i = 0; i < n; i++)
        days[i] = (int32_t)(20000 + i);
    return hcp_column_new_take(&info, n, days, NULL);
}

static HcpEdges *take_edges(gboolean directed, int64_t n, const HcpTestReferral *rows,
                            HcpTable *attributes) {
    int32_t *source = g_new(int32_t, n + 1), *target = g_new(int32_t, n + 1);
    for (int64_t i = 0; i < n; i++) {
        source[i] = rows[i].source;
        target[i] = rows[i].target;
    }
    HcpEdges *edges = hcp_edges_new_take(directed, n, source, target, attributes);
    g_assert(edges != NULL);
    return edges;
}

HcpEdges *hcp_test_referrals(const char *layer, gboolean directed, int64_t n,
                             const HcpTestReferral *rows) {
    g_autofree double *weight = g_new(double, n + 1);
    g_autofree int64_t *patients = g_new(int64_t, n + 1), *referrals = g_new(int64_t, n + 1);
    for (int64_t i = 0; i < n; i++) {
        weight[i] = (double)rows[i].patients;
        patients[i] = rows[i].patients;
        referrals[i] = rows[i].referrals;
    }
    HcpPrivacy none = HCP_PRIVACY_NONE;
    g_autoptr(HcpColumn) weights = hcp_test_numbers("weight", none, n, weight);
    g_autoptr(HcpColumn) counts =
        hcp_test_counts("patients", HCP_PRIVACY_PATIENT_COUNT, n, patients);
    g_autoptr(HcpColumn) rows_of = hcp_test_counts("referrals", none, n, referrals);
    g_autoptr(HcpColumn) first = make_dates("first", n);
    HcpColumn *const columns[] = {weights, counts, rows_of, first};
    g_autoptr(HcpTable) plain = hcp_table_new(layer, n, 4, columns);
    g_autoptr(HcpTable) related = hcp_table_with_note(plain, "relation", layer);
    g_autoptr(HcpTable) attributes = hcp_table_with_note(related, "counts", "patients");
    return take_edges(directed, n, rows, attributes);
}

HcpEdges *hcp_test_ties(const char *layer, gboolean directed, int64_t n,
                        const HcpTestReferral *rows) {
    g_autofree double *weight = g_new(double, n + 1);
    for (int64_t i = 0; i < n; i++)
        weight[i] = 1;
    g_autoptr(HcpColumn) weights = hcp_test_numbers("weight", HCP_PRIVACY_NONE, n, weight);
    g_autoptr(HcpTable) plain = hcp_table_new(layer, n, 1, &weights);
    g_autoptr(HcpTable) attributes = hcp_table_with_note(plain, "relation", "tie");
    return take_edges(directed, n, rows, attributes);
}

HcpNetwork *hcp_test_freeze(HcpTable *nodes, HcpEdges *edges) {
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    HcpNetwork *network = hcp_network_new(nodes, edges, run, &error);
    g_assert_no_error(error);
    return network;
}

int64_t hcp_test_audit(const HcpRelease *release, const char *rule) {
    HcpTable *audit = hcp_release_get_audit(release);
    HcpColumn *rules = hcp_table_find_column(audit, "rule");
    for (int64_t i = 0; i < hcp_table_get_n_rows(audit); i++)
        if (strcmp(hcp_column_get_text(rules, i), rule) == 0)
            return hcp_column_get_int64s(hcp_table_find_column(audit, "count"))[i];
    return -1;
}

char *hcp_test_read(const char *path) {
    char *content = NULL;
    gboolean read = g_file_get_contents(path, &content, NULL, NULL);
    g_assert(read);
    return content;
}
