/* The released object: a table, a network or both, and the audit of what was done to them. */
#include "release/release_internal.h"

struct HcpRelease {
    gatomicrefcount refs;
    HcpTable *table;
    HcpNetwork *network;
    HcpTable *audit;
    gboolean synthetic;
};

HcpReleasePolicy hcp_release_policy(const HcpStudy *study) {
    g_return_val_if_fail(study != NULL, (HcpReleasePolicy)HCP_RELEASE_POLICY_INIT);
    return (HcpReleasePolicy){.min_patients = study->min_patients,
                              .small_cells = study->small_cells,
                              .pseudonymised = study->pseudonym_key != NULL};
}

HcpRelease *hcp__release_new(HcpTable *table, HcpNetwork *network, const HcpAudit *audit) {
    HcpRelease *release = g_new0(HcpRelease, 1);
    g_atomic_ref_count_init(&release->refs);
    release->table = hcp_table_ref(table);
    release->network = network != NULL ? hcp_network_ref(network) : NULL;
    release->audit = hcp__audit_make_table(audit);
    return release;
}

HcpRelease *hcp_release_synthetic(HcpTable *table) {
    g_return_val_if_fail(table != NULL, NULL);
    g_autoptr(HcpAudit) audit = hcp__audit_new();
    hcp__audit_add(audit, "synthetic", hcp_table_get_n_rows(table),
                   "rows of a simulated market: no person's data, nothing masked");
    HcpRelease *release = hcp__release_new(table, NULL, audit);
    release->synthetic = TRUE;
    return release;
}

HcpRelease *hcp_release_ref(HcpRelease *release) {
    g_return_val_if_fail(release != NULL, NULL);
    g_atomic_ref_count_inc(&release->refs);
    return release;
}

void hcp_release_unref(HcpRelease *release) {
    if (release == NULL || !g_atomic_ref_count_dec(&release->refs))
        return;
    g_clear_pointer(&release->table, hcp_table_unref);
    g_clear_pointer(&release->network, hcp_network_unref);
    g_clear_pointer(&release->audit, hcp_table_unref);
    g_free(release);
}

HcpRelease *hcp__release_with_nodes(const HcpRelease *release, HcpTable *nodes, const HcpRun *run,
                                    GError **error) {
    HcpNetwork *network =
        hcp_network_new(nodes, hcp_network_get_edges(release->network), run, error);
    if (network == NULL)
        return NULL;
    HcpRelease *wider = g_new0(HcpRelease, 1);
    g_atomic_ref_count_init(&wider->refs);
    wider->table = hcp_table_ref(nodes);
    wider->network = network;
    wider->audit = hcp_table_ref(release->audit);
    return wider;
}

/* The columns of `table` among the names, in the order of the names. */
static HcpTable *select_columns(const HcpTable *table, gsize n, const char *const *names) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new();
    for (gsize i = 0; i < n; i++) {
        HcpColumn *column = hcp_table_find_column(table, names[i]);
        if (column != NULL)
            g_ptr_array_add(columns, column);
    }
    return hcp_table_new(hcp_table_get_name(table), hcp_table_get_n_rows(table), columns->len,
                         (HcpColumn *const *)columns->pdata);
}

HcpRelease *hcp_release_select(const HcpRelease *release, int64_t n, const int32_t *rows,
                               gsize n_columns, const char *const *columns) {
    g_return_val_if_fail(release != NULL, NULL);
    g_autofree int32_t *first = g_new(int32_t, n + 1);
    for (int64_t i = 0; i < n; i++)
        first[i] = (int32_t)i;
    g_autoptr(HcpTable) some = n_columns > 0 ? select_columns(release->table, n_columns, columns)
                                             : hcp_table_ref(release->table);
    HcpRelease *selected = g_new0(HcpRelease, 1);
    g_atomic_ref_count_init(&selected->refs);
    selected->table = hcp_table_select_rows(some, n, rows != NULL ? rows : first);
    selected->audit = hcp_table_ref(release->audit);
    selected->synthetic = release->synthetic;
    return selected;
}

HcpTable *hcp_release_get_table(const HcpRelease *release) {
    g_return_val_if_fail(release != NULL, NULL);
    return release->table;
}

HcpNetwork *hcp_release_get_network(const HcpRelease *release) {
    g_return_val_if_fail(release != NULL, NULL);
    return release->network;
}

HcpTable *hcp_release_get_audit(const HcpRelease *release) {
    g_return_val_if_fail(release != NULL, NULL);
    return release->audit;
}

gboolean hcp_release_is_synthetic(const HcpRelease *release) {
    g_return_val_if_fail(release != NULL, FALSE);
    return release->synthetic;
}
