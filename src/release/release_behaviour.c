/* Referral behaviour: made again of counts that give no masked pair away.
 *
 * Beside a released edge table, a physician's total would tell what the masked pairs hold together:
 * r, the total less the pairs that are shown. Of k masked pairs with 1..m patients each, r leaves
 * every one of them its whole range exactly when
 *
 *   k + m - 1 <= r <= k m - m + 1.
 *
 * Only then is a total of referrals sent shown, and counted, as it is. Else r is replaced by the
 * middle of the end of its range that it lies in, k .. k + m - 1 or k m - m + 1 .. k m. The rows of
 * the table are known, so the totals that are not shown are known together: where they do not pass
 * the same test, one more is hidden. Totals of referrals received are always counted by the middle
 * of a band of m: exact totals of both directions together could be solved for a pair.
 *
 * What is expected is fitted to these counts too: expectations add up to the counts that they are
 * fitted to, and so would tell the only total that is left empty. */
#include "base/base_internal.h"
#include "behaviour/behaviour_internal.h"
#include "release/release_internal.h"

#include <math.h>

/* What may be known of one direction, by physician. */
typedef struct {
    int32_t n;
    gboolean received;
    const uint8_t *scored; /* of others no total is shown */
    double m;              /* the largest count that is not shown */
    double *shown;         /* referrals of the pairs that are shown */
    double *patients;      /* of those pairs, a patient of two counted twice */
    int32_t *n_hidden;     /* pairs that are not */
} Known;

static void known_clear(Known *known) {
    g_free(known->shown);
    g_free(known->patients);
    g_free(known->n_hidden);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Known, known_clear)

static gboolean leaves_range(double rest, double k, double m) {
    return k == 0 || rest > k * m || (rest >= k + m - 1 && rest <= k * m - m + 1);
}

static double hide_at_end(double rest, double k, double m) {
    return rest < k + m - 1 ? k + (m - 1) / 2 : k * m - (m - 1) / 2;
}

/* The bands are k .. k + m - 1, k + m .. k + 2 m - 1, ...; the last one begins early enough to
 * leave each pair its range. */
static double hide_in_band(double rest, double k, double m) {
    double band = floor((rest - k) / m), last = floor((k * m - m + 1 - k) / m);
    if (rest <= k * m && band > last)
        return (k + last * m + k * m) / 2;
    return k + band * m + (m - 1) / 2;
}

static double get_patients(const HcpEdges *edges, int64_t e) {
    const HcpColumn *column = hcp_table_find_column(hcp_edges_get_attributes(edges), "patients");
    return column != NULL && hcp_column_is_valid(column, e) ? hcp_column_get_number(column, e)
                                                            : hcp_edges_get_weights(edges)[e];
}

static void see_edges(const HcpEdges *edges, const uint8_t *small, Known *known) {
    const int32_t *owner =
        known->received ? hcp_edges_get_targets(edges) : hcp_edges_get_sources(edges);
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        if (small[e]) {
            known->n_hidden[owner[e]]++;
            continue;
        }
        known->shown[owner[e]] += hcp__edge_volume(edges, e);
        known->patients[owner[e]] += get_patients(edges, e);
    }
}

static void see_layers(const HcpReferralCounts *counts, const HcpReleasePolicy *policy,
                       Known *known) {
    known->shown = g_new0(double, known->n + 1);
    known->patients = g_new0(double, known->n + 1);
    known->n_hidden = g_new0(int32_t, known->n + 1);
    for (guint l = 0; l < counts->edges->len; l++) {
        const HcpEdges *edges = counts->edges->pdata[l];
        g_autofree uint8_t *small = g_malloc0((gsize)hcp_edges_get_n(edges) + 1);
        hcp__edges_find_small(edges, policy, small);
        see_edges(edges, small, known);
    }
}

/* Patients: shown where the referrals are, and where they would pass by themselves. */
static double release_patients(const Known *known, int32_t i, double patients) {
    if (patients > 0 && patients <= known->m)
        return NAN;
    return leaves_range(patients - known->patients[i], known->n_hidden[i], known->m) ? patients
                                                                                     : NAN;
}

/* The physician whose total is the next to be hidden, the one with most masked pairs; -1 where the
 * totals that are not shown pass the test together, or where none is left. */
static int32_t find_next(const Known *known, const double *count, const uint8_t *exact) {
    double rest = 0, k = 0;
    int32_t next = -1;
    for (int32_t i = 0; i < known->n; i++) {
        if (known->n_hidden[i] == 0)
            continue;
        if (!exact[i] || !known->scored[i]) {
            rest += count[i] - known->shown[i];
            k += known->n_hidden[i];
        } else if (next < 0 || known->n_hidden[i] > known->n_hidden[next]) {
            next = i;
        }
    }
    return leaves_range(rest, k, known->m) ? -1 : next;
}

static uint8_t *choose_exact(const Known *known, const double *count) {
    uint8_t *exact = g_new0(uint8_t, known->n + 1);
    for (int32_t i = 0; i < known->n; i++) {
        double k = known->n_hidden[i], rest = count[i] - known->shown[i];
        exact[i] = k == 0 || (!known->received && leaves_range(rest, k, known->m));
    }
    for (int32_t i; !known->received && (i = find_next(known, count, exact)) >= 0;)
        exact[i] = FALSE;
    return exact;
}

/* Returns how many physicians have a total that is not shown. */
static int64_t release_direction(const Known *known, double *count, double *patients,
                                 uint8_t *inexact) {
    double m = known->m;
    int64_t n_inexact = 0;
    g_autofree uint8_t *exact = choose_exact(known, count);
    for (int32_t i = 0; i < known->n; i++) {
        double k = known->n_hidden[i], rest = count[i] - known->shown[i];
        if (!exact[i])
            rest = known->received || leaves_range(rest, k, m) ? hide_in_band(rest, k, m)
                                                               : hide_at_end(rest, k, m);
        count[i] = known->shown[i] + rest;
        patients[i] = exact[i] ? release_patients(known, i, patients[i]) : NAN;
        inexact[i] = !exact[i] || (count[i] > 0 && count[i] <= m);
        n_inexact += inexact[i];
    }
    return n_inexact;
}

static HcpReferralCounts *copy_counts(const HcpReferralCounts *counts, int32_t n,
                                      const HcpReleasePolicy *policy) {
    HcpReferralCounts *copy = g_new0(HcpReferralCounts, 1);
    gsize size = (gsize)(n + 1);
    copy->sent = g_memdup2(counts->sent, MAX(1, (gsize)n) * sizeof(double));
    copy->received = g_memdup2(counts->received, MAX(1, (gsize)n) * sizeof(double));
    copy->sent_patients = g_memdup2(counts->sent_patients, MAX(1, (gsize)n) * sizeof(double));
    copy->received_patients =
        g_memdup2(counts->received_patients, MAX(1, (gsize)n) * sizeof(double));
    copy->sent_inexact = g_new0(uint8_t, size);
    copy->received_inexact = g_new0(uint8_t, size);
    copy->edges = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    for (guint l = 0; l < counts->edges->len; l++)
        g_ptr_array_add(copy->edges, hcp_release_edges(counts->edges->pdata[l], policy));
    return copy;
}

static void set_count(HcpTable **nodes, const char *key, int64_t count) {
    HcpTable *noted = hcp__table_with_count(*nodes, key, count);
    hcp_table_unref(*nodes);
    *nodes = noted;
}

HcpTable *hcp__release_behaviour(HcpTable *nodes, const HcpBehaviour *behaviour,
                                 const HcpReleasePolicy *policy, const HcpRun *run,
                                 GError **error) {
    int32_t n = behaviour->n_physicians;
    double m = policy->min_patients - 1;
    HcpReferralCounts *counts = copy_counts(behaviour->counts, n, policy);
    g_auto(Known) sent = {.n = n, .m = m, .scored = behaviour->is_sender};
    g_auto(Known) received = {.n = n, .m = m, .received = TRUE};
    see_layers(behaviour->counts, policy, &sent);
    see_layers(behaviour->counts, policy, &received);
    int64_t n_sent =
        release_direction(&sent, counts->sent, counts->sent_patients, counts->sent_inexact);
    int64_t n_received = release_direction(&received, counts->received, counts->received_patients,
                                           counts->received_inexact);
    g_autoptr(HcpBehaviour) seen = hcp_behaviour_refit(behaviour, counts, run, error);
    g_autoptr(GPtrArray) columns =
        seen != NULL ? hcp_behaviour_make_columns(seen, nodes, HCP_PRIVACY_NONE, error) : NULL;
    if (columns == NULL)
        return NULL;
    HcpTable *released =
        hcp_table_with_columns(nodes, columns->len, (HcpColumn *const *)columns->pdata);
    set_count(&released, HCP__NOTE_SENT_HIDDEN, n_sent);
    set_count(&released, HCP__NOTE_RECEIVED_HIDDEN, n_received);
    return released;
}

static void audit_count(HcpAudit *audit, const HcpTable *nodes, const char *note, const char *rule,
                        const char *effect) {
    const char *count = hcp_table_find_note(nodes, note);
    if (count != NULL)
        hcp__audit_add(audit, rule, g_ascii_strtoll(count, NULL, 10), "%s", effect);
}

void hcp__audit_behaviour(HcpAudit *audit, const HcpTable *nodes) {
    audit_count(audit, nodes, HCP__NOTE_SENT_HIDDEN, "referrals_sent_inexact",
                "physicians whose total of referrals sent would give a masked pair away: left "
                "empty, and the index made of the middle of a range");
    audit_count(audit, nodes, HCP__NOTE_RECEIVED_HIDDEN, "referrals_received_inexact",
                "physicians whose total of referrals received is left empty, and the index made of "
                "the middle of a range");
}
