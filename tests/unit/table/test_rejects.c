/* One bad row each: its kind, its message, its reject; and that patients are masked everywhere. */
#include "reader_fixture.h"
#include "table/row_mask.h"

/* Reads header and row, closed over the physicians P1 and P2, and looks at the only issue. */
static void check_fault(const char *schema, const char *content, const char *kind,
                        const char *message) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    hcp__pool_add(pool, "P1", -1);
    hcp__pool_add(pool, "P2", -1);
    ReaderCase test = reader_case(schema);
    test.spec.encoding = HCP_ENCODING_UTF8;
    test.spec.physicians = (HcpIdDomain){pool, FALSE};
    test.spec.first_day = hcp__days_from_civil(2026, 1, 1);
    test.spec.last_day = hcp__days_from_civil(2026, 12, 31);
    reader_case_read(&test, content, -1);
    CU_ASSERT_EQUAL(reader_case_rows(&test), 0);
    CU_ASSERT(reader_case_tally_is(&test, 1, 0, 1, 0, 0));
    CU_ASSERT_EQUAL(hcp_issues_get_n(test.issues), 1);
    CU_ASSERT(reader_case_issue_is(&test, kind, 1, message));
    CU_ASSERT_EQUAL(hcp__pool_size(pool), 2);
    reader_case_clear(&test);
}

static void each_fault_has_its_kind_and_its_message(void) {
    check_fault("referrals", "from,to,patients\nP1,P2,x\n", "wrong_type",
                "data.csv:2: patients: expected a count, found 'x'");
    check_fault("referrals", "from,to\nP1,P9\n", "unknown_id",
                "data.csv:2: to: expected the id of a physician, found 'P9'");
    check_fault("referrals", "from,to\nP1, P1 \n", "self_referral",
                "data.csv:2: to: expected another physician, found 'P1' again");
    check_fault("referrals", "from,to\nP1,\n", "missing_value",
                "data.csv:2: to: expected the id of a physician, found nothing");
    check_fault("referrals", "from,to,date\nP1,P2,2025-12-31\n", "outside_period",
                "data.csv:2: date: expected a day 2026-01-01 or later, found 2025-12-31");
    check_fault("referrals", "from,to,date\nP1,P2,2027-01-01\n", "outside_period",
                "data.csv:2: date: expected a day 2026-12-31 or earlier, found 2027-01-01");
    check_fault("referrals", "from,to,date\nP1,P2,2026-02-30\n", "wrong_type",
                "data.csv:2: date: expected a date such as 2026-03-01, found '2026-02-30'");
    check_fault("physicians", "id,latitude\nP1,91\n", "out_of_range",
                "data.csv:2: latitude: expected a number from -90 to 90, found '91'");
    check_fault("physicians", "id;latitude\nP1;50,5,5\n", "wrong_type",
                "data.csv:2: latitude: expected a number such as 1,5, found '50,5,5'");
    check_fault("physicians", "id,active\nP1,maybe\n", "wrong_type",
                "data.csv:2: active: expected yes or no, found 'maybe'");
    check_fault("referrals", "from,to\nP1,P2,x\n", "ragged",
                "data.csv:2: expected 2 fields, found 3");
    check_fault("referrals", "from,to\nP1,\"P2\"x\n", "bad_quote",
                "data.csv:2: expected a row of text, found a quote that does not close, or not at "
                "the end of its field");
    check_fault("referrals", "from,to\nP1,\xFF\n", "invalid_utf8",
                "data.csv:2: expected a row of text, found bytes that are no UTF-8");
}

static void line_numbers_are_those_of_the_file(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test,
                     "from,to,indication,patients\n\nA,B,\"two\nlines\",1\nC,D,x,y\nE,F,x,z\n", -1);
    CU_ASSERT(reader_case_issue_is(&test, "wrong_type", 2,
                                   "data.csv:5: patients: expected a count, found 'y'"));
    CU_ASSERT(reader_case_reject_is(&test, "line", 1, "6"));
    CU_ASSERT(reader_case_reject_is(&test, "column", 1, "patients"));
    CU_ASSERT(reader_case_reject_is(&test, "reason", 1, "expected a count, found 'z'"));
    CU_ASSERT(reader_case_reject_is(&test, "row", 1, "E,F,x,z"));
    CU_ASSERT(reader_case_reject_is(&test, "file", 0, "data.csv"));
    reader_case_clear(&test);
}

/* SECRET stands in the patient's cell, or where a broken row may hold it. */
static void patients_are_masked_in_messages_and_rejects(void) {
    static const char *const rows[][2] = {
        {"SECRET,P1,never", "<patient>,P1,<value>"},
        {"SECRET,P1,30/02/2026", "<patient>,P1,30/02/2026"},
        {"x,P1,SECRET", "<patient>,P1,<value>"},
        {"x,P1,85.01.01-123.45", "<patient>,P1,<value>"},
        {"2026-01-01,SECRET,P1", "<patient>,<patient>,<patient>"},
        {"SECRET,P1", "<patient>,<patient>"},
        {"SECRET,P1,2026-01-01,x", "<patient>,<patient>,<patient>,<patient>"},
        {"SECRET,\"P1\"x,2026-01-01", "<patient>"},
        {"SECRET,\xFF,2026-01-01", "<patient>"},
        {"\"SECRET\",,2026-01-01", "<patient>,,2026-01-01"}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ReaderCase test = reader_case("visits");
        test.spec.encoding = HCP_ENCODING_UTF8;
        g_autofree char *content = g_strconcat("patient,physician,date\n", rows[i][0], "\n", NULL);
        reader_case_read(&test, content, -1);
        CU_ASSERT(reader_case_tally_is(&test, 1, 0, 1, 0, 0));
        CU_ASSERT(reader_case_reject_is(&test, "row", 0, rows[i][1]));
        CU_ASSERT_PTR_NULL(strstr(hcp_issues_get(test.issues, 0)->example, "SECRET"));
        reader_case_clear(&test);
    }
}

/* The quotes of two rows pair up, so that the second row stands in a cell of the first. */
static void a_cell_that_swallowed_another_row_is_masked(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    ReaderCase test = reader_case("visits");
    test.spec.physicians = (HcpIdDomain){pool, FALSE};
    reader_case_read(&test, "patient,physician,date\nA,\"P1,2026\nSECRET,P2\",2026-01-01\n", -1);
    CU_ASSERT(reader_case_reject_is(&test, "row", 0, "<patient>,<patient>,2026-01-01"));
    CU_ASSERT(reader_case_issue_is(
        &test, "unknown_id", 1,
        "data.csv:2: physician: expected the id of a physician, found '<patient>'"));
    reader_case_clear(&test);
}

/* In what comes of the rows, with physicians P1 and P2, SECRET stands nowhere. */
static void check_secret(const char *schema, const char *const *mapping, const char *content,
                         const char *reject) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    hcp__pool_add(pool, "P1", -1);
    hcp__pool_add(pool, "P2", -1);
    ReaderCase test = reader_case(schema);
    test.spec.physicians = (HcpIdDomain){pool, FALSE};
    test.spec.mapping = mapping;
    reader_case_read(&test, content, -1);
    CU_ASSERT(reader_case_reject_is(&test, "row", 0, reject));
    CU_ASSERT_PTR_NULL(strstr(hcp_issues_get(test.issues, 0)->example, "SECRET"));
    for (gsize i = 0; i < hcp__issues_get_n_unknown(test.issues); i++) {
        const HcpUnknownIds *unknown = hcp__issues_get_unknown(test.issues, i);
        CU_ASSERT(hcp__pool_find(unknown->ids, "SECRET", -1) < 0);
    }
    reader_case_clear(&test);
}

static void a_patient_in_the_place_of_a_physician_is_masked(void) {
    static const char *const by_mistake[] = {"to", "patient_id", NULL};
    /* A physician stands where the patient should. */
    check_secret("visits", NULL, "patient,physician,date\nP1,SECRET,2026-01-01\n",
                 "<patient>,<patient>,<patient>");
    /* Two patients of whom one was read before. */
    check_secret("visits", NULL,
                 "patient,physician,date\nSECRET,P1,2026-01-01\nx,SECRET,2026-01-01\n",
                 "<patient>,<patient>,2026-01-01");
    check_secret("referrals", by_mistake, "from,patient_id,date\nP1,SECRET,2026-01-01\n",
                 "P1,<patient>,2026-01-01");
    /* A table without a field for patients. */
    check_secret("physicians", NULL, "id,INSZ,latitude\nP1,SECRET,north\n", "P1,<patient>,<value>");
    check_secret("physicians", NULL, "id,INSZ\nP1,SECRET\nP1,SECRET2\n", "P1,<patient>");
    /* An unknown id is what the user must see. */
    check_secret("visits", NULL, "patient,physician,date\nSECRET,P9,2026-01-01\n",
                 "<patient>,P9,2026-01-01");
}

static void names_of_columns_tell_of_patients(void) {
    static const char *const yes[] = {
        "patient",        "Patient ID",   "PatientID",      "BENE_ID",
        "patient_age",    "insz",         "NISS nr",        "mbi",
        "pat_key",        "Personnummer", "PatientNumber2", "patientennummer",
        "hashed_patient", "member_id",    "ClientNr",       "verzekerde nr"};
    static const char *const no[] = {
        "patients",      "patient_count", "bene_cnt", "panel_patient", "patientele",
        "npi",           "benefit",       "pattern",  "n_patient",     "",
        "date",          "member_of",     "client",   "outpatient",    "patienten",
        "inpatient_beds"};
    const HcpField *patients = hcp_schema_find_field(hcp_schema_find("referrals"), "patients");
    for (gsize i = 0; i < G_N_ELEMENTS(yes); i++)
        CU_ASSERT(hcp__column_tells_of_patient(NULL, yes[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(no); i++)
        CU_ASSERT_FALSE(hcp__column_tells_of_patient(NULL, no[i]));
    CU_ASSERT_FALSE(hcp__column_tells_of_patient(patients, "Patient_Count"));
    CU_ASSERT(hcp__column_tells_of_patient(patients, "patient_id"));
}

static void an_unknown_column_of_a_table_that_could_tell_of_patients_is_masked(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, "from,dossier,to\nP1,SECRET,P1\n", -1);
    CU_ASSERT(reader_case_reject_is(&test, "row", 0, "P1,<patient>,P1"));
    reader_case_clear(&test);
}

static void an_unknown_id_that_may_be_missing_costs_its_cell_alone(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    hcp__pool_add(pool, "A1", -1);
    ReaderCase test = reader_case("prescriptions");
    test.spec.organisations = (HcpIdDomain){pool, FALSE};
    reader_case_read(&test, "physician,product,pharmacy\nP1,X,A1\nP1,X,A9\nP1,X,\n", -1);
    CU_ASSERT(reader_case_tally_is(&test, 3, 3, 0, 0, 0));
    CU_ASSERT(reader_case_cell_is(&test, "pharmacy", 0, "A1"));
    CU_ASSERT(reader_case_cell_is(&test, "pharmacy", 1, ""));
    CU_ASSERT(reader_case_issue_is(
        &test, "unknown_id", 1,
        "data.csv:3: pharmacy: expected the id of an organisation, found 'A9'"));
    CU_ASSERT_EQUAL(hcp_issues_count_rejected(test.issues), 0);
    reader_case_clear(&test);
}

static void the_first_three_of_a_kind_are_examples(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, "from,to,patients\nA,B,w\nA,B,x\nA,B,y\nA,B,z\n", -1);
    CU_ASSERT(reader_case_issue_is(&test, "wrong_type", 4,
                                   "data.csv:2: patients: expected a count, found 'w'"));
    g_autoptr(HcpTable) examples = hcp_issues_make_examples(test.issues);
    const HcpColumn *column = hcp_table_find_column(examples, "example");
    CU_ASSERT_EQUAL(hcp_table_get_n_rows(examples), 2);
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(column, 0),
                           "data.csv:3: patients: expected a count, found 'x'");
    CU_ASSERT_STRING_EQUAL(hcp_column_get_text(column, 1),
                           "data.csv:4: patients: expected a count, found 'y'");
    reader_case_clear(&test);
}

static void strange_bytes_of_a_reject_are_escaped(void) {
    ReaderCase test = reader_case("referrals");
    test.spec.encoding = HCP_ENCODING_UTF8;
    reader_case_read(&test, "from,to\n\"a\nb\",\xFF\033[2J\n", -1);
    g_autoptr(HcpTable) rejects = hcp_issues_make_rejects(test.issues);
    const char *row = hcp_column_get_text(hcp_table_find_column(rejects, "row"), 0);
    CU_ASSERT_PTR_NULL(strchr(row, '\n'));
    CU_ASSERT_PTR_NULL(strchr(row, '\033'));
    CU_ASSERT(g_utf8_validate(row, -1, NULL));
    reader_case_clear(&test);
}

static void a_long_row_is_written_whole_and_a_long_cell_shown_short(void) {
    g_autoptr(GString) cell = g_string_new(NULL);
    for (int i = 0; i < 5000; i++)
        g_string_append_c(cell, 'x');
    g_autofree char *row = g_strconcat("A,B,", cell->str, NULL);
    g_autofree char *content = g_strconcat("from,to,patients\n", row, "\n", NULL);
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, content, -1);
    CU_ASSERT(reader_case_reject_is(&test, "row", 0, row));
    CU_ASSERT(strlen(hcp_issues_get(test.issues, 0)->example) < 200);
    reader_case_clear(&test);
}

static void an_id_that_a_spreadsheet_rounded_is_called_out(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test,
                     "from,to,patient\n1.23457E+15,2,a\n1E15,2,a\n1.2E+x,2,a\n001,2,\"1,2e+9\"\n"
                     "001,12345678901234567890,a\n1.5,2,a\n2E+15,3,a\n",
                     -1);
    CU_ASSERT(reader_case_tally_is(&test, 7, 4, 3, 0, 0));
    CU_ASSERT(reader_case_reject_is(&test, "line", 0, "2"));
    CU_ASSERT(reader_case_reject_is(&test, "line", 1, "5"));
    CU_ASSERT(reader_case_reject_is(&test, "line", 2, "8"));
    CU_ASSERT(reader_case_reject_is(&test, "reason", 0,
                                    "expected the id of a physician, found '1.23457E+15', which a "
                                    "spreadsheet has rounded"));
    CU_ASSERT(reader_case_reject_is(&test, "reason", 1,
                                    "expected the pseudonym of a patient, found '<patient>', which "
                                    "a spreadsheet has rounded"));
    CU_ASSERT(reader_case_cell_is(&test, "from", 2, "001"));
    CU_ASSERT(reader_case_cell_is(&test, "to", 2, "12345678901234567890"));
    reader_case_clear(&test);
}

HCP_TEST_MAIN(HCP_TEST(an_id_that_a_spreadsheet_rounded_is_called_out),
              HCP_TEST(each_fault_has_its_kind_and_its_message),
              HCP_TEST(line_numbers_are_those_of_the_file),
              HCP_TEST(patients_are_masked_in_messages_and_rejects),
              HCP_TEST(a_patient_in_the_place_of_a_physician_is_masked),
              HCP_TEST(names_of_columns_tell_of_patients),
              HCP_TEST(a_cell_that_swallowed_another_row_is_masked),
              HCP_TEST(an_unknown_column_of_a_table_that_could_tell_of_patients_is_masked),
              HCP_TEST(an_unknown_id_that_may_be_missing_costs_its_cell_alone),
              HCP_TEST(the_first_three_of_a_kind_are_examples),
              HCP_TEST(strange_bytes_of_a_reject_are_escaped),
              HCP_TEST(a_long_row_is_written_whole_and_a_long_cell_shown_short))
