#include "base/base_internal.h"

#include <math.h>

/* Row a comes before row b: larger value first, then smaller row. */
static gboolean precedes(const double *value, int32_t a, int32_t b) {
    return value[a] > value[b] || (value[a] == value[b] && a < b);
}

/* row[0..k-1] is a heap whose root comes last of all that are kept. */
static void sift_down(const double *value, int32_t *row, int64_t k, int64_t at) {
    for (;;) {
        int64_t last = at;
        for (int64_t child = 2 * at + 1; child <= 2 * at + 2 && child < k; child++)
            if (precedes(value, row[last], row[child]))
                last = child;
        if (last == at)
            return;
        int32_t kept = row[at];
        row[at] = row[last];
        row[last] = kept;
        at = last;
    }
}

/* Fills the heap with the first k rows that have a value; returns how many there are. */
static int64_t fill_heap(int64_t n, const double *value, int64_t k, int32_t *row, int64_t *next) {
    int64_t kept = 0;
    for (*next = 0; *next < n && kept < k; (*next)++)
        if (!isnan(value[*next]))
            row[kept++] = (int32_t)*next;
    for (int64_t at = kept / 2 - 1; at >= 0; at--)
        sift_down(value, row, kept, at);
    return kept;
}

int64_t hcp__top_k(int64_t n, const double *value, int64_t k, int32_t *row) {
    int64_t next;
    int64_t kept = fill_heap(n, value, k, row, &next);
    for (; kept > 0 && next < n; next++) {
        if (isnan(value[next]) || !precedes(value, (int32_t)next, row[0]))
            continue;
        row[0] = (int32_t)next;
        sift_down(value, row, kept, 0);
    }
    for (int64_t left = kept - 1; left > 0; left--) { /* heap sort: the last goes to the end */
        int32_t last = row[0];
        row[0] = row[left];
        row[left] = last;
        sift_down(value, row, left, 0);
    }
    return kept;
}
