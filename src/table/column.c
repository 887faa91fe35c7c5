#include <hcpnet/column.h>

#include "base/base_internal.h"
#include "table/table_internal.h"
#include <math.h>
#include <string.h>

struct HcpColumn {
    gatomicrefcount references;
    HcpColumnInfo info; /* its texts are owned */
    int64_t n;
    void *values;
    uint8_t *validity; /* NULL: every entry is present */
    HcpPool *pool;     /* STRING only */
    HcpColumn *owner;  /* of values and validity; NULL: this one */
};

static HcpColumnInfo copy_info(const HcpColumnInfo *info) {
    HcpColumnInfo copy = *info;
    copy.name = g_strdup(info->name);
    copy.label = g_strdup(info->label);
    copy.unit = g_strdup(info->unit);
    copy.definition = g_strdup(info->definition);
    return copy;
}

static HcpColumn *new_column(const HcpColumnInfo *info, int64_t n, void *values, uint8_t *validity,
                             HcpPool *pool) {
    HcpColumn *column = g_new0(HcpColumn, 1);
    g_atomic_ref_count_init(&column->references);
    column->info = copy_info(info);
    column->n = n;
    column->values = values;
    column->validity = validity;
    column->pool = pool != NULL ? hcp__pool_ref(pool) : NULL;
    return column;
}

HcpColumn *hcp_column_new_take(const HcpColumnInfo *info, int64_t n, void *values,
                               uint8_t *validity) {
    g_return_val_if_fail(info->kind != HCP_KIND_STRING, NULL);
    return new_column(info, n, values, validity, NULL);
}

HcpColumn *hcp_column_new_take_strings(const HcpColumnInfo *info, int64_t n, int32_t *codes,
                                       uint8_t *validity, HcpPool *pool) {
    g_return_val_if_fail(info->kind == HCP_KIND_STRING, NULL);
    return new_column(info, n, codes, validity, pool);
}

HcpColumn *hcp_column_new_doubles(const HcpColumnInfo *info, int64_t n, const double *values) {
    g_return_val_if_fail(info->kind == HCP_KIND_DOUBLE, NULL);
    double *copy = g_new0(double, n);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    gboolean complete = TRUE;
    for (int64_t i = 0; i < n; i++) {
        if (isnan(values[i])) {
            complete = FALSE;
            continue;
        }
        copy[i] = values[i];
        hcp__bit_set(validity, i);
    }
    if (complete)
        g_clear_pointer(&validity, g_free);
    return new_column(info, n, copy, validity, NULL);
}

HcpColumn *hcp_column_ref(HcpColumn *column) {
    g_atomic_ref_count_inc(&column->references);
    return column;
}

void hcp_column_unref(HcpColumn *column) {
    if (column == NULL || !g_atomic_ref_count_dec(&column->references))
        return;
    g_free((char *)column->info.name);
    g_free((char *)column->info.label);
    g_free((char *)column->info.unit);
    g_free((char *)column->info.definition);
    if (column->owner == NULL) {
        g_free(column->values);
        g_free(column->validity);
    }
    hcp_column_unref(column->owner);
    hcp__pool_unref(column->pool);
    g_free(column);
}

/* The entries `rows` of a column on their way to a new one. */
typedef struct {
    const HcpColumn *column;
    const int32_t *rows;
    void *values;
    uint8_t *validity; /* NULL: the column has none */
} Selection;

static void select_values(const Selection *selection, int64_t first, int64_t last) {
    const int32_t *rows = selection->rows;
    switch (hcp__kind_size(selection->column->info.kind)) {
    case sizeof(uint8_t):
        for (int64_t i = first; i < last; i++)
            ((uint8_t *)selection->values)[i] = ((uint8_t *)selection->column->values)[rows[i]];
        break;
    case sizeof(int32_t):
        for (int64_t i = first; i < last; i++)
            ((int32_t *)selection->values)[i] = ((int32_t *)selection->column->values)[rows[i]];
        break;
    default: /* numbers of both kinds as the bits they are */
        for (int64_t i = first; i < last; i++)
            memcpy((int64_t *)selection->values + i,
                   (const int64_t *)selection->column->values + rows[i], sizeof(int64_t));
    }
}

/* Ranges begin at a multiple of 8, so that none shares a byte of the bitmap. */
static void select_range(int64_t first, int64_t last, void *data) {
    const Selection *selection = data;
    select_values(selection, first, last);
    for (int64_t i = first; selection->validity != NULL && i < last; i++)
        if (hcp__bit_get(selection->column->validity, selection->rows[i]))
            hcp__bit_set(selection->validity, i);
}

HcpColumn *hcp_column_select(const HcpColumn *column, int64_t n, const int32_t *rows) {
    Selection selection = {.column = column, .rows = rows};
    selection.values = g_malloc_n((gsize)n + 1, hcp__kind_size(column->info.kind));
    selection.validity = column->validity != NULL ? g_new0(uint8_t, n / 8 + 1) : NULL;
    select_range(0, n, &selection);
    return new_column(&column->info, n, selection.values, selection.validity, column->pool);
}

/* The spare array where it has room, and not much more; else a new one. */
static void *find_room(HcpSpare *spare, int64_t n, gsize size, GError **error) {
    gsize bytes = (gsize)n * size;
    if (spare->values != NULL && bytes <= spare->bytes && bytes >= spare->bytes / 2)
        return g_steal_pointer(&spare->values);
    return hcp__array_new(n, size, error);
}

static void leave_values(HcpColumn *column, HcpSpare *spare) {
    if (!g_atomic_ref_count_compare(&column->references, 1) || column->owner != NULL)
        return;
    g_free(spare->values);
    spare->values = g_steal_pointer(&column->values);
    spare->bytes = (gsize)column->n * hcp__kind_size(column->info.kind);
}

HcpColumn *hcp__column_take_rows(HcpColumn *column, int64_t n, const int32_t *rows, HcpSpare *spare,
                                 const HcpRun *run, GError **error) {
    static const int64_t ROWS_PER_TASK = 1 << 16;
    g_autoptr(HcpColumn) taken = column;
    Selection selection = {.column = taken, .rows = rows};
    g_autofree void *values = find_room(spare, n, hcp__kind_size(taken->info.kind), error);
    if (values == NULL)
        return NULL;
    g_autofree uint8_t *validity = NULL;
    if (taken->validity != NULL && (validity = hcp__array_new(n / 8 + 1, 1, error)) == NULL)
        return NULL;
    selection.values = values;
    selection.validity = validity;
    if (!hcp__parallel_for(run, n, ROWS_PER_TASK, select_range, &selection, error))
        return NULL;
    leave_values(taken, spare);
    return new_column(&taken->info, n, g_steal_pointer(&values), g_steal_pointer(&validity),
                      taken->pool);
}

HcpColumn *hcp_column_with_info(const HcpColumn *column, const HcpColumnInfo *info) {
    g_return_val_if_fail(info->kind == column->info.kind, NULL);
    HcpColumn *renamed =
        new_column(info, column->n, column->values, column->validity, column->pool);
    HcpColumn *owner = column->owner != NULL ? column->owner : (HcpColumn *)column;
    renamed->owner = hcp_column_ref(owner);
    return renamed;
}

const HcpColumnInfo *hcp_column_get_info(const HcpColumn *column) {
    return &column->info;
}

int64_t hcp_column_get_length(const HcpColumn *column) {
    return column->n;
}

int64_t hcp_column_count_missing(const HcpColumn *column) {
    int64_t missing = 0;
    for (int64_t i = 0; column->validity != NULL && i < column->n; i++)
        missing += !hcp__bit_get(column->validity, i);
    return missing;
}

gboolean hcp_column_is_valid(const HcpColumn *column, int64_t row) {
    return column->validity == NULL || hcp__bit_get(column->validity, row);
}

const int64_t *hcp_column_get_int64s(const HcpColumn *column) {
    g_assert(column->info.kind == HCP_KIND_INT64);
    return column->values;
}

const double *hcp_column_get_doubles(const HcpColumn *column) {
    g_assert(column->info.kind == HCP_KIND_DOUBLE);
    return column->values;
}

const uint8_t *hcp_column_get_bools(const HcpColumn *column) {
    g_assert(column->info.kind == HCP_KIND_BOOL);
    return column->values;
}

const int32_t *hcp_column_get_codes(const HcpColumn *column) {
    g_assert(column->info.kind == HCP_KIND_STRING);
    return column->values;
}

const int32_t *hcp_column_get_dates(const HcpColumn *column) {
    g_assert(column->info.kind == HCP_KIND_DATE);
    return column->values;
}

const void *hcp_column_get_values(const HcpColumn *column) {
    return column->values;
}

const char *hcp_column_get_text(const HcpColumn *column, int64_t row) {
    const int32_t *codes = hcp_column_get_codes(column);
    return hcp_column_is_valid(column, row) ? hcp__pool_text(column->pool, codes[row]) : NULL;
}

int32_t hcp_column_get_n_codes(const HcpColumn *column) {
    g_assert(column->info.kind == HCP_KIND_STRING);
    return hcp__pool_size(column->pool);
}

const char *hcp_column_get_code_text(const HcpColumn *column, int32_t code) {
    g_assert(column->info.kind == HCP_KIND_STRING);
    return hcp__pool_text(column->pool, code);
}

const HcpPool *hcp__column_get_pool(const HcpColumn *column) {
    g_assert(column->info.kind == HCP_KIND_STRING);
    return column->pool;
}

double hcp_column_get_number(const HcpColumn *column, int64_t row) {
    if (!hcp_column_is_valid(column, row))
        return NAN;
    switch (column->info.kind) {
    case HCP_KIND_INT64:
        return (double)hcp_column_get_int64s(column)[row];
    case HCP_KIND_DOUBLE:
        return hcp_column_get_doubles(column)[row];
    case HCP_KIND_BOOL:
        return hcp_column_get_bools(column)[row];
    case HCP_KIND_DATE:
        return hcp_column_get_dates(column)[row];
    case HCP_KIND_STRING:
        break;
    }
    return NAN;
}

void hcp_column_append_text(const HcpColumn *column, int64_t row, GString *text) {
    char number[HCP__NUMBER_SIZE] = "";
    if (!hcp_column_is_valid(column, row))
        return;
    switch (column->info.kind) {
    case HCP_KIND_INT64:
        hcp__format_int64(number, hcp_column_get_int64s(column)[row]);
        break;
    case HCP_KIND_DOUBLE:
        hcp__format_double(number, hcp_column_get_doubles(column)[row]);
        break;
    case HCP_KIND_DATE:
        hcp__format_date(number, hcp_column_get_dates(column)[row]);
        break;
    case HCP_KIND_BOOL:
        g_string_append(text, hcp_column_get_bools(column)[row] ? "true" : "false");
        return;
    case HCP_KIND_STRING:
        g_string_append(text, hcp_column_get_text(column, row));
        return;
    }
    g_string_append(text, number);
}

char *hcp_column_make_title(const HcpColumn *column) {
    const HcpColumnInfo *info = &column->info;
    if (info->label != NULL && strcmp(info->label, info->name) != 0)
        return g_strdup(info->label);
    char *title = g_strdelimit(g_strdup(info->name), "_", ' ');
    title[0] = g_ascii_toupper(title[0]);
    return title;
}
