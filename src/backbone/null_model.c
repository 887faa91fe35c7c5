/* Shared patients against chance. Under the null model each physician keeps the number of patients,
 * and who they are is drawn at random from the N patients that both could have had:
 *
 *   E = n_a n_b / N,  P(X >= n_ab) hypergeometric, Benjamini & Hochberg over all pairs
 *
 * (Tumminello, Micciche, Lillo, Piilo & Mantegna 2011, PLOS ONE 6:e17994). With regions, the
 * patients that a and b could have had are those whom somebody of a's region and somebody of b's
 * had: what two regions have in common is no discovery about two physicians. */
#include "base/base_internal.h"
#include <hcpnet/backbone.h>
#include <hcpnet/model.h>

#include <math.h>
#include <stdlib.h>

static const int64_t EDGES_PER_TASK = 1024;

/* The regions of each patient: region[offset[p]] .. region[offset[p + 1] - 1], each once. */
typedef struct {
    int64_t *offset;
    int32_t *region;
} Regions;

typedef struct {
    const HcpEdges *edges;
    const HcpPatients *patients;
    const int32_t *region; /* by physician */
    int32_t n_regions;
    Regions from, to;         /* of the patients, by who sent and by who received them */
    int32_t *n_from;          /* a x region: patients of a whom somebody there received */
    int32_t *n_to;            /* b x region: patients of b whom somebody there sent */
    int32_t *n_common;        /* region x region: N */
    double *log_p, *expected; /* by edge */
} Null;

static void clear_null(Null *null) {
    g_free(null->from.offset);
    g_free(null->from.region);
    g_free(null->to.offset);
    g_free(null->to.region);
    g_free(null->n_from);
    g_free(null->n_to);
    g_free(null->n_common);
    g_free(null->log_p);
    g_free(null->expected);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Null, clear_null)

static int compare_keys(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* patient << 32 | region for each patient of each physician, ascending, each once; returns their
 * number. */
static int64_t list_keys(const Null *null, const HcpPatientLists *lists, uint64_t *key) {
    int64_t n = 0, n_distinct = 0;
    for (int32_t i = 0; i < null->patients->n_physicians; i++)
        for (int64_t k = lists->offset[i]; k < lists->offset[i + 1]; k++)
            key[n++] = (uint64_t)lists->patient[k] << 32 | (uint64_t)null->region[i];
    qsort(key, (size_t)n, sizeof *key, compare_keys);
    for (int64_t k = 0; k < n; k++)
        if (k == 0 || key[k] != key[k - 1])
            key[n_distinct++] = key[k];
    return n_distinct;
}

static gboolean find_regions(const Null *null, const HcpPatientLists *lists, Regions *regions,
                             GError **error) {
    int32_t n_patients = null->patients->n_patients;
    g_autofree uint64_t *key =
        hcp__array_new(lists->offset[null->patients->n_physicians], sizeof(uint64_t), error);
    if (key == NULL)
        return FALSE;
    int64_t n = list_keys(null, lists, key);
    regions->offset = hcp__array_new((int64_t)n_patients + 1, sizeof(int64_t), error);
    if (regions->offset == NULL)
        return FALSE;
    regions->region = hcp__array_new(n, sizeof(int32_t), error);
    if (regions->region == NULL)
        return FALSE;
    for (int64_t k = 0; k < n; k++) {
        regions->offset[(key[k] >> 32) + 1]++;
        regions->region[k] = (int32_t)(key[k] & UINT32_MAX);
    }
    for (int32_t p = 0; p < n_patients; p++)
        regions->offset[p + 1] += regions->offset[p];
    return TRUE;
}

/* count[i x n_regions + r]: patients of physician i with r among their regions. */
static int32_t *count_by_region(const Null *null, const HcpPatientLists *lists,
                                const Regions *regions, GError **error) {
    int64_t n_physicians = null->patients->n_physicians;
    int32_t *count = hcp__array_new(n_physicians * null->n_regions, sizeof(int32_t), error);
    for (int64_t i = 0; count != NULL && i < n_physicians; i++)
        for (int64_t k = lists->offset[i]; k < lists->offset[i + 1]; k++) {
            int32_t patient = lists->patient[k];
            for (int64_t r = regions->offset[patient]; r < regions->offset[patient + 1]; r++)
                count[i * null->n_regions + regions->region[r]]++;
        }
    return count;
}

/* N for each two regions: patients sent from the one and received in the other. */
static int32_t *count_common(const Null *null, GError **error) {
    int32_t *count =
        hcp__array_new((int64_t)null->n_regions * null->n_regions, sizeof(int32_t), error);
    for (int32_t p = 0; count != NULL && p < null->patients->n_patients; p++)
        for (int64_t a = null->from.offset[p]; a < null->from.offset[p + 1]; a++)
            for (int64_t b = null->to.offset[p]; b < null->to.offset[p + 1]; b++)
                count[(int64_t)null->from.region[a] * null->n_regions + null->to.region[b]]++;
    return count;
}

static gboolean count_patients(Null *null, GError **error) {
    const HcpPatients *patients = null->patients;
    if (!find_regions(null, &patients->from, &null->from, error) ||
        !find_regions(null, &patients->to, &null->to, error))
        return FALSE;
    null->n_from = count_by_region(null, &patients->from, &null->to, error);
    null->n_to = null->n_from ? count_by_region(null, &patients->to, &null->from, error) : NULL;
    null->n_common = null->n_to ? count_common(null, error) : NULL;
    return null->n_common != NULL;
}

/* Patients in both ascending lists. */
static int64_t count_shared(const HcpPatients *patients, int32_t a, int32_t b) {
    int64_t i = patients->from.offset[a], i_end = patients->from.offset[a + 1];
    int64_t j = patients->to.offset[b], j_end = patients->to.offset[b + 1], n = 0;
    while (i < i_end && j < j_end) {
        int32_t x = patients->from.patient[i], y = patients->to.patient[j];
        n += x == y;
        i += x <= y;
        j += y <= x;
    }
    return n;
}

static void test_edges(int64_t first, int64_t last, void *data) {
    Null *null = data;
    for (int64_t e = first; e < last; e++) {
        int32_t a = hcp_edges_get_sources(null->edges)[e],
                b = hcp_edges_get_targets(null->edges)[e];
        int64_t n_regions = null->n_regions;
        int64_t n_a = null->n_from[a * n_regions + null->region[b]];
        int64_t n_b = null->n_to[b * n_regions + null->region[a]];
        int64_t N = null->n_common[null->region[a] * n_regions + null->region[b]];
        int64_t n_ab = count_shared(null->patients, a, b);
        null->expected[e] = N > 0 ? (double)n_a * (double)n_b / (double)N : 0;
        null->log_p[e] = hcp_hypergeometric_log_tail(N, n_a, n_b, n_ab);
    }
}

/* Pairs of somebody with patients on the one side and somebody else with patients on the other;
 * without direction each pair once. */
static int64_t count_tests(const HcpPatients *patients) {
    int64_t n_from = 0, n_to = 0, n_both = 0;
    for (int32_t i = 0; i < patients->n_physicians; i++) {
        gboolean from = patients->from.offset[i + 1] > patients->from.offset[i];
        gboolean to = patients->to.offset[i + 1] > patients->to.offset[i];
        n_from += from;
        n_to += to;
        n_both += from && to;
    }
    int64_t n_pairs = n_from * n_to - n_both;
    return patients->directed ? n_pairs : n_pairs / 2;
}

/* Row of the pair (source, target), or -1. */
static int64_t find_edge(const HcpEdges *edges, int32_t source, int32_t target) {
    const int32_t *sources = hcp_edges_get_sources(edges), *targets = hcp_edges_get_targets(edges);
    int64_t first = 0, last = hcp_edges_get_n(edges);
    while (first < last) {
        int64_t middle = first + (last - first) / 2;
        if (sources[middle] < source || (sources[middle] == source && targets[middle] < target))
            first = middle + 1;
        else
            last = middle;
    }
    gboolean found =
        first < hcp_edges_get_n(edges) && sources[first] == source && targets[first] == target;
    return found ? first : -1;
}

/* The edge whose test is that of edge e: without direction, A -> B and B -> A are one test. */
static int64_t find_test(const Null *null, int64_t e) {
    int32_t source = hcp_edges_get_sources(null->edges)[e];
    int32_t target = hcp_edges_get_targets(null->edges)[e];
    int64_t back = -1;
    if (!null->patients->directed && source > target)
        back = find_edge(null->edges, target, source);
    return back >= 0 ? back : e;
}

/* q by edge. */
static double *adjust(const Null *null, int64_t n_tests, GError **error) {
    int64_t m = hcp_edges_get_n(null->edges), n = 0;
    g_autofree double *log_p = hcp__array_new(m, sizeof(double), error);
    g_autofree double *rate = log_p ? hcp__array_new(m, sizeof(double), error) : NULL;
    g_autofree int64_t *place = rate ? hcp__array_new(m, sizeof(int64_t), error) : NULL;
    double *q = place ? hcp__array_new(m, sizeof(double), error) : NULL;
    if (q == NULL)
        return NULL;
    for (int64_t e = 0; e < m; e++)
        if (find_test(null, e) == e) {
            place[e] = n;
            log_p[n++] = null->log_p[e];
        }
    hcp_false_discovery(n, n_tests, log_p, rate);
    for (int64_t e = 0; e < m; e++)
        q[e] = rate[place[find_test(null, e)]];
    return q;
}

static gboolean run_tests(Null *null, HcpExcess *excess, const HcpRun *run, GError **error) {
    static const HcpColumnInfo EXPECTED = {
        .name = "expected",
        .label = "Expected patients",
        .unit = "patients",
        .definition = "patients that the two would share by chance, given how many each has",
        .kind = HCP_KIND_DOUBLE,
        .privacy = HCP_PRIVACY_FROM_COUNTS};
    static const HcpColumnInfo Q = {
        .name = "excess_q",
        .label = "Excess q",
        .definition = "false discovery rate at which the two share more patients than by chance",
        .kind = HCP_KIND_DOUBLE,
        .privacy = HCP_PRIVACY_FROM_COUNTS};
    int64_t m = hcp_edges_get_n(null->edges);
    null->log_p = hcp__array_new(m, sizeof(double), error);
    null->expected = null->log_p ? hcp__array_new(m, sizeof(double), error) : NULL;
    if (null->expected == NULL ||
        !hcp__parallel_for(run, m, EDGES_PER_TASK, test_edges, null, error))
        return FALSE;
    excess->n_tests = count_tests(null->patients);
    double *q = adjust(null, excess->n_tests, error);
    if (q == NULL)
        return FALSE;
    excess->excess_q = hcp_column_new_take(&Q, m, q, NULL);
    excess->expected = hcp_column_new_take(&EXPECTED, m, g_steal_pointer(&null->expected), NULL);
    return TRUE;
}

gboolean hcp_backbone_excess(const HcpEdges *edges, const HcpPatients *patients,
                             const int32_t *region, HcpExcess *excess, const HcpRun *run,
                             GError **error) {
    g_autofree int32_t *one = hcp__array_new(patients->n_physicians, sizeof(int32_t), error);
    if (one == NULL)
        return FALSE;
    g_auto(Null) null = {.edges = edges,
                         .patients = patients,
                         .region = region != NULL ? region : one,
                         .n_regions = 1};
    for (int32_t i = 0; i < patients->n_physicians; i++)
        null.n_regions = MAX(null.n_regions, null.region[i] + 1);
    return count_patients(&null, error) && run_tests(&null, excess, run, error);
}
