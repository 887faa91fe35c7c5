/* Lookalikes: who else looks like the seed physicians, how far that can be believed, and why. */
#ifndef HCPNET_LOOKALIKE_H
#define HCPNET_LOOKALIKE_H

#include <hcpnet/model.h>
#include <hcpnet/table.h>

/* What may be learned from is for the caller to say: a column that the label was made of, or that
 * is observed for the seeds otherwise than for the rest, must be named in `excluded`. Ids, names,
 * dates, `kind`, `community`, `x`, `y`, constant columns and texts of more than 30 levels are never
 * features. Consent and the choice of who may appear on a list are not looked at here. */
typedef struct {
    /* Columns of nodes that are not features: what defines the seeds, and all of its layer. Names
     * that no column bears are passed over. */
    const char *const *excluded; /* names, NULL at the end; or NULL */
    const char *const *features; /* the only columns to use; NULL: every other fit one */
    const char *volume; /* column of the baseline: the main layer's out-strength; or NULL */
    /* Columns of the baseline where the seeds are made of that volume: the one that finds most of
     * the seeds is taken, and named; names, NULL at the end. NULL: `volume` it is. */
    const char *const *other_volumes;
    /* 1: it would be known if the physician were a seed. The others are ranked, but nothing is
     * learned or judged from them. Length n_physicians; NULL: known of all. */
    const uint8_t *is_known;
    int n_folds;  /* of the held-out evidence, 2 or more */
    int n_bags;   /* bagged fits against random unlabelled samples; 1: one fit on all */
    double ridge; /* 100 / 3 was measured with bags, 10 for one fit on all */
} HcpLookalikeOptions;

#define HCP_LOOKALIKE_OPTIONS_INIT                                                                 \
    { .volume = "out_strength", .n_folds = 5, .n_bags = 30, .ridge = 100.0 / 3.0 }

typedef struct {
    /* One row a physician that is no seed, best first, ties by id: id; score, the mean over the
     * bags of the log odds, 4 decimals, no probability; rank, 1 for the best; percentile, the
     * share in % of the rows of this list that score lower, 2 decimals; reason_1, reason_2,
     * reason_3, missing where there are fewer. Row r is node node[r]. The note `verdict` says how
     * far the list can be believed. */
    HcpTable *list;
    int32_t *node;

    /* term, coefficient, mean, sd, of the fit on all seeds; by falling absolute coefficient. A
     * coefficient is the change of the score for one sd of the term. */
    HcpTable *model;

    int32_t n_seeds, n_candidates;

    /* Held out: each physician is scored by a model that has seen neither it nor the rest of its
     * fold, and ranked within the fold. */
    HcpEvidence evidence;
    /* The same rows ranked by the baseline alone, a missing volume last. Without the column every
     * row ties: auc is .5, the other figures are NaN. */
    HcpEvidence volume;
    char *baseline;                   /* "volume", the name of another column, or "chance" */
    double gain, gain_low, gain_high; /* AUC - AUC of the baseline, its 90 % interval */
    char *refusal; /* why there should be no list; NULL when there is no reason */
} HcpLookalike;

/* `nodes` is the node table with attribute and measure columns; rows n_physicians.. are
 * organisations and take no part. `is_seed` has length n_physicians. Too few seeds or no gain over
 * volume, or nothing to learn from, fill `refusal`: it is for the caller to honour it. NOT_FOUND
 * for an unknown name in `features`. The seed is the run's; O(folds x bags x steps x max(seeds,
 * 200) x terms^2). Method and sources: docs/lookalike.md. */
HcpLookalike *hcp_lookalike_compute(const HcpTable *nodes, int32_t n_physicians,
                                    const uint8_t *is_seed, const HcpLookalikeOptions *options,
                                    const HcpRun *run, GError **error);
void hcp_lookalike_free(HcpLookalike *lookalike);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpLookalike, hcp_lookalike_free)

/* The evidence as a table for output: statistic, value, meaning; the note `verdict` as in `list`.
 */
HcpTable *hcp_lookalike_make_evidence(const HcpLookalike *lookalike);

#endif
