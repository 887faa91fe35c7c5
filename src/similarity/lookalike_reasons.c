#include "similarity/similarity_internal.h"

#include "base/base_internal.h"
#include <math.h>

/* In log odds. Less is no reason that a reader should act on. */
#define MIN_CONTRIBUTION 0.01

typedef struct {
    double contribution;
    int32_t source;
} Reason;

/* Three significant digits, but every digit before the point. No comma between thousands: the
 * column may hold years. */
static void append_number(GString *text, double value) {
    char digits[HCP__NUMBER_SIZE];
    double scale = 1;
    for (int k = 0; k < 300 && value != 0 && fabs(value) * scale < 100; k++)
        scale *= 10;
    hcp__format_double(digits, round(value * scale) / scale);
    g_string_append(text, digits);
}

static const HcpTerm *find_value_term(const HcpFeatures *features, int32_t source) {
    for (guint j = 0; j < features->terms->len; j++) {
        const HcpTerm *term = &g_array_index(features->terms, HcpTerm, j);
        if (term->source == source && term->type == HCP_TERM_VALUE)
            return term;
    }
    return NULL;
}

/* "out-degree 14 (average 6.2)"; no figures where the gate may have to mask them. */
static void append_quantity(GString *text, const HcpFeatures *features, int32_t source,
                            double value) {
    const HcpColumnInfo *info = hcp_column_get_info(g_ptr_array_index(features->sources, source));
    const HcpTerm *term = find_value_term(features, source);
    if (info->privacy != HCP_PRIVACY_NONE && term != NULL) {
        g_string_append(text, value > term->average ? " above average" : " below average");
        return;
    }
    g_string_append_c(text, ' ');
    append_number(text, value);
    if (info->unit != NULL)
        g_string_append_printf(text, " %s", info->unit);
    if (term == NULL)
        return;
    g_string_append(text, " (average ");
    append_number(text, term->average);
    g_string_append_c(text, ')');
}

/* Why this row, in the words of one column. Owned by the caller. */
static char *make_text(const HcpFeatures *features, int32_t source, int32_t row) {
    const HcpColumn *column = g_ptr_array_index(features->sources, source);
    const HcpColumnInfo *info = hcp_column_get_info(column);
    g_autofree char *title = hcp_column_make_title(column);
    GString *text = g_string_new(title);
    if (!hcp_column_is_valid(column, row)) {
        g_string_append(text, " is not known");
    } else if (info->kind == HCP_KIND_STRING) {
        g_autofree char *level = hcp__text_for_message(hcp_column_get_text(column, row), -1, 60);
        g_string_append_printf(text, " is %s", level);
    } else if (info->kind == HCP_KIND_BOOL) {
        g_string_append(text, hcp_column_get_bools(column)[row] ? ": yes" : ": no");
    } else {
        append_quantity(text, features, source, hcp_column_get_number(column, row));
    }
    return g_string_free(text, FALSE);
}

/* The contribution of a column: sum over its terms of b_j (z_ij - mean z_j), the mean being 0. */
static void sum_contributions(const HcpFeatures *features, const HcpLogistic *fit, int32_t row,
                              double *contribution) {
    for (guint k = 0; k < features->sources->len; k++)
        contribution[k] = 0;
    for (int32_t j = 0; j < features->n_terms; j++) {
        const HcpTerm *term = &g_array_index(features->terms, HcpTerm, j);
        contribution[term->source] +=
            fit->coefficient[j] * features->x[row + (int64_t)j * features->n_rows];
    }
}

/* The largest contributions, largest first, ties by the order of the columns. Returns how many. */
static int pick_reasons(const HcpFeatures *features, const double *contribution,
                        Reason reasons[HCP__N_REASONS]) {
    int n = 0;
    for (int32_t k = 0; k < (int32_t)features->sources->len; k++) {
        if (contribution[k] < MIN_CONTRIBUTION)
            continue;
        int at = n < HCP__N_REASONS ? n++ : HCP__N_REASONS;
        for (; at > 0 && reasons[at - 1].contribution < contribution[k]; at--)
            if (at < HCP__N_REASONS)
                reasons[at] = reasons[at - 1];
        if (at < HCP__N_REASONS)
            reasons[at] = (Reason){.contribution = contribution[k], .source = k};
    }
    return n;
}

GPtrArray *hcp__lookalike_make_reasons(const HcpFeatures *features, const HcpLogistic *fit,
                                       int64_t n, const int32_t *node) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    g_autofree double *contribution = g_new(double, features->sources->len);
    int32_t *codes[HCP__N_REASONS];
    uint8_t *validity[HCP__N_REASONS];
    for (int k = 0; k < HCP__N_REASONS; k++) {
        codes[k] = g_new0(int32_t, n + 1);
        validity[k] = g_new0(uint8_t, n / 8 + 1);
    }
    for (int64_t r = 0; r < n; r++) {
        Reason reasons[HCP__N_REASONS];
        sum_contributions(features, fit, node[r], contribution);
        int n_reasons = pick_reasons(features, contribution, reasons);
        for (int k = 0; k < n_reasons; k++) {
            g_autofree char *text = make_text(features, reasons[k].source, node[r]);
            codes[k][r] = hcp__pool_add(pool, text, -1);
            hcp__bit_set(validity[k], r);
        }
    }
    static const char *const names[HCP__N_REASONS] = {"reason_1", "reason_2", "reason_3"};
    static const char *const labels[HCP__N_REASONS] = {"Reason 1", "Reason 2", "Reason 3"};
    GPtrArray *columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (int k = 0; k < HCP__N_REASONS; k++) {
        HcpColumnInfo info = {.name = names[k],
                              .label = labels[k],
                              .definition = "What sets the physician apart from the average and "
                                            "resembles the seeds, the strongest reason first",
                              .kind = HCP_KIND_STRING};
        g_ptr_array_add(columns,
                        hcp_column_new_take_strings(&info, n, codes[k], validity[k], pool));
    }
    return columns;
}
