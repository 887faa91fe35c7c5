/* The privacy gate. Writers take a const HcpRelease *, and only this module makes one: what has not
 * been through the gate cannot be written. */
#ifndef HCPNET_RELEASE_H
#define HCPNET_RELEASE_H

#include <hcpnet/dataset.h>
#include <hcpnet/network.h>

typedef struct {
    int min_patients; /* counts 1..min_patients-1 are not shown; 11 */
    HcpSmallCells small_cells;
} HcpReleasePolicy;

#define HCP_RELEASE_POLICY_INIT                                                                    \
    { .min_patients = 11, .small_cells = HCP_SMALL_CELLS_DEFAULT }

/* A released table, or a released network (a table of nodes and an HcpNetwork of released
 * weights). Immutable and reference-counted. */
typedef struct HcpRelease HcpRelease;

HcpRelease *hcp_release_ref(HcpRelease *release);
void hcp_release_unref(HcpRelease *release);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpRelease, hcp_release_unref)

/* The weights that may be seen: a masked edge (patients in 1..min-1) has no patients, `masked` true
 * and the middle of the band as weight; under DROP it is gone. Layers without patients pass as
 * they are. For combining layers and for sums; release the network that comes of it. */
HcpEdges *hcp_release_edges(HcpEdges *edges, const HcpReleasePolicy *policy);

/* `network`: of edges that went through hcp_release_edges, or of released layers combined; anything
 * else is REFUSED. `nodes`: its node table with result columns; sums of weights (columns whose
 * privacy is WEIGHT_SUM) are computed again from the released weights. */
HcpRelease *hcp_release_network(HcpNetwork *network, HcpTable *nodes,
                                const HcpReleasePolicy *policy, const HcpRun *run, GError **error);

/* A table of results: patient ids refused, small patient counts masked. */
HcpRelease *hcp_release_table(HcpTable *table, const HcpReleasePolicy *policy, GError **error);

/* A list of physicians to act upon. Row r is about node[r]. Rows go, and are counted by reason in
 * the audit, where the physician is inactive, no_contact, already targeted, or lacks the consent
 * that `purpose` needs (NULL: any). */
HcpRelease *hcp_release_list(HcpTable *list, const int32_t *node, const HcpDataset *dataset,
                             const char *purpose, const HcpReleasePolicy *policy, GError **error);

/* Tables of a simulated market, which hold no person's data: nothing is masked. */
HcpRelease *hcp_release_synthetic(HcpTable *table);

/* Borrowed. network: NULL for a plain table. edges: source and target ids, then the attributes. */
HcpTable *hcp_release_get_table(const HcpRelease *release);
HcpNetwork *hcp_release_get_network(const HcpRelease *release);

/* Rules applied and their counts: rule, count, what it did; for the manifest and the report. */
HcpTable *hcp_release_get_audit(const HcpRelease *release);

#endif
