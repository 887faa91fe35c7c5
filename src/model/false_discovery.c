/* Which of many tests to believe: Benjamini & Hochberg 1995, Journal of the Royal Statistical
 * Society B 57:289-300. */
#include <hcpnet/model.h>

#include <math.h>
#include <stdlib.h>

typedef struct {
    double log_p;
    int64_t test;
} Test;

static int compare_tests(const void *a, const void *b) {
    const Test *x = a, *y = b;
    if (x->log_p != y->log_p)
        return x->log_p < y->log_p ? -1 : 1;
    return (x->test > y->test) - (x->test < y->test);
}

/* q of the k-th smallest of n p-values among m tests = min over j >= k of min(1, p_(j) m / j). */
void hcp_false_discovery(int64_t n, int64_t n_tests, const double *log_p, double *q) {
    g_return_if_fail(n_tests >= n);
    g_autofree Test *test = g_new(Test, (gsize)n + 1);
    for (int64_t i = 0; i < n; i++)
        test[i] = (Test){log_p[i], i};
    qsort(test, (size_t)n, sizeof *test, compare_tests);
    double least = 1;
    for (int64_t k = n; k > 0; k--) {
        least = MIN(least, exp(test[k - 1].log_p + log((double)n_tests / (double)k)));
        q[test[k - 1].test] = least;
    }
}
