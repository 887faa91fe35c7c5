/* SHA-256 (FIPS 180-4, section 6.2): by the instructions that most processors have for it since
 * about 2017, several times as fast as without; else by GLib. */
#include "base/base_internal.h"

#include <string.h>

#define BLOCK 64 /* bytes */

struct HcpDigest {
    GChecksum *checksum; /* NULL: by the processor */
    uint32_t state[8];
    uint64_t n_bytes;
    uint8_t rest[BLOCK]; /* the last n_bytes % BLOCK of them */
};

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define SHA __attribute__((target("sha,sse4.1")))

static gboolean has_instructions(void) {
    unsigned a, b, c, d;
    gboolean has_sse41 = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) != 0;
    return has_sse41 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) != 0;
}

/* Section 4.2.2. */
static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* The working variables, as the instructions want them: a and c in the highest lane. */
typedef struct {
    __m128i abef, cdgh;
} Working;

/* Rounds t..t + 3 with the words W(t)..W(t + 3). */
SHA static inline void four_rounds(Working *w, __m128i words, int t) {
    __m128i sum = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)(const void *)&K[t]));
    w->cdgh = _mm_sha256rnds2_epu32(w->cdgh, w->abef, sum);
    w->abef = _mm_sha256rnds2_epu32(w->abef, w->cdgh, _mm_shuffle_epi32(sum, 0x0E));
}

/* W(t)..W(t + 3) of the 16 words before them, the oldest first. */
SHA static inline __m128i next_words(__m128i w0, __m128i w1, __m128i w2, __m128i w3) {
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
    return _mm_sha256msg2_epu32(sum, w3);
}

SHA static inline __m128i load_words(const uint8_t *bytes) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)bytes), big_endian);
}

SHA static Working take_block(Working old, const uint8_t *block) {
    Working w = old;
    __m128i w0 = load_words(block), w1 = load_words(block + 16), w2 = load_words(block + 32),
            w3 = load_words(block + 48);
    for (int t = 0; t < 64; t += 16) {
        if (t > 0) {
            w0 = next_words(w0, w1, w2, w3);
            w1 = next_words(w1, w2, w3, w0);
            w2 = next_words(w2, w3, w0, w1);
            w3 = next_words(w3, w0, w1, w2);
        }
        four_rounds(&w, w0, t);
        four_rounds(&w, w1, t + 4);
        four_rounds(&w, w2, t + 8);
        four_rounds(&w, w3, t + 12);
    }
    return (Working){_mm_add_epi32(w.abef, old.abef), _mm_add_epi32(w.cdgh, old.cdgh)};
}

SHA static void take_blocks(uint32_t state[8], const uint8_t *bytes, gsize n) {
    const int *s = (const int *)state;
    Working w = {_mm_set_epi32(s[0], s[1], s[4], s[5]), _mm_set_epi32(s[2], s[3], s[6], s[7])};
    for (gsize i = 0; i < n; i++)
        w = take_block(w, bytes + i * BLOCK);
    uint32_t abef[4], cdgh[4];
    _mm_storeu_si128((__m128i *)(void *)abef, w.abef);
    _mm_storeu_si128((__m128i *)(void *)cdgh, w.cdgh);
    const uint32_t taken[8] = {abef[3], abef[2], cdgh[3], cdgh[2],
                               abef[1], abef[0], cdgh[1], cdgh[0]};
    memcpy(state, taken, sizeof taken);
}
#else
static gboolean has_instructions(void) {
    return FALSE;
}

static void take_blocks(uint32_t state[8], const uint8_t *bytes, gsize n) {
    (void)state, (void)bytes, (void)n;
    g_assert_not_reached();
}
#endif

HcpDigest *hcp__digest_new(gboolean by_glib) {
    static const uint32_t first[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    HcpDigest *digest = g_new0(HcpDigest, 1);
    memcpy(digest->state, first, sizeof first);
    if (by_glib || !has_instructions())
        digest->checksum = g_checksum_new(G_CHECKSUM_SHA256);
    return digest;
}

void hcp__digest_free(HcpDigest *digest) {
    if (digest != NULL)
        g_clear_pointer(&digest->checksum, g_checksum_free);
    g_free(digest);
}

/* First fills up the block that was begun. */
static void take_bytes(HcpDigest *digest, const uint8_t *bytes, gsize n) {
    gsize held = digest->n_bytes % BLOCK;
    digest->n_bytes += n;
    if (held > 0) {
        gsize more = MIN(n, BLOCK - held);
        memcpy(digest->rest + held, bytes, more);
        if (held + more < BLOCK)
            return;
        take_blocks(digest->state, digest->rest, 1);
        bytes += more;
        n -= more;
    }
    take_blocks(digest->state, bytes, n / BLOCK);
    memcpy(digest->rest, bytes + n / BLOCK * BLOCK, n % BLOCK);
}

void hcp__digest_add(HcpDigest *digest, const void *bytes, gsize n) {
    if (digest->checksum != NULL)
        g_checksum_update(digest->checksum, bytes, (gssize)n);
    else if (n > 0)
        take_bytes(digest, bytes, n);
}

/* Section 5.1.1: a bit that is 1, zeros, and the number of bits. */
static void pad(HcpDigest *digest) {
    uint64_t n_bits = GUINT64_TO_BE(digest->n_bytes * 8);
    uint8_t padding[BLOCK + 8] = {0x80};
    gsize n = (2 * BLOCK - 8 - 1 - digest->n_bytes % BLOCK) % BLOCK + 1;
    memcpy(padding + n, &n_bits, sizeof n_bits);
    take_bytes(digest, padding, n + sizeof n_bits);
}

char *hcp__digest_finish(HcpDigest *digest) {
    if (digest->checksum != NULL)
        return g_strdup(g_checksum_get_string(digest->checksum));
    pad(digest);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 8; i++)
        g_string_append_printf(text, "%08x", digest->state[i]);
    return g_string_free(text, FALSE);
}
