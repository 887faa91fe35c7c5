/* graphs/broken: every study has one fault, and graphs/broken/README.md says what comes of it. Each
 * row of its table is held against what hcp_study_load and hcp_dataset_load say. */
#include "support.h"

#include <string.h>

static char *broken_file(const char *name) {
    g_autofree char *folder = hcp_test_graph("broken");
    return g_build_filename(folder, name, NULL);
}

/* The exit code that the program has for an error: docs/STUDY.md. */
static int exit_of(const GError *error) {
    return error->code == HCP_ERROR_FILE ? 4 : error->code == HCP_ERROR_INPUT ? 3 : 5;
}

/* The message of the load, or the example of its one kind of issue, and the exit code of `check`.
 */
static char *check_study(const char *name, int *out_exit) {
    g_autofree char *path = g_build_filename(name, "study.ini", NULL);
    g_autofree char *whole = broken_file(path);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpStudy) study = hcp_study_load(whole, &error);
    g_autoptr(HcpDataset) dataset = study != NULL ? hcp_dataset_load(study, run, &error) : NULL;
    if (error != NULL) {
        *out_exit = exit_of(error);
        const char *at = strstr(error->message, "study.ini");
        return g_strdup(at != NULL ? at : error->message);
    }
    gsize n = hcp_issues_get_n(dataset->issues);
    *out_exit = n > 0 ? 1 : 0;
    return g_strdup(n == 1 ? hcp_issues_get(dataset->issues, 0)->example : "");
}

static gboolean holds(const char *name, const char *message, const char *exit_code) {
    int found_exit;
    g_autofree char *found = check_study(name, &found_exit);
    g_autofree char *found_row = g_strdup_printf("%s | %d", found, found_exit);
    g_autofree char *expected_row = g_strdup_printf("%s | %s", message, exit_code);
    if (strcmp(found_row, expected_row) != 0)
        g_printerr("FOUND %s | %s\n", name, found_row);
    return strcmp(found_row, expected_row) == 0;
}

/* `| name | fault | message | exit |`; the message in backquotes, or `none`. */
static gboolean row_holds(const char *line) {
    g_auto(GStrv) cells = g_strsplit(line, " | ", 4);
    if (g_strv_length(cells) != 4)
        return FALSE;
    char *message = cells[2];
    gsize length = strlen(message);
    if (strcmp(message, "none") == 0)
        message = cells[2] + length;
    else if (length >= 2 && message[0] == '`') {
        message[length - 1] = '\0';
        message++;
    }
    cells[3][strcspn(cells[3], " ")] = '\0';
    return holds(cells[0] + 2, message, cells[3]);
}

static void every_study_fails_as_the_page_says(void) {
    g_autofree char *path = broken_file("README.md");
    g_autofree char *text = NULL;
    CU_ASSERT_TRUE(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text != NULL ? text : "", "\n", -1);
    int n = 0;
    for (char **line = lines; *line != NULL; line++) {
        if (!g_str_has_prefix(*line, "| study-") && !g_str_has_prefix(*line, "| file-") &&
            !g_str_has_prefix(*line, "| row-"))
            continue;
        CU_ASSERT_TRUE(row_holds(*line));
        n++;
    }
    CU_ASSERT_TRUE(n > 30);
}

static void the_page_lists_every_study(void) {
    g_autofree char *path = broken_file("README.md");
    g_autofree char *text = NULL;
    CU_ASSERT_TRUE(g_file_get_contents(path, &text, NULL, NULL));
    g_autofree char *folder = hcp_test_graph("broken");
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *row = g_strdup_printf("\n| %s | ", name);
        gboolean listed = text != NULL && strstr(text, row) != NULL;
        CU_ASSERT_TRUE(listed || strcmp(name, "README.md") == 0);
    }
}

HCP_TEST_MAIN(HCP_TEST(every_study_fails_as_the_page_says), HCP_TEST(the_page_lists_every_study))
