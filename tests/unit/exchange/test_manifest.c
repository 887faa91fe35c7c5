/* The manifest tells from what and by what a run was made, and nothing of where and when. */
#include "tables.h"

#include <string.h>

static const HcpReleasePolicy POLICY = HCP_RELEASE_POLICY_INIT;

static HcpRelease *make_settings(void) {
    static const char *const COLUMNS[] = {"group", "key", "value"};
    static const char *const CELLS[] = {"study", "title", "Brand </script> \"X\""};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(CELLS); i++)
        g_ptr_array_add(cells, (char *)CELLS[i]);
    g_autoptr(HcpTable) table = hcp_table_new_texts("settings", 3, COLUMNS, cells);
    return hcp_release_table(table, &POLICY, NULL);
}

static HcpRelease *make_tallies(void) {
    static const char *const FILES[] = {"r.csv", "r.csv", "p.csv"};
    const int64_t read[] = {120, 80, 6};
    g_autoptr(HcpColumn) file = hcp_test_texts("file", HCP_PRIVACY_NONE, 3, FILES);
    g_autoptr(HcpColumn) rows = hcp_test_counts("read", HCP_PRIVACY_NONE, 3, read);
    HcpColumn *const columns[] = {file, rows};
    g_autoptr(HcpTable) table = hcp_table_new("tallies", 3, 2, columns);
    return hcp_release_table(table, &POLICY, NULL);
}

static HcpRelease *make_physicians(void) {
    HcpColumnInfo info = {.name = "panel_size",
                          .label = "Panel",
                          .unit = "patients",
                          .definition = "patients in care",
                          .kind = HCP_KIND_INT64,
                          .privacy = HCP_PRIVACY_PATIENT_COUNT};
    const int64_t counts[] = {4, 40};
    g_autoptr(HcpColumn) bare = hcp_test_counts("panel_size", HCP_PRIVACY_PATIENT_COUNT, 2, counts);
    g_autoptr(HcpColumn) column = hcp_column_with_info(bare, &info);
    g_autoptr(HcpTable) table = hcp_table_new("physicians", 2, 1, &column);
    return hcp_release_table(table, &POLICY, NULL);
}

static char *write_manifest(const char *name) {
    g_autoptr(HcpRelease) settings = make_settings();
    g_autoptr(HcpRelease) tallies = make_tallies();
    g_autoptr(HcpRelease) physicians = make_physicians();
    HcpInput inputs[] = {{(char *)"r.csv", (char *)"ab12", 4096},
                         {(char *)"q.csv", (char *)"cd", 7}};
    g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof(HcpInput));
    g_array_append_vals(array, inputs, 2);
    HcpManifestFile file = {"physicians.csv", physicians};
    HcpManifest manifest = {.settings = settings,
                            .seed = G_MAXUINT64,
                            .inputs = array,
                            .tallies = tallies,
                            .n_files = 1,
                            .files = &file};
    g_autofree char *path = g_build_filename(hcp_test_folder(), name, NULL);
    CU_ASSERT_TRUE(hcp_manifest_write(&manifest, path, NULL));
    return hcp_test_read(path);
}

static gboolean holds(const char *text, const char *part) {
    g_autoptr(GString) flat = g_string_new(text);
    g_string_replace(flat, "\n", "", 0);
    while (g_string_replace(flat, "  ", " ", 0) > 0)
        continue;
    gboolean found = strstr(flat->str, part) != NULL;
    if (!found)
        g_printerr("not found: %s\n", part);
    return found;
}

static void it_tells_settings_inputs_columns_and_rules(void) {
    g_autofree char *text = write_manifest("manifest.json");
    CU_ASSERT_TRUE(holds(text, "{ \"program\": \"hcpnet\", \"version\": \""));
    CU_ASSERT_TRUE(holds(text, "\"igraph\": \"0."));
    CU_ASSERT_TRUE(holds(text, "\"seed\": \"18446744073709551615\""));
    CU_ASSERT_TRUE(holds(text, "\"value\": \"Brand \\u003c/script> \\\"X\\\"\""));
    CU_ASSERT_TRUE(holds(text, "{ \"file\": \"r.csv\", \"sha256\": \"ab12\", \"bytes\": 4096, "
                               "\"rows\": 120 }"));
    CU_ASSERT_TRUE(holds(text, "{ \"file\": \"q.csv\", \"sha256\": \"cd\", \"bytes\": 7 }"));
    CU_ASSERT_TRUE(holds(text, "{ \"name\": \"panel_size\", \"kind\": \"integer\", \"label\": "
                               "\"Panel\", \"unit\": \"patients\", \"definition\": \"patients in "
                               "care\" }"));
    CU_ASSERT_TRUE(holds(text, "{ \"rule\": \"small_counts\", \"count\": 1, \"effect\": "));
}

static void equal_runs_give_equal_bytes(void) {
    g_autofree char *one = write_manifest("one.json");
    g_autofree char *two = write_manifest("two.json");
    CU_ASSERT_STRING_EQUAL(one, two);
    CU_ASSERT_PTR_NULL(strstr(one, hcp_test_folder()));
}

HCP_TEST_MAIN(HCP_TEST(it_tells_settings_inputs_columns_and_rules),
              HCP_TEST(equal_runs_give_equal_bytes))
