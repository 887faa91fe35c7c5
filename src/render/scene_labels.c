/* Labels: the largest nodes first, each at the side where it covers least, none over another. */
#include "render/scene_draft.h"

#include <math.h>

typedef struct {
    double left, top, right, bottom;
} Box;

enum { N_SIDES = 6 };

/* The label's box beside its node: right, left, below, above, and two corners. */
static Box find_box(const SceneDraft *draft, int32_t node, int side, double width, double size) {
    static const double across[N_SIDES] = {0, -1, -0.5, -0.5, 0, 0};
    static const double along[N_SIDES] = {1, -1, 0, 0, 0.75, 0.75};
    static const double down[N_SIDES] = {0, 0, 1, -1, 0.8, -0.8};
    double gap = draft->radius[node] + 3 * draft->unit, height = 1.2 * size;
    double x = draft->x[node] + along[side] * gap + across[side] * width;
    double middle = draft->y[node] + down[side] * (gap + height / 2);
    return (Box){x, middle - height / 2, x + width, middle + height / 2};
}

static gboolean is_inside(const SceneDraft *draft, Box box) {
    return box.left >= draft->left && box.right <= draft->right && box.top >= draft->top &&
           box.bottom <= draft->bottom;
}

static gboolean overlaps_any(const GArray *boxes, Box box) {
    for (guint i = 0; i < boxes->len; i++) {
        const Box *other = &g_array_index(boxes, Box, i);
        if (box.left < other->right && other->left < box.right && box.top < other->bottom &&
            other->top < box.bottom)
            return TRUE;
    }
    return FALSE;
}

/* How much node lies under the box: the sum of the radii of discs that touch it. */
static double measure_cover(const SceneDraft *draft, Box box) {
    double cover = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(draft->network); i++) {
        double dx = draft->x[i] - CLAMP(draft->x[i], box.left, box.right);
        double dy = draft->y[i] - CLAMP(draft->y[i], box.top, box.bottom);
        if (draft->shown[i] && dx * dx + dy * dy < draft->radius[i] * draft->radius[i])
            cover += draft->radius[i];
    }
    return cover;
}

static gboolean find_place(const SceneDraft *draft, const GArray *taken, int32_t node, double width,
                           double size, Box *place) {
    double least = INFINITY;
    for (int side = 0; side < N_SIDES && least > 0; side++) {
        Box box = find_box(draft, node, side, width, size);
        if (!is_inside(draft, box) || overlaps_any(taken, box))
            continue;
        double cover = measure_cover(draft, box);
        if (cover < least) {
            least = cover;
            *place = box;
        }
    }
    return isfinite(least);
}

static double find_font_size(const SceneDraft *draft, int32_t rank) {
    return draft->unit * (rank < 5 ? 17 : rank < 20 ? 15 : 13);
}

void hcp__draft_add_labels(SceneDraft *draft) {
    int32_t n = hcp_network_get_n_nodes(draft->network);
    int32_t wanted = MIN(n, MAX(draft->options->max_labels, 0));
    int64_t tries = MIN(n, (int64_t)wanted * 4);
    g_autofree int32_t *order = g_new(int32_t, tries + 1);
    tries = hcp__top_k(n, draft->radius, tries, order);
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(Box));
    for (int64_t k = 0; k < tries && (int32_t)taken->len < wanted; k++) {
        int32_t node = order[k];
        double size = find_font_size(draft, (int32_t)k);
        g_autofree char *text =
            hcp__ruler_fit(draft->ruler, draft->label[node], size, FALSE, 230 * draft->unit);
        double width = hcp__ruler_width(draft->ruler, text, size, FALSE);
        Box box;
        if (!draft->shown[node] || !find_place(draft, taken, node, width, size, &box))
            continue;
        g_array_append_val(taken, box);
        hcp__draft_add_text(draft, g_steal_pointer(&text), box.left, box.top + 0.94 * size,
                            (HcpSceneText){.size = size, .rgb = INK, .halo = TRUE});
    }
}
