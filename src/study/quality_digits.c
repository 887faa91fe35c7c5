/* Check digits of the ids of physicians: an id that fails, where nearly all others pass, was typed
 * wrong. Nothing is rejected by it.
 *
 * NPI: CMS, "Requirements for National Provider Identifier (NPI) and NPI Check Digit", 2004.
 * RIZIV/INAMI: profession and serial number (6 digits), check digits (2), qualification (3); the
 * check digits are of modulus 97, or 89 where those numbers ran out (RIZIV note I 2012/26). */
#include "study/quality_internal.h"

#include <string.h>

enum { DIGITS_MAX = 11, MAX_EXAMPLES = 3 };

/* Fewer ids, or fewer that pass, are no evidence that the column holds such ids. */
static const int64_t MIN_IDS = 20;
static const double MIN_SHARE = 0.9;

typedef struct {
    const char *name;
    gsize length;
    gboolean (*passes)(const char *digits);
} Scheme;

/* Luhn over 80840 and the ten digits: every second one from the right is doubled; the prefix alone
 * is worth 24. */
static gboolean passes_npi(const char *digits) {
    int sum = 24;
    for (int i = 0; i < 10; i++) {
        int digit = digits[i] - '0', twice = 2 * digit;
        sum += i % 2 == 0 ? twice / 10 + twice % 10 : digit;
    }
    return (digits[0] == '1' || digits[0] == '2') && sum % 10 == 0;
}

/* c = m - n mod m, m = 97 or 89. */
static gboolean passes_riziv(const char *digits) {
    int number = 0;
    for (int i = 0; i < 6; i++)
        number = 10 * number + digits[i] - '0';
    int check = 10 * (digits[6] - '0') + digits[7] - '0';
    return check == 97 - number % 97 || check == 89 - number % 89;
}

static const Scheme SCHEMES[] = {{"NPI", 10, passes_npi}, {"RIZIV/INAMI", 11, passes_riziv}};

/* The digits of an id such as 1-23456-78-901; 0: it holds something else. */
static gsize take_digits(const char *text, char digits[DIGITS_MAX]) {
    gsize n = 0;
    for (; *text != '\0'; text++) {
        if (strchr(" .-/", *text) != NULL)
            continue;
        if (!g_ascii_isdigit(*text) || n == DIGITS_MAX)
            return 0;
        digits[n++] = *text;
    }
    return n;
}

/* ---- the ids of a column ---- */

typedef struct {
    HcpPool *seen; /* each id counts once */
    int64_t n_fit[G_N_ELEMENTS(SCHEMES)], n_failed[G_N_ELEMENTS(SCHEMES)];
    GString *examples[G_N_ELEMENTS(SCHEMES)];
} Digits;

static void clear_digits(Digits *digits) {
    hcp__pool_unref(digits->seen);
    for (gsize s = 0; s < G_N_ELEMENTS(SCHEMES); s++)
        g_string_free(digits->examples[s], TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Digits, clear_digits)

static void open_digits(Digits *digits) {
    *digits = (Digits){.seen = hcp__pool_new()};
    for (gsize s = 0; s < G_N_ELEMENTS(SCHEMES); s++)
        digits->examples[s] = g_string_new(NULL);
}

static void add_failure(Digits *digits, gsize scheme, const char *text) {
    GString *examples = digits->examples[scheme];
    digits->n_failed[scheme]++;
    if (digits->n_failed[scheme] > MAX_EXAMPLES + 1)
        return;
    g_autofree char *shown = hcp__text_for_message(text, -1, 30);
    if (digits->n_failed[scheme] > MAX_EXAMPLES)
        g_string_append(examples, ", ...");
    else
        g_string_append_printf(examples, "%s'%s'", examples->len > 0 ? ", " : "", shown);
}

static void add_id(Digits *digits, const char *text) {
    char found[DIGITS_MAX];
    int32_t n = hcp__pool_size(digits->seen);
    if (hcp__pool_add(digits->seen, text, -1) < n)
        return;
    gsize length = take_digits(text, found);
    for (gsize s = 0; s < G_N_ELEMENTS(SCHEMES); s++) {
        if (length != SCHEMES[s].length)
            continue;
        digits->n_fit[s]++;
        if (!SCHEMES[s].passes(found))
            add_failure(digits, s, text);
    }
}

/* The scheme that nearly all of the ids follow; -1: none. */
static gssize find_scheme(const Digits *digits) {
    double n = (double)hcp__pool_size(digits->seen);
    for (gsize s = 0; s < G_N_ELEMENTS(SCHEMES); s++) {
        double fit = (double)digits->n_fit[s], passed = fit - (double)digits->n_failed[s];
        if (digits->n_fit[s] >= MIN_IDS && fit >= MIN_SHARE * n && passed >= MIN_SHARE * fit)
            return (gssize)s;
    }
    return -1;
}

static void add_row(HcpTableDraft *draft, const char *table, const char *column,
                    const Digits *digits, gssize scheme) {
    if (scheme < 0 || digits->n_failed[scheme] == 0)
        return;
    hcp__table_draft_add_text(draft, table);
    hcp__table_draft_add_text(draft, column);
    hcp__table_draft_add_text(draft, SCHEMES[scheme].name);
    hcp__table_draft_add_int64(draft, digits->n_fit[scheme]);
    hcp__table_draft_add_int64(draft, digits->n_failed[scheme]);
    hcp__table_draft_add_text(draft, digits->examples[scheme]->str);
}

/* ---- of the masters ---- */

static gboolean may_hold_ids(const HcpColumnInfo *info) {
    return (info->kind == HCP_KIND_STRING || info->kind == HCP_KIND_INT64) &&
           (info->privacy == HCP_PRIVACY_NONE || info->privacy == HCP_PRIVACY_ID);
}

/* Rows first to last - 1 of a column of the nodes; returns the scheme, -1 for none. */
static gssize check_column(HcpTableDraft *draft, const char *table, const HcpColumn *column,
                           int64_t first, int64_t last) {
    g_auto(Digits) digits;
    open_digits(&digits);
    g_autoptr(GString) text = g_string_new(NULL);
    for (int64_t row = first; row < last; row++) {
        if (!hcp_column_is_valid(column, row))
            continue;
        g_string_truncate(text, 0);
        hcp_column_append_text(column, row, text);
        add_id(&digits, text->str);
    }
    gssize scheme = find_scheme(&digits);
    add_row(draft, table, hcp_column_get_info(column)->name, &digits, scheme);
    return scheme;
}

/* The scheme of their ids. */
static gssize check_nodes(HcpTableDraft *draft, const HcpDataset *dataset, const char *table,
                          int64_t first, int64_t last) {
    gssize of_ids = -1;
    for (gsize i = 0; i < hcp_table_get_n_columns(dataset->nodes); i++) {
        const HcpColumn *column = hcp_table_get_column(dataset->nodes, i);
        const HcpColumnInfo *info = hcp_column_get_info(column);
        if (!may_hold_ids(info))
            continue;
        gssize scheme = check_column(draft, table, column, first, last);
        if (strcmp(info->name, "id") == 0)
            of_ids = scheme;
    }
    return of_ids;
}

/* ---- of ids that no master has ---- */

static void check_unknown(HcpTableDraft *draft, const HcpUnknownIds *unknown, gssize scheme) {
    int32_t n = 0;
    g_autofree int32_t *order = hcp__unknown_ids_order(unknown, &n);
    g_auto(Digits) digits;
    open_digits(&digits);
    for (int32_t k = 0; k < n && scheme >= 0; k++)
        add_id(&digits, hcp__pool_text(unknown->ids, order[k]));
    add_row(draft, unknown->table, unknown->column, &digits, scheme);
}

HcpTable *hcp__quality_digits(const HcpDataset *dataset) {
    static const HcpColumnInfo columns[] = {
        HCP__COLUMN("table", NULL, "table of the study", STRING, NONE),
        HCP__COLUMN("column", NULL, "column in which the ids stand", STRING, NONE),
        HCP__COLUMN("scheme", NULL, "what the ids are, by their digits", STRING, NONE),
        HCP__COLUMN("ids", NULL, "distinct ids with as many digits as such ids have", INT64, NONE),
        HCP__COLUMN("failed", NULL, "of these, those whose check digits are wrong", INT64, NONE),
        HCP__COLUMN("examples", NULL, "the first of them", STRING, ID)};
    HcpTableDraft *draft = hcp__table_draft_new("check_digits", G_N_ELEMENTS(columns), columns);
    int64_t n = dataset->n_physicians, end = n + dataset->n_organisations;
    gssize physicians = check_nodes(draft, dataset, "physicians", 0, n);
    gssize organisations = check_nodes(draft, dataset, "organisations", n, end);
    for (gsize i = 0; i < hcp__issues_get_n_unknown(dataset->issues); i++) {
        const HcpUnknownIds *unknown = hcp__issues_get_unknown(dataset->issues, i);
        check_unknown(draft, unknown,
                      unknown->type == HCP_FIELD_PHYSICIAN ? physicians : organisations);
    }
    return hcp__table_draft_finish(draft);
}
