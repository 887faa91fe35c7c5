/* The parts of a layout: forces within a component, components beside each other. */
#ifndef HCPNET_LAYOUT_INTERNAL_H
#define HCPNET_LAYOUT_INTERNAL_H

#include "base/base_internal.h"
#include <hcpnet/layout.h>

/* ---- quadtree of Barnes & Hut (1986, Nature 324:446-449) ---- */

typedef struct {
    double x, y, mass;   /* centre of mass of its points */
    double side;         /* of its square */
    int32_t first, last; /* its points, in the tree's order */
    int32_t skip;        /* the cell after all of its parts: cells stand in preorder */
    gboolean is_leaf;
} HcpCell;

typedef struct {
    int32_t n;
    int32_t *order;         /* points along the Morton curve */
    double *x, *y, *mass;   /* of the points, in that order */
    uint64_t *key;          /* scratch of the sorting */
    GArray *cells;          /* of HcpCell */
    double left, top, side; /* square that holds all points */
} HcpQuadtree;

/* NULL when memory is short. */
HcpQuadtree *hcp__quadtree_new(int32_t n, GError **error);
void hcp__quadtree_free(HcpQuadtree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpQuadtree, hcp__quadtree_free)

/* Fills the tree; the same points give the same tree. O(n log n). */
void hcp__quadtree_build(HcpQuadtree *tree, const double *x, const double *y, const double *mass);

/* sum over all points j but `i` of mass_j (p_i - p_j) / |p_i - p_j|^2, cells that look small from
 * p_i taken as one point. */
void hcp__quadtree_push(const HcpQuadtree *tree, int32_t i, double x, double y, double *out_x,
                        double *out_y);

/* ---- one connected part ---- */

/* Undirected; nodes 0..n-1, each tie in both of its rows. */
typedef struct {
    int32_t n;
    int64_t *offset;
    int32_t *neighbour;
    double *weight; /* about 1 in the mean */
} HcpPart;

/* Places the nodes of a connected part; centroid 0, longest axis level. */
gboolean hcp__layout_part(const HcpPart *part, HcpRng *rng, const HcpRun *run, double *x, double *y,
                          GError **error);

/* ---- parts beside each other ---- */

/* A disc to be placed; discs come by falling radius. */
typedef struct {
    double radius;
    double x, y; /* of its centre: the result */
} HcpDisc;

/* The first disc in the middle, the following ones as near to it as they fit; discs from n_around
 * on stand in rows below. */
void hcp__pack_discs(int32_t n, int32_t n_around, HcpDisc *disc);

#endif
