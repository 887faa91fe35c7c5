/* A study file loads, or is refused in one line that names it. */
#include "fuzz.h"

#include <glib.h>
#include <hcpnet.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    const char *path = hcp_fuzz_file(bytes, length);
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpStudy) study = hcp_study_load(path, &error);
    g_assert((study == NULL) == (error != NULL));
    if (study == NULL) {
        g_assert(g_str_has_prefix(error->message, path));
        g_assert(strchr(error->message, '\n') == NULL);
        g_assert(g_utf8_validate(error->message, -1, NULL));
        return 0;
    }
    g_autoptr(HcpTable) settings = hcp_study_make_settings(study);
    g_assert(hcp_table_get_n_rows(settings) > 0);
    return 0;
}
