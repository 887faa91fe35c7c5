/* The parts that hcp_reader_read is made of, in the order in which a byte passes them. */
#ifndef HCPNET_READER_INTERNAL_H
#define HCPNET_READER_INTERNAL_H

#include "base/base_internal.h"
#include "table/cell.h"
#include "table/number_form.h"
#include "table/table_internal.h"
#include "table/text_source.h"

#include <hcpnet/reader.h>

/* ---- the whole ---- */

/* How a CSV file is cut up. Nothing depends on it but memory and speed. */
typedef struct {
    gsize block;   /* see HcpCsvFormat */
    gsize segment; /* bytes that one thread reads at a time; 0: rows are read one by one */
} HcpBlocks;

/* As hcp_reader_read. */
HcpTable *hcp__reader_read_blocks(const HcpReaderSpec *spec, const HcpBlocks *blocks,
                                  HcpIssues *issues, const HcpRun *run, GError **error);

/* ---- which column of the file is which of the table ---- */

typedef struct {
    const HcpField *field; /* NULL: a further column that the schema keeps */
    char *name;            /* of the table's column */
    char *label;           /* as the file calls it */
    gsize column;          /* position in the rows of the file */
    HcpCellForm form;
} HcpBinding;

/* Keeps the rows whose cell is one of the values. */
typedef struct {
    gsize column;
    GPtrArray *values; /* of const char *, borrowed from the spec */
} HcpRowFilter;

typedef struct {
    GPtrArray *names;  /* of char *: the file's columns */
    GArray *bindings;  /* of HcpBinding: the table's columns in order */
    GArray *filters;   /* of HcpRowFilter */
    GArray *missing;   /* of HcpMissingWord: what the study says stands for an empty cell */
    guint *binding;    /* binding[column of the file]: its place in bindings + 1; 0: none */
    gboolean *patient; /* patient[column of the file]: a patient stands or may stand there */
    gboolean has_patient;
    gboolean hides_values;    /* no cell is shown */
    gboolean has_own_patient; /* the patient's field is bound, to patient_column */
    gsize patient_column;
    const HcpPool *patients;   /* that were read so far; NULL: none are known. Borrowed */
    const HcpPool *physicians; /* of a closed domain; NULL: none. Borrowed */
    gboolean *count;           /* count[column of the file]: it counts patients */
    gboolean has_count;
} HcpHeader;

/* From the first row of the file: its header, or (no_header) any row. */
HcpHeader *hcp__header_new(const HcpReaderSpec *spec, const char *shown, const HcpCsvRow *row,
                           GError **error);
void hcp__header_free(HcpHeader *header);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpHeader, hcp__header_free)

/* [a-z][a-z0-9_]* made of any text; owned by the caller. */
char *hcp__header_plain_name(const char *text);

/* Decides how the numbers and dates of each column are written, by the first rows of the file, and
 * says what was only guessed. `spec` states separator and encoding. */
gboolean hcp__survey_columns(const HcpReaderSpec *spec, HcpHeader *header, HcpIssues *issues,
                             const HcpPlace *place, GError **error);

/* ---- cells, and the columns they end in ---- */

typedef struct {
    const HcpBinding *binding;
    HcpFieldType type;
    HcpKind kind;
    HcpPool *pool;      /* of STRING */
    gboolean is_closed; /* the pool takes no new texts */
    gboolean has_texts; /* a part of a column: of its texts the codes are found later */
    void *values;       /* of the kind's type; HcpPoolText where it has texts */
    uint8_t *validity;
    gboolean has_missing;
} HcpColumnBuilder;

void hcp__column_builder_init(HcpColumnBuilder *builder, const HcpBinding *binding,
                              const HcpReaderSpec *spec);

/* Of a column, rows that will be appended: texts are borrowed until then. */
void hcp__column_builder_init_part(HcpColumnBuilder *part, const HcpColumnBuilder *whole);
void hcp__column_builder_clear(HcpColumnBuilder *builder);

/* From `old` to `new` rows; LIMIT when memory is short. */
gboolean hcp__column_builder_grow(HcpColumnBuilder *builder, int64_t old, int64_t new,
                                  GError **error);
void hcp__column_builder_set(HcpColumnBuilder *builder, int64_t row, const HcpCell *cell);

/* Without rows, of the room that it has. */
void hcp__column_builder_reset(HcpColumnBuilder *builder, int64_t capacity);

/* Rows first..last - 1 of a part, all of whose texts have codes, to `row` on, where there is room
 * and nothing yet: which of them are missing, and the values, which several threads may copy to
 * other rows at the same time. */
void hcp__column_builder_copy_missing(HcpColumnBuilder *builder, int64_t row,
                                      const HcpColumnBuilder *part, int64_t first, int64_t last);
void hcp__column_builder_copy_values(HcpColumnBuilder *builder, int64_t row,
                                     const HcpColumnBuilder *part, int64_t first, int64_t last);

/* The column of the first n rows; the builder is empty afterwards. Further columns get the
 * narrowest kind that every cell of theirs fits. */
HcpColumn *hcp__column_builder_finish(HcpColumnBuilder *builder, int64_t n);
HcpColumn *hcp__column_builder_infer(HcpColumnBuilder *builder, int64_t n, GError **error);

/* Notices of what the cells of a further column leave open, before it is inferred: a word such as
 * NA that makes text of numbers or dates (missing_word), numbers of which nothing tells the decimal
 * mark (ambiguous_number); and of one that tells of patients (patient_column). */
void hcp__column_builder_note_doubts(const HcpColumnBuilder *builder, const HcpHeader *header,
                                     HcpIssues *issues, const HcpPlace *place);

/* PATIENT, or NAME, when the name of a further column says that it tells who a patient, or another
 * person, is. */
HcpPrivacy hcp__guess_privacy(const char *name);

/* ---- is a row good? ---- */

typedef enum { HCP__ROW_GOOD, HCP__ROW_FILTERED, HCP__ROW_BAD } HcpRowVerdict;

typedef struct {
    const char *kind;
    const char *column; /* NULL: the row as a whole */
    char *reason;       /* "expected a count, found 'x'"; to be freed */
    gboolean is_displaced;
} HcpRowFault;

typedef struct {
    const HcpReaderSpec *spec;
    const HcpHeader *header;
    int date;            /* binding that the period holds for, the first DATE of the schema; -1 */
    int from, to;        /* bindings that must differ; -1 */
    gboolean defers_ids; /* ids of closed domains are not looked up, and none is unknown */
} HcpRowChecker;

void hcp__row_checker_init(HcpRowChecker *checker, const HcpReaderSpec *spec,
                           const HcpHeader *header);

/* Fills cells[binding]; one fault a row, the first by column. */
HcpRowVerdict hcp__row_check(const HcpRowChecker *checker, const HcpCsvRow *row, HcpCell *cells,
                             HcpRowFault *fault);

/* The kind of issue and the reason, owned by the caller, of a cell with a doubt. */
const char *hcp__cell_doubt_kind(HcpCellDoubt doubt);
char *hcp__cell_doubt_reason(const HcpHeader *header, const HcpBinding *binding,
                             const HcpCell *cell);

/* What a faulty row holds, for messages: "a NUL byte". */
const char *hcp__fault_found(const char *kind);

/* The same of the first row of a file, which may be in UTF-16 that no mark tells of. */
const char *hcp__first_row_found(const HcpCsvRow *row);

/* "expected the id of a physician, found 'x'", masked for patients; owned by the caller. */
char *hcp__cell_expected_reason(const HcpHeader *header, const HcpBinding *binding,
                                const HcpCell *cell);

#endif
