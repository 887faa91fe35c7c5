/* A table that is made cell by cell: for tables of a few rows that say what was counted. */
#include "table/table_internal.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

typedef struct {
    HcpColumnInfo info;
    GByteArray *values; /* of the kind's type */
    GByteArray *valid;  /* one byte a row */
    HcpPool *pool;      /* of STRING */
} Draft;

struct HcpTableDraft {
    char *name;
    gsize n_columns, next;
    Draft *columns;
};

HcpTableDraft *hcp__table_draft_new(const char *name, gsize n_columns,
                                    const HcpColumnInfo *columns) {
    HcpTableDraft *draft = g_new0(HcpTableDraft, 1);
    draft->name = g_strdup(name);
    draft->n_columns = n_columns;
    draft->columns = g_new0(Draft, n_columns);
    for (gsize i = 0; i < n_columns; i++)
        draft->columns[i] = (Draft){columns[i], g_byte_array_new(), g_byte_array_new(),
                                    columns[i].kind == HCP_KIND_STRING ? hcp__pool_new() : NULL};
    return draft;
}

/* The next cell from left to right, row by row. */
static void add_cell(HcpTableDraft *draft, HcpKind kind, const void *value, gboolean valid) {
    static const guint8 zeros[8] = {0};
    Draft *column = &draft->columns[draft->next];
    guint8 flag = valid != 0;
    g_assert(column->info.kind == kind);
    g_byte_array_append(column->values, valid ? value : zeros, (guint)hcp__kind_size(kind));
    g_byte_array_append(column->valid, &flag, 1);
    draft->next = (draft->next + 1) % draft->n_columns;
}

void hcp__table_draft_add_text(HcpTableDraft *draft, const char *text) {
    Draft *column = &draft->columns[draft->next];
    g_assert(column->pool != NULL);
    int32_t code = text != NULL ? hcp__pool_add(column->pool, text, -1) : 0;
    add_cell(draft, HCP_KIND_STRING, &code, text != NULL);
}

void hcp__table_draft_add_int64(HcpTableDraft *draft, int64_t value) {
    add_cell(draft, HCP_KIND_INT64, &value, TRUE);
}

void hcp__table_draft_add_double(HcpTableDraft *draft, double value) {
    add_cell(draft, HCP_KIND_DOUBLE, &value, isfinite(value));
}

void hcp__table_draft_add_bool(HcpTableDraft *draft, gboolean value) {
    guint8 flag = value != 0;
    add_cell(draft, HCP_KIND_BOOL, &flag, TRUE);
}

void hcp__table_draft_add_date(HcpTableDraft *draft, int32_t day) {
    add_cell(draft, HCP_KIND_DATE, &day, TRUE);
}

void hcp__table_draft_add_missing(HcpTableDraft *draft) {
    add_cell(draft, draft->columns[draft->next].info.kind, NULL, FALSE);
}

static HcpColumn *finish_column(Draft *column) {
    int64_t n = column->valid->len;
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int64_t row = 0; row < n; row++)
        if (column->valid->data[row])
            hcp__bit_set(validity, row);
    g_byte_array_unref(column->valid);
    void *values = g_byte_array_free(column->values, FALSE);
    if (values == NULL)
        values = g_malloc(1);
    if (column->pool == NULL)
        return hcp_column_new_take(&column->info, n, values, validity);
    HcpColumn *made = hcp_column_new_take_strings(&column->info, n, values, validity, column->pool);
    hcp__pool_unref(column->pool);
    return made;
}

HcpTable *hcp__table_draft_finish(HcpTableDraft *draft) {
    g_assert(draft->next == 0);
    int64_t n_rows = draft->columns[0].valid->len;
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (gsize i = 0; i < draft->n_columns; i++)
        g_ptr_array_add(columns, finish_column(&draft->columns[i]));
    HcpTable *table =
        hcp_table_new(draft->name, n_rows, columns->len, (HcpColumn *const *)columns->pdata);
    g_free(draft->columns);
    g_free(draft->name);
    g_free(draft);
    return table;
}
