/* A dataset without files: physicians A..F are nodes 0..5, organisations x, y, z nodes 6..8. */
#ifndef HCPNET_TESTS_DATASET_BY_HAND_H
#define HCPNET_TESTS_DATASET_BY_HAND_H

#include "base/base_internal.h"
#include <hcpnet/derive.h>
#include <string.h>

typedef struct {
    HcpDataset dataset;
    HcpStudy study;
    HcpPool *physicians, *organisations;
    GPtrArray *groups;
} ByHand;

static inline void free_data_table(void *data) {
    HcpDataTable *table = data;
    hcp_table_unref(table->table);
    g_free(table);
}

static inline ByHand *by_hand_new(void) {
    ByHand *hand = g_new0(ByHand, 1);
    hand->physicians = hcp__pool_new();
    hand->organisations = hcp__pool_new();
    for (const char *id = "ABCDEF"; *id != '\0'; id++)
        hcp__pool_add(hand->physicians, id, 1);
    for (const char *id = "xyz"; *id != '\0'; id++)
        hcp__pool_add(hand->organisations, id, 1);
    hand->groups = g_ptr_array_new_with_free_func(g_free);
    hand->study.max_attendees = 500;
    hand->study.shared = (HcpSharedSettings){.window = 30, .max_visits = 5000};
    hand->study.brand_view = (HcpBrandSettings){.writer_units = 1, .windows = 2, .trend_units = 3};
    hand->study.first_day = INT32_MIN;
    hand->study.last_day = INT32_MAX;
    hand->dataset.study = &hand->study;
    hand->dataset.n_physicians = 6;
    hand->dataset.n_organisations = 3;
    hand->dataset.tables = g_ptr_array_new_with_free_func(free_data_table);
    return hand;
}

static inline void by_hand_free(ByHand *hand) {
    hcp__pool_unref(hand->physicians);
    hcp__pool_unref(hand->organisations);
    g_ptr_array_unref(hand->groups);
    g_ptr_array_unref(hand->dataset.tables);
    g_free(hand);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ByHand, by_hand_free)

/* Of `n` texts, "-" being missing; the kind is that of the field of that name. */
static inline HcpColumn *make_column(const ByHand *hand, const char *name, int64_t n,
                                     char *const *texts) {
    static const char *const numbers[] = {"weight", "units", NULL};
    static const char *const counts[] = {"patients", "pairs", "same_day", NULL};
    static const char *const dates[] = {"date", "time", NULL};
    static const char *const ids[] = {"from", "to", "physician", NULL};
    static const char *const places[] = {"organisation", "pharmacy", NULL};
    HcpKind kind = g_strv_contains(numbers, name)  ? HCP_KIND_DOUBLE
                   : g_strv_contains(counts, name) ? HCP_KIND_INT64
                   : g_strv_contains(dates, name)  ? HCP_KIND_DATE
                                                   : HCP_KIND_STRING;
    HcpColumnInfo info = {.name = name, .kind = kind};
    HcpPool *pool = g_strv_contains(ids, name)      ? hcp__pool_ref(hand->physicians)
                    : g_strv_contains(places, name) ? hcp__pool_ref(hand->organisations)
                                                    : hcp__pool_new();
    int64_t *values = g_new0(int64_t, n + 1);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int64_t r = 0; r < n; r++) {
        if (strcmp(texts[r], "-") == 0)
            continue;
        hcp__bit_set(validity, r);
        if (kind == HCP_KIND_STRING)
            ((int32_t *)values)[r] = hcp__pool_add(pool, texts[r], -1);
        else if (kind == HCP_KIND_DATE)
            ((int32_t *)values)[r] = (int32_t)g_ascii_strtoll(texts[r], NULL, 10);
        else if (kind == HCP_KIND_DOUBLE)
            ((double *)values)[r] = g_ascii_strtod(texts[r], NULL);
        else
            values[r] = g_ascii_strtoll(texts[r], NULL, 10);
    }
    HcpColumn *column =
        kind == HCP_KIND_STRING
            ? hcp_column_new_take_strings(&info, n, (int32_t *)values, validity, pool)
            : hcp_column_new_take(&info, n, values, validity);
    hcp__pool_unref(pool);
    return column;
}

/* Adds a table: the first line of `text` has the names of the columns, the others are rows; words
 * stand apart by one space. `layer` may be NULL. */
static inline void by_hand_add(ByHand *hand, const char *schema, const char *layer,
                               const char *text) {
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_auto(GStrv) names = g_strsplit(lines[0], " ", -1);
    guint n_columns = g_strv_length(names), n = g_strv_length(lines) - 2;
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (guint c = 0; c < n_columns; c++) {
        g_autoptr(GStrvBuilder) cells = g_strv_builder_new();
        for (guint r = 0; r < n; r++) {
            g_auto(GStrv) words = g_strsplit(lines[r + 1], " ", -1);
            g_strv_builder_add(cells, words[c]);
        }
        g_auto(GStrv) texts = g_strv_builder_end(cells);
        g_ptr_array_add(columns, make_column(hand, names[c], n, texts));
    }
    HcpStudyTable *group = g_new0(HcpStudyTable, 1);
    group->schema = (char *)schema;
    group->layer = (char *)layer;
    g_ptr_array_add(hand->groups, group);
    HcpDataTable *data = g_new0(HcpDataTable, 1);
    data->group = group;
    data->table = hcp_table_new(schema, n, n_columns, (HcpColumn *const *)columns->pdata);
    g_ptr_array_add(hand->dataset.tables, data);
}

/* The layers as text: one line a layer (name, notes), then one a pair with all of its columns. */
static inline char *write_layer(HcpEdges *edges) {
    GString *text = g_string_new(NULL);
    HcpTable *table = hcp_edges_get_attributes(edges);
    g_string_append_printf(text, "%s:", hcp_edges_get_layer(edges));
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++)
        g_string_append_printf(text, " %s",
                               hcp_column_get_info(hcp_table_get_column(table, c))->name);
    g_string_append_c(text, '\n');
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        const char *nodes = "ABCDEFxyz";
        g_string_append_printf(text, "%c%c", nodes[hcp_edges_get_sources(edges)[e]],
                               nodes[hcp_edges_get_targets(edges)[e]]);
        for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
            HcpColumn *column = hcp_table_get_column(table, c);
            g_string_append_c(text, ' ');
            gboolean is_date = hcp_column_get_info(column)->kind == HCP_KIND_DATE;
            if (!hcp_column_is_valid(column, e))
                g_string_append_c(text, '-');
            else if (is_date)
                g_string_append_printf(text, "%d", hcp_column_get_dates(column)[e]);
            else
                hcp_column_append_text(column, e, text);
        }
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

#endif
