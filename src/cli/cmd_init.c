#include "cli/commands.h"

static int init(Cli *cli, int argc, char **argv) {
    gboolean force = FALSE;
    const GOptionEntry entries[] = {{"force", 0, 0, G_OPTION_ARG_NONE, &force,
                                     "Replace a study file that is there already", NULL},
                                    G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, NULL, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    if (argc != 2) {
        g_set_error(&error, HCP_ERROR, HCP_ERROR_ARGUMENT, "expected one folder");
        return cli_finish(error);
    }
    g_autofree char *path = g_build_filename(argv[1], "study.ini", NULL);
    if (!force && g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(&error, HCP_ERROR, HCP_ERROR_FILE, "%s: exists already; --force replaces it",
                    path);
        return cli_finish(error);
    }
    g_autofree char *text = hcp_folder_make_study(argv[1], &error);
    g_autoptr(GError) cause = NULL;
    if (text != NULL && !g_file_set_contents(path, text, -1, &cause))
        g_set_error(&error, HCP_ERROR, HCP_ERROR_FILE, "%s", cause->message);
    if (error == NULL)
        cli_say("wrote %s; its comments ask what could not be decided", path);
    return cli_finish(error);
}

const CliCommand cmd_init = {
    .name = "init",
    .arguments = "DIR",
    .summary = "Write a study file for a folder of tables",
    .description = "Looks at the files of a folder, recognises tables and columns by name and "
                   "content, and writes a commented study.ini that runs. What it could not decide "
                   "it asks in comments. A study file that is there already is left alone.",
    .examples = "# a folder of tables; the study that comes with them is written anew\n"
                "hcpnet simulate --physicians 60 -o output/data\n"
                "hcpnet init --force output/data\n"
                "hcpnet check output/data/study.ini\n",
    .run = init,
};
