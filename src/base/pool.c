#include "base/base_internal.h"

#include <string.h>
#include <sys/random.h>

/* An open-addressing table of codes; texts stand one after the other, each with its NUL. */
struct HcpPool {
    gatomicrefcount references;
    uint64_t key[2];
    GStringChunk *chunk;
    GPtrArray *texts; /* code -> text */
    GArray *hashes;   /* code -> uint64_t, so that growing needs no hashing */
    int32_t *slots;   /* code + 1, or 0 where free */
    uint32_t mask;    /* number of slots - 1 */
};

static void draw_key(uint64_t key[2]) {
    if (getrandom(key, 2 * sizeof key[0], 0) == (gssize)(2 * sizeof key[0]))
        return;
    key[0] = (uint64_t)g_get_real_time();
    key[1] = (uint64_t)(uintptr_t)key;
}

HcpPool *hcp__pool_new(void) {
    HcpPool *pool = g_new0(HcpPool, 1);
    g_atomic_ref_count_init(&pool->references);
    draw_key(pool->key);
    pool->chunk = g_string_chunk_new(64 * 1024);
    pool->texts = g_ptr_array_new();
    pool->hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t));
    pool->mask = 63;
    pool->slots = g_new0(int32_t, pool->mask + 1);
    return pool;
}

HcpPool *hcp__pool_ref(HcpPool *pool) {
    g_atomic_ref_count_inc(&pool->references);
    return pool;
}

void hcp__pool_unref(HcpPool *pool) {
    if (pool == NULL || !g_atomic_ref_count_dec(&pool->references))
        return;
    g_string_chunk_free(pool->chunk);
    g_ptr_array_unref(pool->texts);
    g_array_unref(pool->hashes);
    g_free(pool->slots);
    g_free(pool);
}

int32_t hcp__pool_size(const HcpPool *pool) {
    return (int32_t)pool->texts->len;
}

const char *hcp__pool_text(const HcpPool *pool, int32_t code) {
    return g_ptr_array_index(pool->texts, (guint)code);
}

static uint64_t hash_of(const HcpPool *pool, int32_t code) {
    return g_array_index(pool->hashes, uint64_t, (guint)code);
}

/* The slot that holds the text, or the free slot where it belongs. */
static uint32_t find_slot(const HcpPool *pool, const char *text, gsize length, uint64_t hash) {
    uint32_t slot = (uint32_t)hash & pool->mask;
    for (; pool->slots[slot] != 0; slot = (slot + 1) & pool->mask) {
        int32_t code = pool->slots[slot] - 1;
        if (hash_of(pool, code) != hash)
            continue;
        const char *other = hcp__pool_text(pool, code);
        if (strncmp(other, text, length) == 0 && other[length] == '\0')
            break;
    }
    return slot;
}

static void grow(HcpPool *pool) {
    g_free(pool->slots);
    pool->mask = pool->mask * 2 + 1;
    pool->slots = g_new0(int32_t, (gsize)pool->mask + 1);
    for (int32_t code = 0; code < hcp__pool_size(pool); code++) {
        uint32_t slot = (uint32_t)hash_of(pool, code) & pool->mask;
        while (pool->slots[slot] != 0)
            slot = (slot + 1) & pool->mask;
        pool->slots[slot] = code + 1;
    }
}

int32_t hcp__pool_add(HcpPool *pool, const char *text, gssize length) {
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    uint64_t hash = hcp__hash(pool->key, text, size);
    uint32_t slot = find_slot(pool, text, size, hash);
    if (pool->slots[slot] != 0)
        return pool->slots[slot] - 1;
    g_ptr_array_add(pool->texts, g_string_chunk_insert_len(pool->chunk, text, (gssize)size));
    g_array_append_val(pool->hashes, hash);
    pool->slots[slot] = (int32_t)pool->texts->len;
    int32_t code = pool->slots[slot] - 1;
    if (pool->texts->len * 2 > pool->mask) /* at most half full */
        grow(pool);
    return code;
}

int32_t hcp__pool_find(const HcpPool *pool, const char *text, gssize length) {
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    return pool->slots[find_slot(pool, text, size, hcp__hash(pool->key, text, size))] - 1;
}

static int compare_codes(const void *a, const void *b, void *pool) {
    return strcmp(hcp__pool_text(pool, *(const int32_t *)a),
                  hcp__pool_text(pool, *(const int32_t *)b));
}

HcpPool *hcp__pool_sorted(const HcpPool *pool, int32_t *new_code) {
    int32_t n = hcp__pool_size(pool);
    g_autofree int32_t *order = g_new(int32_t, n + 1);
    for (int32_t code = 0; code < n; code++)
        order[code] = code;
    /* The cast: GLib's callback data is not const; compare_codes only reads. */
    g_qsort_with_data(order, n, sizeof order[0], compare_codes, (void *)pool);
    HcpPool *sorted = hcp__pool_new();
    for (int32_t i = 0; i < n; i++)
        new_code[order[i]] = hcp__pool_add(sorted, hcp__pool_text(pool, order[i]), -1);
    return sorted;
}
