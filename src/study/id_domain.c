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
    recoding->pool = hcp__pool_new();
    recoding->new_code = hcp__array_new(n_codes, sizeof(int32_t), error);
    for (int32_t c = 0; recoding->new_code != NULL && c < n_codes; c++)
        recoding->new_code[c] = -1;
    return recoding->new_code != NULL;
}

gboolean hcp__recoding_of_rows(HcpRecoding *recoding, const HcpColumn *ids, GError **error) {
    if (!init_recoding(recoding, hcp_column_get_n_codes(ids), error))
        return FALSE;
    const int32_t *code = hcp_column_get_codes(ids);
    for (int64_t row = 0; row < hcp_column_get_length(ids); row++)
        recoding->new_code[code[row]] =
            hcp__pool_add(recoding->pool, hcp_column_get_text(ids, row), -1);
    return TRUE;
}

/* ---- codes in byte order ---- */

/* Texts that are put in order: four bytes are a digit. A text that ends before another comes before
 * it, since no text holds a NUL. */
typedef struct {
    const char **text;
    uint32_t *length;
} Texts;

static void clear_texts(Texts *texts) {
    g_free(texts->text);
    g_free(texts->length);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Texts, clear_texts)

static void fill(const void *data, int digit, uint64_t *entry, int64_t n) {
    const Texts *texts = data;
    uint32_t first = (uint32_t)digit * 4;
    for (int64_t k = 0; k < n; k++) {
        uint64_t index = entry[k] & UINT32_MAX, value = 0;
        uint32_t length = texts->length[index];
        unsigned char bytes[4] = {0};
        if (length > first)
            memcpy(bytes, texts->text[index] + first, MIN(length - first, 4));
        for (int b = 0; b < 4; b++)
            value = value << 8 | bytes[b];
        entry[k] = value << 32 | index;
    }
}

/* order[k] = index of the k-th text in byte order; NULL with an error. */
static int32_t *sort_texts(const Texts *texts, int32_t n, const HcpRun *run, GError **error) {
    uint32_t longest = 1;
    for (int32_t i = 0; i < n; i++)
        longest = MAX(longest, texts->length[i]);
    HcpDigits digits = {(int)((longest + 3) / 4), fill, texts};
    return hcp__rows_sort(n, &digits, run, error);
}

static gboolean list_texts(Texts *texts, int32_t n, GError **error) {
    texts->text = hcp__array_new(n, sizeof *texts->text, error);
    if (texts->text == NULL)
        return FALSE;
    texts->length = hcp__array_new(n, sizeof *texts->length, error);
    return texts->length != NULL;
}

/* The codes that are used, in byte order of their texts, and how many; NULL with an error. */
static int32_t *order_used(const HcpPool *pool, const uint8_t *used, const HcpRun *run,
                           int32_t *out_n, GError **error) {
    int32_t n_codes = hcp__pool_size(pool), n = 0;
    g_auto(Texts) texts = {0};
    g_autofree int32_t *code = hcp__array_new(n_codes, sizeof *code, error);
    if (code == NULL || !list_texts(&texts, n_codes, error))
        return NULL;
    for (int32_t c = 0; c < n_codes; c++) {
        if (!used[c])
            continue;
        code[n] = c;
        texts.text[n] = hcp__pool_text(pool, c);
        texts.length[n] = (uint32_t)strlen(texts.text[n]);
        n++;
    }
    int32_t *order = sort_texts(&texts, n, run, error);
    for (int32_t k = 0; order != NULL && k < n; k++)
        order[k] = code[order[k]];
    *out_n = n;
    return order;
}

gboolean hcp__recoding_of_used(HcpRecoding *recoding, const HcpPool *pool, const uint8_t *used,
                               const HcpRun *run, GError **error) {
    int32_t n;
    g_autofree int32_t *order = order_used(pool, used, run, &n, error);
    if (order == NULL || !init_recoding(recoding, hcp__pool_size(pool), error))
        return FALSE;
    for (int32_t k = 0; k < n; k++)
        recoding->new_code[order[k]] =
            hcp__pool_add(recoding->pool, hcp__pool_text(pool, order[k]), -1);
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
