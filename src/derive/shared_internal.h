/* The parts that hcp_shared_count is made of. */
#ifndef HCPNET_SHARED_INTERNAL_H
#define HCPNET_SHARED_INTERNAL_H

#include "base/base_internal.h"

#include <hcpnet/shared.h>

/* ---- shared_histories.c: visits by patient and by physician ---- */

/* A visit is day << 32 | physician, days being shifted to 0 and more: patients' visits in order of
 * day, then physician. HCP__NO_VISIT stands before the first patient and after each. */
#define HCP__NO_VISIT UINT64_MAX

static inline uint64_t hcp__visit_day(uint64_t visit) {
    return visit >> 32;
}
static inline int32_t hcp__visit_physician(uint64_t visit) {
    return (int32_t)(visit & UINT32_MAX);
}

typedef struct {
    int32_t position; /* in `visit` */
    int32_t patient;
} HcpVisitPlace;

typedef struct {
    uint64_t *visit;
    int32_t *n_physicians; /* whom each patient saw; 0 for those left out */
    int64_t *start;        /* of each physician in `place`; length n_physicians + 1 */
    HcpVisitPlace *place;  /* visits of each physician, of patients who saw two or more, in order */
    int32_t *panel;
    int64_t n_visits, n_patients, n_left_out;
} HcpHistories;

gboolean hcp__histories_init(HcpHistories *histories, const HcpVisits *visits,
                             const HcpSharedOptions *options, const HcpRun *run, GError **error);
void hcp__histories_clear(HcpHistories *histories);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpHistories, hcp__histories_clear)

/* ---- shared_tally.c: the pairs of one source ---- */

typedef struct {
    int32_t source, target, patients;
    int64_t pairs, same_day;
    double newman;
} HcpSharedRow;

/* What is known of the source at hand, by target and window; all 0 between sources. */
typedef struct {
    const HcpHistories *histories;
    const HcpSharedOptions *options;
    int n_classes;        /* windows, and one more for what no window counts */
    const uint8_t *class; /* of a gap in days: the smallest window that holds it */
    int64_t *pairs;       /* [target * n_classes + class] */
    int32_t *patients;    /* the same */
    double *newman;       /* the same */
    int64_t *same_day;    /* [target] */
    uint8_t *best;        /* [target]: smallest class with the patient at hand */
    uint8_t *is_met;      /* [target] */
    int32_t *met;         /* targets of the source, unordered */
    int32_t *met_patient; /* targets of the source with the patient at hand */
    int32_t n_met, n_met_patient;
} HcpPairTally;

gboolean hcp__pair_tally_init(HcpPairTally *tally, const HcpHistories *histories,
                              const HcpSharedOptions *options, int32_t n_physicians,
                              GError **error);
void hcp__pair_tally_clear(HcpPairTally *tally);

/* The rows of one source: appended to rows[w] (of HcpSharedRow) for window w, by target; n_small[w]
 * grows by what is too small to be listed. */
void hcp__pair_tally_source(HcpPairTally *tally, int32_t source, GArray **rows, int64_t *n_small);

/* ---- derive_visits.c ---- */

/* keep[r] = 1 for visits whose service counts; NULL when all do. */
gboolean hcp__visits_keep_services(const HcpTable *table, const HcpSharedSettings *settings,
                                   uint8_t **out_keep, GError **error);

#endif
