/* What the modules above share with src/table: adding issues, and reading single cells. */
#ifndef HCPNET_TABLE_INTERNAL_H
#define HCPNET_TABLE_INTERNAL_H

#include <hcpnet/issues.h>
#include <hcpnet/schema.h>

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
