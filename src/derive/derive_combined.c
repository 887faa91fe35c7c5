/* combined: over the pairs that any of the layers has,
 *
 *   weight(i, j) = sum over layers l of coefficient(l) x weight_l(i, j)
 *
 * in the order of the coefficients. Layers stand one after the other as rows of one table, so that
 * the rows of a pair come in the order of the layers. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

#include <math.h>
#include <string.h>

/* One layer of the sum: its rows are first .. first + n - 1, then, where an undirected layer joins
 * a directed sum, the same edges backwards. */
typedef struct {
    const HcpEdges *edges;
    double coefficient;
    int64_t first, last;
    gboolean both_ways;
} Part;

typedef struct {
    GArray *parts; /* of Part */
    gboolean directed;
    int64_t n;
    int32_t *source, *target; /* length n */
    double *weight;           /* of the layer, length n */
} Sum;

static void clear_sum(Sum *sum) {
    g_clear_pointer(&sum->parts, g_array_unref);
    g_free(sum->source);
    g_free(sum->target);
    g_free(sum->weight);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sum, clear_sum)

static const HcpEdges *find_layer(const GPtrArray *layers, const char *name, GError **error) {
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint k = 0; k < layers->len; k++) {
        const char *layer = hcp_edges_get_layer(layers->pdata[k]);
        if (strcmp(layer, name) == 0)
            return layers->pdata[k];
        g_string_append_printf(known, "%s%s", k > 0 ? ", " : "", layer);
    }
    g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                "combined: %s: expected one of the layers %s, found '%s'", name, known->str, name);
    return NULL;
}

/* A coefficient of 0 leaves its layer out. */
static gboolean add_part(Sum *sum, const GPtrArray *layers, const HcpLayerWeight *weight,
                         GError **error) {
    const HcpEdges *edges = find_layer(layers, weight->layer, error);
    if (edges == NULL)
        return FALSE;
    if (!isfinite(weight->weight) || weight->weight < 0) {
        char text[HCP__NUMBER_SIZE] = "not a number";
        if (isfinite(weight->weight))
            hcp__format_double(text, weight->weight);
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "combined: %s: expected a weight of 0 or more, found '%s'", weight->layer,
                    text);
        return FALSE;
    }
    for (guint k = 0; k < sum->parts->len; k++)
        if (g_array_index(sum->parts, Part, k).edges == edges) {
            g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                        "combined: %s: expected each layer once, found '%s' again", weight->layer,
                        weight->layer);
            return FALSE;
        }
    Part part = {.edges = edges, .coefficient = weight->weight};
    if (weight->weight > 0)
        g_array_append_val(sum->parts, part);
    sum->directed |= weight->weight > 0 && hcp_edges_is_directed(edges);
    return TRUE;
}

static void place_parts(Sum *sum) {
    for (guint k = 0; k < sum->parts->len; k++) {
        Part *part = &g_array_index(sum->parts, Part, k);
        part->both_ways = sum->directed && !hcp_edges_is_directed(part->edges);
        part->first = sum->n;
        sum->n += hcp_edges_get_n(part->edges) * (part->both_ways ? 2 : 1);
        part->last = sum->n;
    }
}

static gboolean allocate(Sum *sum, GError **error) {
    sum->source = hcp__array_new(sum->n, sizeof(int32_t), error);
    if (sum->source == NULL)
        return FALSE;
    sum->target = hcp__array_new(sum->n, sizeof(int32_t), error);
    if (sum->target == NULL)
        return FALSE;
    sum->weight = hcp__array_new(sum->n, sizeof(double), error);
    return sum->weight != NULL;
}

static void copy_rows(Sum *sum, const Part *part, int64_t first, gboolean backwards) {
    const int32_t *source = hcp_edges_get_sources(part->edges);
    const int32_t *target = hcp_edges_get_targets(part->edges);
    gsize n = (gsize)hcp_edges_get_n(part->edges);
    if (n == 0)
        return;
    memcpy(sum->source + first, backwards ? target : source, n * sizeof(int32_t));
    memcpy(sum->target + first, backwards ? source : target, n * sizeof(int32_t));
    memcpy(sum->weight + first, hcp_edges_get_weights(part->edges), n * sizeof(double));
}

static gboolean list_rows(Sum *sum, GError **error) {
    place_parts(sum);
    if (!allocate(sum, error))
        return FALSE;
    for (guint k = 0; k < sum->parts->len; k++) {
        const Part *part = &g_array_index(sum->parts, Part, k);
        copy_rows(sum, part, part->first, FALSE);
        if (part->both_ways)
            copy_rows(sum, part, part->first + hcp_edges_get_n(part->edges), TRUE);
    }
    return TRUE;
}

/* The layer's own weight, missing where it does not have the pair. */
static HcpColumn *make_part_column(const Sum *sum, const Part *part, const HcpPairs *pairs,
                                   GError **error) {
    const char *layer = hcp_edges_get_layer(part->edges);
    g_autofree char *definition = g_strdup_printf("weight in the layer %s", layer);
    HcpColumn *weight = hcp_table_find_column(hcp_edges_get_attributes(part->edges), "weight");
    HcpColumnInfo info = {.name = layer,
                          .label = layer,
                          .unit = hcp_column_get_info(weight)->unit,
                          .definition = definition,
                          .kind = HCP_KIND_DOUBLE,
                          .privacy = hcp_column_get_info(weight)->privacy};
    g_autofree double *value = hcp__array_new(pairs->n, sizeof(double), error);
    if (value == NULL)
        return NULL;
    g_autofree uint8_t *validity = hcp__array_new(pairs->n / 8 + 1, 1, error);
    if (validity == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++)
        for (int64_t k = hcp__pairs_start(pairs, p); k < hcp__pairs_start(pairs, p + 1); k++) {
            int32_t row = hcp__pairs_row(pairs, k);
            if (row < part->first || row >= part->last)
                continue;
            value[p] = sum->weight[row];
            hcp__bit_set(validity, p);
        }
    return hcp_column_new_take(&info, pairs->n, g_steal_pointer(&value),
                               g_steal_pointer(&validity));
}

static double get_coefficient(const Sum *sum, int32_t row) {
    guint k = 0;
    while (row >= g_array_index(sum->parts, Part, k).last)
        k++;
    return g_array_index(sum->parts, Part, k).coefficient;
}

static HcpColumn *make_weight(const Sum *sum, const HcpPairs *pairs, GError **error) {
    static const HcpColumnInfo WEIGHT = {.name = "weight",
                                         .label = "Weight",
                                         .definition = "weighted sum of the layers' weights",
                                         .kind = HCP_KIND_DOUBLE};
    double *weight = hcp__array_new(pairs->n, sizeof(double), error);
    if (weight == NULL)
        return NULL;
    for (int64_t p = 0; p < pairs->n; p++)
        for (int64_t k = hcp__pairs_start(pairs, p); k < hcp__pairs_start(pairs, p + 1); k++) {
            int32_t row = hcp__pairs_row(pairs, k);
            weight[p] += get_coefficient(sum, row) * sum->weight[row];
        }
    return hcp_column_new_take(&WEIGHT, pairs->n, weight, NULL);
}

/* "referral=1;advice=0.5" */
static char *say_coefficients(const Sum *sum) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint k = 0; k < sum->parts->len; k++) {
        const Part *part = &g_array_index(sum->parts, Part, k);
        char number[HCP__NUMBER_SIZE];
        hcp__format_double(number, part->coefficient);
        g_string_append_printf(text, "%s%s=%s", k > 0 ? ";" : "", hcp_edges_get_layer(part->edges),
                               number);
    }
    return g_strdup(text->str);
}

static gboolean add_columns(GPtrArray *columns, const Sum *sum, const HcpPairs *pairs,
                            GError **error) {
    if (!hcp__columns_add(columns, make_weight(sum, pairs, error)))
        return FALSE;
    for (guint k = 0; k < sum->parts->len; k++) {
        const Part *part = &g_array_index(sum->parts, Part, k);
        if (!hcp__columns_add(columns, make_part_column(sum, part, pairs, error)))
            return FALSE;
    }
    return TRUE;
}

static int32_t count_nodes(const Sum *sum) {
    int32_t largest = -1;
    for (int64_t r = 0; r < sum->n; r++)
        largest = MAX(largest, MAX(sum->source[r], sum->target[r]));
    return largest + 1;
}

HcpEdges *hcp_derive_combined(const GPtrArray *layers, const GArray *coefficients, GError **error) {
    g_auto(Sum) sum = {.parts = g_array_new(FALSE, FALSE, sizeof(Part))};
    for (guint k = 0; k < coefficients->len; k++)
        if (!add_part(&sum, layers, &g_array_index(coefficients, HcpLayerWeight, k), error))
            return NULL;
    if (!list_rows(&sum, error))
        return NULL;
    HcpRows rows = {.n = sum.n, .source = sum.source, .target = sum.target};
    g_autoptr(HcpRun) run = hcp_run_new();
    g_auto(HcpPairs) pairs = {0};
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    if (!hcp__pairs_collect(&rows, count_nodes(&sum), &pairs, run, error) ||
        !add_columns(columns, &sum, &pairs, error))
        return NULL;
    g_autofree char *combined = say_coefficients(&sum);
    HcpLayerInfo info = {.name = "combined",
                         .relation = "combined",
                         .rule = "weight = weighted sum of the layers",
                         .combined = combined,
                         .undirected = !sum.directed};
    return hcp__edges_make(&pairs, &info, columns, error);
}
