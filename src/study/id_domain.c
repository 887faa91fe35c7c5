/* Codes of ids and of other texts, and how they change. */
#include "study/dataset_internal.h"
#include "table/table_internal.h"

#include <string.h>

static const int64_t ROWS_PER_TASK = 1 << 16; /* a multiple of 8: no byte of a bitmap is shared */

void hcp__recoding_clear(HcpRecoding *recoding) {
    g_clear_pointer(&recoding->pool, hcp__pool_unref);
    g_clear_pointer(&recoding->new_code, g_free);
}

static gboolean init_recoding(HcpRecoding *recoding, int32_t n_codes, GError **error) {
    recoding->new_code = hcp__array_new(n_codes, sizeof(int32_t), error);
    for (int32_t c = 0; recoding->new_code != NULL && c < n_codes; c++)
        recoding->new_code[c] = -1;
    return recoding->new_code != NULL;
}

gboolean hcp__recoding_of_rows(HcpRecoding *recoding, const HcpColumn *ids, GError **error) {
    if (!init_recoding(recoding, hcp_column_get_n_codes(ids), error))
        return FALSE;
    recoding->pool = hcp__pool_new();
    const int32_t *code = hcp_column_get_codes(ids);
    for (int64_t row = 0; row < hcp_column_get_length(ids); row++)
        recoding->new_code[code[row]] =
            hcp__pool_add(recoding->pool, hcp_column_get_text(ids, row), -1);
    return TRUE;
}

/* ---- codes in byte order ---- */

/* Texts that are put in order, four bytes after those that all begin with being a digit. A text
 * that ends before another comes before it, since no text holds a NUL. */
typedef struct {
    const HcpPool *pool;
    int32_t n;
    gsize n_shared; /* bytes with which every text begins */
    gsize longest;
    int32_t *code;
    uint64_t *head; /* the first two digits */
} Texts;

static void clear_texts(Texts *texts) {
    g_free(texts->code);
    g_free(texts->head);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Texts, clear_texts)

/* Up to 8 bytes of a text from `first` on, the first of them the highest. */
static uint64_t get_bytes(const Texts *texts, int32_t index, gsize first) {
    gsize length = hcp__pool_length(texts->pool, texts->code[index]);
    uint64_t bytes = 0;
    if (length > first)
        memcpy(&bytes, hcp__pool_text(texts->pool, texts->code[index]) + first,
               MIN(length - first, sizeof bytes));
    return GUINT64_FROM_BE(bytes);
}

static void fill(const void *data, int digit, uint64_t *entry, int64_t n) {
    const Texts *texts = data;
    gsize first = texts->n_shared + (gsize)digit * 4;
    for (int64_t k = 0; k < n; k++) {
        uint64_t index = entry[k] & UINT32_MAX;
        uint64_t bytes =
            digit < 2 ? texts->head[index] << 32 * digit : get_bytes(texts, (int32_t)index, first);
        entry[k] = (bytes & ~(uint64_t)UINT32_MAX) | index;
    }
}

static gsize count_shared(const char *a, const char *b, gsize most) {
    gsize n = 0;
    while (n < most && a[n] == b[n])
        n++;
    return n;
}

static gboolean list_texts(Texts *texts, const uint8_t *used, GError **error) {
    int32_t n_codes = hcp__pool_size(texts->pool);
    texts->code = hcp__array_new(n_codes, sizeof *texts->code, error);
    if (texts->code == NULL)
        return FALSE;
    for (int32_t c = 0; c < n_codes; c++) {
        if (!used[c])
            continue;
        gsize length = hcp__pool_length(texts->pool, c);
        texts->code[texts->n++] = c;
        texts->longest = MAX(texts->longest, length);
        texts->n_shared = texts->n == 1 ? length : MIN(texts->n_shared, length);
        texts->n_shared = count_shared(hcp__pool_text(texts->pool, texts->code[0]),
                                       hcp__pool_text(texts->pool, c), texts->n_shared);
    }
    texts->head = hcp__array_new(texts->n, sizeof *texts->head, error);
    for (int32_t i = 0; texts->head != NULL && i < texts->n; i++)
        texts->head[i] = get_bytes(texts, i, texts->n_shared);
    return texts->head != NULL;
}

/* The codes that are used, in byte order of their texts, and how many; NULL with an error. */
static int32_t *order_used(const HcpPool *pool, const uint8_t *used, const HcpRun *run,
                           int32_t *out_n, GError **error) {
    g_auto(Texts) texts = {.pool = pool};
    if (!list_texts(&texts, used, error))
        return NULL;
    gsize n_bytes = MAX(texts.longest - texts.n_shared, 1);
    HcpDigits digits = {(int)((n_bytes + 3) / 4), fill, &texts};
    int32_t *order = hcp__rows_sort(texts.n, &digits, run, error);
    for (int32_t k = 0; order != NULL && k < texts.n; k++)
        order[k] = texts.code[order[k]];
    *out_n = texts.n;
    return order;
}

gboolean hcp__recoding_of_used(HcpRecoding *recoding, const HcpPool *pool, const uint8_t *used,
                               const HcpRun *run, GError **error) {
    int32_t n;
    g_autofree int32_t *order = order_used(pool, used, run, &n, error);
    if (order == NULL || !init_recoding(recoding, hcp__pool_size(pool), error))
        return FALSE;
    for (int32_t k = 0; k < n; k++)
        recoding->new_code[order[k]] = k;
    recoding->pool = hcp__pool_select(pool, (gsize)n, order);
    return TRUE;
}

/* ---- columns ---- */

typedef struct {
    const HcpColumn *column;
    const int32_t *new_code;
    uint8_t *used;
    int32_t *code;
    uint8_t *validity;
    gint n_missing; /* entries that are missing now; atomic */
} Work;

static void mark_range(int64_t first, int64_t last, void *data) {
    const Work *work = data;
    const int32_t *code = hcp_column_get_codes(work->column);
    for (int64_t row = first; row < last; row++)
        if (hcp_column_is_valid(work->column, row) &&
            !__atomic_load_n(&work->used[code[row]], __ATOMIC_RELAXED))
            __atomic_store_n(&work->used[code[row]], 1, __ATOMIC_RELAXED);
}

gboolean hcp__column_mark_used(const HcpColumn *column, uint8_t *used, const HcpRun *run,
                               GError **error) {
    Work work = {.column = column, .used = used};
    return hcp__parallel_for(run, hcp_column_get_length(column), ROWS_PER_TASK, mark_range, &work,
                             error);
}

static void recode_range(int64_t first, int64_t last, void *data) {
    Work *work = data;
    const int32_t *old = hcp_column_get_codes(work->column);
    int n_missing = 0;
    for (int64_t row = first; row < last; row++) {
        gboolean valid = hcp_column_is_valid(work->column, row);
        int32_t new_code = valid ? work->new_code[old[row]] : -1;
        if (new_code < 0) {
            n_missing++;
            continue;
        }
        work->code[row] = new_code;
        hcp__bit_set(work->validity, row);
    }
    if (n_missing > 0)
        g_atomic_int_set(&work->n_missing, 1);
}

HcpColumn *hcp__recoding_apply(const HcpRecoding *recoding, const HcpColumn *column,
                               const HcpRun *run, GError **error) {
    int64_t n = hcp_column_get_length(column);
    g_autofree int32_t *code = hcp__array_new(n, sizeof *code, error);
    if (code == NULL)
        return NULL;
    g_autofree uint8_t *validity = hcp__array_new(n / 8 + 1, 1, error);
    if (validity == NULL)
        return NULL;
    Work work = {
        .column = column, .new_code = recoding->new_code, .code = code, .validity = validity};
    if (!hcp__parallel_for(run, n, ROWS_PER_TASK, recode_range, &work, error))
        return NULL;
    if (work.n_missing == 0)
        g_clear_pointer(&validity, g_free);
    return hcp_column_new_take_strings(hcp_column_get_info(column), n, g_steal_pointer(&code),
                                       g_steal_pointer(&validity), recoding->pool);
}

/* Every code has a row, and the codes are in byte order. */
static gboolean is_sorted(const HcpPool *pool, const uint8_t *used) {
    for (int32_t c = 0; c < hcp__pool_size(pool); c++)
        if (!used[c] || (c > 0 && strcmp(hcp__pool_text(pool, c - 1), hcp__pool_text(pool, c)) > 0))
            return FALSE;
    return TRUE;
}

HcpColumn *hcp__column_sort_codes(HcpColumn *column, const HcpRun *run, GError **error) {
    const HcpPool *pool = hcp__column_get_pool(column);
    g_autofree uint8_t *used = hcp__array_new(hcp__pool_size(pool), 1, error);
    if (used == NULL || !hcp__column_mark_used(column, used, run, error))
        return NULL;
    if (is_sorted(pool, used))
        return hcp_column_ref(column);
    g_auto(HcpRecoding) recoding = {0};
    if (!hcp__recoding_of_used(&recoding, pool, used, run, error))
        return NULL;
    return hcp__recoding_apply(&recoding, column, run, error);
}
