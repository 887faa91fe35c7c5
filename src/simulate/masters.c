/* The tables of who there is. */
#include "simulate/simulate_internal.h"

#define CELL(type, name, kind, member)                                                             \
    { name, HCP__SIM_CELL_##kind, offsetof(type, member) }
#define P(name, kind, member) CELL(HcpSimPhysician, name, kind, member)
#define O(name, kind, member) CELL(HcpSimOrganisation, name, kind, member)
#define A(name, kind, member) CELL(HcpSimAffiliation, name, kind, member)

static const HcpSimField PHYSICIANS[] = {
    P("id", PHYSICIAN, row),
    P("name", WORD, name),
    P("specialty", WORD, specialty_name),
    P("province", WORD, province),
    P("town", WORD, town_name),
    P("postcode", WORD, postcode),
    P("latitude", NUMBER, latitude),
    P("longitude", NUMBER, longitude),
    P("birth_year", COUNT, birth_year),
    P("gender", WORD, gender),
    P("language", WORD, language),
    P("practice_form", WORD, practice_form),
    P("teaching", FLAG, teaching),
    P("electronic_referral", FLAG, electronic),
    P("congress_speaker", FLAG, speaker),
    P("value_tier", WORD, value_tier),
    P("panel_size", COUNT, panel_shown),
    P("in_panel", FLAG, in_panel),
    P("active", FLAG, active),
    P("no_contact", FLAG, no_contact),
    P("targeted", FLAG, targeted),
    {NULL, 0, 0},
};

static const HcpSimField ORGANISATIONS[] = {
    O("id", ORGANISATION, row),
    O("kind", WORD, kind_name),
    O("name", WORD, name),
    O("province", WORD, province),
    O("town", WORD, town_name),
    O("postcode", WORD, postcode),
    O("latitude", NUMBER, latitude),
    O("longitude", NUMBER, longitude),
    O("beds", COUNT, beds),
    O("chain", FLAG, chain),
    {NULL, 0, 0},
};

static const HcpSimField AFFILIATIONS[] = {
    A("physician", PHYSICIAN, physician),
    A("organisation", ORGANISATION, organisation),
    A("kind", WORD, kind),
    A("role", WORD, role),
    A("since", DATE, since),
    A("until", DATE, until),
    {NULL, 0, 0},
};

gboolean hcp__sim_list_masters(HcpSimWorld *world, GError **error) {
    return hcp__sim_add_physicians(world, "physicians", PHYSICIANS, error) &&
           hcp__sim_add_rows(world, "organisations", world->organisations, ORGANISATIONS, error) &&
           hcp__sim_add_rows(world, "affiliations", world->affiliations, AFFILIATIONS, error);
}
