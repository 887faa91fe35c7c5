/* What the brand's team knows of each physician: value, panel, contact rules. */
#include "simulate/simulate_internal.h"

#include <math.h>

typedef struct {
    int32_t row;
    double value;
} Ranked;

static int by_falling_value(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static double class_units(const HcpSimPhysician *physician) {
    return physician->class_units;
}

static double propensity_if_active(const HcpSimPhysician *physician) {
    return physician->active ? physician->propensity : 0;
}

/* Physicians by falling value, ties by row. */
static Ranked *rank(const HcpSimWorld *world, double (*value_of)(const HcpSimPhysician *)) {
    int32_t n = world->options.n_physicians;
    Ranked *ranked = g_new(Ranked, (guint)n);
    for (int32_t i = 0; i < n; i++)
        ranked[i] = (Ranked){i, value_of(&world->physicians[i])};
    qsort(ranked, (gsize)n, sizeof *ranked, by_falling_value);
    return ranked;
}

/* A: the 15 % with most units of the class; B: the next 30 %. */
static void set_tiers(HcpSimWorld *world) {
    int32_t n = world->options.n_physicians;
    g_autofree Ranked *ranked = rank(world, class_units);
    for (int32_t k = 0; k < n; k++)
        world->physicians[ranked[k].row].value_tier = k < 0.15 * n ? "A" : k < 0.45 * n ? "B" : "C";
}

static void set_strong(HcpSimWorld *world) {
    int32_t n = world->options.n_physicians;
    g_autofree Ranked *ranked = rank(world, propensity_if_active);
    for (int32_t k = 0; k < n; k++)
        world->physicians[ranked[k].row].strong = k < n / 10;
}

/* Referrals are observed through software of the practice: the panel is no random sample. */
static gboolean draw_in_panel(const HcpSimPhysician *physician, HcpRng *rng) {
    double odds = exp(-0.15 + 1.0 * physician->electronic);
    return hcp__rng_double(rng) < odds / (1 + odds);
}

static void draw_standing(HcpSimPhysician *physician, HcpRng *rng) {
    double targeted = physician->value_tier[0] == 'A'   ? 0.25
                      : physician->value_tier[0] == 'B' ? 0.10
                                                        : 0.02;
    physician->in_panel = (int8_t)draw_in_panel(physician, rng);
    physician->active = hcp__rng_double(rng) < 0.97;
    physician->no_contact = hcp__rng_double(rng) < 0.03;
    physician->targeted = hcp__rng_double(rng) < targeted;
    if (!physician->active)
        physician->popularity = 0;
}

gboolean hcp__sim_draw_standing(HcpSimWorld *world, G_GNUC_UNUSED GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_STANDING);
    set_tiers(world);
    for (int32_t i = 0; i < world->options.n_physicians; i++)
        draw_standing(&world->physicians[i], &rng);
    set_strong(world);
    return TRUE;
}
