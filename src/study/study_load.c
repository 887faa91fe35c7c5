#include "study/study_internal.h"

#include <errno.h>
#include <hcpnet/preset.h>
#include <stdio.h>
#include <string.h>

#define MAX_BYTES ((gsize)1 << 20) /* a study file is written by hand */

typedef struct {
    HcpStudy *study;
    HcpStudyLines *lines;
    GKeyFile *keys;
    HcpStudyTable *table;    /* of the group that is being read; NULL: a group of settings */
    const HcpSchema *schema; /* of `table` */
    GPtrArray *columns;      /* columns[field of the schema]: the file's column, or NULL */
} Loader;

/* ---- keys of a table ---- */

static const char *nearest_key(const char *group, const HcpSchema *schema, const char *word) {
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        if (strcmp(settings[i].group, group) == 0)
            g_ptr_array_add(names, (char *)settings[i].key);
    for (gsize i = 0; schema != NULL && i < schema->n_fields; i++)
        g_ptr_array_add(names, (char *)schema->fields[i].name);
    return hcp__nearest_word(word, (const char *const *)names->pdata, names->len);
}

/* The parts of a value, blanks around them taken off, or NULL: none at all, an empty one, or a
 * backslash that GKeyFile cannot read. `out_raw` is the value as it stands. */
static char **get_items(const Loader *loader, const HcpStudyLine *line, gboolean list,
                        char **out_raw) {
    gsize n = 1;
    g_auto(GStrv) items = NULL;
    g_autoptr(GError) cause = NULL; /* set beside a value where a backslash is wrong */
    *out_raw = g_key_file_get_value(loader->keys, line->group, line->key, NULL);
    if (list)
        items = g_key_file_get_string_list(loader->keys, line->group, line->key, &n, &cause);
    else {
        items = g_new0(char *, 2);
        items[0] = g_key_file_get_string(loader->keys, line->group, line->key, &cause);
    }
    if (cause != NULL || items == NULL || n == 0)
        return NULL;
    for (gsize i = 0; i < n; i++)
        if (*g_strstrip(items[i]) == '\0')
            return NULL;
    return g_steal_pointer(&items);
}

static void map_field(Loader *loader, const HcpField *field, const char *column) {
    guint index = (guint)(field - loader->schema->fields);
    g_ptr_array_index(loader->columns, index) = g_strdup(column);
}

static gboolean refuse_key(const Loader *loader, const HcpStudyLine *line, GError **error) {
    const char *group = loader->table != NULL ? HCP__SETTING_TABLE : line->group;
    g_autofree char *subject = g_strdup_printf("[%s]", line->group);
    HcpStudyPlace place = {loader->lines->path, line->number, subject};
    hcp__study_set_error(error, &place, "one of its keys", line->key,
                         nearest_key(group, loader->schema, line->key));
    return FALSE;
}

static gboolean read_key(Loader *loader, const HcpStudyLine *line, GError **error) {
    HcpStudyPlace place = {loader->lines->path, line->number, line->key};
    const HcpField *field =
        loader->table != NULL ? hcp_schema_find_field(loader->schema, line->key) : NULL;
    const HcpSetting *setting =
        hcp__setting_find(loader->table != NULL ? HCP__SETTING_TABLE : line->group, line->key);
    if (field == NULL && setting == NULL)
        return refuse_key(loader, line, error);

    g_autofree char *raw = NULL, *expected = NULL;
    gboolean list = setting != NULL && hcp__setting_is_list(setting);
    g_auto(GStrv) items = get_items(loader, line, list, &raw);
    if (items == NULL)
        expected = g_strdup(strchr(raw, '\\') != NULL ? "\\\\ for a backslash" : "a value");
    else if (setting != NULL)
        expected = hcp__setting_read(setting, line->key, items,
                                     loader->table != NULL ? (void *)loader->table
                                                           : (void *)loader->study);
    else
        map_field(loader, field, items[0]);
    if (expected != NULL)
        hcp__study_set_error(error, &place, expected, raw, NULL);
    else if (setting != NULL && loader->table == NULL)
        hcp__study_add_place(loader->study, setting, line->key, line->number);
    return expected == NULL;
}

/* ---- presets ---- */

/* What the preset says where the group does not. */
static void follow_preset(const Loader *loader, const HcpPreset *preset) {
    HcpStudyTable *table = loader->table;
    if (!g_key_file_has_key(loader->keys, table->name, "header", NULL))
        table->no_header = preset->no_header;
    if (!g_key_file_has_key(loader->keys, table->name, "dates", NULL))
        table->dates = preset->month_first ? HCP_DATES_MONTH_FIRST : HCP_DATES_DAY_FIRST;
    if (!g_key_file_has_key(loader->keys, table->name, "directed", NULL))
        table->undirected = preset->undirected;
}

static gboolean check_preset(const Loader *loader, const HcpStudyPlace *place, GError **error) {
    const HcpStudyTable *table = loader->table;
    if (table->preset == NULL)
        return TRUE;
    const HcpPreset *preset = hcp_preset_find(table->preset, table->schema);
    if (preset != NULL) {
        follow_preset(loader, preset);
        return TRUE;
    }
    gsize n;
    const HcpPreset *presets = hcp_preset_list(&n);
    g_autoptr(GString) expected = g_string_new(NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        if (strcmp(presets[i].schema, table->schema) == 0) {
            g_string_append_printf(expected, "%s%s", names->len > 0 ? ", " : "", presets[i].name);
            g_ptr_array_add(names, (char *)presets[i].name);
        }
    g_string_prepend(expected, names->len > 0 ? "a preset of this table: " : "no preset: ");
    if (names->len == 0)
        g_string_append(expected, "this table has none");
    hcp__study_set_error(
        error, place, expected->str, table->preset,
        hcp__nearest_word(table->preset, (const char *const *)names->pdata, names->len));
    return FALSE;
}

/* ---- groups ---- */

/* Mapping in the order of the schema, so that the order of lines in the file shows nowhere. */
static void close_table(Loader *loader) {
    if (loader->table == NULL)
        return;
    g_autoptr(GStrvBuilder) mapping = g_strv_builder_new();
    for (gsize i = 0; i < loader->schema->n_fields; i++) {
        const char *column = g_ptr_array_index(loader->columns, i);
        if (column == NULL)
            continue;
        g_strv_builder_add(mapping, loader->schema->fields[i].name);
        g_strv_builder_add(mapping, column);
    }
    loader->table->mapping = g_strv_builder_end(mapping);
    g_clear_pointer(&loader->columns, g_ptr_array_unref);
    loader->table = NULL;
    loader->schema = NULL;
}

static gboolean check_table(const Loader *loader, const HcpStudyLine *line, GError **error) {
    g_autofree char *subject = g_strdup_printf("[%s]", loader->table->name);
    HcpStudyPlace place = {loader->lines->path, line->number, subject};
    if (!check_preset(loader, &place, error))
        return FALSE;
    if (loader->table->files == NULL)
        hcp__study_set_error(error, &place, "a line file = ...", "none", NULL);
    else if (loader->table->undirected && strcmp(loader->schema->name, "ties") != 0) {
        hcp__study_set_error(error, &place, "directed = no with ties alone", loader->schema->name,
                             NULL);
        return FALSE;
    } else if (loader->table->no_header)
        for (guint i = 0; i < loader->columns->len; i++) {
            if (g_ptr_array_index(loader->columns, i) == NULL)
                continue;
            hcp__study_set_error(error, &place, "no names of columns beside header = no",
                                 g_ptr_array_index(loader->columns, i), NULL);
            return FALSE;
        }
    return loader->table->files != NULL;
}

static const char *nearest_group(const char *word, const char *schema) {
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        if (hcp__setting_is_group(settings[i].group))
            g_ptr_array_add(names, (char *)settings[i].group);
    if (schema != NULL)
        g_ptr_array_add(names, (char *)schema);
    return hcp__nearest_word(word, (const char *const *)names->pdata, names->len);
}

static gboolean open_group(Loader *loader, const HcpStudyLine *line, GError **error) {
    if (hcp__setting_is_group(line->group))
        return TRUE;
    const char *expected, *schema;
    loader->table = hcp__study_add_table(loader->study, line->group, &expected, &schema);
    if (loader->table == NULL) {
        g_autofree char *subject = g_strdup_printf("[%s]", line->group);
        HcpStudyPlace place = {loader->lines->path, line->number, subject};
        hcp__study_set_error(error, &place, expected, line->group,
                             nearest_group(line->group, schema));
        return FALSE;
    }
    loader->schema = hcp_schema_find(loader->table->schema);
    loader->columns = g_ptr_array_new_full((guint)loader->schema->n_fields, g_free);
    g_ptr_array_set_size(loader->columns, (gint)loader->schema->n_fields);
    return TRUE;
}

static gboolean read_lines(Loader *loader, GError **error) {
    const HcpStudyLine *group = NULL;
    for (guint i = 0; i < loader->lines->lines->len; i++) {
        const HcpStudyLine *line = &g_array_index(loader->lines->lines, HcpStudyLine, i);
        if (line->key != NULL) {
            if (!read_key(loader, line, error))
                return FALSE;
            continue;
        }
        if (loader->table != NULL && !check_table(loader, group, error))
            return FALSE;
        close_table(loader);
        group = line;
        if (!open_group(loader, line, error))
            return FALSE;
    }
    return loader->table == NULL || check_table(loader, group, error);
}

/* ---- the file ---- */

/* At most MAX_BYTES + 1, so that the caller can tell a file that is too long. */
static char *read_file(const char *path, const char *shown, gsize *length, GError **error) {
    FILE *file = fopen(path, "rbe");
    g_autofree char *text = g_malloc0(MAX_BYTES + 2);
    *length = file != NULL ? fread(text, 1, MAX_BYTES + 1, file) : 0;
    gboolean failed = file == NULL || ferror(file);
    if (failed)
        g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: %s", shown, g_strerror(errno));
    else if (*length > MAX_BYTES)
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT, "%s: expected a study file of at most 1 MiB",
                    shown);
    failed = failed || *length > MAX_BYTES;
    if (file != NULL)
        fclose(file);
    return failed ? NULL : g_steal_pointer(&text);
}

HcpStudy *hcp_study_load(const char *path, GError **error) {
    g_return_val_if_fail(path != NULL, NULL);
    gsize length;
    g_autofree char *shown = hcp__text_for_message(path, -1, 400);
    g_autofree char *text = read_file(path, shown, &length, error);
    if (text == NULL)
        return NULL;
    g_autoptr(HcpStudyLines) lines = hcp__study_lines_new(shown, text, length, error);
    if (lines == NULL)
        return NULL;
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autoptr(GError) cause = NULL;
    if (!g_key_file_load_from_data(keys, lines->plain->str, lines->plain->len, G_KEY_FILE_NONE,
                                   &cause)) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "%s: %s", shown, cause->message);
        return NULL;
    }
    g_autoptr(HcpStudy) study = hcp_study_new();
    study->path = g_strdup(path);
    g_free(study->folder);
    study->folder = g_path_get_dirname(path);
    Loader loader = {.study = study, .lines = lines, .keys = keys};
    gboolean done = read_lines(&loader, error);
    close_table(&loader);
    return done ? g_steal_pointer(&study) : NULL;
}
