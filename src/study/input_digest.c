/* SHA-256 of an input file, a buffer at a time. */
#include "study/dataset_internal.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#define BUFFER ((gsize)256 << 10)

static gboolean fail(const HcpInput *input, const char *what, GError **error) {
    g_autofree char *shown = hcp__text_for_message(input->file, -1, 400);
    g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: %s", shown, what);
    return FALSE;
}

/* An input is read more than once: for its digest, for its encoding, for its rows. */
static gboolean is_stream(FILE *file) {
    struct stat status;
    return fstat(fileno(file), &status) == 0 && !S_ISREG(status.st_mode) &&
           !S_ISDIR(status.st_mode);
}

static gboolean digest_stream(HcpInput *input, FILE *file, const HcpRun *run, GError **error) {
    g_autoptr(HcpDigest) digest = hcp__digest_new(FALSE);
    g_autofree guchar *buffer = g_malloc(BUFFER);
    gsize n;
    input->bytes = 0;
    while ((n = fread(buffer, 1, BUFFER, file)) > 0) {
        if (!hcp_run_check(run, error))
            return FALSE;
        hcp__digest_add(digest, buffer, n);
        input->bytes += (int64_t)n;
    }
    if (ferror(file))
        return fail(input, g_strerror(errno), error);
    input->sha256 = hcp__digest_finish(digest);
    return TRUE;
}

gboolean hcp__input_digest(HcpInput *input, const char *path, const HcpRun *run, GError **error) {
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return fail(input, g_strerror(errno), error);
    gboolean done =
        is_stream(file)
            ? fail(input, "expected a file that can be read twice, found a stream or device", error)
            : digest_stream(input, file, run, error);
    fclose(file);
    return done;
}
