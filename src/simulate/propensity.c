/* What is planted: how readily each physician refers, how sought-after and how open to the brand.
 *
 *   log propensity_i = x_i'b + peer group + practice + hospital + town + own
 *
 * with normal effects; docs/simulate.md lists the constants. */
#include "simulate/simulate_internal.h"

#include <math.h>
#include <string.h>

static const double SOLO = -0.30, TEACHING = 0.45, ELECTRONIC = 0.45, DECADE = -0.15;
static const double PEER_GROUP_SD = 0.40, PRACTICE_SD = 0.30, HOSPITAL_SD = 0.30, TOWN_SD = 0.20,
                    OWN_SD = 0.25;

/* Gender and language are planted nulls. */
static double attribute_effect(const HcpSimPhysician *physician) {
    double decades = (1975 - physician->birth_year) / 10.0;
    return SOLO * (strcmp(physician->practice_form, "solo") == 0) + TEACHING * physician->teaching +
           ELECTRONIC * physician->electronic + DECADE * decades;
}

static void draw_group_effects(HcpSimWorld *world, HcpRng *rng) {
    static const double SD[] = {[HCP__SIM_HOSPITAL] = HOSPITAL_SD,
                                [HCP__SIM_PEER_GROUP] = PEER_GROUP_SD,
                                [HCP__SIM_PHARMACY] = 0,
                                [HCP__SIM_PRACTICE] = PRACTICE_SD};
    for (guint k = 0; k < world->organisations->len; k++) {
        HcpSimOrganisation *organisation = hcp__sim_organisation(world, (int32_t)k);
        if (organisation->kind != HCP__SIM_PHARMACY)
            organisation->referral_effect = SD[organisation->kind] * hcp__rng_normal(rng);
    }
}

static double effect_of(const HcpSimWorld *world, int32_t organisation) {
    return organisation < 0 ? 0 : hcp__sim_organisation(world, organisation)->referral_effect;
}

static void draw_referral(HcpSimPhysician *physician, const HcpSimWorld *world,
                          const double town_effect[HCP__SIM_TOWNS], HcpRng *rng) {
    const HcpSimSpecialty *specialty = &hcp__sim_specialties[physician->specialty];
    physician->attribute_effect = attribute_effect(physician);
    physician->peer_group_effect = effect_of(world, physician->peer_group);
    physician->practice_effect = effect_of(world, physician->practice);
    physician->hospital_effect = effect_of(world, physician->hospital);
    physician->town_effect = town_effect[physician->town];
    physician->own_effect = OWN_SD * hcp__rng_normal(rng);
    physician->propensity = exp(physician->attribute_effect + physician->peer_group_effect +
                                physician->practice_effect + physician->hospital_effect +
                                physician->town_effect + physician->own_effect);
    physician->expected = specialty->referrals * physician->panel / specialty->panel;
}

static void draw_other(HcpSimPhysician *physician, HcpRng *rng) {
    const HcpSimSpecialty *specialty = &hcp__sim_specialties[physician->specialty];
    physician->popularity = exp(0.8 * hcp__rng_normal(rng)) * (physician->speaker ? 2 : 1);
    physician->receptiveness = hcp__rng_normal(rng);
    physician->innovativeness = hcp__rng_normal(rng);
    physician->ceiling = 0.15 + 0.5 * hcp__rng_double(rng) * hcp__rng_double(rng);
    physician->class_units =
        specialty->units * physician->panel / specialty->panel * exp(0.4 * hcp__rng_normal(rng));
}

gboolean hcp__sim_draw_propensity(HcpSimWorld *world, G_GNUC_UNUSED GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_PROPENSITY);
    double town_effect[HCP__SIM_TOWNS];
    for (int t = 0; t < HCP__SIM_TOWNS; t++)
        town_effect[t] = TOWN_SD * hcp__rng_normal(&rng);
    draw_group_effects(world, &rng);
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        draw_referral(&world->physicians[i], world, town_effect, &rng);
        draw_other(&world->physicians[i], &rng);
    }
    return TRUE;
}
