/* Slots by node in two steps that the run's threads share: edges to parts of consecutive nodes,
 * each part small enough for a cache, then the slots of a part to their nodes. Both steps are
 * stable, so that the slots of a node stand in the order of the edges, whatever the number of
 * threads. */
#include "base/base_internal.h"
#include "network/network_internal.h"

#include <string.h>

static const int64_t MIN_BLOCK = 1 << 16;
static const int64_t MAX_BLOCKS = 64;
static const int64_t SLOTS_PER_PART = 1 << 17;
static const int64_t MAX_PARTS = 1 << 10;
static const int64_t PARTS_PER_TASK = 4;

typedef struct {
    HcpSlots *slots;
    const HcpEnds *ends;
    const double *weight;
    int64_t m;        /* edges */
    int64_t block;    /* edges of one block */
    int64_t n_blocks; /* of all ends, those of the first before those of the second */
    int shift;        /* part = node >> shift */
    int64_t n_parts;
    int64_t *cursor; /* cursor[block * n_parts + part]: slots, then where the next one goes */
    int64_t *start;  /* of each part; length n_parts + 1 */
    gint failed;     /* memory was short for some part */
} Filler;

static void clear_filler(Filler *filler) {
    g_free(filler->cursor);
    g_free(filler->start);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Filler, clear_filler)

/* ---- edges to parts ---- */

/* The edges of block b; returns of which end. */
static int find_block(const Filler *filler, int64_t b, int64_t *first, int64_t *last) {
    int64_t n_blocks = filler->n_blocks / filler->ends->n_ends;
    *first = b % n_blocks * filler->block;
    *last = MIN(*first + filler->block, filler->m);
    return (int)(b / n_blocks);
}

static void count_parts(int64_t first_block, int64_t last_block, void *data) {
    const Filler *filler = data;
    for (int64_t b = first_block, first, last; b < last_block; b++) {
        const int32_t *node = filler->ends->node[find_block(filler, b, &first, &last)];
        int64_t *count = filler->cursor + b * filler->n_parts;
        for (int64_t e = first; e < last; e++)
            count[node[e] >> filler->shift]++;
    }
}

/* Parts one after the other, and in each the blocks in order. */
static void place_parts(Filler *filler) {
    int64_t sum = 0;
    for (int64_t p = 0; p < filler->n_parts; p++) {
        filler->start[p] = sum;
        for (int64_t b = 0; b < filler->n_blocks; b++) {
            int64_t *cursor = &filler->cursor[b * filler->n_parts + p];
            int64_t here = *cursor;
            *cursor = sum;
            sum += here;
        }
    }
    filler->start[filler->n_parts] = sum;
}

static void scatter_blocks(int64_t first_block, int64_t last_block, void *data) {
    const Filler *filler = data;
    const HcpSlots *slots = filler->slots;
    for (int64_t b = first_block, first, last; b < last_block; b++) {
        int end = find_block(filler, b, &first, &last);
        const int32_t *node = filler->ends->node[end], *neighbour = filler->ends->neighbour[end];
        int64_t *cursor = filler->cursor + b * filler->n_parts;
        for (int64_t e = first; e < last; e++) {
            int64_t slot = cursor[node[e] >> filler->shift]++;
            slots->key[slot] = (uint32_t)node[e];
            slots->neighbour[slot] = neighbour[e];
            slots->weight[slot] = (float)filler->weight[e];
            slots->edge[slot] = (int32_t)e;
        }
    }
}

/* ---- a part to its nodes ---- */

/* Sets the offsets of the nodes first..last-1, of which the n slots from `start` on are, and makes
 * of their keys the places among these slots. */
static void find_places(const HcpSlots *slots, int64_t first, int64_t last, int64_t start,
                        int64_t n) {
    int64_t *offset = slots->offset;
    uint32_t *key = slots->key + start;
    for (int64_t k = 0; k < n; k++)
        offset[key[k]]++;
    for (int64_t i = first, sum = start; i < last; i++) {
        int64_t here = offset[i];
        offset[i] = sum;
        sum += here;
    }
    for (int64_t k = 0; k < n; k++)
        key[k] = (uint32_t)(offset[key[k]]++ - start);
    /* Now the offset of i stands where i + 1 begins. */
    for (int64_t i = last - 1; i > first; i--)
        offset[i] = offset[i - 1];
    offset[first] = start;
}

/* values[place[k]] = values[k], each of 4 bytes. */
static void permute(void *values, const uint32_t *place, int64_t n, uint32_t *scratch) {
    memcpy(scratch, values, (gsize)n * sizeof *scratch);
    for (int64_t k = 0; k < n; k++)
        memcpy((uint32_t *)values + place[k], &scratch[k], sizeof *scratch);
}

static int64_t find_largest(const Filler *filler, int64_t first, int64_t last) {
    int64_t largest = 0;
    for (int64_t p = first; p < last; p++)
        largest = MAX(largest, filler->start[p + 1] - filler->start[p]);
    return largest;
}

static void order_parts(int64_t first, int64_t last, void *data) {
    Filler *filler = data;
    const HcpSlots *slots = filler->slots;
    g_autofree uint32_t *scratch =
        hcp__array_new(find_largest(filler, first, last), sizeof *scratch, NULL);
    if (scratch == NULL) {
        g_atomic_int_set(&filler->failed, 1);
        return;
    }
    for (int64_t p = first; p < last; p++) {
        int64_t start = filler->start[p], n = filler->start[p + 1] - start;
        int64_t end = MIN((p + 1) << filler->shift, filler->ends->n);
        find_places(slots, p << filler->shift, end, start, n);
        const uint32_t *place = slots->key + start;
        permute(slots->neighbour + start, place, n, scratch);
        permute(slots->weight + start, place, n, scratch);
        permute(slots->edge + start, place, n, scratch);
    }
}

/* ---- all of it ---- */

static gboolean allocate(Filler *filler, GError **error) {
    int n_ends = filler->ends->n_ends;
    int32_t last = filler->ends->n - 1;
    filler->block = MAX(MIN_BLOCK, (filler->m + MAX_BLOCKS - 1) / MAX_BLOCKS);
    filler->n_blocks = (filler->m + filler->block - 1) / filler->block * n_ends;
    int64_t most = CLAMP(filler->m * n_ends / SLOTS_PER_PART, 1, MAX_PARTS);
    while (last >> filler->shift >= most)
        filler->shift++;
    filler->n_parts = (last >> filler->shift) + 1;
    filler->cursor =
        hcp__array_new(filler->n_blocks * filler->n_parts, sizeof *filler->cursor, error);
    if (filler->cursor == NULL)
        return FALSE;
    filler->start = hcp__array_new(filler->n_parts + 1, sizeof *filler->start, error);
    return filler->start != NULL;
}

static gboolean partition(Filler *filler, const HcpRun *run, GError **error) {
    if (!hcp__parallel_for(run, filler->n_blocks, 1, count_parts, filler, error))
        return FALSE;
    place_parts(filler);
    return hcp__parallel_for(run, filler->n_blocks, 1, scatter_blocks, filler, error);
}

gboolean hcp__slots_fill(HcpSlots *slots, const HcpEnds *ends, const HcpRun *run, GError **error) {
    g_auto(Filler) filler = {.slots = slots,
                             .ends = ends,
                             .weight = hcp_edges_get_weights(ends->edges),
                             .m = hcp_edges_get_n(ends->edges)};
    if (filler.m == 0)
        return TRUE;
    if (!allocate(&filler, error) || !partition(&filler, run, error) ||
        !hcp__parallel_for(run, filler.n_parts, PARTS_PER_TASK, order_parts, &filler, error))
        return FALSE;
    if (filler.failed) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "not enough memory to order %" G_GINT64_FORMAT " edges", filler.m);
        return FALSE;
    }
    slots->offset[ends->n] = filler.start[filler.n_parts];
    return TRUE;
}
