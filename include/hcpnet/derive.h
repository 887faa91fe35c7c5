/* From rows to edges: one layer for each edge table of a study. Each result says its rule in the
 * notes of its attribute table. */
#ifndef HCPNET_DERIVE_H
#define HCPNET_DERIVE_H

#include <hcpnet/edges.h>

/* Every layer the dataset has rows for, in the order: referral (referrals), ties, shared (visits,
 * by the study's [shared] and as hcpnet/shared.h says; pairs; a proxy of referral, and named so),
 * affiliation (physician to organisation), dispensing (physician to pharmacy), attendance
 * (physicians at one event); several layers of one sort by name. All are directed but attendance,
 * shared by binning, and ties that the study calls undirected; layers without edges are passed
 * over. Elements are HcpEdges *. INPUT when two tables give one name.
 *
 * referral: weight = distinct patients, where a row without one adds its `patients`, or 1; without
 * any patients the number of rows. Columns patients, referrals, first, last (those that the rows
 * allow). ties: weight = sum of `weight`, 1 where there is none. shared: weight = patients of
 * visits, or another by [shared]; sum of patients of pairs. affiliation: weight = distinct kinds.
 * dispensing: weight = sum of units, 1 where there are none. attendance: weight = sum over shared
 * events of 1 / (physicians there - 1); column events.
 *
 * Notes: rule; rows, how many were used; left_out, pairs of weight 0; counts = "patients" where the
 * layer counts them. LIMIT beyond 2^31 - 1 rows. O(rows log(rows of a node)); 8 bytes a row and 12
 * a pair beside the result. */
GPtrArray *hcp_derive_layers(const HcpDataset *dataset, const HcpRun *run, GError **error);

/* The layer `combined`: over the pairs of any of the layers, the sum of coefficient x weight; one
 * column for each layer's own weight, missing where it has no such pair; a note `combined` =
 * "referral=1;advice=0.5". Directed when any layer is; an undirected one then counts both ways.
 * `coefficients`: of HcpLayerWeight; 0 leaves a layer out. NOT_FOUND for an unknown layer, ARGUMENT
 * for one named twice or below 0. */
HcpEdges *hcp_derive_combined(const GPtrArray *layers, const GArray *coefficients, GError **error);

/* The distinct patients of physician i: patient[offset[i]] .. patient[offset[i + 1] - 1],
 * ascending. */
typedef struct {
    int64_t *offset;
    int32_t *patient;
} HcpPatientLists;

/* Who has which patients in the rows that a layer is made of: those whom each physician sent and
 * those whom each received, or, of visits, twice those whom each saw. */
typedef struct {
    gboolean directed; /* FALSE: `from` and `to` are the same */
    int32_t n_physicians, n_patients;
    HcpPatientLists from, to;
} HcpPatients;

/* ARGUMENT for a layer that is not made of rows with patients. O(rows log(rows of a node)). */
HcpPatients *hcp_derive_patients(const HcpDataset *dataset, const HcpEdges *edges,
                                 const HcpRun *run, GError **error);
void hcp_patients_free(HcpPatients *patients);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpPatients, hcp_patients_free)

/* Columns of nodes from the event tables: contacts (interactions), class_units, brand_units,
 * brand_share, brand_first (date of the first prescription of the brand). Only those that the
 * dataset has rows for; 0 or missing for organisations as each definition says. */
GPtrArray *hcp_derive_activity(const HcpDataset *dataset, const HcpRun *run, GError **error);

/* The brand view as columns of nodes (docs/brand.md): share_<product> for each product of the
 * market, brand_writer, brand_months, units of the first and last window and their trend; of
 * organisations what flows to them, pharmacy_* and affiliated_*. `nodes`: the dataset's nodes with
 * the columns of hcp_derive_activity. Only those that the dataset has rows for; none without
 * prescriptions. INPUT for more windows than 24. */
GPtrArray *hcp_derive_brand(const HcpDataset *dataset, const HcpTable *nodes, const HcpRun *run,
                            GError **error);

/* Is it the name of a column of hcp_derive_brand that organisations alone have? */
gboolean hcp_derive_is_of_organisations(const char *name);

/* The products of the class, most units first: product, is_brand, units, share, prescribers; where
 * there are windows the same for each (units_1, ...), and change from the first to the last. NULL
 * in *out_products without prescriptions. *out_months: month, class_units, brand_units, share in %,
 * one row a month of the period; NULL without a brand or dates. */
gboolean hcp_derive_products(const HcpDataset *dataset, HcpTable **out_products,
                             HcpTable **out_months, const HcpRun *run, GError **error);

#endif
