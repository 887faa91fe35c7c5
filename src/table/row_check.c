/* Whether a row of the file can be used, and what is wrong when it cannot. */
#include "table/missing_words.h"
#include "table/row_mask.h"

#include <string.h>

/* ---- words ---- */

const char *hcp__fault_found(const char *kind) {
    static const char *const words[][2] = {
        {"bad_quote", "a quote that does not close, or not at the end of its field"},
        {"nul_byte", "a NUL byte"},
        {"invalid_utf8", "bytes that are no UTF-8"},
        {"invalid_utf16", "bytes that are no UTF-16"},
        {"field_too_long", "a field of more than 1 MiB"},
        {"row_too_long", "a row of more than 16 MiB or 1048576 fields"}};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i][0], kind) == 0)
            return words[i][1];
    g_return_val_if_reached(kind);
}

const char *hcp__first_row_found(const HcpCsvRow *row) {
    const char *raw = row->raw;
    gboolean has_two = row->raw_length >= 4;
    if (has_two && raw[0] != '\0' && raw[1] == '\0' && raw[2] != '\0' && raw[3] == '\0')
        return "UTF-16 without a byte order mark, which encoding = utf-16le reads";
    if (has_two && raw[0] == '\0' && raw[1] != '\0' && raw[2] == '\0' && raw[3] != '\0')
        return "UTF-16 without a byte order mark, which encoding = utf-16be reads";
    return hcp__fault_found(row->fault);
}

static const char *expected_word(HcpFieldType type) {
    static const char *const words[] = {"a text",
                                        "a count",
                                        "a number such as 1.5",
                                        "yes or no",
                                        "a date such as 2026-03-01",
                                        "the id of a physician",
                                        "the id of an organisation",
                                        "the pseudonym of a patient"};
    return words[type];
}

/* A number that is one with the other decimal mark. */
static gboolean is_in_other_form(const HcpBinding *binding, const HcpCell *cell) {
    HcpCellForm other = {.has_comma = !binding->form.has_comma};
    double number, same;
    if (binding->field->type != HCP_FIELD_NUMBER && binding->field->type != HCP_FIELD_COUNT)
        return FALSE;
    return hcp__form_parse_number(&other, cell->text, cell->length, &number) &&
           !(hcp__form_parse_number(&binding->form, cell->text, cell->length, &same) &&
             number == same);
}

/* No cell needs a mask that holds such a word alone. */
static char *format_word_reason(const HcpBinding *binding, const char *word, const char *done) {
    return g_strdup_printf("expected %s, found '%s'%s; missing = %s reads it as an empty cell",
                           expected_word(binding->field->type), word, done, word);
}

char *hcp__cell_expected_reason(const HcpHeader *header, const HcpBinding *binding,
                                const HcpCell *cell) {
    const char *missing = hcp__missing_word(cell->text, cell->length);
    if (missing != NULL)
        return format_word_reason(binding, missing, "");
    g_autofree char *shown = hcp__header_show_cell(header, binding->column, cell);
    const char *word = binding->field->type == HCP_FIELD_NUMBER && binding->form.has_comma
                           ? "a number such as 1,5"
                           : expected_word(binding->field->type);
    const char *mark = binding->form.has_comma ? "comma" : "point";
    if (!is_in_other_form(binding, cell))
        return g_strdup_printf("expected %s, found '%s'", word, shown);
    return binding->form.is_unsure
               ? g_strdup_printf("expected %s, found '%s', which decimal = point or comma decides",
                                 word, shown)
               : g_strdup_printf("expected %s in a column with a decimal %s, found '%s'", word,
                                 mark, shown);
}

static char *format_range_reason(const HcpHeader *header, const HcpBinding *binding,
                                 const HcpCell *cell) {
    char min[HCP__NUMBER_SIZE], max[HCP__NUMBER_SIZE];
    hcp__format_double(min, binding->field->min);
    hcp__format_double(max, binding->field->max);
    g_autofree char *shown = hcp__header_show_cell(header, binding->column, cell);
    return g_strdup_printf("expected a number from %s to %s, found '%s'", min, max, shown);
}

/* ---- cells ---- */

static gboolean parse_id(const HcpIdDomain *domain, HcpCell *cell) {
    if (domain->pool == NULL || domain->open)
        return TRUE;
    cell->value.code = hcp__pool_find(domain->pool, cell->text, (gssize)cell->length);
    if (cell->value.code < 0)
        cell->doubt = HCP__CELL_UNKNOWN_ID;
    return cell->value.code >= 0;
}

static gboolean parse_flag(HcpCell *cell) {
    gboolean value = FALSE;
    gboolean good = hcp__parse_flag(cell->text, cell->length, &value);
    cell->value.integer = value;
    return good;
}

static gboolean parse_date(const HcpReaderSpec *spec, const HcpCellForm *form, HcpCell *cell) {
    int32_t days = 0;
    gboolean good =
        hcp__parse_date(cell->text, cell->length, spec->dates == HCP_DATES_MONTH_FIRST, &days) ||
        (form->has_serials && hcp__parse_serial_day(cell->text, cell->length,
                                                    spec->dates == HCP_DATES_EXCEL_1904, &days));
    cell->value.integer = days;
    return good;
}

static gboolean parse_cell(const HcpRowChecker *checker, const HcpBinding *binding, HcpCell *cell) {
    const HcpReaderSpec *spec = checker->spec;
    static const HcpCellForm plain = {0};
    const HcpCellForm *form = cell->is_number ? &plain : &binding->form;
    switch (binding->field->type) {
    case HCP_FIELD_COUNT:
        return hcp__form_parse_count(form, cell->text, cell->length, &cell->value.integer);
    case HCP_FIELD_NUMBER:
        return hcp__form_parse_number(form, cell->text, cell->length, &cell->value.number);
    case HCP_FIELD_FLAG:
        return parse_flag(cell);
    case HCP_FIELD_DATE:
        return parse_date(spec, &binding->form, cell);
    case HCP_FIELD_PHYSICIAN:
        return checker->defers_ids || parse_id(&spec->physicians, cell);
    case HCP_FIELD_ORGANISATION:
        return checker->defers_ids || parse_id(&spec->organisations, cell);
    case HCP_FIELD_TEXT:
    case HCP_FIELD_PATIENT:
        break;
    }
    return TRUE;
}

static gboolean is_in_range(const HcpField *field, const HcpCell *cell) {
    if (field->type != HCP_FIELD_COUNT && field->type != HCP_FIELD_NUMBER)
        return TRUE;
    double value =
        field->type == HCP_FIELD_COUNT ? (double)cell->value.integer : cell->value.number;
    return value >= field->min && value <= field->max;
}

/* ---- doubts ---- */

const char *hcp__cell_doubt_kind(HcpCellDoubt doubt) {
    static const char *const kinds[] = {[HCP__CELL_PLAIN] = "",
                                        [HCP__CELL_UNKNOWN_ID] = "unknown_id",
                                        [HCP__CELL_SPREADSHEET_ERROR] = "spreadsheet_error",
                                        [HCP__CELL_MISSING_WORD] = "missing_word"};
    return kinds[doubt];
}

char *hcp__cell_doubt_reason(const HcpHeader *header, const HcpBinding *binding,
                             const HcpCell *cell) {
    if (cell->doubt == HCP__CELL_UNKNOWN_ID)
        return hcp__cell_expected_reason(header, binding, cell);
    if (cell->doubt == HCP__CELL_MISSING_WORD)
        return format_word_reason(binding, hcp__missing_word(cell->text, cell->length),
                                  " and read it as one");
    g_autofree char *shown = hcp__header_show_cell(header, binding->column, cell);
    return g_strdup_printf("expected %s, found '%s', an error of a spreadsheet formula",
                           binding->field != NULL ? expected_word(binding->field->type) : "a value",
                           shown);
}

static HcpRowVerdict blame(HcpRowFault *fault, const char *kind, const char *column, char *reason) {
    *fault = (HcpRowFault){.kind = kind, .column = column, .reason = reason};
    return HCP__ROW_BAD;
}

static gboolean is_id(HcpFieldType type) {
    return type == HCP_FIELD_PHYSICIAN || type == HCP_FIELD_ORGANISATION ||
           type == HCP_FIELD_PATIENT;
}

/* 1.23E+15, 1,23E+15 or 1E+15: a spreadsheet took a long id for a number and rounded it, so that it
 * stands for many ids. */
static gboolean is_rounded_id(HcpFieldType type, const HcpCell *cell) {
    const char *text = cell->text, *end = cell->text + cell->length;
    if (cell->length < 5 || !g_ascii_isdigit(text[0]) || !is_id(type))
        return FALSE;
    const char *p = text + 1;
    if (*p == '.' || *p == ',')
        for (p++; p < end && g_ascii_isdigit(*p);)
            p++;
    if (end - p < 3 || g_ascii_toupper(p[0]) != 'E' || p[1] != '+')
        return FALSE;
    for (p += 2; p < end && g_ascii_isdigit(*p);)
        p++;
    return p == end;
}

static HcpRowVerdict blame_rounded_id(const HcpRowChecker *checker, const HcpBinding *binding,
                                      const HcpCell *cell, HcpRowFault *fault) {
    g_autofree char *shown = hcp__header_show_cell(checker->header, binding->column, cell);
    return blame(fault, "spreadsheet_damage", binding->name,
                 g_strdup_printf("expected %s, found '%s', which a spreadsheet has rounded",
                                 expected_word(binding->field->type), shown));
}

/* An error of a formula costs what may be missing alone; but where a number or a day counts for an
 * event, its row. */
static HcpRowVerdict check_error(const HcpRowChecker *checker, const HcpBinding *binding,
                                 HcpCell *cell, HcpRowFault *fault) {
    const HcpField *field = binding->field;
    cell->doubt = HCP__CELL_SPREADSHEET_ERROR;
    gboolean is_word = field == NULL || field->type == HCP_FIELD_TEXT || is_id(field->type);
    if (field == NULL || (!field->required && (is_word || checker->spec->schema->keeps_others)))
        return HCP__ROW_GOOD;
    return blame(fault, hcp__cell_doubt_kind(cell->doubt), binding->name,
                 hcp__cell_doubt_reason(checker->header, binding, cell));
}

static HcpRowVerdict check_cell(const HcpRowChecker *checker, const HcpBinding *binding,
                                HcpCell *cell, HcpRowFault *fault) {
    const HcpField *field = binding->field;
    if (cell->length > 0 && hcp__is_spreadsheet_error(cell->text, cell->length))
        return check_error(checker, binding, cell, fault);
    if (field == NULL)
        return HCP__ROW_GOOD;
    if (cell->length == 0) {
        if (!field->required)
            return HCP__ROW_GOOD;
        return blame(fault, "missing_value", binding->name,
                     g_strdup_printf("expected %s, found nothing", expected_word(field->type)));
    }
    if (is_rounded_id(field->type, cell))
        return blame_rounded_id(checker, binding, cell, fault);
    if (!parse_cell(checker, binding, cell)) {
        gboolean is_unknown = cell->doubt == HCP__CELL_UNKNOWN_ID;
        if (is_unknown && !field->required)
            return HCP__ROW_GOOD;
        return blame(fault, is_unknown ? "unknown_id" : "wrong_type", binding->name,
                     hcp__cell_expected_reason(checker->header, binding, cell));
    }
    if (is_id(field->type) && hcp__missing_word(cell->text, cell->length) != NULL)
        cell->doubt = HCP__CELL_MISSING_WORD;
    if (!is_in_range(field, cell))
        return blame(fault, "out_of_range", binding->name,
                     format_range_reason(checker->header, binding, cell));
    return HCP__ROW_GOOD;
}

/* ---- rows ---- */

static gboolean is_kept(const HcpHeader *header, const HcpCsvRow *row) {
    for (guint i = 0; i < header->filters->len; i++) {
        const HcpRowFilter *filter = &g_array_index(header->filters, HcpRowFilter, i);
        HcpCell cell;
        hcp__cell_trim(&row->fields[filter->column], &cell);
        gboolean fits = FALSE;
        for (guint j = 0; j < filter->values->len && !fits; j++) {
            const char *value = g_ptr_array_index(filter->values, j);
            fits = strlen(value) == cell.length && memcmp(value, cell.text, cell.length) == 0;
        }
        if (!fits)
            return FALSE;
    }
    return TRUE;
}

/* Files that were put one behind the other. */
static gboolean is_header_again(const HcpHeader *header, const HcpCsvRow *row) {
    for (guint i = 0; i < header->names->len; i++) {
        const char *name = g_ptr_array_index(header->names, i);
        const HcpCsvField *field = &row->fields[i];
        if (strncmp(name, field->text, field->length) != 0 || name[field->length] != '\0')
            return FALSE;
    }
    return TRUE;
}

static HcpRowVerdict check_shape(const HcpHeader *header, const HcpCsvRow *row,
                                 HcpRowFault *fault) {
    if (row->fault != NULL)
        return blame(
            fault, row->fault, NULL,
            g_strdup_printf("expected a row of text, found %s", hcp__fault_found(row->fault)));
    if (row->n_fields != header->names->len)
        return blame(fault, "ragged", NULL,
                     g_strdup_printf("expected %u fields, found %" G_GSIZE_FORMAT,
                                     header->names->len, row->n_fields));
    return HCP__ROW_GOOD;
}

static HcpRowVerdict check_self(const HcpRowChecker *checker, const HcpCell *cells,
                                HcpRowFault *fault) {
    if (checker->from < 0 || checker->to < 0)
        return HCP__ROW_GOOD;
    const HcpCell *from = &cells[checker->from], *to = &cells[checker->to];
    if (from->length != to->length || memcmp(from->text, to->text, to->length) != 0)
        return HCP__ROW_GOOD;
    const HcpBinding *binding =
        &g_array_index(checker->header->bindings, HcpBinding, (guint)checker->to);
    g_autofree char *shown = hcp__header_show_cell(checker->header, binding->column, to);
    return blame(fault, "self_referral", binding->name,
                 g_strdup_printf("expected another physician, found '%s' again", shown));
}

static HcpRowVerdict check_period(const HcpRowChecker *checker, const HcpCell *cells,
                                  HcpRowFault *fault) {
    if (checker->date < 0 || cells[checker->date].length == 0)
        return HCP__ROW_GOOD;
    const HcpReaderSpec *spec = checker->spec;
    const HcpBinding *binding =
        &g_array_index(checker->header->bindings, HcpBinding, (guint)checker->date);
    int32_t day = (int32_t)cells[checker->date].value.integer;
    char found[HCP__NUMBER_SIZE], bound[HCP__NUMBER_SIZE];
    if (day >= spec->first_day && day <= spec->last_day)
        return HCP__ROW_GOOD;
    hcp__format_date(found, day);
    hcp__format_date(bound, day < spec->first_day ? spec->first_day : spec->last_day);
    gboolean is_patient = checker->header->patient[binding->column];
    return blame(fault, "outside_period", binding->name,
                 g_strdup_printf("expected a day %s or %s, found %s", bound,
                                 day < spec->first_day ? "later" : "earlier",
                                 is_patient ? "<patient>" : found));
}

static int find_binding(const HcpHeader *header, const HcpField *field) {
    for (guint i = 0; i < header->bindings->len && field != NULL; i++)
        if (g_array_index(header->bindings, HcpBinding, i).field == field)
            return (int)i;
    return -1;
}

void hcp__row_checker_init(HcpRowChecker *checker, const HcpReaderSpec *spec,
                           const HcpHeader *header) {
    const HcpSchema *schema = spec->schema;
    const HcpField *date = NULL;
    for (gsize i = 0; i < schema->n_fields && date == NULL; i++)
        if (schema->fields[i].type == HCP_FIELD_DATE)
            date = &schema->fields[i];
    gboolean no_loops = schema->no_loops && schema->n_fields >= 2;
    *checker = (HcpRowChecker){.spec = spec,
                               .header = header,
                               .date = find_binding(header, date),
                               .from = find_binding(header, no_loops ? &schema->fields[0] : NULL),
                               .to = find_binding(header, no_loops ? &schema->fields[1] : NULL)};
}

static HcpRowVerdict check_row(const HcpRowChecker *checker, const HcpCsvRow *row, HcpCell *cells,
                               HcpRowFault *fault) {
    const HcpHeader *header = checker->header;
    if (check_shape(header, row, fault) != HCP__ROW_GOOD)
        return HCP__ROW_BAD;
    if (!checker->spec->no_header && is_header_again(header, row))
        return blame(fault, "repeated_header", NULL,
                     g_strdup("expected a row, found the names of the columns again"));
    if (header->filters->len > 0 && !is_kept(header, row))
        return HCP__ROW_FILTERED;
    for (guint i = 0; i < header->bindings->len; i++) {
        const HcpBinding *binding = &g_array_index(header->bindings, HcpBinding, i);
        hcp__cell_trim(&row->fields[binding->column], &cells[i]);
        if (header->missing->len > 0 &&
            hcp__header_is_missing(header, binding->column, cells[i].text, cells[i].length))
            cells[i].length = 0;
        if (check_cell(checker, binding, &cells[i], fault) != HCP__ROW_GOOD)
            return HCP__ROW_BAD;
    }
    if (check_self(checker, cells, fault) != HCP__ROW_GOOD)
        return HCP__ROW_BAD;
    return check_period(checker, cells, fault);
}

/* Where the patient stands in another column than his own, each may hold one. */
static HcpRowVerdict blame_displaced(const HcpRowChecker *checker, const HcpCsvRow *row,
                                     HcpCell *cells, HcpRowFault *fault) {
    g_autofree gboolean *all = g_new(gboolean, row->n_fields);
    for (gsize i = 0; i < row->n_fields; i++)
        all[i] = TRUE;
    HcpHeader header = *checker->header;
    HcpRowChecker hiding = *checker;
    header.patient = all;
    hiding.header = &header;
    g_free(fault->reason);
    HcpRowVerdict verdict = check_row(&hiding, row, cells, fault);
    fault->is_displaced = TRUE;
    return verdict;
}

HcpRowVerdict hcp__row_check(const HcpRowChecker *checker, const HcpCsvRow *row, HcpCell *cells,
                             HcpRowFault *fault) {
    HcpRowVerdict verdict = check_row(checker, row, cells, fault);
    if (verdict != HCP__ROW_BAD || !hcp__row_is_displaced(checker->header, row))
        return verdict;
    return blame_displaced(checker, row, cells, fault);
}
