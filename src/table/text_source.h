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

/* `size` bytes, or fewer where the file ends; -1 with an error. On the run's threads, if there is a
 * run. */
gssize hcp__byte_source_read(HcpByteSource *source, char *bytes, gsize size, const HcpRun *run,
                             GError **error);

/* TRUE: a regular file that is not packed. Of such a file several threads may read bytes anywhere;
 * fewer than `size` where the file ends, -1 with errno. */
gboolean hcp__byte_source_is_plain(const HcpByteSource *source);
gssize hcp__byte_source_read_at(const HcpByteSource *source, gint64 at, char *bytes, gsize size);

/* FALSE: a pipe or the like, which gives its bytes once. */
gboolean hcp__byte_source_is_regular(const HcpByteSource *source);

/* On disk; 0 where it is unknown. */
gint64 hcp__byte_source_get_size(const HcpByteSource *source);

/* Room to read the file in: `most` bytes, or, of a smaller file that is not packed, a byte more
 * than it has, so that its end is seen. */
gsize hcp__byte_source_bound(const HcpByteSource *source, gsize most);

/* Share of the file on disk that has been read; 0 where its size is unknown. */
double hcp__byte_source_get_fraction(HcpByteSource *source);

/* ---- is it UTF-8? ---- */

/* Length of the beginning that is UTF-8, NULs included. */
gsize hcp__utf8_measure(const char *bytes, gsize n);

/* Looks through a plain file on the run's threads; it is read anywhere but where it is read on. */
gboolean hcp__utf8_look_through(const HcpByteSource *source, const HcpRun *run, gboolean *is_utf8,
                                GError **error);

/* ---- its text, as UTF-8 ---- */

typedef struct HcpTextSource HcpTextSource;

typedef struct {
    HcpEncoding encoding;
    gsize block;       /* bytes decoded at a time, at least 4; 0: as many as are quick */
    const HcpRun *run; /* asked whether to stop, and for its threads; NULL: nobody is */
} HcpTextFormat;

/* A byte order mark decides on the encoding, then what is stated, then (DETECT) whether all of the
 * file is UTF-8; else it is WINDOWS_1252. Of what cannot be looked at twice: UTF-8. */
HcpTextSource *hcp__text_source_open(const char *path, const char *shown,
                                     const HcpTextFormat *format, GError **error);
void hcp__text_source_free(HcpTextSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpTextSource, hcp__text_source_free)

/* Up to `size` bytes; 0 at the end of the file, -1 with an error. What is no text in the encoding
 * becomes bytes that are no UTF-8, so that it costs its row. A byte order mark is passed on. */
gssize hcp__text_source_read(HcpTextSource *source, char *to, gsize size, GError **error);
HcpEncoding hcp__text_source_get_encoding(const HcpTextSource *source);

/* The first line that is no UTF-8, for which the file was taken for WINDOWS_1252; 0: no guess. */
int64_t hcp__text_source_get_guess_line(const HcpTextSource *source);

/* As hcp__byte_source_bound, of the text. */
gsize hcp__text_source_bound(const HcpTextSource *source, gsize most);
double hcp__text_source_get_fraction(HcpTextSource *source);

#endif
