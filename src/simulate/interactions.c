/* The brand's contacts with each physician. How many depends on the value tier and on how receptive
 * the physician is; visits and e-mails need consent. */
#include "simulate/simulate_internal.h"

#include <math.h>
#include <string.h>

enum { N_CHANNELS = 6, N_TOPICS = 5 };
enum { VISIT, EMAIL, CALL, WEBINAR, CONGRESS, PORTAL };

typedef struct {
    const char *name, *direction;
    double share;
    const char *good, *fair, *poor; /* outcomes */
} Channel;

static const Channel CHANNELS[N_CHANNELS] = {
    [VISIT] = {"visit", "out", .36, "positive", "neutral", "negative"},
    [EMAIL] = {"email", "out", .30, "clicked", "opened", "unopened"},
    [CALL] = {"call", "out", .12, "positive", "neutral", "not reached"},
    [WEBINAR] = {"webinar", "out", .08, "attended", "attended", "no show"},
    [CONGRESS] = {"congress", "out", .05, "attended", "attended", "no show"},
    [PORTAL] = {"portal", "in", .09, "downloaded", "read", "read"},
};

static const char *const TOPICS[N_TOPICS] = {"efficacy", "safety", "dosing", "reimbursement",
                                             "patient support"};

static const HcpSimField FIELDS[] = {
    {"physician", HCP__SIM_CELL_PHYSICIAN, offsetof(HcpSimInteraction, physician)},
    {"time", HCP__SIM_CELL_DATE, offsetof(HcpSimInteraction, date)},
    {"channel", HCP__SIM_CELL_WORD, offsetof(HcpSimInteraction, channel)},
    {"direction", HCP__SIM_CELL_WORD, offsetof(HcpSimInteraction, direction)},
    {"topic", HCP__SIM_CELL_WORD, offsetof(HcpSimInteraction, topic)},
    {"outcome", HCP__SIM_CELL_WORD, offsetof(HcpSimInteraction, outcome)},
    {"product", HCP__SIM_CELL_WORD, offsetof(HcpSimInteraction, product)},
    {"event", HCP__SIM_CELL_WORD, offsetof(HcpSimInteraction, event)},
    {NULL, 0, 0},
};

static int by_date(const void *a, const void *b) {
    const HcpSimInteraction *x = a, *y = b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->physician != y->physician)
        return x->physician < y->physician ? -1 : 1;
    int order = strcmp(x->channel, y->channel);
    if (order == 0)
        order = strcmp(x->topic, y->topic);
    return order != 0 ? order : strcmp(x->outcome, y->outcome);
}

static int draw_channel(HcpRng *rng) {
    double u = hcp__rng_double(rng);
    int channel = 0;
    while (channel < N_CHANNELS - 1 && u >= CHANNELS[channel].share)
        u -= CHANNELS[channel++].share;
    return channel;
}

static const char *draw_outcome(const Channel *channel, double receptiveness, HcpRng *rng) {
    double good = 1 / (1 + exp(0.4 - 0.7 * receptiveness));
    double u = hcp__rng_double(rng);
    return u < good ? channel->good : u < good + 0.6 * (1 - good) ? channel->fair : channel->poor;
}

/* A webinar a month and a congress a quarter, in the middle of the month. */
static void set_event(HcpSimInteraction *row, const HcpSimWorld *world, int channel, int month) {
    int number = channel == WEBINAR ? month : month / 3 * 3 + 1;
    g_autofree char *name = g_strdup_printf(channel == WEBINAR ? "WEB%02d" : "CON%02d", number + 1);
    row->event = g_string_chunk_insert_const(world->texts, name);
    row->date = hcp__sim_month_start(world, number) + (channel == WEBINAR ? 13 : 18);
}

static void contact(HcpSimWorld *world, const HcpSimPhysician *physician, int month, HcpRng *rng) {
    int channel = draw_channel(rng);
    HcpSimInteraction row = {
        .physician = physician->row,
        .date = hcp__sim_draw_workday(rng, hcp__sim_month_start(world, month),
                                      hcp__sim_month_start(world, month + 1) - 1),
        .channel = CHANNELS[channel].name,
        .direction = CHANNELS[channel].direction,
        .topic = TOPICS[hcp__rng_below(rng, N_TOPICS)],
        .outcome = draw_outcome(&CHANNELS[channel], physician->receptiveness, rng),
        .product = "BRANDX"};
    if (channel == WEBINAR || channel == CONGRESS)
        set_event(&row, world, channel, month);
    if ((channel == VISIT && !physician->visit_consent) ||
        (channel == EMAIL && !physician->email_consent))
        return;
    g_array_append_val(world->interactions, row);
}

static double monthly_contacts(const HcpSimPhysician *physician) {
    double planned = physician->value_tier[0] == 'A'   ? 1.6
                     : physician->value_tier[0] == 'B' ? 0.9
                                                       : 0.35;
    return planned * exp(0.3 * physician->receptiveness);
}

gboolean hcp__sim_draw_interactions(HcpSimWorld *world, GError **error) {
    HcpRng rng;
    hcp__sim_rng_init(&rng, world, HCP__SIM_STREAM_INTERACTIONS);
    for (int32_t i = 0; i < world->options.n_physicians; i++) {
        const HcpSimPhysician *physician = &world->physicians[i];
        if (!physician->active || physician->no_contact)
            continue;
        for (int month = 0; month < HCP__SIM_MONTHS; month++) {
            int64_t n = hcp__rng_poisson(&rng, monthly_contacts(physician));
            for (int64_t k = 0; k < n; k++)
                contact(world, physician, month, &rng);
        }
    }
    hcp__sim_sort_rows(world->interactions, by_date);
    return hcp__sim_add_rows(world, "interactions", world->interactions, FIELDS, error);
}
