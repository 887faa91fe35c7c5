/* What the layers share: rows gathered by pair, columns of pairs, edges of pairs. */
#ifndef HCPNET_DERIVE_INTERNAL_H
#define HCPNET_DERIVE_INTERNAL_H

#include <hcpnet/derive.h>

/* ---- edges.c ---- */

/* As hcp_edges_new_take, of the codes of two columns, which it references. */
HcpEdges *hcp__edges_new_of_codes(gboolean directed, HcpColumn *source, HcpColumn *target,
                                  HcpTable *attributes);

/* ---- aggregate.c: rows by pair ---- */

/* Row r runs from node source[r] to node target[r] + target_shift. Rows are left out where keep[r]
 * is 0 and where both ends are one node. */
typedef struct {
    int64_t n;
    const int32_t *source;
    const int32_t *target; /* NULL: rows are gathered by source alone, under target 0 */
    int32_t target_shift;  /* organisation codes become nodes by n_physicians */
    const uint8_t *keep;   /* NULL: every row */
    gboolean lends_ends;   /* where each row is a pair, pairs may have `source` and `target` too */
} HcpRows;

/* The distinct pairs of the rows, sorted by (source, target). The rows of pair p are
 * hcp__pairs_row(pairs, k) for k from hcp__pairs_start(pairs, p) to below that of p + 1, ascending.
 */
typedef struct {
    int64_t n, n_rows;
    int32_t *source, *target; /* length n */
    gboolean borrows_ends;    /* those are the arrays of the rows, and not to be changed */
    int32_t *start;           /* length n + 1; NULL: each row is a pair, as it stands */
    uint64_t *entry;          /* target << 32 | row, by source; length n_rows; NULL: the rows are
                                 in that order as they stand, and row k is k */
} HcpPairs;

static inline int64_t hcp__pairs_start(const HcpPairs *pairs, int64_t p) {
    return pairs->start != NULL ? pairs->start[p] : p;
}

static inline int32_t hcp__pairs_row(const HcpPairs *pairs, int64_t k) {
    return (int32_t)(pairs->entry != NULL ? pairs->entry[k] & UINT32_MAX : (uint64_t)k);
}

/* Sources and shifted targets lie in 0..n_nodes-1. LIMIT beyond 2^31 - 1 rows. Memory: 12 bytes a
 * pair, and 8 a row unless the rows are in order; none where they are the pairs and lend their
 * ends. O(rows log(rows of a node)). */
gboolean hcp__pairs_collect(const HcpRows *rows, int32_t n_nodes, HcpPairs *out_pairs,
                            const HcpRun *run, GError **error);
void hcp__pairs_clear(HcpPairs *pairs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpPairs, hcp__pairs_clear)

/* keep[r] = 1 where both columns have a value in row r; NULL when that is everywhere. Owned by the
 * caller. */
gboolean hcp__rows_keep_complete(const HcpColumn *source, const HcpColumn *target,
                                 uint8_t **out_keep, GError **error);

/* ---- pair_columns.c: one value for each pair, whatever the order of its rows ---- */

/* The number of rows (INT64). */
HcpColumn *hcp__pairs_count(const HcpPairs *pairs, const HcpColumnInfo *info, GError **error);

/* The sum of an INT64 column; missing cells count as `if_missing`. LIMIT where it overflows. */
HcpColumn *hcp__pairs_sum_counts(const HcpPairs *pairs, const HcpColumn *values, int64_t if_missing,
                                 const HcpColumnInfo *info, GError **error);

/* The sum of a number column (DOUBLE); missing cells, or all when there is no column, count as 1.
 * Values are added from the smallest up. */
HcpColumn *hcp__pairs_sum(const HcpPairs *pairs, const HcpColumn *values, const HcpColumnInfo *info,
                          GError **error);

/* Distinct texts (INT64); missing cells are one text of their own. */
HcpColumn *hcp__pairs_count_distinct(const HcpPairs *pairs, const HcpColumn *texts,
                                     const HcpColumnInfo *info, GError **error);

/* Patients (INT64): distinct ids of `patient`; a row without one adds its count in `patients`, and
 * 1 when it has none either. Either column may be NULL. */
HcpColumn *hcp__pairs_count_patients(const HcpPairs *pairs, const HcpColumn *patient,
                                     const HcpColumn *patients, const HcpColumnInfo *info,
                                     GError **error);

/* The earliest or the latest date; missing where no row has one. */
HcpColumn *hcp__pairs_date(const HcpPairs *pairs, const HcpColumn *dates, gboolean latest,
                           const HcpColumnInfo *info, GError **error);

/* ---- layer.c: edges of pairs ---- */

/* What makes a layer besides its rows. */
typedef struct {
    const char *name;
    const char *relation;       /* what its ties are, whatever it is called: "referral", "shared" */
    const char *rule;           /* one line */
    gboolean counts_patients;   /* then the privacy gate looks at it */
    gboolean undirected;        /* pairs have source < target */
    const char *combined;       /* the coefficients, or NULL */
    const char *weight;         /* what the weight is, where that is a choice; else NULL */
    HcpColumn *source, *target; /* of which pairs may have borrowed their ends; else NULL */
} HcpLayerInfo;

/* [a-z][a-z0-9_]* from any text; names that columns of edges already bear get `_layer`. Owned by
 * the caller. */
char *hcp__layer_name(const char *text);

/* The column of the table unless it is missing in every row. Borrowed. */
HcpColumn *hcp__table_find_filled(const HcpTable *table, const char *name);

/* Appends, taking over; FALSE when `column` is NULL. */
gboolean hcp__columns_add(GPtrArray *columns, HcpColumn *column);
GPtrArray *hcp__columns_new(void);

/* Appends `weight`, the counts as DOUBLE. */
gboolean hcp__columns_add_weight(GPtrArray *columns, const HcpColumn *counts,
                                 const HcpColumnInfo *info, const HcpRun *run, GError **error);

/* Appends `first` and `last` where there are dates. */
gboolean hcp__columns_add_dates(GPtrArray *columns, const HcpPairs *pairs, const HcpColumn *dates,
                                GError **error);

/* Edges of the pairs, whose ends it takes; pairs whose weight is not above 0 are left
 * out, and counted in a note. */
HcpEdges *hcp__edges_make(HcpPairs *pairs, const HcpLayerInfo *info, const GPtrArray *columns,
                          GError **error);

/* Appends the edges, taking over; layers without edges are passed over. FALSE when NULL. */
gboolean hcp__layers_add(GPtrArray *layers, HcpEdges *edges);

/* ---- one file for each schema: appends the layers of one table, in order of name ---- */

typedef gboolean (*HcpDeriveFunc)(const HcpDataset *dataset, const HcpDataTable *data,
                                  GPtrArray *layers, const HcpRun *run, GError **error);

gboolean hcp__derive_referrals(const HcpDataset *dataset, const HcpDataTable *data,
                               GPtrArray *layers, const HcpRun *run, GError **error);
gboolean hcp__derive_ties(const HcpDataset *dataset, const HcpDataTable *data, GPtrArray *layers,
                          const HcpRun *run, GError **error);
gboolean hcp__derive_shared(const HcpDataset *dataset, const HcpDataTable *data, GPtrArray *layers,
                            const HcpRun *run, GError **error);
gboolean hcp__derive_visits(const HcpDataset *dataset, const HcpDataTable *data, GPtrArray *layers,
                            const HcpRun *run, GError **error);
gboolean hcp__derive_affiliation(const HcpDataset *dataset, const HcpDataTable *data,
                                 GPtrArray *layers, const HcpRun *run, GError **error);
gboolean hcp__derive_dispensing(const HcpDataset *dataset, const HcpDataTable *data,
                                GPtrArray *layers, const HcpRun *run, GError **error);
gboolean hcp__derive_attendance(const HcpDataset *dataset, const HcpDataTable *data,
                                GPtrArray *layers, const HcpRun *run, GError **error);

#endif
