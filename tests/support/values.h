/* Values of measures by node id, for the tests of measures. */
#ifndef HCPNET_TESTS_VALUES_H
#define HCPNET_TESTS_VALUES_H

#include "support.h"
#include <math.h>

/* The column of a measure; asserts that it can be computed. Owned by the caller. */
static inline HcpColumn *hcp_test_measure(const HcpNetwork *network, const char *name) {
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    HcpColumn *column = hcp_measure_compute(hcp_measure_find(name), network, NULL, run, &error);
    g_assert_no_error(error);
    return column;
}

/* The value of one node; NaN where missing. */
static inline double hcp_test_value(const HcpNetwork *network, const char *measure,
                                    const char *id) {
    g_autoptr(HcpColumn) column = hcp_test_measure(network, measure);
    int32_t node = hcp_test_node(network, id);
    g_assert(node >= 0);
    return hcp_column_get_number(column, node);
}

typedef struct {
    const char *id;
    double value; /* NaN: missing */
} HcpTestValue;

/* How many of the values are off by more than `tolerance`; says which. */
static inline int hcp_test_count_wrong(const HcpNetwork *network, const char *measure,
                                       double tolerance, gsize n, const HcpTestValue *expected) {
    g_autoptr(HcpColumn) column = hcp_test_measure(network, measure);
    int n_wrong = 0;
    for (gsize i = 0; i < n; i++) {
        int32_t node = hcp_test_node(network, expected[i].id);
        double value = node >= 0 ? hcp_column_get_number(column, node) : -INFINITY;
        if (isnan(expected[i].value) ? isnan(value) : fabs(value - expected[i].value) <= tolerance)
            continue;
        g_printerr("%s of %s: %.9g, expected %.9g\n", measure, expected[i].id, value,
                   expected[i].value);
        n_wrong++;
    }
    return n_wrong;
}

#define HCP_TEST_VALUES(network, measure, tolerance, ...)                                          \
    CU_ASSERT_EQUAL(0, hcp_test_count_wrong(network, measure, tolerance,                           \
                                            G_N_ELEMENTS(((const HcpTestValue[]){__VA_ARGS__})),   \
                                            ((const HcpTestValue[]){__VA_ARGS__})))

#endif
