/* The lines of the input as the cells of one column: of numbers, of days, of flags, and of a
 * further column whose kind the cells decide. How a column is written is decided for all of its
 * cells, so that the rows in reverse order are the same rows, in reverse order. */
#include "fuzz.h"

#include <hcpnet/reader.h>
#include <string.h>

/* The first byte of the input says what the study states. */
typedef struct {
    char separator;
    HcpDecimal decimal;
    HcpDateStyle dates;
    const char *missing[2];
} Stated;

static Stated state(uint8_t byte) {
    static const char separators[] = {',', ';', '\t', '|'};
    return (Stated){.separator = separators[byte & 3],
                    .decimal = (HcpDecimal)((byte >> 2) % 3),
                    .dates = (HcpDateStyle)((byte >> 4) & 3),
                    .missing = {byte & 0x80 ? "NA" : NULL, NULL}};
}

/* key, a separator, the cell in quotes. */
static void append_row(GString *text, guint key, const char *cell, const Stated *stated) {
    g_string_append_printf(text, "P%u%c\"", key, stated->separator);
    for (; *cell != '\0'; cell++)
        g_string_append_printf(text, *cell == '"' ? "\"\"" : "%c", *cell);
    g_string_append_printf(text, "\"%cx\n", stated->separator);
}

static HcpTable *read_column(const char *schema, const char *key, const char *column, char **cells,
                             const Stated *stated, gboolean backwards) {
    guint n = g_strv_length(cells);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "%s%c%s%c%s\n", key, stated->separator, column, stated->separator,
                           strcmp(schema, "physicians") == 0 ? "name" : "product");
    for (guint i = 0; i < n; i++) {
        guint at = backwards ? n - 1 - i : i;
        append_row(text, at, cells[at], stated);
    }
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = hcp_fuzz_file((const uint8_t *)text->str, text->len);
    spec.shown_path = "data.csv";
    spec.schema = hcp_schema_find(schema);
    spec.separator = stated->separator;
    spec.decimal = stated->decimal;
    spec.dates = stated->dates;
    spec.missing = stated->missing;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(GError) error = NULL;
    HcpTable *table = hcp_reader_read(&spec, issues, run, &error);
    g_assert((table == NULL) == (error != NULL));
    if (table == NULL)
        return NULL;
    const HcpTally *tally = hcp_issues_get_tally(issues, 0);
    g_assert(tally->read == n);
    g_assert(tally->read == tally->used + tally->rejected + tally->filtered + tally->collapsed);
    return table;
}

static void check_column(const char *schema, const char *key, const char *column, char **cells,
                         const Stated *stated) {
    g_autoptr(HcpTable) there = read_column(schema, key, column, cells, stated, FALSE);
    g_autoptr(HcpTable) back = read_column(schema, key, column, cells, stated, TRUE);
    g_assert((there == NULL) == (back == NULL));
    if (there == NULL)
        return;
    int64_t n = hcp_table_get_n_rows(there);
    HcpColumn *a = hcp_table_find_column(there, column), *b = hcp_table_find_column(back, column);
    g_assert(n == hcp_table_get_n_rows(back));
    g_assert(hcp_column_get_info(a)->kind == hcp_column_get_info(b)->kind);
    for (int64_t row = 0; row < n; row++) {
        g_autoptr(GString) first = g_string_new(NULL), second = g_string_new(NULL);
        hcp_column_append_text(a, row, first);
        hcp_column_append_text(b, n - 1 - row, second);
        g_assert(strcmp(first->str, second->str) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length < 2 || memchr(bytes, '\0', length) != NULL)
        return 0;
    Stated stated = state(bytes[0]);
    g_autofree char *text = g_strndup((const char *)bytes + 1, length - 1);
    g_auto(GStrv) cells = g_strsplit(text, "\n", -1);
    check_column("prescriptions", "physician", "units", cells, &stated);
    check_column("prescriptions", "physician", "date", cells, &stated);
    check_column("physicians", "id", "birth_year", cells, &stated);
    check_column("physicians", "id", "active", cells, &stated);
    check_column("physicians", "id", "own", cells, &stated);
    return 0;
}
