/* Rows of each table of events by month, so that a month that was never exported is seen. */
#include "study/dataset_internal.h"
#include "study/quality_internal.h"

#include <math.h>
#include <string.h>

enum { MAX_POINTS = 36 }; /* of a line of blocks; beyond, a block is a quarter, or a year */

/* The days on which a table has rows. */
typedef struct {
    const HcpDataTable *data;
    int64_t n_dated, n_undated, n_far;
    int32_t first, last; /* days that have rows */
    int64_t *n_rows;     /* by day from `first` */
    int32_t low, high;   /* days of which months are counted */
} Days;

static int month_of(int32_t day) {
    int year, month, day_of_month;
    hcp__civil_from_days(day, &year, &month, &day_of_month);
    return year * 12 + month - 1;
}

static const HcpField *find_date(const HcpSchema *schema) {
    for (gsize i = 0; i < schema->n_fields; i++)
        if (schema->fields[i].type == HCP_FIELD_DATE)
            return &schema->fields[i];
    return NULL;
}

static void count_days(Days *days, const HcpColumn *column) {
    const int32_t *day = hcp_column_get_dates(column);
    int64_t n = hcp_column_get_length(column);
    days->n_undated = hcp_column_count_missing(column);
    days->n_dated = n - days->n_undated;
    days->first = INT32_MAX;
    days->last = INT32_MIN;
    for (int64_t row = 0; row < n; row++) {
        if (!hcp_column_is_valid(column, row))
            continue;
        days->first = MIN(days->first, day[row]);
        days->last = MAX(days->last, day[row]);
    }
    if (days->n_dated == 0)
        return;
    int64_t n_days = (int64_t)days->last - days->first + 1;
    days->n_rows = g_new0(int64_t, MAX(n_days, 1));
    for (int64_t row = 0; row < n; row++)
        if (hcp_column_is_valid(column, row))
            days->n_rows[day[row] - days->first]++;
}

/* The months of the period where the study has one, else those of the rows but the far-out ones. */
static void choose_months(Days *days, const HcpStudy *study) {
    HcpFence fence;
    int64_t n = (int64_t)days->last - days->first + 1;
    days->low = days->first;
    days->high = days->last;
    if (hcp__fence_find_days(&fence, days->n_rows, n, days->first)) {
        days->low = (int32_t)MAX(days->low, ceil(fence.low));
        days->high = (int32_t)MIN(days->high, floor(fence.high));
    }
    int32_t low = days->low, high = days->high;
    days->low = INT32_MAX;
    for (int64_t k = 0; k < n; k++) {
        int32_t day = (int32_t)(days->first + k);
        if (day < low || day > high) {
            days->n_far += days->n_rows[k];
        } else if (days->n_rows[k] > 0) {
            days->low = MIN(days->low, day);
            days->high = day;
        }
    }
    if (study->first_day != INT32_MIN)
        days->low = study->first_day;
    if (study->last_day != INT32_MAX)
        days->high = study->last_day;
}

/* Owned by the caller; *first is the month of counts[0]. */
static int64_t *count_months(const Days *days, int *first, int *n) {
    *first = month_of(days->low);
    *n = month_of(days->high) - *first + 1;
    int64_t *counts = g_new0(int64_t, *n);
    for (int32_t day = MAX(days->first, days->low); day <= MIN(days->last, days->high); day++)
        counts[month_of(day) - *first] += days->n_rows[day - days->first];
    return counts;
}

/* ---- as text ---- */

static const char *block_of(int64_t n, int64_t most) {
    static const char *const blocks[] = {"\u2581", "\u2582", "\u2583", "\u2584",
                                         "\u2585", "\u2586", "\u2587", "\u2588"};
    return n == 0 ? "\u00b7" : blocks[(n * 8 - 1) / most];
}

/* A block a month; a dot where there is no row. Owned by the caller. */
static char *draw_months(const int64_t *counts, int n) {
    int step = n <= MAX_POINTS ? 1 : n <= 3 * MAX_POINTS ? 3 : 12;
    g_autoptr(GArray) sums = g_array_new(FALSE, FALSE, sizeof(int64_t));
    int64_t most = 1;
    for (int k = 0; k < n; k += step) {
        int64_t sum = 0;
        for (int i = k; i < MIN(k + step, n); i++)
            sum += counts[i];
        most = MAX(most, sum);
        g_array_append_val(sums, sum);
    }
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < MIN(sums->len, 2 * MAX_POINTS); i++)
        g_string_append(text, block_of(g_array_index(sums, int64_t, i), most));
    g_string_append(text, step == 1 ? " by month" : step == 3 ? " by quarter" : " by year");
    return g_string_free(text, FALSE);
}

static char *print_month(int month) {
    return g_strdup_printf("%04d-%02d", month / 12, month % 12 + 1);
}

static void add_months(HcpTableDraft *draft, const Days *days, const int64_t *counts, int first,
                       int n) {
    for (int k = 0; k < n; k++) {
        g_autofree char *month = print_month(first + k);
        hcp__table_draft_add_text(draft, days->data->group->name);
        hcp__table_draft_add_text(draft, month);
        hcp__table_draft_add_int64(draft, counts[k]);
        hcp__table_draft_add_bool(draft, counts[k] == 0 && days->first < days->last);
    }
}

/* "·▃▅ by month; no rows in 2026-01, 2026-04". Owned by the caller. */
static char *describe_months(const int64_t *counts, int first, int n, int *n_empty) {
    enum { MAX_NAMED = 6 };
    g_autofree char *line = draw_months(counts, n);
    GString *text = g_string_new(line);
    for (int k = 0; k < n; k++) {
        g_autofree char *month = print_month(first + k);
        if (counts[k] > 0)
            continue;
        if (*n_empty < MAX_NAMED)
            g_string_append_printf(text, *n_empty == 0 ? "; no rows in %s" : ", %s", month);
        else if (*n_empty == MAX_NAMED)
            g_string_append(text, ", ...");
        *n_empty += 1;
    }
    return g_string_free(text, FALSE);
}

static void add_days(HcpTableDraft *draft, HcpTableDraft *months, const Days *days) {
    int first = 0, n = 0, n_empty = 0;
    g_autofree int64_t *counts = days->n_dated > 0 ? count_months(days, &first, &n) : NULL;
    /* A survey has one day: no month of it is empty. */
    gboolean is_survey = days->n_dated > 0 && days->first == days->last;
    g_autofree char *line = is_survey ? g_strdup("all on one day")
                            : n > 0   ? describe_months(counts, first, n, &n_empty)
                                      : NULL;
    hcp__table_draft_add_text(draft, days->data->group->name);
    hcp__table_draft_add_int64(draft, days->n_dated + days->n_undated);
    hcp__table_draft_add_int64(draft, days->n_undated);
    if (days->n_dated > 0) {
        hcp__table_draft_add_date(draft, days->first);
        hcp__table_draft_add_date(draft, days->last);
    } else {
        hcp__table_draft_add_missing(draft);
        hcp__table_draft_add_missing(draft);
    }
    hcp__table_draft_add_int64(draft, n);
    hcp__table_draft_add_int64(draft, n_empty);
    hcp__table_draft_add_int64(draft, days->n_far);
    hcp__table_draft_add_text(draft, line);
    add_months(months, days, counts, first, n);
}

HcpTable *hcp__quality_coverage(const HcpDataset *dataset, HcpTable **months) {
    static const HcpColumnInfo columns[] = {
        HCP__COLUMN("table", NULL, "table of events", STRING, NONE),
        HCP__COLUMN("rows", NULL, "rows used", INT64, NONE),
        HCP__COLUMN("undated", NULL, "rows without a date", INT64, NONE),
        HCP__COLUMN("first", NULL, "first day that has a row", DATE, NONE),
        HCP__COLUMN("last", NULL, "last day that has a row", DATE, NONE),
        HCP__COLUMN("months", NULL,
                    "months of the study's period; without one, of the rows that are not far out",
                    INT64, NONE),
        HCP__COLUMN("empty", NULL, "of those, months without a row", INT64, NONE),
        HCP__COLUMN("far_out", NULL,
                    "rows dated beyond the quartiles by more than three times their distance "
                    "(Tukey 1977), of at least 30 days",
                    INT64, NONE),
        HCP__COLUMN("by_month", NULL,
                    "a block a month, the highest for the most rows; a dot where "
                    "there is no row",
                    STRING, NONE)};
    static const HcpColumnInfo month_columns[] = {
        HCP__COLUMN("table", NULL, "table of events", STRING, NONE),
        HCP__COLUMN("month", NULL, "year and month", STRING, NONE),
        HCP__COLUMN("rows", NULL, "rows used that are dated in the month", INT64, NONE),
        HCP__COLUMN("empty", NULL, "true: no row, where rows are to be expected", BOOL, NONE)};
    HcpTableDraft *draft = hcp__table_draft_new("coverage", G_N_ELEMENTS(columns), columns);
    HcpTableDraft *month_draft =
        hcp__table_draft_new("months", G_N_ELEMENTS(month_columns), month_columns);
    for (guint i = 0; i < dataset->tables->len; i++) {
        Days days = {.data = dataset->tables->pdata[i]};
        const HcpField *date = find_date(hcp_schema_find(days.data->group->schema));
        const HcpColumn *column =
            date != NULL ? hcp_table_find_column(days.data->table, date->name) : NULL;
        if (column == NULL || !hcp__is_event_table(days.data->group->schema))
            continue;
        count_days(&days, column);
        if (days.n_dated > 0)
            choose_months(&days, dataset->study);
        add_days(draft, month_draft, &days);
        g_free(days.n_rows);
    }
    *months = hcp__table_draft_finish(month_draft);
    return hcp__table_draft_finish(draft);
}
