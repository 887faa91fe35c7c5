#include "study/dataset_internal.h"

#include <string.h>

static HcpColumn *make_constant(const char *name, const char *text, int64_t n) {
    HcpColumnInfo info = {.name = name,
                          .kind = HCP_KIND_STRING,
                          .definition = "physician, or the kind of organisation"};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    hcp__pool_add(pool, text, -1);
    return hcp_column_new_take_strings(&info, n, g_new0(int32_t, n + 1), NULL, pool);
}

static HcpColumn *make_missing_names(int64_t n) {
    HcpColumnInfo info = {.name = "name", .kind = HCP_KIND_STRING, .privacy = HCP_PRIVACY_NAME};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    return hcp_column_new_take_strings(&info, n, g_new0(int32_t, n + 1), g_new0(uint8_t, n / 8 + 1),
                                       pool);
}

HcpTable *hcp__nodes_of_pool(const char *name, HcpPool *pool, const char *kind) {
    int32_t n = pool != NULL ? hcp__pool_size(pool) : 0;
    g_autoptr(HcpPool) ids = pool != NULL ? hcp__pool_ref(pool) : hcp__pool_new();
    HcpColumnInfo info = {.name = "id", .kind = HCP_KIND_STRING, .privacy = HCP_PRIVACY_ID};
    int32_t *code = g_new(int32_t, n + 1);
    for (int32_t i = 0; i < n; i++)
        code[i] = i;
    g_autoptr(HcpColumn) id = hcp_column_new_take_strings(&info, n, code, NULL, ids);
    g_autoptr(HcpColumn) kinds = make_constant("kind", kind != NULL ? kind : "", n);
    return hcp_table_new(name, n, kind != NULL ? 2 : 1, (HcpColumn *const[]){id, kinds});
}

/* Physicians get the column `kind`; one of their own by that name becomes `user_kind`. */
static HcpTable *with_kind(HcpTable *physicians) {
    HcpColumn *own = hcp_table_find_column(physicians, "kind");
    g_autoptr(HcpColumn) kind =
        make_constant("kind", "physician", hcp_table_get_n_rows(physicians));
    if (own == NULL)
        return hcp_table_with_columns(physicians, 1, &kind);
    HcpColumnInfo info = *hcp_column_get_info(own);
    info.name = "user_kind";
    g_autoptr(HcpColumn) renamed = hcp_column_with_info(own, &info);
    return hcp_table_with_columns(physicians, 2, (HcpColumn *const[]){kind, renamed});
}

/* No patient is an attribute of who treats him. */
static void add_names(GPtrArray *names, const HcpTable *table) {
    for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
        const HcpColumnInfo *info = hcp_column_get_info(hcp_table_get_column(table, i));
        const char *name = info->name;
        if (info->privacy != HCP_PRIVACY_PATIENT &&
            !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
            g_ptr_array_add(names, (char *)name);
    }
}

static HcpColumn *join(HcpTable *const table[2], const char *name, HcpPool *pool, GError **error) {
    int64_t n[2] = {hcp_table_get_n_rows(table[0]), hcp_table_get_n_rows(table[1])};
    HcpColumn *part[2] = {hcp_table_find_column(table[0], name),
                          hcp_table_find_column(table[1], name)};
    if (part[0] == NULL && part[1] == NULL)
        return make_missing_names(n[0] + n[1]);
    gboolean is_organisation = strcmp(name, "organisation") == 0 && part[1] == NULL;
    return hcp__columns_append(2, part, n, is_organisation ? pool : NULL, error);
}

HcpTable *hcp__nodes_new(HcpTable *physicians, HcpTable *organisations, HcpPool *pool,
                         GError **error) {
    g_autoptr(HcpTable) labelled = with_kind(physicians);
    HcpTable *tables[2] = {labelled, organisations};
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_ptr_array_add(names, (char *)"kind");
    g_ptr_array_add(names, (char *)"id");
    g_ptr_array_add(names, (char *)"name");
    add_names(names, labelled);
    add_names(names, organisations);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (guint i = 0; i < names->len; i++) {
        HcpColumn *column = join(tables, names->pdata[i], pool, error);
        if (column == NULL)
            return NULL;
        g_ptr_array_add(columns, column);
    }
    return hcp_table_new("nodes",
                         hcp_table_get_n_rows(labelled) + hcp_table_get_n_rows(organisations),
                         columns->len, (HcpColumn *const *)columns->pdata);
}
