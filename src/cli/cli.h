/* What the commands share. A command is a description and a function: `--help`, the man page and
 * docs/commands are written from the description and the option entries, so they cannot differ. */
#ifndef HCPNET_CLI_H
#define HCPNET_CLI_H

#include <hcpnet.h>

/* Exit codes; see the EXIT STATUS section of every man page. */
typedef enum {
    CLI_DONE = 0,
    CLI_ISSUES_FOUND = 1,
    CLI_USAGE = 2,
    CLI_BAD_INPUT = 3,
    CLI_FILE_SYSTEM = 4,
    CLI_LIMIT = 5,
    CLI_REFUSED = 6,
    CLI_ENGINE = 7,
    CLI_OUT_OF_MEMORY = 71,
    CLI_INTERRUPTED = 130
} CliExit;

typedef struct Cli Cli;

typedef struct {
    const char *name;
    const char *arguments;   /* "[STUDY]" */
    const char *summary;     /* one line, no full stop */
    const char *description; /* paragraphs, with a blank line between */
    const char *examples;    /* command lines; a line before one may say what it does: "# ..." */
    int (*run)(Cli *cli, int argc, char **argv);
} CliCommand;

/* In the order of the documentation; NULL at the end. */
extern const CliCommand *const cli_commands[];
const CliCommand *cli_find_command(const char *name);

/* How a page about a command is written. */
typedef enum { CLI_PAGE_NONE, CLI_PAGE_HELP, CLI_PAGE_MAN, CLI_PAGE_MARKDOWN } CliPage;

typedef struct CliProgress CliProgress;

/* One run of one command. */
struct Cli {
    const CliCommand *command;
    CliPage page; /* when set, the command prints its page instead of working */
    HcpRun *run;
    CliProgress *progress;
};

/* ---- options ---- */

#define CLI_MAX_TABLES 16

/* Options of every command that reads a study. */
typedef struct {
    char *tables[CLI_MAX_TABLES]; /* --referrals FILE and so on, by the order of the schemas */
    char *layer;
    gint64 seed;
    int threads;
    gboolean timings, quiet;
    char *key_file; /* of --pseudonymise */
} CliStudyOptions;

#define CLI_STUDY_OPTIONS_INIT                                                                     \
    { .seed = -1 }

void cli_study_options_clear(CliStudyOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CliStudyOptions, cli_study_options_clear)

/* Options of every command that prints a table. */
typedef struct {
    char *format, *output;
} CliTableOptions;

#define CLI_TABLE_ENTRIES(options)                                                                 \
    {                                                                                              \
        "format",                                                                                  \
        'f',                                                                                       \
        0,                                                                                         \
        G_OPTION_ARG_STRING,                                                                       \
        &(options).format,                                                                         \
        "text, csv or json (default: text)",                                                       \
        "FORMAT"},                                                                                 \
    {                                                                                              \
        "output", 'o', 0, G_OPTION_ARG_FILENAME, &(options).output,                                \
            "Write to a file (default: standard output)", "FILE"                                   \
    }

/* FALSE for a format that there is not; asked before the work begins. */
gboolean cli_table_options_check(const CliTableOptions *options, GError **error);
void cli_table_options_clear(CliTableOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CliTableOptions, cli_table_options_clear)

/* Parses `entries` and, where `study` is not NULL, the options of a study; argc and argv keep the
 * positional arguments, the command's name first. FALSE: the page was printed or the usage was
 * wrong, and *exit_code is what to return. */
gboolean cli_parse(Cli *cli, const GOptionEntry *entries, CliStudyOptions *study, int *argc,
                   char ***argv, int *exit_code);

/* The page of the command in the format of cli->page, on standard output. */
void cli_print_page(const Cli *cli, const GOptionEntry *entries, gboolean reads_study);

/* The pages about the program itself: what `hcpnet help` prints, and hcpnet(1). */
void cli_print_overview(CliPage page);

/* Options of a study as entries, NULL-terminated; g_free the array. */
GOptionEntry *cli_study_entries(CliStudyOptions *options);

/* Of the commands that draw and export. */
#define CLI_BACKBONE_ENTRY(backbone)                                                               \
    {                                                                                              \
        "backbone", 0, 0, G_OPTION_ARG_STRING, &(backbone),                                        \
            "Only edges that stand out: disparity:P, null:Q or top:SHARE% (default: the study's, " \
            "or "                                                                                  \
            "every edge)",                                                                         \
            "FILTER"                                                                               \
    }

/* ---- work ---- */

/* The study of the positional argument, or one made of table options. */
HcpStudy *cli_open_study(Cli *cli, const CliStudyOptions *options, int argc, char **argv,
                         GError **error);
HcpAnalysis *cli_open_analysis(Cli *cli, const CliStudyOptions *options, int argc, char **argv,
                               GError **error);

/* Replaces a setting of the study by an option that was given, which it takes over. */
void cli_override(char **setting, char **option);

/* Replaces the study's backbone by that of the option, taking it over; FALSE where it is none. */
gboolean cli_set_backbone(HcpStudy *study, char **option, GError **error);

/* The edges that the study's backbone keeps, and a line on standard error that counts them. */
HcpRelease *cli_take_backbone(Cli *cli, HcpRelease *whole, const HcpAnalysis *analysis,
                              GError **error);

/* Prints the error, if there is one, on standard error and returns its exit code; else CLI_DONE. */
int cli_finish(const GError *error);

/* A line on standard error. */
void cli_say(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* As text, csv or json to the output of the options. Text has only the columns named (none: all),
 * where the release has them: what fits a terminal. */
gboolean cli_write_table(const HcpRelease *release, const CliTableOptions *options,
                         gsize n_text_columns, const char *const *text_columns, GError **error);

/* ---- progress, timings, signals ---- */

CliProgress *cli_progress_new(gboolean show, gboolean timings);
void cli_progress_free(CliProgress *progress); /* prints the timings, if asked for */
void cli_progress_report(const char *stage, double fraction, int64_t n_rows, void *progress);

/* What the terminal shows of a stage after so many seconds of it, in which it read n_rows rows (0:
 * it reads none): at most 80 columns. Owned. */
char *cli_progress_line(const char *stage, double fraction, int64_t n_rows, double elapsed);

/* The run reports to it from now on. */
void cli_start_progress(Cli *cli, gboolean show, gboolean timings);

/* SIGINT and SIGTERM set a flag; a second one ends the program at once. */
void cli_catch_signals(void);
gboolean cli_was_interrupted(void *unused);

#endif
