#include "simulate/simulate_internal.h"

#include <math.h>
#include <string.h>

/* Weights of towns as places to work in. */
static HcpSimUrn *make_town_urn(void) {
    int32_t group[HCP__SIM_TOWNS] = {0};
    double weight[HCP__SIM_TOWNS];
    for (int t = 0; t < HCP__SIM_TOWNS; t++)
        weight[t] = hcp__sim_town_weight(t);
    return hcp__sim_urn_new(1, HCP__SIM_TOWNS, group, weight);
}

static HcpSimOrganisation *append(HcpSimWorld *world, HcpSimKind kind, int town, char letter) {
    static const char *const KINDS[] = {"hospital", "peer group", "pharmacy", "practice"};
    const HcpSimTown *place = &hcp__sim_towns[town];
    HcpSimOrganisation made = {.row = (int32_t)world->organisations->len,
                               .kind_name = KINDS[kind],
                               .province = hcp__sim_provinces[place->province].name,
                               .town_name = place->name,
                               .postcode = place->postcode,
                               .latitude = place->latitude,
                               .longitude = place->longitude,
                               .beds = -1,
                               .chain = -1,
                               .kind = kind,
                               .town = town,
                               .size = 1,
                               .referral_effect = NAN,
                               .switching = NAN};
    g_array_append_val(world->organisations, made);
    g_autofree char *id = g_strdup_printf("%c%05d", letter, made.row + 1);
    hcp__pool_add(world->organisation_ids, id, -1);
    return hcp__sim_organisation(world, made.row);
}

static void place_off_centre(HcpSimOrganisation *organisation, HcpRng *rng) {
    organisation->latitude += round(200 * (hcp__rng_double(rng) - 0.5)) / 10000;
    organisation->longitude += round(300 * (hcp__rng_double(rng) - 0.5)) / 10000;
}

/* Hospitals go to another town each until every town has one, then round again. */
static int draw_free_town(const HcpSimUrn *towns, int used[HCP__SIM_TOWNS], int round,
                          HcpRng *rng) {
    int town;
    do
        town = hcp__sim_urn_draw(towns, 0, rng);
    while (used[town] > round);
    used[town]++;
    return town;
}

static void add_hospitals(HcpSimWorld *world, const HcpSimUrn *towns, HcpRng *rng) {
    static const char *const QUARTERS_NL[] = {"Noord", "Oost", "Zuid", "West"};
    static const char *const QUARTERS_FR[] = {"Nord", "Est", "Sud", "Ouest"};
    int used[HCP__SIM_TOWNS] = {0};
    for (int32_t h = 0; h < world->options.n_hospitals; h++) {
        int town = draw_free_town(towns, used, h / HCP__SIM_TOWNS, rng);
        HcpSimOrganisation *hospital = append(world, HCP__SIM_HOSPITAL, town, 'H');
        place_off_centre(hospital, rng);
        hospital->size = exp(0.5 * hcp__rng_normal(rng)) * pow(hcp__sim_town_weight(town), 0.3);
        hospital->beds = (int32_t)round(80 * hospital->size) + 60;
        gboolean dutch = strcmp(hcp__sim_draw_language(town, rng), "nl") == 0;
        int64_t quarter = hcp__rng_below(rng, 4);
        g_autofree char *name =
            g_strdup_printf(dutch ? "Ziekenhuis %s-%s" : "Clinique %s-%s", hospital->town_name,
                            dutch ? QUARTERS_NL[quarter] : QUARTERS_FR[quarter]);
        hospital->name = g_string_chunk_insert(world->texts, name);
    }
}

/* log odds that a prescribed brand is dispensed as the generic. */
static double draw_switching(gboolean chain, HcpRng *rng) {
    const double USUAL = -1.6, CHAIN = 0.7, SPREAD = 0.8;
    double odds = exp(USUAL + CHAIN * chain + SPREAD * hcp__rng_normal(rng));
    return odds / (1 + odds);
}

static void add_pharmacies(HcpSimWorld *world, const HcpSimUrn *towns, HcpRng *rng) {
    for (int32_t k = 0; k < world->options.n_pharmacies; k++) {
        int town = hcp__sim_urn_draw(towns, 0, rng);
        HcpSimOrganisation *pharmacy = append(world, HCP__SIM_PHARMACY, town, 'F');
        place_off_centre(pharmacy, rng);
        pharmacy->size = exp(0.6 * hcp__rng_normal(rng));
        pharmacy->chain = hcp__rng_double(rng) < 0.25;
        pharmacy->switching = draw_switching(pharmacy->chain, rng);
        const char *language = hcp__sim_draw_language(town, rng);
        g_autofree char *name =
            g_strdup_printf(strcmp(language, "nl") == 0 ? "Apotheek %s" : "Pharmacie %s",
                            hcp__sim_draw_last_name(language, rng));
        pharmacy->name = g_string_chunk_insert(world->texts, name);
    }
}

gboolean hcp__sim_draw_organisations(HcpSimWorld *world, G_GNUC_UNUSED GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_ORGANISATIONS);
    g_autoptr(HcpSimUrn) towns = make_town_urn();
    add_hospitals(world, towns, &rng);
    add_pharmacies(world, towns, &rng);
    return TRUE;
}

/* ---- groups of physicians, one open group a town ---- */

typedef struct {
    int32_t row, left; /* the open group and its free places */
} OpenGroup;

static const char *group_name(HcpSimWorld *world, HcpSimKind kind, int town, int number) {
    const char *language = hcp__sim_provinces[hcp__sim_towns[town].province].language;
    gboolean french = language != NULL && strcmp(language, "fr") == 0;
    const char *word = kind == HCP__SIM_PEER_GROUP ? (french ? "GLEM" : "LOK")
                                                   : (french ? "Cabinet" : "Groepspraktijk");
    g_autofree char *name = g_strdup_printf("%s %s %d", word, hcp__sim_towns[town].name, number);
    return g_string_chunk_insert(world->texts, name);
}

/* The group of the next physician of the town: sizes least .. least + range - 1. */
static int32_t join_group(HcpSimWorld *world, HcpSimKind kind, OpenGroup *open, int town,
                          int *number, HcpRng *rng) {
    if (open->left == 0) {
        gboolean peers = kind == HCP__SIM_PEER_GROUP;
        HcpSimOrganisation *group = append(world, kind, town, peers ? 'L' : 'G');
        group->name = group_name(world, kind, town, ++*number);
        group->referral_effect = 0;
        open->row = group->row;
        open->left = (int32_t)(peers ? 8 + hcp__rng_below(rng, 9) : 2 + hcp__rng_below(rng, 5));
    }
    open->left--;
    return open->row;
}

static gboolean joins(const HcpSimPhysician *physician, HcpSimKind kind, HcpRng *rng) {
    if (kind == HCP__SIM_PRACTICE)
        return strcmp(physician->practice_form, "group") == 0;
    return hcp__rng_double(rng) < (physician->specialty == HCP__SIM_GP ? 0.85 : 0.25);
}

void hcp__sim_form_groups(HcpSimWorld *world, HcpSimKind kind, HcpRng *rng) {
    OpenGroup open[HCP__SIM_TOWNS] = {{0, 0}};
    int number[HCP__SIM_TOWNS] = {0};
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        HcpSimPhysician *physician = &world->physicians[i];
        int town = physician->town;
        int32_t row = joins(physician, kind, rng)
                          ? join_group(world, kind, &open[town], town, &number[town], rng)
                          : -1;
        if (kind == HCP__SIM_PRACTICE)
            physician->practice = row;
        else
            physician->peer_group = row;
    }
}
