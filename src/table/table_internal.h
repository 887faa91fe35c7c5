/* What the modules above share with src/table: adding issues, and reading single cells. */
#ifndef HCPNET_TABLE_INTERNAL_H
#define HCPNET_TABLE_INTERNAL_H

#include <hcpnet/issues.h>
#include <hcpnet/run.h>
#include <hcpnet/schema.h>
#include <hcpnet/table.h>

/* ---- issues ---- */

/* Where an issue stands. line 0: in no line of its own. column NULL or "": the row as a whole. */
typedef struct {
    const char *table;
    const char *file;
    int64_t line;
    const char *column;
} HcpPlace;

/* A tally of zeros to be counted up by the caller; owned by the issues and as long-lived. */
HcpTally *hcp__issues_add_tally(HcpIssues *issues, const char *table, const char *file);

/* The tally of a table and file, or NULL. Whoever finds fault with a row after it was read takes it
 * from `used` to `rejected` or `collapsed` here. */
HcpTally *hcp__issues_find_tally(HcpIssues *issues, const char *table, const char *file);

/* A notice: counted, costs no row. `reason` such as "expected a count, found 'x'", one line. */
void hcp__issues_add(HcpIssues *issues, const HcpPlace *place, const char *kind,
                     const char *reason);

/* The same for a row that is not used: `row` is its text, patient cells masked by the caller. It is
 * escaped here. The tally is the caller's to count. */
void hcp__issues_reject(HcpIssues *issues, const HcpPlace *place, const char *kind,
                        const char *reason, const char *row, gssize length);

/* ---- tables made cell by cell ---- */

/* Cells come from left to right, row by row, each by the function of its column's kind. The texts
 * of the infos are borrowed until the table is finished; cells are copied. */
typedef struct HcpTableDraft HcpTableDraft;
HcpTableDraft *hcp__table_draft_new(const char *name, gsize n_columns,
                                    const HcpColumnInfo *columns);
void hcp__table_draft_add_text(HcpTableDraft *draft, const char *text); /* NULL: missing */
void hcp__table_draft_add_int64(HcpTableDraft *draft, int64_t value);
void hcp__table_draft_add_double(HcpTableDraft *draft, double value); /* NaN: missing */
void hcp__table_draft_add_bool(HcpTableDraft *draft, gboolean value);
void hcp__table_draft_add_date(HcpTableDraft *draft, int32_t day);
void hcp__table_draft_add_missing(HcpTableDraft *draft);

/* The table of whole rows; frees the draft. */
HcpTable *hcp__table_draft_finish(HcpTableDraft *draft);

/* ---- ids that no master has ---- */

#define HCP__UNKNOWN_IDS_MAX 100000

/* Of one column of one table. */
typedef struct {
    const char *table, *column;
    HcpFieldType type;     /* PHYSICIAN or ORGANISATION */
    int64_t n_rows;        /* where such an id stands */
    HcpPool *ids;          /* distinct ones, and more than are to be used: see _order */
    GArray *id_rows;       /* of int64_t by code: in how many rows */
    gboolean has_left_out; /* some rows have an id that is not among them */
    char *last;            /* what stands above it in byte order is left out; NULL: nothing yet */
} HcpUnknownIds;

/* A row that has one, which is counted. The id is kept unless length is 0 (it may be a patient's)
 * or the text is too long for an id. Memory: at most 2 HCP__UNKNOWN_IDS_MAX ids a column. */
void hcp__issues_add_unknown_id(HcpIssues *issues, const char *table, const HcpField *field,
                                const char *text, gsize length);

/* By table, column. */
gsize hcp__issues_get_n_unknown(const HcpIssues *issues);
const HcpUnknownIds *hcp__issues_get_unknown(const HcpIssues *issues, gsize index);

/* Codes of the distinct ids in byte order, the first HCP__UNKNOWN_IDS_MAX of them: the same
 * whatever the order of the rows. Owned by the caller. */
int32_t *hcp__unknown_ids_order(const HcpUnknownIds *unknown, int32_t *n);

/* TRUE when there are ids that are not among those. */
gboolean hcp__unknown_ids_is_cut(const HcpUnknownIds *unknown);

/* ---- rows of tables ---- */

/* Of a STRING column; borrowed. */
const HcpPool *hcp__column_get_pool(const HcpColumn *column);

/* An array that the next column may have: memory that is touched already is cheap. */
typedef struct {
    void *values;
    gsize bytes;
} HcpSpare;
static inline void hcp__spare_clear(HcpSpare *spare) {
    g_clear_pointer(&spare->values, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpSpare, hcp__spare_clear)

/* As hcp_column_select, on the run's threads; NULL with LIMIT. Takes the column over, and leaves
 * its array to the next one unless somebody else holds it. */
HcpColumn *hcp__column_take_rows(HcpColumn *column, int64_t n, const int32_t *rows, HcpSpare *spare,
                                 const HcpRun *run, GError **error);

/* As hcp_table_select_rows, but takes the table over, and frees each column of a table that nobody
 * else holds as soon as it is done with. The table is gone on failure as well. */
HcpTable *hcp__table_take_rows(HcpTable *table, int64_t n, const int32_t *rows, const HcpRun *run,
                               GError **error);

/* Less than, equal to or greater than 0: rows a and b by columns 0..n_columns-1; missing comes
 * first, then numbers by value and texts by code. */
int hcp__rows_compare(const HcpTable *table, gsize n_columns, int64_t a, int64_t b);

/* The permutation that brings the rows in the order of those columns; equal rows keep theirs.
 * `out_order` NULL: they are in order. Memory: 8 bytes a row. O(rows x columns). */
gboolean hcp__rows_order(const HcpTable *table, gsize n_columns, const HcpRun *run,
                         int32_t **out_order, GError **error);

/* repeats: bit k is set where row order[k] (NULL: k) equals row order[k - 1] in those columns.
 * `out_repeats` NULL: none does. */
gboolean hcp__rows_find_repeats(const HcpTable *table, gsize n_columns, const int32_t *order,
                                const HcpRun *run, uint8_t **out_repeats, GError **error);

/* ---- cells as text: no NUL needed after `length`, no locale, blanks around already taken off ----
 */

gboolean hcp__parse_count(const char *text, gsize length, int64_t *value);   /* 37, 37.0 */
gboolean hcp__parse_integer(const char *text, gsize length, int64_t *value); /* -37 */
gboolean hcp__parse_number(const char *text, gsize length, double *value);   /* -1.5e3 */
gboolean hcp__parse_flag(const char *text, gsize length, gboolean *value);

/* yyyy-mm-dd, yyyymmdd, dd/mm/yyyy, dd.mm.yyyy, dd-mm-yyyy, each (but yyyymmdd) with a time of day
 * after it or not; month_first: mm/dd/yyyy and mm-dd-yyyy in place of day first. */
gboolean hcp__parse_date(const char *text, gsize length, gboolean month_first, int32_t *days);

#endif
