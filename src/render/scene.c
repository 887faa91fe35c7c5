/* The scene of a network: frame first, then what stands in it. */
#include "render/scene_draft.h"

static void clear_mark(void *mark) {
    g_free(((HcpSceneMark *)mark)->title);
}

static void clear_text(void *text) {
    g_free(((HcpSceneText *)text)->text);
}

static HcpScene *new_scene(const HcpMapOptions *options) {
    HcpScene *scene = g_new0(HcpScene, 1);
    scene->width = options->width;
    scene->height = options->height;
    scene->title = hcp__text_for_picture(options->title);
    scene->segments = g_array_new(FALSE, FALSE, sizeof(HcpSceneSegment));
    scene->strokes = g_array_new(FALSE, FALSE, sizeof(HcpSceneStroke));
    scene->marks = g_array_new(FALSE, FALSE, sizeof(HcpSceneMark));
    scene->texts = g_array_new(FALSE, FALSE, sizeof(HcpSceneText));
    g_array_set_clear_func(scene->marks, clear_mark);
    g_array_set_clear_func(scene->texts, clear_text);
    return scene;
}

void hcp__scene_free(HcpScene *scene) {
    if (scene == NULL)
        return;
    g_array_unref(scene->segments);
    g_array_unref(scene->strokes);
    g_array_unref(scene->marks);
    g_array_unref(scene->texts);
    g_free(scene->title);
    g_free(scene);
}

void hcp__draft_add_text(SceneDraft *draft, char *text, double x, double y, HcpSceneText look) {
    look.text = text;
    look.x = x;
    look.y = y;
    g_array_append_val(draft->scene->texts, look);
}

/* The legend stands at the right; title and subtitle above everything. */
static void divide_space(SceneDraft *draft) {
    double width = draft->scene->width, height = draft->scene->height;
    draft->unit = MIN(width / 1600, height / 1200);
    draft->left = 30 * draft->unit;
    draft->top = 110 * draft->unit;
    draft->right = width - 330 * draft->unit;
    draft->bottom = height - 30 * draft->unit;
}

static void clear_draft(SceneDraft *draft) {
    for (int32_t i = 0; i < hcp_network_get_n_nodes(draft->network); i++)
        g_free(draft->label[i]);
    g_free(draft->label);
    g_free(draft->shown);
    g_free(draft->x);
    g_free(draft->y);
    g_free(draft->radius);
    g_free(draft->rgb);
    hcp__ruler_free(draft->ruler);
}

HcpScene *hcp__scene_new(HcpTable *nodes, const HcpNetwork *network, const HcpStyle *style,
                         const HcpMapOptions *options) {
    SceneDraft draft = {.scene = new_scene(options),
                        .ruler = hcp__ruler_new(),
                        .nodes = nodes,
                        .network = network,
                        .style = style,
                        .options = options};
    divide_space(&draft);
    hcp__draft_place_nodes(&draft);
    hcp__draft_add_edges(&draft);
    hcp__draft_add_marks(&draft);
    hcp__draft_add_labels(&draft);
    hcp__draft_add_heading(&draft);
    hcp__draft_add_legend(&draft);
    HcpScene *scene = draft.scene;
    clear_draft(&draft);
    return scene;
}
