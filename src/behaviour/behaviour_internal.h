/* What the files of this module share. */
#ifndef HCPNET_BEHAVIOUR_INTERNAL_H
#define HCPNET_BEHAVIOUR_INTERNAL_H

#include <hcpnet/behaviour.h>

#include "base/base_internal.h"

/* ---- design.c ---- */

typedef struct {
    const HcpTable *nodes;
    int32_t n_physicians;
    const uint8_t *scored; /* rows to fit */
    const double *count;
    const char *const *terms; /* columns, as far as they exist */
    gboolean with_numbers;    /* columns of numbers are terms as well as texts */
    const HcpTable *inputs;   /* nodes as they were read: columns beside the terms are held fixed */
} HcpExpectationTask;

/* A number of which some may be missing. */
typedef struct {
    int32_t column;      /* of its logarithm */
    int32_t square;      /* of the square of that; -1: none */
    double doubt;        /* variance of the true logarithm about a guess */
    uint8_t *is_guessed; /* by row */
} HcpNumberTerm;

/* What a count is regressed on: columns of the scored rows. */
typedef struct {
    const HcpExpectationTask *task;
    int32_t n;      /* rows: those scored */
    int32_t *row;   /* the physician of each */
    double *y;      /* count */
    double *offset; /* log share of the months observed; NULL: all were observed alike */
    GPtrArray *names;
    GArray *x;       /* of double, column after column */
    int32_t n_terms; /* these come first; the others are held fixed */
    GArray *numbers; /* of HcpNumberTerm */
} HcpDesign;

void hcp__design_clear(HcpDesign *design);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpDesign, hcp__design_clear)

/* The scored rows and their counts, no columns yet. */
void hcp__design_init(HcpDesign *design, const HcpExpectationTask *task);

/* Terms, each number with the square of its logarithm, and what is held fixed. */
gboolean hcp__design_fill(HcpDesign *design, const HcpRun *run, GError **error);

/* Room for one more column, named `name` (taken over); the pointer is good until the next. */
double *hcp__design_add(HcpDesign *design, char *name);

/* Leaves out a column that is a square. */
void hcp__design_drop(HcpDesign *design, int32_t column);

/* ---- design_levels.c ---- */

/* A text of more levels is no term. */
enum { HCP__DESIGN_MAX_LEVELS = 100 };

/* One column for each level that is common enough, in order of their texts; of a column of more
 * than `most` such levels none. */
void hcp__design_add_levels(HcpDesign *design, HcpColumn *column, int32_t most);

/* Are there levels of that column of texts among the scored rows that a term would tell apart? */
gboolean hcp__design_has_levels(const HcpExpectationTask *task, const char *name);

/* What is known of the physicians beside the terms: texts of few levels, flags, the year of birth.
 */
void hcp__design_add_fixed(HcpDesign *design);

/* ---- expectation.c ---- */

/* Fits count_i ~ Poisson(expected_i theta_i) to the rows that are scored. */
gboolean hcp__behaviour_fit(const HcpExpectationTask *task, HcpReferralModel *model,
                            const HcpRun *run, GError **error);

/* ---- flows.c ---- */

/* Who a physician exchanges referrals with in one direction: partners of i are
 * partner[offset[i] .. offset[i + 1] - 1], each once, ascending. */
typedef struct {
    int64_t *offset;
    int32_t *partner;
    double *volume;
} HcpFlow;

void hcp__flow_clear(HcpFlow *flow);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpFlow, hcp__flow_clear)

/* Of all layers of referrals together; `received`: partners are those who sent. */
gboolean hcp__flow_collect(const GPtrArray *edges, int32_t n_physicians, gboolean received,
                           HcpFlow *out_flow, GError **error);

/* Referrals of edge e: its rows where they are shown, else its weight. */
double hcp__edge_volume(const HcpEdges *edges, int64_t e);

/* sum_j s_j^2 with s_j the share of partner j; the largest s_j; the share whose partner has
 * is_marked. NaN where nothing flows. */
double hcp__flow_hhi(const HcpFlow *flow, int32_t i);
double hcp__flow_largest_share(const HcpFlow *flow, int32_t i);
double hcp__flow_marked_share(const HcpFlow *flow, int32_t i, const uint8_t *is_marked);

/* The share whose partner is of another region, among partners whose region is known; NaN where
 * none is, or the region of i is not. */
double hcp__flow_outside_share(const HcpFlow *flow, int32_t i, const HcpColumn *region);

/* ---- peers.c ---- */

/* percentile[i]: the share in % of the peers of i with a lower index, two decimals; NaN where
 * is_ranked is 0. peers: who they are, in words (the caller's); missing there too. */
HcpColumn *hcp__peers_rank(const HcpTable *nodes, int32_t n_physicians, const uint8_t *is_ranked,
                           const double *index, const HcpColumnInfo *peers, double *percentile);

#endif
