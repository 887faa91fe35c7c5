/* Who sends patients to whom in the year. The number that a physician sends is Poisson with mean
 * expected x propensity; where they go depends on habit, the hospital nearby, distance and the
 * receiver's popularity, and says nothing of the sender's propensity. */
#include "simulate/simulate_internal.h"

#include <math.h>

static const double TO_HABIT = 0.8, TO_FIRST_HABIT = 0.75, TO_HOME_HOSPITAL = 0.5, BACK = 0.3;
static const double REACH_KM = 12;
enum { HABITS = 2, TRIES = 8 };

typedef struct {
    HcpSimWorld *world;
    HcpRng rng;
    HcpSimUrn *by_town;     /* physicians; group: specialty x towns + town */
    HcpSimUrn *by_hospital; /* physicians; group: specialty x hospitals + home hospital */
    HcpSimUrn *gravity;     /* item: group x towns + town; group: specialty x towns + from town */
    HcpSimUrn *demand;      /* specialties; group 0 from GPs, 1 from specialists */
    int32_t habit[HCP__SIM_SPECIALTIES][HABITS]; /* of the sender at hand; -1: not yet drawn */
    GArray *received;                            /* of int64_t: referrals row, by receiver */
    int64_t *received_offset;
} Flow;

static void make_receiver_urns(Flow *flow) {
    const HcpSimWorld *world = flow->world;
    int32_t n = world->options.n_physicians, n_hospitals = world->options.n_hospitals;
    g_autofree int32_t *town = g_new(int32_t, n);
    g_autofree int32_t *hospital = g_new(int32_t, n);
    g_autofree double *popularity = g_new(double, n);
    for (int32_t i = 0; i < n; i++) {
        const HcpSimPhysician *physician = &world->physicians[i];
        town[i] = physician->specialty * HCP__SIM_TOWNS + physician->town;
        hospital[i] = physician->specialty * n_hospitals + physician->home_hospital;
        popularity[i] = physician->popularity;
    }
    flow->by_town = hcp__sim_urn_new(HCP__SIM_SPECIALTIES * HCP__SIM_TOWNS, n, town, popularity);
    flow->by_hospital =
        hcp__sim_urn_new(HCP__SIM_SPECIALTIES * n_hospitals, n, hospital, popularity);
}

/* Popularity that a town holds of a specialty, x e^-(km / reach). */
static void make_gravity(Flow *flow) {
    enum { GROUPS = HCP__SIM_SPECIALTIES * HCP__SIM_TOWNS, N = GROUPS * HCP__SIM_TOWNS };
    g_autofree int32_t *group = g_new(int32_t, N);
    g_autofree double *weight = g_new(double, N);
    for (int k = 0; k < N; k++) {
        group[k] = k / HCP__SIM_TOWNS;
        int specialty = group[k] / HCP__SIM_TOWNS;
        int from = group[k] % HCP__SIM_TOWNS, to = k % HCP__SIM_TOWNS;
        weight[k] = hcp__sim_urn_weight(flow->by_town, specialty * HCP__SIM_TOWNS + to) *
                    exp(-hcp__sim_town_distance(from, to) / REACH_KM);
    }
    flow->gravity = hcp__sim_urn_new(GROUPS, N, group, weight);
}

static void make_demand(Flow *flow) {
    int32_t group[2 * HCP__SIM_SPECIALTIES];
    double weight[2 * HCP__SIM_SPECIALTIES];
    for (int k = 0; k < 2 * HCP__SIM_SPECIALTIES; k++) {
        group[k] = k / HCP__SIM_SPECIALTIES;
        weight[k] = hcp__sim_specialties[k % HCP__SIM_SPECIALTIES].demand;
    }
    flow->demand = hcp__sim_urn_new(2, 2 * HCP__SIM_SPECIALTIES, group, weight);
}

static void flow_clear(Flow *flow) {
    hcp__sim_urn_free(flow->by_town);
    hcp__sim_urn_free(flow->by_hospital);
    hcp__sim_urn_free(flow->gravity);
    hcp__sim_urn_free(flow->demand);
    g_array_unref(flow->received);
    g_free(flow->received_offset);
}

static int32_t draw_nearby(Flow *flow, const HcpSimPhysician *from, int specialty) {
    if (hcp__rng_double(&flow->rng) < TO_HOME_HOSPITAL) {
        int64_t group = (int64_t)specialty * flow->world->options.n_hospitals + from->home_hospital;
        int32_t to = hcp__sim_urn_draw(flow->by_hospital, group, &flow->rng);
        if (to >= 0)
            return to;
    }
    int64_t group = (int64_t)specialty * HCP__SIM_TOWNS + from->town;
    int32_t item = hcp__sim_urn_draw(flow->gravity, group, &flow->rng);
    if (item < 0)
        return -1;
    int64_t town = (int64_t)specialty * HCP__SIM_TOWNS + item % HCP__SIM_TOWNS;
    return hcp__sim_urn_draw(flow->by_town, town, &flow->rng);
}

/* -1 when only the sender is of that specialty. */
static int32_t draw_other(Flow *flow, const HcpSimPhysician *from, int specialty) {
    for (int k = 0; k < TRIES; k++) {
        int32_t to = draw_nearby(flow, from, specialty);
        if (to != from->row)
            return to;
    }
    return -1;
}

static int32_t draw_receiver(Flow *flow, const HcpSimPhysician *from, int specialty) {
    if (hcp__rng_double(&flow->rng) >= TO_HABIT)
        return draw_other(flow, from, specialty);
    int k = hcp__rng_double(&flow->rng) < TO_FIRST_HABIT ? 0 : 1;
    int32_t *habit = &flow->habit[specialty][k];
    if (*habit < 0)
        *habit = draw_other(flow, from, specialty);
    return *habit;
}

static void start_sender(Flow *flow) {
    for (int s = 0; s < HCP__SIM_SPECIALTIES; s++)
        for (int k = 0; k < HABITS; k++)
            flow->habit[s][k] = -1;
}

static void refer(Flow *flow, const HcpSimReferral *draft, int specialty) {
    HcpSimReferral row = *draft;
    const HcpSimPhysician *from = &flow->world->physicians[row.from];
    if (row.to < 0)
        row.to = draw_receiver(flow, from, specialty);
    if (row.to < 0)
        return;
    row.indication = hcp__sim_specialties[flow->world->physicians[row.to].specialty].indication;
    g_array_append_val(flow->world->referrals, row);
}

/* A patient of the physician's own; some are referred more than once. */
static void refer_own_patient(Flow *flow, int32_t from, int32_t first_patient, int64_t n_patients) {
    const HcpSimWorld *world = flow->world;
    int kind = world->physicians[from].specialty == HCP__SIM_GP ? 0 : 1;
    int specialty = hcp__sim_urn_draw(flow->demand, kind, &flow->rng) % HCP__SIM_SPECIALTIES;
    HcpSimReferral draft = {
        .from = from,
        .to = -1,
        .patient = first_patient + (int32_t)hcp__rng_below(&flow->rng, n_patients),
        .date = hcp__sim_draw_workday(&flow->rng, world->first_day, world->last_day)};
    refer(flow, &draft, specialty);
}

/* A patient that a colleague sent: back to that colleague, or on to a specialist. */
static void refer_received_patient(Flow *flow, int32_t from, const HcpSimReferral *received) {
    HcpSimReferral draft = {
        .from = from,
        .to = hcp__rng_double(&flow->rng) < BACK ? received->from : -1,
        .patient = received->patient,
        .date = hcp__sim_draw_workday(&flow->rng, received->date, flow->world->last_day)};
    refer(flow, &draft, hcp__sim_urn_draw(flow->demand, 1, &flow->rng) % HCP__SIM_SPECIALTIES);
}

static const HcpSimReferral *draw_received(Flow *flow, int32_t physician) {
    int64_t first = flow->received_offset[physician];
    int64_t n = flow->received_offset[physician + 1] - first;
    if (n == 0 || hcp__rng_double(&flow->rng) < 0.2)
        return NULL;
    int64_t row =
        g_array_index(flow->received, int64_t, (guint)(first + hcp__rng_below(&flow->rng, n)));
    return &g_array_index(flow->world->referrals, HcpSimReferral, (guint)row);
}

static void refer_of(Flow *flow, int32_t from) {
    HcpSimWorld *world = flow->world;
    const HcpSimPhysician *physician = &world->physicians[from];
    if (!physician->in_panel || !physician->active)
        return;
    start_sender(flow);
    int64_t n = hcp__rng_poisson(&flow->rng, physician->expected * physician->propensity);
    int64_t n_patients = 1 + n * 9 / 10;
    int32_t first_patient = world->n_patients;
    world->n_patients += (int32_t)n_patients;
    for (int64_t k = 0; k < n; k++) {
        const HcpSimReferral *received = draw_received(flow, from);
        if (received != NULL)
            refer_received_patient(flow, from,
                                   &(HcpSimReferral){.from = received->from,
                                                     .patient = received->patient,
                                                     .date = received->date});
        else
            refer_own_patient(flow, from, first_patient, n_patients);
    }
}

/* Specialists may only pass on what general practitioners have sent. */
static void index_received(Flow *flow) {
    const GArray *referrals = flow->world->referrals;
    int32_t n = flow->world->options.n_physicians;
    g_array_set_size(flow->received, referrals->len);
    for (guint r = 0; r < referrals->len; r++)
        flow->received_offset[g_array_index(referrals, HcpSimReferral, r).to + 1]++;
    for (int32_t i = 0; i < n; i++)
        flow->received_offset[i + 1] += flow->received_offset[i];
    g_autofree int64_t *next = g_new(int64_t, n);
    for (int32_t i = 0; i < n; i++)
        next[i] = flow->received_offset[i];
    for (guint r = 0; r < referrals->len; r++) {
        int32_t to = g_array_index(referrals, HcpSimReferral, r).to;
        g_array_index(flow->received, int64_t, (guint)next[to]++) = r;
    }
}

static gboolean refer_all(Flow *flow, gboolean gps, GError **error) {
    for (int32_t i = 0; i < flow->world->options.n_physicians; i++) {
        if (i % 1024 == 0 && !hcp_run_check(flow->world->run, error))
            return FALSE;
        if ((flow->world->physicians[i].specialty == HCP__SIM_GP) == gps)
            refer_of(flow, i);
    }
    return TRUE;
}

/* Pseudonyms: an odd factor permutes the numbers below 2^28, so that neighbours do not look it. */
static void name_patients(HcpSimWorld *world) {
    for (int32_t k = 0; k < world->n_patients; k++) {
        char text[16];
        g_snprintf(text, sizeof text, "K%07X", ((uint32_t)k * 0x9E3779B1U) & 0xFFFFFFFU);
        hcp__pool_add(world->patient_ids, text, -1);
    }
}

static int by_date(const void *a, const void *b) {
    const HcpSimReferral *x = a, *y = b;
    const int32_t left[] = {x->date, x->from, x->to, x->patient};
    const int32_t right[] = {y->date, y->from, y->to, y->patient};
    for (int k = 0; k < 4; k++)
        if (left[k] != right[k])
            return left[k] < right[k] ? -1 : 1;
    return 0;
}

static const HcpSimField FIELDS[] = {
    {"from", HCP__SIM_CELL_PHYSICIAN, offsetof(HcpSimReferral, from)},
    {"to", HCP__SIM_CELL_PHYSICIAN, offsetof(HcpSimReferral, to)},
    {"date", HCP__SIM_CELL_DATE, offsetof(HcpSimReferral, date)},
    {"patient", HCP__SIM_CELL_PATIENT, offsetof(HcpSimReferral, patient)},
    {"indication", HCP__SIM_CELL_WORD, offsetof(HcpSimReferral, indication)},
    {NULL, 0, 0},
};

gboolean hcp__sim_draw_referrals(HcpSimWorld *world, GError **error) {
    Flow flow = {.world = world,
                 .received = g_array_new(FALSE, FALSE, sizeof(int64_t)),
                 .received_offset = g_new0(int64_t, world->options.n_physicians + 1)};
    hcp__sim_rng_init(&flow.rng, world, HCP__SIM_STREAM_REFERRALS);
    make_receiver_urns(&flow);
    make_gravity(&flow);
    make_demand(&flow);
    gboolean good = refer_all(&flow, TRUE, error);
    index_received(&flow);
    good = good && refer_all(&flow, FALSE, error);
    flow_clear(&flow);
    if (!good)
        return FALSE;
    name_patients(world);
    hcp__sim_sort_rows(world->referrals, by_date);
    return hcp__sim_add_rows(world, "referrals", world->referrals, FIELDS, error);
}
