/* Who consents to a purpose: the latest row of the consents wins. */
#include "release/release_internal.h"

#include <string.h>

static const char *const YES[] = {"1",       "active", "agreed",   "consented",  "given",
                                  "granted", "ja",     "opt-in",   "opt_in",     "opted in",
                                  "optin",   "oui",    "opted_in", "opt_in_vod", "opt_in_vod__c",
                                  "opt in",  "true",   "y",        "yes",        NULL};

/* The purpose that stands for all. */
static const char ANY[] = "any";

typedef struct {
    const HcpColumn *physician, *purpose, *status, *time;
} Rows;

/* What the latest row says of a physician; `day` orders rows, those without one come first. */
typedef struct {
    int32_t day;
    gboolean known, yes;
} Latest;

static gboolean means_yes(const char *status) {
    if (status == NULL)
        return FALSE;
    g_autofree char *copy = g_strdup(status);
    g_autofree char *word = g_ascii_strdown(g_strstrip(copy), -1);
    return g_strv_contains(YES, word);
}

/* Of rows of one day the refusal counts, so that the order of rows does not matter. */
static void see_row(Latest *latest, int32_t day, gboolean yes) {
    if (!latest->known || day > latest->day)
        *latest = (Latest){.day = day, .known = TRUE, .yes = yes};
    else if (day == latest->day)
        latest->yes = latest->yes && yes;
}

/* Rows of one purpose, and those of the purpose `any`, which speak of all. */
static void see_purpose(const Rows *rows, const char *purpose, int32_t n, Latest *latest) {
    for (int64_t r = 0; r < hcp_column_get_length(rows->physician); r++) {
        const char *about = hcp_column_get_text(rows->purpose, r);
        gboolean fits = about == NULL || g_ascii_strcasecmp(about, purpose) == 0 ||
                        g_ascii_strcasecmp(about, ANY) == 0;
        if (!fits || !hcp_column_is_valid(rows->physician, r))
            continue;
        int32_t node = hcp_column_get_codes(rows->physician)[r];
        gboolean dated = rows->time != NULL && hcp_column_is_valid(rows->time, r);
        if (node < n)
            see_row(&latest[node], dated ? hcp_column_get_dates(rows->time)[r] : INT32_MIN,
                    means_yes(hcp_column_get_text(rows->status, r)));
    }
}

static void add_purpose(const Rows *rows, const char *purpose, int32_t n, uint8_t *known,
                        uint8_t *yes) {
    g_autofree Latest *latest = g_new0(Latest, n + 1);
    see_purpose(rows, purpose, n, latest);
    for (int32_t i = 0; i < n; i++) {
        known[i] |= (uint8_t)latest[i].known;
        yes[i] |= (uint8_t)(latest[i].known && latest[i].yes);
    }
}

static gboolean find_rows(const HcpDataset *dataset, Rows *rows) {
    const HcpTable *table = hcp_dataset_find(dataset, "consents");
    if (table == NULL)
        return FALSE;
    rows->physician = hcp_table_find_column(table, "physician");
    rows->purpose = hcp_table_find_column(table, "purpose");
    rows->status = hcp_table_find_column(table, "status");
    rows->time = hcp_table_find_column(table, "time");
    return rows->physician != NULL && rows->purpose != NULL && rows->status != NULL;
}

/* The column `consent` of physicians says it for those of whom the rows say nothing. */
static void add_flags(const HcpColumn *flag, int32_t n, const uint8_t *known, uint8_t *yes) {
    for (int32_t i = 0; i < n; i++)
        if (!known[i] && hcp_column_is_valid(flag, i))
            yes[i] = hcp_column_get_bools(flag)[i];
}

uint8_t *hcp__consents_find(const HcpDataset *dataset, const char *purpose) {
    int32_t n = dataset->n_physicians;
    if (purpose != NULL && g_ascii_strcasecmp(purpose, ANY) == 0)
        purpose = NULL;
    Rows rows;
    gboolean has_rows = find_rows(dataset, &rows);
    const HcpColumn *flag = hcp_table_find_column(dataset->nodes, "consent");
    if (flag != NULL && hcp_column_get_info(flag)->kind != HCP_KIND_BOOL)
        flag = NULL;
    if (!has_rows && flag == NULL)
        return NULL;
    g_autofree uint8_t *known = g_new0(uint8_t, n + 1);
    uint8_t *yes = g_new0(uint8_t, n + 1);
    if (has_rows && purpose != NULL)
        add_purpose(&rows, purpose, n, known, yes);
    for (int32_t code = 0;
         has_rows && purpose == NULL && code < hcp_column_get_n_codes(rows.purpose); code++)
        add_purpose(&rows, hcp_column_get_code_text(rows.purpose, code), n, known, yes);
    if (flag != NULL)
        add_flags(flag, n, known, yes);
    return yes;
}
