/* The lists that schemas.c puts together, and the words that they are written in. */
#ifndef HCPNET_SCHEMAS_INTERNAL_H
#define HCPNET_SCHEMAS_INTERNAL_H

#include <glib.h>
#include <hcpnet/schema.h>

#define HCP__REQUIRED TRUE
#define HCP__OPTIONAL FALSE

/* One row a field: F(name, aliases, type, required, privacy, doc). Counts go up to 10^15. */
#define HCP__FIELD(name, aliases, type, required, privacy, doc)                                    \
    { name, aliases, HCP_FIELD_##type, HCP__##required, 0, 1e15, HCP_PRIVACY_##privacy, doc }
#define HCP__RANGE(name, aliases, type, min, max, doc)                                             \
    { name, aliases, HCP_FIELD_##type, FALSE, min, max, HCP_PRIVACY_NONE, doc }

/* The sizes stand here so that schemas.c can count; a definition of another size does not compile.
 */
extern const HcpField hcp__fields_of_physicians[18];
extern const HcpField hcp__fields_of_organisations[7];
extern const HcpField hcp__fields_of_affiliations[6];
extern const HcpField hcp__fields_of_consents[4];
extern const HcpField hcp__fields_of_referrals[6];
extern const HcpField hcp__fields_of_visits[4];
extern const HcpField hcp__fields_of_prescriptions[6];
extern const HcpField hcp__fields_of_interactions[8];
extern const HcpField hcp__fields_of_ties[5];
extern const HcpField hcp__fields_of_pairs[5];
extern const HcpField hcp__fields_of_seeds[1];

#endif
