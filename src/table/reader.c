#include "table/report_footer.h"
#include "table/row_mask.h"
#include "table/row_rivals.h"
#include "table/row_rules.h"
#include "table/row_segments.h"
#include "table/row_source.h"

#include <string.h>

/* One call of hcp_reader_read. */
typedef struct {
    const HcpReaderSpec *spec;
    const char *shown; /* name of the file in tallies */
    const char *place; /* and in messages, with its sheet */
    const char *table; /* name of the table in tallies */
    HcpIssues *issues;
    HcpTally *tally;
    HcpRowSource *source;
    HcpRowRules *rules; /* NULL: none */
    HcpHeader *header;
    HcpRowStore store;
    HcpCell *cells;           /* of the row at hand, one a column */
    HcpRowSegments *segments; /* NULL: rows are read one by one */
    gboolean is_keyed;        /* else rows are events */
    GArray *key_hashes;       /* of int64_t by row: of the key that the rules make; NULL: none */
    HcpPool *noticed;         /* rows of a key with an unknown id, of which notice was given */
    GString *key;
    HcpRowChecker checker;
    HcpReportFooter *footer;
} Reading;

static const int64_t ROWS_PER_POLL = 16384;

static void close_reading(Reading *reading) {
    hcp__row_segments_free(reading->segments);
    hcp__row_store_clear(&reading->store);
    g_free(reading->cells);
    g_clear_pointer(&reading->key_hashes, g_array_unref);
    g_clear_pointer(&reading->noticed, hcp__pool_unref);
    hcp__header_free(reading->header);
    hcp__row_rules_free(reading->rules);
    hcp__row_source_free(reading->source);
    hcp__report_footer_free(reading->footer);
    if (reading->key != NULL)
        g_string_free(reading->key, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, close_reading)

/* ---- the first row ---- */

static const char *expected_of(const char *kind) {
    return strcmp(kind, "nul_byte") == 0 ? "text" : "a header row";
}

/* The first row decides on the columns, so a fault in it is one of the file. */
static gboolean read_first_row(Reading *reading, HcpCsvRow *row, GError **error) {
    GError *inner = NULL;
    if (hcp__row_source_next(reading->source, row, &inner)) {
        if (row->fault == NULL)
            return TRUE;
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s:%" G_GINT64_FORMAT ": expected %s, found %s", reading->place, row->line,
                    expected_of(row->fault), hcp__first_row_found(row));
        return FALSE;
    }
    if (inner == NULL)
        g_set_error(&inner, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s: expected a header and rows, found an empty file", reading->place);
    g_propagate_error(error, inner);
    return FALSE;
}

static void prepare_keys(Reading *reading) {
    gboolean by_rules = hcp__row_rules_has_key(reading->rules);
    reading->is_keyed = reading->spec->schema->key != NULL || by_rules;
    if (!reading->is_keyed)
        return;
    hcp__row_store_keep_lines(&reading->store);
    reading->noticed = hcp__pool_new();
    reading->key = g_string_new(NULL);
    if (by_rules)
        reading->key_hashes = g_array_new(FALSE, FALSE, sizeof(int64_t));
}

/* How its numbers and dates are written, from rows read for that alone. */
static gboolean survey_columns(Reading *reading, const HcpPlace *place, GError **error) {
    HcpReaderSpec spec = *reading->spec;
    const HcpTextSource *text = hcp__row_source_get_text(reading->source);
    spec.separator = hcp__row_source_get_separator(reading->source);
    if (text != NULL)
        spec.encoding = hcp__text_source_get_encoding(text);
    return hcp__survey_columns(&spec, reading->header, reading->issues, place, error);
}

/* Rows that are rewritten by rules are read one by one. */
static void prepare_segments(Reading *reading, gsize size) {
    HcpCsvReader *csv = hcp__row_source_get_csv(reading->source);
    gboolean as_they_stand = reading->rules == NULL || !hcp__row_rules_touch_rows(reading->rules);
    if (csv != NULL && as_they_stand && size > 0)
        reading->segments = hcp__row_segments_new(csv, &reading->checker, &reading->store, size);
}

/* What was found out about a text file, and what was only guessed. */
static void note_format(Reading *reading) {
    const HcpTextSource *text = hcp__row_source_get_text(reading->source);
    if (text == NULL)
        return;
    reading->tally->separator = hcp__row_source_get_separator(reading->source);
    reading->tally->encoding = hcp_encoding_name(hcp__text_source_get_encoding(text));
    HcpPlace place = {reading->table, reading->place, hcp__text_source_get_guess_line(text), NULL};
    if (place.line > 0)
        hcp__issues_add(reading->issues, &place, "guessed_encoding",
                        "expected UTF-8, found other bytes: the file is read as Windows-1252");
}

static gboolean open_reading(Reading *reading, HcpCsvRow *row, const HcpBlocks *blocks,
                             const HcpRun *run, GError **error) {
    const HcpReaderSpec *spec = reading->spec;
    reading->source = hcp__row_source_open(spec, reading->shown, blocks->block, run, error);
    if (reading->source == NULL)
        return FALSE;
    reading->place = hcp__row_source_get_place(reading->source);
    if (!read_first_row(reading, row, error))
        return FALSE;
    reading->rules = hcp__row_rules_new(spec, row);
    if (reading->rules != NULL)
        spec = hcp__row_rules_get_spec(reading->rules);
    reading->header = hcp__header_new(spec, reading->place, row, error);
    if (reading->header == NULL)
        return FALSE;
    HcpPlace place = {.table = reading->table, .file = reading->place};
    if (reading->rules != NULL)
        hcp__row_rules_bind(reading->rules, reading->header, reading->issues, &place);
    if (!survey_columns(reading, &place, error))
        return FALSE;
    hcp__row_store_init(&reading->store, reading->header, reading->spec);
    hcp__header_watch_patients(reading->header, &reading->store);
    reading->cells = g_new0(HcpCell, reading->store.n_columns);
    prepare_keys(reading);
    reading->footer = hcp__report_footer_new(reading->header->names->len);
    reading->tally = hcp__issues_add_tally(reading->issues, reading->table, reading->shown);
    note_format(reading);
    hcp__row_checker_init(&reading->checker, spec, reading->header);
    prepare_segments(reading, blocks->segment);
    return TRUE;
}

/* ---- rows ---- */

/* For the joins that would find it. */
static void keep_unknown_id(Reading *reading, gsize i, gboolean is_displaced) {
    const HcpBinding *binding = reading->store.columns[i].binding;
    const HcpCell *cell = &reading->cells[i];
    gboolean hidden = is_displaced || hcp__header_may_hold_patient(reading->header, binding->column,
                                                                   cell->text, cell->length);
    hcp__issues_add_unknown_id(reading->issues, reading->table, binding->field, cell->text,
                               hidden ? 0 : cell->length);
}

static void keep_unknown_id_of(Reading *reading, const HcpRowFault *fault) {
    for (gsize i = 0; i < reading->store.n_columns; i++)
        if (fault->column == reading->store.columns[i].binding->name &&
            strcmp(fault->kind, "unknown_id") == 0)
            keep_unknown_id(reading, i, fault->is_displaced);
}

static void reject_row(Reading *reading, const HcpCsvRow *row, const HcpRowFault *fault) {
    HcpPlace place = {reading->table, reading->place, row->line, fault->column};
    g_autoptr(GString) text = g_string_new(NULL);
    hcp__row_append_masked(text, row, reading->header,
                           hcp__row_source_get_separator(reading->source));
    hcp__issues_reject(reading->issues, &place, fault->kind, fault->reason, text->str,
                       (gssize)text->len);
    keep_unknown_id_of(reading, fault);
    reading->tally->rejected++;
}

/* What costs no more than its cell: an unknown id in a field that may be missing. */
static void note_doubts(Reading *reading, int64_t line) {
    for (gsize i = 0; i < reading->store.n_columns; i++) {
        const HcpCell *cell = &reading->cells[i];
        if (cell->doubt == HCP__CELL_PLAIN)
            continue;
        const HcpBinding *binding = reading->store.columns[i].binding;
        HcpPlace place = {reading->table, reading->place, line, binding->name};
        g_autofree char *reason = hcp__cell_doubt_reason(reading->header, binding, cell);
        hcp__issues_add(reading->issues, &place, hcp__cell_doubt_kind(cell->doubt), reason);
        if (cell->doubt == HCP__CELL_UNKNOWN_ID)
            keep_unknown_id(reading, i, FALSE);
    }
}

/* Notice is given once of rows that are the same, which a key makes one. */
static gboolean is_noticed(Reading *reading, const HcpCsvRow *row) {
    gboolean has_doubt = FALSE;
    for (gsize i = 0; i < reading->store.n_columns; i++)
        has_doubt = has_doubt || reading->cells[i].doubt != HCP__CELL_PLAIN;
    if (!has_doubt || reading->noticed == NULL)
        return !has_doubt;
    int32_t n = hcp__pool_size(reading->noticed);
    return hcp__pool_add(reading->noticed, row->raw, (gssize)row->raw_length) < n;
}

static gboolean use_row(Reading *reading, const HcpCsvRow *row, GError **error) {
    if (reading->key_hashes != NULL) {
        hcp__row_rules_make_key(reading->rules, row, reading->key);
        int64_t hash = hcp__key_hash(reading->key);
        g_array_append_val(reading->key_hashes, hash);
    }
    if (!is_noticed(reading, row))
        note_doubts(reading, row->line);
    reading->tally->used++;
    hcp__row_store_note_line(&reading->store, row->line);
    return hcp__row_store_add(&reading->store, reading->cells, error);
}

static gboolean read_row(Reading *reading, const HcpCsvRow *read, GError **error) {
    HcpRowFault fault = {0};
    HcpCsvRow copy = *read;
    const HcpCsvRow *row = &copy;
    reading->tally->read++;
    if (reading->rules != NULL && !hcp__row_rules_apply(reading->rules, &copy)) {
        reading->tally->filtered++;
        return TRUE;
    }
    switch (hcp__row_check(&reading->checker, row, reading->cells, &fault)) {
    case HCP__ROW_GOOD:
        return use_row(reading, row, error);
    case HCP__ROW_FILTERED:
        reading->tally->filtered++;
        return TRUE;
    case HCP__ROW_BAD:
        reject_row(reading, row, &fault);
        g_free(fault.reason);
        break;
    }
    return TRUE;
}

static gboolean read_held_rows(void *data, GError **error) {
    Reading *reading = data;
    for (guint i = 0; i < hcp__report_footer_count(reading->footer); i++)
        if (!read_row(reading, hcp__report_footer_get(reading->footer, i), error))
            return FALSE;
    hcp__report_footer_clear(reading->footer);
    return TRUE;
}

static gboolean take_row(Reading *reading, const HcpCsvRow *row, GError **error) {
    if (hcp__report_footer_hold(reading->footer, row))
        return TRUE;
    return read_held_rows(reading, error) && read_row(reading, row, error);
}

/* The rows that are held stand at the end of the file. */
static gboolean finish_footer(Reading *reading, GError **error) {
    guint n = hcp__report_footer_count(reading->footer);
    if (n == 0 || !hcp__report_footer_is_sure(reading->footer))
        return read_held_rows(reading, error);
    HcpPlace place = {reading->table, reading->place,
                      hcp__report_footer_get(reading->footer, 0)->line, NULL};
    g_autofree char *reason = g_strdup_printf(
        "expected rows of %u fields, found lines of text after the last: %u left out",
        reading->header->names->len, n);
    hcp__issues_add(reading->issues, &place, "report_footer", reason);
    reading->tally->read += n;
    reading->tally->filtered += n;
    return TRUE;
}

static gboolean take_odd_row(const HcpCsvRow *row, void *reading, GError **error) {
    return take_row(reading, row, error);
}

/* With segments: the row that is cut off where what is in memory ends, after the rows before it. */
static gboolean next_row(Reading *reading, HcpCsvRow *row, const HcpRun *run, GError **error) {
    HcpRowSegmentsUser user = {reading->tally, read_held_rows, take_odd_row, reading};
    if (reading->segments != NULL) {
        if (!hcp__row_segments_take(reading->segments, &user, run, error))
            return FALSE;
        hcp__row_store_expect(&reading->store, hcp__row_source_get_fraction(reading->source));
    }
    return hcp__row_source_next(reading->source, row, error);
}

static gboolean read_rows(Reading *reading, HcpCsvRow *row, const HcpRun *run, GError **error) {
    g_autofree char *stage = g_strdup_printf("read %s", reading->table);
    hcp_run_report(run, stage, 0);
    if (reading->spec->no_header && !take_row(reading, row, error))
        return FALSE;
    GError *inner = NULL;
    int64_t polled = 0;
    while (next_row(reading, row, run, &inner)) {
        if (!take_row(reading, row, error))
            return FALSE;
        if (reading->tally->read - polled < ROWS_PER_POLL)
            continue;
        polled = reading->tally->read;
        if (!hcp_run_check(run, error))
            return FALSE;
        hcp_run_report_rows(run, stage, hcp__row_source_get_fraction(reading->source), polled);
    }
    if (inner == NULL)
        (void)finish_footer(reading, &inner);
    if (inner == NULL && reading->tally->read == 0)
        g_set_error(&inner, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s: expected rows, found no rows after the header", reading->place);
    if (inner != NULL) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    hcp_run_report_rows(run, stage, 1, reading->tally->read);
    return TRUE;
}

/* ---- the table ---- */

/* A further column becomes what all of its cells are. */
static HcpColumn *infer_column(const Reading *reading, HcpColumnBuilder *builder, GError **error) {
    HcpPlace place = {reading->table, reading->place, 0, builder->binding->name};
    hcp__column_builder_note_doubts(builder, reading->header, reading->issues, &place);
    return hcp__column_builder_infer(builder, reading->store.n_rows, error);
}

static HcpTable *make_table(Reading *reading, GError **error) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    if (!hcp__row_store_reserve(&reading->store, 1, error))
        return NULL;
    for (gsize i = 0; i < reading->store.n_columns; i++) {
        HcpColumnBuilder *builder = &reading->store.columns[i];
        HcpColumn *column = builder->binding->field != NULL
                                ? hcp__column_builder_finish(builder, reading->store.n_rows)
                                : infer_column(reading, builder, error);
        if (column == NULL)
            return NULL;
        g_ptr_array_add(columns, column);
    }
    return hcp_table_new(reading->table, reading->store.n_rows, columns->len,
                         (HcpColumn *const *)columns->pdata);
}

/* Of rows with one key the byte-smallest stays. Takes the table over. */
static HcpTable *drop_rivals(Reading *reading, HcpTable *table, const HcpBlocks *blocks,
                             const HcpRun *run, GError **error) {
    if (!reading->is_keyed)
        return table;
    HcpKeyedRows rows = {.spec = reading->spec,
                         .block = blocks->block,
                         .header = reading->header,
                         .rules = reading->rules,
                         .checker = &reading->checker,
                         .store = &reading->store,
                         .key_hashes = reading->key_hashes,
                         .issues = reading->issues,
                         .tally = reading->tally,
                         .place = {.table = reading->table, .file = reading->place}};
    return hcp__keyed_rows_drop_rivals(&rows, table, run, error);
}

HcpTable *hcp__reader_read_blocks(const HcpReaderSpec *spec, const HcpBlocks *blocks,
                                  HcpIssues *issues, const HcpRun *run, GError **error) {
    g_return_val_if_fail(spec != NULL && spec->path != NULL && spec->schema != NULL, NULL);
    g_return_val_if_fail(issues != NULL && run != NULL, NULL);
    g_auto(Reading) reading = {.spec = spec, .issues = issues};
    reading.shown = spec->shown_path != NULL ? spec->shown_path : spec->path;
    reading.table = spec->table != NULL ? spec->table : spec->schema->name;
    HcpCsvRow row;
    if (!hcp_run_check(run, error) || !open_reading(&reading, &row, blocks, run, error) ||
        !read_rows(&reading, &row, run, error))
        return NULL;
    g_autoptr(HcpTable) table = make_table(&reading, error);
    return table != NULL ? drop_rivals(&reading, g_steal_pointer(&table), blocks, run, error)
                         : NULL;
}

HcpTable *hcp_reader_read(const HcpReaderSpec *spec, HcpIssues *issues, const HcpRun *run,
                          GError **error) {
    static const HcpBlocks quick = {0, (gsize)512 << 10};
    return hcp__reader_read_blocks(spec, &quick, issues, run, error);
}
