#include "cli/cli.h"

#include <string.h>

/* The three ways to write a page; everything else about a page is common to them. */
typedef struct {
    void (*title)(const char *name, const char *summary);
    void (*heading)(const char *text);
    void (*paragraph)(const char *text);
    void (*usage)(const char *line);
    void (*code)(const char *lines);
    void (*begin_options)(void);
    void (*option)(const char *option, const char *doc);
} PageFormat;

static const int WIDTH = 79;

/* ---- plain text for a terminal ---- */

/* Words of `text` from column `indent` on, not beyond WIDTH; `at` is the column already reached. */
static void print_filled(const char *text, int indent, int at) {
    g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
    gboolean first = TRUE;
    for (char **word = words; *word != NULL; word++) {
        int length = (int)g_utf8_strlen(*word, -1);
        if (length == 0)
            continue;
        if (!first && at + 1 + length > WIDTH) {
            g_print("\n%*s", indent, "");
            at = indent;
            first = TRUE;
        }
        g_print("%s%s", first ? "" : " ", *word);
        at += length + !first;
        first = FALSE;
    }
    g_print("\n");
}

static void text_title(const char *name, const char *summary) {
    g_print("%s - %s\n", name, summary);
}

static void text_heading(const char *text) {
    g_print("\n%s\n", text);
}

static void text_paragraph(const char *text) {
    g_print("  ");
    print_filled(text, 2, 2);
}

static void text_code(const char *lines) {
    g_auto(GStrv) parts = g_strsplit(lines, "\n", -1);
    for (char **part = parts; *part != NULL; part++)
        if (**part != '\0')
            g_print("  %s\n", *part);
}

static void text_option(const char *option, const char *doc) {
    const int indent = 26;
    g_print("  %-*s", indent - 3, option);
    if (strlen(option) > (gsize)indent - 3)
        g_print("\n%*s", indent - 1, "");
    g_print(" ");
    print_filled(doc, indent, indent);
}

static void text_begin_options(void) {
}

/* ---- man: the macros of man(7) ---- */

/* Backslashes, and the dots and quotes that would start a request, escaped; dashes kept as typed.
 */
static void print_roff(const char *text) {
    gboolean line_start = TRUE;
    for (const char *at = text; *at != '\0'; at++) {
        if (line_start && (*at == '.' || *at == '\''))
            g_print("\\&");
        if (*at == '\\')
            g_print("\\e");
        else if (*at == '-')
            g_print("\\-");
        else
            g_print("%c", *at);
        line_start = *at == '\n';
    }
}

static void man_title(const char *name, const char *summary) {
    g_autofree char *upper = g_ascii_strup(name, -1);
    g_print(".TH \"%s\" 1 \"\" \"hcpnet %s\"\n.SH NAME\n", upper, hcp_version());
    print_roff(name);
    g_print(" \\- ");
    print_roff(summary);
    g_print("\n");
}

static void man_heading(const char *text) {
    g_autofree char *upper = g_ascii_strup(text, -1);
    g_print(".SH %s\n", upper);
}

static void man_paragraph(const char *text) {
    g_print(".PP\n");
    print_roff(text);
    g_print("\n");
}

static void man_code(const char *lines) {
    g_print(".PP\n.nf\n");
    print_roff(lines);
    g_print("%s.fi\n", g_str_has_suffix(lines, "\n") ? "" : "\n");
}

static void man_option(const char *option, const char *doc) {
    g_print(".TP\n\\fB");
    print_roff(option);
    g_print("\\fR\n");
    print_roff(doc);
    g_print("\n");
}

static void man_begin_options(void) {
}

/* ---- Markdown, for docs/commands ---- */

static void markdown_title(const char *name, const char *summary) {
    g_print("# %s\n\n%s.\n", name, summary);
}

static void markdown_heading(const char *text) {
    g_print("\n## %s\n", text);
}

static void markdown_paragraph(const char *text) {
    g_print("\n%s\n", text);
}

static void markdown_usage(const char *line) {
    g_print("\n```text\n%s\n```\n", line);
}

static void markdown_code(const char *lines) {
    g_print("\n```sh\n%s%s```\n", lines, g_str_has_suffix(lines, "\n") ? "" : "\n");
}

static void markdown_option(const char *option, const char *doc) {
    g_print("- `%s`: %s\n", option, doc);
}

static void markdown_begin_options(void) {
    g_print("\n");
}

static const PageFormat FORMATS[] = {
    [CLI_PAGE_HELP] = {text_title, text_heading, text_paragraph, text_code, text_code,
                       text_begin_options, text_option},
    [CLI_PAGE_MAN] = {man_title, man_heading, man_paragraph, man_code, man_code, man_begin_options,
                      man_option},
    [CLI_PAGE_MARKDOWN] = {markdown_title, markdown_heading, markdown_paragraph, markdown_usage,
                           markdown_code, markdown_begin_options, markdown_option},
};

/* ---- pages ---- */

static void print_paragraphs(const PageFormat *format, const char *text) {
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);
    for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
        format->paragraph(*paragraph);
}

static void print_options(const PageFormat *format, const GOptionEntry *entries) {
    format->begin_options();
    for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++) {
        g_autoptr(GString) option = g_string_new(NULL);
        if (entry->short_name != 0)
            g_string_append_printf(option, "-%c, ", entry->short_name);
        g_string_append_printf(option, "--%s", entry->long_name);
        if (entry->arg_description != NULL)
            g_string_append_printf(option, " %s", entry->arg_description);
        format->option(option->str, entry->description);
    }
}

static void print_exit_status(const PageFormat *format) {
    static const struct {
        const char *code, *meaning;
    } CODES[] = {
        {"0", "done"},
        {"1", "'check' found issues"},
        {"2", "wrong usage"},
        {"3", "bad input"},
        {"4", "a file is missing, or cannot be read or written"},
        {"5", "a limit was reached, or an iteration did not settle"},
        {"6", "refused: privacy, or no evidence"},
        {"7", "a library underneath failed"},
        {"71", "out of memory"},
        {"130", "interrupted; nothing is left half-written"},
    };
    format->heading("Exit status");
    format->begin_options();
    for (gsize i = 0; i < G_N_ELEMENTS(CODES); i++)
        format->option(CODES[i].code, CODES[i].meaning);
}

void cli_print_page(const Cli *cli, const GOptionEntry *entries, gboolean reads_study) {
    const PageFormat *format = &FORMATS[cli->page];
    const CliCommand *command = cli->command;
    g_autofree char *name =
        g_strconcat("hcpnet", cli->page == CLI_PAGE_MAN ? "-" : " ", command->name, NULL);
    g_autofree char *usage =
        g_strdup_printf("hcpnet %s [OPTIONS] %s", command->name, command->arguments);
    format->title(name, command->summary);
    format->heading("Usage");
    format->usage(usage);
    format->heading("Description");
    print_paragraphs(format, command->description);
    format->heading("Examples");
    format->code(command->examples);
    if (entries->long_name != NULL) {
        format->heading("Options");
        print_options(format, entries);
    }
    if (reads_study) {
        g_auto(CliStudyOptions) study = CLI_STUDY_OPTIONS_INIT;
        g_autofree GOptionEntry *study_entries = cli_study_entries(&study);
        format->heading("Tables and settings");
        format->paragraph("A study file names the tables. Without one, name at least one table:");
        print_options(format, study_entries);
    }
    print_exit_status(format);
}

void cli_print_overview(CliPage page) {
    const PageFormat *format = &FORMATS[page];
    format->title("hcpnet",
                  "map the network of physicians, pharmacies and hospitals around a brand");
    format->heading("Usage");
    format->usage("hcpnet COMMAND [OPTIONS] [STUDY]");
    format->heading("Commands");
    format->begin_options();
    for (const CliCommand *const *command = cli_commands; *command != NULL; command++)
        format->option((*command)->name, (*command)->summary);
    format->heading("Examples");
    format->code("# the main job: one directory with the report, maps and lists\n"
                 "hcpnet report graphs/medical-innovation/study.ini -o output/report\n"
                 "# a single file is enough to start\n"
                 "hcpnet rank --referrals graphs/belgium/referrals.csv\n"
                 "# how a command is used\n"
                 "hcpnet help rank\n");
    print_exit_status(format);
}
