#include "report/run_tables.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

/* ---- columns of what is counted here ---- */

/* A growing table: texts and numbers of each row side by side. */
typedef struct {
    GPtrArray *texts; /* of char *, row by row */
    GArray *numbers;  /* of double, row by row; NaN where missing */
} Rows;

static Rows new_rows(void) {
    return (Rows){g_ptr_array_new_with_free_func(g_free),
                  g_array_new(FALSE, FALSE, sizeof(double))};
}

static void clear_rows(Rows *rows) {
    g_ptr_array_unref(rows->texts);
    g_array_unref(rows->numbers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, clear_rows)

static void add_text(Rows *rows, const char *text) {
    g_ptr_array_add(rows->texts, g_strdup(text));
}

static void add_number(Rows *rows, double value) {
    g_array_append_val(rows->numbers, value);
}

/* Every n_columns-th number from `first` on: whole numbers unless `fraction`. */
static HcpColumn *make_numbers(const Rows *rows, const char *name, gsize first, gsize n_columns,
                               gboolean fraction) {
    int64_t n = (int64_t)(rows->numbers->len / n_columns);
    const double *number = (const double *)rows->numbers->data + first;
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_DOUBLE};
    g_autofree double *values = g_new(double, n + 1);
    int64_t *counts = g_new0(int64_t, n + 1);
    for (int64_t row = 0; row < n; row++) {
        values[row] = number[(gsize)row * n_columns];
        counts[row] = fraction ? 0 : (int64_t)values[row];
    }
    if (fraction) {
        g_free(counts);
        return hcp_column_new_doubles(&info, n, values);
    }
    info.kind = HCP_KIND_INT64;
    return hcp_column_new_take(&info, n, counts, NULL);
}

typedef struct {
    const char *name;
    enum { TEXT, COUNT, FRACTION } kind;
} Field;

/* The columns in the order of the fields; each row was added in that order too. */
static HcpTable *make_table(const Rows *rows, const char *name, gsize n_fields,
                            const Field *fields) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    gsize n_texts = 0, n_numbers = 0, text = 0, number = 0;
    g_autofree const char **names = g_new0(const char *, n_fields + 1);
    for (gsize i = 0; i < n_fields; i++) {
        if (fields[i].kind == TEXT)
            names[n_texts++] = fields[i].name;
        n_numbers += fields[i].kind != TEXT;
    }
    g_autoptr(HcpTable) texts = hcp_table_new_texts(name, n_texts, names, rows->texts);
    for (gsize i = 0; i < n_fields; i++)
        g_ptr_array_add(columns, fields[i].kind == TEXT
                                     ? hcp_column_ref(hcp_table_get_column(texts, text++))
                                     : make_numbers(rows, fields[i].name, number++, n_numbers,
                                                    fields[i].kind == FRACTION));
    return hcp_table_new(name, hcp_table_get_n_rows(texts), columns->len,
                         (HcpColumn *const *)columns->pdata);
}

/* ---- summary ---- */

static void add_figure(Rows *rows, const char *key, double value, const char *note) {
    add_text(rows, key);
    add_number(rows, value);
    add_text(rows, note);
}

static int64_t count_with_ties(const HcpNetwork *network) {
    const HcpAdjacency *out = hcp_network_out(network), *in = hcp_network_in(network);
    int64_t n = 0;
    for (int32_t i = 0; i < hcp_network_get_n_nodes(network); i++)
        n += out->offset[i + 1] > out->offset[i] || in->offset[i + 1] > in->offset[i];
    return n;
}

/* Of two nodes and more: a node without ties is no group to a reader. */
static void add_components(Rows *rows, const HcpNetwork *network) {
    int32_t n_nodes = hcp_network_get_n_nodes(network), n_groups = 0, largest = 0;
    g_autofree int32_t *component = g_new(int32_t, n_nodes + 1);
    int32_t n = hcp_network_components(network, component);
    g_autofree int32_t *size = g_new0(int32_t, n + 1);
    for (int32_t i = 0; i < n_nodes; i++)
        size[component[i]]++;
    for (int32_t c = 0; c < n; c++) {
        n_groups += size[c] > 1;
        largest = MAX(largest, size[c]);
    }
    g_autofree char *note = g_strdup_printf(
        "groups of two and more without a tie between them; the largest has %d", largest);
    add_figure(rows, "components", n_groups, note);
}

static void add_brand_figures(Rows *rows, const HcpAnalysis *analysis) {
    const HcpColumn *first = hcp_table_find_column(analysis->nodes, "brand_first");
    if (first == NULL)
        return;
    int64_t n = 0, n_physicians = analysis->dataset->n_physicians;
    for (int64_t i = 0; i < n_physicians; i++)
        n += hcp_column_is_valid(first, i);
    add_figure(rows, "brand writers", (double)n, "physicians with a prescription of the brand");
    add_figure(rows, "not adopted", (double)(n_physicians - n),
               "physicians without one in the period");
}

static void add_unsettled(Rows *rows, const HcpAnalysis *analysis) {
    const GPtrArray *names = analysis->unsettled;
    g_autoptr(GString) note = g_string_new("did not settle on this network, so are missing:");
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(note, "%s %s", i > 0 ? "," : "", (char *)names->pdata[i]);
    if (names->len > 0)
        add_figure(rows, "measures without values", names->len, note->str);
}

HcpTable *hcp__report_make_summary(const HcpAnalysis *analysis, const HcpRelease *release) {
    const HcpNetwork *network = hcp_release_get_network(release);
    g_auto(Rows) rows = new_rows();
    add_figure(&rows, "physicians", analysis->dataset->n_physicians,
               analysis->dataset->has_master ? "in the physician master"
                                             : "named by the tables; there is no master");
    if (analysis->dataset->n_organisations > 0)
        add_figure(&rows, "organisations", analysis->dataset->n_organisations,
                   "pharmacies, hospitals and others");
    g_autofree char *layer = g_strdup_printf("pairs in the layer '%s', which the figures are about",
                                             hcp_network_get_layer(network));
    add_figure(&rows, "ties", (double)hcp_network_get_n_edges(network), layer);
    add_figure(&rows, "connected", (double)count_with_ties(network), "nodes with at least one tie");
    add_components(&rows, network);
    if (analysis->partition != NULL) {
        add_figure(&rows, "communities", hcp_partition_get_n_communities(analysis->partition),
                   "by Leiden");
        add_figure(&rows, "modularity", analysis->modularity,
                   "0: as if tied at random; above 0.3: clear groups");
    }
    add_unsettled(&rows, analysis);
    add_brand_figures(&rows, analysis);
    add_figure(&rows, "rejected rows", (double)hcp_issues_count_rejected(analysis->dataset->issues),
               "input rows that could not be used; see the data quality section");
    const Field fields[] = {{"key", TEXT}, {"value", FRACTION}, {"note", TEXT}};
    return make_table(&rows, "summary", G_N_ELEMENTS(fields), fields);
}

/* ---- layers ---- */

static void add_layer(Rows *rows, const HcpNetwork *network) {
    const HcpEdges *edges = hcp_network_get_edges(network);
    const double *weight = hcp_edges_get_weights(edges);
    double sum = 0;
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++)
        sum += weight[e];
    add_text(rows, hcp_network_get_layer(network));
    add_text(rows, hcp_network_is_directed(network) ? "directed" : "undirected");
    add_number(rows, (double)count_with_ties(network));
    add_number(rows, (double)hcp_edges_get_n(edges));
    add_number(rows, sum);
    add_text(rows, hcp_table_find_note(hcp_edges_get_attributes(edges), "rule"));
}

HcpTable *hcp__report_make_layers(const GPtrArray *layers) {
    g_auto(Rows) rows = new_rows();
    for (guint i = 0; i < layers->len; i++)
        add_layer(&rows, hcp_release_get_network(g_ptr_array_index(layers, i)));
    const Field fields[] = {{"layer", TEXT}, {"direction", TEXT},  {"nodes", COUNT},
                            {"ties", COUNT}, {"weight", FRACTION}, {"rule", TEXT}};
    return make_table(&rows, "layers", G_N_ELEMENTS(fields), fields);
}

/* ---- adoption ---- */

/* Months since year 0. */
static int month_of(int32_t days) {
    int year, month, day;
    hcp__civil_from_days(days, &year, &month, &day);
    return 12 * year + month - 1;
}

/* Physicians by month; the array begins at *first_month. NULL when nobody has a first month. */
static GArray *count_by_month(const HcpAnalysis *analysis, const HcpColumn *first,
                              int *first_month) {
    int low = G_MAXINT, high = G_MININT;
    for (int64_t i = 0; i < analysis->dataset->n_physicians; i++) {
        if (!hcp_column_is_valid(first, i))
            continue;
        low = MIN(low, month_of(hcp_column_get_dates(first)[i]));
        high = MAX(high, month_of(hcp_column_get_dates(first)[i]));
    }
    if (low > high)
        return NULL;
    GArray *counts = g_array_new(FALSE, TRUE, sizeof(int64_t));
    g_array_set_size(counts, (guint)(high - low + 1));
    for (int64_t i = 0; i < analysis->dataset->n_physicians; i++)
        if (hcp_column_is_valid(first, i))
            g_array_index(counts, int64_t, month_of(hcp_column_get_dates(first)[i]) - low)++;
    *first_month = low;
    return counts;
}

HcpTable *hcp__report_make_adoption(const HcpAnalysis *analysis) {
    const HcpColumn *first = hcp_table_find_column(analysis->nodes, "brand_first");
    int month = 0;
    g_autoptr(GArray) counts = first != NULL ? count_by_month(analysis, first, &month) : NULL;
    if (counts == NULL)
        return NULL;
    g_auto(Rows) rows = new_rows();
    int64_t cumulative = 0;
    for (guint i = 0; i < counts->len; i++, month++) {
        int64_t count = g_array_index(counts, int64_t, i);
        cumulative += count;
        g_ptr_array_add(rows.texts, g_strdup_printf("%04d-%02d", month / 12, month % 12 + 1));
        add_number(&rows, (double)count);
        add_number(&rows, (double)cumulative);
        add_number(&rows, (double)cumulative / analysis->dataset->n_physicians);
    }
    const Field fields[] = {
        {"month", TEXT}, {"first", COUNT}, {"cumulative", COUNT}, {"share", FRACTION}};
    return make_table(&rows, "adoption", G_N_ELEMENTS(fields), fields);
}

/* ---- definitions and audits ---- */

HcpTable *hcp__report_make_definitions(const HcpTable *table) {
    g_auto(Rows) rows = new_rows();
    for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
        const HcpColumn *column = hcp_table_get_column(table, i);
        const HcpColumnInfo *info = hcp_column_get_info(column);
        add_text(&rows, info->name);
        g_ptr_array_add(rows.texts, hcp_column_make_title(column));
        add_text(&rows, info->unit);
        add_text(&rows, info->definition);
    }
    const char *const names[] = {"column", "label", "unit", "definition"};
    return hcp_table_new_texts("definitions", G_N_ELEMENTS(names), names, rows.texts);
}

static void add_audit(Rows *rows, const char *file, const HcpTable *audit) {
    gsize n_columns = hcp_table_get_n_columns(audit);
    for (int64_t row = 0; row < hcp_table_get_n_rows(audit); row++) {
        add_text(rows, file);
        for (gsize i = 0; i < 3; i++) {
            g_autoptr(GString) text = g_string_new(NULL);
            if (i < n_columns)
                hcp_column_append_text(hcp_table_get_column(audit, i), row, text);
            add_text(rows, text->str);
        }
    }
}

HcpTable *hcp__report_join_audits(gsize n, const char *const *files,
                                  const HcpRelease *const *releases) {
    g_auto(Rows) rows = new_rows();
    for (gsize i = 0; i < n; i++)
        if (releases[i] != NULL)
            add_audit(&rows, files[i], hcp_release_get_audit(releases[i]));
    const char *const names[] = {"file", "rule", "count", "effect"};
    return hcp_table_new_texts("audit", G_N_ELEMENTS(names), names, rows.texts);
}
