/* Lists of physicians to act upon: only those who may be acted upon. */
#include "base/base_internal.h"
#include "release/release_internal.h"

typedef enum { STAYS, INACTIVE, NO_CONTACT, TARGETED, NO_CONSENT, N_REASONS } Reason;

static const struct {
    const char *rule, *effect;
} REASONS[N_REASONS] = {
    [INACTIVE] = {"excluded_inactive", "physicians left off the list: not active"},
    [NO_CONTACT] = {"excluded_no_contact", "physicians left off the list: asked for no contact"},
    [TARGETED] = {"excluded_targeted", "physicians left off the list: targeted already"},
    [NO_CONSENT] = {"excluded_no_consent",
                    "physicians left off the list: no consent to the purpose"},
};

/* What the gate knows of each node. Columns that the dataset lacks are NULL. */
typedef struct {
    const HcpColumn *active, *no_contact, *targeted;
    const uint8_t *consents; /* of physicians; NULL: consent was not asked for */
    int32_t n_physicians;
} Facts;

static const HcpColumn *find_flag(const HcpTable *nodes, const char *name) {
    HcpColumn *column = hcp_table_find_column(nodes, name);
    gboolean is_flag = column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_BOOL;
    return is_flag ? column : NULL;
}

/* Missing is neither true nor false. */
static gboolean says(const HcpColumn *flag, int32_t node, uint8_t value) {
    return flag != NULL && hcp_column_is_valid(flag, node) &&
           hcp_column_get_bools(flag)[node] == value;
}

/* The first reason in this order counts, so that counts add up to the rows left out. */
static Reason find_reason(const Facts *facts, int32_t node) {
    if (says(facts->active, node, FALSE))
        return INACTIVE;
    if (says(facts->no_contact, node, TRUE))
        return NO_CONTACT;
    if (says(facts->targeted, node, TRUE))
        return TARGETED;
    if (facts->consents != NULL && !(node < facts->n_physicians && facts->consents[node]))
        return NO_CONSENT;
    return STAYS;
}

static void audit_consent(HcpAudit *audit, const Facts *facts, const char *purpose) {
    if (facts->consents == NULL)
        hcp__audit_add(audit, "consent_not_checked", 0,
                       "the study has no consents: nobody was left off for want of one");
    else
        hcp__audit_add(audit, "consent_checked", facts->n_physicians,
                       "physicians whose latest consent was looked up for the purpose: %s",
                       purpose != NULL ? purpose : "any");
}

static HcpTable *select_allowed(HcpTable *list, const int32_t *node, const Facts *facts,
                                HcpAudit *audit) {
    int64_t n = hcp_table_get_n_rows(list), n_kept = 0, n_excluded[N_REASONS] = {0};
    g_autofree int32_t *kept = g_malloc_n((gsize)n + 1, sizeof(int32_t));
    for (int64_t r = 0; r < n; r++) {
        Reason reason = find_reason(facts, node[r]);
        n_excluded[reason]++;
        if (reason == STAYS)
            kept[n_kept++] = (int32_t)r;
    }
    const gboolean asked[N_REASONS] = {[INACTIVE] = facts->active != NULL,
                                       [NO_CONTACT] = facts->no_contact != NULL,
                                       [TARGETED] = facts->targeted != NULL,
                                       [NO_CONSENT] = facts->consents != NULL};
    for (int reason = INACTIVE; reason < N_REASONS; reason++)
        if (asked[reason])
            hcp__audit_add(audit, REASONS[reason].rule, n_excluded[reason], "%s",
                           REASONS[reason].effect);
    return hcp_table_select_rows(list, n_kept, kept);
}

/* The rank of a list is the place in it: what was left off leaves no gap, which would tell of it.
 */
static HcpTable *renumber(HcpTable *list) {
    HcpColumn *old = hcp_table_find_column(list, "rank");
    if (old == NULL || hcp_column_get_info(old)->kind != HCP_KIND_INT64)
        return hcp_table_ref(list);
    int64_t n = hcp_table_get_n_rows(list), place = 0;
    int64_t *rank = g_new0(int64_t, n + 1);
    uint8_t *validity = g_new0(uint8_t, n / 8 + 1);
    for (int64_t r = 0; r < n; r++)
        if (hcp_column_is_valid(old, r)) {
            rank[r] = ++place;
            hcp__bit_set(validity, r);
        }
    g_autoptr(HcpColumn) renumbered =
        hcp_column_new_take(hcp_column_get_info(old), n, rank, validity);
    return hcp_table_with_columns(list, 1, &renumbered);
}

HcpRelease *hcp_release_list(HcpTable *list, const int32_t *node, const HcpDataset *dataset,
                             const char *purpose, const HcpReleasePolicy *policy, GError **error) {
    g_return_val_if_fail(list != NULL && node != NULL && dataset != NULL && policy != NULL, NULL);
    g_autofree uint8_t *consents = hcp__consents_find(dataset, purpose);
    Facts facts = {.active = find_flag(dataset->nodes, "active"),
                   .no_contact = find_flag(dataset->nodes, "no_contact"),
                   .targeted = find_flag(dataset->nodes, "targeted"),
                   .consents = consents,
                   .n_physicians = dataset->n_physicians};
    g_autoptr(HcpAudit) audit = hcp__audit_new();
    hcp__audit_policy(audit, policy);
    audit_consent(audit, &facts, purpose);
    g_autoptr(HcpTable) allowed = select_allowed(list, node, &facts, audit);
    g_autoptr(HcpTable) ranked = renumber(allowed);
    g_autoptr(HcpTable) masked = hcp__table_mask(ranked, policy, audit, error);
    return masked != NULL ? hcp__release_new(masked, NULL, audit) : NULL;
}
