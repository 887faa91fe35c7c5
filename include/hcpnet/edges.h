/* HcpEdges: the aggregated edges of one layer; immutable and reference-counted.
 *
 * Row e runs from node source[e] to node target[e]. Rows are sorted by (source, target); no pair
 * comes twice, no node meets itself; undirected edges have source < target. */
#ifndef HCPNET_EDGES_H
#define HCPNET_EDGES_H

#include <hcpnet/dataset.h>
#include <hcpnet/table.h>

typedef struct HcpEdges HcpEdges;

/* Takes over `source` and `target` (length n, from g_malloc) and references `attributes`: n rows,
 * among its columns `weight` (DOUBLE, finite, > 0), the strength of the edge. The table's name is
 * the layer; its notes say the rule. */
HcpEdges *hcp_edges_new_take(gboolean directed, int64_t n, int32_t *source, int32_t *target,
                             HcpTable *attributes);
HcpEdges *hcp_edges_ref(HcpEdges *edges);
void hcp_edges_unref(HcpEdges *edges);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpEdges, hcp_edges_unref)

const char *hcp_edges_get_layer(const HcpEdges *edges);
gboolean hcp_edges_is_directed(const HcpEdges *edges);
int64_t hcp_edges_get_n(const HcpEdges *edges);
const int32_t *hcp_edges_get_sources(const HcpEdges *edges);
const int32_t *hcp_edges_get_targets(const HcpEdges *edges);
HcpTable *hcp_edges_get_attributes(const HcpEdges *edges);
const double *hcp_edges_get_weights(const HcpEdges *edges);

#endif
