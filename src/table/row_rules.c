#include "table/row_rules.h"

#include <string.h>

static void clear_translation(void *data) {
    HcpRowTranslation *translation = data;
    g_free(translation->field);
    g_free(translation->value);
    g_pattern_spec_free(translation->pattern);
}

static void clear_part(void *data) {
    g_free(((HcpRowKeyPart *)data)->columns);
}

static void clear_filter(void *data) {
    g_strfreev(((HcpRuleFilter *)data)->values);
}

void hcp__row_rules_free(HcpRowRules *rules) {
    if (rules == NULL)
        return;
    g_strfreev(rules->mapping);
    g_ptr_array_unref(rules->names);
    g_ptr_array_unref(rules->constants);
    g_ptr_array_unref(rules->titles);
    g_ptr_array_unref(rules->lacking);
    g_array_unref(rules->translations);
    g_array_unref(rules->filters);
    g_array_unref(rules->key);
    g_array_unref(rules->ids);
    g_free(rules->fields);
    g_free(rules->wide);
    g_free(rules);
}

/* ---- columns of the file ---- */

static gssize find_plain(const HcpRowRules *rules, const char *plain) {
    for (guint i = 0; i < rules->names->len; i++)
        if (strcmp(g_ptr_array_index(rules->names, i), plain) == 0)
            return (gssize)i;
    return -1;
}

/* The first of `names`, with | between, that the file has in either spelling; -1. */
static gssize find_column(const HcpRowRules *rules, const char *names) {
    g_auto(GStrv) alternatives = g_strsplit(names, "|", -1);
    for (char **name = alternatives; *name != NULL; name++) {
        g_autofree char *plain = hcp__header_plain_name(*name);
        g_autofree char *other = hcp__spelling_of_column(plain);
        gssize found = find_plain(rules, plain);
        if (found < 0 && other != NULL)
            found = find_plain(rules, other);
        if (found >= 0)
            return found;
    }
    return -1;
}

static void take_names(HcpRowRules *rules, const HcpCsvRow *row) {
    for (gsize i = 0; i < row->n_fields; i++) {
        g_autofree char *name = g_strndup(row->fields[i].text, row->fields[i].length);
        g_ptr_array_add(rules->names, rules->spec.no_header
                                          ? g_strdup("")
                                          : hcp__header_plain_name(g_strstrip(name)));
    }
}

/* The parts of a list; a length of 0 for NULL. */
static char **split(const char *list) {
    return g_strsplit(list != NULL ? list : "", ";", -1);
}

/* ---- mapping ---- */

static const char *find_mapping(const char *const *pairs, const char *field) {
    for (; pairs != NULL && *pairs != NULL; pairs += 2)
        if (strcmp(pairs[0], field) == 0)
            return pairs[1];
    return NULL;
}

/* A line of the study, in the spelling that the file has; then the columns of the rules. */
static void merge_mapping(HcpRowRules *rules, const HcpReaderSpec *spec, const HcpCsvRow *row) {
    g_autoptr(GStrvBuilder) pairs = g_strv_builder_new();
    for (const char *const *pair = spec->mapping; pair != NULL && *pair != NULL; pair += 2) {
        gssize found = find_column(rules, pair[1]);
        g_autofree char *name = found < 0
                                    ? g_strdup(pair[1])
                                    : g_strndup(row->fields[found].text, row->fields[found].length);
        g_strv_builder_add(pairs, pair[0]);
        g_strv_builder_add(pairs, g_strstrip(name));
    }
    g_auto(GStrv) items = split(spec->rules != NULL ? spec->rules->mapping : NULL);
    for (char **item = items; *item != NULL; item++) {
        g_auto(GStrv) sides = g_strsplit(*item, "=", 2);
        gssize found = sides[1] != NULL ? find_column(rules, sides[1]) : -1;
        if (found < 0 || find_mapping(spec->mapping, sides[0]) != NULL)
            continue;
        g_autofree char *name = g_strndup(row->fields[found].text, row->fields[found].length);
        g_strv_builder_add(pairs, sides[0]);
        g_strv_builder_add(pairs, g_strstrip(name));
    }
    rules->mapping = g_strv_builder_end(pairs);
    if (!spec->no_header)
        rules->spec.mapping = (const char *const *)rules->mapping;
}

/* ---- the other rules ---- */

static void add_constants(HcpRowRules *rules, const HcpReaderRules *from) {
    g_auto(GStrv) items = split(from->constants);
    for (char **item = items; *item != NULL; item++) {
        g_auto(GStrv) sides = g_strsplit(*item, "=", 2);
        if (sides[1] == NULL ||
            find_mapping((const char *const *)rules->mapping, sides[0]) != NULL ||
            find_plain(rules, sides[0]) >= 0)
            continue;
        g_ptr_array_add(rules->titles, g_strdup(sides[0]));
        g_ptr_array_add(rules->constants, g_strdup(sides[1]));
    }
}

static void add_translations(HcpRowRules *rules, const HcpReaderRules *from) {
    g_auto(GStrv) items = split(from->values);
    for (char **item = items; *item != NULL; item++) {
        const char *colon = strchr(*item, ':'), *equals = strrchr(*item, '=');
        if (colon == NULL || equals == NULL || equals < colon)
            continue;
        g_autofree char *raw = g_strndup(colon + 1, (gsize)(equals - colon - 1));
        g_autofree char *pattern = g_ascii_strdown(raw, -1);
        HcpRowTranslation translation = {.field = g_strndup(*item, (gsize)(colon - *item)),
                                         .pattern = g_pattern_spec_new(pattern),
                                         .value = g_strdup(equals + 1)};
        g_array_append_val(rules->translations, translation);
    }
}

static void add_filters(HcpRowRules *rules, const char *list, gboolean is_unless) {
    g_auto(GStrv) items = split(list);
    for (char **item = items; *item != NULL; item++) {
        g_auto(GStrv) sides = g_strsplit(*item, "=", 2);
        gssize column = sides[1] != NULL ? find_column(rules, sides[0]) : -1;
        if (column < 0) {
            if (!is_unless)
                g_ptr_array_add(rules->lacking, g_strdup(*item));
            continue;
        }
        HcpRuleFilter filter = {(gsize)column, g_strsplit(sides[1], ",", -1), is_unless};
        g_array_append_val(rules->filters, filter);
    }
}

/* A key of which the file lacks a part is none: it would make one row of many. */
static void add_key(HcpRowRules *rules, const HcpReaderRules *from) {
    g_auto(GStrv) items = split(from->once);
    for (char **item = items; *item != NULL; item++) {
        g_auto(GStrv) names = g_strsplit(*item, "|", -1);
        HcpRowKeyPart part = {g_new0(gsize, g_strv_length(names) + 1), 0};
        for (char **name = names; *name != NULL; name++) {
            gssize column = find_column(rules, *name);
            if (column >= 0)
                part.columns[part.n++] = (gsize)column;
        }
        g_array_append_val(rules->key, part);
        if (part.n > 0)
            continue;
        g_array_set_size(rules->key, 0);
        return;
    }
}

static HcpRowRules *new_rules(const HcpReaderSpec *spec) {
    HcpRowRules *rules = g_new0(HcpRowRules, 1);
    rules->spec = *spec;
    rules->names = g_ptr_array_new_with_free_func(g_free);
    rules->constants = g_ptr_array_new_with_free_func(g_free);
    rules->titles = g_ptr_array_new_with_free_func(g_free);
    rules->lacking = g_ptr_array_new_with_free_func(g_free);
    rules->translations = g_array_new(FALSE, FALSE, sizeof(HcpRowTranslation));
    rules->filters = g_array_new(FALSE, FALSE, sizeof(HcpRuleFilter));
    rules->key = g_array_new(FALSE, FALSE, sizeof(HcpRowKeyPart));
    rules->ids = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_array_set_clear_func(rules->translations, clear_translation);
    g_array_set_clear_func(rules->filters, clear_filter);
    g_array_set_clear_func(rules->key, clear_part);
    rules->first = rules->second = -1;
    return rules;
}

HcpRowRules *hcp__row_rules_new(const HcpReaderSpec *spec, HcpCsvRow *row) {
    if (spec->rules == NULL && !spec->widens_ids)
        return NULL;
    static const HcpReaderRules none = {0};
    const HcpReaderRules *from = spec->rules != NULL ? spec->rules : &none;
    HcpRowRules *rules = new_rules(spec);
    take_names(rules, row);
    merge_mapping(rules, spec, row);
    if (!spec->no_header)
        add_constants(rules, from);
    add_translations(rules, from);
    add_filters(rules, spec->where == NULL ? from->where : NULL, FALSE);
    add_filters(rules, from->unless, TRUE);
    add_key(rules, from);
    rules->n_columns = row->n_fields;
    if (!spec->no_header)
        hcp__row_rules_extend(rules, row, rules->titles);
    return rules;
}

const HcpReaderSpec *hcp__row_rules_get_spec(const HcpRowRules *rules) {
    return &rules->spec;
}
