/* The parts that hcp_dataset_load is made of, in the order in which a row passes them. */
#ifndef HCPNET_DATASET_INTERNAL_H
#define HCPNET_DATASET_INTERNAL_H

#include "base/base_internal.h"

#include <hcpnet/dataset.h>
#include <hcpnet/reader.h>
#include <hcpnet/schema.h>

/* ---- dataset.c ---- */

/* Without nodes and tables yet. */
HcpDataset *hcp__dataset_new(const HcpStudy *study);

/* ---- input_digest.c ---- */

/* Fills sha256 and bytes of the inputs, of which `paths` are the files; messages call them as the
 * input does. A file that is not there, or cannot be read twice, is an error before any is read.
 * Where the run has several threads one more works until all is done, or they are freed. */
typedef struct HcpDigests HcpDigests;
HcpDigests *hcp__digests_start(GArray *inputs, const char *const *paths, const HcpRun *run,
                               GError **error);
gboolean hcp__digests_finish(HcpDigests *digests, const HcpRun *run, GError **error);
void hcp__digests_free(HcpDigests *digests);

/* ---- id_domain.c: ids of one kind, and their codes ---- */

/* The codes of the ids of `pool` change: code c becomes new_code[c], -1 where the id is gone. */
typedef struct {
    HcpPool *pool;
    int32_t *new_code;
} HcpRecoding;

/* Codes 0, 1, ... for the ids of the STRING column `ids` in the order of its rows. */
gboolean hcp__recoding_of_rows(HcpRecoding *recoding, const HcpColumn *ids, GError **error);

/* Sets used[code] for each code that a row of the column has. */
gboolean hcp__column_mark_used(const HcpColumn *column, uint8_t *used, const HcpRun *run,
                               GError **error);

/* Codes in byte order for the codes of `pool` that have used[code] set. */
gboolean hcp__recoding_of_used(HcpRecoding *recoding, const HcpPool *pool, const uint8_t *used,
                               const HcpRun *run, GError **error);
void hcp__recoding_clear(HcpRecoding *recoding);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpRecoding, hcp__recoding_clear)

/* The column over the new pool; NULL with LIMIT. */
HcpColumn *hcp__recoding_apply(const HcpRecoding *recoding, const HcpColumn *column,
                               const HcpRun *run, GError **error);

/* Texts in byte order get the codes 0, 1, ..., so that code order is byte order and no code is
 * without a row. NULL with LIMIT. */
HcpColumn *hcp__column_sort_codes(HcpColumn *column, const HcpRun *run, GError **error);

/* ---- pseudonyms.c ---- */

/* The pseudonym of each id of the pool, under the same code. */
gboolean hcp__recoding_of_pseudonyms(HcpRecoding *recoding, const HcpStudy *study,
                                     HcpFieldType type, const HcpPool *pool, GError **error);

/* ---- columns_append.c: one column after the other ---- */

/* part[k] (NULL: all missing) gives n[k] entries. The kind is that of the parts: where they differ,
 * DOUBLE for numbers, else STRING. `pool`: STRING parts are over it already and codes stay; NULL: a
 * new pool. NULL with LIMIT. */
HcpColumn *hcp__columns_append(gsize n_parts, HcpColumn *const *part, const int64_t *n,
                               HcpPool *pool, GError **error);

/* ---- raw_table.c: the files of one group as one table ---- */

typedef struct {
    const HcpStudyTable *group;
    const HcpSchema *schema;
    HcpTable *table;
    int64_t *first_row; /* of each file; length: files + 1 */
} HcpRawTable;

typedef struct {
    const HcpStudy *study;
    HcpIdDomain physicians, organisations;
    HcpIssues *issues;
    const HcpRun *run;
} HcpRawContext;

void hcp__raw_table_clear(HcpRawTable *raw);
gboolean hcp__raw_table_read(HcpRawTable *raw, const HcpRawContext *context, GError **error);

/* TRUE for tables whose rows the study's period bounds. */
gboolean hcp__is_event_table(const char *schema);

/* TEXT for columns that are no field of the schema. */
HcpFieldType hcp__raw_table_get_type(const HcpRawTable *raw, gsize column);

/* Columns of that type over the new pool. */
gboolean hcp__raw_table_recode(HcpRawTable *raw, HcpFieldType type, const HcpRecoding *recoding,
                               const HcpRun *run, GError **error);

/* In place of the column of that name. */
void hcp__raw_table_set_column(HcpRawTable *raw, HcpColumn *column);

/* Those n rows in place of the table's. */
gboolean hcp__raw_table_take_rows(HcpRawTable *raw, int64_t n, const int32_t *rows,
                                  const HcpRun *run, GError **error);

/* pseudonyms.c: the pseudonyms of a master's ids, codes in byte order; NULL with an error. */
HcpColumn *hcp__raw_table_sort_pseudonyms(const HcpRawTable *raw, const HcpRawContext *context,
                                          GError **error);

/* Takes out columns that name somebody, and further texts that tell the rows of a master apart. */
void hcp__raw_table_drop_names(HcpRawTable *raw);

/* row_repeats.c: puts the rows in order, takes out repeats and rows whose key another row has, and
 * counts them in the tallies of their files. */
gboolean hcp__raw_table_settle(HcpRawTable *raw, const HcpRawContext *context, GError **error);

/* ---- node_table.c ---- */

/* The nodes; `physicians` and `organisations` are sorted as the dataset wants them. Pool: of the
 * organisations' ids. */
HcpTable *hcp__nodes_new(HcpTable *physicians, HcpTable *organisations, HcpPool *pool,
                         GError **error);

/* A table of one column `id` with every id of the pool in order, and for organisations `kind`. */
HcpTable *hcp__nodes_of_pool(const char *name, HcpPool *pool, const char *kind);

#endif
