#include "cli/commands.h"

#include <string.h>

static gboolean write_tables(const GPtrArray *tables, const HcpFolder *folder, GError **error) {
    for (guint i = 0; i < tables->len; i++) {
        HcpTable *table = g_ptr_array_index(tables, i);
        g_autofree char *name = g_strconcat(hcp_table_get_name(table), ".csv", NULL);
        g_autofree char *path = hcp_folder_file(folder, name);
        g_autoptr(HcpRelease) release = hcp_release_synthetic(table);
        if (!hcp_csv_write(release, path, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_market(Cli *cli, const HcpSimulateOptions *options, const char *output,
                             gboolean force, GError **error) {
    g_autoptr(HcpFolder) folder = hcp_folder_open(output, force, error);
    if (folder == NULL)
        return FALSE;
    g_autoptr(GPtrArray) tables = hcp_simulate(options, cli->run, error);
    if (tables == NULL || !write_tables(tables, folder, error))
        return FALSE;
    g_autofree char *study = hcp_simulate_make_study(options, cli->run);
    g_autofree char *path = hcp_folder_file(folder, "study.ini");
    g_autoptr(GError) failure = NULL;
    if (!g_file_set_contents(path, study, -1, &failure)) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: %s", output, failure->message);
        return FALSE;
    }
    return hcp_folder_commit(g_steal_pointer(&folder), error);
}

static int simulate(Cli *cli, int argc, char **argv) {
    HcpSimulateOptions options = HCP_SIMULATE_OPTIONS_INIT;
    g_autofree char *output = NULL;
    gint64 seed = 1;
    gboolean force = FALSE, quiet = FALSE;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Directory to write (required)", "DIR"},
        {"physicians", 0, 0, G_OPTION_ARG_INT, &options.n_physicians,
         "Physicians (default: 600); the other sizes follow unless given", "N"},
        {"pharmacies", 0, 0, G_OPTION_ARG_INT, &options.n_pharmacies, "Pharmacies", "N"},
        {"hospitals", 0, 0, G_OPTION_ARG_INT, &options.n_hospitals, "Hospitals", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Another seed, another market (default: 1)", "N"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &force, "Replace a directory that this command wrote",
         NULL},
        {"quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, "Show no progress", NULL},
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, NULL, &argc, &argv, &exit_code))
        return exit_code;
    if (output == NULL || argc > 1 || seed < 0) {
        cli_say(output == NULL ? "simulate: expected -o DIR"
                               : "simulate: expected options only, and a seed of 0 or more");
        return CLI_USAGE;
    }
    cli_start_progress(cli, !quiet, FALSE);
    hcp_run_set_seed(cli->run, (uint64_t)seed);
    g_autoptr(GError) error = NULL;
    write_market(cli, &options, output, force, &error);
    return cli_finish(error);
}

const CliCommand cmd_simulate = {
    .name = "simulate",
    .arguments = "-o DIR",
    .summary = "Write a simulated brand's data with planted truth, any size",
    .description =
        "Invents a Belgian market: physicians, pharmacies and hospitals, a year of referrals, "
        "visits, prescriptions and contacts, and a study file that reads them. What drives "
        "everybody is written to truth.csv, so that any analysis can be held against it. The same "
        "seed and sizes give the same bytes. Nobody in it exists.",
    .examples = "hcpnet simulate -o output/market --physicians 200\n"
                "hcpnet check output/market/study.ini\n",
    .run = simulate,
};
