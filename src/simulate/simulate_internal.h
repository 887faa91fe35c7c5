/* The simulated market: what its parts share. Each part draws from a random stream of its own, so
 * that a change of one leaves the draws of the others as they were. */
#ifndef HCPNET_SIMULATE_INTERNAL_H
#define HCPNET_SIMULATE_INTERNAL_H

#include "simulate/country_internal.h"
#include "simulate/urn_internal.h"

#include <hcpnet/simulate.h>

enum { HCP__SIM_MONTHS = 12 };

typedef enum {
    HCP__SIM_STREAM_PHYSICIANS = 1,
    HCP__SIM_STREAM_ORGANISATIONS,
    HCP__SIM_STREAM_AFFILIATIONS,
    HCP__SIM_STREAM_PROPENSITY,
    HCP__SIM_STREAM_STANDING,
    HCP__SIM_STREAM_CONSENTS,
    HCP__SIM_STREAM_REFERRALS,
    HCP__SIM_STREAM_VISITS,
    HCP__SIM_STREAM_TIES,
    HCP__SIM_STREAM_INTERACTIONS,
    HCP__SIM_STREAM_ADOPTION,
    HCP__SIM_STREAM_PRESCRIPTIONS,
    HCP__SIM_STREAM_SEEDS
} HcpSimStream;

/* ---- the market ---- */

typedef struct {
    /* shown */
    int32_t row;
    const char *name, *specialty_name, *province, *town_name, *postcode;
    const char *gender, *language, *practice_form, *value_tier;
    double latitude, longitude;
    int32_t birth_year, panel_shown; /* panel_shown: -1 where missing */
    int8_t teaching, electronic, speaker;
    int8_t in_panel, active, no_contact, targeted;

    /* where they work: rows of organisations, -1 for none */
    int32_t hospital, practice, peer_group;
    int32_t home_hospital; /* to whose specialists they turn first */

    /* planted */
    int specialty, town;
    double panel;
    double attribute_effect, peer_group_effect, practice_effect, hospital_effect, town_effect;
    double own_effect;
    double propensity; /* exp of the sum of the effects */
    double expected;   /* referrals a year of an average physician of that specialty and panel */
    double popularity; /* weight as a receiver */
    double receptiveness, innovativeness, ceiling, class_units;
    int32_t adoption_month; /* 1..12 of the period; 0: before it; -1: not within it */
    int8_t strong;          /* among the tenth with the highest propensity */
    int8_t email_consent, visit_consent;
} HcpSimPhysician;

typedef enum {
    HCP__SIM_HOSPITAL,
    HCP__SIM_PEER_GROUP,
    HCP__SIM_PHARMACY,
    HCP__SIM_PRACTICE
} HcpSimKind;

typedef struct {
    int32_t row;
    const char *kind_name, *name, *province, *town_name, *postcode;
    double latitude, longitude;
    int32_t beds; /* of hospitals; else -1 */
    int8_t chain; /* of pharmacies; else -1 */

    HcpSimKind kind;
    int town;
    double size; /* attraction */
    double
        referral_effect; /* planted, on the log propensity of its physicians; NaN for pharmacies */
    double switching;    /* planted probability that a brand is dispensed as the generic; NaN */
} HcpSimOrganisation;

typedef struct {
    int32_t physician, organisation, since, until; /* until: INT32_MIN where it lasts */
    const char *kind, *role;
} HcpSimAffiliation;

typedef struct {
    int32_t from, to, patient, date;
    const char *indication;
} HcpSimReferral;

typedef struct {
    int32_t physician, date;
    const char *channel, *direction, *topic, *outcome, *product, *event;
} HcpSimInteraction;

typedef struct {
    HcpSimulateOptions options;
    const HcpRun *run;
    int32_t first_day, last_day;
    GStringChunk *texts; /* made names */
    HcpPool *physician_ids, *organisation_ids, *patient_ids;
    HcpSimPhysician *physicians; /* options.n_physicians */
    GArray *organisations; /* of HcpSimOrganisation: hospitals, then pharmacies, then others */
    GArray *affiliations;  /* of HcpSimAffiliation */
    int32_t n_patients;
    GArray *referrals;    /* of HcpSimReferral, by date */
    GArray *interactions; /* of HcpSimInteraction, by date */
    GPtrArray *tables;    /* of HcpTable *: the result */
} HcpSimWorld;

static inline HcpSimOrganisation *hcp__sim_organisation(const HcpSimWorld *world, int32_t row) {
    return &g_array_index(world->organisations, HcpSimOrganisation, (guint)row);
}

void hcp__sim_rng_init(HcpRng *rng, const HcpSimWorld *world, HcpSimStream stream);

/* First day of a month of the period, 0..12; 12 is the day after its end. */
int32_t hcp__sim_month_start(const HcpSimWorld *world, int month);

/* A day from Monday to Friday in first..last. */
int32_t hcp__sim_draw_workday(HcpRng *rng, int32_t first, int32_t last);

/* Puts rows in order and drops those that are equal. `compare` is a total order of contents. */
void hcp__sim_sort_rows(GArray *rows, GCompareFunc compare);

/* ---- rows to tables ---- */

typedef enum {
    HCP__SIM_CELL_PHYSICIAN,    /* int32_t row; -1 missing */
    HCP__SIM_CELL_ORGANISATION, /* int32_t row; -1 missing */
    HCP__SIM_CELL_PATIENT,      /* int32_t number; -1 missing */
    HCP__SIM_CELL_WORD,         /* const char *; NULL missing */
    HCP__SIM_CELL_COUNT,        /* int32_t; -1 missing */
    HCP__SIM_CELL_NUMBER,       /* double; NaN missing */
    HCP__SIM_CELL_FLAG,         /* int8_t; -1 missing */
    HCP__SIM_CELL_DATE          /* int32_t; INT32_MIN missing */
} HcpSimCell;

typedef struct {
    const char *name;
    HcpSimCell cell;
    gsize offset; /* in the row */
} HcpSimField;

/* Append a table to the result: of rows, or of the physicians. The fields end with a NULL name. */
gboolean hcp__sim_add_rows(HcpSimWorld *world, const char *name, const GArray *rows,
                           const HcpSimField *fields, GError **error);
gboolean hcp__sim_add_physicians(HcpSimWorld *world, const char *name, const HcpSimField *fields,
                                 GError **error);

/* Practices or peer groups: those of a town that join one fill it, then open the next. */
void hcp__sim_form_groups(HcpSimWorld *world, HcpSimKind kind, HcpRng *rng);

/* ---- the parts, in the order in which they are drawn ---- */

typedef gboolean (*HcpSimPart)(HcpSimWorld *world, GError **error);

gboolean hcp__sim_draw_organisations(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_physicians(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_affiliations(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_propensity(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_standing(HcpSimWorld *world, GError **error);
gboolean hcp__sim_list_masters(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_consents(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_referrals(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_visits(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_ties(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_interactions(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_adoption(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_prescriptions(HcpSimWorld *world, GError **error);
gboolean hcp__sim_draw_seeds(HcpSimWorld *world, GError **error);
gboolean hcp__sim_list_truth(HcpSimWorld *world, GError **error);

#endif
