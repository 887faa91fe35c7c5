#include "cli/cli.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static const double SHOW_AFTER = 1.0, REDRAW_EVERY = 0.1; /* seconds */

typedef struct {
    char *stage;
    int depth;
    double wall, cpu; /* the clocks at the start; then what the stage took */
    gboolean open;
} Stage;

struct CliProgress {
    gboolean show, timings;
    gboolean drawn; /* a line stands on the terminal */
    double start, last_drawn;
    GArray *stages; /* of Stage, in order of their start */
    int depth;      /* stages that are open */
};

static double wall_seconds(void) {
    return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void clear_stage(void *stage) {
    g_free(((Stage *)stage)->stage);
}

CliProgress *cli_progress_new(gboolean show, gboolean timings) {
    CliProgress *progress = g_new0(CliProgress, 1);
    progress->show = show && isatty(STDERR_FILENO);
    progress->timings = timings;
    progress->start = wall_seconds();
    progress->stages = g_array_new(FALSE, FALSE, sizeof(Stage));
    g_array_set_clear_func(progress->stages, clear_stage);
    return progress;
}

static void erase(CliProgress *progress) {
    if (progress->drawn)
        g_printerr("\r\033[K");
    progress->drawn = FALSE;
}

static void draw(CliProgress *progress, const Stage *stage, double fraction, int64_t n_rows) {
    double now = wall_seconds();
    if (!progress->show || now - progress->start < SHOW_AFTER ||
        now - progress->last_drawn < REDRAW_EVERY)
        return;
    erase(progress);
    g_autofree char *line = cli_progress_line(stage->stage, fraction, n_rows, now - stage->wall);
    g_printerr("%s", line);
    progress->drawn = TRUE;
    progress->last_drawn = now;
}

static void open_stage(CliProgress *progress, const char *name) {
    Stage stage = {g_strdup(name), progress->depth++, wall_seconds(), cpu_seconds(), TRUE};
    g_array_append_val(progress->stages, stage);
}

/* The innermost open stage of that name, or NULL. */
static Stage *find_open(CliProgress *progress, const char *name) {
    for (guint i = progress->stages->len; i-- > 0;) {
        Stage *stage = &g_array_index(progress->stages, Stage, i);
        if (stage->open && strcmp(stage->stage, name) == 0)
            return stage;
    }
    return NULL;
}

void cli_progress_report(const char *stage, double fraction, int64_t n_rows, void *data) {
    CliProgress *progress = data;
    Stage *open = find_open(progress, stage);
    if (open == NULL && fraction < 1) {
        open_stage(progress, stage);
        open = find_open(progress, stage);
    }
    if (open != NULL && fraction >= 1) {
        open->wall = wall_seconds() - open->wall;
        open->cpu = cpu_seconds() - open->cpu;
        open->open = FALSE;
        progress->depth = open->depth;
        return;
    }
    if (open != NULL)
        draw(progress, open, fraction, n_rows);
}

static void print_timings(const CliProgress *progress) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    g_printerr("%-40s %9s %9s\n", "stage", "wall s", "CPU s");
    for (guint i = 0; i < progress->stages->len; i++) {
        const Stage *stage = &g_array_index(progress->stages, Stage, i);
        if (stage->open)
            continue;
        int indent = 2 * stage->depth;
        g_printerr("%*s%-*s %9.3f %9.3f\n", indent, "", 40 - indent, stage->stage, stage->wall,
                   stage->cpu);
    }
    g_printerr("%-40s %9.3f %9.3f\n", "all", wall_seconds() - progress->start, cpu_seconds());
    g_printerr("%-40s %9.1f MiB\n", "peak memory", (double)usage.ru_maxrss / 1024);
}

void cli_progress_free(CliProgress *progress) {
    if (progress == NULL)
        return;
    erase(progress);
    if (progress->timings)
        print_timings(progress);
    g_array_unref(progress->stages);
    g_free(progress);
}
