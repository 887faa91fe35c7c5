#include "base/base_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const gsize BUFFER_SIZE = 1U << 18;

struct HcpOutput {
    char *path;      /* as asked for; NULL in memory */
    char *temporary; /* what is written until commit; NULL when written straight or in memory */
    int file;        /* -1 in memory */
    GString *buffer;
    int failure; /* errno of the first write that failed */
};

static void set_file_error(GError **error, const char *path, int code) {
    g_autofree char *shown = hcp__text_for_message(path, -1, 200);
    g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: cannot be written: %s", shown,
                g_strerror(code));
}

static HcpOutput *new_output(const char *path, int file) {
    HcpOutput *output = g_new0(HcpOutput, 1);
    output->path = g_strdup(path);
    output->file = file;
    output->buffer = g_string_sized_new(BUFFER_SIZE);
    return output;
}

HcpOutput *hcp__output_open_memory(void) {
    return new_output(NULL, -1);
}

/* A rename onto a device or a FIFO would replace it by a plain file: such are written straight. */
static gboolean is_special(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

HcpOutput *hcp__output_open(const char *path, GError **error) {
    if (strcmp(path, "-") == 0)
        return new_output(path, STDOUT_FILENO);
    gboolean special = is_special(path);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *hidden = g_strdup_printf(".%s.XXXXXX", name);
    g_autofree char *temporary = g_build_filename(folder, hidden, NULL);
    int file = special ? open(path, O_WRONLY | O_CLOEXEC)
                       : g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0640);
    if (file < 0) {
        set_file_error(error, path, errno);
        return NULL;
    }
    HcpOutput *output = new_output(path, file);
    output->temporary = special ? NULL : g_steal_pointer(&temporary);
    return output;
}

static void flush(HcpOutput *output) {
    gsize done = 0;
    while (output->failure == 0 && done < output->buffer->len) {
        gssize n = write(output->file, output->buffer->str + done, output->buffer->len - done);
        if (n >= 0)
            done += (gsize)n;
        else if (errno != EINTR)
            output->failure = errno;
    }
    g_string_truncate(output->buffer, 0);
}

void hcp__output_write(HcpOutput *output, const void *bytes, gsize length) {
    if (output->file >= 0 && output->buffer->len + length > BUFFER_SIZE)
        flush(output);
    g_string_append_len(output->buffer, bytes, (gssize)length);
}

void hcp__output_puts(HcpOutput *output, const char *text) {
    hcp__output_write(output, text, strlen(text));
}

void hcp__output_printf(HcpOutput *output, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    hcp__output_puts(output, text);
}

void hcp__output_double(HcpOutput *output, double value) {
    char text[HCP__NUMBER_SIZE];
    hcp__output_write(output, text, (gsize)hcp__format_double(text, value));
}

void hcp__output_int64(HcpOutput *output, int64_t value) {
    char text[HCP__NUMBER_SIZE];
    hcp__output_write(output, text, (gsize)hcp__format_int64(text, value));
}

static void free_output(HcpOutput *output) {
    if (output->file > STDERR_FILENO)
        close(output->file);
    g_string_free(output->buffer, TRUE);
    g_free(output->temporary);
    g_free(output->path);
    g_free(output);
}

char *hcp__output_take_text(HcpOutput *output, gsize *length) {
    g_return_val_if_fail(output->file < 0, NULL);
    if (length != NULL)
        *length = output->buffer->len;
    char *text = g_string_free(g_steal_pointer(&output->buffer), FALSE);
    output->buffer = g_string_new(NULL);
    free_output(output);
    return text;
}

/* The bytes reach the disk before the name does, so that no crash leaves a file that is half there.
 */
static void finish_temporary(HcpOutput *output) {
    if (output->failure == 0 && fsync(output->file) != 0)
        output->failure = errno;
    if (close(output->file) != 0 && output->failure == 0)
        output->failure = errno;
    output->file = -1;
    if (output->failure == 0 && rename(output->temporary, output->path) != 0)
        output->failure = errno;
    if (output->failure != 0)
        unlink(output->temporary);
}

gboolean hcp__output_commit(HcpOutput *output, GError **error) {
    g_return_val_if_fail(output->file >= 0, FALSE);
    flush(output);
    if (output->temporary != NULL)
        finish_temporary(output);
    gboolean good = output->failure == 0;
    if (!good)
        set_file_error(error, strcmp(output->path, "-") == 0 ? "standard output" : output->path,
                       output->failure);
    free_output(output);
    return good;
}

void hcp__output_discard(HcpOutput *output) {
    if (output == NULL)
        return;
    if (output->temporary != NULL)
        unlink(output->temporary);
    free_output(output);
}
