/* Title, subtitle and the legend: what colours, sizes, shapes and lines stand for. */
#include "render/scene_draft.h"

#include <math.h>
#include <string.h>

/* A line of the heading or the legend, cut where it would leave the picture. */
static void add_line(SceneDraft *draft, const char *text, double x, double y, HcpSceneText look) {
    g_autofree char *clean = hcp__text_for_picture(text);
    double room = draft->scene->width - x - 24 * draft->unit;
    look.size *= draft->unit;
    hcp__draft_add_text(draft, hcp__ruler_fit(draft->ruler, clean, look.size, look.bold, room), x,
                        y, look);
}

static char *make_counts(const SceneDraft *draft) {
    char nodes[HCP__NUMBER_SIZE], edges[HCP__NUMBER_SIZE], drawn[HCP__NUMBER_SIZE];
    int64_t m = hcp_network_get_n_edges(draft->network);
    hcp__format_for_people(nodes, draft->n_shown);
    hcp__format_for_people(edges, (double)m);
    hcp__format_for_people(drawn, (double)draft->n_edges_drawn);
    g_autofree char *part = draft->n_edges_drawn < m
                                ? g_strdup_printf(", the strongest %s drawn", drawn)
                                : g_strdup("");
    return g_strdup_printf("%s nodes, %s %s ties%s", nodes, edges,
                           hcp_network_is_directed(draft->network) ? "directed" : "undirected",
                           part);
}

void hcp__draft_add_heading(SceneDraft *draft) {
    double x = draft->left, u = draft->unit;
    const char *subtitle = draft->options->subtitle;
    g_autofree char *counts = make_counts(draft);
    g_autofree char *second = subtitle != NULL && *subtitle != '\0'
                                  ? g_strdup_printf("%s \xc2\xb7 %s", subtitle, counts)
                                  : g_strdup(counts);
    if (draft->options->title != NULL)
        add_line(draft, draft->options->title, x, 50 * u,
                 (HcpSceneText){.size = 30, .rgb = INK, .bold = TRUE});
    add_line(draft, second, x, 82 * u, (HcpSceneText){.size = 17, .rgb = SOFT_INK});
}

static const HcpSceneText head = {.size = 16, .rgb = INK, .bold = TRUE};
static const HcpSceneText plain = {.size = 15, .rgb = INK};
static const HcpSceneText soft = {.size = 13, .rgb = SOFT_INK};

static void add_swatch(SceneDraft *draft, double x, double y, double radius, uint32_t rgb) {
    HcpSceneMark mark = {.x = x,
                         .y = y,
                         .radius = radius,
                         .outline = draft->unit,
                         .outline_rgb = hcp__draft_outline(rgb),
                         .rgb = rgb};
    g_array_append_val(draft->scene->marks, mark);
}

/* Nodes of the class that the picture shows: a style counts those that it leaves out too. */
static int64_t count_shown(const SceneDraft *draft, uint32_t rgb) {
    int64_t n = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(draft->network); i++)
        n += draft->shown[i] && draft->rgb[i] == rgb;
    return n;
}

static double add_colours(SceneDraft *draft, double x, double y) {
    const HcpStyle *style = draft->style;
    double u = draft->unit;
    if (style->legend->len == 0)
        return y;
    g_autofree char *title =
        g_strdup_printf("Colour: %s", style->colour_name != NULL ? style->colour_name : "class");
    add_line(draft, title, x, y, head);
    for (guint i = 0; i < style->legend->len; i++) {
        const HcpLegendEntry *entry = &g_array_index(style->legend, HcpLegendEntry, i);
        char count[HCP__NUMBER_SIZE];
        uint32_t rgb = (uint32_t)g_ascii_strtoull(entry->color + 1, NULL, 16);
        hcp__format_for_people(count, (double)count_shown(draft, rgb));
        y += 26 * u;
        add_swatch(draft, x + 9 * u, y - 5 * u, 8 * u, rgb);
        /* The count must stay when a long name is cut. */
        double width = hcp__ruler_width(draft->ruler, count, soft.size * u, FALSE);
        double room = draft->scene->width - x - 66 * u - width;
        g_autofree char *clean = hcp__text_for_picture(entry->text);
        g_autofree char *name = hcp__ruler_fit(draft->ruler, clean, plain.size * u, FALSE, room);
        add_line(draft, name, x + 26 * u, y, plain);
        add_line(draft, count, draft->scene->width - 26 * u - width, y, soft);
    }
    return y + 48 * u;
}

/* Radii of the smallest, the middle and the largest size, and the values they stand for: sizes go
 * with the square root of the value. */
static double add_sizes(SceneDraft *draft, double x, double y) {
    const HcpStyle *style = draft->style;
    double u = draft->unit, least = INFINITY, most = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(draft->network); i++) {
        if (!draft->shown[i])
            continue;
        least = MIN(least, draft->radius[i]);
        most = MAX(most, draft->radius[i]);
    }
    if (!(most > least) || !isfinite(style->size_min) || !isfinite(style->size_max) ||
        style->size_min < 0)
        return y;
    g_autofree char *title =
        g_strdup_printf("Size: %s", style->size_name != NULL ? style->size_name : "value");
    add_line(draft, title, x, y, head);
    double column = MAX(most, 9 * u), last = 0;
    double root_min = sqrt(style->size_min), root_max = sqrt(style->size_max);
    for (int i = 0; i < 3; i++) {
        double radius = least + (most - least) * i / 2;
        double root = root_min + (root_max - root_min) * i / 2;
        char value[HCP__NUMBER_SIZE];
        hcp__format_for_people(value, root * root);
        y += MAX(radius + last + 5 * u, 25 * u);
        last = radius;
        add_swatch(draft, x + column, y - 5 * u, radius, GREY);
        add_line(draft, value, x + 2 * column + 12 * u, y, plain);
    }
    return y + most + 44 * u;
}

static void add_sample(SceneDraft *draft, double x, double y, double strength) {
    HcpSceneSegment segment = {.x0 = x, .y0 = y, .x1 = x + 44 * draft->unit, .y1 = y};
    HcpSceneStroke stroke = {.rgb = GREY,
                             .width = hcp__draft_edge_width(draft, strength),
                             .alpha = 0.5 + 0.5 * strength,
                             .first = draft->scene->segments->len,
                             .n = 1};
    g_array_append_val(draft->scene->segments, segment);
    g_array_append_val(draft->scene->strokes, stroke);
}

static double add_ties(SceneDraft *draft, double x, double y) {
    HcpEdges *edges = hcp_network_get_edges(draft->network);
    const double *weight = hcp_edges_get_weights(edges);
    double u = draft->unit, least = INFINITY, most = 0;
    for (int64_t i = 0; i < hcp_edges_get_n(edges); i++) {
        least = MIN(least, weight[i]);
        most = MAX(most, weight[i]);
    }
    if (most <= 0)
        return y;
    g_autofree char *title = g_strdup_printf("Ties: %s", hcp_edges_get_layer(edges));
    add_line(draft, title, x, y, head);
    for (int i = 0; i < (most > least ? 2 : 1); i++) {
        char value[HCP__NUMBER_SIZE];
        hcp__format_for_people(value, i == 0 ? least : most);
        g_autofree char *text = g_strdup_printf("weight %s", value);
        y += 26 * u;
        add_sample(draft, x, y - 5 * u, i);
        add_line(draft, text, x + 56 * u, y, plain);
    }
    add_line(draft, "in colour: inside one class", x, y + 26 * u, soft);
    gboolean curved = draft->scene->strokes->len > 0 &&
                      g_array_index(draft->scene->strokes, HcpSceneStroke, 0).curved;
    if (!curved)
        return y + 26 * u + 44 * u;
    add_line(draft, "bent clockwise, source to target", x, y + 46 * u, soft);
    return y + 46 * u + 44 * u;
}

/* Says that the picture does not show every tie. */
static double add_backbone(SceneDraft *draft, double x, double y) {
    HcpEdges *edges = hcp_network_get_edges(draft->network);
    HcpTable *attributes = hcp_edges_get_attributes(edges);
    const char *rule = hcp_table_find_note(attributes, HCP_NOTE_BACKBONE);
    if (rule == NULL)
        return y;
    double u = draft->unit, room = draft->scene->width - x - 26 * u;
    const char *dropped = hcp_table_find_note(attributes, HCP_NOTE_BACKBONE_DROPPED);
    char kept[HCP__NUMBER_SIZE], left_out[HCP__NUMBER_SIZE];
    hcp__format_for_people(kept, (double)hcp_edges_get_n(edges));
    hcp__format_for_people(left_out, g_ascii_strtod(dropped, NULL));
    g_autofree char *counts = g_strdup_printf("%s kept, %s left out:", kept, left_out);
    g_autofree char *fitted = hcp__ruler_fit(draft->ruler, rule, soft.size * u, FALSE, room);
    add_line(draft, "Backbone", x, y, head);
    add_line(draft, counts, x, y + 24 * u, soft);
    add_line(draft, fitted, x, y + 43 * u, soft);
    return y + 43 * u + 44 * u;
}

void hcp__draft_add_legend(SceneDraft *draft) {
    double x = draft->right + 30 * draft->unit, y = draft->top + 30 * draft->unit;
    y = add_colours(draft, x, y);
    y = add_sizes(draft, x, y);
    y = add_ties(draft, x, y);
    y = add_backbone(draft, x, y);
    add_line(draft, "Near is closely tied;", x, y, soft);
    add_line(draft, "distance has no unit.", x, y + 19 * draft->unit, soft);
}
