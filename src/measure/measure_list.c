#include "measure/measure_internal.h"

static const HcpMeasure *const MEASURES[] = {
    &hcp__measure_degree,
    &hcp__measure_in_degree,
    &hcp__measure_out_degree,
    &hcp__measure_strength,
    &hcp__measure_in_strength,
    &hcp__measure_out_strength,
    &hcp__measure_pagerank,
    &hcp__measure_hub,
    &hcp__measure_authority,
    &hcp__measure_eigenvector,
    &hcp__measure_betweenness,
    &hcp__measure_weighted_betweenness,
    &hcp__measure_closeness,
    &hcp__measure_coreness,
    &hcp__measure_clustering,
    &hcp__measure_constraint,
    &hcp__measure_brand_degree,
    &hcp__measure_brand_strength,
    &hcp__measure_brand_in_strength,
    &hcp__measure_brand_out_strength,
};

const HcpMeasure *const *hcp_measure_list(gsize *n) {
    *n = G_N_ELEMENTS(MEASURES);
    return MEASURES;
}

const HcpMeasure *hcp_measure_find(const char *name) {
    g_return_val_if_fail(name != NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(MEASURES); i++)
        if (g_str_equal(MEASURES[i]->name, name))
            return MEASURES[i];
    return NULL;
}
