/* What becomes of the network when the rule changes: the choice is the analyst's, and so should its
 * price be. Zand et al. 2017, PLOS ONE 12:e0175876. */
#include "derive/shared_internal.h"

#include <math.h>

enum { N_TOPS = 2 };
static const int64_t TOP[N_TOPS] = {20, 100};

typedef enum { BY_DEGREE, BY_STRENGTH, N_ORDERS } Order;

/* Of one network: how large it is, and who leads it. */
typedef struct {
    HcpSharedOptions options;
    int window;
    int64_t n;
    double density, reciprocity;
    int32_t *top[N_ORDERS]; /* the last TOP, largest first; -1 where there is nobody */
    double overlap[N_ORDERS][N_TOPS];
} Variant;

typedef struct {
    const HcpDataset *dataset;
    const char *layer;
    const HcpRun *run;
    GArray *variants; /* of Variant */
} Comparison;

static void clear_variant(void *data) {
    Variant *variant = data;
    for (Order order = 0; order < N_ORDERS; order++)
        g_free(variant->top[order]);
}

/* ---- one network ---- */

/* TRUE where target -> source is listed; start[i]: the first pair of source i. */
static gboolean is_answered(const HcpSharedPairs *pairs, const int64_t *start, int64_t p) {
    int64_t low = start[pairs->target[p]], high = start[pairs->target[p] + 1];
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (pairs->target[middle] < pairs->source[p])
            low = middle + 1;
        else
            high = middle;
    }
    return low < start[pairs->target[p] + 1] && pairs->target[low] == pairs->source[p];
}

static int64_t *index_sources(const HcpShared *shared, const HcpSharedPairs *pairs) {
    int64_t *start = g_new0(int64_t, (gsize)shared->n_physicians + 1);
    for (int64_t p = 0; p < pairs->n; p++)
        start[pairs->source[p] + 1]++;
    for (int32_t i = 0; i < shared->n_physicians; i++)
        start[i + 1] += start[i];
    return start;
}

static int32_t *list_top(int32_t n, const double *value) {
    int64_t k = TOP[N_TOPS - 1];
    int32_t *row = g_new(int32_t, k);
    int64_t n_found = hcp__top_k(n, value, k, row);
    for (int64_t i = 0; i < k; i++)
        if (i >= n_found || value[row[i]] <= 0)
            row[i] = -1;
    return row;
}

/* Degree: physicians to whom there is a pair in either direction. Returns the answered pairs. */
static int64_t find_leaders(const HcpShared *shared, const HcpSharedPairs *pairs,
                            Variant *variant) {
    gsize n = (gsize)shared->n_physicians;
    g_autofree double *degree = g_new0(double, n + 1), *strength = g_new0(double, n + 1);
    g_autofree int64_t *start = index_sources(shared, pairs);
    int64_t n_answered = 0;
    for (int64_t p = 0; p < pairs->n; p++) {
        gboolean answered = shared->directed && is_answered(pairs, start, p);
        n_answered += answered;
        degree[pairs->source[p]] += 1;
        degree[pairs->target[p]] += answered ? 0 : 1;
        strength[pairs->source[p]] += (double)pairs->patients[p];
        strength[pairs->target[p]] += (double)pairs->patients[p];
    }
    variant->top[BY_DEGREE] = list_top(shared->n_physicians, degree);
    variant->top[BY_STRENGTH] = list_top(shared->n_physicians, strength);
    return n_answered;
}

static void add_variant(Comparison *comparison, const HcpShared *shared, int w) {
    const HcpSharedPairs *pairs = &shared->pairs[w];
    Variant variant = {.options = shared->options, .window = pairs->window, .n = pairs->n};
    double n_seen = 0;
    for (int32_t i = 0; i < shared->n_physicians; i++)
        n_seen += shared->panel[i] > 0;
    double n_possible = n_seen * (n_seen - 1) / (shared->directed ? 1 : 2);
    variant.density = n_possible > 0 ? (double)pairs->n / n_possible : (double)NAN;
    int64_t n_answered = find_leaders(shared, pairs, &variant);
    variant.reciprocity =
        shared->directed && pairs->n > 0 ? (double)n_answered / (double)pairs->n : (double)NAN;
    g_array_append_val(comparison->variants, variant);
}

static gboolean add_variants(Comparison *comparison, const HcpSharedOptions *options,
                             GError **error) {
    g_autoptr(HcpShared) shared =
        hcp_shared_derive(comparison->dataset, comparison->layer, options, comparison->run, error);
    for (int w = 0; shared != NULL && w < shared->n_windows; w++)
        add_variant(comparison, shared, w);
    return shared != NULL;
}

/* ---- against the first ---- */

/* Of the leading k of the first network, the share that is among the leading k here. */
static double compare_tops(const int32_t *base, const int32_t *top, int64_t k) {
    int64_t n = 0, n_both = 0;
    for (int64_t a = 0; a < k && base[a] >= 0; a++, n++)
        for (int64_t b = 0; b < k; b++)
            n_both += base[a] == top[b];
    return n > 0 ? (double)n_both / (double)n : (double)NAN;
}

static void compare_all(GArray *variants) {
    for (guint v = 0; v < variants->len; v++) {
        const Variant *base = &g_array_index(variants, Variant, 0);
        Variant *variant = &g_array_index(variants, Variant, v);
        for (Order order = 0; order < N_ORDERS; order++)
            for (int t = 0; t < N_TOPS; t++)
                variant->overlap[order][t] =
                    compare_tops(base->top[order], variant->top[order], TOP[t]);
    }
}

/* ---- the table ---- */

static HcpColumn *make_words(const GArray *variants, const HcpColumnInfo *info, gboolean same_day) {
    static const char *const RULES[] = {"cms", "trace-route", "binning"};
    static const char *const SAME_DAYS[] = {"lesser", "drop", "both", "apart"};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *code = g_new0(int32_t, variants->len + 1);
    uint8_t *validity = g_new0(uint8_t, variants->len / 8 + 1);
    for (guint v = 0; v < variants->len; v++) {
        const HcpSharedOptions *options = &g_array_index(variants, Variant, v).options;
        if (same_day && options->rule != HCP_SHARED_CMS)
            continue;
        const char *word = same_day ? SAME_DAYS[options->same_day] : RULES[options->rule];
        code[v] = hcp__pool_add(pool, word, -1);
        hcp__bit_set(validity, v);
    }
    return hcp_column_new_take_strings(info, variants->len, code, validity, pool);
}

static HcpColumn *make_windows(const GArray *variants) {
    const HcpColumnInfo info = {.name = "window",
                                .label = "Window",
                                .unit = "days",
                                .definition = "longest time between two visits of a pair",
                                .kind = HCP_KIND_INT64};
    int64_t *window = g_new0(int64_t, variants->len + 1);
    uint8_t *validity = g_new0(uint8_t, variants->len / 8 + 1);
    for (guint v = 0; v < variants->len; v++) {
        window[v] = g_array_index(variants, Variant, v).window;
        if (window[v] > 0)
            hcp__bit_set(validity, v);
    }
    return hcp_column_new_take(&info, variants->len, window, validity);
}

static HcpColumn *make_edges(const GArray *variants) {
    const HcpColumnInfo info = {.name = "edges",
                                .label = "Edges",
                                .definition = "pairs with at least the minimum of patients",
                                .kind = HCP_KIND_INT64};
    int64_t *n = g_new0(int64_t, variants->len + 1);
    for (guint v = 0; v < variants->len; v++)
        n[v] = g_array_index(variants, Variant, v).n;
    return hcp_column_new_take(&info, variants->len, n, NULL);
}

/* The number at `offset` of each variant. */
static HcpColumn *make_numbers(const GArray *variants, const char *name, const char *definition,
                               gsize offset) {
    const HcpColumnInfo info = {.name = name, .definition = definition, .kind = HCP_KIND_DOUBLE};
    g_autofree double *value = g_new(double, variants->len + 1);
    for (guint v = 0; v < variants->len; v++)
        value[v] =
            *(const double *)(const void *)((const char *)&g_array_index(variants, Variant, v) +
                                            offset);
    return hcp_column_new_doubles(&info, variants->len, value);
}

static HcpTable *make_table(const GArray *variants) {
    static const HcpColumnInfo RULE = {.name = "rule", .kind = HCP_KIND_STRING};
    static const HcpColumnInfo SAME_DAY = {.name = "same_day", .kind = HCP_KIND_STRING};
    static const struct {
        const char *name, *definition;
        gsize offset;
    } NUMBERS[] = {
        {"density", "edges / those that physicians with visits could have",
         offsetof(Variant, density)},
        {"reciprocity", "share of the edges that run both ways; missing without direction",
         offsetof(Variant, reciprocity)},
        {"degree_20", "of the 20 with the largest degree in the first row, the share still there",
         offsetof(Variant, overlap[BY_DEGREE][0])},
        {"degree_100", "the same of 100", offsetof(Variant, overlap[BY_DEGREE][1])},
        {"strength_20", "the same by strength, the patients of all edges",
         offsetof(Variant, overlap[BY_STRENGTH][0])},
        {"strength_100", "the same of 100", offsetof(Variant, overlap[BY_STRENGTH][1])}};
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    g_ptr_array_add(columns, make_words(variants, &RULE, FALSE));
    g_ptr_array_add(columns, make_windows(variants));
    g_ptr_array_add(columns, make_words(variants, &SAME_DAY, TRUE));
    g_ptr_array_add(columns, make_edges(variants));
    for (gsize i = 0; i < G_N_ELEMENTS(NUMBERS); i++)
        g_ptr_array_add(columns, make_numbers(variants, NUMBERS[i].name, NUMBERS[i].definition,
                                              NUMBERS[i].offset));
    return hcp_table_new("rules", variants->len, columns->len, (HcpColumn *const *)columns->pdata);
}

HcpTable *hcp_shared_compare(const HcpDataset *dataset, const char *layer,
                             const HcpSharedOptions *options, const HcpRun *run, GError **error) {
    g_autoptr(GArray) variants = g_array_new(FALSE, FALSE, sizeof(Variant));
    g_array_set_clear_func(variants, clear_variant);
    Comparison comparison = {dataset, layer, run, variants};
    HcpSharedOptions next = *options;
    next.rule = HCP_SHARED_CMS;
    for (next.same_day = HCP_SAME_DAY_LESSER; next.same_day <= HCP_SAME_DAY_BOTH; next.same_day++)
        if (!add_variants(&comparison, &next, error))
            return NULL;
    next.same_day = HCP_SAME_DAY_LESSER;
    for (next.rule = HCP_SHARED_TRACE_ROUTE; next.rule <= HCP_SHARED_BINNING; next.rule++)
        if (!add_variants(&comparison, &next, error))
            return NULL;
    compare_all(variants);
    return make_table(variants);
}
