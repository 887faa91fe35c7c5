#include "cli/cli.h"

#include <string.h>

void cli_study_options_clear(CliStudyOptions *options) {
    for (gsize i = 0; i < CLI_MAX_TABLES; i++)
        g_free(options->tables[i]);
    g_free(options->layer);
    g_free(options->key_file);
}

gboolean cli_table_options_check(const CliTableOptions *options, GError **error) {
    static const char *const FORMATS[] = {"text", "csv", "json", NULL};
    if (options->format == NULL || g_strv_contains(FORMATS, options->format))
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                "--format: expected text, csv or json, found '%s'", options->format);
    return FALSE;
}

void cli_table_options_clear(CliTableOptions *options) {
    g_free(options->format);
    g_free(options->output);
}

GOptionEntry *cli_study_entries(CliStudyOptions *options) {
    const GOptionEntry general[] = {
        {"layer", 'l', 0, G_OPTION_ARG_STRING, &options->layer,
         "Work on this layer (default: the study's main layer)", "LAYER"},
        {"seed", 0, 0, G_OPTION_ARG_INT64, &options->seed,
         "Seed of everything random (default: the study's, or 1)", "N"},
        {"threads", 0, 0, G_OPTION_ARG_INT, &options->threads,
         "Threads to use (default: one a processor); no result depends on it", "N"},
        {"timings", 0, 0, G_OPTION_ARG_NONE, &options->timings,
         "Say on standard error where the time went", NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, "Show no progress", NULL},
        {"pseudonymise", 0, 0, G_OPTION_ARG_FILENAME, &options->key_file,
         "Replace ids by a keyed hash and leave names out; the key is a file of mode 0600",
         "KEYFILE"},
    };
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    g_assert(n <= CLI_MAX_TABLES);
    GOptionEntry *entries = g_new0(GOptionEntry, n + G_N_ELEMENTS(general) + 1);
    for (gsize i = 0; i < n; i++)
        entries[i] =
            (GOptionEntry){schemas[i].name, 0,     0, G_OPTION_ARG_FILENAME, &options->tables[i],
                           schemas[i].doc,  "FILE"};
    memcpy(entries + n, general, sizeof general);
    return entries;
}

static GOptionContext *make_context(const GOptionEntry *entries, const GOptionEntry *study,
                                    gboolean *help) {
    GOptionContext *context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    const GOptionEntry help_entry[] = {{"help", 'h', 0, G_OPTION_ARG_NONE, help, NULL, NULL},
                                       G_OPTION_ENTRY_NULL};
    g_option_context_add_main_entries(context, help_entry, NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    if (study != NULL)
        g_option_context_add_main_entries(context, study, NULL);
    return context;
}

static gboolean print_page(Cli *cli, const GOptionEntry *entries, gboolean reads_study,
                           int *exit_code) {
    cli_print_page(cli, entries, reads_study);
    *exit_code = CLI_DONE;
    return FALSE;
}

static gboolean refuse(const Cli *cli, const char *message, int *exit_code) {
    cli_say("%s ('hcpnet help %s' shows the usage)", message, cli->command->name);
    *exit_code = CLI_USAGE;
    return FALSE;
}

void cli_start_progress(Cli *cli, gboolean show, gboolean timings) {
    cli->progress = cli_progress_new(show, timings);
    hcp_run_set_progress(cli->run, cli_progress_report, cli->progress);
}

/* What the options of every study mean for the run. */
static gboolean prepare_run(Cli *cli, const CliStudyOptions *study, int *exit_code) {
    if (study->seed < -1)
        return refuse(cli, "--seed: expected 0 or more", exit_code);
    if (study->threads < 0 || study->threads > 1024)
        return refuse(cli, "--threads: expected 1 to 1024", exit_code);
    if (study->threads > 0)
        hcp_run_set_threads(cli->run, study->threads);
    cli_start_progress(cli, !study->quiet, study->timings);
    return TRUE;
}

/* Every whole number among the options is a count; the first that is below 0, or NULL. */
static const GOptionEntry *find_negative(const GOptionEntry *entries) {
    for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
        if (entry->arg == G_OPTION_ARG_INT && *(const int *)entry->arg_data < 0)
            return entry;
    return NULL;
}

gboolean cli_parse(Cli *cli, const GOptionEntry *entries, CliStudyOptions *study, int *argc,
                   char ***argv, int *exit_code) {
    if (cli->page != CLI_PAGE_NONE)
        return print_page(cli, entries, study != NULL, exit_code);
    g_autofree GOptionEntry *study_entries = study != NULL ? cli_study_entries(study) : NULL;
    gboolean help = FALSE;
    g_autoptr(GOptionContext) context = make_context(entries, study_entries, &help);
    g_autoptr(GError) error = NULL;
    if (!g_option_context_parse(context, argc, argv, &error))
        return refuse(cli, error->message, exit_code);
    if (help) {
        cli->page = CLI_PAGE_HELP;
        return print_page(cli, entries, study != NULL, exit_code);
    }
    const GOptionEntry *negative = find_negative(entries);
    if (negative != NULL) {
        g_autofree char *message =
            g_strdup_printf("--%s: expected 0 or more, found '%d'", negative->long_name,
                            *(const int *)negative->arg_data);
        return refuse(cli, message, exit_code);
    }
    return study == NULL || prepare_run(cli, study, exit_code);
}
