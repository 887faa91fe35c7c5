#include "simulate/simulate_internal.h"

#include <hcpnet/table.h>
#include <string.h>

static const HcpSimPart PARTS[] = {
    hcp__sim_draw_organisations, hcp__sim_draw_physicians,   hcp__sim_draw_affiliations,
    hcp__sim_draw_propensity,    hcp__sim_draw_standing,     hcp__sim_list_masters,
    hcp__sim_draw_consents,      hcp__sim_draw_referrals,    hcp__sim_draw_visits,
    hcp__sim_draw_ties,          hcp__sim_draw_interactions, hcp__sim_draw_adoption,
    hcp__sim_draw_prescriptions, hcp__sim_draw_seeds,        hcp__sim_list_truth,
};

void hcp__sim_rng_init(HcpRng *rng, const HcpSimWorld *world, HcpSimStream stream) {
    hcp__rng_init(rng, hcp_run_get_seed(world->run), stream);
}

int32_t hcp__sim_month_start(const HcpSimWorld *world, int month) {
    int year, first_month, day;
    hcp__civil_from_days(world->first_day, &year, &first_month, &day);
    int months = first_month - 1 + month;
    return hcp__days_from_civil(year + months / 12, months % 12 + 1, 1);
}

/* Day 0, 1 January 1970, was a Thursday. */
static gboolean is_workday(int32_t date) {
    return (date + 3) % 7 < 5;
}

int32_t hcp__sim_draw_workday(HcpRng *rng, int32_t first, int32_t last) {
    int32_t date = first + (int32_t)hcp__rng_below(rng, last - first + 1);
    for (int k = 0; k < 2 && !is_workday(date); k++)
        date = date > first ? date - 1 : date + 1;
    return date;
}

void hcp__sim_sort_rows(GArray *rows, GCompareFunc compare) {
    gsize size = g_array_get_element_size(rows);
    g_array_sort(rows, compare);
    guint kept = 0;
    for (guint r = 0; r < rows->len; r++) {
        const char *row = rows->data + r * size;
        if (kept > 0 && compare(rows->data + (kept - 1) * size, row) == 0)
            continue;
        memmove(rows->data + kept++ * size, row, size);
    }
    g_array_set_size(rows, kept);
}

/* Proportions of the country at 17,000 physicians: 5,100 pharmacies and 100 hospitals. */
static void fill_options(HcpSimulateOptions *options) {
    const int32_t LEAST_PHARMACIES = 20, LEAST_HOSPITALS = 8;
    if (options->n_pharmacies == 0)
        options->n_pharmacies = MAX(LEAST_PHARMACIES, options->n_physicians / 10 * 3);
    if (options->n_hospitals == 0)
        options->n_hospitals = MAX(LEAST_HOSPITALS, options->n_physicians / 170);
}

static void world_init(HcpSimWorld *world, const HcpSimulateOptions *options, const HcpRun *run) {
    world->options = *options;
    fill_options(&world->options);
    world->run = run;
    world->first_day = hcp__days_from_civil(2025, 7, 1);
    world->last_day = hcp__days_from_civil(2026, 6, 30);
    world->texts = g_string_chunk_new(64 * 1024);
    world->physician_ids = hcp__pool_new();
    world->organisation_ids = hcp__pool_new();
    world->patient_ids = hcp__pool_new();
    world->organisations = g_array_new(FALSE, FALSE, sizeof(HcpSimOrganisation));
    world->affiliations = g_array_new(FALSE, FALSE, sizeof(HcpSimAffiliation));
    world->referrals = g_array_new(FALSE, FALSE, sizeof(HcpSimReferral));
    world->interactions = g_array_new(FALSE, FALSE, sizeof(HcpSimInteraction));
    world->tables = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_table_unref);
}

/* All but the tables. */
static void world_clear(HcpSimWorld *world) {
    g_string_chunk_free(world->texts);
    hcp__pool_unref(world->physician_ids);
    hcp__pool_unref(world->organisation_ids);
    hcp__pool_unref(world->patient_ids);
    g_free(world->physicians);
    g_array_unref(world->organisations);
    g_array_unref(world->affiliations);
    g_array_unref(world->referrals);
    g_array_unref(world->interactions);
}

/* Above a million physicians, numbers of patients would no longer fit their pseudonyms. */
static gboolean check_options(const HcpSimulateOptions *options, GError **error) {
    const int32_t LEAST = 50, MOST = 1000000;
    if (options->n_physicians < LEAST || options->n_physicians > MOST) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "physicians: expected %d to %d, found '%d'", LEAST, MOST,
                    options->n_physicians);
        return FALSE;
    }
    if (options->n_pharmacies < 0 || options->n_pharmacies > MOST || options->n_hospitals < 0 ||
        options->n_hospitals > MOST / 100) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                    "pharmacies, hospitals: expected 0 to %d and 0 to %d, found '%d' and '%d'",
                    MOST, MOST / 100, options->n_pharmacies, options->n_hospitals);
        return FALSE;
    }
    return TRUE;
}

GPtrArray *hcp_simulate(const HcpSimulateOptions *options, const HcpRun *run, GError **error) {
    g_return_val_if_fail(options != NULL && run != NULL, NULL);
    if (!check_options(options, error))
        return NULL;
    HcpSimWorld world = {0};
    world_init(&world, options, run);
    gboolean good = TRUE;
    for (gsize k = 0; k < G_N_ELEMENTS(PARTS) && good; k++) {
        hcp_run_report(run, "simulate", (double)k / G_N_ELEMENTS(PARTS));
        good = hcp_run_check(run, error) && PARTS[k](&world, error);
    }
    hcp_run_report(run, "simulate", 1);
    world_clear(&world);
    if (!good)
        g_clear_pointer(&world.tables, g_ptr_array_unref);
    return world.tables;
}
