/* Ids that no master has, as far as they must be known to say which join would find them. */
#include "table/issues_internal.h"

#include <string.h>

static const gsize LONGEST_ID = 100; /* a longer text is no id that a join would find */

void hcp__unknown_ids_free(HcpUnknownIds *unknown) {
    hcp__pool_unref(unknown->ids);
    g_array_unref(unknown->id_rows);
    g_free(unknown->last);
    g_free(unknown);
}

static HcpUnknownIds *find_unknown(const HcpIssues *issues, const char *table, const char *column,
                                   guint *place) {
    guint i = 0;
    for (; i < issues->unknown->len; i++) {
        HcpUnknownIds *unknown = g_ptr_array_index(issues->unknown, i);
        int order = strcmp(unknown->table, table);
        if (order == 0)
            order = strcmp(unknown->column, column);
        if (order == 0)
            return unknown;
        if (order > 0)
            break;
    }
    *place = i;
    return NULL;
}

static HcpUnknownIds *demand_unknown(HcpIssues *issues, const char *table, const HcpField *field) {
    guint place = 0;
    HcpUnknownIds *unknown = find_unknown(issues, table, field->name, &place);
    if (unknown != NULL)
        return unknown;
    unknown = g_new0(HcpUnknownIds, 1);
    unknown->table = hcp__pool_text(issues->texts, hcp__pool_add(issues->texts, table, -1));
    unknown->column = field->name;
    unknown->type = field->type;
    unknown->ids = hcp__pool_new();
    unknown->id_rows = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_ptr_array_insert(issues->unknown, (gint)place, unknown);
    return unknown;
}

static int compare_ids(const void *a, const void *b, void *ids) {
    return strcmp(hcp__pool_text(ids, *(const int32_t *)a),
                  hcp__pool_text(ids, *(const int32_t *)b));
}

int32_t *hcp__unknown_ids_order(const HcpUnknownIds *unknown, int32_t *n) {
    int32_t size = hcp__pool_size(unknown->ids);
    int32_t *order = g_new(int32_t, size + 1);
    for (int32_t code = 0; code < size; code++)
        order[code] = code;
    /* The cast: GLib's callback data is not const; compare_ids only reads. */
    g_qsort_with_data(order, size, sizeof order[0], compare_ids, (void *)unknown->ids);
    *n = MIN(size, HCP__UNKNOWN_IDS_MAX);
    return order;
}

gboolean hcp__unknown_ids_is_cut(const HcpUnknownIds *unknown) {
    return unknown->has_left_out || hcp__pool_size(unknown->ids) > HCP__UNKNOWN_IDS_MAX;
}

/* The first in byte order stay, whatever the order in which they come: an id that goes now is above
 * all that stay, and would never be among them again. */
static void prune(HcpUnknownIds *unknown) {
    int32_t n = 0;
    g_autofree int32_t *order = hcp__unknown_ids_order(unknown, &n);
    HcpPool *ids = hcp__pool_new();
    GArray *id_rows = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (int32_t k = 0; k < n; k++) {
        hcp__pool_add(ids, hcp__pool_text(unknown->ids, order[k]), -1);
        g_array_append_val(id_rows, g_array_index(unknown->id_rows, int64_t, (guint)order[k]));
    }
    g_free(unknown->last);
    unknown->last = g_strdup(hcp__pool_text(ids, n - 1));
    hcp__pool_unref(unknown->ids);
    g_array_unref(unknown->id_rows);
    unknown->ids = ids;
    unknown->id_rows = id_rows;
    unknown->has_left_out = TRUE;
}

static gboolean is_above_last(const HcpUnknownIds *unknown, const char *text, gsize length) {
    return unknown->last != NULL && strncmp(text, unknown->last, length) > 0;
}

void hcp__issues_add_unknown_id(HcpIssues *issues, const char *table, const HcpField *field,
                                const char *text, gsize length) {
    HcpUnknownIds *unknown = demand_unknown(issues, table, field);
    unknown->n_rows++;
    if (length == 0 || length > LONGEST_ID || is_above_last(unknown, text, length)) {
        unknown->has_left_out = TRUE;
        return;
    }
    guint code = (guint)hcp__pool_add(unknown->ids, text, (gssize)length);
    if (code == unknown->id_rows->len) {
        int64_t none = 0;
        g_array_append_val(unknown->id_rows, none);
    }
    g_array_index(unknown->id_rows, int64_t, code)++;
    if (hcp__pool_size(unknown->ids) >= 2 * HCP__UNKNOWN_IDS_MAX)
        prune(unknown);
}

gsize hcp__issues_get_n_unknown(const HcpIssues *issues) {
    return issues->unknown->len;
}

const HcpUnknownIds *hcp__issues_get_unknown(const HcpIssues *issues, gsize index) {
    return g_ptr_array_index(issues->unknown, index);
}
