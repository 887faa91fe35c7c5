#include "study/dataset_internal.h"

void hcp__recoding_clear(HcpRecoding *recoding) {
    g_clear_pointer(&recoding->pool, hcp__pool_unref);
    g_clear_pointer(&recoding->new_code, g_free);
}

static int32_t *new_codes(int32_t n) {
    int32_t *code = g_new(int32_t, n + 1);
    for (int32_t i = 0; i < n; i++)
        code[i] = -1;
    return code;
}

HcpRecoding hcp__recoding_of_rows(const HcpColumn *ids) {
    HcpRecoding recoding = {hcp__pool_new(), new_codes(hcp_column_get_n_codes(ids))};
    const int32_t *code = hcp_column_get_codes(ids);
    for (int64_t row = 0; row < hcp_column_get_length(ids); row++)
        recoding.new_code[code[row]] =
            hcp__pool_add(recoding.pool, hcp_column_get_text(ids, row), -1);
    return recoding;
}

HcpRecoding hcp__recoding_of_used(const HcpPool *pool, const uint8_t *used) {
    int32_t n = hcp__pool_size(pool);
    HcpRecoding recoding = {hcp__pool_new(), new_codes(n)};
    g_autofree int32_t *sorted = g_new(int32_t, n + 1), *order = g_new(int32_t, n + 1);
    hcp__pool_unref(hcp__pool_sorted(pool, sorted));
    for (int32_t code = 0; code < n; code++)
        order[sorted[code]] = code;
    for (int32_t k = 0; k < n; k++)
        if (used[order[k]])
            recoding.new_code[order[k]] =
                hcp__pool_add(recoding.pool, hcp__pool_text(pool, order[k]), -1);
    return recoding;
}

HcpColumn *hcp__recoding_apply(const HcpRecoding *recoding, const HcpColumn *column,
                               GError **error) {
    int64_t n = hcp_column_get_length(column);
    int32_t *code = hcp__array_new(n, sizeof *code, error);
    uint8_t *validity = code != NULL ? hcp__array_new(n / 8 + 1, 1, error) : NULL;
    if (validity == NULL) {
        g_free(code);
        return NULL;
    }
    const int32_t *old = hcp_column_get_codes(column);
    for (int64_t row = 0; row < n; row++) {
        int32_t new_code = hcp_column_is_valid(column, row) ? recoding->new_code[old[row]] : -1;
        if (new_code < 0)
            continue;
        code[row] = new_code;
        hcp__bit_set(validity, row);
    }
    return hcp_column_new_take_strings(hcp_column_get_info(column), n, code, validity,
                                       recoding->pool);
}
