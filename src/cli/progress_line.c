#include "cli/cli.h"

/* Of less, the time that is left cannot be told. */
static const double LEAST_FRACTION = 0.02, LEAST_SECONDS = 1;
static const glong STAGE_MAX = 34; /* characters; what follows fits 80 columns with them */

static char *describe_left(double seconds) {
    if (seconds < 90)
        return g_strdup_printf("about %.0f s left", MAX(seconds, 1));
    if (seconds < 90 * 60)
        return g_strdup_printf("about %.0f min left", seconds / 60);
    return g_strdup_printf("about %.0f h left", seconds / 3600);
}

static char *describe_rate(double rate) {
    if (rate >= 999500)
        return g_strdup_printf("  %.1f million rows/s", rate / 1e6);
    if (rate >= 1000)
        return g_strdup_printf("  %.0f,000 rows/s", rate / 1000);
    return g_strdup_printf("  %.0f rows/s", rate);
}

/* left = elapsed (1 - fraction) / fraction: the rest goes as fast as what is done. */
char *cli_progress_line(const char *stage, double fraction, int64_t n_rows, double elapsed) {
    g_autofree char *shown = g_utf8_strlen(stage, -1) > STAGE_MAX
                                 ? g_utf8_substring(stage, 0, STAGE_MAX)
                                 : g_strdup(stage);
    int percent = (int)(100 * CLAMP(fraction, 0, 1));
    if (fraction < LEAST_FRACTION || elapsed < LEAST_SECONDS)
        return g_strdup_printf("%s  %d%%", shown, percent);
    g_autofree char *rate = n_rows > 0 ? describe_rate((double)n_rows / elapsed) : g_strdup("");
    g_autofree char *left = describe_left(elapsed * (1 - MIN(fraction, 1)) / fraction);
    return g_strdup_printf("%s  %d%%%s  %s", shown, percent, rate, left);
}
