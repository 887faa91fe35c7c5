#include "study/quality_internal.h"

#include <string.h>

/* The words about each table, in the order of reading. */
static const HcpQualityPart PARTS[] = {
    {"files", "Rows of each file",
     "Every row that was read is used, rejected, filtered or collapsed: none is lost.",
     "No file was read.", FALSE, NULL},
    {"formats", "How the files were read", NULL, NULL, FALSE, NULL},
    {"issues", "What was wrong, and where it was first seen",
     "`hcpnet check --rejects FILE` writes every row that was not used.",
     "Nothing was found to be wrong.", FALSE, NULL},
    {"examples", "More of what was wrong", "The second and the third of each kind.", NULL, FALSE,
     NULL},
    {"unknown_ids", "Ids that their master table does not have",
     "Rows with such an id are rejected, or lose the id where the column may be empty.", NULL,
     FALSE, NULL},
    {"joins", "Joins that would find unknown ids",
     "The same id may be written differently on the two sides. These are suggestions: nothing was "
     "joined by them.",
     NULL, FALSE, NULL},
    {"check_digits", "Ids with wrong check digits",
     "Nearly all ids of the column have the right ones: these were perhaps typed wrong. Nothing "
     "was rejected for it.",
     NULL, FALSE, NULL},
    {"repeats", "Repeats and self-referrals",
     "Copies count once; of rows with one id and other content one stays.", NULL, FALSE, NULL},
    {"coverage", "Rows by month", "A month without rows was perhaps never exported.", NULL, FALSE,
     NULL},
    {"months", "Rows of each month", NULL, NULL, TRUE, NULL},
    {"shares", "Who has rows",
     "A low share is a table that covers part of the market, or ids that do not join.", NULL, FALSE,
     NULL},
    {"outliers", "Far from what is usual",
     "Values above the fence: three times the distance of the quartiles beyond the upper one, on "
     "the scale of ln(1 + x), where the distance is at least a factor of two (Tukey 1977).",
     NULL, FALSE, NULL},
    {"outlier_values", "The farthest of them", NULL, NULL, FALSE, NULL},
    {"patients_with_many_rows", "Patients with far more rows than usual",
     "Such a patient may be a code for all patients without one: it ties physicians who share "
     "nobody. Counts of patients below the study's minimum are left empty.",
     NULL, FALSE, NULL},
    {"notes", "What to know of these sources", NULL, NULL, FALSE, NULL}};

static void clear_part(void *part) {
    hcp_table_unref(((HcpQualityPart *)part)->table);
}

void hcp_quality_free(HcpQuality *quality) {
    if (quality == NULL)
        return;
    g_array_unref(quality->parts);
    g_free(quality);
}

static void sum_rows(HcpQuality *quality, const HcpIssues *issues) {
    quality->n_issues = hcp_issues_get_n(issues);
    for (gsize i = 0; i < hcp_issues_get_n_tallies(issues); i++) {
        const HcpTally *tally = hcp_issues_get_tally(issues, i);
        quality->read += tally->read;
        quality->used += tally->used;
        quality->rejected += tally->rejected;
        quality->filtered += tally->filtered;
        quality->collapsed += tally->collapsed;
    }
}

/* Takes the table over. */
static void add_part(HcpQuality *quality, HcpTable *table) {
    HcpQualityPart part = PARTS[quality->parts->len];
    part.table = hcp_table_renamed(table, part.name);
    hcp_table_unref(table);
    g_array_append_val(quality->parts, part);
}

static gboolean add_parts(HcpQuality *quality, const HcpDataset *dataset, const HcpRun *run,
                          GError **error) {
    HcpTable *joins = NULL, *months = NULL, *values = NULL, *patients = NULL;
    add_part(quality, hcp_issues_make_tallies(dataset->issues));
    add_part(quality, hcp__quality_formats(dataset));
    add_part(quality, hcp_issues_make_table(dataset->issues));
    add_part(quality, hcp_issues_make_examples(dataset->issues));
    add_part(quality, hcp__quality_unknown(dataset, &joins));
    add_part(quality, joins);
    add_part(quality, hcp__quality_digits(dataset));
    add_part(quality, hcp__quality_repeats(dataset));
    add_part(quality, hcp__quality_coverage(dataset, &months));
    add_part(quality, months);
    add_part(quality, hcp__quality_shares(dataset));
    HcpTable *outliers = hcp__quality_outliers(dataset, run, &values, &patients, error);
    if (outliers == NULL) {
        hcp_table_unref(values);
        hcp_table_unref(patients);
        return FALSE;
    }
    add_part(quality, outliers);
    add_part(quality, values);
    add_part(quality, patients);
    add_part(quality, hcp__quality_notes(dataset));
    g_assert(quality->parts->len == G_N_ELEMENTS(PARTS));
    return TRUE;
}

HcpQuality *hcp_quality_new(const HcpDataset *dataset, const HcpRun *run, GError **error) {
    g_return_val_if_fail(dataset != NULL && run != NULL, NULL);
    g_autoptr(HcpQuality) quality = g_new0(HcpQuality, 1);
    quality->parts = g_array_new(FALSE, FALSE, sizeof(HcpQualityPart));
    g_array_set_clear_func(quality->parts, clear_part);
    sum_rows(quality, dataset->issues);
    hcp_run_report(run, "check quality", 0);
    if (!add_parts(quality, dataset, run, error))
        return NULL;
    hcp_run_report(run, "check quality", 1);
    return g_steal_pointer(&quality);
}

gsize hcp_quality_get_n_parts(const HcpQuality *quality) {
    return quality->parts->len;
}

const HcpQualityPart *hcp_quality_get_part(const HcpQuality *quality, gsize index) {
    g_return_val_if_fail(index < quality->parts->len, NULL);
    return &g_array_index(quality->parts, HcpQualityPart, index);
}

HcpTable *hcp_quality_find(const HcpQuality *quality, const char *name) {
    for (gsize i = 0; i < quality->parts->len; i++) {
        const HcpQualityPart *part = hcp_quality_get_part(quality, i);
        if (strcmp(part->name, name) == 0)
            return part->table;
    }
    return NULL;
}
