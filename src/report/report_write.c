#include <hcpnet/report.h>

#include "report/run_tables.h"
#include <hcpnet/derive.h>
#include <hcpnet/exchange.h>
#include <hcpnet/map.h>
#include <string.h>

/* Everything that is written, released; NULL where the study has no such thing. */
typedef struct {
    HcpReleasePolicy policy;
    GPtrArray *layers; /* of HcpRelease *: every layer */
    HcpQuality *quality;
    GPtrArray *quality_tables; /* of HcpRelease *: its parts */
    HcpRelease *drawn;         /* the network with the edges of the backbone alone */
    HcpRelease *network, *physicians, *communities, *lookalikes, *rejects;
    HcpRelease *referrers, *classes;
    HcpRelease *summary, *layer_table, *tallies, *evidence, *adoption, *definitions;
    HcpRelease *audit, *settings;
    HcpRelease *products, *months, *organisations; /* of the brand view */
    HcpStyle *style;
} Results;

static void clear_results(Results *results) {
    HcpRelease *const releases[] = {
        results->network,       results->physicians, results->communities, results->lookalikes,
        results->rejects,       results->summary,    results->layer_table, results->tallies,
        results->evidence,      results->adoption,   results->definitions, results->audit,
        results->settings,      results->drawn,      results->products,    results->months,
        results->organisations, results->referrers,  results->classes};
    for (gsize i = 0; i < G_N_ELEMENTS(releases); i++)
        hcp_release_unref(releases[i]);
    g_clear_pointer(&results->layers, g_ptr_array_unref);
    g_clear_pointer(&results->quality_tables, g_ptr_array_unref);
    hcp_quality_free(results->quality);
    hcp_style_free(results->style);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Results, clear_results)

/* ---- compute ---- */

static gboolean compute(HcpAnalysis *analysis, const HcpReleasePolicy *policy, const HcpRun *run,
                        GError **error) {
    return hcp_release_shown(analysis, policy, run, error) &&
           hcp_analysis_add_backbone(analysis, run, error) &&
           hcp_analysis_add_every_measure(analysis, run, error) &&
           (!hcp_analysis_has_referrals(analysis) ||
            hcp_analysis_add_behaviour(analysis, run, error)) &&
           hcp_analysis_add_communities(analysis, run, error) &&
           hcp_analysis_add_lookalikes(analysis, run, error) &&
           hcp_analysis_add_map_columns(analysis, run, error);
}

/* ---- release ---- */

/* Takes the table over. */
static gboolean release_table(Results *results, HcpTable *table, HcpRelease **out, GError **error) {
    if (table == NULL)
        return TRUE;
    *out = hcp_release_table(table, &results->policy, error);
    hcp_table_unref(table);
    return *out != NULL;
}

/* TRUE when one of the first n rows has a value. */
static gboolean has_value(const HcpColumn *column, int64_t n) {
    for (int64_t row = 0; row < n; row++)
        if (hcp_column_is_valid(column, row))
            return TRUE;
    return FALSE;
}

/* The rows of physicians, which come first, without what only a map needs, and without inputs that
 * only organisations have. */
static HcpRelease *select_physicians(const HcpAnalysis *analysis, const HcpRelease *network) {
    static const char *const LOOKS[] = {"size", "color", NULL};
    int64_t n = analysis->dataset->n_physicians;
    const HcpTable *nodes = hcp_release_get_table(network);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < hcp_table_get_n_columns(nodes); i++) {
        const HcpColumn *column = hcp_table_get_column(nodes, i);
        const char *name = hcp_column_get_info(column)->name;
        gboolean is_input = hcp_table_find_column(analysis->dataset->nodes, name) != NULL;
        if (!g_strv_contains(LOOKS, name) && !hcp_derive_is_of_organisations(name) &&
            (!is_input || has_value(column, n)))
            g_ptr_array_add(names, (char *)name);
    }
    return hcp_release_select(network, n, NULL, names->len, (const char *const *)names->pdata);
}

/* All edges tell whether they are of the backbone, in edges.csv too; the maps show those that are.
 */
static gboolean mark_backbone(const HcpAnalysis *analysis, Results *results, const HcpRun *run,
                              GError **error) {
    if (analysis->study->backbone != NULL) {
        HcpRelease *marked =
            hcp_release_mark_backbone(results->network, analysis->study, run, error);
        guint place;
        if (marked == NULL)
            return FALSE;
        hcp_release_unref(results->network);
        results->network = marked;
        if (g_ptr_array_find(analysis->layers, analysis->main, &place)) {
            hcp_release_unref(results->layers->pdata[place]);
            results->layers->pdata[place] = hcp_release_ref(marked);
        }
    }
    results->drawn = hcp_release_backbone(results->network, analysis->study, run, error);
    return results->drawn != NULL;
}

static gboolean release_network(HcpAnalysis *analysis, Results *results, const HcpRun *run,
                                GError **error) {
    results->layers = hcp_release_layers(analysis, &results->policy, run, error);
    if (results->layers == NULL)
        return FALSE;
    results->network = hcp_release_map(analysis, &results->policy, run, &results->style, error);
    if (results->network == NULL)
        return FALSE;
    if (!mark_backbone(analysis, results, run, error))
        return FALSE;
    results->physicians = select_physicians(analysis, results->network);
    HcpTable *nodes = hcp_release_get_table(results->network);
    g_autoptr(HcpPartition) partition =
        hcp_partition_new_from_column(hcp_table_find_column(nodes, "community"));
    return release_table(results,
                         hcp_community_profile(hcp_release_get_network(results->network), nodes,
                                               partition, "pagerank"),
                         &results->communities, error);
}

static gboolean release_referrers(const HcpAnalysis *analysis, Results *results, GError **error) {
    if (analysis->behaviour == NULL)
        return TRUE;
    const HcpTable *nodes = hcp_release_get_table(results->network);
    int32_t n = analysis->dataset->n_physicians;
    g_autofree int32_t *rows = NULL;
    g_autoptr(HcpTable) list = hcp__report_make_referrers(nodes, n, &rows);
    results->referrers = hcp_release_list(
        list, rows, analysis->dataset, analysis->study->consent_purpose, &results->policy, error);
    return results->referrers != NULL &&
           release_table(results, hcp__report_make_classes(nodes, n), &results->classes, error);
}

/* Refused: the list keeps its columns and loses its rows, so that a report always has the same
 * files. */
static gboolean release_lookalikes(HcpAnalysis *analysis, Results *results, GError **error) {
    const HcpLookalike *lookalike = analysis->lookalike;
    g_autoptr(HcpTable) list = lookalike->refusal == NULL
                                   ? hcp_table_ref(lookalike->list)
                                   : hcp_table_select_rows(lookalike->list, 0, lookalike->node);
    results->lookalikes =
        hcp_release_list(list, lookalike->node, analysis->dataset, analysis->study->consent_purpose,
                         &results->policy, error);
    return results->lookalikes != NULL &&
           release_table(results, hcp_lookalike_make_evidence(lookalike), &results->evidence,
                         error);
}

static gboolean release_quality(const HcpAnalysis *analysis, Results *results, const HcpRun *run,
                                GError **error) {
    const HcpIssues *issues = analysis->dataset->issues;
    results->quality = hcp_quality_new(analysis->dataset, run, error);
    if (results->quality == NULL)
        return FALSE;
    results->quality_tables = hcp_release_quality(results->quality, &results->policy, error);
    if (results->quality_tables == NULL)
        return FALSE;
    return release_table(results, hcp_issues_make_rejects(issues), &results->rejects, error) &&
           release_table(results, hcp_issues_make_tallies(issues), &results->tallies, error);
}

static gboolean release_brand(const HcpAnalysis *analysis, Results *results, const HcpRun *run,
                              GError **error) {
    g_autoptr(HcpTable) products = NULL, months = NULL, organisations = NULL;
    return hcp_derive_products(analysis->dataset, &products, &months, run, error) &&
           hcp__report_make_organisations(analysis, results->network, &organisations, run, error) &&
           release_table(results, g_steal_pointer(&products), &results->products, error) &&
           release_table(results, g_steal_pointer(&months), &results->months, error) &&
           release_table(results, g_steal_pointer(&organisations), &results->organisations, error);
}

static HcpTable *join_audits(const Results *results) {
    static const char *const FILES[] = {"network",        "physicians.csv", "communities.csv",
                                        "lookalikes.csv", "products.csv",   "organisations.csv",
                                        "rejects.csv",    "referrers.csv"};
    const HcpRelease *const releases[] = {
        results->drawn,    results->physicians,    results->communities, results->lookalikes,
        results->products, results->organisations, results->rejects,     results->referrers};
    return hcp__report_join_audits(G_N_ELEMENTS(FILES), FILES, releases);
}

static gboolean release_notes(const HcpAnalysis *analysis, Results *results, GError **error) {
    const HcpTable *nodes = hcp_release_get_table(results->network);
    return release_table(results, hcp__report_make_summary(analysis, results->network),
                         &results->summary, error) &&
           release_table(results, hcp__report_make_layers(results->layers), &results->layer_table,
                         error) &&
           release_table(results, hcp__report_make_adoption(analysis), &results->adoption, error) &&
           release_table(results, hcp__report_make_definitions(nodes), &results->definitions,
                         error) &&
           release_table(results, hcp_study_make_settings(analysis->study), &results->settings,
                         error) &&
           release_table(results, join_audits(results), &results->audit, error);
}

/* ---- write ---- */

static char *describe_period(const HcpStudy *study) {
    if (study->first_day == INT32_MIN || study->last_day == INT32_MAX)
        return NULL;
    HcpColumnInfo info = {.name = "day", .kind = HCP_KIND_DATE};
    int32_t *days = g_new(int32_t, 2);
    days[0] = study->first_day;
    days[1] = study->last_day;
    g_autoptr(HcpColumn) column = hcp_column_new_take(&info, 2, days, NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    hcp_column_append_text(column, 0, text);
    g_string_append(text, " to ");
    hcp_column_append_text(column, 1, text);
    return g_strdup(text->str);
}

static gboolean write_page(const HcpAnalysis *analysis, const Results *results, const char *path,
                           GError **error) {
    const HcpStudy *study = analysis->study;
    g_autofree char *period = describe_period(study);
    g_autofree char *brand = study->brand != NULL ? g_strjoinv(", ", study->brand) : NULL;
    gboolean refused = analysis->lookalike->refusal != NULL;
    HcpReportContent content = {.title = study->title != NULL ? study->title : "Network report",
                                .brand = brand,
                                .period = period,
                                .network = results->network,
                                .drawn = results->drawn,
                                .style = results->style,
                                .summary = results->summary,
                                .layers = results->layer_table,
                                .quality = results->quality,
                                .quality_tables = results->quality_tables,
                                .communities = results->communities,
                                .lookalikes = refused ? NULL : results->lookalikes,
                                .evidence = results->evidence,
                                .referrers = results->referrers,
                                .referral_classes = results->classes,
                                .lookalike_refusal = analysis->lookalike->refusal,
                                .adoption = results->adoption,
                                .products = results->products,
                                .brand_months = results->months,
                                .organisations = results->organisations,
                                .definitions = results->definitions,
                                .audit = results->audit};
    return hcp_report_write_html(&content, path, error);
}

static gboolean write_map(const HcpAnalysis *analysis, const Results *results,
                          const HcpFolder *folder, const HcpRun *run, GError **error) {
    static const struct {
        const char *name;
        HcpMapFormat format;
    } MAPS[] = {{"map.png", HCP_MAP_PNG}, {"map.svg", HCP_MAP_SVG}, {"map.pdf", HCP_MAP_PDF}};
    HcpMapOptions options = HCP_MAP_OPTIONS_INIT;
    g_autofree char *period = describe_period(analysis->study);
    options.title = analysis->study->title;
    options.subtitle = period;
    for (gsize i = 0; i < G_N_ELEMENTS(MAPS); i++) {
        g_autofree char *path = hcp_folder_file(folder, MAPS[i].name);
        options.format = MAPS[i].format;
        if (!hcp_map_write(results->drawn, results->style, &options, path, run, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_tables(const Results *results, const HcpFolder *folder, GError **error) {
    const struct {
        const char *name;
        const HcpRelease *release;
    } tables[] = {
        {"physicians.csv", results->physicians},       {"communities.csv", results->communities},
        {"lookalikes.csv", results->lookalikes},       {"products.csv", results->products},
        {"organisations.csv", results->organisations}, {"rejects.csv", results->rejects},
        {"referrers.csv", results->referrers}};
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        if (tables[i].release == NULL)
            continue;
        g_autofree char *path = hcp_folder_file(folder, tables[i].name);
        if (!hcp_csv_write(tables[i].release, path, error))
            return FALSE;
    }
    g_autofree char *edges = hcp_folder_file(folder, "edges.csv");
    g_autofree char *graphml = hcp_folder_file(folder, "network.graphml");
    return hcp_csv_write_edges(results->layers->len,
                               (const HcpRelease *const *)results->layers->pdata, edges, error) &&
           hcp_graphml_write(results->drawn, graphml, error);
}

static gboolean write_manifest(const HcpAnalysis *analysis, const Results *results,
                               const char *path, GError **error) {
    const HcpManifestFile all[] = {
        {"network.graphml", results->drawn},       {"physicians.csv", results->physicians},
        {"communities.csv", results->communities}, {"lookalikes.csv", results->lookalikes},
        {"products.csv", results->products},       {"organisations.csv", results->organisations},
        {"rejects.csv", results->rejects},         {"referrers.csv", results->referrers}};
    HcpManifestFile files[G_N_ELEMENTS(all)];
    gsize n_files = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        if (all[i].content != NULL)
            files[n_files++] = all[i];
    HcpManifest manifest = {.settings = results->settings,
                            .seed = analysis->study->seed,
                            .inputs = analysis->dataset->inputs,
                            .tallies = results->tallies,
                            .n_files = n_files,
                            .files = files};
    return hcp_manifest_write(&manifest, path, error);
}

static gboolean write_all(const HcpAnalysis *analysis, const Results *results,
                          const HcpFolder *folder, const HcpRun *run, GError **error) {
    g_autofree char *page = hcp_folder_file(folder, "report.html");
    hcp_run_report(run, "write tables", 0);
    g_autofree char *manifest = hcp_folder_file(folder, "manifest.json");
    if (!write_tables(results, folder, error) || !write_page(analysis, results, page, error) ||
        !write_manifest(analysis, results, manifest, error))
        return FALSE;
    hcp_run_report(run, "write tables", 1);
    hcp_run_report(run, "write maps", 0);
    if (!write_map(analysis, results, folder, run, error))
        return FALSE;
    hcp_run_report(run, "write maps", 1);
    return TRUE;
}

gboolean hcp_report_write(HcpAnalysis *analysis, const HcpFolder *folder, const HcpRun *run,
                          GError **error) {
    g_auto(Results) results = {.policy = hcp_release_policy(analysis->study)};
    return compute(analysis, &results.policy, run, error) &&
           release_network(analysis, &results, run, error) &&
           release_referrers(analysis, &results, error) &&
           release_lookalikes(analysis, &results, error) &&
           release_quality(analysis, &results, run, error) &&
           release_brand(analysis, &results, run, error) &&
           release_notes(analysis, &results, error) &&
           write_all(analysis, &results, folder, run, error);
}
