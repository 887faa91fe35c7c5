#include "simulate/country_internal.h"

/* Half general practitioners, and the specialties that meet a cardiometabolic product. */
const HcpSimSpecialty hcp__sim_specialties[HCP__SIM_SPECIALTIES] = {
    /* name, indication, share, panel, referrals, demand, units */
    {"GP", "follow-up", .50, 1150, 48, .04, 4.0},
    {"cardiologist", "chest pain", .08, 900, 20, .21, 7.0},
    {"internist", "unclear complaint", .08, 800, 26, .14, 4.5},
    {"endocrinologist", "diabetes", .03, 700, 16, .10, 5.0},
    {"nephrologist", "kidney function", .03, 500, 14, .06, 4.0},
    {"pulmonologist", "dyspnoea", .04, 700, 15, .09, 0},
    {"neurologist", "headache", .05, 750, 15, .09, 0},
    {"gastroenterologist", "abdominal pain", .05, 800, 14, .10, 0},
    {"geriatrician", "frailty", .03, 450, 20, .05, 4.0},
    {"psychiatrist", "depression", .06, 400, 9, .06, 0},
    {"rheumatologist", "joint pain", .02, 600, 11, .05, 0},
    {"oncologist", "suspected tumour", .03, 400, 12, .04, 0},
};
