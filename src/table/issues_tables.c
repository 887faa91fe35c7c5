#include "table/issues_internal.h"

#include <string.h>

#define TEXT(name, privacy, definition)                                                            \
    { name, NULL, NULL, definition, HCP_KIND_STRING, HCP_PRIVACY_##privacy }
#define COUNT(name, definition)                                                                    \
    { name, NULL, NULL, definition, HCP_KIND_INT64, HCP_PRIVACY_NONE }

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
    static const HcpColumnInfo columns[] = {
        TEXT("file", NONE, "input file"),
        COUNT("line", "line of the file on which the row starts, from 1"),
        TEXT("column", NONE, "field at fault; empty: the row as a whole"),
        TEXT("reason", NAME, "why the row was not used"),
        TEXT("row", NAME, "the row, escaped; patients read <patient>, their counts <count>")};
    HcpTableDraft *draft = hcp__table_draft_new("rejects", G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < order->len; i++) {
        const HcpReject *reject = g_ptr_array_index(order, i);
        hcp__table_draft_add_text(draft, hcp__pool_text(issues->texts, reject->file));
        hcp__table_draft_add_int64(draft, reject->line);
        hcp__table_draft_add_text(draft, hcp__pool_text(issues->texts, reject->column));
        hcp__table_draft_add_text(draft, hcp__pool_text(issues->texts, reject->reason));
        hcp__table_draft_add_text(draft, hcp__pool_text(issues->texts, reject->row));
    }
    return hcp__table_draft_finish(draft);
}

HcpTable *hcp_issues_make_tallies(const HcpIssues *issues) {
    static const HcpColumnInfo columns[] = {
        TEXT("table", NONE, "table of the study"),
        TEXT("file", NONE, "input file"),
        COUNT("read", "rows after the header"),
        COUNT("used", "rows used"),
        COUNT("rejected", "rows not used, with a reason"),
        COUNT("filtered", "rows left out by the study's `where`"),
        COUNT("collapsed", "exact repeats of another row")};
    HcpTableDraft *draft = hcp__table_draft_new("tallies", G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < issues->tallies->len; i++) {
        const HcpTally *tally = g_ptr_array_index(issues->tallies, i);
        hcp__table_draft_add_text(draft, tally->table);
        hcp__table_draft_add_text(draft, tally->file);
        hcp__table_draft_add_int64(draft, tally->read);
        hcp__table_draft_add_int64(draft, tally->used);
        hcp__table_draft_add_int64(draft, tally->rejected);
        hcp__table_draft_add_int64(draft, tally->filtered);
        hcp__table_draft_add_int64(draft, tally->collapsed);
    }
    return hcp__table_draft_finish(draft);
}

HcpTable *hcp_issues_make_table(const HcpIssues *issues) {
    static const HcpColumnInfo columns[] = {
        TEXT("table", NONE, "table of the study"), TEXT("kind", NONE, "sort of issue"),
        TEXT("column", NONE, "field; empty: the row as a whole"), COUNT("count", "how often"),
        TEXT("example", NAME, "the first by file and line")};
    HcpTableDraft *draft = hcp__table_draft_new("issues", G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < issues->entries->len; i++) {
        const HcpIssue *issue = hcp_issues_get(issues, i);
        hcp__table_draft_add_text(draft, issue->table);
        hcp__table_draft_add_text(draft, issue->kind);
        hcp__table_draft_add_text(draft, issue->column);
        hcp__table_draft_add_int64(draft, issue->count);
        hcp__table_draft_add_text(draft, issue->example);
    }
    return hcp__table_draft_finish(draft);
}

HcpTable *hcp_issues_make_examples(const HcpIssues *issues) {
    static const HcpColumnInfo columns[] = {
        TEXT("table", NONE, "table of the study"), TEXT("kind", NONE, "sort of issue"),
        TEXT("example", NAME, "the second and the third by file and line")};
    HcpTableDraft *draft = hcp__table_draft_new("examples", G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < issues->entries->len; i++) {
        const HcpIssueEntry *entry = g_ptr_array_index(issues->entries, i);
        for (guint k = 1; k < entry->n_examples; k++) {
            hcp__table_draft_add_text(draft, entry->issue.table);
            hcp__table_draft_add_text(draft, entry->issue.kind);
            hcp__table_draft_add_text(draft, entry->examples[k].message);
        }
    }
    return hcp__table_draft_finish(draft);
}
