/* The methods of this module, and what they share. */
#ifndef HCPNET_MEASURE_INTERNAL_H
#define HCPNET_MEASURE_INTERNAL_H

#include "base/base_internal.h"
#include <hcpnet/measure.h>

extern const HcpMeasure hcp__measure_degree, hcp__measure_in_degree, hcp__measure_out_degree;
extern const HcpMeasure hcp__measure_strength, hcp__measure_in_strength, hcp__measure_out_strength;
extern const HcpMeasure hcp__measure_brand_degree, hcp__measure_brand_strength;
extern const HcpMeasure hcp__measure_brand_in_strength, hcp__measure_brand_out_strength;
extern const HcpMeasure hcp__measure_pagerank;
extern const HcpMeasure hcp__measure_hub, hcp__measure_authority;
extern const HcpMeasure hcp__measure_eigenvector;
extern const HcpMeasure hcp__measure_betweenness, hcp__measure_weighted_betweenness;
extern const HcpMeasure hcp__measure_closeness;
extern const HcpMeasure hcp__measure_coreness;
extern const HcpMeasure hcp__measure_clustering;
extern const HcpMeasure hcp__measure_constraint;

/* Nodes of one range of the parallel loops over rows of the adjacency. */
#define HCP__MEASURE_CHUNK 512

/* The view without direction, weights of both ways added; owned by the caller. */
HcpNetwork *hcp__measure_undirected(const HcpNetwork *network, const HcpRun *run, GError **error);

/* y[i] = sum over the slots (i, j) of w_ij x[j]: a row of the product is summed in one go, so that
 * its bits do not depend on threads. O(slots). */
gboolean hcp__measure_multiply(const HcpAdjacency *adjacency, int32_t n, const double *x, double *y,
                               const HcpRun *run, GError **error);

/* A non-negative matrix: y = M x. */
typedef gboolean (*HcpApplyFunc)(const double *x, double *y, void *data, const HcpRun *run,
                                 GError **error);

/* The leading eigenvector of M by power iteration from `x`, which must be >= 0 and not all 0.
 *
 *   x <- M x + shift |M x| x, then x <- x / |x|       (|.|: sum of the entries, |x| = 1)
 *
 * until an iteration moves less than 1e-12 in sum. shift > 0 is needed where M has an eigenvalue
 * -lambda beside lambda (a bipartite network). Entries below 1e-12 become 0: they are noise of the
 * stopping rule. CONVERGENCE after 100,000 iterations. FALSE in `out_any` when M x vanished. */
typedef struct {
    int32_t n;
    HcpApplyFunc apply;
    void *data;
    double shift;
} HcpPower;
gboolean hcp__measure_power_iterate(const HcpPower *power, double *x, gboolean *out_any,
                                    const HcpRun *run, GError **error);

/* Loop bodies cannot fail: they raise the flag, and this turns it into LIMIT after the loop. */
gboolean hcp__measure_had_memory(const int *short_of_memory, GError **error);

#endif
