/* The strength of pairs, as names and as numbers. */
#include "derive/shared_internal.h"

#include <math.h>

static const char *const NAMES[] = {
    [HCP_TIE_PATIENTS] = "patients", [HCP_TIE_VISITS] = "visits", [HCP_TIE_NEWMAN] = "newman",
    [HCP_TIE_JACCARD] = "jaccard",   [HCP_TIE_COSINE] = "cosine", [HCP_TIE_SHARE] = "share"};

const char *hcp_tie_weight_name(HcpTieWeight weight) {
    g_return_val_if_fail(weight < HCP_N_TIE_WEIGHTS, NULL);
    return NAMES[weight];
}

/* The strength of pair p that needs no look at other pairs. */
static double weigh_pair(const HcpSharedPairs *pairs, int64_t p, const int32_t *panel,
                         HcpTieWeight weight) {
    double shared = (double)pairs->patients[p];
    double a = panel[pairs->source[p]], b = panel[pairs->target[p]];
    switch (weight) {
    case HCP_TIE_VISITS:
        return (double)pairs->pairs[p];
    case HCP_TIE_NEWMAN:
        return pairs->newman[p];
    case HCP_TIE_JACCARD: /* n_AB / (n_A + n_B - n_AB) */
        return shared / (a + b - shared);
    case HCP_TIE_COSINE: /* n_AB / sqrt(n_A n_B) */
        return shared / sqrt(a * b);
    case HCP_TIE_PATIENTS:
    case HCP_TIE_SHARE:
    case HCP_N_TIE_WEIGHTS:
        break;
    }
    return shared;
}

/* n_AB / sum over B' of n_AB'; pairs stand by source. */
static void divide_by_source(const HcpSharedPairs *pairs, double *value) {
    for (int64_t p = 0, next = 0; p < pairs->n; p = next) {
        double sum = 0;
        for (; next < pairs->n && pairs->source[next] == pairs->source[p]; next++)
            sum += value[next];
        for (int64_t q = p; q < next; q++)
            value[q] /= sum;
    }
}

double *hcp_shared_weigh(const HcpShared *shared, int w, HcpTieWeight weight, GError **error) {
    g_return_val_if_fail(w >= 0 && w < shared->n_windows, NULL);
    const HcpSharedPairs *pairs = &shared->pairs[w];
    double *value = hcp__array_new(pairs->n, sizeof(double), error);
    for (int64_t p = 0; value != NULL && p < pairs->n; p++)
        value[p] = weigh_pair(pairs, p, shared->panel, weight);
    if (value != NULL && weight == HCP_TIE_SHARE)
        divide_by_source(pairs, value);
    return value;
}
