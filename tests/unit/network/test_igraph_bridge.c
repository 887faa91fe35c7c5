#include "network/igraph_bridge.h"
#include "support.h"

#include <sys/wait.h>
#include <unistd.h>

static const char *const TRIANGLE = "a b 2\nb c 3\nc a 4\n";

static void vertices_are_nodes_and_edges_are_rows(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, NULL);
    HcpEdges *edges = hcp_network_get_edges(network);
    CU_ASSERT_TRUE(igraph_is_directed(&view->graph));
    CU_ASSERT_EQUAL(igraph_vcount(&view->graph), 3);
    CU_ASSERT_EQUAL(igraph_ecount(&view->graph), 3);
    for (int e = 0; e < 3; e++) {
        CU_ASSERT_EQUAL(IGRAPH_FROM(&view->graph, e), hcp_edges_get_sources(edges)[e]);
        CU_ASSERT_EQUAL(IGRAPH_TO(&view->graph, e), hcp_edges_get_targets(edges)[e]);
        CU_ASSERT_DOUBLE_EQUAL(VECTOR(view->weight)[e], hcp_edges_get_weights(edges)[e], 0);
    }
}

static void edges_of_an_undirected_view_are_rows_as_well(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = hcp_test_network(FALSE, "d a\nb a\nc b\n");
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, NULL);
    HcpEdges *edges = hcp_network_get_edges(network);
    CU_ASSERT_FALSE(igraph_is_directed(&view->graph));
    for (int e = 0; e < 3; e++) {
        igraph_integer_t from, to;
        igraph_edge(&view->graph, e, &from, &to);
        CU_ASSERT_EQUAL(MIN(from, to), hcp_edges_get_sources(edges)[e]);
        CU_ASSERT_EQUAL(MAX(from, to), hcp_edges_get_targets(edges)[e]);
    }
}

static void an_error_of_igraph_keeps_its_first_reason(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, NULL);
    igraph_vector_t value;
    igraph_vector_init(&value, 0);
    VECTOR(view->weight)[1] = -1;
    GError *error = NULL;
    igraph_error_t code =
        igraph_betweenness(&view->graph, &value, igraph_vss_all(), TRUE, &view->weight);
    CU_ASSERT_FALSE(hcp__igraph_ok(code, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_ENGINE, "igraph: Weight vector must be"));
    VECTOR(view->weight)[1] = 1;
    code = igraph_betweenness(&view->graph, &value, igraph_vss_all(), TRUE, &view->weight);
    CU_ASSERT_TRUE(hcp__igraph_ok(code, &error));
    CU_ASSERT_PTR_NULL(error);
    igraph_vector_destroy(&value);
}

static gboolean after_some_polls(void *data) {
    int *left = data;
    return (*left)-- <= 0;
}

static void an_interruption_is_a_cancellation(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    int polls_left = 2;
    hcp_run_set_cancel(run, after_some_polls, &polls_left);
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, NULL);
    igraph_vector_t value;
    igraph_vector_init(&value, 0);
    GError *error = NULL;
    igraph_error_t code =
        igraph_betweenness(&view->graph, &value, igraph_vss_all(), TRUE, &view->weight);
    CU_ASSERT_FALSE(hcp__igraph_ok(code, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
    CU_ASSERT_EQUAL(IGRAPH_FINALLY_STACK_SIZE(), 0);
    igraph_vector_destroy(&value);
}

static void opening_stops_when_the_caller_cancels(void) {
    g_autoptr(HcpRun) run = hcp_run_new(), calm = hcp_run_new();
    int polls_left = 0;
    hcp_run_set_cancel(run, after_some_polls, &polls_left);
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp__igraph_open(network, run, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, calm, NULL);
    CU_ASSERT_PTR_NOT_NULL(view);
}

static igraph_integer_t draw(uint64_t seed) {
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_seed(run, seed);
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, NULL);
    CU_ASSERT_PTR_NOT_NULL(view);
    return igraph_rng_get_integer(igraph_rng_default(), 0, 1000000000);
}

static void random_numbers_follow_the_seed_of_the_run(void) {
    CU_ASSERT_EQUAL(draw(5), draw(5));
    CU_ASSERT_NOT_EQUAL(draw(5), draw(6));
}

static gpointer open_and_close(gpointer data) {
    g_autoptr(HcpRun) run = hcp_run_new();
    int *order = data;
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, NULL);
    CU_ASSERT_PTR_NOT_NULL(view);
    g_atomic_int_inc(order);
    return NULL;
}

static void another_thread_waits_for_its_turn(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    HcpIgraph *view = hcp__igraph_open(network, run, NULL);
    int opened = 0;
    GThread *thread = g_thread_new(NULL, open_and_close, &opened);
    g_usleep(1000);
    CU_ASSERT_EQUAL(g_atomic_int_get(&opened), 0);
    hcp__igraph_close(view);
    g_thread_join(thread);
    CU_ASSERT_EQUAL(opened, 1);
}

/* In a process of its own, which must end with one line and 71. */
static int run_out_of_memory(int line) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, TRIANGLE);
    g_autoptr(HcpIgraph) view = hcp__igraph_open(network, run, NULL);
    CU_ASSERT_PTR_NOT_NULL(view);
    dup2(line, STDERR_FILENO);
    igraph_error("no memory", __FILE__, __LINE__, IGRAPH_ENOMEM);
    return 0;
}

static void out_of_memory_in_igraph_ends_the_process_with_71(void) {
    int ends[2], status = 0;
    CU_ASSERT_EQUAL(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        _exit(run_out_of_memory(ends[1]));
    close(ends[1]);
    char line[80] = "";
    CU_ASSERT_TRUE(read(ends[0], line, sizeof line - 1) > 0);
    close(ends[0]);
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 71);
    CU_ASSERT_STRING_EQUAL(line, "hcpnet: out of memory\n");
}

HCP_TEST_MAIN(HCP_TEST(vertices_are_nodes_and_edges_are_rows),
              HCP_TEST(edges_of_an_undirected_view_are_rows_as_well),
              HCP_TEST(an_error_of_igraph_keeps_its_first_reason),
              HCP_TEST(an_interruption_is_a_cancellation),
              HCP_TEST(opening_stops_when_the_caller_cancels),
              HCP_TEST(random_numbers_follow_the_seed_of_the_run),
              HCP_TEST(another_thread_waits_for_its_turn),
              HCP_TEST(out_of_memory_in_igraph_ends_the_process_with_71))
