/* A survey: a fifth of the physicians name up to three whom they ask for advice, and three with
 * whom they discuss cases. */
#include "simulate/simulate_internal.h"

enum { NAMES = 3, TRIES = 12 };

typedef struct {
    int32_t from, to, date;
    const char *layer;
} Tie;

static const HcpSimField FIELDS[] = {
    {"from", HCP__SIM_CELL_PHYSICIAN, offsetof(Tie, from)},
    {"to", HCP__SIM_CELL_PHYSICIAN, offsetof(Tie, to)},
    {"layer", HCP__SIM_CELL_WORD, offsetof(Tie, layer)},
    {"date", HCP__SIM_CELL_DATE, offsetof(Tie, date)},
    {NULL, 0, 0},
};

typedef struct {
    const HcpSimWorld *world;
    HcpRng rng;
    HcpSimUrn *peers, *hospitals, *towns; /* physicians, by popularity */
} Survey;

static void survey_init(Survey *survey, const HcpSimWorld *world) {
    int32_t n = world->options.n_physicians, n_organisations = (int32_t)world->organisations->len;
    g_autofree int32_t *group = g_new(int32_t, 3 * (gsize)n);
    g_autofree double *popularity = g_new(double, n);
    for (int32_t i = 0; i < n; i++) {
        const HcpSimPhysician *physician = &world->physicians[i];
        group[i] = physician->peer_group;
        group[n + i] = physician->hospital;
        group[2 * n + i] = physician->town;
        popularity[i] = physician->popularity;
    }
    survey->world = world;
    hcp__sim_rng_init(&survey->rng, world, HCP__SIM_STREAM_TIES);
    survey->peers = hcp__sim_urn_new(n_organisations, n, group, popularity);
    survey->hospitals = hcp__sim_urn_new(n_organisations, n, group + n, popularity);
    survey->towns = hcp__sim_urn_new(HCP__SIM_TOWNS, n, group + 2 * n, popularity);
}

static void survey_clear(Survey *survey) {
    hcp__sim_urn_free(survey->peers);
    hcp__sim_urn_free(survey->hospitals);
    hcp__sim_urn_free(survey->towns);
}

static int32_t draw_colleague(Survey *survey, const HcpSimPhysician *from) {
    double u = hcp__rng_double(&survey->rng);
    if (u < 0.5 && from->peer_group >= 0)
        return hcp__sim_urn_draw(survey->peers, from->peer_group, &survey->rng);
    if (u < 0.8 && from->hospital >= 0)
        return hcp__sim_urn_draw(survey->hospitals, from->hospital, &survey->rng);
    return hcp__sim_urn_draw(survey->towns, from->town, &survey->rng);
}

static gboolean is_new(const int32_t names[NAMES], int n_names, int32_t name) {
    for (int k = 0; k < n_names; k++)
        if (names[k] == name)
            return FALSE;
    return TRUE;
}

static void ask(Survey *survey, const HcpSimPhysician *from, const char *layer, GArray *ties) {
    int32_t names[NAMES];
    int n_names = 0, wanted = 1 + (int)hcp__rng_below(&survey->rng, NAMES);
    Tie tie = {.from = from->row, .date = survey->world->first_day + 45, .layer = layer};
    for (int k = 0; k < TRIES && n_names < wanted; k++) {
        tie.to = draw_colleague(survey, from);
        if (tie.to < 0 || tie.to == from->row || !is_new(names, n_names, tie.to))
            continue;
        names[n_names++] = tie.to;
        g_array_append_val(ties, tie);
    }
}

gboolean hcp__sim_draw_ties(HcpSimWorld *world, GError **error) {
    const double ANSWERED = 0.2;
    Survey survey;
    survey_init(&survey, world);
    g_autoptr(GArray) ties = g_array_new(FALSE, FALSE, sizeof(Tie));
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        const HcpSimPhysician *physician = &world->physicians[i];
        if (!physician->active || hcp__rng_double(&survey.rng) >= ANSWERED)
            continue;
        ask(&survey, physician, "advice", ties);
        ask(&survey, physician, "discussion", ties);
    }
    survey_clear(&survey);
    return hcp__sim_add_rows(world, "ties", ties, FIELDS, error);
}
