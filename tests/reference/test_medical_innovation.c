/* The Medical Innovation network as others have counted it: all three questions among the 125
 * respondents. Computed from the netdiffuseR data set `medInnovations` with networkx 2.8.8;
 * adopters by month are those of the data set itself. */
#include "support.h"

#include <math.h>

static HcpAnalysis *open_study(void) {
    g_autofree char *path = hcp_test_graph("medical-innovation/study.ini");
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpAnalysis *analysis = hcp_analysis_new(hcp_study_load(path, NULL), run, NULL);
    g_assert(analysis != NULL);
    const char *const measures[] = {"in_degree", NULL};
    g_assert(hcp_analysis_add_measures(analysis, NULL, measures, run, NULL));
    return analysis;
}

/* Months since November 1953, 1 for that month; 18 where there is none. */
static int adoption_month(const HcpAnalysis *analysis, int32_t node) {
    const HcpColumn *first = hcp_table_find_column(analysis->nodes, "brand_first");
    if (!hcp_column_is_valid(first, node))
        return 18;
    g_autoptr(GString) text = g_string_new(NULL);
    hcp_column_append_text(first, node, text);
    int year = 0, month = 0;
    g_assert(sscanf(text->str, "%d-%d", &year, &month) == 2);
    return 12 * (year - 1953) + month - 10;
}

static void adopters_by_month_are_those_of_the_study(void) {
    static const int EXPECTED[] = {0, 11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1, 16};
    g_autoptr(HcpAnalysis) analysis = open_study();
    int found[19] = {0};
    for (int32_t i = 0; i < 125; i++)
        found[adoption_month(analysis, i)]++;
    for (int month = 0; month <= 18; month++)
        CU_ASSERT_EQUAL(found[month], EXPECTED[month]);
}

static void components_are_of_60_23_18_18_and_6_alone(void) {
    g_autoptr(HcpAnalysis) analysis = open_study();
    int32_t component[125];
    int size[125] = {0};
    CU_ASSERT_EQUAL(hcp_network_components(analysis->main, component), 10);
    for (int32_t i = 0; i < 125; i++)
        size[component[i]]++;
    CU_ASSERT(size[0] == 60 && size[1] == 23 && size[2] == 18 && size[3] == 18);
    CU_ASSERT(size[4] == 1 && size[9] == 1);
}

static gboolean has_arc(const HcpAdjacency *out, int32_t from, int32_t to) {
    for (int64_t s = out->offset[from]; s < out->offset[from + 1]; s++)
        if (out->neighbour[s] == to)
            return TRUE;
    return FALSE;
}

static void density_and_reciprocity_are_as_published(void) {
    g_autoptr(HcpAnalysis) analysis = open_study();
    const HcpAdjacency *out = hcp_network_out(analysis->main);
    int mutual = 0;
    for (int32_t i = 0; i < 125; i++)
        for (int64_t s = out->offset[i]; s < out->offset[i + 1]; s++)
            mutual += has_arc(out, out->neighbour[s], i);
    CU_ASSERT_DOUBLE_EQUAL((double)out->n_slots / (125 * 124), .018968, 5e-7);
    CU_ASSERT_DOUBLE_EQUAL((double)mutual / (double)out->n_slots, .36735, 5e-6);
}

/* Pearson's correlation of in-degree and month, of everybody or of adopters alone. */
static double correlate(const HcpAnalysis *analysis, gboolean adopters_only) {
    const HcpColumn *in_degree = hcp_table_find_column(analysis->nodes, "in_degree");
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (int32_t i = 0; i < 125; i++) {
        double x = hcp_column_get_number(in_degree, i), y = adoption_month(analysis, i);
        if (adopters_only && y > 17)
            continue;
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
    }
    return (n * sxy - sx * sy) / sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
}

static void those_who_are_named_often_adopt_early(void) {
    g_autoptr(HcpAnalysis) analysis = open_study();
    CU_ASSERT_DOUBLE_EQUAL(correlate(analysis, FALSE), -.230, 5e-4);
    CU_ASSERT_DOUBLE_EQUAL(correlate(analysis, TRUE), -.217, 5e-4);
}

HCP_TEST_MAIN(HCP_TEST(adopters_by_month_are_those_of_the_study),
              HCP_TEST(components_are_of_60_23_18_18_and_6_alone),
              HCP_TEST(density_and_reciprocity_are_as_published),
              HCP_TEST(those_who_are_named_often_adopt_early))
