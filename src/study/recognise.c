#include "study/recognise_internal.h"
#include "table/missing_words.h"
#include "table/number_form.h"
#include "table/row_mask.h"

#include <string.h>

static const guint MAX_ROWS = 1000, SHOWN_ROWS = 5;

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

static gboolean fits_in_order(const HcpFileSample *sample, gsize column, HcpFieldType type,
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
    return fits_in_order(sample, column, type, FALSE) || fits_in_order(sample, column, type, TRUE);
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

/* ---- doubts ---- */

static void add_doubt(HcpFileGuess *guess, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add_doubt(HcpFileGuess *guess, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(guess->doubts, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* ---- dates ---- */

static void look_at_day(HcpFileGuess *guess, const char *text, guint *n_dates, guint *n_serials) {
    int32_t day;
    if (hcp__parse_date(text, strlen(text), guess->month_first, &day))
        (*n_dates)++;
    else if (hcp__parse_serial_day(text, strlen(text), FALSE, &day))
        (*n_serials)++;
    else
        return;
    guess->first_day = MIN(guess->first_day, day);
    guess->last_day = MAX(guess->last_day, day);
}

static void look_at_dates(HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    for (guint k = 0; k < guess->columns->len; k++) {
        const HcpFileColumn *column = guess->columns->pdata[k];
        if (column->field == NULL || column->field->type != HCP_FIELD_DATE)
            continue;
        guint n_dates = 0, n_serials = 0;
        guess->month_first = !fits_in_order(sample, k, HCP_FIELD_DATE, FALSE);
        for (guint i = 0; i < sample->rows->len; i++)
            look_at_day(guess, ((char **)sample->rows->pdata[i])[k], &n_dates, &n_serials);
        guess->has_serials = n_serials > n_dates;
        if (guess->has_serials)
            add_doubt(guess,
                      "Dates are days counted by a spreadsheet: from 1900, or excel-1904, which is "
                      "four years later?");
        return;
    }
}

/* ---- numbers ---- */

static gboolean is_number(const HcpFileColumn *column) {
    return column->field != NULL &&
           (column->field->type == HCP_FIELD_NUMBER || column->field->type == HCP_FIELD_COUNT);
}

/* What the cells of the column say; the first that is ambiguous. */
static HcpDecimal ask_cells(const HcpFileSample *sample, guint k, const char **ambiguous) {
    const HcpFileColumn *column = sample->guess->columns->pdata[k];
    HcpNumberEvidence evidence = {0};
    *ambiguous = NULL;
    for (guint i = 0; i < sample->rows->len; i++) {
        const char *text = ((char **)sample->rows->pdata[i])[k];
        if (hcp__number_evidence_add(&evidence, column->field, text, strlen(text)) &&
            *ambiguous == NULL)
            *ambiguous = text;
    }
    return hcp__number_evidence_decide(&evidence);
}

/* Decided as a reader does (column_survey.c): a column by its cells, else by the other columns. A
 * workbook holds numbers themselves. */
static void look_at_numbers(HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    HcpNumberEvidence votes = {0};
    const char *example = NULL;
    const HcpField *field = NULL;
    for (guint k = 0; k < guess->columns->len && guess->encoding != NULL; k++) {
        const HcpFileColumn *column = guess->columns->pdata[k];
        const char *ambiguous;
        if (!is_number(column))
            continue;
        HcpDecimal decimal = ask_cells(sample, k, &ambiguous);
        votes.n_point += decimal == HCP_DECIMAL_POINT;
        votes.n_comma += decimal == HCP_DECIMAL_COMMA;
        if (decimal == HCP_DECIMAL_DETECT && ambiguous != NULL && example == NULL) {
            example = ambiguous;
            field = column->field;
        }
    }
    if (example == NULL || hcp__number_evidence_decide(&votes) != HCP_DECIMAL_DETECT)
        return;
    guess->guessed_decimal = guess->separator == ';' ? HCP_DECIMAL_COMMA : HCP_DECIMAL_POINT;
    add_doubt(
        guess, "Is the mark in %s (%s) a decimal one? No cell tells; a decimal %s is assumed.",
        example, field->name, guess->guessed_decimal == HCP_DECIMAL_COMMA ? "comma" : "point");
}

static void find_doubts(const HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    if (guess->schema == NULL && sample->names_at > 0) {
        add_doubt(guess,
                  "Do the names of the columns stand on line %" G_GINT64_FORMAT
                  "? Then delete the lines above it.",
                  sample->names_at);
        return;
    }
    if (guess->schema == NULL) {
        add_doubt(guess,
                  "No table has these columns: which is it, and which column is which field?");
        return;
    }
    if (guess->score < 0.5 && guess->rival != NULL)
        add_doubt(guess, "Are these %s, or %s?", guess->schema->name, guess->rival->name);
    if (guess->month_first && (guess->preset == NULL || !guess->preset->month_first))
        add_doubt(guess, "Dates fit with the month first only: is 03/04/2026 the 4th of March?");
    if (guess->preset != NULL)
        add_doubt(guess, "Preset %s: %s.", guess->preset->name, guess->preset->note);
}

HcpFileGuess *hcp_file_recognise(const char *path, const char *sheet, GError **error) {
    g_return_val_if_fail(path != NULL, NULL);
    g_autoptr(HcpFileGuess) guess = g_new0(HcpFileGuess, 1);
    guess->path = g_strdup(path);
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
    look_at_dates(&sample);
    look_at_numbers(&sample);
    find_doubts(&sample);
    return g_steal_pointer(&guess);
}
