/* What every module may use: arrays, numbers as text, ids, random numbers, threads, output. */
#ifndef HCPNET_BASE_INTERNAL_H
#define HCPNET_BASE_INTERNAL_H

#include <hcpnet/column.h>
#include <hcpnet/error.h>
#include <hcpnet/run.h>
#include <stddef.h>

/* ---- arrays whose length comes from data ---- */

/* n elements of `size` bytes, zeroed, from g_malloc's family (free with g_free). LIMIT when the
 * product overflows or memory is short; n = 0 gives a valid pointer. Arrays of 4 MiB and more ask
 * for huge pages: first touch of small pages is dear. */
void *hcp__array_new(int64_t n, gsize size, GError **error);

/* Makes room for n elements, n > 0; what is new holds anything. NULL: LIMIT, and the old array is
 * as it was. Large arrays are moved by their pages, not copied. */
void *hcp__array_grow(void *array, int64_t n, gsize size, GError **error);

/* Bytes of one value of a column. */
gsize hcp__kind_size(HcpKind kind);

/* Validity bitmaps: bit i % 8 of byte i / 8. */
static inline gboolean hcp__bit_get(const uint8_t *bits, int64_t i) {
    return (bits[i / 8] >> (i % 8)) & 1;
}
static inline void hcp__bit_set(uint8_t *bits, int64_t i) {
    bits[i / 8] = (uint8_t)(bits[i / 8] | (1U << (i % 8)));
}
static inline void hcp__bit_write(uint8_t *bits, int64_t i, gboolean bit) {
    uint8_t mask = (uint8_t)(1U << (i % 8));
    bits[i / 8] = (uint8_t)(bit ? bits[i / 8] | mask : bits[i / 8] & ~mask);
}

/* ---- numbers and dates as text, the same in every locale ---- */

#define HCP__NUMBER_SIZE 32

/* The shortest decimal text that reads back equal. `value` is finite. Returns the length. */
int hcp__format_double(char text[HCP__NUMBER_SIZE], double value);
int hcp__format_int64(char text[HCP__NUMBER_SIZE], int64_t value);

/* For people: whole numbers with commas between thousands, others with three significant digits.
 * `value` is finite. */
int hcp__format_for_people(char text[HCP__NUMBER_SIZE], double value);

/* yyyy-mm-dd of days since 1970-01-01. */
int hcp__format_date(char text[HCP__NUMBER_SIZE], int32_t days);
int32_t hcp__days_from_civil(int year, int month, int day);
void hcp__civil_from_days(int32_t days, int *year, int *month, int *day);

/* `text` for a terminal or a one-line message: control and bidi characters and invalid UTF-8 as
 * \xNN or U+NNNN, at most `max_chars` characters, then "...". Owned by the caller. */
char *hcp__text_for_message(const char *text, gssize length, int max_chars);

/* The candidate nearest to `word` by edit distance when near enough to suggest, else NULL. */
const char *hcp__nearest_word(const char *word, const char *const *candidates, gsize n);

/* ---- keyed hash and pools of texts ---- */

/* SipHash-2-4 (Aumasson & Bernstein 2012): for what shows in a result. */
uint64_t hcp__hash(const uint64_t key[2], const void *bytes, gsize length);

/* SipHash-1-3: for tables in memory, as Aumasson advised for Rust (rust-lang/rust pull request
 * 33940), and as Python has it since 3.11. */
uint64_t hcp__hash_quick(const uint64_t key[2], const void *bytes, gsize length);

/* SHA-256 of bytes that come in pieces, as GLib has it, faster where the processor can;
 * `by_glib` for the sake of comparison. finish: lowercase hexadecimal, owned by the caller; it ends
 * what can be added. */
typedef struct HcpDigest HcpDigest;
HcpDigest *hcp__digest_new(gboolean by_glib);
void hcp__digest_free(HcpDigest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpDigest, hcp__digest_free)
void hcp__digest_add(HcpDigest *digest, const void *bytes, gsize n);
char *hcp__digest_finish(HcpDigest *digest);

/* Distinct texts with codes 0..n-1 by first appearance. The hash key is random for each pool, so
 * that ids cannot be crafted to collide; no order but that of the codes is ever visible. */
HcpPool *hcp__pool_new(void);
HcpPool *hcp__pool_ref(HcpPool *pool);
void hcp__pool_unref(HcpPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpPool, hcp__pool_unref)
int32_t hcp__pool_size(const HcpPool *pool);
const char *hcp__pool_text(const HcpPool *pool, int32_t code);
gsize hcp__pool_length(const HcpPool *pool, int32_t code); /* of the text, in bytes */

/* The code of a text, added if new. length -1: up to the NUL. Texts hold no NUL. */
int32_t hcp__pool_add(HcpPool *pool, const char *text, gssize length);

/* -1 when the text is not in the pool. */
int32_t hcp__pool_find(const HcpPool *pool, const char *text, gssize length);

/* Many texts at once: what memory has far away is fetched for several at a time. */
typedef struct {
    const char *text; /* no NUL needed after it */
    uint32_t length;
    uint32_t hash; /* hcp__pool_hash of that pool */
    int32_t code;  /* -1: not in the pool */
} HcpPoolText;

uint32_t hcp__pool_hash(const HcpPool *pool, const char *text, gsize length);

/* Sets the code of each. Several threads may look into a pool to which none adds. */
void hcp__pool_find_all(const HcpPool *pool, gsize n, HcpPoolText *texts);

/* As hcp__pool_add. */
int32_t hcp__pool_add_hashed(HcpPool *pool, const HcpPoolText *text);

/* Says that the text will be added soon. */
void hcp__pool_fetch(const HcpPool *pool, const HcpPoolText *text);

/* Slots looked at to find each text once: about 2 a text, unless ids were crafted to collide. */
gsize hcp__pool_count_probes(const HcpPool *pool);

/* A new pool with the texts of these codes, each once, which get the codes 0..n-1. */
HcpPool *hcp__pool_select(const HcpPool *pool, gsize n, const int32_t *codes);

/* A new pool with the texts in byte order; new_code[old code] has length hcp__pool_size. */
HcpPool *hcp__pool_sorted(const HcpPool *pool, int32_t *new_code);

/* ---- random numbers: the same stream for the same seed everywhere ---- */

/* xoshiro256** (Blackman & Vigna 2021), seeded by splitmix64. */
typedef struct {
    uint64_t state[4];
} HcpRng;

/* Streams of one seed are independent of each other. */
void hcp__rng_init(HcpRng *rng, uint64_t seed, uint64_t stream);
uint64_t hcp__rng_uint64(HcpRng *rng);
double hcp__rng_double(HcpRng *rng);              /* [0, 1) */
int64_t hcp__rng_below(HcpRng *rng, int64_t n);   /* 0..n-1, unbiased */
double hcp__rng_normal(HcpRng *rng);              /* mean 0, variance 1 */
double hcp__rng_gamma(HcpRng *rng, double shape); /* scale 1 */
int64_t hcp__rng_poisson(HcpRng *rng, double mean);

/* ---- threads ---- */

/* Calls body(first, last, data) for consecutive ranges of `chunk` items of 0..n-1, on the run's
 * threads. The ranges do not depend on the number of threads; a body must not write what another
 * range reads. Polls the run's cancel callback from the calling thread. */
typedef void (*HcpRangeFunc)(int64_t first, int64_t last, void *data);
gboolean hcp__parallel_for(const HcpRun *run, int64_t n, int64_t chunk, HcpRangeFunc body,
                           void *data, GError **error);

/* ---- rows in order ---- */

/* Rows are compared by n digits of 32 bits, digit 0 first. */
typedef struct {
    int n;
    /* Sets the upper half of each entry to that digit of the row in its lower half. Called from
     * several threads. */
    void (*fill)(const void *data, int digit, uint64_t *entry, int64_t n);
    const void *data;
} HcpDigits;

/* The rows 0..n-1 in order, n < 2^31; equal rows keep theirs. Owned by the caller; NULL with LIMIT.
 * MSD radix sort on the run's threads. Memory: 8 bytes a row. O(n x digits that tell rows apart).
 */
int32_t *hcp__rows_sort(int64_t n, const HcpDigits *digits, const HcpRun *run, GError **error);

/* Ascending, in place. For the short and often sorted runs that rows of one source or one patient
 * are; the second by insertion, for a few dozen at most. */
void hcp__entries_sort(uint64_t *entry, int64_t n);
void hcp__entries_sort_few(uint64_t *entry, int64_t n);

/* ---- output that appears whole or not at all ---- */

typedef struct HcpOutput HcpOutput;

/* A temporary file beside `path`, which takes its place at commit; written straight when `path` is
 * "-" (standard output), or exists and is no regular file. */
HcpOutput *hcp__output_open(const char *path, GError **error);

/* Into memory; hcp__output_take_text ends it. */
HcpOutput *hcp__output_open_memory(void);
char *hcp__output_take_text(HcpOutput *output, gsize *length);

/* Buffered. A failed write is remembered, later writes do nothing, and commit reports it. */
void hcp__output_write(HcpOutput *output, const void *bytes, gsize length);
void hcp__output_puts(HcpOutput *output, const char *text);
void hcp__output_printf(HcpOutput *output, const char *format, ...) G_GNUC_PRINTF(2, 3);
void hcp__output_double(HcpOutput *output, double value);
void hcp__output_int64(HcpOutput *output, int64_t value);

/* Flush, sync, rename into place; frees the output whether it succeeds or not. */
gboolean hcp__output_commit(HcpOutput *output, GError **error);

/* Leaves the old file as it was. */
void hcp__output_discard(HcpOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpOutput, hcp__output_discard)

/* ---- the k largest ---- */

/* Rows of the k largest values, largest first, ties by smaller row; NaN never. Returns how many. */
int64_t hcp__top_k(int64_t n, const double *value, int64_t k, int32_t *row);

#endif
