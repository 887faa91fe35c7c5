/* igraph 0.10 keeps its error, warning and interruption handlers and its random numbers in global
 * state, and its handlers carry no data. So the one view that is open stands in a global here, and
 * a lock lets threads take turns. */
#include "network/igraph_bridge.h"

#include "base/base_internal.h"
#include <string.h>
#include <unistd.h>

typedef struct {
    const HcpRun *run;
    char *reason; /* the first one since the last hcp__igraph_ok; NULL: none */
    igraph_error_handler_t *error_handler;
    igraph_warning_handler_t *warning_handler;
    igraph_interruption_handler_t *interruption_handler;
} OpenView;

static GMutex turn; /* held from open to close */
static OpenView open_view;
static _Thread_local gboolean is_open_here;

/* igraph cannot be trusted to unwind when memory is short: it frees what it has not set up. Nothing
 * of ours is half-written at this point, since outputs appear by rename. */
static G_NORETURN void stop_out_of_memory(void) {
    static const char line[] = "hcpnet: out of memory\n";
    (void)!write(STDERR_FILENO, line, sizeof line - 1);
    _exit(71);
}

/* Called again at every level while igraph unwinds, with an empty reason: the first one counts. */
static void keep_reason(const char *reason, const char *file, int line, igraph_error_t code) {
    (void)file, (void)line;
    if (code == IGRAPH_ENOMEM)
        stop_out_of_memory();
    if (open_view.reason == NULL && reason != NULL && *reason != '\0')
        open_view.reason = g_strdup(reason);
    IGRAPH_FINALLY_FREE();
}

static void drop_warning(const char *reason, const char *file, int line) {
    (void)reason, (void)file, (void)line;
}

static igraph_error_t poll_cancel(void *data) {
    (void)data;
    if (hcp_run_check(open_view.run, NULL))
        return IGRAPH_SUCCESS;
    IGRAPH_FINALLY_FREE();
    return IGRAPH_INTERRUPTED;
}

static void install(const HcpRun *run) {
    open_view.run = run;
    open_view.error_handler = igraph_set_error_handler(keep_reason);
    open_view.warning_handler = igraph_set_warning_handler(drop_warning);
    open_view.interruption_handler = igraph_set_interruption_handler(poll_cancel);
}

static void uninstall(void) {
    igraph_set_error_handler(open_view.error_handler);
    igraph_set_warning_handler(open_view.warning_handler);
    igraph_set_interruption_handler(open_view.interruption_handler);
    g_free(open_view.reason);
    open_view = (OpenView){0};
}

gboolean hcp__igraph_ok(igraph_error_t code, GError **error) {
    g_return_val_if_fail(is_open_here, FALSE);
    g_autofree char *reason = g_steal_pointer(&open_view.reason);
    if (code == IGRAPH_SUCCESS)
        return TRUE;
    if (code == IGRAPH_INTERRUPTED)
        g_set_error_literal(error, HCP_ERROR, HCP_ERROR_CANCELLED, "cancelled");
    else
        g_set_error(error, HCP_ERROR, HCP_ERROR_ENGINE, "igraph: %s",
                    reason != NULL ? reason : igraph_strerror(code));
    return FALSE;
}

/* source, target, source, target, ...: the order in which igraph numbers edges. */
static gboolean list_endpoints(const HcpEdges *edges, igraph_vector_int_t *list, GError **error) {
    int64_t m = hcp_edges_get_n(edges);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    if (!hcp__igraph_ok(igraph_vector_int_init(list, 2 * m), error))
        return FALSE;
    for (int64_t e = 0; e < m; e++) {
        VECTOR(*list)[2 * e] = source[e];
        VECTOR(*list)[2 * e + 1] = target[e];
    }
    return TRUE;
}

static gboolean create_graph(const HcpNetwork *network, igraph_t *graph, GError **error) {
    igraph_vector_int_t list;
    if (!list_endpoints(hcp_network_get_edges(network), &list, error))
        return FALSE;
    igraph_error_t code = igraph_create(graph, &list, hcp_network_get_n_nodes(network),
                                        hcp_network_is_directed(network));
    igraph_vector_int_destroy(&list);
    return hcp__igraph_ok(code, error);
}

/* The network has seen to it that weights are finite and above zero. */
static gboolean copy_weights(const HcpNetwork *network, igraph_vector_t *weight, GError **error) {
    int64_t m = hcp_network_get_n_edges(network);
    if (!hcp__igraph_ok(igraph_vector_init(weight, m), error))
        return FALSE;
    if (m > 0)
        memcpy(VECTOR(*weight), hcp_edges_get_weights(hcp_network_get_edges(network)),
               (size_t)m * sizeof(double));
    return TRUE;
}

static gboolean fill_view(HcpIgraph *view, const HcpNetwork *network, const HcpRun *run,
                          GError **error) {
    igraph_uint_t seed = hcp_run_get_seed(run);
    if (!hcp_run_check(run, error) ||
        !hcp__igraph_ok(igraph_rng_seed(igraph_rng_default(), seed), error) ||
        !create_graph(network, &view->graph, error))
        return FALSE;
    if (copy_weights(network, &view->weight, error))
        return TRUE;
    igraph_destroy(&view->graph);
    return FALSE;
}

HcpIgraph *hcp__igraph_open(const HcpNetwork *network, const HcpRun *run, GError **error) {
    g_return_val_if_fail(!is_open_here, NULL);
    HcpIgraph *view = g_new0(HcpIgraph, 1);
    g_mutex_lock(&turn);
    is_open_here = TRUE;
    install(run);
    if (fill_view(view, network, run, error))
        return view;
    g_free(view);
    uninstall();
    is_open_here = FALSE;
    g_mutex_unlock(&turn);
    return NULL;
}

void hcp__igraph_close(HcpIgraph *view) {
    if (view == NULL)
        return;
    g_return_if_fail(is_open_here);
    igraph_destroy(&view->graph);
    igraph_vector_destroy(&view->weight);
    g_free(view);
    uninstall();
    is_open_here = FALSE;
    g_mutex_unlock(&turn);
}
