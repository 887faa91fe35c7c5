/* Text of pictures: cleaned, escaped, measured. */
#include "render/font.h"
#include "render/render_internal.h"

#include <math.h>
#include <string.h>

static gboolean is_drawable(gunichar c) {
    gboolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    gboolean bidi = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    gboolean line = c == 0x2028 || c == 0x2029;
    return !control && !bidi && !line && c != 0xfffe && c != 0xffff;
}

char *hcp__text_for_picture(const char *text) {
    g_autofree char *valid = g_utf8_make_valid(text != NULL ? text : "", -1);
    GString *clean = g_string_new(NULL);
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        g_string_append_unichar(clean, is_drawable(c) ? c : ' ');
    }
    g_strstrip(clean->str);
    return g_string_free(clean, FALSE);
}

static const char *find_entity(gunichar c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static gboolean is_allowed(gunichar c) {
    return c >= 0x20 ? c != 0x7f && c != 0xfffe && c != 0xffff : c == '\n' || c == '\t';
}

void hcp__markup_write(HcpOutput *output, const char *text) {
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        const char *entity = find_entity(c);
        if (entity != NULL)
            hcp__output_puts(output, entity);
        else if (is_allowed(c))
            hcp__output_write(output, at, (gsize)(g_utf8_next_char(at) - at));
        else
            hcp__output_puts(output, "\xef\xbf\xbd");
    }
}

struct HcpRuler {
    PangoContext *context;
    PangoLayout *layout;
};

void hcp__font_prepare(PangoLayout *layout, double size, gboolean bold) {
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, HCP__RENDER_FONT);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

/* Without hints widths grow with the size alone, so that every back end agrees. */
void hcp__font_set_options(PangoContext *context) {
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
}

HcpRuler *hcp__ruler_new(void) {
    HcpRuler *ruler = g_new0(HcpRuler, 1);
    ruler->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    pango_cairo_context_set_resolution(ruler->context, 96);
    hcp__font_set_options(ruler->context);
    ruler->layout = pango_layout_new(ruler->context);
    return ruler;
}

void hcp__ruler_free(HcpRuler *ruler) {
    if (ruler == NULL)
        return;
    g_object_unref(ruler->layout);
    g_object_unref(ruler->context);
    g_free(ruler);
}

double hcp__ruler_width(HcpRuler *ruler, const char *text, double size, gboolean bold) {
    hcp__font_prepare(ruler->layout, size, bold);
    pango_layout_set_text(ruler->layout, text, -1);
    int width = 0;
    pango_layout_get_size(ruler->layout, &width, NULL);
    return (double)width / PANGO_SCALE;
}

char *hcp__ruler_fit(HcpRuler *ruler, const char *text, double size, gboolean bold, double width) {
    if (hcp__ruler_width(ruler, text, size, bold) <= width)
        return g_strdup(text);
    /* The longest beginning that fits, by halving. */
    glong fits = 0, beyond = g_utf8_strlen(text, -1);
    while (beyond - fits > 1) {
        glong middle = (fits + beyond) / 2;
        g_autofree char *part = g_utf8_substring(text, 0, middle);
        g_autofree char *shown = g_strconcat(g_strchomp(part), "\xe2\x80\xa6", NULL);
        if (hcp__ruler_width(ruler, shown, size, bold) <= width)
            fits = middle;
        else
            beyond = middle;
    }
    g_autofree char *part = g_utf8_substring(text, 0, fits);
    return g_strconcat(g_strchomp(part), "\xe2\x80\xa6", NULL);
}
