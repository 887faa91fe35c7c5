#include "base/base_internal.h"
#include "layout/palette.h"
#include <hcpnet/layout.h>

#include <math.h>
#include <string.h>

/* What Gephi rescales to on import: sizes that fill this range are left as they are. */
static const double SMALLEST = 4, LARGEST = 100;

/* A value of the colouring column. */
typedef struct {
    char *text; /* as the legend has it */
    double number;
    int64_t n_nodes;
    int32_t code;
} Value;

static void clear_value(void *value) {
    g_free(((Value *)value)->text);
}

/* ---- sizes ---- */

static double root(double value) {
    return sqrt(MAX(value, 0));
}

/* size = 4 + 96 (sqrt v - sqrt min) / (sqrt max - sqrt min): area is what the eye compares. The
 * smallest size where there is no value, or where all values are equal. */
static void add_sizes(HcpStyle *style, const HcpColumn *column) {
    int64_t n = hcp_column_get_length(column);
    double low = INFINITY, high = -INFINITY;
    for (int64_t i = 0; i < n; i++) {
        double value = hcp_column_get_number(column, i);
        low = isnan(value) ? low : MIN(low, value);
        high = isnan(value) ? high : MAX(high, value);
    }
    g_autofree double *size = g_new(double, (gsize)n + 1);
    double span = root(high) - root(low);
    for (int64_t i = 0; i < n; i++) {
        double value = hcp_column_get_number(column, i);
        double share = isnan(value) || !(span > 0) ? 0 : (root(value) - root(low)) / span;
        size[i] = SMALLEST + (LARGEST - SMALLEST) * share;
    }
    HcpColumnInfo info = {.name = "size",
                          .label = "Size",
                          .definition = "size on the map, 4 to 100, by the square root of a value",
                          .kind = HCP_KIND_DOUBLE};
    style->size = hcp_column_new_doubles(&info, n, size);
    style->size_name = hcp_column_make_title(column);
    style->size_min = isfinite(low) ? low : 0;
    style->size_max = isfinite(high) ? high : 0;
}

/* ---- colours ---- */

/* "Tier 3" for numbers, unless another column names them; "yes" and "no" for flags; texts as they
 * are. */
static char *describe(const HcpColumn *column, const HcpColumn *names, int64_t row) {
    if (names != NULL && hcp_column_is_valid(names, row))
        return g_strdup(hcp_column_get_text(names, row));
    g_autofree char *title = hcp_column_make_title(column);
    g_autoptr(GString) text = g_string_new(NULL);
    hcp_column_append_text(column, row, text);
    switch (hcp_column_get_info(column)->kind) {
    case HCP_KIND_BOOL:
        return g_strdup(hcp_column_get_bools(column)[row] ? "yes" : "no");
    case HCP_KIND_INT64:
        return g_strdup_printf("%s %s", title, text->str);
    default:
        return g_string_free(g_steal_pointer(&text), FALSE);
    }
}

/* The distinct values; code_of[i] is the index of row i's, -1 where missing. */
static GArray *list_values(const HcpColumn *column, const HcpColumn *names, int32_t *code_of) {
    GArray *values = g_array_new(FALSE, FALSE, sizeof(Value));
    g_array_set_clear_func(values, clear_value);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (int64_t i = 0; i < hcp_column_get_length(column); i++) {
        code_of[i] = -1;
        if (!hcp_column_is_valid(column, i))
            continue;
        g_autofree char *text = describe(column, names, i);
        code_of[i] = hcp__pool_add(pool, text, -1);
        if ((guint)code_of[i] == values->len) {
            Value fresh = {g_strdup(text), hcp_column_get_number(column, i), 0, code_of[i]};
            g_array_append_val(values, fresh);
        }
        g_array_index(values, Value, code_of[i]).n_nodes++;
    }
    return values;
}

/* Commonest first; equally common ones by number, then by text. */
static int compare_values(const void *a, const void *b) {
    const Value *x = a, *y = b;
    if (x->n_nodes != y->n_nodes)
        return x->n_nodes > y->n_nodes ? -1 : 1;
    if (x->number != y->number && !isnan(x->number) && !isnan(y->number))
        return x->number < y->number ? -1 : 1;
    return strcmp(x->text, y->text);
}

static void add_entry(HcpStyle *style, const char *text, const char *color, int64_t n_nodes) {
    if (n_nodes == 0)
        return;
    HcpLegendEntry entry = {.text = g_strdup(text), .n_nodes = n_nodes};
    g_strlcpy(entry.color, color, sizeof entry.color);
    g_array_append_val(style->legend, entry);
}

/* Legend and, for each value's code, the index of its colour: the palette, then other. */
static void assign_colors(HcpStyle *style, GArray *values, int64_t n_missing, int32_t *color_of) {
    int64_t n_other = 0;
    g_array_sort(values, compare_values);
    for (guint k = 0; k < values->len; k++) {
        const Value *value = &g_array_index(values, Value, k);
        color_of[value->code] = (int32_t)MIN(k, HCP__PALETTE_SIZE);
        if (k < HCP__PALETTE_SIZE)
            add_entry(style, value->text, hcp__palette[k], value->n_nodes);
        else
            n_other += value->n_nodes;
    }
    add_entry(style, "other", hcp__palette_other, n_other);
    add_entry(style, "none", hcp__palette_missing, n_missing);
}

static HcpColumn *make_color_column(int64_t n, const int32_t *code_of, const int32_t *color_of) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (int k = 0; k < HCP__PALETTE_SIZE; k++)
        hcp__pool_add(pool, hcp__palette[k], -1);
    hcp__pool_add(pool, hcp__palette_other, -1);
    int32_t missing = hcp__pool_add(pool, hcp__palette_missing, -1);
    int32_t *codes = g_new(int32_t, (gsize)n + 1);
    for (int64_t i = 0; i < n; i++)
        codes[i] = code_of[i] >= 0 ? color_of[code_of[i]] : missing;
    HcpColumnInfo info = {.name = "color",
                          .label = "Colour",
                          .definition = "colour on the map, #rrggbb",
                          .kind = HCP_KIND_STRING};
    return hcp_column_new_take_strings(&info, n, codes, NULL, pool);
}

static void add_colors(HcpStyle *style, const HcpColumn *column, const HcpColumn *names) {
    int64_t n = hcp_column_get_length(column);
    g_autofree int32_t *code_of = g_new(int32_t, (gsize)n + 1);
    g_autoptr(GArray) values = list_values(column, names, code_of);
    g_autofree int32_t *color_of = g_new(int32_t, (gsize)values->len + 1);
    assign_colors(style, values, hcp_column_count_missing(column), color_of);
    style->color = make_color_column(n, code_of, color_of);
    style->colour_name = hcp_column_make_title(column);
}

/* ---- both ---- */

static HcpColumn *find(const HcpTable *nodes, const char *key, const char *name, GError **error) {
    HcpColumn *column = hcp_table_find_column(nodes, name);
    if (column == NULL)
        g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                    "%s: expected a column of the nodes, found '%s'", key, name);
    return column;
}

/* The texts of the numbers of a column: `community` has them in `community_name`. */
static const HcpColumn *find_names(const HcpTable *nodes, const char *colour) {
    g_autofree char *name = g_strconcat(colour, "_name", NULL);
    const HcpColumn *names = hcp_table_find_column(nodes, name);
    return names != NULL && hcp_column_get_info(names)->kind == HCP_KIND_STRING ? names : NULL;
}

static gboolean is_category(HcpKind kind) {
    return kind == HCP_KIND_STRING || kind == HCP_KIND_INT64 || kind == HCP_KIND_BOOL;
}

HcpStyle *hcp_style_compute(const HcpTable *nodes, const char *colour, const char *size,
                            GError **error) {
    g_return_val_if_fail(nodes != NULL && colour != NULL && size != NULL, NULL);
    HcpColumn *color_by = find(nodes, "colour", colour, error);
    HcpColumn *size_by = color_by != NULL ? find(nodes, "size", size, error) : NULL;
    if (size_by == NULL)
        return NULL;
    if (!is_category(hcp_column_get_info(color_by)->kind)) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "colour: expected a column of texts, whole numbers or flags, found '%s'",
                    colour);
        return NULL;
    }
    if (hcp_column_get_info(size_by)->kind == HCP_KIND_STRING) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "size: expected a column of numbers, found '%s'", size);
        return NULL;
    }
    HcpStyle *style = g_new0(HcpStyle, 1);
    style->legend = g_array_new(FALSE, TRUE, sizeof(HcpLegendEntry));
    add_colors(style, color_by, find_names(nodes, colour));
    add_sizes(style, size_by);
    return style;
}

void hcp_style_free(HcpStyle *style) {
    if (style == NULL)
        return;
    for (guint k = 0; k < style->legend->len; k++)
        g_free(g_array_index(style->legend, HcpLegendEntry, k).text);
    g_array_unref(style->legend);
    hcp_column_unref(style->size);
    hcp_column_unref(style->color);
    g_free(style->colour_name);
    g_free(style->size_name);
    g_free(style);
}
