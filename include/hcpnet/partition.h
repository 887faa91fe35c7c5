/* HcpPartition: each node in one community. Ids go by falling size, then by smallest node, so that
 * equal partitions are equal arrays. Immutable and reference-counted. */
#ifndef HCPNET_PARTITION_H
#define HCPNET_PARTITION_H

#include <hcpnet/column.h>

typedef struct HcpPartition HcpPartition;

/* From any labelling of n nodes; labels are renumbered. Nodes labelled -1 belong nowhere. */
HcpPartition *hcp_partition_new(int32_t n, const int32_t *label);

/* From a column of labels (INT64); rows where it is missing belong nowhere. */
HcpPartition *hcp_partition_new_from_column(const HcpColumn *column);

HcpPartition *hcp_partition_ref(HcpPartition *partition);
void hcp_partition_unref(HcpPartition *partition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpPartition, hcp_partition_unref)

int32_t hcp_partition_get_n_nodes(const HcpPartition *partition);
int32_t hcp_partition_get_n_communities(const HcpPartition *partition);
const int32_t *hcp_partition_get_communities(const HcpPartition *partition); /* length n; or -1 */
const int32_t *hcp_partition_get_sizes(const HcpPartition *partition);

#endif
