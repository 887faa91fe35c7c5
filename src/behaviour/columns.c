/* The columns of the node table: one list of descriptions, one function that fills them. */
#include "behaviour/behaviour_internal.h"

#include <math.h>
#include <string.h>

/* In the order of the table; the sending ones, then the same of receiving. */
typedef enum {
    REFERRALS,
    PATIENTS,
    PARTNERS,
    EXPECTED,
    INDEX,
    INDEX_LOW,
    INDEX_HIGH,
    P_TOP,
    PERCENTILE,
    PEERS,
    CLASS,
    REGIONAL_EXPECTED,
    REGIONAL_INDEX,
    REGIONAL_LOW,
    REGIONAL_HIGH,
    WRITER_SHARE,
    HHI,
    LOYALTY,
    OUTSIDE_REGION,
    OUTSIDE_ORGANISATIONS,
    N_FIELDS
} Field;

#define NUMBER(name_, label_, unit_, definition_)                                                  \
    {                                                                                              \
        .name = name_, .label = label_, .unit = unit_, .definition = definition_,                  \
        .kind = HCP_KIND_DOUBLE                                                                    \
    }
#define COUNT(name_, label_, unit_, definition_)                                                   \
    {                                                                                              \
        .name = name_, .label = label_, .unit = unit_, .definition = definition_,                  \
        .kind = HCP_KIND_INT64                                                                     \
    }
#define WORD(name_, label_, definition_)                                                           \
    { .name = name_, .label = label_, .definition = definition_, .kind = HCP_KIND_STRING }

static const HcpColumnInfo SENDING[N_FIELDS] = {
    [REFERRALS] = COUNT("n_referrals", "Referrals sent", "referrals",
                        "rows of the table of referrals, or the patients they count; without those "
                        "to oneself; missing where outgoing referrals are not observed"),
    [PATIENTS] = COUNT("n_patients", "Patients sent", "patients", "distinct patients referred"),
    [PARTNERS] = COUNT("n_receivers", "Receivers", "physicians", "physicians referred to"),
    [EXPECTED] =
        NUMBER("expected_referrals", "Expected referrals", "referrals",
               "referrals of an average physician of the same specialty and panel size, or of "
               "what else the study expects by (Poisson regression)"),
    [INDEX] = NUMBER("referral_index", "Referral index", NULL,
                     "referrals sent over expected, shrunken towards 1 where data are few "
                     "(gamma-Poisson empirical Bayes)"),
    [INDEX_LOW] = NUMBER("referral_index_low", "Index, lower end", NULL,
                         "lower end of the 90 % interval of referral_index"),
    [INDEX_HIGH] = NUMBER("referral_index_high", "Index, upper end", NULL,
                          "upper end of the 90 % interval of referral_index"),
    [P_TOP] = NUMBER("referral_p_top10", "Top 10 % probability", NULL,
                     "probability that the referral index is among the top 10 %"),
    [PERCENTILE] = NUMBER("referral_percentile", "Percentile among peers", "%",
                          "share of the peers with a lower referral index; missing with too few "
                          "data"),
    [PEERS] =
        WORD("referral_peers", "Peers",
             "whom the percentile compares with: specialty and region, or the specialty where "
             "fewer than 20 are in both, or all"),
    [CLASS] = WORD("referral_class", "Referral strength",
                   "strong: the interval of the index is above 1; low: below 1; average; too few "
                   "data"),
    [REGIONAL_EXPECTED] = NUMBER("regional_expected", "Expected in the region", "referrals",
                                 "expected_referrals of an average physician of the same region"),
    [REGIONAL_INDEX] = NUMBER("regional_index", "Index in the region", NULL,
                              "referrals sent over regional_expected, shrunken as referral_index"),
    [REGIONAL_LOW] = NUMBER("regional_index_low", "Index in the region, lower end", NULL,
                            "lower end of the 90 % interval of regional_index"),
    [REGIONAL_HIGH] = NUMBER("regional_index_high", "Index in the region, upper end", NULL,
                             "upper end of the 90 % interval of regional_index"),
    [WRITER_SHARE] = NUMBER("brand_writer_share", "Share to brand writers", NULL,
                            "share of the referrals that go to brand writers"),
    [HHI] = NUMBER("receiver_hhi", "Concentration of receivers", NULL,
                   "sum of the squared shares of the receivers (Herfindahl-Hirschman): 1 for a "
                   "single one"),
    [LOYALTY] = NUMBER("loyalty", "Loyalty", NULL,
                       "share of the referrals that go to the largest "
                       "receiver"),
    [OUTSIDE_REGION] = NUMBER("region_leakage", "Leakage out of region", NULL,
                              "share of the referrals to physicians of another region, among those "
                              "whose region is known"),
    [OUTSIDE_ORGANISATIONS] = NUMBER(
        "organisation_leakage", "Leakage out of the organisations", NULL,
        "share of the referrals to physicians outside the organisations that the study lists"),
};

static const HcpColumnInfo RECEIVING[N_FIELDS] = {
    [REFERRALS] = COUNT("in_referrals", "Referrals received", "referrals",
                        "rows of the table of referrals, or the patients they count; without those "
                        "from oneself"),
    [PATIENTS] =
        COUNT("in_patients", "Patients received", "patients", "distinct patients received"),
    [PARTNERS] = COUNT("n_senders", "Senders", "physicians", "physicians who referred to this one"),
    [EXPECTED] =
        NUMBER("in_expected", "Expected to receive", "referrals",
               "referrals that an average physician of the same specialty receives, or of what "
               "else the study expects by (Poisson regression)"),
    [INDEX] = NUMBER("in_index", "Receiving index", NULL,
                     "referrals received over expected, shrunken towards 1 where data are few "
                     "(gamma-Poisson empirical Bayes)"),
    [INDEX_LOW] = NUMBER("in_index_low", "Receiving index, lower end", NULL,
                         "lower end of the 90 % interval of in_index"),
    [INDEX_HIGH] = NUMBER("in_index_high", "Receiving index, upper end", NULL,
                          "upper end of the 90 % interval of in_index"),
    [P_TOP] = NUMBER("in_p_top10", "Receiving, top 10 % probability", NULL,
                     "probability that the receiving index is among the top 10 %"),
    [PERCENTILE] = NUMBER("in_percentile", "Receiving, percentile among peers", "%",
                          "share of the peers with a lower receiving index; missing with too few "
                          "data"),
    [PEERS] = WORD("in_peers", "Receiving, peers",
                   "whom in_percentile compares with: specialty and region, or the specialty where "
                   "fewer than 20 are in both, or all"),
    [CLASS] = WORD("in_class", "Receiving strength",
                   "strong: the interval of in_index is above 1; low: below 1; average; too few "
                   "data"),
    [REGIONAL_EXPECTED] =
        NUMBER("in_regional_expected", "Expected to receive in the region", "referrals",
               "in_expected of an average physician of the same region"),
    [REGIONAL_INDEX] = NUMBER("in_regional_index", "Receiving index in the region", NULL,
                              "referrals received over in_regional_expected, shrunken as in_index"),
    [REGIONAL_LOW] = NUMBER("in_regional_index_low", "Receiving index in the region, lower end",
                            NULL, "lower end of the 90 % interval of in_regional_index"),
    [REGIONAL_HIGH] = NUMBER("in_regional_index_high", "Receiving index in the region, upper end",
                             NULL, "upper end of the 90 % interval of in_regional_index"),
    [WRITER_SHARE] = NUMBER("in_brand_writer_share", "Share from brand writers", NULL,
                            "share of the referrals received from brand writers"),
    [HHI] =
        NUMBER("sender_hhi", "Concentration of senders", NULL,
               "sum of the squared shares of the senders (Herfindahl-Hirschman): 1 for a single "
               "one"),
    [LOYALTY] = NUMBER("in_loyalty", "Largest sender's share", NULL,
                       "share of the referrals received from the largest sender"),
    [OUTSIDE_REGION] = NUMBER("in_region_leakage", "Received from outside the region", NULL,
                              "share of the referrals from physicians of another region, among "
                              "those whose region is known"),
    [OUTSIDE_ORGANISATIONS] =
        NUMBER("in_organisation_leakage", "Received from outside the organisations", NULL,
               "share of the referrals from physicians outside the organisations that the study "
               "lists"),
};

static gboolean is_in(const HcpColumnInfo infos[N_FIELDS], const char *name) {
    for (int field = 0; field < N_FIELDS; field++)
        if (strcmp(name, infos[field].name) == 0)
            return TRUE;
    return FALSE;
}

gboolean hcp_behaviour_is_column(const char *name) {
    return is_in(SENDING, name) || is_in(RECEIVING, name);
}

gboolean hcp_behaviour_is_received(const char *name) {
    return is_in(RECEIVING, name);
}

/* One direction while its columns are made; arrays have length n. */
typedef struct {
    const HcpBehaviour *behaviour;
    const HcpReferralModel *model, *regional;
    const HcpTable *nodes;
    const HcpColumnInfo *infos;
    HcpPrivacy privacy;
    int32_t n;
    const double *count, *patients;
    const uint8_t *inexact; /* or NULL */
    HcpFlow flow;
    double *value[N_FIELDS]; /* NaN where missing; NULL for words */
    uint8_t *is_ranked;
} Direction;

static void direction_clear(Direction *direction) {
    hcp__flow_clear(&direction->flow);
    for (int field = 0; field < N_FIELDS; field++)
        g_free(direction->value[field]);
    g_free(direction->is_ranked);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Direction, direction_clear)

static gboolean is_scored(const Direction *direction, int32_t i) {
    return !isnan(direction->model->expected[i]);
}

/* Four fields from `first`: what is expected, the index and its interval. */
static void fill_rates(Direction *direction, const HcpReferralModel *model, Field first) {
    int32_t n = direction->n, n_scored = 0;
    g_autofree double *count = g_new(double, n + 1);
    g_autofree double *expected = g_new(double, n + 1);
    g_autofree double *doubt = g_new(double, n + 1);
    for (int32_t i = 0; i < n; i++)
        if (!isnan(model->expected[i])) {
            count[n_scored] = direction->count[i];
            doubt[n_scored] = model->doubt[i];
            expected[n_scored++] = model->expected[i];
        }
    HcpRatesOptions options = HCP_RATES_OPTIONS_INIT;
    g_autofree HcpRate *rates =
        hcp_rates_shrink(n_scored, count, expected, doubt, model->shape, &options);
    for (int32_t i = 0, k = 0; i < n; i++) {
        if (isnan(model->expected[i]))
            continue;
        direction->value[first][i] = expected[k];
        direction->value[first + 1][i] = rates[k].mean;
        direction->value[first + 2][i] = rates[k].low;
        direction->value[first + 3][i] = rates[k].high;
        if (first == EXPECTED)
            direction->value[P_TOP][i] = rates[k].p_top;
        k++;
    }
}

static void fill_counts(Direction *direction, int32_t i) {
    gboolean exact = direction->inexact == NULL || !direction->inexact[i];
    if (exact)
        direction->value[REFERRALS][i] = direction->count[i];
    direction->value[PATIENTS][i] = direction->patients[i];
    direction->value[PARTNERS][i] =
        (double)(direction->flow.offset[i + 1] - direction->flow.offset[i]);
}

static void fill_shares(Direction *direction, int32_t i) {
    const HcpFlow *flow = &direction->flow;
    const HcpBehaviour *behaviour = direction->behaviour;
    const HcpColumn *region = hcp_table_find_column(direction->nodes, "region");
    if (region != NULL && hcp_column_get_info(region)->kind != HCP_KIND_STRING)
        region = NULL;
    direction->value[HHI][i] = hcp__flow_hhi(flow, i);
    direction->value[LOYALTY][i] = hcp__flow_largest_share(flow, i);
    direction->value[OUTSIDE_REGION][i] = hcp__flow_outside_share(flow, i, region);
    if (behaviour->is_writer != NULL)
        direction->value[WRITER_SHARE][i] = hcp__flow_marked_share(flow, i, behaviour->is_writer);
    if (behaviour->is_inside != NULL)
        direction->value[OUTSIDE_ORGANISATIONS][i] =
            1 - hcp__flow_marked_share(flow, i, behaviour->is_inside);
}

static HcpColumn *make_classes(const Direction *direction, const HcpColumnInfo *info) {
    enum { STRONG, AVERAGE, LOW, TOO_FEW };
    static const char *const WORDS[] = {"strong", "average", "low", "too few data"};
    int64_t n_nodes = hcp_table_get_n_rows(direction->nodes);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (gsize k = 0; k < G_N_ELEMENTS(WORDS); k++)
        hcp__pool_add(pool, WORDS[k], -1);
    int32_t *codes = g_new0(int32_t, n_nodes + 1);
    uint8_t *validity = g_new0(uint8_t, n_nodes / 8 + 1);
    for (int32_t i = 0; i < direction->n; i++) {
        if (!is_scored(direction, i))
            continue;
        hcp__bit_set(validity, i);
        codes[i] = !direction->is_ranked[i]              ? TOO_FEW
                   : direction->value[INDEX_LOW][i] > 1  ? STRONG
                   : direction->value[INDEX_HIGH][i] < 1 ? LOW
                                                         : AVERAGE;
    }
    return hcp_column_new_take_strings(info, n_nodes, codes, validity, pool);
}

static HcpColumn *make_numbers(const Direction *direction, const HcpColumnInfo *info,
                               const double *value) {
    int64_t n_nodes = hcp_table_get_n_rows(direction->nodes);
    if (info->kind == HCP_KIND_DOUBLE) {
        g_autofree double *all = g_new(double, n_nodes + 1);
        for (int64_t i = 0; i < n_nodes; i++)
            all[i] = i < direction->n ? value[i] : NAN;
        return hcp_column_new_doubles(info, n_nodes, all);
    }
    int64_t *counts = g_new0(int64_t, n_nodes + 1);
    uint8_t *validity = g_new0(uint8_t, n_nodes / 8 + 1);
    for (int32_t i = 0; i < direction->n; i++)
        if (!isnan(value[i])) {
            counts[i] = (int64_t)value[i];
            hcp__bit_set(validity, i);
        }
    return hcp_column_new_take(info, n_nodes, counts, validity);
}

/* A study without a brand, listed organisations or regions lacks those columns. */
static gboolean is_asked(const Direction *direction, Field field) {
    gboolean is_regional = field >= REGIONAL_EXPECTED && field <= REGIONAL_HIGH;
    return (!is_regional || direction->regional->expected != NULL) &&
           (field != WRITER_SHARE || direction->behaviour->is_writer != NULL) &&
           (field != OUTSIDE_ORGANISATIONS || direction->behaviour->is_inside != NULL);
}

static void add_columns(Direction *direction, GPtrArray *columns) {
    HcpColumnInfo peers_info = direction->infos[PEERS];
    peers_info.privacy = direction->privacy;
    HcpColumn *peers =
        hcp__peers_rank(direction->nodes, direction->n, direction->is_ranked,
                        direction->value[INDEX], &peers_info, direction->value[PERCENTILE]);
    for (int field = 0; field < N_FIELDS; field++) {
        HcpColumnInfo info = direction->infos[field];
        info.privacy = direction->privacy;
        if (field == PEERS)
            g_ptr_array_add(columns, peers);
        else if (field == CLASS)
            g_ptr_array_add(columns, make_classes(direction, &info));
        else if (is_asked(direction, (Field)field))
            g_ptr_array_add(columns, make_numbers(direction, &info, direction->value[field]));
    }
}

static gboolean make_direction(Direction *direction, const GPtrArray *edges, gboolean received,
                               GPtrArray *columns, GError **error) {
    if (!hcp__flow_collect(edges, direction->n, received, &direction->flow, error))
        return FALSE;
    for (int field = 0; field < N_FIELDS; field++) {
        direction->value[field] = hcp__array_new(direction->n, sizeof(double), error);
        if (direction->value[field] == NULL)
            return FALSE;
        for (int32_t i = 0; i < direction->n; i++)
            direction->value[field][i] = NAN;
    }
    direction->is_ranked = g_new0(uint8_t, direction->n + 1);
    fill_rates(direction, direction->model, EXPECTED);
    if (direction->regional->expected != NULL)
        fill_rates(direction, direction->regional, REGIONAL_EXPECTED);
    int enough = direction->behaviour->min_referrals;
    for (int32_t i = 0; i < direction->n; i++) {
        if (!is_scored(direction, i))
            continue;
        fill_counts(direction, i);
        fill_shares(direction, i);
        direction->is_ranked[i] =
            direction->count[i] >= enough || direction->model->expected[i] >= enough;
    }
    add_columns(direction, columns);
    return TRUE;
}

GPtrArray *hcp_behaviour_make_columns(const HcpBehaviour *behaviour, const HcpTable *nodes,
                                      HcpPrivacy privacy, GError **error) {
    const HcpReferralCounts *counts = behaviour->counts;
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    g_auto(Direction) sending = {.behaviour = behaviour,
                                 .model = &behaviour->sending,
                                 .regional = &behaviour->regional_sending,
                                 .nodes = nodes,
                                 .infos = SENDING,
                                 .privacy = privacy,
                                 .n = behaviour->n_physicians,
                                 .count = counts->sent,
                                 .patients = counts->sent_patients,
                                 .inexact = counts->sent_inexact};
    g_auto(Direction) receiving = {.behaviour = behaviour,
                                   .model = &behaviour->receiving,
                                   .regional = &behaviour->regional_receiving,
                                   .nodes = nodes,
                                   .infos = RECEIVING,
                                   .privacy = privacy,
                                   .n = behaviour->n_physicians,
                                   .count = counts->received,
                                   .patients = counts->received_patients,
                                   .inexact = counts->received_inexact};
    return make_direction(&sending, counts->edges, FALSE, columns, error) &&
                   make_direction(&receiving, counts->edges, TRUE, columns, error)
               ? g_steal_pointer(&columns)
               : NULL;
}
