/* The pairs of one source, by the rule: each visit of the source is looked at once, with the visits
 * of its patient that follow. Counts stand in arrays by target, so that no pair of visits is ever
 * stored.
 *
 * Windows are nested: a pair of visits is counted in the class of the smallest window that holds
 * it, a patient in the class of the closest pair, and the classes are added up in the end. */
#include "derive/shared_internal.h"

#include <stdlib.h>

enum { NOT_MET = UINT8_MAX };

static void add_pair(HcpPairTally *tally, int32_t target, uint8_t class) {
    if (tally->best[target] == NOT_MET)
        tally->met_patient[tally->n_met_patient++] = target;
    tally->best[target] = MIN(tally->best[target], class);
    tally->pairs[(int64_t)target * tally->n_classes + class]++;
}

/* ---- the rules: the visits that follow the one at `visit` ---- */

static void add_same_day(HcpPairTally *tally, int32_t target) {
    uint8_t outside = (uint8_t)(tally->n_classes - 1);
    gboolean apart = tally->options->same_day == HCP_SAME_DAY_APART;
    tally->same_day[target]++;
    add_pair(tally, target, apart ? outside : 0);
}

/* A -> B where 0 <= t - s <= window. Physicians of one day stand in order of their ids. */
static void follow_cms(HcpPairTally *tally, const uint64_t *visit, uint64_t window) {
    uint64_t day = hcp__visit_day(*visit);
    int32_t source = hcp__visit_physician(*visit);
    HcpSameDay same_day = tally->options->same_day;
    const uint64_t *next = visit + 1;
    for (; hcp__visit_day(*next) == day; next++)
        if (same_day != HCP_SAME_DAY_DROP)
            add_same_day(tally, hcp__visit_physician(*next));
    for (; hcp__visit_day(*next) <= day + window; next++)
        if (hcp__visit_physician(*next) != source)
            add_pair(tally, hcp__visit_physician(*next), tally->class[hcp__visit_day(*next) - day]);
    const uint64_t *before = visit - 1;
    for (; same_day == HCP_SAME_DAY_BOTH && hcp__visit_day(*before) == day; before--)
        add_same_day(tally, hcp__visit_physician(*before));
}

/* A -> B where t is the next day with a visit, t - s <= window. */
static void follow_trace_route(HcpPairTally *tally, const uint64_t *visit, uint64_t window) {
    uint64_t day = hcp__visit_day(*visit);
    int32_t source = hcp__visit_physician(*visit);
    const uint64_t *next = visit + 1;
    while (hcp__visit_day(*next) == day)
        next++;
    uint64_t next_day = hcp__visit_day(*next);
    for (; next_day <= day + window && hcp__visit_day(*next) == next_day; next++)
        if (hcp__visit_physician(*next) != source)
            add_pair(tally, hcp__visit_physician(*next), tally->class[next_day - day]);
}

/* A - B, once a patient: the histories have one visit of each physician. */
static void follow_binning(HcpPairTally *tally, const uint64_t *visit, uint64_t window) {
    (void)window;
    for (const uint64_t *next = visit + 1; *next != HCP__NO_VISIT; next++)
        add_pair(tally, hcp__visit_physician(*next), 0);
}

/* ---- patients ---- */

/* The patient is shared with all that were met: newman_AB = sum over patients k of 1 / (n_k - 1) */
static void close_patient(HcpPairTally *tally, int32_t patient) {
    double share = 1.0 / (tally->histories->n_physicians[patient] - 1);
    for (int32_t i = 0; i < tally->n_met_patient; i++) {
        int32_t target = tally->met_patient[i];
        int64_t cell = (int64_t)target * tally->n_classes + tally->best[target];
        tally->patients[cell]++;
        tally->newman[cell] += share;
        tally->best[target] = NOT_MET;
        if (!tally->is_met[target])
            tally->met[tally->n_met++] = target;
        tally->is_met[target] = 1;
    }
    tally->n_met_patient = 0;
}

static void count_source(HcpPairTally *tally, int32_t source) {
    static void (*const follow[])(HcpPairTally *, const uint64_t *,
                                  uint64_t) = {[HCP_SHARED_CMS] = follow_cms,
                                               [HCP_SHARED_TRACE_ROUTE] = follow_trace_route,
                                               [HCP_SHARED_BINNING] = follow_binning};
    const HcpHistories *histories = tally->histories;
    const HcpSharedOptions *options = tally->options;
    uint64_t window = (uint64_t)options->window[options->n_windows - 1];
    int64_t last = histories->start[source + 1];
    for (int64_t p = histories->start[source]; p < last; p++) {
        const HcpVisitPlace *place = &histories->place[p];
        follow[options->rule](tally, histories->visit + place->position, window);
        if (p + 1 == last || place[1].patient != place->patient)
            close_patient(tally, place->patient);
    }
}

/* ---- rows ---- */

static int compare(const void *a, const void *b) {
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Adds the classes up, and leaves the cells of the target 0. */
static void close_target(HcpPairTally *tally, HcpSharedRow *row, GArray **rows, int64_t *n_small) {
    int64_t cell = (int64_t)row->target * tally->n_classes;
    row->same_day = tally->same_day[row->target];
    tally->same_day[row->target] = 0;
    tally->is_met[row->target] = 0;
    for (int c = 0; c < tally->n_classes; c++, cell++) {
        row->pairs += tally->pairs[cell];
        row->patients += tally->patients[cell];
        row->newman += tally->newman[cell];
        tally->pairs[cell] = 0;
        tally->patients[cell] = 0;
        tally->newman[cell] = 0;
        gboolean is_window = c < tally->n_classes - 1;
        if (is_window && row->patients >= tally->options->min_patients)
            g_array_append_vals(rows[c], row, 1);
        else if (is_window)
            n_small[c] += row->patients > 0;
    }
}

void hcp__pair_tally_source(HcpPairTally *tally, int32_t source, GArray **rows, int64_t *n_small) {
    count_source(tally, source);
    qsort(tally->met, (size_t)tally->n_met, sizeof *tally->met, compare);
    for (int32_t i = 0; i < tally->n_met; i++) {
        HcpSharedRow row = {.source = source, .target = tally->met[i]};
        close_target(tally, &row, rows, n_small);
    }
    tally->n_met = 0;
}

/* ---- the arrays ---- */

/* class[gap]: the smallest window that holds it. */
static uint8_t *make_classes(const HcpSharedOptions *options) {
    int last = options->n_windows - 1;
    uint8_t *class = g_new0(uint8_t, options->window[last] + 1);
    for (int gap = 0, c = 0; gap <= options->window[last]; gap++) {
        c += gap > options->window[c];
        class[gap] = (uint8_t)c;
    }
    return class;
}

gboolean hcp__pair_tally_init(HcpPairTally *tally, const HcpHistories *histories,
                              const HcpSharedOptions *options, int32_t n_physicians,
                              GError **error) {
    int64_t n = n_physicians, n_cells = n * (options->n_windows + 1);
    *tally = (HcpPairTally){.histories = histories,
                            .options = options,
                            .n_classes = options->n_windows + 1,
                            .class = make_classes(options)};
    struct {
        void **array;
        int64_t n;
        gsize size;
    } arrays[] = {{(void **)&tally->pairs, n_cells, sizeof *tally->pairs},
                  {(void **)&tally->patients, n_cells, sizeof *tally->patients},
                  {(void **)&tally->newman, n_cells, sizeof *tally->newman},
                  {(void **)&tally->same_day, n, sizeof *tally->same_day},
                  {(void **)&tally->best, n, sizeof *tally->best},
                  {(void **)&tally->is_met, n, sizeof *tally->is_met},
                  {(void **)&tally->met, n, sizeof *tally->met},
                  {(void **)&tally->met_patient, n, sizeof *tally->met_patient}};
    for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++) {
        *arrays[i].array = hcp__array_new(arrays[i].n, arrays[i].size, error);
        if (*arrays[i].array == NULL)
            return FALSE;
    }
    for (int64_t i = 0; i < n; i++)
        tally->best[i] = NOT_MET;
    return TRUE;
}

void hcp__pair_tally_clear(HcpPairTally *tally) {
    g_free((uint8_t *)tally->class);
    g_free(tally->pairs);
    g_free(tally->patients);
    g_free(tally->newman);
    g_free(tally->same_day);
    g_free(tally->best);
    g_free(tally->is_met);
    g_free(tally->met);
    g_free(tally->met_patient);
    *tally = (HcpPairTally){0};
}
