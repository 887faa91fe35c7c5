/* What is known of the country: provinces, towns, specialties and names. */
#ifndef HCPNET_SIMULATE_COUNTRY_INTERNAL_H
#define HCPNET_SIMULATE_COUNTRY_INTERNAL_H

#include "base/base_internal.h"

enum { HCP__SIM_PROVINCES = 11, HCP__SIM_TOWNS = 68, HCP__SIM_SPECIALTIES = 12 };
enum { HCP__SIM_GP = 0 };

typedef struct {
    const char *name, *language; /* "nl", "fr"; NULL: both */
    double population;           /* thousands */
} HcpSimProvince;

typedef struct {
    const char *name, *postcode;
    int province;
    double latitude, longitude;
    double population; /* thousands; towns of a province share its population in this proportion */
} HcpSimTown;

typedef struct {
    const char *name, *indication; /* what patients are referred to it for */
    double share;                  /* of physicians */
    double panel;                  /* median number of patients */
    double referrals;              /* expected in a year at the median panel */
    double demand;                 /* share of referrals that it receives from GPs */
    double units;                  /* of the product class a month; 0: does not prescribe it */
} HcpSimSpecialty;

extern const HcpSimProvince hcp__sim_provinces[HCP__SIM_PROVINCES];
extern const HcpSimTown hcp__sim_towns[HCP__SIM_TOWNS];
extern const HcpSimSpecialty hcp__sim_specialties[HCP__SIM_SPECIALTIES];

/* People of the town, by the population of its province. */
double hcp__sim_town_weight(int town);
double hcp__sim_town_distance(int a, int b); /* km */
const char *hcp__sim_draw_language(int town, HcpRng *rng);
const char *hcp__sim_draw_first_name(const char *language, gboolean female, HcpRng *rng);
const char *hcp__sim_draw_last_name(const char *language, HcpRng *rng);

#endif
