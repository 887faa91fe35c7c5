#include "table/reader_internal.h"

#include <archive.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const gsize BLOCK = 256 * 1024, LEAST_BLOCK = 4096;

/* A file that unpacks to more than this, and to more than RATIO_MAX times its size, is a bomb:
 * tables of people and dates are packed at 4 to 20 to one. */
static const gint64 UNPACKED_FREE = (gint64)256 << 20;
static const gint64 RATIO_MAX = 200;

struct HcpByteSource {
    struct archive *archive;
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
    return set_file_error(source->shown, archive_error_string(source->archive), error);
}

HcpByteSource *hcp__byte_source_open(const char *path, const char *shown, GError **error) {
    g_autoptr(HcpByteSource) source = g_new0(HcpByteSource, 1);
    source->shown = shown;
    if (!open_file(source, path, error) || !open_archive(source, error))
        return NULL;
    return g_steal_pointer(&source);
}

void hcp__byte_source_free(HcpByteSource *source) {
    if (source == NULL)
        return;
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

gssize hcp__byte_source_read(HcpByteSource *source, char *bytes, gsize size, GError **error) {
    if (source->is_empty)
        return 0;
    gssize got = archive_read_data(source->archive, bytes, size);
    if (got >= 0) {
        source->unpacked += got;
        return check_ratio(source, error) ? got : -1;
    }
    const char *reason = archive_error_string(source->archive);
    set_file_error(source->shown, reason != NULL ? reason : "damaged", error);
    return -1;
}

gboolean hcp__byte_source_is_regular(const HcpByteSource *source) {
    return source->size > 0;
}

gsize hcp__byte_source_bound(const HcpByteSource *source, gsize most) {
    gboolean is_packed = archive_filter_count(source->archive) > 1;
    if (is_packed || source->size <= 0 || source->size >= (gint64)most)
        return most;
    return (gsize)source->size + 1;
}

double hcp__byte_source_get_fraction(HcpByteSource *source) {
    if (source->size <= 0)
        return 0;
    double read = (double)archive_filter_bytes(source->archive, -1);
    return CLAMP(read / (double)source->size, 0, 1);
}
