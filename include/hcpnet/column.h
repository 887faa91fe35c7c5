/* HcpColumn: one named, typed column; immutable and reference-counted.
 *
 * Entry i belongs to row i of the table that holds the column. A missing value is a cleared bit in
 * the validity bitmap, never NaN, "" or -1; what the values array holds there is zero. */
#ifndef HCPNET_COLUMN_H
#define HCPNET_COLUMN_H

#include <glib.h>
#include <stdint.h>

typedef enum {
    HCP_KIND_INT64,  /* int64_t */
    HCP_KIND_DOUBLE, /* double, always finite */
    HCP_KIND_BOOL,   /* uint8_t, 0 or 1 */
    HCP_KIND_STRING, /* int32_t: codes into the column's pool of texts */
    HCP_KIND_DATE    /* int32_t: days since 1970-01-01, proleptic Gregorian */
} HcpKind;

/* What the privacy gate does with a column; src/release is the one reader. */
typedef enum {
    HCP_PRIVACY_NONE,          /* released as it is */
    HCP_PRIVACY_ID,            /* identifies a physician or an organisation */
    HCP_PRIVACY_NAME,          /* names a person */
    HCP_PRIVACY_PATIENT,       /* identifies a patient: never released */
    HCP_PRIVACY_PATIENT_COUNT, /* counts patients: small counts are masked */
    HCP_PRIVACY_WEIGHT_SUM,    /* sums edge weights: computed again from released weights */
    HCP_PRIVACY_FROM_COUNTS,   /* computed from counts of patients: coarse where one is hidden */
    HCP_PRIVACY_REFERRALS      /* made of counts of referrals: made again of what may be seen */
} HcpPrivacy;

/* What a column is. The texts are copied; label, unit and definition may be NULL. */
typedef struct {
    const char *name;       /* [a-z][a-z0-9_]*, unique in its table */
    const char *label;      /* for people; NULL: the name */
    const char *unit;       /* "patients", "days"; NULL: a bare number or a text */
    const char *definition; /* one line */
    HcpKind kind;
    HcpPrivacy privacy;
} HcpColumnInfo;

typedef struct HcpColumn HcpColumn;
typedef struct HcpPool HcpPool; /* distinct texts and their codes 0..n-1 */

/* Take over `values` (length n, the C type of info->kind, from g_malloc) and `validity` (bit i % 8
 * of byte i / 8 set when entry i is present; NULL when all are). Not for STRING. */
HcpColumn *hcp_column_new_take(const HcpColumnInfo *info, int64_t n, void *values,
                               uint8_t *validity);

/* The same for STRING: codes into `pool`, to which the column keeps a reference. The pool must not
 * change any entry afterwards; it may grow. */
HcpColumn *hcp_column_new_take_strings(const HcpColumnInfo *info, int64_t n, int32_t *codes,
                                       uint8_t *validity, HcpPool *pool);

/* From doubles where NaN means missing; copies. For the edge of the library and for tests. */
HcpColumn *hcp_column_new_doubles(const HcpColumnInfo *info, int64_t n, const double *values);

HcpColumn *hcp_column_ref(HcpColumn *column);
void hcp_column_unref(HcpColumn *column);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpColumn, hcp_column_unref)

/* Entries rows[0..n-1] of `column`, in that order. O(n). */
HcpColumn *hcp_column_select(const HcpColumn *column, int64_t n, const int32_t *rows);

/* The same values, which both columns share, under another description of the same kind. O(1). */
HcpColumn *hcp_column_with_info(const HcpColumn *column, const HcpColumnInfo *info);

/* Borrowed: lives as long as the column. */
const HcpColumnInfo *hcp_column_get_info(const HcpColumn *column);
int64_t hcp_column_get_length(const HcpColumn *column);
int64_t hcp_column_count_missing(const HcpColumn *column);
gboolean hcp_column_is_valid(const HcpColumn *column, int64_t row);

/* The bare arrays, for kernels. Each asserts that the kind fits. */
const int64_t *hcp_column_get_int64s(const HcpColumn *column);
const double *hcp_column_get_doubles(const HcpColumn *column);
const uint8_t *hcp_column_get_bools(const HcpColumn *column);
const int32_t *hcp_column_get_codes(const HcpColumn *column);
const int32_t *hcp_column_get_dates(const HcpColumn *column);

/* The array whatever the kind, for code that copies values without looking at them. */
const void *hcp_column_get_values(const HcpColumn *column);

/* STRING only: the text of a row, NULL where missing; the number of codes; the text of a code. */
const char *hcp_column_get_text(const HcpColumn *column, int64_t row);
int32_t hcp_column_get_n_codes(const HcpColumn *column);
const char *hcp_column_get_code_text(const HcpColumn *column, int32_t code);

/* INT64, DOUBLE, BOOL or DATE as a number; NaN where missing or STRING. */
double hcp_column_get_number(const HcpColumn *column, int64_t row);

/* Appends the cell as text: shortest digits that read back equal, ISO dates, true/false; nothing
 * where missing. The one way in which a value becomes text in any output. */
void hcp_column_append_text(const HcpColumn *column, int64_t row, GString *text);

/* What people read above the column: its label, or "Birth year" for a column `birth_year` without
 * one. Owned by the caller. */
char *hcp_column_make_title(const HcpColumn *column);

#endif
