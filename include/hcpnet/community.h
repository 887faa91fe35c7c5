/* Communities: groups of nodes with more ties inside than expected. */
#ifndef HCPNET_COMMUNITY_H
#define HCPNET_COMMUNITY_H

#include <hcpnet/network.h>
#include <hcpnet/partition.h>

typedef struct {
    double resolution; /* of modularity; 1 is the usual one */
} HcpLeidenOptions;

#define HCP_LEIDEN_OPTIONS_INIT                                                                    \
    { .resolution = 1.0 }

/* Leiden on modularity (Traag, Waltman & van Eck 2019, Sci Rep 9:5233), repeated from its own
 * result until the partition no longer changes (at most 50 times); direction is ignored, weights
 * are added. Nodes without ties are in no community. `modularity` may be NULL; NaN without edges.
 */
HcpPartition *hcp_community_leiden(HcpNetwork *network, const HcpLeidenOptions *options,
                                   const HcpRun *run, double *modularity, GError **error);

/* Modularity of a partition at resolution 1, direction ignored; NaN without edges. O(m). */
double hcp_community_modularity(HcpNetwork *network, const HcpPartition *partition,
                                const HcpRun *run);

/* One text a node: number and character of its community, "3 Antwerpen", by the commonest region of
 * its members (specialty where regions are not known, the number alone where neither is); missing
 * for nodes in none. Owned by the caller. */
HcpColumn *hcp_community_names(const HcpTable *nodes, const HcpPartition *partition);

/* One row a community: community, name, size, physicians, organisations, inside_weight,
 * leaving_weight, inside_share, top_specialties, top_regions, leaders (by `leader_by`, a column of
 * nodes), and brand_share where nodes have brand_units and class_units. Weights are the network's:
 * give the released network for output. */
HcpTable *hcp_community_profile(const HcpNetwork *network, const HcpTable *nodes,
                                const HcpPartition *partition, const char *leader_by);

#endif
