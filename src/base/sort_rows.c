/* Rows by their digits of 32 bits, the first digit first: a parallel partition by the leading bits
 * of the first one, then each part by itself, which fits a cache. Entries are digit << 32 | row. */
#include "base/base_internal.h"

#include <string.h>

#define PART_BITS 10
#define N_PARTS   (1 << PART_BITS)
#define BATCH     512

static const int64_t MIN_BLOCK = 1 << 16;
static const int64_t MAX_BLOCKS = 64;
static const int64_t FEW = 48; /* below this many entries insertion beats counting */
static const int64_t PARTS_PER_TASK = 8;

typedef struct {
    const HcpDigits *digits;
    int64_t n, block, n_blocks;
    uint32_t (*range)[2];        /* range[block]: least and largest first digit */
    uint32_t (*cursor)[N_PARTS]; /* cursor[block][part]: rows, then where the next one goes */
    int64_t start[N_PARTS + 1];  /* of each part */
    uint32_t least;
    int shift;       /* part = (first digit - least) >> shift */
    uint64_t *entry; /* by part, then in order */
    gint failed;     /* memory was short in some part */
} Sorter;

static void clear_sorter(Sorter *sorter) {
    g_free(sorter->range);
    g_free(sorter->cursor);
    g_free(sorter->entry);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sorter, clear_sorter)

static inline uint32_t digit_of(uint64_t entry) {
    return (uint32_t)(entry >> 32);
}

/* ---- one part ---- */

static void count_by_byte(const uint64_t *from, uint64_t *to, int64_t n, int shift) {
    int64_t count[256] = {0}, sum = 0;
    for (int64_t k = 0; k < n; k++)
        count[from[k] >> shift & 255]++;
    for (int b = 0; b < 256; b++) {
        int64_t here = count[b];
        count[b] = sum;
        sum += here;
    }
    for (int64_t k = 0; k < n; k++)
        to[count[from[k] >> shift & 255]++] = from[k];
}

/* By digit; rows ascend before, so that whole entries ascend after. Bytes that all digits share
 * need no pass. */
static void sort_by_digit(uint64_t *entry, int64_t n, uint64_t *scratch) {
    if (n <= FEW) {
        hcp__entries_sort_few(entry, n);
        return;
    }
    uint64_t all = ~(uint64_t)0, any = 0;
    for (int64_t k = 0; k < n; k++) {
        all &= entry[k];
        any |= entry[k];
    }
    uint64_t *from = entry, *to = scratch;
    for (int shift = 32; shift < 64; shift += 8) {
        if (((all ^ any) >> shift & 255) == 0)
            continue;
        count_by_byte(from, to, n, shift);
        uint64_t *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != entry)
        memcpy(entry, from, (gsize)n * sizeof *entry);
}

static int64_t end_of_run(const uint64_t *entry, int64_t first, int64_t n) {
    int64_t last = first + 1;
    while (last < n && digit_of(entry[last]) == digit_of(entry[first]))
        last++;
    return last;
}

/* Entries that hold their digit `digit`, by it and those after it. A call below has fewer entries,
 * so that no number of digits exhausts the stack. */
static void sort_entries(const HcpDigits *digits, int digit, uint64_t *entry, int64_t n,
                         uint64_t *scratch) {
    sort_by_digit(entry, n, scratch);
    while (digit + 1 < digits->n && end_of_run(entry, 0, n) == n) {
        digits->fill(digits->data, ++digit, entry, n);
        sort_by_digit(entry, n, scratch);
    }
    if (digit + 1 == digits->n)
        return;
    for (int64_t first = 0, last; first < n; first = last) {
        last = end_of_run(entry, first, n);
        if (last - first == 1)
            continue;
        digits->fill(digits->data, digit + 1, entry + first, last - first);
        sort_entries(digits, digit + 1, entry + first, last - first, scratch);
    }
}

static void sort_parts(int64_t first, int64_t last, void *data) {
    Sorter *sorter = data;
    int64_t largest = 0;
    for (int64_t p = first; p < last; p++)
        largest = MAX(largest, sorter->start[p + 1] - sorter->start[p]);
    g_autofree uint64_t *scratch = hcp__array_new(largest, sizeof *scratch, NULL);
    if (scratch == NULL) {
        g_atomic_int_set(&sorter->failed, 1);
        return;
    }
    for (int64_t p = first; p < last; p++)
        if (sorter->start[p] < sorter->start[p + 1])
            sort_entries(sorter->digits, 0, sorter->entry + sorter->start[p],
                         sorter->start[p + 1] - sorter->start[p], scratch);
}

/* ---- the partition ---- */

/* The entries of rows first.. of a block, at most BATCH, with their first digit. */
static int64_t fill_batch(const Sorter *sorter, int64_t first, int64_t end, uint64_t *entry) {
    int64_t n = MIN(end - first, BATCH);
    for (int64_t k = 0; k < n; k++)
        entry[k] = (uint64_t)(first + k);
    sorter->digits->fill(sorter->digits->data, 0, entry, n);
    return n;
}

static void find_ranges(int64_t first, int64_t last, void *data) {
    Sorter *sorter = data;
    uint64_t entry[BATCH];
    for (int64_t b = first; b < last; b++) {
        uint32_t least = UINT32_MAX, largest = 0;
        int64_t end = MIN((b + 1) * sorter->block, sorter->n);
        for (int64_t row = b * sorter->block, n; row < end; row += n) {
            n = fill_batch(sorter, row, end, entry);
            for (int64_t k = 0; k < n; k++) {
                least = MIN(least, digit_of(entry[k]));
                largest = MAX(largest, digit_of(entry[k]));
            }
        }
        sorter->range[b][0] = least;
        sorter->range[b][1] = largest;
    }
}

static inline uint32_t part_of(const Sorter *sorter, uint64_t entry) {
    return (digit_of(entry) - sorter->least) >> sorter->shift;
}

static void count_parts(int64_t first, int64_t last, void *data) {
    Sorter *sorter = data;
    uint64_t entry[BATCH];
    for (int64_t b = first; b < last; b++) {
        int64_t end = MIN((b + 1) * sorter->block, sorter->n);
        for (int64_t row = b * sorter->block, n; row < end; row += n) {
            n = fill_batch(sorter, row, end, entry);
            for (int64_t k = 0; k < n; k++)
                sorter->cursor[b][part_of(sorter, entry[k])]++;
        }
    }
}

static void scatter_blocks(int64_t first, int64_t last, void *data) {
    Sorter *sorter = data;
    uint64_t entry[BATCH];
    for (int64_t b = first; b < last; b++) {
        int64_t end = MIN((b + 1) * sorter->block, sorter->n);
        for (int64_t row = b * sorter->block, n; row < end; row += n) {
            n = fill_batch(sorter, row, end, entry);
            for (int64_t k = 0; k < n; k++)
                sorter->entry[sorter->cursor[b][part_of(sorter, entry[k])]++] = entry[k];
        }
    }
}

static void choose_shift(Sorter *sorter) {
    uint32_t largest = 0;
    sorter->least = UINT32_MAX;
    for (int64_t b = 0; b < sorter->n_blocks; b++) {
        sorter->least = MIN(sorter->least, sorter->range[b][0]);
        largest = MAX(largest, sorter->range[b][1]);
    }
    while ((largest - sorter->least) >> sorter->shift >= N_PARTS)
        sorter->shift++;
}

/* Parts one after the other, and in each the blocks in order. */
static void place_parts(Sorter *sorter) {
    uint32_t sum = 0;
    for (int64_t p = 0; p < N_PARTS; p++) {
        sorter->start[p] = sum;
        for (int64_t b = 0; b < sorter->n_blocks; b++) {
            uint32_t here = sorter->cursor[b][p];
            sorter->cursor[b][p] = sum;
            sum += here;
        }
    }
    sorter->start[N_PARTS] = sum;
}

static gboolean allocate(Sorter *sorter, GError **error) {
    sorter->block = MAX(MIN_BLOCK, (sorter->n + MAX_BLOCKS - 1) / MAX_BLOCKS);
    sorter->n_blocks = (sorter->n + sorter->block - 1) / sorter->block;
    sorter->range = hcp__array_new(sorter->n_blocks, sizeof *sorter->range, error);
    if (sorter->range == NULL)
        return FALSE;
    sorter->cursor = hcp__array_new(sorter->n_blocks, sizeof *sorter->cursor, error);
    if (sorter->cursor == NULL)
        return FALSE;
    sorter->entry = hcp__array_new(sorter->n, sizeof *sorter->entry, error);
    return sorter->entry != NULL;
}

static gboolean partition(Sorter *sorter, const HcpRun *run, GError **error) {
    if (!hcp__parallel_for(run, sorter->n_blocks, 1, find_ranges, sorter, error))
        return FALSE;
    choose_shift(sorter);
    if (!hcp__parallel_for(run, sorter->n_blocks, 1, count_parts, sorter, error))
        return FALSE;
    place_parts(sorter);
    return hcp__parallel_for(run, sorter->n_blocks, 1, scatter_blocks, sorter, error);
}

/* ---- the order ---- */

/* The rows of the entries, in the same memory, of which half is given back. */
static int32_t *take_rows(Sorter *sorter) {
    char *bytes = (char *)g_steal_pointer(&sorter->entry);
    for (int64_t k = 0; k < sorter->n; k++) {
        uint64_t entry;
        memcpy(&entry, bytes + (gsize)k * sizeof entry, sizeof entry);
        int32_t row = (int32_t)(entry & UINT32_MAX);
        memcpy(bytes + (gsize)k * sizeof row, &row, sizeof row);
    }
    return g_realloc(bytes, (gsize)MAX(sorter->n, 1) * sizeof(int32_t));
}

int32_t *hcp__rows_sort(int64_t n, const HcpDigits *digits, const HcpRun *run, GError **error) {
    g_return_val_if_fail(n >= 0 && n <= INT32_MAX && digits->n > 0, NULL);
    g_auto(Sorter) sorter = {.digits = digits, .n = n};
    int64_t parts_per_task = n <= MIN_BLOCK ? N_PARTS : PARTS_PER_TASK;
    if (!allocate(&sorter, error) || !partition(&sorter, run, error) ||
        !hcp__parallel_for(run, N_PARTS, parts_per_task, sort_parts, &sorter, error))
        return NULL;
    if (sorter.failed) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "not enough memory to order %" G_GINT64_FORMAT " rows", n);
        return NULL;
    }
    return take_rows(&sorter);
}
