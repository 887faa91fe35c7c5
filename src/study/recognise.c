#include "study/recognise_internal.h"
#include "table/missing_words.h"
#include "table/number_form.h"
#include "table/row_mask.h"

#include <string.h>

static const guint MAX_ROWS = 1000, SHOWN_ROWS = 5;
static const int LINES_ABOVE = 10;

static void free_column(void *data) {
    HcpFileColumn *column = data;
    g_free(column->name);
    g_ptr_array_unref(column->missing);
    g_ptr_array_unref(column->values);
    g_free(column);
}

void hcp_file_guess_free(HcpFileGuess *guess) {
    if (guess == NULL)
        return;
    g_free(guess->path);
    g_free(guess->sheet);
    g_strfreev(guess->sheets);
    g_ptr_array_unref(guess->columns);
    g_ptr_array_unref(guess->rows);
    g_ptr_array_unref(guess->doubts);
    g_ptr_array_unref(guess->missing);
    g_ptr_array_unref(guess->sample);
    g_free(guess);
}

/* ---- the sample ---- */

static char **copy_cells(const HcpCsvRow *row, gsize n) {
    char **cells = g_new0(char *, n + 1);
    for (gsize i = 0; i < n; i++)
        cells[i] = i < row->n_fields
                       ? g_strstrip(g_strndup(row->fields[i].text, row->fields[i].length))
                       : g_strdup("");
    return cells;
}

/* A first row that holds a number is no header. */
static gboolean is_header(const HcpCsvRow *row) {
    for (gsize i = 0; i < row->n_fields; i++) {
        double number;
        if (hcp__parse_number(row->fields[i].text, row->fields[i].length, &number))
            return FALSE;
    }
    return TRUE;
}

static void add_columns(HcpFileSample *sample, const HcpCsvRow *row) {
    HcpFileGuess *guess = sample->guess;
    guess->has_header = is_header(row);
    for (gsize i = 0; i < row->n_fields; i++) {
        HcpFileColumn *column = g_new0(HcpFileColumn, 1);
        column->name = guess->has_header
                           ? g_strstrip(g_strndup(row->fields[i].text, row->fields[i].length))
                           : g_strdup_printf("%" G_GSIZE_FORMAT, i + 1);
        column->missing = g_ptr_array_new();
        column->values = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(guess->columns, column);
    }
    if (!guess->has_header)
        g_ptr_array_add(sample->rows, copy_cells(row, guess->columns->len));
}

static gsize count_filled(const HcpCsvRow *row) {
    gsize n = 0;
    for (gsize i = 0; i < row->n_fields; i++)
        n += row->fields[i].length > 0;
    return n;
}

/* Reports have their title above the names of the columns. */
static void look_for_names(HcpFileSample *sample, const HcpCsvRow *row) {
    if (sample->names_at == 0 && row->fault == NULL && count_filled(row) >= 2 * sample->n_names)
        sample->names_at = row->line;
}

/* A row that is broken is no header, such as names in quotes with blanks between. */
static void set_first_row_error(const HcpRowSource *source, const HcpCsvRow *row, GError **error) {
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                "%s:%" G_GINT64_FORMAT ": expected cells with , ; | or tab between, found %s",
                hcp__row_source_get_place(source), row->line, hcp__first_row_found(row));
}

static void note_sheets(HcpFileGuess *guess, const HcpRowSource *source, const char *sheet) {
    guess->sheets = hcp__row_source_list_sheets(source);
    if (guess->sheets != NULL)
        guess->sheet = g_strdup(sheet != NULL ? sheet : guess->sheets[0]);
}

static gboolean read_sample(HcpFileSample *sample, const char *sheet, GError **error) {
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = sample->guess->path;
    spec.sheet = sheet;
    spec.skip = sample->guess->skip;
    gsize n;
    spec.schema = hcp_schema_list(&n);
    g_autoptr(HcpRowSource) source = hcp__row_source_open(&spec, spec.path, 0, NULL, error);
    GError *inner = NULL;
    HcpCsvRow row;
    if (source == NULL)
        return FALSE;
    note_sheets(sample->guess, source, sheet);
    sample->guess->separator = hcp__row_source_get_separator(source);
    const HcpTextSource *text = hcp__row_source_get_text(source);
    if (text != NULL)
        sample->guess->encoding = hcp_encoding_name(hcp__text_source_get_encoding(text));
    gboolean has_row = hcp__row_source_next(source, &row, &inner);
    sample->n_names = has_row ? MAX(count_filled(&row), 1) : 0;
    if (has_row && row.fault == NULL)
        add_columns(sample, &row);
    else if (has_row)
        set_first_row_error(source, &row, &inner);
    else if (inner == NULL)
        g_set_error(&inner, HCP_ERROR, HCP_ERROR_INPUT, "%s: expected a table, found no rows",
                    hcp__row_source_get_place(source));
    while (inner == NULL && sample->rows->len < MAX_ROWS &&
           hcp__row_source_next(source, &row, &inner)) {
        look_for_names(sample, &row);
        if (row.fault == NULL && row.n_fields == sample->guess->columns->len)
            g_ptr_array_add(sample->rows, copy_cells(&row, sample->guess->columns->len));
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, inner);
    return FALSE;
}

/* ---- what the cells are ---- */

/* `other`: dates with the month first, numbers with a decimal comma. */
static gboolean fits(const char *text, HcpFieldType type, gboolean other) {
    const HcpCellForm form = {.has_comma = other};
    gsize length = strlen(text);
    int64_t count;
    double number;
    gboolean flag;
    int32_t days;
    switch (type) {
    case HCP_FIELD_COUNT:
        return hcp__form_parse_count(&form, text, length, &count);
    case HCP_FIELD_NUMBER:
        return hcp__form_parse_number(&form, text, length, &number);
    case HCP_FIELD_FLAG:
        return hcp__parse_flag(text, length, &flag);
    case HCP_FIELD_DATE:
        return hcp__parse_date(text, length, other, &days) ||
               hcp__parse_serial_day(text, length, FALSE, &days);
    case HCP_FIELD_TEXT:
    case HCP_FIELD_PHYSICIAN:
    case HCP_FIELD_ORGANISATION:
    case HCP_FIELD_PATIENT:
        break;
    }
    return TRUE;
}

/* Neither a word for a missing value nor an error of a spreadsheet says what a column is. */
static gboolean says_something(const char *text) {
    gsize length = strlen(text);
    return length > 0 && hcp__missing_word(text, length) == NULL &&
           !hcp__is_spreadsheet_error(text, length);
}

gboolean hcp__sample_fits_in_order(const HcpFileSample *sample, gsize column, HcpFieldType type,
                                   gboolean other) {
    guint n = 0, good = 0;
    for (guint i = 0; i < sample->rows->len; i++) {
        const char *text = ((char **)sample->rows->pdata[i])[column];
        if (!says_something(text))
            continue;
        n++;
        good += (guint)fits(text, type, other);
    }
    return 10 * good >= 9 * n;
}

gboolean hcp__sample_fits(const HcpFileSample *sample, gsize column, HcpFieldType type) {
    return hcp__sample_fits_in_order(sample, column, type, FALSE) ||
           hcp__sample_fits_in_order(sample, column, type, TRUE);
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_type(const HcpFileSample *sample, gsize index) {
    static const HcpFieldType types[] = {HCP_FIELD_COUNT, HCP_FIELD_NUMBER, HCP_FIELD_DATE,
                                         HCP_FIELD_FLAG};
    HcpFileColumn *column = sample->guess->columns->pdata[index];
    gboolean says = FALSE;
    for (guint i = 0; i < sample->rows->len && !says; i++)
        says = says_something(((char **)sample->rows->pdata[i])[index]);
    column->type = says ? "text" : "empty";
    for (gsize i = 0; i < G_N_ELEMENTS(types) && says; i++)
        if (hcp__sample_fits(sample, index, types[i])) {
            column->type = hcp_field_type_name(types[i]);
            return;
        }
}

static void count_values(const HcpFileSample *sample, gsize index) {
    HcpFileColumn *column = sample->guess->columns->pdata[index];
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < sample->rows->len; i++) {
        char *text = ((char **)sample->rows->pdata[i])[index];
        if (hcp__file_column_is_missing(column, text))
            column->n_missing++;
        else if (g_hash_table_add(seen, text) && g_hash_table_size(seen) <= 8)
            g_ptr_array_add(column->values, g_strdup(text));
    }
    g_ptr_array_sort(column->values, compare_texts);
    column->n_distinct = g_hash_table_size(seen);
}

/* ---- patients ---- */

/* What no field of the table explains, and differs from row to row, may name a patient; a master of
 * physicians or organisations has none. */
static void mask_patients(HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    gboolean is_master = guess->schema != NULL && guess->schema->keeps_others;
    for (guint i = 0; i < guess->columns->len; i++) {
        HcpFileColumn *column = guess->columns->pdata[i];
        gboolean is_key =
            column->field == NULL && !is_master &&
            (strcmp(column->type, "text") == 0 || strcmp(column->type, "count") == 0) &&
            2 * column->n_distinct > guess->n_rows;
        column->is_masked = is_key || hcp__column_tells_of_patient(column->field, column->name);
        if (column->is_masked)
            g_ptr_array_set_size(column->values, 0);
    }
}

static void show_rows(HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    for (guint i = 0; i < MIN(SHOWN_ROWS, sample->rows->len); i++) {
        char **cells = g_strdupv(sample->rows->pdata[i]);
        for (guint k = 0; k < guess->columns->len; k++)
            if (((HcpFileColumn *)guess->columns->pdata[k])->is_masked && *cells[k] != '\0') {
                g_free(cells[k]);
                cells[k] = g_strdup("<patient>");
            }
        g_ptr_array_add(guess->rows, cells);
    }
}

static HcpFileGuess *recognise(const char *path, const char *sheet, int skip, GError **error) {
    g_autoptr(HcpFileGuess) guess = g_new0(HcpFileGuess, 1);
    guess->path = g_strdup(path);
    guess->skip = skip;
    guess->columns = g_ptr_array_new_with_free_func(free_column);
    guess->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    guess->doubts = g_ptr_array_new_with_free_func(g_free);
    guess->missing = g_ptr_array_new_with_free_func(g_free);
    guess->first_day = INT32_MAX;
    guess->last_day = INT32_MIN;
    guess->sample = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    HcpFileSample sample = {.guess = guess, .rows = guess->sample};
    if (!read_sample(&sample, sheet, error))
        return NULL;
    guess->n_rows = guess->sample->len;
    for (gsize i = 0; i < guess->columns->len; i++)
        find_type(&sample, i);
    hcp__sample_guess_table(&sample);
    hcp__sample_find_missing(&sample);
    for (gsize i = 0; i < guess->columns->len; i++)
        count_values(&sample, i);
    mask_patients(&sample);
    show_rows(&sample);
    hcp__sample_find_doubts(&sample);
    return g_steal_pointer(&guess);
}

/* Reports have a title above the names of columns: a table that begins some lines below the top. */
HcpFileGuess *hcp_file_recognise(const char *path, const char *sheet, GError **error) {
    g_return_val_if_fail(path != NULL, NULL);
    g_autoptr(HcpFileGuess) guess = recognise(path, sheet, 0, error);
    for (int skip = 1; guess != NULL && guess->schema == NULL && skip <= LINES_ABOVE; skip++) {
        g_autoptr(HcpFileGuess) below = recognise(path, sheet, skip, NULL);
        if (below != NULL && below->schema != NULL && below->has_header)
            return g_steal_pointer(&below);
    }
    return g_steal_pointer(&guess);
}
