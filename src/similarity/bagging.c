/* Bagging for learning from positive and unlabelled rows: Mordelet & Vert 2014, Pattern Recognition
 * Letters 37:201-209. */
#include "similarity/similarity_internal.h"

#include "base/base_internal.h"
#include <string.h>

/* With a handful of seeds, a sample of their number would say too little about everybody else. */
#define MIN_SAMPLE 200

typedef struct {
    const HcpLookalikeTask *task;
    GArray *seeds, *others; /* of int32_t: the rows to learn from, in row order */
    uint64_t stream;
    HcpLogistic **fits; /* one for each bag */
    GError **errors;
} Bags;

static void bags_clear(Bags *bags) {
    for (int bag = 0; bag < bags->task->options->n_bags; bag++) {
        hcp_logistic_free(bags->fits[bag]);
        g_clear_error(&bags->errors[bag]);
    }
    g_free(bags->fits);
    g_free(bags->errors);
    g_array_unref(bags->seeds);
    g_array_unref(bags->others);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bags, bags_clear)

static int64_t count_drawn(const Bags *bags) {
    guint n = bags->others->len;
    return bags->task->options->n_bags == 1 ? n : MAX(bags->seeds->len, MIN_SAMPLE);
}

/* All seeds, then others, drawn with replacement; with one bag each other once. A plain array: the
 * slices of GLib's own containers look like races to ThreadSanitizer. */
static int32_t *draw_rows(const Bags *bags, int bag, int64_t n) {
    int32_t *rows = g_new(int32_t, n);
    int64_t n_seeds = bags->seeds->len;
    memcpy(rows, bags->seeds->data, (gsize)n_seeds * sizeof *rows);
    HcpRng rng;
    hcp__rng_init(&rng, hcp_run_get_seed(bags->task->run), bags->stream + (uint64_t)bag);
    for (int64_t i = n_seeds; i < n; i++) {
        int64_t at = bags->task->options->n_bags == 1 ? i - n_seeds
                                                      : hcp__rng_below(&rng, bags->others->len);
        rows[i] = g_array_index(bags->others, int32_t, at);
    }
    return rows;
}

static HcpLogistic *fit_bag(const Bags *bags, int bag, GError **error) {
    const HcpFeatures *features = bags->task->features;
    int64_t n = bags->seeds->len + count_drawn(bags);
    g_autofree int32_t *rows = draw_rows(bags, bag, n);
    g_autofree double *x = hcp__array_new(n * features->n_terms, sizeof(double), error);
    if (x == NULL)
        return NULL;
    for (int32_t j = 0; j < features->n_terms; j++)
        for (int64_t i = 0; i < n; i++)
            x[i + j * n] = features->x[rows[i] + (int64_t)j * features->n_rows];
    g_autofree uint8_t *y = g_new0(uint8_t, (gsize)n);
    memset(y, 1, bags->seeds->len);
    HcpMatrix matrix = {.n_rows = n, .n_columns = features->n_terms, .values = x};
    HcpLogisticOptions options = HCP_LOGISTIC_OPTIONS_INIT;
    options.ridge = bags->task->options->ridge;
    /* Newton squares the error in each step: after a change of 1e-6 it is near 1e-12. */
    options.tolerance = 1e-6;
    return hcp_logistic_fit(&matrix, y, &options, NULL, error);
}

static void fit_range(int64_t first, int64_t last, void *data) {
    Bags *bags = data;
    for (int64_t bag = first; bag < last; bag++)
        bags->fits[bag] = fit_bag(bags, (int)bag, &bags->errors[bag]);
}

/* The mean of linear scores is the score of the mean coefficients. */
static HcpLogistic *take_mean(const Bags *bags, GError **error) {
    int n_bags = bags->task->options->n_bags, n_terms = bags->task->features->n_terms;
    g_autoptr(HcpLogistic) mean = g_new0(HcpLogistic, 1);
    mean->n_columns = n_terms;
    mean->coefficient = g_new0(double, n_terms);
    for (int bag = 0; bag < n_bags; bag++) {
        if (bags->fits[bag] == NULL) {
            g_propagate_error(error, g_steal_pointer(&bags->errors[bag]));
            return NULL;
        }
        mean->intercept += bags->fits[bag]->intercept / n_bags;
        for (int32_t j = 0; j < n_terms; j++)
            mean->coefficient[j] += bags->fits[bag]->coefficient[j] / n_bags;
        mean->n_steps = MAX(mean->n_steps, bags->fits[bag]->n_steps);
    }
    return g_steal_pointer(&mean);
}

gboolean hcp__lookalike_is_known(const HcpLookalikeTask *task, int32_t row) {
    return task->options->is_known == NULL || task->options->is_known[row];
}

HcpLogistic *hcp__lookalike_fit(const HcpLookalikeTask *task, const int *fold_of, int fold,
                                GError **error) {
    g_auto(Bags) bags = {.task = task,
                         .seeds = g_array_new(FALSE, FALSE, sizeof(int32_t)),
                         .others = g_array_new(FALSE, FALSE, sizeof(int32_t)),
                         .stream = (uint64_t)(fold + 1) << 32,
                         .fits = g_new0(HcpLogistic *, task->options->n_bags),
                         .errors = g_new0(GError *, task->options->n_bags)};
    for (int32_t i = 0; i < task->features->n_rows; i++)
        if (hcp__lookalike_is_known(task, i) && (fold < 0 || fold_of[i] != fold))
            g_array_append_val(task->is_seed[i] ? bags.seeds : bags.others, i);
    if (!hcp__parallel_for(task->run, task->options->n_bags, 1, fit_range, &bags, error))
        return NULL;
    return take_mean(&bags, error);
}
