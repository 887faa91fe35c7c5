/* referrers.csv: who sends more referrals than the like of them, volume beside the index. */
#include "report/run_tables.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

static const char *const COLUMNS[] = {"id",
                                      "name",
                                      "specialty",
                                      "region",
                                      "n_referrals",
                                      "n_patients",
                                      "n_receivers",
                                      "expected_referrals",
                                      "referral_index",
                                      "referral_index_low",
                                      "referral_index_high",
                                      "referral_p_top10",
                                      "referral_percentile",
                                      "referral_peers",
                                      "referral_class",
                                      "regional_expected",
                                      "regional_index",
                                      "regional_index_low",
                                      "regional_index_high",
                                      "brand_writer_share",
                                      "receiver_hhi",
                                      "loyalty",
                                      "region_leakage",
                                      "organisation_leakage"};

/* Ranked ones first, by index, then those with too few data; ties by row, which is the order of
 * ids. */
static int32_t *sort_rows(const HcpTable *nodes, int32_t n_physicians, int32_t *out_n,
                          int32_t *out_n_ranked) {
    const HcpColumn *index = hcp_table_find_column(nodes, "referral_index");
    const HcpColumn *percentile = hcp_table_find_column(nodes, "referral_percentile");
    g_autofree double *key = g_new(double, n_physicians + 1);
    int32_t *rows = g_new(int32_t, n_physicians + 1);
    int32_t n = 0;
    for (int32_t i = 0; i < n_physicians; i++)
        key[i] = hcp_column_is_valid(percentile, i) ? hcp_column_get_number(index, i) : NAN;
    *out_n_ranked = (int32_t)hcp__top_k(n_physicians, key, n_physicians, rows);
    n = *out_n_ranked;
    for (int32_t i = 0; i < n_physicians; i++)
        if (isnan(key[i]) && hcp_column_is_valid(index, i))
            rows[n++] = i;
    *out_n = n;
    return rows;
}

static HcpColumn *make_ranks(int32_t n, int32_t n_ranked) {
    HcpColumnInfo info = {.name = "rank",
                          .label = "Rank",
                          .definition =
                              "place by referral index, 1 for the strongest; missing with "
                              "too few data",
                          .kind = HCP_KIND_INT64};
    int64_t *rank = g_new0(int64_t, n + 1);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int32_t r = 0; r < n_ranked; r++) {
        rank[r] = r + 1;
        hcp__bit_set(validity, r);
    }
    return hcp_column_new_take(&info, n, rank, validity);
}

HcpTable *hcp__report_make_referrers(const HcpTable *nodes, int32_t n_physicians,
                                     int32_t **out_rows) {
    int32_t n, n_ranked;
    g_autofree int32_t *rows = sort_rows(nodes, n_physicians, &n, &n_ranked);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    g_ptr_array_add(columns, make_ranks(n, n_ranked));
    for (gsize c = 0; c < G_N_ELEMENTS(COLUMNS); c++) {
        const HcpColumn *column = hcp_table_find_column(nodes, COLUMNS[c]);
        if (column != NULL)
            g_ptr_array_add(columns, hcp_column_select(column, n, rows));
    }
    *out_rows = g_steal_pointer(&rows);
    return hcp_table_new("referrers", n, columns->len, (HcpColumn *const *)columns->pdata);
}

/* ---- how many of each class ---- */

HcpTable *hcp__report_make_classes(const HcpTable *nodes, int32_t n_physicians) {
    static const char *const WORDS[] = {"strong", "average", "low", "too few data"};
    static const char *const MEANINGS[] = {
        "the whole 90 % interval of the index lies above 1: more than chance explains",
        "the interval holds 1: about as many as others like them",
        "the whole interval lies below 1: fewer than others like them",
        "too few referrals made and expected to tell"};
    enum { N = G_N_ELEMENTS(WORDS) };
    const HcpColumn *class = hcp_table_find_column(nodes, "referral_class");
    int64_t *count = g_new0(int64_t, N);
    for (int32_t i = 0; i < n_physicians; i++)
        for (gsize k = 0; k < N && hcp_column_is_valid(class, i); k++)
            count[k] += strcmp(hcp_column_get_text(class, i), WORDS[k]) == 0;
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    for (gsize k = 0; k < N; k++) {
        g_ptr_array_add(cells, (char *)WORDS[k]);
        g_ptr_array_add(cells, (char *)MEANINGS[k]);
    }
    const char *const names[] = {"strength", "meaning"};
    HcpColumnInfo info = {.name = "physicians", .label = "Physicians", .kind = HCP_KIND_INT64};
    g_autoptr(HcpTable) texts = hcp_table_new_texts("classes", 2, names, cells);
    g_autoptr(HcpColumn) counts = hcp_column_new_take(&info, N, count, NULL);
    HcpColumn *columns[] = {hcp_table_get_column(texts, 0), counts, hcp_table_get_column(texts, 1)};
    return hcp_table_new("classes", N, G_N_ELEMENTS(columns), columns);
}
