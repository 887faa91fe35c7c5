#include "study/study_internal.h"

#include <string.h>

static void free_table(void *data) {
    HcpStudyTable *table = data;
    g_free(table->name);
    g_free(table->schema);
    g_free(table->layer);
    g_free(table->preset);
    g_strfreev(table->files);
    g_strfreev(table->mapping);
    g_strfreev(table->where);
    g_strfreev(table->missing);
    g_free(table->sheet);
    g_free(table);
}

static void clear_layer_weight(void *data) {
    g_free(((HcpLayerWeight *)data)->layer);
}

HcpStudy *hcp_study_new(void) {
    HcpStudy *study = g_new0(HcpStudy, 1);
    study->folder = g_strdup(".");
    study->title = g_strdup(HCP__STUDY_TITLE);
    study->first_day = INT32_MIN;
    study->last_day = INT32_MAX;
    study->seed = 1;
    study->tables = g_ptr_array_new_with_free_func(free_table);
    study->combined = g_array_new(FALSE, FALSE, sizeof(HcpLayerWeight));
    g_array_set_clear_func(study->combined, clear_layer_weight);
    study->max_attendees = 500;
    study->brand_view = (HcpBrandSettings){.writer_units = 1, .windows = 2, .trend_units = 3};
    study->shared.window = 30;
    study->shared.max_visits = 5000;
    study->min_referrals = 10;
    study->min_patients = 11;
    study->colour = g_strdup("community");
    study->size = g_strdup("pagerank");
    study->label = g_strdup("name");
    study->places = hcp__study_places_new();
    return study;
}

void hcp_study_free(HcpStudy *study) {
    if (study == NULL)
        return;
    g_free(study->path);
    g_free(study->folder);
    g_free(study->title);
    g_strfreev(study->brand);
    g_strfreev(study->market);
    g_free(study->main_layer);
    g_clear_pointer(&study->pseudonym_key, g_bytes_unref);
    g_ptr_array_unref(study->tables);
    g_array_unref(study->combined);
    g_strfreev(study->attended);
    g_strfreev(study->shared.services);
    g_strfreev(study->shared.without_services);
    g_free(study->seeds);
    g_free(study->consent_purpose);
    g_strfreev(study->features);
    g_free(study->backbone);
    g_free(study->backbone_within);
    g_strfreev(study->expect_by);
    g_strfreev(study->organisations);
    g_free(study->colour);
    g_free(study->size);
    g_free(study->label);
    g_hash_table_unref(study->places);
    g_free(study);
}

static const char *nearest_schema(const char *word) {
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    g_autofree const char **names = g_new(const char *, n);
    for (gsize i = 0; i < n; i++)
        names[i] = schemas[i].name;
    return hcp__nearest_word(word, names, n);
}

/* Nodes are one table: only relations and events come in layers. */
static gboolean takes_layer(const char *schema) {
    return strcmp(schema, "physicians") != 0 && strcmp(schema, "organisations") != 0;
}

/* A layer's name begins the names of its columns. */
static gboolean is_layer_name(const char *layer) {
    return g_ascii_islower(layer[0]) &&
           layer[strspn(layer, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

HcpStudyTable *hcp__study_add_table(HcpStudy *study, const char *name, const char **expected,
                                    const char **suggestion) {
    g_auto(GStrv) parts = g_strsplit(name, ":", 2);
    const HcpSchema *schema = parts[0] != NULL ? hcp_schema_find(parts[0]) : NULL;
    const char *layer = schema != NULL ? parts[1] : NULL;
    *suggestion = NULL;
    if (schema == NULL) {
        *expected = "a table or a group of settings";
        *suggestion = parts[0] != NULL ? nearest_schema(parts[0]) : NULL;
        return NULL;
    }
    if (layer != NULL && (!takes_layer(schema->name) || !is_layer_name(layer))) {
        *expected = takes_layer(schema->name)
                        ? "a layer of small letters, digits and _ after the colon"
                        : "no layer: name several files of this table in one group, with ; between";
        return NULL;
    }
    HcpStudyTable *table = g_new0(HcpStudyTable, 1);
    table->name = g_strdup(name);
    table->schema = g_strdup(schema->name);
    table->layer = g_strdup(layer);
    g_ptr_array_add(study->tables, table);
    return table;
}

static HcpStudyTable *find_table(const HcpStudy *study, const char *name) {
    for (guint i = 0; i < study->tables->len; i++) {
        HcpStudyTable *table = g_ptr_array_index(study->tables, i);
        if (strcmp(table->name, name) == 0)
            return table;
    }
    return NULL;
}

gboolean hcp_study_add_file(HcpStudy *study, const char *schema, const char *path, GError **error) {
    g_return_val_if_fail(study != NULL && schema != NULL && path != NULL, FALSE);
    const char *expected, *suggestion;
    HcpStudyTable *table = find_table(study, schema);
    if (table == NULL)
        table = hcp__study_add_table(study, schema, &expected, &suggestion);
    if (table == NULL) {
        g_autofree char *shown = hcp__text_for_message(schema, -1, 80);
        g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND, "%s: expected %s%s%s%s", shown, expected,
                    suggestion != NULL ? "; did you mean '" : "",
                    suggestion != NULL ? suggestion : "", suggestion != NULL ? "'?" : "");
        return FALSE;
    }
    gsize n = table->files != NULL ? g_strv_length(table->files) : 0;
    table->files = g_renew(char *, table->files, n + 2);
    table->files[n] = g_strdup(path);
    table->files[n + 1] = NULL;
    return TRUE;
}

char *hcp__study_find_file(const HcpStudy *study, const char *file) {
    return g_path_is_absolute(file) || strcmp(study->folder, ".") == 0
               ? g_strdup(file)
               : g_build_filename(study->folder, file, NULL);
}
