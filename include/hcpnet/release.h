/* The privacy gate. Writers take a const HcpRelease *, and only this module makes one: what has not
 * been through the gate cannot be written. */
#ifndef HCPNET_RELEASE_H
#define HCPNET_RELEASE_H

#include <hcpnet/analysis.h>
#include <hcpnet/layout.h>
#include <hcpnet/quality.h>
#include <hcpnet/shared.h>

typedef struct {
    int min_patients; /* counts 1..min_patients-1 are not shown; 11 */
    HcpSmallCells small_cells;
    gboolean pseudonymised; /* ids were replaced when they were read; said in every audit */
} HcpReleasePolicy;

#define HCP_RELEASE_POLICY_INIT                                                                    \
    { .min_patients = 11, .small_cells = HCP_SMALL_CELLS_DEFAULT }

/* What the study says. */
HcpReleasePolicy hcp_release_policy(const HcpStudy *study);

/* A released table, or a released network (a table of nodes and an HcpNetwork of released
 * weights over it). Immutable and reference-counted. */
typedef struct HcpRelease HcpRelease;

HcpRelease *hcp_release_ref(HcpRelease *release);
void hcp_release_unref(HcpRelease *release);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpRelease, hcp_release_unref)

/* The weights that may be seen. Of a masked edge (patients, or weight where patients are not
 * counted apart, in 1..min-1) nothing is left but its ends, `masked` true, and the middle of the
 * band as weight; under DROP it is gone. DEFAULT drops where the note `relation` is "shared", else
 * masks. Layers whose edges count no patients (note `counts` is not "patients", no column of
 * PATIENT_COUNT) pass as they are. Never the combined layer: see below. */
HcpEdges *hcp_release_edges(HcpEdges *edges, const HcpReleasePolicy *policy);

/* The layer `combined` (hcp_derive_combined) of layers as they may be seen: each goes through
 * hcp_release_edges first. `masked` is true where a masked edge contributes; there is no such
 * column where no layer masks. REFUSED when a layer was released under another policy. */
HcpEdges *hcp_release_combine(const GPtrArray *layers, const GArray *coefficients,
                              const HcpReleasePolicy *policy, GError **error);

/* `nodes` with every sum of weights (columns whose privacy is WEIGHT_SUM) computed again from the
 * networks given, which are of released edges (else REFUSED): `<measure>` from the main layer,
 * `<layer>_<measure>` from that layer. Sums of layers that are not given are left out. O(sums of
 * the measures' costs). */
HcpTable *hcp_release_sums(HcpTable *nodes, const GPtrArray *networks, const char *main_layer,
                           const HcpReleasePolicy *policy, const HcpRun *run, GError **error);

/* `network`: of edges from hcp_release_edges or hcp_release_combine; others are REFUSED when they
 * count patients. `nodes`: its node table with result columns. Sums of weights still among them are
 * taken as this layer's and released as by hcp_release_sums, which is to be called first where
 * nodes have sums of several layers, or where this is not the main one. */
HcpRelease *hcp_release_network(HcpNetwork *network, HcpTable *nodes,
                                const HcpReleasePolicy *policy, const HcpRun *run, GError **error);

/* A table of results: small patient counts become missing. REFUSED with ids of patients, and with
 * sums of true weights: rows for it are taken from the table of a released network, or made from
 * that network. */
HcpRelease *hcp_release_table(HcpTable *table, const HcpReleasePolicy *policy, GError **error);

/* The pairs of window w, taken from `shared`, as a table: from, to (ids of `nodes`), window, pairs,
 * patients, same_day, and a column for each weight with its bit (1 << weight) in `weights`; note
 * `rule`. Small pairs are left out whatever the policy says of small cells, and counted in the
 * audit. */
HcpRelease *hcp_release_pairs(HcpShared *shared, int w, guint weights, const HcpTable *nodes,
                              const HcpReleasePolicy *policy, GError **error);

/* A list of physicians to act upon. Row r is about node[r]. Rows go, and are counted by reason in
 * the audit, where the physician is inactive, no_contact, already targeted, or lacks the consent
 * that `purpose` needs (NULL: any). */
HcpRelease *hcp_release_list(HcpTable *list, const int32_t *node, const HcpDataset *dataset,
                             const char *purpose, const HcpReleasePolicy *policy, GError **error);

/* The tables of the report on data quality, part by part. Elements are HcpRelease *. */
GPtrArray *hcp_release_quality(const HcpQuality *quality, const HcpReleasePolicy *policy,
                               GError **error);

/* Tables of a simulated market, which hold no person's data: nothing is masked. */
HcpRelease *hcp_release_synthetic(HcpTable *table);

/* ---- an analysis ---- */

/* Makes analysis->shown, the main layer as it may be seen. To be called before results are added:
 * they are then computed on it, and so are functions of nothing else. Once; later calls do
 * nothing. */
gboolean hcp_release_shown(HcpAnalysis *analysis, const HcpReleasePolicy *policy, const HcpRun *run,
                           GError **error);

/* The main layer with the analysis's node table, released: physicians, and the organisations that
 * have a tie in the layer. */
HcpRelease *hcp_release_main(const HcpAnalysis *analysis, const HcpReleasePolicy *policy,
                             const HcpRun *run, GError **error);

/* The same as it looks on a map, for nodes with x and y: size and color by the study's columns,
 * made from what may be seen, since a size tells its value; and label where the study names a
 * column for it. NOT_FOUND for unknown columns. *out_style is the caller's. */
HcpRelease *hcp_release_map(const HcpAnalysis *analysis, const HcpReleasePolicy *policy,
                            const HcpRun *run, HcpStyle **out_style, GError **error);

/* The released network with the columns of the study's backbone on all of its edges: `backbone` and
 * what it is judged by. The network itself without one. */
HcpRelease *hcp_release_mark_backbone(HcpRelease *release, const HcpStudy *study, const HcpRun *run,
                                      GError **error);

/* The released network with the edges of the study's backbone alone, and the same nodes: their
 * results are those of all edges. The network itself without one. Null asks for
 * hcp_analysis_add_backbone before. Notes of the edges say the rule and how many went; so does the
 * audit. */
HcpRelease *hcp_release_backbone(HcpRelease *release, const HcpStudy *study, const HcpRun *run,
                                 GError **error);
#define HCP_NOTE_BACKBONE         "backbone"
#define HCP_NOTE_BACKBONE_DROPPED "backbone_dropped"

/* Every layer over the study's own node table, released, in the analysis's order. Elements are
 * HcpRelease *. */
GPtrArray *hcp_release_layers(const HcpAnalysis *analysis, const HcpReleasePolicy *policy,
                              const HcpRun *run, GError **error);

/* ---- what is in a release ---- */

/* Some rows (NULL: the first n) and some columns (n_columns 0: all; names that it lacks are passed
 * over) of a released table, as a release of its own, without the network. */
HcpRelease *hcp_release_select(const HcpRelease *release, int64_t n, const int32_t *rows,
                               gsize n_columns, const char *const *columns);

/* Borrowed. The table is that of the nodes for a network; network: NULL for a plain table. */
HcpTable *hcp_release_get_table(const HcpRelease *release);
HcpNetwork *hcp_release_get_network(const HcpRelease *release);

/* Rules applied and their counts: rule, count, effect; for the manifest and the report. */
HcpTable *hcp_release_get_audit(const HcpRelease *release);

/* TRUE for tables of a simulated market. */
gboolean hcp_release_is_synthetic(const HcpRelease *release);

#endif
