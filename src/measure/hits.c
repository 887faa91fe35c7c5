#include "measure/measure_internal.h"

#include <math.h>

typedef struct {
    const HcpNetwork *network;
    double *hub;
} Hits;

/* y = A' (A x): hubs point to good authorities, authorities are pointed to by good hubs. */
static gboolean apply(const double *x, double *y, void *data, const HcpRun *run, GError **error) {
    Hits *hits = data;
    int32_t n = hcp_network_get_n_nodes(hits->network);
    return hcp__measure_multiply(hcp_network_out(hits->network), n, x, hits->hub, run, error) &&
           hcp__measure_multiply(hcp_network_in(hits->network), n, hits->hub, y, run, error);
}

static void set_missing(int32_t n, double *value) {
    for (int32_t i = 0; i < n; i++)
        value[i] = (double)NAN;
}

/* Authorities into `value`; their hubs, not yet scaled, into hits->hub. */
static gboolean find_authorities(Hits *hits, const HcpRun *run, double *value, gboolean *out_any,
                                 GError **error) {
    int32_t n = hcp_network_get_n_nodes(hits->network);
    for (int32_t i = 0; i < n; i++)
        value[i] = 1;
    /* A'A has no negative eigenvalue, so that no shift is needed. */
    HcpPower power = {.n = n, .apply = apply, .data = hits};
    *out_any = FALSE;
    if (hcp_network_get_n_edges(hits->network) > 0 &&
        !hcp__measure_power_iterate(&power, value, out_any, run, error))
        return FALSE;
    if (!*out_any)
        set_missing(n, value);
    return TRUE;
}

static gboolean compute_authority(const HcpNetwork *network, const HcpRun *run, double *value,
                                  GError **error) {
    g_autofree double *hub = hcp__array_new(hcp_network_get_n_nodes(network), sizeof *hub, error);
    Hits hits = {network, hub};
    gboolean any;
    return hub != NULL && find_authorities(&hits, run, value, &any, error);
}

static gboolean compute_hub(const HcpNetwork *network, const HcpRun *run, double *value,
                            GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    g_autofree double *hub = hcp__array_new(n, sizeof *hub, error);
    g_autofree double *authority = hcp__array_new(n, sizeof *authority, error);
    Hits hits = {network, hub};
    gboolean any;
    if (hub == NULL || authority == NULL || !find_authorities(&hits, run, authority, &any, error))
        return FALSE;
    /* h = A a, summing to 1 */
    if (!hcp__measure_multiply(hcp_network_out(network), n, authority, value, run, error))
        return FALSE;
    double sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += value[i];
    for (int32_t i = 0; any && i < n; i++)
        value[i] /= sum;
    if (!any)
        set_missing(n, value);
    return TRUE;
}

#define SETTLED "sums to 1; settled when one step moves less than 1e-12 in sum"

const HcpMeasure hcp__measure_hub = {
    .name = "hub",
    .label = "Hub",
    .definition = "leading eigenvector of A A': high where the node has ties to good authorities",
    .direction = "outgoing ties; an undirected tie both ways",
    .weight = HCP_WEIGHT_STRENGTH,
    .tells_weights = TRUE,
    .isolates = "0; missing in a network without ties",
    .parameters = SETTLED,
    .source = "Kleinberg 1999, Journal of the ACM 46:604-632",
    .cost = "O(steps (n + m))",
    .directed_only = TRUE,
    .compute = compute_hub,
};

const HcpMeasure hcp__measure_authority = {
    .name = "authority",
    .label = "Authority",
    .definition = "leading eigenvector of A' A: high where good hubs have ties to the node",
    .direction = "incoming ties; an undirected tie both ways",
    .weight = HCP_WEIGHT_STRENGTH,
    .tells_weights = TRUE,
    .isolates = "0; missing in a network without ties",
    .parameters = SETTLED,
    .source = "Kleinberg 1999, Journal of the ACM 46:604-632",
    .cost = "O(steps (n + m))",
    .directed_only = TRUE,
    .compute = compute_authority,
};
