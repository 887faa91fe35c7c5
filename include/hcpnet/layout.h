/* Where each node stands on a map, and how it looks. Everything is a column of nodes. */
#ifndef HCPNET_LAYOUT_H
#define HCPNET_LAYOUT_H

#include <hcpnet/network.h>

/* Columns x and y (DOUBLE): each component laid out by Fruchterman & Reingold (1991), seeded, on
 * its strongest ties, then packed, largest in the middle. Centroid 0, |x| and |y| <= 1000. Every
 * node has a place. */
gboolean hcp_layout_compute(HcpNetwork *network, const HcpRun *run, HcpColumn **out_x,
                            HcpColumn **out_y, GError **error);

/* What a colour stands for. */
typedef struct {
    char *text;    /* "1 (Leuven, cardiology)" or a value of the column */
    char color[8]; /* "#rrggbb" */
    int64_t n_nodes;
} HcpLegendEntry;

typedef struct {
    HcpColumn *size;   /* 4..100, both reached, square root of the column's values */
    HcpColumn *color;  /* STRING "#rrggbb" */
    GArray *legend;    /* of HcpLegendEntry, in the order of the values; the rest as "other" */
    char *colour_name; /* label of the column that colours */
    char *size_name;
    double size_min, size_max; /* the values that sizes 4 and 100 stand for */
} HcpStyle;

/* Colours by the values of a STRING, INT64 or BOOL column (the 8 commonest, the rest grey; Tol's
 * and Okabe & Ito's palettes), sizes by a number column. NOT_FOUND for an unknown column. */
HcpStyle *hcp_style_compute(const HcpTable *nodes, const char *colour, const char *size,
                            GError **error);
void hcp_style_free(HcpStyle *style);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpStyle, hcp_style_free)

#endif
