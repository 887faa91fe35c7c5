/* write_graphml directed|undirected FILE: a small released network with everything that has broken
 * GraphML readers; tests/reference/test_graphml.py reads it back with other programs. */
#include "tables.h"

#include <string.h>

enum { N_NODES = 6, N_EDGES = 4 };

static const HcpTestReferral ROWS[N_EDGES] = {
    {0, 1, 4, 9}, {0, 2, 37, 40}, {1, 2, 10, 10}, {3, 4, 11, 11}};

static HcpTable *make_nodes(void) {
    static const char *const KIND[] = {"physician", "physician", "physician",
                                       "physician", "pharmacy",  "hospital"};
    static const char *const ID[] = {"P1", "P 2/\xC3\xBC", "_x41_", "NULL_9", "P1", "campus 4 <&>"};
    static const char *const NAME[] = {
        "M\xC3\xBC\xC3\x9Fig, J\xC3\xBCrgen",    "O'Hara; Anne | Ghent",
        "\xFF bad \x01 bytes \xE2\x80\xAE here", "Null",
        "Apotheek Mar\303\251chal & Zonen",      "AZ \"Sint-\xC5\x81ucja\" <campus 4>"};
    static const char *const SPECIALTY[] = {
        "INFECTIOUS DISEASE", "CARDIOLOGY", "null", NULL, NULL, NULL};
    static const char *const NOTE[] = {"tab\there", "two\r\nlines", "]]> & <b>", "x INFO y", " ",
                                       NULL};
    const int active[] = {1, 0, 1, 1, -1, -1}, target[] = {1, 0, 0, 0, 0, 0};
    const int64_t npi[] = {1234567893, 1000000004,       1999999984,
                           1,          HCP_TEST_MISSING, HCP_TEST_MISSING};
    const int64_t panel[] = {10, 11, 900, 1, HCP_TEST_MISSING, HCP_TEST_MISSING};
    const int64_t units[] = {5000000000, 0, 1, 2, 3, 4}, red[] = {1, 2, 3, 4, 5, 6};
    const double score[] = {0.1 + 0.2, 1e-9, 1.0 / 3, 12, NAN, NAN};
    const double x[] = {-1000, 0, 250.5, 1000, 3, -253.5}, y[] = {0, 1, 2, -3, 0, 0};
    const double size[] = {4, 100, 20, 20, 20, 20}, sum[] = {41, 10, 0, 11, 0, 0};
    static const char *const COLOR[] = {"#4477aa", "#ee6677", "#228833",
                                        "#ccbb44", "#66ccee", "#bbbbbb"};
    HcpPrivacy none = HCP_PRIVACY_NONE;
    HcpColumn *columns[] = {
        hcp_test_texts("kind", none, N_NODES, KIND),
        hcp_test_texts("id", HCP_PRIVACY_ID, N_NODES, ID),
        hcp_test_texts("name", HCP_PRIVACY_NAME, N_NODES, NAME),
        hcp_test_texts("specialty", none, N_NODES, SPECIALTY),
        hcp_test_texts("note", none, N_NODES, NOTE),
        hcp_test_flags("active", N_NODES, active),
        hcp_test_flags("target", N_NODES, target),
        hcp_test_counts("npi", none, N_NODES, npi),
        hcp_test_counts("panel_size", HCP_PRIVACY_PATIENT_COUNT, N_NODES, panel),
        hcp_test_counts("units", none, N_NODES, units),
        hcp_test_counts("r", none, N_NODES, red),
        hcp_test_numbers("pagerank", none, N_NODES, score),
        hcp_test_numbers("out_strength", HCP_PRIVACY_WEIGHT_SUM, N_NODES, sum),
        hcp_test_numbers("x", none, N_NODES, x),
        hcp_test_numbers("y", none, N_NODES, y),
        hcp_test_numbers("size", none, N_NODES, size),
        hcp_test_texts("color", none, N_NODES, COLOR)};
    HcpTable *nodes = hcp_table_new("nodes", N_NODES, G_N_ELEMENTS(columns), columns);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        hcp_column_unref(columns[i]);
    return nodes;
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpTable) nodes = make_nodes();
    g_autoptr(HcpEdges) edges =
        hcp_test_referrals("referral", strcmp(argv[1], "directed") == 0, N_EDGES, ROWS);
    g_autoptr(HcpEdges) shown = hcp_release_edges(edges, &policy);
    g_autoptr(HcpNetwork) network = hcp_test_freeze(nodes, shown);
    g_autoptr(HcpRun) run = hcp_run_new();
    GError *error = NULL;
    g_autoptr(HcpRelease) release = hcp_release_network(network, nodes, &policy, run, &error);
    gboolean written = release != NULL && hcp_graphml_write(release, argv[2], &error);
    if (!written)
        g_printerr("%s\n", error->message);
    g_clear_error(&error);
    return written ? 0 : 1;
}
