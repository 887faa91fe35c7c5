/* What the files of this module share: terms of the model, and the fit. */
#ifndef HCPNET_SIMILARITY_INTERNAL_H
#define HCPNET_SIMILARITY_INTERNAL_H

#include <hcpnet/lookalike.h>

typedef enum {
    HCP_TERM_VALUE,   /* the number of a column; its median where missing */
    HCP_TERM_MISSING, /* 1 where the column is missing */
    HCP_TERM_LEVEL    /* 1 where the text of the column is that of `code` */
} HcpTermType;

typedef struct {
    HcpTermType type;
    int32_t source;  /* index in `sources` */
    int32_t code;    /* of a LEVEL */
    double median;   /* of a VALUE, over the rows that have one */
    double average;  /* the same, mean */
    double mean, sd; /* over all rows, after the median has taken the place of missing values */
} HcpTerm;

/* Row i is physician i. Medians, means and sds use every physician and no label: they are the same
 * in every fold. */
typedef struct {
    int32_t n_rows, n_terms;
    GPtrArray *sources; /* of HcpColumn *, borrowed from the node table, in its order */
    GArray *terms;      /* of HcpTerm, those of one source beside each other */
    double *x;          /* n_rows x n_terms, column-major: each term less its mean, over its sd */
} HcpFeatures;

HcpFeatures *hcp__features_new(const HcpTable *nodes, int32_t n_physicians,
                               const HcpLookalikeOptions *options, GError **error);
void hcp__features_free(HcpFeatures *features);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpFeatures, hcp__features_free)

/* "out_degree", "panel_size missing", "specialty=cardiology". Owned by the caller. */
char *hcp__features_term_name(const HcpFeatures *features, int32_t term);

typedef struct {
    const HcpTable *nodes;
    const HcpFeatures *features;
    const uint8_t *is_seed;
    const HcpLookalikeOptions *options;
    const HcpRun *run;
} HcpLookalikeTask;

/* Is it known whether the row is a seed? */
gboolean hcp__lookalike_is_known(const HcpLookalikeTask *task, int32_t row);

/* The mean of the bagged fits on the known rows whose fold is not `fold` (-1: on all of them;
 * `fold_of` may then be NULL). There must be a seed and another row to learn from. */
HcpLogistic *hcp__lookalike_fit(const HcpLookalikeTask *task, const int *fold_of, int fold,
                                GError **error);

/* Fills evidence, volume, gain and refusal. */
gboolean hcp__lookalike_add_evidence(HcpLookalike *lookalike, const HcpLookalikeTask *task,
                                     GError **error);

/* One line: the refusal, or the gain. Owned by the caller. */
char *hcp__lookalike_make_verdict(const HcpLookalike *lookalike);

#define HCP__N_REASONS 3

/* reason_1 .. of the rows node[0..n-1], HCP__N_REASONS columns. */
GPtrArray *hcp__lookalike_make_reasons(const HcpFeatures *features, const HcpLogistic *fit,
                                       int64_t n, const int32_t *node);

#endif
