/* HcpStudy: the study file. It names the tables, their columns, the brand, the period and every
 * setting; it is the unit of work. Immutable once loaded. */
#ifndef HCPNET_STUDY_H
#define HCPNET_STUDY_H

#include <hcpnet/error.h>
#include <hcpnet/reader.h>
#include <hcpnet/table.h>
#include <stdint.h>

typedef enum { HCP_SMALL_CELLS_DEFAULT, HCP_SMALL_CELLS_MASK, HCP_SMALL_CELLS_DROP } HcpSmallCells;

/* How visits become pairs of physicians with shared patients: hcpnet/shared.h says what each is. */
typedef enum { HCP_SHARED_CMS, HCP_SHARED_TRACE_ROUTE, HCP_SHARED_BINNING } HcpSharedRule;
typedef enum {
    HCP_SAME_DAY_LESSER,
    HCP_SAME_DAY_DROP,
    HCP_SAME_DAY_BOTH,
    HCP_SAME_DAY_APART
} HcpSameDay;
typedef enum {
    HCP_TIE_PATIENTS,
    HCP_TIE_VISITS,
    HCP_TIE_NEWMAN,
    HCP_TIE_JACCARD,
    HCP_TIE_COSINE,
    HCP_TIE_SHARE,
    HCP_N_TIE_WEIGHTS
} HcpTieWeight;

typedef struct {
    HcpSharedRule rule;
    int window; /* days; 30 */
    HcpSameDay same_day;
    HcpTieWeight weight;
    char **services;         /* that count; NULL: every one */
    char **without_services; /* that do not count; NULL: none */
    int max_visits;          /* a patient with more is no person; 5000 */
} HcpSharedSettings;

/* How the brand view reads prescriptions: docs/brand.md. */
typedef struct {
    int writer_units; /* units of the brand that make a writer; 1 */
    int windows;      /* that the period is cut into; 2 */
    int trend_units;  /* in the first and last window together, below which there is no trend; 3 */
} HcpBrandSettings;

/* One [table] or [table:layer] group. */
typedef struct {
    char *name;     /* as in the file: "referrals", "ties:advice" */
    char *schema;   /* "ties" */
    char *layer;    /* "advice"; NULL without a colon */
    char *preset;   /* of hcp_preset_list; NULL: none */
    char **files;   /* as named; relative to the study's folder */
    char **mapping; /* field, column, ..., NULL */
    char **where;   /* column, value, ..., NULL; NULL: all rows */
    char **missing; /* words that stand for an empty cell; NULL: none */
    char separator; /* 0: sniffed */
    char *sheet;    /* of the workbooks among the files; NULL: the first */
    int skip;       /* lines above the names of columns */
    HcpEncoding encoding;
    gboolean no_header;
    HcpDateStyle dates;
    HcpDecimal decimal;
    gboolean undirected; /* of ties: a row says nothing about direction */
} HcpStudyTable;

/* Weight of a layer in `combined`. */
typedef struct {
    char *layer;
    double weight;
} HcpLayerWeight;

typedef struct {
    char *path;   /* of the study file; NULL when made from options */
    char *folder; /* that files are relative to */

    /* [study] */
    char *title;                 /* "Network of physicians" unless set */
    char **brand;                /* product names; NULL: no brand */
    char **market;               /* products of the class; NULL: no market */
    int32_t first_day, last_day; /* days since 1970-01-01; INT32_MIN, INT32_MAX: open */
    char *main_layer;            /* NULL: combined when several layers exist, else the only one */
    uint64_t seed;               /* 1 unless set */
    GBytes *pseudonym_key;       /* secret; NULL: ids stay. Of no study file: see below */

    GPtrArray *tables; /* of HcpStudyTable *, in the order of the file */

    /* [combined]; empty: every stated layer between physicians (referral, ties), with weight 1 */
    GArray *combined; /* of HcpLayerWeight */

    /* [attendance] */
    char **attended;   /* outcomes that mean it; NULL: the words of docs/STUDY.md */
    int max_attendees; /* of an event that makes ties; 500 unless set */

    HcpSharedSettings shared; /* [shared] */

    HcpBrandSettings brand_view; /* [brand] */

    /* [lookalike] */
    char *seeds;           /* "top:MEASURE:SHARE%"; NULL: the [seeds] table, or top:strength:10% */
    char *consent_purpose; /* that the list needs; NULL: any */
    char **features;       /* columns to use; NULL: all that are fit */

    /* [behaviour] */
    int min_referrals;    /* sent or expected: below it nobody is ranked; 10 unless set */
    char **expect_by;     /* columns of physicians; NULL: specialty and panel_size */
    char **organisations; /* ids; referrals to others leak; NULL: leakage is not asked for */

    /* [privacy] */
    int min_patients; /* 11 unless set */
    HcpSmallCells small_cells;

    /* [backbone] */
    char *backbone;        /* "disparity:P", "null:Q" or "top:SHARE%"; NULL: every edge is drawn */
    char *backbone_within; /* a column of physicians; NULL: the market is one */

    /* [map] */
    char *colour; /* column; "community" unless set */
    char *size;   /* column; "pagerank" unless set */
    char *label;  /* column; "name" unless set */

    GHashTable *places; /* private: where the file sets what */
} HcpStudy;

/* Reads and checks a study file. Unknown groups and keys, duplicate keys and wrong values are
 * errors of the form `file:line: key: expected ..., found '...'`, with the nearest known name. */
HcpStudy *hcp_study_load(const char *path, GError **error);

/* A study without a file: defaults and no tables, for table options given on the command line. */
HcpStudy *hcp_study_new(void);

/* Adds a table of the given schema from one file, columns by name. */
gboolean hcp_study_add_file(HcpStudy *study, const char *schema, const char *path, GError **error);

/* Ids of physicians and organisations are replaced, as the tables are read, by P or O and 24 digits
 * of HMAC-SHA256 under the bytes of `key_file`; columns of names, and further text columns of
 * masters that tell rows apart, are left out; messages show <value> for cells. REFUSED unless the
 * key is a regular file of 32 to 4096 bytes that its owner alone may read. */
gboolean hcp_study_pseudonymise(HcpStudy *study, const char *key_file, GError **error);

/* For an error `KEY: expected ..., found '...'` that only the data could show: puts `file:line: `
 * before it and makes it one of the input where the study file sets the key, and nothing has
 * replaced that value since; else leaves it as it is. Returns FALSE, as the caller will. */
gboolean hcp_study_locate_error(const HcpStudy *study, GError **error);

void hcp_study_free(HcpStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpStudy, hcp_study_free)

/* The settings as a table (group, key, value), defaults included, in a fixed order: what the
 * manifest shows. Paths as written in the study. */
HcpTable *hcp_study_make_settings(const HcpStudy *study);

/* ---- the settings there are ---- */

typedef enum {
    HCP_SETTING_TEXT,      /* char * */
    HCP_SETTING_LIST,      /* char **, in the file with ; between */
    HCP_SETTING_FILTER,    /* char ** of column, value pairs; column=value, several with ; */
    HCP_SETTING_PERIOD,    /* two int32_t, both inclusive; day/day, either may be absent */
    HCP_SETTING_SEED,      /* uint64_t */
    HCP_SETTING_COUNT,     /* int, 1 or more */
    HCP_SETTING_CHOICE,    /* int: the position in `choices` */
    HCP_SETTING_SEPARATOR, /* char */
    HCP_SETTING_TOP,       /* char *: top:MEASURE:SHARE% */
    HCP_SETTING_BACKBONE,  /* char *: disparity:P, null:Q or top:SHARE% */
    HCP_SETTING_WEIGHT     /* GArray of HcpLayerWeight: the key is the layer */
} HcpSettingKind;

/* One key of the study file. The parser, its error texts, hcp_study_make_settings, `hcpnet list
 * settings` and docs/STUDY.md all read this list. The fields of a table are keys of its group as
 * well: hcp_schema_list tells those. */
typedef struct {
    const char *group; /* "study"; "TABLE" for the keys that the group of every table has */
    const char *key;   /* "LAYER": the name of a layer */
    HcpSettingKind kind;
    const char *choices;  /* of CHOICE, with ; between; else NULL */
    const char *fallback; /* what holds when it is not set, in words; NULL: nothing */
    const char *doc;      /* one line */
    gsize offset;         /* of the member of HcpStudy; for TABLE, of HcpStudyTable */
} HcpSetting;

/* In the order of the documentation. */
const HcpSetting *hcp_study_list_settings(gsize *n);

#endif
