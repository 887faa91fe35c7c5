#include <hcpnet/table.h>

#include "base/base_internal.h"

/* Every n_columns-th cell from `first` on. */
static HcpColumn *make_text_column(const char *name, const GPtrArray *cells, gsize first,
                                   gsize n_columns) {
    int64_t n = (int64_t)(cells->len / n_columns);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new0(int32_t, n + 1);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int64_t row = 0; row < n; row++) {
        const char *text = g_ptr_array_index(cells, (gsize)row * n_columns + first);
        if (text == NULL)
            continue;
        codes[row] = hcp__pool_add(pool, text, -1);
        hcp__bit_set(validity, row);
    }
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING};
    return hcp_column_new_take_strings(&info, n, codes, validity, pool);
}

HcpTable *hcp_table_new_texts(const char *name, gsize n_columns, const char *const *columns,
                              const GPtrArray *cells) {
    g_return_val_if_fail(n_columns > 0 && cells->len % n_columns == 0, NULL);
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (gsize i = 0; i < n_columns; i++)
        g_ptr_array_add(made, make_text_column(columns[i], cells, i, n_columns));
    return hcp_table_new(name, (int64_t)(cells->len / n_columns), n_columns,
                         (HcpColumn *const *)made->pdata);
}

int64_t hcp_table_find_top(const HcpTable *table, const HcpColumn *column, int64_t k,
                           int32_t *rows) {
    int64_t n = hcp_table_get_n_rows(table);
    g_autofree double *value = g_new(double, n + 1);
    for (int64_t i = 0; i < n; i++)
        value[i] = hcp_column_get_number(column, i);
    return hcp__top_k(n, value, k, rows);
}
