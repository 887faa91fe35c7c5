/* Which values are far from what is usual. Tukey, Exploratory Data Analysis (1977), section 2D:
 * beyond the quartiles by more than three times their distance is "far out". */
#include "study/quality_internal.h"

#include <math.h>

static const double FAR_OUT = 3;
static const double LEAST_DAYS = 30; /* of spread, where most rows fall on a few days */

static void swap(double *a, double *b) {
    double kept = *a;
    *a = *b;
    *b = kept;
}

/* Brings the k-th smallest of value[0..n-1] to its place, smaller ones before it (Hoare's FIND). */
static double select_value(double *value, int64_t n, int64_t k) {
    int64_t low = 0, high = n - 1;
    while (low < high) {
        double pivot = value[low + (high - low) / 2];
        int64_t i = low, j = high;
        while (i <= j) {
            while (value[i] < pivot)
                i++;
            while (pivot < value[j])
                j--;
            if (i <= j)
                swap(&value[i++], &value[j--]);
        }
        if (k > j && k < i)
            break;
        if (k <= j)
            high = j;
        else
            low = i;
    }
    return value[k];
}

/* The place of the quantile p: ceil(p n), counted from 1. */
static int64_t place_of(double p, int64_t n) {
    return MAX((int64_t)ceil(p * (double)n), 1) - 1;
}

static double find_least(const double *value, int64_t n) {
    double least = INFINITY;
    for (int64_t i = 0; i < n; i++)
        least = MIN(least, value[i]);
    return least;
}

/* Counts grow by factors, so the fence stands on the scale of ln(1 + x):
 *   ln(1 + high) = ln(1 + q3) + 3 (ln(1 + q3) - ln(1 + q1)),
 * and quartiles less than a factor of two apart are taken for two: no small count is far out. */
static void fence_counts(HcpFence *fence) {
    double spread = MAX((1 + fence->q3) / (1 + fence->q1), 2);
    fence->low = -INFINITY;
    fence->high = (1 + fence->q3) * pow(spread, FAR_OUT) - 1;
}

gboolean hcp__fence_find(HcpFence *fence, double *value, int64_t n) {
    if (n < HCP__FENCE_MIN_VALUES)
        return FALSE;
    gboolean is_signed = find_least(value, n) < 0;
    int64_t k3 = place_of(0.75, n), k2 = place_of(0.5, n);
    fence->q3 = select_value(value, n, k3);
    fence->median = select_value(value, k3 + 1, k2);
    fence->q1 = select_value(value, k2 + 1, place_of(0.25, n));
    if (!is_signed) {
        fence_counts(fence);
        return TRUE;
    }
    double spread = fence->q3 - fence->q1;
    fence->low = fence->q1 - FAR_OUT * spread;
    fence->high = fence->q3 + FAR_OUT * spread;
    return spread > 0;
}

static double day_at(const int64_t *n_rows, int64_t n_days, int64_t place) {
    int64_t k = 0;
    for (int64_t seen = n_rows[0]; seen <= place && k + 1 < n_days; seen += n_rows[k])
        k++;
    return (double)k;
}

gboolean hcp__fence_find_days(HcpFence *fence, const int64_t *n_rows, int64_t n_days,
                              int32_t first) {
    int64_t n = 0;
    for (int64_t k = 0; k < n_days; k++)
        n += n_rows[k];
    if (n < HCP__FENCE_MIN_VALUES)
        return FALSE;
    fence->q1 = first + day_at(n_rows, n_days, place_of(0.25, n));
    fence->median = first + day_at(n_rows, n_days, place_of(0.5, n));
    fence->q3 = first + day_at(n_rows, n_days, place_of(0.75, n));
    double spread = MAX(fence->q3 - fence->q1, LEAST_DAYS);
    fence->low = fence->q1 - FAR_OUT * spread;
    fence->high = fence->q3 + FAR_OUT * spread;
    return TRUE;
}
