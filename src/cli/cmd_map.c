#include "cli/commands.h"

#include <string.h>

static gboolean find_format(const char *path, HcpMapFormat *format, GError **error) {
    if (g_str_has_suffix(path, ".png"))
        *format = HCP_MAP_PNG;
    else if (g_str_has_suffix(path, ".svg"))
        *format = HCP_MAP_SVG;
    else if (g_str_has_suffix(path, ".pdf"))
        *format = HCP_MAP_PDF;
    else {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "--output: expected a name ending in .png, .svg or .pdf, found '%s'", path);
        return FALSE;
    }
    return TRUE;
}

static gboolean draw(Cli *cli, HcpAnalysis *analysis, const char *path, GError **error) {
    HcpMapOptions options = HCP_MAP_OPTIONS_INIT;
    HcpReleasePolicy policy = hcp_release_policy(analysis->study);
    g_autoptr(HcpStyle) style = NULL;
    g_autoptr(HcpRelease) whole = NULL, released = NULL;
    if (!find_format(path, &options.format, error) ||
        !hcp_analysis_add_backbone(analysis, cli->run, error) ||
        !hcp_analysis_add_map_columns(analysis, cli->run, error) ||
        (whole = hcp_release_map(analysis, &policy, cli->run, &style, error)) == NULL ||
        (released = cli_take_backbone(cli, whole, analysis, error)) == NULL)
        return FALSE;
    options.title = analysis->study->title;
    return hcp_map_write(released, style, &options, path, cli->run, error);
}

static int map(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_autofree char *output = NULL, *colour = NULL, *size = NULL, *backbone = NULL;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
         "File to write: .png, .svg or .pdf (required)", "FILE"},
        {"colour", 0, 0, G_OPTION_ARG_STRING, &colour,
         "Column that colours the nodes (default: the study's, or community)", "COLUMN"},
        {"size", 0, 0, G_OPTION_ARG_STRING, &size,
         "Column that sizes them (default: the study's, or pagerank)", "COLUMN"},
        CLI_BACKBONE_ENTRY(backbone),
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    if (output == NULL) {
        cli_say("map: expected -o FILE");
        return CLI_USAGE;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpAnalysis) analysis = cli_open_analysis(cli, &common, argc, argv, &error);
    if (analysis == NULL)
        return cli_finish(error);
    cli_override(&analysis->study->colour, &colour);
    cli_override(&analysis->study->size, &size);
    if (cli_set_backbone(analysis->study, &backbone, &error))
        draw(cli, analysis, output, &error);
    return cli_finish(error);
}

const CliCommand cmd_map = {
    .name = "map",
    .arguments = "-o FILE [STUDY]",
    .summary = "Draw the network as a picture",
    .description =
        "Lays out the main layer, colours the nodes by a column and sizes them by another, and "
        "draws a map with a legend and labels that do not overlap. PNG is for slides, SVG and PDF "
        "for print.",
    .examples = "hcpnet map -o output/map.png graphs/medical-innovation/study.ini\n"
                "hcpnet map -o output/map.svg --colour specialty graphs/belgium/study.ini\n"
                "hcpnet map -o output/map.png --backbone top:20% graphs/belgium/study.ini\n",
    .run = map,
};
