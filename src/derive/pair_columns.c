/* Columns of pairs. The rows of a pair come in the order of the file, so whatever depends on order
 * (sums of doubles) sorts its values first. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

#include <stdlib.h>

static int64_t find_longest(const HcpPairs *pairs) {
    int64_t longest = 0;
    for (int64_t p = 0; p < pairs->n; p++)
        longest = MAX(longest, hcp__pairs_start(pairs, p + 1) - hcp__pairs_start(pairs, p));
    return longest;
}

HcpColumn *hcp__pairs_count(const HcpPairs *pairs, const HcpColumnInfo *info, GError **error) {
    int64_t *count = hcp__array_new(pairs->n, sizeof(int64_t), error);
    if (count == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++)
        count[p] = hcp__pairs_start(pairs, p + 1) - hcp__pairs_start(pairs, p);
    return hcp_column_new_take(info, pairs->n, count, NULL);
}

static gboolean add_count(int64_t *sum, int64_t count, const HcpColumnInfo *info, GError **error) {
    if (!__builtin_add_overflow(*sum, count, sum))
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                "%s: expected a sum below 2^63 for each pair, found more", info->name);
    return FALSE;
}

HcpColumn *hcp__pairs_sum_counts(const HcpPairs *pairs, const HcpColumn *values, int64_t if_missing,
                                 const HcpColumnInfo *info, GError **error) {
    const int64_t *value = hcp_column_get_int64s(values);
    if (pairs->entry == NULL && pairs->n == pairs->n_rows && hcp_column_count_missing(values) == 0)
        return hcp_column_with_info(values, info); /* each pair is the row of its number */
    g_autofree int64_t *sum = hcp__array_new(pairs->n, sizeof(int64_t), error);
    if (sum == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++)
        for (int64_t k = hcp__pairs_start(pairs, p); k < hcp__pairs_start(pairs, p + 1); k++) {
            int32_t row = hcp__pairs_row(pairs, k);
            int64_t count = hcp_column_is_valid(values, row) ? value[row] : if_missing;
            if (!add_count(&sum[p], count, info, error))
                return NULL;
        }
    return hcp_column_new_take(info, pairs->n, g_steal_pointer(&sum), NULL);
}

static int compare_doubles(const void *a, const void *b) {
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double sum_pair(const HcpPairs *pairs, int64_t p, const HcpColumn *values, double *scratch) {
    int64_t n = 0;
    for (int64_t k = hcp__pairs_start(pairs, p); k < hcp__pairs_start(pairs, p + 1); k++) {
        int32_t row = hcp__pairs_row(pairs, k);
        gboolean valid = values != NULL && hcp_column_is_valid(values, row);
        scratch[n++] = valid ? hcp_column_get_number(values, row) : 1;
    }
    if (n > 2)
        qsort(scratch, (size_t)n, sizeof *scratch, compare_doubles);
    double sum = 0;
    for (int64_t k = 0; k < n; k++)
        sum += scratch[k];
    return sum;
}

HcpColumn *hcp__pairs_sum(const HcpPairs *pairs, const HcpColumn *values, const HcpColumnInfo *info,
                          GError **error) {
    g_autofree double *scratch = hcp__array_new(find_longest(pairs), sizeof(double), error);
    if (scratch == NULL)
        return NULL;
    double *sum = hcp__array_new(pairs->n, sizeof(double), error);
    if (sum == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++)
        sum[p] = sum_pair(pairs, p, values, scratch);
    return hcp_column_new_take(info, pairs->n, sum, NULL);
}

static int compare_codes(const void *a, const void *b) {
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int64_t count_distinct(int32_t *code, int64_t n) {
    if (n > 1)
        qsort(code, (size_t)n, sizeof *code, compare_codes);
    int64_t n_distinct = n > 0;
    for (int64_t k = 1; k < n; k++)
        n_distinct += code[k] != code[k - 1];
    return n_distinct;
}

HcpColumn *hcp__pairs_count_distinct(const HcpPairs *pairs, const HcpColumn *texts,
                                     const HcpColumnInfo *info, GError **error) {
    const int32_t *code = hcp_column_get_codes(texts);
    g_autofree int32_t *scratch = hcp__array_new(find_longest(pairs), sizeof(int32_t), error);
    if (scratch == NULL)
        return NULL;
    int64_t *count = hcp__array_new(pairs->n, sizeof(int64_t), error);
    if (count == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++) {
        int64_t n = 0;
        for (int64_t k = hcp__pairs_start(pairs, p); k < hcp__pairs_start(pairs, p + 1); k++) {
            int32_t row = hcp__pairs_row(pairs, k);
            scratch[n++] = hcp_column_is_valid(texts, row) ? code[row] : -1;
        }
        count[p] = count_distinct(scratch, n);
    }
    return hcp_column_new_take(info, pairs->n, count, NULL);
}

/* The patients of row `row` when it names none. */
static int64_t get_unnamed(const HcpColumn *patients, int32_t row) {
    if (patients == NULL || !hcp_column_is_valid(patients, row))
        return 1;
    return hcp_column_get_int64s(patients)[row];
}

HcpColumn *hcp__pairs_count_patients(const HcpPairs *pairs, const HcpColumn *patient,
                                     const HcpColumn *patients, const HcpColumnInfo *info,
                                     GError **error) {
    const int32_t *code = patient != NULL ? hcp_column_get_codes(patient) : NULL;
    g_autofree int32_t *scratch = hcp__array_new(find_longest(pairs), sizeof(int32_t), error);
    if (scratch == NULL)
        return NULL;
    g_autofree int64_t *count = hcp__array_new(pairs->n, sizeof(int64_t), error);
    if (count == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++) {
        int64_t n_named = 0;
        for (int64_t k = hcp__pairs_start(pairs, p); k < hcp__pairs_start(pairs, p + 1); k++) {
            int32_t row = hcp__pairs_row(pairs, k);
            if (patient != NULL && hcp_column_is_valid(patient, row))
                scratch[n_named++] = code[row];
            else if (!add_count(&count[p], get_unnamed(patients, row), info, error))
                return NULL;
        }
        count[p] += count_distinct(scratch, n_named);
    }
    return hcp_column_new_take(info, pairs->n, g_steal_pointer(&count), NULL);
}

HcpColumn *hcp__pairs_date(const HcpPairs *pairs, const HcpColumn *dates, gboolean latest,
                           const HcpColumnInfo *info, GError **error) {
    const int32_t *day = hcp_column_get_dates(dates);
    g_autofree int32_t *found = hcp__array_new(pairs->n, sizeof(int32_t), error);
    if (found == NULL)
        return NULL;
    g_autofree uint8_t *validity = hcp__array_new(pairs->n / 8 + 1, 1, error);
    if (validity == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++)
        for (int64_t k = hcp__pairs_start(pairs, p); k < hcp__pairs_start(pairs, p + 1); k++) {
            int32_t row = hcp__pairs_row(pairs, k);
            if (!hcp_column_is_valid(dates, row))
                continue;
            gboolean better = latest ? day[row] > found[p] : day[row] < found[p];
            if (better || !hcp__bit_get(validity, p))
                found[p] = day[row];
            hcp__bit_set(validity, p);
        }
    return hcp_column_new_take(info, pairs->n, g_steal_pointer(&found), g_steal_pointer(&validity));
}
