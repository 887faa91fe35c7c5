/* The report: one directory with everything a brand team and its tools read. */
#ifndef HCPNET_REPORT_H
#define HCPNET_REPORT_H

#include <hcpnet/analysis.h>
#include <hcpnet/folder.h>
#include <hcpnet/release.h>

/* Everything the page shows, released. NULL where a study has no such thing; the page then says so
 * in a line. */
typedef struct {
    const char *title;
    const char *brand;         /* or NULL */
    const char *period;        /* "2025-07-01 to 2026-06-30", or NULL */
    const HcpRelease *network; /* the main layer, nodes with results and positions */
    const HcpRelease *drawn;   /* the same with the edges that the map shows; NULL: all of them */
    const HcpStyle *style;
    const HcpRelease *summary; /* key, value, note */
    const HcpRelease *layers;  /* layer, directed, nodes, edges, weight, rule */
    const HcpQuality *quality; /* of the data; with the released tables of its parts */
    const GPtrArray *quality_tables;
    const HcpRelease *communities;
    const HcpRelease *lookalikes; /* NULL when refused */
    const HcpRelease *evidence;
    const char *lookalike_refusal;      /* or NULL */
    const HcpRelease *referrers;        /* the list of strong referrers; NULL without referrals */
    const HcpRelease *referral_classes; /* strength, physicians, meaning */
    const HcpRelease *adoption; /* month, first, cumulative, share: first brand prescriptions */
    const HcpRelease *products; /* of the class: see hcp_derive_products */
    const HcpRelease *brand_months;
    const HcpRelease *organisations; /* what of the brand flows to each */
    const HcpRelease *definitions;   /* column, label, unit, definition */
    const HcpRelease *audit;         /* privacy rules applied */
} HcpReportContent;

/* The main job: computes every result of the study and writes report.html, map.png, map.svg,
 * map.pdf, network.graphml, physicians.csv, communities.csv, referrers.csv (where there are
 * referrals), lookalikes.csv, edges.csv, products.csv and organisations.csv (where there are
 * prescriptions of a brand), rejects.csv and manifest.json into the folder, which is left for the
 * caller to commit. */
gboolean hcp_report_write(HcpAnalysis *analysis, const HcpFolder *folder, const HcpRun *run,
                          GError **error);

/* The self-contained page: opens offline, asks for nothing. */
gboolean hcp_report_write_html(const HcpReportContent *content, const char *path, GError **error);

#endif
