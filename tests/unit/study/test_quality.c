/* The report on data quality: joins, coverage, shares, fences, repeats, notes. */
#include "support.h"

#include "study/quality_internal.h"
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct {
    const char *name, *content;
} File;

typedef struct {
    HcpStudy *study;
    HcpDataset *dataset;
    HcpQuality *quality;
} Checked;

/* Writes the files, the first of which is the study. */
static Checked check(gsize n, const File *files) {
    for (gsize i = 0; i < n; i++)
        g_free(hcp_test_file(files[i].name, files[i].content));
    g_autofree char *path = g_build_filename(hcp_test_folder(), files[0].name, NULL);
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(GError) error = NULL;
    Checked checked = {.study = hcp_study_load(path, &error)};
    if (checked.study != NULL)
        checked.dataset = hcp_dataset_load(checked.study, run, &error);
    if (checked.dataset != NULL)
        checked.quality = hcp_quality_new(checked.dataset, run, &error);
    if (error != NULL)
        g_printerr("check: %s\n", error->message);
    return checked;
}

static void clear_checked(Checked *checked) {
    hcp_quality_free(checked->quality);
    hcp_dataset_free(checked->dataset);
    hcp_study_free(checked->study);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Checked, clear_checked)

#define CHECK(...) check(G_N_ELEMENTS(((File[]){__VA_ARGS__})), (File[]){__VA_ARGS__})

/* A row of a table as text, cells with a bar between. Owned by the caller. */
static char *row_of(const Checked *checked, const char *name, int64_t row) {
    const HcpTable *table =
        checked->quality != NULL ? hcp_quality_find(checked->quality, name) : NULL;
    GString *text = g_string_new(NULL);
    if (table == NULL || row >= hcp_table_get_n_rows(table))
        return g_string_free(g_string_append(text, "(none)"), FALSE);
    for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
        if (i > 0)
            g_string_append_c(text, '|');
        hcp_column_append_text(hcp_table_get_column(table, i), row, text);
    }
    return g_string_free(text, FALSE);
}

static void expect_row(const Checked *checked, const char *name, int64_t row,
                       const char *expected) {
    g_autofree char *found = row_of(checked, name, row);
    if (strcmp(found, expected) != 0)
        g_printerr("%s[%d]: '%s', expected '%s'\n", name, (int)row, found, expected);
    CU_ASSERT_STRING_EQUAL(found, expected);
}

/* ---- joins ---- */

#define STUDY                                                                                      \
    { "study.ini", "[physicians]\nfile = p.csv\n[referrals]\nfile = r.csv\n" }

/* One unknown id, and the master id that it is: the best join finds it. */
static void expect_join(const char *master, const char *id, const char *join, const char *words) {
    g_autofree char *masters = g_strdup_printf("id\nOTHER\n%s\n", master);
    g_autofree char *rows = g_strdup_printf("from,to\nOTHER,%s\nOTHER,Z\nOTHER,%s\n", id, master);
    g_auto(Checked) checked = CHECK(STUDY, {"p.csv", masters}, {"r.csv", rows});
    g_autofree char *expected =
        g_strdup_printf("referrals|to|%s|1|1|%s|%s|1 of 2 unknown ids in referrals.to is in "
                        "physicians.id %s",
                        join, id, master, words);
    expect_row(&checked, "joins", 0, expected);
}

static void each_join_finds_what_it_is_for(void) {
    expect_join("00001234", "1234", "leading_zeros", "with leading zeros added to 8 digits");
    expect_join("1234", "001234", "leading_zeros", "with leading zeros taken off");
    expect_join("HCP-007", "HCP-7", "leading_zeros", "with leading zeros added to 7 characters");
    expect_join("AbC", "aBC", "case", "whatever the case of letters");
    expect_join("001D000000IRFmaIAH", "001D000000IRFma", "salesforce",
                "as Salesforce ids of 18 characters");
    expect_join("001D000000IRFma", "001D000000IRFmaIAH", "salesforce",
                "as Salesforce ids of 15 characters");
    expect_join("A1B2",
                "A1\xc2\xa0"
                "B2",
                "blanks", "without blanks, no-break ones among them");
    expect_join("12345678901", "1-23456-78-901", "punctuation", "without signs such as . and -");
    expect_join("1003000126", "1003000126.0", "decimals", "without decimals such as .0");
    expect_join("1003000126", "NPI1003000126", "prefix", "with 'NPI' taken off the front");
    expect_join("HCP-42", "42", "prefix", "with 'HCP-' put in front");
}

static void an_id_that_could_be_two_is_not_found(void) {
    g_auto(Checked) checked =
        CHECK(STUDY, {"p.csv", "id\n007\n07\nA\n"}, {"r.csv", "from,to\nA,7\nA,07\n"});
    expect_row(&checked, "unknown_ids", 0, "referrals|to|1|1|false|0|'7'");
    expect_row(&checked, "joins", 0, "(none)");
}

static void another_prefix_on_each_side_is_no_join(void) {
    g_auto(Checked) checked =
        CHECK(STUDY, {"p.csv", "id\nP1\nP2\n"}, {"r.csv", "from,to\nP1,Q2\nP1,P2\n"});
    expect_row(&checked, "unknown_ids", 0, "referrals|to|1|1|false|0|'Q2'");
    expect_row(&checked, "joins", 0, "(none)");
}

static void the_join_that_finds_most_comes_first(void) {
    g_auto(Checked) checked =
        CHECK(STUDY, {"p.csv", "id\n0001\n0002\n0003\nab\n"},
              {"r.csv", "from,to\n0001,2\n0001,3\n0002,3\n0001,AB\n0001,X\n0001,0002\n"});
    expect_row(&checked, "unknown_ids", 0, "referrals|to|5|4|false|2|'3', '2', 'AB', ...");
    expect_row(&checked, "joins", 0,
               "referrals|to|leading_zeros|2|3|2|0002|2 of 4 unknown ids in referrals.to are in "
               "physicians.id with leading zeros added to 4 digits");
    expect_row(&checked, "joins", 1,
               "referrals|to|case|1|1|AB|ab|1 of 4 unknown ids in referrals.to is in "
               "physicians.id whatever the case of letters");
    expect_row(&checked, "joins", 2, "(none)");
}

/* ---- check digits ---- */

/* Ids with right check digits by another way to compute them: digits are tried. */
static char *make_ids(const char *format, int n, gboolean is_npi) {
    GString *ids = g_string_new("id\n");
    for (int i = 0; i < n; i++) {
        int number = (is_npi ? 100300012 : 190069) + i;
        if (!is_npi) {
            g_string_append_printf(ids, format, number, 97 - number % 97);
            continue;
        }
        /* ISO/IEC 7812-1: the number with 80840 before it, doubled from the right. */
        g_autofree char *digits = g_strdup_printf("80840%09d", number);
        int sum = 0;
        for (int k = 0; k < 14; k++) {
            int digit = digits[13 - k] - '0';
            sum += k % 2 == 1 ? digit : 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
        }
        g_string_append_printf(ids, format, number, (10 - sum % 10) % 10);
    }
    return g_string_free(ids, FALSE);
}

/* 1234567893 is the example of CMS; 1003000126 stands in Medicare Part D. */
static void wrong_check_digits_are_named_where_others_are_right(void) {
    g_autofree char *good = make_ids("%09d%d\n", 30, TRUE);
    g_autofree char *ids = g_strconcat(good, "1234567893\n1234567891\n1003000125\n", NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(good, "1003000126\n"));
    g_auto(Checked) checked =
        CHECK(STUDY, {"p.csv", ids}, {"r.csv", "from,to\n1003000126,1003000127\n1234567893,7\n"});
    expect_row(&checked, "check_digits", 0, "physicians|id|NPI|33|2|'1003000125', '1234567891'");
    expect_row(&checked, "check_digits", 1, "referrals|to|NPI|1|1|'1003000127'");
    expect_row(&checked, "check_digits", 2, "(none)");
}

/* 1-90069-51-001: modulus 97. 100002: modulus 97 gives 05, modulus 89 gives 34. */
static void numbers_of_riziv_have_two_moduli(void) {
    g_autofree char *good = make_ids("%06d%02d001\n", 25, FALSE);
    g_autofree char *ids =
        g_strconcat(good, "1-00002-05-003\n1-00002-34-003\n1-00002-36-003\n", NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(good, "19006951001\n"));
    g_auto(Checked) checked = CHECK(STUDY, {"p.csv", ids},
                                    {"r.csv", "from,to\n19006951001,x\n"
                                              "19006951001,1-00002-05-003\n"});
    expect_row(&checked, "check_digits", 0, "physicians|id|RIZIV/INAMI|28|1|'1-00002-36-003'");
    expect_row(&checked, "check_digits", 1, "(none)");
}

static void other_ids_of_ten_digits_have_no_check_digit(void) {
    GString *ids = g_string_new("id\n");
    for (int i = 0; i < 60; i++)
        g_string_append_printf(ids, "%d\n", 1000000000 + 7 * i);
    g_autofree char *text = g_string_free(ids, FALSE);
    g_auto(Checked) checked =
        CHECK(STUDY, {"p.csv", text}, {"r.csv", "from,to\n1000000000,1000000007\n"});
    expect_row(&checked, "check_digits", 0, "(none)");
}

/* ---- rows ---- */

static void files_say_how_they_were_read(void) {
    g_auto(Checked) checked =
        CHECK(STUDY, {"p.csv", "id;name\nA;\xe9\nB;x\n"}, {"r.csv", "from\tto\nA\tB\n"});
    expect_row(&checked, "files", 0, "physicians|p.csv|2|2|0|0|0");
    expect_row(&checked, "formats", 0, "physicians|p.csv|semicolon|windows-1252");
    expect_row(&checked, "formats", 1, "referrals|r.csv|tab|utf-8");
}

static void separators_are_called_as_a_study_states_them(void) {
    static const char *const cases[][2] = {
        {",", "comma"}, {";", "semicolon"}, {"\t", "tab"}, {"|", "pipe"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *study =
            g_strdup_printf("[physicians]\nfile = p.csv\nseparator = %s\n", cases[i][1]);
        g_autofree char *table = g_strdup_printf("id%sname\nA%sx\n", cases[i][0], cases[i][0]);
        g_autofree char *expected = g_strdup_printf("physicians|p.csv|%s|utf-8", cases[i][1]);
        g_auto(Checked) checked = CHECK({"study.ini", study}, {"p.csv", table});
        expect_row(&checked, "formats", 0, expected);
    }
}

static void repeats_and_self_referrals_are_told_apart(void) {
    g_auto(Checked) checked =
        CHECK(STUDY, {"p.csv", "id,name\nA,x\nA,x\nA,y\nB,z\n"}, {"r.csv", "from,to\nA,A\nA,B\n"});
    expect_row(&checked, "repeats", 0, "physicians|4|1|1|");
    expect_row(&checked, "repeats", 1, "referrals|2|0|0|1");
    CU_ASSERT_EQUAL(checked.quality->read, 6);
    CU_ASSERT_EQUAL(checked.quality->used, 3);
    CU_ASSERT_EQUAL(checked.quality->rejected, 2);
    CU_ASSERT_EQUAL(checked.quality->collapsed, 1);
}

static void proxies_and_presets_are_noted(void) {
    g_auto(Checked) checked =
        CHECK({"study.ini", "[pairs]\nfile = c.csv\npreset = cms-pspp\n"
                            "[prescriptions]\nfile = d.csv\npreset = part-d\n"},
              {"c.csv", "1,2,9,20,1\n"},
              {"d.csv", "Prscrbr_NPI,Brnd_Name,Tot_Clms\n1,X,12\n1,Y,\n2,X,\n"});
    g_autofree char *pairs = row_of(&checked, "notes", 0);
    g_autofree char *drugs = row_of(&checked, "notes", 1);
    CU_ASSERT(g_str_has_prefix(pairs, "pairs|cms-pspp|true|a proxy: patients whom two"));
    CU_ASSERT(g_str_has_prefix(drugs, "prescriptions|part-d|false|"));
    CU_ASSERT(g_str_has_suffix(drugs, "; units is 5.5 in 2 rows"));
}

/* ---- months and shares ---- */

static void months_without_rows_are_flagged(void) {
    g_auto(Checked) checked =
        CHECK({"study.ini", "[study]\nperiod = 2026-01-01/2026-04-30\n[referrals]\nfile = r.csv\n"},
              {"r.csv", "from,to,date\nA,B,2026-01-05\nB,A,2026-01-31\nA,B,2026-03-01\nA,C,\n"});
    expect_row(&checked, "coverage", 0,
               "referrals|4|1|2026-01-05|2026-03-01|4|2|0|\u2588\u00b7\u2584\u00b7 by month; "
               "no rows in 2026-02, 2026-04");
    expect_row(&checked, "months", 0, "referrals|2026-01|2|false");
    expect_row(&checked, "months", 1, "referrals|2026-02|0|true");
    expect_row(&checked, "months", 3, "referrals|2026-04|0|true");
    expect_row(&checked, "months", 4, "(none)");
}

/* 30 rows of one spring, and one of a century later: its months are not all empty. */
static void a_date_far_out_does_not_stretch_the_months(void) {
    g_autoptr(GString) rows = g_string_new("from,to,date\nA,B,2126-01-01\n");
    for (int day = 1; day <= 30; day++)
        g_string_append_printf(rows, "A,B,2026-0%d-%02d\n", 3 + day % 2, day);
    g_auto(Checked) checked =
        CHECK({"study.ini", "[referrals]\nfile = r.csv\n"}, {"r.csv", rows->str});
    expect_row(&checked, "coverage", 0,
               "referrals|31|0|2026-03-02|2126-01-01|2|0|1|\u2588\u2588 by month");
}

static void a_survey_of_one_day_has_no_empty_months(void) {
    g_auto(Checked) checked =
        CHECK({"study.ini", "[study]\nperiod = 2026-01-01/2026-12-31\n[ties]\nfile = t.csv\n"},
              {"t.csv", "from,to,date\nA,B,2026-05-05\nB,A,2026-05-05\n"});
    expect_row(&checked, "coverage", 0, "ties|2|0|2026-05-05|2026-05-05|12|0|0|all on one day");
    expect_row(&checked, "months", 0, "ties|2026-01|0|false");
}

static void shares_are_of_the_master_table(void) {
    g_auto(Checked) checked = CHECK(STUDY, {"p.csv", "id\nA\nB\nC\nD\nE\nF\n"},
                                    {"r.csv", "from,to\nA,B\nA,C\nB,C\nA,D\n"});
    expect_row(&checked, "shares", 0, "physicians|refer patients|referrals|from|2|6|33.3");
    expect_row(&checked, "shares", 1, "physicians|get referrals|referrals|to|3|6|50");
    expect_row(&checked, "shares", 2, "physicians|have any row|||4|6|66.7");
    expect_row(&checked, "shares", 3, "(none)");
}

/* ---- fences ---- */

/* numpy 1.24: quantile([1..20], q, method="inverted_cdf") is 5, 10, 15; the fence by hand:
 * 16 (16 / 6)^3 - 1. */
static void the_fence_stands_on_the_scale_of_logarithms(void) {
    double value[20];
    HcpFence fence;
    for (int i = 0; i < 20; i++)
        value[i] = (i * 7) % 20 + 1;
    CU_ASSERT_TRUE(hcp__fence_find(&fence, value, 20));
    CU_ASSERT_EQUAL(fence.q1, 5);
    CU_ASSERT_EQUAL(fence.median, 10);
    CU_ASSERT_EQUAL(fence.q3, 15);
    CU_ASSERT_DOUBLE_EQUAL(fence.high, 16 * pow(16.0 / 6, 3) - 1, 1e-9);
    CU_ASSERT(fence.low < 0 && isinf(fence.low));
}

static void a_spread_below_two_is_taken_for_two(void) {
    double value[30];
    HcpFence fence;
    for (int i = 0; i < 30; i++)
        value[i] = 1;
    CU_ASSERT_TRUE(hcp__fence_find(&fence, value, 30));
    CU_ASSERT_DOUBLE_EQUAL(fence.high, 8 * 2 - 1, 1e-9);
}

static void signed_values_have_two_fences(void) {
    double value[20];
    HcpFence fence;
    for (int i = 0; i < 20; i++)
        value[i] = i - 9;
    CU_ASSERT_TRUE(hcp__fence_find(&fence, value, 20));
    CU_ASSERT_EQUAL(fence.low, -5 - 3 * 10);
    CU_ASSERT_EQUAL(fence.high, 5 + 3 * 10);
}

static void few_values_have_no_fence(void) {
    double value[19] = {0};
    HcpFence fence;
    CU_ASSERT_FALSE(hcp__fence_find(&fence, value, 19));
}

/* 24 rows of 1 unit, one of 900 by physician B; and B has one row, A 24: too few physicians. */
static void the_largest_values_name_their_physician(void) {
    g_autoptr(GString) rows = g_string_new("physician,product,units\nB,X,900\n");
    for (int i = 0; i < 24; i++)
        g_string_append(rows, "A,X,1\n");
    g_auto(Checked) checked =
        CHECK({"study.ini", "[prescriptions]\nfile = d.csv\n"}, {"d.csv", rows->str});
    expect_row(&checked, "outliers", 0, "prescriptions|units|value of a row|25|1|15|1");
    expect_row(&checked, "outliers", 1, "(none)");
    expect_row(&checked, "outlier_values", 0, "prescriptions|units|value of a row|B|900");
    expect_row(&checked, "outlier_values", 1, "(none)");
}

/* 30 physicians with a row each, and one with 40; 30 patients with a row each, one with 40. */
static void rows_of_a_physician_and_of_a_patient_are_looked_at(void) {
    g_autoptr(GString) rows = g_string_new("patient,physician,date\n");
    for (int i = 0; i < 30; i++)
        g_string_append_printf(rows, "secret%d,P%02d,2026-01-01\n", i, i);
    for (int i = 0; i < 40; i++)
        g_string_append_printf(rows, "dummy,Q,2026-%02d-%02d\n", i / 28 + 1, i % 28 + 1);
    g_auto(Checked) checked =
        CHECK({"study.ini", "[visits]\nfile = v.csv\n"}, {"v.csv", rows->str});
    expect_row(&checked, "outliers", 0, "visits|physician|rows of a physician|31|1|15|1");
    expect_row(&checked, "outlier_values", 0, "visits|physician|rows of a physician|Q|40");
    expect_row(&checked, "patients_with_many_rows", 0, "visits|1|15|1|40");
    for (gsize i = 0; i < hcp_quality_get_n_parts(checked.quality); i++) {
        const char *name = hcp_quality_get_part(checked.quality, i)->name;
        for (int64_t row = 0; row < hcp_table_get_n_rows(hcp_quality_find(checked.quality, name));
             row++) {
            g_autofree char *text = row_of(&checked, name, row);
            CU_ASSERT_PTR_NULL(strstr(text, "secret"));
            CU_ASSERT_PTR_NULL(strstr(text, "dummy"));
        }
    }
}

HCP_TEST_MAIN(
    HCP_TEST(each_join_finds_what_it_is_for), HCP_TEST(an_id_that_could_be_two_is_not_found),
    HCP_TEST(another_prefix_on_each_side_is_no_join),
    HCP_TEST(the_join_that_finds_most_comes_first),
    HCP_TEST(wrong_check_digits_are_named_where_others_are_right),
    HCP_TEST(numbers_of_riziv_have_two_moduli),
    HCP_TEST(other_ids_of_ten_digits_have_no_check_digit), HCP_TEST(files_say_how_they_were_read),
    HCP_TEST(separators_are_called_as_a_study_states_them),
    HCP_TEST(repeats_and_self_referrals_are_told_apart), HCP_TEST(proxies_and_presets_are_noted),
    HCP_TEST(months_without_rows_are_flagged), HCP_TEST(a_date_far_out_does_not_stretch_the_months),
    HCP_TEST(a_survey_of_one_day_has_no_empty_months), HCP_TEST(shares_are_of_the_master_table),
    HCP_TEST(the_fence_stands_on_the_scale_of_logarithms),
    HCP_TEST(a_spread_below_two_is_taken_for_two), HCP_TEST(signed_values_have_two_fences),
    HCP_TEST(few_values_have_no_fence), HCP_TEST(the_largest_values_name_their_physician),
    HCP_TEST(rows_of_a_physician_and_of_a_patient_are_looked_at))
