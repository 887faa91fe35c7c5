/* What became of the rows: how files were read, what was repeated, what presets did. */
#include "study/quality_internal.h"

#include <hcpnet/preset.h>
#include <string.h>

#define TABLE HCP__COLUMN("table", NULL, "table of the study", STRING, NONE)

HcpTable *hcp__quality_formats(const HcpDataset *dataset) {
    static const HcpColumnInfo columns[] = {
        TABLE, HCP__COLUMN("file", NULL, "input file", STRING, NONE),
        HCP__COLUMN("separator", NULL, "what stands between the cells; none in a workbook", STRING,
                    NONE),
        HCP__COLUMN("encoding", NULL, "what the bytes mean; none in a workbook", STRING, NONE)};
    HcpTableDraft *draft = hcp__table_draft_new("formats", G_N_ELEMENTS(columns), columns);
    for (gsize i = 0; i < hcp_issues_get_n_tallies(dataset->issues); i++) {
        const HcpTally *tally = hcp_issues_get_tally(dataset->issues, i);
        hcp__table_draft_add_text(draft, tally->table);
        hcp__table_draft_add_text(draft, tally->file);
        hcp__table_draft_add_text(draft, hcp_separator_name(tally->separator));
        hcp__table_draft_add_text(draft, tally->encoding);
    }
    return hcp__table_draft_finish(draft);
}

/* ---- over the files of a table ---- */

static HcpTally sum_tallies(const HcpIssues *issues, const char *table) {
    HcpTally sum = {.table = table};
    for (gsize i = 0; i < hcp_issues_get_n_tallies(issues); i++) {
        const HcpTally *tally = hcp_issues_get_tally(issues, i);
        if (strcmp(tally->table, table) != 0)
            continue;
        sum.read += tally->read;
        sum.filtered += tally->filtered;
        sum.collapsed += tally->collapsed;
    }
    return sum;
}

static int64_t count_issues(const HcpIssues *issues, const char *table, const char *kind) {
    int64_t n = 0;
    for (gsize i = 0; i < hcp_issues_get_n(issues); i++) {
        const HcpIssue *issue = hcp_issues_get(issues, i);
        if (strcmp(issue->table, table) == 0 && strcmp(issue->kind, kind) == 0)
            n += issue->count;
    }
    return n;
}

HcpTable *hcp__quality_repeats(const HcpDataset *dataset) {
    static const HcpColumnInfo columns[] = {
        TABLE, HCP__COLUMN("read", NULL, "rows after the header, over all files", INT64, NONE),
        HCP__COLUMN("copies", NULL, "rows that repeat another one, counted once", INT64, NONE),
        HCP__COLUMN("duplicate_ids", NULL,
                    "rows with the key of another row but other content: rejected", INT64, NONE),
        HCP__COLUMN("self_referrals", NULL, "rows whose two physicians are one: rejected", INT64,
                    NONE)};
    const GPtrArray *groups = dataset->study->tables;
    HcpTableDraft *draft = hcp__table_draft_new("repeats", G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < groups->len; i++) {
        const HcpStudyTable *group = groups->pdata[i];
        HcpTally sum = sum_tallies(dataset->issues, group->name);
        int64_t rivals = count_issues(dataset->issues, group->name, "duplicate_id");
        int64_t loops = count_issues(dataset->issues, group->name, "self_referral");
        if (sum.collapsed + rivals + loops == 0)
            continue;
        hcp__table_draft_add_text(draft, group->name);
        hcp__table_draft_add_int64(draft, sum.read);
        hcp__table_draft_add_int64(draft, sum.collapsed);
        hcp__table_draft_add_int64(draft, rivals);
        if (hcp_schema_find(group->schema)->no_loops)
            hcp__table_draft_add_int64(draft, loops);
        else
            hcp__table_draft_add_missing(draft);
    }
    return hcp__table_draft_finish(draft);
}

/* ---- what to know before the numbers are believed ---- */

static const char *proxy_note(const HcpStudyTable *group) {
    if (strcmp(group->schema, "visits") == 0)
        return "shared patients, derived from visits, are a proxy of referral: nobody said that "
               "one physician sent them to the other";
    if (strcmp(group->schema, "pairs") == 0)
        return "shared patients are a proxy of referral: nobody said that one physician sent them "
               "to the other";
    return NULL;
}

static int64_t count_number(const HcpTable *table, const char *field, double number) {
    const HcpColumn *column = table != NULL ? hcp_table_find_column(table, field) : NULL;
    int64_t n = 0;
    for (int64_t row = 0; column != NULL && row < hcp_column_get_length(column); row++)
        n += hcp_column_get_number(column, row) == number;
    return n;
}

static HcpTable *find_table(const HcpDataset *dataset, const HcpStudyTable *group) {
    for (guint i = 0; i < dataset->tables->len; i++) {
        const HcpDataTable *data = dataset->tables->pdata[i];
        if (data->group == group)
            return data->table;
    }
    return NULL;
}

/* Rules such as `units:=5.5`: what an empty cell is read as, and how often it was. */
static void append_blanks(GString *note, const HcpPreset *preset, const HcpTable *table) {
    if (preset->rules.values == NULL)
        return;
    g_auto(GStrv) rules = g_strsplit(preset->rules.values, ";", -1);
    for (char **rule = rules; *rule != NULL; rule++) {
        char *value = strstr(*rule, ":=");
        if (value == NULL)
            continue;
        *value = '\0';
        int64_t n = count_number(table, *rule, g_ascii_strtod(value + 2, NULL));
        g_string_append_printf(note, "; %s is %s in %" G_GINT64_FORMAT " rows", *rule, value + 2,
                               n);
    }
}

static void append_counts(GString *note, const HcpTally *sum) {
    if (sum->collapsed > 0)
        g_string_append_printf(note, "; %" G_GINT64_FORMAT " rows were counted with another one",
                               sum->collapsed);
    if (sum->filtered > 0)
        g_string_append_printf(note, "; %" G_GINT64_FORMAT " rows were left out", sum->filtered);
}

HcpTable *hcp__quality_notes(const HcpDataset *dataset) {
    static const HcpColumnInfo columns[] = {
        TABLE, HCP__COLUMN("preset", NULL, "export that the table is read as", STRING, NONE),
        HCP__COLUMN("proxy", NULL, "true: its ties are a proxy of referral, no referrals", BOOL,
                    NONE),
        HCP__COLUMN("note", NULL, "what to know before its numbers are believed, and what was done",
                    STRING, NONE)};
    HcpTableDraft *draft = hcp__table_draft_new("notes", G_N_ELEMENTS(columns), columns);
    const GPtrArray *groups = dataset->study->tables;
    for (guint i = 0; i < groups->len; i++) {
        const HcpStudyTable *group = groups->pdata[i];
        const HcpPreset *preset =
            group->preset != NULL ? hcp_preset_find(group->preset, group->schema) : NULL;
        const char *proxy = proxy_note(group);
        if (preset == NULL && proxy == NULL)
            continue;
        g_autoptr(GString) note = g_string_new(preset != NULL ? preset->note : proxy);
        HcpTally sum = sum_tallies(dataset->issues, group->name);
        if (preset != NULL) {
            append_blanks(note, preset, find_table(dataset, group));
            append_counts(note, &sum);
        }
        hcp__table_draft_add_text(draft, group->name);
        hcp__table_draft_add_text(draft, preset != NULL ? preset->name : NULL);
        hcp__table_draft_add_bool(draft, proxy != NULL);
        hcp__table_draft_add_text(draft, note->str);
    }
    return hcp__table_draft_finish(draft);
}
