#include "support.h"

#include "base/base_internal.h"

#define N_DIGITS 3

/* Digits that are drawn below `below` times `step`. */
typedef struct {
    uint32_t *digit[N_DIGITS];
    int64_t n;
} Rows;

static void fill(const void *data, int digit, uint64_t *entry, int64_t n) {
    const Rows *rows = data;
    for (int64_t k = 0; k < n; k++) {
        uint64_t row = entry[k] & UINT32_MAX;
        entry[k] = (uint64_t)rows->digit[digit][row] << 32 | row;
    }
}

static Rows draw_rows(int64_t n, const int64_t below[N_DIGITS], uint32_t step) {
    Rows rows = {.n = n};
    HcpRng rng;
    hcp__rng_init(&rng, 1, (uint64_t)n);
    for (int d = 0; d < N_DIGITS; d++) {
        rows.digit[d] = g_new(uint32_t, n + 1);
        for (int64_t i = 0; i < n; i++)
            rows.digit[d][i] = (uint32_t)hcp__rng_below(&rng, below[d]) * step;
    }
    return rows;
}

static void clear_rows(Rows *rows) {
    for (int d = 0; d < N_DIGITS; d++)
        g_free(rows->digit[d]);
}

static gboolean comes_before(const Rows *rows, int32_t a, int32_t b) {
    for (int d = 0; d < N_DIGITS; d++)
        if (rows->digit[d][a] != rows->digit[d][b])
            return rows->digit[d][a] < rows->digit[d][b];
    return a < b;
}

/* Every row once, each before the next: there is one such order. */
static gboolean is_the_order(const Rows *rows, const int32_t *order) {
    g_autofree uint8_t *seen = g_new0(uint8_t, rows->n + 1);
    for (int64_t k = 0; k < rows->n; k++) {
        if (order[k] < 0 || order[k] >= rows->n || seen[order[k]])
            return FALSE;
        seen[order[k]] = 1;
        if (k > 0 && !comes_before(rows, order[k - 1], order[k]))
            return FALSE;
    }
    return TRUE;
}

static void check_order(int64_t n, const int64_t below[N_DIGITS], uint32_t step) {
    Rows rows = draw_rows(n, below, step);
    HcpDigits digits = {N_DIGITS, fill, &rows};
    g_autoptr(HcpRun) run = hcp_run_new();
    for (int threads = 1; threads <= 4; threads++) {
        hcp_run_set_threads(run, threads);
        g_autofree int32_t *order = hcp__rows_sort(n, &digits, run, NULL);
        CU_ASSERT_TRUE(order != NULL && is_the_order(&rows, order));
    }
    clear_rows(&rows);
}

static void any_number_of_threads_gives_the_one_order(void) {
    check_order(200000, (int64_t[]){5000, 300, 4}, 1);
}

static void digits_of_all_32_bits_are_told_apart(void) {
    check_order(100000, (int64_t[]){(int64_t)1 << 32, 1 << 20, 2}, 1);
    check_order(20000, (int64_t[]){16, 256, 3}, 1 << 24);
}

static void rows_of_one_first_digit_are_sorted_by_the_next(void) {
    check_order(100000, (int64_t[]){1, 70000, 70000}, 3);
}

static void rows_that_agree_keep_their_order(void) {
    check_order(70000, (int64_t[]){1, 1, 1}, 7);
    check_order(70000, (int64_t[]){2, 2, 2}, 7);
}

static void few_rows_are_sorted(void) {
    for (int64_t n = 0; n < 60; n++)
        check_order(n, (int64_t[]){3, 5, 1000}, 1);
}

static gboolean always(void *data) {
    (void)data;
    return TRUE;
}

static void a_cancelled_run_gives_no_order(void) {
    Rows rows = draw_rows(1000, (int64_t[]){10, 10, 10}, 1);
    HcpDigits digits = {N_DIGITS, fill, &rows};
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_cancel(run, always, NULL);
    g_autoptr(GError) error = NULL;
    CU_ASSERT_PTR_NULL(hcp__rows_sort(1000, &digits, run, &error));
    CU_ASSERT_TRUE(g_error_matches(error, HCP_ERROR, HCP_ERROR_CANCELLED));
    clear_rows(&rows);
}

HCP_TEST_MAIN(HCP_TEST(any_number_of_threads_gives_the_one_order),
              HCP_TEST(digits_of_all_32_bits_are_told_apart),
              HCP_TEST(rows_of_one_first_digit_are_sorted_by_the_next),
              HCP_TEST(rows_that_agree_keep_their_order), HCP_TEST(few_rows_are_sorted),
              HCP_TEST(a_cancelled_run_gives_no_order))
