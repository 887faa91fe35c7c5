#include "cli/commands.h"

static int report(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_autofree char *output = NULL;
    gboolean force = FALSE;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Directory to write (required)", "DIR"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &force, "Replace a report that is there already", NULL},
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    if (output == NULL) {
        cli_say("report: expected -o DIR");
        return CLI_USAGE;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpFolder) folder = hcp_folder_open(output, force, &error);
    if (folder == NULL)
        return cli_finish(error);
    g_autoptr(HcpAnalysis) analysis = cli_open_analysis(cli, &common, argc, argv, &error);
    if (analysis != NULL && hcp_report_write(analysis, folder, cli->run, &error) &&
        hcp_folder_commit(g_steal_pointer(&folder), &error))
        cli_say("wrote %s/report.html", output);
    return cli_finish(error);
}

const CliCommand cmd_report = {
    .name = "report",
    .arguments = "-o DIR [STUDY]",
    .summary = "Write the report, maps, lists and exports into one directory",
    .description =
        "The main job. Reads the study, computes every measure, communities and lookalikes of the "
        "main layer, and writes: report.html (one file that opens offline), map.png, map.svg and "
        "map.pdf, network.graphml, physicians.csv, communities.csv, lookalikes.csv, products.csv "
        "and organisations.csv where there are "
        "prescriptions of a brand, edges.csv of "
        "every layer, rejects.csv with each row that was not used, and manifest.json.\n\n"
        "The directory appears whole or not at all. The same input and settings give the same "
        "bytes in every file.",
    .examples = "hcpnet report graphs/medical-innovation/study.ini -o output/medical-innovation\n"
                "# replace yesterday's, and say where the time went\n"
                "hcpnet report --force --timings graphs/belgium/study.ini -o output/belgium\n",
    .run = report,
};
