/* The tables of a study, read and joined. */
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
    const char *name, *content;
} File;

typedef struct {
    HcpStudy *study;
    HcpDataset *dataset;
    GError *error;
} Loaded;

/* Writes the files, the first of which is the study, and loads it. */
static Loaded load(gsize n, const File *files) {
    for (gsize i = 0; i < n; i++)
        g_free(hcp_test_file(files[i].name, files[i].content));
    g_autofree char *path = g_build_filename(hcp_test_folder(), files[0].name, NULL);
    g_autoptr(HcpRun) run = hcp_run_new();
    Loaded loaded = {0};
    loaded.study = hcp_study_load(path, &loaded.error);
    if (loaded.study != NULL)
        loaded.dataset = hcp_dataset_load(loaded.study, run, &loaded.error);
    if (loaded.error != NULL)
        g_printerr("load: %s\n", loaded.error->message);
    return loaded;
}

static void unload(Loaded *loaded) {
    hcp_dataset_free(loaded->dataset);
    hcp_study_free(loaded->study);
    g_clear_error(&loaded->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Loaded, unload)

#define LOAD(...) load(G_N_ELEMENTS(((File[]){__VA_ARGS__})), (File[]){__VA_ARGS__})

static char *print_table(const HcpTable *table) {
    GString *text = g_string_new(NULL);
    for (gsize k = 0; k < hcp_table_get_n_columns(table); k++)
        g_string_append_printf(text, "%s%s", k > 0 ? "," : "",
                               hcp_column_get_info(hcp_table_get_column(table, k))->name);
    for (int64_t row = 0; row < hcp_table_get_n_rows(table); row++) {
        g_string_append_c(text, '\n');
        for (gsize k = 0; k < hcp_table_get_n_columns(table); k++) {
            if (k > 0)
                g_string_append_c(text, ',');
            hcp_column_append_text(hcp_table_get_column(table, k), row, text);
        }
    }
    return g_string_free(text, FALSE);
}

static gboolean reads(const HcpTable *table, const char *expected) {
    g_autofree char *text = table != NULL ? print_table(table) : g_strdup("(no table)");
    if (strcmp(text, expected) != 0)
        g_printerr("expected:\n%s\nfound:\n%s\n", expected, text);
    return strcmp(text, expected) == 0;
}

/* read, used, rejected, filtered, collapsed */
static gboolean tally_is(const HcpDataset *dataset, const char *table, const char *file,
                         const int64_t expected[5]) {
    for (gsize i = 0; i < hcp_issues_get_n_tallies(dataset->issues); i++) {
        const HcpTally *tally = hcp_issues_get_tally(dataset->issues, i);
        if (strcmp(tally->table, table) != 0 || strcmp(tally->file, file) != 0)
            continue;
        int64_t found[5] = {tally->read, tally->used, tally->rejected, tally->filtered,
                            tally->collapsed};
        return memcmp(found, expected, sizeof found) == 0;
    }
    return FALSE;
}
#define TALLY(...) ((const int64_t[5]){__VA_ARGS__})

static const File physicians = {"physicians.csv", "id,name,town,panel\n"
                                                  "P3,Cee,Ghent,300\n"
                                                  "P1,Ay,Leuven,\n"
                                                  "P2,Bee,Ghent,200\n"};
static const File organisations = {"organisations.csv", "id,kind,name,beds\n"
                                                        "O1,pharmacy,Apo,\n"
                                                        "P1,hospital,Sint-Jan,300\n"
                                                        "O0,pharmacy,Bpo,\n"};

static void nodes_are_physicians_by_id_then_organisations_by_kind_and_id(void) {
    g_auto(Loaded) loaded = LOAD({"study.ini", "[physicians]\nfile = physicians.csv\n"
                                               "panel_size = panel\n"
                                               "[organisations]\nfile = organisations.csv\n"},
                                 physicians, organisations);
    if (loaded.dataset == NULL) {
        CU_FAIL("expected a dataset");
        return;
    }
    CU_ASSERT_TRUE(reads(loaded.dataset->nodes, "kind,id,name,panel_size,town,beds\n"
                                                "physician,P1,Ay,,Leuven,\n"
                                                "physician,P2,Bee,200,Ghent,\n"
                                                "physician,P3,Cee,300,Ghent,\n"
                                                "hospital,P1,Sint-Jan,,,300\n"
                                                "pharmacy,O0,Bpo,,,\n"
                                                "pharmacy,O1,Apo,,,"));
    CU_ASSERT_EQUAL(loaded.dataset->n_physicians, 3);
    CU_ASSERT_EQUAL(loaded.dataset->n_organisations, 3);
    CU_ASSERT_TRUE(loaded.dataset->has_master);
}

static void codes_of_ids_are_rows_of_the_nodes(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[prescriptions]\nfile = rx.csv\n[physicians]\nfile = physicians.csv\n"
                           "[organisations]\nfile = organisations.csv\n"},
             physicians, organisations,
             {"rx.csv", "physician,product,pharmacy\nP3,A,O1\nP1,B,O0\nP2,A,\nPX,A,O1\n"});
    HcpTable *table =
        loaded.dataset != NULL ? hcp_dataset_find(loaded.dataset, "prescriptions") : NULL;
    CU_ASSERT_TRUE(reads(table, "physician,product,pharmacy\nP1,B,O0\nP2,A,\nP3,A,O1"));
    if (table == NULL || hcp_table_get_n_rows(table) != 3)
        return;
    const int32_t *physician = hcp_column_get_codes(hcp_table_find_column(table, "physician"));
    const int32_t *pharmacy = hcp_column_get_codes(hcp_table_find_column(table, "pharmacy"));
    CU_ASSERT_TRUE(physician[0] == 0 && physician[1] == 1 && physician[2] == 2);
    CU_ASSERT_TRUE(pharmacy[0] == 1 && pharmacy[2] == 2); /* node 4 and 5 less 3 physicians */
    CU_ASSERT_TRUE(tally_is(loaded.dataset, "prescriptions", "rx.csv", TALLY(4, 3, 1, 0, 0)));
}

static void without_a_master_nodes_are_the_ids_of_the_rows(void) {
    g_auto(Loaded) loaded = LOAD({"study.ini", "[referrals]\nfile = r.csv\n"
                                               "[affiliations]\nfile = a.csv\n"},
                                 {"r.csv", "from,to,patients\nD,B,3\nB,A,x\nB,C,1\nZ,Z,1\n"},
                                 {"a.csv", "physician,organisation\nE,H2\nB,H1\n"});
    HcpDataset *dataset = loaded.dataset;
    if (dataset == NULL) {
        CU_FAIL("expected a dataset");
        return;
    }
    /* A and Z stand in rejected rows only. */
    CU_ASSERT_TRUE(reads(dataset->nodes, "kind,id,name\nphysician,B,\nphysician,C,\nphysician,D,\n"
                                         "physician,E,\norganisation,H1,\norganisation,H2,"));
    CU_ASSERT_FALSE(dataset->has_master);
    HcpTable *referrals = hcp_dataset_find(dataset, "referrals");
    CU_ASSERT_TRUE(reads(referrals, "from,to,patients\nB,C,1\nD,B,3"));
    const int32_t *from = hcp_column_get_codes(hcp_table_find_column(referrals, "from"));
    CU_ASSERT_TRUE(from[0] == 0 && from[1] == 2);
    const HcpTable *affiliations = hcp_dataset_find(dataset, "affiliations");
    const HcpColumn *organisation = hcp_table_find_column(affiliations, "organisation");
    CU_ASSERT_EQUAL(hcp_column_get_codes(organisation)[0], 0);
    CU_ASSERT_EQUAL(hcp_column_get_codes(organisation)[1], 1);
}

static void files_of_one_group_are_one_table(void) {
    g_auto(Loaded) loaded = LOAD({"study.ini", "[physicians]\nfile = a.csv;b.csv\n"},
                                 {"a.csv", "id,score,note\nP3,7,x\nP1,8,\n"},
                                 {"b.csv", "note,id,name,score\n12,P2,Bee,1.5\n"});
    CU_ASSERT_TRUE(loaded.dataset != NULL &&
                   reads(loaded.dataset->nodes, "kind,id,name,score,note\nphysician,P1,,8,\n"
                                                "physician,P2,Bee,1.5,12\nphysician,P3,,7,x"));
}

static void an_id_in_two_files_stays_once(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[physicians]\nfile = b.csv;a.csv\n"},
             {"a.csv", "id,name\nP1,Zed\nP2,Bee\n"}, {"b.csv", "id,name\nP2,Bee\nP1,Ay\n"});
    HcpDataset *dataset = loaded.dataset;
    if (dataset == NULL) {
        CU_FAIL("expected a dataset");
        return;
    }
    CU_ASSERT_TRUE(reads(dataset->nodes, "kind,id,name\nphysician,P1,Ay\nphysician,P2,Bee"));
    CU_ASSERT_TRUE(tally_is(dataset, "physicians", "a.csv", TALLY(2, 0, 1, 0, 1)));
    CU_ASSERT_TRUE(tally_is(dataset, "physicians", "b.csv", TALLY(2, 2, 0, 0, 0)));
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(dataset->issues);
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(hcp_table_find_column(rejects, "row"), 0), "P1,Zed");
}

static void repeats_of_a_patient_and_day_are_one_event(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[referrals]\nfile = r.csv\n"},
             {"r.csv", "from,to,date,patient\n"
                       "A,B,2026-01-02,p1\nA,B,2026-01-03,p1\nA,B,2026-01-02,p1\n"
                       "A,B,,p1\nA,B,,p1\nA,B,2026-01-02,\nA,B,2026-01-02,\n"});
    CU_ASSERT_TRUE(loaded.dataset != NULL &&
                   tally_is(loaded.dataset, "referrals", "r.csv", TALLY(7, 6, 0, 0, 1)));
}

static void repeats_of_other_events_stay_and_of_relations_go(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[interactions]\nfile = i.csv\n[ties:advice]\nfile = t.csv\n"},
             {"i.csv", "physician,time,channel\nA,2026-01-02,call\nA,2026-01-02,call\n"},
             {"t.csv", "from,to\nA,B\nB,A\nA,B\n"});
    HcpDataset *dataset = loaded.dataset;
    CU_ASSERT_TRUE(dataset != NULL &&
                   tally_is(dataset, "interactions", "i.csv", TALLY(2, 2, 0, 0, 0)) &&
                   tally_is(dataset, "ties:advice", "t.csv", TALLY(3, 2, 0, 0, 1)));
}

static void the_period_bounds_events(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[study]\nperiod = 2026-01-01/2026-01-31\n[referrals]\nfile = r.csv\n"
                           "[consents]\nfile = c.csv\n"},
             {"r.csv", "from,to,date\nA,B,2026-01-01\nA,B,2026-01-31\nA,B,2026-02-01\n"},
             {"c.csv", "physician,purpose,status,time\nA,email,yes,2019-01-01\n"});
    HcpDataset *dataset = loaded.dataset;
    CU_ASSERT_TRUE(dataset != NULL &&
                   tally_is(dataset, "referrals", "r.csv", TALLY(3, 2, 1, 0, 0)) &&
                   tally_is(dataset, "consents", "c.csv", TALLY(1, 1, 0, 0, 0)));
}

static void rows_are_kept_by_where(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[ties:advice]\nfile = t.csv\nwhere = type=advice\n"
                           "[ties:friend]\nfile = t.csv\nwhere = type=friend;type=pal\n"},
             {"t.csv", "from,to,type\nA,B,advice\nA,C,friend\nB,C,pal\n"});
    HcpDataset *dataset = loaded.dataset;
    CU_ASSERT_TRUE(dataset != NULL &&
                   tally_is(dataset, "ties:advice", "t.csv", TALLY(3, 1, 0, 2, 0)) &&
                   tally_is(dataset, "ties:friend", "t.csv", TALLY(3, 2, 0, 1, 0)));
    CU_ASSERT_TRUE(dataset != NULL && dataset->tables->len == 2 && dataset->inputs->len == 1);
}

static void inputs_have_their_digest(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[ties]\nfile = t.csv\n"}, {"t.csv", "from,to\nA,B\n"});
    if (loaded.dataset == NULL || loaded.dataset->inputs->len != 1) {
        CU_FAIL("expected one input");
        return;
    }
    const HcpInput *input = &g_array_index(loaded.dataset->inputs, HcpInput, 0);
    CU_ASSERT_STRING_EQUAL(input->file, "t.csv");
    CU_ASSERT_EQUAL(input->bytes, 12);
    /* printf 'from,to\nA,B\n' | sha256sum (coreutils 9.1) */
    CU_ASSERT_STRING_EQUAL(input->sha256,
                           "427115a728e98947a833fb2ca3b0a4fb3979e64ed1bad68bb520871e6fe63905");
}

static void organisations_of_physicians_are_nodes_when_they_are_known(void) {
    g_auto(Loaded) loaded =
        LOAD({"study.ini", "[physicians]\nfile = p.csv\n[organisations]\nfile = o.csv\n"},
             {"p.csv", "id,organisation\nP1,O2\nP2,OX\nP3,O1\n"},
             {"o.csv", "id,kind\nO2,hospital\nO1,hospital\n"});
    if (loaded.dataset == NULL) {
        CU_FAIL("expected a dataset");
        return;
    }
    CU_ASSERT_TRUE(reads(loaded.dataset->nodes,
                         "kind,id,name,organisation\nphysician,P1,,O2\nphysician,P2,,\n"
                         "physician,P3,,O1\nhospital,O1,,\nhospital,O2,,"));
    const HcpColumn *column = hcp_table_find_column(loaded.dataset->nodes, "organisation");
    CU_ASSERT_EQUAL(hcp_column_get_codes(column)[0], 1);
    CU_ASSERT_EQUAL(hcp_issues_get_n(loaded.dataset->issues), 1);
}

static void a_study_without_tables_is_refused(void) {
    g_auto(Loaded) loaded = LOAD({"study.ini", "[study]\ntitle = x\n"});
    CU_ASSERT_PTR_NULL(loaded.dataset);
    CU_ASSERT_TRUE(hcp_test_error_is(&loaded.error, HCP_ERROR_INPUT,
                                     "study.ini: expected at least one table, found none"));
}

static void a_missing_file_is_named(void) {
    g_auto(Loaded) loaded = LOAD({"study.ini", "[ties]\nfile = missing.csv\n"});
    CU_ASSERT_TRUE(
        hcp_test_error_is(&loaded.error, HCP_ERROR_FILE, "missing.csv: No such file or directory"));
}

static gboolean always(void *data) {
    return data == NULL;
}

static void loading_can_be_cancelled(void) {
    g_free(hcp_test_file("t.csv", "from,to\nA,B\n"));
    g_autofree char *path = hcp_test_file("study.ini", "[ties]\nfile = t.csv\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    hcp_run_set_cancel(run, always, NULL);
    GError *error = NULL;
    g_autoptr(HcpStudy) study = hcp_study_load(path, &error);
    CU_ASSERT_PTR_NULL(study != NULL ? hcp_dataset_load(study, run, &error) : NULL);
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
}

HCP_TEST_MAIN(HCP_TEST(nodes_are_physicians_by_id_then_organisations_by_kind_and_id),
              HCP_TEST(codes_of_ids_are_rows_of_the_nodes),
              HCP_TEST(without_a_master_nodes_are_the_ids_of_the_rows),
              HCP_TEST(files_of_one_group_are_one_table), HCP_TEST(an_id_in_two_files_stays_once),
              HCP_TEST(repeats_of_a_patient_and_day_are_one_event),
              HCP_TEST(repeats_of_other_events_stay_and_of_relations_go),
              HCP_TEST(the_period_bounds_events), HCP_TEST(rows_are_kept_by_where),
              HCP_TEST(inputs_have_their_digest),
              HCP_TEST(organisations_of_physicians_are_nodes_when_they_are_known),
              HCP_TEST(a_study_without_tables_is_refused), HCP_TEST(a_missing_file_is_named),
              HCP_TEST(loading_can_be_cancelled))
