#include "simulate/simulate_internal.h"

#include <math.h>
#include <string.h>

/* Where physicians may work. An item of `near_*` is from-town x members + member. */
typedef struct {
    HcpSimUrn *specialties, *towns, *hospitals, *near_towns, *near_hospitals;
    int32_t n_hospitals;
} Places;

/* Fewer work together the further apart: e^-(km / reach). */
static double decay(int a, int b) {
    const double REACH = 15;
    return exp(-hcp__sim_town_distance(a, b) / REACH);
}

static HcpSimUrn *make_simple_urn(int n, double (*weight_of)(const HcpSimWorld *, int),
                                  const HcpSimWorld *world) {
    g_autofree int32_t *group = g_new0(int32_t, n);
    g_autofree double *weight = g_new(double, n);
    for (int k = 0; k < n; k++)
        weight[k] = weight_of(world, k);
    return hcp__sim_urn_new(1, n, group, weight);
}

static double specialty_weight(G_GNUC_UNUSED const HcpSimWorld *world, int k) {
    return hcp__sim_specialties[k].share;
}

static double town_weight(G_GNUC_UNUSED const HcpSimWorld *world, int k) {
    return hcp__sim_town_weight(k);
}

static double hospital_weight(const HcpSimWorld *world, int k) {
    return hcp__sim_organisation(world, k)->size;
}

static HcpSimUrn *make_near_towns(void) {
    enum { N = HCP__SIM_TOWNS * HCP__SIM_TOWNS };
    g_autofree int32_t *group = g_new(int32_t, N);
    g_autofree double *weight = g_new(double, N);
    for (int k = 0; k < N; k++) {
        group[k] = k / HCP__SIM_TOWNS;
        weight[k] = hcp__sim_town_weight(k % HCP__SIM_TOWNS) *
                    decay(k / HCP__SIM_TOWNS, k % HCP__SIM_TOWNS);
    }
    return hcp__sim_urn_new(HCP__SIM_TOWNS, N, group, weight);
}

static HcpSimUrn *make_near_hospitals(const HcpSimWorld *world) {
    int32_t n_hospitals = world->options.n_hospitals, n = HCP__SIM_TOWNS * n_hospitals;
    g_autofree int32_t *group = g_new(int32_t, n);
    g_autofree double *weight = g_new(double, n);
    for (int32_t k = 0; k < n; k++) {
        const HcpSimOrganisation *hospital = hcp__sim_organisation(world, k % n_hospitals);
        group[k] = k / n_hospitals;
        weight[k] = hospital->size * decay(k / n_hospitals, hospital->town);
    }
    return hcp__sim_urn_new(HCP__SIM_TOWNS, n, group, weight);
}

static void places_init(Places *places, const HcpSimWorld *world) {
    places->n_hospitals = world->options.n_hospitals;
    places->specialties = make_simple_urn(HCP__SIM_SPECIALTIES, specialty_weight, world);
    places->towns = make_simple_urn(HCP__SIM_TOWNS, town_weight, world);
    places->hospitals = make_simple_urn(places->n_hospitals, hospital_weight, world);
    places->near_towns = make_near_towns();
    places->near_hospitals = make_near_hospitals(world);
}

static void places_clear(Places *places) {
    hcp__sim_urn_free(places->specialties);
    hcp__sim_urn_free(places->towns);
    hcp__sim_urn_free(places->hospitals);
    hcp__sim_urn_free(places->near_towns);
    hcp__sim_urn_free(places->near_hospitals);
}

/* Specialists work where the hospitals are, general practitioners where people live. */
static void draw_place(HcpSimPhysician *physician, const HcpSimWorld *world, const Places *places,
                       HcpRng *rng) {
    physician->specialty = hcp__sim_urn_draw(places->specialties, 0, rng);
    gboolean in_hospital = physician->specialty != HCP__SIM_GP && hcp__rng_double(rng) < 0.9;
    physician->hospital = in_hospital ? hcp__sim_urn_draw(places->hospitals, 0, rng) : -1;
    physician->town = hcp__sim_urn_draw(places->towns, 0, rng);
    if (in_hospital) {
        physician->town = hcp__sim_organisation(world, physician->hospital)->town;
        if (hcp__rng_double(rng) < 0.2)
            physician->town =
                hcp__sim_urn_draw(places->near_towns, physician->town, rng) % HCP__SIM_TOWNS;
    }
    int32_t near = hcp__sim_urn_draw(places->near_hospitals, physician->town, rng);
    physician->home_hospital = in_hospital ? physician->hospital : near % places->n_hospitals;
}

static void show_place(HcpSimPhysician *physician, HcpRng *rng) {
    const HcpSimTown *town = &hcp__sim_towns[physician->town];
    physician->specialty_name = hcp__sim_specialties[physician->specialty].name;
    physician->province = hcp__sim_provinces[town->province].name;
    physician->town_name = town->name;
    physician->postcode = town->postcode;
    physician->latitude = town->latitude + round(300 * (hcp__rng_double(rng) - 0.5)) / 10000;
    physician->longitude = town->longitude + round(450 * (hcp__rng_double(rng) - 0.5)) / 10000;
}

static void draw_person(HcpSimPhysician *physician, HcpSimWorld *world, HcpRng *rng) {
    physician->language = hcp__sim_draw_language(physician->town, rng);
    gboolean female = hcp__rng_double(rng) < 0.48;
    physician->gender = female ? "F" : "M";
    g_autofree char *name =
        g_strjoin(" ", hcp__sim_draw_first_name(physician->language, female, rng),
                  hcp__sim_draw_last_name(physician->language, rng), NULL);
    physician->name = g_string_chunk_insert_const(world->texts, name);
    double age = 50 + 11 * hcp__rng_normal(rng); /* CLAMP would draw it anew for each comparison */
    age = CLAMP(age, 28, 76);
    physician->birth_year = 2025 - (int32_t)age;
}

static const char *draw_practice_form(const HcpSimPhysician *physician, HcpRng *rng) {
    double u = hcp__rng_double(rng);
    if (physician->hospital >= 0)
        return "hospital";
    if (physician->specialty != HCP__SIM_GP)
        return u < 0.7 ? "solo" : "group";
    return u < 0.40 ? "solo" : "group";
}

static void draw_profile(HcpSimPhysician *physician, HcpRng *rng) {
    gboolean gp = physician->specialty == HCP__SIM_GP;
    physician->practice_form = draw_practice_form(physician, rng);
    physician->teaching = hcp__rng_double(rng) < (gp ? 0.12 : 0.25);
    physician->electronic = hcp__rng_double(rng) < 0.5 + 0.006 * (physician->birth_year - 1975);
    physician->speaker = hcp__rng_double(rng) < (gp ? 0.02 : 0.10);
    physician->panel =
        hcp__sim_specialties[physician->specialty].panel * exp(0.35 * hcp__rng_normal(rng));
    gboolean missing = hcp__rng_double(rng) < 0.05;
    physician->panel_shown = missing ? -1 : (int32_t)round(physician->panel);
}

static int id_digits(int32_t n) {
    int digits = 5;
    for (int32_t rest = n / 100000; rest > 0; rest /= 10)
        digits++;
    return digits;
}

gboolean hcp__sim_draw_physicians(HcpSimWorld *world, GError **error) {
    int32_t n = world->options.n_physicians;
    world->physicians = hcp__array_new(n, sizeof *world->physicians, error);
    if (world->physicians == NULL)
        return FALSE;
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_PHYSICIANS);
    Places places;
    places_init(&places, world);
    for (int32_t i = 0; i < n; i++) {
        HcpSimPhysician *physician = &world->physicians[i];
        physician->row = i;
        draw_place(physician, world, &places, &rng);
        show_place(physician, &rng);
        draw_person(physician, world, &rng);
        draw_profile(physician, &rng);
        g_autofree char *id = g_strdup_printf("P%0*d", id_digits(n), i + 1);
        hcp__pool_add(world->physician_ids, id, -1);
    }
    places_clear(&places);
    return TRUE;
}
