#include "support.h"
#include "tables.h"

#include "behaviour/behaviour_internal.h"
#include <math.h>
#include <string.h>

enum { N = 400 };

/* Half are of specialty a, half of b; three in four of b teach, one in four of a. Who teaches sends
 * twice as many; beyond that, somebody sends one, two or three times 20. */
typedef struct {
    HcpTable *nodes;
    double count[N];
    uint8_t scored[N];
} World;

static gboolean is_of_b(int i) {
    return i % 2 == 1;
}

static gboolean teaches(int i) {
    return (i / 2) % 4 < (is_of_b(i) ? 3 : 1);
}

/* panel: NULL, or a number for each; NaN is missing. */
static World make_world(const double *panel, const char *const *extra) {
    World world = {0};
    const char *specialty[N], *teaching[N];
    for (int i = 0; i < N; i++) {
        specialty[i] = is_of_b(i) ? "b" : "a";
        teaching[i] = teaches(i) ? "yes" : "no";
        world.scored[i] = 1;
        world.count[i] = (teaches(i) ? 40 : 20) * (1 + i / 8 % 3);
    }
    g_autoptr(HcpColumn) specialties = hcp_test_texts("specialty", HCP_PRIVACY_NONE, N, specialty);
    g_autoptr(HcpColumn) teachers = hcp_test_texts("teaching", HCP_PRIVACY_NONE, N, teaching);
    g_autoptr(HcpColumn) classes =
        hcp_test_texts("sent", HCP_PRIVACY_NONE, N, extra != NULL ? extra : specialty);
    HcpColumnInfo info = {.name = "panel_size", .kind = HCP_KIND_DOUBLE};
    g_autoptr(HcpColumn) panels = hcp_column_new_doubles(&info, N, panel);
    HcpColumn *const columns[] = {specialties, teachers, classes, panels};
    world.nodes = hcp_table_new("nodes", N, panel != NULL ? 4 : 3, columns);
    return world;
}

static HcpReferralModel fit(const World *world, gboolean with_fixed) {
    static const char *const TERMS[] = {"specialty", "panel_size", NULL};
    HcpReferralModel model = {0};
    HcpExpectationTask task = {.nodes = world->nodes,
                               .n_physicians = N,
                               .scored = world->scored,
                               .count = world->count,
                               .terms = TERMS,
                               .with_numbers = TRUE,
                               .inputs = with_fixed ? world->nodes : NULL};
    g_autoptr(HcpRun) run = hcp_run_new();
    CU_ASSERT_TRUE(hcp__behaviour_fit(&task, &model, run, NULL));
    return model;
}

static void clear(World *world, HcpReferralModel *model) {
    hcp_table_unref(world->nodes);
    hcp_table_unref(model->model);
    g_free(model->expected);
    g_free(model->doubt);
}

/* More is expected of b, until it is seen that b is where the teachers are. */
static void a_specialty_is_not_credited_with_who_is_in_it(void) {
    double plain[N], sum = 0;
    for (int i = 0; i < N; i++)
        plain[i] = 1;
    World world = make_world(plain, NULL);
    HcpReferralModel model = fit(&world, FALSE);
    CU_ASSERT_DOUBLE_EQUAL(model.expected[1] / model.expected[0], 70.0 / 50, 0.05);
    clear(&world, &model);
    world = make_world(plain, NULL);
    model = fit(&world, TRUE);
    CU_ASSERT_DOUBLE_EQUAL(model.expected[1] / model.expected[0], 1, 0.05);
    for (int i = 0; i < N; i++)
        sum += model.expected[i] - world.count[i];
    CU_ASSERT_DOUBLE_EQUAL(sum, 0, 1e-6);
    clear(&world, &model);
}

/* Held fixed, a class of volume would leave nothing to be expected by the panel. */
static void a_class_of_volume_is_not_held_fixed(void) {
    double panel[N];
    const char *volume[N];
    for (int i = 0; i < N; i++)
        panel[i] = 100 * exp(i % 50 / 25.0);
    World world = make_world(panel, NULL);
    for (int i = 0; i < N; i++) {
        world.count[i] = round(world.count[i] * panel[i] / 100);
        volume[i] = world.count[i] < 60 ? "few" : world.count[i] < 150 ? "some" : "many";
    }
    World with = make_world(panel, volume);
    memcpy(with.count, world.count, sizeof world.count);
    HcpReferralModel model = fit(&world, FALSE), other = fit(&with, TRUE);
    CU_ASSERT_DOUBLE_EQUAL(other.expected[40] / other.expected[0],
                           model.expected[40] / model.expected[0], 1e-9);
    clear(&world, &model);
    clear(&with, &other);
}

/* log E bends by log^2 panel. */
static double *bend(World *world, double curve, const double *panel) {
    double *expected = g_new(double, N);
    for (int i = 0; i < N; i++) {
        double x = log(panel[i] / 100);
        expected[i] = 50 * exp(0.5 * x + curve * x * x);
        world->count[i] = round(expected[i] * (i % 3 == 0 ? 1.2 : 0.9));
    }
    return expected;
}

static gboolean has_term(const HcpReferralModel *model, const char *name) {
    const HcpColumn *terms = hcp_table_find_column(model->model, "term");
    for (int64_t r = 0; r < hcp_table_get_n_rows(model->model); r++)
        if (strcmp(hcp_column_get_text(terms, r), name) == 0)
            return TRUE;
    return FALSE;
}

static void a_panel_has_a_bent_effect_where_the_counts_have(void) {
    double panel[N];
    for (int i = 0; i < N; i++)
        panel[i] = 100 * exp((i % 41 - 20) / 10.0);
    for (int curved = 0; curved < 2; curved++) {
        World world = make_world(panel, NULL);
        g_autofree double *expected = bend(&world, curved ? -0.2 : 0, panel);
        HcpReferralModel model = fit(&world, FALSE);
        CU_ASSERT_EQUAL(has_term(&model, "log^2 panel_size"), curved);
        for (int i = 0; i < N; i++)
            CU_ASSERT_DOUBLE_EQUAL(model.expected[i] / expected[i], 1, 0.05);
        clear(&world, &model);
    }
}

/* The panel follows the specialty and nothing else: b's are four times as large. Who hides one is
 * expected to have one like the others of the specialty, and that is a guess. */
static void a_missing_panel_is_guessed_and_doubted(void) {
    double panel[N];
    for (int i = 0; i < N; i++)
        panel[i] = (is_of_b(i) ? 400 : 100) * exp((i % 7 - 3) / 10.0);
    panel[0] = panel[1] = NAN;
    World world = make_world(panel, NULL);
    for (int i = 2; i < N; i++)
        world.count[i] = round(panel[i] / 4);
    HcpReferralModel model = fit(&world, FALSE);
    CU_ASSERT_DOUBLE_EQUAL(model.expected[1] / model.expected[0], 4, 0.2);
    CU_ASSERT_DOUBLE_EQUAL(model.doubt[0], 0.04, 0.015); /* variance of (i % 7 - 3) / 10 */
    CU_ASSERT_TRUE(model.doubt[2] > 0 && model.doubt[2] < 0.005);
    clear(&world, &model);
}

HCP_TEST_MAIN(HCP_TEST(a_specialty_is_not_credited_with_who_is_in_it),
              HCP_TEST(a_class_of_volume_is_not_held_fixed),
              HCP_TEST(a_panel_has_a_bent_effect_where_the_counts_have),
              HCP_TEST(a_missing_panel_is_guessed_and_doubted))
