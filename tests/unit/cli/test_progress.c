#include "support.h"

#include "cli/cli.h"

#include <string.h>

static gboolean is_line(const char *stage, double fraction, double elapsed, const char *expected) {
    g_autofree char *line = cli_progress_line(stage, fraction, 0, elapsed);
    return strcmp(line, expected) == 0;
}

static gboolean is_line_of_rows(int64_t n_rows, double elapsed, const char *expected) {
    g_autofree char *line = cli_progress_line("read visits", 0.5, n_rows, elapsed);
    return strcmp(line, expected) == 0;
}

static void rows_are_told_by_the_second(void) {
    CU_ASSERT(
        is_line_of_rows(24000000, 20, "read visits  50%  1.2 million rows/s  about 20 s left"));
    CU_ASSERT(is_line_of_rows(999600, 1, "read visits  50%  1.0 million rows/s  about 1 s left"));
    CU_ASSERT(is_line_of_rows(999400, 1, "read visits  50%  999,000 rows/s  about 1 s left"));
    CU_ASSERT(is_line_of_rows(2000, 5, "read visits  50%  400 rows/s  about 5 s left"));
    CU_ASSERT(is_line_of_rows(2000, 0.5, "read visits  50%"));
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
    g_autofree char *line = cli_progress_line(stage, 0.02, 900000000000, 36000);
    CU_ASSERT(strlen(line) < 80);
    CU_ASSERT(g_str_has_suffix(line, "x  2%  25.0 million rows/s  about 490 h left"));
}

HCP_TEST_MAIN(HCP_TEST(rows_are_told_by_the_second),
              HCP_TEST(the_rest_goes_as_fast_as_what_is_done),
              HCP_TEST(no_time_is_told_at_the_beginning), HCP_TEST(a_line_fits_80_columns))
