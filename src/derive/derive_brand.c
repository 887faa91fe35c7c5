/* The brand view of physicians: shares of products, writers, and how their units change. */
#include "base/base_internal.h"
#include "derive/brand_internal.h"

#include <math.h>
#include <string.h>

/* A change that chance makes in fewer than one of ten: |u2 - u1| > 1.645 sqrt(u1 + u2), which is
 * the standard deviation of the difference of two Poisson counts of one mean. */
static const double Z_SQUARED = 1.645 * 1.645;
static const double TREND_SHARE = 0.2; /* a smaller relative change is none */

typedef struct {
    const HcpDataset *dataset;
    const HcpTable *nodes;
    const HcpPrescriptions *all;
    HcpWindows windows;
    int64_t n_nodes;
    GPtrArray *columns;
    double *first, *last; /* units of the brand in those windows */
    double *months;       /* with a prescription of the brand; NaN for organisations */
} Brand;

HcpColumn *hcp__column_of_numbers(const HcpColumnInfo *info, int64_t n, const double *value) {
    if (info->kind == HCP_KIND_DOUBLE)
        return hcp_column_new_doubles(info, n, value);
    gboolean is_flag = info->kind == HCP_KIND_BOOL;
    void *values = g_malloc0_n((gsize)n + 1, hcp__kind_size(info->kind));
    uint8_t *validity = g_malloc0((gsize)n / 8 + 1);
    for (int64_t i = 0; i < n; i++) {
        if (isnan(value[i]))
            continue;
        hcp__bit_set(validity, i);
        if (is_flag)
            ((uint8_t *)values)[i] = value[i] > 0;
        else
            ((int64_t *)values)[i] = (int64_t)value[i];
    }
    return hcp_column_new_take(info, n, values, validity);
}

static void add_numbers(Brand *brand, const HcpColumnInfo *info, const double *value) {
    g_ptr_array_add(brand->columns, hcp__column_of_numbers(info, brand->n_nodes, value));
}

/* n numbers that are all missing; NULL when memory is short. */
static double *new_missing(int64_t n, GError **error) {
    double *value = hcp__array_new(n, sizeof *value, error);
    for (int64_t i = 0; value != NULL && i < n; i++)
        value[i] = NAN;
    return value;
}

/* ---- shares of products ---- */

static gboolean is_taken(const Brand *brand, const char *name) {
    for (guint c = 0; c < brand->columns->len; c++)
        if (strcmp(hcp_column_get_info(brand->columns->pdata[c])->name, name) == 0)
            return TRUE;
    return hcp_table_find_column(brand->nodes, name) != NULL;
}

/* share_<product>, with a number behind it where another column bears that name. */
static char *name_share(const Brand *brand, const char *product) {
    g_autofree char *text = g_strconcat("share_", product, NULL);
    g_autofree char *base = hcp__layer_name(text);
    char *name = g_strdup(base);
    for (int k = 2; is_taken(brand, name); k++) {
        g_free(name);
        name = g_strdup_printf("%s_%d", base, k);
    }
    return name;
}

static gboolean add_share(Brand *brand, const char *product, const HcpRun *run, GError **error) {
    const HcpColumn *class_units = hcp_table_find_column(brand->nodes, "class_units");
    char *only[] = {(char *)product, NULL};
    g_autofree double *units = hcp__sum_units(brand->dataset, only, run, error);
    if (units == NULL)
        return FALSE;
    for (int64_t i = 0; i < brand->n_nodes; i++) {
        double class = hcp_column_get_number(class_units, i);
        units[i] = class > 0 ? units[i] / class : NAN;
    }
    g_autofree char *name = name_share(brand, product);
    g_autofree char *label = g_strconcat("Share of ", product, NULL);
    g_autofree char *definition = g_strdup_printf(
        "units of %s prescribed / class_units; missing without units of the class", product);
    add_numbers(
        brand,
        &(HcpColumnInfo){
            .name = name, .label = label, .definition = definition, .kind = HCP_KIND_DOUBLE},
        units);
    return TRUE;
}

static gboolean add_shares(Brand *brand, const HcpRun *run, GError **error) {
    char **market = brand->dataset->study->market;
    for (char **product = market; product != NULL && *product != NULL; product++) {
        char *const *same = market;
        while (strcmp(*same, *product) != 0)
            same++;
        if (same == product && !add_share(brand, *product, run, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- writers ---- */

static gboolean add_writers(Brand *brand, GError **error) {
    const HcpColumn *units = hcp_table_find_column(brand->nodes, "brand_units");
    int enough = brand->dataset->study->brand_view.writer_units;
    g_autofree double *writer = new_missing(brand->n_nodes, error);
    if (writer == NULL)
        return FALSE;
    for (int64_t i = 0; i < brand->dataset->n_physicians; i++)
        writer[i] = hcp_column_get_number(units, i) >= enough;
    g_autofree char *definition = g_strdup_printf(
        "at least %d unit%s of the brand prescribed in the period; missing for organisations",
        enough, enough == 1 ? "" : "s");
    add_numbers(brand,
                &(HcpColumnInfo){.name = "brand_writer",
                                 .label = "Brand writer",
                                 .definition = definition,
                                 .kind = HCP_KIND_BOOL},
                writer);
    return TRUE;
}

/* ---- months and windows ---- */

/* first[i], last[i], months[i] of one physician; seen[m] = i + 1 marks the months met. */
static void scan_physician(Brand *brand, const uint8_t *is_brand, int32_t i, int32_t *seen) {
    const HcpPrescriptions *all = brand->all;
    int first_month = hcp__month_of(brand->windows.start[0]);
    brand->months[i] = brand->first[i] = brand->last[i] = 0;
    for (int64_t r = all->start[i]; r < all->start[i + 1]; r++) {
        int window = hcp__windows_find(&brand->windows, all->day[r]);
        if (window < 0 || all->product[r] < 0 || !is_brand[all->product[r]])
            continue;
        if (window == 0)
            brand->first[i] += all->units[r];
        if (window == brand->windows.n - 1)
            brand->last[i] += all->units[r];
        int month = hcp__month_of(all->day[r]) - first_month;
        brand->months[i] += seen[month] != i + 1;
        seen[month] = i + 1;
    }
}

static gboolean scan(Brand *brand, GError **error) {
    const HcpWindows *windows = &brand->windows;
    int n_months = hcp__month_of(windows->start[windows->n]) - hcp__month_of(windows->start[0]) + 1;
    g_autofree int32_t *seen = g_new0(int32_t, n_months + 1);
    g_autofree uint8_t *is_brand =
        hcp__prescriptions_mark(brand->all, brand->dataset->study->brand);
    brand->first = new_missing(brand->n_nodes, error);
    brand->last = brand->first != NULL ? new_missing(brand->n_nodes, error) : NULL;
    brand->months = brand->last != NULL ? new_missing(brand->n_nodes, error) : NULL;
    if (brand->months == NULL)
        return FALSE;
    for (int32_t i = 0; i < brand->dataset->n_physicians; i++)
        scan_physician(brand, is_brand, i, seen);
    return TRUE;
}

static void add_window_units(Brand *brand, const char *name, const char *label, int window,
                             const double *units) {
    char first[HCP__NUMBER_SIZE], last[HCP__NUMBER_SIZE];
    hcp__format_date(first, brand->windows.start[window]);
    hcp__format_date(last, brand->windows.start[window + 1] - 1);
    g_autofree char *definition =
        g_strdup_printf("units of the brand prescribed from %s to %s", first, last);
    add_numbers(brand,
                &(HcpColumnInfo){.name = name,
                                 .label = label,
                                 .unit = "units",
                                 .definition = definition,
                                 .kind = HCP_KIND_DOUBLE},
                units);
}

static void add_changes(Brand *brand) {
    g_autofree double *change = g_new(double, brand->n_nodes + 1);
    g_autofree double *share = g_new(double, brand->n_nodes + 1);
    for (int64_t i = 0; i < brand->n_nodes; i++) {
        change[i] = brand->last[i] - brand->first[i];
        share[i] = brand->first[i] > 0 ? change[i] / brand->first[i] : NAN;
    }
    add_numbers(brand,
                &(HcpColumnInfo){.name = "brand_change",
                                 .label = "Change of brand units",
                                 .unit = "units",
                                 .definition = "brand_units_last - brand_units_first",
                                 .kind = HCP_KIND_DOUBLE},
                change);
    add_numbers(brand,
                &(HcpColumnInfo){.name = "brand_change_share",
                                 .label = "Relative change of brand units",
                                 .definition = "brand_change / brand_units_first; missing without "
                                               "units in the first window",
                                 .kind = HCP_KIND_DOUBLE},
                share);
}

/* The class of units u1 and u2 in the first and the last window; NULL without any. */
static const char *classify(double first, double last, int enough) {
    double sum = first + last, change = last - first;
    if (!(sum > 0))
        return NULL;
    if (sum < enough)
        return "too few data";
    if (first <= 0 || last <= 0)
        return first <= 0 ? "new" : "lapsed";
    if (change * change <= Z_SQUARED * sum || fabs(change) < TREND_SHARE * first)
        return "stable";
    return change > 0 ? "growing" : "falling";
}

static void add_trend(Brand *brand) {
    int enough = brand->dataset->study->brand_view.trend_units;
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new0(int32_t, brand->n_nodes + 1);
    uint8_t *validity = g_new0(uint8_t, brand->n_nodes / 8 + 1);
    hcp__pool_add(pool, "stable", -1);
    for (int64_t i = 0; i < brand->dataset->n_physicians; i++) {
        const char *class = classify(brand->first[i], brand->last[i], enough);
        if (class == NULL)
            continue;
        codes[i] = hcp__pool_add(pool, class, -1);
        hcp__bit_set(validity, i);
    }
    HcpColumnInfo info = {
        .name = "brand_trend",
        .label = "Trend of the brand",
        .definition = "of the last window against the first: new, growing, stable, falling, "
                      "lapsed, or too few data; missing without units of the brand in either",
        .kind = HCP_KIND_STRING};
    g_ptr_array_add(brand->columns,
                    hcp_column_new_take_strings(&info, brand->n_nodes, codes, validity, pool));
}

static gboolean add_windows(Brand *brand, GError **error) {
    if (brand->windows.n == 0)
        return TRUE;
    if (!scan(brand, error))
        return FALSE;
    add_numbers(brand,
                &(HcpColumnInfo){.name = "brand_months",
                                 .label = "Months with the brand",
                                 .unit = "months",
                                 .definition = "months with a prescription of the brand",
                                 .kind = HCP_KIND_INT64},
                brand->months);
    if (brand->windows.n == 1)
        return TRUE;
    add_window_units(brand, "brand_units_first", "Brand units, first window", 0, brand->first);
    add_window_units(brand, "brand_units_last", "Brand units, last window", brand->windows.n - 1,
                     brand->last);
    add_changes(brand);
    add_trend(brand);
    return TRUE;
}

static void clear_brand(Brand *brand) {
    g_free(brand->first);
    g_free(brand->last);
    g_free(brand->months);
    g_clear_pointer(&brand->columns, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Brand, clear_brand)

GPtrArray *hcp_derive_brand(const HcpDataset *dataset, const HcpTable *nodes, const HcpRun *run,
                            GError **error) {
    g_return_val_if_fail(dataset != NULL && nodes != NULL, NULL);
    g_auto(HcpPrescriptions) all = {0};
    g_auto(Brand) brand = {.dataset = dataset,
                           .nodes = nodes,
                           .all = &all,
                           .n_nodes = (int64_t)dataset->n_physicians + dataset->n_organisations,
                           .columns = hcp__columns_new()};
    if (!hcp__dataset_has_column(dataset, "prescriptions", "physician"))
        return g_steal_pointer(&brand.columns);
    if (!add_shares(&brand, run, error))
        return NULL;
    if (dataset->study->brand == NULL)
        return g_steal_pointer(&brand.columns);
    if (!hcp__prescriptions_collect(dataset, &all, run, error) ||
        !hcp__windows_make(dataset->study, &all, &brand.windows, error) ||
        !add_writers(&brand, error) || !add_windows(&brand, error) ||
        !hcp__brand_add_pharmacies(dataset, &all, brand.columns, error))
        return NULL;
    g_autoptr(HcpTable) wider =
        hcp_table_with_columns(nodes, brand.columns->len, (HcpColumn *const *)brand.columns->pdata);
    return hcp__brand_add_affiliated(dataset, wider, brand.columns, run, error)
               ? g_steal_pointer(&brand.columns)
               : NULL;
}
