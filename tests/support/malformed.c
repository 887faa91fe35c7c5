#include "malformed.h"

#include "csv_rows.h"
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* ---- making the file ---- */

GString *hcp_test_pack(HcpTestPacking packing, const char *bytes, gsize length) {
    static int (*const adders[])(struct archive *) = {
        archive_write_add_filter_none, archive_write_add_filter_gzip, archive_write_add_filter_zstd,
        archive_write_add_filter_xz};
    gsize capacity = length + length / 8 + 4096, used = 0;
    GString *packed = g_string_sized_new(capacity);
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    archive_write_set_format_raw(archive);
    adders[packing](archive);
    archive_write_set_bytes_in_last_block(archive, 1);
    archive_write_open_memory(archive, packed->str, capacity, &used);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(archive, entry);
    la_ssize_t written = archive_write_data(archive, bytes, length);
    g_assert(written == (la_ssize_t)length);
    int status = archive_write_free(archive);
    g_assert(status == ARCHIVE_OK);
    archive_entry_free(entry);
    g_string_set_size(packed, used);
    return packed;
}

static void encode(GString *content, const char *encoding) {
    gsize length;
    const char *mark = strcmp(encoding, "UTF-16LE") == 0 ? "\xFF\xFE" : "\xFE\xFF";
    g_autofree char *encoded =
        g_convert(content->str, (gssize)content->len, encoding, "UTF-8", NULL, &length, NULL);
    g_assert(encoded != NULL);
    g_string_truncate(content, 0);
    g_string_append_len(content, mark, 2);
    g_string_append_len(content, encoded, (gssize)length);
}

static GString *make_content(const HcpTestFile *file) {
    GString *content = g_string_new_len(file->bytes, (gssize)file->length);
    if (file->encoding != NULL)
        encode(content, file->encoding);
    if (file->pack != HCP_TEST_BARE) {
        GString *packed = hcp_test_pack(file->pack, content->str, content->len);
        g_string_free(content, TRUE);
        content = packed;
    }
    g_string_truncate(content, content->len - MIN(content->len, file->lost));
    return content;
}

/* ---- what came of it ---- */

static const char *name_error(const GError *error) {
    switch ((HcpError)error->code) {
    case HCP_ERROR_INPUT:
        return "input";
    case HCP_ERROR_FILE:
        return "file";
    case HCP_ERROR_LIMIT:
        return "limit";
    default:
        return "other";
    }
}

static void append_count(GString *text, int64_t count, const char *what) {
    if (count > 0)
        g_string_append_printf(text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? ", " : "", count,
                               what);
}

static void append_kinds(GString *text, const HcpIssues *issues, int64_t *n_rows) {
    *n_rows = 0;
    for (gsize i = 0; i < hcp_issues_get_n(issues); i++) {
        const HcpIssue *issue = hcp_issues_get(issues, i);
        append_count(text, issue->count, issue->kind);
        if (strcmp(issue->kind, "guessed_encoding") != 0) /* costs no row */
            *n_rows += issue->count;
    }
}

static void check_shown(const HcpTestFile *file, const char *text) {
    gboolean shows_patient = strstr(text, HCP_TEST_PATIENT) != NULL;
    gboolean is_clean = g_utf8_validate(text, -1, NULL);
    for (const char *p = text; *p != '\0'; p++)
        is_clean = is_clean && ((guchar)*p >= ' ' || *p == '\n') && *p != '\x7F';
    if (shows_patient || !is_clean)
        g_printerr("%s: shown: %s\n", file->name, text);
    CU_ASSERT_FALSE(shows_patient);
    CU_ASSERT(is_clean);
}

/* rejects.csv, as `check --rejects` writes it. */
static void check_rejects(const HcpTestFile *file, const HcpIssues *issues, int64_t n_rejected) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "rejects.csv", NULL);
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpRelease) release = hcp_release_table(rejects, &policy, NULL);
    (void)g_remove(path); /* what replaces a file is synced to disk, which is slow */
    gboolean is_written = hcp_csv_write(release, path, NULL);
    g_autofree char *text = NULL;
    g_assert(is_written && g_file_get_contents(path, &text, NULL, NULL));
    check_shown(file, text);
    HcpCsvFormat stated = {',', HCP_ENCODING_UTF8, 0, NULL};
    g_autoptr(HcpCsvReader) reader = hcp__csv_reader_open(path, path, &stated, NULL);
    int64_t n = -1; /* the header */
    HcpCsvRow row;
    while (hcp__csv_reader_next(reader, &row, NULL)) {
        /* A row is shown up to a million characters, which with its quotes is more than is read. */
        gboolean is_long = row.fault != NULL && strcmp(row.fault, "field_too_long") == 0;
        gboolean is_whole =
            row.n_fields == 5 && row.fields[3].length > 0 && row.fields[4].length > 0;
        CU_ASSERT(is_whole || (is_long && file->length > HCP__CSV_FIELD_MAX / 2));
        n++;
    }
    CU_ASSERT_EQUAL(n, n_rejected);
}

static char *describe(const HcpTestFile *file, const HcpTable *table, const HcpIssues *issues,
                      const GError *error) {
    for (gsize i = 0; i < hcp_issues_get_n(issues); i++)
        check_shown(file, hcp_issues_get(issues, i)->example);
    if (table == NULL) {
        check_shown(file, error->message);
        return g_strdup_printf("%s: %s", name_error(error), error->message);
    }
    const HcpTally *tally = hcp_issues_get_tally(issues, 0);
    GString *text = g_string_new(NULL);
    int64_t n_rows;
    append_count(text, tally->read, "read");
    append_count(text, tally->used, "used");
    append_count(text, tally->collapsed, "collapsed");
    append_count(text, tally->filtered, "filtered");
    append_kinds(text, issues, &n_rows);
    CU_ASSERT_EQUAL(tally->read,
                    tally->used + tally->rejected + tally->filtered + tally->collapsed);
    CU_ASSERT_EQUAL(tally->rejected, n_rows);
    CU_ASSERT_EQUAL(tally->used, hcp_table_get_n_rows(table));
    if (tally->rejected > 0)
        check_rejects(file, issues, tally->rejected);
    return g_string_free(text, FALSE);
}

/* Standard output and error while the library reads: it has nothing to say there. */
typedef struct {
    int output, error, file;
} Streams;

static Streams divert_streams(void) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "streams", NULL);
    fflush(NULL);
    Streams kept = {dup(1), dup(2), g_open(path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600)};
    g_assert(kept.output >= 0 && kept.error >= 0 && kept.file >= 0);
    dup2(kept.file, 1);
    dup2(kept.file, 2);
    return kept;
}

static void restore_streams(const Streams *kept) {
    fflush(NULL);
    dup2(kept->output, 1);
    dup2(kept->error, 2);
    CU_ASSERT_EQUAL(lseek(kept->file, 0, SEEK_END), 0);
    close(kept->output);
    close(kept->error);
    close(kept->file);
}

static char *read_file(const HcpTestFile *file, const char *path, int threads) {
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, threads);
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = path;
    spec.shown_path = "data.csv";
    spec.schema = hcp_schema_find(file->schema != NULL ? file->schema : "visits");
    spec.no_header = file->no_header;
    spec.where = file->where;
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(GError) error = NULL;
    Streams kept = divert_streams();
    g_autoptr(HcpTable) table = hcp_reader_read(&spec, issues, run, &error);
    restore_streams(&kept);
    g_assert((table == NULL) == (error != NULL));
    return describe(file, table, issues, error);
}

/* ---- the whole ---- */

static gboolean is_expected(const char *expected, const char *found) {
    gsize kind = strcspn(expected, ":");
    if (expected[kind] == '\0')
        return strcmp(expected, found) == 0;
    return strncmp(expected, found, kind + 1) == 0 && strstr(found, expected + kind + 2) != NULL;
}

static void check_content(const HcpTestFile *file, const GString *content, int threads) {
    const char *name = file->is_workbook ? "data.xlsx" : "data.csv";
    g_autofree char *path = g_build_filename(hcp_test_folder(), name, NULL);
    (void)g_remove(path);
    gboolean is_written = g_file_set_contents(path, content->str, (gssize)content->len, NULL);
    g_assert(is_written);
    g_autofree char *found = read_file(file, path, threads);
    gboolean fits = is_expected(file->expected, found);
    if (!fits)
        g_printerr("%s: expected \"%s\", found \"%s\"\n", file->name, file->expected, found);
    CU_ASSERT(fits);
    if (threads == 1 && !file->is_workbook && content->len < 100 * 1000)
        CU_ASSERT(hcp_test_csv_rows_agree(path, 16 + content->len % 48));
}

void hcp_test_malformed(const HcpTestFile *file) {
    g_autoptr(GString) content = make_content(file);
    g_autoptr(GString) packed = hcp_test_pack(HCP_TEST_GZIP, content->str, content->len);
    check_content(file, content, 1);
    check_content(file, content, 2);
    if (file->pack == HCP_TEST_BARE && !file->is_workbook)
        check_content(file, packed, 2);
}
