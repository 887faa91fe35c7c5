/* The interactive map: its frame, its controls, and a picture for readers without the script. */
#include "render/render_internal.h"
#include "report/report_internal.h"

/* What the script cannot draw when it does not run. */
static void write_picture(HcpPage *page) {
    HcpMapOptions options = HCP_MAP_OPTIONS_INIT;
    options.width = 1200;
    options.height = 900;
    g_autoptr(HcpScene) scene =
        hcp__scene_new(page->nodes, page->drawn, page->content->style, &options);
    g_autoptr(HcpOutput) output = hcp__output_open_memory();
    if (!hcp__scene_write_png(scene, output, NULL))
        return;
    gsize length;
    g_autofree char *bytes = hcp__output_take_text(g_steal_pointer(&output), &length);
    g_autofree char *text = g_base64_encode((const guchar *)bytes, length);
    hcp__page_puts(page,
                   "<noscript><p class=\"note\">The map that moves, the list of everyone and "
                   "sorting need JavaScript; everything else is here.</p><img alt=\"Map of "
                   "the network\" width=\"1200\" height=\"900\" src=\"data:image/png;base64,");
    hcp__page_puts(page, text);
    hcp__page_puts(page, "\"></noscript>\n");
}

/* "the 300,000 strongest of 453,842 ties", or "all 17,000 nodes". */
static void write_part(HcpPage *page, int64_t n, const char *which, int64_t all, const char *what) {
    hcp__page_puts(page, n == all ? "all " : "the ");
    hcp__page_integer(page, n);
    if (n < all) {
        hcp__page_printf(page, " %s of ", which);
        hcp__page_integer(page, all);
    }
    hcp__page_printf(page, " %s", what);
}

/* What the filter left out, as the legend of the still map says it. */
static void write_backbone(HcpPage *page) {
    const HcpTable *attributes = hcp_edges_get_attributes(hcp_network_get_edges(page->drawn));
    const char *rule = hcp_table_find_note(attributes, HCP_NOTE_BACKBONE);
    if (rule == NULL)
        return;
    hcp__page_puts(page, "<p class=\"note\">The map shows the backbone (");
    hcp__page_text(page, rule);
    hcp__page_puts(page, "): ");
    hcp__page_integer(page, hcp_network_get_n_edges(page->drawn));
    hcp__page_puts(page, " of ");
    hcp__page_integer(page, hcp_network_get_n_edges(page->network));
    hcp__page_puts(page, " ties. All figures are of all ties, which edges.csv has.</p>\n");
}

static void write_limits(HcpPage *page) {
    int64_t m = hcp_network_get_n_edges(page->drawn);
    if (page->n_kept == page->n_shown && page->n_edges == m)
        return;
    hcp__page_puts(page, "<p class=\"note\">To stay quick, this page holds ");
    write_part(page, page->n_kept, "largest", page->n_shown, "nodes");
    hcp__page_puts(page, " and ");
    write_part(page, page->n_edges, "strongest", m, "ties");
    hcp__page_puts(page, ". The files beside it have everything.</p>\n");
}

static const char CONTROLS[] =
    "<div class=\"controls\">"
    "<label>Find <input id=\"find\" type=\"search\" autocomplete=\"off\" "
    "placeholder=\"name or id\" role=\"combobox\" aria-expanded=\"false\" "
    "aria-controls=\"found\"></label>"
    "<label>Colour <select id=\"colour\"></select></label>"
    "<label>Size <select id=\"size\"></select></label>"
    "<label>Ties <input id=\"ties\" type=\"range\" min=\"0\" max=\"100\" value=\"100\" "
    "aria-label=\"Share of the strongest ties shown\"> <output id=\"tiesout\"></output></label>"
    "<span class=\"buttons\"><button type=\"button\" id=\"in\" title=\"Zoom in (+)\">+</button>"
    "<button type=\"button\" id=\"out\" title=\"Zoom out (-)\">\xe2\x88\x92</button>"
    "<button type=\"button\" id=\"fit\" title=\"Show everything (0)\">Fit</button></span>"
    "<ul id=\"found\" role=\"listbox\" hidden></ul></div>"
    "<div class=\"stage\"><div class=\"canvas\">"
    "<canvas id=\"base\" tabindex=\"0\" role=\"img\" aria-label=\"Map of the network. Arrow keys "
    "move it, plus and minus zoom, 0 shows everything, slash searches, Escape clears.\"></canvas>"
    "<canvas id=\"over\" aria-hidden=\"true\"></canvas><img id=\"paper\" alt=\"Map of the "
    "network\"><div id=\"tip\" hidden></div></div>"
    "<aside id=\"side\"><div id=\"legend\"></div><div id=\"panel\" aria-live=\"polite\"></div>"
    "</aside></div>"
    "<p class=\"note\">Drag to move, scroll to zoom, click a node for its details; click a class "
    "of "
    "the legend to hide it. Keys: arrows, +, \xe2\x88\x92, 0, / and Esc. Near is closely tied; "
    "distance has no unit.</p>";

void hcp__page_map(HcpPage *page) {
    hcp__page_open_section(page, "map", "Map");
    hcp__page_puts(page, "<div id=\"explorer\" hidden>");
    hcp__page_puts(page, CONTROLS);
    hcp__page_puts(page, "</div>\n");
    write_backbone(page);
    write_limits(page);
    write_picture(page);
    hcp__page_close_section(page);
}
