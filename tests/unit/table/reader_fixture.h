/* What the tests of the reader share: a file, a spec, a read, and the issues that came of it. */
#ifndef HCPNET_TESTS_READER_FIXTURE_H
#define HCPNET_TESTS_READER_FIXTURE_H

#include "base/base_internal.h"
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    HcpReaderSpec spec;
    HcpIssues *issues;
    HcpTable *table;
    GError *error;
} ReaderCase;

static inline ReaderCase reader_case(const char *schema) {
    ReaderCase test = {.spec = HCP_READER_SPEC_INIT};
    test.spec.schema = hcp_schema_find(schema);
    test.spec.shown_path = "data.csv";
    return test;
}

/* `length` -1: up to the NUL. */
static inline void reader_case_read(ReaderCase *test, const char *content, gssize length) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "data.csv", NULL);
    (void)g_remove(path); /* what replaces a file is synced to disk, which is slow */
    g_assert(g_file_set_contents(path, content, length, NULL));
    g_autoptr(HcpRun) run = hcp_run_new();
    test->spec.path = path;
    test->issues = hcp_issues_new();
    test->table = hcp_reader_read(&test->spec, test->issues, run, &test->error);
    test->spec.path = NULL;
}

static inline void reader_case_clear(ReaderCase *test) {
    g_clear_pointer(&test->issues, hcp_issues_free);
    g_clear_pointer(&test->table, hcp_table_unref);
    g_clear_error(&test->error);
}

static inline int64_t reader_case_rows(const ReaderCase *test) {
    if (test->table == NULL) {
        g_printerr("error: %s\n", test->error->message);
        return -1;
    }
    return hcp_table_get_n_rows(test->table);
}

/* The cell as text; "(none)" when the table has no such column. Owned by the caller. */
static inline char *reader_case_cell(const ReaderCase *test, const char *column, int64_t row) {
    HcpColumn *found = test->table != NULL ? hcp_table_find_column(test->table, column) : NULL;
    GString *text = g_string_new(found == NULL ? "(none)" : NULL);
    if (found != NULL)
        hcp_column_append_text(found, row, text);
    return g_string_free(text, FALSE);
}

static inline gboolean reader_case_cell_is(const ReaderCase *test, const char *column, int64_t row,
                                           const char *expected) {
    g_autofree char *cell = reader_case_cell(test, column, row);
    if (strcmp(cell, expected) != 0)
        g_printerr("%s[%d]: '%s'\n", column, (int)row, cell);
    return strcmp(cell, expected) == 0;
}

/* The first issue of a kind, or NULL. */
static inline const HcpIssue *reader_case_issue(const ReaderCase *test, const char *kind) {
    for (gsize i = 0; i < hcp_issues_get_n(test->issues); i++)
        if (strcmp(hcp_issues_get(test->issues, i)->kind, kind) == 0)
            return hcp_issues_get(test->issues, i);
    return NULL;
}

static inline gboolean reader_case_issue_is(const ReaderCase *test, const char *kind, int64_t count,
                                            const char *example) {
    const HcpIssue *issue = reader_case_issue(test, kind);
    gboolean fits = issue != NULL && issue->count == count && strcmp(issue->example, example) == 0;
    if (!fits && issue != NULL)
        g_printerr("%s: %d: %s\n", kind, (int)issue->count, issue->example);
    return fits;
}

/* A cell of the table of rejects, as text; owned by the caller. */
static inline gboolean reader_case_reject_is(const ReaderCase *test, const char *column,
                                             int64_t row, const char *expected) {
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(test->issues);
    g_autoptr(GString) text = g_string_new(NULL);
    if (row < hcp_table_get_n_rows(rejects))
        hcp_column_append_text(hcp_table_find_column(rejects, column), row, text);
    if (strcmp(text->str, expected) != 0)
        g_printerr("rejects %s[%d]: '%s'\n", column, (int)row, text->str);
    return strcmp(text->str, expected) == 0;
}

/* read = used + rejected + filtered + collapsed, and the first is `read`. */
static inline gboolean reader_case_tally_is(const ReaderCase *test, int64_t read, int64_t used,
                                            int64_t rejected, int64_t filtered, int64_t collapsed) {
    const HcpTally *tally = hcp_issues_get_tally(test->issues, 0);
    gboolean fits = tally->read == read && tally->used == used && tally->rejected == rejected &&
                    tally->filtered == filtered && tally->collapsed == collapsed;
    if (!fits)
        g_printerr("read %d used %d rejected %d filtered %d collapsed %d\n", (int)tally->read,
                   (int)tally->used, (int)tally->rejected, (int)tally->filtered,
                   (int)tally->collapsed);
    return fits;
}

#endif
