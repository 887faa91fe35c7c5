/* The whole way of a CSV file into a table, and the same file in pieces: a reader that gets its
 * bytes through a pipe, some at a time, finds the same rows. Nothing is lost in either. */
#include "fuzz.h"
#include "table/reader_internal.h"

#include <string.h>
#include <unistd.h>

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

/* Rows as text with signs between that tell every difference. */
static char *print_rows(const char *path) {
    GString *text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    /* Stated, since finding the encoding reads the file a first time, which a pipe cannot give. */
    HcpCsvFormat stated = {.encoding = HCP_ENCODING_UTF8};
    g_autoptr(HcpCsvReader) reader = hcp__csv_reader_open(path, "data.csv", &stated, &error);
    HcpCsvRow row;
    while (reader != NULL && hcp__csv_reader_next(reader, &row, &error)) {
        g_string_append_printf(text, "%" G_GINT64_FORMAT " %s ", row.line,
                               row.fault != NULL ? row.fault : "row");
        for (gsize i = 0; i < row.n_fields; i++) {
            g_string_append_printf(text, "%u:", row.fields[i].length);
            g_string_append_len(text, row.fields[i].text, row.fields[i].length);
        }
        g_string_append_len(text, row.raw, (gssize)row.raw_length);
        g_string_append_c(text, '\n');
    }
    g_string_append(text, error != NULL ? error->message : "end");
    return g_string_free(text, FALSE);
}

typedef struct {
    const uint8_t *bytes;
    size_t length;
    int file;
} Pieces;

/* 1 to 7 bytes at a time; short inputs fit the pipe, which holds 64 KiB, but a thread need not. */
static void *write_pieces(void *data) {
    const Pieces *pieces = data;
    for (size_t done = 0, n; done < pieces->length; done += n) {
        n = MIN(1 + pieces->bytes[done] % 7, pieces->length - done);
        if (write(pieces->file, pieces->bytes + done, n) != (ssize_t)n)
            break;
    }
    close(pieces->file);
    return NULL;
}

static char *print_rows_in_pieces(const uint8_t *bytes, size_t length) {
    int ends[2];
    int made = pipe(ends);
    g_assert(made == 0);
    Pieces pieces = {bytes, length, ends[1]};
    GThread *thread = g_thread_new("pieces", write_pieces, &pieces);
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", ends[0]);
    char *text = print_rows(path);
    char rest[256];
    while (read(ends[0], rest, sizeof rest) > 0)
        continue;
    g_thread_join(thread);
    close(ends[0]);
    return text;
}

/* gzip, zstd or xz: what is packed is not read through a pipe. */
static gboolean is_packed(const uint8_t *bytes, size_t length) {
    return length > 0 && (bytes[0] == 0x1f || bytes[0] == 0x28 || bytes[0] == 0xfd);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    const char *path = hcp_fuzz_file(bytes, length);
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return 0; /* a workbook */
    read_table(path);
    if (is_packed(bytes, length))
        return 0;
    g_autofree char *whole = print_rows(path);
    g_autofree char *pieces = print_rows_in_pieces(bytes, length);
    g_assert(strcmp(whole, pieces) == 0);
    return 0;
}
