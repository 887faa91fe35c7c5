#include "study/dataset_internal.h"

#include <string.h>

/* The column that is being made. */
typedef struct {
    HcpKind kind;
    void *values;
    uint8_t *validity;
    HcpPool *pool;
    gboolean keeps_codes;
} Joined;

static gboolean is_number(HcpKind kind) {
    return kind == HCP_KIND_INT64 || kind == HCP_KIND_DOUBLE;
}

static const HcpColumn *first_part(gsize n_parts, HcpColumn *const *part) {
    for (gsize k = 0; k < n_parts; k++)
        if (part[k] != NULL)
            return part[k];
    g_return_val_if_reached(NULL);
}

/* Parts without any value have no say beside others: what they hold cannot be told. */
static HcpKind choose_kind(gsize n_parts, HcpColumn *const *part) {
    gboolean chosen = FALSE;
    HcpKind kind = hcp_column_get_info(first_part(n_parts, part))->kind;
    for (gsize k = 0; k < n_parts; k++) {
        if (part[k] == NULL || hcp_column_count_missing(part[k]) == hcp_column_get_length(part[k]))
            continue;
        HcpKind next = hcp_column_get_info(part[k])->kind;
        if (!chosen || next == kind)
            kind = next;
        else
            kind = is_number(kind) && is_number(next) ? HCP_KIND_DOUBLE : HCP_KIND_STRING;
        chosen = TRUE;
    }
    return kind;
}

static gsize size_of(HcpKind kind) {
    static const gsize sizes[] = {[HCP_KIND_INT64] = sizeof(int64_t),
                                  [HCP_KIND_DOUBLE] = sizeof(double),
                                  [HCP_KIND_BOOL] = sizeof(uint8_t),
                                  [HCP_KIND_STRING] = sizeof(int32_t),
                                  [HCP_KIND_DATE] = sizeof(int32_t)};
    return sizes[kind];
}

static int32_t code_of(const Joined *joined, const HcpColumn *column, int64_t row, GString *text) {
    gboolean is_text = hcp_column_get_info(column)->kind == HCP_KIND_STRING;
    if (joined->keeps_codes)
        return hcp_column_get_codes(column)[row];
    if (is_text)
        return hcp__pool_add(joined->pool, hcp_column_get_text(column, row), -1);
    g_string_truncate(text, 0);
    hcp_column_append_text(column, row, text);
    return hcp__pool_add(joined->pool, text->str, (gssize)text->len);
}

static void copy_cell(Joined *joined, int64_t at, const HcpColumn *column, int64_t row,
                      GString *text) {
    switch (joined->kind) {
    case HCP_KIND_INT64:
        ((int64_t *)joined->values)[at] = hcp_column_get_int64s(column)[row];
        return;
    case HCP_KIND_DOUBLE:
        ((double *)joined->values)[at] = hcp_column_get_number(column, row);
        return;
    case HCP_KIND_BOOL:
        ((uint8_t *)joined->values)[at] = hcp_column_get_bools(column)[row];
        return;
    case HCP_KIND_STRING:
        ((int32_t *)joined->values)[at] = code_of(joined, column, row, text);
        return;
    case HCP_KIND_DATE:
        ((int32_t *)joined->values)[at] = hcp_column_get_dates(column)[row];
        return;
    }
}

static void copy_parts(Joined *joined, gsize n_parts, HcpColumn *const *part, const int64_t *n) {
    g_autoptr(GString) text = g_string_new(NULL);
    int64_t first = 0;
    for (gsize k = 0; k < n_parts; k++) {
        for (int64_t row = 0; part[k] != NULL && row < n[k]; row++) {
            if (!hcp_column_is_valid(part[k], row))
                continue;
            hcp__bit_set(joined->validity, first + row);
            copy_cell(joined, first + row, part[k], row, text);
        }
        first += n[k];
    }
}

/* Codes that stand by first appearance, and each with a row, are those that a new pool would give.
 */
static gboolean has_new_codes(const HcpColumn *column) {
    const int32_t *code = hcp_column_get_codes(column);
    int32_t n_seen = 0;
    for (int64_t row = 0; row < hcp_column_get_length(column); row++) {
        if (!hcp_column_is_valid(column, row))
            continue;
        if (code[row] > n_seen)
            return FALSE;
        n_seen += code[row] == n_seen;
    }
    return n_seen == hcp_column_get_n_codes(column);
}

/* The first part where no other has entries and it is what appending would make of it; else NULL.
 */
static HcpColumn *find_alone(gsize n_parts, HcpColumn *const *part, const int64_t *n) {
    if (part[0] == NULL || hcp_column_get_info(part[0])->kind != HCP_KIND_STRING)
        return NULL;
    for (gsize k = 1; k < n_parts; k++)
        if (n[k] > 0)
            return NULL;
    return has_new_codes(part[0]) ? part[0] : NULL;
}

HcpColumn *hcp__columns_append(gsize n_parts, HcpColumn *const *part, const int64_t *n,
                               HcpPool *pool, GError **error) {
    HcpColumn *alone = pool == NULL ? find_alone(n_parts, part, n) : NULL;
    if (alone != NULL)
        return hcp_column_ref(alone);
    int64_t total = 0;
    for (gsize k = 0; k < n_parts; k++)
        total += n[k];
    HcpColumnInfo info = *hcp_column_get_info(first_part(n_parts, part));
    Joined joined = {.kind = choose_kind(n_parts, part), .keeps_codes = pool != NULL};
    info.kind = joined.kind;
    joined.values = hcp__array_new(total, size_of(joined.kind), error);
    joined.validity = joined.values != NULL ? hcp__array_new(total / 8 + 1, 1, error) : NULL;
    if (joined.validity == NULL) {
        g_free(joined.values);
        return NULL;
    }
    g_autoptr(HcpPool) texts = pool != NULL ? hcp__pool_ref(pool) : hcp__pool_new();
    joined.pool = texts;
    copy_parts(&joined, n_parts, part, n);
    return joined.kind == HCP_KIND_STRING
               ? hcp_column_new_take_strings(&info, total, joined.values, joined.validity, texts)
               : hcp_column_new_take(&info, total, joined.values, joined.validity);
}
