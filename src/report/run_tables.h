/* The small tables of a report: each is made of released tables and of the analysis's own counts.
 */
#ifndef HCPNET_REPORT_RUN_TABLES_H
#define HCPNET_REPORT_RUN_TABLES_H

#include <hcpnet/analysis.h>
#include <hcpnet/release.h>

/* key, value, note: the figures that the report opens with. */
HcpTable *hcp__report_make_summary(const HcpAnalysis *analysis, const HcpRelease *network);

/* layer, directed, nodes, edges, weight, rule: one row a layer (of HcpRelease *). */
HcpTable *hcp__report_make_layers(const GPtrArray *layers);

/* month, first, cumulative, share: physicians by the month of their first prescription of the
 * brand, months without one included. NULL where the study has no such thing. */
HcpTable *hcp__report_make_adoption(const HcpAnalysis *analysis);

/* kind, id, name, region and the brand view of every organisation, with what the physicians of each
 * receive in the released `network`. NULL in *out where the brand view has nothing to say of them.
 */
gboolean hcp__report_make_organisations(const HcpAnalysis *analysis, const HcpRelease *network,
                                        HcpTable **out, const HcpRun *run, GError **error);

/* The physicians whose sending is scored, of a released table of nodes: the strongest first. Row r
 * is node (*out_rows)[r]; g_free. */
HcpTable *hcp__report_make_referrers(const HcpTable *nodes, int32_t n_physicians,
                                     int32_t **out_rows);

/* strength, physicians, meaning: how many of each class of sending. */
HcpTable *hcp__report_make_classes(const HcpTable *nodes, int32_t n_physicians);

/* column, label, unit, definition. */
HcpTable *hcp__report_make_definitions(const HcpTable *table);

/* The rows of all audits, with the file that each is about: file, rule, count, effect. */
HcpTable *hcp__report_join_audits(gsize n, const char *const *files,
                                  const HcpRelease *const *releases);

#endif
