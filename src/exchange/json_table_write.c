#include "exchange/exchange_internal.h"

void hcp__json_rows(HcpJson *json, const HcpTable *table) {
    hcp__json_begin(json, '[');
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
        hcp__json_begin(json, '{');
        for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
            const HcpColumn *column = hcp_table_get_column(table, i);
            hcp__json_key(json, hcp_column_get_info(column)->name);
            hcp__json_cell(json, column, row);
        }
        hcp__json_end(json, '}');
    }
    hcp__json_end(json, ']');
}

/* {"schema": "hcpnet/<table>/1", "rows": [{column: value, ...}, ...]}; missing values are null. */
gboolean hcp_json_write(const HcpRelease *release, const char *path, GError **error) {
    const HcpTable *table = hcp_release_get_table(release);
    HcpOutput *output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    g_autofree char *schema = g_strdup_printf("hcpnet/%s/1", hcp_table_get_name(table));
    HcpJson json;
    hcp__json_init(&json, output, TRUE);
    hcp__json_begin(&json, '{');
    hcp__json_member(&json, "schema", schema);
    hcp__json_key(&json, "rows");
    hcp__json_rows(&json, table);
    hcp__json_end(&json, '}');
    return hcp__output_commit(output, error);
}
