/* The one way to igraph: topology and weights go in, arrays come out; see network/README.md. */
#ifndef HCPNET_IGRAPH_BRIDGE_H
#define HCPNET_IGRAPH_BRIDGE_H

#include <hcpnet/network.h>
#include <igraph/igraph.h>

/* A network as igraph sees it: vertex i is node i, edge e is row e of the edges. */
typedef struct {
    igraph_t graph;
    igraph_vector_t weight; /* of the edges, in double */
} HcpIgraph;

/* Builds the view, seeds igraph's random numbers from the run, and installs handlers: igraph's
 * errors become one HCP_ERROR_ENGINE, its interruption polls the run's cancel callback and becomes
 * CANCELLED. One view at a time, on one thread: Debian's igraph is not thread-safe. The view must
 * be closed on the thread that opened it. */
HcpIgraph *hcp__igraph_open(const HcpNetwork *network, const HcpRun *run, GError **error);
void hcp__igraph_close(HcpIgraph *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpIgraph, hcp__igraph_close)

/* Turns the return code of an igraph call into TRUE or the error the handlers kept. */
gboolean hcp__igraph_ok(igraph_error_t code, GError **error);

#endif
