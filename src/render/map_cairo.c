/* Back end: PNG and PDF by cairo, letters by pango. */
#include "render/font.h"
#include "render/render_internal.h"

#include <cairo-pdf.h>
#include <math.h>

static const int MAX_SIDE = 32767; /* of an image surface */

static void set_colour(cairo_t *cairo, uint32_t rgb, double alpha) {
    cairo_set_source_rgba(cairo, ((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0,
                          (rgb & 255) / 255.0, alpha);
}

/* A quadratic curve as a cubic: both inner control points lie two thirds of the way to the
 * quadratic one. */
static void add_segment(cairo_t *cairo, const HcpSceneSegment *segment, gboolean curved) {
    const HcpSceneSegment *s = segment;
    cairo_move_to(cairo, s->x0, s->y0);
    if (curved)
        cairo_curve_to(cairo, s->x0 + (s->cx - s->x0) * 2 / 3, s->y0 + (s->cy - s->y0) * 2 / 3,
                       s->x1 + (s->cx - s->x1) * 2 / 3, s->y1 + (s->cy - s->y1) * 2 / 3, s->x1,
                       s->y1);
    else
        cairo_line_to(cairo, s->x1, s->y1);
}

static void draw_strokes(cairo_t *cairo, const HcpScene *scene) {
    for (guint i = 0; i < scene->strokes->len; i++) {
        const HcpSceneStroke *stroke = &g_array_index(scene->strokes, HcpSceneStroke, i);
        for (guint k = 0; k < stroke->n; k++)
            add_segment(cairo, &g_array_index(scene->segments, HcpSceneSegment, stroke->first + k),
                        stroke->curved);
        set_colour(cairo, stroke->rgb, stroke->alpha);
        cairo_set_line_width(cairo, stroke->width);
        cairo_stroke(cairo);
    }
}

static void draw_marks(cairo_t *cairo, const HcpScene *scene) {
    for (guint i = 0; i < scene->marks->len; i++) {
        const HcpSceneMark *mark = &g_array_index(scene->marks, HcpSceneMark, i);
        cairo_new_path(cairo);
        if (mark->shape == HCP_SCENE_DISC)
            cairo_arc(cairo, mark->x, mark->y, mark->radius, 0, 2 * G_PI);
        else
            cairo_rectangle(cairo, mark->x - mark->radius, mark->y - mark->radius, 2 * mark->radius,
                            2 * mark->radius);
        set_colour(cairo, mark->rgb, 1);
        cairo_fill_preserve(cairo);
        set_colour(cairo, mark->outline_rgb, 1);
        cairo_set_line_width(cairo, mark->outline);
        cairo_stroke(cairo);
    }
}

static void draw_text(cairo_t *cairo, PangoLayout *layout, const HcpSceneText *text) {
    hcp__font_prepare(layout, text->size, text->bold);
    pango_layout_set_text(layout, text->text, -1);
    cairo_move_to(cairo, text->x,
                  text->y - (double)pango_layout_get_baseline(layout) / PANGO_SCALE);
    if (text->halo) {
        pango_cairo_layout_path(cairo, layout);
        set_colour(cairo, 0xffffff, 0.9);
        cairo_set_line_width(cairo, text->size * 0.28);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cairo);
        cairo_move_to(cairo, text->x,
                      text->y - (double)pango_layout_get_baseline(layout) / PANGO_SCALE);
    }
    set_colour(cairo, text->rgb, 1);
    pango_cairo_show_layout(cairo, layout);
}

static void draw_scene(cairo_t *cairo, const HcpScene *scene) {
    set_colour(cairo, 0xffffff, 1);
    cairo_paint(cairo);
    draw_strokes(cairo, scene);
    draw_marks(cairo, scene);
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 96);
    hcp__font_set_options(pango_layout_get_context(layout));
    for (guint i = 0; i < scene->texts->len; i++)
        draw_text(cairo, layout, &g_array_index(scene->texts, HcpSceneText, i));
    g_object_unref(layout);
}

static cairo_status_t write_bytes(void *output, const unsigned char *bytes, unsigned int length) {
    hcp__output_write(output, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

static gboolean is_good(cairo_status_t status, GError **error) {
    if (status != CAIRO_STATUS_SUCCESS)
        g_set_error(error, HCP_ERROR, HCP_ERROR_ENGINE, "cairo: %s",
                    cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

/* After one failure cairo draws nothing more and says nothing: the status must be read. */
static cairo_status_t draw_on(cairo_surface_t *surface, const HcpScene *scene) {
    cairo_t *cairo = cairo_create(surface);
    draw_scene(cairo, scene);
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    return status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status(surface);
}

gboolean hcp__scene_write_png(const HcpScene *scene, HcpOutput *output, GError **error) {
    if (scene->width > MAX_SIDE || scene->height > MAX_SIDE) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                    "width and height: expected at most %d pixels, found %.0f x %.0f", MAX_SIDE,
                    scene->width, scene->height);
        return FALSE;
    }
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)scene->width, (int)scene->height);
    cairo_status_t status = draw_on(surface, scene);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, write_bytes, output);
    cairo_surface_destroy(surface);
    return is_good(status, error);
}

gboolean hcp__scene_write_pdf(const HcpScene *scene, HcpOutput *output, GError **error) {
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(write_bytes, output, scene->width, scene->height);
    /* cairo would write the time of day, and no two files would be equal. */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, scene->title);
    cairo_status_t status = draw_on(surface, scene);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return is_good(status, error);
}
