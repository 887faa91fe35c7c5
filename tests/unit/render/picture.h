/* A network with everything that a picture needs, for the tests of render. */
#ifndef HCPNET_TESTS_PICTURE_H
#define HCPNET_TESTS_PICTURE_H

#include "render/render_internal.h"
#include "support.h"

#include <math.h>
#include <string.h>

static inline HcpColumn *make_texts(const char *name, int64_t n, const char *const *text) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new(int32_t, n);
    for (int64_t i = 0; i < n; i++)
        codes[i] = hcp__pool_add(pool, text[i], -1);
    return hcp_column_new_take_strings(&info, n, codes, NULL, pool);
}

/* `network`'s nodes on a spiral, node i of size 100 - i, all of one colour. */
static inline HcpTable *place_nodes(const HcpNetwork *network) {
    int32_t n = hcp_network_get_n_nodes(network);
    double x[1000], y[1000], size[1000];
    const char *color[1000];
    g_assert(n <= 1000);
    for (int32_t i = 0; i < n; i++) {
        x[i] = 30 * sqrt(i) * cos(2.4 * i);
        y[i] = 30 * sqrt(i) * sin(2.4 * i);
        size[i] = MAX(100 - i, 4);
        color[i] = "#4477aa";
    }
    HcpColumnInfo infos[] = {{.name = "x", .kind = HCP_KIND_DOUBLE},
                             {.name = "y", .kind = HCP_KIND_DOUBLE},
                             {.name = "size", .kind = HCP_KIND_DOUBLE}};
    g_autoptr(HcpColumn) xs = hcp_column_new_doubles(&infos[0], n, x);
    g_autoptr(HcpColumn) ys = hcp_column_new_doubles(&infos[1], n, y);
    g_autoptr(HcpColumn) sizes = hcp_column_new_doubles(&infos[2], n, size);
    g_autoptr(HcpColumn) colors = make_texts("color", n, color);
    return hcp_table_with_columns(hcp_network_get_nodes(network), 4,
                                  (HcpColumn *const[]){xs, ys, sizes, colors});
}

static inline HcpStyle make_style(GArray *legend) {
    HcpLegendEntry entry = {.text = (char *)"Leuven & <Gent>", .color = "#4477aa", .n_nodes = 1234};
    g_array_append_val(legend, entry);
    return (HcpStyle){.legend = legend,
                      .colour_name = (char *)"Region",
                      .size_name = (char *)"PageRank",
                      .size_min = 0,
                      .size_max = 0.25};
}

static inline HcpScene *make_scene(const HcpNetwork *network, HcpTable *nodes) {
    g_autoptr(GArray) legend = g_array_new(FALSE, FALSE, sizeof(HcpLegendEntry));
    HcpStyle style = make_style(legend);
    HcpMapOptions options = HCP_MAP_OPTIONS_INIT;
    options.title = "A <brand> & its \"network\"";
    return hcp__scene_new(nodes, network, &style, &options);
}

#endif
