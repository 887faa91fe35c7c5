#include "cli/commands.h"

#include <string.h>

static gboolean write_texts(const char *name, gsize n, const char *const *columns,
                            const GPtrArray *cells, GError **error) {
    g_autoptr(HcpTable) table = hcp_table_new_texts(name, n, columns, cells);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpRelease) release = hcp_release_table(table, &policy, error);
    return release != NULL && hcp_text_write(release, "-", error);
}

static gboolean write_columns(const HcpFileGuess *guess, GError **error) {
    static const char *const names[] = {"column", "type", "missing", "distinct", "field", "why"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < guess->columns->len; i++) {
        const HcpFileColumn *column = guess->columns->pdata[i];
        g_ptr_array_add(cells, g_strdup(column->name));
        g_ptr_array_add(cells, g_strdup(column->is_masked ? "masked" : column->type));
        g_ptr_array_add(cells, g_strdup_printf("%" G_GINT64_FORMAT, column->n_missing));
        g_ptr_array_add(cells, g_strdup_printf("%" G_GINT64_FORMAT, column->n_distinct));
        g_ptr_array_add(cells, g_strdup(column->field != NULL ? column->field->name : NULL));
        g_ptr_array_add(cells, g_strdup(column->why));
    }
    return write_texts("columns", G_N_ELEMENTS(names), names, cells, error);
}

/* The sheets of a workbook that has several. */
static gboolean write_sheets(const HcpFileGuess *guess, GError **error) {
    static const char *const names[] = {"sheet", "shown_here"};
    if (guess->sheets == NULL || g_strv_length(guess->sheets) < 2)
        return TRUE;
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (char **sheet = guess->sheets; *sheet != NULL; sheet++) {
        g_ptr_array_add(cells, g_strdup(*sheet));
        g_ptr_array_add(cells, g_strdup(strcmp(*sheet, guess->sheet) == 0 ? "yes" : "no"));
    }
    if (!write_texts("sheets", G_N_ELEMENTS(names), names, cells, error))
        return FALSE;
    g_print("\n");
    return TRUE;
}

/* One line a cell, so that wide files can be read too. */
static gboolean write_rows(const HcpFileGuess *guess, GError **error) {
    static const char *const names[] = {"row", "column", "value"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < guess->rows->len; i++)
        for (guint k = 0; k < guess->columns->len; k++) {
            const char *const *row = guess->rows->pdata[i];
            g_ptr_array_add(cells, g_strdup_printf("%u", i + 1));
            g_ptr_array_add(cells,
                            g_strdup(((const HcpFileColumn *)guess->columns->pdata[k])->name));
            g_ptr_array_add(cells, g_strdup(row[k]));
        }
    return write_texts("rows", G_N_ELEMENTS(names), names, cells, error);
}

static int inspect(Cli *cli, int argc, char **argv) {
    g_autofree char *sheet = NULL;
    const GOptionEntry entries[] = {{"sheet", 's', 0, G_OPTION_ARG_STRING, &sheet,
                                     "The sheet of a workbook (default: the first that is shown)",
                                     "NAME"},
                                    G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, NULL, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    if (argc != 2) {
        g_set_error(&error, HCP_ERROR, HCP_ERROR_ARGUMENT, "expected one file");
        return cli_finish(error);
    }
    g_autoptr(HcpFileGuess) guess = hcp_file_recognise(argv[1], sheet, &error);
    if (guess == NULL)
        return cli_finish(error);
    const char *separator = guess->encoding != NULL ? hcp_separator_name(guess->separator) : NULL;
    g_print("separator: %s; encoding: %s\nnames of columns: %s; rows looked at: %" G_GINT64_FORMAT
            "\n\n",
            separator != NULL ? separator : "none",
            guess->encoding != NULL ? guess->encoding : "none", guess->has_header ? "yes" : "no",
            guess->n_rows);
    if (!write_sheets(guess, &error) || !write_columns(guess, &error))
        return cli_finish(error);
    g_print("\n");
    if (!write_rows(guess, &error))
        return cli_finish(error);
    g_autofree char *base = g_path_get_basename(argv[1]);
    g_autofree char *group = hcp_file_guess_make_group(guess, base);
    g_print("\nFor the study file:\n\n%s", group);
    return cli_finish(error);
}

const CliCommand cmd_inspect = {
    .name = "inspect",
    .arguments = "FILE",
    .summary = "Show what is in a file, and the study lines for it",
    .description =
        "Reads the first 1,000 rows of a file and prints its separator and encoding, its columns "
        "with their "
        "types and the fields they seem to be, five rows, and the lines of a study file that read "
        "it. A column that is or could be a patient is masked. Of a workbook with several sheets "
        "it names them, and shows one.",
    .examples = "hcpnet inspect graphs/medical-innovation/nominations.csv\n",
    .run = inspect,
};
