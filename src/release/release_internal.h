/* What the files of the privacy gate share, and what exchange asks of a release. */
#ifndef HCPNET_RELEASE_INTERNAL_H
#define HCPNET_RELEASE_INTERNAL_H

#include <hcpnet/backbone.h>
#include <hcpnet/release.h>

/* ---- the audit: rules applied, in the order in which they were ---- */

typedef struct HcpAudit HcpAudit;
HcpAudit *hcp__audit_new(void);
void hcp__audit_free(HcpAudit *audit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpAudit, hcp__audit_free)

void hcp__audit_add(HcpAudit *audit, const char *rule, int64_t count, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
void hcp__audit_copy(HcpAudit *audit, const HcpTable *lines); /* of hcp__audit_make_table */
HcpTable *hcp__audit_make_table(const HcpAudit *audit);

/* ---- the policy ---- */

#define HCP__DEFAULT_MIN_PATIENTS 11

/* TRUE where a count of patients may not be shown: 0 < count < min_patients. */
static inline gboolean hcp__is_small(const HcpReleasePolicy *policy, double count) {
    return count > 0 && count < policy->min_patients;
}

/* Adds the line that says that the threshold is not the usual one. */
void hcp__audit_policy(HcpAudit *audit, const HcpReleasePolicy *policy);

/* ---- tables ---- */

/* `column` with the entries missing where hide[row] is not 0. */
HcpColumn *hcp__column_hide(const HcpColumn *column, const uint8_t *hide);

/* Small counts of patients hidden, with an audit line for each such column; REFUSED for columns of
 * patients, and for sums of weights, which only hcp__release_sums can release. */
HcpTable *hcp__table_mask(HcpTable *table, const HcpReleasePolicy *policy, HcpAudit *audit,
                          GError **error);

/* References the table and the network (which may be NULL); the audit's lines are copied. */
HcpRelease *hcp__release_new(HcpTable *table, HcpNetwork *network, const HcpAudit *audit);

/* The network of `release` over its own nodes with more columns, under the same audit. */
HcpRelease *hcp__release_with_nodes(const HcpRelease *release, HcpTable *nodes, const HcpRun *run,
                                    GError **error);

/* ---- edges ---- */

/* The rule these edges are released under, as their note says it. */
char *hcp__edges_describe_policy(const HcpEdges *edges, const HcpReleasePolicy *policy);

/* BOOL, for every edge: 1 where masked[e] is not 0. */
HcpColumn *hcp__edges_make_masked_column(int64_t n, const uint8_t *masked);

/* The table with a count as a note. */
HcpTable *hcp__table_with_count(HcpTable *table, const char *key, int64_t count);

/* The edges rows[0..n-1] (NULL: the first n) of `old` with these attributes. */
HcpEdges *hcp__edges_with_attributes(const HcpEdges *old, int64_t n, const int32_t *rows,
                                     HcpTable *attributes);

/* REFUSED unless the edges count no patients or went through the gate under this policy. */
gboolean hcp__edges_check_released(const HcpEdges *edges, const HcpReleasePolicy *policy,
                                   GError **error);

/* Audit lines of what hcp_release_edges did to these edges. */
void hcp__audit_edges(HcpAudit *audit, const HcpEdges *edges, const HcpReleasePolicy *policy);

/* Audit lines of what hcp_release_sums did to these nodes. */
void hcp__audit_sums(HcpAudit *audit, const HcpTable *nodes);

/* small[e] = 1 where edge e is masked or left out under the policy; returns how many. */
int64_t hcp__edges_find_small(const HcpEdges *edges, const HcpReleasePolicy *policy,
                              uint8_t *small);

/* ---- referral behaviour ---- */

/* `nodes` with the columns of the behaviour made of what may be seen, and of nothing else. */
HcpTable *hcp__release_behaviour(HcpTable *nodes, const HcpBehaviour *behaviour,
                                 const HcpReleasePolicy *policy, const HcpRun *run, GError **error);

/* Audit lines of what hcp__release_behaviour did to these nodes. */
void hcp__audit_behaviour(HcpAudit *audit, const HcpTable *nodes);

/* ---- consent ---- */

/* 1 for each physician who consents to the purpose (NULL: to any); length n_physicians, owned by
 * the caller. NULL where the study has neither consents nor a `consent` column of physicians. */
uint8_t *hcp__consents_find(const HcpDataset *dataset, const char *purpose);

/* Notes of released tables: they say what was done, and audits are made from them. Only this module
 * sets them. */
#define HCP__NOTE_RELEASED        "released"
#define HCP__NOTE_MASKED_EDGES    "masked_edges"
#define HCP__NOTE_DROPPED_EDGES   "dropped_edges"
#define HCP__NOTE_SUMS            "sums_of_released_weights"
#define HCP__NOTE_SUMS_LEFT_OUT   "sums_left_out"
#define HCP__NOTE_SENT_HIDDEN     "referrals_sent_inexact"
#define HCP__NOTE_RECEIVED_HIDDEN "referrals_received_inexact"

#endif
