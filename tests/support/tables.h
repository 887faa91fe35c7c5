/* Columns and edges from a few literals, for the tests of what goes out. */
#ifndef HCPNET_TESTS_TABLES_H
#define HCPNET_TESTS_TABLES_H

#include "support.h"

#define HCP_TEST_MISSING INT64_MIN

/* Columns of length n. Texts: NULL is missing; numbers: NaN; counts and flags: HCP_TEST_MISSING and
 * -1. Owned by the caller. */
HcpColumn *hcp_test_texts(const char *name, HcpPrivacy privacy, int64_t n,
                          const char *const *texts);
HcpColumn *hcp_test_numbers(const char *name, HcpPrivacy privacy, int64_t n, const double *values);
HcpColumn *hcp_test_counts(const char *name, HcpPrivacy privacy, int64_t n, const int64_t *values);
HcpColumn *hcp_test_flags(const char *name, int64_t n, const int *values);

/* One referred patient group: source, target, patients, referrals. */
typedef struct {
    int32_t source, target;
    int64_t patients, referrals;
} HcpTestReferral;

/* A layer as derive makes it of rows with patients: weight = patients, columns patients, referrals,
 * first; notes counts = patients, relation = layer. Rows in order of (source, target). */
HcpEdges *hcp_test_referrals(const char *layer, gboolean directed, int64_t n,
                             const HcpTestReferral *rows);

/* A layer of ties without patients: weight 1 each. */
HcpEdges *hcp_test_ties(const char *layer, gboolean directed, int64_t n,
                        const HcpTestReferral *rows);

/* The network over `nodes`; asserts that it can be made. */
HcpNetwork *hcp_test_freeze(HcpTable *nodes, HcpEdges *edges);

/* The count of an audit's rule; -1 where the audit has no such line. */
int64_t hcp_test_audit(const HcpRelease *release, const char *rule);

/* The content of a file that must exist. Owned by the caller. */
char *hcp_test_read(const char *path);

#endif
