/* A look at the first rows of a file before it is read: how are the numbers and dates of each
 * column written? No cell decides for itself, or 1.234 would be a thousand in one row and about one
 * in the next. */
#include "table/missing_words.h"
#include "table/row_mask.h"
#include "table/row_source.h"

#include <string.h>

static const int64_t MAX_ROWS = 100000;

/* What the cells of one column say. */
typedef struct {
    HcpNumberEvidence numbers;
    int64_t n_dates, n_serials, n_others; /* of a column of dates */
    int64_t n_codes, n_texts;             /* of a column of texts: of two capitals; all */
    int64_t line;                         /* of the first cell that a notice would show; 0: none */
    char *text;                           /* that cell */
} Survey;

typedef struct {
    const HcpReaderSpec *spec;
    HcpHeader *header;
    HcpIssues *issues;
    const HcpPlace *place;
    Survey *columns;   /* one a binding */
    gboolean is_whole; /* all rows of the file were seen */
} Surveying;

static HcpBinding *binding_at(const Surveying *surveying, guint i) {
    return &g_array_index(surveying->header->bindings, HcpBinding, i);
}

static gboolean is_number(const HcpBinding *binding) {
    return binding->field != NULL &&
           (binding->field->type == HCP_FIELD_NUMBER || binding->field->type == HCP_FIELD_COUNT);
}

static gboolean is_date(const HcpBinding *binding) {
    return binding->field != NULL && binding->field->type == HCP_FIELD_DATE;
}

static gboolean is_text(const HcpBinding *binding) {
    return binding->field == NULL || binding->field->type == HCP_FIELD_TEXT;
}

static void clear_surveying(Surveying *surveying) {
    for (guint i = 0; i < surveying->header->bindings->len; i++)
        g_free(surveying->columns[i].text);
    g_free(surveying->columns);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Surveying, clear_surveying)

/* ---- looking ---- */

static void keep_example(Survey *column, const HcpCell *cell, int64_t line) {
    if (column->line > 0)
        return;
    column->line = line;
    column->text = g_strndup(cell->text, cell->length);
}

static void look_at_date(Survey *column, const HcpCell *cell, const HcpReaderSpec *spec,
                         int64_t line) {
    int32_t day;
    if (hcp__missing_word(cell->text, cell->length) != NULL)
        return;
    gboolean is_month_first = spec->dates == HCP_DATES_MONTH_FIRST;
    if (hcp__parse_date(cell->text, cell->length, is_month_first, &day)) {
        column->n_dates++;
    } else if (hcp__parse_serial_day(cell->text, cell->length, FALSE, &day)) {
        column->n_serials++;
        keep_example(column, cell, line);
    } else {
        column->n_others++;
    }
}

static gboolean is_code(const HcpCell *cell) {
    return cell->length == 2 && g_ascii_isupper(cell->text[0]) && g_ascii_isupper(cell->text[1]);
}

/* A word that the study states for all columns may be a code in this one: NA is Namibia. */
static void look_at_text(const HcpHeader *header, Survey *column, const HcpCell *cell,
                         int64_t line) {
    if (is_code(cell) && hcp__header_has_general_word(header, cell->text, cell->length)) {
        keep_example(column, cell, line);
        return;
    }
    column->n_texts++;
    column->n_codes += is_code(cell);
}

static void look_at_row(Surveying *surveying, const HcpCsvRow *row) {
    for (guint i = 0; i < surveying->header->bindings->len; i++) {
        const HcpBinding *binding = binding_at(surveying, i);
        if (binding->column >= row->n_fields) /* a constant of the preset */
            continue;
        HcpCell cell;
        hcp__cell_trim(&row->fields[binding->column], &cell);
        Survey *column = &surveying->columns[i];
        if (cell.length == 0)
            continue;
        if (is_text(binding))
            look_at_text(surveying->header, column, &cell, row->line);
        else if (hcp__header_is_missing(surveying->header, binding->column, cell.text, cell.length))
            continue;
        else if (is_date(binding))
            look_at_date(column, &cell, surveying->spec, row->line);
        else if (is_number(binding) && !cell.is_number &&
                 hcp__number_evidence_add(&column->numbers, binding->field, cell.text, cell.length))
            keep_example(column, &cell, row->line);
    }
}

static gboolean look_at_rows(Surveying *surveying, GError **error) {
    g_autoptr(HcpRowSource) source =
        hcp__row_source_open(surveying->spec, surveying->place->file, 0, NULL, error);
    HcpCsvRow row;
    GError *inner = NULL;
    gsize width = 0;
    int64_t n = 0;
    if (source == NULL)
        return FALSE;
    while (n < MAX_ROWS && hcp__row_source_next(source, &row, &inner)) {
        if (n++ == 0)
            width = row.n_fields;
        if ((n > 1 || surveying->spec->no_header) && row.n_fields == width)
            look_at_row(surveying, &row);
    }
    /* What is wrong with the file is told by whoever reads all of it. */
    g_clear_error(&inner);
    surveying->is_whole = n < MAX_ROWS;
    return TRUE;
}

/* ---- numbers ---- */

/* What the columns of numbers that are sure say together. */
static HcpDecimal ask_columns(const Surveying *surveying) {
    HcpNumberEvidence votes = {0};
    for (guint i = 0; i < surveying->header->bindings->len; i++) {
        HcpDecimal decimal = hcp__number_evidence_decide(&surveying->columns[i].numbers);
        votes.n_point += decimal == HCP_DECIMAL_POINT;
        votes.n_comma += decimal == HCP_DECIMAL_COMMA;
    }
    return hcp__number_evidence_decide(&votes);
}

/* Spreadsheets put semicolons between the cells where the comma is taken. */
static HcpDecimal guess_decimal(const Surveying *surveying) {
    return surveying->spec->separator == ';' ? HCP_DECIMAL_COMMA : HCP_DECIMAL_POINT;
}

static char *show_example(const Surveying *surveying, const HcpBinding *binding,
                          const Survey *column) {
    HcpCell cell = {.text = column->text, .length = strlen(column->text)};
    return hcp__header_show_cell(surveying->header, binding->column, &cell);
}

static void note_guess(const Surveying *surveying, const HcpBinding *binding,
                       const Survey *column) {
    g_autofree char *shown = show_example(surveying, binding, column);
    g_autofree char *reason = hcp__number_guess_reason(&binding->form, shown);
    HcpPlace place = *surveying->place;
    place.line = column->line;
    place.column = binding->name;
    hcp__issues_add(surveying->issues, &place, "ambiguous_number", reason);
}

static void decide_numbers(Surveying *surveying) {
    HcpDecimal stated = surveying->spec->decimal;
    HcpDecimal others = stated != HCP_DECIMAL_DETECT ? stated : ask_columns(surveying);
    HcpDecimal guess = others != HCP_DECIMAL_DETECT ? others : guess_decimal(surveying);
    for (guint i = 0; i < surveying->header->bindings->len; i++) {
        HcpBinding *binding = binding_at(surveying, i);
        const Survey *column = &surveying->columns[i];
        HcpDecimal own = stated;
        if (own == HCP_DECIMAL_DETECT)
            own = hcp__number_evidence_decide(&column->numbers);
        binding->form.is_stated = stated != HCP_DECIMAL_DETECT;
        binding->form.has_comma = (own != HCP_DECIMAL_DETECT ? own : guess) == HCP_DECIMAL_COMMA;
        binding->form.is_guess = own == HCP_DECIMAL_DETECT && others == HCP_DECIMAL_DETECT;
        if (!binding->form.is_guess || !is_number(binding))
            continue;
        if (column->numbers.n_ambiguous > 0)
            note_guess(surveying, binding, column);
        else
            binding->form.is_unsure = !surveying->is_whole;
    }
}

/* ---- dates ---- */

static void note_serials(const Surveying *surveying, const HcpBinding *binding,
                         const Survey *column) {
    char day[HCP__NUMBER_SIZE];
    int32_t days = 0;
    hcp__parse_serial_day(column->text, strlen(column->text), FALSE, &days);
    hcp__format_date(day, days);
    g_autofree char *shown = show_example(surveying, binding, column);
    gboolean is_patient = surveying->header->patient[binding->column];
    g_autofree char *reason =
        g_strdup_printf("expected dates, found days counted by a spreadsheet: '%s' is read as %s; "
                        "dates = excel-1900 or excel-1904 states it",
                        shown, is_patient ? "<value>" : day);
    HcpPlace place = *surveying->place;
    place.line = column->line;
    place.column = binding->name;
    hcp__issues_add(surveying->issues, &place, "excel_serial_dates", reason);
}

static void decide_dates(Surveying *surveying) {
    HcpDateStyle stated = surveying->spec->dates;
    for (guint i = 0; i < surveying->header->bindings->len; i++) {
        HcpBinding *binding = binding_at(surveying, i);
        const Survey *column = &surveying->columns[i];
        if (!is_date(binding))
            continue;
        if (stated == HCP_DATES_EXCEL_1900 || stated == HCP_DATES_EXCEL_1904) {
            binding->form.has_serials = TRUE;
        } else if (column->n_serials > column->n_dates + column->n_others) {
            binding->form.has_serials = TRUE;
            note_serials(surveying, binding, column);
        }
    }
}

/* ---- words ---- */

static void note_codes(const Surveying *surveying, const HcpBinding *binding,
                       const Survey *column) {
    g_autofree char *reason =
        g_strdup_printf("expected codes of two letters, found '%s', which missing = %s reads as an "
                        "empty cell: is it a code? missing = column=%s is for one column alone",
                        column->text, column->text, column->text);
    HcpPlace place = *surveying->place;
    place.line = column->line;
    place.column = binding->name;
    hcp__issues_add(surveying->issues, &place, "missing_word", reason);
}

static void judge_words(const Surveying *surveying) {
    for (guint i = 0; i < surveying->header->bindings->len; i++) {
        const HcpBinding *binding = binding_at(surveying, i);
        const Survey *column = &surveying->columns[i];
        if (is_text(binding) && column->line > 0 && column->n_texts > 0 &&
            column->n_codes == column->n_texts)
            note_codes(surveying, binding, column);
    }
}

gboolean hcp__survey_columns(const HcpReaderSpec *spec, HcpHeader *header, HcpIssues *issues,
                             const HcpPlace *place, GError **error) {
    g_auto(Surveying) surveying = {spec, header, issues, place, NULL, FALSE};
    surveying.columns = g_new0(Survey, header->bindings->len);
    gboolean is_needed = header->missing->len > 0;
    for (guint i = 0; i < header->bindings->len; i++)
        is_needed |= is_number(binding_at(&surveying, i)) || is_date(binding_at(&surveying, i));
    if (is_needed && !look_at_rows(&surveying, error))
        return FALSE;
    decide_numbers(&surveying);
    decide_dates(&surveying);
    judge_words(&surveying);
    return TRUE;
}
