#include "cli/cli.h"

#include "cli/commands.h"
#include <locale.h>
#include <string.h>
#include <unistd.h>

const CliCommand *const cli_commands[] = {
    &cmd_report, &cmd_check, &cmd_rank, &cmd_communities, &cmd_lookalike, &cmd_map,  &cmd_derive,
    &cmd_export, &cmd_list,  &cmd_init, &cmd_inspect,     &cmd_simulate,  &cmd_help, NULL};

const CliCommand *cli_find_command(const char *name) {
    for (const CliCommand *const *command = cli_commands; *command != NULL; command++)
        if (strcmp((*command)->name, name) == 0)
            return *command;
    return NULL;
}

/* igraph and GOption follow the locale for numbers; results and options must not. */
static void set_locale(void) {
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
}

/* GLib reports exhausted memory as a fatal log message: the exit code should say so. */
static GLogWriterOutput write_log(GLogLevelFlags level, const GLogField *fields, gsize n,
                                  void *unused) {
    (void)unused;
    if ((level & G_LOG_LEVEL_ERROR) == 0)
        return g_log_writer_default(level, fields, n, NULL);
    for (gsize i = 0; i < n; i++) {
        const char *text = strcmp(fields[i].key, "MESSAGE") == 0 ? fields[i].value : "";
        if (strstr(text, "failed to allocate") == NULL)
            continue;
        static const char line[] = "hcpnet: out of memory\n";
        gssize ignored = write(STDERR_FILENO, line, sizeof line - 1);
        (void)ignored;
        _exit(CLI_OUT_OF_MEMORY);
    }
    return g_log_writer_default(level, fields, n, NULL);
}

static int refuse_command(const char *name) {
    g_autoptr(GString) line = g_string_new(NULL);
    g_string_append_printf(line, "'%s' is no command", name);
    for (const CliCommand *const *command = cli_commands; *command != NULL; command++)
        if (g_str_has_prefix((*command)->name, name) || g_str_has_prefix(name, (*command)->name)) {
            g_string_append_printf(line, "; did you mean '%s'?", (*command)->name);
            break;
        }
    cli_say("%s ('hcpnet help' lists the commands)", line->str);
    return CLI_USAGE;
}

int main(int argc, char **argv) {
    set_locale();
    g_log_set_writer_func(write_log, NULL, NULL);
    if (argc < 2) {
        cli_print_overview(CLI_PAGE_HELP);
        return CLI_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0) {
        g_print("hcpnet %s\n", hcp_version());
        return CLI_DONE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    const CliCommand *command = cli_find_command(name);
    if (command == NULL)
        return refuse_command(name);
    Cli cli = {.command = command, .run = hcp_run_new()};
    cli_catch_signals();
    hcp_run_set_cancel(cli.run, cli_was_interrupted, NULL);
    int exit_code = command->run(&cli, argc - 1, argv + 1);
    cli_progress_free(cli.progress);
    hcp_run_free(cli.run);
    return exit_code;
}
