/* The rows of every file in another order: the dataset is the same, cell by cell and code by code,
 * and so are its tallies and issues. */
#include "support.h"

#include "base/base_internal.h"
#include <string.h>

#define N_FILES 7

typedef struct {
    const char *name, *header;
    GPtrArray *rows; /* of char * */
} File;

static const char study_text[] = "[study]\nperiod = 2026-01-01/2026-12-31\n"
                                 "[referrals]\nfile = referrals.csv\n"
                                 "[ties]\nfile = ties1.csv;ties2.csv\n"
                                 "[prescriptions]\nfile = prescriptions.csv\n"
                                 "[consents]\nfile = consents.csv\n";
static const char master_text[] = "[physicians]\nfile = physicians.csv\n"
                                  "[organisations]\nfile = organisations.csv\n";

static void clear_files(File *files) {
    for (int k = 0; k < N_FILES; k++)
        g_ptr_array_unref(files[k].rows);
}

/* Small ranges, so that repeats, rival rows, unknown ids and self-referrals all come up. */
static void make_files(File *files, HcpRng *rng) {
    static const char *const heads[N_FILES][2] = {
        {"physicians.csv", "id,name,town,score"},
        {"organisations.csv", "id,kind"},
        {"referrals.csv", "from,to,date,patient,indication"},
        {"ties1.csv", "from,to,layer,weight"},
        {"ties2.csv", "to,from,weight"},
        {"prescriptions.csv", "physician,product,units,pharmacy"},
        {"consents.csv", "physician,purpose,status,time"}};
    for (int k = 0; k < N_FILES; k++)
        files[k] = (File){heads[k][0], heads[k][1], g_ptr_array_new_with_free_func(g_free)};
    for (int i = 0; i < 120; i++) {
        int a[6];
        for (int j = 0; j < 6; j++)
            a[j] = (int)hcp__rng_below(rng, 12);
        g_ptr_array_add(files[0].rows,
                        g_strdup_printf("P%d,Name%d,T%d,%d.5", a[0], a[1] / 6, a[2], a[3]));
        g_ptr_array_add(files[1].rows,
                        g_strdup_printf("O%d,%s", a[0], a[1] < 6 ? "pharmacy" : "x"));
        g_ptr_array_add(files[2].rows,
                        g_strdup_printf("P%d,P%d,2026-%02d-01,p%d,%s", a[0] / 3, a[1] / 3,
                                        a[2] / 4 + 1, a[3] / 6, a[4] < 8 ? "" : "flu"));
        g_ptr_array_add(files[3].rows, g_strdup_printf("P%d,P%d,%s,0.%d", a[0], a[1] + 1,
                                                       a[2] < 6 ? "advice" : "friend", a[3]));
        g_ptr_array_add(files[4].rows, g_strdup_printf("P%d,P%d,%d", a[4], a[5], a[3]));
        g_ptr_array_add(files[5].rows,
                        g_strdup_printf("P%d,Drug%d,%d.25,O%d", a[0], a[1], a[2], a[3]));
        g_ptr_array_add(files[6].rows,
                        g_strdup_printf("P%d,email,%s,%s", a[0], a[1] < 6 ? "yes" : "no",
                                        a[2] < 6 ? "2026-02-30" : "2026-02-03"));
    }
}

static void shuffle(GPtrArray *rows, HcpRng *rng) {
    for (guint i = rows->len; i > 1; i--) {
        guint j = (guint)hcp__rng_below(rng, i);
        void *row = rows->pdata[i - 1];
        rows->pdata[i - 1] = rows->pdata[j];
        rows->pdata[j] = row;
    }
}

static void write_files(const File *files) {
    for (int k = 0; k < N_FILES; k++) {
        g_autoptr(GString) text = g_string_new(files[k].header);
        for (guint i = 0; i < files[k].rows->len; i++)
            g_string_append_printf(text, "\n%s", (const char *)files[k].rows->pdata[i]);
        g_string_append_c(text, '\n');
        g_free(hcp_test_file(files[k].name, text->str));
    }
}

/* ---- everything a dataset holds as one text; codes beside texts ---- */

static void append_table(GString *out, const HcpTable *table, const char *skipped) {
    g_string_append_printf(out, "== %s\n", hcp_table_get_name(table));
    for (gsize k = 0; k < hcp_table_get_n_columns(table); k++) {
        HcpColumn *column = hcp_table_get_column(table, k);
        const HcpColumnInfo *info = hcp_column_get_info(column);
        if (skipped != NULL && strcmp(info->name, skipped) == 0)
            continue;
        gboolean is_text = info->kind == HCP_KIND_STRING;
        g_string_append_printf(out, "%s %d %d:", info->name, (int)info->kind,
                               is_text && skipped == NULL ? hcp_column_get_n_codes(column) : 0);
        for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
            g_string_append_c(out, ' ');
            hcp_column_append_text(column, row, out);
            if (is_text && skipped == NULL)
                g_string_append_printf(out, "#%d", hcp_column_get_codes(column)[row]);
        }
        g_string_append_c(out, '\n');
    }
}

static void append_quality(GString *out, const HcpDataset *dataset) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpQuality) quality = hcp_quality_new(dataset, run, NULL);
    for (gsize i = 0; i < hcp_quality_get_n_parts(quality); i++) {
        const HcpQualityPart *part = hcp_quality_get_part(quality, i);
        if (strcmp(part->name, "examples") != 0) /* the first of each kind, by line */
            append_table(out, part->table, strcmp(part->name, "issues") == 0 ? "example" : NULL);
    }
}

static char *print_dataset(const HcpDataset *dataset) {
    GString *out = g_string_new(NULL);
    append_table(out, dataset->nodes, NULL);
    for (guint i = 0; i < dataset->tables->len; i++)
        append_table(out, ((const HcpDataTable *)dataset->tables->pdata[i])->table, NULL);
    append_quality(out, dataset); /* the examples of issues name lines */
    return g_string_free(out, FALSE);
}

static char *load(const char *path) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpStudy) study = hcp_study_load(path, &error);
    g_autoptr(HcpDataset) dataset = study != NULL ? hcp_dataset_load(study, run, &error) : NULL;
    return dataset != NULL ? print_dataset(dataset) : g_strdup(error->message);
}

static void compare_orders(const char *text, uint64_t seed) {
    g_autofree char *path = hcp_test_file("study.ini", text);
    File files[N_FILES];
    HcpRng rng;
    hcp__rng_init(&rng, seed, 0);
    make_files(files, &rng);
    write_files(files);
    g_autofree char *first = load(path);
    for (int k = 0; k < N_FILES; k++)
        shuffle(files[k].rows, &rng);
    write_files(files);
    g_autofree char *second = load(path);
    CU_ASSERT_TRUE(g_str_has_prefix(first, "== nodes"));
    CU_ASSERT_STRING_EQUAL(first, second);
    if (strcmp(first, second) != 0)
        g_printerr("FIRST\n%s\nSECOND\n%s\n", first, second);
    clear_files(files);
}

static void shuffled_rows_give_the_same_dataset_with_masters(void) {
    g_autofree char *text = g_strconcat(study_text, master_text, NULL);
    for (uint64_t seed = 1; seed <= 4; seed++)
        compare_orders(text, seed);
}

static void shuffled_rows_give_the_same_dataset_without_masters(void) {
    for (uint64_t seed = 11; seed <= 14; seed++)
        compare_orders(study_text, seed);
}

HCP_TEST_MAIN(HCP_TEST(shuffled_rows_give_the_same_dataset_with_masters),
              HCP_TEST(shuffled_rows_give_the_same_dataset_without_masters))
