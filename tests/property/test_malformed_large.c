/* Files that are too wide, too long, or packed and cut short. */
#include "base/base_internal.h"
#include "malformed.h"

#include <string.h>

#define P  HCP_TEST_PATIENT
#define V  "patient,physician,date\n"
#define OK P ",P1,2026-01-01\n"

static void check_text(const char *name, const GString *content, const char *expected) {
    HcpTestFile file = {
        .name = name, .bytes = content->str, .length = content->len, .expected = expected};
    hcp_test_malformed(&file);
}

static GString *repeat(const char *text, gsize n) {
    GString *content = g_string_sized_new(n * strlen(text) + 256);
    for (gsize i = 0; i < n; i++)
        g_string_append(content, text);
    return content;
}

/* `before`, so many times `piece`, `after`. */
static void check_repeated(const char *before, const char *piece, gsize n, const char *after,
                           const char *expected) {
    g_autoptr(GString) content = repeat(piece, n);
    g_autofree char *name = g_strdup_printf("%d times '%s'", (int)n, piece);
    g_string_prepend(content, before);
    g_string_append(content, after);
    check_text(name, content, expected);
}

static void lines_of_a_million_columns(void) {
    const gsize million = 1000 * 1000;
    check_repeated(V P, ",", million, "\n" OK, "2 read, 1 used, 1 ragged");
    check_repeated(V P ",\"", ",", million, "\",2026-01-01\n" OK, "2 read, 2 used");
    check_repeated(V P ",", ",x", 2 * million, "\n" OK, "2 read, 1 used, 1 row_too_long");
    check_repeated(V OK, ",", 2 * million, "", "2 read, 1 used, 1 row_too_long");
    check_repeated("patient", ",", million, "\n" P "\n", "input: :1: physician: expected a column");
    check_repeated("patient", ",", 2 * million, "\n" P "\n", "input: found a row of more than");
}

static void fields_beyond_the_limit(void) {
    const gsize limit = (gsize)1 << 20;
    check_repeated(V P ",", "x", limit, ",2026-01-01\n" OK, "2 read, 2 used");
    check_repeated(V P ",", "x", limit + 1, ",2026-01-01\n" OK, "2 read, 1 used, 1 field_too_long");
    check_repeated(V P ",\"", "x", limit, "\",2026-01-01\n" OK, "2 read, 2 used");
    check_repeated(V P ",\"", "x", limit + 1, "\",2026-01-01\n" OK,
                   "2 read, 1 used, 1 field_too_long");
}

static const char *const NAMES[] = {"bare", "gzip", "zstd", "xz"};

/* Never a part of what was packed: a file cut short is refused as a whole. */
static void archives_cut_short(void) {
    g_autoptr(GString) content = g_string_new(V);
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    for (int i = 0; i < 400; i++)
        g_string_append_printf(content, P ",P%d,2026-01-01\n", (int)hcp__rng_below(&rng, 1 << 30));
    for (int packing = HCP_TEST_GZIP; packing <= HCP_TEST_XZ; packing++) {
        g_autoptr(GString) packed =
            hcp_test_pack((HcpTestPacking)packing, content->str, content->len);
        for (gsize part = 1; part <= 12; part++) {
            g_autofree char *name = g_strdup_printf("%s lost %d", NAMES[packing], (int)part);
            HcpTestFile file = {.name = name,
                                .bytes = content->str,
                                .length = content->len,
                                .expected = "file: cannot be read",
                                .lost = part <= 6 ? part : packed->len * (part - 6) / 8,
                                .pack = (HcpTestPacking)packing};
            hcp_test_malformed(&file);
        }
    }
}

HCP_TEST_MAIN(HCP_TEST(lines_of_a_million_columns), HCP_TEST(fields_beyond_the_limit),
              HCP_TEST(archives_cut_short))
