/* The backbone of a released network. What depends on weights alone is computed from those that are
 * shown, so that it tells nothing else; what was found in the patients themselves (null) is a
 * column that the gate has emptied where a count is hidden: such an edge is not judged, and goes.
 */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <string.h>

static HcpTable *with_keep(HcpTable *attributes, uint8_t *keep) {
    static const HcpColumnInfo INFO = {.name = "backbone",
                                       .label = "Backbone",
                                       .definition = "true: passed the filter of the backbone",
                                       .kind = HCP_KIND_BOOL};
    g_autoptr(HcpColumn) column =
        hcp_column_new_take(&INFO, hcp_table_get_n_rows(attributes), keep, NULL);
    return hcp_table_with_columns(attributes, 1, &column);
}

static HcpTable *mark_disparity(HcpEdges *edges, int32_t n_nodes, double level, GError **error) {
    g_autoptr(HcpColumn) p = hcp_backbone_disparity(edges, n_nodes, error);
    if (p == NULL)
        return NULL;
    int64_t m = hcp_edges_get_n(edges);
    uint8_t *keep = g_malloc0((gsize)m + 1);
    for (int64_t e = 0; e < m; e++)
        keep[e] = hcp_column_get_doubles(p)[e] <= level;
    g_autoptr(HcpTable) wider = hcp_table_with_columns(hcp_edges_get_attributes(edges), 1, &p);
    return with_keep(wider, keep);
}

/* The attributes with the column `backbone`, which null has already, and disparity with its p. */
static HcpTable *mark(HcpEdges *edges, int32_t n_nodes, const HcpBackbone *backbone,
                      GError **error) {
    HcpTable *attributes = hcp_edges_get_attributes(edges);
    if (backbone->rule == HCP_BACKBONE_DISPARITY)
        return mark_disparity(edges, n_nodes, backbone->level, error);
    if (backbone->rule == HCP_BACKBONE_TOP) {
        uint8_t *keep = hcp_backbone_top(edges, n_nodes, backbone->level, error);
        return keep != NULL ? with_keep(attributes, keep) : NULL;
    }
    g_return_val_if_fail(hcp_table_find_column(attributes, "backbone") != NULL, NULL);
    return hcp_table_ref(attributes);
}

static HcpEdges *mark_all(HcpEdges *edges, int32_t n_nodes, const HcpBackbone *backbone,
                          GError **error) {
    g_autoptr(HcpTable) marked = mark(edges, n_nodes, backbone, error);
    return marked != NULL ? hcp__edges_with_attributes(edges, hcp_edges_get_n(edges), NULL, marked)
                          : NULL;
}

static int32_t *list_kept(const HcpTable *marked, int64_t *n_kept) {
    const HcpColumn *keep = hcp_table_find_column(marked, "backbone");
    int64_t m = hcp_table_get_n_rows(marked);
    int32_t *kept = g_malloc_n((gsize)m + 1, sizeof(int32_t));
    *n_kept = 0;
    for (int64_t e = 0; e < m; e++)
        if (hcp_column_is_valid(keep, e) && hcp_column_get_bools(keep)[e])
            kept[(*n_kept)++] = (int32_t)e;
    return kept;
}

static HcpEdges *select_backbone(HcpEdges *edges, int32_t n_nodes, const HcpBackbone *backbone,
                                 GError **error) {
    g_autoptr(HcpTable) marked = mark(edges, n_nodes, backbone, error);
    if (marked == NULL)
        return NULL;
    int64_t n_kept;
    g_autofree int32_t *kept = list_kept(marked, &n_kept);
    g_autofree char *rule = hcp_backbone_describe(backbone);
    g_autoptr(HcpTable) rest = hcp_table_select_rows(marked, n_kept, kept);
    g_autoptr(HcpTable) ruled = hcp_table_with_note(rest, HCP_NOTE_BACKBONE, rule);
    g_autoptr(HcpTable) noted =
        hcp__table_with_count(ruled, HCP_NOTE_BACKBONE_DROPPED, hcp_edges_get_n(edges) - n_kept);
    return hcp__edges_with_attributes(edges, n_kept, kept, noted);
}

static void audit_backbone(HcpAudit *audit, const HcpEdges *kept) {
    const HcpTable *attributes = hcp_edges_get_attributes(kept);
    const char *tests = hcp_table_find_note(attributes, "backbone_tests");
    int64_t n_dropped =
        g_ascii_strtoll(hcp_table_find_note(attributes, HCP_NOTE_BACKBONE_DROPPED), NULL, 10);
    hcp__audit_add(audit, "backbone", n_dropped,
                   "edges of layer %s left out of the map and this file, %" G_GINT64_FORMAT
                   " kept: %s%s%s%s",
                   hcp_edges_get_layer(kept), hcp_edges_get_n(kept),
                   hcp_table_find_note(attributes, HCP_NOTE_BACKBONE),
                   tests != NULL ? ", among " : "", tests != NULL ? tests : "",
                   tests != NULL ? " pairs; edges whose counts are hidden are not judged" : "");
}

/* Edges of the release by the study's rule; the release itself where it has none. */
typedef HcpEdges *(*ApplyFunc)(HcpEdges *edges, int32_t n_nodes, const HcpBackbone *backbone,
                               GError **error);

static HcpRelease *apply_rule(HcpRelease *release, const HcpStudy *study, ApplyFunc apply,
                              const HcpRun *run, GError **error) {
    g_return_val_if_fail(release != NULL && study != NULL, NULL);
    HcpBackbone backbone;
    if (study->backbone == NULL)
        return hcp_release_ref(release);
    if (!hcp_backbone_parse(study->backbone, &backbone, error))
        return NULL;
    HcpNetwork *whole = hcp_release_get_network(release);
    HcpTable *nodes = hcp_release_get_table(release);
    g_autoptr(HcpEdges) edges =
        apply(hcp_network_get_edges(whole), hcp_network_get_n_nodes(whole), &backbone, error);
    if (edges == NULL)
        return NULL;
    g_autoptr(HcpNetwork) network = hcp_network_new(nodes, edges, run, error);
    if (network == NULL)
        return NULL;
    g_autoptr(HcpAudit) audit = hcp__audit_new();
    hcp__audit_copy(audit, hcp_release_get_audit(release));
    if (hcp_table_find_note(hcp_edges_get_attributes(edges), HCP_NOTE_BACKBONE) != NULL)
        audit_backbone(audit, edges);
    return hcp__release_new(nodes, network, audit);
}

HcpRelease *hcp_release_mark_backbone(HcpRelease *release, const HcpStudy *study, const HcpRun *run,
                                      GError **error) {
    return apply_rule(release, study, mark_all, run, error);
}

HcpRelease *hcp_release_backbone(HcpRelease *release, const HcpStudy *study, const HcpRun *run,
                                 GError **error) {
    return apply_rule(release, study, select_backbone, run, error);
}
