#include "table/issues_internal.h"

#include <string.h>

static const int ROW_CHARS = 1 << 20;

HcpIssues *hcp_issues_new(void) {
    HcpIssues *issues = g_new0(HcpIssues, 1);
    issues->texts = hcp__pool_new();
    issues->tallies = g_ptr_array_new_with_free_func(g_free);
    issues->entries = g_ptr_array_new_with_free_func(g_free);
    issues->rejects = g_array_new(FALSE, FALSE, sizeof(HcpReject));
    issues->unknown = g_ptr_array_new_with_free_func((GDestroyNotify)hcp__unknown_ids_free);
    return issues;
}

void hcp_issues_free(HcpIssues *issues) {
    if (issues == NULL)
        return;
    hcp__pool_unref(issues->texts);
    g_ptr_array_unref(issues->tallies);
    g_ptr_array_unref(issues->entries);
    g_array_unref(issues->rejects);
    g_ptr_array_unref(issues->unknown);
    g_free(issues);
}

static const char *keep(HcpIssues *issues, const char *text) {
    return hcp__pool_text(issues->texts, hcp__pool_add(issues->texts, text, -1));
}

/* ---- tallies ---- */

HcpTally *hcp__issues_add_tally(HcpIssues *issues, const char *table, const char *file) {
    HcpTally *tally = g_new0(HcpTally, 1);
    tally->table = keep(issues, table);
    tally->file = keep(issues, file);
    g_ptr_array_add(issues->tallies, tally);
    return tally;
}

HcpTally *hcp__issues_find_tally(HcpIssues *issues, const char *table, const char *file) {
    for (guint i = 0; i < issues->tallies->len; i++) {
        HcpTally *tally = g_ptr_array_index(issues->tallies, i);
        if (strcmp(tally->table, table) == 0 && strcmp(tally->file, file) == 0)
            return tally;
    }
    return NULL;
}

gsize hcp_issues_get_n_tallies(const HcpIssues *issues) {
    return issues->tallies->len;
}

const HcpTally *hcp_issues_get_tally(const HcpIssues *issues, gsize index) {
    g_return_val_if_fail(index < issues->tallies->len, NULL);
    return g_ptr_array_index(issues->tallies, index);
}

int64_t hcp_issues_count_rejected(const HcpIssues *issues) {
    int64_t n = 0;
    for (guint i = 0; i < issues->tallies->len; i++)
        n += ((const HcpTally *)g_ptr_array_index(issues->tallies, i))->rejected;
    return n;
}

/* ---- issues ---- */

static int compare_entry(const HcpIssueEntry *entry, const HcpPlace *place, const char *kind) {
    int order = strcmp(entry->issue.table, place->table);
    if (order == 0)
        order = strcmp(entry->issue.kind, kind);
    return order != 0 ? order : strcmp(entry->issue.column, place->column);
}

/* The entry of this table, kind and column, made where it belongs if there is none. */
static HcpIssueEntry *demand_entry(HcpIssues *issues, const HcpPlace *place, const char *kind) {
    guint low = 0, high = issues->entries->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        HcpIssueEntry *entry = g_ptr_array_index(issues->entries, middle);
        int order = compare_entry(entry, place, kind);
        if (order == 0)
            return entry;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    HcpIssueEntry *entry = g_new0(HcpIssueEntry, 1);
    entry->issue.table = keep(issues, place->table);
    entry->issue.kind = keep(issues, kind);
    entry->issue.column = keep(issues, place->column);
    g_ptr_array_insert(issues->entries, (gint)low, entry);
    return entry;
}

static char *format_message(const HcpPlace *place, const char *reason) {
    GString *message = g_string_new(place->file);
    if (place->line > 0)
        g_string_append_printf(message, ":%" G_GINT64_FORMAT, place->line);
    g_string_append(message, ": ");
    if (place->column[0] != '\0')
        g_string_append_printf(message, "%s: ", place->column);
    g_string_append(message, reason);
    return g_string_free(message, FALSE);
}

static HcpPlace with_column(const HcpPlace *place) {
    HcpPlace copy = *place;
    copy.column = place->column != NULL ? place->column : "";
    return copy;
}

/* The place of the example among the first; HCP__EXAMPLES_MAX when it is none of them. */
static guint find_place(const HcpIssueEntry *entry, const HcpPlace *place) {
    guint i = entry->n_examples;
    while (i > 0) {
        int order = strcmp(place->file, entry->examples[i - 1].file);
        if (order > 0 || (order == 0 && place->line >= entry->examples[i - 1].line))
            break;
        i--;
    }
    return i;
}

void hcp__issues_add(HcpIssues *issues, const HcpPlace *place, const char *kind,
                     const char *reason) {
    HcpPlace here = with_column(place);
    HcpIssueEntry *entry = demand_entry(issues, &here, kind);
    guint at = find_place(entry, &here);
    entry->issue.count++;
    if (at == HCP__EXAMPLES_MAX)
        return;
    g_autofree char *message = format_message(&here, reason);
    entry->n_examples = MIN(entry->n_examples + 1, HCP__EXAMPLES_MAX);
    for (guint i = entry->n_examples - 1; i > at; i--)
        entry->examples[i] = entry->examples[i - 1];
    entry->examples[at].file = keep(issues, here.file);
    entry->examples[at].line = here.line;
    entry->examples[at].message = keep(issues, message);
    entry->issue.example = entry->examples[0].message;
}

void hcp__issues_reject(HcpIssues *issues, const HcpPlace *place, const char *kind,
                        const char *reason, const char *row, gssize length) {
    HcpPlace here = with_column(place);
    hcp__issues_add(issues, &here, kind, reason);
    g_autofree char *escaped = hcp__text_for_message(row, length, ROW_CHARS);
    HcpReject reject = {.line = here.line,
                        .file = hcp__pool_add(issues->texts, here.file, -1),
                        .column = hcp__pool_add(issues->texts, here.column, -1),
                        .reason = hcp__pool_add(issues->texts, reason, -1),
                        .row = hcp__pool_add(issues->texts, escaped, -1)};
    g_array_append_val(issues->rejects, reject);
}

gsize hcp_issues_get_n(const HcpIssues *issues) {
    return issues->entries->len;
}

const HcpIssue *hcp_issues_get(const HcpIssues *issues, gsize index) {
    g_return_val_if_fail(index < issues->entries->len, NULL);
    return &((const HcpIssueEntry *)g_ptr_array_index(issues->entries, index))->issue;
}
