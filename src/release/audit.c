/* The audit: one line for each rule that was applied. */
#include "base/base_internal.h"
#include "release/release_internal.h"

#include <stdarg.h>

struct HcpAudit {
    GPtrArray *rules;
    GPtrArray *effects;
    GArray *counts;
};

HcpAudit *hcp__audit_new(void) {
    HcpAudit *audit = g_new0(HcpAudit, 1);
    audit->rules = g_ptr_array_new_with_free_func(g_free);
    audit->effects = g_ptr_array_new_with_free_func(g_free);
    audit->counts = g_array_new(FALSE, FALSE, sizeof(int64_t));
    return audit;
}

void hcp__audit_free(HcpAudit *audit) {
    if (audit == NULL)
        return;
    g_ptr_array_unref(audit->rules);
    g_ptr_array_unref(audit->effects);
    g_array_unref(audit->counts);
    g_free(audit);
}

void hcp__audit_add(HcpAudit *audit, const char *rule, int64_t count, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(audit->effects, g_strdup_vprintf(format, arguments));
    va_end(arguments);
    g_ptr_array_add(audit->rules, g_strdup(rule));
    g_array_append_val(audit->counts, count);
}

void hcp__audit_copy(HcpAudit *audit, const HcpTable *lines) {
    for (int64_t row = 0; row < hcp_table_get_n_rows(lines); row++)
        hcp__audit_add(audit, hcp_column_get_text(hcp_table_find_column(lines, "rule"), row),
                       hcp_column_get_int64s(hcp_table_find_column(lines, "count"))[row], "%s",
                       hcp_column_get_text(hcp_table_find_column(lines, "effect"), row));
}

void hcp__audit_policy(HcpAudit *audit, const HcpReleasePolicy *policy) {
    if (policy->min_patients != HCP__DEFAULT_MIN_PATIENTS)
        hcp__audit_add(audit, "min_patients", policy->min_patients,
                       "smallest count of patients that is shown, instead of the usual %d",
                       HCP__DEFAULT_MIN_PATIENTS);
    if (policy->pseudonymised)
        hcp__audit_add(audit, "pseudonyms", 0,
                       "ids are keyed hashes (HMAC-SHA256), names are left out");
}

static HcpColumn *make_text_column(const char *name, const char *definition,
                                   const GPtrArray *texts) {
    HcpColumnInfo info = {.name = name, .definition = definition, .kind = HCP_KIND_STRING};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new(int32_t, texts->len + 1);
    for (guint i = 0; i < texts->len; i++)
        codes[i] = hcp__pool_add(pool, g_ptr_array_index(texts, i), -1);
    return hcp_column_new_take_strings(&info, texts->len, codes, NULL, pool);
}

HcpTable *hcp__audit_make_table(const HcpAudit *audit) {
    HcpColumnInfo info = {.name = "count",
                          .definition = "rows, edges, cells or columns that the rule met",
                          .kind = HCP_KIND_INT64};
    gsize n = audit->counts->len;
    int64_t *counts = g_new(int64_t, n + 1);
    for (gsize i = 0; i < n; i++)
        counts[i] = g_array_index(audit->counts, int64_t, i);
    g_autoptr(HcpColumn) rule = make_text_column("rule", "privacy rule", audit->rules);
    g_autoptr(HcpColumn) count = hcp_column_new_take(&info, (int64_t)n, counts, NULL);
    g_autoptr(HcpColumn) effect = make_text_column("effect", "what was done", audit->effects);
    return hcp_table_new("audit", (int64_t)n, 3, (HcpColumn *const[]){rule, count, effect});
}
