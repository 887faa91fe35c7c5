#include "cli/commands.h"

#include <string.h>

static CliPage page_of(gboolean man, gboolean markdown) {
    if (man)
        return CLI_PAGE_MAN;
    return markdown ? CLI_PAGE_MARKDOWN : CLI_PAGE_HELP;
}

static int help(Cli *cli, int argc, char **argv) {
    gboolean man = FALSE, markdown = FALSE;
    const GOptionEntry entries[] = {
        {"man", 0, 0, G_OPTION_ARG_NONE, &man, "Write the man page", NULL},
        {"markdown", 0, 0, G_OPTION_ARG_NONE, &markdown, "Write the page as Markdown", NULL},
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, NULL, &argc, &argv, &exit_code))
        return exit_code;
    CliPage page = page_of(man, markdown);
    if (argc < 2) {
        cli_print_overview(page);
        return CLI_DONE;
    }
    const CliCommand *command = cli_find_command(argv[1]);
    if (command == NULL) {
        cli_say("'%s' is no command ('hcpnet help' lists the commands)", argv[1]);
        return CLI_USAGE;
    }
    Cli page_of_command = {.command = command, .page = page, .run = cli->run};
    return command->run(&page_of_command, 1, argv + 1);
}

const CliCommand cmd_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "Explain the program or a command",
    .description = "Prints the page of a command, or the list of all commands. The man pages and "
                   "docs/commands are written by this command.",
    .examples = "hcpnet help\n"
                "hcpnet help rank\n",
    .run = help,
};
