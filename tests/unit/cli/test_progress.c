#include "support.h"

#include "cli/cli.h"

#include <string.h>

static gboolean is_line(const char *stage, double fraction, double elapsed, const char *expected) {
    g_autofree char *line = cli_progress_line(stage, fraction, elapsed);
    return strcmp(line, expected) == 0;
}

static void the_rest_goes_as_fast_as_what_is_done(void) {
    CU_ASSERT(is_line("read referrals", 0.42, 6, "read referrals  42%  about 8 s left"));
    CU_ASSERT(is_line("layout", 0.25, 60, "layout  25%  about 3 min left"));
    CU_ASSERT(is_line("betweenness", 0.1, 3600, "betweenness  10%  about 9 h left"));
    CU_ASSERT(is_line("layout", 0.999, 10, "layout  99%  about 1 s left"));
}

static void no_time_is_told_at_the_beginning(void) {
    CU_ASSERT(is_line("layout", 0, 30, "layout  0%"));
    CU_ASSERT(is_line("layout", 0.5, 0.4, "layout  50%"));
}

static void a_line_fits_80_columns(void) {
    g_autofree char *stage = g_strnfill(200, 'x');
    g_autofree char *line = cli_progress_line(stage, 0.02, 36000);
    CU_ASSERT(strlen(line) < 80);
    CU_ASSERT(g_str_has_suffix(line, "x  2%  about 490 h left"));
}

HCP_TEST_MAIN(HCP_TEST(the_rest_goes_as_fast_as_what_is_done),
              HCP_TEST(no_time_is_told_at_the_beginning), HCP_TEST(a_line_fits_80_columns))
