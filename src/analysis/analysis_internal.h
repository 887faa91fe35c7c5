/* What the files of this module share. */
#ifndef HCPNET_ANALYSIS_INTERNAL_H
#define HCPNET_ANALYSIS_INTERNAL_H

#include <hcpnet/analysis.h>

#include "base/base_internal.h"

/* Appends result columns to analysis->nodes. */
void hcp__analysis_append_columns(HcpAnalysis *analysis, gsize n, HcpColumn *const *columns);

/* The seed flags of physicians (length n_physicians), and in analysis->seed_definition the measures
 * that define them. Adds those measures. */
uint8_t *hcp__analysis_find_seeds(HcpAnalysis *analysis, const HcpRun *run, GError **error);

#endif
