/* The study file: what it says, and what is wrong with it. */
#include "support.h"

#include <string.h>

static HcpStudy *load(const char *text, GError **error) {
    g_autofree char *path = hcp_test_file("study.ini", text);
    return hcp_study_load(path, error);
}

/* True when the text is refused with a message that ends `study.ini:` + `message`. */
static gboolean refuses(const char *text, const char *message) {
    GError *error = NULL;
    g_autoptr(HcpStudy) study = load(text, &error);
    g_autofree char *whole = g_strconcat("study.ini:", message, NULL);
    gboolean ends = error != NULL && g_str_has_suffix(error->message, whole);
    return hcp_test_error_is(&error, HCP_ERROR_INPUT, whole) && ends && study == NULL;
}

static const char *decisions =
    "\xEF\xBB\xBF[study]\r\n"
    "title = Brand X, referral network\r\n"
    "brand = BRANDX                 ; a product name, or several with ;\n"
    "market = BRANDX;RIVAL; GENERIC  ; products of the class\n"
    "period = 2025-07-01/2026-06-30\n"
    "main_layer = referral          ; default: combined\n"
    "seed = 18446744073709551615\n"
    "# the master\n"
    "[physicians]\n"
    "file = physicians.csv          ; several files with ;, gz allowed\n"
    "region = province\n"
    "id = hcp_id\n"
    "separator = ;\n"
    "\n"
    "[ties:advice]   ; the layer follows the colon\n"
    "file = nominations.csv;more.csv\n"
    "where = type=advice;town = a=b\n"
    "dates = month-first\n"
    "[combined]\n"
    "referral = 1\n"
    "advice = 0.5\n"
    "[lookalike]\n"
    "seeds = top:referral_index:10%\n"
    "[privacy]\n"
    "min_patients = 5\n"
    "small_cells = drop\n"
    "[map]\n"
    "size = out_strength\n";

static void a_study_file_sets_what_it_says(void) {
    GError *error = NULL;
    g_autoptr(HcpStudy) study = load(decisions, &error);
    CU_ASSERT_PTR_NULL(error);
    if (study == NULL)
        return;
    CU_ASSERT_STRING_EQUAL(study->title, "Brand X, referral network");
    CU_ASSERT_EQUAL(g_strv_length(study->brand), 1);
    CU_ASSERT_STRING_EQUAL(study->brand[0], "BRANDX");
    CU_ASSERT_EQUAL(g_strv_length(study->market), 3);
    CU_ASSERT_STRING_EQUAL(study->market[2], "GENERIC");
    CU_ASSERT_EQUAL(study->first_day, 20270); /* date -d 2025-07-01 +%s / 86400 */
    CU_ASSERT_EQUAL(study->last_day, 20634);
    CU_ASSERT_STRING_EQUAL(study->main_layer, "referral");
    CU_ASSERT_EQUAL(study->seed, G_MAXUINT64);
    CU_ASSERT_EQUAL(study->combined->len, 2);
    CU_ASSERT_EQUAL(g_array_index(study->combined, HcpLayerWeight, 1).weight, 0.5);
    CU_ASSERT_STRING_EQUAL(study->seeds, "top:referral_index:10%");
    CU_ASSERT_EQUAL(study->min_patients, 5);
    CU_ASSERT_EQUAL(study->small_cells, HCP_SMALL_CELLS_DROP);
    CU_ASSERT_STRING_EQUAL(study->size, "out_strength");
    CU_ASSERT_STRING_EQUAL(study->colour, "community");
    CU_ASSERT_STRING_EQUAL(study->folder, hcp_test_folder());
}

static void tables_come_in_the_order_of_the_file(void) {
    g_autoptr(HcpStudy) study = load(decisions, NULL);
    if (study == NULL || study->tables->len != 2) {
        CU_FAIL("expected two tables");
        return;
    }
    const HcpStudyTable *physicians = g_ptr_array_index(study->tables, 0);
    const HcpStudyTable *ties = g_ptr_array_index(study->tables, 1);
    CU_ASSERT_STRING_EQUAL(physicians->schema, "physicians");
    CU_ASSERT_PTR_NULL(physicians->layer);
    CU_ASSERT_EQUAL(physicians->separator, ';');
    CU_ASSERT_STRING_EQUAL(ties->name, "ties:advice");
    CU_ASSERT_STRING_EQUAL(ties->layer, "advice");
    CU_ASSERT_STRING_EQUAL(ties->files[1], "more.csv");
    CU_ASSERT_STRING_EQUAL(ties->where[3], "a=b");
    CU_ASSERT_EQUAL(ties->dates, HCP_DATES_MONTH_FIRST);
}

static void column_lines_come_in_the_order_of_the_schema(void) {
    g_autoptr(HcpStudy) study = load(decisions, NULL);
    const HcpStudyTable *physicians = study != NULL ? g_ptr_array_index(study->tables, 0) : NULL;
    CU_ASSERT_TRUE(physicians != NULL && strcmp(physicians->mapping[0], "id") == 0 &&
                   strcmp(physicians->mapping[1], "hcp_id") == 0 &&
                   strcmp(physicians->mapping[2], "region") == 0 && physicians->mapping[4] == NULL);
}

static void unknown_names_are_refused_with_the_nearest(void) {
    CU_ASSERT_TRUE(refuses("[study]\n[refferals]\nfile = r.csv\n",
                           "2: [refferals]: expected a table or a group of settings, found "
                           "'refferals'; did you mean 'referrals'?"));
    CU_ASSERT_TRUE(refuses("[studdy]\n", "1: [studdy]: expected a table or a group of settings, "
                                         "found 'studdy'; did you mean 'study'?"));
    CU_ASSERT_TRUE(refuses("[study]\n\ntitl = x\n", "3: [study]: expected one of its keys, found "
                                                    "'titl'; did you mean 'title'?"));
    CU_ASSERT_TRUE(refuses("[referrals]\nfile = r.csv\npatint = n\n",
                           "3: [referrals]: expected one of its keys, found 'patint'; did you "
                           "mean 'patient'?"));
    CU_ASSERT_TRUE(
        refuses("[study]\nxyzzy = 1\n", "2: [study]: expected one of its keys, found 'xyzzy'"));
    CU_ASSERT_TRUE(refuses("[TABLE]\n", "1: [TABLE]: expected a table or a group of settings, "
                                        "found 'TABLE'"));
}

static void an_unknown_preset_is_refused(void) {
    CU_ASSERT_TRUE(refuses("[pairs]\nfile = p.csv\npreset = cms-psp\n",
                           "1: [pairs]: expected a preset of this table: docgraph-hop, cms-pspp, "
                           "found 'cms-psp'; did you mean 'cms-pspp'?"));
}

static void repeats_are_refused_with_the_first_line(void) {
    CU_ASSERT_TRUE(refuses("[study]\nseed = 1\nseed = 1\n",
                           "3: seed: expected each key of a group once (it stands on line 2), "
                           "found 'seed'"));
    CU_ASSERT_TRUE(refuses("[study]\n[map]\n[study]\n",
                           "3: [study]: expected each group once (it stands on line 1), found "
                           "'study'"));
}

static void wrong_values_are_refused(void) {
    static const char *const cases[][2] = {
        {"[study]\nseed = x\n", "2: seed: expected a whole number, found 'x'"},
        {"[study]\nseed = -1\n", "2: seed: expected a whole number, found '-1'"},
        {"[study]\nseed =\n", "2: seed: expected a value, found ''"},
        {"[study]\nseed = ; none\n", "2: seed: expected a value, found ''"},
        {"[study]\nperiod = 2025-02-29/2025-03-01\n",
         "2: period: expected two days as 2025-07-01/2026-06-30, found '2025-02-29/2025-03-01'"},
        {"[study]\nperiod = 01/02/2025\n",
         "2: period: expected two days as 2025-07-01/2026-06-30, found '01/02/2025'"},
        {"[study]\nperiod = 2026-01-01/2025-01-01\n",
         "2: period: expected a first day that is not after the last, found "
         "'2026-01-01/2025-01-01'"},
        {"[study]\nbrand = A;;B\n", "2: brand: expected a value, found 'A;;B'"},
        {"[study]\ntitle = C:\\data\n",
         "2: title: expected \\\\ for a backslash, found 'C:\\data'"},
        {"[privacy]\nmin_patients = 0\n",
         "2: min_patients: expected a whole number, 1 or more, found '0'"},
        {"[privacy]\nsmall_cells = hide\n",
         "2: small_cells: expected default or mask or drop, found 'hide'"},
        {"[combined]\nadvice = -1\n", "2: advice: expected a number above 0, found '-1'"},
        {"[combined]\nadvice = 0,5\n", "2: advice: expected a number above 0, found '0,5'"},
        {"[lookalike]\nseeds = top:degree\n",
         "2: seeds: expected top:MEASURE:SHARE%, as top:strength:10%, found 'top:degree'"},
        {"[lookalike]\nseeds = top:degree:100%\n",
         "2: seeds: expected top:MEASURE:SHARE%, as top:strength:10%, found 'top:degree:100%'"},
        {"[ties]\nfile = t.csv\nwhere = advice\n",
         "3: where: expected column=value, several with ;, found 'advice'"},
        {"[ties]\nfile = t.csv\nseparator = :\n",
         "3: separator: expected comma, semicolon, tab or pipe, found ':'"},
        {"[ties]\nfile = t.csv\nheader = maybe\n", "3: header: expected yes or no, found 'maybe'"},
        {"[ties]\nfile = t.csv\ndates = month\n",
         "3: dates: expected day-first or month-first or excel-1900 or excel-1904, found 'month'"},
        {"[ties]\n", "1: [ties]: expected a line file = ..., found 'none'"},
        {"[pairs]\nfile = p.csv\nheader = no\nfrom = a\n",
         "1: [pairs]: expected no names of columns beside header = no, found 'a'"},
        {"[ties:My Layer]\n", "1: [ties:My Layer]: expected a layer of small letters, digits and _ "
                              "after the colon, found 'ties:My Layer'"},
        {"[physicians:old]\n",
         "1: [physicians:old]: expected no layer: name several files of this table in one group, "
         "with ; between, found 'physicians:old'"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        gboolean refused = refuses(cases[i][0], cases[i][1]);
        CU_ASSERT_TRUE(refused);
        if (!refused)
            g_printerr("expected: %s\n", cases[i][1]);
    }
}

static void lines_that_are_no_ini_are_refused(void) {
    CU_ASSERT_TRUE(refuses("[study]\ntitle\n",
                           "2: expected [group], key = value or # comment, found 'title'"));
    CU_ASSERT_TRUE(refuses("title = x\n", "1: expected a group such as [study] before the first "
                                          "key, found 'title = x'"));
    CU_ASSERT_TRUE(refuses("[study\n", "1: expected a group such as [study], found '[study'"));
    CU_ASSERT_TRUE(refuses("[study]\ntitle = caf\xE9\n",
                           "2: expected text in UTF-8, found 'title = caf\\xE9'"));
    CU_ASSERT_TRUE(refuses("[combined]\na[nl] = 1\n",
                           "2: expected [group], key = value or # comment, found 'a[nl] = 1'"));
}

static void a_nul_byte_is_refused_with_its_line(void) {
    g_autofree char *path = g_build_filename(hcp_test_folder(), "nul.ini", NULL);
    CU_ASSERT_TRUE(g_file_set_contents(path, "[study]\ntitle = a\0b\n", 20, NULL));
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_study_load(path, &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_INPUT, "nul.ini:2: expected text in UTF-8"));
}

static void a_missing_file_is_a_file_error(void) {
    GError *error = NULL;
    CU_ASSERT_PTR_NULL(hcp_study_load("no/such.ini", &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_FILE, "no/such.ini: No such file"));
}

static void a_study_needs_no_file(void) {
    GError *error = NULL;
    g_autoptr(HcpStudy) study = hcp_study_new();
    CU_ASSERT_TRUE(hcp_study_add_file(study, "referrals", "a.csv", &error));
    CU_ASSERT_TRUE(hcp_study_add_file(study, "referrals", "b.csv", &error));
    CU_ASSERT_EQUAL(study->tables->len, 1);
    const HcpStudyTable *table = g_ptr_array_index(study->tables, 0);
    CU_ASSERT_EQUAL(g_strv_length(table->files), 2);
    CU_ASSERT_FALSE(hcp_study_add_file(study, "referal", "c.csv", &error));
    CU_ASSERT_TRUE(hcp_test_error_is(&error, HCP_ERROR_NOT_FOUND, "did you mean 'referrals'?"));
}

/* The value of a setting, "" where missing, NULL when there is no such row. */
static const char *value_of(const HcpTable *settings, const char *group, const char *key) {
    HcpColumn *groups = hcp_table_find_column(settings, "group");
    HcpColumn *keys = hcp_table_find_column(settings, "key");
    HcpColumn *values = hcp_table_find_column(settings, "value");
    for (int64_t i = 0; i < hcp_table_get_n_rows(settings); i++)
        if (strcmp(hcp_column_get_text(groups, i), group) == 0 &&
            strcmp(hcp_column_get_text(keys, i), key) == 0)
            return hcp_column_is_valid(values, i) ? hcp_column_get_text(values, i) : "";
    return NULL;
}

static void settings_show_what_is_set_and_what_is_not(void) {
    g_autoptr(HcpStudy) study = load(decisions, NULL);
    g_autoptr(HcpTable) set = study != NULL ? hcp_study_make_settings(study) : NULL;
    g_autoptr(HcpStudy) empty = hcp_study_new();
    g_autoptr(HcpTable) unset = hcp_study_make_settings(empty);
    if (set == NULL) {
        CU_FAIL("expected a study");
        return;
    }
    CU_ASSERT_STRING_EQUAL(value_of(set, "study", "period"), "2025-07-01/2026-06-30");
    CU_ASSERT_STRING_EQUAL(value_of(set, "study", "market"), "BRANDX;RIVAL;GENERIC");
    CU_ASSERT_STRING_EQUAL(value_of(set, "physicians", "id"), "hcp_id");
    CU_ASSERT_STRING_EQUAL(value_of(set, "physicians", "separator"), "semicolon");
    CU_ASSERT_STRING_EQUAL(value_of(set, "ties:advice", "where"), "type=advice;town=a=b");
    CU_ASSERT_STRING_EQUAL(value_of(set, "ties:advice", "dates"), "month-first");
    CU_ASSERT_STRING_EQUAL(value_of(set, "combined", "advice"), "0.5");
    CU_ASSERT_STRING_EQUAL(value_of(set, "privacy", "small_cells"), "drop");
    CU_ASSERT_STRING_EQUAL(value_of(unset, "study", "seed"), "1");
    CU_ASSERT_STRING_EQUAL(value_of(unset, "study", "brand"), "");
    CU_ASSERT_STRING_EQUAL(value_of(unset, "privacy", "min_patients"), "11");
    CU_ASSERT_STRING_EQUAL(value_of(unset, "combined", "LAYER"),
                           "every stated layer between physicians (referral, ties) with 1");
}

static void settings_show_no_patient_of_a_filter(void) {
    g_autoptr(HcpStudy) study = load("[visits]\nfile = v.csv\npatient = pseudonym\n"
                                     "where = pseudonym=K21C94E0;service=lab\n",
                                     NULL);
    g_autoptr(HcpTable) table = hcp_study_make_settings(study);
    CU_ASSERT_STRING_EQUAL(value_of(table, "visits", "where"), "pseudonym=<value>;service=lab");
}

/* What a fallback says must be what hcp_study_new sets. */
static void fallbacks_are_the_values_of_a_new_study(void) {
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    g_autoptr(HcpStudy) study = hcp_study_new();
    g_autoptr(HcpTable) table = hcp_study_make_settings(study);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(settings[i].group, "TABLE") == 0)
            continue;
        const char *value = value_of(table, settings[i].group, settings[i].key);
        const char *fallback = settings[i].fallback != NULL ? settings[i].fallback : "";
        CU_ASSERT_TRUE(value != NULL && strcmp(value, fallback) == 0);
    }
}

HCP_TEST_MAIN(HCP_TEST(a_study_file_sets_what_it_says),
              HCP_TEST(tables_come_in_the_order_of_the_file),
              HCP_TEST(column_lines_come_in_the_order_of_the_schema),
              HCP_TEST(unknown_names_are_refused_with_the_nearest),
              HCP_TEST(an_unknown_preset_is_refused),
              HCP_TEST(repeats_are_refused_with_the_first_line), HCP_TEST(wrong_values_are_refused),
              HCP_TEST(lines_that_are_no_ini_are_refused),
              HCP_TEST(a_nul_byte_is_refused_with_its_line),
              HCP_TEST(a_missing_file_is_a_file_error), HCP_TEST(a_study_needs_no_file),
              HCP_TEST(settings_show_what_is_set_and_what_is_not),
              HCP_TEST(settings_show_no_patient_of_a_filter),
              HCP_TEST(fallbacks_are_the_values_of_a_new_study))
