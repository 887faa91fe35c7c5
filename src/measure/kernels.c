#include "measure/measure_internal.h"

#include <math.h>
#include <string.h>

HcpNetwork *hcp__measure_undirected(const HcpNetwork *network, const HcpRun *run, GError **error) {
    /* Networks are immutable; the cast only lets the reference count change. */
    return hcp_network_to_undirected((HcpNetwork *)network, run, error);
}

gboolean hcp__measure_had_memory(const int *short_of_memory, GError **error) {
    if (!g_atomic_int_get(short_of_memory))
        return TRUE;
    g_set_error_literal(error, HCP_ERROR, HCP_ERROR_LIMIT,
                        "not enough memory for the scratch arrays of a measure");
    return FALSE;
}

/* ---- y = W x ---- */

typedef struct {
    const HcpAdjacency *adjacency;
    const double *x;
    double *y;
} Product;

static void multiply_rows(int64_t first, int64_t last, void *data) {
    const Product *product = data;
    const HcpAdjacency *a = product->adjacency;
    for (int64_t i = first; i < last; i++) {
        double sum = 0;
        for (int64_t s = a->offset[i]; s < a->offset[i + 1]; s++)
            sum += (double)a->weight[s] * product->x[a->neighbour[s]];
        product->y[i] = sum;
    }
}

gboolean hcp__measure_multiply(const HcpAdjacency *adjacency, int32_t n, const double *x, double *y,
                               const HcpRun *run, GError **error) {
    Product product = {adjacency, x, y};
    return hcp__parallel_for(run, n, HCP__MEASURE_CHUNK, multiply_rows, &product, error);
}

/* ---- power iteration ---- */

static const double TOLERANCE = 1e-12;
static const int MAX_STEPS = 100000;

static double sum_of(int32_t n, const double *x) {
    double sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* x <- (M x + shift |M x| x) / |...|, with y = M x; returns the sum of |change|. */
static double step(const HcpPower *power, double norm, const double *y, double *x) {
    /* |y + shift |y| x| = |y| (1 + shift), as all entries are >= 0 and |x| = 1. */
    double scale = 1 / (norm * (1 + power->shift));
    double moved = 0;
    for (int32_t i = 0; i < power->n; i++) {
        double next = (y[i] + power->shift * norm * x[i]) * scale;
        moved += fabs(next - x[i]);
        x[i] = next;
    }
    return moved;
}

static void normalise(int32_t n, double *x) {
    double sum = sum_of(n, x);
    for (int32_t i = 0; i < n; i++)
        x[i] /= sum;
}

gboolean hcp__measure_power_iterate(const HcpPower *power, double *x, gboolean *out_any,
                                    const HcpRun *run, GError **error) {
    g_autofree double *y = hcp__array_new(power->n, sizeof *y, error);
    if (y == NULL)
        return FALSE;
    normalise(power->n, x);
    for (int k = 0; k < MAX_STEPS; k++) {
        if (!power->apply(x, y, power->data, run, error))
            return FALSE;
        double norm = sum_of(power->n, y);
        *out_any = norm > 0;
        if (norm <= 0)
            return TRUE;
        if (step(power, norm, y, x) >= TOLERANCE)
            continue;
        for (int32_t i = 0; i < power->n; i++)
            x[i] = x[i] < TOLERANCE ? 0 : x[i];
        normalise(power->n, x);
        return TRUE;
    }
    g_set_error(error, HCP_ERROR, HCP_ERROR_CONVERGENCE,
                "power iteration did not settle in %d steps: two parts of the network lead equally",
                MAX_STEPS);
    return FALSE;
}
