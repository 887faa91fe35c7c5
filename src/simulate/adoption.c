/* The month in which each prescriber of the class takes the brand up, a discrete-time hazard:
 *
 *   logit h_i(m) = a + b contacts_i(m) + c peers_i(m) + d referral_i(m) + e innovativeness_i
 *
 * contacts: of months m - 1 and m, at most 3; peers, referral: shares of adopters at the end of
 * month m - 1 among the prescribers of the peer group, and among those with whom i exchanged
 * referrals, each weighted by their number in the year. */
#include "simulate/simulate_internal.h"

#include <math.h>

static const double BASE = -4.6, CONTACT = 0.45, PEERS = 2.0, REFERRAL = 1.5, INNOVATIVE = 0.7;
static const double BEFORE = -2.2; /* logit of having adopted before the period */
enum { NEVER = -1, MOST_CONTACTS = 3 };

/* Adopters and all, of the neighbourhood of a physician or of a peer group. */
typedef struct {
    double adopted, all;
} Share;

static double ratio(Share share) {
    return share.all > 0 ? share.adopted / share.all : 0;
}

static double logistic(double x) {
    return 1 / (1 + exp(-x));
}

static gboolean prescribes(const HcpSimPhysician *physician) {
    return physician->active && physician->class_units > 0;
}

static void count(Share *share, const HcpSimPhysician *other) {
    if (!prescribes(other))
        return;
    share->all += 1;
    share->adopted += other->adoption_month != NEVER;
}

static void count_peers(const HcpSimWorld *world, Share *peers) {
    for (guint k = 0; k < world->organisations->len; k++)
        peers[k] = (Share){0, 0};
    for (int32_t i = 0; i < world->options.n_physicians; i++)
        if (world->physicians[i].peer_group >= 0)
            count(&peers[world->physicians[i].peer_group], &world->physicians[i]);
}

static void count_referrals(const HcpSimWorld *world, Share *partners) {
    for (int32_t i = 0; i < world->options.n_physicians; i++)
        partners[i] = (Share){0, 0};
    for (guint r = 0; r < world->referrals->len; r++) {
        const HcpSimReferral *row = &g_array_index(world->referrals, HcpSimReferral, r);
        count(&partners[row->from], &world->physicians[row->to]);
        count(&partners[row->to], &world->physicians[row->from]);
    }
}

static int month_of(const HcpSimWorld *world, int32_t date) {
    int month = 0;
    while (month < HCP__SIM_MONTHS - 1 && date >= hcp__sim_month_start(world, month + 1))
        month++;
    return month;
}

/* Contacts of each physician and month: entry physician x months + month. */
static int32_t *count_contacts(const HcpSimWorld *world) {
    int32_t *contacts = g_new0(int32_t, (gsize)world->options.n_physicians * HCP__SIM_MONTHS);
    for (guint r = 0; r < world->interactions->len; r++) {
        const HcpSimInteraction *row = &g_array_index(world->interactions, HcpSimInteraction, r);
        contacts[row->physician * HCP__SIM_MONTHS + month_of(world, row->date)]++;
    }
    return contacts;
}

static double recent_contacts(const int32_t *contacts, int32_t physician, int month) {
    const int32_t *own = contacts + physician * HCP__SIM_MONTHS;
    int32_t recent = own[month] + (month > 0 ? own[month - 1] : 0);
    return MIN(recent, MOST_CONTACTS);
}

static void adopt_before(HcpSimWorld *world, HcpRng *rng) {
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        HcpSimPhysician *physician = &world->physicians[i];
        double before = logistic(BEFORE + INNOVATIVE * physician->innovativeness);
        gboolean adopts = hcp__rng_double(rng) < before;
        physician->adoption_month = prescribes(physician) && adopts ? 0 : NEVER;
    }
}

/* Shares are of the month before: physicians of one month do not see each other. */
static void adopt_in(HcpSimWorld *world, int month, const int32_t *contacts, const Share *peers,
                     const Share *partners, HcpRng *rng) {
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        HcpSimPhysician *physician = &world->physicians[i];
        double u = hcp__rng_double(rng);
        if (!prescribes(physician) || physician->adoption_month != NEVER)
            continue;
        double exposure = physician->peer_group < 0 ? 0 : ratio(peers[physician->peer_group]);
        double hazard =
            logistic(BASE + CONTACT * recent_contacts(contacts, i, month) + PEERS * exposure +
                     REFERRAL * ratio(partners[i]) + INNOVATIVE * physician->innovativeness);
        if (u < hazard)
            physician->adoption_month = month + 1;
    }
}

gboolean hcp__sim_draw_adoption(HcpSimWorld *world, G_GNUC_UNUSED GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_ADOPTION);
    g_autofree int32_t *contacts = count_contacts(world);
    g_autofree Share *peers = g_new(Share, world->organisations->len);
    g_autofree Share *partners = g_new(Share, world->options.n_physicians);
    adopt_before(world, &rng);
    for (int month = 0; month < HCP__SIM_MONTHS; month++) {
        count_peers(world, peers);
        count_referrals(world, partners);
        adopt_in(world, month, contacts, peers, partners, &rng);
    }
    return TRUE;
}
