/* A simulated brand's data with planted truth, any size, the same bytes for the same seed. */
#ifndef HCPNET_SIMULATE_H
#define HCPNET_SIMULATE_H

#include <hcpnet/run.h>
#include <hcpnet/table.h>

typedef struct {
    int32_t n_physicians;              /* 50 to 1,000,000 */
    int32_t n_pharmacies, n_hospitals; /* 0: in proportion to the physicians */
} HcpSimulateOptions;

#define HCP_SIMULATE_OPTIONS_INIT                                                                  \
    { .n_physicians = 600, .n_pharmacies = 0, .n_hospitals = 0 }

/* Tables named as the schemas (physicians, organisations, affiliations, consents, referrals,
 * visits, ties, prescriptions, interactions, seeds), and the planted values: `truth` of physicians,
 * `truth_organisations`. Elements are HcpTable *; ids are texts. The seed is the run's. Memory:
 * about 10 KB a physician. ARGUMENT when a size is out of range. */
GPtrArray *hcp_simulate(const HcpSimulateOptions *options, const HcpRun *run, GError **error);

/* The text of the study file that reads these tables. Freed with g_free. */
char *hcp_simulate_make_study(const HcpSimulateOptions *options, const HcpRun *run);

#endif
