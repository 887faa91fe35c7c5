#include "layout/layout_internal.h"

#include <math.h>
#include <stdlib.h>

/* Parts with ties beyond this number stand in rows, as single nodes do: placing is quadratic. */
static const int32_t MAX_AROUND = 500;

/* Components of the undirected view, the nodes of each, and their places. */
typedef struct {
    int32_t n, n_parts;
    const HcpAdjacency *ties;
    double mean_weight; /* of log(1 + w) */
    int32_t *part;      /* of each node */
    int32_t *first;     /* nodes of part p: node[first[p]] .. node[first[p + 1] - 1], rising */
    int32_t *node;
    int32_t *local; /* index of each node within its part */
    double *x, *y;  /* of each node */
    HcpDisc *disc;  /* of each part */
} Layout;

/* Ties of 1 and of 1000 patients pull within a factor of ten: a few huge weights would draw
 * everything else into a point. */
static double pull_of(const HcpAdjacency *ties, int64_t slot) {
    return log1p((double)ties->weight[slot]);
}

static void list_parts(Layout *l) {
    for (int32_t i = 0; i < l->n; i++)
        l->first[l->part[i] + 1]++;
    for (int32_t p = 0; p < l->n_parts; p++)
        l->first[p + 1] += l->first[p];
    g_autofree int32_t *filled = g_new0(int32_t, (gsize)l->n_parts + 1);
    for (int32_t i = 0; i < l->n; i++) {
        l->local[i] = filled[l->part[i]]++;
        l->node[l->first[l->part[i]] + l->local[i]] = i;
    }
    double sum = 0;
    for (int64_t s = 0; s < l->ties->n_slots; s++)
        sum += pull_of(l->ties, s);
    l->mean_weight = l->ties->n_slots > 0 ? sum / (double)l->ties->n_slots : 1;
}

static void close_part(HcpPart *part) {
    g_free(part->offset);
    g_free(part->neighbour);
    g_free(part->weight);
}

/* The ties of part p under local indices. */
static gboolean open_part(const Layout *l, int32_t p, HcpPart *part, GError **error) {
    const int32_t *node = l->node + l->first[p];
    int64_t n_slots = 0, slot = 0;
    *part = (HcpPart){.n = l->first[p + 1] - l->first[p]};
    for (int32_t k = 0; k < part->n; k++)
        n_slots += l->ties->offset[node[k] + 1] - l->ties->offset[node[k]];
    part->offset = hcp__array_new((int64_t)part->n + 1, sizeof *part->offset, error);
    part->neighbour = part->offset ? hcp__array_new(n_slots, sizeof *part->neighbour, error) : NULL;
    part->weight = part->neighbour ? hcp__array_new(n_slots, sizeof *part->weight, error) : NULL;
    if (part->weight == NULL) {
        close_part(part);
        return FALSE;
    }
    for (int32_t k = 0; k < part->n; k++) {
        for (int64_t s = l->ties->offset[node[k]]; s < l->ties->offset[node[k] + 1]; s++, slot++) {
            part->neighbour[slot] = l->local[l->ties->neighbour[s]];
            part->weight[slot] = pull_of(l->ties, s) / l->mean_weight;
        }
        part->offset[k + 1] = slot;
    }
    return TRUE;
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Draws in the tenth of the nodes that lies farthest out, so that no lone branch takes up the room
 * of many: r > q becomes q (1 + 0.4 ln(r / q)), which keeps the order. Returns the new farthest. */
static double draw_in(int32_t n, double *x, double *y) {
    g_autofree double *distance = g_new(double, (gsize)n);
    for (int32_t i = 0; i < n; i++)
        distance[i] = hypot(x[i], y[i]);
    qsort(distance, (size_t)n, sizeof *distance, compare_doubles);
    double q = distance[(n - 1) * (int64_t)9 / 10], farthest = 0;
    for (int32_t i = 0; i < n; i++) {
        double r = hypot(x[i], y[i]);
        double scale = r > q && q > 0 ? q * (1 + 0.4 * log(r / q)) / r : 1;
        x[i] *= scale;
        y[i] *= scale;
        farthest = MAX(farthest, scale * r);
    }
    return farthest;
}

/* Every part gets room in proportion to its nodes. */
static double fit_disc(int32_t n, double *x, double *y) {
    double farthest = draw_in(n, x, y), squares = 0;
    for (int32_t i = 0; i < n; i++)
        squares += x[i] * x[i] + y[i] * y[i];
    double scale = squares > 0 ? 0.75 * n / sqrt(squares) : 0;
    for (int32_t i = 0; i < n; i++) {
        x[i] *= scale;
        y[i] *= scale;
    }
    return farthest * scale + 0.5;
}

static gboolean place_part(Layout *l, int32_t p, HcpRng *rng, const HcpRun *run, GError **error) {
    int32_t n = l->first[p + 1] - l->first[p];
    l->disc[p].radius = 0.3;
    if (n == 1)
        return TRUE;
    g_autofree double *x = hcp__array_new(n, sizeof *x, error);
    g_autofree double *y = hcp__array_new(n, sizeof *y, error);
    HcpPart part;
    if (x == NULL || y == NULL || !open_part(l, p, &part, error))
        return FALSE;
    gboolean good = hcp__layout_part(&part, rng, run, x, y, error);
    close_part(&part);
    if (!good)
        return FALSE;
    l->disc[p].radius = fit_disc(n, x, y);
    for (int32_t k = 0; k < n; k++) {
        l->x[l->node[l->first[p] + k]] = x[k];
        l->y[l->node[l->first[p] + k]] = y[k];
    }
    return TRUE;
}

static int compare_discs(const void *a, const void *b, void *data) {
    const HcpDisc *disc = data;
    int32_t p = *(const int32_t *)a, q = *(const int32_t *)b;
    if (disc[p].radius != disc[q].radius)
        return disc[p].radius > disc[q].radius ? -1 : 1;
    return p - q;
}

/* Parts by falling radius, which is nearly but not always that of their sizes. */
static void place_discs(Layout *l) {
    g_autofree int32_t *order = g_new(int32_t, (gsize)l->n_parts + 1);
    g_autofree HcpDisc *sorted = g_new0(HcpDisc, (gsize)l->n_parts + 1);
    int32_t n_tied = 0;
    for (int32_t p = 0; p < l->n_parts; p++) {
        order[p] = p;
        n_tied += l->first[p + 1] - l->first[p] > 1;
    }
    g_qsort_with_data(order, n_tied, sizeof *order, compare_discs, l->disc);
    for (int32_t k = 0; k < l->n_parts; k++)
        sorted[k].radius = l->disc[order[k]].radius;
    hcp__pack_discs(l->n_parts, MIN(n_tied, MAX_AROUND), sorted);
    for (int32_t k = 0; k < l->n_parts; k++)
        l->disc[order[k]] = sorted[k];
}

/* Centroid 0, the farthest coordinate 1000. */
static void fit_map(Layout *l) {
    double sum_x = 0, sum_y = 0, farthest = 0;
    for (int32_t i = 0; i < l->n; i++) {
        sum_x += l->x[i] += l->disc[l->part[i]].x;
        sum_y += l->y[i] += l->disc[l->part[i]].y;
    }
    for (int32_t i = 0; i < l->n; i++) {
        l->x[i] -= sum_x / l->n;
        l->y[i] -= sum_y / l->n;
        farthest = MAX(farthest, MAX(fabs(l->x[i]), fabs(l->y[i])));
    }
    for (int32_t i = 0; i < l->n && farthest > 0; i++) {
        l->x[i] *= 1000 / farthest;
        l->y[i] *= 1000 / farthest;
    }
}

static gboolean place_all(Layout *l, const HcpRun *run, GError **error) {
    HcpRng rng;
    hcp__rng_init(&rng, hcp_run_get_seed(run), 0x6c61796f7574); /* "layout" */
    list_parts(l);
    for (int32_t p = 0; p < l->n_parts; p++)
        if (!hcp_run_check(run, error) || !place_part(l, p, &rng, run, error))
            return FALSE;
    place_discs(l);
    fit_map(l);
    return TRUE;
}

static HcpColumn *make_column(const char *name, int32_t n, const double *value) {
    HcpColumnInfo info = {.name = name,
                          .label = name,
                          .definition = "place on the map: tied nodes stand near each other",
                          .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_doubles(&info, n, value);
}

gboolean hcp_layout_compute(HcpNetwork *network, const HcpRun *run, HcpColumn **out_x,
                            HcpColumn **out_y, GError **error) {
    g_return_val_if_fail(network != NULL && run != NULL && out_x != NULL && out_y != NULL, FALSE);
    int32_t n = hcp_network_get_n_nodes(network);
    hcp_run_report(run, "layout", 0);
    g_autoptr(HcpNetwork) view = hcp_network_to_undirected(network, run, error);
    g_autofree int32_t *numbers = hcp__array_new(4 * (int64_t)n + 1, sizeof *numbers, error);
    g_autofree double *places = hcp__array_new(2 * (int64_t)n, sizeof *places, error);
    if (view == NULL || numbers == NULL || places == NULL)
        return FALSE;
    Layout l = {.n = n,
                .ties = hcp_network_out(view),
                .part = numbers,
                .node = numbers + n,
                .local = numbers + 2 * (gsize)n,
                .first = numbers + 3 * (gsize)n,
                .x = places,
                .y = places + n};
    l.n_parts = hcp_network_components(view, l.part);
    g_autofree HcpDisc *disc = hcp__array_new(l.n_parts, sizeof *disc, error);
    l.disc = disc;
    if (disc == NULL || !place_all(&l, run, error))
        return FALSE;
    *out_x = make_column("x", n, l.x);
    *out_y = make_column("y", n, l.y);
    hcp_run_report(run, "layout", 1);
    return TRUE;
}
