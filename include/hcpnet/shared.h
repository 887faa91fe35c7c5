/* Shared patients: pairs of physicians who saw the same patients, counted from visits. A proxy of
 * referral, and always named so. docs/derive.md has every definition.
 *
 * A visit is a patient, a physician and a day: several services of one day are one visit. For one
 * patient, with visits of physician A on day s and of physician B on day t:
 *
 *   cms          A -> B for each two such visits with 0 <= t - s <= window
 *   trace-route  A -> B where t is the patient's next day with a visit, and t - s <= window
 *   binning      A - B, once a patient, however far apart; without direction and window
 *
 * Two visits on one day have no order, and `cms` alone asks: `lesser` counts them once, from the
 * smaller id, as CMS does; `drop` not at all; `both` in both directions; `apart` in same_day alone,
 * from the smaller id.
 *
 * Sources: CMS Physician Shared Patient Patterns; Zand et al. 2017, PLOS ONE 12:e0175876. */
#ifndef HCPNET_SHARED_H
#define HCPNET_SHARED_H

#include <hcpnet/edges.h>
#include <hcpnet/run.h>

#define HCP_SHARED_MAX_WINDOWS 8
#define HCP_SHARED_MAX_WINDOW  36500 /* days */

typedef struct {
    HcpSharedRule rule;
    HcpSameDay same_day;
    int n_windows;
    int window[HCP_SHARED_MAX_WINDOWS]; /* days, ascending, each once; 1..HCP_SHARED_MAX_WINDOW */
    int min_patients;                   /* pairs with fewer are counted, but not listed; 1 */
    int max_visits; /* patients with more are no persons, and are left out; 5000 */
} HcpSharedOptions;

#define HCP_SHARED_OPTIONS_INIT                                                                    \
    { .n_windows = 1, .window = {30}, .min_patients = 1, .max_visits = 5000 }

/* Rows in any order; repeats count once. Codes of physicians are in the order of their ids. */
typedef struct {
    int64_t n;
    int32_t n_patients, n_physicians;
    const int32_t *patient;   /* 0..n_patients-1 */
    const int32_t *physician; /* 0..n_physicians-1 */
    const int32_t *day;       /* days since 1970-01-01 */
    const uint8_t *keep;      /* rows with 0 are left out; NULL: none */
} HcpVisits;

/* The pairs of one window, sorted by (source, target); source < target without direction. */
typedef struct {
    int window; /* days; 0: the rule has none */
    int64_t n;
    int32_t *source, *target;
    int64_t *pairs;    /* pairs of visits; for binning, of co-visits: the patients */
    int64_t *patients; /* distinct */
    int64_t *same_day; /* pairs of visits on one day; `cms` alone */
    double *newman;    /* sum over the shared patients k of 1 / (physicians of k - 1) */
    int64_t n_small;   /* pairs with 1..min_patients-1 patients, which are not listed */
} HcpSharedPairs;

typedef struct {
    HcpSharedOptions options;
    gboolean directed;
    int n_windows; /* 1 for a rule without windows */
    HcpSharedPairs pairs[HCP_SHARED_MAX_WINDOWS];
    int32_t n_physicians;
    int32_t *panel;     /* distinct patients of each physician */
    int64_t n_visits;   /* distinct ones that were used */
    int64_t n_patients; /* who had them */
    int64_t n_left_out; /* patients with more than max_visits */
} HcpShared;

/* Counts the pairs of all windows in one pass. ARGUMENT for windows that do not fit, LIMIT beyond
 * 2^31 - 1 visits and patients together, or pairs of a window. O(pairs of visits within the largest
 * window). Memory: 16 bytes a visit, 8 a patient, 48 a pair of each window that is listed, and for
 * each thread 20 + 20 windows a physician; pairs of visits are never stored. */
HcpShared *hcp_shared_count(const HcpVisits *visits, const HcpSharedOptions *options,
                            const HcpRun *run, GError **error);
void hcp_shared_free(HcpShared *shared);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpShared, hcp_shared_free)

/* Strength of each pair of window w (0..n_windows-1), n_AB being its patients and n_A the panel:
 *
 *   patients  n_AB                          jaccard  n_AB / (n_A + n_B - n_AB)
 *   visits    pairs of visits               cosine   n_AB / sqrt(n_A n_B)
 *   newman    sum over k of 1 / (n_k - 1)   share    n_AB / sum over the listed B' of n_AB'
 *
 * g_free the array. Sources: Newman 2001, Phys Rev E 64:016132; Salton & McGill 1983. */
double *hcp_shared_weigh(const HcpShared *shared, int w, HcpTieWeight weight, GError **error);

/* "patients", "visits", ...; as the settings and the columns are called. */
const char *hcp_tie_weight_name(HcpTieWeight weight);

/* One line: the rule, its window and what is done with visits of one day. */
char *hcp_shared_describe(const HcpSharedOptions *options, int window);

/* The pairs of window w as a layer of that name, from which they are taken: columns weight, pairs,
 * patients, same_day (those that the rule has), then a column for each weight with its bit (1 <<
 * weight) in `more`. Notes: relation, rule, weight, rows, counts. */
HcpEdges *hcp_shared_take_edges(HcpShared *shared, int w, const char *layer, HcpTieWeight weight,
                                guint more, GError **error);

/* Counts the pairs of the dataset's visits, those of the study's services. `layer`: of the table,
 * NULL: the only one, else ARGUMENT. INPUT without visits, and for a service that no row has. */
HcpShared *hcp_shared_derive(const HcpDataset *dataset, const char *layer,
                             const HcpSharedOptions *options, const HcpRun *run, GError **error);

/* The network of the dataset's visits under each rule: rows by rule, same_day and window (of
 * `options`, as is min_patients); columns edges, density, reciprocity, and what share of the
 * leading 20 and 100 of the first row lead there too, by degree and by strength. Made of pairs that
 * have min_patients. `layer` as above. Five times the cost of a count. */
HcpTable *hcp_shared_compare(const HcpDataset *dataset, const char *layer,
                             const HcpSharedOptions *options, const HcpRun *run, GError **error);

/* The options that the study sets: one window. */
HcpSharedOptions hcp_shared_options_of(const HcpStudy *study);

#endif
