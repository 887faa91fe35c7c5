/* From the first row of a file to what each of its columns is. A name counts as equal when it is so
 * in small letters with every other sign as _: `From ID` is from_id. */
#include "table/missing_words.h"
#include "table/row_mask.h"

#include <string.h>

typedef struct {
    const HcpReaderSpec *spec;
    const char *shown;
    int64_t line; /* of the header */
    HcpHeader *header;
    GHashTable *columns; /* plain name -> position + 1 */
    gboolean *is_taken;  /* is_taken[column]: some field has it */
} Matching;

char *hcp__header_plain_name(const char *text) {
    g_autofree char *ascii = g_str_to_ascii(text, "C");
    GString *name = g_string_new(NULL);
    for (const char *p = ascii; *p != '\0'; p++) {
        if (g_ascii_isalnum(*p))
            g_string_append_c(name, g_ascii_tolower(*p));
        else if (name->len > 0 && name->str[name->len - 1] != '_')
            g_string_append_c(name, '_');
    }
    while (name->len > 0 && name->str[name->len - 1] == '_' && !g_str_has_suffix(text, "_"))
        g_string_truncate(name, name->len - 1);
    if (name->len == 0 || !g_ascii_islower(name->str[0]))
        g_string_prepend(name, "column_");
    return g_string_free(name, FALSE);
}

void hcp__header_free(HcpHeader *header) {
    if (header == NULL)
        return;
    g_ptr_array_unref(header->names);
    g_array_unref(header->bindings);
    g_array_unref(header->filters);
    g_array_unref(header->missing);
    g_free(header->binding);
    g_free(header->patient);
    g_free(header->count);
    g_free(header);
}

static void clear_binding(void *data) {
    HcpBinding *binding = data;
    g_free(binding->name);
    g_free(binding->label);
}

static void clear_filter(void *data) {
    g_ptr_array_unref(((HcpRowFilter *)data)->values);
}

static HcpHeader *new_header(void) {
    HcpHeader *header = g_new0(HcpHeader, 1);
    header->names = g_ptr_array_new_with_free_func(g_free);
    header->bindings = g_array_new(FALSE, FALSE, sizeof(HcpBinding));
    header->filters = g_array_new(FALSE, FALSE, sizeof(HcpRowFilter));
    header->missing = g_array_new(FALSE, FALSE, sizeof(HcpMissingWord));
    g_array_set_clear_func(header->bindings, clear_binding);
    g_array_set_clear_func(header->filters, clear_filter);
    return header;
}

static const char *name_of(const HcpHeader *header, gsize column) {
    return g_ptr_array_index(header->names, column);
}

/* ---- the names of the file ---- */

static void take_names(Matching *matching, const HcpCsvRow *row) {
    for (gsize i = 0; i < row->n_fields; i++) {
        char *name = matching->spec->no_header
                         ? g_strdup_printf("%" G_GSIZE_FORMAT, i + 1)
                         : g_strstrip(g_strndup(row->fields[i].text, row->fields[i].length));
        g_ptr_array_add(matching->header->names, name);
    }
}

static gboolean set_input_error(const Matching *matching, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static gboolean set_input_error(const Matching *matching, GError **error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "%s:%" G_GINT64_FORMAT ": %s", matching->shown,
                matching->line, message);
    return FALSE;
}

/* In a file without a header the first row's cells stand for names, a patient's among them. */
static gboolean may_be_patient(const HcpSchema *schema, const char *name) {
    static const guint least_digits = 3;
    gboolean could_hold = FALSE;
    for (gsize i = 0; i < schema->n_fields; i++)
        could_hold |= schema->fields[i].type == HCP_FIELD_PATIENT;
    guint digits = 0;
    for (const char *p = name; *p != '\0'; p++)
        digits += g_ascii_isdigit(*p);
    return could_hold && digits >= least_digits;
}

static char *show_name(const HcpSchema *schema, const char *name) {
    return hcp__text_for_message(may_be_patient(schema, name) ? "<value>" : name, -1, 60);
}

/* Columns without a name are passed over; of two names that differ only in their signs the first
 * answers to the plain one. */
static gboolean index_names(Matching *matching, GError **error) {
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = 0; i < matching->header->names->len; i++) {
        const char *name = name_of(matching->header, i);
        if (name[0] == '\0')
            continue;
        if (!g_hash_table_add(seen, (gpointer)name)) {
            g_autofree char *shown = show_name(matching->spec->schema, name);
            return set_input_error(matching, error, "expected each column once, found '%s' twice",
                                   shown);
        }
        char *plain = matching->spec->no_header ? g_strdup(name) : hcp__header_plain_name(name);
        if (g_hash_table_contains(matching->columns, plain))
            g_free(plain);
        else
            g_hash_table_insert(matching->columns, plain, GSIZE_TO_POINTER(i + 1));
    }
    return TRUE;
}

/* ---- finding a column ---- */

/* Position + 1, or 0. */
static gsize find_exact(const HcpHeader *header, const char *name) {
    for (gsize i = 0; i < header->names->len; i++)
        if (name[0] != '\0' && strcmp(name_of(header, i), name) == 0)
            return i + 1;
    return 0;
}

static gsize find_plain(const Matching *matching, const char *name) {
    g_autofree char *plain = hcp__header_plain_name(name);
    return GPOINTER_TO_SIZE(g_hash_table_lookup(matching->columns, plain));
}

static char *list_names(const HcpHeader *header, const HcpSchema *schema) {
    static const guint shown = 12;
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < MIN(header->names->len, shown); i++) {
        const char *name = name_of(header, i);
        g_autofree char *shown_name = show_name(schema, name);
        g_string_append_printf(list, "%s'%s'", i > 0 ? ", " : "", shown_name);
    }
    if (header->names->len > shown)
        g_string_append_printf(list, " and %u more", header->names->len - shown);
    return g_string_free(list, FALSE);
}

/* The column that the study names for `what`; the error suggests the nearest one. */
static gboolean find_named(const Matching *matching, const char *what, const char *column,
                           gsize *position, GError **error) {
    gsize found = find_exact(matching->header, column);
    if (found == 0)
        found = find_plain(matching, column);
    if (found > 0) {
        *position = found - 1;
        return TRUE;
    }
    const GPtrArray *names = matching->header->names;
    const char *nearest = hcp__nearest_word(column, (const char *const *)names->pdata, names->len);
    g_autofree char *list = list_names(matching->header, matching->spec->schema);
    g_autofree char *hint = nearest != NULL && !may_be_patient(matching->spec->schema, nearest)
                                ? g_strdup_printf("; did you mean '%s'?", nearest)
                                : g_strdup("");
    return set_input_error(matching, error, "%s: expected a column '%s', found %s%s", what, column,
                           list, hint);
}

static gsize find_by_alias(const Matching *matching, const HcpField *field) {
    gsize found = find_plain(matching, field->name);
    if (found > 0 && !matching->is_taken[found - 1])
        return found;
    g_auto(GStrv) aliases = g_strsplit(field->aliases != NULL ? field->aliases : "", ";", -1);
    for (char **alias = aliases; *alias != NULL; alias++) {
        found = find_plain(matching, *alias);
        if (found > 0 && !matching->is_taken[found - 1])
            return found;
    }
    return 0;
}

static const char *find_mapping(const HcpReaderSpec *spec, const char *field) {
    for (const char *const *pair = spec->mapping; pair != NULL && *pair != NULL; pair += 2)
        if (strcmp(pair[0], field) == 0)
            return pair[1];
    return NULL;
}

/* ---- binding fields to columns ---- */

static gboolean check_mapping(const Matching *matching, GError **error) {
    const HcpSchema *schema = matching->spec->schema;
    for (const char *const *pair = matching->spec->mapping; pair != NULL && *pair != NULL;
         pair += 2) {
        if (hcp_schema_find_field(schema, pair[0]) != NULL)
            continue;
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT, "%s: expected a field of %s, found '%s'",
                    matching->shown, schema->name, pair[0]);
        return FALSE;
    }
    return TRUE;
}

static gboolean set_missing_error(const Matching *matching, const HcpField *field, GError **error) {
    g_autofree char *list = list_names(matching->header, matching->spec->schema);
    g_auto(GStrv) aliases = g_strsplit(field->aliases != NULL ? field->aliases : "", ";", -1);
    g_autofree char *others = g_strjoinv(", ", aliases);
    return set_input_error(matching, error, "%s: expected a column '%s'%s%s%s, found %s",
                           field->name, field->name, others[0] != '\0' ? " (or " : "", others,
                           others[0] != '\0' ? ")" : "", list);
}

/* Position + 1 of the field's column in *found, 0 for none; names given in the study come first, so
 * that no alias takes their columns. */
static gboolean find_mapped_columns(Matching *matching, gsize *found, GError **error) {
    const HcpSchema *schema = matching->spec->schema;
    for (gsize i = 0; i < schema->n_fields; i++) {
        const char *column = find_mapping(matching->spec, schema->fields[i].name);
        gsize position = 0;
        if (column == NULL)
            continue;
        if (!find_named(matching, schema->fields[i].name, column, &position, error))
            return FALSE;
        matching->is_taken[position] = TRUE;
        found[i] = position + 1;
    }
    return TRUE;
}

static void find_other_columns(Matching *matching, gsize *found) {
    const HcpSchema *schema = matching->spec->schema;
    gboolean is_mapped = matching->spec->mapping != NULL && matching->spec->mapping[0] != NULL;
    for (gsize i = 0; i < schema->n_fields; i++) {
        if (found[i] > 0)
            continue;
        if (!matching->spec->no_header)
            found[i] = find_by_alias(matching, &schema->fields[i]);
        else if (!is_mapped && i < matching->header->names->len)
            found[i] = i + 1;
        if (found[i] > 0)
            matching->is_taken[found[i] - 1] = TRUE;
    }
}

static void add_binding(HcpHeader *header, const HcpField *field, char *name, gsize column) {
    HcpBinding binding = {
        .field = field, .name = name, .label = g_strdup(name_of(header, column)), .column = column};
    g_array_append_val(header->bindings, binding);
}

static gboolean bind_fields(Matching *matching, GError **error) {
    const HcpSchema *schema = matching->spec->schema;
    g_autofree gsize *found = g_new0(gsize, schema->n_fields);
    if (!find_mapped_columns(matching, found, error))
        return FALSE;
    find_other_columns(matching, found);
    for (gsize i = 0; i < schema->n_fields; i++) {
        const HcpField *field = &schema->fields[i];
        if (found[i] > 0) {
            gsize column = found[i] - 1;
            add_binding(matching->header, field, g_strdup(field->name), column);
        } else if (field->required) {
            return set_missing_error(matching, field, error);
        }
    }
    return TRUE;
}

/* A name that no field of the schema and no earlier column bears. */
static char *make_free_name(const HcpSchema *schema, GHashTable *used, const char *text) {
    g_autofree char *plain = hcp__header_plain_name(text);
    g_autofree char *name = g_strdup(plain);
    for (int i = 2;
         g_hash_table_contains(used, name) || hcp_schema_find_field(schema, name) != NULL; i++) {
        g_free(name);
        name = g_strdup_printf("%s_%d", plain, i);
    }
    return g_steal_pointer(&name);
}

static void bind_others(Matching *matching) {
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < matching->header->names->len; i++) {
        const char *label = name_of(matching->header, i);
        if (matching->is_taken[i] || label[0] == '\0')
            continue;
        char *name = make_free_name(matching->spec->schema, used, label);
        g_hash_table_add(used, g_strdup(name));
        add_binding(matching->header, NULL, name, i);
    }
}

/* ---- `where` and `missing` ---- */

/* The setting `what` may name a field of the schema, or a column of the file. */
static gboolean find_set_column(const Matching *matching, const char *what, const char *name,
                                gsize *column, GError **error) {
    const GArray *bindings = matching->header->bindings;
    gboolean is_in_file = find_exact(matching->header, name) > 0;
    for (guint i = 0; i < bindings->len && !is_in_file; i++) {
        const HcpBinding *binding = &g_array_index(bindings, HcpBinding, i);
        if (strcmp(binding->name, name) != 0)
            continue;
        *column = binding->column;
        return TRUE;
    }
    return find_named(matching, what, name, column, error);
}

static HcpRowFilter *demand_filter(HcpHeader *header, gsize column) {
    for (guint i = 0; i < header->filters->len; i++) {
        HcpRowFilter *filter = &g_array_index(header->filters, HcpRowFilter, i);
        if (filter->column == column)
            return filter;
    }
    HcpRowFilter filter = {column, g_ptr_array_new()};
    g_array_append_val(header->filters, filter);
    return &g_array_index(header->filters, HcpRowFilter, header->filters->len - 1);
}

static gboolean add_filters(const Matching *matching, GError **error) {
    for (const char *const *pair = matching->spec->where; pair != NULL && *pair != NULL;
         pair += 2) {
        gsize column = 0;
        if (!find_set_column(matching, "where", pair[0], &column, error))
            return FALSE;
        g_ptr_array_add(demand_filter(matching->header, column)->values, (gpointer)pair[1]);
    }
    return TRUE;
}

/* WORD, or COLUMN=WORD. */
static gboolean add_missing(const Matching *matching, GError **error) {
    for (const char *const *item = matching->spec->missing; item != NULL && *item != NULL; item++) {
        const char *sign = strchr(*item, '=');
        HcpMissingWord word = {.column = -1, .text = *item};
        gsize column = 0;
        if (sign != NULL && sign > *item) {
            g_autofree char *name = g_strstrip(g_strndup(*item, (gsize)(sign - *item)));
            if (!find_set_column(matching, "missing", name, &column, error))
                return FALSE;
            word.column = (gssize)column;
            word.text = sign + 1 + strspn(sign + 1, " ");
        }
        word.length = strlen(word.text);
        g_array_append_val(matching->header->missing, word);
    }
    return TRUE;
}

HcpHeader *hcp__header_new(const HcpReaderSpec *spec, const char *shown, const HcpCsvRow *row,
                           GError **error) {
    g_autoptr(HcpHeader) header = new_header();
    g_autoptr(GHashTable) columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree gboolean *is_taken = g_new0(gboolean, row->n_fields);
    header->patient = g_new0(gboolean, row->n_fields);
    header->count = g_new0(gboolean, row->n_fields);
    Matching matching = {spec, shown, row->line, header, columns, is_taken};
    take_names(&matching, row);
    if (!index_names(&matching, error) || !check_mapping(&matching, error) ||
        !bind_fields(&matching, error))
        return NULL;
    if (spec->schema->keeps_others)
        bind_others(&matching);
    hcp__header_mark_patients(header, spec);
    hcp__header_mark_counts(header);
    return add_filters(&matching, error) && add_missing(&matching, error) ? g_steal_pointer(&header)
                                                                          : NULL;
}
