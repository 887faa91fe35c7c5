/* A test program is a few functions named as sentences and, at its end, HCP_TEST_MAIN with them. */
#ifndef HCPNET_TESTS_SUPPORT_H
#define HCPNET_TESTS_SUPPORT_H

#include <CUnit/Basic.h>
#include <CUnit/CUnit.h>
#include <hcpnet.h>

#define HCP_TEST(function)                                                                         \
    { #function, function }

#define HCP_TEST_MAIN(...)                                                                         \
    int main(int argc, char **argv) {                                                              \
        CU_TestInfo tests[] = {__VA_ARGS__, CU_TEST_INFO_NULL};                                    \
        return hcp_test_run(argc, argv, tests);                                                    \
    }

/* Runs the tests (those whose name is argv[1], when given); 0 when none failed. */
int hcp_test_run(int argc, char **argv, CU_TestInfo *tests);

/* A folder of its own under the system's temporary one; removed when the program ends. Borrowed. */
const char *hcp_test_folder(void);

/* Path of a new file in hcp_test_folder() with this content. Owned by the caller. */
char *hcp_test_file(const char *name, const char *content);

/* Path below the graphs folder of the source tree. Owned by the caller. */
char *hcp_test_graph(const char *name);

/* The network of a text of edges, one `source target [weight]` a line, ids being texts; nodes are
 * sorted by id. Kind "physician" for all. */
HcpNetwork *hcp_test_network(gboolean directed, const char *edges);

/* Row of a node by id, or -1. */
int32_t hcp_test_node(const HcpNetwork *network, const char *id);

/* True when `error` is set, of the given code, and its message holds `text`; clears it. */
gboolean hcp_test_error_is(GError **error, HcpError code, const char *text);

#endif
