/* Where nodes stand in the picture, how large they are and what they say. */
#include "render/scene_draft.h"

#include <math.h>
#include <string.h>

static const char *find_text(HcpTable *nodes, const char *column, int32_t row) {
    HcpColumn *texts = hcp_table_find_column(nodes, column);
    gboolean usable = texts != NULL && hcp_column_get_info(texts)->kind == HCP_KIND_STRING;
    return usable ? hcp_column_get_text(texts, row) : NULL;
}

static char *find_label(HcpTable *nodes, int32_t row) {
    static const char *const columns[] = {"label", "name", "id"};
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autofree char *text = hcp__text_for_picture(find_text(nodes, columns[i], row));
        if (*text != '\0')
            return g_steal_pointer(&text);
    }
    return g_strdup("");
}

static gboolean is_organisation(HcpTable *nodes, int32_t row) {
    const char *kind = find_text(nodes, "kind", row);
    return kind != NULL && strcmp(kind, "physician") != 0;
}

static gboolean has_ties(const HcpNetwork *network, int32_t node) {
    const HcpAdjacency *out = hcp_network_out(network), *in = hcp_network_in(network);
    return out->offset[node + 1] > out->offset[node] || in->offset[node + 1] > in->offset[node];
}

static double find_number(HcpTable *nodes, const char *column, int32_t row, double otherwise) {
    HcpColumn *numbers = hcp_table_find_column(nodes, column);
    double value = numbers != NULL ? hcp_column_get_number(numbers, row) : NAN;
    return isfinite(value) ? value : otherwise;
}

static uint32_t find_colour(HcpTable *nodes, int32_t row) {
    const char *text = find_text(nodes, "color", row);
    gboolean usable = text != NULL && text[0] == '#' && strlen(text) == 7;
    return usable ? (uint32_t)g_ascii_strtoull(text + 1, NULL, 16) : GREY;
}

gboolean hcp__map_shows_node(HcpTable *nodes, const HcpNetwork *network, int32_t row) {
    return has_ties(network, row) || !is_organisation(nodes, row);
}

static void read_nodes(SceneDraft *draft) {
    int32_t n = hcp_network_get_n_nodes(draft->network);
    draft->shown = g_new0(uint8_t, n + 1);
    draft->x = g_new0(double, n + 1);
    draft->y = g_new0(double, n + 1);
    draft->radius = g_new0(double, n + 1);
    draft->rgb = g_new0(uint32_t, n + 1);
    draft->label = g_new0(char *, n + 1);
    for (int32_t i = 0; i < n; i++) {
        draft->shown[i] = (uint8_t)hcp__map_shows_node(draft->nodes, draft->network, i);
        draft->n_shown += draft->shown[i];
        draft->x[i] = find_number(draft->nodes, "x", i, 0);
        draft->y[i] = find_number(draft->nodes, "y", i, 0);
        draft->rgb[i] = find_colour(draft->nodes, i);
        draft->label[i] = find_label(draft->nodes, i);
    }
}

/* Sizes 4..100 become radii in proportion to the room that a node has: r = least + share (size - 4)
 * / 96, where both ends follow the mean distance of nodes, within what an eye can tell apart. */
static void find_radii(SceneDraft *draft) {
    double area = (draft->right - draft->left) * (draft->bottom - draft->top);
    double spacing = sqrt(area / MAX(draft->n_shown, 1)) / draft->unit;
    double most = CLAMP(0.24 * spacing, 13, 24) * draft->unit;
    double least = CLAMP(0.055 * spacing, 1.5, 6) * draft->unit;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(draft->network); i++) {
        double size = CLAMP(find_number(draft->nodes, "size", i, 4), 4, 100);
        draft->radius[i] = least + (most - least) * (size - 4) / 96;
    }
}

/* The nodes' box fills the plot, both axes to one scale; up in the layout is up in the picture. */
static void fit_positions(SceneDraft *draft) {
    double low_x = INFINITY, high_x = -INFINITY, low_y = INFINITY, high_y = -INFINITY;
    int32_t n = hcp_network_get_n_nodes(draft->network);
    for (int32_t i = 0; i < n; i++) {
        if (!draft->shown[i])
            continue;
        low_x = MIN(low_x, draft->x[i]);
        high_x = MAX(high_x, draft->x[i]);
        low_y = MIN(low_y, draft->y[i]);
        high_y = MAX(high_y, draft->y[i]);
    }
    double margin = 26 * draft->unit;
    double width = draft->right - draft->left - 2 * margin;
    double height = draft->bottom - draft->top - 2 * margin;
    double scale = MIN(width / MAX(high_x - low_x, 1e-9), height / MAX(high_y - low_y, 1e-9));
    scale = MIN(scale, 2000); /* one node, or all at one place */
    for (int32_t i = 0; i < n && draft->n_shown > 0; i++) {
        draft->x[i] =
            (draft->left + draft->right) / 2 + (draft->x[i] - (low_x + high_x) / 2) * scale;
        draft->y[i] =
            (draft->top + draft->bottom) / 2 - (draft->y[i] - (low_y + high_y) / 2) * scale;
    }
}

void hcp__draft_place_nodes(SceneDraft *draft) {
    read_nodes(draft);
    find_radii(draft);
    fit_positions(draft);
}

static char *make_title(SceneDraft *draft, int32_t row) {
    static const char *const columns[] = {"id", "kind", "specialty", "region"};
    GString *title = g_string_new(draft->label[row]);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autofree char *text = hcp__text_for_picture(find_text(draft->nodes, columns[i], row));
        if (*text != '\0' && strcmp(text, draft->label[row]) != 0)
            g_string_append_printf(title, "%s%s", i == 0 ? " \xc2\xb7 " : ", ", text);
    }
    return g_string_free(title, FALSE);
}

/* Relative luminance of WCAG 2, roughly: above 0.7 a mark hardly shows on white. */
uint32_t hcp__draft_outline(uint32_t rgb) {
    double red = ((rgb >> 16) & 255) / 255.0, green = ((rgb >> 8) & 255) / 255.0;
    double blue = (rgb & 255) / 255.0;
    double luminance = 0.2126 * pow(red, 2.2) + 0.7152 * pow(green, 2.2) + 0.0722 * pow(blue, 2.2);
    return luminance > 0.7 ? GREY : 0xffffff;
}

/* Largest first, so that no small node hides behind a large one. */
void hcp__draft_add_marks(SceneDraft *draft) {
    int32_t n = hcp_network_get_n_nodes(draft->network);
    g_autofree int32_t *order = g_new(int32_t, n + 1);
    hcp__top_k(n, draft->radius, n, order);
    for (int32_t k = 0; k < n; k++) {
        int32_t i = order[k];
        if (!draft->shown[i])
            continue;
        HcpSceneMark mark = {.x = draft->x[i],
                             .y = draft->y[i],
                             .radius = draft->radius[i],
                             .outline = CLAMP(0.16 * draft->radius[i], 0.3, 1.6),

                             .outline_rgb = hcp__draft_outline(draft->rgb[i]),
                             .rgb = draft->rgb[i],
                             .title = make_title(draft, i)};
        if (is_organisation(draft->nodes, i)) {
            mark.shape = HCP_SCENE_SQUARE;
            mark.radius *= 0.88; /* the area of the disc */
        }
        g_array_append_val(draft->scene->marks, mark);
    }
}
