/* Rows as they stand in the file, by their keys. The pool of texts tells repeats; two rows of one
 * key are told apart at the end, so that the order of the rows decides nothing. */
#include "table/row_keys.h"

#include <string.h>

struct HcpRowKeys {
    HcpPool *rows; /* code = row */
    HcpPool *keys;
    GArray *key;   /* key[row]: int32_t code in keys */
    GArray *lines; /* lines[row]: int64_t */
};

HcpRowKeys *hcp__row_keys_new(void) {
    HcpRowKeys *keys = g_new0(HcpRowKeys, 1);
    keys->rows = hcp__pool_new();
    keys->keys = hcp__pool_new();
    keys->key = g_array_new(FALSE, FALSE, sizeof(int32_t));
    keys->lines = g_array_new(FALSE, FALSE, sizeof(int64_t));
    return keys;
}

void hcp__row_keys_free(HcpRowKeys *keys) {
    if (keys == NULL)
        return;
    hcp__pool_unref(keys->rows);
    hcp__pool_unref(keys->keys);
    g_array_unref(keys->key);
    g_array_unref(keys->lines);
    g_free(keys);
}

gboolean hcp__key_has_part(const char *names, const char *name) {
    const char *found = strstr(names, name);
    gsize length = strlen(name);
    return found != NULL && (found == names || found[-1] == ';') &&
           (found[length] == '\0' || found[length] == ';');
}

void hcp__row_keys_make(GString *key, const char *names, const HcpHeader *header,
                        const HcpCell *cells) {
    g_string_truncate(key, 0);
    for (guint i = 0; i < header->bindings->len; i++) {
        if (!hcp__key_has_part(names, g_array_index(header->bindings, HcpBinding, i).name))
            continue;
        if (key->len > 0)
            g_string_append_c(key, '\x1f');
        g_string_append_len(key, cells[i].text, (gssize)cells[i].length);
    }
}

gboolean hcp__row_keys_add(HcpRowKeys *keys, const HcpCsvRow *row, const GString *key) {
    int32_t code = hcp__pool_add(keys->rows, row->raw, (gssize)row->raw_length);
    if ((guint)code < keys->lines->len)
        return FALSE;
    int32_t key_code = hcp__pool_add(keys->keys, key->str, (gssize)key->len);
    g_array_append_val(keys->key, key_code);
    g_array_append_val(keys->lines, row->line);
    return TRUE;
}

const char *hcp__row_keys_get_text(const HcpRowKeys *keys, int32_t row) {
    return hcp__pool_text(keys->rows, row);
}

int64_t hcp__row_keys_get_line(const HcpRowKeys *keys, int32_t row) {
    return g_array_index(keys->lines, int64_t, (guint)row);
}

int32_t *hcp__row_keys_find_winners(const HcpRowKeys *keys) {
    int32_t n = hcp__pool_size(keys->rows), n_keys = hcp__pool_size(keys->keys);
    if (n == n_keys)
        return NULL;
    g_autofree int32_t *best = g_new(int32_t, n_keys);
    memset(best, 0xff, sizeof best[0] * (gsize)n_keys); /* -1: none yet */
    const int32_t *key = (const int32_t *)(const void *)keys->key->data;
    for (int32_t row = 0; row < n; row++) {
        int32_t other = best[key[row]];
        if (other < 0 ||
            strcmp(hcp__row_keys_get_text(keys, row), hcp__row_keys_get_text(keys, other)) < 0)
            best[key[row]] = row;
    }
    int32_t *winner = g_new(int32_t, n);
    for (int32_t row = 0; row < n; row++)
        winner[row] = best[key[row]];
    return winner;
}
