#include "picture.h"

/* Every node is tied to the next one. */
static HcpNetwork *make_chain(int n) {
    GString *edges = g_string_new(NULL);
    for (int i = 0; i + 1 < n; i++)
        g_string_append_printf(edges, "N%03d N%03d %d\n", i, i + 1, i + 1);
    HcpNetwork *network = hcp_test_network(TRUE, edges->str);
    g_string_free(edges, TRUE);
    return network;
}

static gboolean has_text(const HcpScene *scene, const char *part) {
    for (guint i = 0; i < scene->texts->len; i++)
        if (strstr(g_array_index(scene->texts, HcpSceneText, i).text, part) != NULL)
            return TRUE;
    return FALSE;
}

static gboolean is_text(const HcpScene *scene, const char *text) {
    for (guint i = 0; i < scene->texts->len; i++)
        if (strcmp(g_array_index(scene->texts, HcpSceneText, i).text, text) == 0)
            return TRUE;
    return FALSE;
}

typedef struct {
    double left, top, right, bottom;
} Box;

static GArray *find_label_boxes(const HcpScene *scene) {
    g_autoptr(HcpRuler) ruler = hcp__ruler_new();
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(Box));
    for (guint i = 0; i < scene->texts->len; i++) {
        const HcpSceneText *text = &g_array_index(scene->texts, HcpSceneText, i);
        double width = hcp__ruler_width(ruler, text->text, text->size, text->bold);
        Box box = {text->x, text->y - 0.9 * text->size, text->x + width,
                   text->y + 0.2 * text->size};
        if (text->halo)
            g_array_append_val(boxes, box);
    }
    return boxes;
}

static void labels_stay_in_the_picture_and_off_each_other(void) {
    g_autoptr(HcpNetwork) network = make_chain(200);
    g_autoptr(HcpTable) nodes = place_nodes(network);
    g_autoptr(HcpScene) scene = make_scene(network, nodes);
    g_autoptr(GArray) boxes = find_label_boxes(scene);
    CU_ASSERT(boxes->len >= 30 && boxes->len <= 60);
    for (guint i = 0; i < boxes->len; i++) {
        Box a = g_array_index(boxes, Box, i);
        CU_ASSERT(a.left >= 0 && a.top >= 0 && a.right <= scene->width &&
                  a.bottom <= scene->height);
        for (guint k = i + 1; k < boxes->len; k++) {
            Box b = g_array_index(boxes, Box, k);
            CU_ASSERT(a.right <= b.left || b.right <= a.left || a.bottom <= b.top ||
                      b.bottom <= a.top);
        }
    }
}

static void the_largest_node_has_a_label(void) {
    g_autoptr(HcpNetwork) network = make_chain(200);
    g_autoptr(HcpTable) nodes = place_nodes(network);
    g_autoptr(HcpScene) scene = make_scene(network, nodes);
    CU_ASSERT(has_text(scene, "N000"));
}

static void every_text_ends_inside_the_picture(void) {
    g_autoptr(HcpNetwork) network = make_chain(20);
    g_autoptr(HcpTable) nodes = place_nodes(network);
    g_autoptr(HcpScene) scene = make_scene(network, nodes);
    g_autoptr(HcpRuler) ruler = hcp__ruler_new();
    for (guint i = 0; i < scene->texts->len; i++) {
        const HcpSceneText *text = &g_array_index(scene->texts, HcpSceneText, i);
        CU_ASSERT(text->x + hcp__ruler_width(ruler, text->text, text->size, text->bold) <=
                  scene->width);
    }
}

static void the_legend_tells_classes_sizes_and_weights(void) {
    g_autoptr(HcpNetwork) network = make_chain(20);
    g_autoptr(HcpTable) nodes = place_nodes(network);
    g_autoptr(HcpScene) scene = make_scene(network, nodes);
    CU_ASSERT(has_text(scene, "Colour: Region"));
    CU_ASSERT(has_text(scene, "Leuven & <Gent>"));
    CU_ASSERT(is_text(scene, "20")); /* those shown, whatever the style counted */
    CU_ASSERT(has_text(scene, "Size: PageRank"));
    CU_ASSERT(has_text(scene, "0.0625")); /* halfway between the roots of 0 and 0.25 */
    CU_ASSERT(has_text(scene, "weight 19"));
    CU_ASSERT(has_text(scene, "20 nodes, 19 directed ties"));
}

static void a_dense_network_shows_its_strongest_ties_and_says_so(void) {
    GString *edges = g_string_new(NULL);
    for (int i = 0; i < 230; i++)
        for (int k = 0; k < 230; k++)
            if (i != k)
                g_string_append_printf(edges, "N%03d N%03d\n", i, k);
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, edges->str);
    g_string_free(edges, TRUE);
    g_autoptr(HcpTable) nodes = place_nodes(network);
    g_autoptr(HcpScene) scene = make_scene(network, nodes);
    CU_ASSERT_EQUAL(scene->segments->len - 1, HCP__RENDER_MAX_EDGES); /* one in the legend */
    CU_ASSERT(has_text(scene, "52,670 directed ties, the strongest 50,000 drawn"));
}

static void an_organisation_without_ties_is_left_out(void) {
    g_autoptr(HcpNetwork) network = make_chain(3);
    const char *kinds[] = {"physician", "physician", "pharmacy", "pharmacy"};
    const char *ids[] = {"a", "b", "c", "d"};
    g_autoptr(HcpColumn) kind = make_texts("kind", 4, kinds);
    g_autoptr(HcpColumn) id = make_texts("id", 4, ids);
    g_autoptr(HcpTable) table = hcp_table_new("nodes", 4, 2, (HcpColumn *const[]){kind, id});
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) wider = hcp_network_new(table, hcp_network_get_edges(network), run, NULL);
    g_autoptr(HcpTable) nodes = place_nodes(wider);
    g_autoptr(HcpScene) scene = make_scene(wider, nodes);
    CU_ASSERT(has_text(scene, "3 nodes"));
    CU_ASSERT(!has_text(scene, "4 nodes"));
}

static void a_network_without_ties_is_drawn_too(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "");
    g_autoptr(HcpTable) nodes = place_nodes(network);
    g_autoptr(HcpScene) scene = make_scene(network, nodes);
    CU_ASSERT(has_text(scene, "0 nodes, 0 undirected ties"));
}

HCP_TEST_MAIN(HCP_TEST(labels_stay_in_the_picture_and_off_each_other),
              HCP_TEST(the_largest_node_has_a_label), HCP_TEST(every_text_ends_inside_the_picture),
              HCP_TEST(the_legend_tells_classes_sizes_and_weights),
              HCP_TEST(a_dense_network_shows_its_strongest_ties_and_says_so),
              HCP_TEST(an_organisation_without_ties_is_left_out),
              HCP_TEST(a_network_without_ties_is_drawn_too))
