#include "simulate/simulate_internal.h"

#include <hcpnet/table.h>
#include <math.h>
#include <string.h>

/* n structs of `size` bytes. */
typedef struct {
    const void *rows;
    int64_t n;
    gsize size;
    const HcpSimField *fields;
} Rows;

/* One column in the making: where its cells stand in the rows, and what holds the values. */
typedef struct {
    const HcpSimField *field;
    const char *rows; /* as bytes */
    gsize size;
    int64_t n;
    void *values;
    uint8_t *validity;
} Draft;

static const void *cell_of(const Draft *draft, int64_t row) {
    return draft->rows + (gsize)row * draft->size + draft->field->offset;
}

static HcpKind kind_of(HcpSimCell cell) {
    switch (cell) {
    case HCP__SIM_CELL_COUNT:
        return HCP_KIND_INT64;
    case HCP__SIM_CELL_NUMBER:
        return HCP_KIND_DOUBLE;
    case HCP__SIM_CELL_FLAG:
        return HCP_KIND_BOOL;
    case HCP__SIM_CELL_DATE:
        return HCP_KIND_DATE;
    default:
        return HCP_KIND_STRING;
    }
}

static HcpPrivacy privacy_of(const HcpSimField *field) {
    if (field->cell == HCP__SIM_CELL_PATIENT)
        return HCP_PRIVACY_PATIENT;
    if (field->cell == HCP__SIM_CELL_PHYSICIAN || field->cell == HCP__SIM_CELL_ORGANISATION)
        return HCP_PRIVACY_ID;
    return strcmp(field->name, "name") == 0 ? HCP_PRIVACY_NAME : HCP_PRIVACY_NONE;
}

static gboolean take_word(Draft *draft, int64_t row, HcpPool *pool) {
    const char *word = *(const char *const *)cell_of(draft, row);
    if (word == NULL)
        return FALSE;
    ((int32_t *)draft->values)[row] = hcp__pool_add(pool, word, -1);
    return TRUE;
}

/* To a millionth: what differs between two mathematical libraries does not reach the tables. */
static gboolean take_double(Draft *draft, int64_t row) {
    double value = *(const double *)cell_of(draft, row);
    if (isnan(value))
        return FALSE;
    ((double *)draft->values)[row] = round(value * 1e6) / 1e6;
    return TRUE;
}

static gboolean take_flag(Draft *draft, int64_t row) {
    int8_t value = *(const int8_t *)cell_of(draft, row);
    if (value < 0)
        return FALSE;
    ((uint8_t *)draft->values)[row] = (uint8_t)value;
    return TRUE;
}

/* Codes, counts and dates. */
static gboolean take_int32(Draft *draft, int64_t row) {
    int32_t value = *(const int32_t *)cell_of(draft, row);
    HcpSimCell cell = draft->field->cell;
    if (cell == HCP__SIM_CELL_DATE ? value == INT32_MIN : value < 0)
        return FALSE;
    if (cell == HCP__SIM_CELL_COUNT)
        ((int64_t *)draft->values)[row] = value;
    else
        ((int32_t *)draft->values)[row] = value;
    return TRUE;
}

static gboolean take_cell(Draft *draft, int64_t row, HcpPool *pool) {
    switch (draft->field->cell) {
    case HCP__SIM_CELL_WORD:
        return take_word(draft, row, pool);
    case HCP__SIM_CELL_NUMBER:
        return take_double(draft, row);
    case HCP__SIM_CELL_FLAG:
        return take_flag(draft, row);
    default:
        return take_int32(draft, row);
    }
}

static HcpPool *pool_of(const HcpSimWorld *world, HcpSimCell cell) {
    switch (cell) {
    case HCP__SIM_CELL_PHYSICIAN:
        return hcp__pool_ref(world->physician_ids);
    case HCP__SIM_CELL_ORGANISATION:
        return hcp__pool_ref(world->organisation_ids);
    case HCP__SIM_CELL_PATIENT:
        return hcp__pool_ref(world->patient_ids);
    default:
        return hcp__pool_new();
    }
}

static HcpColumn *make_column(const HcpSimWorld *world, Draft *draft, GError **error) {
    HcpColumnInfo info = {.name = draft->field->name,
                          .kind = kind_of(draft->field->cell),
                          .privacy = privacy_of(draft->field)};
    draft->values = hcp__array_new(draft->n, hcp__kind_size(info.kind), error);
    if (draft->values == NULL)
        return NULL;
    draft->validity = g_new0(uint8_t, draft->n / 8 + 1);
    g_autoptr(HcpPool) pool = pool_of(world, draft->field->cell);
    for (int64_t row = 0; row < draft->n; row++)
        if (take_cell(draft, row, pool))
            hcp__bit_set(draft->validity, row);
    if (info.kind == HCP_KIND_STRING)
        return hcp_column_new_take_strings(&info, draft->n, draft->values, draft->validity, pool);
    return hcp_column_new_take(&info, draft->n, draft->values, draft->validity);
}

static gboolean add_table(HcpSimWorld *world, const char *name, const Rows *rows, GError **error) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (const HcpSimField *field = rows->fields; field->name != NULL; field++) {
        Draft draft = {.field = field, .rows = rows->rows, .size = rows->size, .n = rows->n};
        HcpColumn *column = make_column(world, &draft, error);
        if (column == NULL)
            return FALSE;
        g_ptr_array_add(columns, column);
    }
    g_ptr_array_add(world->tables,
                    hcp_table_new(name, rows->n, columns->len, (HcpColumn *const *)columns->pdata));
    return TRUE;
}

gboolean hcp__sim_add_rows(HcpSimWorld *world, const char *name, const GArray *rows,
                           const HcpSimField *fields, GError **error) {
    Rows all = {rows->data, rows->len, g_array_get_element_size((GArray *)rows), fields};
    return add_table(world, name, &all, error);
}

gboolean hcp__sim_add_physicians(HcpSimWorld *world, const char *name, const HcpSimField *fields,
                                 GError **error) {
    Rows all = {world->physicians, world->options.n_physicians, sizeof *world->physicians, fields};
    return add_table(world, name, &all, error);
}
