#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>

/* What the command line says of the rule; NULL and 0: as the study says. */
typedef struct {
    char *windows, *rule, *same_day, *weights, *output, *format;
    int min_patients;
    gboolean compare;
} DeriveOptions;

static void clear_options(DeriveOptions *options) {
    g_free(options->windows);
    g_free(options->rule);
    g_free(options->same_day);
    g_free(options->weights);
    g_free(options->output);
    g_free(options->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeriveOptions, clear_options)

/* ---- options ---- */

/* The position of `text` among the choices of a setting of [shared]. */
static gboolean find_choice(const char *key, const char *text, int *choice, GError **error) {
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(settings[i].group, "shared") != 0 || strcmp(settings[i].key, key) != 0)
            continue;
        g_auto(GStrv) choices = g_strsplit(settings[i].choices, ";", -1);
        for (int c = 0; choices[c] != NULL; c++)
            if (strcmp(choices[c], text) == 0) {
                *choice = c;
                return TRUE;
            }
        g_autofree char *expected = g_strjoinv(", ", choices);
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT, "--%s: expected one of %s, found '%s'",
                    strcmp(key, "same_day") == 0 ? "same-day" : key, expected, text);
        return FALSE;
    }
    g_return_val_if_reached(FALSE);
}

static int compare_windows(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

/* "30,60" ascending, each once. */
static gboolean read_windows(const char *text, HcpSharedOptions *options, GError **error) {
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    guint n = g_strv_length(parts);
    guint64 days = 0;
    gboolean fits = n >= 1 && n <= HCP_SHARED_MAX_WINDOWS;
    for (guint i = 0; fits && i < n; i++) {
        fits = g_ascii_string_to_unsigned(g_strstrip(parts[i]), 10, 1, HCP_SHARED_MAX_WINDOW, &days,
                                          NULL);
        options->window[i] = (int)days;
    }
    if (!fits) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "--window: expected 1 to %d numbers of days with commas between, found '%s'",
                    HCP_SHARED_MAX_WINDOWS, text);
        return FALSE;
    }
    qsort(options->window, n, sizeof *options->window, compare_windows);
    options->n_windows = 0;
    for (guint i = 0; i < n; i++)
        if (i == 0 || options->window[i] != options->window[i - 1])
            options->window[options->n_windows++] = options->window[i];
    return TRUE;
}

/* Bits of the weights named; the study's where there are none. */
static gboolean read_weights(const char *text, const HcpStudy *study, guint *weights,
                             GError **error) {
    *weights = 1U << study->shared.weight;
    if (text == NULL)
        return TRUE;
    *weights = 0;
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    for (char **part = parts; *part != NULL; part++) {
        int weight;
        if (!find_choice("weight", g_strstrip(*part), &weight, error))
            return FALSE;
        *weights |= 1U << weight;
    }
    return TRUE;
}

static gboolean read_options(const DeriveOptions *given, HcpStudy *study, HcpSharedOptions *options,
                             GError **error) {
    *options = hcp_shared_options_of(study);
    int rule = (int)options->rule, same_day = (int)options->same_day;
    if (given->windows == NULL && given->compare && !read_windows("30,60,90,180", options, error))
        return FALSE;
    if ((given->rule != NULL && !find_choice("rule", given->rule, &rule, error)) ||
        (given->same_day != NULL && !find_choice("same_day", given->same_day, &same_day, error)) ||
        (given->windows != NULL && !read_windows(given->windows, options, error)))
        return FALSE;
    if (given->min_patients > 0)
        study->min_patients = given->min_patients;
    options->rule = (HcpSharedRule)rule;
    options->same_day = (HcpSameDay)same_day;
    options->min_patients = study->min_patients;
    return TRUE;
}

/* ---- pairs ---- */

/* pairs.csv, or pairs-30.csv where there are several windows: a file that is read back holds one.
 */
static char *name_file(const char *output, int window, int n_windows) {
    if (n_windows == 1)
        return g_strdup(output);
    const char *base = strrchr(output, G_DIR_SEPARATOR);
    const char *dot = strrchr(base != NULL ? base : output, '.');
    int stem = dot != NULL ? (int)(dot - output) : (int)strlen(output);
    return g_strdup_printf("%.*s-%d%s", stem, output, window, dot != NULL ? dot : "");
}

static gboolean write_window(const HcpRelease *pairs, const char *path, GError **error) {
    HcpTable *table = hcp_release_get_table(pairs), *audit = hcp_release_get_audit(pairs);
    if (!hcp_csv_write(pairs, path, error))
        return FALSE;
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *metadata = g_strconcat(path, "-metadata.json", NULL);
    const HcpManifestFile file = {base, pairs};
    if (strcmp(path, "-") != 0 && !hcp_manifest_write_file(&file, metadata, error))
        return FALSE;
    cli_say("%" G_GINT64_FORMAT " pairs; %s", hcp_table_get_n_rows(table),
            hcp_table_find_note(table, "rule"));
    for (int64_t row = 0; row < hcp_table_get_n_rows(audit); row++)
        cli_say("%" G_GINT64_FORMAT " %s",
                hcp_column_get_int64s(hcp_table_find_column(audit, "count"))[row],
                hcp_column_get_text(hcp_table_find_column(audit, "effect"), row));
    return TRUE;
}

static gboolean write_pairs(Cli *cli, const HcpDataset *dataset, const char *layer,
                            const HcpSharedOptions *options, const DeriveOptions *given,
                            GError **error) {
    const HcpStudy *study = dataset->study;
    const char *output = given->output != NULL ? given->output : "-";
    guint weights;
    if (!read_weights(given->weights, study, &weights, error))
        return FALSE;
    if (options->n_windows > 1 && options->rule != HCP_SHARED_BINNING && strcmp(output, "-") == 0) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "--output: expected a file for several windows, each of which is one of its "
                    "own");
        return FALSE;
    }
    g_autoptr(HcpShared) shared = hcp_shared_derive(dataset, layer, options, cli->run, error);
    HcpReleasePolicy policy = hcp_release_policy(study);
    for (int w = 0; shared != NULL && w < shared->n_windows; w++) {
        g_autofree char *path = name_file(output, shared->pairs[w].window, shared->n_windows);
        g_autoptr(HcpRelease) pairs =
            hcp_release_pairs(shared, w, weights, dataset->nodes, &policy, error);
        if (pairs == NULL || !write_window(pairs, path, error))
            return FALSE;
    }
    return shared != NULL;
}

/* ---- rules ---- */

static gboolean compare_rules(Cli *cli, const HcpDataset *dataset, const char *layer,
                              const HcpSharedOptions *options, const CliTableOptions *format,
                              GError **error) {
    HcpReleasePolicy policy = hcp_release_policy(dataset->study);
    g_autoptr(HcpTable) rules = hcp_shared_compare(dataset, layer, options, cli->run, error);
    g_autoptr(HcpRelease) released =
        rules != NULL ? hcp_release_table(rules, &policy, error) : NULL;
    return released != NULL && cli_write_table(released, format, 0, NULL, error);
}

static gboolean check_format(const DeriveOptions *given, GError **error) {
    CliTableOptions format = {.format = given->format};
    if (given->format == NULL || given->compare)
        return cli_table_options_check(&format, error);
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                "--format: expected --compare-rules with it; pairs are CSV");
    return FALSE;
}

static gboolean derive_study(Cli *cli, HcpStudy *study, const DeriveOptions *given,
                             const char *layer, GError **error) {
    HcpSharedOptions options;
    if (!read_options(given, study, &options, error))
        return FALSE;
    g_autoptr(HcpDataset) dataset = hcp_dataset_load(study, cli->run, error);
    if (dataset == NULL)
        return FALSE;
    const CliTableOptions format = {.format = given->format, .output = given->output};
    return given->compare ? compare_rules(cli, dataset, layer, &options, &format, error)
                          : write_pairs(cli, dataset, layer, &options, given, error);
}

static int derive(Cli *cli, int argc, char **argv) {
    g_auto(CliStudyOptions) common = CLI_STUDY_OPTIONS_INIT;
    g_auto(DeriveOptions) given = {0};
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output,
         "File to write (default: standard output); of several windows, pairs.csv is "
         "pairs-30.csv and so on",
         "FILE"},
        {"window", 'w', 0, G_OPTION_ARG_STRING, &given.windows,
         "Days from one visit to the next, several with commas between (default: the study's, or "
         "30)",
         "DAYS"},
        {"rule", 0, 0, G_OPTION_ARG_STRING, &given.rule,
         "cms, trace-route or binning (default: the study's, or cms)", "RULE"},
        {"same-day", 0, 0, G_OPTION_ARG_STRING, &given.same_day,
         "lesser, drop, both or apart (default: the study's, or lesser)", "HOW"},
        {"min-patients", 0, 0, G_OPTION_ARG_INT, &given.min_patients,
         "Fewest patients of a pair that is written (default: the study's, or 11)", "N"},
        {"weight", 0, 0, G_OPTION_ARG_STRING, &given.weights,
         "Columns of weights: newman, jaccard, cosine, share, with commas between", "WEIGHT"},
        {"compare-rules", 0, 0, G_OPTION_ARG_NONE, &given.compare,
         "Print what becomes of the network under each rule, window and way with same-day visits",
         NULL},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &given.format,
         "Of --compare-rules: text, csv or json (default: text)", "FORMAT"},
        G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, &common, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpStudy) study =
        check_format(&given, &error) ? cli_open_study(cli, &common, argc, argv, &error) : NULL;
    if (study != NULL)
        derive_study(cli, study, &given, common.layer, &error);
    return cli_finish(error);
}

const CliCommand cmd_derive = {
    .name = "derive",
    .arguments = "[STUDY]",
    .summary = "Write pairs of physicians who share patients, from visits",
    .description =
        "Counts pairs of physicians who saw the same patients: by the rule of CMS (one after the "
        "other within a window of days), by trace-route (the patient's next day with a visit) or "
        "by binning (both, in any order). docs/derive.md defines each. Such a pair is a proxy of "
        "a referral, and no more.\n\n"
        "Pairs of 1 to 10 patients are left out, and how many is said. Beside each file stands "
        "FILE-metadata.json with the rule, the columns and what was left out. A file can be read "
        "back as the table [pairs].\n\n"
        "No rule is right: --compare-rules shows what the choice does to the network, and who of "
        "the leading 20 and 100 physicians of the first row still leads under each other one.",
    .examples = "hcpnet derive -o output/pairs.csv graphs/belgium/study.ini\n"
                "# all windows of CMS in one pass, a file each\n"
                "hcpnet derive -w 30,60,90,180 -o output/p.csv graphs/belgium/study.ini\n"
                "# how much the choice matters\n"
                "hcpnet derive --compare-rules graphs/belgium/study.ini\n",
    .run = derive,
};
