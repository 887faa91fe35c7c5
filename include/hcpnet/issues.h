/* HcpIssues: what was wrong with the inputs, and every row that was not used. Filled by the reader,
 * read by `check`, the data-quality section of the report and rejects.csv. */
#ifndef HCPNET_ISSUES_H
#define HCPNET_ISSUES_H

#include <hcpnet/table.h>

typedef struct HcpIssues HcpIssues;

/* How the rows of one table fared: read = used + rejected + filtered + collapsed. */
typedef struct {
    const char *table;    /* "referrals", or "ties:advice" for a group of that name */
    const char *file;     /* as the study names it */
    int64_t read;         /* records after the header */
    int64_t used;         /* rows of the table */
    int64_t rejected;     /* written to the rejects with a reason */
    int64_t filtered;     /* left out by the study's `where`, or the footer of a report */
    int64_t collapsed;    /* exact repeats of another row, counted once */
    char separator;       /* of a text file: found or stated; 0 of any other */
    const char *encoding; /* of a text file, such as "utf-8"; NULL of any other */
} HcpTally;

/* One kind of issue in one table, such as unknown physician ids in referrals. */
typedef struct {
    const char *table;
    const char *kind;   /* a stable word: "unknown_id", "wrong_type", "self_referral", ... */
    const char *column; /* or "" */
    int64_t count;
    const char *example; /* the first message by (file, line): `file:line: column: ...` */
} HcpIssue;

HcpIssues *hcp_issues_new(void);
void hcp_issues_free(HcpIssues *issues);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpIssues, hcp_issues_free)

gsize hcp_issues_get_n_tallies(const HcpIssues *issues);
const HcpTally *hcp_issues_get_tally(const HcpIssues *issues, gsize index);

/* Issues in the order of table, kind, column; notices (which cost no row) among them. */
gsize hcp_issues_get_n(const HcpIssues *issues);
const HcpIssue *hcp_issues_get(const HcpIssues *issues, gsize index);
int64_t hcp_issues_count_rejected(const HcpIssues *issues);

/* The rejected rows: file, line, column, reason, row; ordered by file and line. Patient cells read
 * <patient>. Owned by the caller. */
HcpTable *hcp_issues_make_rejects(const HcpIssues *issues);

/* One row a table of the study: table, file, read, used, rejected, filtered, collapsed. */
HcpTable *hcp_issues_make_tallies(const HcpIssues *issues);

/* One row an issue: table, kind, column, count, example. */
HcpTable *hcp_issues_make_table(const HcpIssues *issues);

/* The second and third example of each issue that has them: table, kind, example. */
HcpTable *hcp_issues_make_examples(const HcpIssues *issues);

#endif
