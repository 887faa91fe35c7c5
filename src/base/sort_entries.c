#include "base/base_internal.h"

#include <stdlib.h>

static const int64_t FEW = 24; /* below this many entries insertion beats qsort */

static int compare_entries(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void hcp__entries_sort_few(uint64_t *entry, int64_t n) {
    for (int64_t k = 1; k < n; k++) {
        uint64_t moved = entry[k];
        int64_t hole = k;
        for (; hole > 0 && entry[hole - 1] > moved; hole--)
            entry[hole] = entry[hole - 1];
        entry[hole] = moved;
    }
}

/* Files are often sorted already. */
static gboolean is_sorted(const uint64_t *entry, int64_t n) {
    for (int64_t k = 1; k < n; k++)
        if (entry[k - 1] > entry[k])
            return FALSE;
    return TRUE;
}

void hcp__entries_sort(uint64_t *entry, int64_t n) {
    if (n < FEW)
        hcp__entries_sort_few(entry, n);
    else if (!is_sorted(entry, n))
        qsort(entry, (size_t)n, sizeof *entry, compare_entries);
}
