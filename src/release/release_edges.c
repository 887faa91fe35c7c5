/* Edges: an edge of few patients is masked or left out. */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <string.h>

static gboolean has_note(const HcpTable *table, const char *key, const char *value) {
    return g_strcmp0(hcp_table_find_note(table, key), value) == 0;
}

static gboolean is_combined(const HcpEdges *edges) {
    return has_note(hcp_edges_get_attributes(edges), "relation", "combined") ||
           strcmp(hcp_edges_get_layer(edges), "combined") == 0;
}

/* derive says so in a note; a column of such counts is proof enough without it. */
static gboolean counts_patients(const HcpEdges *edges) {
    const HcpTable *attributes = hcp_edges_get_attributes(edges);
    for (gsize c = 0; c < hcp_table_get_n_columns(attributes); c++)
        if (hcp_column_get_info(hcp_table_get_column(attributes, c))->privacy ==
            HCP_PRIVACY_PATIENT_COUNT)
            return TRUE;
    return has_note(attributes, "counts", "patients");
}

/* Shared-patient pairs follow the rule of CMS, which leaves small pairs out; elsewhere the pair
 * stays, so that maps stay whole. A weight that counts no patients has no middle of the band. */
static gboolean drops_small(const HcpEdges *edges, const HcpReleasePolicy *policy) {
    const char *weight = hcp_table_find_note(hcp_edges_get_attributes(edges), "weight");
    if (weight != NULL && strcmp(weight, "patients") != 0)
        return TRUE;
    if (policy->small_cells == HCP_SMALL_CELLS_DEFAULT)
        return has_note(hcp_edges_get_attributes(edges), "relation", "shared");
    return policy->small_cells == HCP_SMALL_CELLS_DROP;
}

char *hcp__edges_describe_policy(const HcpEdges *edges, const HcpReleasePolicy *policy) {
    static const char *const CHOICE[] = {[HCP_SMALL_CELLS_DEFAULT] = "by layer",
                                         [HCP_SMALL_CELLS_MASK] = "masked",
                                         [HCP_SMALL_CELLS_DROP] = "left out"};
    const char *choice = is_combined(edges)           ? CHOICE[policy->small_cells]
                         : drops_small(edges, policy) ? "left out"
                                                      : "masked";
    return g_strdup_printf("fewer than %d patients: %s", policy->min_patients, choice);
}

/* small[e] = 1 where the patients of edge e, or its weight where they are not counted apart, may
 * not be shown. */
static int64_t find_small(const HcpEdges *edges, const HcpReleasePolicy *policy, uint8_t *small) {
    HcpColumn *patients = hcp_table_find_column(hcp_edges_get_attributes(edges), "patients");
    const double *weight = hcp_edges_get_weights(edges);
    int64_t n_small = 0;
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        gboolean counted = patients != NULL && hcp_column_is_valid(patients, e);
        double count = counted ? hcp_column_get_number(patients, e) : weight[e];
        small[e] = (uint8_t)hcp__is_small(policy, count);
        n_small += small[e];
    }
    return n_small;
}

int64_t hcp__edges_find_small(const HcpEdges *edges, const HcpReleasePolicy *policy,
                              uint8_t *small) {
    return counts_patients(edges) ? find_small(edges, policy, small) : 0;
}

HcpTable *hcp__table_with_count(HcpTable *table, const char *key, int64_t count) {
    char text[HCP__NUMBER_SIZE];
    hcp__format_int64(text, count);
    return hcp_table_with_note(table, key, text);
}

HcpColumn *hcp__edges_make_masked_column(int64_t n, const uint8_t *masked) {
    HcpColumnInfo info = {.name = "masked",
                          .label = "Masked",
                          .definition = "true: too few patients to show; the weight is the middle "
                                        "of the range that is not shown",
                          .kind = HCP_KIND_BOOL};
    uint8_t *values = g_malloc0((gsize)n + 1);
    memcpy(values, masked, (gsize)n);
    return hcp_column_new_take(&info, n, values, NULL);
}

/* 1..min-1 has its middle at min / 2. */
static HcpColumn *mask_weights(const HcpEdges *edges, const HcpReleasePolicy *policy,
                               const uint8_t *small) {
    HcpColumn *old = hcp_table_find_column(hcp_edges_get_attributes(edges), "weight");
    int64_t n = hcp_edges_get_n(edges);
    double *weight = g_malloc0_n((gsize)n + 1, sizeof(double));
    for (int64_t e = 0; e < n; e++)
        weight[e] = small[e] ? policy->min_patients / 2.0 : hcp_edges_get_weights(edges)[e];
    return hcp_column_new_take(hcp_column_get_info(old), n, weight, NULL);
}

/* The next of 0.001, 0.002, 0.005, 0.01, ...: from exact values and the counts that are shown, the
 * patients of a physician could be computed, and from those a count that is hidden. */
static double coarsen(double value) {
    static const double STEPS[] = {1, 2, 5, 10};
    if (!(value > 0.001))
        return 0.001;
    double ten = 0.001;
    while (value > 10 * ten)
        ten *= 10;
    for (gsize k = 0; k < G_N_ELEMENTS(STEPS); k++)
        if (value <= STEPS[k] * ten * (1 + 1e-12))
            return STEPS[k] * ten;
    return 10 * ten;
}

static HcpColumn *coarsen_column(const HcpColumn *column) {
    int64_t n = hcp_column_get_length(column);
    g_autofree char *definition =
        g_strdup_printf("%s; rounded up to 1, 2 or 5 times a power of ten",
                        hcp_column_get_info(column)->definition);
    HcpColumnInfo info = *hcp_column_get_info(column);
    info.definition = definition;
    double *coarse = g_malloc0_n((gsize)n + 1, sizeof(double));
    for (int64_t e = 0; e < n; e++)
        coarse[e] = coarsen(hcp_column_get_doubles(column)[e]);
    return hcp_column_new_take(&info, n, coarse, NULL);
}

/* Edges of which no count is hidden are as they were; else what was computed from counts is coarse
 * for all. */
static HcpEdges *coarsen_edges(HcpEdges *edges, int64_t n_small) {
    HcpTable *attributes = hcp_edges_get_attributes(edges);
    g_autoptr(GPtrArray) coarse = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (gsize c = 0; n_small > 0 && c < hcp_table_get_n_columns(attributes); c++) {
        HcpColumn *column = hcp_table_get_column(attributes, c);
        if (hcp_column_get_info(column)->privacy == HCP_PRIVACY_FROM_COUNTS)
            g_ptr_array_add(coarse, coarsen_column(column));
    }
    if (coarse->len == 0)
        return hcp_edges_ref(edges);
    g_autoptr(HcpTable) replaced =
        hcp_table_with_columns(attributes, coarse->len, (HcpColumn *const *)coarse->pdata);
    return hcp__edges_with_attributes(edges, hcp_edges_get_n(edges), NULL, replaced);
}

/* Of a masked edge nothing but its ends is shown: dates and counts of referrals tell of patients as
 * well. Of the others small counts are hidden one by one. */
static HcpColumn *mask_attribute(const HcpColumn *column, const HcpReleasePolicy *policy,
                                 const uint8_t *small) {
    int64_t n = hcp_column_get_length(column);
    g_autofree uint8_t *hide = g_malloc0((gsize)n + 1);
    gboolean is_count = hcp_column_get_info(column)->privacy == HCP_PRIVACY_PATIENT_COUNT;
    for (int64_t e = 0; e < n; e++)
        hide[e] = (uint8_t)(small[e] ||
                            (is_count && hcp__is_small(policy, hcp_column_get_number(column, e))));
    return hcp__column_hide(column, hide);
}

static gboolean is_share(const HcpEdges *edges, const char *name) {
    const HcpTable *attributes = hcp_edges_get_attributes(edges);
    return has_note(attributes, "relation", "shared") &&
           (strcmp(name, "share") == 0 ||
            (strcmp(name, "weight") == 0 && has_note(attributes, "weight", "share")));
}

/* The sender's share of what may be seen: patients / share would tell the sum of all others, and
 * so of those that may not. Missing for masked edges. */
static HcpColumn *renew_shares(const HcpEdges *edges, const HcpColumn *old, const uint8_t *small) {
    HcpColumn *patients = hcp_table_find_column(hcp_edges_get_attributes(edges), "patients");
    const int32_t *source = hcp_edges_get_sources(edges);
    int64_t n = hcp_edges_get_n(edges);
    double *share = g_malloc0_n((gsize)n + 1, sizeof(double));
    for (int64_t e = 0, next = 0; e < n; e = next) {
        double sum = 0;
        for (; next < n && source[next] == source[e]; next++)
            sum += small[next] ? 0 : hcp_column_get_number(patients, next);
        for (int64_t k = e; k < next; k++)
            share[k] = small[k] ? 0 : hcp_column_get_number(patients, k) / sum;
    }
    g_autoptr(HcpColumn) renewed = hcp_column_new_take(hcp_column_get_info(old), n, share, NULL);
    return hcp__column_hide(renewed, small);
}

static HcpColumn *release_attribute(const HcpEdges *edges, const HcpColumn *column,
                                    const HcpReleasePolicy *policy, const uint8_t *small) {
    const char *name = hcp_column_get_info(column)->name;
    if (is_share(edges, name))
        return renew_shares(edges, column, small);
    return strcmp(name, "weight") == 0 ? mask_weights(edges, policy, small)
                                       : mask_attribute(column, policy, small);
}

static HcpTable *mask_attributes(const HcpEdges *edges, const HcpReleasePolicy *policy,
                                 const uint8_t *small) {
    HcpTable *old = hcp_edges_get_attributes(edges);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref);
    for (gsize c = 0; c < hcp_table_get_n_columns(old); c++)
        g_ptr_array_add(columns,
                        release_attribute(edges, hcp_table_get_column(old, c), policy, small));
    g_ptr_array_add(columns, hcp__edges_make_masked_column(hcp_edges_get_n(edges), small));
    return hcp_table_with_columns(old, columns->len, (HcpColumn *const *)columns->pdata);
}

HcpEdges *hcp__edges_with_attributes(const HcpEdges *old, int64_t n, const int32_t *rows,
                                     HcpTable *attributes) {
    int32_t *source = g_malloc_n((gsize)n + 1, sizeof(int32_t));
    int32_t *target = g_malloc_n((gsize)n + 1, sizeof(int32_t));
    for (int64_t i = 0; i < n; i++) {
        int64_t e = rows != NULL ? rows[i] : i;
        source[i] = hcp_edges_get_sources(old)[e];
        target[i] = hcp_edges_get_targets(old)[e];
    }
    return hcp_edges_new_take(hcp_edges_is_directed(old), n, source, target, attributes);
}

static HcpEdges *mask_edges(const HcpEdges *edges, const HcpReleasePolicy *policy,
                            const uint8_t *small, int64_t n_small) {
    g_autofree char *rule = hcp__edges_describe_policy(edges, policy);
    g_autoptr(HcpTable) masked = mask_attributes(edges, policy, small);
    g_autoptr(HcpTable) ruled = hcp_table_with_note(masked, HCP__NOTE_RELEASED, rule);
    g_autoptr(HcpTable) noted = hcp__table_with_count(ruled, HCP__NOTE_MASKED_EDGES, n_small);
    return hcp__edges_with_attributes(edges, hcp_edges_get_n(edges), NULL, noted);
}

static HcpEdges *drop_edges(const HcpEdges *edges, const HcpReleasePolicy *policy,
                            const uint8_t *small, int64_t n_small) {
    int64_t n = hcp_edges_get_n(edges), n_kept = 0;
    g_autofree int32_t *kept = g_malloc_n((gsize)n + 1, sizeof(int32_t));
    for (int64_t e = 0; e < n; e++)
        if (!small[e])
            kept[n_kept++] = (int32_t)e;
    g_autoptr(HcpTable) rest = hcp_table_select_rows(hcp_edges_get_attributes(edges), n_kept, kept);
    g_autoptr(HcpEdges) dropped = hcp__edges_with_attributes(edges, n_kept, kept, rest);

    g_autofree uint8_t *none = g_malloc0((gsize)n_kept + 1);
    g_autofree char *rule = hcp__edges_describe_policy(edges, policy);
    g_autoptr(HcpTable) masked = mask_attributes(dropped, policy, none);
    g_autoptr(HcpTable) shown =
        hcp_table_without_columns(masked, 1, (const char *const[]){"masked"});
    g_autoptr(HcpTable) ruled = hcp_table_with_note(shown, HCP__NOTE_RELEASED, rule);
    g_autoptr(HcpTable) noted = hcp__table_with_count(ruled, HCP__NOTE_DROPPED_EDGES, n_small);
    return hcp__edges_with_attributes(dropped, n_kept, NULL, noted);
}

HcpEdges *hcp_release_edges(HcpEdges *edges, const HcpReleasePolicy *policy) {
    g_return_val_if_fail(edges != NULL && policy != NULL, NULL);
    /* The parts of a sum can no longer be told from it: combine released layers instead. */
    g_return_val_if_fail(!is_combined(edges), NULL);
    gboolean released =
        hcp_table_find_note(hcp_edges_get_attributes(edges), HCP__NOTE_RELEASED) != NULL;
    if (released || !counts_patients(edges))
        return hcp_edges_ref(edges);
    g_autofree uint8_t *small = g_malloc0((gsize)hcp_edges_get_n(edges) + 1);
    int64_t n_small = find_small(edges, policy, small);
    g_autoptr(HcpEdges) coarse = coarsen_edges(edges, n_small);
    return drops_small(edges, policy) ? drop_edges(coarse, policy, small, n_small)
                                      : mask_edges(coarse, policy, small, n_small);
}

gboolean hcp__edges_check_released(const HcpEdges *edges, const HcpReleasePolicy *policy,
                                   GError **error) {
    if (!is_combined(edges) && !counts_patients(edges))
        return TRUE;
    g_autofree char *rule = hcp__edges_describe_policy(edges, policy);
    if (has_note(hcp_edges_get_attributes(edges), HCP__NOTE_RELEASED, rule))
        return TRUE;
    g_set_error(error, HCP_ERROR, HCP_ERROR_REFUSED,
                "layer %s: its edges count patients and did not go through the privacy gate (%s)",
                hcp_edges_get_layer(edges), rule);
    return FALSE;
}

void hcp__audit_edges(HcpAudit *audit, const HcpEdges *edges, const HcpReleasePolicy *policy) {
    const HcpTable *attributes = hcp_edges_get_attributes(edges);
    const char *masked = hcp_table_find_note(attributes, HCP__NOTE_MASKED_EDGES);
    const char *dropped = hcp_table_find_note(attributes, HCP__NOTE_DROPPED_EDGES);
    const char *layer = hcp_edges_get_layer(edges);
    if (masked != NULL)
        hcp__audit_add(audit, "masked_edges", g_ascii_strtoll(masked, NULL, 10),
                       "edges of layer %s with 1 to %d patients: counts and dates left empty, "
                       "weight the middle of the range, masked = true",
                       layer, policy->min_patients - 1);
    if (dropped != NULL)
        hcp__audit_add(audit, "dropped_edges", g_ascii_strtoll(dropped, NULL, 10),
                       "edges of layer %s with 1 to %d patients left out", layer,
                       policy->min_patients - 1);
    if (masked == NULL && dropped == NULL)
        hcp__audit_add(audit, "no_patients", hcp_edges_get_n(edges),
                       "edges of layer %s count no patients: released as they are", layer);
}
