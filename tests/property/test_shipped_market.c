/* graphs/belgium is what the program writes: the same options and seed give the same bytes in every
 * build. */
#include "support.h"

#include <string.h>

/* Market 3 of those that can be drawn: in some of 600 physicians the known referrers are too few to
 * show that lookalikes beat volume, and the demonstration should show a list. */
static HcpRun *make_run(void) {
    HcpRun *run = hcp_run_new();
    hcp_run_set_seed(run, 3);
    return run;
}

static char *read_shipped(const char *file) {
    g_autofree char *name = g_build_filename("belgium", file, NULL);
    g_autofree char *path = hcp_test_graph(name);
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

static char *write_again(HcpTable *table, const char *file) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), file, NULL);
    g_autoptr(HcpRelease) release = hcp_release_synthetic(table);
    char *text = NULL;
    if (hcp_csv_write(release, path, NULL))
        g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

/* Not with a string assertion: it would print megabytes. */
static void check_table(HcpTable *table) {
    g_autofree char *file = g_strconcat(hcp_table_get_name(table), ".csv", NULL);
    g_autofree char *shipped = read_shipped(file);
    g_autofree char *again = write_again(table, file);
    gboolean same = shipped != NULL && again != NULL && strcmp(shipped, again) == 0;
    if (!same)
        g_printerr("%s differs: run hcpnet simulate --seed 3 -o graphs/belgium\n", file);
    CU_ASSERT(same);
}

static void every_table_comes_out_the_same(void) {
    g_autoptr(HcpRun) run = make_run();
    HcpSimulateOptions options = HCP_SIMULATE_OPTIONS_INIT;
    GPtrArray *tables = hcp_simulate(&options, run, NULL);
    CU_ASSERT_EQUAL(tables->len, 12);
    for (guint k = 0; k < tables->len; k++)
        check_table(tables->pdata[k]);
    g_ptr_array_unref(tables);
}

static void the_study_file_comes_out_the_same(void) {
    g_autoptr(HcpRun) run = make_run();
    HcpSimulateOptions options = HCP_SIMULATE_OPTIONS_INIT;
    g_autofree char *shipped = read_shipped("study.ini");
    g_autofree char *again = hcp_simulate_make_study(&options, run);
    CU_ASSERT(shipped != NULL && strcmp(shipped, again) == 0);
}

HCP_TEST_MAIN(HCP_TEST(every_table_comes_out_the_same), HCP_TEST(the_study_file_comes_out_the_same))
