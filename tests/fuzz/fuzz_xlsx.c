/* Two views of a workbook: bytes of an archive, and (bytes that begin as XML) a worksheet in a
 * sound archive, so that fuzzing reaches the cells behind the check sums. */
#include "fuzz.h"
#include "table/xlsx_internal.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

static const char WORKBOOK[] = "<workbook xmlns:r='R'><workbookPr date1904='1'/><sheets>"
                               "<sheet name='S' r:id='r1'/></sheets></workbook>";
static const char RELATIONS[] =
    "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='s.xml'/>"
    "<Relationship Id='r2' Type='x/sharedStrings' Target='t.xml'/>"
    "<Relationship Id='r3' Type='x/styles' Target='y.xml'/></Relationships>";
static const char STRINGS[] = "<sst><si><t>id</t></si><si><r><t>A</t></r></si></sst>";
static const char STYLES[] = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='d/m/yy'/>"
                             "</numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                             "<xf numFmtId='164'/></cellXfs></styleSheet>";

static void add_part(struct archive *archive, const char *name, const void *bytes, size_t length) {
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)length);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    int status = archive_write_header(archive, entry);
    g_assert(status == ARCHIVE_OK);
    archive_write_data(archive, bytes, length);
    archive_entry_free(entry);
}

/* Whichever part the second sign names is the input; the others are sound. */
static size_t write_archive(const uint8_t *sheet, size_t length, char *to, size_t size) {
    size_t used = 0;
    struct archive *archive = archive_write_new();
    archive_write_set_format_zip(archive);
    archive_write_zip_set_compression_store(archive);
    int status = archive_write_open_memory(archive, to, size, &used);
    g_assert(status == ARCHIVE_OK);
    add_part(archive, "xl/workbook.xml", WORKBOOK, strlen(WORKBOOK));
    add_part(archive, "xl/_rels/workbook.xml.rels", RELATIONS, strlen(RELATIONS));
    gboolean is_strings = g_strstr_len((const char *)sheet, (gssize)length, "<sst") != NULL;
    gboolean is_styles = g_strstr_len((const char *)sheet, (gssize)length, "<styleSheet") != NULL;
    static const char ROWS[] =
        "<worksheet><sheetData><row><c t='s'><v>0</v></c></row><row><c t='s' s='1'><v>1</v></c>"
        "<c s='2'><v>4</v></c></row></sheetData></worksheet>";
    if (is_strings || is_styles)
        add_part(archive, "xl/s.xml", ROWS, strlen(ROWS));
    else
        add_part(archive, "xl/s.xml", sheet, length);
    add_part(archive, "xl/t.xml", is_strings ? (const void *)sheet : STRINGS,
             is_strings ? length : strlen(STRINGS));
    add_part(archive, "xl/y.xml", is_styles ? (const void *)sheet : STYLES,
             is_styles ? length : strlen(STYLES));
    archive_write_close(archive);
    archive_write_free(archive);
    return used;
}

static void read_rows(const char *path, gboolean no_header) {
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = path;
    spec.no_header = no_header;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpXlsxReader) reader = hcp__xlsx_reader_open(&spec, "book.xlsx", &error);
    g_assert((reader == NULL) == (error != NULL));
    HcpCsvRow row;
    int64_t line = 0;
    gsize width = 0;
    while (reader != NULL && hcp__xlsx_reader_next(reader, &row, &error)) {
        g_assert(row.line > line && row.raw != NULL);
        g_assert(row.fault != NULL ? row.n_fields == 0 : row.n_fields >= MAX(width, 1));
        for (gsize i = 0; i < row.n_fields; i++)
            g_assert(g_utf8_validate(row.fields[i].text, row.fields[i].length, NULL));
        width = width == 0 ? row.n_fields : width;
        line = row.line;
    }
    g_assert(error == NULL || strchr(error->message, '\n') == NULL);
}

static void read_table(const char *path) {
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.path = path;
    spec.shown_path = "book.xlsx";
    spec.schema = hcp_schema_find("physicians");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpTable) table = hcp_reader_read(&spec, issues, run, &error);
    g_assert((table == NULL) == (error != NULL));
    if (table == NULL)
        return;
    const HcpTally *tally = hcp_issues_get_tally(issues, 0);
    g_assert(tally->read == tally->used + tally->rejected + tally->collapsed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length == 0 || bytes[0] != '<') {
        read_rows(hcp_fuzz_file(bytes, length), FALSE);
        return 0;
    }
    size_t size = length + 8192;
    g_autofree char *archive = g_malloc(size);
    size = write_archive(bytes, length, archive, size);
    const char *path = hcp_fuzz_file((const uint8_t *)archive, size);
    read_rows(path, TRUE);
    read_table(path);
    return 0;
}
