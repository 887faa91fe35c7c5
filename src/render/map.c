#include "render/render_internal.h"

static gboolean check_options(const HcpMapOptions *options, GError **error) {
    if (options->width >= 200 && options->height >= 150)
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                "width and height: expected at least 200 x 150, found %d x %d", options->width,
                options->height);
    return FALSE;
}

static gboolean draw(const HcpScene *scene, HcpMapFormat format, HcpOutput *output,
                     GError **error) {
    switch (format) {
    case HCP_MAP_PNG:
        return hcp__scene_write_png(scene, output, error);
    case HCP_MAP_PDF:
        return hcp__scene_write_pdf(scene, output, error);
    case HCP_MAP_SVG:
    default:
        hcp__scene_write_svg(scene, output);
        return TRUE;
    }
}

gboolean hcp_map_write(const HcpRelease *network, const HcpStyle *style,
                       const HcpMapOptions *options, const char *path, const HcpRun *run,
                       GError **error) {
    g_return_val_if_fail(hcp_release_get_network(network) != NULL, FALSE);
    if (!check_options(options, error))
        return FALSE;
    hcp_run_report(run, "map", 0);
    g_autoptr(HcpScene) scene = hcp__scene_new(hcp_release_get_table(network),
                                               hcp_release_get_network(network), style, options);
    if (!hcp_run_check(run, error))
        return FALSE;
    g_autoptr(HcpOutput) output = hcp__output_open(path, error);
    if (output == NULL || !draw(scene, options->format, output, error))
        return FALSE;
    hcp_run_report(run, "map", 1);
    return hcp__output_commit(g_steal_pointer(&output), error);
}
