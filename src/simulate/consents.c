#include "simulate/simulate_internal.h"

typedef struct {
    int32_t physician, time;
    const char *purpose, *status;
} Consent;

static const HcpSimField FIELDS[] = {
    {"physician", HCP__SIM_CELL_PHYSICIAN, offsetof(Consent, physician)},
    {"purpose", HCP__SIM_CELL_WORD, offsetof(Consent, purpose)},
    {"status", HCP__SIM_CELL_WORD, offsetof(Consent, status)},
    {"time", HCP__SIM_CELL_DATE, offsetof(Consent, time)},
    {NULL, 0, 0},
};

static void append(GArray *rows, const Consent *subject, gboolean status, int32_t time) {
    Consent row = *subject;
    row.status = status ? "opt_in" : "opt_out";
    row.time = time;
    g_array_append_val(rows, row);
}

/* One in ten was never asked; one in eight of the others changed their mind before the period.
 * Returns the status at its start; nobody changes it within the period. */
static gboolean draw_history(const HcpSimWorld *world, GArray *rows, const Consent *subject,
                             double willing, HcpRng *rng) {
    const int32_t FOUR_YEARS = 1460, YEAR = 365;
    if (hcp__rng_double(rng) < 0.1)
        return FALSE;
    gboolean status = hcp__rng_double(rng) < willing;
    int32_t asked = world->first_day - YEAR - (int32_t)hcp__rng_below(rng, FOUR_YEARS);
    append(rows, subject, status, asked);
    if (hcp__rng_double(rng) >= 0.125)
        return status;
    append(rows, subject, !status, world->first_day - 1 - (int32_t)hcp__rng_below(rng, YEAR - 1));
    return !status;
}

gboolean hcp__sim_draw_consents(HcpSimWorld *world, GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_CONSENTS);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Consent));
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        HcpSimPhysician *physician = &world->physicians[i];
        Consent email = {.physician = i, .purpose = "email"};
        Consent visit = {.physician = i, .purpose = "visit"};
        physician->email_consent = (int8_t)draw_history(world, rows, &email, 0.65, &rng);
        physician->visit_consent = (int8_t)draw_history(world, rows, &visit, 0.90, &rng);
    }
    return hcp__sim_add_rows(world, "consents", rows, FIELDS, error);
}
