/* What the files of this module share. */
#ifndef HCPNET_ANALYSIS_INTERNAL_H
#define HCPNET_ANALYSIS_INTERNAL_H

#include <hcpnet/analysis.h>

#include "base/base_internal.h"

/* Appends result columns to analysis->nodes. */
void hcp__analysis_append_columns(HcpAnalysis *analysis, gsize n, HcpColumn *const *columns);

/* The network that results of the main layer are computed on, and the privacy of their columns:
 * what was computed on true weights is not released. */
HcpNetwork *hcp__analysis_get_shown(const HcpAnalysis *analysis, HcpPrivacy *privacy);

/* Appends the named measures of the main layer that are not there yet, in that order; one that does
 * not settle as hcp_analysis_add_every_measure says. */
gboolean hcp__analysis_add_settled(HcpAnalysis *analysis, const char *const *names,
                                   const HcpRun *run, GError **error);
gboolean hcp__analysis_is_unsettled(const HcpAnalysis *analysis, const char *measure);

/* The seed flags of physicians (length n_physicians), and in analysis->seed_definition the measures
 * that define them. Adds those measures. */
uint8_t *hcp__analysis_find_seeds(HcpAnalysis *analysis, const HcpRun *run, GError **error);

#endif
