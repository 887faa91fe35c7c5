#include "table/reader_internal.h"

#include <string.h>

static HcpKind kind_of(HcpFieldType type) {
    switch (type) {
    case HCP_FIELD_COUNT:
        return HCP_KIND_INT64;
    case HCP_FIELD_NUMBER:
        return HCP_KIND_DOUBLE;
    case HCP_FIELD_FLAG:
        return HCP_KIND_BOOL;
    case HCP_FIELD_DATE:
        return HCP_KIND_DATE;
    case HCP_FIELD_TEXT:
    case HCP_FIELD_PHYSICIAN:
    case HCP_FIELD_ORGANISATION:
    case HCP_FIELD_PATIENT:
        break;
    }
    return HCP_KIND_STRING;
}

static const HcpIdDomain *domain_of(HcpFieldType type, const HcpReaderSpec *spec) {
    static const HcpIdDomain own = {NULL, TRUE};
    if (type == HCP_FIELD_PHYSICIAN)
        return &spec->physicians;
    return type == HCP_FIELD_ORGANISATION ? &spec->organisations : &own;
}

void hcp__column_builder_init(HcpColumnBuilder *builder, const HcpBinding *binding,
                              const HcpReaderSpec *spec) {
    *builder = (HcpColumnBuilder){.binding = binding};
    builder->type = binding->field != NULL ? binding->field->type : HCP_FIELD_TEXT;
    builder->kind = kind_of(builder->type);
    if (builder->kind != HCP_KIND_STRING)
        return;
    const HcpIdDomain *domain = domain_of(builder->type, spec);
    builder->pool = domain->pool != NULL ? hcp__pool_ref(domain->pool) : hcp__pool_new();
    builder->is_closed = domain->pool != NULL && !domain->open;
}

void hcp__column_builder_clear(HcpColumnBuilder *builder) {
    g_clear_pointer(&builder->pool, hcp__pool_unref);
    g_clear_pointer(&builder->values, g_free);
    g_clear_pointer(&builder->validity, g_free);
}

/* New bytes are zero: what a missing entry holds. */
static void *grow_array(void *array, gsize old, gsize new) {
    char *larger = g_try_realloc(array, new);
    if (larger != NULL)
        memset(larger + old, 0, new - old);
    return larger;
}

gboolean hcp__column_builder_grow(HcpColumnBuilder *builder, int64_t old, int64_t new,
                                  GError **error) {
    gsize size = hcp__kind_size(builder->kind);
    void *values = grow_array(builder->values, (gsize)old * size, (gsize) new *size);
    if (values != NULL)
        builder->values = values;
    uint8_t *validity = grow_array(builder->validity, (gsize)old / 8, (gsize) new / 8);
    if (validity != NULL)
        builder->validity = validity;
    if (values != NULL && validity != NULL)
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                "%s: not enough memory for %" G_GINT64_FORMAT " rows", builder->binding->name, new);
    return FALSE;
}

static int32_t code_of(const HcpColumnBuilder *builder, const HcpCell *cell) {
    if (builder->is_closed)
        return cell->value.code;
    return hcp__pool_add(builder->pool, cell->text, (gssize)cell->length);
}

void hcp__column_builder_set(HcpColumnBuilder *builder, int64_t row, const HcpCell *cell) {
    if (cell->length == 0 || cell->is_unknown_id) {
        builder->has_missing = TRUE;
        return;
    }
    hcp__bit_set(builder->validity, row);
    switch (builder->kind) {
    case HCP_KIND_INT64:
        ((int64_t *)builder->values)[row] = cell->value.integer;
        break;
    case HCP_KIND_DOUBLE:
        ((double *)builder->values)[row] = cell->value.number;
        break;
    case HCP_KIND_BOOL:
        ((uint8_t *)builder->values)[row] = cell->value.integer != 0;
        break;
    case HCP_KIND_STRING:
        ((int32_t *)builder->values)[row] = code_of(builder, cell);
        break;
    case HCP_KIND_DATE:
        ((int32_t *)builder->values)[row] = (int32_t)cell->value.integer;
        break;
    }
}

HcpColumn *hcp__column_builder_finish(HcpColumnBuilder *builder, int64_t n) {
    const HcpBinding *binding = builder->binding;
    HcpColumnInfo info = {.name = binding->name,
                          .definition = binding->field != NULL ? binding->field->doc : NULL,
                          .label = binding->field != NULL ? NULL : binding->label,
                          .kind = builder->kind,
                          .privacy = binding->field != NULL ? binding->field->privacy
                                                            : hcp__guess_privacy(binding->name)};
    /* Gives back what doubling took too much. */
    void *values = g_realloc(g_steal_pointer(&builder->values),
                             MAX((gsize)n, 1) * hcp__kind_size(builder->kind));
    if (!builder->has_missing)
        g_clear_pointer(&builder->validity, g_free);
    uint8_t *validity = g_steal_pointer(&builder->validity);
    HcpColumn *column = builder->kind == HCP_KIND_STRING
                            ? hcp_column_new_take_strings(&info, n, values, validity, builder->pool)
                            : hcp_column_new_take(&info, n, values, validity);
    hcp__column_builder_clear(builder);
    return column;
}
