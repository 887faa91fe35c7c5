/* attendance: physician - physician, from the interactions that name an event at which both were;
 * undirected. With n_e physicians at event e (Newman 2001, Physical Review E 64:016132):
 *
 *   weight(i, j) = sum over the events e that both attended of 1 / (n_e - 1)
 *
 * so that an event adds 1 to the strength of each who was there, however many were. */
#include "base/base_internal.h"
#include "derive/derive_internal.h"

#include <stdlib.h>
#include <string.h>

static const HcpColumnInfo WEIGHT = {
    .name = "weight",
    .label = "Weight",
    .definition = "sum over shared events of 1 / (physicians there - 1), after Newman",
    .kind = HCP_KIND_DOUBLE};
static const HcpColumnInfo EVENTS = {.name = "events",
                                     .label = "Events",
                                     .unit = "events",
                                     .definition = "events that both attended",
                                     .kind = HCP_KIND_INT64};

/* Outcomes that say that somebody was there: an invitation is no attendance. */
static const char *const WAS_THERE[] = {"1",
                                        "attend",
                                        "attended",
                                        "attendee",
                                        "attending",
                                        "aanwezig",
                                        "checked in",
                                        "ja",
                                        "joined",
                                        "oui",
                                        "participated",
                                        "present",
                                        "presente",
                                        "pr\xc3\xa9sent",
                                        "true",
                                        "walk-in",
                                        "y",
                                        "yes",
                                        "completed",
                                        "speaker",
                                        "deelgenomen",
                                        "walkin",
                                        "checked-in",
                                        "participant",
                                        NULL};

/* Who was at each event, ascending, and each physician's events, ascending. */
typedef struct {
    int32_t n_physicians, n_events, max_attendees;
    HcpPairs visits;   /* physician -> n_physicians + event, each once */
    int32_t *offset;   /* attendees of event e: attendee[offset[e]] .. [offset[e + 1] - 1] */
    int32_t *attendee; /* in order of event, then of physician */
    int32_t *next;     /* by event: the first attendee that was not yet a source */
    int64_t n_large, n_absent;
} Events;

static void clear_events(Events *events) {
    hcp__pairs_clear(&events->visits);
    g_free(events->offset);
    g_free(events->attendee);
    g_free(events->next);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Events, clear_events)

static gboolean means_there(const char *outcome, char *const *words) {
    g_autofree char *copy = g_strdup(outcome);
    g_autofree char *word = g_utf8_strdown(g_strstrip(copy), -1);
    for (char *const *known = words; known != NULL && *known != NULL; known++) {
        g_autofree char *lower = g_utf8_strdown(*known, -1);
        if (strcmp(lower, word) == 0)
            return TRUE;
    }
    return words == NULL && g_strv_contains(WAS_THERE, word);
}

/* there[code of `outcome`]; NULL where the table has no outcomes. */
static gboolean *find_outcomes(const HcpColumn *outcome, char *const *words) {
    if (outcome == NULL)
        return NULL;
    int32_t n = hcp_column_get_n_codes(outcome);
    gboolean *there = g_new0(gboolean, n + 1);
    for (int32_t code = 0; code < n; code++)
        there[code] = means_there(hcp_column_get_code_text(outcome, code), words);
    return there;
}

/* keep[r] = 1 where row r names an event and does not say that the physician stayed away. */
static uint8_t *keep_attended(const HcpTable *table, const HcpStudy *study, int64_t *n_absent,
                              GError **error) {
    HcpColumn *physician = hcp_table_find_column(table, "physician");
    HcpColumn *event = hcp_table_find_column(table, "event");
    HcpColumn *outcome = hcp__table_find_filled(table, "outcome");
    g_autofree gboolean *there = find_outcomes(outcome, study->attended);
    int64_t n = hcp_table_get_n_rows(table);
    uint8_t *keep = hcp__array_new(n, 1, error);
    for (int64_t r = 0; keep != NULL && r < n; r++) {
        if (!hcp_column_is_valid(event, r) || !hcp_column_is_valid(physician, r))
            continue;
        keep[r] = outcome == NULL || !hcp_column_is_valid(outcome, r) ||
                  there[hcp_column_get_codes(outcome)[r]];
        *n_absent += !keep[r];
    }
    return keep;
}

static gboolean is_used(const Events *events, int32_t event) {
    int32_t n = events->offset[event + 1] - events->offset[event];
    return n > 1 && n <= events->max_attendees;
}

/* Turns the visits around: a counting sort by event keeps physicians ascending. */
static gboolean list_attendees(Events *events, GError **error) {
    const HcpPairs *visits = &events->visits;
    events->offset = hcp__array_new((int64_t)events->n_events + 1, sizeof(int32_t), error);
    events->next = hcp__array_new((int64_t)events->n_events + 1, sizeof(int32_t), error);
    events->attendee = hcp__array_new(visits->n, sizeof(int32_t), error);
    if (events->offset == NULL || events->next == NULL || events->attendee == NULL)
        return FALSE;
    for (int64_t v = 0; v < visits->n; v++)
        events->offset[visits->target[v] - events->n_physicians + 1]++;
    for (int32_t e = 0; e < events->n_events; e++) {
        events->n_large += events->offset[e + 1] > events->max_attendees;
        events->offset[e + 1] += events->offset[e];
        events->next[e] = events->offset[e];
    }
    for (int64_t v = 0; v < visits->n; v++)
        events->attendee[events->next[visits->target[v] - events->n_physicians]++] =
            visits->source[v];
    for (int32_t e = 0; e < events->n_events; e++)
        events->next[e] = events->offset[e];
    return TRUE;
}

/* The layer while it is made, with room for every pair of every event: what is not needed of large
 * arrays is never touched, so never resident. */
typedef struct {
    int64_t n;
    int32_t *source, *target;
    double *weight;
    int64_t *shared;
    double *sum;         /* by physician, of the source at hand; 0 between sources */
    int64_t *together;   /* the same: shared events */
    int32_t n_met, *met; /* whom the source met */
} Layer;

static void clear_layer(Layer *layer) {
    g_free(layer->source);
    g_free(layer->target);
    g_free(layer->weight);
    g_free(layer->shared);
    g_free(layer->sum);
    g_free(layer->together);
    g_free(layer->met);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Layer, clear_layer)

static gboolean allocate(Layer *layer, const Events *events, GError **error) {
    int64_t room = 0, n = events->n_physicians;
    for (int32_t e = 0; e < events->n_events; e++) {
        int64_t there = events->offset[e + 1] - events->offset[e];
        room += is_used(events, e) ? there * (there - 1) / 2 : 0;
    }
    layer->source = hcp__array_new(room, sizeof(int32_t), error);
    layer->target = layer->source ? hcp__array_new(room, sizeof(int32_t), error) : NULL;
    layer->weight = layer->target ? hcp__array_new(room, sizeof(double), error) : NULL;
    layer->shared = layer->weight ? hcp__array_new(room, sizeof(int64_t), error) : NULL;
    layer->sum = layer->shared ? hcp__array_new(n, sizeof(double), error) : NULL;
    layer->together = layer->sum ? hcp__array_new(n, sizeof(int64_t), error) : NULL;
    layer->met = layer->together ? hcp__array_new(n, sizeof(int32_t), error) : NULL;
    return layer->met != NULL;
}

static int compare_nodes(const void *a, const void *b) {
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Sources come in ascending order: the attendees of an event after `next` are those beyond i. */
static void meet_others(Layer *layer, Events *events, int32_t event) {
    double share = 1.0 / (events->offset[event + 1] - events->offset[event] - 1);
    for (int32_t k = ++events->next[event]; k < events->offset[event + 1]; k++) {
        int32_t j = events->attendee[k];
        if (layer->together[j]++ == 0)
            layer->met[layer->n_met++] = j;
        layer->sum[j] += share;
    }
}

/* Visits first .. last - 1 are those of one physician, events ascending: the order of the sums. */
static void add_source(Layer *layer, Events *events, int64_t first, int64_t last) {
    for (int64_t v = first; v < last; v++) {
        int32_t event = events->visits.target[v] - events->n_physicians;
        if (is_used(events, event))
            meet_others(layer, events, event);
    }
    qsort(layer->met, (size_t)layer->n_met, sizeof *layer->met, compare_nodes);
    for (int32_t k = 0; k < layer->n_met; k++) {
        int32_t j = layer->met[k];
        layer->source[layer->n] = events->visits.source[first];
        layer->target[layer->n] = j;
        layer->weight[layer->n] = layer->sum[j];
        layer->shared[layer->n++] = layer->together[j];
        layer->sum[j] = 0;
        layer->together[j] = 0;
    }
    layer->n_met = 0;
}

static gboolean add_sources(Layer *layer, Events *events, const HcpRun *run, GError **error) {
    const HcpPairs *visits = &events->visits;
    for (int64_t first = 0, last; first < visits->n; first = last) {
        last = first;
        while (last < visits->n && visits->source[last] == visits->source[first])
            last++;
        add_source(layer, events, first, last);
        if (!hcp_run_check(run, error))
            return FALSE;
    }
    return TRUE;
}

static char *say_rule(const Events *events) {
    g_autoptr(GString) rule =
        g_string_new("weight = sum over shared events of 1 / (physicians there - 1)");
    if (events->n_large > 0)
        g_string_append_printf(rule, "; %" G_GINT64_FORMAT " events of more than %d left out",
                               events->n_large, events->max_attendees);
    if (events->n_absent > 0)
        g_string_append_printf(rule, "; %" G_GINT64_FORMAT " rows of absence left out",
                               events->n_absent);
    return g_strdup(rule->str);
}

static HcpEdges *make_edges(Layer *layer, const Events *events, const HcpDataTable *data,
                            GError **error) {
    g_autoptr(GPtrArray) columns = hcp__columns_new();
    hcp__columns_add(columns,
                     hcp_column_new_take(&WEIGHT, layer->n, g_steal_pointer(&layer->weight), NULL));
    hcp__columns_add(columns,
                     hcp_column_new_take(&EVENTS, layer->n, g_steal_pointer(&layer->shared), NULL));
    g_autofree char *name =
        hcp__layer_name(data->group->layer != NULL ? data->group->layer : "attendance");
    g_autofree char *rule = say_rule(events);
    HcpLayerInfo info = {.name = name, .relation = "attendance", .rule = rule, .undirected = TRUE};
    g_auto(HcpPairs) pairs = {.n = layer->n,
                              .n_rows = events->visits.n_rows,
                              .source = g_steal_pointer(&layer->source),
                              .target = g_steal_pointer(&layer->target)};
    return hcp__edges_make(&pairs, &info, columns, error);
}

gboolean hcp__derive_attendance(const HcpDataset *dataset, const HcpDataTable *data,
                                GPtrArray *layers, const HcpRun *run, GError **error) {
    HcpColumn *event = hcp__table_find_filled(data->table, "event");
    if (event == NULL)
        return TRUE;
    g_auto(Events) events = {.n_physicians = dataset->n_physicians,
                             .n_events = hcp_column_get_n_codes(event),
                             .max_attendees = dataset->study->max_attendees};
    g_autofree uint8_t *keep = keep_attended(data->table, dataset->study, &events.n_absent, error);
    if (keep == NULL)
        return FALSE;
    HcpColumn *physician = hcp_table_find_column(data->table, "physician");
    HcpRows rows = {.n = hcp_table_get_n_rows(data->table),
                    .source = hcp_column_get_codes(physician),
                    .target = hcp_column_get_codes(event),
                    .target_shift = dataset->n_physicians,
                    .keep = keep};
    g_auto(Layer) layer = {0};
    if (!hcp__pairs_collect(&rows, events.n_physicians + events.n_events, &events.visits, run,
                            error) ||
        !list_attendees(&events, error) || !allocate(&layer, &events, error) ||
        !add_sources(&layer, &events, run, error))
        return FALSE;
    HcpEdges *edges = make_edges(&layer, &events, data, error);
    /* A layer without ties tells by its rule that all of its events are too large. */
    if (edges != NULL && events.n_large > 0) {
        g_ptr_array_add(layers, edges);
        return TRUE;
    }
    return hcp__layers_add(layers, edges);
}
