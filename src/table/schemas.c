#include "table/schemas_internal.h"

#include <string.h>

static const HcpSchema SCHEMAS[] = {
    {.name = "physicians",
     .title = "Physicians",
     .doc = "one row a physician: the master that all other tables refer to",
     .fields = hcp__fields_of_physicians,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_physicians),
     .key = "id",
     .keeps_others = TRUE},
    {.name = "organisations",
     .title = "Organisations",
     .doc = "one row an organisation: pharmacies, hospitals, practices",
     .fields = hcp__fields_of_organisations,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_organisations),
     .key = "id",
     .keeps_others = TRUE},
    {.name = "affiliations",
     .title = "Affiliations",
     .doc = "one row a place where a physician works or a group that one belongs to",
     .fields = hcp__fields_of_affiliations,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_affiliations)},
    {.name = "consents",
     .title = "Consents",
     .doc = "one row a consent given or taken back",
     .fields = hcp__fields_of_consents,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_consents)},
    {.name = "referrals",
     .title = "Referrals",
     .doc = "one row a referral of a patient, or a count of such referrals",
     .fields = hcp__fields_of_referrals,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_referrals),
     .no_loops = TRUE},
    {.name = "visits",
     .title = "Visits",
     .doc = "one row a visit of a patient to a physician: shared patients are derived from it",
     .fields = hcp__fields_of_visits,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_visits)},
    {.name = "prescriptions",
     .title = "Prescriptions",
     .doc = "one row a prescription, or a count of them",
     .fields = hcp__fields_of_prescriptions,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_prescriptions)},
    {.name = "interactions",
     .title = "Interactions",
     .doc = "one row a contact with a physician",
     .fields = hcp__fields_of_interactions,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_interactions)},
    {.name = "ties",
     .title = "Ties",
     .doc = "one row a stated relation: advice, discussion, friendship, co-authorship",
     .fields = hcp__fields_of_ties,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_ties),
     .no_loops = TRUE},
    {.name = "pairs",
     .title = "Shared-patient pairs",
     .doc = "one row a directed pair of physicians: a network that was aggregated elsewhere",
     .fields = hcp__fields_of_pairs,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_pairs),
     .key = "from;to",
     .no_loops = TRUE},
    {.name = "seeds",
     .title = "Seed physicians",
     .doc = "one row a known strong referrer, from whom lookalikes are searched",
     .fields = hcp__fields_of_seeds,
     .n_fields = G_N_ELEMENTS(hcp__fields_of_seeds),
     .key = "id"}};

const HcpSchema *hcp_schema_list(gsize *n) {
    *n = G_N_ELEMENTS(SCHEMAS);
    return SCHEMAS;
}

const HcpSchema *hcp_schema_find(const char *name) {
    for (gsize i = 0; i < G_N_ELEMENTS(SCHEMAS); i++)
        if (strcmp(SCHEMAS[i].name, name) == 0)
            return &SCHEMAS[i];
    return NULL;
}

const HcpField *hcp_schema_find_field(const HcpSchema *schema, const char *name) {
    for (gsize i = 0; i < schema->n_fields; i++)
        if (strcmp(schema->fields[i].name, name) == 0)
            return &schema->fields[i];
    return NULL;
}

const char *hcp_field_type_name(HcpFieldType type) {
    static const char *const names[] = {"text", "count",     "number",       "flag",
                                        "date", "physician", "organisation", "patient"};
    g_return_val_if_fail(type < G_N_ELEMENTS(names), NULL);
    return names[type];
}
