/* The network map as a picture. */
#ifndef HCPNET_MAP_H
#define HCPNET_MAP_H

#include <hcpnet/layout.h>
#include <hcpnet/release.h>

typedef enum { HCP_MAP_PNG, HCP_MAP_SVG, HCP_MAP_PDF } HcpMapFormat;

typedef struct {
    HcpMapFormat format;
    const char *title;
    const char *subtitle;
    int width, height; /* points; pixels for PNG */
    int max_labels;
} HcpMapOptions;

#define HCP_MAP_OPTIONS_INIT                                                                       \
    { .width = 1600, .height = 1200, .max_labels = 60 }

/* Draws a released network whose nodes have x, y, size, color and label or name. `style` gives the
 * legend. Labels never overlap; the largest nodes come first. */
gboolean hcp_map_write(const HcpRelease *network, const HcpStyle *style,
                       const HcpMapOptions *options, const char *path, const HcpRun *run,
                       GError **error);

#endif
