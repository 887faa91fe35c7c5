/* The products of the class side by side, and the brand month by month. */
#include "base/base_internal.h"
#include "derive/brand_internal.h"

#include <math.h>
#include <string.h>

/* Sums over one span of time: the whole period, or a window. */
typedef struct {
    double *units;       /* by product */
    double *prescribers; /* by product */
    int32_t *last_met;   /* the last prescriber met, + 1 */
    double class_units;
} Span;

typedef struct {
    const HcpPrescriptions *all;
    HcpWindows windows;
    uint8_t *is_class, *is_brand;
    int n_spans; /* 1 + windows.n; span 0 is the whole, with rows without a date */
    Span span[1 + HCP__MAX_WINDOWS];
    int32_t *row; /* products in the order of the table */
    int32_t n_rows;
    GPtrArray *columns;
} Products;

static void products_clear(Products *p) {
    for (int s = 0; s < p->n_spans; s++) {
        g_free(p->span[s].units);
        g_free(p->span[s].prescribers);
        g_free(p->span[s].last_met);
    }
    g_free(p->is_class);
    g_free(p->is_brand);
    g_free(p->row);
    g_clear_pointer(&p->columns, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Products, products_clear)

static void add_to_span(Span *span, int32_t product, int32_t physician, double units) {
    span->units[product] += units;
    span->class_units += units;
    span->prescribers[product] += span->last_met[product] != physician + 1;
    span->last_met[product] = physician + 1;
}

static void scan(Products *p) {
    const HcpPrescriptions *all = p->all;
    for (int32_t i = 0; i < all->n_physicians; i++)
        for (int64_t r = all->start[i]; r < all->start[i + 1]; r++) {
            int32_t product = all->product[r];
            if (product < 0 || !p->is_class[product])
                continue;
            int window = hcp__windows_find(&p->windows, all->day[r]);
            add_to_span(&p->span[0], product, i, all->units[r]);
            if (window >= 0)
                add_to_span(&p->span[1 + window], product, i, all->units[r]);
        }
}

static int compare_rows(const void *a, const void *b, void *data) {
    const double *units = data;
    int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    if (units[i] != units[j])
        return units[i] > units[j] ? -1 : 1;
    return i - j; /* products are in byte order */
}

/* Products of the class that anybody prescribed, most units first. */
static void order_rows(Products *p) {
    p->row = g_new(int32_t, p->all->products->len + 1);
    for (guint k = 0; k < p->all->products->len; k++)
        if (p->span[0].prescribers[k] > 0)
            p->row[p->n_rows++] = (int32_t)k;
    g_qsort_with_data(p->row, p->n_rows, sizeof *p->row, compare_rows, p->span[0].units);
}

/* ---- columns ---- */

static void add_column(Products *p, const HcpColumnInfo *info, const double *value) {
    g_ptr_array_add(p->columns, hcp__column_of_numbers(info, p->n_rows, value));
}

static double share_of(const Span *span, int32_t product) {
    return span->class_units > 0 ? span->units[product] / span->class_units : NAN;
}

static void add_products(Products *p) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new0(int32_t, p->n_rows + 1);
    g_autofree double *is_brand = g_new(double, p->n_rows + 1);
    for (int32_t k = 0; k < p->n_rows; k++) {
        codes[k] = hcp__pool_add(pool, p->all->products->pdata[p->row[k]], -1);
        is_brand[k] = p->is_brand[p->row[k]];
    }
    HcpColumnInfo info = {.name = "product",
                          .label = "Product",
                          .definition = "product of the class, as prescribed",
                          .kind = HCP_KIND_STRING};
    g_ptr_array_add(p->columns, hcp_column_new_take_strings(&info, p->n_rows, codes, NULL, pool));
    add_column(p,
               &(HcpColumnInfo){.name = "is_brand",
                                .label = "Brand",
                                .definition = "is it one of the brand's products?",
                                .kind = HCP_KIND_BOOL},
               is_brand);
}

/* Units, share and prescribers of a span. `when`: in words; `suffix`: of the names. */
static void add_span(Products *p, const Span *span, const char *when, const char *suffix) {
    static const char *const NAMES[] = {"units", "share", "prescribers"};
    static const char *const LABELS[] = {"Units", "Share", "Prescribers"};
    static const char *const SAYS[] = {"units prescribed", "share of the units of the class",
                                       "physicians who prescribed it"};
    g_autofree double *value = g_new(double, p->n_rows + 1);
    for (int c = 0; c < 3; c++) {
        for (int32_t k = 0; k < p->n_rows; k++)
            value[k] = c == 0   ? span->units[p->row[k]]
                       : c == 1 ? share_of(span, p->row[k])
                                : span->prescribers[p->row[k]];
        g_autofree char *name = g_strconcat(NAMES[c], suffix, NULL);
        g_autofree char *label =
            *suffix != '\0' ? g_strdup_printf("%s %s", LABELS[c], suffix + 1) : g_strdup(LABELS[c]);
        g_autofree char *definition = g_strdup_printf("%s %s", SAYS[c], when);
        add_column(p,
                   &(HcpColumnInfo){.name = name,
                                    .label = label,
                                    .definition = definition,
                                    .kind = c == 2 ? HCP_KIND_INT64 : HCP_KIND_DOUBLE},
                   value);
    }
}

static void add_windows(Products *p) {
    for (int w = 0; w < p->windows.n && p->windows.n > 1; w++) {
        char first[HCP__NUMBER_SIZE], last[HCP__NUMBER_SIZE];
        hcp__format_date(first, p->windows.start[w]);
        hcp__format_date(last, p->windows.start[w + 1] - 1);
        g_autofree char *when = g_strdup_printf("from %s to %s", first, last);
        g_autofree char *suffix = g_strdup_printf("_%d", w + 1);
        add_span(p, &p->span[1 + w], when, suffix);
    }
}

static void add_changes(Products *p) {
    if (p->windows.n < 2)
        return;
    const Span *first = &p->span[1], *last = &p->span[p->windows.n];
    g_autofree double *units = g_new(double, p->n_rows + 1);
    g_autofree double *relative = g_new(double, p->n_rows + 1);
    g_autofree double *share = g_new(double, p->n_rows + 1);
    for (int32_t k = 0; k < p->n_rows; k++) {
        int32_t product = p->row[k];
        units[k] = last->units[product] - first->units[product];
        relative[k] = first->units[product] > 0 ? units[k] / first->units[product] : NAN;
        share[k] = share_of(last, product) - share_of(first, product);
    }
    add_column(p,
               &(HcpColumnInfo){.name = "change",
                                .label = "Change",
                                .unit = "units",
                                .definition = "units of the last window less those of the first",
                                .kind = HCP_KIND_DOUBLE},
               units);
    add_column(p,
               &(HcpColumnInfo){.name = "change_share",
                                .label = "Relative change",
                                .definition = "change / units of the first window",
                                .kind = HCP_KIND_DOUBLE},
               relative);
    add_column(p,
               &(HcpColumnInfo){.name = "share_change",
                                .label = "Change of share",
                                .definition = "share of the last window less that of the first",
                                .kind = HCP_KIND_DOUBLE},
               share);
}

static HcpTable *make_products(Products *p) {
    order_rows(p);
    add_products(p);
    add_span(p, &p->span[0], "in the period", "");
    add_windows(p);
    add_changes(p);
    return hcp_table_new("products", p->n_rows, p->columns->len,
                         (HcpColumn *const *)p->columns->pdata);
}

/* ---- months ---- */

static HcpTable *make_months(const Products *p) {
    const HcpPrescriptions *all = p->all;
    int first = hcp__month_of(p->windows.start[0]);
    int n = hcp__month_of(p->windows.start[p->windows.n] - 1) - first + 1;
    g_autofree double *class = g_new0(double, n + 1), *brand = g_new0(double, n + 1);
    g_autofree double *share = g_new0(double, n + 1);
    for (int64_t r = 0; r < all->n; r++) {
        if (hcp__windows_find(&p->windows, all->day[r]) < 0 || all->product[r] < 0)
            continue;
        int month = hcp__month_of(all->day[r]) - first;
        class[month] += p->is_class[all->product[r]] ? all->units[r] : 0;
        brand[month] += p->is_brand[all->product[r]] ? all->units[r] : 0;
    }
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (int m = 0; m < n; m++) {
        int month = first + m;
        g_ptr_array_add(cells, g_strdup_printf("%04d-%02d", month / 12, month % 12 + 1));
        share[m] = class[m] > 0 ? 100 * brand[m] / class[m] : NAN;
    }
    g_autoptr(HcpTable) months = hcp_table_new_texts("months", 1, (const char *[]){"month"}, cells);
    const double *const values[] = {class, brand, share};
    static const HcpColumnInfo INFOS[] = {
        {.name = "class_units", .label = "Class units", .kind = HCP_KIND_DOUBLE},
        {.name = "brand_units", .label = "Brand units", .kind = HCP_KIND_DOUBLE},
        {.name = "share", .label = "Brand share", .unit = "%", .kind = HCP_KIND_DOUBLE}};
    HcpColumn *columns[3];
    for (int c = 0; c < 3; c++)
        columns[c] = hcp_column_new_doubles(&INFOS[c], n, values[c]);
    HcpTable *table = hcp_table_with_columns(months, 3, columns);
    for (int c = 0; c < 3; c++)
        hcp_column_unref(columns[c]);
    return table;
}

static gboolean make_room(Products *p, GError **error) {
    int64_t n = p->all->products->len;
    p->n_spans = 1 + p->windows.n;
    for (int s = 0; s < p->n_spans; s++) {
        Span *span = &p->span[s];
        span->units = hcp__array_new(n, sizeof(double), error);
        span->prescribers = span->units != NULL ? hcp__array_new(n, sizeof(double), error) : NULL;
        span->last_met =
            span->prescribers != NULL ? hcp__array_new(n, sizeof(int32_t), error) : NULL;
        if (span->last_met == NULL)
            return FALSE;
    }
    return TRUE;
}

gboolean hcp_derive_products(const HcpDataset *dataset, HcpTable **out_products,
                             HcpTable **out_months, const HcpRun *run, GError **error) {
    *out_products = *out_months = NULL;
    if (!hcp__dataset_has_column(dataset, "prescriptions", "physician"))
        return TRUE;
    const HcpStudy *study = dataset->study;
    static char *none[] = {NULL};
    g_auto(HcpPrescriptions) all = {0};
    if (!hcp__prescriptions_collect(dataset, &all, run, error))
        return FALSE;
    g_auto(GStrv) class = hcp__list_class(study);
    g_auto(Products)
        p = {.all = &all,
             .is_class = hcp__prescriptions_mark(&all, class),
             .is_brand = hcp__prescriptions_mark(&all, study->brand != NULL ? study->brand : none),
             .columns = hcp__columns_new()};
    if (!hcp__windows_make(study, &all, &p.windows, error) || !make_room(&p, error))
        return FALSE;
    scan(&p);
    *out_products = make_products(&p);
    if (study->brand != NULL && p.windows.n > 0)
        *out_months = make_months(&p);
    return TRUE;
}
