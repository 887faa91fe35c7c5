/* Tables: patients never, small counts of patients hidden. */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <string.h>

/* A pool of its own, so that a text that only hidden rows hold is not in the released column. */
static HcpColumn *take_strings(const HcpColumn *column, uint8_t *validity) {
    int64_t n = hcp_column_get_length(column);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_malloc0_n((gsize)n + 1, sizeof(int32_t));
    for (int64_t i = 0; i < n; i++)
        if (hcp__bit_get(validity, i))
            codes[i] = hcp__pool_add(pool, hcp_column_get_text(column, i), -1);
    return hcp_column_new_take_strings(hcp_column_get_info(column), n, codes, validity, pool);
}

HcpColumn *hcp__column_hide(const HcpColumn *column, const uint8_t *hide) {
    const HcpColumnInfo *info = hcp_column_get_info(column);
    int64_t n = hcp_column_get_length(column);
    uint8_t *validity = g_malloc0((gsize)n / 8 + 1);
    for (int64_t i = 0; i < n; i++)
        if (!hide[i] && hcp_column_is_valid(column, i))
            hcp__bit_set(validity, i);
    if (info->kind == HCP_KIND_STRING)
        return take_strings(column, validity);

    gsize size = hcp__kind_size(info->kind);
    char *values = g_malloc0_n((gsize)n + 1, size);
    if (n > 0)
        memcpy(values, hcp_column_get_values(column), (gsize)n * size);
    for (int64_t i = 0; i < n; i++)
        if (!hcp__bit_get(validity, i))
            memset(values + (gsize)i * size, 0, size);
    return hcp_column_new_take(info, n, values, validity);
}

static gboolean refuse(GError **error, const HcpTable *table, const HcpColumn *column,
                       const char *reason) {
    g_set_error(error, HCP_ERROR, HCP_ERROR_REFUSED, "%s: %s: %s", hcp_table_get_name(table),
                hcp_column_get_info(column)->name, reason);
    return FALSE;
}

static gboolean check_column(const HcpTable *table, const HcpColumn *column, GError **error) {
    const HcpColumnInfo *info = hcp_column_get_info(column);
    if (info->privacy == HCP_PRIVACY_PATIENT)
        return refuse(error, table, column, "identifies patients and is never released");
    if (info->privacy == HCP_PRIVACY_WEIGHT_SUM)
        return refuse(error, table, column,
                      "sums true weights; only sums of released weights can be released");
    if (info->privacy == HCP_PRIVACY_REFERRALS)
        return refuse(error, table, column,
                      "is made of true counts of referrals; only the columns of a released network "
                      "can be released");
    if (info->privacy == HCP_PRIVACY_PATIENT_COUNT && info->kind != HCP_KIND_INT64 &&
        info->kind != HCP_KIND_DOUBLE)
        return refuse(error, table, column, "counts patients but is no number: cannot be masked");
    return TRUE;
}

static HcpColumn *mask_counts(const HcpColumn *column, const HcpReleasePolicy *policy,
                              HcpAudit *audit) {
    int64_t n = hcp_column_get_length(column), n_small = 0;
    g_autofree uint8_t *small = g_malloc0((gsize)n + 1);
    for (int64_t i = 0; i < n; i++) {
        small[i] = (uint8_t)hcp__is_small(policy, hcp_column_get_number(column, i));
        n_small += small[i];
    }
    hcp__audit_add(audit, "small_counts", n_small, "cells of %s with 1 to %d patients left empty",
                   hcp_column_get_info(column)->name, policy->min_patients - 1);
    return hcp__column_hide(column, small);
}

HcpTable *hcp__table_mask(HcpTable *table, const HcpReleasePolicy *policy, HcpAudit *audit,
                          GError **error) {
    g_autoptr(HcpTable) masked = hcp_table_ref(table);
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
        HcpColumn *column = hcp_table_get_column(table, c);
        if (!check_column(table, column, error))
            return NULL;
        if (hcp_column_get_info(column)->privacy != HCP_PRIVACY_PATIENT_COUNT)
            continue;
        g_autoptr(HcpColumn) hidden = mask_counts(column, policy, audit);
        HcpTable *next = hcp_table_with_columns(masked, 1, (HcpColumn *const[]){hidden});
        hcp_table_unref(masked);
        masked = next;
    }
    return g_steal_pointer(&masked);
}

HcpRelease *hcp_release_table(HcpTable *table, const HcpReleasePolicy *policy, GError **error) {
    g_return_val_if_fail(table != NULL && policy != NULL, NULL);
    g_autoptr(HcpAudit) audit = hcp__audit_new();
    hcp__audit_policy(audit, policy);
    hcp__audit_sums(audit, table);
    g_autoptr(HcpTable) masked = hcp__table_mask(table, policy, audit, error);
    return masked != NULL ? hcp__release_new(masked, NULL, audit) : NULL;
}
