/* Runs a target once for each file of a folder: the corpus in every ordinary test run, by any
 * compiler. */
#include "fuzz.h"

#include <glib.h>
#include <stdio.h>

int main(int argc, char **argv) {
    g_autoptr(GDir) folder = argc == 2 ? g_dir_open(argv[1], 0, NULL) : NULL;
    const char *name;
    int n = 0;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *path = g_build_filename(argv[1], name, NULL);
        g_autofree char *bytes = NULL;
        gsize length;
        if (!g_file_get_contents(path, &bytes, &length, NULL))
            continue;
        fprintf(stderr, "%s\n", name);
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, length);
        n++;
    }
    printf("%d inputs\n", n);
    return n > 0 ? 0 : 1;
}
