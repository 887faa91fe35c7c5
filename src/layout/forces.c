/* Ties pull, nodes push: the forces of ForceAtlas2 (Jacomy, Venturini, Heymann & Bastian 2014, PLOS
 * ONE 9:e98679), pushes by the quadtree of Barnes & Hut, steps limited by a falling temperature as
 * in Fruchterman & Reingold (1991, Software Pract Exper 21:1129-1164). */
#include "layout/layout_internal.h"

#include <math.h>

enum { CHUNK = 256 };

typedef struct {
    const HcpPart *part;
    HcpQuadtree *tree;
    double *x, *y; /* positions */
    double *step_x, *step_y;
    double *mass;         /* 1 + sum of the weights of the node's ties */
    double radius;        /* of the whole, about */
    double temperature;   /* no step is longer */
    gboolean contracting; /* second half: pulls grow with the root of the distance */
} Forces;

static const double GRAVITY = 0.15;

/* Where node i moves next: half of its way to balance, no farther than the temperature.
 *
 *   pull of a tie    w d              first half: finds the places
 *                    w sqrt(d R)      then: draws groups together and apart from others (an energy
 *                                     model closer to Noack's LinLog, 2007, JGAA 11:453-480)
 *   push of a pair   m_i m_j / d
 *   gravity          g m_i d          to the middle, so that no branch drifts away
 */
static void find_step(Forces *f, int32_t i) {
    double x = f->x[i], y = f->y[i], fx, fy;
    hcp__quadtree_push(f->tree, i, x, y, &fx, &fy);
    fx *= f->mass[i];
    fy *= f->mass[i];
    for (int64_t s = f->part->offset[i]; s < f->part->offset[i + 1]; s++) {
        int32_t j = f->part->neighbour[s];
        double dx = f->x[j] - x, dy = f->y[j] - y, pull = f->part->weight[s];
        if (f->contracting)
            pull *= sqrt(f->radius / (sqrt(dx * dx + dy * dy) + 1e-3 * f->radius));
        fx += pull * dx;
        fy += pull * dy;
    }
    fx -= GRAVITY * f->mass[i] * x;
    fy -= GRAVITY * f->mass[i] * y;
    double step = 0.5 * sqrt(fx * fx + fy * fy) / f->mass[i];
    double scale = 0.5 / f->mass[i] * (step > f->temperature ? f->temperature / step : 1);
    f->step_x[i] = scale * fx;
    f->step_y[i] = scale * fy;
}

static void find_steps(int64_t first, int64_t last, void *data) {
    for (int64_t i = first; i < last; i++)
        find_step(data, (int32_t)i);
}

static int count_rounds(int32_t n) {
    return n <= 2000 ? 600 : 300;
}

/* With many thousands of nodes groups are dense already, and would shrink to dots. */
static gboolean may_contract(int32_t n) {
    return n <= 5000;
}

static gboolean simulate(Forces *f, const HcpRun *run, GError **error) {
    int32_t n = f->part->n;
    int n_rounds = count_rounds(n);
    for (int round = 0; round < n_rounds; round++) {
        double left = 1 - (double)round / n_rounds;
        f->temperature = 0.1 * f->radius * left * left + 1e-4 * f->radius;
        f->contracting = 2 * round > n_rounds && may_contract(n);
        if (n > 1000)
            hcp_run_report(run, "layout", (double)round / n_rounds);
        hcp__quadtree_build(f->tree, f->x, f->y, f->mass);
        if (!hcp__parallel_for(run, n, CHUNK, find_steps, f, error))
            return FALSE;
        for (int32_t i = 0; i < n; i++) {
            f->x[i] += f->step_x[i];
            f->y[i] += f->step_y[i];
        }
    }
    return TRUE;
}

/* At balance pulls w d meet pushes m_i sum m / d, so that the whole is about sqrt(sum m) wide. */
static void scatter(Forces *f, HcpRng *rng) {
    double total = 0;
    for (int32_t i = 0; i < f->part->n; i++) {
        f->mass[i] = 1;
        for (int64_t s = f->part->offset[i]; s < f->part->offset[i + 1]; s++)
            f->mass[i] += f->part->weight[s];
        total += f->mass[i];
    }
    f->radius = sqrt(total);
    for (int32_t i = 0; i < f->part->n; i++) {
        double r = f->radius * sqrt(hcp__rng_double(rng)), angle = 2 * G_PI * hcp__rng_double(rng);
        f->x[i] = r * cos(angle);
        f->y[i] = r * sin(angle);
    }
}

static void centre(int32_t n, double *x) {
    double sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += x[i];
    for (int32_t i = 0; i < n; i++)
        x[i] -= sum / n;
}

/* Turns the longest axis (first principal component) level. */
static void turn_level(int32_t n, double *x, double *y) {
    double xx = 0, yy = 0, xy = 0;
    for (int32_t i = 0; i < n; i++) {
        xx += x[i] * x[i];
        yy += y[i] * y[i];
        xy += x[i] * y[i];
    }
    double angle = 0.5 * atan2(2 * xy, xx - yy), c = cos(angle), s = sin(angle);
    for (int32_t i = 0; i < n; i++) {
        double level = c * x[i] + s * y[i];
        y[i] = c * y[i] - s * x[i];
        x[i] = level;
    }
}

gboolean hcp__layout_part(const HcpPart *part, HcpRng *rng, const HcpRun *run, double *x, double *y,
                          GError **error) {
    int32_t n = part->n;
    g_autofree double *scratch = hcp__array_new(3 * (int64_t)n, sizeof *scratch, error);
    g_autoptr(HcpQuadtree) tree = scratch != NULL ? hcp__quadtree_new(n, error) : NULL;
    if (tree == NULL)
        return FALSE;
    Forces f = {.part = part,
                .tree = tree,
                .x = x,
                .y = y,
                .step_x = scratch,
                .step_y = scratch + n,
                .mass = scratch + 2 * (gsize)n};
    scatter(&f, rng);
    if (!simulate(&f, run, error))
        return FALSE;
    centre(n, x);
    centre(n, y);
    turn_level(n, x, y);
    return TRUE;
}
