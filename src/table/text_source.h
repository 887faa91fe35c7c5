/* From a file on disk to its text. */
#ifndef HCPNET_TEXT_SOURCE_H
#define HCPNET_TEXT_SOURCE_H

#include <hcpnet/reader.h>

/* ---- bytes of a file, gzip, zstd and xz seen through ---- */

typedef struct HcpByteSource HcpByteSource;

/* `shown` is how messages call the file; borrowed. */
HcpByteSource *hcp__byte_source_open(const char *path, const char *shown, GError **error);
void hcp__byte_source_free(HcpByteSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpByteSource, hcp__byte_source_free)

/* Up to `size` bytes; 0 at the end of the file, -1 with an error. */
gssize hcp__byte_source_read(HcpByteSource *source, char *bytes, gsize size, GError **error);

/* FALSE: a pipe or the like, which gives its bytes once. */
gboolean hcp__byte_source_is_regular(const HcpByteSource *source);

/* Room to read the file in: `most` bytes, or, of a smaller file that is not packed, a byte more
 * than it has, so that its end is seen. */
gsize hcp__byte_source_bound(const HcpByteSource *source, gsize most);

/* Share of the file on disk that has been read; 0 where its size is unknown. */
double hcp__byte_source_get_fraction(HcpByteSource *source);

/* ---- its text, as UTF-8 ---- */

typedef struct HcpTextSource HcpTextSource;

typedef struct {
    HcpEncoding encoding;
    gsize block;       /* bytes decoded at a time, at least 4; 0: as many as are quick */
    const HcpRun *run; /* asked whether to stop; NULL: nobody is */
} HcpTextFormat;

/* A byte order mark decides on the encoding, then what is stated, then (DETECT) whether all of the
 * file is UTF-8; else it is WINDOWS_1252. Of what cannot be looked at twice: UTF-8. */
HcpTextSource *hcp__text_source_open(const char *path, const char *shown,
                                     const HcpTextFormat *format, GError **error);
void hcp__text_source_free(HcpTextSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpTextSource, hcp__text_source_free)

/* As hcp__byte_source_read. What is no text in the encoding becomes bytes that are no UTF-8, so
 * that it costs its row. A byte order mark is passed on. */
gssize hcp__text_source_read(HcpTextSource *source, char *to, gsize size, GError **error);
HcpEncoding hcp__text_source_get_encoding(const HcpTextSource *source);

/* The first line that is no UTF-8, for which the file was taken for WINDOWS_1252; 0: no guess. */
int64_t hcp__text_source_get_guess_line(const HcpTextSource *source);

/* As hcp__byte_source_bound, of the text. */
gsize hcp__text_source_bound(const HcpTextSource *source, gsize most);
double hcp__text_source_get_fraction(HcpTextSource *source);

#endif
