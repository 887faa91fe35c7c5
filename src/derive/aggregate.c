/* Rows to pairs: a counting sort by source, then each source's rows by (target, row). Sources are
 * sorted apart from each other, so threads share the work and the result is the same. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

static const int64_t NODES_PER_TASK = 4096;
static const int64_t ROWS_PER_TASK = 1 << 18;

static gboolean make_ends(HcpPairs *pairs, GError **error) {
    pairs->source = hcp__array_new(pairs->n, sizeof(int32_t), error);
    if (pairs->source == NULL)
        return FALSE;
    pairs->target = hcp__array_new(pairs->n, sizeof(int32_t), error);
    return pairs->target != NULL;
}

static gboolean make_starts(HcpPairs *pairs, GError **error) {
    pairs->start = hcp__array_new(pairs->n + 1, sizeof(int32_t), error);
    if (pairs->start == NULL)
        return FALSE;
    pairs->start[pairs->n] = (int32_t)pairs->n_rows;
    return TRUE;
}

/* ---- rows that stand by source and target already ---- */

typedef struct {
    const HcpRows *rows;
    int64_t n_pairs; /* rows that differ from the one before; atomic */
    gint disordered; /* some row before its predecessor, or from a node to itself */
} Scan;

static inline gboolean is_new(const HcpRows *rows, int64_t r) {
    return r == 0 || rows->source[r] != rows->source[r - 1] ||
           rows->target[r] != rows->target[r - 1];
}

static inline gboolean is_disordered(const HcpRows *rows, int64_t r) {
    if (rows->source[r] == rows->target[r] + rows->target_shift)
        return TRUE;
    return r > 0 &&
           (rows->source[r - 1] > rows->source[r] ||
            (rows->source[r - 1] == rows->source[r] && rows->target[r - 1] > rows->target[r]));
}

/* Once a row is out of order nobody asks for the rest. */
static void scan_rows(int64_t first, int64_t last, void *data) {
    Scan *scan = data;
    int64_t n_new = 0;
    if (g_atomic_int_get(&scan->disordered))
        return;
    for (int64_t r = first; r < last; r++) {
        if (is_disordered(scan->rows, r)) {
            g_atomic_int_set(&scan->disordered, 1);
            return;
        }
        n_new += is_new(scan->rows, r);
    }
    __atomic_fetch_add(&scan->n_pairs, n_new, __ATOMIC_RELAXED);
}

static gboolean list_ordered(const HcpRows *rows, int64_t n_pairs, HcpPairs *pairs,
                             GError **error) {
    pairs->n_rows = rows->n;
    pairs->n = n_pairs;
    pairs->borrows_ends = rows->lends_ends && n_pairs == rows->n && rows->target_shift == 0;
    if (pairs->borrows_ends) {
        /* The casts: borrowed ends are not changed. */
        pairs->source = (int32_t *)rows->source;
        pairs->target = (int32_t *)rows->target;
        return TRUE;
    }
    if (!make_ends(pairs, error) || !make_starts(pairs, error))
        return FALSE;
    int64_t p = 0;
    for (int64_t r = 0; r < rows->n; r++) {
        if (!is_new(rows, r))
            continue;
        pairs->source[p] = rows->source[r];
        pairs->target[p] = rows->target[r] + rows->target_shift;
        pairs->start[p++] = (int32_t)r;
    }
    return TRUE;
}

/* ---- rows in any order ---- */

/* FALSE where the row is left out. */
static inline gboolean find_target(const HcpRows *rows, int64_t r, int32_t *target) {
    if (rows->keep != NULL && !rows->keep[r])
        return FALSE;
    *target = rows->target != NULL ? rows->target[r] + rows->target_shift : 0;
    return rows->target == NULL || *target != rows->source[r];
}

/* offset[i + 1] = rows of the sources 0..i. */
static void count_rows(const HcpRows *rows, int32_t n_nodes, int32_t *offset) {
    int32_t target;
    for (int64_t r = 0; r < rows->n; r++)
        if (find_target(rows, r, &target)) {
            g_assert(rows->source[r] >= 0 && rows->source[r] < n_nodes);
            g_assert(target >= 0 && target < n_nodes);
            offset[rows->source[r] + 1]++;
        }
    for (int32_t i = 0; i < n_nodes; i++)
        offset[i + 1] += offset[i];
}

/* Puts each row among those of its source; `offset` serves as the cursors and is then rewound. */
static void scatter(const HcpRows *rows, int32_t n_nodes, int32_t *offset, uint64_t *entry) {
    int32_t target;
    for (int64_t r = 0; r < rows->n; r++)
        if (find_target(rows, r, &target))
            entry[offset[rows->source[r]]++] = (uint64_t)target << 32 | (uint64_t)r;
    for (int32_t i = n_nodes; i > 0; i--)
        offset[i] = offset[i - 1];
    offset[0] = 0;
}

typedef struct {
    const int32_t *offset;
    uint64_t *entry;
} Buckets;

static void sort_sources(int64_t first, int64_t last, void *data) {
    const Buckets *buckets = data;
    for (int64_t i = first; i < last; i++) {
        int64_t n = buckets->offset[i + 1] - buckets->offset[i];
        hcp__entries_sort(buckets->entry + buckets->offset[i], n);
    }
}

static inline gboolean opens_pair(const uint64_t *entry, int64_t first_of_source, int64_t k) {
    return k == first_of_source || entry[k] >> 32 != entry[k - 1] >> 32;
}

static int64_t count_pairs(const int32_t *offset, const uint64_t *entry, int32_t n_nodes) {
    int64_t n_pairs = 0;
    for (int32_t i = 0; i < n_nodes; i++)
        for (int64_t k = offset[i]; k < offset[i + 1]; k++)
            n_pairs += opens_pair(entry, offset[i], k);
    return n_pairs;
}

static gboolean list_pairs(const int32_t *offset, int32_t n_nodes, HcpPairs *pairs,
                           GError **error) {
    pairs->n = count_pairs(offset, pairs->entry, n_nodes);
    if (!make_ends(pairs, error) || !make_starts(pairs, error))
        return FALSE;
    int64_t p = 0;
    for (int32_t i = 0; i < n_nodes; i++)
        for (int32_t k = offset[i]; k < offset[i + 1]; k++) {
            if (!opens_pair(pairs->entry, offset[i], k))
                continue;
            pairs->source[p] = i;
            pairs->target[p] = (int32_t)(pairs->entry[k] >> 32);
            pairs->start[p++] = k;
        }
    return TRUE;
}

static gboolean check_limit(const HcpRows *rows, GError **error) {
    if (rows->n <= INT32_MAX)
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                "expected at most %d rows in a table, found %" G_GINT64_FORMAT, INT32_MAX, rows->n);
    return FALSE;
}

static gboolean sort_rows(const HcpRows *rows, int32_t n_nodes, HcpPairs *pairs, const HcpRun *run,
                          GError **error) {
    g_autofree int32_t *offset = hcp__array_new((int64_t)n_nodes + 1, sizeof(int32_t), error);
    if (offset == NULL)
        return FALSE;
    count_rows(rows, n_nodes, offset);
    pairs->n_rows = offset[n_nodes];
    pairs->entry = hcp__array_new(pairs->n_rows, sizeof(uint64_t), error);
    if (pairs->entry == NULL || !hcp_run_check(run, error))
        return FALSE;
    scatter(rows, n_nodes, offset, pairs->entry);
    Buckets buckets = {offset, pairs->entry};
    return hcp__parallel_for(run, n_nodes, NODES_PER_TASK, sort_sources, &buckets, error) &&
           list_pairs(offset, n_nodes, pairs, error);
}

gboolean hcp__pairs_collect(const HcpRows *rows, int32_t n_nodes, HcpPairs *out_pairs,
                            const HcpRun *run, GError **error) {
    g_auto(HcpPairs) pairs = {0};
    if (!check_limit(rows, error))
        return FALSE;
    Scan scan = {.rows = rows, .disordered = rows->keep != NULL || rows->target == NULL};
    if (!hcp__parallel_for(run, rows->n, ROWS_PER_TASK, scan_rows, &scan, error))
        return FALSE;
    gboolean done = scan.disordered ? sort_rows(rows, n_nodes, &pairs, run, error)
                                    : list_ordered(rows, scan.n_pairs, &pairs, error);
    if (!done)
        return FALSE;
    *out_pairs = pairs;
    pairs = (HcpPairs){0};
    return TRUE;
}

void hcp__pairs_clear(HcpPairs *pairs) {
    if (!pairs->borrows_ends) {
        g_free(pairs->source);
        g_free(pairs->target);
    }
    g_free(pairs->start);
    g_free(pairs->entry);
    *pairs = (HcpPairs){0};
}

gboolean hcp__rows_keep_complete(const HcpColumn *source, const HcpColumn *target,
                                 uint8_t **out_keep, GError **error) {
    *out_keep = NULL;
    if (hcp_column_count_missing(source) == 0 && hcp_column_count_missing(target) == 0)
        return TRUE;
    int64_t n = hcp_column_get_length(source);
    uint8_t *keep = hcp__array_new(n, 1, error);
    if (keep == NULL)
        return FALSE;
    for (int64_t r = 0; r < n; r++)
        keep[r] = hcp_column_is_valid(source, r) && hcp_column_is_valid(target, r);
    *out_keep = keep;
    return TRUE;
}
