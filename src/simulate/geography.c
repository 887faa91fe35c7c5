#include "simulate/country_internal.h"

#include <math.h>

enum { ANT, BRU, VBR, WBR, LIM, OVL, WVL, HAI, LIE, NAM, LUX };

/* Population in thousands, 2023, rounded (Statbel). */
const HcpSimProvince hcp__sim_provinces[HCP__SIM_PROVINCES] = {
    [ANT] = {"Antwerpen", "nl", 1890},       [BRU] = {"Brussels", NULL, 1240},
    [VBR] = {"Vlaams-Brabant", "nl", 1180},  [WBR] = {"Brabant wallon", "fr", 410},
    [LIM] = {"Limburg", "nl", 890},          [OVL] = {"Oost-Vlaanderen", "nl", 1550},
    [WVL] = {"West-Vlaanderen", "nl", 1220}, [HAI] = {"Hainaut", "fr", 1350},
    [LIE] = {"Liège", "fr", 1110},           [NAM] = {"Namur", "fr", 500},
    [LUX] = {"Luxembourg", "fr", 290},
};

/* Places are real, to a hundredth of a degree; who works there is not. */
const HcpSimTown hcp__sim_towns[HCP__SIM_TOWNS] = {
    {"Antwerpen", "2000", ANT, 51.22, 4.40, 530},
    {"Mechelen", "2800", ANT, 51.03, 4.48, 87},
    {"Turnhout", "2300", ANT, 51.32, 4.94, 46},
    {"Lier", "2500", ANT, 51.13, 4.57, 37},
    {"Geel", "2440", ANT, 51.16, 4.99, 41},
    {"Heist-op-den-Berg", "2220", ANT, 51.08, 4.73, 43},
    {"Brasschaat", "2930", ANT, 51.29, 4.49, 38},
    {"Brussel", "1000", BRU, 50.85, 4.35, 190},
    {"Schaerbeek", "1030", BRU, 50.87, 4.38, 130},
    {"Anderlecht", "1070", BRU, 50.83, 4.31, 125},
    {"Molenbeek", "1080", BRU, 50.86, 4.32, 98},
    {"Ixelles", "1050", BRU, 50.83, 4.37, 88},
    {"Uccle", "1180", BRU, 50.80, 4.34, 86},
    {"Woluwe-Saint-Lambert", "1200", BRU, 50.84, 4.43, 59},
    {"Leuven", "3000", VBR, 50.88, 4.70, 102},
    {"Vilvoorde", "1800", VBR, 50.93, 4.43, 46},
    {"Dilbeek", "1700", VBR, 50.85, 4.26, 44},
    {"Halle", "1500", VBR, 50.73, 4.24, 41},
    {"Tienen", "3300", VBR, 50.81, 4.94, 36},
    {"Aarschot", "3200", VBR, 50.98, 4.83, 31},
    {"Braine-l'Alleud", "1420", WBR, 50.68, 4.37, 41},
    {"Wavre", "1300", WBR, 50.72, 4.61, 36},
    {"Ottignies-Louvain-la-Neuve", "1340", WBR, 50.67, 4.57, 32},
    {"Nivelles", "1400", WBR, 50.60, 4.33, 30},
    {"Hasselt", "3500", LIM, 50.93, 5.34, 81},
    {"Genk", "3600", LIM, 50.97, 5.50, 67},
    {"Beringen", "3580", LIM, 51.05, 5.23, 48},
    {"Sint-Truiden", "3800", LIM, 50.82, 5.19, 41},
    {"Lommel", "3920", LIM, 51.23, 5.31, 35},
    {"Tongeren", "3700", LIM, 50.78, 5.46, 32},
    {"Gent", "9000", OVL, 51.05, 3.72, 265},
    {"Aalst", "9300", OVL, 50.94, 4.04, 89},
    {"Sint-Niklaas", "9100", OVL, 51.17, 4.14, 80},
    {"Dendermonde", "9200", OVL, 51.03, 4.10, 46},
    {"Ninove", "9400", OVL, 50.83, 4.02, 40},
    {"Oudenaarde", "9700", OVL, 50.85, 3.61, 32},
    {"Eeklo", "9900", OVL, 51.19, 3.57, 22},
    {"Brugge", "8000", WVL, 51.21, 3.22, 119},
    {"Kortrijk", "8500", WVL, 50.83, 3.26, 79},
    {"Oostende", "8400", WVL, 51.23, 2.92, 72},
    {"Roeselare", "8800", WVL, 50.94, 3.12, 65},
    {"Waregem", "8790", WVL, 50.89, 3.43, 39},
    {"Ieper", "8900", WVL, 50.85, 2.88, 35},
    {"Veurne", "8630", WVL, 51.07, 2.66, 12},
    {"Charleroi", "6000", HAI, 50.41, 4.44, 203},
    {"Mons", "7000", HAI, 50.45, 3.95, 96},
    {"La Louvière", "7100", HAI, 50.48, 4.19, 81},
    {"Tournai", "7500", HAI, 50.61, 3.39, 69},
    {"Mouscron", "7700", HAI, 50.74, 3.21, 60},
    {"Binche", "7130", HAI, 50.41, 4.16, 34},
    {"Ath", "7800", HAI, 50.63, 3.78, 30},
    {"Liège", "4000", LIE, 50.63, 5.57, 196},
    {"Seraing", "4100", LIE, 50.60, 5.51, 64},
    {"Verviers", "4800", LIE, 50.59, 5.86, 55},
    {"Herstal", "4040", LIE, 50.67, 5.63, 40},
    {"Huy", "4500", LIE, 50.52, 5.24, 21},
    {"Eupen", "4700", LIE, 50.63, 6.03, 20},
    {"Namur", "5000", NAM, 50.47, 4.87, 113},
    {"Sambreville", "5060", NAM, 50.44, 4.62, 28},
    {"Andenne", "5300", NAM, 50.49, 5.10, 28},
    {"Gembloux", "5030", NAM, 50.56, 4.70, 26},
    {"Ciney", "5590", NAM, 50.30, 5.10, 17},
    {"Dinant", "5500", NAM, 50.26, 4.91, 13},
    {"Arlon", "6700", LUX, 49.68, 5.82, 30},
    {"Marche-en-Famenne", "6900", LUX, 50.23, 5.34, 17},
    {"Bastogne", "6600", LUX, 50.00, 5.72, 16},
    {"Virton", "6760", LUX, 49.57, 5.53, 12},
    {"Libramont-Chevigny", "6800", LUX, 49.92, 5.38, 11},
};

double hcp__sim_town_weight(int town) {
    const HcpSimTown *own = &hcp__sim_towns[town];
    double towns = 0;
    for (int t = 0; t < HCP__SIM_TOWNS; t++)
        if (hcp__sim_towns[t].province == own->province)
            towns += hcp__sim_towns[t].population;
    return hcp__sim_provinces[own->province].population * own->population / towns;
}

/* The country is small enough for a plane: 111.2 km a degree of latitude, and cos 50.5 of that a
 * degree of longitude. */
double hcp__sim_town_distance(int a, int b) {
    const double KM_LATITUDE = 111.2, KM_LONGITUDE = 70.7;
    double y = (hcp__sim_towns[a].latitude - hcp__sim_towns[b].latitude) * KM_LATITUDE;
    double x = (hcp__sim_towns[a].longitude - hcp__sim_towns[b].longitude) * KM_LONGITUDE;
    return sqrt(x * x + y * y);
}

const char *hcp__sim_draw_language(int town, HcpRng *rng) {
    const char *language = hcp__sim_provinces[hcp__sim_towns[town].province].language;
    double u = hcp__rng_double(rng);
    return language != NULL ? language : u < 0.3 ? "nl" : "fr";
}
