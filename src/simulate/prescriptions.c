/* Units of the product class, by month, pharmacy, product prescribed and product dispensed. An
 * adopter's share of the brand grows towards the ceiling: ceiling (1 - e^-(months / 4)). */
#include "simulate/simulate_internal.h"

#include <math.h>

enum { PHARMACIES = 3, PRODUCTS = 3 };
enum { BRAND, RIVAL, GENERIC };

static const char *const NAMES[PRODUCTS] = {"BRANDX", "RIVAL", "GENERIC"};
static const double PHARMACY_SHARE[PHARMACIES] = {0.6, 0.25, 0.15};
static const double RIVAL_SHARE = 0.55;     /* of what is not the brand; the rest is the generic */
static const int MONTHS_ADOPTED_BEFORE = 6; /* of those who took the brand up before the period */

typedef struct {
    int32_t physician, date, units, pharmacy;
    const char *product, *dispensed;
} Prescription;

static const HcpSimField FIELDS[] = {
    {"physician", HCP__SIM_CELL_PHYSICIAN, offsetof(Prescription, physician)},
    {"product", HCP__SIM_CELL_WORD, offsetof(Prescription, product)},
    {"date", HCP__SIM_CELL_DATE, offsetof(Prescription, date)},
    {"units", HCP__SIM_CELL_COUNT, offsetof(Prescription, units)},
    {"pharmacy", HCP__SIM_CELL_ORGANISATION, offsetof(Prescription, pharmacy)},
    {"dispensed_product", HCP__SIM_CELL_WORD, offsetof(Prescription, dispensed)},
    {NULL, 0, 0},
};

/* Pharmacies of a town by size; the members are rows of organisations. */
static HcpSimUrn *make_pharmacy_urn(const HcpSimWorld *world) {
    guint n = world->organisations->len;
    g_autofree int32_t *town = g_new(int32_t, n);
    g_autofree double *size = g_new(double, n);
    for (guint k = 0; k < n; k++) {
        const HcpSimOrganisation *organisation = hcp__sim_organisation(world, (int32_t)k);
        town[k] = organisation->kind == HCP__SIM_PHARMACY ? organisation->town : -1;
        size[k] = organisation->size;
    }
    return hcp__sim_urn_new(HCP__SIM_TOWNS, n, town, size);
}

/* The town itself, or the nearest one with a pharmacy. */
static int served_town(const HcpSimUrn *pharmacies, int town) {
    int nearest = town;
    double least = INFINITY;
    for (int t = 0; t < HCP__SIM_TOWNS; t++) {
        double distance = hcp__sim_town_distance(town, t);
        if (hcp__sim_urn_weight(pharmacies, t) > 0 && distance < least) {
            least = distance;
            nearest = t;
        }
    }
    return nearest;
}

static double brand_share(const HcpSimPhysician *physician, int month) {
    if (physician->adoption_month < 0 || physician->adoption_month > month + 1)
        return 0;
    int months = physician->adoption_month == 0 ? MONTHS_ADOPTED_BEFORE + month + 1
                                                : month + 2 - physician->adoption_month;
    return physician->ceiling * (1 - exp(-months / 4.0));
}

static int draw_product(double brand, HcpRng *rng) {
    if (hcp__rng_double(rng) < brand)
        return BRAND;
    return hcp__rng_double(rng) < RIVAL_SHARE ? RIVAL : GENERIC;
}

static int draw_pharmacy(HcpRng *rng) {
    double u = hcp__rng_double(rng);
    return u < PHARMACY_SHARE[0] ? 0 : u < PHARMACY_SHARE[0] + PHARMACY_SHARE[1] ? 1 : 2;
}

/* units[pharmacy][product prescribed][product dispensed] of a month. */
typedef struct {
    int32_t units[PHARMACIES][PRODUCTS][PRODUCTS];
} Month;

static void fill_month(Month *tally, const HcpSimWorld *world, const HcpSimPhysician *physician,
                       const int32_t pharmacies[PHARMACIES], double brand, HcpRng *rng) {
    int64_t n = hcp__rng_poisson(rng, physician->class_units);
    for (int64_t k = 0; k < n; k++) {
        int pharmacy = draw_pharmacy(rng), product = draw_product(brand, rng);
        double switching = hcp__sim_organisation(world, pharmacies[pharmacy])->switching;
        int dispensed = hcp__rng_double(rng) < switching ? GENERIC : product;
        tally->units[pharmacy][product][dispensed]++;
    }
}

static void append_month(GArray *rows, const Month *tally, const Prescription *draft,
                         const int32_t pharmacies[PHARMACIES]) {
    for (int k = 0; k < PHARMACIES * PRODUCTS * PRODUCTS; k++) {
        int pharmacy = k / (PRODUCTS * PRODUCTS);
        int product = k / PRODUCTS % PRODUCTS, dispensed = k % PRODUCTS;
        Prescription row = *draft;
        row.units = tally->units[pharmacy][product][dispensed];
        row.pharmacy = pharmacies[pharmacy];
        row.product = NAMES[product];
        row.dispensed = NAMES[dispensed];
        if (row.units > 0)
            g_array_append_val(rows, row);
    }
}

/* Three draws may name one pharmacy twice: its rows are then two of one month, as in real exports.
 */
static void prescribe(GArray *rows, const HcpSimWorld *world, const HcpSimPhysician *physician,
                      const HcpSimUrn *pharmacies, HcpRng *rng) {
    int32_t own[PHARMACIES];
    int town = served_town(pharmacies, physician->town);
    for (int k = 0; k < PHARMACIES; k++)
        own[k] = hcp__sim_urn_draw(pharmacies, town, rng);
    for (int month = 0; month < HCP__SIM_MONTHS; month++) {
        Month tally = {{{{0}}}};
        Prescription draft = {.physician = physician->row,
                              .date = hcp__sim_month_start(world, month)};
        fill_month(&tally, world, physician, own, brand_share(physician, month), rng);
        append_month(rows, &tally, &draft, own);
    }
}

gboolean hcp__sim_draw_prescriptions(HcpSimWorld *world, GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_PRESCRIPTIONS);
    g_autoptr(HcpSimUrn) pharmacies = make_pharmacy_urn(world);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Prescription));
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        const HcpSimPhysician *physician = &world->physicians[i];
        if (physician->active && physician->class_units > 0)
            prescribe(rows, world, physician, pharmacies, &rng);
    }
    return hcp__sim_add_rows(world, "prescriptions", rows, FIELDS, error);
}
