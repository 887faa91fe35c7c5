/* What physicians do, as columns of nodes: contacts by the brand's people, units of the class and
 * of the brand. Organisations have none: their cells are missing. */
#include "base/base_internal.h"
#include "derive/brand_internal.h"

#include <string.h>

static const HcpColumnInfo CONTACTS = {
    .name = "contacts",
    .label = "Contacts",
    .unit = "contacts",
    .definition = "rows of the table of interactions; 0 without any, missing for organisations",
    .kind = HCP_KIND_INT64};
static const HcpColumnInfo CLASS_UNITS = {
    .name = "class_units",
    .label = "Units of the class",
    .unit = "units",
    .definition = "units of the market's products prescribed (of all products where the study "
                  "names no market), 1 for a prescription without units; 0 without any, missing "
                  "for organisations",
    .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo BRAND_UNITS = {
    .name = "brand_units",
    .label = "Units of the brand",
    .unit = "units",
    .definition = "units of the brand prescribed, 1 for a prescription without units; 0 without "
                  "any, missing for organisations",
    .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo BRAND_SHARE = {
    .name = "brand_share",
    .label = "Brand share",
    .definition = "brand_units / class_units; missing without units of the class",
    .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo BRAND_FIRST = {
    .name = "brand_first",
    .label = "First brand prescription",
    .definition = "date of the first prescription of the brand; missing without any",
    .kind = HCP_KIND_DATE};

static gboolean is_of(const HcpDataTable *data, const char *schema) {
    return strcmp(data->group->schema, schema) == 0;
}

gboolean hcp__dataset_has_column(const HcpDataset *dataset, const char *schema,
                                 const char *column) {
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (is_of(data, schema) && hcp_table_find_column(data->table, column) != NULL)
            return TRUE;
    }
    return FALSE;
}

static int64_t count_nodes(const HcpDataset *dataset) {
    return (int64_t)dataset->n_physicians + dataset->n_organisations;
}

/* ---- rows to values of nodes ---- */

/* keep[r] = 1 where the product of row r is one of them, or when there is no list. */
static uint8_t *find_products(const HcpTable *table, char **products, GError **error) {
    HcpColumn *product = hcp_table_find_column(table, "product");
    int64_t n = hcp_table_get_n_rows(table);
    int32_t n_codes = hcp_column_get_n_codes(product);
    g_autofree uint8_t *wanted = hcp__array_new(n_codes, 1, error);
    if (wanted == NULL)
        return NULL;
    for (int32_t code = 0; code < n_codes; code++) {
        const char *text = hcp_column_get_code_text(product, code);
        wanted[code] = products == NULL || g_strv_contains((const char *const *)products, text);
    }
    uint8_t *keep = hcp__array_new(n, 1, error);
    for (int64_t r = 0; keep != NULL && r < n; r++)
        keep[r] = hcp_column_is_valid(product, r) ? wanted[hcp_column_get_codes(product)[r]]
                                                  : products == NULL;
    return keep;
}

static const int32_t *get_physicians(const HcpTable *table) {
    return hcp_column_get_codes(hcp_table_find_column(table, "physician"));
}

/* units[i] += the units that physician i prescribed of the products. */
static gboolean add_units(const HcpDataset *dataset, const HcpTable *table, char **products,
                          double *units, const HcpRun *run, GError **error) {
    g_autofree uint8_t *keep = find_products(table, products, error);
    if (keep == NULL)
        return FALSE;
    HcpRows rows = {
        .n = hcp_table_get_n_rows(table), .source = get_physicians(table), .keep = keep};
    g_auto(HcpPairs) pairs = {0};
    if (!hcp__pairs_collect(&rows, dataset->n_physicians, &pairs, run, error))
        return FALSE;
    HcpColumn *column = hcp__table_find_filled(table, "units");
    g_autoptr(HcpColumn) sum = hcp__pairs_sum(&pairs, column, &CLASS_UNITS, error);
    if (sum == NULL)
        return FALSE;
    for (int64_t p = 0; p < pairs.n; p++)
        units[pairs.source[p]] += hcp_column_get_doubles(sum)[p];
    return TRUE;
}

double *hcp__sum_units(const HcpDataset *dataset, char **products, const HcpRun *run,
                       GError **error) {
    g_autofree double *units = hcp__array_new(count_nodes(dataset), sizeof(double), error);
    if (units == NULL)
        return NULL;
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (is_of(data, "prescriptions") &&
            !add_units(dataset, data->table, products, units, run, error))
            return NULL;
    }
    return g_steal_pointer(&units);
}

/* first[i] = the earliest date of a prescription of the products by i. */
static gboolean find_first(const HcpDataset *dataset, const HcpTable *table, char **products,
                           int32_t *first, uint8_t *validity, GError **error) {
    HcpColumn *dates = hcp_table_find_column(table, "date");
    if (dates == NULL)
        return TRUE;
    g_autofree uint8_t *keep = find_products(table, products, error);
    if (keep == NULL)
        return FALSE;
    const int32_t *physician = get_physicians(table), *day = hcp_column_get_dates(dates);
    for (int64_t r = 0; r < hcp_table_get_n_rows(table); r++) {
        if (!keep[r] || !hcp_column_is_valid(dates, r))
            continue;
        int32_t i = physician[r];
        g_assert(i >= 0 && i < dataset->n_physicians);
        if (!hcp__bit_get(validity, i) || day[r] < first[i])
            first[i] = day[r];
        hcp__bit_set(validity, i);
    }
    return TRUE;
}

/* ---- values to columns ---- */

/* A column of nodes: valid for physicians, but where `defined` (when given) is not above 0. */
static HcpColumn *make_column(const HcpDataset *dataset, const HcpColumnInfo *info, void *values,
                              const double *defined, GError **error) {
    g_autofree void *owned = values;
    g_autofree uint8_t *validity = hcp__array_new(count_nodes(dataset) / 8 + 1, 1, error);
    if (validity == NULL)
        return NULL;
    for (int32_t i = 0; i < dataset->n_physicians; i++)
        if (defined == NULL || defined[i] > 0)
            hcp__bit_set(validity, i);
    return hcp_column_new_take(info, count_nodes(dataset), g_steal_pointer(&owned),
                               g_steal_pointer(&validity));
}

static gboolean add_contacts(const HcpDataset *dataset, GPtrArray *columns, GError **error) {
    int64_t *contacts = hcp__array_new(count_nodes(dataset), sizeof(int64_t), error);
    if (contacts == NULL)
        return FALSE;
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (!is_of(data, "interactions"))
            continue;
        const int32_t *physician = get_physicians(data->table);
        for (int64_t r = 0; r < hcp_table_get_n_rows(data->table); r++)
            contacts[physician[r]]++;
    }
    return hcp__columns_add(columns, make_column(dataset, &CONTACTS, contacts, NULL, error));
}

static gboolean add_brand_first(const HcpDataset *dataset, GPtrArray *columns, GError **error) {
    if (!hcp__dataset_has_column(dataset, "prescriptions", "date"))
        return TRUE;
    int64_t n = count_nodes(dataset);
    g_autofree int32_t *first = hcp__array_new(n, sizeof(int32_t), error);
    if (first == NULL)
        return FALSE;
    g_autofree uint8_t *validity = hcp__array_new(n / 8 + 1, 1, error);
    if (validity == NULL)
        return FALSE;
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (is_of(data, "prescriptions") &&
            !find_first(dataset, data->table, dataset->study->brand, first, validity, error))
            return FALSE;
    }
    return hcp__columns_add(columns, hcp_column_new_take(&BRAND_FIRST, n, g_steal_pointer(&first),
                                                         g_steal_pointer(&validity)));
}

/* The brand belongs to its class whether the market names it or not. NULL: all products do. */
char **hcp__list_class(const HcpStudy *study) {
    if (study->market == NULL)
        return NULL;
    g_autoptr(GStrvBuilder) products = g_strv_builder_new();
    g_strv_builder_addv(products, (const char **)study->market);
    if (study->brand != NULL)
        g_strv_builder_addv(products, (const char **)study->brand);
    return g_strv_builder_end(products);
}

static gboolean add_brand(const HcpDataset *dataset, const double *class_units, GPtrArray *columns,
                          const HcpRun *run, GError **error) {
    g_autofree double *brand_units = hcp__sum_units(dataset, dataset->study->brand, run, error);
    if (brand_units == NULL)
        return FALSE;
    g_autofree double *share = hcp__array_new(count_nodes(dataset), sizeof(double), error);
    if (share == NULL)
        return FALSE;
    for (int32_t i = 0; i < dataset->n_physicians; i++)
        share[i] = class_units[i] > 0 ? brand_units[i] / class_units[i] : 0;
    HcpColumn *units =
        make_column(dataset, &BRAND_UNITS, g_steal_pointer(&brand_units), NULL, error);
    return hcp__columns_add(columns, units) &&
           hcp__columns_add(columns, make_column(dataset, &BRAND_SHARE, g_steal_pointer(&share),
                                                 class_units, error)) &&
           add_brand_first(dataset, columns, error);
}

static gboolean add_prescribing(const HcpDataset *dataset, GPtrArray *columns, const HcpRun *run,
                                GError **error) {
    g_auto(GStrv) products = hcp__list_class(dataset->study);
    double *class_units = hcp__sum_units(dataset, products, run, error);
    if (class_units == NULL ||
        !hcp__columns_add(columns, make_column(dataset, &CLASS_UNITS, class_units, NULL, error)))
        return FALSE;
    return dataset->study->brand == NULL || add_brand(dataset, class_units, columns, run, error);
}

GPtrArray *hcp_derive_activity(const HcpDataset *dataset, const HcpRun *run, GError **error) {
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    if (hcp__dataset_has_column(dataset, "interactions", "physician") &&
        !add_contacts(dataset, columns, error))
        return NULL;
    if (hcp__dataset_has_column(dataset, "prescriptions", "physician") &&
        !add_prescribing(dataset, columns, run, error))
        return NULL;
    return g_steal_pointer(&columns);
}
