/* The brand view of organisations: what is dispensed by a pharmacy, and what the physicians of a
 * hospital or practice prescribe. */
#include "base/base_internal.h"
#include "derive/brand_internal.h"

#include <math.h>
#include <string.h>

static void add_numbers(const HcpDataset *dataset, GPtrArray *columns, const HcpColumnInfo *info,
                        const double *value) {
    int64_t n_nodes = (int64_t)dataset->n_physicians + dataset->n_organisations;
    g_autofree double *all = g_new(double, n_nodes + 1);
    for (int64_t i = 0; i < n_nodes; i++)
        all[i] = i < dataset->n_physicians ? NAN : value[i - dataset->n_physicians];
    g_ptr_array_add(columns, hcp__column_of_numbers(info, n_nodes, all));
}

/* ---- pharmacies ---- */

typedef enum {
    CLASS_UNITS,
    BRAND_UNITS,
    BRAND_SHARE,
    PRESCRIBERS,
    TOP_SHARE,
    SWITCHED,
    SWITCHED_SHARE,
    N_FLOWS
} Flow;

static const HcpColumnInfo FLOWS[N_FLOWS] = {
    [CLASS_UNITS] = {.name = "pharmacy_class_units",
                     .label = "Class units dispensed",
                     .unit = "units",
                     .definition = "units of the class dispensed there; the product prescribed "
                                   "stands for one dispensed that is not known",
                     .kind = HCP_KIND_DOUBLE},
    [BRAND_UNITS] = {.name = "pharmacy_brand_units",
                     .label = "Brand units dispensed",
                     .unit = "units",
                     .definition = "units of the brand dispensed there",
                     .kind = HCP_KIND_DOUBLE},
    [BRAND_SHARE] = {.name = "pharmacy_brand_share",
                     .label = "Brand share dispensed",
                     .definition = "pharmacy_brand_units / pharmacy_class_units",
                     .kind = HCP_KIND_DOUBLE},
    [PRESCRIBERS] = {.name = "pharmacy_brand_prescribers",
                     .label = "Prescribers",
                     .unit = "physicians",
                     .definition = "physicians behind pharmacy_brand_units",
                     .kind = HCP_KIND_INT64},
    [TOP_SHARE] = {.name = "pharmacy_top_prescriber_share",
                   .label = "Share of the top prescriber",
                   .definition = "share of pharmacy_brand_units that the physician with most of "
                                 "them prescribed",
                   .kind = HCP_KIND_DOUBLE},
    [SWITCHED] = {.name = "pharmacy_switched_units",
                  .label = "Units switched away",
                  .unit = "units",
                  .definition = "units prescribed as the brand and dispensed there as another "
                                "product",
                  .kind = HCP_KIND_DOUBLE},
    [SWITCHED_SHARE] = {.name = "pharmacy_switched_share",
                        .label = "Share switched away",
                        .definition = "pharmacy_switched_units / units of the brand prescribed "
                                      "whose dispensed product is known",
                        .kind = HCP_KIND_DOUBLE},
};

typedef struct {
    const HcpPrescriptions *all;
    uint8_t *is_brand, *is_class;
    gboolean any, knows_dispensed; /* does a row name a pharmacy, and what it dispensed? */
    int32_t n;
    uint8_t *is_named; /* does a row name the organisation as a pharmacy? */
    double *value[N_FLOWS];
    double *known;  /* units of the brand prescribed whose dispensed product is known */
    double *top;    /* the largest sum of one physician so far */
    double *of_one; /* units of the physician at hand; 0 between physicians */
    int32_t *met;   /* pharmacies with such units */
    int32_t n_met;
} Pharmacies;

static void pharmacies_clear(Pharmacies *p) {
    g_free(p->is_brand);
    g_free(p->is_class);
    for (int flow = 0; flow < N_FLOWS; flow++)
        g_free(p->value[flow]);
    g_free(p->is_named);
    g_free(p->known);
    g_free(p->top);
    g_free(p->of_one);
    g_free(p->met);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pharmacies, pharmacies_clear)

static void add_brand_units(Pharmacies *p, int32_t o, double units) {
    p->value[BRAND_UNITS][o] += units;
    if (!(p->of_one[o] > 0) && units > 0)
        p->met[p->n_met++] = o;
    p->of_one[o] += units;
}

static void add_row(Pharmacies *p, int64_t r) {
    const HcpPrescriptions *all = p->all;
    int32_t o = all->pharmacy[r], prescribed = all->product[r], dispensed = all->dispensed[r];
    if (o < 0 || prescribed < 0)
        return;
    p->any = p->is_named[o] = 1;
    int32_t product = dispensed >= 0 ? dispensed : prescribed;
    if (p->is_class[product])
        p->value[CLASS_UNITS][o] += all->units[r];
    if (p->is_brand[product])
        add_brand_units(p, o, all->units[r]);
    p->knows_dispensed |= dispensed >= 0;
    if (!p->is_brand[prescribed] || dispensed < 0)
        return;
    p->known[o] += all->units[r];
    if (!p->is_brand[dispensed])
        p->value[SWITCHED][o] += all->units[r];
}

static void close_physician(Pharmacies *p) {
    for (int32_t k = 0; k < p->n_met; k++) {
        int32_t o = p->met[k];
        p->value[PRESCRIBERS][o]++;
        p->top[o] = MAX(p->top[o], p->of_one[o]);
        p->of_one[o] = 0;
    }
    p->n_met = 0;
}

static void fill_shares(Pharmacies *p) {
    for (int32_t o = 0; o < p->n; o++) {
        double class = p->value[CLASS_UNITS][o], brand = p->value[BRAND_UNITS][o];
        p->value[BRAND_SHARE][o] = class > 0 ? brand / class : NAN;
        p->value[TOP_SHARE][o] = brand > 0 ? p->top[o] / brand : NAN;
        p->value[SWITCHED_SHARE][o] = p->known[o] > 0 ? p->value[SWITCHED][o] / p->known[o] : NAN;
        for (int flow = 0; !p->is_named[o] && flow < N_FLOWS; flow++)
            p->value[flow][o] = NAN;
    }
}

static gboolean make_room(Pharmacies *p, GError **error) {
    double **zeroed[] = {&p->known, &p->top, &p->of_one};
    for (gsize i = 0; i < G_N_ELEMENTS(zeroed); i++)
        if ((*zeroed[i] = hcp__array_new(p->n, sizeof(double), error)) == NULL)
            return FALSE;
    for (int flow = 0; flow < N_FLOWS; flow++) {
        p->value[flow] = hcp__array_new(p->n, sizeof(double), error);
        if (p->value[flow] == NULL)
            return FALSE;
    }
    p->is_named = g_new0(uint8_t, p->n + 1);
    p->met = hcp__array_new(p->n, sizeof(int32_t), error);
    return p->met != NULL;
}

gboolean hcp__brand_add_pharmacies(const HcpDataset *dataset, const HcpPrescriptions *all,
                                   GPtrArray *columns, GError **error) {
    g_auto(GStrv) class = hcp__list_class(dataset->study);
    g_auto(Pharmacies) p = {.all = all,
                            .is_brand = hcp__prescriptions_mark(all, dataset->study->brand),
                            .is_class = hcp__prescriptions_mark(all, class),
                            .n = dataset->n_organisations};
    if (!make_room(&p, error))
        return FALSE;
    for (int32_t i = 0; i < all->n_physicians; i++) {
        for (int64_t r = all->start[i]; r < all->start[i + 1]; r++)
            add_row(&p, r);
        close_physician(&p);
    }
    fill_shares(&p);
    for (int flow = 0; p.any && flow < N_FLOWS; flow++)
        if (p.knows_dispensed || (flow != SWITCHED && flow != SWITCHED_SHARE))
            add_numbers(dataset, columns, &FLOWS[flow], p.value[flow]);
    return TRUE;
}

/* ---- organisations with affiliated physicians ---- */

enum { PHYSICIANS, WRITERS, THEIR_CLASS_UNITS, THEIR_BRAND_UNITS, THEIR_SHARE, N_SUMS };

static const HcpColumnInfo SUMS[N_SUMS] = {
    [PHYSICIANS] = {.name = "affiliated_physicians",
                    .label = "Affiliated physicians",
                    .unit = "physicians",
                    .definition =
                        "physicians affiliated, each once; who is affiliated with several "
                        "organisations counts whole in each",
                    .kind = HCP_KIND_INT64},
    [WRITERS] = {.name = "affiliated_writers",
                 .label = "Affiliated brand writers",
                 .unit = "physicians",
                 .definition = "brand writers among the affiliated physicians",
                 .kind = HCP_KIND_INT64},
    [THEIR_CLASS_UNITS] = {.name = "affiliated_class_units",
                           .label = "Class units of affiliated physicians",
                           .unit = "units",
                           .definition = "sum of class_units over the affiliated physicians",
                           .kind = HCP_KIND_DOUBLE},
    [THEIR_BRAND_UNITS] = {.name = "affiliated_brand_units",
                           .label = "Brand units of affiliated physicians",
                           .unit = "units",
                           .definition = "sum of brand_units over the affiliated physicians",
                           .kind = HCP_KIND_DOUBLE},
    [THEIR_SHARE] = {.name = "affiliated_brand_share",
                     .label = "Brand share of affiliated physicians",
                     .definition = "affiliated_brand_units / affiliated_class_units",
                     .kind = HCP_KIND_DOUBLE},
};

static void add_pair(const HcpTable *nodes, int32_t i, int32_t o, double *sums[N_SUMS]) {
    static const char *const COLUMNS[] = {"brand_writer", "class_units", "brand_units"};
    static const int TO[] = {WRITERS, THEIR_CLASS_UNITS, THEIR_BRAND_UNITS};
    sums[PHYSICIANS][o] = isnan(sums[PHYSICIANS][o]) ? 1 : sums[PHYSICIANS][o] + 1;
    for (gsize k = 0; k < G_N_ELEMENTS(COLUMNS); k++) {
        double value = hcp_column_get_number(hcp_table_find_column(nodes, COLUMNS[k]), i);
        double *sum = &sums[TO[k]][o];
        *sum = (isnan(*sum) ? 0 : *sum) + value;
    }
}

gboolean hcp__brand_add_affiliated(const HcpDataset *dataset, const HcpTable *nodes,
                                   GPtrArray *columns, const HcpRun *run, GError **error) {
    g_auto(HcpPairs) pairs = {0};
    if (!hcp__affiliations_collect(dataset, &pairs, run, error))
        return FALSE;
    if (pairs.n == 0)
        return TRUE;
    int32_t n = dataset->n_organisations;
    g_autofree double *room = hcp__array_new((int64_t)n * N_SUMS, sizeof(double), error);
    if (room == NULL)
        return FALSE;
    double *sums[N_SUMS];
    for (int k = 0; k < N_SUMS; k++)
        sums[k] = room + (gsize)k * (gsize)n;
    for (int64_t k = 0; k < (int64_t)n * N_SUMS; k++)
        room[k] = NAN;
    for (int64_t k = 0; k < pairs.n; k++)
        add_pair(nodes, pairs.source[k], pairs.target[k] - dataset->n_physicians, sums);
    for (int32_t o = 0; o < n; o++)
        sums[THEIR_SHARE][o] = sums[THEIR_CLASS_UNITS][o] > 0
                                   ? sums[THEIR_BRAND_UNITS][o] / sums[THEIR_CLASS_UNITS][o]
                                   : NAN;
    for (int k = 0; k < N_SUMS; k++)
        add_numbers(dataset, columns, &SUMS[k], sums[k]);
    return TRUE;
}

gboolean hcp_derive_is_of_organisations(const char *name) {
    for (int flow = 0; flow < N_FLOWS; flow++)
        if (strcmp(name, FLOWS[flow].name) == 0)
            return TRUE;
    for (int k = 0; k < N_SUMS; k++)
        if (strcmp(name, SUMS[k].name) == 0)
            return TRUE;
    return FALSE;
}
