/* HcpNetwork: one layer over the node table, frozen. Immutable and reference-counted.
 *
 * Node i is row i of the node table. For a directed network slot e of the outgoing adjacency is row
 * e of the edges. Layers are several networks over one node table: no parallel edges, no loops. */
#ifndef HCPNET_NETWORK_H
#define HCPNET_NETWORK_H

#include <hcpnet/edges.h>
#include <hcpnet/run.h>

typedef struct HcpNetwork HcpNetwork;

/* Compressed rows: the neighbours of node i are neighbour[offset[i]] .. neighbour[offset[i+1]-1],
 * in ascending order; weight runs beside it. */
typedef struct {
    int64_t n_slots; /* m; 2m for an undirected network */
    const int64_t *offset;
    const int32_t *neighbour;
    const float *weight;
    const int32_t *edge; /* row of the edges for each slot; NULL where slot e is edge e */
} HcpAdjacency;

/* Freezes edges over nodes. Endpoints outside the node table are a programmer's error. LIMIT beyond
 * 2^31 - 1 edges, and for weights outside 1.2e-38 to 3.4e38. Bytes: src/network/README.md.
 * O(n + m). */
HcpNetwork *hcp_network_new(HcpTable *nodes, HcpEdges *edges, const HcpRun *run, GError **error);
HcpNetwork *hcp_network_ref(HcpNetwork *network);
void hcp_network_unref(HcpNetwork *network);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpNetwork, hcp_network_unref)

const char *hcp_network_get_layer(const HcpNetwork *network);
int32_t hcp_network_get_n_nodes(const HcpNetwork *network);
int64_t hcp_network_get_n_edges(const HcpNetwork *network);
gboolean hcp_network_is_directed(const HcpNetwork *network);

/* Borrowed. */
HcpTable *hcp_network_get_nodes(const HcpNetwork *network);
HcpEdges *hcp_network_get_edges(const HcpNetwork *network);

/* Outgoing and incoming; the same object when the network is undirected. `in` has edge rows. */
const HcpAdjacency *hcp_network_out(const HcpNetwork *network);
const HcpAdjacency *hcp_network_in(const HcpNetwork *network);

/* The undirected network in which the weights of i->j and j->i are added; the network itself when
 * it is undirected already. O(m). */
HcpNetwork *hcp_network_to_undirected(HcpNetwork *network, const HcpRun *run, GError **error);

/* The network among n of the nodes, given in ascending order; node i of it is node nodes[i]. O(m).
 */
HcpNetwork *hcp_network_select(HcpNetwork *network, int32_t n, const int32_t *nodes,
                               const HcpRun *run, GError **error);

/* The component of each node, direction ignored: ids 0.. by falling size, then smallest node.
 * Returns the number of components; `component` has length n. O(n + m). */
int32_t hcp_network_components(const HcpNetwork *network, int32_t *component);

/* Every invariant of the type; FALSE with the first that does not hold. For tests. */
gboolean hcp_network_check(const HcpNetwork *network, GError **error);

#endif
