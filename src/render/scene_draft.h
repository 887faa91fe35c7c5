/* What the parts of the scene share while it is made. */
#ifndef HCPNET_RENDER_SCENE_DRAFT_H
#define HCPNET_RENDER_SCENE_DRAFT_H

#include "render/render_internal.h"

enum { INK = 0x1f2933, SOFT_INK = 0x5b6770, GREY = 0x8a939b };

typedef struct {
    HcpScene *scene;
    HcpRuler *ruler;
    HcpTable *nodes;
    const HcpNetwork *network;
    const HcpStyle *style;
    const HcpMapOptions *options;
    double unit; /* one pixel of a picture of 1600 x 1200 */

    double left, top, right, bottom; /* the plot: nodes and their labels stay inside */

    /* By row of nodes. */
    uint8_t *shown;
    double *x, *y, *radius;
    uint32_t *rgb;
    char **label;
    int32_t n_shown;

    int64_t n_edges_drawn;
} SceneDraft;

/* Appends a text; `text` is taken over. */
void hcp__draft_add_text(SceneDraft *draft, char *text, double x, double y, HcpSceneText look);

/* Chooses nodes, and finds place, radius, colour and label of each. */
void hcp__draft_place_nodes(SceneDraft *draft);
void hcp__draft_add_marks(SceneDraft *draft);
void hcp__draft_add_edges(SceneDraft *draft);
void hcp__draft_add_labels(SceneDraft *draft);
void hcp__draft_add_heading(SceneDraft *draft);
void hcp__draft_add_legend(SceneDraft *draft);

/* Colour of the line around a mark of this colour. */
uint32_t hcp__draft_outline(uint32_t rgb);

/* The line width of a tie; `strength` in 0..1. */
double hcp__draft_edge_width(const SceneDraft *draft, double strength);

#endif
