/* Weighted draws within groups. */
#ifndef HCPNET_SIMULATE_URN_INTERNAL_H
#define HCPNET_SIMULATE_URN_INTERNAL_H

#include "base/base_internal.h"

/* Members of group g are drawn with probability proportional to their weight. */
typedef struct HcpSimUrn HcpSimUrn;
HcpSimUrn *hcp__sim_urn_new(int64_t n_groups, int64_t n, const int32_t *group,
                            const double *weight);
void hcp__sim_urn_free(HcpSimUrn *urn);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpSimUrn, hcp__sim_urn_free)

/* -1 from a group without weight. */
int32_t hcp__sim_urn_draw(const HcpSimUrn *urn, int64_t group, HcpRng *rng);
double hcp__sim_urn_weight(const HcpSimUrn *urn, int64_t group);

#endif
