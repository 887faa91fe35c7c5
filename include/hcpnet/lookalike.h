/* Lookalikes: who else looks like the seed physicians, how far that can be believed, and why. */
#ifndef HCPNET_LOOKALIKE_H
#define HCPNET_LOOKALIKE_H

#include <hcpnet/model.h>
#include <hcpnet/table.h>

typedef struct {
    /* Columns of nodes that are not features: what defines the seeds, and all of its layer. */
    const char *const *excluded; /* names, NULL at the end; or NULL */
    const char *const *features; /* the only columns to use; NULL: every other fit one */
    const char *volume;          /* column of the baseline: the main layer's out-strength */
    int n_folds;                 /* of the held-out evidence */
    int n_bags;                  /* bagged fits against random unlabelled samples; 1: none */
    double ridge;
} HcpLookalikeOptions;

#define HCP_LOOKALIKE_OPTIONS_INIT                                                                 \
    { .volume = "out_strength", .n_folds = 5, .n_bags = 30, .ridge = 10.0 }

typedef struct {
    /* One row a physician that is no seed, best first: id, score, rank, percentile, reason_1,
     * reason_2, reason_3; row r of `list` is node node[r]. */
    HcpTable *list;
    int32_t *node;

    /* term, coefficient, mean, sd, of the fit on all seeds; by falling absolute coefficient. */
    HcpTable *model;

    int32_t n_seeds, n_candidates;
    HcpEvidence evidence; /* held out: each seed scored by a model that has not seen it */
    HcpEvidence volume;   /* the same rows ranked by volume alone */
    double gain, gain_low, gain_high; /* AUC - AUC of volume, with its two-sided 90 % interval */
    char *refusal; /* why there should be no list; NULL when there is no reason */
} HcpLookalike;

/* `nodes` is the node table with attribute and measure columns; rows n_physicians.. are
 * organisations and take no part. `is_seed` has length n_physicians. Too few seeds or no gain over
 * volume fill `refusal`: it is for the caller to honour it. ARGUMENT when nothing can be fitted. */
HcpLookalike *hcp_lookalike_compute(const HcpTable *nodes, int32_t n_physicians,
                                    const uint8_t *is_seed, const HcpLookalikeOptions *options,
                                    const HcpRun *run, GError **error);
void hcp_lookalike_free(HcpLookalike *lookalike);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpLookalike, hcp_lookalike_free)

/* The evidence as a table for output: statistic, value, meaning. */
HcpTable *hcp_lookalike_make_evidence(const HcpLookalike *lookalike);

#endif
