/* The tables that hcp_quality_new is made of. Each maker returns a table of its own. */
#ifndef HCPNET_QUALITY_INTERNAL_H
#define HCPNET_QUALITY_INTERNAL_H

#include "base/base_internal.h"
#include "table/table_internal.h"

#include <hcpnet/quality.h>

/* A column of such a table. */
#define HCP__COLUMN(name, unit, definition, kind, privacy)                                         \
    { name, NULL, unit, definition, HCP_KIND_##kind, HCP_PRIVACY_##privacy }

/* ---- quality_rows.c: what became of the rows ---- */

HcpTable *hcp__quality_formats(const HcpDataset *dataset);
HcpTable *hcp__quality_repeats(const HcpDataset *dataset);
HcpTable *hcp__quality_notes(const HcpDataset *dataset);

/* ---- quality_joins.c: which join would find unknown ids ---- */

/* One join of the unknown ids of a column with the ids of their master. */
typedef struct {
    const char *name;      /* "leading_zeros" */
    int64_t n_ids, n_rows; /* distinct ids that it finds, each as one master id alone; their rows */
    char *words;           /* "with leading zeros added to 8 digits" */
    const char *id;        /* the first in byte order that it finds, borrowed from the unknown; */
    const char *master;    /* and as what, borrowed from the column */
} HcpJoin;

/* The joins that find any, most ids first. `masters`: a STRING column, of which rows first to
 * last - 1 count. Elements are HcpJoin. O(ids). */
GArray *hcp__joins_find(const HcpUnknownIds *unknown, const HcpColumn *masters, int64_t first,
                        int64_t last);

/* ---- quality_digits.c ---- */

/* Columns of ids in which nearly all check digits are right, and some are wrong. */
HcpTable *hcp__quality_digits(const HcpDataset *dataset);

/* ---- quality_unknown.c ---- */

/* The ids by table and column; *joins gets a row for each join that finds any. */
HcpTable *hcp__quality_unknown(const HcpDataset *dataset, HcpTable **joins);

/* ---- quality_coverage.c: rows by month ---- */

/* *months gets a row for each month of each table. */
HcpTable *hcp__quality_coverage(const HcpDataset *dataset, HcpTable **months);

/* ---- quality_shares.c: who has rows ---- */

HcpTable *hcp__quality_shares(const HcpDataset *dataset);

/* Rows by code: counts[code], of length n_codes; missing cells count nowhere. */
int64_t *hcp__count_codes(const HcpColumn *column, int64_t n_codes);

/* TRUE for tables whose rows are events or relations of physicians: all but seeds and consents. */
gboolean hcp__quality_is_activity(const HcpDataTable *data);

/* ---- quality_fences.c: Tukey's far-out fence ---- */

/* Quartiles are order statistics: the smallest value that at least that share of the values does
 * not exceed (Hyndman & Fan 1996, type 1). Values beyond `low` or `high` are far out. */
typedef struct {
    double q1, median, q3;
    double low, high; /* -INFINITY where there is no lower fence */
} HcpFence;

#define HCP__FENCE_MIN_VALUES 20 /* fewer tell nothing of what is usual */

/* Changes the order of `value`. FALSE where there are too few, or no spread to measure by. O(n). */
gboolean hcp__fence_find(HcpFence *fence, double *value, int64_t n);

/* Of days, by how many rows each has: day k stands for `first` + k. */
gboolean hcp__fence_find_days(HcpFence *fence, const int64_t *n_rows, int64_t n_days,
                              int32_t first);

/* ---- quality_outliers.c ---- */

/* *values gets the largest few of each; *patients the tables where some patient has too many rows.
 * NULL with LIMIT or CANCELLED. */
HcpTable *hcp__quality_outliers(const HcpDataset *dataset, const HcpRun *run, HcpTable **values,
                                HcpTable **patients, GError **error);

#endif
