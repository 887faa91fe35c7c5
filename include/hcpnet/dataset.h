/* HcpDataset: every table of a study, read and joined. Read-only for everyone but its maker.
 *
 * Nodes are rows of one table: physicians first, sorted by id, then organisations, sorted by
 * (kind, id); text is compared as bytes. In every other table the code of a physician column is the
 * node's row, and the code of an organisation column is the node's row minus n_physicians.
 *
 * Rows of those tables are sorted by their columns from left to right (missing first, numbers by
 * value, texts as bytes), and codes of other texts are in byte order: the order of rows in the
 * files shows nowhere. What counts as a repeat, and goes, is in docs/STUDY.md. */
#ifndef HCPNET_DATASET_H
#define HCPNET_DATASET_H

#include <hcpnet/issues.h>
#include <hcpnet/run.h>
#include <hcpnet/study.h>

/* One table of events or relations, and the group of the study it came from. */
typedef struct {
    const HcpStudyTable *group;
    HcpTable *table;
} HcpDataTable;

/* SHA-256 of one input file, as stored on disk. */
typedef struct {
    char *file;   /* as the study names it */
    char *sha256; /* lower-case hexadecimal */
    int64_t bytes;
} HcpInput;

typedef struct {
    const HcpStudy *study; /* borrowed: must outlive the dataset */

    /* kind ("physician", or the organisation's kind), id, name, then the other columns of
     * physicians and of organisations; missing where the other sort of node has none. */
    HcpTable *nodes;
    int32_t n_physicians;
    int32_t n_organisations;
    gboolean has_master; /* FALSE: physicians are those that the other tables name */

    GPtrArray *tables; /* of HcpDataTable *, all but the masters, in the order of the study */
    HcpIssues *issues;
    GArray *inputs; /* of HcpInput, in the order of the study */
} HcpDataset;

/* Reads every table of the study. A bad row is an issue, a bad or missing file an error. Memory:
 * the tables, and for the largest one a second copy while its rows are put in order. O(bytes). */
HcpDataset *hcp_dataset_load(const HcpStudy *study, const HcpRun *run, GError **error);
void hcp_dataset_free(HcpDataset *dataset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpDataset, hcp_dataset_free)

/* The first table of a schema, or NULL. Borrowed. */
HcpTable *hcp_dataset_find(const HcpDataset *dataset, const char *schema);

#endif
