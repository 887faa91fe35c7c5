/* What the files of this module share. */
#ifndef HCPNET_NETWORK_INTERNAL_H
#define HCPNET_NETWORK_INTERNAL_H

#include <hcpnet/network.h>

struct HcpNetwork {
    int ref_count;
    HcpTable *nodes;
    HcpEdges *edges;
    HcpAdjacency out;
    HcpAdjacency in; /* empty when the network is undirected: `out` serves for both */
};

/* Compressed rows of the edges over n nodes. `outgoing` borrows its neighbours from the edges;
 * the others own theirs and say the edge of each slot. On failure nothing is left to clear. */
gboolean hcp__adjacency_outgoing(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                 GError **error);
gboolean hcp__adjacency_incoming(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                 GError **error);
gboolean hcp__adjacency_undirected(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                   GError **error);
void hcp__adjacency_clear(HcpAdjacency *adjacency);

/* Renumbers n labels by falling size, then by smallest node; -1 stays. `id` may be `label`.
 * Returns the number of ids, and their sizes where `out_sizes` is not NULL (owned by the caller).
 * O(n log n). */
int32_t hcp__labels_renumber(int32_t n, const int32_t *label, int32_t *id, int32_t **out_sizes);

#endif
