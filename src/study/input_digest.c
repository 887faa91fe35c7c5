/* SHA-256 of the input files, on a thread of its own while their rows are read. */
#include "study/dataset_internal.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#define BUFFER ((gsize)256 << 10)

static const gulong WAIT = 1000; /* microseconds */

struct HcpDigests {
    GArray *inputs;    /* of HcpInput; the thread's until it ends */
    GStrv paths;       /* of each */
    GThread *thread;   /* NULL: whoever finishes does the work */
    const HcpRun *run; /* NULL on the thread: callbacks never meet another than the caller's */
    gint stop, ended;  /* atomic */
    GError *error;
};

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

static gboolean check_readable(const HcpInput *input, FILE *file, GError **error) {
    if (is_stream(file))
        return fail(input, "expected a file that can be read twice, found a stream or device",
                    error);
    (void)fgetc(file);
    return !ferror(file) || fail(input, g_strerror(errno), error);
}

static gboolean check_file(const HcpInput *input, const char *path, GError **error) {
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return fail(input, g_strerror(errno), error);
    gboolean good = check_readable(input, file, error);
    (void)fclose(file);
    return good;
}

static gboolean may_go_on(HcpDigests *digests) {
    return digests->run != NULL ? hcp_run_check(digests->run, &digests->error)
                                : !g_atomic_int_get(&digests->stop);
}

static gboolean digest_stream(HcpDigests *digests, HcpInput *input, FILE *file) {
    g_autoptr(HcpDigest) digest = hcp__digest_new(FALSE);
    g_autofree guchar *buffer = g_malloc(BUFFER);
    gsize n;
    input->bytes = 0;
    while ((n = fread(buffer, 1, BUFFER, file)) > 0) {
        if (!may_go_on(digests))
            return FALSE;
        hcp__digest_add(digest, buffer, n);
        input->bytes += (int64_t)n;
    }
    if (ferror(file))
        return fail(input, g_strerror(errno), &digests->error);
    input->sha256 = hcp__digest_finish(digest);
    return TRUE;
}

static gboolean digest_file(HcpDigests *digests, guint i) {
    HcpInput *input = &g_array_index(digests->inputs, HcpInput, i);
    FILE *file = fopen(digests->paths[i], "rbe");
    if (file == NULL)
        return fail(input, g_strerror(errno), &digests->error);
    gboolean done = digest_stream(digests, input, file);
    (void)fclose(file);
    return done;
}

static void *digest_files(void *data) {
    HcpDigests *digests = data;
    for (guint i = 0; i < digests->inputs->len && digest_file(digests, i); i++)
        ;
    g_atomic_int_set(&digests->ended, 1);
    return NULL;
}

HcpDigests *hcp__digests_start(GArray *inputs, const char *const *paths, const HcpRun *run,
                               GError **error) {
    for (guint i = 0; i < inputs->len; i++)
        if (!check_file(&g_array_index(inputs, HcpInput, i), paths[i], error))
            return NULL;
    HcpDigests *digests = g_new0(HcpDigests, 1);
    digests->inputs = g_array_ref(inputs);
    digests->paths = g_strdupv((char **)paths);
    if (hcp_run_get_threads(run) > 1)
        digests->thread = g_thread_new("hcpnet", digest_files, digests);
    return digests;
}

gboolean hcp__digests_finish(HcpDigests *digests, const HcpRun *run, GError **error) {
    hcp_run_report(run, "digest inputs", 0);
    if (!hcp_run_check(run, error))
        return FALSE;
    if (digests->thread == NULL) {
        digests->run = run;
        digest_files(digests);
    }
    while (!g_atomic_int_get(&digests->ended)) {
        if (!hcp_run_check(run, error))
            return FALSE;
        g_usleep(WAIT);
    }
    if (digests->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&digests->error));
        return FALSE;
    }
    hcp_run_report(run, "digest inputs", 1);
    return TRUE;
}

void hcp__digests_free(HcpDigests *digests) {
    if (digests == NULL)
        return;
    g_atomic_int_set(&digests->stop, 1);
    if (digests->thread != NULL)
        g_thread_join(digests->thread);
    g_array_unref(digests->inputs);
    g_strfreev(digests->paths);
    g_clear_error(&digests->error);
    g_free(digests);
}
