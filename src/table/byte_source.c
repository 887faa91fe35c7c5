#include "table/reader_internal.h"

#include <archive.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const gsize BLOCK = 256 * 1024, LEAST_BLOCK = 4096;
static const int64_t READ_AT_ONCE = 512 * 1024; /* bytes of one thread */

/* A file that unpacks to more than this, and to more than RATIO_MAX times its size, is a bomb:
 * tables of people and dates are packed at 4 to 20 to one. */
static const gint64 UNPACKED_FREE = (gint64)256 << 20;
static const gint64 RATIO_MAX = 200;

struct HcpByteSource {
    struct archive *archive; /* NULL: the file is not packed, and read as it is */
    int file;
    const char *shown;
    gint64 size;     /* on disk; 0 where unknown, as of a pipe */
    gint64 unpacked; /* bytes that have come out */
    gboolean is_empty;
};

static gboolean set_file_error(const char *shown, const char *reason, GError **error) {
    g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: cannot be read: %s", shown, reason);
    return FALSE;
}

static gboolean open_file(HcpByteSource *source, const char *path, GError **error) {
    source->file = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    struct stat status;
    if (source->file < 0 || fstat(source->file, &status) != 0)
        return set_file_error(source->shown, g_strerror(errno), error);
    if (S_ISDIR(status.st_mode))
        return set_file_error(source->shown, g_strerror(EISDIR), error);
    source->size = S_ISREG(status.st_mode) ? status.st_size : 0;
    return TRUE;
}

/* Of an xz file cut short the library says no more than that nothing goes on. */
static gboolean set_archive_error(const HcpByteSource *source, GError **error) {
    const char *reason = archive_error_string(source->archive);
    if (reason != NULL && strstr(reason, "No progress is possible") != NULL)
        reason = "truncated xz input";
    return set_file_error(source->shown, reason != NULL ? reason : "damaged", error);
}

/* libarchive reads every member of a compressed file and tells when the last one is cut short. */
static gboolean open_archive(HcpByteSource *source, GError **error) {
    source->archive = archive_read_new();
    g_assert(source->archive != NULL);
    archive_read_support_filter_gzip(source->archive);
    archive_read_support_filter_zstd(source->archive);
    archive_read_support_filter_xz(source->archive);
    archive_read_support_format_raw(source->archive);
    archive_read_support_format_empty(source->archive);
    struct archive_entry *entry;
    gsize block = source->size > 0 ? CLAMP((gsize)source->size, LEAST_BLOCK, BLOCK) : BLOCK;
    int status = archive_read_open_fd(source->archive, source->file, block);
    if (status == ARCHIVE_OK)
        status = archive_read_next_header(source->archive, &entry);
    source->is_empty = status == ARCHIVE_EOF;
    if (status == ARCHIVE_OK || status == ARCHIVE_WARN || status == ARCHIVE_EOF)
        return TRUE;
    return set_archive_error(source, error);
}

/* What is not packed needs no copy by libarchive, and can be read at any place. */
static void close_needless_archive(HcpByteSource *source) {
    if (source->size == 0 || source->is_empty || archive_filter_count(source->archive) > 1)
        return;
    archive_read_free(source->archive);
    source->archive = NULL;
}

HcpByteSource *hcp__byte_source_open(const char *path, const char *shown, GError **error) {
    g_autoptr(HcpByteSource) source = g_new0(HcpByteSource, 1);
    source->shown = shown;
    if (!open_file(source, path, error) || !open_archive(source, error))
        return NULL;
    close_needless_archive(source);
    return g_steal_pointer(&source);
}

void hcp__byte_source_free(HcpByteSource *source) {
    if (source == NULL)
        return;
    if (source->archive != NULL)
        archive_read_free(source->archive);
    if (source->file >= 0)
        close(source->file);
    g_free(source);
}

static gboolean check_ratio(const HcpByteSource *source, GError **error) {
    if (source->unpacked <= UNPACKED_FREE ||
        source->unpacked / RATIO_MAX <= archive_filter_bytes(source->archive, -1))
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                "%s: expected a file packed at %d to 1 or less, found one of more than 256 MiB "
                "packed more tightly",
                source->shown, (int)RATIO_MAX);
    return FALSE;
}

static gssize unpack(HcpByteSource *source, char *bytes, gsize size, GError **error) {
    if (source->is_empty)
        return 0;
    gssize got = archive_read_data(source->archive, bytes, size);
    if (got >= 0) {
        source->unpacked += got;
        return check_ratio(source, error) ? got : -1;
    }
    set_archive_error(source, error);
    return -1;
}

gboolean hcp__byte_source_is_plain(const HcpByteSource *source) {
    return source->archive == NULL;
}

gssize hcp__byte_source_read_at(const HcpByteSource *source, gint64 at, char *bytes, gsize size) {
    gsize n = 0;
    while (n < size) {
        gssize got = pread(source->file, bytes + n, size - n, at + (gint64)n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += (gsize)got;
    }
    return (gssize)n;
}

/* A stretch of a plain file that several threads read. */
typedef struct {
    const HcpByteSource *source;
    char *bytes;
    int64_t n;  /* atomic: bytes before the first that the file no longer has */
    gint error; /* atomic: errno of a read that failed */
} Stretch;

static void read_range(int64_t first, int64_t last, void *data) {
    Stretch *stretch = data;
    gssize got = hcp__byte_source_read_at(stretch->source, stretch->source->unpacked + first,
                                          stretch->bytes + first, (gsize)(last - first));
    if (got < 0)
        g_atomic_int_set(&stretch->error, errno);
    if (got == last - first)
        return;
    int64_t end = first + MAX(got, 0), known = __atomic_load_n(&stretch->n, __ATOMIC_RELAXED);
    while (end < known && !__atomic_compare_exchange_n(&stretch->n, &known, end, FALSE,
                                                       __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

static gssize read_plain(HcpByteSource *source, char *bytes, gsize size, const HcpRun *run,
                         GError **error) {
    Stretch stretch = {source, bytes, (int64_t)size, 0};
    if (run == NULL)
        read_range(0, (int64_t)size, &stretch);
    else if (!hcp__parallel_for(run, (int64_t)size, READ_AT_ONCE, read_range, &stretch, error))
        return -1;
    if (stretch.error != 0) {
        set_file_error(source->shown, g_strerror(stretch.error), error);
        return -1;
    }
    source->unpacked += stretch.n;
    return stretch.n;
}

gssize hcp__byte_source_read(HcpByteSource *source, char *bytes, gsize size, const HcpRun *run,
                             GError **error) {
    if (hcp__byte_source_is_plain(source))
        return read_plain(source, bytes, size, run, error);
    gssize got = 1;
    gsize n = 0;
    while (n < size && got > 0) {
        got = unpack(source, bytes + n, size - n, error);
        n += (gsize)MAX(got, 0);
    }
    return got < 0 ? -1 : (gssize)n;
}

gboolean hcp__byte_source_is_regular(const HcpByteSource *source) {
    return source->size > 0;
}

gint64 hcp__byte_source_get_size(const HcpByteSource *source) {
    return source->size;
}

gsize hcp__byte_source_bound(const HcpByteSource *source, gsize most) {
    if (!hcp__byte_source_is_plain(source) || source->size >= (gint64)most)
        return most;
    return (gsize)source->size + 1;
}

double hcp__byte_source_get_fraction(HcpByteSource *source) {
    if (source->size <= 0)
        return 0;
    double read =
        (double)(hcp__byte_source_is_plain(source) ? source->unpacked
                                                   : archive_filter_bytes(source->archive, -1));
    return CLAMP(read / (double)source->size, 0, 1);
}
