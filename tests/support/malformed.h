/* Malformed files by table: what is in each, and what must come of it. */
#ifndef HCPNET_TESTS_MALFORMED_H
#define HCPNET_TESTS_MALFORMED_H

#include "support.h"

/* A patient that stands in the files and must stand in nothing that comes of them. */
#define HCP_TEST_PATIENT "PAT-9021734"

typedef enum { HCP_TEST_BARE, HCP_TEST_GZIP, HCP_TEST_ZSTD, HCP_TEST_XZ } HcpTestPacking;

/* Made in this order: the bytes, `encoding` and its byte order mark, `pack`, `lost`. */
typedef struct {
    const char *name;
    const char *bytes;
    gsize length;
    const char *expected; /* see hcp_test_malformed */
    const char *schema;   /* NULL: visits */
    const char *encoding; /* of iconv, the bytes being UTF-8; NULL: they are as they are */
    gsize lost;           /* bytes that are cut off at the end */
    HcpTestPacking pack;
    gboolean no_header;
    gboolean is_workbook; /* named .xlsx, and not read within gzip */
    const char *const *where;
} HcpTestFile;

#define HCP_TEST_BYTES(text) .bytes = (text), .length = sizeof(text) - 1

/* The bytes through a filter of libarchive, as one member. */
GString *hcp_test_pack(HcpTestPacking packing, const char *bytes, gsize length);

/* Reads the file on one and on two threads, in small blocks, and within gzip: the outcome is that
 * which is expected each time,
 *     "3 read, 1 used, 1 collapsed, 1 filtered, 1 bad_quote, 2 ragged"
 * (counts that are 0 left out, kinds of issues in their order), or
 *     "input: expected rows"
 * the error's kind, and a part of its line. Each time used + rejected + filtered + collapsed =
 * read; every rejected row is in rejects.csv with a reason; and neither that nor any message, nor
 * standard output or error, holds the patient or a control character. */
void hcp_test_malformed(const HcpTestFile *file);

/* Each file of a table, of which there must be so many. */
#define HCP_TEST_MALFORMED(files, at_least)                                                        \
    do {                                                                                           \
        for (gsize i = 0; i < G_N_ELEMENTS(files); i++)                                            \
            hcp_test_malformed(&(files)[i]);                                                       \
        CU_ASSERT(G_N_ELEMENTS(files) >= (at_least));                                              \
    } while (0)

#endif
