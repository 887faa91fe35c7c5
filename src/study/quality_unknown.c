/* Ids that no master has: how many, in which column, and the join that would find most of them. */
#include "study/quality_internal.h"

#include <string.h>

enum { MAX_EXAMPLES = 3 };

static const char *word_of(int64_t n) {
    return n == 1 ? "is" : "are";
}

/* "312 of 330 unknown ids in referrals.to are in physicians.id with ...". Owned by the caller. */
static char *suggest(const HcpUnknownIds *unknown, const char *masters, int64_t n_ids,
                     const HcpJoin *join) {
    return g_strdup_printf("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                           " unknown ids in %s.%s %s in %s.id %s",
                           join->n_ids, n_ids, unknown->table, unknown->column,
                           word_of(join->n_ids), masters, join->words);
}

static int64_t rows_of(const HcpUnknownIds *unknown, int32_t code) {
    return g_array_index(unknown->id_rows, int64_t, (guint)code);
}

/* The ids with the most rows, ties in byte order, as one text. Owned by the caller. */
static char *list_examples(const HcpUnknownIds *unknown, const int32_t *order, int32_t n) {
    g_autofree double *rows = g_new(double, n + 1);
    int32_t top[MAX_EXAMPLES];
    for (int32_t k = 0; k < n; k++)
        rows[k] = (double)rows_of(unknown, order[k]);
    int64_t n_top = hcp__top_k(n, rows, MAX_EXAMPLES, top);
    GString *text = g_string_new(NULL);
    for (int64_t i = 0; i < n_top; i++) {
        g_autofree char *shown =
            hcp__text_for_message(hcp__pool_text(unknown->ids, order[top[i]]), -1, 30);
        g_string_append_printf(text, i == 0 ? "'%s'" : ", '%s'", shown);
    }
    if (n > n_top)
        g_string_append(text, ", ...");
    return g_string_free(text, FALSE);
}

static void add_joins(HcpTableDraft *draft, const HcpUnknownIds *unknown, const char *masters,
                      int64_t n_ids, const GArray *joins) {
    for (guint j = 0; j < joins->len; j++) {
        const HcpJoin *join = &g_array_index(joins, HcpJoin, j);
        g_autofree char *words = suggest(unknown, masters, n_ids, join);
        hcp__table_draft_add_text(draft, unknown->table);
        hcp__table_draft_add_text(draft, unknown->column);
        hcp__table_draft_add_text(draft, join->name);
        hcp__table_draft_add_int64(draft, join->n_ids);
        hcp__table_draft_add_int64(draft, join->n_rows);
        hcp__table_draft_add_text(draft, join->id);
        hcp__table_draft_add_text(draft, join->master);
        hcp__table_draft_add_text(draft, words);
    }
}

static void add_unknown(HcpTableDraft *draft, HcpTableDraft *join_draft, const HcpDataset *dataset,
                        const HcpUnknownIds *unknown) {
    gboolean is_physician = unknown->type == HCP_FIELD_PHYSICIAN;
    const char *masters = is_physician ? "physicians" : "organisations";
    int64_t first = is_physician ? 0 : dataset->n_physicians;
    int64_t last = first + (is_physician ? dataset->n_physicians : dataset->n_organisations);
    int32_t n = 0;
    g_autofree int32_t *order = hcp__unknown_ids_order(unknown, &n);
    g_autoptr(GArray) joins =
        hcp__joins_find(unknown, hcp_table_find_column(dataset->nodes, "id"), first, last);
    g_autofree char *examples = list_examples(unknown, order, n);
    const HcpJoin *best = joins->len > 0 ? &g_array_index(joins, HcpJoin, 0) : NULL;
    hcp__table_draft_add_text(draft, unknown->table);
    hcp__table_draft_add_text(draft, unknown->column);
    hcp__table_draft_add_int64(draft, unknown->n_rows);
    hcp__table_draft_add_int64(draft, n);
    hcp__table_draft_add_bool(draft, hcp__unknown_ids_is_cut(unknown));
    hcp__table_draft_add_int64(draft, best != NULL ? best->n_ids : 0);
    hcp__table_draft_add_text(draft, examples);
    add_joins(join_draft, unknown, masters, n, joins);
}

HcpTable *hcp__quality_unknown(const HcpDataset *dataset, HcpTable **joins) {
    static const HcpColumnInfo columns[] = {
        HCP__COLUMN("table", NULL, "table of the study", STRING, NONE),
        HCP__COLUMN("column", NULL, "column in which the ids stand", STRING, NONE),
        HCP__COLUMN("rows", NULL, "rows in which the column has an id that its master has not",
                    INT64, NONE),
        HCP__COLUMN("ids", NULL, "distinct ids in those rows, at most 100,000", INT64, NONE),
        HCP__COLUMN("more", NULL, "true: there are ids that are not counted or looked at", BOOL,
                    NONE),
        HCP__COLUMN("found", NULL, "of the ids, those that the best join finds", INT64, NONE),
        HCP__COLUMN("examples", NULL, "the ids with the most rows", STRING, ID)};
    static const HcpColumnInfo join_columns[] = {
        HCP__COLUMN("table", NULL, "table of the study", STRING, NONE),
        HCP__COLUMN("column", NULL, "column in which the ids stand", STRING, NONE),
        HCP__COLUMN("join", NULL, "what is left out of account on both sides", STRING, NONE),
        HCP__COLUMN("ids", NULL, "unknown ids that it finds, each as one master id alone", INT64,
                    NONE),
        HCP__COLUMN("rows", NULL, "rows in which those stand", INT64, NONE),
        HCP__COLUMN("example", NULL, "the first of them in byte order", STRING, ID),
        HCP__COLUMN("found_as", NULL, "the master id that it would be", STRING, ID),
        HCP__COLUMN("suggestion", NULL, "what to do in the export, in one line", STRING, NONE)};
    HcpTableDraft *draft = hcp__table_draft_new("unknown_ids", G_N_ELEMENTS(columns), columns);
    HcpTableDraft *join_draft =
        hcp__table_draft_new("joins", G_N_ELEMENTS(join_columns), join_columns);
    for (gsize i = 0; i < hcp__issues_get_n_unknown(dataset->issues); i++)
        add_unknown(draft, join_draft, dataset, hcp__issues_get_unknown(dataset->issues, i));
    *joins = hcp__table_draft_finish(join_draft);
    return hcp__table_draft_finish(draft);
}
