/* The text of a file as UTF-8, whatever it is written in.
 *
 * Which encoding that is, is known only at the end of the file: the one byte that is no UTF-8 may
 * be the last. So a file without a byte order mark is looked through first, up to that byte; for
 * ASCII this costs little more than reading it. */
#include "table/reader_internal.h"

#include <string.h>

/* Bytes of UTF-8 that a byte of another encoding may become: the euro sign of Windows-1252. */
#define GROWTH 3

static const gsize BLOCK = 256 * 1024, LEAST_BLOCK = 4;

struct HcpTextSource {
    HcpByteSource *bytes;
    const HcpRun *run; /* may be NULL */
    HcpEncoding encoding;
    int64_t guess_line;
    gboolean at_end;
    gsize block; /* bytes looked at or decoded at a time */
    guchar *raw; /* block bytes not decoded yet: between reads at most half a sign */
    gsize n_raw;
    char *text; /* GROWTH blocks, decoded and not asked for yet */
    gsize at, end;
};

/* ---- which encoding ---- */

/* A file that is looked through. */
typedef struct {
    HcpByteSource *bytes;
    guchar *block;
    const HcpRun *run; /* may be NULL */
} Look;

/* Reads on until the block has `size` bytes or the file ends. */
static gboolean fill_block(HcpByteSource *source, gsize size, guchar *block, gsize *n,
                           GError **error) {
    gssize got = hcp__byte_source_read(source, (char *)block + *n, size - *n, NULL, error);
    *n += (gsize)MAX(got, 0);
    return got >= 0;
}

/* DETECT: there is no mark. */
static HcpEncoding find_mark(const guchar *bytes, gsize n) {
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        return HCP_ENCODING_UTF8;
    if (n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return HCP_ENCODING_UTF16LE;
    if (n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return HCP_ENCODING_UTF16BE;
    return HCP_ENCODING_DETECT;
}

/* The loop has no exit, so that the compiler makes wide instructions of it. */
static int64_t count_byte(const guchar *bytes, gsize n, guchar byte) {
    int64_t count = 0;
    for (gsize i = 0; i < n; i++)
        count += bytes[i] == byte;
    return count;
}

/* A sign that the end of the block cuts in two. */
static gboolean is_cut(const guchar *bytes, gsize n) {
    return n > 0 && n < 4 &&
           g_utf8_get_char_validated((const char *)bytes, (gssize)n) == (gunichar)-2;
}

/* Looks through the file after its first block up to the first byte that is no UTF-8, before which
 * there are *n_valid. */
static gboolean look_through(HcpTextSource *source, Look *look, gsize n, int64_t *n_valid,
                             GError **error) {
    guchar *block = look->block;
    source->encoding = HCP_ENCODING_UTF8;
    *n_valid = 0;
    for (gboolean is_last = FALSE; !is_last;) {
        is_last = n < source->block;
        gsize valid = hcp__utf8_measure((const char *)block, n);
        *n_valid += (int64_t)valid;
        if (valid < n && (is_last || !is_cut(block + valid, n - valid))) {
            source->encoding = HCP_ENCODING_WINDOWS_1252;
            return TRUE;
        }
        memmove(block, block + valid, n - valid);
        n -= valid;
        if (look->run != NULL && !hcp_run_check(look->run, error))
            return FALSE;
        if (!is_last && !fill_block(look->bytes, source->block, block, &n, error))
            return FALSE;
    }
    return TRUE;
}

/* The line on which the first n bytes end. Read again: few files need it. */
static gboolean find_guess_line(HcpTextSource *source, const char *path, const char *shown,
                                int64_t n, GError **error) {
    g_autoptr(HcpByteSource) bytes = hcp__byte_source_open(path, shown, error);
    g_autofree guchar *block = g_malloc(source->block);
    int64_t feeds = 0, carriages = 0;
    while (bytes != NULL && n > 0) {
        gsize got = 0, size = (gsize)MIN(n, (int64_t)source->block);
        if (!fill_block(bytes, size, block, &got, error))
            return FALSE;
        feeds += count_byte(block, got, '\n');
        carriages += count_byte(block, got, '\r');
        n = got > 0 ? n - (int64_t)got : 0;
    }
    source->guess_line = 1 + (feeds > 0 ? feeds : carriages);
    return bytes != NULL;
}

/* A mark decides, then what is stated, then the bytes. */
static gboolean decide(HcpTextSource *source, const char *path, const char *shown,
                       const HcpTextFormat *format, GError **error) {
    HcpEncoding stated = format->encoding;
    g_autoptr(HcpByteSource) bytes = hcp__byte_source_open(path, shown, error);
    if (bytes == NULL)
        return FALSE;
    if (source->block == 0)
        source->block = MAX(LEAST_BLOCK, hcp__byte_source_bound(bytes, BLOCK));
    source->encoding = stated != HCP_ENCODING_DETECT ? stated : HCP_ENCODING_UTF8;
    if (!hcp__byte_source_is_regular(bytes))
        return TRUE;
    g_autofree guchar *block = g_malloc(source->block);
    gsize n = 0;
    if (!fill_block(bytes, source->block, block, &n, error))
        return FALSE;
    HcpEncoding mark = find_mark(block, n);
    if (mark != HCP_ENCODING_DETECT)
        source->encoding = mark;
    if (mark != HCP_ENCODING_DETECT || stated != HCP_ENCODING_DETECT)
        return TRUE;
    if (format->run != NULL && hcp__byte_source_is_plain(bytes)) {
        gboolean is_utf8;
        if (!hcp__utf8_look_through(bytes, format->run, &is_utf8, error) || is_utf8)
            return is_utf8;
    }
    Look look = {bytes, block, format->run};
    int64_t n_valid;
    if (!look_through(source, &look, n, &n_valid, error))
        return FALSE;
    return source->encoding == HCP_ENCODING_UTF8 ||
           find_guess_line(source, path, shown, n_valid, error);
}

HcpTextSource *hcp__text_source_open(const char *path, const char *shown,
                                     const HcpTextFormat *format, GError **error) {
    g_return_val_if_fail(format->block == 0 || format->block >= LEAST_BLOCK, NULL);
    g_autoptr(HcpTextSource) source = g_new0(HcpTextSource, 1);
    source->block = format->block;
    source->run = format->run;
    if (!decide(source, path, shown, format, error))
        return NULL;
    if (source->encoding != HCP_ENCODING_UTF8) {
        source->raw = g_malloc(source->block);
        source->text = g_malloc(source->block * GROWTH);
    }
    source->bytes = hcp__byte_source_open(path, shown, error);
    return source->bytes != NULL ? g_steal_pointer(&source) : NULL;
}

void hcp__text_source_free(HcpTextSource *source) {
    if (source == NULL)
        return;
    hcp__byte_source_free(source->bytes);
    g_free(source->raw);
    g_free(source->text);
    g_free(source);
}

/* ---- decoding ---- */

/* A sign of UTF-8; surrogates too, which no valid text holds: who reads on finds the fault. */
static char *put(char *to, gunichar sign) {
    if (sign < 0x80) {
        *to++ = (char)sign;
        return to;
    }
    return to + g_unichar_to_utf8(sign, to);
}

/* 0x80..0x9F, from the Unicode Consortium's CP1252.TXT; what is undefined there is the control
 * character of that number, as in Latin-1. All else is Latin-1. */
static const gunichar2 WINDOWS_1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

static char *decode_windows_1252(HcpTextSource *source, char *to) {
    for (gsize i = 0; i < source->n_raw; i++) {
        guchar byte = source->raw[i];
        to = put(to, byte >= 0x80 && byte < 0xA0 ? WINDOWS_1252[byte - 0x80] : byte);
    }
    source->n_raw = 0;
    return to;
}

static gunichar unit_at(const HcpTextSource *source, gsize i) {
    guchar first = source->raw[i], second = source->raw[i + 1];
    return source->encoding == HCP_ENCODING_UTF16LE ? (gunichar)(first | second << 8)
                                                    : (gunichar)(first << 8 | second);
}

/* Pairs of surrogates are one sign; one alone, or a last byte alone, becomes no valid UTF-8. */
static char *decode_utf16(HcpTextSource *source, char *to) {
    gsize i = 0;
    while (source->n_raw - i >= 2) {
        gunichar unit = unit_at(source, i);
        gboolean is_high = unit >= 0xD800 && unit < 0xDC00;
        if (is_high && source->n_raw - i < 4 && !source->at_end)
            break;
        gunichar next = is_high && source->n_raw - i >= 4 ? unit_at(source, i + 2) : 0;
        gboolean is_pair = next >= 0xDC00 && next < 0xE000;
        to = put(to, is_pair ? 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00) : unit);
        i += is_pair ? 4 : 2;
    }
    source->n_raw -= i;
    memmove(source->raw, source->raw + i, source->n_raw);
    if (source->at_end && source->n_raw > 0) {
        *to++ = '\xFF';
        source->n_raw = 0;
    }
    return to;
}

static gboolean decode_more(HcpTextSource *source, GError **error) {
    if (!fill_block(source->bytes, source->block, source->raw, &source->n_raw, error))
        return FALSE;
    source->at_end = source->n_raw < source->block;
    gboolean is_wide =
        source->encoding == HCP_ENCODING_UTF16LE || source->encoding == HCP_ENCODING_UTF16BE;
    char *end =
        is_wide ? decode_utf16(source, source->text) : decode_windows_1252(source, source->text);
    source->at = 0;
    source->end = (gsize)(end - source->text);
    return TRUE;
}

gssize hcp__text_source_read(HcpTextSource *source, char *to, gsize size, GError **error) {
    if (source->encoding == HCP_ENCODING_UTF8)
        return hcp__byte_source_read(source->bytes, to, size, source->run, error);
    if (source->at == source->end && !source->at_end && !decode_more(source, error))
        return -1;
    gsize n = MIN(size, source->end - source->at);
    memcpy(to, source->text + source->at, n);
    source->at += n;
    return (gssize)n;
}

HcpEncoding hcp__text_source_get_encoding(const HcpTextSource *source) {
    return source->encoding;
}

int64_t hcp__text_source_get_guess_line(const HcpTextSource *source) {
    return source->guess_line;
}

gsize hcp__text_source_bound(const HcpTextSource *source, gsize most) {
    return MIN(most, GROWTH * hcp__byte_source_bound(source->bytes, most));
}

double hcp__text_source_get_fraction(HcpTextSource *source) {
    return hcp__byte_source_get_fraction(source->bytes);
}

const char *hcp_encoding_name(HcpEncoding encoding) {
    static const char *const names[] = {"detect",   "utf-8",        "utf-16le",
                                        "utf-16be", "windows-1252", "latin-1"};
    return names[encoding];
}
