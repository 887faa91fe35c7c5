/* An open-addressing table over records that stand one after the other: finding a text costs one
 * look at the table and one at the record.
 *
 * A record is named by its place in units of 4 bytes; blocks of records never move, so that texts
 * stay where they are. */
#include "base/base_internal.h"

#include <string.h>
#include <sys/random.h>

typedef struct {
    int32_t code;
    uint32_t length;
    char text[]; /* ended by a NUL */
} Record;

typedef struct {
    uint32_t hash;   /* the low half of it: where it belongs when the table grows */
    uint32_t record; /* 0 where free */
} Slot;

struct HcpPool {
    gatomicrefcount references;
    uint64_t key[2];
    GPtrArray *blocks; /* number of block -> its bytes; a long block has several numbers */
    GPtrArray *owned;  /* the same, each once */
    gsize at, room;    /* the first free unit, and how many follow it in its block */
    uint32_t *records; /* code -> place of its record */
    gsize n_records, records_room;
    gint has_slots; /* atomic; made when the first text is looked for, under the lock */
    GMutex lock;
    Slot *slots;
    uint32_t mask; /* number of slots - 1 */
};

enum { UNIT = 4, UNITS_BITS = 18 };
static const gsize UNITS = (gsize)1 << UNITS_BITS; /* of one number of a block */
static const gsize FIRST_UNITS = 1024, FIRST_RECORDS = 64;
static const gsize NUMBERS_MAX = 16; /* of a block, unless one text is longer */
static const gsize GROUP = 32; /* texts whose slots and records are fetched at the same time */
static const gsize AHEAD = 16; /* texts between asking memory for a record, and its use */

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
    g_mutex_init(&pool->lock);
    pool->blocks = g_ptr_array_new();
    pool->owned = g_ptr_array_new_with_free_func(g_free);
    return pool;
}

HcpPool *hcp__pool_ref(HcpPool *pool) {
    g_atomic_ref_count_inc(&pool->references);
    return pool;
}

void hcp__pool_unref(HcpPool *pool) {
    if (pool == NULL || !g_atomic_ref_count_dec(&pool->references))
        return;
    g_ptr_array_unref(pool->blocks);
    g_ptr_array_unref(pool->owned);
    g_free(pool->records);
    g_free(pool->slots);
    g_mutex_clear(&pool->lock);
    g_free(pool);
}

int32_t hcp__pool_size(const HcpPool *pool) {
    return (int32_t)pool->n_records;
}

/* ---- records ---- */

static Record *get_record(const HcpPool *pool, uint32_t at) {
    char *block = g_ptr_array_index(pool->blocks, at >> UNITS_BITS);
    return (Record *)(void *)(block + (at & (UNITS - 1)) * UNIT);
}

static Record *get_record_of_code(const HcpPool *pool, int32_t code) {
    return get_record(pool, pool->records[code]);
}

const char *hcp__pool_text(const HcpPool *pool, int32_t code) {
    return get_record_of_code(pool, code)->text;
}

gsize hcp__pool_length(const HcpPool *pool, int32_t code) {
    return get_record_of_code(pool, code)->length;
}

static void *check_memory(const HcpPool *pool, void *memory) {
    if (memory == NULL)
        g_error("not enough memory for more than %" G_GSIZE_FORMAT " distinct texts",
                pool->n_records);
    return memory;
}

/* Each block is as large as all before it, up to NUMBERS_MAX numbers: most pools are small, and
 * large blocks are of huge pages. Unit 0 of the first block stays free: no record is 0. */
static void open_block(HcpPool *pool, gsize n_units) {
    gsize n_numbers = pool->blocks->len, is_first = n_numbers == 0;
    gsize room = is_first ? FIRST_UNITS : CLAMP(n_numbers, 1, NUMBERS_MAX) * UNITS;
    pool->at = n_numbers * UNITS + is_first;
    pool->room = MAX(n_units + is_first, room);
    char *block = check_memory(pool, hcp__array_new((int64_t)pool->room, UNIT, NULL));
    g_ptr_array_add(pool->owned, block);
    for (gsize first = 0; first < pool->room; first += UNITS)
        g_ptr_array_add(pool->blocks, block + first * UNIT);
    pool->room -= is_first;
    if (pool->blocks->len > G_MAXUINT32 >> UNITS_BITS)
        g_error("more than 16 GiB of distinct texts in one column");
}

static void reserve_records(HcpPool *pool, gsize room) {
    pool->records = check_memory(
        pool, hcp__array_grow(pool->records, (int64_t)room, sizeof *pool->records, NULL));
    pool->records_room = room;
}

static uint32_t append_record(HcpPool *pool, const char *text, gsize length) {
    gsize n_units = (sizeof(Record) + length + 1 + UNIT - 1) / UNIT;
    if (n_units > pool->room)
        open_block(pool, n_units);
    if (pool->n_records == pool->records_room)
        reserve_records(pool, MAX(FIRST_RECORDS, 2 * pool->records_room));
    uint32_t at = (uint32_t)pool->at;
    Record *record = get_record(pool, at);
    *record = (Record){.code = hcp__pool_size(pool), .length = (uint32_t)length};
    memcpy(record->text, text, length);
    record->text[length] = '\0';
    pool->records[pool->n_records++] = at;
    pool->at += n_units;
    pool->room -= n_units;
    return at;
}

/* ---- slots ---- */

static gboolean is_text(const HcpPool *pool, uint32_t at, const char *text, gsize length) {
    const Record *record = get_record(pool, at);
    return record->length == length && memcmp(record->text, text, length) == 0;
}

static void place(HcpPool *pool, Slot slot) {
    uint32_t i = slot.hash & pool->mask;
    while (pool->slots[i].record != 0)
        i = (i + 1) & pool->mask;
    pool->slots[i] = slot;
}

static void open_slots(HcpPool *pool, uint32_t mask) {
    pool->mask = mask;
    pool->slots = check_memory(pool, hcp__array_new((int64_t)mask + 1, sizeof(Slot), NULL));
}

/* At most two thirds full. */
static gboolean is_full(const HcpPool *pool, uint32_t mask) {
    return pool->n_records + pool->n_records / 2 > mask;
}

static void grow(HcpPool *pool) {
    g_autofree Slot *old = pool->slots;
    gsize n = (gsize)pool->mask + 1;
    open_slots(pool, pool->mask * 2 + 1);
    for (gsize i = 0; i < n; i++)
        if (old[i].record != 0)
            place(pool, old[i]);
}

static void fill_slots(HcpPool *pool) {
    uint32_t mask = 63;
    while (is_full(pool, mask))
        mask = mask * 2 + 1;
    open_slots(pool, mask);
    for (gsize code = 0; code < pool->n_records; code++) {
        const Record *record = get_record(pool, pool->records[code]);
        place(pool,
              (Slot){hcp__pool_hash(pool, record->text, record->length), pool->records[code]});
    }
}

/* The cast: what a pool answers is the same before and after. */
static void make_slots(const HcpPool *pool) {
    HcpPool *own = (HcpPool *)pool;
    g_mutex_lock(&own->lock);
    if (!__atomic_load_n(&own->has_slots, __ATOMIC_ACQUIRE)) {
        fill_slots(own);
        __atomic_store_n(&own->has_slots, TRUE, __ATOMIC_RELEASE);
    }
    g_mutex_unlock(&own->lock);
}

/* Of several threads that look into one pool the first makes them, and the others wait. */
static inline void ensure_slots(const HcpPool *pool) {
    if (!__atomic_load_n(&pool->has_slots, __ATOMIC_ACQUIRE))
        make_slots(pool);
}

/* The slot that holds the text, or the free slot where it belongs. */
static Slot *find_slot(const HcpPool *pool, const char *text, gsize length, uint32_t hash) {
    ensure_slots(pool);
    uint32_t i = hash & pool->mask;
    for (; pool->slots[i].record != 0; i = (i + 1) & pool->mask)
        if (pool->slots[i].hash == hash && is_text(pool, pool->slots[i].record, text, length))
            break;
    return &pool->slots[i];
}

static int32_t code_in(const HcpPool *pool, const Slot *slot) {
    return slot->record != 0 ? get_record(pool, slot->record)->code : -1;
}

static int32_t add(HcpPool *pool, const char *text, gsize length, uint32_t hash) {
    Slot *slot = find_slot(pool, text, length, hash);
    if (slot->record != 0)
        return code_in(pool, slot);
    *slot = (Slot){hash, append_record(pool, text, length)};
    if (is_full(pool, pool->mask))
        grow(pool);
    return hcp__pool_size(pool) - 1;
}

/* ---- texts ---- */

uint32_t hcp__pool_hash(const HcpPool *pool, const char *text, gsize length) {
    return (uint32_t)hcp__hash_quick(pool->key, text, length);
}

int32_t hcp__pool_add(HcpPool *pool, const char *text, gssize length) {
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    return add(pool, text, size, hcp__pool_hash(pool, text, size));
}

int32_t hcp__pool_find(const HcpPool *pool, const char *text, gssize length) {
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    return code_in(pool, find_slot(pool, text, size, hcp__pool_hash(pool, text, size)));
}

static void fetch_slot(const HcpPool *pool, uint32_t hash) {
    ensure_slots(pool);
    __builtin_prefetch(&pool->slots[hash & pool->mask]);
}

/* A guess at the record: the one that stands where the text belongs. */
static void fetch_record(const HcpPool *pool, uint32_t hash) {
    const Slot *slot = &pool->slots[hash & pool->mask];
    if (slot->hash == hash && slot->record != 0)
        __builtin_prefetch(get_record(pool, slot->record));
}

/* Rows of one physician often follow each other. */
static gboolean is_same(const HcpPoolText *a, const HcpPoolText *b) {
    return a->hash == b->hash && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

void hcp__pool_find_all(const HcpPool *pool, gsize n, HcpPoolText *texts) {
    for (gsize first = 0; first < n; first += GROUP) {
        gsize last = MIN(first + GROUP, n);
        for (gsize i = first; i < last; i++)
            fetch_slot(pool, texts[i].hash);
        for (gsize i = first; i < last; i++)
            fetch_record(pool, texts[i].hash);
        for (gsize i = first; i < last; i++)
            texts[i].code =
                i > 0 && is_same(&texts[i], &texts[i - 1])
                    ? texts[i - 1].code
                    : code_in(pool, find_slot(pool, texts[i].text, texts[i].length, texts[i].hash));
    }
}

int32_t hcp__pool_add_hashed(HcpPool *pool, const HcpPoolText *text) {
    return add(pool, text->text, text->length, text->hash);
}

void hcp__pool_fetch(const HcpPool *pool, const HcpPoolText *text) {
    fetch_slot(pool, text->hash);
}

gsize hcp__pool_count_probes(const HcpPool *pool) {
    gsize probes = 0;
    ensure_slots(pool);
    for (gsize i = 0; i <= pool->mask; i++)
        if (pool->slots[i].record != 0)
            probes += 1 + (((uint32_t)i - pool->slots[i].hash) & pool->mask);
    return probes;
}

/* ---- new pools of old texts ---- */

HcpPool *hcp__pool_select(const HcpPool *pool, gsize n, const int32_t *codes) {
    HcpPool *selected = hcp__pool_new();
    reserve_records(selected, MAX(n, 1));
    for (gsize i = 0; i < n; i++) {
        if (i + AHEAD < n)
            __builtin_prefetch(get_record_of_code(pool, codes[i + AHEAD]));
        const Record *record = get_record_of_code(pool, codes[i]);
        append_record(selected, record->text, record->length);
    }
    return selected;
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
    for (int32_t i = 0; i < n; i++)
        new_code[order[i]] = i;
    return hcp__pool_select(pool, (gsize)n, order);
}
