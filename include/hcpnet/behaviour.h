/* Referral behaviour: who sends, and receives, more referrals than the like of them, and to whom.
 * Definitions, formulas and sources: docs/behaviour.md. */
#ifndef HCPNET_BEHAVIOUR_H
#define HCPNET_BEHAVIOUR_H

#include <hcpnet/derive.h>
#include <hcpnet/model.h>

/* Referrals of each physician; arrays have length n_physicians. True counts come from
 * hcp_referrals_count; the privacy gate makes others, which are as exact as may be seen. */
typedef struct {
    GPtrArray *edges; /* of HcpEdges *: the layers of referrals */
    double *sent, *received;
    double *sent_patients, *received_patients; /* distinct; NaN: not known, or not shown */
    uint8_t *sent_inexact, *received_inexact;  /* 1: a count that is not shown as such; or NULL */
} HcpReferralCounts;

/* Of the edges with the note `relation` = "referral" among the layers (of HcpEdges *): the rows of
 * each edge, or its weight where rows hold counts of patients. O(rows log(rows of a node)). */
HcpReferralCounts *hcp_referrals_count(const HcpDataset *dataset, const GPtrArray *layers,
                                       const HcpRun *run, GError **error);
void hcp_referrals_free(HcpReferralCounts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpReferralCounts, hcp_referrals_free)

/* A direction, fitted: what is expected of each physician, and how much the like differ. */
typedef struct {
    double *expected; /* length n_physicians; NaN: not scored */
    double *doubt;    /* the same; variance of the log of what is truly expected, about it */
    double shape;     /* of the gamma prior of mean 1 of counts over what is expected */
    int32_t n_scored; /* 0: nothing to fit, and no values */
    HcpTable *model;  /* term, coefficient; NULL without a fit */
} HcpReferralModel;

typedef struct {
    int32_t n_physicians;
    HcpTable *nodes, *inputs;         /* with derived columns; as they were read */
    uint8_t *is_sender, *is_receiver; /* who is scored */
    char **expect_by;
    HcpReferralCounts *counts;
    HcpReferralModel sending, receiving;
    /* The same with region among the terms; expected is NULL where it is one of them anyway, or
     * where no two regions are told apart, and NaN for who has no region. */
    HcpReferralModel regional_sending, regional_receiving;
    uint8_t *is_writer; /* of the brand; NULL: the study has no prescriptions of one */
    uint8_t *is_inside; /* of the listed organisations; NULL: none are listed */
    int min_referrals;
} HcpBehaviour;

/* `nodes`: the dataset's nodes with the columns of hcp_derive_activity and hcp_derive_brand. Takes
 * `counts` over, also when it fails. INPUT when the study lists an organisation that nobody knows.
 * O(steps x physicians x terms^2). */
HcpBehaviour *hcp_behaviour_new(const HcpDataset *dataset, const HcpTable *nodes,
                                HcpReferralCounts *counts, const HcpRun *run, GError **error);
/* The same of other counts, to which the models are fitted again: what is expected is made of
 * nothing else. Takes `counts` over, also when it fails. Same cost. */
HcpBehaviour *hcp_behaviour_refit(const HcpBehaviour *behaviour, HcpReferralCounts *counts,
                                  const HcpRun *run, GError **error);
void hcp_behaviour_free(HcpBehaviour *behaviour);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpBehaviour, hcp_behaviour_free)

/* Columns of nodes (HcpColumn *), in a fixed order; every column is marked `privacy`. */
GPtrArray *hcp_behaviour_make_columns(const HcpBehaviour *behaviour, const HcpTable *nodes,
                                      HcpPrivacy privacy, GError **error);

/* Is it the name of a column that hcp_behaviour_make_columns may make? */
gboolean hcp_behaviour_is_column(const char *name);

/* Of those, is it one of referrals received? */
gboolean hcp_behaviour_is_received(const char *name);

#endif
