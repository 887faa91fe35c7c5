/* The one font of all pictures, set up the same for measuring and for drawing. */
#ifndef HCPNET_RENDER_FONT_H
#define HCPNET_RENDER_FONT_H

#include <glib.h>
#include <pango/pangocairo.h>

void hcp__font_set_options(PangoContext *context);
void hcp__font_prepare(PangoLayout *layout, double size, gboolean bold);

#endif
