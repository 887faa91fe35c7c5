/* Visits to histories: a counting sort by patient, each patient's visits sorted and repeats taken
 * out, then the places of each physician's visits. Nothing depends on the order of rows. */
#include "base/base_internal.h"
#include "derive/shared_internal.h"

static const int64_t PATIENTS_PER_TASK = 8192;

typedef struct {
    const HcpVisits *visits;
    const HcpSharedOptions *options;
    HcpHistories *histories;
    int32_t *first; /* of each patient in `visit`; length n_patients + 1 */
} Build;

static gboolean is_used(const HcpVisits *visits, int64_t r) {
    return visits->keep == NULL || visits->keep[r];
}

/* ---- by patient ---- */

/* first[k]: where the visits of patient k begin, with a place after each for the mark. */
static void count_visits(const HcpVisits *visits, int32_t *first) {
    for (int64_t r = 0; r < visits->n; r++)
        if (is_used(visits, r)) {
            g_assert(visits->patient[r] >= 0 && visits->patient[r] < visits->n_patients);
            g_assert(visits->physician[r] >= 0 && visits->physician[r] < visits->n_physicians);
            first[visits->patient[r] + 1]++;
        }
    first[0] = 1;
    for (int32_t k = 0; k < visits->n_patients; k++)
        first[k + 1] += first[k] + 1;
}

/* Puts physician << 32 | day among the visits of its patient; `first` serves as the cursors and is
 * then rewound. A rule without days counts all as one. */
static void scatter(const Build *build) {
    const HcpVisits *visits = build->visits;
    uint64_t *visit = build->histories->visit;
    int32_t *first = build->first;
    gboolean has_days = build->options->rule != HCP_SHARED_BINNING;
    for (int64_t r = 0; r < visits->n; r++)
        if (is_used(visits, r)) {
            uint32_t day = has_days ? (uint32_t)visits->day[r] ^ 0x80000000U : 0;
            visit[first[visits->patient[r]]++] = (uint64_t)visits->physician[r] << 32 | day;
        }
    for (int32_t k = visits->n_patients; k > 0; k--)
        first[k] = first[k - 1] + 1;
    first[0] = 1;
}

/* Sorted by physician first, repeats stand together. Returns how many are left, and in
 * *n_physicians how many physicians they are of. */
static int64_t drop_repeats(uint64_t *visit, int64_t n, int32_t *n_physicians) {
    int64_t n_kept = 0;
    *n_physicians = 0;
    for (int64_t i = 0; i < n; i++) {
        uint64_t moved = visit[i];
        if (n_kept > 0 && moved == visit[n_kept - 1])
            continue;
        *n_physicians += n_kept == 0 || moved >> 32 != visit[n_kept - 1] >> 32;
        visit[n_kept++] = moved;
    }
    return n_kept;
}

static void sort_patient(const Build *build, int32_t k) {
    uint64_t *visit = build->histories->visit + build->first[k];
    int64_t n = build->first[k + 1] - build->first[k] - 1;
    hcp__entries_sort(visit, n);
    int64_t n_kept = drop_repeats(visit, n, &build->histories->n_physicians[k]);
    if (n_kept > build->options->max_visits) {
        build->histories->n_physicians[k] = 0;
        n_kept = 0;
    }
    for (int64_t i = 0; i < n_kept; i++)
        visit[i] = visit[i] << 32 | visit[i] >> 32;
    hcp__entries_sort(visit, n_kept);
    for (int64_t i = n_kept; i <= n; i++)
        visit[i] = HCP__NO_VISIT;
}

static void sort_patients(int64_t first, int64_t last, void *data) {
    for (int64_t k = first; k < last; k++)
        sort_patient(data, (int32_t)k);
}

/* ---- by physician ---- */

/* A patient of one physician counts in the panel, but makes no pair. */
static void count_physicians(const Build *build, int32_t *last_patient) {
    HcpHistories *histories = build->histories;
    for (int32_t k = 0; k < build->visits->n_patients; k++) {
        const uint64_t *visit = histories->visit + build->first[k];
        for (; *visit != HCP__NO_VISIT; visit++) {
            int32_t i = hcp__visit_physician(*visit);
            histories->panel[i] += last_patient[i] != k + 1;
            last_patient[i] = k + 1;
            histories->start[i + 1] += histories->n_physicians[k] > 1;
            histories->n_visits++;
        }
        histories->n_patients += histories->n_physicians[k] > 0;
        histories->n_left_out +=
            histories->n_physicians[k] == 0 && build->first[k + 1] - build->first[k] > 1;
    }
    for (int32_t i = 0; i < build->visits->n_physicians; i++)
        histories->start[i + 1] += histories->start[i];
}

static void list_places(const Build *build) {
    HcpHistories *histories = build->histories;
    int64_t *start = histories->start;
    for (int32_t k = 0; k < build->visits->n_patients; k++) {
        if (histories->n_physicians[k] < 2)
            continue;
        for (int32_t at = build->first[k]; histories->visit[at] != HCP__NO_VISIT; at++) {
            int32_t i = hcp__visit_physician(histories->visit[at]);
            histories->place[start[i]++] = (HcpVisitPlace){at, k};
        }
    }
    for (int32_t i = build->visits->n_physicians; i > 0; i--)
        start[i] = start[i - 1];
    start[0] = 0;
}

static gboolean index_physicians(const Build *build, GError **error) {
    HcpHistories *histories = build->histories;
    int64_t n = build->visits->n_physicians;
    g_autofree int32_t *last_patient = hcp__array_new(n, sizeof(int32_t), error);
    if (last_patient == NULL)
        return FALSE;
    histories->panel = hcp__array_new(n, sizeof(int32_t), error);
    if (histories->panel == NULL)
        return FALSE;
    histories->start = hcp__array_new(n + 1, sizeof(int64_t), error);
    if (histories->start == NULL)
        return FALSE;
    count_physicians(build, last_patient);
    histories->place = hcp__array_new(histories->start[n], sizeof(HcpVisitPlace), error);
    if (histories->place == NULL)
        return FALSE;
    list_places(build);
    return TRUE;
}

/* ---- both ---- */

static gboolean check_limit(const HcpVisits *visits, GError **error) {
    if (visits->n < INT32_MAX - 1 - visits->n_patients)
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                "visits: expected at most %d visits and patients, found %" G_GINT64_FORMAT
                " and %d",
                INT32_MAX - 1, visits->n, visits->n_patients);
    return FALSE;
}

gboolean hcp__histories_init(HcpHistories *histories, const HcpVisits *visits,
                             const HcpSharedOptions *options, const HcpRun *run, GError **error) {
    if (!check_limit(visits, error))
        return FALSE;
    int64_t n_patients = visits->n_patients;
    g_autofree int32_t *first = hcp__array_new(n_patients + 1, sizeof(int32_t), error);
    if (first == NULL)
        return FALSE;
    histories->n_physicians = hcp__array_new(n_patients, sizeof(int32_t), error);
    if (histories->n_physicians == NULL)
        return FALSE;
    histories->visit = hcp__array_new(visits->n + n_patients + 1, sizeof(uint64_t), error);
    if (histories->visit == NULL)
        return FALSE;
    Build build = {visits, options, histories, first};
    count_visits(visits, first);
    histories->visit[0] = HCP__NO_VISIT;
    scatter(&build);
    return hcp__parallel_for(run, n_patients, PATIENTS_PER_TASK, sort_patients, &build, error) &&
           index_physicians(&build, error);
}

void hcp__histories_clear(HcpHistories *histories) {
    g_free(histories->visit);
    g_free(histories->n_physicians);
    g_free(histories->start);
    g_free(histories->place);
    g_free(histories->panel);
    *histories = (HcpHistories){0};
}
