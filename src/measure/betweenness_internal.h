/* What the two betweenness measures share: the sum over sources, in an order of its own. */
#ifndef HCPNET_BETWEENNESS_INTERNAL_H
#define HCPNET_BETWEENNESS_INTERNAL_H

#include "measure/measure_internal.h"

/* Shortest paths from one source. Between sources distance is -1 and n_paths 0 everywhere. */
typedef struct {
    int32_t *order;   /* nodes by rising distance */
    double *distance; /* -1: not reached */
    double *n_paths;  /* sigma: shortest paths from the source */
    double *flow;     /* (1 + delta) / sigma */
    int32_t *heap;    /* of Dijkstra's algorithm, and each node's place in it */
    int32_t *place;
} HcpPaths;

typedef struct HcpBetweenness HcpBetweenness;
struct HcpBetweenness {
    const char *stage; /* of the progress: the measure's name */
    const HcpAdjacency *out;
    const double *length; /* of each slot; NULL: 1 */

    /* Adds the dependencies of all nodes on paths from s to `sum`. */
    void (*add_source)(const HcpBetweenness *b, int32_t s, HcpPaths *paths, double *sum);
};

/* value[i] = sum over sources s of delta_s(i); halved where the network is undirected. The sources
 * are cut into ranges that depend on n alone, each with a sum of its own. Memory: 512 n bytes. */
gboolean hcp__betweenness_sum(const HcpNetwork *network, const HcpBetweenness *b, const HcpRun *run,
                              double *value, GError **error);

/* Undoes what a search wrote of its first n_reached nodes in order. */
void hcp__paths_reset(HcpPaths *paths, int64_t n_reached);

#endif
