#include <hcpnet/model.h>

#include "base/base_internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double score;
    int64_t row;
    uint8_t positive;
} Item;

/* Largest score first; of equal scores the positive last. */
static int compare_items(const void *a, const void *b) {
    const Item *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->positive != y->positive)
        return x->positive < y->positive ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static Item *sort_items(int64_t n, const double *score, const uint8_t *positive) {
    Item *items = g_new(Item, MAX(1, (gsize)n));
    for (int64_t i = 0; i < n; i++)
        items[i] = (Item){.score = score[i], .row = i, .positive = positive[i] != 0};
    qsort(items, (gsize)n, sizeof *items, compare_items);
    return items;
}

static int64_t count_positives(int64_t n, const uint8_t *positive) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
        count += positive[i] != 0;
    return count;
}

/* AUC = sum over positives of (others below + half of the others that tie) / (n1 n0). */
static double compute_auc(int64_t n, const Item *items, int64_t n_positive) {
    double sum = 0;
    int64_t others_above = 0, n_other = n - n_positive;
    for (int64_t first = 0, last; first < n; first = last) {
        int64_t tied_positive = 0;
        for (last = first; last < n && items[last].score == items[first].score; last++)
            tied_positive += items[last].positive;
        int64_t tied_other = last - first - tied_positive;
        double below = (double)(n_other - others_above - tied_other);
        sum += (double)tied_positive * (below + (double)tied_other / 2);
        others_above += tied_other;
    }
    return sum / ((double)n_positive * (double)n_other);
}

/* AP = 1/n1 sum over positives of (positives down to its row) / (rows down to its row). */
static double compute_average_precision(int64_t n, const Item *items, int64_t n_positive) {
    double sum = 0;
    int64_t found = 0;
    for (int64_t i = 0; i < n; i++)
        if (items[i].positive)
            sum += (double)++found / (double)(i + 1);
    return sum / (double)n_positive;
}

static double compute_lift(int64_t n, const Item *items, int64_t n_positive, int64_t percent) {
    int64_t k = MAX(1, n * percent / 100), found = 0;
    for (int64_t i = 0; i < k; i++)
        found += items[i].positive;
    return ((double)found / (double)k) / ((double)n_positive / (double)n);
}

HcpEvidence hcp_evidence_compute(int64_t n, const double *score, const uint8_t *positive) {
    HcpEvidence evidence = {.n = n, .n_positive = count_positives(n, positive)};
    evidence.auc = evidence.average_precision = evidence.lift_5 = evidence.lift_10 = NAN;
    if (evidence.n_positive == 0 || evidence.n_positive == n)
        return evidence;
    g_autofree Item *items = sort_items(n, score, positive);
    evidence.auc = compute_auc(n, items, evidence.n_positive);
    evidence.average_precision = compute_average_precision(n, items, evidence.n_positive);
    evidence.lift_5 = compute_lift(n, items, evidence.n_positive, 5);
    evidence.lift_10 = compute_lift(n, items, evidence.n_positive, 10);
    return evidence;
}

/* placement[row]: for a positive the share of others below it, for another the share of positives
 * above it, ties one half. */
static double *compute_placements(int64_t n, const double *score, const uint8_t *positive) {
    g_autofree Item *items = sort_items(n, score, positive);
    double *placement = g_new(double, MAX(1, (gsize)n));
    int64_t n_positive = count_positives(n, positive), n_other = n - n_positive;
    int64_t positives_above = 0, others_above = 0;
    for (int64_t first = 0, last; first < n; first = last) {
        int64_t tied_positive = 0;
        for (last = first; last < n && items[last].score == items[first].score; last++)
            tied_positive += items[last].positive;
        int64_t tied_other = last - first - tied_positive;
        double others_below = (double)(n_other - others_above) - (double)tied_other / 2;
        double above = (double)positives_above + (double)tied_positive / 2;
        for (int64_t i = first; i < last; i++)
            placement[items[i].row] =
                items[i].positive ? others_below / (double)n_other : above / (double)n_positive;
        positives_above += tied_positive;
        others_above += tied_other;
    }
    return placement;
}

/* Mean and sample variance of a - b over the rows of one class. */
static void describe_class(int64_t n, const double *a, const double *b, const uint8_t *positive,
                           gboolean of_positives, double mean_and_variance[2]) {
    double sum = 0, squares = 0;
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
        if ((positive[i] != 0) == of_positives) {
            sum += a[i] - b[i];
            count++;
        }
    double mean = sum / (double)count;
    for (int64_t i = 0; i < n; i++)
        if ((positive[i] != 0) == of_positives)
            squares += (a[i] - b[i] - mean) * (a[i] - b[i] - mean);
    mean_and_variance[0] = mean;
    mean_and_variance[1] = squares / (double)(count - 1);
}

/* var = S10 / n1 + S01 / n0, S the sample variance over a class of the difference of placements:
 * the variance of L AUC with L = (1, -1) in DeLong's equation 5. */
void hcp_evidence_compare(int64_t n, const double *score_a, const double *score_b,
                          const uint8_t *positive, double *difference, double *standard_error) {
    int64_t n_positive = count_positives(n, positive);
    *difference = *standard_error = NAN;
    if (n_positive < 2 || n - n_positive < 2)
        return;
    g_autofree double *a = compute_placements(n, score_a, positive);
    g_autofree double *b = compute_placements(n, score_b, positive);
    double of_positives[2], of_others[2];
    describe_class(n, a, b, positive, TRUE, of_positives);
    describe_class(n, a, b, positive, FALSE, of_others);
    *difference = of_positives[0];
    *standard_error =
        sqrt(of_positives[1] / (double)n_positive + of_others[1] / (double)(n - n_positive));
}

int hcp_fold_of_id(const char *id, int n_folds, uint64_t seed) {
    g_return_val_if_fail(n_folds >= 1, 0);
    /* "folds" in ASCII sets this use of the seed apart from others. */
    const uint64_t key[2] = {seed, 0x666f6c6473U};
    return (int)(hcp__hash(key, id, strlen(id)) % (uint64_t)n_folds);
}
