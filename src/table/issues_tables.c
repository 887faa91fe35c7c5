#include "table/issues_internal.h"

#include <string.h>

/* A column of int64 or text that grows row by row; few rows, so plainly. */
typedef struct {
    HcpColumnInfo info;
    GArray *cells; /* int64_t, or int32_t codes */
    HcpPool *pool;
} Draft;

static Draft draft_texts(const char *name, HcpPrivacy privacy, const char *definition) {
    return (Draft){
        {.name = name, .definition = definition, .kind = HCP_KIND_STRING, .privacy = privacy},
        g_array_new(FALSE, FALSE, sizeof(int32_t)),
        hcp__pool_new()};
}

static Draft draft_counts(const char *name, const char *definition) {
    return (Draft){{.name = name, .definition = definition, .kind = HCP_KIND_INT64},
                   g_array_new(FALSE, FALSE, sizeof(int64_t)),
                   NULL};
}

static void add_text(Draft *draft, const char *text) {
    int32_t code = hcp__pool_add(draft->pool, text, -1);
    g_array_append_val(draft->cells, code);
}

static void add_count(Draft *draft, int64_t count) {
    g_array_append_val(draft->cells, count);
}

static HcpColumn *finish_draft(Draft *draft, int64_t n) {
    void *values = g_array_free(draft->cells, FALSE);
    if (values == NULL)
        values = g_malloc(1);
    if (draft->pool == NULL)
        return hcp_column_new_take(&draft->info, n, values, NULL);
    HcpColumn *column = hcp_column_new_take_strings(&draft->info, n, values, NULL, draft->pool);
    hcp__pool_unref(draft->pool);
    return column;
}

static HcpTable *finish_table(const char *name, gint64 n_rows, gsize n, Draft *drafts) {
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(columns, finish_draft(&drafts[i], n_rows));
    return hcp_table_new(name, n_rows, n, (HcpColumn *const *)columns->pdata);
}

static int compare_rejects(const void *a, const void *b, void *data) {
    const HcpPool *texts = ((const HcpIssues *)data)->texts;
    const HcpReject *first = *(HcpReject *const *)a, *second = *(HcpReject *const *)b;
    if (first->file != second->file)
        return strcmp(hcp__pool_text(texts, first->file), hcp__pool_text(texts, second->file));
    if (first->line != second->line)
        return first->line < second->line ? -1 : 1;
    if (first->reason != second->reason)
        return strcmp(hcp__pool_text(texts, first->reason), hcp__pool_text(texts, second->reason));
    return strcmp(hcp__pool_text(texts, first->row), hcp__pool_text(texts, second->row));
}

HcpTable *hcp_issues_make_rejects(const HcpIssues *issues) {
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    for (guint i = 0; i < issues->rejects->len; i++)
        g_ptr_array_add(order, &g_array_index(issues->rejects, HcpReject, i));
    g_ptr_array_sort_with_data(order, compare_rejects, (void *)issues);
    Draft drafts[] = {
        draft_texts("file", HCP_PRIVACY_NONE, "input file"),
        draft_counts("line", "line of the file on which the row starts, from 1"),
        draft_texts("column", HCP_PRIVACY_NONE, "field at fault; empty: the row as a whole"),
        draft_texts("reason", HCP_PRIVACY_NAME, "why the row was not used"),
        draft_texts("row", HCP_PRIVACY_NAME,
                    "the row, escaped; patients read <patient>, their counts <count>")};
    for (guint i = 0; i < order->len; i++) {
        const HcpReject *reject = g_ptr_array_index(order, i);
        add_text(&drafts[0], hcp__pool_text(issues->texts, reject->file));
        add_count(&drafts[1], reject->line);
        add_text(&drafts[2], hcp__pool_text(issues->texts, reject->column));
        add_text(&drafts[3], hcp__pool_text(issues->texts, reject->reason));
        add_text(&drafts[4], hcp__pool_text(issues->texts, reject->row));
    }
    return finish_table("rejects", order->len, G_N_ELEMENTS(drafts), drafts);
}

HcpTable *hcp_issues_make_tallies(const HcpIssues *issues) {
    Draft drafts[] = {draft_texts("table", HCP_PRIVACY_NONE, "table of the study"),
                      draft_texts("file", HCP_PRIVACY_NONE, "input file"),
                      draft_counts("read", "rows after the header"),
                      draft_counts("used", "rows used"),
                      draft_counts("rejected", "rows not used, with a reason"),
                      draft_counts("filtered", "rows left out by the study's `where`"),
                      draft_counts("collapsed", "exact repeats of another row")};
    for (guint i = 0; i < issues->tallies->len; i++) {
        const HcpTally *tally = g_ptr_array_index(issues->tallies, i);
        add_text(&drafts[0], tally->table);
        add_text(&drafts[1], tally->file);
        add_count(&drafts[2], tally->read);
        add_count(&drafts[3], tally->used);
        add_count(&drafts[4], tally->rejected);
        add_count(&drafts[5], tally->filtered);
        add_count(&drafts[6], tally->collapsed);
    }
    return finish_table("tallies", issues->tallies->len, G_N_ELEMENTS(drafts), drafts);
}

HcpTable *hcp_issues_make_table(const HcpIssues *issues) {
    Draft drafts[] = {draft_texts("table", HCP_PRIVACY_NONE, "table of the study"),
                      draft_texts("kind", HCP_PRIVACY_NONE, "sort of issue"),
                      draft_texts("column", HCP_PRIVACY_NONE, "field; empty: the row as a whole"),
                      draft_counts("count", "how often"),
                      draft_texts("example", HCP_PRIVACY_NAME, "the first by file and line")};
    for (guint i = 0; i < issues->entries->len; i++) {
        const HcpIssue *issue = hcp_issues_get(issues, i);
        add_text(&drafts[0], issue->table);
        add_text(&drafts[1], issue->kind);
        add_text(&drafts[2], issue->column);
        add_count(&drafts[3], issue->count);
        add_text(&drafts[4], issue->example);
    }
    return finish_table("issues", issues->entries->len, G_N_ELEMENTS(drafts), drafts);
}
