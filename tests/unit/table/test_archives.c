/* Compressed files are read as what they hold; damaged ones are errors, bombs too. */
#include "reader_fixture.h"

#include <archive.h>
#include <archive_entry.h>

typedef enum { GZIP, ZSTD, XZ, N_FILTERS } Filter;

static void add_filter(struct archive *archive, Filter filter) {
    static int (*const adders[])(struct archive *) = {
        archive_write_add_filter_gzip, archive_write_add_filter_zstd, archive_write_add_filter_xz};
    CU_ASSERT_EQUAL(adders[filter](archive), ARCHIVE_OK);
}

/* `times` over the text as one member. */
static GString *pack(Filter filter, const char *text, gsize length, int times) {
    gsize capacity = (gsize)1 << 22, used = 0;
    GString *packed = g_string_sized_new(capacity);
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    archive_write_set_format_raw(archive);
    add_filter(archive, filter);
    archive_write_set_bytes_in_last_block(archive, 1);
    CU_ASSERT_EQUAL(archive_write_open_memory(archive, packed->str, capacity, &used), ARCHIVE_OK);
    archive_entry_set_filetype(entry, AE_IFREG);
    CU_ASSERT_EQUAL(archive_write_header(archive, entry), ARCHIVE_OK);
    for (int i = 0; i < times; i++)
        CU_ASSERT_EQUAL(archive_write_data(archive, text, length), (la_ssize_t)length);
    CU_ASSERT_EQUAL(archive_write_free(archive), ARCHIVE_OK);
    archive_entry_free(entry);
    g_string_set_size(packed, used);
    return packed;
}

static void every_member_is_read(void) {
    for (int filter = 0; filter < N_FILTERS; filter++) {
        g_autoptr(GString) packed = pack((Filter)filter, "id\nP1\nP", 7, 1);
        GString *second = pack((Filter)filter, "2\nP3\n", 5, 1);
        g_string_append_len(packed, second->str, (gssize)second->len);
        g_string_free(second, TRUE);
        ReaderCase test = reader_case("seeds");
        reader_case_read(&test, packed->str, (gssize)packed->len);
        CU_ASSERT_EQUAL(reader_case_rows(&test), 3);
        CU_ASSERT(reader_case_cell_is(&test, "id", 1, "P2"));
        reader_case_clear(&test);
    }
}

/* Whatever is missing at the end: an error of the file, or (a cut between members, which nothing
 * tells apart from the end) all that was there. Never part of a member. */
static void a_file_cut_short_is_an_error(void) {
    g_autoptr(GString) text = g_string_new("id\n");
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    for (int i = 0; i < 3000; i++)
        g_string_append_printf(text, "P%d\n", (int)hcp__rng_below(&rng, 100000000));
    for (int filter = 0; filter < N_FILTERS; filter++) {
        g_autoptr(GString) packed = pack((Filter)filter, text->str, text->len, 1);
        for (gsize lost = 1; lost <= packed->len - 20; lost += lost < 24 ? 1 : 997) {
            ReaderCase test = reader_case("seeds");
            reader_case_read(&test, packed->str, (gssize)(packed->len - lost));
            if (!hcp_test_error_is(&test.error, HCP_ERROR_FILE, "data.csv: cannot be read: "))
                g_printerr("filter %d, %d bytes lost\n", filter, (int)lost);
            CU_ASSERT_PTR_NULL(test.table);
            reader_case_clear(&test);
        }
    }
}

static void a_bomb_is_refused(void) {
    g_autofree char *blanks = g_malloc(1 << 20);
    memset(blanks, '\n', 1 << 20);
    for (int n = 200; n <= 300; n += 100) {
        g_autoptr(GString) packed = pack(ZSTD, blanks, 1 << 20, n);
        ReaderCase test = reader_case("seeds");
        reader_case_read(&test, packed->str, (gssize)packed->len);
        if (n == 200)
            CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_INPUT, "found an empty file"));
        if (n == 300)
            CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_LIMIT, "packed at 200 to 1"));
        reader_case_clear(&test);
    }
}

HCP_TEST_MAIN(HCP_TEST(every_member_is_read), HCP_TEST(a_file_cut_short_is_an_error),
              HCP_TEST(a_bomb_is_refused))
