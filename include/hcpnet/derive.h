/* From rows to edges: one layer for each edge table of a study. Each result says its rule in the
 * notes of its attribute table. */
#ifndef HCPNET_DERIVE_H
#define HCPNET_DERIVE_H

#include <hcpnet/edges.h>

/* Every layer the dataset has rows for, in the order: referral (referrals), one for each tie layer
 * in order of name, shared (pairs; a proxy of referral, and named so), affiliation (physician to
 * organisation), dispensing (physician to pharmacy). Elements are HcpEdges *.
 *
 * referral: weight = distinct patients where patients are given, else the sum of `patients`, else
 * the number of rows; columns weight, patients, referrals, first, last (those that the rows allow).
 * ties: weight = sum of `weight`, 1 where there is none. O(rows log rows). */
GPtrArray *hcp_derive_layers(const HcpDataset *dataset, const HcpRun *run, GError **error);

/* The layer `combined`: over the pairs of any of the layers, the sum of coefficient x weight; one
 * column for each layer's own weight. Directed when any layer is. NOT_FOUND for an unknown layer.
 */
HcpEdges *hcp_derive_combined(const GPtrArray *layers, const GArray *coefficients, GError **error);

/* Columns of nodes from the event tables: contacts (interactions), class_units, brand_units,
 * brand_share, brand_first (date of the first prescription of the brand). Only those that the
 * dataset has rows for; 0 or missing for organisations as each definition says. */
GPtrArray *hcp_derive_activity(const HcpDataset *dataset, const HcpRun *run, GError **error);

#endif
