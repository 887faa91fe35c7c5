/* print_table FILE SCHEMA [SHEET [NO_HEADER]]: what the reader makes of a file: columns with their
 * kinds, rows, tally, rejects and issues; or the error. */
#include <hcpnet.h>
#include <stdio.h>
#include <string.h>

static void print_cells(HcpTable *table) {
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
        g_autoptr(GString) line = g_string_new("row");
        for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
            g_string_append_c(line, '|');
            hcp_column_append_text(hcp_table_get_column(table, i), row, line);
        }
        puts(line->str);
    }
}

static void print_columns(HcpTable *table) {
    for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
        const HcpColumnInfo *info = hcp_column_get_info(hcp_table_get_column(table, i));
        printf("column %s %d\n", info->name, (int)info->kind);
    }
}

static void print_issues(const HcpIssues *issues) {
    const HcpTally *tally = hcp_issues_get_tally(issues, 0);
    printf("read %d used %d rejected %d filtered %d collapsed %d\n", (int)tally->read,
           (int)tally->used, (int)tally->rejected, (int)tally->filtered, (int)tally->collapsed);
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    print_cells(rejects);
    for (gsize i = 0; i < hcp_issues_get_n(issues); i++)
        printf("issue %s\n", hcp_issues_get(issues, i)->example);
}

int main(int argc, char **argv) {
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = argc > 1 ? argv[1] : NULL;
    spec.schema = argc > 2 ? hcp_schema_find(argv[2]) : NULL;
    spec.sheet = argc > 3 && argv[3][0] != '\0' ? argv[3] : NULL;
    spec.no_header = argc > 4;
    if (spec.schema == NULL)
        return 2;
    spec.shown_path = strrchr(spec.path, '.') != NULL ? strrchr(spec.path, '.') + 1 : spec.path;
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpTable) table = hcp_reader_read(&spec, issues, run, &error);
    if (table == NULL) {
        printf("error %d %s\n", error->code, error->message);
        return 1;
    }
    print_columns(table);
    print_cells(table);
    print_issues(issues);
    return 0;
}
