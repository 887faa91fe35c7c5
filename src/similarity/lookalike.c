#include "similarity/similarity_internal.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

/* ---- the list ---- */

typedef struct {
    double score;
    int32_t node;
} Candidate;

/* Largest score first, ties by node, which is the order of ids. */
static int compare_candidates(const void *a, const void *b) {
    const Candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

static double round_to(double value, double scale) {
    return round(value * scale) / scale;
}

/* The candidates, best first; fills lookalike->node. */
static Candidate *rank_candidates(HcpLookalike *lookalike, const HcpLookalikeTask *task,
                                  const HcpLogistic *fit) {
    const HcpFeatures *features = task->features;
    HcpMatrix x = {features->n_rows, features->n_terms, features->x};
    g_autofree double *score = g_new(double, features->n_rows);
    hcp_logistic_score(fit, &x, score);
    Candidate *candidates = g_new(Candidate, lookalike->n_candidates);
    int32_t n = 0;
    for (int32_t i = 0; i < features->n_rows; i++)
        if (!task->is_seed[i])
            candidates[n++] = (Candidate){.score = score[i], .node = i};
    qsort(candidates, (gsize)n, sizeof *candidates, compare_candidates);
    lookalike->node = g_new(int32_t, n);
    for (int32_t r = 0; r < n; r++)
        lookalike->node[r] = candidates[r].node;
    return candidates;
}

static HcpColumn *make_scores(int32_t n, const Candidate *candidates) {
    double *value = g_new(double, n);
    for (int32_t r = 0; r < n; r++)
        value[r] = round_to(candidates[r].score, 1e4);
    HcpColumnInfo info = {.name = "score",
                          .label = "Score",
                          .definition = "Log odds of the lookalike model, mean over its bags: "
                                        "larger is more like the seeds; not a probability",
                          .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_take(&info, n, value, NULL);
}

static HcpColumn *make_ranks(int32_t n) {
    int64_t *value = g_new(int64_t, n);
    for (int32_t r = 0; r < n; r++)
        value[r] = r + 1;
    HcpColumnInfo info = {.name = "rank",
                          .label = "Rank",
                          .definition = "Place by score, 1 for the best, ties by id",
                          .kind = HCP_KIND_INT64};
    return hcp_column_new_take(&info, n, value, NULL);
}

static HcpColumn *make_percentiles(int32_t n, const Candidate *candidates) {
    double *value = g_new(double, n);
    int32_t n_lower = 0;
    for (int32_t r = n - 1; r >= 0; r--) {
        if (r < n - 1 && candidates[r].score > candidates[r + 1].score)
            n_lower = n - 1 - r;
        value[r] = round_to(100.0 * n_lower / n, 100);
    }
    HcpColumnInfo info = {.name = "percentile",
                          .label = "Percentile",
                          .unit = "%",
                          .definition = "Share of the candidates with a lower score",
                          .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_take(&info, n, value, NULL);
}

static void make_list(HcpLookalike *lookalike, const HcpLookalikeTask *task,
                      const HcpLogistic *fit) {
    int32_t n = lookalike->n_candidates;
    g_autofree Candidate *candidates = rank_candidates(lookalike, task, fit);
    g_autoptr(HcpColumn) id =
        hcp_column_select(hcp_table_find_column(task->nodes, "id"), n, lookalike->node);
    g_autoptr(HcpColumn) score = make_scores(n, candidates);
    g_autoptr(HcpColumn) rank = make_ranks(n);
    g_autoptr(HcpColumn) percentile = make_percentiles(n, candidates);
    g_autoptr(GPtrArray) reasons =
        hcp__lookalike_make_reasons(task->features, fit, n, lookalike->node);
    HcpColumn *columns[] = {id, score, rank, percentile};
    g_autoptr(HcpTable) plain = hcp_table_new("lookalikes", n, G_N_ELEMENTS(columns), columns);
    g_autoptr(HcpTable) explained =
        hcp_table_with_columns(plain, reasons->len, (HcpColumn *const *)reasons->pdata);
    g_autofree char *verdict = hcp__lookalike_make_verdict(lookalike);
    lookalike->list = hcp_table_with_note(explained, "verdict", verdict);
}

/* ---- the model ---- */

typedef struct {
    double coefficient;
    int32_t term;
} Weight;

static int compare_weights(const void *a, const void *b) {
    const Weight *x = a, *y = b;
    if (fabs(x->coefficient) != fabs(y->coefficient))
        return fabs(x->coefficient) > fabs(y->coefficient) ? -1 : 1;
    return x->term < y->term ? -1 : x->term > y->term;
}

static HcpColumn *take_doubles(const char *name, const char *definition, int64_t n,
                               double *values) {
    HcpColumnInfo info = {.name = name, .definition = definition, .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_take(&info, n, values, NULL);
}

static HcpTable *make_model(const HcpFeatures *features, const HcpLogistic *fit) {
    int32_t n = features->n_terms;
    g_autofree Weight *weights = g_new(Weight, n);
    for (int32_t j = 0; j < n; j++)
        weights[j] = (Weight){.coefficient = fit->coefficient[j], .term = j};
    qsort(weights, (gsize)n, sizeof *weights, compare_weights);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new(int32_t, n);
    double *coefficients = g_new(double, n), *means = g_new(double, n), *sds = g_new(double, n);
    for (int32_t j = 0; j < n; j++) {
        g_autofree char *name = hcp__features_term_name(features, weights[j].term);
        const HcpTerm *term = &g_array_index(features->terms, HcpTerm, weights[j].term);
        codes[j] = hcp__pool_add(pool, name, -1);
        coefficients[j] = weights[j].coefficient;
        means[j] = term->mean;
        sds[j] = term->sd;
    }
    HcpColumnInfo info = {.name = "term",
                          .definition = "Column, column=level, or column missing",
                          .kind = HCP_KIND_STRING};
    g_autoptr(HcpColumn) terms = hcp_column_new_take_strings(&info, n, codes, NULL, pool);
    g_autoptr(HcpColumn) coefficient = take_doubles(
        "coefficient", "Change of the score for one standard deviation", n, coefficients);
    g_autoptr(HcpColumn) mean = take_doubles("mean", "Mean over all physicians", n, means);
    g_autoptr(HcpColumn) sd = take_doubles("sd", "Standard deviation over all physicians", n, sds);
    HcpColumn *columns[] = {terms, coefficient, mean, sd};
    return hcp_table_new("lookalike_model", n, G_N_ELEMENTS(columns), columns);
}

/* ---- all together ---- */

static void count_rows(HcpLookalike *lookalike, int32_t n_physicians, const uint8_t *is_seed) {
    for (int32_t i = 0; i < n_physicians; i++)
        lookalike->n_seeds += is_seed[i] != 0;
    lookalike->n_candidates = n_physicians - lookalike->n_seeds;
}

static gboolean has_known_other(int32_t n_physicians, const uint8_t *is_seed,
                                const HcpLookalikeOptions *options) {
    for (int32_t i = 0; i < n_physicians; i++)
        if (!is_seed[i] && (options->is_known == NULL || options->is_known[i]))
            return TRUE;
    return FALSE;
}

/* Where nothing can be fitted: tables of the usual columns without rows. */
static void refuse(HcpLookalike *lookalike, const char *refusal) {
    static const char *const LIST[] = {"id",       "score",    "rank",    "percentile",
                                       "reason_1", "reason_2", "reason_3"};
    static const char *const MODEL[] = {"term", "coefficient", "mean", "sd"};
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    lookalike->refusal = g_strdup(refusal);
    lookalike->baseline = g_strdup("chance");
    lookalike->list = hcp_table_new_texts("lookalikes", G_N_ELEMENTS(LIST), LIST, none);
    lookalike->model = hcp_table_new_texts("model", G_N_ELEMENTS(MODEL), MODEL, none);
    lookalike->node = g_new0(int32_t, 1);
    lookalike->evidence = lookalike->volume =
        (HcpEvidence){.auc = NAN, .average_precision = NAN, .lift_5 = NAN, .lift_10 = NAN};
    lookalike->gain = lookalike->gain_low = lookalike->gain_high = NAN;
}

HcpLookalike *hcp_lookalike_compute(const HcpTable *nodes, int32_t n_physicians,
                                    const uint8_t *is_seed, const HcpLookalikeOptions *options,
                                    const HcpRun *run, GError **error) {
    g_return_val_if_fail(options->n_folds >= 2 && options->n_bags >= 1, NULL);
    g_autoptr(HcpLookalike) lookalike = g_new0(HcpLookalike, 1);
    count_rows(lookalike, n_physicians, is_seed);
    if (lookalike->n_seeds == 0 || !has_known_other(n_physicians, is_seed, options)) {
        refuse(lookalike, lookalike->n_seeds == 0 ? "lookalikes refused: there are no seeds"
                                                  : "lookalikes refused: everybody is a seed");
        return g_steal_pointer(&lookalike);
    }
    g_autoptr(HcpFeatures) features = hcp__features_new(nodes, n_physicians, options, error);
    if (features == NULL)
        return NULL;
    if (features->n_terms == 0) {
        refuse(lookalike, "lookalikes refused: no column to learn from");
        return g_steal_pointer(&lookalike);
    }
    hcp_run_report(run, "lookalikes", 0);
    HcpLookalikeTask task = {nodes, features, is_seed, options, run};
    if (!hcp__lookalike_add_evidence(lookalike, &task, error))
        return NULL;
    g_autoptr(HcpLogistic) fit = hcp__lookalike_fit(&task, NULL, -1, error);
    if (fit == NULL)
        return NULL;
    make_list(lookalike, &task, fit);
    lookalike->model = make_model(features, fit);
    hcp_run_report(run, "lookalikes", 1);
    return g_steal_pointer(&lookalike);
}

void hcp_lookalike_free(HcpLookalike *lookalike) {
    if (lookalike == NULL)
        return;
    hcp_table_unref(lookalike->list);
    g_free(lookalike->node);
    hcp_table_unref(lookalike->model);
    g_free(lookalike->refusal);
    g_free(lookalike->baseline);
    g_free(lookalike);
}
