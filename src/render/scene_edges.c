/* Ties: the strongest of them, sorted into few looks, so that a back end draws few paths. */
#include "render/scene_draft.h"

#include <math.h>

enum { N_BINS = 4, MAX_CURVED = 3000, PATH_LENGTH = 200 };

typedef struct {
    int bin;
    uint32_t rgb;
    int64_t edge;
} Look;

/* Weak ties first, so that strong ones lie on top; grey before coloured. */
static int compare_looks(const void *a, const void *b) {
    const Look *x = a, *y = b;
    if (x->bin != y->bin)
        return x->bin - y->bin;
    if (x->rgb != y->rgb)
        return x->rgb == GREY ? -1 : y->rgb == GREY ? 1 : x->rgb < y->rgb ? -1 : 1;
    return x->edge < y->edge ? -1 : x->edge > y->edge;
}

/* Weights spread over powers of ten: the bins are even on a logarithmic scale. */
static int find_bin(double weight, double least, double most) {
    if (most <= least)
        return 1;
    int bin = (int)(N_BINS * log(weight / least) / log(most / least));
    return CLAMP(bin, 0, N_BINS - 1);
}

static GArray *find_looks(SceneDraft *draft) {
    HcpEdges *edges = hcp_network_get_edges(draft->network);
    const double *weight = hcp_edges_get_weights(edges);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    int64_t m = hcp_edges_get_n(edges), k = MIN(m, HCP__RENDER_MAX_EDGES);
    g_autofree int32_t *strongest = g_new(int32_t, k + 1);
    k = hcp__top_k(m, weight, k, strongest);
    GArray *looks = g_array_sized_new(FALSE, FALSE, sizeof(Look), (guint)k);
    for (int64_t i = 0; i < k; i++) {
        int32_t edge = strongest[i];
        uint32_t from = draft->rgb[source[edge]], to = draft->rgb[target[edge]];
        Look look = {find_bin(weight[edge], weight[strongest[k - 1]], weight[strongest[0]]),
                     from == to ? from : GREY, edge};
        g_array_append_val(looks, look);
    }
    g_array_sort(looks, compare_looks);
    return looks;
}

double hcp__draft_edge_width(const SceneDraft *draft, double strength) {
    double room = CLAMP(12 / sqrt(MAX((double)draft->n_edges_drawn, 1)), 0.5, 0.6);
    return draft->unit * (0.6 + 5 * strength * strength) * room * 1.6;
}

/* Many ties lie on each other: the more there are, the fainter each one. */
static HcpSceneStroke make_stroke(const SceneDraft *draft, const Look *look, guint first) {
    double strength = (double)look->bin / (N_BINS - 1);
    double base = CLAMP(11 / sqrt((double)draft->n_edges_drawn), 0.16, 0.5);
    return (HcpSceneStroke){.rgb = look->rgb,
                            .width = hcp__draft_edge_width(draft, strength),
                            .alpha = MIN(base * (0.7 + 1.3 * strength), 0.85),
                            .first = first};
}

/* Directed ties bend, so that both ways between two nodes are seen. */
static HcpSceneSegment make_segment(const SceneDraft *draft, int32_t from, int32_t to) {
    const double *x = draft->x, *y = draft->y;
    double dx = x[to] - x[from], dy = y[to] - y[from];
    return (HcpSceneSegment){.x0 = x[from],
                             .y0 = y[from],
                             .x1 = x[to],
                             .y1 = y[to],
                             .cx = (x[from] + x[to]) / 2 + 0.14 * dy,
                             .cy = (y[from] + y[to]) / 2 - 0.14 * dx};
}

void hcp__draft_add_edges(SceneDraft *draft) {
    HcpEdges *edges = hcp_network_get_edges(draft->network);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    g_autoptr(GArray) looks = find_looks(draft);
    draft->n_edges_drawn = looks->len;
    gboolean curved = hcp_edges_is_directed(edges) && looks->len <= MAX_CURVED;
    HcpSceneStroke stroke = {0};
    for (guint i = 0; i < looks->len; i++) {
        const Look *look = &g_array_index(looks, Look, i);
        const Look *last = i > 0 ? look - 1 : NULL;
        gboolean same = last != NULL && last->bin == look->bin && last->rgb == look->rgb;
        if (!same || stroke.n == PATH_LENGTH) {
            if (stroke.n > 0)
                g_array_append_val(draft->scene->strokes, stroke);
            stroke = make_stroke(draft, look, i);
            stroke.curved = curved;
        }
        HcpSceneSegment segment = make_segment(draft, source[look->edge], target[look->edge]);
        g_array_append_val(draft->scene->segments, segment);
        stroke.n++;
    }
    if (stroke.n > 0)
        g_array_append_val(draft->scene->strokes, stroke);
}
