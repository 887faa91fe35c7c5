/* A picture as plain shapes in drawing order. The scene decides everything; a back end only draws
 * strokes, then marks, then texts. */
#ifndef HCPNET_RENDER_INTERNAL_H
#define HCPNET_RENDER_INTERNAL_H

#include "base/base_internal.h"
#include <hcpnet/map.h>

#define HCP__RENDER_FONT      "DejaVu Sans"
#define HCP__RENDER_MAX_EDGES 50000 /* more make the picture no clearer, but slower */

/* ---- the scene ---- */

typedef struct {
    double x0, y0, x1, y1;
    double cx, cy; /* control point of a quadratic curve; used when the stroke is curved */
} HcpSceneSegment;

/* Segments first .. first + n - 1, drawn as one path. */
typedef struct {
    uint32_t rgb;
    double width, alpha;
    gboolean curved;
    guint first, n;
} HcpSceneStroke;

typedef enum { HCP_SCENE_DISC, HCP_SCENE_SQUARE } HcpSceneShape;

typedef struct {
    double x, y, radius;
    double outline;       /* width of the line around it */
    uint32_t outline_rgb; /* white, which parts it from its neighbours; grey round a pale mark */
    uint32_t rgb;
    HcpSceneShape shape;
    char *title; /* what a pointer resting on it shows; or NULL */
} HcpSceneMark;

typedef struct {
    double x, y; /* left end of the base line */
    double size; /* of the font, in pixels */
    uint32_t rgb;
    gboolean bold;
    gboolean halo; /* white around the letters, so that they read on lines and nodes */
    char *text;    /* valid UTF-8 without control characters */
} HcpSceneText;

typedef struct {
    double width, height;
    char *title;
    GArray *segments; /* of HcpSceneSegment */
    GArray *strokes;  /* of HcpSceneStroke */
    GArray *marks;    /* of HcpSceneMark */
    GArray *texts;    /* of HcpSceneText */
} HcpScene;

/* A pharmacy without a tie of this layer says nothing about it and is left out; a physician without
 * one is shown. */
gboolean hcp__map_shows_node(HcpTable *nodes, const HcpNetwork *network, int32_t row);

/* What is drawn. Nodes are rows of `nodes`. */
HcpScene *hcp__scene_new(HcpTable *nodes, const HcpNetwork *network, const HcpStyle *style,
                         const HcpMapOptions *options);
void hcp__scene_free(HcpScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpScene, hcp__scene_free)

/* ---- its back ends ---- */

gboolean hcp__scene_write_png(const HcpScene *scene, HcpOutput *output, GError **error);
gboolean hcp__scene_write_pdf(const HcpScene *scene, HcpOutput *output, GError **error);
void hcp__scene_write_svg(const HcpScene *scene, HcpOutput *output);

/* ---- text ---- */

/* Valid UTF-8 on one line: what cairo can draw and XML can hold. NULL gives "". */
char *hcp__text_for_picture(const char *text);

/* `text` with & < > " ' escaped, for text and attributes of XML and HTML. What XML forbids
 * (control characters, U+FFFE, U+FFFF, invalid bytes) becomes U+FFFD. */
void hcp__markup_write(HcpOutput *output, const char *text);

/* Measures text as the back ends draw it. */
typedef struct HcpRuler HcpRuler;
HcpRuler *hcp__ruler_new(void);
void hcp__ruler_free(HcpRuler *ruler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpRuler, hcp__ruler_free)
double hcp__ruler_width(HcpRuler *ruler, const char *text, double size, gboolean bold);

/* `text`, cut with an ellipsis where it is wider than `width`. */
char *hcp__ruler_fit(HcpRuler *ruler, const char *text, double size, gboolean bold, double width);

#endif
