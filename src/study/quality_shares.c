/* Who has rows: the share of physicians who refer, prescribe, were contacted, and so on. */
#include "study/quality_internal.h"

#include <math.h>
#include <string.h>

gboolean hcp__quality_is_activity(const HcpDataTable *data) {
    return strcmp(data->group->schema, "seeds") != 0 &&
           strcmp(data->group->schema, "consents") != 0;
}

int64_t *hcp__count_codes(const HcpColumn *column, int64_t n_codes) {
    int64_t *counts = g_new0(int64_t, n_codes + 1);
    const int32_t *code = hcp_column_get_codes(column);
    int64_t n = hcp_column_get_length(column);
    if (hcp_column_count_missing(column) == 0) {
        for (int64_t row = 0; row < n; row++)
            counts[code[row]]++;
        return counts;
    }
    for (int64_t row = 0; row < n; row++)
        if (hcp_column_is_valid(column, row))
            counts[code[row]]++;
    return counts;
}

/* In the words of the trade; NULL: none of its own. */
static const char *find_words(const char *schema, const char *field) {
    static const char *const words[][3] = {{"referrals", "from", "refer patients"},
                                           {"referrals", "to", "get referrals"},
                                           {"visits", "physician", "have visits"},
                                           {"prescriptions", "physician", "prescribe"},
                                           {"prescriptions", "pharmacy", "dispense"},
                                           {"interactions", "physician", "have contacts"},
                                           {"affiliations", "physician", "are affiliated"},
                                           {"affiliations", "organisation", "are affiliated"},
                                           {"ties", "from", "name others"},
                                           {"ties", "to", "are named"},
                                           {"pairs", "from", "share patients"},
                                           {"pairs", "to", "share patients"}};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i][0], schema) == 0 && strcmp(words[i][1], field) == 0)
            return words[i][2];
    return NULL;
}

/* One sort of nodes, and who of them has a row anywhere. */
typedef struct {
    HcpTableDraft *draft;
    const char *of;
    HcpFieldType type;
    int64_t n;
    uint8_t *any;
} Share;

static void add_row(const Share *share, const char *table, const char *column, const char *words,
                    int64_t n) {
    hcp__table_draft_add_text(share->draft, share->of);
    hcp__table_draft_add_text(share->draft, words);
    hcp__table_draft_add_text(share->draft, table);
    hcp__table_draft_add_text(share->draft, column);
    hcp__table_draft_add_int64(share->draft, n);
    hcp__table_draft_add_int64(share->draft, share->n);
    hcp__table_draft_add_double(share->draft, round(1000.0 * (double)n / (double)share->n) / 10);
}

static void add_column(const Share *share, const HcpDataTable *data, const HcpColumn *column) {
    const char *name = hcp_column_get_info(column)->name;
    const char *words = find_words(data->group->schema, name);
    g_autofree int64_t *rows = hcp__count_codes(column, share->n);
    int64_t n = 0;
    for (int64_t i = 0; i < share->n; i++) {
        n += rows[i] > 0;
        share->any[i] |= rows[i] > 0;
    }
    add_row(share, data->group->name, name, words != NULL ? words : "have rows", n);
}

static void add_table(const Share *share, const HcpDataTable *data) {
    const HcpSchema *schema = hcp_schema_find(data->group->schema);
    for (gsize i = 0; i < schema->n_fields; i++) {
        const HcpColumn *column = hcp_table_find_column(data->table, schema->fields[i].name);
        if (column != NULL && schema->fields[i].type == share->type)
            add_column(share, data, column);
    }
}

static void add_share(Share *share, const HcpDataset *dataset) {
    if (share->n == 0)
        return;
    share->any = g_new0(uint8_t, share->n);
    for (guint i = 0; i < dataset->tables->len; i++)
        if (hcp__quality_is_activity(dataset->tables->pdata[i]))
            add_table(share, dataset->tables->pdata[i]);
    int64_t n = 0;
    for (int64_t i = 0; i < share->n; i++)
        n += share->any[i];
    add_row(share, NULL, NULL, "have any row", n);
    g_free(share->any);
}

HcpTable *hcp__quality_shares(const HcpDataset *dataset) {
    static const HcpColumnInfo columns[] = {
        HCP__COLUMN("of", NULL, "physicians or organisations", STRING, NONE),
        HCP__COLUMN("who", NULL, "those who have a row that was used", STRING, NONE),
        HCP__COLUMN("table", NULL, "table of the study", STRING, NONE),
        HCP__COLUMN("column", NULL, "column in which they stand", STRING, NONE),
        HCP__COLUMN("n", NULL, "how many have such a row", INT64, NONE),
        HCP__COLUMN("total", NULL, "how many there are", INT64, NONE),
        HCP__COLUMN("share", "%", "n of total", DOUBLE, NONE)};
    HcpTableDraft *draft = hcp__table_draft_new("shares", G_N_ELEMENTS(columns), columns);
    Share physicians = {.draft = draft,
                        .of = "physicians",
                        .type = HCP_FIELD_PHYSICIAN,
                        .n = dataset->n_physicians};
    Share organisations = {.draft = draft,
                           .of = "organisations",
                           .type = HCP_FIELD_ORGANISATION,
                           .n = dataset->n_organisations};
    add_share(&physicians, dataset);
    add_share(&organisations, dataset);
    return hcp__table_draft_finish(draft);
}
