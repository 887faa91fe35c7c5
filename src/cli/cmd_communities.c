#include "cli/commands.h"

static const char LEADER[] = "pagerank";
/* What fits a terminal; the other formats have every column. */
static const char *const TEXT_COLUMNS[] = {
    "name", "size", "inside_share", "top_specialties", "top_regions", "leaders"};
static const char *const MEMBER_COLUMNS[] = {"id", "name", "specialty", "region", "community"};

static HcpRelease *make_table(Cli *cli, HcpAnalysis *analysis, gboolean members, GError **error) {
    const char *const measures[] = {LEADER, NULL};
    if (!hcp_analysis_add_measures(analysis, NULL, measures, cli->run, error) ||
        !hcp_analysis_add_communities(analysis, cli->run, error))
        return NULL;
    HcpReleasePolicy policy = hcp_release_policy(analysis->study);
    g_autoptr(HcpRelease) released = hcp_release_main(analysis, &policy, cli->run, error);
    if (released == NULL)
        return NULL;
    HcpTable *nodes = hcp_release_get_table(released);
    if (members)
        return hcp_release_select(released, hcp_table_get_n_rows(nodes), NULL,
                                  G_N_ELEMENTS(MEMBER_COLUMNS), MEMBER_COLUMNS);
    g_autoptr(HcpPartition) partition =
        hcp_partition_new_from_column(hcp_table_find_column(nodes, "community"));
    g_autoptr(HcpTable) profile =
        hcp_community_profile(hcp_release_get_network(released), nodes, partition, LEADER);
    return hcp_release_table(profile, &policy, error);
}

static int communities(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_auto(CliTableOptions) table = {0};
    gboolean members = FALSE;
    const GOptionEntry entries[] = {
        {"members", 'm', 0, G_OPTION_ARG_NONE, &members,
         "One row a physician with its community, in place of one row a community", NULL},
        CLI_TABLE_ENTRIES(table),
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpAnalysis) analysis = cli_table_options_check(&table, &error)
                                          ? cli_open_analysis(cli, &common, argc, argv, &error)
                                          : NULL;
    if (analysis == NULL)
        return cli_finish(error);
    g_autoptr(HcpRelease) rows = make_table(cli, analysis, members, &error);
    if (rows != NULL)
        cli_write_table(rows, &table, members ? 0 : G_N_ELEMENTS(TEXT_COLUMNS), TEXT_COLUMNS,
                        &error);
    return cli_finish(error);
}

const CliCommand cmd_communities = {
    .name = "communities",
    .arguments = "[STUDY]",
    .summary = "Find groups that move together, and say who they are",
    .description = "Finds communities of the main layer by the Leiden algorithm, repeated until "
                   "nothing changes, and prints a profile of each: size, where its weight goes, "
                   "its commonest specialties and regions, and its leaders by PageRank. The same "
                   "seed gives the same communities.",
    .examples = "hcpnet communities graphs/medical-innovation/study.ini\n"
                "# who belongs where, as CSV\n"
                "hcpnet communities --members --format csv graphs/medical-innovation/study.ini\n",
    .run = communities,
};
