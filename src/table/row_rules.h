/* What a preset does to the rows of an export before they are checked. */
#ifndef HCPNET_ROW_RULES_H
#define HCPNET_ROW_RULES_H

#include "table/reader_internal.h"

typedef struct HcpRowRules HcpRowRules;

#define HCP__SALESFORCE_SIZE 19 /* an id of 18 characters, and a NUL */

/* From the first row of the file, to which constant columns are added when it is a header. NULL:
 * the spec has no rules. `spec` is borrowed. */
HcpRowRules *hcp__row_rules_new(const HcpReaderSpec *spec, HcpCsvRow *row);
void hcp__row_rules_free(HcpRowRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpRowRules, hcp__row_rules_free)

/* The spec with the columns that the rules found; borrowed. */
const HcpReaderSpec *hcp__row_rules_get_spec(const HcpRowRules *rules);

/* Tells the rules which column is which, and the issues what the file lacks. */
void hcp__row_rules_bind(HcpRowRules *rules, const HcpHeader *header, HcpIssues *issues,
                         const HcpPlace *place);

/* FALSE when all that the rules do is to say which column is which. Known once they are bound. */
gboolean hcp__row_rules_touch_rows(const HcpRowRules *rules);

/* Rewrites the row, whose fields are valid until the next call. FALSE: it is left out. */
gboolean hcp__row_rules_apply(HcpRowRules *rules, HcpCsvRow *row);

/* TRUE when rows have a key by the rules; the key of the row last applied. */
gboolean hcp__row_rules_has_key(const HcpRowRules *rules);
void hcp__row_rules_make_key(HcpRowRules *rules, const HcpCsvRow *row, GString *key);

/* ---- between row_rules.c and row_rules_apply.c ---- */

/* field:pattern=value. */
typedef struct {
    char *field;
    gsize column;
    GPatternSpec *pattern; /* of text in small letters */
    char *value;
    gboolean is_bound;
} HcpRowTranslation;

typedef struct {
    gsize *columns; /* of which the first that is not empty counts */
    gsize n;
} HcpRowKeyPart;

typedef struct {
    gsize column;
    char **values;
    gboolean is_unless; /* rows that fit are left out; else those that do not */
} HcpRuleFilter;

struct HcpRowRules {
    HcpReaderSpec spec;
    char **mapping;
    GPtrArray *names;                   /* of char *: the plain names of the file's columns */
    GPtrArray *constants;               /* of char *: values of the columns that are added */
    GPtrArray *titles;                  /* of char *: and their names */
    GArray *translations;               /* of HcpRowTranslation */
    GArray *filters;                    /* of HcpRuleFilter */
    GPtrArray *lacking;                 /* of char *: filters whose column the file lacks */
    GArray *key;                        /* of HcpRowKeyPart */
    gsize n_columns;                    /* of the file */
    const HcpHeader *header;            /* borrowed */
    HcpCsvField *fields;                /* of the row at hand */
    gsize n_room;                       /* length of fields */
    GArray *ids;                        /* of gsize: columns that hold ids */
    char (*wide)[HCP__SALESFORCE_SIZE]; /* wide[i] of ids[i] */
    gssize first, second;               /* columns of the pair; -1 */
};

/* The fields of the row with these texts after them. */
void hcp__row_rules_extend(HcpRowRules *rules, HcpCsvRow *row, const GPtrArray *texts);

/* ---- names and values in the spellings of Veeva: row_spelling.c ---- */

/* A plain name in the other spelling: account_vod_c for account_v and the reverse; NULL where there
 * is none. Owned by the caller. */
char *hcp__spelling_of_column(const char *plain);

/* TRUE when the texts are equal but for case, blanks, and the endings _vod, __v, __c. */
gboolean hcp__spelling_same_value(const char *a, gsize a_length, const char *b);

/* 15 characters that could be an id of Salesforce. */
gboolean hcp__salesforce_is_short(const char *text, gsize length);

/* The id with its three characters of checksum, and a NUL. */
void hcp__salesforce_widen(char wide[HCP__SALESFORCE_SIZE], const char *text);

#endif
