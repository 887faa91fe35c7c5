/* Workbooks that are cut short, lack a part, or are none: each is refused in one line. The archives
 * are made here, stored and not packed, so that what is changed in them is known. */
#include "malformed.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define P HCP_TEST_PATIENT

typedef struct {
    const char *name, *content;
} Part;

static const Part PARTS[] = {
    {"xl/workbook.xml", "<workbook xmlns:r='R'><sheets><sheet name='S' r:id='r1'/></sheets>"
                        "</workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='s.xml'/>"
     "<Relationship Id='r2' Type='x/sharedStrings' Target='t.xml'/></Relationships>"},
    {"xl/t.xml", "<sst><si><t>patient</t></si><si><t>physician</t></si><si><t>date</t></si>"
                 "<si><t>" P "</t></si><si><t>P1</t></si></sst>"},
    {"xl/s.xml",
     "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c>"
     "</row><row><c t='s'><v>3</v></c><c t='s'><v>4</v></c><c t='str'><v>2026-03-01</v></c></row>"
     "</sheetData></worksheet>"}};

static void add_part(struct archive *archive, const Part *part) {
    gsize length = strlen(part->content);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, part->name);
    archive_entry_set_size(entry, (la_int64_t)length);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    int status = archive_write_header(archive, entry);
    g_assert(status == ARCHIVE_OK);
    la_ssize_t written = archive_write_data(archive, part->content, length);
    g_assert(written == (la_ssize_t)length);
    archive_entry_free(entry);
}

/* Without the part of that name; NULL: with all. */
static GString *make_book(const char *missing) {
    const gsize capacity = 16384;
    gsize used = 0;
    GString *book = g_string_sized_new(capacity);
    struct archive *archive = archive_write_new();
    archive_write_set_format_zip(archive);
    archive_write_zip_set_compression_store(archive);
    archive_write_set_bytes_in_last_block(archive, 1);
    archive_write_open_memory(archive, book->str, capacity, &used);
    for (gsize i = 0; i < G_N_ELEMENTS(PARTS); i++)
        if (g_strcmp0(PARTS[i].name, missing) != 0)
            add_part(archive, &PARTS[i]);
    int status = archive_write_free(archive);
    g_assert(status == ARCHIVE_OK);
    g_string_set_size(book, used);
    return book;
}

static void check_book(const char *name, const GString *book, gsize lost, const char *expected) {
    HcpTestFile file = {.name = name,
                        .bytes = book->str,
                        .length = book->len,
                        .expected = expected,
                        .lost = lost,
                        .is_workbook = TRUE};
    hcp_test_malformed(&file);
}

static void a_sound_one_is_read(void) {
    g_autoptr(GString) book = make_book(NULL);
    check_book("a sound workbook", book, 0, "1 read, 1 used");
}

static void archives_cut_short(void) {
    g_autoptr(GString) book = make_book(NULL);
    for (gsize part = 0; part < 16; part++) {
        gsize kept = part < 8 ? book->len * (part + 1) / 9 : book->len - (part - 7) * 3;
        g_autofree char *name = g_strdup_printf("a workbook cut to %d bytes", (int)kept);
        check_book(name, book, book->len - kept, "file: cannot be read");
    }
}

static void parts_that_are_missing(void) {
    static const struct {
        const char *part, *expected;
    } cases[] = {
        {"xl/workbook.xml", "input: found an archive without xl/workbook.xml"},
        {"xl/_rels/workbook.xml.rels", "input: expected a part xl/_rels/workbook.xml.rels"},
        {"xl/t.xml", "input: expected a part xl/t.xml"},
        {"xl/s.xml", "input: expected the sheet's part"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) book = make_book(cases[i].part);
        check_book(cases[i].part, book, 0, cases[i].expected);
    }
}

/* A sign of each part is another one than its check sum was made of; XML stays well-formed. */
static void check_sums_that_are_wrong(void) {
    static const char *const texts[] = {"name='S'", "Id='r2'", "P1</t>", "2026-03-01"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GString) book = make_book(NULL);
        char *found = memmem(book->str, book->len, texts[i], strlen(texts[i]));
        g_assert(found != NULL);
        gsize at = (gsize)(found - book->str) + strcspn(texts[i], "0123456789S");
        book->str[at] = book->str[at] == 'S' ? 'T' : '7';
        check_book(texts[i], book, 0, "file: cannot be read");
    }
}

#define F(what, text, outcome)                                                                     \
    { .name = (what), HCP_TEST_BYTES(text), .expected = (outcome), .is_workbook = TRUE }

static const HcpTestFile OTHERS[] = {
    F("no bytes", "", "input: expected an XLSX workbook, found an empty file"),
    F("one byte", "P", "input: expected an XLSX workbook, found no zip archive"),
    F("text", "patient,physician,date\n" P ",P1,2026-01-01\n",
      "input: expected an XLSX workbook, found no zip archive"),
    F("NULs", "\0\0\0\0\0\0\0\0", "input: expected an XLSX workbook, found no zip archive"),
    F("gzip", "\x1F\x8B\x08\0\0\0\0\0", "input: expected an XLSX workbook, found no zip archive"),
    F("an old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
      "input: expected an XLSX workbook, found an encrypted or an old .xls one"),
    F("two letters of a zip", "PK", "file: cannot be read"),
    F("the mark of a zip", "PK\3\4", "file: cannot be read"),
    F("a zip without members", "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
      "file: cannot be read"),
    F("text that begins as a zip", "PK,physician,date\n" P ",P1,2026-01-01\n",
      "file: cannot be read"),
};

static void files_that_are_no_workbook(void) {
    HCP_TEST_MALFORMED(OTHERS, 10);
}

HCP_TEST_MAIN(HCP_TEST(a_sound_one_is_read), HCP_TEST(archives_cut_short),
              HCP_TEST(parts_that_are_missing), HCP_TEST(check_sums_that_are_wrong),
              HCP_TEST(files_that_are_no_workbook))
