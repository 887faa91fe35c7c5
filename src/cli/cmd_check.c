#include "cli/commands.h"

#include <string.h>

static gboolean print_table(HcpTable *table, GError **error) {
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpRelease) release = hcp_release_table(table, &policy, error);
    return release != NULL && hcp_text_write(release, "-", error);
}

static gboolean print_quality(const HcpIssues *issues, GError **error) {
    g_autoptr(HcpTable) tallies = hcp_issues_make_tallies(issues);
    if (!print_table(tallies, error))
        return FALSE;
    if (hcp_issues_get_n(issues) == 0)
        return TRUE;
    g_print("\n");
    g_autoptr(HcpTable) table = hcp_issues_make_table(issues);
    return print_table(table, error);
}

static gboolean write_rejects(const HcpIssues *issues, const char *path, GError **error) {
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(issues);
    g_autoptr(HcpRelease) release = hcp_release_table(rejects, &policy, error);
    return release != NULL && hcp_csv_write(release, path, error);
}

/* The first rejected row as an error. */
static void refuse_rejects(const HcpIssues *issues, GError **error) {
    for (gsize i = 0; i < hcp_issues_get_n(issues); i++)
        if (*error == NULL)
            g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "%s",
                        hcp_issues_get(issues, i)->example);
}

/* More rejected rows than N, or than P% of the rows read, are an error. */
static void hold_to_limit(const HcpIssues *issues, const char *limit, GError **error) {
    int64_t rejected = hcp_issues_count_rejected(issues), read = 0;
    for (gsize i = 0; i < hcp_issues_get_n_tallies(issues); i++)
        read += hcp_issues_get_tally(issues, i)->read;
    char *end = NULL;
    double most = g_ascii_strtod(limit, &end);
    gboolean is_share = *end == '%';
    if (end == limit || end[is_share] != '\0' || !(most >= 0)) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "--max-rejects: expected a count or a share such as 0.5%%, found '%s'", limit);
        return;
    }
    if ((double)rejected > (is_share ? most * (double)read / 100 : most))
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "expected at most %s rejected rows, found %" G_GINT64_FORMAT
                    " of %" G_GINT64_FORMAT,
                    limit, rejected, read);
}

static int check(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_autofree char *rejects = NULL, *limit = NULL;
    gboolean strict = FALSE;
    const GOptionEntry entries[] = {
        {"rejects", 'r', 0, G_OPTION_ARG_FILENAME, &rejects,
         "Write every row that was not used, with the reason, to this CSV file", "FILE"},
        {"strict", 0, 0, G_OPTION_ARG_NONE, &strict,
         "Make the first rejected row an error (exit 3)", NULL},
        {"max-rejects", 0, 0, G_OPTION_ARG_STRING, &limit,
         "Make more rejected rows than this an error (exit 3)", "N|P%"},
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpStudy) study = cli_open_study(cli, &common, argc, argv, &error);
    g_autoptr(HcpDataset) dataset =
        study != NULL ? hcp_dataset_load(study, cli->run, &error) : NULL;
    if (dataset == NULL)
        return cli_finish(error);
    const HcpIssues *issues = dataset->issues;
    if (print_quality(issues, &error) && rejects != NULL)
        write_rejects(issues, rejects, &error);
    gboolean clean = hcp_issues_get_n(issues) == 0;
    if (error == NULL && strict && hcp_issues_count_rejected(issues) > 0)
        refuse_rejects(issues, &error);
    if (error == NULL && limit != NULL)
        hold_to_limit(issues, limit, &error);
    if (error != NULL || clean)
        return cli_finish(error);
    return CLI_ISSUES_FOUND;
}

const CliCommand cmd_check = {
    .name = "check",
    .arguments = "[STUDY]",
    .summary = "Read everything and report the quality of the data",
    .description = "Reads every table of the study and says, for each, how many rows were read, "
                   "used, rejected, left out by the study and collapsed as repeats; then what was "
                   "wrong, how often, and where it was first seen. Ends with 1 when anything was "
                   "wrong. No row is ever lost: --rejects writes each one that was not used.",
    .examples = "hcpnet check graphs/belgium/study.ini\n"
                "hcpnet check --rejects output/rejects.csv graphs/belgium/study.ini\n"
                "hcpnet check --max-rejects 1% graphs/belgium/study.ini\n",
    .run = check,
};
