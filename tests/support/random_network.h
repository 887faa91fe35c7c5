/* Many small random networks for oracles and properties. */
#ifndef HCPNET_TESTS_RANDOM_NETWORK_H
#define HCPNET_TESTS_RANDOM_NETWORK_H

#include "support.h"

#include "base/base_internal.h"

/* Up to 12 nodes, any density, often disconnected; whole weights 1..8. Node names n00, n01, ... */
static inline char *hcp_test_random_edges(HcpRng *rng, gboolean directed) {
    GString *text = g_string_new(NULL);
    int n = 2 + (int)hcp__rng_below(rng, 11);
    double density = 0.05 + 0.6 * hcp__rng_double(rng);
    for (int i = 0; i < n; i++)
        for (int j = directed ? 0 : i + 1; j < n; j++)
            if (i != j && hcp__rng_double(rng) < density)
                g_string_append_printf(text, "n%02d n%02d %d\n", i, j,
                                       1 + (int)hcp__rng_below(rng, 8));
    return g_string_free(text, FALSE);
}

static inline HcpNetwork *hcp_test_random_network(uint64_t seed, gboolean directed) {
    HcpRng rng;
    hcp__rng_init(&rng, seed, directed ? 1 : 0);
    g_autofree char *text = hcp_test_random_edges(&rng, directed);
    return hcp_test_network(directed, text);
}

#endif
