#include "similarity/similarity_internal.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

#define MIN_SEEDS 20

/* 95 % point of the standard normal distribution: a two-sided interval of 90 %. */
#define Z_90 1.6448536269514722

/* ---- held-out scores ---- */

typedef struct {
    double score;
    int32_t row;
} Scored;

static int compare_scored(const void *a, const void *b) {
    const Scored *x = a, *y = b;
    return x->score < y->score ? -1 : x->score > y->score;
}

/* held_out[row] = (rows of the fold below + half of those that tie, itself among them) / rows of
 * the fold: scores of models that were fitted apart have no common scale. */
static void rank_within_fold(GArray *fold, double *held_out) {
    g_array_sort(fold, compare_scored);
    const Scored *scored = (const Scored *)(void *)fold->data;
    guint n = fold->len;
    for (guint first = 0, last; first < n; first = last) {
        for (last = first; last < n && scored[last].score == scored[first].score; last++)
            ;
        for (guint i = first; i < last; i++)
            held_out[scored[i].row] = (double)(first + last) / (2.0 * n);
    }
}

static gboolean can_learn_without(const HcpLookalikeTask *task, const int *fold_of, int fold) {
    gboolean has_seed = FALSE, has_other = FALSE;
    for (int32_t i = 0; i < task->features->n_rows; i++)
        if (hcp__lookalike_is_known(task, i) && fold_of[i] != fold) {
            has_seed |= task->is_seed[i] != 0;
            has_other |= task->is_seed[i] == 0;
        }
    return has_seed && has_other;
}

/* A fold that leaves nothing to learn from ties throughout. */
static gboolean score_fold(const HcpLookalikeTask *task, const int *fold_of, int fold,
                           double *held_out, GError **error) {
    const HcpFeatures *features = task->features;
    g_autofree double *score = g_new0(double, features->n_rows);
    if (can_learn_without(task, fold_of, fold)) {
        g_autoptr(HcpLogistic) fit = hcp__lookalike_fit(task, fold_of, fold, error);
        if (fit == NULL)
            return FALSE;
        HcpMatrix x = {features->n_rows, features->n_terms, features->x};
        hcp_logistic_score(fit, &x, score);
    }
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Scored));
    for (int32_t i = 0; i < features->n_rows; i++)
        if (hcp__lookalike_is_known(task, i) && fold_of[i] == fold) {
            Scored scored = {.score = score[i], .row = i};
            g_array_append_val(rows, scored);
        }
    rank_within_fold(rows, held_out);
    return TRUE;
}

static double *score_held_out(const HcpLookalikeTask *task, GError **error) {
    int n_folds = task->options->n_folds;
    int32_t n = task->features->n_rows;
    const HcpColumn *ids = hcp_table_find_column(task->nodes, "id");
    g_autofree int *fold_of = g_new(int, n);
    for (int32_t i = 0; i < n; i++)
        fold_of[i] =
            hcp_fold_of_id(hcp_column_get_text(ids, i), n_folds, hcp_run_get_seed(task->run));
    g_autofree double *held_out = g_new0(double, n);
    for (int fold = 0; fold < n_folds; fold++) {
        if (!score_fold(task, fold_of, fold, held_out, error))
            return NULL;
        hcp_run_report(task->run, "lookalikes", (fold + 1.0) / (n_folds + 1.0));
    }
    return g_steal_pointer(&held_out);
}

/* ---- the baseline and the verdict ---- */

/* Missing is below every number. NULL when there is no such column. */
static double *get_volumes(const HcpLookalikeTask *task, const char *name) {
    const HcpColumn *column = name != NULL ? hcp_table_find_column(task->nodes, name) : NULL;
    if (column == NULL || hcp_column_get_info(column)->kind == HCP_KIND_STRING)
        return NULL;
    double *volume = g_new(double, task->features->n_rows);
    for (int32_t i = 0; i < task->features->n_rows; i++) {
        double value = hcp_column_get_number(column, i);
        volume[i] = isnan(value) ? -G_MAXDOUBLE : value;
    }
    return volume;
}

/* " .551": three decimals, no zero before the point. */
static void append_decimals(GString *text, double value) {
    char digits[HCP__NUMBER_SIZE];
    if (isnan(value)) {
        g_string_append(text, "unknown");
        return;
    }
    hcp__format_double(digits, round(value * 1000) / 1000);
    const char *rest = digits;
    if (*rest == '-') {
        g_string_append_c(text, '-');
        rest++;
    }
    g_string_append(text, strncmp(rest, "0.", 2) == 0 ? rest + 1 : rest);
}

/* "AUC .551 against .558 (difference -.007, 90 % interval -.05 to .04)" */
static void append_comparison(GString *text, const HcpLookalike *lookalike) {
    const char *const words[] = {"AUC ", " against ", " (difference ", ", 90 % interval ", " to "};
    const double values[] = {lookalike->evidence.auc, lookalike->volume.auc, lookalike->gain,
                             lookalike->gain_low, lookalike->gain_high};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        g_string_append(text, words[i]);
        append_decimals(text, values[i]);
    }
    g_string_append_c(text, ')');
}

static gboolean is_chance(const HcpLookalike *lookalike) {
    return strcmp(lookalike->baseline, "chance") == 0;
}

/* "volume alone", or "chance". Owned by the caller. */
static char *name_baseline(const HcpLookalike *lookalike) {
    return g_strconcat(lookalike->baseline, is_chance(lookalike) ? NULL : " alone", NULL);
}

/* "better than volume alone: AUC ...". */
static char *compare_in_words(const char *finding, const HcpLookalike *lookalike) {
    g_autofree char *baseline = name_baseline(lookalike);
    GString *text = g_string_new(finding);
    g_string_append_printf(text, " %s: ", baseline);
    append_comparison(text, lookalike);
    return g_string_free(text, FALSE);
}

static char *make_refusal(const HcpLookalike *lookalike) {
    if (lookalike->n_seeds < MIN_SEEDS)
        return g_strdup_printf("lookalikes refused: %d %s, at least %d are needed",
                               lookalike->n_seeds, lookalike->n_seeds == 1 ? "seed" : "seeds",
                               MIN_SEEDS);
    if (lookalike->gain_low > 0)
        return NULL;
    return compare_in_words("lookalikes refused: no better than", lookalike);
}

char *hcp__lookalike_make_verdict(const HcpLookalike *lookalike) {
    if (lookalike->refusal != NULL)
        return g_strdup(lookalike->refusal);
    return compare_in_words("better than", lookalike);
}

/* The values of the known rows, which come first; returns how many there are. */
static int32_t keep_known(const HcpLookalikeTask *task, double *value) {
    int32_t n = 0;
    for (int32_t i = 0; i < task->features->n_rows; i++)
        if (hcp__lookalike_is_known(task, i))
            value[n++] = value[i];
    return n;
}

/* Fills the baseline's name and evidence; returns its values of the known rows. Chance: all tie. */
static double *choose_baseline(HcpLookalike *lookalike, const HcpLookalikeTask *task,
                               const uint8_t *is_seed) {
    const char *const usual[] = {task->options->volume, NULL};
    const char *const *names =
        task->options->other_volumes != NULL ? task->options->other_volumes : usual;
    double *best = g_new0(double, task->features->n_rows + 1);
    int32_t n = keep_known(task, best);
    lookalike->baseline = g_strdup("chance");
    lookalike->volume = hcp_evidence_compute(n, best, is_seed);
    lookalike->volume.average_precision = lookalike->volume.lift_5 = lookalike->volume.lift_10 =
        NAN;
    for (; *names != NULL; names++) {
        double *value = get_volumes(task, *names);
        if (value == NULL)
            continue;
        keep_known(task, value);
        HcpEvidence evidence = hcp_evidence_compute(n, value, is_seed);
        if (!is_chance(lookalike) && evidence.auc <= lookalike->volume.auc) {
            g_free(value);
            continue;
        }
        lookalike->volume = evidence;
        g_free(lookalike->baseline);
        lookalike->baseline = g_strdup(names == usual ? "volume" : *names);
        g_free(best);
        best = value;
    }
    return best;
}

gboolean hcp__lookalike_add_evidence(HcpLookalike *lookalike, const HcpLookalikeTask *task,
                                     GError **error) {
    g_autofree double *held_out = score_held_out(task, error);
    if (held_out == NULL)
        return FALSE;
    int32_t n = keep_known(task, held_out), n_known = 0;
    g_autofree uint8_t *is_seed = g_new0(uint8_t, n + 1);
    for (int32_t i = 0; i < task->features->n_rows; i++)
        if (hcp__lookalike_is_known(task, i))
            is_seed[n_known++] = task->is_seed[i];
    g_autofree double *volume = choose_baseline(lookalike, task, is_seed);
    lookalike->evidence = hcp_evidence_compute(n, held_out, is_seed);
    double standard_error;
    hcp_evidence_compare(n, held_out, volume, is_seed, &lookalike->gain, &standard_error);
    lookalike->gain_low = lookalike->gain - Z_90 * standard_error;
    lookalike->gain_high = lookalike->gain + Z_90 * standard_error;
    lookalike->refusal = make_refusal(lookalike);
    return TRUE;
}

/* ---- the evidence as a table ---- */

static HcpColumn *make_texts(const char *name, gsize n, const char *const *texts) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new(int32_t, n);
    for (gsize i = 0; i < n; i++)
        codes[i] = hcp__pool_add(pool, texts[i], -1);
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING};
    return hcp_column_new_take_strings(&info, (int64_t)n, codes, NULL, pool);
}

HcpTable *hcp_lookalike_make_evidence(const HcpLookalike *lookalike) {
    const HcpEvidence *own = &lookalike->evidence, *volume = &lookalike->volume;
    g_autofree char *baseline = name_baseline(lookalike);
    g_autofree char *by_baseline = g_strconcat("the same by ", baseline, NULL);
    g_autofree char *gain = g_strconcat("AUC less the AUC of ", baseline, NULL);
    const struct {
        const char *statistic;
        double value;
        const char *meaning;
    } rows[] = {
        {"seeds", lookalike->n_seeds, "physicians to resemble"},
        {"candidates", lookalike->n_candidates, "physicians that are no seeds"},
        {"auc", own->auc, "chance that a held-out seed scores above a candidate; .5 is guessing"},
        {"average_precision", own->average_precision, "mean precision over the held-out seeds"},
        {"base_rate", (double)own->n_positive / (double)own->n,
         "average precision and precision of guessing"},
        {"lift_5", own->lift_5, "held-out seeds in the top 5 % over those that guessing finds"},
        {"lift_10", own->lift_10, "held-out seeds in the top 10 % over those that guessing finds"},
        {"volume_auc", volume->auc, by_baseline},
        {"volume_average_precision", volume->average_precision, by_baseline},
        {"volume_lift_5", volume->lift_5, by_baseline},
        {"volume_lift_10", volume->lift_10, by_baseline},
        {"gain", lookalike->gain, gain},
        {"gain_low", lookalike->gain_low, "lower end of the 90 % interval of the gain"},
        {"gain_high", lookalike->gain_high, "upper end of the 90 % interval of the gain"},
    };
    enum { N_ROWS = G_N_ELEMENTS(rows) };
    const char *statistics[N_ROWS], *meanings[N_ROWS];
    double values[N_ROWS];
    for (gsize i = 0; i < N_ROWS; i++) {
        statistics[i] = rows[i].statistic;
        values[i] = rows[i].value;
        meanings[i] = rows[i].meaning;
    }
    HcpColumnInfo info = {.name = "value", .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) statistic = make_texts("statistic", N_ROWS, statistics);
    g_autoptr(HcpColumn) value = hcp_column_new_doubles(&info, N_ROWS, values);
    g_autoptr(HcpColumn) meaning = make_texts("meaning", N_ROWS, meanings);
    HcpColumn *columns[] = {statistic, value, meaning};
    g_autoptr(HcpTable) table = hcp_table_new("evidence", N_ROWS, 3, columns);
    g_autofree char *verdict = hcp__lookalike_make_verdict(lookalike);
    return hcp_table_with_note(table, "verdict", verdict);
}
