#include "table/missing_words.h"
#include "table/row_rules.h"

#include <string.h>

/* ---- which column is which ---- */

static void bind_column(HcpRowRules *rules, const HcpBinding *binding) {
    if (binding->field == NULL)
        return;
    for (guint i = 0; i < rules->translations->len; i++) {
        HcpRowTranslation *translation = &g_array_index(rules->translations, HcpRowTranslation, i);
        if (strcmp(translation->field, binding->field->name) != 0)
            continue;
        translation->column = binding->column;
        translation->is_bound = TRUE;
    }
    gboolean is_id = binding->field->type == HCP_FIELD_PHYSICIAN ||
                     binding->field->type == HCP_FIELD_ORGANISATION;
    if (is_id && rules->spec.widens_ids)
        g_array_append_val(rules->ids, binding->column);
    if (is_id && rules->spec.rules != NULL && rules->spec.rules->is_mirrored) {
        if (rules->first < 0)
            rules->first = (gssize)binding->column;
        else if (rules->second < 0)
            rules->second = (gssize)binding->column;
    }
}

void hcp__row_rules_bind(HcpRowRules *rules, const HcpHeader *header, HcpIssues *issues,
                         const HcpPlace *place) {
    rules->header = header;
    for (guint i = 0; i < header->bindings->len; i++)
        bind_column(rules, &g_array_index(header->bindings, HcpBinding, i));
    rules->wide = g_malloc0((rules->ids->len + 1) * sizeof *rules->wide);
    for (guint i = 0; i < rules->lacking->len; i++) {
        g_autofree char *reason =
            g_strdup_printf("expected the column that the preset keeps rows by (%s), found none: "
                            "every row is kept",
                            (const char *)g_ptr_array_index(rules->lacking, i));
        hcp__issues_add(issues, place, "missing_filter", reason);
    }
}

gboolean hcp__row_rules_touch_rows(const HcpRowRules *rules) {
    return rules->constants->len > 0 || rules->translations->len > 0 || rules->filters->len > 0 ||
           rules->ids->len > 0 || rules->second >= 0 || rules->key->len > 0;
}

/* ---- rows ---- */

void hcp__row_rules_extend(HcpRowRules *rules, HcpCsvRow *row, const GPtrArray *texts) {
    if (row->n_fields + texts->len > rules->n_room) {
        rules->n_room = row->n_fields + texts->len;
        rules->fields = g_renew(HcpCsvField, rules->fields, rules->n_room);
    }
    memcpy(rules->fields, row->fields, row->n_fields * sizeof *row->fields);
    for (guint i = 0; i < texts->len; i++) {
        const char *text = g_ptr_array_index(texts, i);
        rules->fields[row->n_fields + i] =
            (HcpCsvField){.text = text, .length = (uint32_t)strlen(text)};
    }
    row->fields = rules->fields;
    row->n_fields += texts->len;
}

static gboolean is_kept(const HcpRowRules *rules) {
    for (guint i = 0; i < rules->filters->len; i++) {
        const HcpRuleFilter *filter = &g_array_index(rules->filters, HcpRuleFilter, i);
        HcpCell cell;
        hcp__cell_trim(&rules->fields[filter->column], &cell);
        gboolean fits = FALSE;
        for (char **value = filter->values; *value != NULL && !fits; value++)
            fits = hcp__spelling_same_value(cell.text, cell.length, *value);
        if (fits == filter->is_unless)
            return FALSE;
    }
    return TRUE;
}

/* Before the rules say what an empty cell is read as. */
static void empty_missing(HcpRowRules *rules) {
    for (gsize i = 0; i < rules->n_columns; i++) {
        HcpCell bare;
        hcp__cell_trim(&rules->fields[i], &bare);
        if (hcp__header_is_missing(rules->header, i, bare.text, bare.length))
            rules->fields[i].length = 0;
    }
}

static void translate(HcpRowRules *rules) {
    g_autofree gboolean *is_done = g_new0(gboolean, rules->n_columns + rules->constants->len + 1);
    for (guint i = 0; i < rules->translations->len; i++) {
        const HcpRowTranslation *translation =
            &g_array_index(rules->translations, HcpRowTranslation, i);
        if (!translation->is_bound || is_done[translation->column])
            continue;
        HcpCsvField *field = &rules->fields[translation->column];
        HcpCell bare;
        hcp__cell_trim(field, &bare);
        g_autofree char *text = g_ascii_strdown(bare.text, (gssize)bare.length);
        if (!g_pattern_spec_match_string(translation->pattern, text))
            continue;
        *field = (HcpCsvField){.text = translation->value,
                               .length = (uint32_t)strlen(translation->value)};
        is_done[translation->column] = TRUE;
    }
}

static void widen_ids(HcpRowRules *rules) {
    for (guint i = 0; i < rules->ids->len; i++) {
        HcpCsvField *field = &rules->fields[g_array_index(rules->ids, gsize, i)];
        HcpCell bare;
        hcp__cell_trim(field, &bare);
        if (!hcp__salesforce_is_short(bare.text, bare.length))
            continue;
        hcp__salesforce_widen(rules->wide[i], bare.text);
        *field = (HcpCsvField){.text = rules->wide[i], .length = HCP__SALESFORCE_SIZE - 1};
    }
}

static gboolean is_known(const HcpIdDomain *domain, const HcpCsvField *field) {
    HcpCell bare;
    hcp__cell_trim(field, &bare);
    return domain->pool != NULL && !domain->open &&
           hcp__pool_find(domain->pool, bare.text, (gssize)bare.length) >= 0;
}

/* Of the two rows of a pair, the one whose first id is no physician is turned round. */
static void turn_mirrored(HcpRowRules *rules) {
    if (rules->second < 0)
        return;
    HcpCsvField *first = &rules->fields[rules->first], *second = &rules->fields[rules->second];
    const HcpIdDomain *physicians = &rules->spec.physicians;
    if (is_known(physicians, first) || !is_known(physicians, second))
        return;
    HcpCsvField swapped = *first;
    *first = *second;
    *second = swapped;
}

gboolean hcp__row_rules_apply(HcpRowRules *rules, HcpCsvRow *row) {
    if (row->fault != NULL)
        return TRUE; /* the check of the row says what is wrong */
    gboolean is_ragged = row->n_fields != rules->n_columns;
    hcp__row_rules_extend(rules, row, rules->constants);
    if (is_ragged)
        return TRUE;
    if (!is_kept(rules))
        return FALSE;
    if (rules->header->missing->len > 0)
        empty_missing(rules);
    if (rules->translations->len > 0)
        translate(rules);
    widen_ids(rules);
    turn_mirrored(rules);
    return TRUE;
}

/* ---- keys ---- */

gboolean hcp__row_rules_has_key(const HcpRowRules *rules) {
    return rules != NULL && (rules->key->len > 0 || rules->second >= 0);
}

static void append_cell(GString *key, const HcpCsvField *field) {
    HcpCell bare;
    hcp__cell_trim(field, &bare);
    g_string_append_len(key, bare.text, (gssize)bare.length);
    g_string_append_c(key, '\x1f');
}

static void append_part(GString *key, const HcpRowKeyPart *part, const HcpCsvRow *row) {
    for (gsize i = 0; i < part->n; i++) {
        const HcpCsvField *field = &row->fields[part->columns[i]];
        HcpCell cell;
        hcp__cell_trim(field, &cell);
        if (cell.length == 0 && i + 1 < part->n)
            continue;
        append_cell(key, field);
        return;
    }
}

void hcp__row_rules_make_key(HcpRowRules *rules, const HcpCsvRow *row, GString *key) {
    g_string_truncate(key, 0);
    for (guint i = 0; i < rules->key->len; i++)
        append_part(key, &g_array_index(rules->key, HcpRowKeyPart, i), row);
    if (rules->second < 0)
        return;
    g_autoptr(GString) first = g_string_new(NULL), second = g_string_new(NULL);
    append_cell(first, &row->fields[rules->first]);
    append_cell(second, &row->fields[rules->second]);
    gboolean in_order = strcmp(first->str, second->str) <= 0;
    g_string_append(key, in_order ? first->str : second->str);
    g_string_append(key, in_order ? second->str : first->str);
}
