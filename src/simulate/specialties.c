#include "simulate/country_internal.h"

/* Half general practitioners, and the specialties that meet a cardiometabolic product. */
const HcpSimSpecialty hcp__sim_specialties[HCP__SIM_SPECIALTIES] = {
    /* name, indication, share, panel, referrals, demand, units */
    {"GP", "follow-up", .50, 1150, 144, .04, 4.0},
    {"cardiologist", "chest pain", .08, 900, 60, .21, 7.0},
    {"internist", "unclear complaint", .08, 800, 78, .14, 4.5},
    {"endocrinologist", "diabetes", .03, 700, 48, .10, 5.0},
    {"nephrologist", "kidney function", .03, 500, 42, .06, 4.0},
    {"pulmonologist", "dyspnoea", .04, 700, 45, .09, 0},
    {"neurologist", "headache", .05, 750, 45, .09, 0},
    {"gastroenterologist", "abdominal pain", .05, 800, 42, .10, 0},
    {"geriatrician", "frailty", .03, 450, 60, .05, 4.0},
    {"psychiatrist", "depression", .06, 400, 27, .06, 0},
    {"rheumatologist", "joint pain", .02, 600, 33, .05, 0},
    {"oncologist", "suspected tumour", .03, 400, 36, .04, 0},
};
