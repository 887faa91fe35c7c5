#include <hcpnet/folder.h>

#include "base/base_internal.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>

struct HcpFolder {
    char *path;
    char *temporary;
    gboolean replace;
};

static gboolean fail(GError **error, const char *path, const char *what) {
    g_autofree char *shown = hcp__text_for_message(path, -1, 200);
    g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: %s", shown, what);
    return FALSE;
}

static gboolean may_write_to(const char *path, gboolean replace, GError **error) {
    if (*path == '\0')
        return fail(error, "output", "expected the name of a directory, found none");
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
        return fail(error, path, "is there already, and is no directory");
    return replace || fail(error, path, "is there already; --force replaces it");
}

HcpFolder *hcp_folder_open(const char *path, gboolean replace, GError **error) {
    if (!may_write_to(path, replace, error))
        return NULL;
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_autofree char *parent = g_path_get_dirname(absolute);
    g_autofree char *name = g_path_get_basename(absolute);
    g_autofree char *hidden = g_strdup_printf(".%s.XXXXXX", name);
    g_autofree char *temporary = g_build_filename(parent, hidden, NULL);
    if (g_mkdir_with_parents(parent, 0755) != 0 || g_mkdtemp_full(temporary, 0750) == NULL) {
        fail(error, path, g_strerror(errno));
        return NULL;
    }
    HcpFolder *folder = g_new0(HcpFolder, 1);
    folder->path = g_steal_pointer(&absolute);
    folder->temporary = g_steal_pointer(&temporary);
    folder->replace = replace;
    return folder;
}

char *hcp_folder_file(const HcpFolder *folder, const char *name) {
    return g_build_filename(folder->temporary, name, NULL);
}

/* The first entry of `path` that `temporary` lacks, or NULL. */
static char *find_foreign_entry(const char *path, const char *temporary) {
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *twin = g_build_filename(temporary, name, NULL);
        if (!g_file_test(twin, G_FILE_TEST_EXISTS))
            return g_strdup(name);
    }
    return NULL;
}

static void remove_flat_directory(const char *path) {
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        g_unlink(file);
    }
    g_rmdir(path);
}

static void free_folder(HcpFolder *folder) {
    g_free(folder->path);
    g_free(folder->temporary);
    g_free(folder);
}

/* The old directory and the new one change places in one step; then the old one goes. */
static gboolean exchange_places(const HcpFolder *folder, GError **error) {
    g_autofree char *foreign = find_foreign_entry(folder->path, folder->temporary);
    if (foreign != NULL) {
        g_autofree char *shown = hcp__text_for_message(foreign, -1, 80);
        g_autofree char *what = g_strdup_printf(
            "is not replaced: it holds '%s', which this command does not write", shown);
        return fail(error, folder->path, what);
    }
    if (renameat2(AT_FDCWD, folder->temporary, AT_FDCWD, folder->path, RENAME_EXCHANGE) != 0)
        return fail(error, folder->path, g_strerror(errno));
    return TRUE;
}

gboolean hcp_folder_commit(HcpFolder *folder, GError **error) {
    gboolean replaces = g_file_test(folder->path, G_FILE_TEST_EXISTS);
    gboolean good = may_write_to(folder->path, folder->replace, error);
    if (good && replaces)
        good = exchange_places(folder, error);
    else if (good && g_rename(folder->temporary, folder->path) != 0)
        good = fail(error, folder->path, g_strerror(errno));
    if (!good || replaces)
        remove_flat_directory(folder->temporary);
    free_folder(folder);
    return good;
}

void hcp_folder_discard(HcpFolder *folder) {
    if (folder == NULL)
        return;
    remove_flat_directory(folder->temporary);
    free_folder(folder);
}
