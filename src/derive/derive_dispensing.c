/* dispensing: physician -> pharmacy, from the prescriptions that name one; weight = units, where a
 * prescription without units counts as one. What was dispensed is the product dispensed, where that
 * is known, else the one prescribed. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

static const HcpColumnInfo WEIGHT_UNITS = {.name = "weight",
                                           .label = "Weight",
                                           .unit = "units",
                                           .definition = "units prescribed and dispensed there",
                                           .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo WEIGHT_COUNT = {.name = "weight",
                                           .label = "Weight",
                                           .unit = "prescriptions",
                                           .definition = "prescriptions dispensed there",
                                           .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo PRESCRIPTIONS = {.name = "prescriptions",
                                            .label = "Prescriptions",
                                            .unit = "prescriptions",
                                            .definition = "rows of the table of prescriptions",
                                            .kind = HCP_KIND_INT64};

static const HcpColumnInfo BRAND_UNITS = {.name = "dispensed_brand_units",
                                          .label = "Brand units",
                                          .unit = "units",
                                          .definition = "units of the brand dispensed there",
                                          .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo SWITCHED_UNITS = {
    .name = "switched_units",
    .label = "Switched units",
    .unit = "units",
    .definition = "units prescribed as the brand and dispensed there as another product",
    .kind = HCP_KIND_DOUBLE};

/* ---- what was dispensed ---- */

/* A product column, and which of its texts are of the brand. */
typedef struct {
    const HcpColumn *column; /* NULL: the table has none */
    uint8_t *is_brand;       /* by code */
} Products;

static Products mark_products(const HcpDataTable *data, const char *name, char **brand) {
    Products products = {.column = hcp__table_find_filled(data->table, name)};
    int32_t n = products.column != NULL ? hcp_column_get_n_codes(products.column) : 0;
    products.is_brand = g_new0(uint8_t, n + 1);
    for (int32_t code = 0; code < n; code++)
        products.is_brand[code] = (uint8_t)g_strv_contains(
            (const char *const *)brand, hcp_column_get_code_text(products.column, code));
    return products;
}

/* 1: the brand; 0: another product; -1: not known. */
static int is_of_brand(const Products *products, int64_t row) {
    if (products->column == NULL || !hcp_column_is_valid(products->column, row))
        return -1;
    return products->is_brand[hcp_column_get_codes(products->column)[row]];
}

/* Units of the brand dispensed, row by row, and units switched away from it. */
static void split_units(const HcpDataTable *data, char **brand, HcpColumn **out_brand,
                        HcpColumn **out_switched) {
    Products prescribed = mark_products(data, "product", brand);
    Products dispensed = mark_products(data, "dispensed_product", brand);
    const HcpColumn *units = hcp__table_find_filled(data->table, "units");
    int64_t n = hcp_table_get_n_rows(data->table);
    g_autofree double *of_brand = g_new0(double, (gsize)n + 1);
    g_autofree double *switched = g_new0(double, (gsize)n + 1);
    for (int64_t r = 0; r < n; r++) {
        gboolean counted = units != NULL && hcp_column_is_valid(units, r);
        double value = counted ? hcp_column_get_number(units, r) : 1;
        int meant = is_of_brand(&prescribed, r), given = is_of_brand(&dispensed, r);
        of_brand[r] = (given >= 0 ? given : meant) == 1 ? value : 0;
        switched[r] = meant == 1 && given == 0 ? value : 0;
    }
    *out_brand = hcp_column_new_doubles(&BRAND_UNITS, n, of_brand);
    *out_switched =
        dispensed.column != NULL ? hcp_column_new_doubles(&SWITCHED_UNITS, n, switched) : NULL;
    g_free(prescribed.is_brand);
    g_free(dispensed.is_brand);
}

static gboolean add_products(GPtrArray *columns, const HcpDataTable *data, char **brand,
                             HcpPairs *pairs, GError **error) {
    if (brand == NULL)
        return TRUE;
    g_autoptr(HcpColumn) of_brand = NULL, switched = NULL;
    split_units(data, brand, &of_brand, &switched);
    return hcp__columns_add(columns, hcp__pairs_sum(pairs, of_brand, &BRAND_UNITS, error)) &&
           (switched == NULL ||
            hcp__columns_add(columns, hcp__pairs_sum(pairs, switched, &SWITCHED_UNITS, error)));
}

/* ---- edges ---- */

static HcpEdges *make_edges(const HcpDataset *dataset, const HcpDataTable *data, HcpPairs *pairs,
                            GError **error) {
    HcpColumn *units = hcp__table_find_filled(data->table, "units");
    HcpColumn *dates = hcp__table_find_filled(data->table, "date");
    const HcpColumnInfo *weight = units != NULL ? &WEIGHT_UNITS : &WEIGHT_COUNT;
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    if (!hcp__columns_add(columns, hcp__pairs_sum(pairs, units, weight, error)) ||
        !hcp__columns_add(columns, hcp__pairs_count(pairs, &PRESCRIPTIONS, error)) ||
        !add_products(columns, data, dataset->study->brand, pairs, error) ||
        !hcp__columns_add_dates(columns, pairs, dates, error))
        return NULL;
    const char *layer = data->group->layer != NULL ? data->group->layer : "dispensing";
    g_autofree char *name = hcp__layer_name(layer);
    HcpLayerInfo info = {.name = name,
                         .relation = "dispensing",
                         .rule = units != NULL ? "weight = units dispensed"
                                               : "weight = number of prescriptions dispensed"};
    return hcp__edges_make(pairs, &info, columns, error);
}

gboolean hcp__derive_dispensing(const HcpDataset *dataset, const HcpDataTable *data,
                                GPtrArray *layers, const HcpRun *run, GError **error) {
    HcpColumn *physician = hcp_table_find_column(data->table, "physician");
    HcpColumn *pharmacy = hcp__table_find_filled(data->table, "pharmacy");
    if (pharmacy == NULL)
        return TRUE;
    g_autofree uint8_t *keep = NULL;
    if (!hcp__rows_keep_complete(physician, pharmacy, &keep, error))
        return FALSE;
    HcpRows ends = {.n = hcp_table_get_n_rows(data->table),
                    .source = hcp_column_get_codes(physician),
                    .target = hcp_column_get_codes(pharmacy),
                    .target_shift = dataset->n_physicians,
                    .keep = keep};
    g_auto(HcpPairs) pairs = {0};
    int32_t n_nodes = dataset->n_physicians + dataset->n_organisations;
    if (!hcp__pairs_collect(&ends, n_nodes, &pairs, run, error))
        return FALSE;
    return hcp__layers_add(layers, make_edges(dataset, data, &pairs, error));
}
