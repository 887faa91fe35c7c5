#include "study/dataset_internal.h"
#include "study/study_internal.h"
#include "table/table_internal.h"

#include <hcpnet/preset.h>
#include <string.h>

/* Tables of events: the period of the study bounds them. */
static const char *const EVENTS[] = {"referrals",    "visits", "prescriptions",
                                     "interactions", "ties",   NULL};

gboolean hcp__is_event_table(const char *schema) {
    return g_strv_contains(EVENTS, schema);
}

void hcp__raw_table_clear(HcpRawTable *raw) {
    g_clear_pointer(&raw->table, hcp_table_unref);
    g_clear_pointer(&raw->first_row, g_free);
}

static HcpFieldType type_of(const HcpSchema *schema, const char *name) {
    const HcpField *field = hcp_schema_find_field(schema, name);
    return field != NULL ? field->type : HCP_FIELD_TEXT;
}

HcpFieldType hcp__raw_table_get_type(const HcpRawTable *raw, gsize column) {
    return type_of(raw->schema,
                   hcp_column_get_info(hcp_table_get_column(raw->table, column))->name);
}

/* ---- reading ---- */

/* A study with an export of Salesforce has its ids in all tables. */
static gboolean has_salesforce_ids(const HcpStudy *study) {
    for (guint i = 0; i < study->tables->len; i++) {
        const HcpStudyTable *table = study->tables->pdata[i];
        const HcpPreset *preset =
            table->preset != NULL ? hcp_preset_find(table->preset, table->schema) : NULL;
        if (preset != NULL && preset->has_salesforce_ids)
            return TRUE;
    }
    return FALSE;
}

static HcpTable *read_file(const HcpRawTable *raw, const HcpRawContext *context, const char *file,
                           GError **error) {
    const HcpStudyTable *group = raw->group;
    g_autofree char *path = hcp__study_find_file(context->study, file);
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = path;
    spec.shown_path = file;
    spec.table = group->name;
    spec.schema = raw->schema;
    spec.mapping = (const char *const *)group->mapping;
    spec.where = (const char *const *)group->where;
    spec.missing = (const char *const *)group->missing;
    spec.separator = group->separator;
    spec.sheet = group->sheet;
    spec.skip = group->skip;
    spec.encoding = group->encoding;
    spec.no_header = group->no_header;
    spec.dates = group->dates;
    spec.decimal = group->decimal;
    const HcpPreset *preset =
        group->preset != NULL ? hcp_preset_find(group->preset, group->schema) : NULL;
    spec.rules = preset != NULL ? &preset->rules : NULL;
    spec.hides_values = context->study->pseudonym_key != NULL;
    spec.widens_ids = has_salesforce_ids(context->study);
    spec.physicians = context->physicians;
    spec.organisations = context->organisations;
    if (hcp__is_event_table(raw->schema->name)) {
        spec.first_day = context->study->first_day;
        spec.last_day = context->study->last_day;
    }
    return hcp_reader_read(&spec, context->issues, context->run, error);
}

/* ---- several files ---- */

static void add_name(GPtrArray *names, const char *name) {
    if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, (char *)name);
}

/* Fields in the order of the schema, then the others as they come. Borrowed from the tables. */
static GPtrArray *list_names(const HcpSchema *schema, const GPtrArray *tables) {
    GPtrArray *names = g_ptr_array_new();
    for (gsize i = 0; i < schema->n_fields; i++)
        for (guint k = 0; k < tables->len; k++)
            if (hcp_table_find_column(tables->pdata[k], schema->fields[i].name) != NULL)
                add_name(names, schema->fields[i].name);
    for (guint k = 0; k < tables->len; k++)
        for (gsize i = 0; i < hcp_table_get_n_columns(tables->pdata[k]); i++)
            add_name(names, hcp_column_get_info(hcp_table_get_column(tables->pdata[k], i))->name);
    return names;
}

static HcpPool *pool_of(const HcpRawContext *context, HcpFieldType type) {
    if (type == HCP_FIELD_PHYSICIAN)
        return context->physicians.pool;
    return type == HCP_FIELD_ORGANISATION ? context->organisations.pool : NULL;
}

static HcpColumn *join_column(const GPtrArray *tables, const char *name, HcpPool *pool,
                              GError **error) {
    g_autofree HcpColumn **part = g_new(HcpColumn *, tables->len);
    g_autofree int64_t *n = g_new(int64_t, tables->len);
    for (guint k = 0; k < tables->len; k++) {
        part[k] = hcp_table_find_column(tables->pdata[k], name);
        n[k] = hcp_table_get_n_rows(tables->pdata[k]);
    }
    return hcp__columns_append(tables->len, part, n, pool, error);
}

static gboolean join_tables(HcpRawTable *raw, const HcpRawContext *context, const GPtrArray *tables,
                            GError **error) {
    int64_t n_rows = raw->first_row[tables->len];
    if (n_rows > INT32_MAX) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "%s: expected at most 2147483647 rows, found %" G_GINT64_FORMAT,
                    raw->group->name, n_rows);
        return FALSE;
    }
    if (tables->len == 1) {
        raw->table = hcp_table_ref(tables->pdata[0]);
        return TRUE;
    }
    g_autoptr(GPtrArray) names = list_names(raw->schema, tables);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (guint i = 0; i < names->len; i++) {
        HcpPool *pool = pool_of(context, type_of(raw->schema, names->pdata[i]));
        HcpColumn *column = join_column(tables, names->pdata[i], pool, error);
        if (column == NULL)
            return FALSE;
        g_ptr_array_add(columns, column);
    }
    raw->table =
        hcp_table_new(raw->group->name, n_rows, columns->len, (HcpColumn *const *)columns->pdata);
    return TRUE;
}

gboolean hcp__raw_table_read(HcpRawTable *raw, const HcpRawContext *context, GError **error) {
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_table_unref);
    gsize n_files = g_strv_length(raw->group->files);
    raw->first_row = g_new0(int64_t, n_files + 1);
    for (gsize k = 0; k < n_files; k++) {
        HcpTable *table = read_file(raw, context, raw->group->files[k], error);
        if (table == NULL)
            return FALSE;
        g_ptr_array_add(tables, table);
        raw->first_row[k + 1] = raw->first_row[k] + hcp_table_get_n_rows(table);
    }
    return join_tables(raw, context, tables, error);
}

gboolean hcp__raw_table_recode(HcpRawTable *raw, HcpFieldType type, const HcpRecoding *recoding,
                               const HcpRun *run, GError **error) {
    for (gsize i = 0; i < hcp_table_get_n_columns(raw->table); i++) {
        if (hcp__raw_table_get_type(raw, i) != type)
            continue;
        g_autoptr(HcpColumn) column =
            hcp__recoding_apply(recoding, hcp_table_get_column(raw->table, i), run, error);
        if (column == NULL)
            return FALSE;
        hcp__raw_table_set_column(raw, column);
    }
    return TRUE;
}

void hcp__raw_table_set_column(HcpRawTable *raw, HcpColumn *column) {
    HcpTable *table = hcp_table_with_columns(raw->table, 1, &column);
    hcp_table_unref(raw->table);
    raw->table = table;
}

gboolean hcp__raw_table_take_rows(HcpRawTable *raw, int64_t n, const int32_t *rows,
                                  const HcpRun *run, GError **error) {
    raw->table = hcp__table_take_rows(g_steal_pointer(&raw->table), n, rows, run, error);
    return raw->table != NULL;
}
