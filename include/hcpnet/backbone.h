/* The backbone of a layer: the edges that say more than the volume of their ends does. Definitions:
 * docs/backbone.md. */
#ifndef HCPNET_BACKBONE_H
#define HCPNET_BACKBONE_H

#include <hcpnet/derive.h>

typedef enum {
    HCP_BACKBONE_DISPARITY, /* p <= level (Serrano, Boguna & Vespignani 2009) */
    HCP_BACKBONE_NULL,      /* more shared patients than chance: false discovery rate <= level */
    HCP_BACKBONE_TOP        /* the strongest share of each node's ties (Landon et al. 2012) */
} HcpBackboneRule;

typedef struct {
    HcpBackboneRule rule;
    double level; /* p, rate or share: above 0, at most 1 */
} HcpBackbone;

/* "disparity:0.05", "null:0.05" or "top:20%"; ARGUMENT for anything else. */
gboolean hcp_backbone_parse(const char *text, HcpBackbone *backbone, GError **error);

/* "disparity p <= 0.05". Owned by the caller. */
char *hcp_backbone_describe(const HcpBackbone *backbone);

/* `disparity_p` for each edge: (1 - w / s)^(k - 1), the smaller of its two ends'; 1 at an end with
 * one tie. Directed: the sender's outgoing and the receiver's incoming ties. Nodes are
 * 0..n_nodes-1. O(m). */
HcpColumn *hcp_backbone_disparity(const HcpEdges *edges, int32_t n_nodes, GError **error);

/* keep[e] = 1 where edge e is, at one of its ends, among the strongest ceil(share x k) of k ties;
 * of equally strong ties that do not all fit none is. O(m log k). Owned by the caller. */
uint8_t *hcp_backbone_top(const HcpEdges *edges, int32_t n_nodes, double share, GError **error);

/* Patients in common against chance. */
typedef struct {
    HcpColumn *expected; /* n_a n_b / N */
    HcpColumn *excess_q; /* false discovery rate at which there are more */
    int64_t n_tests;     /* pairs of physicians, those without an edge among them */
} HcpExcess;

/* Each edge against patients that choose their physicians by chance: hypergeometric, Benjamini &
 * Hochberg over all pairs. `region` (by physician; NULL: one for all): then only patients count
 * whom a physician of the source's region and one of the target's had. O(sum over edges of the
 * patients of both ends). Memory: 4 bytes a physician and region. */
gboolean hcp_backbone_excess(const HcpEdges *edges, const HcpPatients *patients,
                             const int32_t *region, HcpExcess *excess, const HcpRun *run,
                             GError **error);

#endif
