/* The report on data quality, table by table. */
#include <hcpnet/release.h>

GPtrArray *hcp_release_quality(const HcpQuality *quality, const HcpReleasePolicy *policy,
                               GError **error) {
    g_return_val_if_fail(quality != NULL && policy != NULL, NULL);
    g_autoptr(GPtrArray) releases =
        g_ptr_array_new_with_free_func((GDestroyNotify)hcp_release_unref);
    for (gsize i = 0; i < hcp_quality_get_n_parts(quality); i++) {
        HcpRelease *release =
            hcp_release_table(hcp_quality_get_part(quality, i)->table, policy, error);
        if (release == NULL)
            return NULL;
        g_ptr_array_add(releases, release);
    }
    return g_steal_pointer(&releases);
}
