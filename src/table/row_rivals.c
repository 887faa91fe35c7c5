/* Which rows share a key is known once all are read, from their columns alone; only those are then
 * looked at as they stand in the file. A table of which every row has a key of its own costs no
 * memory for rows as text. */
#include "table/row_rivals.h"

#include "table/row_keys.h"
#include "table/row_mask.h"
#include "table/row_source.h"

static const int64_t ROWS_PER_POLL = 16384;

typedef struct {
    const HcpKeyedRows *from;
    int32_t *rows; /* of the table, ascending: those that may not be alone with their key */
    int64_t n, at; /* rows[at] is the next to come by */
    HcpCell *cells;
    GString *key;
    HcpRowKeys *keys;
    GArray *row;      /* of int32_t: which row of the table each row of `keys` is */
    GPtrArray *shown; /* of char *: each row of `keys` as a reject shows it, where that differs */
    GArray *copies;   /* of int32_t: rows of the table that stood there before */
} Rivals;

static void clear_rivals(Rivals *rivals) {
    g_free(rivals->rows);
    g_free(rivals->cells);
    if (rivals->key != NULL)
        g_string_free(rivals->key, TRUE);
    hcp__row_keys_free(rivals->keys);
    g_clear_pointer(&rivals->row, g_array_unref);
    g_clear_pointer(&rivals->shown, g_ptr_array_unref);
    g_clear_pointer(&rivals->copies, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rivals, clear_rivals)

int64_t hcp__key_hash(const GString *key) {
    static const uint64_t seed[2] = {0x6b65792068617368U, 0x6f66206120726f77U};
    return (int64_t)hcp__hash(seed, key->str, key->len);
}

/* ---- which rows share a key ---- */

/* The columns that are the key: those of the schema, or a hash of it. */
static HcpTable *make_keys(const HcpKeyedRows *from, const HcpTable *table) {
    int64_t n = hcp_table_get_n_rows(table);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    if (from->key_hashes != NULL) {
        HcpColumnInfo info = {.name = "key", .kind = HCP_KIND_INT64};
        void *values = g_memdup2(from->key_hashes->data, (gsize)n * sizeof(int64_t));
        g_ptr_array_add(columns, hcp_column_new_take(&info, n, values, NULL));
    }
    for (gsize i = 0; from->key_hashes == NULL && i < hcp_table_get_n_columns(table); i++) {
        HcpColumn *column = hcp_table_get_column(table, i);
        if (hcp__key_has_part(from->spec->schema->key, hcp_column_get_info(column)->name))
            g_ptr_array_add(columns, hcp_column_ref(column));
    }
    return hcp_table_new("keys", n, columns->len, (HcpColumn *const *)columns->pdata);
}

/* Marks the rows that repeat a key, and the first of each such key. */
static int64_t mark_rows(int64_t n, const int32_t *order, const uint8_t *repeats, uint8_t *marked) {
    int64_t n_marked = 0;
    for (int64_t k = 1; k < n; k++) {
        if (!hcp__bit_get(repeats, k))
            continue;
        n_marked += hcp__bit_get(repeats, k - 1) ? 1 : 2;
        hcp__bit_set(marked, order != NULL ? order[k - 1] : k - 1);
        hcp__bit_set(marked, order != NULL ? order[k] : k);
    }
    return n_marked;
}

static gboolean list_rows(Rivals *rivals, int64_t n, const int32_t *order, const uint8_t *repeats,
                          GError **error) {
    g_autofree uint8_t *marked = hcp__array_new(n / 8 + 1, 1, error);
    if (marked == NULL)
        return FALSE;
    rivals->rows = hcp__array_new(mark_rows(n, order, repeats, marked), sizeof(int32_t), error);
    if (rivals->rows == NULL)
        return FALSE;
    for (int64_t row = 0; row < n; row++)
        if (hcp__bit_get(marked, row))
            rivals->rows[rivals->n++] = (int32_t)row;
    return TRUE;
}

/* Files mostly have all rows of one first id together, and no pair twice. That much is seen without
 * an order of the rows: a second id that comes again within its group has its mark already. */
typedef struct {
    const int32_t *first, *second;
    int32_t *group; /* group[code of a first id] = its group, from 1 */
    int32_t *mark;  /* mark[code of a second id] = the last group that has it */
} Grouped;

static gboolean is_full_text(const HcpColumn *column) {
    return hcp_column_get_info(column)->kind == HCP_KIND_STRING &&
           hcp_column_count_missing(column) == 0;
}

static gboolean see_all_alone(const Grouped *grouped, int64_t n) {
    int32_t groups = 0;
    for (int64_t row = 0; row < n; row++) {
        int32_t first = grouped->first[row], second = grouped->second[row];
        if (row == 0 || first != grouped->first[row - 1]) {
            if (grouped->group[first] > 0)
                return FALSE;
            grouped->group[first] = ++groups;
        }
        if (grouped->mark[second] == groups)
            return FALSE;
        grouped->mark[second] = groups;
    }
    return TRUE;
}

/* FALSE also where that cannot be told this way. */
static gboolean are_all_alone(const HcpTable *keys) {
    if (hcp_table_get_n_columns(keys) != 2 || hcp_table_get_n_rows(keys) == 0)
        return FALSE;
    const HcpColumn *first = hcp_table_get_column(keys, 0), *second = hcp_table_get_column(keys, 1);
    if (!is_full_text(first) || !is_full_text(second))
        return FALSE;
    g_autofree int32_t *group =
        hcp__array_new(hcp_column_get_n_codes(first), sizeof(int32_t), NULL);
    g_autofree int32_t *mark =
        hcp__array_new(hcp_column_get_n_codes(second), sizeof(int32_t), NULL);
    Grouped grouped = {hcp_column_get_codes(first), hcp_column_get_codes(second), group, mark};
    return group != NULL && mark != NULL && see_all_alone(&grouped, hcp_table_get_n_rows(keys));
}

static gboolean find_rivals(Rivals *rivals, const HcpTable *table, const HcpRun *run,
                            GError **error) {
    g_autoptr(HcpTable) keys = make_keys(rivals->from, table);
    gsize n_columns = hcp_table_get_n_columns(keys);
    g_autofree int32_t *order = NULL;
    g_autofree uint8_t *repeats = NULL;
    if (are_all_alone(keys))
        return TRUE;
    if (!hcp__rows_order(keys, n_columns, run, &order, error) ||
        !hcp__rows_find_repeats(keys, n_columns, order, run, &repeats, error))
        return FALSE;
    return repeats == NULL || list_rows(rivals, hcp_table_get_n_rows(keys), order, repeats, error);
}

/* ---- those rows as they stand in the file ---- */

static gboolean make_key(const Rivals *rivals, const HcpCsvRow *read) {
    const HcpKeyedRows *from = rivals->from;
    HcpRowFault fault = {0};
    HcpCsvRow row = *read;
    if (from->rules != NULL && !hcp__row_rules_apply(from->rules, &row))
        return FALSE;
    gboolean good = hcp__row_check(from->checker, &row, rivals->cells, &fault) == HCP__ROW_GOOD;
    g_free(fault.reason);
    if (good && from->key_hashes != NULL)
        hcp__row_rules_make_key(from->rules, &row, rivals->key);
    else if (good)
        hcp__row_keys_make(rivals->key, from->spec->schema->key, from->header, rivals->cells);
    return good;
}

static gboolean add_row(Rivals *rivals, const HcpCsvRow *row, char separator) {
    if (!make_key(rivals, row))
        return FALSE;
    int32_t at = rivals->rows[rivals->at++];
    if (!hcp__row_keys_add(rivals->keys, row, rivals->key)) {
        g_array_append_val(rivals->copies, at);
        return TRUE;
    }
    g_array_append_val(rivals->row, at);
    if (rivals->shown != NULL) {
        GString *text = g_string_new(NULL);
        hcp__row_append_masked(text, row, rivals->from->header, separator);
        g_ptr_array_add(rivals->shown, g_string_free(text, FALSE));
    }
    return TRUE;
}

/* FALSE without an error: other rows stand there now. */
static gboolean find_rows(Rivals *rivals, HcpRowSource *source, const HcpRun *run, GError **error) {
    char separator = hcp__row_source_get_separator(source);
    HcpCsvRow row;
    for (int64_t n = 0; rivals->at < rivals->n; n++) {
        int64_t line = hcp__row_store_get_line(rivals->from->store, rivals->rows[rivals->at]);
        if (n % ROWS_PER_POLL == 0 && !hcp_run_check(run, error))
            return FALSE;
        if (!hcp__row_source_next(source, &row, error))
            return FALSE;
        if (row.line == line && !add_row(rivals, &row, separator))
            return FALSE;
    }
    return TRUE;
}

static gboolean read_again(Rivals *rivals, const HcpRun *run, GError **error) {
    const HcpKeyedRows *from = rivals->from;
    const HcpHeader *header = from->header;
    g_autoptr(HcpRowSource) source =
        hcp__row_source_open(from->spec, from->place.file, from->block, run, error);
    if (source == NULL)
        return FALSE;
    rivals->cells = g_new0(HcpCell, header->bindings->len);
    rivals->key = g_string_new(NULL);
    rivals->keys = hcp__row_keys_new();
    rivals->row = g_array_new(FALSE, FALSE, sizeof(int32_t));
    rivals->copies = g_array_new(FALSE, FALSE, sizeof(int32_t));
    if (from->key_hashes == NULL && (header->has_count || header->has_patient))
        rivals->shown = g_ptr_array_new_with_free_func(g_free);
    GError *inner = NULL;
    if (find_rows(rivals, source, run, &inner))
        return TRUE;
    if (inner == NULL)
        g_set_error(
            &inner, HCP_ERROR, HCP_ERROR_INPUT,
            "%s: expected the same rows when read again, found others: it changed meanwhile",
            from->place.file);
    g_propagate_error(error, inner);
    return FALSE;
}

/* ---- which of them go ---- */

static void reject_loser(const Rivals *rivals, int32_t k) {
    const HcpKeyedRows *from = rivals->from;
    HcpPlace place = from->place;
    place.line = hcp__row_keys_get_line(rivals->keys, k);
    g_autofree char *reason = g_strdup_printf(
        "expected one row for each %s, found another with other content", from->spec->schema->key);
    const char *text = rivals->shown != NULL ? g_ptr_array_index(rivals->shown, k)
                                             : hcp__row_keys_get_text(rivals->keys, k);
    hcp__issues_reject(from->issues, &place, "duplicate_id", reason, text, -1);
    from->tally->rejected++;
}

/* Sets goes[row] for copies and losers. */
static void mark_leaving(const Rivals *rivals, uint8_t *goes) {
    const HcpKeyedRows *from = rivals->from;
    g_autofree int32_t *winner = hcp__row_keys_find_winners(rivals->keys);
    for (guint i = 0; i < rivals->copies->len; i++)
        hcp__bit_set(goes, g_array_index(rivals->copies, int32_t, i));
    from->tally->collapsed += rivals->copies->len;
    for (int32_t k = 0; winner != NULL && k < (int32_t)rivals->row->len; k++) {
        if (winner[k] == k)
            continue;
        hcp__bit_set(goes, g_array_index(rivals->row, int32_t, k));
        if (from->key_hashes == NULL)
            reject_loser(rivals, k);
        else
            from->tally->collapsed++;
    }
}

/* The rows that stay, ascending. */
static int32_t *list_staying(const Rivals *rivals, int64_t n, int64_t *n_kept, GError **error) {
    g_autofree uint8_t *goes = hcp__array_new(n / 8 + 1, 1, error);
    if (goes == NULL)
        return NULL;
    int32_t *kept = hcp__array_new(n, sizeof *kept, error);
    if (kept == NULL)
        return NULL;
    mark_leaving(rivals, goes);
    *n_kept = 0;
    for (int64_t row = 0; row < n; row++)
        if (!hcp__bit_get(goes, row))
            kept[(*n_kept)++] = (int32_t)row;
    rivals->from->tally->used -= n - *n_kept;
    return kept;
}

HcpTable *hcp__keyed_rows_drop_rivals(const HcpKeyedRows *rows, HcpTable *table, const HcpRun *run,
                                      GError **error) {
    g_autoptr(HcpTable) all = table;
    g_auto(Rivals) rivals = {.from = rows};
    if (!find_rivals(&rivals, all, run, error))
        return NULL;
    if (rivals.n == 0)
        return g_steal_pointer(&all);
    if (!read_again(&rivals, run, error))
        return NULL;
    int64_t n_kept;
    g_autofree int32_t *kept = list_staying(&rivals, hcp_table_get_n_rows(all), &n_kept, error);
    return kept != NULL ? hcp__table_take_rows(g_steal_pointer(&all), n_kept, kept, run, error)
                        : NULL;
}
