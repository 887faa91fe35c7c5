/* What the page holds: all nodes and ties of the map, or the most central ones. */
#include "render/render_internal.h"
#include "report/report_internal.h"

#include <math.h>

static void index_ids(HcpPage *page) {
    HcpColumn *ids = hcp_table_find_column(page->nodes, "id");
    page->row_of_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (int32_t i = hcp_network_get_n_nodes(page->network); ids != NULL && i > 0; i--)
        if (hcp_column_get_text(ids, i - 1) != NULL)
            g_hash_table_insert(page->row_of_id, (char *)hcp_column_get_text(ids, i - 1),
                                GINT_TO_POINTER(i));
}

static void choose_nodes(HcpPage *page) {
    int32_t n = hcp_network_get_n_nodes(page->network);
    HcpColumn *sizes = hcp_table_find_column(page->nodes, "size");
    g_autofree double *size = g_new(double, n + 1);
    for (int32_t i = 0; i < n; i++) {
        gboolean shown = hcp__map_shows_node(page->nodes, page->network, i);
        double value = sizes != NULL ? hcp_column_get_number(sizes, i) : 0;
        size[i] = !shown ? NAN : isfinite(value) ? value : 0;
        page->n_shown += shown;
    }
    g_autofree int32_t *largest = g_new(int32_t, n + 1);
    int64_t k = hcp__top_k(n, size, MIN(page->n_shown, HCP__PAGE_MAX_NODES), largest);
    page->position = g_new(int32_t, n + 1);
    for (int32_t i = 0; i < n; i++)
        page->position[i] = -1;
    for (int64_t i = 0; i < k; i++)
        page->position[largest[i]] = 0;
    page->kept = g_new(int32_t, k + 1);
    for (int32_t i = 0; i < n; i++)
        if (page->position[i] == 0) {
            page->position[i] = page->n_kept;
            page->kept[page->n_kept++] = i;
        }
}

static void choose_edges(HcpPage *page) {
    HcpEdges *edges = hcp_network_get_edges(page->drawn);
    int64_t m = hcp_edges_get_n(edges);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    g_autofree double *weight = g_new(double, m + 1);
    for (int64_t e = 0; e < m; e++) {
        gboolean kept = page->position[source[e]] >= 0 && page->position[target[e]] >= 0;
        weight[e] = kept ? hcp_edges_get_weights(edges)[e] : NAN;
    }
    int64_t k = MIN(m, HCP__PAGE_MAX_EDGES);
    page->edges = g_new(int32_t, k + 1);
    page->n_edges = hcp__top_k(m, weight, k, page->edges);
}

void hcp__page_choose(HcpPage *page) {
    index_ids(page);
    choose_nodes(page);
    choose_edges(page);
}
