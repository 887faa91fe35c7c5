#include "cli/commands.h"

#include <string.h>

typedef gboolean (*Writer)(const HcpRelease *network, const char *path, GError **error);

static gboolean write_edges(const HcpRelease *network, const char *path, GError **error) {
    return hcp_csv_write_edges(1, &network, path, error);
}

static Writer find_writer(const char *format, GError **error) {
    if (strcmp(format, "graphml") == 0)
        return hcp_graphml_write;
    if (strcmp(format, "nodes-csv") == 0)
        return hcp_csv_write;
    if (strcmp(format, "edges-csv") == 0)
        return write_edges;
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                "--format: expected graphml, nodes-csv or edges-csv, found '%s'", format);
    return NULL;
}

static gboolean export_network(Cli *cli, HcpAnalysis *analysis, Writer write, const char *path,
                               GError **error) {
    HcpReleasePolicy policy = hcp_release_policy(analysis->study);
    g_autoptr(HcpStyle) style = NULL;
    if (!hcp_analysis_add_backbone(analysis, cli->run, error) ||
        !hcp_analysis_add_every_measure(analysis, cli->run, error) ||
        !hcp_analysis_add_map_columns(analysis, cli->run, error))
        return FALSE;
    g_autoptr(HcpRelease) whole = hcp_release_map(analysis, &policy, cli->run, &style, error);
    g_autoptr(HcpRelease) released =
        whole != NULL ? cli_take_backbone(cli, whole, analysis, error) : NULL;
    return released != NULL && write(released, path, error);
}

static int export(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_autofree char *output = NULL, *format = NULL, *backbone = NULL;
    const GOptionEntry entries[] = {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
                                     "File to write (default: standard output)", "FILE"},
                                    {"format", 'f', 0, G_OPTION_ARG_STRING, &format,
                                     "graphml, nodes-csv or edges-csv (default: graphml)",
                                     "FORMAT"},
                                    CLI_BACKBONE_ENTRY(backbone),
                                    G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    Writer write = find_writer(format != NULL ? format : "graphml", &error);
    if (write == NULL)
        return cli_finish(error);
    g_autoptr(HcpAnalysis) analysis = cli_open_analysis(cli, &common, argc, argv, &error);
    if (analysis != NULL && cli_set_backbone(analysis->study, &backbone, &error))
        export_network(cli, analysis, write, output != NULL ? output : "-", &error);
    return cli_finish(error);
}

const CliCommand cmd_export = {
    .name = "export",
    .arguments = "[STUDY]",
    .summary = "Write the network for Gephi, Cytoscape, yEd, networkx and igraph",
    .description =
        "Writes the main layer (or the one of --layer) as GraphML with every measure, community, "
        "position, size and colour set, so that it opens finished; or its nodes or edges as CSV. "
        "docs/EXPORT.md says what each program makes of it.",
    .examples = "hcpnet export -o output/network.graphml graphs/medical-innovation/study.ini\n"
                "hcpnet export --format edges-csv graphs/known/kite/study.ini\n"
                "# the ties that stand out from the volume of their ends\n"
                "hcpnet export --backbone top:20% -f edges-csv graphs/belgium/study.ini\n",
    .run = export,
};
