/* What the analyses should find again, and the seeds from which they start. */
#include "simulate/simulate_internal.h"

#define P(name, kind, member)                                                                      \
    { name, HCP__SIM_CELL_##kind, offsetof(HcpSimPhysician, member) }
#define O(name, kind, member)                                                                      \
    { name, HCP__SIM_CELL_##kind, offsetof(HcpSimOrganisation, member) }

static const HcpSimField PHYSICIANS[] = {
    P("id", PHYSICIAN, row),
    P("referral_propensity", NUMBER, propensity),
    P("strong_referrer", FLAG, strong),
    P("expected_referrals", NUMBER, expected),
    P("attribute_effect", NUMBER, attribute_effect),
    P("peer_group_effect", NUMBER, peer_group_effect),
    P("practice_effect", NUMBER, practice_effect),
    P("hospital_effect", NUMBER, hospital_effect),
    P("town_effect", NUMBER, town_effect),
    P("own_effect", NUMBER, own_effect),
    P("panel_size", NUMBER, panel),
    P("popularity", NUMBER, popularity),
    P("receptiveness", NUMBER, receptiveness),
    P("innovativeness", NUMBER, innovativeness),
    P("class_units_a_month", NUMBER, class_units),
    P("adoption_month", COUNT, adoption_month),
    P("brand_ceiling", NUMBER, ceiling),
    {NULL, 0, 0},
};

static const HcpSimField ORGANISATIONS[] = {
    O("id", ORGANISATION, row),
    O("kind", WORD, kind_name),
    O("size", NUMBER, size),
    O("referral_effect", NUMBER, referral_effect),
    O("switch_probability", NUMBER, switching),
    {NULL, 0, 0},
};

gboolean hcp__sim_list_truth(HcpSimWorld *world, GError **error) {
    return hcp__sim_add_physicians(world, "truth", PHYSICIANS, error) &&
           hcp__sim_add_rows(world, "truth_organisations", world->organisations, ORGANISATIONS,
                             error);
}

/* The team knows seven in ten of the strong referrers. */
gboolean hcp__sim_draw_seeds(HcpSimWorld *world, GError **error) {
    static const HcpSimField FIELDS[] = {{"id", HCP__SIM_CELL_PHYSICIAN, 0}, {NULL, 0, 0}};
    const double KNOWN = 0.7;
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_SEEDS);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (int32_t i = 0; i < world->options.n_physicians; i++)
        if (hcp__rng_double(&rng) < KNOWN && world->physicians[i].strong)
            g_array_append_val(rows, i);
    return hcp__sim_add_rows(world, "seeds", rows, FIELDS, error);
}
