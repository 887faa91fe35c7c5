#include "base/base_internal.h"

#include <string.h>

static uint64_t rotate_left(uint64_t x, int bits) {
    return (x << bits) | (x >> (64 - bits));
}

static uint64_t load_word(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return GUINT64_FROM_LE(word);
}

/* The last n < 8 of `length` bytes, little-endian. */
static uint64_t load_rest(const uint8_t *end, gsize n, gsize length) {
    if (n > 0 && length >= 8)
        return load_word(end - 8) >> (64 - 8 * n);
    uint64_t word = 0;
    for (gsize i = 0; i < n; i++)
        word |= (uint64_t)(end - n)[i] << (8 * i);
    return word;
}

static inline void sip_rounds(uint64_t v[4], int n) {
    for (int i = 0; i < n; i++) {
        v[0] += v[1];
        v[1] = rotate_left(v[1], 13) ^ v[0];
        v[0] = rotate_left(v[0], 32);
        v[2] += v[3];
        v[3] = rotate_left(v[3], 16) ^ v[2];
        v[0] += v[3];
        v[3] = rotate_left(v[3], 21) ^ v[0];
        v[2] += v[1];
        v[1] = rotate_left(v[1], 17) ^ v[2];
        v[2] = rotate_left(v[2], 32);
    }
}

static inline void absorb(uint64_t v[4], uint64_t word, int c) {
    v[3] ^= word;
    sip_rounds(v, c);
    v[0] ^= word;
}

/* Aumasson & Bernstein, "SipHash: a fast short-input PRF" (2012), section 2: SipHash-c-d. */
static inline uint64_t sip_hash(const uint64_t key[2], const void *bytes, gsize length, int c,
                                int d) {
    uint64_t v[4] = {key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU,
                     key[0] ^ 0x6c7967656e657261U, key[1] ^ 0x7465646279746573U};
    const uint8_t *at = bytes, *end = at + length;
    for (; end - at >= 8; at += 8)
        absorb(v, load_word(at), c);
    absorb(v, load_rest(end, length % 8, length) | (uint64_t)length << 56, c);
    v[2] ^= 0xff;
    sip_rounds(v, d);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t hcp__hash(const uint64_t key[2], const void *bytes, gsize length) {
    return sip_hash(key, bytes, length, 2, 4);
}

uint64_t hcp__hash_quick(const uint64_t key[2], const void *bytes, gsize length) {
    return sip_hash(key, bytes, length, 1, 3);
}
