/* Where bare fields and rows end: bytes are looked at 64 at a time, of which one bit each is kept.
 */
#ifndef HCPNET_CSV_MARKS_H
#define HCPNET_CSV_MARKS_H

#include <glib.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define HCP__CSV_WINDOW 64

/* Bit i: byte i of the window is a mark, and was not passed yet. */
typedef struct {
    const char *window;
    uint64_t bits;
    char separator;
} HcpCsvMarks;

static inline gboolean hcp__csv_is_mark(char c, char separator) {
    return c == separator || c == '\n' || c == '\r';
}

#ifdef __SSE2__
static inline uint64_t hcp__csv_find_marks(const char *window, char separator) {
    const __m128i marks[3] = {_mm_set1_epi8(separator), _mm_set1_epi8('\n'), _mm_set1_epi8('\r')};
    uint64_t bits = 0;
    for (int i = 0; i < HCP__CSV_WINDOW; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(window + i));
        __m128i equal = _mm_or_si128(
            _mm_cmpeq_epi8(bytes, marks[0]),
            _mm_or_si128(_mm_cmpeq_epi8(bytes, marks[1]), _mm_cmpeq_epi8(bytes, marks[2])));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(equal) << i;
    }
    return bits;
}
#else
static inline uint64_t hcp__csv_find_marks(const char *window, char separator) {
    uint64_t bits = 0;
    for (int i = 0; i < HCP__CSV_WINDOW; i++)
        bits |= (uint64_t)hcp__csv_is_mark(window[i], separator) << i;
    return bits;
}
#endif

/* Starts at `from`. */
static inline void hcp__csv_marks_seek(HcpCsvMarks *marks, const char *from) {
    marks->window = from;
    marks->bits = hcp__csv_find_marks(from, marks->separator);
}

/* The first mark that was not passed. There is one: the line feed after the last byte. */
static inline const char *hcp__csv_marks_peek(HcpCsvMarks *marks) {
    while (marks->bits == 0)
        hcp__csv_marks_seek(marks, marks->window + HCP__CSV_WINDOW);
    return marks->window + __builtin_ctzll(marks->bits);
}

static inline void hcp__csv_marks_pass(HcpCsvMarks *marks) {
    marks->bits &= marks->bits - 1;
}

#endif
