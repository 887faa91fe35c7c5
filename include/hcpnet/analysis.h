/* HcpAnalysis: the way from a study to results. Every command walks it as far as it needs; what
 * leaves goes through hcpnet/release.h afterwards, and what is computed on the main layer's weights
 * is computed on those that may be seen (hcp_release_shown). */
#ifndef HCPNET_ANALYSIS_H
#define HCPNET_ANALYSIS_H

#include <hcpnet/behaviour.h>
#include <hcpnet/community.h>
#include <hcpnet/layout.h>
#include <hcpnet/lookalike.h>
#include <hcpnet/measure.h>

/* Read-only for everyone but the functions below. */
typedef struct {
    HcpStudy *study;
    HcpDataset *dataset;
    GPtrArray *layers; /* of HcpNetwork *, one for each layer; the combined one last */
    GArray *combined;  /* of HcpLayerWeight: what the combined layer adds up; empty without one */
    HcpNetwork *main;  /* borrowed from layers: the study's main layer */
    HcpNetwork *shown; /* the main layer as it may be seen (hcp_release_shown); NULL until then */
    HcpTable *nodes;   /* the dataset's nodes and every result column so far */

    HcpPartition *partition; /* of the main layer; NULL until communities are asked for */
    double modularity;
    HcpBehaviour *behaviour; /* NULL until referral behaviour is asked for */
    HcpLookalike *lookalike; /* NULL until lookalikes are asked for */
    char **seed_definition;  /* measures that define the seeds; NULL when they are given */
    GPtrArray *unsettled;    /* of char *: measures of the main layer that did not settle */
} HcpAnalysis;

/* Reads the study's tables and builds every layer. Takes the study over, also when it fails. */
HcpAnalysis *hcp_analysis_new(HcpStudy *study, const HcpRun *run, GError **error);
void hcp_analysis_free(HcpAnalysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpAnalysis, hcp_analysis_free)

/* NULL when there is none of that name. Borrowed. */
HcpNetwork *hcp_analysis_find_layer(const HcpAnalysis *analysis, const char *layer);

/* Appends the columns of the named measures on one layer (NULL: the main one); columns of the main
 * layer bear the measure's name alone, of others `<layer>_<measure>`. A name of a column of
 * numbers that the nodes have already appends nothing; one of a column of referral behaviour
 * appends all of those, whatever the layer. On the main layer, all but sums of weights are computed
 * on `shown` where there is one, so that no value can be solved for a weight. */
gboolean hcp_analysis_add_measures(HcpAnalysis *analysis, const char *layer,
                                   const char *const *names, const HcpRun *run, GError **error);

/* Names of the measures that say something about the main layer, NULL at the end; g_free the array.
 */
const char **hcp_analysis_list_measures(const HcpAnalysis *analysis);

/* Appends every measure of that list. One that does not settle is no error: its column is missing
 * for all and says so in its definition, and its name is added to `unsettled`. */
gboolean hcp_analysis_add_every_measure(HcpAnalysis *analysis, const HcpRun *run, GError **error);

/* Appends `community` (1, 2, ... by falling size) and fills partition and modularity; of `shown`
 * where there is one, else of the main layer, and then the gate leaves the columns out. */
gboolean hcp_analysis_add_communities(HcpAnalysis *analysis, const HcpRun *run, GError **error);

/* TRUE when a layer holds referrals, so that there is behaviour to describe. */
gboolean hcp_analysis_has_referrals(const HcpAnalysis *analysis);

/* Appends the columns of referral behaviour, once. NOT_FOUND without referrals. */
gboolean hcp_analysis_add_behaviour(HcpAnalysis *analysis, const HcpRun *run, GError **error);

/* Fits lookalikes of the study's seeds; measures that the seeds or features need are added. */
gboolean hcp_analysis_add_lookalikes(HcpAnalysis *analysis, const HcpRun *run, GError **error);

/* The nodes that a layer is about, ascending: physicians, and the organisations with a tie in it.
 * `members` has room for all nodes. Returns how many. O(n). */
int32_t hcp_analysis_list_members(const HcpAnalysis *analysis, const HcpNetwork *layer,
                                  int32_t *members);

/* Appends what a map of the main layer's members needs: x and y (of `shown`, as communities are),
 * and the results that the study's map colours and sizes by. Columns of the input called x, y,
 * size, color or label become user_<name>, but for those that the study's map names. */
gboolean hcp_analysis_add_map_columns(HcpAnalysis *analysis, const HcpRun *run, GError **error);

/* What the study's backbone asks of the rows: for null, the edges of the main layer get the columns
 * expected, excess_q and backbone. Nothing for other rules, and without one. ARGUMENT for a layer
 * without patients. */
gboolean hcp_analysis_add_backbone(HcpAnalysis *analysis, const HcpRun *run, GError **error);

#endif
