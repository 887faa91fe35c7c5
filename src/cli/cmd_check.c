#include "cli/commands.h"

#include <string.h>

/* What is asked of the data, and how it is to be said. */
typedef struct {
    char *rejects, *limit;
    gboolean strict;
    CliTableOptions table;
    double most; /* of rejected rows, by the limit: how many, or per cent of those read */
    gboolean is_share;
} CheckOptions;

static void clear_options(CheckOptions *options) {
    g_free(options->rejects);
    g_free(options->limit);
    cli_table_options_clear(&options->table);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CheckOptions, clear_options)

static gboolean write_rejects(const HcpIssues *issues, const char *path, GError **error) {
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    g_autoptr(HcpRelease) release = hcp_release_table(rejects, &policy, error);
    return release != NULL && hcp_csv_write(release, path, error);
}

static const char *text_at(const HcpTable *table, const char *column, int64_t row) {
    const char *text = hcp_column_get_text(hcp_table_find_column(table, column), row);
    return text != NULL ? text : "";
}

/* The first rejected row, by file and line, as an error. A notice costs no row and is none. */
static void refuse_rejects(const HcpIssues *issues, GError **error) {
    if (hcp_issues_count_rejected(issues) == 0)
        return;
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    const char *column = text_at(rejects, "column", 0);
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "%s:%" G_GINT64_FORMAT ": %s%s%s",
                text_at(rejects, "file", 0),
                hcp_column_get_int64s(hcp_table_find_column(rejects, "line"))[0], column,
                *column != '\0' ? ": " : "", text_at(rejects, "reason", 0));
}

/* N, or P%. */
static gboolean parse_limit(CheckOptions *options, GError **error) {
    char *end = NULL;
    if (options->limit == NULL)
        return TRUE;
    options->most = g_ascii_strtod(options->limit, &end);
    options->is_share = *end == '%';
    if (end != options->limit && end[options->is_share] == '\0' && options->most >= 0)
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                "--max-rejects: expected a count or a share such as 0.5%%, found '%s'",
                options->limit);
    return FALSE;
}

/* More rejected rows than N, or than P% of the rows read, are an error. */
static void hold_to_limit(const HcpQuality *quality, const CheckOptions *options, GError **error) {
    double share = options->is_share ? (double)quality->read / 100 : 1;
    if ((double)quality->rejected > options->most * share)
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "expected at most %s rejected rows, found %" G_GINT64_FORMAT
                    " of %" G_GINT64_FORMAT,
                    options->limit, quality->rejected, quality->read);
}

/* NULL: the data is good enough. */
static GError *judge(const HcpQuality *quality, const HcpIssues *issues,
                     const CheckOptions *options) {
    GError *refusal = NULL;
    if (options->strict)
        refuse_rejects(issues, &refusal);
    if (refusal == NULL && options->limit != NULL)
        hold_to_limit(quality, options, &refusal);
    return refusal;
}

static gboolean print_quality(const HcpStudy *study, const HcpQuality *quality, const char *refusal,
                              const CliTableOptions *options, GError **error) {
    HcpReleasePolicy policy = hcp_release_policy(study);
    g_autoptr(GPtrArray) releases = hcp_release_quality(quality, &policy, error);
    const char *path = options->output != NULL ? options->output : "-";
    gboolean is_json = g_strcmp0(options->format, "json") == 0;
    if (releases == NULL)
        return FALSE;
    return is_json ? hcp_quality_write_json(quality, releases, refusal, path, error)
                   : hcp_quality_write_text(quality, releases, refusal, path, error);
}

static int check_dataset(const HcpDataset *dataset, const CheckOptions *options,
                         const HcpRun *run) {
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpQuality) quality = hcp_quality_new(dataset, run, &error);
    g_autoptr(GError) refusal = quality != NULL ? judge(quality, dataset->issues, options) : NULL;
    if (quality == NULL ||
        !print_quality(dataset->study, quality, refusal != NULL ? refusal->message : NULL,
                       &options->table, &error) ||
        (options->rejects != NULL && !write_rejects(dataset->issues, options->rejects, &error)))
        return cli_finish(error);
    if (refusal != NULL || quality->n_issues == 0)
        return cli_finish(refusal);
    return CLI_ISSUES_FOUND;
}

static gboolean is_format(const char *format, GError **error) {
    if (format == NULL || strcmp(format, "text") == 0 || strcmp(format, "json") == 0)
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT, "--format: expected text or json, found '%s'",
                format);
    return FALSE;
}

static int check(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_auto(CheckOptions) options = {0};
    const GOptionEntry entries[] = {
        {"rejects", 'r', 0, G_OPTION_ARG_FILENAME, &options.rejects,
         "Write every row that was not used, with the reason, to this CSV file", "FILE"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &options.strict,
         "Make the first rejected row an error (exit 3)", NULL},
        {"max-rejects", 0, 0, G_OPTION_ARG_STRING, &options.limit,
         "Make more rejected rows than this an error (exit 3)", "N|P%"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &options.table.format,
         "text or json (default: text)", "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.table.output,
         "Write to a file (default: standard output)", "FILE"},
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    if (!is_format(options.table.format, &error) || !parse_limit(&options, &error))
        return cli_finish(error);
    g_autoptr(HcpStudy) study = cli_open_study(cli, &common, argc, argv, &error);
    g_autoptr(HcpDataset) dataset =
        study != NULL ? hcp_dataset_load(study, cli->run, &error) : NULL;
    return dataset != NULL ? check_dataset(dataset, &options, cli->run) : cli_finish(error);
}

const CliCommand cmd_check = {
    .name = "check",
    .arguments = "[STUDY]",
    .summary = "Read everything and report the quality of the data",
    .description =
        "Reads every table of the study and says, for each, how many rows were read, used, "
        "rejected, left out by the study and collapsed as repeats, and how the file was read; what "
        "was wrong, how often, and where it was first seen; which ids no master table has, and "
        "which join would find them; rows by month; who has rows; what is far from usual; and what "
        "to know of the sources. docs/data-quality.md defines every figure.\n\n"
        "Ends with 1 when anything was wrong. No row is ever lost: --rejects writes each one that "
        "was not used.",
    .examples = "hcpnet check graphs/belgium/study.ini\n"
                "hcpnet check --rejects output/rejects.csv graphs/belgium/study.ini\n"
                "hcpnet check --max-rejects 1% graphs/belgium/study.ini\n"
                "hcpnet check --format json graphs/belgium/study.ini\n",
    .run = check,
};
