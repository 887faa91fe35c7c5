#include "cli/commands.h"

#include <string.h>

/* Columns that say who a row is about, where the study has them. */
static const char *const WHO[] = {"id", "name", "specialty", "region"};

static gboolean has_values(const HcpColumn *column) {
    return column != NULL && hcp_column_count_missing(column) < hcp_column_get_length(column);
}

/* The names in `text`, each once; owned by the caller. */
static char **parse_names(const char *text, GError **error) {
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    if (*parts == NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "--by: expected measures with commas between, found ''");
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new();
    for (char **part = parts; *part != NULL; part++)
        if (!g_ptr_array_find_with_equal_func(names, *part, g_str_equal, NULL))
            g_ptr_array_add(names, g_strdup(*part));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* Who, measures: the rows of the largest values of the first measure. */
static HcpRelease *select_top(const HcpRelease *nodes, char **measures, int top, GError **error) {
    const HcpTable *table = hcp_release_get_table(nodes);
    const HcpColumn *by = hcp_table_find_column(table, measures[0]);
    if (by == NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND, "--by: no column '%s' may be shown",
                    measures[0]);
        return NULL;
    }
    int64_t n = hcp_table_get_n_rows(table);
    int64_t k = top > 0 ? MIN(top, n) : n;
    g_autofree int32_t *rows = g_new(int32_t, k + 1);
    k = hcp_table_find_top(table, by, k, rows);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(WHO); i++)
        if (has_values(hcp_table_find_column(table, WHO[i])))
            g_ptr_array_add(names, (char *)WHO[i]);
    for (char **measure = measures; *measure != NULL; measure++)
        g_ptr_array_add(names, *measure);
    return hcp_release_select(nodes, k, rows, names->len, (const char *const *)names->pdata);
}

static HcpRelease *rank_nodes(Cli *cli, HcpAnalysis *analysis, char **measures, int top,
                              GError **error) {
    if (!hcp_analysis_add_measures(analysis, NULL, (const char *const *)measures, cli->run, error))
        return NULL;
    HcpReleasePolicy policy = hcp_release_policy(analysis->study);
    g_autoptr(HcpRelease) released = hcp_release_main(analysis, &policy, cli->run, error);
    return released != NULL ? select_top(released, measures, top, error) : NULL;
}

static int rank(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_auto(CliTableOptions) table = {0};
    g_autofree char *by = NULL;
    int top = 20;
    const GOptionEntry entries[] = {
        {"by", 'b', 0, G_OPTION_ARG_STRING, &by,
         "Measures or columns of numbers, with commas between; the first one sorts "
         "(default: pagerank)",
         "MEASURE"},
        {"top", 'n', 0, G_OPTION_ARG_INT, &top, "Rows to show; 0 shows all (default: 20)", "N"},
        CLI_TABLE_ENTRIES(table),
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) measures = parse_names(by != NULL ? by : "pagerank", &error);
    if (measures == NULL)
        return cli_finish(error);
    g_autoptr(HcpAnalysis) analysis = cli_table_options_check(&table, &error)
                                          ? cli_open_analysis(cli, &common, argc, argv, &error)
                                          : NULL;
    if (analysis == NULL)
        return cli_finish(error);
    g_autoptr(HcpRelease) rows = rank_nodes(cli, analysis, measures, top, &error);
    if (rows != NULL)
        cli_write_table(rows, &table, 0, NULL, &error);
    return cli_finish(error);
}

const CliCommand cmd_rank = {
    .name = "rank",
    .arguments = "[STUDY]",
    .summary = "Rank physicians by centrality",
    .description =
        "Computes measures on the main layer (or the one of --layer) and prints who has the "
        "largest values. 'hcpnet list measures' shows every measure with its definition. Columns "
        "of "
        "numbers, such as brand_share (docs/brand.md), can be ranked by as well.\n\n"
        "Counts of 1 to 10 patients are never shown, and sums are made of what may be shown.",
    .examples = "# who is central, from a single file\n"
                "hcpnet rank --referrals graphs/belgium/referrals.csv\n"
                "# several measures, the first one sorts\n"
                "hcpnet rank --by betweenness,in_degree --top 10 graphs/belgium/study.ini\n"
                "# every physician, for a spreadsheet\n"
                "hcpnet rank --top 0 --format csv graphs/medical-innovation/study.ini\n",
    .run = rank,
};
