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

void hcp__column_builder_init_part(HcpColumnBuilder *part, const HcpColumnBuilder *whole) {
    *part = (HcpColumnBuilder){.binding = whole->binding,
                               .type = whole->type,
                               .kind = whole->kind,
                               .is_closed = whole->is_closed,
                               .has_texts = whole->kind == HCP_KIND_STRING};
    if (whole->pool != NULL)
        part->pool = hcp__pool_ref(whole->pool);
}

void hcp__column_builder_clear(HcpColumnBuilder *builder) {
    g_clear_pointer(&builder->pool, hcp__pool_unref);
    g_clear_pointer(&builder->values, g_free);
    g_clear_pointer(&builder->validity, g_free);
}

static gsize value_size(const HcpColumnBuilder *builder) {
    return builder->has_texts ? sizeof(HcpPoolText) : hcp__kind_size(builder->kind);
}

gboolean hcp__column_builder_grow(HcpColumnBuilder *builder, int64_t old, int64_t new,
                                  GError **error) {
    gsize size = value_size(builder);
    void *values = hcp__array_grow(builder->values, new, size, error);
    if (values == NULL)
        return FALSE;
    builder->values = values;
    uint8_t *validity = hcp__array_grow(builder->validity, new / 8, 1, error);
    if (validity == NULL)
        return FALSE;
    memset(validity + old / 8, 0xFF, (gsize)(new - old) / 8);
    builder->validity = validity;
    return TRUE;
}

void hcp__column_builder_reset(HcpColumnBuilder *builder, int64_t capacity) {
    if (builder->has_missing)
        memset(builder->validity, 0xFF, (gsize)capacity / 8);
    builder->has_missing = FALSE;
}

static void set_value(HcpColumnBuilder *builder, int64_t row, const HcpCell *cell) {
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
    case HCP_KIND_DATE:
        ((int32_t *)builder->values)[row] = (int32_t)cell->value.integer;
        break;
    case HCP_KIND_STRING:
        ((int32_t *)builder->values)[row] =
            builder->is_closed ? cell->value.code
                               : hcp__pool_add(builder->pool, cell->text, (gssize)cell->length);
        break;
    }
}

static void set_text(HcpColumnBuilder *builder, int64_t row, const HcpCell *cell) {
    ((HcpPoolText *)builder->values)[row] =
        (HcpPoolText){.text = cell->text,
                      .length = (uint32_t)cell->length,
                      .hash = hcp__pool_hash(builder->pool, cell->text, cell->length)};
}

/* Where a value is missing there are zeros. Bits of rows that are not filled yet are set. */
static void set_missing(HcpColumnBuilder *builder, int64_t row) {
    static const HcpCell none = {.text = ""};
    gsize size = value_size(builder);
    if (builder->has_texts)
        set_text(builder, row, &none);
    else
        memset((char *)builder->values + (gsize)row * size, 0, size);
    hcp__bit_write(builder->validity, row, FALSE);
    builder->has_missing = TRUE;
}

void hcp__column_builder_set(HcpColumnBuilder *builder, int64_t row, const HcpCell *cell) {
    if (hcp__cell_is_missing(cell))
        set_missing(builder, row);
    else if (builder->has_texts)
        set_text(builder, row, cell);
    else
        set_value(builder, row, cell);
}

/* ---- parts ---- */

void hcp__column_builder_copy_values(HcpColumnBuilder *builder, int64_t row,
                                     const HcpColumnBuilder *part, int64_t first, int64_t last) {
    if (!part->has_texts) {
        gsize size = value_size(part);
        memcpy((char *)builder->values + (gsize)row * size,
               (const char *)part->values + (gsize)first * size, (gsize)(last - first) * size);
        return;
    }
    const HcpPoolText *texts = part->values;
    int32_t *codes = builder->values;
    for (int64_t i = first; i < last; i++)
        codes[row + i - first] = texts[i].length > 0 ? texts[i].code : 0;
}

/* Bits i..i + 7. */
static uint8_t get_8_bits(const uint8_t *bits, int64_t i) {
    unsigned shift = (unsigned)(i % 8);
    unsigned both = bits[i / 8];
    if (shift > 0)
        both |= (unsigned)bits[i / 8 + 1] << 8;
    return (uint8_t)(both >> shift);
}

static void copy_bits(uint8_t *to, int64_t at, const uint8_t *from, int64_t first, int64_t last) {
    while (first < last) {
        if (at % 8 == 0 && last - first >= 8) {
            to[at / 8] = get_8_bits(from, first);
            first += 8;
            at += 8;
        } else
            hcp__bit_write(to, at++, hcp__bit_get(from, first++));
    }
}

void hcp__column_builder_copy_missing(HcpColumnBuilder *builder, int64_t row,
                                      const HcpColumnBuilder *part, int64_t first, int64_t last) {
    if (!part->has_missing)
        return;
    copy_bits(builder->validity, row, part->validity, first, last);
    builder->has_missing = TRUE;
}

/* ---- columns ---- */

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
