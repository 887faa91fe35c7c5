#include "support.h"

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

/* A world of physicians: taste follows specialty, panel and age, volume is apart from it. */
typedef struct {
    int32_t n;
    HcpTable *nodes;
    uint8_t *is_seed;
} World;

static void world_clear(World *world) {
    hcp_table_unref(world->nodes);
    g_free(world->is_seed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

static HcpColumn *make_texts(const char *name, HcpPrivacy privacy, int32_t n,
                             const char *(*text)(int32_t, char *), uint64_t seed) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new(int32_t, n);
    HcpRng rng;
    hcp__rng_init(&rng, seed, 1);
    for (int32_t i = 0; i < n; i++) {
        char buffer[32];
        int32_t draw = (int32_t)hcp__rng_below(&rng, 4);
        codes[i] = hcp__pool_add(pool, text(privacy == HCP_PRIVACY_ID ? i : draw, buffer), -1);
    }
    HcpColumnInfo info = {.name = name, .privacy = privacy, .kind = HCP_KIND_STRING};
    return hcp_column_new_take_strings(&info, n, codes, NULL, pool);
}

static const char *id_text(int32_t i, char *buffer) {
    g_snprintf(buffer, 32, "P%05d", i);
    return buffer;
}

static const char *specialty_text(int32_t i, char *buffer) {
    (void)buffer;
    static const char *const texts[] = {"cardiology", "general practice", "neurology", "surgery"};
    return texts[i];
}

/* `signal`: how strongly the seeds, a tenth of the physicians, follow the attributes. */
static World make_world(int32_t n, double signal, uint64_t seed) {
    g_autofree double *panel = g_new(double, n), *age = g_new(double, n),
                      *volume = g_new(double, n);
    g_autofree double *taste = g_new(double, n), *noise = g_new(double, n);
    g_autofree int32_t *top = g_new(int32_t, n);
    HcpColumn *specialty = make_texts("specialty", HCP_PRIVACY_NONE, n, specialty_text, seed);
    HcpRng rng;
    hcp__rng_init(&rng, seed, 0);
    for (int32_t i = 0; i < n; i++) {
        panel[i] = 1000 + 300 * hcp__rng_normal(&rng);
        age[i] = 50 + 8 * hcp__rng_normal(&rng);
        noise[i] = hcp__rng_normal(&rng);
        volume[i] = (double)hcp__rng_poisson(&rng, panel[i] > 0 ? panel[i] / 100 : 1);
        gboolean heart = strcmp(hcp_column_get_text(specialty, i), "cardiology") == 0;
        taste[i] =
            signal * ((panel[i] - 1000) / 300 - (age[i] - 50) / 8 + heart) + hcp__rng_normal(&rng);
        if (i % 10 == 3)
            panel[i] = NAN;
    }
    HcpColumnInfo infos[] = {
        {.name = "panel_size", .label = "panel size", .unit = "patients", .kind = HCP_KIND_DOUBLE},
        {.name = "age", .label = "age", .kind = HCP_KIND_DOUBLE},
        {.name = "noise", .kind = HCP_KIND_DOUBLE},
        {.name = "out_strength", .privacy = HCP_PRIVACY_WEIGHT_SUM, .kind = HCP_KIND_DOUBLE},
        {.name = "leak", .kind = HCP_KIND_DOUBLE},
        {.name = "constant", .kind = HCP_KIND_DOUBLE},
        {.name = "community", .kind = HCP_KIND_DOUBLE}};
    g_autofree double *constant = g_new0(double, n);
    World world = {.n = n, .is_seed = g_new0(uint8_t, n)};
    int64_t n_top = hcp__top_k(n, taste, n / 10, top);
    for (int64_t i = 0; i < n_top; i++)
        world.is_seed[top[i]] = 1;
    HcpColumn *columns[] = {make_texts("id", HCP_PRIVACY_ID, n, id_text, seed),
                            make_texts("name", HCP_PRIVACY_NAME, n, specialty_text, seed + 1),
                            specialty,
                            hcp_column_new_doubles(&infos[0], n, panel),
                            hcp_column_new_doubles(&infos[1], n, age),
                            hcp_column_new_doubles(&infos[2], n, noise),
                            hcp_column_new_doubles(&infos[3], n, volume),
                            hcp_column_new_doubles(&infos[4], n, taste),
                            hcp_column_new_doubles(&infos[5], n, constant),
                            hcp_column_new_doubles(&infos[6], n, taste)};
    world.nodes = hcp_table_new("nodes", n, G_N_ELEMENTS(columns), columns);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        hcp_column_unref(columns[i]);
    return world;
}

static const char *const LEAK[] = {"leak", "no_such_column", NULL};

/* Without the column that holds the label, quick, on `threads` threads. */
static HcpLookalike *compute(const World *world, int threads, const char *const *features,
                             GError **error) {
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_threads(run, threads);
    HcpLookalikeOptions options = HCP_LOOKALIKE_OPTIONS_INIT;
    options.excluded = LEAK;
    options.features = features;
    options.n_bags = 5;
    return hcp_lookalike_compute(world->nodes, world->n, world->is_seed, &options, run, error);
}

static gboolean has_term(const HcpLookalike *lookalike, const char *name) {
    const HcpColumn *terms = hcp_table_find_column(lookalike->model, "term");
    for (int64_t i = 0; i < hcp_column_get_length(terms); i++)
        if (strcmp(hcp_column_get_text(terms, i), name) == 0)
            return TRUE;
    return FALSE;
}

static void attributes_that_make_the_seeds_are_found_again(void) {
    g_auto(World) world = make_world(1000, 1, 1);
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, NULL, NULL);
    CU_ASSERT_PTR_NULL(lookalike->refusal);
    CU_ASSERT_TRUE(lookalike->evidence.auc > 0.85);
    CU_ASSERT_TRUE(lookalike->gain_low > 0 && lookalike->gain_low < lookalike->gain);
    CU_ASSERT_TRUE(lookalike->evidence.lift_10 > 3);
    CU_ASSERT_EQUAL(lookalike->n_seeds, 100);
    const HcpColumn *terms = hcp_table_find_column(lookalike->model, "term");
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(terms, 0), "age");
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(terms, 1), "panel_size");
}

/* An interval of 90 % lets one world of 20 through by chance. */
static void seeds_drawn_at_random_are_refused(void) {
    int n_refused = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        g_auto(World) world = make_world(400, 0, seed);
        g_autoptr(HcpLookalike) lookalike = compute(&world, 2, NULL, NULL);
        n_refused += lookalike->refusal != NULL &&
                     strstr(lookalike->refusal, "no better than volume alone: AUC ") != NULL;
    }
    CU_ASSERT_TRUE(n_refused >= 18);
}

static void too_few_seeds_are_refused(void) {
    g_auto(World) world = make_world(400, 1, 1);
    int32_t kept = 0;
    for (int32_t i = 0; i < world.n; i++)
        world.is_seed[i] = world.is_seed[i] && kept++ < 14;
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, NULL, NULL);
    CU_ASSERT_STRING_EQUAL(lookalike->refusal,
                           "lookalikes refused: 14 seeds, at least 20 are needed");
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(lookalike->list), 386);
}

static void one_seed_can_still_be_listed(void) {
    g_auto(World) world = make_world(50, 1, 1);
    memset(world.is_seed, 0, (gsize)world.n);
    world.is_seed[7] = 1;
    g_autoptr(HcpLookalike) lookalike = compute(&world, 1, NULL, NULL);
    CU_ASSERT_STRING_EQUAL(lookalike->refusal,
                           "lookalikes refused: 1 seed, at least 20 are needed");
    CU_ASSERT_TRUE(isnan(lookalike->gain_low));
}

static void columns_that_must_not_be_learned_from_are_not(void) {
    g_auto(World) world = make_world(300, 1, 2);
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, NULL, NULL);
    const char *const never[] = {"leak", "id", "name", "constant", "community"};
    for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
        CU_ASSERT_FALSE(has_term(lookalike, never[i]));
    CU_ASSERT_FALSE(has_term(lookalike, "name=cardiology"));
    const char *const wanted[] = {"age",   "panel_size",           "panel_size missing",
                                  "noise", "specialty=cardiology", "out_strength"};
    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
        CU_ASSERT_TRUE(has_term(lookalike, wanted[i]));
}

static void a_list_of_features_does_not_bring_back_an_excluded_one(void) {
    g_auto(World) world = make_world(300, 1, 2);
    const char *const features[] = {"age", "leak", NULL};
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, features, NULL);
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(lookalike->model), 1);
    CU_ASSERT_TRUE(has_term(lookalike, "age"));
}

static void an_unknown_feature_is_an_error(void) {
    g_auto(World) world = make_world(60, 1, 2);
    const char *const features[] = {"shoe_size", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, features, &error);
    CU_ASSERT_PTR_NULL(lookalike);
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_NOT_FOUND, "found 'shoe_size'"));
}

static void nothing_to_learn_from_is_a_refusal(void) {
    g_auto(World) world = make_world(60, 1, 2);
    const char *const features[] = {"constant", NULL};
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, features, NULL);
    CU_ASSERT_STRING_EQUAL(lookalike->refusal, "lookalikes refused: no column to learn from");
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(lookalike->list), 0);
    memset(world.is_seed, 0, (gsize)world.n);
    g_autoptr(HcpLookalike) other = compute(&world, 2, NULL, NULL);
    CU_ASSERT_STRING_EQUAL(other->refusal, "lookalikes refused: there are no seeds");
}

static void the_list_holds_every_other_physician_best_first(void) {
    g_auto(World) world = make_world(300, 1, 3);
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, NULL, NULL);
    int64_t n = hcp_table_get_n_rows(lookalike->list);
    CU_ASSERT_EQUAL(n, 270);
    const double *score = hcp_column_get_doubles(hcp_table_find_column(lookalike->list, "score"));
    const double *percentile =
        hcp_column_get_doubles(hcp_table_find_column(lookalike->list, "percentile"));
    const HcpColumn *id = hcp_table_find_column(lookalike->list, "id");
    CU_ASSERT_EQUAL(hcp_column_get_info(id)->privacy, HCP_PRIVACY_ID);
    for (int64_t r = 0; r < n; r++) {
        char text[32];
        CU_ASSERT_FALSE(world.is_seed[lookalike->node[r]]);
        CU_ASSERT_STRING_EQUAL(hcp_column_get_text(id, r), id_text(lookalike->node[r], text));
        CU_ASSERT_TRUE(r == 0 || (score[r] <= score[r - 1] && percentile[r] <= percentile[r - 1]));
    }
    CU_ASSERT_DOUBLE_EQUAL(percentile[0], 100.0 * 269 / 270, 0.01);
    CU_ASSERT_EQUAL(percentile[n - 1], 0);
}

static void equal_physicians_are_ranked_by_id(void) {
    g_auto(World) world = make_world(200, 1, 3);
    const char *const features[] = {"specialty", NULL};
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, features, NULL);
    const double *score = hcp_column_get_doubles(hcp_table_find_column(lookalike->list, "score"));
    const double *percentile =
        hcp_column_get_doubles(hcp_table_find_column(lookalike->list, "percentile"));
    int64_t n_ties = 0;
    for (int64_t r = 1; r < hcp_table_get_n_rows(lookalike->list); r++)
        if (score[r] == score[r - 1]) {
            n_ties++;
            CU_ASSERT_TRUE(lookalike->node[r] > lookalike->node[r - 1]);
            CU_ASSERT_EQUAL(percentile[r], percentile[r - 1]);
        }
    CU_ASSERT_TRUE(n_ties > 100);
}

static gboolean tables_are_equal(const HcpTable *a, const HcpTable *b) {
    for (gsize c = 0; c < hcp_table_get_n_columns(a); c++)
        for (int64_t r = 0; r < hcp_table_get_n_rows(a); r++) {
            g_autoptr(GString) x = g_string_new(NULL);
            g_autoptr(GString) y = g_string_new(NULL);
            hcp_column_append_text(hcp_table_get_column(a, c), r, x);
            hcp_column_append_text(hcp_table_get_column(b, c), r, y);
            if (!g_string_equal(x, y))
                return FALSE;
        }
    return hcp_table_get_n_rows(a) == hcp_table_get_n_rows(b);
}

static void threads_change_no_bit(void) {
    g_auto(World) world = make_world(300, 1, 4);
    g_autoptr(HcpLookalike) one = compute(&world, 1, NULL, NULL);
    g_autoptr(HcpLookalike) four = compute(&world, 4, NULL, NULL);
    CU_ASSERT_TRUE(tables_are_equal(one->list, four->list));
    CU_ASSERT_TRUE(tables_are_equal(one->model, four->model));
    CU_ASSERT_EQUAL(one->evidence.auc, four->evidence.auc);
    CU_ASSERT_EQUAL(one->gain_low, four->gain_low);
}

/* Codes follow the first appearance in the input, which shuffled rows change. */
static void the_order_of_codes_changes_no_bit(void) {
    g_auto(World) world = make_world(300, 1, 4);
    g_autoptr(HcpLookalike) before = compute(&world, 2, NULL, NULL);
    const HcpColumn *specialty = hcp_table_find_column(world.nodes, "specialty");
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (int32_t code = hcp_column_get_n_codes(specialty) - 1; code >= 0; code--)
        hcp__pool_add(pool, hcp_column_get_code_text(specialty, code), -1);
    int32_t *codes = g_new(int32_t, world.n);
    for (int32_t i = 0; i < world.n; i++)
        codes[i] = hcp__pool_find(pool, hcp_column_get_text(specialty, i), -1);
    HcpColumn *other =
        hcp_column_new_take_strings(hcp_column_get_info(specialty), world.n, codes, NULL, pool);
    HcpTable *nodes = hcp_table_with_columns(world.nodes, 1, &other);
    hcp_column_unref(other);
    hcp_table_unref(world.nodes);
    world.nodes = nodes;
    g_autoptr(HcpLookalike) after = compute(&world, 2, NULL, NULL);
    CU_ASSERT_TRUE(tables_are_equal(before->list, after->list));
    CU_ASSERT_TRUE(tables_are_equal(before->model, after->model));
}

static void without_a_volume_the_baseline_is_chance(void) {
    g_auto(World) world = make_world(300, 1, 5);
    HcpLookalikeOptions options = HCP_LOOKALIKE_OPTIONS_INIT;
    options.volume = "no_such_column";
    options.n_bags = 1;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpLookalike) lookalike =
        hcp_lookalike_compute(world.nodes, world.n, world.is_seed, &options, run, NULL);
    CU_ASSERT_EQUAL(lookalike->volume.auc, 0.5);
    CU_ASSERT_TRUE(isnan(lookalike->volume.lift_10));
    CU_ASSERT_DOUBLE_EQUAL(lookalike->gain, lookalike->evidence.auc - 0.5, 1e-12);
    CU_ASSERT_TRUE(g_str_has_prefix(hcp_table_find_note(lookalike->list, "verdict"),
                                    "better than chance: AUC "));
}

static void the_evidence_is_a_table_with_a_verdict(void) {
    g_auto(World) world = make_world(300, 1, 5);
    g_autoptr(HcpLookalike) lookalike = compute(&world, 2, NULL, NULL);
    g_autoptr(HcpTable) table = hcp_lookalike_make_evidence(lookalike);
    const HcpColumn *statistic = hcp_table_find_column(table, "statistic");
    const double *value = hcp_column_get_doubles(hcp_table_find_column(table, "value"));
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(statistic, 2), "auc");
    CU_ASSERT_EQUAL(value[2], lookalike->evidence.auc);
    CU_ASSERT_TRUE(g_str_has_prefix(hcp_table_find_note(table, "verdict"), "better than volume"));
}

/* Of half of the physicians it is not known whether they would be seeds: they take no part in the
 * evidence, but stand in the list. */
static void who_is_not_known_is_ranked_but_not_judged(void) {
    g_auto(World) world = make_world(600, 1, 5);
    g_autofree uint8_t *is_known = g_new0(uint8_t, world.n);
    int32_t n_seeds = 0, n_known = 0;
    for (int32_t i = 0; i < world.n; i++) {
        is_known[i] = i % 2 == 0;
        world.is_seed[i] &= is_known[i];
        n_seeds += world.is_seed[i];
        n_known += is_known[i];
    }
    HcpLookalikeOptions options = HCP_LOOKALIKE_OPTIONS_INIT;
    options.excluded = LEAK;
    options.n_bags = 5;
    options.is_known = is_known;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpLookalike) lookalike =
        hcp_lookalike_compute(world.nodes, world.n, world.is_seed, &options, run, NULL);
    CU_ASSERT_EQUAL(lookalike->evidence.n, n_known);
    CU_ASSERT_EQUAL(lookalike->evidence.n_positive, n_seeds);
    CU_ASSERT_EQUAL(lookalike->n_candidates, world.n - n_seeds);
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(lookalike->list), world.n - n_seeds);
    CU_ASSERT_TRUE(lookalike->evidence.auc > 0.7);
}

/* Of two baselines the one that finds more of the seeds counts, and the verdict names it. */
static void the_best_of_other_volumes_is_the_baseline(void) {
    g_auto(World) world = make_world(600, 1, 5);
    static const char *const VOLUMES[] = {"noise", "panel_size", "specialty", "absent", NULL};
    HcpLookalikeOptions options = HCP_LOOKALIKE_OPTIONS_INIT;
    options.excluded = LEAK;
    options.n_bags = 5;
    options.other_volumes = VOLUMES;
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpLookalike) lookalike =
        hcp_lookalike_compute(world.nodes, world.n, world.is_seed, &options, run, NULL);
    CU_ASSERT_STRING_EQUAL(lookalike->baseline, "panel_size");
    CU_ASSERT_TRUE(lookalike->volume.auc > 0.55);
    g_autoptr(HcpTable) evidence = hcp_lookalike_make_evidence(lookalike);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(hcp_table_find_note(evidence, "verdict"), "than panel_size alone: AUC"));
}

HCP_TEST_MAIN(HCP_TEST(attributes_that_make_the_seeds_are_found_again),
              HCP_TEST(seeds_drawn_at_random_are_refused), HCP_TEST(too_few_seeds_are_refused),
              HCP_TEST(one_seed_can_still_be_listed),
              HCP_TEST(columns_that_must_not_be_learned_from_are_not),
              HCP_TEST(a_list_of_features_does_not_bring_back_an_excluded_one),
              HCP_TEST(an_unknown_feature_is_an_error),
              HCP_TEST(nothing_to_learn_from_is_a_refusal),
              HCP_TEST(the_list_holds_every_other_physician_best_first),
              HCP_TEST(equal_physicians_are_ranked_by_id), HCP_TEST(threads_change_no_bit),
              HCP_TEST(the_order_of_codes_changes_no_bit),
              HCP_TEST(without_a_volume_the_baseline_is_chance),
              HCP_TEST(the_evidence_is_a_table_with_a_verdict),
              HCP_TEST(who_is_not_known_is_ranked_but_not_judged),
              HCP_TEST(the_best_of_other_volumes_is_the_baseline))
