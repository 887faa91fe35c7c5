/* The page while it is written: what is shown, and the few helpers that write markup. */
#ifndef HCPNET_REPORT_INTERNAL_H
#define HCPNET_REPORT_INTERNAL_H

#include "base/base_internal.h"
#include <hcpnet/report.h>

/* More would make a page that a browser opens slowly: the strongest are kept, and it says so. */
#define HCP__PAGE_MAX_NODES 50000
#define HCP__PAGE_MAX_EDGES 300000

/* page/ of the source tree, embedded by the build. */
extern const char hcp__report_script[], hcp__report_style[];
extern const size_t hcp__report_script_length, hcp__report_style_length;

typedef struct {
    HcpOutput *output;
    const HcpReportContent *content;
    HcpTable *nodes;
    HcpNetwork *network;
    HcpNetwork *drawn;     /* the same nodes, and the edges of the map: all, or the backbone */
    GHashTable *row_of_id; /* first node of an id -> row + 1 */

    int32_t n_kept, n_shown; /* nodes of the page; nodes that it would hold without a limit */
    int32_t *kept;           /* their rows, ascending */
    int32_t *position;       /* by row: place in `kept`, or -1 */
    int64_t n_edges;
    int32_t *edges; /* rows of drawn edges between kept nodes, strongest first */
} HcpPage;

/* Chooses what the page holds. */
void hcp__page_choose(HcpPage *page);

/* ---- markup ---- */

void hcp__page_puts(HcpPage *page, const char *markup);
void hcp__page_text(HcpPage *page, const char *text); /* escaped; NULL writes nothing */
void hcp__page_printf(HcpPage *page, const char *format, ...) G_GNUC_PRINTF(2, 3);
void hcp__page_number(HcpPage *page, double value); /* for people; a dash where NaN */
void hcp__page_integer(HcpPage *page, int64_t value);

void hcp__page_open_section(HcpPage *page, const char *id, const char *title);
void hcp__page_close_section(HcpPage *page);
void hcp__page_paragraph(HcpPage *page, const char *text);

/* A link to a node on the map, with its name; the name alone where the page has not the node. */
void hcp__page_node(HcpPage *page, int32_t row);

/* The name of a node, or its id. Borrowed. */
const char *hcp__page_node_name(const HcpPage *page, int32_t row);

/* The whole table, or its first max_rows rows with a line that says so. */
void hcp__page_table(HcpPage *page, HcpTable *table, int64_t max_rows);

/* ---- tables for the eye ---- */

/* A column of a table, and how its head says it. */
typedef struct {
    const char *name, *label; /* NULL: the column's own label */
    const char *unit;         /* "%" or "points": 100 times the values; NULL: no unit */
} HcpPageColumn;

/* The table, of the columns of the list those that it has; a row without a name ends the list. */
void hcp__page_picked(HcpPage *page, HcpTable *table, const HcpPageColumn *shown, int64_t max_rows);

/* How many rows hold the word; where `not_of` is given, of these those for which it is false. */
int64_t hcp__page_count_word(const HcpColumn *column, const char *word, const HcpColumn *not_of);

/* The fifteen rows of the largest values above 0 of a column. */
void hcp__page_top(HcpPage *page, HcpTable *table, const HcpColumn *by, const HcpPageColumn *shown);

/* Columns: value[k] above label[k] for the n rows from `first` on. A missing value has no height;
 * nothing is drawn where no value is above 0. */
typedef struct {
    const HcpColumn *label, *value;
    int64_t first, n;
    int height;
    const char *says, *caption; /* for who cannot see it, and for who can */
} HcpPageChart;
void hcp__page_chart(HcpPage *page, const HcpPageChart *chart);

/* Does the study have prescriptions of a brand? */
gboolean hcp__page_has_brand(const HcpPage *page);

/* "BRANDX has 5.9 % of ...; 4,834 of 17,000 physicians write it." Where the study has a brand. */
void hcp__page_brand_headline(HcpPage *page);

/* ---- sections, in the order of the page ---- */

void hcp__page_summary(HcpPage *page);
void hcp__page_map(HcpPage *page);
void hcp__page_brand(HcpPage *page); /* none where hcp__page_has_brand says so */
void hcp__page_rankings(HcpPage *page);
void hcp__page_communities(HcpPage *page);
void hcp__page_behaviour(HcpPage *page);
void hcp__page_lookalikes(HcpPage *page);
void hcp__page_adoption(HcpPage *page);
void hcp__page_layers(HcpPage *page);
void hcp__page_quality(HcpPage *page);
void hcp__page_definitions(HcpPage *page);
void hcp__page_privacy(HcpPage *page);

/* ---- data for the script ---- */

/* One JSON object, safe inside a script element. */
void hcp__page_data(HcpPage *page);

#endif
