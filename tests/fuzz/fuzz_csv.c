/* The whole way of a CSV file, packed or not, into a table: nothing is lost. And its rows in small
 * blocks: they are the same. */
#include "csv_rows.h"
#include "fuzz.h"

#include <string.h>

static void read_table(const char *path, const char *name, gboolean no_header) {
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = path;
    spec.shown_path = "data.csv";
    spec.schema = hcp_schema_find(name);
    spec.no_header = no_header;
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpTable) table = hcp_reader_read(&spec, issues, run, &error);
    g_assert((table == NULL) == (error != NULL));
    if (table == NULL)
        return;
    const HcpTally *tally = hcp_issues_get_tally(issues, 0);
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    g_assert(tally->read == tally->used + tally->rejected + tally->filtered + tally->collapsed);
    g_assert(tally->used == hcp_table_get_n_rows(table));
    g_assert(tally->rejected == hcp_issues_count_rejected(issues));
    g_assert(tally->rejected == hcp_table_get_n_rows(rejects));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    const char *path = hcp_fuzz_file(bytes, length);
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0) /* a workbook */
        return 0;
    /* Which table its columns are those of: any other would be refused at the header. */
    g_autofree char *head =
        g_ascii_strdown(length > 0 ? (const char *)bytes : "", (gssize)MIN(length, 200));
    gboolean agree = hcp_test_csv_rows_agree(path, 16 + length % 64);
    g_assert(agree);
    if (g_strstr_len(head, -1, "from") != NULL)
        read_table(path, "referrals", FALSE);
    else if (g_strstr_len(head, -1, "patient") != NULL)
        read_table(path, "visits", FALSE);
    else if (g_strstr_len(head, -1, "id") != NULL)
        read_table(path, "physicians", FALSE);
    else
        read_table(path, "pairs", TRUE);
    return 0;
}
