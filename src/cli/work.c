#include "cli/cli.h"

#include <string.h>

void cli_say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_printerr("hcpnet: %s\n", line);
}

int cli_finish(const GError *error) {
    if (error == NULL)
        return CLI_DONE;
    cli_say("%s", error->message);
    if (error->domain != HCP_ERROR)
        return CLI_ENGINE;
    switch ((HcpError)error->code) {
    case HCP_ERROR_ARGUMENT:
    case HCP_ERROR_NOT_FOUND:
        return CLI_USAGE;
    case HCP_ERROR_INPUT:
        return CLI_BAD_INPUT;
    case HCP_ERROR_FILE:
        return CLI_FILE_SYSTEM;
    case HCP_ERROR_LIMIT:
    case HCP_ERROR_CONVERGENCE:
        return CLI_LIMIT;
    case HCP_ERROR_REFUSED:
        return CLI_REFUSED;
    case HCP_ERROR_CANCELLED:
        return CLI_INTERRUPTED;
    case HCP_ERROR_ENGINE:
        return CLI_ENGINE;
    }
    return CLI_ENGINE;
}

void cli_override(char **setting, char **option) {
    if (*option == NULL)
        return;
    g_free(*setting);
    *setting = g_steal_pointer(option);
}

gboolean cli_set_backbone(HcpStudy *study, char **option, GError **error) {
    HcpBackbone backbone;
    if (*option != NULL && !hcp_backbone_parse(*option, &backbone, error))
        return FALSE;
    cli_override(&study->backbone, option);
    return TRUE;
}

HcpRelease *cli_take_backbone(Cli *cli, HcpRelease *whole, const HcpAnalysis *analysis,
                              GError **error) {
    HcpRelease *released = hcp_release_backbone(whole, analysis->study, cli->run, error);
    if (released == NULL || analysis->study->backbone == NULL)
        return released;
    HcpEdges *edges = hcp_network_get_edges(hcp_release_get_network(released));
    HcpTable *attributes = hcp_edges_get_attributes(edges);
    cli_say("backbone: %" G_GINT64_FORMAT " edges kept, %s left out: %s", hcp_edges_get_n(edges),
            hcp_table_find_note(attributes, HCP_NOTE_BACKBONE_DROPPED),
            hcp_table_find_note(attributes, HCP_NOTE_BACKBONE));
    return released;
}

static gboolean add_tables(HcpStudy *study, const CliStudyOptions *options, GError **error) {
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++)
        if (options->tables[i] != NULL &&
            !hcp_study_add_file(study, schemas[i].name, options->tables[i], error))
            return FALSE;
    return TRUE;
}

static gboolean has_tables(const CliStudyOptions *options) {
    for (gsize i = 0; i < CLI_MAX_TABLES; i++)
        if (options->tables[i] != NULL)
            return TRUE;
    return FALSE;
}

/* One study file, or tables: what is given tells which error it is. */
static gboolean check_arguments(const CliStudyOptions *options, int argc, char **argv,
                                GError **error) {
    gboolean tables = has_tables(options);
    if (argc <= 2 && tables == (argc < 2))
        return TRUE;
    if (argc > 2)
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT, "expected one study file, found '%s' too",
                    argv[2]);
    else if (tables)
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "expected a study file or tables, found both: name the tables in '%s'",
                    argv[1]);
    else
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "expected a study file or a table, such as --referrals FILE");
    return FALSE;
}

HcpStudy *cli_open_study(Cli *cli, const CliStudyOptions *options, int argc, char **argv,
                         GError **error) {
    if (!check_arguments(options, argc, argv, error))
        return NULL;
    g_autoptr(HcpStudy) study = argc == 2 ? hcp_study_load(argv[1], error) : hcp_study_new();
    if (study == NULL || !add_tables(study, options, error))
        return NULL;
    if (options->key_file != NULL && !hcp_study_pseudonymise(study, options->key_file, error))
        return NULL;
    if (options->seed >= 0)
        study->seed = (uint64_t)options->seed;
    g_autofree char *layer = g_strdup(options->layer);
    cli_override(&study->main_layer, &layer);
    hcp_run_set_seed(cli->run, study->seed);
    return g_steal_pointer(&study);
}

HcpAnalysis *cli_open_analysis(Cli *cli, const CliStudyOptions *options, int argc, char **argv,
                               GError **error) {
    HcpStudy *study = cli_open_study(cli, options, argc, argv, error);
    if (study == NULL)
        return NULL;
    g_autoptr(HcpAnalysis) analysis = hcp_analysis_new(study, cli->run, error);
    if (analysis == NULL)
        return NULL;
    HcpReleasePolicy policy = hcp_release_policy(analysis->study);
    return hcp_release_shown(analysis, &policy, cli->run, error) ? g_steal_pointer(&analysis)
                                                                 : NULL;
}

gboolean cli_write_table(const HcpRelease *release, const CliTableOptions *options,
                         gsize n_text_columns, const char *const *text_columns, GError **error) {
    const char *path = options->output != NULL ? options->output : "-";
    const char *format = options->format != NULL ? options->format : "text";
    if (!cli_table_options_check(options, error))
        return FALSE;
    if (strcmp(format, "csv") == 0)
        return hcp_csv_write(release, path, error);
    if (strcmp(format, "json") == 0)
        return hcp_json_write(release, path, error);
    int64_t n = hcp_table_get_n_rows(hcp_release_get_table(release));
    g_autoptr(HcpRelease) some = hcp_release_select(release, n, NULL, n_text_columns, text_columns);
    return hcp_text_write(some, path, error);
}
