#include "simulate/simulate_internal.h"

/* Role of a member: heads are few. */
static const char *draw_role(HcpSimKind kind, HcpRng *rng) {
    double u = hcp__rng_double(rng);
    if (kind == HCP__SIM_HOSPITAL)
        return u < 0.1 ? "head of department" : "staff";
    if (kind == HCP__SIM_PEER_GROUP)
        return u < 0.1 ? "coordinator" : "member";
    return u < 0.3 ? "partner" : "associate";
}

static void affiliate(HcpSimWorld *world, int32_t physician, int32_t organisation, HcpRng *rng) {
    const int32_t TWENTY_YEARS = 7300;
    if (organisation < 0)
        return;
    const HcpSimOrganisation *to = hcp__sim_organisation(world, organisation);
    HcpSimAffiliation row = {
        .physician = physician,
        .organisation = organisation,
        .since = world->first_day - 1 - (int32_t)hcp__rng_below(rng, TWENTY_YEARS),
        .until = INT32_MIN,
        .kind = to->kind_name,
        .role = draw_role(to->kind, rng),
    };
    g_array_append_val(world->affiliations, row);
}

gboolean hcp__sim_draw_affiliations(HcpSimWorld *world, G_GNUC_UNUSED GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_AFFILIATIONS);
    hcp__sim_form_groups(world, HCP__SIM_PRACTICE, &rng);
    hcp__sim_form_groups(world, HCP__SIM_PEER_GROUP, &rng);
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        const HcpSimPhysician *physician = &world->physicians[i];
        affiliate(world, i, physician->hospital, &rng);
        affiliate(world, i, physician->practice, &rng);
        affiliate(world, i, physician->peer_group, &rng);
    }
    return TRUE;
}
