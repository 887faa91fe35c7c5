/* HcpQuality: what is known of the quality of a dataset, as tables. The terminal, JSON and the
 * report print the same ones, after the privacy gate (hcp_release_quality). docs/data-quality.md
 * defines every figure. */
#ifndef HCPNET_QUALITY_H
#define HCPNET_QUALITY_H

#include <hcpnet/dataset.h>

typedef struct {
    const char *name;   /* "unknown_ids": stable, a key of the JSON */
    const char *title;  /* "Unknown ids" */
    const char *doc;    /* how to read it, one paragraph; NULL: the title says it */
    const char *none;   /* what it means that the table is empty; NULL: it is not shown then */
    gboolean is_detail; /* too long for a terminal */
    HcpTable *table;
} HcpQualityPart;

/* Rows over all files: read = used + rejected + filtered + collapsed. */
typedef struct {
    GArray *parts; /* of HcpQualityPart, in the order of reading */
    int64_t read, used, rejected, filtered, collapsed;
    gsize n_issues; /* sorts of issues; 0: nothing was found to be wrong */
} HcpQuality;

/* O(rows x columns), a pass or a few over each column of the events; O(ids) for each join that is
 * tried on unknown ids. Memory: 8 bytes a row of the largest table. The same for any order of rows,
 * but for the lines that examples name. */
HcpQuality *hcp_quality_new(const HcpDataset *dataset, const HcpRun *run, GError **error);
void hcp_quality_free(HcpQuality *quality);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpQuality, hcp_quality_free)

gsize hcp_quality_get_n_parts(const HcpQuality *quality);
const HcpQualityPart *hcp_quality_get_part(const HcpQuality *quality, gsize index);

/* The table of the part of that name; NULL when there is none. Borrowed. */
HcpTable *hcp_quality_find(const HcpQuality *quality, const char *name);

#endif
