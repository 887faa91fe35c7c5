/* What the brand view shares: prescriptions by physician, windows, columns. */
#ifndef HCPNET_BRAND_INTERNAL_H
#define HCPNET_BRAND_INTERNAL_H

#include "derive/derive_internal.h"

/* ---- derive_activity.c ---- */

gboolean hcp__dataset_has_column(const HcpDataset *dataset, const char *schema, const char *column);

/* Units of the products (NULL: of all) by each node; the caller's. */
double *hcp__sum_units(const HcpDataset *dataset, char **products, const HcpRun *run,
                       GError **error);

/* The products of the class, the brand's among them; NULL: all are. The caller's. */
char **hcp__list_class(const HcpStudy *study);

/* ---- prescriptions.c: the prescriptions of all tables, by physician ---- */

#define HCP__NO_DAY INT32_MIN

/* Rows of physician i: start[i] .. start[i + 1] - 1, in the order of the tables. Products are
 * places in `products`; -1 stands for what is missing. */
typedef struct {
    int64_t n;
    int32_t n_physicians;
    GPtrArray *products; /* of char *, in byte order */
    int64_t *start;
    int32_t *product, *dispensed, *pharmacy; /* pharmacy: number of the organisation */
    int32_t *day;                            /* HCP__NO_DAY where missing */
    double *units;                           /* 1 where missing */
} HcpPrescriptions;

/* 24 bytes a row. O(rows). */
gboolean hcp__prescriptions_collect(const HcpDataset *dataset, HcpPrescriptions *out_all,
                                    const HcpRun *run, GError **error);
void hcp__prescriptions_clear(HcpPrescriptions *all);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HcpPrescriptions, hcp__prescriptions_clear)

/* 1 for each product that is one of those (NULL: all); the caller's. */
uint8_t *hcp__prescriptions_mark(const HcpPrescriptions *all, char **products);

/* ---- windows.c ---- */

#define HCP__MAX_WINDOWS 24

/* Window k holds the days start[k] .. start[k + 1] - 1; n = 0 where no prescription has a date. */
typedef struct {
    int n;
    int32_t start[HCP__MAX_WINDOWS + 1];
} HcpWindows;

gboolean hcp__windows_make(const HcpStudy *study, const HcpPrescriptions *all,
                           HcpWindows *out_windows, GError **error);
int hcp__windows_find(const HcpWindows *windows, int32_t day); /* -1: in none */

/* Months since year 0, and the first day of one. */
int hcp__month_of(int32_t day);
int32_t hcp__month_start(int month);

/* ---- derive_brand.c, brand_organisations.c ---- */

/* INT64, DOUBLE or BOOL as the info says, of numbers where NaN means missing. */
HcpColumn *hcp__column_of_numbers(const HcpColumnInfo *info, int64_t n, const double *value);

/* Appends the columns of pharmacies, and those of the organisations with affiliated physicians. */
gboolean hcp__brand_add_pharmacies(const HcpDataset *dataset, const HcpPrescriptions *all,
                                   GPtrArray *columns, GError **error);
gboolean hcp__brand_add_affiliated(const HcpDataset *dataset, const HcpTable *nodes,
                                   GPtrArray *columns, const HcpRun *run, GError **error);

/* ---- derive_affiliation.c ---- */

/* The pairs of physician and organisation node of all tables of affiliations, each once. */
gboolean hcp__affiliations_collect(const HcpDataset *dataset, HcpPairs *out_pairs,
                                   const HcpRun *run, GError **error);

#endif
