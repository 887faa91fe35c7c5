#include "table/row_segments.h"

#define SEGMENTS_MAX 16
#define BATCH        256 /* rows whose texts are found together, while they are at hand */

/* A row that is left to the caller. */
typedef struct {
    int64_t before;     /* rows of the segment's part that stand before it */
    gboolean is_stored; /* the part holds it too: it holds an unknown id */
    const char *at;     /* where it stands, maybe behind blank lines */
    int64_t line;       /* there, counted from 0 at the segment's start */
    gboolean after_blank;
} OddRow;

typedef struct {
    const char *start, *stop;
    HcpCsvScanner scanner; /* then where the rows that were read end */
    HcpCell *cells;        /* of the row at hand */
    HcpRowStore part;
    int64_t n_filtered;
    gboolean may_hold;    /* the caller may hold back the row before, until it knows the next */
    GArray *odd;          /* of OddRow, then in order */
    int64_t n_found;      /* rows of the part whose texts were looked for */
    OddRow stored[BATCH]; /* the rows of the part behind them */
    gboolean is_cut;      /* the next row does not end in memory */
    GError *error;        /* NULL: none */
} Segment;

/* Rows of a part that have their place in the store, and not their values yet. */
typedef struct {
    const HcpRowStore *part;
    int64_t first, last, row;
} Stretch;

struct HcpRowSegments {
    HcpCsvReader *reader;
    HcpRowChecker checker;
    HcpRowStore *store;
    gsize size;
    Segment segments[SEGMENTS_MAX];
    GArray *stretches; /* of Stretch */
};

HcpRowSegments *hcp__row_segments_new(HcpCsvReader *reader, const HcpRowChecker *checker,
                                      HcpRowStore *store, gsize size) {
    HcpRowSegments *segments = g_new0(HcpRowSegments, 1);
    segments->reader = reader;
    segments->checker = *checker;
    segments->checker.defers_ids = TRUE;
    segments->store = store;
    segments->size = size;
    segments->stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    for (gsize i = 0; i < SEGMENTS_MAX; i++) {
        Segment *segment = &segments->segments[i];
        hcp__csv_scanner_init(&segment->scanner);
        segment->cells = g_new0(HcpCell, store->n_columns);
        hcp__row_store_init_part(&segment->part, store);
        segment->odd = g_array_new(FALSE, FALSE, sizeof(OddRow));
    }
    return segments;
}

void hcp__row_segments_free(HcpRowSegments *segments) {
    if (segments == NULL)
        return;
    for (gsize i = 0; i < SEGMENTS_MAX; i++) {
        Segment *segment = &segments->segments[i];
        hcp__csv_scanner_clear(&segment->scanner);
        g_free(segment->cells);
        hcp__row_store_clear(&segment->part);
        g_array_unref(segment->odd);
        g_clear_error(&segment->error);
    }
    g_array_unref(segments->stretches);
    g_free(segments);
}

/* ---- one segment, on any thread ---- */

/* The loop has no exit, so that the compiler makes wide instructions of it. */
static void look_for_bytes(HcpCsvScanner *scanner) {
    guchar all = 0, zeros = 0;
    for (const char *p = scanner->at; p < scanner->stop; p++) {
        all = (guchar)(all | (guchar)*p);
        zeros = (guchar)(zeros | (*p == '\0'));
    }
    scanner->has_high = all >= 0x80;
    scanner->has_nul = zeros != 0;
}

/* What may be the footer of a report, which only the rows behind it tell. */
static gboolean may_be_footer(const HcpCsvRow *row) {
    if (row->after_blank)
        return TRUE;
    for (gsize i = 1; i < row->n_fields; i++)
        if (row->fields[i].length > 0)
            return FALSE;
    return row->n_fields > 1;
}

/* Of texts only the place is kept, so that they must stand where they do until the row is stored;
 * of doubts the caller gives notice. */
static gboolean is_plain(const Segment *segment, const HcpCsvRow *row) {
    for (gsize i = 0; i < segment->part.n_columns; i++) {
        const HcpCell *cell = &segment->cells[i];
        if (cell->doubt != HCP__CELL_PLAIN || cell->text < row->raw ||
            cell->text > row->raw + row->raw_length)
            return FALSE;
    }
    return TRUE;
}

/* Of unknown ids the caller gives notice. */
static void find_texts(Segment *segment) {
    int64_t first = segment->n_found, last = segment->part.n_rows;
    segment->n_found = last;
    if (!hcp__row_store_find_texts(&segment->part, first, last))
        return;
    for (int64_t row = first; row < last; row++)
        if (hcp__row_store_has_unknown_id(&segment->part, row))
            g_array_append_val(segment->odd, segment->stored[row - first]);
}

static gboolean store_row(Segment *segment, int64_t line, const OddRow *place) {
    OddRow *stored = &segment->stored[segment->part.n_rows - segment->n_found];
    *stored = *place;
    stored->is_stored = TRUE;
    segment->may_hold = FALSE;
    hcp__row_store_note_line(&segment->part, line);
    if (!hcp__row_store_add(&segment->part, segment->cells, &segment->error))
        return FALSE;
    if (segment->part.n_rows - segment->n_found == BATCH)
        find_texts(segment);
    return TRUE;
}

static gboolean take_row(const HcpRowChecker *checker, Segment *segment, const HcpCsvRow *row,
                         const OddRow *place) {
    HcpRowFault fault = {0};
    HcpRowVerdict verdict = HCP__ROW_BAD;
    if (!may_be_footer(row))
        verdict = hcp__row_check(checker, row, segment->cells, &fault);
    if (verdict == HCP__ROW_GOOD && is_plain(segment, row))
        return store_row(segment, row->line, place);
    g_free(fault.reason);
    if (verdict == HCP__ROW_FILTERED && !segment->may_hold) {
        segment->n_filtered++;
        return TRUE;
    }
    g_array_append_val(segment->odd, *place);
    segment->may_hold = verdict != HCP__ROW_FILTERED;
    return TRUE;
}

static void read_rows(const HcpRowChecker *checker, Segment *segment) {
    HcpCsvScanner *scanner = &segment->scanner;
    for (;;) {
        OddRow place = {segment->part.n_rows, FALSE, scanner->at, scanner->line,
                        scanner->after_blank};
        HcpCsvRow row;
        HcpCsvScan scan;
        HcpCsvScanResult result = hcp__csv_scanner_next(scanner, &row, &scan);
        segment->is_cut = result != HCP__SCAN_ROW && result != HCP__SCAN_END;
        if (result != HCP__SCAN_ROW || !take_row(checker, segment, &row, &place))
            return;
    }
}

static int compare_places(const void *a, const void *b) {
    const OddRow *first = a, *second = b;
    return (first->at > second->at) - (first->at < second->at);
}

static void read_segment(const HcpRowSegments *segments, Segment *segment) {
    hcp__row_store_reset(&segment->part);
    segment->n_found = 0;
    segment->n_filtered = 0;
    segment->may_hold = TRUE;
    g_array_set_size(segment->odd, 0);
    hcp__csv_reader_lend(segments->reader, segment->start, segment->stop, &segment->scanner);
    look_for_bytes(&segment->scanner);
    read_rows(&segments->checker, segment);
    find_texts(segment);
    g_array_sort(segment->odd, compare_places);
}

static void read_range(int64_t first, int64_t last, void *data) {
    HcpRowSegments *segments = data;
    for (int64_t i = first; i < last; i++)
        read_segment(segments, &segments->segments[i]);
}

/* ---- all of them, in order ---- */

static gboolean take_rows(const HcpRowSegments *segments, Segment *segment, int64_t first,
                          int64_t last, const HcpRowSegmentsUser *user, GError **error) {
    if (first == last)
        return TRUE;
    if (!user->before_rows(user->data, error))
        return FALSE;
    Stretch stretch = {&segment->part, first, last, segments->store->n_rows};
    if (!hcp__row_store_append(segments->store, &segment->part, first, last, error))
        return FALSE;
    g_array_append_val(segments->stretches, stretch);
    user->tally->read += last - first;
    user->tally->used += last - first;
    return TRUE;
}

static gboolean take_odd_row(const HcpRowSegments *segments, const HcpRowSegmentsUser *user,
                             GError **error) {
    HcpCsvRow row;
    return hcp__csv_reader_next(segments->reader, &row, error) &&
           user->take_odd(&row, user->data, error);
}

static gboolean take_segment(const HcpRowSegments *segments, Segment *segment,
                             const HcpRowSegmentsUser *user, GError **error) {
    HcpCsvReader *reader = segments->reader;
    int64_t first_line = hcp__csv_reader_tell_line(reader), done = 0;
    segment->part.first_line = first_line;
    for (guint i = 0; i < segment->odd->len; i++) {
        const OddRow *odd = &g_array_index(segment->odd, OddRow, i);
        if (!take_rows(segments, segment, done, odd->before, user, error))
            return FALSE;
        hcp__csv_reader_seek(reader, odd->at, first_line + odd->line, odd->after_blank);
        if (!take_odd_row(segments, user, error))
            return FALSE;
        done = odd->before + odd->is_stored;
    }
    if (!take_rows(segments, segment, done, segment->part.n_rows, user, error))
        return FALSE;
    user->tally->read += segment->n_filtered;
    user->tally->filtered += segment->n_filtered;
    hcp__csv_reader_seek(reader, segment->scanner.at, first_line + segment->scanner.line,
                         segment->scanner.after_blank);
    return TRUE;
}

/* Reads a segment again that did not start where the one before it ended. */
static gboolean take_all(HcpRowSegments *segments, gsize n, const HcpRowSegmentsUser *user,
                         GError **error) {
    gboolean is_cut = FALSE;
    for (gsize i = 0; i < n && !is_cut; i++) {
        Segment *segment = &segments->segments[i];
        const char *at = hcp__csv_reader_tell(segments->reader);
        if (segment->start != at || hcp__csv_reader_is_after_blank(segments->reader)) {
            segment->start = at;
            g_clear_error(&segment->error);
            read_segment(segments, segment);
        }
        if (segment->error != NULL) {
            g_propagate_error(error, g_steal_pointer(&segment->error));
            return FALSE;
        }
        if (!take_segment(segments, segment, user, error))
            return FALSE;
        is_cut = segment->is_cut;
    }
    return TRUE;
}

static void fill_range(int64_t first, int64_t last, void *data) {
    const HcpRowSegments *segments = data;
    for (int64_t i = first; i < last; i++) {
        const Stretch *stretch = &g_array_index(segments->stretches, Stretch, i);
        hcp__row_store_fill(segments->store, stretch->row, stretch->part, stretch->first,
                            stretch->last);
    }
}

gboolean hcp__row_segments_take(HcpRowSegments *segments, const HcpRowSegmentsUser *user,
                                const HcpRun *run, GError **error) {
    const char *starts[SEGMENTS_MAX + 1];
    gsize n = hcp__csv_reader_split(segments->reader, segments->size, SEGMENTS_MAX, starts);
    for (gsize i = 0; i < n; i++) {
        segments->segments[i].start = starts[i];
        segments->segments[i].stop = starts[i + 1];
    }
    g_array_set_size(segments->stretches, 0);
    return hcp__parallel_for(run, (int64_t)n, 1, read_range, segments, error) &&
           take_all(segments, n, user, error) &&
           hcp__parallel_for(run, segments->stretches->len, 1, fill_range, segments, error);
}
