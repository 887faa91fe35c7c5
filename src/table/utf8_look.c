/* Is a file UTF-8? Most of most files is ASCII, which is looked at many bytes at a time. */
#include "table/text_source.h"

#include "base/base_internal.h"

#include <string.h>

enum { WINDOW = 64, SIGN_MAX = 4, BLOCK = 64 * 1024 };
static const int64_t LOOKED_AT_ONCE = 16 * BLOCK; /* by one thread, a block at a time */

static gboolean is_ascii_window(const char *bytes) {
    uint64_t all = 0, word[WINDOW / 8];
    memcpy(word, bytes, sizeof word);
    for (gsize i = 0; i < G_N_ELEMENTS(word); i++)
        all |= word[i];
    return (all & 0x8080808080808080U) == 0;
}

static gsize count_ascii(const char *bytes, gsize n) {
    gsize i = 0;
    while (n - i >= WINDOW && is_ascii_window(bytes + i))
        i += WINDOW;
    while (i < n && (guchar)bytes[i] < 0x80)
        i++;
    return i;
}

/* The bytes of the sign at `at`, which is no ASCII; 0: it is none, or does not end in n bytes. */
static gsize measure_sign(const char *at, gsize n) {
    gunichar sign = g_utf8_get_char_validated(at, (gssize)n);
    return sign < (gunichar)-2 ? (gsize)(g_utf8_next_char(at) - at) : 0;
}

gsize hcp__utf8_measure(const char *bytes, gsize n) {
    gsize i = count_ascii(bytes, n), length = 1;
    while (i < n && length > 0) {
        length = measure_sign(bytes + i, n - i);
        i += length;
        if (length > 0)
            i += count_ascii(bytes + i, n - i);
    }
    return i;
}

/* ---- a file on several threads ---- */

typedef struct {
    const HcpByteSource *source;
    gint has_other; /* atomic: something is no UTF-8, or could not be read */
} Look;

/* How many bytes before `at` the sign begins that may run over it; 0: none does. */
static gsize find_sign_before(const char *at, gsize n_before) {
    for (gsize k = 1; k <= n_before && k < SIGN_MAX; k++) {
        guchar byte = (guchar)at[-(gssize)k];
        if (byte >= 0xC0)
            return k;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

/* The signs that begin in a block are those that it answers for: of the one before that runs into
 * it, the block before does. */
static gboolean is_block_utf8(const HcpByteSource *source, int64_t first, int64_t last) {
    char block[BLOCK + 2 * (SIGN_MAX - 1)];
    gsize n_before = (gsize)MIN(first, SIGN_MAX - 1);
    gssize got = hcp__byte_source_read_at(source, first - (int64_t)n_before, block,
                                          n_before + (gsize)(last - first) + SIGN_MAX - 1);
    if (got < 0 || (gsize)got < n_before)
        return FALSE;
    const char *at = block + n_before, *end = block + got;
    gsize k = find_sign_before(at, n_before);
    if (k > 0)
        at = MAX(at, MIN(at - k + measure_sign(at - k, (gsize)(end - at) + k), end));
    const char *invalid = at + hcp__utf8_measure(at, (gsize)(end - at));
    return invalid == end || invalid - block >= (gssize)n_before + last - first;
}

static void look_at_range(int64_t first, int64_t last, void *data) {
    Look *look = data;
    for (int64_t at = first; at < last && !g_atomic_int_get(&look->has_other); at += BLOCK)
        if (!is_block_utf8(look->source, at, MIN(at + BLOCK, last)))
            g_atomic_int_set(&look->has_other, TRUE);
}

gboolean hcp__utf8_look_through(const HcpByteSource *source, const HcpRun *run, gboolean *is_utf8,
                                GError **error) {
    Look look = {source, FALSE};
    *is_utf8 = FALSE;
    if (!hcp__parallel_for(run, hcp__byte_source_get_size(source), LOOKED_AT_ONCE, look_at_range,
                           &look, error))
        return FALSE;
    *is_utf8 = !look.has_other;
    return TRUE;
}
