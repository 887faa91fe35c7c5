/* Back end: SVG as text, with letters that stay letters and a tooltip for each node. */
#include "render/render_internal.h"

#include <math.h>

/* A tenth of a pixel is finer than a screen shows. */
static void write_number(HcpOutput *output, double value) {
    hcp__output_double(output, round(value * 10) / 10);
}

static void write_attribute(HcpOutput *output, const char *name, double value) {
    hcp__output_printf(output, " %s=\"", name);
    hcp__output_double(output, round(value * 1000) / 1000);
    hcp__output_puts(output, "\"");
}

static void write_colour(HcpOutput *output, const char *name, uint32_t rgb) {
    hcp__output_printf(output, " %s=\"#%06x\"", name, rgb & 0xffffffU);
}

static void write_point(HcpOutput *output, const char *command, double x, double y) {
    hcp__output_puts(output, command);
    write_number(output, x);
    hcp__output_puts(output, " ");
    write_number(output, y);
}

static void write_stroke(HcpOutput *output, const HcpScene *scene, const HcpSceneStroke *stroke) {
    hcp__output_puts(output, "<path");
    write_colour(output, "stroke", stroke->rgb);
    write_attribute(output, "stroke-width", stroke->width);
    write_attribute(output, "stroke-opacity", stroke->alpha);
    hcp__output_puts(output, " d=\"");
    for (guint i = stroke->first; i < stroke->first + stroke->n; i++) {
        const HcpSceneSegment *segment = &g_array_index(scene->segments, HcpSceneSegment, i);
        write_point(output, "M", segment->x0, segment->y0);
        if (stroke->curved)
            write_point(output, "Q", segment->cx, segment->cy);
        write_point(output, stroke->curved ? " " : "L", segment->x1, segment->y1);
    }
    hcp__output_puts(output, "\"/>\n");
}

static void write_mark(HcpOutput *output, const HcpSceneMark *mark) {
    gboolean disc = mark->shape == HCP_SCENE_DISC;
    hcp__output_puts(output, disc ? "<circle" : "<rect");
    if (disc) {
        write_attribute(output, "cx", mark->x);
        write_attribute(output, "cy", mark->y);
        write_attribute(output, "r", mark->radius);
    } else {
        write_attribute(output, "x", mark->x - mark->radius);
        write_attribute(output, "y", mark->y - mark->radius);
        write_attribute(output, "width", 2 * mark->radius);
        write_attribute(output, "height", 2 * mark->radius);
    }
    write_colour(output, "fill", mark->rgb);
    if (mark->outline_rgb != 0xffffff)
        write_colour(output, "stroke", mark->outline_rgb);
    write_attribute(output, "stroke-width", mark->outline);
    if (mark->title == NULL) {
        hcp__output_puts(output, "/>\n");
        return;
    }
    hcp__output_puts(output, "><title>");
    hcp__markup_write(output, mark->title);
    hcp__output_puts(output, disc ? "</title></circle>\n" : "</title></rect>\n");
}

static void write_text(HcpOutput *output, const HcpSceneText *text) {
    hcp__output_puts(output, "<text");
    write_attribute(output, "x", text->x);
    write_attribute(output, "y", text->y);
    write_attribute(output, "font-size", text->size);
    write_colour(output, "fill", text->rgb);
    if (text->bold)
        hcp__output_puts(output, " font-weight=\"bold\"");
    if (text->halo) {
        hcp__output_puts(output, " stroke=\"#ffffff\" stroke-opacity=\"0.9\""
                                 " stroke-linejoin=\"round\" paint-order=\"stroke\"");
        write_attribute(output, "stroke-width", text->size * 0.28);
    }
    hcp__output_puts(output, ">");
    hcp__markup_write(output, text->text);
    hcp__output_puts(output, "</text>\n");
}

void hcp__scene_write_svg(const HcpScene *scene, HcpOutput *output) {
    hcp__output_puts(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    write_attribute(output, "width", scene->width);
    write_attribute(output, "height", scene->height);
    hcp__output_printf(output, " viewBox=\"0 0 %d %d\" font-family=\"%s, sans-serif\">\n<title>",
                       (int)scene->width, (int)scene->height, HCP__RENDER_FONT);
    hcp__markup_write(output, scene->title);
    hcp__output_puts(output, "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                             "<g id=\"ties\" fill=\"none\">\n");
    for (guint i = 0; i < scene->strokes->len; i++)
        write_stroke(output, scene, &g_array_index(scene->strokes, HcpSceneStroke, i));
    hcp__output_puts(output, "</g>\n<g id=\"nodes\" stroke=\"#ffffff\">\n");
    for (guint i = 0; i < scene->marks->len; i++)
        write_mark(output, &g_array_index(scene->marks, HcpSceneMark, i));
    hcp__output_puts(output, "</g>\n<g id=\"texts\">\n");
    for (guint i = 0; i < scene->texts->len; i++)
        write_text(output, &g_array_index(scene->texts, HcpSceneText, i));
    hcp__output_puts(output, "</g>\n</svg>\n");
}
