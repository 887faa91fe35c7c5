#include "study/dataset_internal.h"
#include "table/table_internal.h"

#include <string.h>

/* A referral or visit of one patient on one day that stands twice is one event written twice; so is
 * a relation. Other events may well happen twice alike. */
typedef enum { REPEATS_ARE_EVENTS, REPEATS_OF_PATIENT_DAYS, REPEATS_ARE_COPIES } Repeats;

typedef struct {
    HcpRawTable *raw;
    HcpIssues *issues;
    gboolean hides_values; /* in rejects */
    const int32_t *order;  /* row of the files for each row now; NULL: the same */
    Repeats repeats;
    const HcpColumn *patient, *date;
    gsize n_key; /* the first columns, which are the key; 0: rows are events */
} Settling;

static Repeats repeats_of(const HcpSchema *schema) {
    static const char *const relations[] = {"affiliations", "consents", "ties", NULL};
    static const char *const events[] = {"referrals", "visits", NULL};
    if (schema->key != NULL || g_strv_contains(relations, schema->name))
        return REPEATS_ARE_COPIES;
    return g_strv_contains(events, schema->name) ? REPEATS_OF_PATIENT_DAYS : REPEATS_ARE_EVENTS;
}

static gsize count_key(const HcpSchema *schema) {
    gsize n = schema->key != NULL;
    for (const char *at = schema->key; at != NULL && *at != '\0'; at++)
        n += *at == ';';
    return n;
}

static gboolean is_copy(const Settling *settling, int64_t row) {
    const HcpTable *table = settling->raw->table;
    if (settling->repeats == REPEATS_ARE_EVENTS ||
        hcp__rows_compare(table, hcp_table_get_n_columns(table), row - 1, row) != 0)
        return FALSE;
    return settling->repeats == REPEATS_ARE_COPIES ||
           (settling->patient != NULL && settling->date != NULL &&
            hcp_column_is_valid(settling->patient, row) &&
            hcp_column_is_valid(settling->date, row));
}

static const char *file_of(const Settling *settling, int64_t row) {
    int64_t old = settling->order != NULL ? settling->order[row] : row;
    gsize file = 0;
    while (settling->raw->first_row[file + 1] <= old)
        file++;
    return settling->raw->group->files[file];
}

static char *print_row(const Settling *settling, int64_t row) {
    const HcpRawTable *raw = settling->raw;
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < hcp_table_get_n_columns(raw->table); i++) {
        const HcpColumn *column = hcp_table_get_column(raw->table, i);
        if (i > 0)
            g_string_append_c(text, ',');
        if (settling->hides_values)
            g_string_append(text, "<value>");
        else if (hcp__raw_table_get_type(raw, i) == HCP_FIELD_PATIENT)
            g_string_append(text, "<patient>");
        else if (hcp_column_get_info(column)->privacy == HCP_PRIVACY_PATIENT_COUNT &&
                 hcp_column_is_valid(column, row))
            g_string_append(text, "<count>");
        else
            hcp_column_append_text(column, row, text);
    }
    return g_string_free(text, FALSE);
}

static void reject(const Settling *settling, int64_t row) {
    const HcpRawTable *raw = settling->raw;
    HcpPlace place = {.table = raw->group->name, .file = file_of(settling, row)};
    g_autofree char *text = print_row(settling, row);
    g_autofree char *reason = g_strdup_printf(
        "expected one row for each %s, found another with other content", raw->schema->key);
    hcp__issues_reject(settling->issues, &place, "duplicate_id", reason, text, -1);
}

/* TRUE when the row goes; then it is counted in the tally of its file. */
static gboolean drop_row(const Settling *settling, int64_t row) {
    const HcpTable *table = settling->raw->table;
    gboolean copy = is_copy(settling, row);
    gboolean rival = !copy && settling->n_key > 0 &&
                     hcp__rows_compare(table, settling->n_key, row - 1, row) == 0;
    if (!copy && !rival)
        return FALSE;
    HcpTally *tally = hcp__issues_find_tally(settling->issues, settling->raw->group->name,
                                             file_of(settling, row));
    if (rival)
        reject(settling, row);
    tally->used--;
    *(copy ? &tally->collapsed : &tally->rejected) += 1;
    return TRUE;
}

/* In order, copies and rows of one key stand next to each other. */
static gboolean drop_rows(const Settling *settling, const HcpRun *run, GError **error) {
    HcpRawTable *raw = settling->raw;
    int64_t n = hcp_table_get_n_rows(raw->table), n_kept = 0;
    gsize n_compared = settling->n_key;
    if (n_compared == 0 && settling->repeats != REPEATS_ARE_EVENTS)
        n_compared = hcp_table_get_n_columns(raw->table);
    g_autofree uint8_t *repeats = NULL;
    if (!hcp__rows_find_repeats(raw->table, n_compared, NULL, run, &repeats, error))
        return FALSE;
    if (repeats == NULL)
        return TRUE;
    g_autofree int32_t *kept = hcp__array_new(n, sizeof *kept, error);
    if (kept == NULL)
        return FALSE;
    for (int64_t row = 0; row < n; row++)
        if (!hcp__bit_get(repeats, row) || !drop_row(settling, row))
            kept[n_kept++] = (int32_t)row;
    return n_kept == n || hcp__raw_table_take_rows(raw, n_kept, kept, run, error);
}

/* Codes over a closed domain are in the order of the nodes already. */
static gboolean has_ordered_codes(const HcpRawContext *context, HcpFieldType type) {
    const HcpIdDomain *domain = type == HCP_FIELD_PHYSICIAN      ? &context->physicians
                                : type == HCP_FIELD_ORGANISATION ? &context->organisations
                                                                 : NULL;
    return domain != NULL && domain->pool != NULL && !domain->open;
}

static gboolean sort_codes(HcpRawTable *raw, const HcpRawContext *context, GError **error) {
    for (gsize i = 0; i < hcp_table_get_n_columns(raw->table); i++) {
        HcpColumn *old = hcp_table_get_column(raw->table, i);
        if (hcp_column_get_info(old)->kind != HCP_KIND_STRING ||
            has_ordered_codes(context, hcp__raw_table_get_type(raw, i)))
            continue;
        g_autoptr(HcpColumn) column = hcp__column_sort_codes(old, context->run, error);
        if (column == NULL)
            return FALSE;
        hcp__raw_table_set_column(raw, column);
    }
    return TRUE;
}

gboolean hcp__raw_table_settle(HcpRawTable *raw, const HcpRawContext *context, GError **error) {
    g_autofree int32_t *order = NULL;
    if (!sort_codes(raw, context, error) ||
        !hcp__rows_order(raw->table, hcp_table_get_n_columns(raw->table), context->run, &order,
                         error))
        return FALSE;
    int64_t n = hcp_table_get_n_rows(raw->table);
    if (order != NULL && !hcp__raw_table_take_rows(raw, n, order, context->run, error))
        return FALSE;
    Settling settling = {.raw = raw,
                         .issues = context->issues,
                         .hides_values = context->study->pseudonym_key != NULL,
                         .order = order,
                         .repeats = repeats_of(raw->schema),
                         .patient = hcp_table_find_column(raw->table, "patient"),
                         .date = hcp_table_find_column(raw->table, "date"),
                         .n_key = count_key(raw->schema)};
    return drop_rows(&settling, context->run, error);
}
