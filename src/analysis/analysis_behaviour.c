/* Referral behaviour as columns of the node table. */
#include "analysis/analysis_internal.h"

#include <hcpnet/error.h>
#include <string.h>

static GPtrArray *list_referrals(const HcpAnalysis *analysis) {
    GPtrArray *layers = g_ptr_array_new();
    for (guint i = 0; i < analysis->layers->len; i++) {
        HcpEdges *edges = hcp_network_get_edges(analysis->layers->pdata[i]);
        if (g_strcmp0(hcp_table_find_note(hcp_edges_get_attributes(edges), "relation"),
                      "referral") == 0)
            g_ptr_array_add(layers, edges);
    }
    return layers;
}

gboolean hcp_analysis_has_referrals(const HcpAnalysis *analysis) {
    g_autoptr(GPtrArray) layers = list_referrals(analysis);
    return layers->len > 0;
}

gboolean hcp_analysis_add_behaviour(HcpAnalysis *analysis, const HcpRun *run, GError **error) {
    if (analysis->behaviour != NULL)
        return TRUE;
    g_autoptr(GPtrArray) layers = list_referrals(analysis);
    if (layers->len == 0) {
        g_set_error_literal(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                            "referral behaviour: expected a table of referrals, found none");
        return FALSE;
    }
    HcpReferralCounts *counts = hcp_referrals_count(analysis->dataset, layers, run, error);
    if (counts == NULL)
        return FALSE;
    analysis->behaviour = hcp_behaviour_new(analysis->dataset, analysis->nodes, counts, run, error);
    if (analysis->behaviour == NULL)
        return hcp_study_locate_error(analysis->study, error);
    g_autoptr(GPtrArray) columns = hcp_behaviour_make_columns(analysis->behaviour, analysis->nodes,
                                                              HCP_PRIVACY_REFERRALS, error);
    if (columns == NULL)
        return FALSE;
    hcp__analysis_append_columns(analysis, columns->len, (HcpColumn *const *)columns->pdata);
    return TRUE;
}
