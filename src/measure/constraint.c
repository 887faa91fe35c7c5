#include "measure/measure_internal.h"

#include <math.h>

typedef struct {
    int32_t n;
    const HcpAdjacency *ties; /* weight a_ij + a_ji */
    double *strength;         /* sum over k of (a_ik + a_ki) */
    double *value;
    int short_of_memory;
} Constraint;

/* c_i = sum over neighbours j of (p_ij + sum over q of p_iq p_qj)^2, q neither i nor j. `through`
 * holds p_ij of the neighbours on entry of the second loop, and zeros between calls. */
static double constrain(const Constraint *c, int64_t i, double *through, uint8_t *is_neighbour) {
    const HcpAdjacency *a = c->ties;
    int64_t first = a->offset[i], last = a->offset[i + 1];
    for (int64_t s = first; s < last; s++) {
        through[a->neighbour[s]] = (double)a->weight[s] / c->strength[i];
        is_neighbour[a->neighbour[s]] = 1;
    }
    for (int64_t s = first; s < last; s++) {
        int32_t q = a->neighbour[s];
        double p_iq = (double)a->weight[s] / c->strength[i];
        for (int64_t t = a->offset[q]; t < a->offset[q + 1]; t++)
            if (is_neighbour[a->neighbour[t]])
                through[a->neighbour[t]] += p_iq * ((double)a->weight[t] / c->strength[q]);
    }
    double sum = 0;
    for (int64_t s = first; s < last; s++) {
        int32_t j = a->neighbour[s];
        sum += through[j] * through[j];
        through[j] = 0;
        is_neighbour[j] = 0;
    }
    return sum;
}

static void constrain_range(int64_t first, int64_t last, void *data) {
    Constraint *c = data;
    g_autofree double *through = hcp__array_new(c->n, sizeof *through, NULL);
    g_autofree uint8_t *is_neighbour = hcp__array_new(c->n, 1, NULL);
    if (through == NULL || is_neighbour == NULL) {
        g_atomic_int_set(&c->short_of_memory, 1);
        return;
    }
    for (int64_t i = first; i < last; i++)
        c->value[i] = c->ties->offset[i] < c->ties->offset[i + 1]
                          ? constrain(c, i, through, is_neighbour)
                          : (double)NAN;
}

static gboolean compute(const HcpNetwork *network, const HcpRun *run, double *value,
                        GError **error) {
    int32_t n = hcp_network_get_n_nodes(network);
    g_autoptr(HcpNetwork) view = hcp__measure_undirected(network, run, error);
    g_autofree double *strength = hcp__array_new(n, sizeof *strength, error);
    if (view == NULL || strength == NULL)
        return FALSE;
    const HcpAdjacency *a = hcp_network_out(view);
    for (int32_t i = 0; i < n; i++)
        for (int64_t s = a->offset[i]; s < a->offset[i + 1]; s++)
            strength[i] += (double)a->weight[s];
    Constraint c = {.n = n, .ties = a, .strength = strength, .value = value};
    return hcp__parallel_for(run, n, HCP__MEASURE_CHUNK, constrain_range, &c, error) &&
           hcp__measure_had_memory(&c.short_of_memory, error);
}

const HcpMeasure hcp__measure_constraint = {
    .name = "constraint",
    .label = "Burt's constraint",
    .definition = "how far the node's ties all lead back to each other: low for a broker between "
                  "groups",
    .direction = "ignored: p_ij = (a_ij + a_ji) / sum over k of (a_ik + a_ki)",
    .weight = HCP_WEIGHT_STRENGTH,
    .tells_weights = TRUE,
    .isolates = "missing",
    .source = "Burt 1992, Structural Holes, Harvard University Press",
    .cost = "O(sum of squared degrees)",
    .compute = compute,
};
