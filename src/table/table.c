#include "table/table_internal.h"

#include <hcpnet/table.h>

#include <string.h>

typedef struct {
    char *key, *value;
} Note;

struct HcpTable {
    gatomicrefcount references;
    char *name;
    int64_t n_rows;
    GPtrArray *columns; /* of HcpColumn *, referenced */
    GArray *notes;      /* of Note */
};

static void clear_note(void *data) {
    Note *note = data;
    g_free(note->key);
    g_free(note->value);
}

static HcpTable *new_table(const char *name, int64_t n_rows) {
    HcpTable *table = g_new0(HcpTable, 1);
    g_atomic_ref_count_init(&table->references);
    table->name = g_strdup(name);
    table->n_rows = n_rows;
    table->columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    table->notes = g_array_new(FALSE, FALSE, sizeof(Note));
    g_array_set_clear_func(table->notes, clear_note);
    return table;
}

/* Index of the column of that name, or the number of columns. */
static guint find_index(const HcpTable *table, const char *name) {
    guint index = 0;
    while (index < table->columns->len &&
           strcmp(hcp_column_get_info(hcp_table_get_column(table, index))->name, name) != 0)
        index++;
    return index;
}

static void add_or_replace_column(HcpTable *table, HcpColumn *column) {
    g_assert(hcp_column_get_length(column) == table->n_rows);
    guint index = find_index(table, hcp_column_get_info(column)->name);
    if (index == table->columns->len) {
        g_ptr_array_add(table->columns, hcp_column_ref(column));
        return;
    }
    hcp_column_unref(hcp_table_get_column(table, index));
    g_ptr_array_index(table->columns, index) = hcp_column_ref(column);
}

static void set_note(HcpTable *table, const char *key, const char *value) {
    for (guint i = 0; i < table->notes->len; i++) {
        Note *note = &g_array_index(table->notes, Note, i);
        if (strcmp(note->key, key) != 0)
            continue;
        g_free(note->value);
        note->value = g_strdup(value);
        return;
    }
    Note note = {g_strdup(key), g_strdup(value)};
    g_array_append_val(table->notes, note);
}

static void copy_notes(HcpTable *to, const HcpTable *from) {
    for (gsize i = 0; i < hcp_table_get_n_notes(from); i++)
        set_note(to, hcp_table_get_note_key(from, i), hcp_table_get_note_value(from, i));
}

/* A copy that the functions below may still change; it shares the columns. */
static HcpTable *copy_table(const HcpTable *table, const char *name) {
    HcpTable *copy = new_table(name, table->n_rows);
    for (guint i = 0; i < table->columns->len; i++)
        g_ptr_array_add(copy->columns, hcp_column_ref(hcp_table_get_column(table, i)));
    copy_notes(copy, table);
    return copy;
}

HcpTable *hcp_table_new(const char *name, int64_t n_rows, gsize n_columns,
                        HcpColumn *const *columns) {
    HcpTable *table = new_table(name, n_rows);
    for (gsize i = 0; i < n_columns; i++) {
        g_assert(find_index(table, hcp_column_get_info(columns[i])->name) == table->columns->len);
        add_or_replace_column(table, columns[i]);
    }
    return table;
}

HcpTable *hcp_table_ref(HcpTable *table) {
    g_atomic_ref_count_inc(&table->references);
    return table;
}

void hcp_table_unref(HcpTable *table) {
    if (table == NULL || !g_atomic_ref_count_dec(&table->references))
        return;
    g_ptr_array_unref(table->columns);
    g_array_unref(table->notes);
    g_free(table->name);
    g_free(table);
}

const char *hcp_table_get_name(const HcpTable *table) {
    return table->name;
}

int64_t hcp_table_get_n_rows(const HcpTable *table) {
    return table->n_rows;
}

gsize hcp_table_get_n_columns(const HcpTable *table) {
    return table->columns->len;
}

HcpColumn *hcp_table_get_column(const HcpTable *table, gsize index) {
    return g_ptr_array_index(table->columns, index);
}

HcpColumn *hcp_table_find_column(const HcpTable *table, const char *name) {
    guint index = find_index(table, name);
    return index < table->columns->len ? hcp_table_get_column(table, index) : NULL;
}

HcpTable *hcp_table_with_columns(const HcpTable *table, gsize n, HcpColumn *const *columns) {
    HcpTable *wider = copy_table(table, table->name);
    for (gsize i = 0; i < n; i++)
        add_or_replace_column(wider, columns[i]);
    return wider;
}

HcpTable *hcp_table_without_columns(const HcpTable *table, gsize n, const char *const *names) {
    HcpTable *narrower = copy_table(table, table->name);
    for (gsize i = 0; i < n; i++) {
        guint index = find_index(narrower, names[i]);
        if (index < narrower->columns->len)
            g_ptr_array_remove_index(narrower->columns, index);
    }
    return narrower;
}

HcpTable *hcp_table_select_rows(const HcpTable *table, int64_t n, const int32_t *rows) {
    HcpTable *selected = new_table(table->name, n);
    for (guint i = 0; i < table->columns->len; i++)
        g_ptr_array_add(selected->columns,
                        hcp_column_select(hcp_table_get_column(table, i), n, rows));
    copy_notes(selected, table);
    return selected;
}

HcpTable *hcp__table_take_rows(HcpTable *table, int64_t n, const int32_t *rows, const HcpRun *run,
                               GError **error) {
    g_autoptr(HcpTable) selected = new_table(table->name, n);
    g_autoptr(HcpTable) taken = g_atomic_ref_count_compare(&table->references, 1)
                                    ? hcp_table_ref(table)
                                    : copy_table(table, table->name);
    hcp_table_unref(table);
    copy_notes(selected, taken);
    g_auto(HcpSpare) spare = {0};
    while (taken->columns->len > 0) {
        HcpColumn *column = g_ptr_array_steal_index(taken->columns, 0);
        HcpColumn *chosen = hcp__column_take_rows(column, n, rows, &spare, run, error);
        if (chosen == NULL)
            return NULL;
        g_ptr_array_add(selected->columns, chosen);
    }
    return g_steal_pointer(&selected);
}

HcpTable *hcp_table_renamed(const HcpTable *table, const char *name) {
    return copy_table(table, name);
}

HcpTable *hcp_table_with_note(const HcpTable *table, const char *key, const char *value) {
    HcpTable *noted = copy_table(table, table->name);
    set_note(noted, key, value);
    return noted;
}

gsize hcp_table_get_n_notes(const HcpTable *table) {
    return table->notes->len;
}

const char *hcp_table_get_note_key(const HcpTable *table, gsize index) {
    return g_array_index(table->notes, Note, index).key;
}

const char *hcp_table_get_note_value(const HcpTable *table, gsize index) {
    return g_array_index(table->notes, Note, index).value;
}

const char *hcp_table_find_note(const HcpTable *table, const char *key) {
    for (gsize i = 0; i < hcp_table_get_n_notes(table); i++)
        if (strcmp(hcp_table_get_note_key(table, i), key) == 0)
            return hcp_table_get_note_value(table, i);
    return NULL;
}
