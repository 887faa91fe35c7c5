/* The whole way of a CSV file, packed or not, into tables: nothing is lost. */
#include "fuzz.h"
#include "table/reader_internal.h"

#include <string.h>

static void read_table(const char *path) {
    static const char *const tables[] = {"physicians", "referrals", "pairs"};
    g_autoptr(HcpRun) run = hcp_run_new();
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        HcpReaderSpec spec = HCP_READER_SPEC_INIT;
        spec.path = path;
        spec.shown_path = "data.csv";
        spec.schema = hcp_schema_find(tables[i]);
        spec.no_header = i == 2;
        g_autoptr(HcpIssues) issues = hcp_issues_new();
        g_autoptr(GError) error = NULL;
        g_autoptr(HcpTable) table = hcp_reader_read(&spec, issues, run, &error);
        g_assert((table == NULL) == (error != NULL));
        if (table == NULL)
            continue;
        const HcpTally *tally = hcp_issues_get_tally(issues, 0);
        g_assert(tally->read == tally->used + tally->rejected + tally->filtered + tally->collapsed);
        g_assert(tally->used == hcp_table_get_n_rows(table));
        g_assert(tally->rejected == hcp_issues_count_rejected(issues));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    const char *path = hcp_fuzz_file(bytes, length);
    if (length < 4 || memcmp(bytes, "PK\3\4", 4) != 0) /* else a workbook */
        read_table(path);
    return 0;
}
