/* The tables a study may hold and the fields of each: one list that the reader, the error texts,
 * `hcpnet list fields` and docs/FORMATS.md all read. */
#ifndef HCPNET_SCHEMA_H
#define HCPNET_SCHEMA_H

#include <hcpnet/column.h>

typedef enum {
    HCP_FIELD_TEXT,
    HCP_FIELD_COUNT,        /* a whole number, 0 or more */
    HCP_FIELD_NUMBER,       /* any finite number within min..max */
    HCP_FIELD_FLAG,         /* true/false, yes/no, 1/0, ja/nee, ja/nej, oui/non */
    HCP_FIELD_DATE,         /* a day, or a day and a time of which the day is kept */
    HCP_FIELD_PHYSICIAN,    /* id of a row of physicians */
    HCP_FIELD_ORGANISATION, /* id of a row of organisations */
    HCP_FIELD_PATIENT       /* pseudonym of a patient; masked wherever it could be seen */
} HcpFieldType;

typedef struct {
    const char *name;
    const char *aliases; /* other column names that are taken for it, with ; between; or NULL */
    HcpFieldType type;
    gboolean required;
    double min, max; /* of NUMBER and COUNT, both inclusive */
    HcpPrivacy privacy;
    const char *doc; /* one line */
} HcpField;

typedef struct {
    const char *name;  /* "referrals": also the group of the study file */
    const char *title; /* "Referrals" */
    const char *doc;   /* one line: what a row is */
    const HcpField *fields;
    gsize n_fields;
    const char *key; /* fields that a row is known by, with ; between; NULL: rows are events */
    gboolean keeps_others; /* further columns are kept, with an inferred type */
    gboolean no_loops;     /* a row whose first two ids are equal is a self-referral: rejected */
} HcpSchema;

/* All schemas in the order of the documentation. */
const HcpSchema *hcp_schema_list(gsize *n);

/* NULL when there is none of that name. */
const HcpSchema *hcp_schema_find(const char *name);
const HcpField *hcp_schema_find_field(const HcpSchema *schema, const char *name);

const char *hcp_field_type_name(HcpFieldType type);

#endif
