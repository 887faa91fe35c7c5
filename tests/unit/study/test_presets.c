/* Each preset on a tiny export made for it: what its traps would cost is not paid. */
#include "base/base_internal.h"
#include "support.h"

#include <string.h>

typedef struct {
    HcpStudy *study;
    HcpDataset *dataset;
    GError *error;
} Case;

static void clear_case(Case *test) {
    hcp_dataset_free(test->dataset);
    hcp_study_free(test->study);
    g_clear_error(&test->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, clear_case)

/* `study` names the file data.csv, whose content is `data`. */
static Case load(const char *study, const char *data) {
    Case test = {0};
    G_GNUC_UNUSED g_autofree char *file = hcp_test_file("data.csv", data);
    g_autofree char *path = hcp_test_file("study.ini", study);
    g_autoptr(HcpRun) run = hcp_run_new();
    test.study = hcp_study_load(path, &test.error);
    if (test.study != NULL)
        test.dataset = hcp_dataset_load(test.study, run, &test.error);
    if (test.error != NULL)
        g_printerr("error: %s\n", test.error->message);
    return test;
}

/* Rows of the table as text, cells with a comma, lines with a space between; missing cells are
 * empty. Owned by the caller. */
static char *print_table(const Case *test, const char *schema) {
    HcpTable *table = test->dataset != NULL ? hcp_dataset_find(test->dataset, schema) : NULL;
    GString *text = g_string_new(NULL);
    for (int64_t row = 0; table != NULL && row < hcp_table_get_n_rows(table); row++)
        for (gsize i = 0; i < hcp_table_get_n_columns(table); i++) {
            g_string_append(text, i > 0 ? "," : row > 0 ? " " : "");
            hcp_column_append_text(hcp_table_get_column(table, i), row, text);
        }
    return g_string_free(text, FALSE);
}

static gboolean table_is(const Case *test, const char *schema, const char *expected) {
    g_autofree char *found = print_table(test, schema);
    if (strcmp(found, expected) != 0)
        g_printerr("expected %s\nfound    %s\n", expected, found);
    return strcmp(found, expected) == 0;
}

/* read, used, rejected, filtered, collapsed of the last file. */
static gboolean tally_is(const Case *test, int64_t read, int64_t used, int64_t rejected,
                         int64_t filtered, int64_t collapsed) {
    if (test->dataset == NULL)
        return FALSE;
    gsize n = hcp_issues_get_n_tallies(test->dataset->issues);
    const HcpTally *tally = hcp_issues_get_tally(test->dataset->issues, n - 1);
    gboolean equal = tally->read == read && tally->used == used && tally->rejected == rejected &&
                     tally->filtered == filtered && tally->collapsed == collapsed;
    if (!equal)
        g_printerr("found read %d used %d rejected %d filtered %d collapsed %d\n", (int)tally->read,
                   (int)tally->used, (int)tally->rejected, (int)tally->filtered,
                   (int)tally->collapsed);
    return equal;
}

static void a_group_call_counts_each_attendee_once(void) {
    g_auto(Case) test = load(
        "[interactions]\nfile = data.csv\npreset = veeva-call\n",
        "Id,Account_vod__c,Call_Date_vod__c,Status_vod__c,Call_Channel_vod__c,Parent_Call_vod__c\n"
        "c1,P1,2026-03-01,Submitted_vod,Face_to_face_vod,\n"
        "c2,P1,2026-03-01,Submitted_vod,Face_to_face_vod,c1\n"
        "c3,P2,2026-03-01,Submitted_vod,Face_to_face_vod,c1\n"
        "c4,P1,2026-03-02,Planned_vod,Face_to_face_vod,\n"
        "c5,P1,2026-03-03,Submitted_vod,Phone_vod,\n");
    CU_ASSERT_TRUE(tally_is(&test, 5, 3, 0, 1, 1));
    CU_ASSERT_TRUE(table_is(&test, "interactions",
                            "P1,2026-03-01,Face_to_face_vod,out,Submitted_vod "
                            "P1,2026-03-03,Phone_vod,out,Submitted_vod "
                            "P2,2026-03-01,Face_to_face_vod,out,Submitted_vod"));
}

static void vault_spells_the_same_call(void) {
    g_auto(Case) test =
        load("[interactions]\nfile = data.csv\npreset = veeva-call\n",
             "id,account__v,call_date__v,call2_status__v,call_type__v,parent_call__v\n"
             "c1,P1,2026-03-01,submitted__v,detail,\nc2,P1,2026-03-01,submitted__v,detail,c1\n"
             "c3,P2,2026-03-02,saved__v,detail,\n");
    CU_ASSERT_TRUE(tally_is(&test, 3, 1, 0, 1, 1));
    CU_ASSERT_TRUE(table_is(&test, "interactions", "P1,2026-03-01,detail,out,submitted__v"));
}

static void a_bounced_email_is_no_contact(void) {
    g_auto(Case) test = load("[interactions]\nfile = data.csv\npreset = veeva-email\n",
                             "Account_vod__c,Email_Sent_Date_vod__c,Status_vod__c\n"
                             "P1,2026-03-01,Delivered_vod\nP1,2026-03-02,Bounced_vod\n"
                             "P2,2026-03-03,Sent_vod\nP2,2026-03-04,Failed_vod\n"
                             "P2,2026-03-05,Unsubscribed_vod\nP2,,Scheduled_vod\n");
    CU_ASSERT_TRUE(tally_is(&test, 6, 2, 0, 4, 0));
    CU_ASSERT_TRUE(table_is(&test, "interactions",
                            "P1,2026-03-01,email,out,Delivered_vod "
                            "P2,2026-03-03,email,out,Sent_vod"));
}

static void without_its_status_an_email_is_kept_with_a_notice(void) {
    g_auto(Case) test = load("[interactions]\nfile = data.csv\npreset = veeva-email\n",
                             "account__v,email_sent_date__v\nP1,2026-03-01\n");
    CU_ASSERT_TRUE(tally_is(&test, 1, 1, 0, 0, 0));
    CU_ASSERT_EQUAL(hcp_issues_get_n(test.dataset->issues), 1);
    CU_ASSERT_STRING_EQUAL(hcp_issues_get(test.dataset->issues, 0)->kind, "missing_filter");
}

static void a_mirrored_affiliation_counts_once(void) {
    G_GNUC_UNUSED g_autofree char *physicians = hcp_test_file("p.csv", "id\nP1\nP2\n");
    G_GNUC_UNUSED g_autofree char *organisations = hcp_test_file("o.csv", "id,kind\nH1,hospital\n");
    g_auto(Case) test =
        load("[physicians]\nfile = p.csv\n[organisations]\nfile = o.csv\n"
             "[affiliations]\nfile = data.csv\npreset = veeva-affiliation\n",
             "From_Account_vod__c,To_Account_vod__c,Role_vod__c,Child_affiliation_vod__c\n"
             "H1,P1,Chief,a2\nP1,H1,Chief,a1\nP2,H1,Staff,a4\nH1,P2,Staff,a3\n");
    CU_ASSERT_TRUE(tally_is(&test, 4, 2, 0, 0, 2));
    HcpTable *table = hcp_dataset_find(test.dataset, "affiliations");
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(table), 2);
}

static void a_mirrored_tie_has_no_direction(void) {
    g_auto(Case) test = load("[ties:influence]\nfile = data.csv\npreset = veeva-affiliation\n",
                             "from_account__v,to_account__v\nP2,P1\nP1,P2\nP1,P3\n");
    CU_ASSERT_TRUE(tally_is(&test, 3, 2, 0, 0, 1));
    const HcpStudyTable *group = test.study->tables->pdata[0];
    CU_ASSERT_TRUE(group->undirected);
}

static void persons_and_organisations_of_one_file_part(void) {
    static const char data[] = "Id,Name,IsPersonAccount,Specialty_1_vod__c,Account_Type_vod__c\n"
                               "P1,Ann,true,GP,\nH1,General,false,,hospital\n";
    g_auto(Case) test = load("[physicians]\nfile = data.csv\npreset = veeva-account\n"
                             "[organisations]\nfile = data.csv\npreset = veeva-account\n",
                             data);
    CU_ASSERT_EQUAL(test.dataset->n_physicians, 1);
    CU_ASSERT_EQUAL(test.dataset->n_organisations, 1);
    CU_ASSERT_STRING_EQUAL(
        hcp_column_get_text(hcp_table_find_column(test.dataset->nodes, "kind"), 1), "hospital");
}

static void rows_in_the_recycle_bin_are_left_out(void) {
    g_auto(Case) test = load("[physicians]\nfile = data.csv\npreset = veeva-account\n",
                             "ID,NAME,ISPERSONACCOUNT,ISDELETED\n"
                             "P1,Ann,true,false\nP2,Bob,true,true\nP3,Eve,1,\nP4,Max,1,1\n");
    CU_ASSERT_TRUE(tally_is(&test, 4, 2, 0, 2, 0));
    CU_ASSERT_EQUAL(hcp_issues_get_n(test.dataset->issues), 0);
}

static void an_opt_out_is_read_from_its_code(void) {
    g_auto(Case) test =
        load("[consents]\nfile = data.csv\npreset = veeva-consent\n",
             "Account_vod__c,Opt_Type_vod__c,Channel_Value_vod__c,Capture_Datetime_vod__c\n"
             "P1,Opt_In_vod,p1@example.org,2026-01-01T10:00:00Z\n"
             "P1,Opt_Out_vod,p1@example.org,2026-02-01T10:00:00Z\n"
             "P2,Opt_In_Pending_vod,p2@example.org,2026-02-01T10:00:00Z\n");
    CU_ASSERT_TRUE(table_is(&test, "consents",
                            "P1,email,opt_in,2026-01-01 P1,email,opt_out,2026-02-01 "
                            "P2,email,opt_out,2026-02-01"));
}

/* The checksums of 0018000000aBcDe and 0018000000XyZ12 were worked out by hand from the rule: no
 * capitals in the first two blocks; a B c D e = 01010b -> K; X y Z 1 2 = 00101b -> F. */
static void ids_of_15_and_18_characters_are_one(void) {
    G_GNUC_UNUSED g_autofree char *physicians =
        hcp_test_file("p.csv", "id\n0018000000aBcDeAAK\n0018000000XyZ12AAF\n");
    g_auto(Case) test = load("[physicians]\nfile = p.csv\n"
                             "[referrals]\nfile = data.csv\npreset = salesforce\n",
                             "Referred By ID,Account ID\n0018000000aBcDe,0018000000XyZ12\n"
                             "0018000000aBcDeAAK,0018000000XyZ12AAF\n");
    CU_ASSERT_TRUE(table_is(&test, "referrals",
                            "0018000000aBcDeAAK,0018000000XyZ12AAF "
                            "0018000000aBcDeAAK,0018000000XyZ12AAF"));
}

static void a_master_with_short_ids_is_widened_as_well(void) {
    G_GNUC_UNUSED g_autofree char *physicians = hcp_test_file("p.csv", "id\n0018000000aBcDe\n");
    g_auto(Case) test = load("[physicians]\nfile = p.csv\n"
                             "[interactions]\nfile = data.csv\npreset = veeva-email\n",
                             "Account_vod__c,Email_Sent_Date_vod__c,Status_vod__c\n"
                             "0018000000aBcDeAAK,2026-03-01,Sent_vod\n");
    CU_ASSERT_TRUE(tally_is(&test, 1, 1, 0, 0, 0));
}

static void a_suppressed_count_is_no_zero(void) {
    g_auto(Case) test = load("[prescriptions]\nfile = data.csv\npreset = part-d\n",
                             "Prscrbr_NPI,Brnd_Name,Gnrc_Name,Tot_Clms,Tot_Benes\n"
                             "1003000126,BRANDX,Xine,38,\n1003000126,RIVAL,Yine,,\n");
    CU_ASSERT_TRUE(table_is(&test, "prescriptions", "1003000126,BRANDX,38 1003000126,RIVAL,5.5"));
}

/* Counts have blanks behind them, as in the files of 2015. */
static void pairs_of_cms_have_no_names(void) {
    g_auto(Case) test = load("[pairs]\nfile = data.csv\npreset = cms-pspp\n",
                             "1003000126,1003000134,120       ,40        ,3\n"
                             "1003000134,1003000126,60        ,20        ,3\n");
    CU_ASSERT_TRUE(
        table_is(&test, "pairs", "1003000126,1003000134,120,40,3 1003000134,1003000126,60,20,3"));
}

static void hop_teaming_is_a_table_of_pairs(void) {
    g_auto(Case) test = load("[pairs]\nfile = data.csv\npreset = docgraph-hop\n",
                             "from_npi,to_npi,patient_count,transaction_count,average_day_wait,"
                             "std_day_wait\n1003000126,1003000134,40,120,11.5,3.25\n");
    CU_ASSERT_TRUE(table_is(&test, "pairs", "1003000126,1003000134,120,40"));
}

static void payments_have_the_month_first(void) {
    g_auto(Case) test = load(
        "[interactions]\nfile = data.csv\npreset = open-payments\n",
        "COVERED_RECIPIENT_NPI,Total_Amount_of_Payment_USDollars,Date_of_Payment,"
        "Nature_of_Payment_or_Transfer_of_Value\n1003000126,14.50,03/04/2026,Food and Beverage\n");
    CU_ASSERT_TRUE(table_is(&test, "interactions", "1003000126,2026-03-04,Food and Beverage,out"));
}

static void prescriptions_of_weeks_are_read(void) {
    g_auto(Case) test = load("[prescriptions]\nfile = data.csv\npreset = iqvia-rx\n",
                             "IMS_ID|Product|Week|TRx\n7654321|BRANDX|03/06/2026|12.5\n");
    CU_ASSERT_TRUE(table_is(&test, "prescriptions", "7654321,BRANDX,2026-03-06,12.5"));
}

static void a_hierarchy_says_where_one_works(void) {
    g_auto(Case) test = load("[affiliations]\nfile = data.csv\npreset = veeva-hierarchy\n",
                             "Parent_Account_vod__c,Child_Account_vod__c,Primary_vod__c\n"
                             "H1,P1,true\nH2,P1,false\n");
    CU_ASSERT_TRUE(
        table_is(&test, "affiliations", "P1,H1,workplace,primary P1,H2,workplace,other"));
}

static void ones_own_referrals_may_be_in_dutch(void) {
    g_auto(Case) test = load("[referrals]\nfile = data.csv\npreset = referrals\n",
                             "verwijzer;verwezen_naar;count\nA;B;12\n");
    CU_ASSERT_TRUE(table_is(&test, "referrals", "A,B,12"));
}

static void a_line_of_the_study_goes_before_the_preset(void) {
    g_auto(Case) test = load("[interactions]\nfile = data.csv\npreset = veeva-call\n"
                             "channel = My_Channel\nwhere = Status_vod__c=Planned_vod\n",
                             "Id,Account_vod__c,Call_Date_vod__c,Status_vod__c,My_Channel\n"
                             "c1,P1,2026-03-01,Submitted_vod,x\nc2,P1,2026-03-02,Planned_vod,y\n");
    CU_ASSERT_TRUE(table_is(&test, "interactions", "P1,2026-03-02,y,out,Planned_vod"));
}

static void a_line_of_the_study_may_be_in_the_other_spelling(void) {
    g_auto(Case) test = load("[interactions]\nfile = data.csv\npreset = veeva-email\n"
                             "topic = Subject_Line_vod__c\n",
                             "account__v,email_sent_date__v,sent_email_status__v,subject_line__v\n"
                             "P1,2026-03-01,delivered__v,hello\n");
    CU_ASSERT_TRUE(table_is(&test, "interactions", "P1,2026-03-01,email,out,hello,delivered__v"));
}

static void a_row_too_short_is_rejected_under_a_preset_too(void) {
    g_auto(Case) test = load("[interactions]\nfile = data.csv\npreset = veeva-email\n",
                             "Account_vod__c,Email_Sent_Date_vod__c,Status_vod__c\n"
                             "P1,2026-03-01,Sent_vod\nP2\nP1,2026-03-01,Sent_vod,a,b\n");
    CU_ASSERT_TRUE(tally_is(&test, 3, 1, 2, 0, 0));
}

static void every_preset_maps_fields_of_its_table(void) {
    gsize n;
    const HcpPreset *presets = hcp_preset_list(&n);
    for (gsize i = 0; i < n; i++) {
        const HcpSchema *schema = hcp_schema_find(presets[i].schema);
        CU_ASSERT_PTR_NOT_NULL(schema);
        const char *const texts[] = {presets[i].rules.mapping, presets[i].rules.constants};
        for (gsize k = 0; k < G_N_ELEMENTS(texts); k++) {
            g_auto(GStrv) items = g_strsplit(texts[k] != NULL ? texts[k] : "", ";", -1);
            for (char **item = items; *item != NULL; item++) {
                g_auto(GStrv) sides = g_strsplit(*item, "=", 2);
                CU_ASSERT_TRUE(sides[1] != NULL && hcp_schema_find_field(schema, sides[0]) != NULL);
            }
        }
    }
}

/* docs/presets.md has a row for each preset, in the order and with the words of the list. */
static void the_page_lists_every_preset(void) {
    g_autofree char *path = hcp_test_graph("../docs/presets.md");
    g_autofree char *text = NULL;
    CU_ASSERT_TRUE(g_file_get_contents(path, &text, NULL, NULL));
    gsize n;
    const HcpPreset *presets = hcp_preset_list(&n);
    g_autoptr(GString) rows = g_string_new(NULL);
    for (gsize i = 0; i < n; i++)
        g_string_append_printf(rows, "| %s | %s | %s | %s |\n", presets[i].name, presets[i].schema,
                               presets[i].source, presets[i].note);
    gboolean listed = text != NULL && strstr(text, rows->str) != NULL;
    CU_ASSERT_TRUE(listed);
    if (!listed)
        g_printerr("The table of docs/presets.md must read:\n%s", rows->str);
}

HCP_TEST_MAIN(
    HCP_TEST(a_group_call_counts_each_attendee_once), HCP_TEST(vault_spells_the_same_call),
    HCP_TEST(a_bounced_email_is_no_contact),
    HCP_TEST(without_its_status_an_email_is_kept_with_a_notice),
    HCP_TEST(a_mirrored_affiliation_counts_once), HCP_TEST(a_mirrored_tie_has_no_direction),
    HCP_TEST(persons_and_organisations_of_one_file_part),
    HCP_TEST(rows_in_the_recycle_bin_are_left_out), HCP_TEST(an_opt_out_is_read_from_its_code),
    HCP_TEST(ids_of_15_and_18_characters_are_one),
    HCP_TEST(a_master_with_short_ids_is_widened_as_well), HCP_TEST(a_suppressed_count_is_no_zero),
    HCP_TEST(pairs_of_cms_have_no_names), HCP_TEST(hop_teaming_is_a_table_of_pairs),
    HCP_TEST(payments_have_the_month_first), HCP_TEST(prescriptions_of_weeks_are_read),
    HCP_TEST(a_hierarchy_says_where_one_works), HCP_TEST(ones_own_referrals_may_be_in_dutch),
    HCP_TEST(a_line_of_the_study_goes_before_the_preset),
    HCP_TEST(a_line_of_the_study_may_be_in_the_other_spelling),
    HCP_TEST(a_row_too_short_is_rejected_under_a_preset_too),
    HCP_TEST(every_preset_maps_fields_of_its_table), HCP_TEST(the_page_lists_every_preset))
