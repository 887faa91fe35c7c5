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

/* Compressed rows of the edges over n nodes. The outgoing ones borrow their neighbours from the
 * edges; the others own theirs and say the edge of each slot. On failure nothing is left to clear.
 * Undirected ones take 8 bytes an edge more while they are filled. */
gboolean hcp__adjacency_directed(const HcpEdges *edges, int32_t n, HcpAdjacency *out_out,
                                 HcpAdjacency *out_in, const HcpRun *run, GError **error);
gboolean hcp__adjacency_undirected(const HcpEdges *edges, int32_t n, HcpAdjacency *out_adjacency,
                                   const HcpRun *run, GError **error);
void hcp__adjacency_clear(HcpAdjacency *adjacency);

/* The arrays of an adjacency while it is being filled. */
typedef struct {
    int64_t *offset; /* zeros; length n + 1 */
    int32_t *neighbour;
    float *weight;
    int32_t *edge;
    uint32_t *key; /* scratch as long as the slots; borrowed */
} HcpSlots;

/* Which slots there are: for each k below n_ends, edge e gives node[k][e] one for neighbour[k][e].
 */
typedef struct {
    const HcpEdges *edges;
    int32_t n; /* nodes */
    int n_ends;
    const int32_t *node[2], *neighbour[2];
} HcpEnds;

/* The slots of each node stand by k, then by edge. On the run's threads; the result does not depend
 * on how many. O(n + m). */
gboolean hcp__slots_fill(HcpSlots *slots, const HcpEnds *ends, const HcpRun *run, GError **error);

/* Renumbers n labels by falling size, then by smallest node; -1 stays. `id` may be `label`.
 * Returns the number of ids, and their sizes where `out_sizes` is not NULL (owned by the caller).
 * O(n log n). */
int32_t hcp__labels_renumber(int32_t n, const int32_t *label, int32_t *id, int32_t **out_sizes);

#endif
