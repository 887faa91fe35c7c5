/* The prescriptions of all tables, by physician. */
#include "base/base_internal.h"
#include "derive/brand_internal.h"

#include <string.h>

void hcp__prescriptions_clear(HcpPrescriptions *all) {
    g_free(all->start);
    g_free(all->product);
    g_free(all->dispensed);
    g_free(all->pharmacy);
    g_free(all->day);
    g_free(all->units);
    g_clear_pointer(&all->products, g_ptr_array_unref);
}

static gboolean is_prescriptions(const HcpDataTable *data) {
    return strcmp(data->group->schema, "prescriptions") == 0;
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the texts that are new. */
static void list_texts(GHashTable *seen, GPtrArray *texts, const HcpColumn *column) {
    for (int32_t code = 0; column != NULL && code < hcp_column_get_n_codes(column); code++) {
        const char *text = hcp_column_get_code_text(column, code);
        if (g_hash_table_add(seen, (char *)text))
            g_ptr_array_add(texts, g_strdup(text));
    }
}

static GPtrArray *list_products(const HcpDataset *dataset) {
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *products = g_ptr_array_new_with_free_func(g_free);
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (!is_prescriptions(data))
            continue;
        list_texts(seen, products, hcp_table_find_column(data->table, "product"));
        list_texts(seen, products, hcp_table_find_column(data->table, "dispensed_product"));
    }
    g_ptr_array_sort(products, compare_texts);
    return products;
}

/* index[code]: the place of each text of the column among the products. */
static int32_t *map_codes(const GPtrArray *products, const HcpColumn *column) {
    int32_t n = hcp_column_get_n_codes(column);
    int32_t *index = g_new0(int32_t, n + 1);
    for (int32_t code = 0; code < n; code++) {
        const char *text = hcp_column_get_code_text(column, code);
        const char *const *found =
            bsearch(&text, products->pdata, products->len, sizeof(gpointer), compare_texts);
        index[code] = (int32_t)(found - (const char *const *)products->pdata);
    }
    return index;
}

/* The codes of a column put where their rows go, through `index` where it is given; -1 where
 * missing, or where there is no column. */
static void place_codes(const HcpColumn *column, const int32_t *index, int64_t n,
                        const int64_t *place, int32_t *out) {
    for (int64_t r = 0; r < n; r++) {
        int32_t code =
            column != NULL && hcp_column_is_valid(column, r) ? hcp_column_get_codes(column)[r] : -1;
        out[place[r]] = index != NULL && code >= 0 ? index[code] : code;
    }
}

static void place_numbers(HcpPrescriptions *all, const HcpTable *table, int64_t n,
                          const int64_t *place) {
    const HcpColumn *units = hcp_table_find_column(table, "units");
    const HcpColumn *dates = hcp_table_find_column(table, "date");
    for (int64_t r = 0; r < n; r++) {
        gboolean dated = dates != NULL && hcp_column_is_valid(dates, r);
        all->units[place[r]] =
            units != NULL && hcp_column_is_valid(units, r) ? hcp_column_get_doubles(units)[r] : 1;
        all->day[place[r]] = dated ? hcp_column_get_dates(dates)[r] : HCP__NO_DAY;
    }
}

/* Puts the rows of a table behind those that their physicians already have. */
static gboolean place_table(HcpPrescriptions *all, const HcpTable *table, int64_t *next,
                            GError **error) {
    int64_t n = hcp_table_get_n_rows(table);
    const int32_t *physician = hcp_column_get_codes(hcp_table_find_column(table, "physician"));
    g_autofree int64_t *place = hcp__array_new(n, sizeof *place, error);
    if (place == NULL)
        return FALSE;
    for (int64_t r = 0; r < n; r++)
        place[r] = next[physician[r]]++;
    const HcpColumn *product = hcp_table_find_column(table, "product");
    const HcpColumn *dispensed = hcp_table_find_column(table, "dispensed_product");
    g_autofree int32_t *of_product = map_codes(all->products, product);
    g_autofree int32_t *of_dispensed =
        dispensed != NULL ? map_codes(all->products, dispensed) : NULL;
    place_codes(product, of_product, n, place, all->product);
    place_codes(dispensed, of_dispensed, n, place, all->dispensed);
    place_codes(hcp_table_find_column(table, "pharmacy"), NULL, n, place, all->pharmacy);
    place_numbers(all, table, n, place);
    return TRUE;
}

static void count_rows(const HcpDataset *dataset, HcpPrescriptions *all) {
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (!is_prescriptions(data))
            continue;
        const int32_t *physician =
            hcp_column_get_codes(hcp_table_find_column(data->table, "physician"));
        for (int64_t r = 0; r < hcp_table_get_n_rows(data->table); r++)
            all->start[physician[r] + 1]++;
    }
    for (int32_t i = 0; i < dataset->n_physicians; i++)
        all->start[i + 1] += all->start[i];
    all->n = all->start[dataset->n_physicians];
}

static gboolean make_room(HcpPrescriptions *all, GError **error) {
    int32_t **codes[] = {&all->product, &all->dispensed, &all->pharmacy, &all->day};
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        *codes[i] = hcp__array_new(all->n, sizeof(int32_t), error);
        if (*codes[i] == NULL)
            return FALSE;
    }
    all->units = hcp__array_new(all->n, sizeof(double), error);
    return all->units != NULL;
}

gboolean hcp__prescriptions_collect(const HcpDataset *dataset, HcpPrescriptions *all,
                                    const HcpRun *run, GError **error) {
    int32_t n = dataset->n_physicians;
    all->n_physicians = n;
    all->products = list_products(dataset);
    all->start = hcp__array_new((int64_t)n + 1, sizeof(int64_t), error);
    if (all->start == NULL)
        return FALSE;
    count_rows(dataset, all);
    g_autofree int64_t *next = hcp__array_new((int64_t)n + 1, sizeof(int64_t), error);
    if (next == NULL || !make_room(all, error))
        return FALSE;
    memcpy(next, all->start, ((gsize)n + 1) * sizeof *next);
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (is_prescriptions(data) && !place_table(all, data->table, next, error))
            return FALSE;
    }
    return hcp_run_check(run, error);
}

uint8_t *hcp__prescriptions_mark(const HcpPrescriptions *all, char **products) {
    uint8_t *marked = g_new0(uint8_t, all->products->len + 1);
    for (guint p = 0; p < all->products->len; p++)
        marked[p] = products == NULL ||
                    g_strv_contains((const char *const *)products, all->products->pdata[p]);
    return marked;
}
