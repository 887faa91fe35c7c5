#include "cli/commands.h"

#include <math.h>

/* What fits a terminal; the other formats have every column. */
static const char *const TEXT_COLUMNS[] = {"rank", "id", "name", "score", "reason_1", "verdict"};

/* The list with the verdict as its last column, where it should rather not be used. */
static HcpTable *add_verdict(const HcpLookalike *lookalike) {
    if (lookalike->refusal == NULL)
        return hcp_table_ref(lookalike->list);
    int64_t n = hcp_table_get_n_rows(lookalike->list);
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    for (int64_t row = 0; row < n; row++)
        g_ptr_array_add(cells, lookalike->refusal);
    const char *const names[] = {"verdict"};
    g_autoptr(HcpTable) verdict = hcp_table_new_texts("verdict", 1, names, cells);
    HcpColumn *column = hcp_table_get_column(verdict, 0);
    return hcp_table_with_columns(lookalike->list, 1, &column);
}

static void say_evidence(const HcpLookalike *lookalike) {
    g_autoptr(HcpTable) evidence = hcp_lookalike_make_evidence(lookalike);
    g_autoptr(GString) line = g_string_new(NULL);
    g_string_append_printf(line, "%d seeds, %d candidates", lookalike->n_seeds,
                           lookalike->n_candidates);
    if (!isnan(lookalike->evidence.lift_10)) /* else nothing was fitted */
        g_string_append_printf(line, "; held-out lift at 10 %%: %.2f", lookalike->evidence.lift_10);
    if (!isnan(lookalike->volume.lift_10))
        g_string_append_printf(line, ", by %s alone %.2f", lookalike->baseline,
                               lookalike->volume.lift_10);
    cli_say("%s", line->str);
    if (lookalike->refusal == NULL) /* else the refusal says it */
        cli_say("%s", hcp_table_find_note(evidence, "verdict"));
}

/* The audit's lines about rows that went: rule, count, what they are. */
static void say_exclusions(const HcpRelease *list) {
    const HcpTable *audit = hcp_release_get_audit(list);
    for (int64_t row = 0; row < hcp_table_get_n_rows(audit); row++) {
        g_autoptr(GString) count = g_string_new(NULL);
        g_autoptr(GString) effect = g_string_new(NULL);
        const char *rule = hcp_column_get_text(hcp_table_find_column(audit, "rule"), row);
        hcp_column_append_text(hcp_table_find_column(audit, "count"), row, count);
        hcp_column_append_text(hcp_table_find_column(audit, "effect"), row, effect);
        if (g_str_has_prefix(rule, "excluded_"))
            cli_say("%s %s", count->str, effect->str);
        else if (g_str_has_prefix(rule, "consent_not"))
            cli_say("%s", effect->str);
    }
}

static HcpRelease *make_list(Cli *cli, HcpAnalysis *analysis, gboolean anyway, GError **error) {
    if (!hcp_analysis_add_lookalikes(analysis, cli->run, error))
        return NULL;
    const HcpLookalike *lookalike = analysis->lookalike;
    say_evidence(lookalike);
    if (lookalike->refusal != NULL && !anyway) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_REFUSED,
                    "%s; --anyway writes the list with this "
                    "verdict in it",
                    lookalike->refusal);
        return NULL;
    }
    g_autoptr(HcpTable) list = add_verdict(lookalike);
    HcpReleasePolicy policy = hcp_release_policy(analysis->study);
    HcpRelease *released = hcp_release_list(list, lookalike->node, analysis->dataset,
                                            analysis->study->consent_purpose, &policy, error);
    if (released != NULL)
        say_exclusions(released);
    return released;
}

static HcpRelease *cut(HcpRelease *list, int top) {
    int64_t n = hcp_table_get_n_rows(hcp_release_get_table(list));
    return hcp_release_select(list, top > 0 ? MIN(top, n) : n, NULL, 0, NULL);
}

static int lookalike(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_auto(CliTableOptions) table = {0};
    g_autofree char *seeds = NULL;
    gboolean anyway = FALSE;
    int top = 0;
    const GOptionEntry entries[] = {
        {"seeds-by", 's', 0, G_OPTION_ARG_STRING, &seeds,
         "Who the seeds are, such as top:out_strength:10% (default: the study's)", "RULE"},
        {"top", 'n', 0, G_OPTION_ARG_INT, &top, "Rows to show; 0 shows all (default: 0)", "N"},
        {"anyway", 0, 0, G_OPTION_ARG_NONE, &anyway,
         "Write the list even where it is no better than volume, with that verdict in it", NULL},
        CLI_TABLE_ENTRIES(table),
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpAnalysis) analysis = cli_table_options_check(&table, &error)
                                          ? cli_open_analysis(cli, &common, argc, argv, &error)
                                          : NULL;
    if (analysis == NULL)
        return cli_finish(error);
    cli_override(&analysis->study->seeds, &seeds);
    g_autoptr(HcpRelease) list = make_list(cli, analysis, anyway, &error);
    if (list != NULL) {
        g_autoptr(HcpRelease) rows = cut(list, top);
        cli_write_table(rows, &table, G_N_ELEMENTS(TEXT_COLUMNS), TEXT_COLUMNS, &error);
    }
    return cli_finish(error);
}

const CliCommand cmd_lookalike = {
    .name = "lookalike",
    .arguments = "[STUDY]",
    .summary = "List who else looks like the seed physicians, and why",
    .description =
        "Learns what sets the seed physicians apart from everybody else, scores the others, and "
        "prints the best with three reasons each. Seeds are the study's table of seeds, or the "
        "top of a measure; what defines the seeds never explains them.\n\n"
        "Held-out seeds tell how good the score is, against the plain volume of referrals. Where "
        "it is no better, or with fewer than 20 seeds, there is no list (exit 6).\n\n"
        "Physicians without the consent that the study asks for, who are inactive, not to be "
        "contacted or targeted already are left out and counted.",
    .examples = "hcpnet lookalike --top 20 graphs/belgium/study.ini\n"
                "# too few physicians to tell: see the list all the same\n"
                "hcpnet lookalike --anyway --top 5 graphs/medical-innovation/study.ini\n",
    .run = lookalike,
};
