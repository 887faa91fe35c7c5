/* hcp_study_make_settings: a study as rows of group, key, value. */
#include "study/study_internal.h"

#include <string.h>

typedef struct {
    GArray *codes[3]; /* of group, key, value */
    HcpPool *pools[3];
} Rows;

static void add_row(Rows *rows, const char *group, const char *key, const char *value) {
    const char *texts[] = {group, key, value};
    for (int i = 0; i < 3; i++) {
        int32_t code = texts[i] != NULL ? hcp__pool_add(rows->pools[i], texts[i], -1) : -1;
        g_array_append_val(rows->codes[i], code);
    }
}

static void add_setting(Rows *rows, const HcpSetting *setting, const char *group,
                        const void *owner) {
    g_autofree char *value = hcp__setting_print(setting, owner);
    add_row(rows, group, setting->key, value != NULL ? value : setting->fallback);
}

static gboolean is_column_of(const HcpStudyTable *table, const HcpField *field,
                             const char *column) {
    for (char **pair = table->mapping; pair != NULL && *pair != NULL; pair += 2)
        if (strcmp(pair[0], field->name) == 0)
            return strcmp(pair[1], column) == 0;
    g_auto(GStrv) aliases = g_strsplit(field->aliases != NULL ? field->aliases : "", ";", -1);
    return g_ascii_strcasecmp(field->name, column) == 0 ||
           g_strv_contains((const char *const *)aliases, column);
}

/* In a table that can hold patients, every column but those known to hold something else. */
static gboolean may_hold_patients(const HcpStudyTable *table, const char *column) {
    const HcpSchema *schema = hcp_schema_find(table->schema);
    gboolean has_patients = FALSE;
    for (gsize i = 0; i < schema->n_fields; i++) {
        const HcpField *field = &schema->fields[i];
        if (field->type == HCP_FIELD_PATIENT)
            has_patients = TRUE;
        else if (is_column_of(table, field, column))
            return FALSE;
    }
    return has_patients;
}

/* `where` as the manifest may show it: a value that may be a patient's id is not. */
static void add_filter(Rows *rows, const HcpSetting *setting, const HcpStudyTable *table,
                       gboolean hidden) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (char **pair = table->where; pair != NULL && *pair != NULL; pair += 2)
        g_string_append_printf(text, "%s%s=%s", text->len > 0 ? ";" : "", pair[0],
                               hidden || may_hold_patients(table, pair[0]) ? "<value>" : pair[1]);
    add_row(rows, table->name, setting->key, text->len > 0 ? text->str : setting->fallback);
}

static void add_table(Rows *rows, const HcpStudyTable *table, gboolean hidden) {
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(settings[i].group, HCP__SETTING_TABLE) != 0)
            continue;
        if (settings[i].kind == HCP_SETTING_FILTER)
            add_filter(rows, &settings[i], table, hidden);
        else
            add_setting(rows, &settings[i], table->name, table);
    }
    for (char **pair = table->mapping; pair != NULL && *pair != NULL; pair += 2)
        add_row(rows, table->name, pair[0], pair[1]);
}

static void add_weights(Rows *rows, const HcpSetting *setting, const GArray *weights) {
    if (weights->len == 0)
        add_row(rows, setting->group, setting->key, setting->fallback);
    for (guint i = 0; i < weights->len; i++) {
        const HcpLayerWeight *layer = &g_array_index(weights, HcpLayerWeight, i);
        char text[HCP__NUMBER_SIZE];
        hcp__format_double(text, layer->weight);
        add_row(rows, setting->group, layer->layer, text);
    }
}

static HcpColumn *make_column(Rows *rows, int index, const char *name) {
    int64_t n = rows->codes[index]->len;
    uint8_t *validity = g_new0(uint8_t, (gsize)n / 8 + 1);
    int32_t *codes = (int32_t *)(void *)g_array_free(g_steal_pointer(&rows->codes[index]), FALSE);
    for (int64_t i = 0; i < n; i++) {
        if (codes[i] >= 0)
            hcp__bit_set(validity, i);
        codes[i] = MAX(codes[i], 0);
    }
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING};
    return hcp_column_new_take_strings(&info, n, codes, validity, rows->pools[index]);
}

HcpTable *hcp_study_make_settings(const HcpStudy *study) {
    Rows rows;
    for (int i = 0; i < 3; i++) {
        rows.codes[i] = g_array_new(FALSE, FALSE, sizeof(int32_t));
        rows.pools[i] = hcp__pool_new();
    }
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    gboolean tables_done = FALSE;
    for (gsize i = 0; i < n; i++) {
        if (strcmp(settings[i].group, HCP__SETTING_TABLE) != 0) {
            if (settings[i].kind == HCP_SETTING_WEIGHT)
                add_weights(&rows, &settings[i], study->combined);
            else
                add_setting(&rows, &settings[i], settings[i].group, study);
            continue;
        }
        for (guint j = 0; !tables_done && j < study->tables->len; j++)
            add_table(&rows, g_ptr_array_index(study->tables, j), study->pseudonym_key != NULL);
        tables_done = TRUE;
    }
    int64_t n_rows = rows.codes[0]->len;
    HcpColumn *columns[3];
    const char *const names[] = {"group", "key", "value"};
    for (int i = 0; i < 3; i++)
        columns[i] = make_column(&rows, i, names[i]);
    HcpTable *table = hcp_table_new("settings", n_rows, 3, columns);
    for (int i = 0; i < 3; i++) {
        hcp_column_unref(columns[i]);
        hcp__pool_unref(rows.pools[i]);
    }
    return table;
}
