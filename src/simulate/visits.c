/* Visits that the referrals of every second patient leave: at the sender, at the receiver, and
 * follow-ups. What happens after the period is not seen. */
#include "simulate/simulate_internal.h"

#include <string.h>

typedef struct {
    int32_t patient, physician, date;
    const char *service;
} Visit;

static const HcpSimField FIELDS[] = {
    {"patient", HCP__SIM_CELL_PATIENT, offsetof(Visit, patient)},
    {"physician", HCP__SIM_CELL_PHYSICIAN, offsetof(Visit, physician)},
    {"date", HCP__SIM_CELL_DATE, offsetof(Visit, date)},
    {"service", HCP__SIM_CELL_WORD, offsetof(Visit, service)},
    {NULL, 0, 0},
};

static int by_patient(const void *a, const void *b) {
    const Visit *x = a, *y = b;
    const int32_t left[] = {x->patient, x->date, x->physician};
    const int32_t right[] = {y->patient, y->date, y->physician};
    for (int k = 0; k < 3; k++)
        if (left[k] != right[k])
            return left[k] < right[k] ? -1 : 1;
    return strcmp(x->service, y->service);
}

static int32_t draw_later(const HcpSimWorld *world, int32_t date, double mean, HcpRng *rng) {
    int32_t earliest = date + 1 + (int32_t)hcp__rng_poisson(rng, mean);
    return earliest + 4 > world->last_day ? INT32_MAX
                                          : hcp__sim_draw_workday(rng, earliest, earliest + 4);
}

static void add_visits(const HcpSimWorld *world, GArray *visits, const HcpSimReferral *referral,
                       HcpRng *rng) {
    const double SHOWS_UP = 0.85, FOLLOW_UPS = 0.4, WAIT = 14, INTERVAL = 45;
    Visit visit = {referral->patient, referral->from, referral->date, "consultation"};
    g_array_append_val(visits, visit);
    if (hcp__rng_double(rng) >= SHOWS_UP)
        return;
    visit.physician = referral->to;
    visit.service = "specialist visit";
    if (world->physicians[referral->to].specialty == HCP__SIM_GP)
        visit.service = "consultation";
    visit.date = draw_later(world, referral->date, WAIT, rng);
    int64_t follow_ups = hcp__rng_poisson(rng, FOLLOW_UPS);
    for (int64_t k = 0; k <= follow_ups && visit.date != INT32_MAX; k++) {
        g_array_append_val(visits, visit);
        visit.service = "follow-up";
        visit.date = draw_later(world, visit.date, INTERVAL, rng);
    }
}

gboolean hcp__sim_draw_visits(HcpSimWorld *world, GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_VISITS);
    g_autoptr(GArray) visits = g_array_new(FALSE, FALSE, sizeof(Visit));
    for (guint r = 0; r < world->referrals->len; r++) {
        const HcpSimReferral *referral = &g_array_index(world->referrals, HcpSimReferral, r);
        if (referral->patient % 2 == 0)
            add_visits(world, visits, referral, &rng);
    }
    hcp__sim_sort_rows(visits, by_patient);
    return hcp__sim_add_rows(world, "visits", visits, FIELDS, error);
}
