/* Where each node stands on a map, and how it looks. Everything is a column of nodes. */
#ifndef HCPNET_LAYOUT_H
#define HCPNET_LAYOUT_H

#include <hcpnet/network.h>

/* Columns x and y (DOUBLE): each component laid out by the forces of ForceAtlas2 (Jacomy,
 * Venturini, Heymann & Bastian 2014, PLOS ONE 9:e98679), seeded by the run, then packed: largest in
 * the middle, others around it, nodes without ties in rows below. Direction is ignored, a tie pulls
 * by log(1 + weight). Centroid 0, the farthest |x| or |y| 1000. Every node has a place. O(300 (n
 * log n
 * + m)). */
gboolean hcp_layout_compute(HcpNetwork *network, const HcpRun *run, HcpColumn **out_x,
                            HcpColumn **out_y, GError **error);

/* What a colour stands for. */
typedef struct {
    char *text;    /* "Community 1" for a number, yes or no for a flag, else the value */
    char color[8]; /* "#rrggbb" */
    int64_t n_nodes;
} HcpLegendEntry;

typedef struct {
    HcpColumn *size;   /* 4..100, both reached, square root of the column's values */
    HcpColumn *color;  /* STRING "#rrggbb" */
    GArray *legend;    /* of HcpLegendEntry: commonest first, then "other", then "none" */
    char *colour_name; /* label of the column that colours */
    char *size_name;
    double size_min, size_max; /* the values that sizes 4 and 100 stand for */
} HcpStyle;

/* Colours by the values of a STRING, INT64 or BOOL column (the 8 commonest in Tol's muted palette,
 * the rest grey), sizes by a number column; all 4 where its values are equal. NOT_FOUND for an
 * unknown column, ARGUMENT for one of another kind. */
HcpStyle *hcp_style_compute(const HcpTable *nodes, const char *colour, const char *size,
                            GError **error);
void hcp_style_free(HcpStyle *style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpStyle, hcp_style_free)

#endif
