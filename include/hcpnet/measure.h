/* Measures: a number for each node of a network. A measure is a description and a function, one
 * file and one row of the list; CLI, help, docs, GraphML and tests read the description. */
#ifndef HCPNET_MEASURE_H
#define HCPNET_MEASURE_H

#include <hcpnet/network.h>

typedef enum {
    HCP_WEIGHT_UNUSED,   /* the measure looks at ties, not at their weight */
    HCP_WEIGHT_STRENGTH, /* larger means closer */
    HCP_WEIGHT_LENGTH    /* length = 1 / weight */
} HcpWeightUse;

typedef struct HcpMeasure HcpMeasure;
struct HcpMeasure {
    const char *name;       /* "pagerank": also the column */
    const char *label;      /* "PageRank" */
    const char *unit;       /* or NULL */
    const char *definition; /* one line, the formula in words */
    const char *direction;  /* how direction is used, in words */
    HcpWeightUse weight;
    const char *isolates;   /* what an isolate gets, in words: "0", "missing", ... */
    const char *parameters; /* with values, in words: "damping 0.85"; NULL: none */
    const char *source;     /* author, year, journal */
    const char *cost;       /* "O(n m)" */
    const char *needs;      /* column of the nodes that it reads; NULL: none. All missing without */
    gboolean directed_only; /* nothing beside its plain sister when the network is undirected */
    gboolean weight_sum;    /* a sum of edge weights: released only from released weights */
    gboolean tells_weights; /* can be solved for the weight of a tie: the same */
    gboolean whole_number;  /* values are counts */

    /* Writes value[i] of node i, NaN where undefined. */
    gboolean (*compute)(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error);
};

/* In the order of the documentation. */
const HcpMeasure *const *hcp_measure_list(gsize *n);

/* NULL when there is none of that name. */
const HcpMeasure *hcp_measure_find(const char *name);

/* The column of a measure: INT64 for counts, DOUBLE otherwise, missing where undefined. `prefix`:
 * NULL, or the layer's name for layers other than the main one (column `<layer>_<measure>`). */
HcpColumn *hcp_measure_compute(const HcpMeasure *measure, const HcpNetwork *network,
                               const char *prefix, const HcpRun *run, GError **error);

#endif
