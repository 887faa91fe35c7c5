/* hcp_reader_read: columns, mapping, filters, duplicates, and errors of the file as a whole. */
#include "reader_fixture.h"

static void a_referral_file_becomes_typed_columns(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, "to,from,patients,date\nP2,P1,37,2026-03-01\nP3,P1,,01/03/2026\n", -1);
    CU_ASSERT_EQUAL(reader_case_rows(&test), 2);
    CU_ASSERT(reader_case_cell_is(&test, "from", 0, "P1"));
    CU_ASSERT(reader_case_cell_is(&test, "to", 1, "P3"));
    CU_ASSERT(reader_case_cell_is(&test, "patients", 0, "37"));
    CU_ASSERT(reader_case_cell_is(&test, "patients", 1, ""));
    CU_ASSERT(reader_case_cell_is(&test, "date", 0, "2026-03-01"));
    CU_ASSERT(reader_case_cell_is(&test, "date", 1, "2026-03-01"));
    CU_ASSERT_STRING_EQUAL(hcp_column_get_info(hcp_table_get_column(test.table, 0))->name, "from");
    CU_ASSERT(reader_case_tally_is(&test, 2, 2, 0, 0, 0));
    reader_case_clear(&test);
}

static void columns_are_found_by_alias_whatever_their_case_and_signs(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, "Verwijzer;\"From HCP ID\";Referred To\nx;P1;P2\n", -1);
    CU_ASSERT(reader_case_cell_is(&test, "from", 0, "P1"));
    CU_ASSERT(reader_case_cell_is(&test, "to", 0, "P2"));
    reader_case_clear(&test);
}

static void the_mapping_of_the_study_comes_before_names(void) {
    static const char *const mapping[] = {"from", "sender", "to", "from", NULL};
    ReaderCase test = reader_case("referrals");
    test.spec.mapping = mapping;
    reader_case_read(&test, "from,sender,to\nA,B,C\n", -1);
    CU_ASSERT(reader_case_cell_is(&test, "from", 0, "B"));
    CU_ASSERT(reader_case_cell_is(&test, "to", 0, "A"));
    reader_case_clear(&test);
}

static void a_mapped_column_that_is_absent_is_an_error_with_the_nearest_name(void) {
    static const char *const mapping[] = {"from", "from_hcp_id", NULL};
    ReaderCase test = reader_case("referrals");
    test.spec.mapping = mapping;
    reader_case_read(&test, "from_hcp_d,to\nA,B\n", -1);
    CU_ASSERT_PTR_NULL(test.table);
    CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_INPUT,
                                "data.csv:1: from: expected a column 'from_hcp_id', found "
                                "'from_hcp_d', 'to'; did you mean 'from_hcp_d'?"));
    reader_case_clear(&test);
}

static void a_required_column_that_is_absent_is_an_error_that_names_its_aliases(void) {
    ReaderCase test = reader_case("seeds");
    reader_case_read(&test, "nothing,else\n1,2\n", -1);
    CU_ASSERT_PTR_NULL(test.table);
    CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_INPUT,
                                "data.csv:1: id: expected a column 'id' (or physician, hcp_id, "));
    reader_case_clear(&test);
}

static void a_header_name_that_comes_twice_is_an_error(void) {
    ReaderCase test = reader_case("seeds");
    reader_case_read(&test, "id,x,id\n1,2,3\n", -1);
    CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_INPUT,
                                "data.csv:1: expected each column once, found 'id' twice"));
    reader_case_clear(&test);
}

static void empty_files_and_headers_alone_are_errors(void) {
    static const char *const contents[] = {"", "\n\r\n\n", "\xEF\xBB\xBF", "id\n", "id"};
    static const char *const messages[] = {"found an empty file", "found an empty file",
                                           "found an empty file", "found no rows after the header",
                                           "found no rows after the header"};
    for (gsize i = 0; i < G_N_ELEMENTS(contents); i++) {
        ReaderCase test = reader_case("seeds");
        reader_case_read(&test, contents[i], -1);
        CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_INPUT, messages[i]));
        reader_case_clear(&test);
    }
}

static void files_that_are_no_text_are_errors(void) {
    ReaderCase test = reader_case("seeds");
    reader_case_read(&test, "i\0d\nP1\n", 7);
    CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_INPUT,
                                "data.csv:1: expected text, found a NUL byte"));
    reader_case_clear(&test);
}

static void a_missing_file_and_a_folder_are_file_errors(void) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(GError) error = NULL;
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.schema = hcp_schema_find("seeds");
    spec.path = "/nowhere/at/all.csv";
    spec.shown_path = "all.csv";
    CU_ASSERT_PTR_NULL(hcp_reader_read(&spec, issues, run, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE,
                                "all.csv: cannot be read: No such file or directory"));
    spec.path = hcp_test_folder();
    CU_ASSERT_PTR_NULL(hcp_reader_read(&spec, issues, run, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "Is a directory"));
}

static void rows_that_where_leaves_out_are_filtered_and_nothing_else(void) {
    static const char *const where[] = {"type", "advice", "type", "friend", "to", "P2", NULL};
    ReaderCase test = reader_case("ties");
    test.spec.where = where;
    reader_case_read(&test,
                     "from,to,type,weight\nP1,P2,advice,1\nP1,P2,discussion,not a number\n"
                     "P3,P2,friend,2\nP3,P4,friend,2\nP5,P2,advice,x\n",
                     -1);
    CU_ASSERT(reader_case_tally_is(&test, 5, 2, 1, 2, 0));
    CU_ASSERT(reader_case_cell_is(&test, "from", 1, "P3"));
    reader_case_clear(&test);
}

static void identical_rows_of_a_keyed_table_collapse(void) {
    ReaderCase test = reader_case("organisations");
    reader_case_read(&test, "id,kind\nH1,hospital\nH2,hospital\nH1,hospital\n", -1);
    CU_ASSERT(reader_case_tally_is(&test, 3, 2, 0, 0, 1));
    reader_case_clear(&test);
}

/* B, B, A and A, B, B tell the same. */
static void of_rows_with_one_key_the_byte_smallest_stays_whatever_their_order(void) {
    static const char *const orders[] = {"H1,z\nH1,z\nH1,a\n", "H1,a\nH1,z\nH1,z\n",
                                         "H1,z\nH1,a\nH1,z\n"};
    for (gsize i = 0; i < G_N_ELEMENTS(orders); i++) {
        ReaderCase test = reader_case("organisations");
        g_autofree char *content = g_strconcat("id,kind\n", orders[i], NULL);
        reader_case_read(&test, content, -1);
        CU_ASSERT_EQUAL(reader_case_rows(&test), 1);
        CU_ASSERT(reader_case_cell_is(&test, "kind", 0, "a"));
        CU_ASSERT(reader_case_tally_is(&test, 3, 1, 1, 0, 1));
        CU_ASSERT(reader_case_reject_is(&test, "row", 0, "H1,z"));
        CU_ASSERT_EQUAL(reader_case_issue(&test, "duplicate_id")->count, 1);
        reader_case_clear(&test);
    }
}

static void events_that_are_alike_are_two_events(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, "from,to\nP1,P2\nP1,P2\n", -1);
    CU_ASSERT(reader_case_tally_is(&test, 2, 2, 0, 0, 0));
    reader_case_clear(&test);
}

static void a_pair_is_known_by_both_ids(void) {
    ReaderCase test = reader_case("pairs");
    reader_case_read(&test, "from,to,patients\nA,B,11\nA,C,12\nB,A,13\nA,B,20\n", -1);
    CU_ASSERT(reader_case_tally_is(&test, 4, 3, 1, 0, 0));
    reader_case_clear(&test);
}

static void without_a_header_fields_come_in_order(void) {
    ReaderCase test = reader_case("pairs");
    test.spec.no_header = TRUE;
    reader_case_read(&test, "1000000001, 1000000002, 20, 15, 3\n1000000002,1000000001,9,8,0\n", -1);
    CU_ASSERT_EQUAL(reader_case_rows(&test), 2);
    CU_ASSERT(reader_case_cell_is(&test, "to", 0, "1000000002"));
    CU_ASSERT(reader_case_cell_is(&test, "patients", 0, "15"));
    CU_ASSERT(reader_case_cell_is(&test, "same_day", 1, "0"));
    reader_case_clear(&test);
}

static void without_a_header_a_mapping_names_columns_by_number(void) {
    static const char *const mapping[] = {"from", "2", "to", "1", NULL};
    ReaderCase test = reader_case("referrals");
    test.spec.no_header = TRUE;
    test.spec.mapping = mapping;
    reader_case_read(&test, "A,B,x\n", -1);
    CU_ASSERT(reader_case_cell_is(&test, "from", 0, "B"));
    CU_ASSERT(reader_case_cell_is(&test, "date", 0, "(none)"));
    reader_case_clear(&test);
}

static HcpKind kind_of(const ReaderCase *test, const char *column) {
    return hcp_column_get_info(hcp_table_find_column(test->table, column))->kind;
}

static void further_columns_are_kept_with_the_kind_that_all_cells_fit(void) {
    ReaderCase test = reader_case("physicians");
    reader_case_read(&test,
                     "id,Visits / year,score,trained,joined,npi code,empty,Name\n"
                     "1,3,1.5,yes,2020-01-31,0017,,x\n2,-4,2,no,,1,,y\n",
                     -1);
    CU_ASSERT_EQUAL(kind_of(&test, "visits_year"), HCP_KIND_INT64);
    CU_ASSERT_EQUAL(kind_of(&test, "score"), HCP_KIND_DOUBLE);
    CU_ASSERT_EQUAL(kind_of(&test, "trained"), HCP_KIND_BOOL);
    CU_ASSERT_EQUAL(kind_of(&test, "joined"), HCP_KIND_DATE);
    CU_ASSERT_EQUAL(kind_of(&test, "npi_code"), HCP_KIND_STRING);
    CU_ASSERT_EQUAL(kind_of(&test, "empty"), HCP_KIND_STRING);
    CU_ASSERT(reader_case_cell_is(&test, "visits_year", 1, "-4"));
    CU_ASSERT(reader_case_cell_is(&test, "npi_code", 0, "0017"));
    CU_ASSERT(reader_case_cell_is(&test, "joined", 1, ""));
    CU_ASSERT_STRING_EQUAL(
        hcp_column_get_info(hcp_table_find_column(test.table, "visits_year"))->label,
        "Visits / year");
    reader_case_clear(&test);
}

static void names_of_further_columns_are_made_plain_and_distinct(void) {
    ReaderCase test = reader_case("physicians");
    reader_case_read(&test, "id,2020,caf\xC3\xA9,Caf\xC3\xA9 ,caf\xC3\xA9!,\n1,2,3,4,5,6\n", -1);
    CU_ASSERT(reader_case_cell_is(&test, "column_2020", 0, "2"));
    CU_ASSERT(reader_case_cell_is(&test, "cafe", 0, "3"));
    CU_ASSERT(reader_case_cell_is(&test, "cafe_2", 0, "4"));
    CU_ASSERT(reader_case_cell_is(&test, "cafe_3", 0, "5"));
    CU_ASSERT_EQUAL(hcp_table_get_n_columns(test.table), 5);
    reader_case_clear(&test);
}

static void an_open_domain_takes_the_ids_of_used_rows_alone(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    ReaderCase test = reader_case("physicians");
    test.spec.physicians = (HcpIdDomain){pool, TRUE};
    reader_case_read(&test, "id,latitude\nP1,51\nP2,400\nP3,50\n", -1);
    CU_ASSERT_EQUAL(hcp__pool_size(pool), 2);
    CU_ASSERT_EQUAL(hcp__pool_find(pool, "P2", -1), -1);
    CU_ASSERT_EQUAL(hcp_column_get_codes(hcp_table_find_column(test.table, "id"))[1], 1);
    reader_case_clear(&test);
}

static void count_call(const char *stage, double fraction, int64_t n_rows, void *data) {
    GString *seen = data;
    if (strcmp(stage, "read seeds") == 0)
        g_string_append_printf(seen, "%d %d ", (int)fraction, (int)n_rows);
}

static gboolean say_stop(void *data) {
    (void)data;
    return TRUE;
}

static void progress_opens_and_closes_and_a_cancelled_run_stops(void) {
    g_autofree char *path = hcp_test_file("seeds.csv", "id\nP1\n");
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpIssues) issues = hcp_issues_new();
    g_autoptr(GString) seen = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    HcpReaderSpec spec = HCP_READER_SPEC_INIT;
    spec.schema = hcp_schema_find("seeds");
    spec.path = path;
    hcp_run_set_progress(run, count_call, seen);
    g_autoptr(HcpTable) table = hcp_reader_read(&spec, issues, run, &error);
    CU_ASSERT_PTR_NOT_NULL(table);
    CU_ASSERT_STRING_EQUAL(seen->str, "0 0 1 1 ");
    hcp_run_set_cancel(run, say_stop, NULL);
    CU_ASSERT_PTR_NULL(hcp_reader_read(&spec, issues, run, &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_CANCELLED, "cancelled"));
}

static void cells_lose_blanks_that_do_not_break(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test,
                     "from,to,patients,indication\n"
                     "\xC2\xA0"
                     "A \xC2\xA0,\xE2\x80\x8B"
                     "B,12\xC2\xA0,\xC3\xA9t\xC3\xA9\n",
                     -1);
    CU_ASSERT(reader_case_tally_is(&test, 1, 1, 0, 0, 0));
    CU_ASSERT(reader_case_cell_is(&test, "from", 0, "A"));
    CU_ASSERT(reader_case_cell_is(&test, "to", 0, "B"));
    CU_ASSERT(reader_case_cell_is(&test, "patients", 0, "12"));
    CU_ASSERT(reader_case_cell_is(&test, "indication", 0, "\xC3\xA9t\xC3\xA9"));
    reader_case_clear(&test);
}

/* What a preset says of a cell, it says of the cell without the blanks around it. */
static void rules_see_cells_without_blanks(void) {
    static const HcpReaderRules rules = {
        .mapping = "from=De;to=Naar", .where = "State=sent", .constants = "indication=x"};
    ReaderCase test = reader_case("referrals");
    test.spec.rules = &rules;
    reader_case_read(&test, "De,Naar,State\nA,B,sent\xC2\xA0\nA,C, sent \nA,D,draft\n", -1);
    CU_ASSERT(reader_case_tally_is(&test, 3, 2, 0, 1, 0));
    reader_case_clear(&test);
}

static void names_that_come_again_are_no_row(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, "from,to\nA,B\nfrom,to\nB,C\nfrom,C\n", -1);
    CU_ASSERT(reader_case_tally_is(&test, 4, 3, 1, 0, 0));
    CU_ASSERT(
        reader_case_issue_is(&test, "repeated_header", 1,
                             "data.csv:3: expected a row, found the names of the columns again"));
    reader_case_clear(&test);
}

static void lines_above_the_names_are_passed_over(void) {
    static const char *const FILES[] = {
        "Report \"of\nall\nfrom;to;patients\nA;B;12\nC;;13\n",
        "sep=;\r\nall, of 2026\r\nfrom;to;patients\r\nA;B;12\r\nC;;13\r\n",
        "\xEF\xBB\xBF,,\r\rfrom;to;patients\rA;B;12\rC;;13"};
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        ReaderCase test = reader_case("referrals");
        test.spec.skip = 2;
        reader_case_read(&test, FILES[i], -1);
        CU_ASSERT(reader_case_cell_is(&test, "patients", 0, "12"));
        CU_ASSERT(reader_case_tally_is(&test, 2, 1, 1, 0, 0));
        CU_ASSERT(
            reader_case_issue_is(&test, "missing_value", 1,
                                 "data.csv:5: to: expected the id of a physician, found nothing"));
        reader_case_clear(&test);
    }
}

static void a_file_that_ends_above_its_names_is_empty(void) {
    ReaderCase test = reader_case("referrals");
    test.spec.skip = 9;
    reader_case_read(&test, "Report\nof all", -1);
    CU_ASSERT(hcp_test_error_is(&test.error, HCP_ERROR_INPUT,
                                "data.csv: expected a header and rows, found an empty file"));
    reader_case_clear(&test);
}

HCP_TEST_MAIN(HCP_TEST(rules_see_cells_without_blanks), HCP_TEST(names_that_come_again_are_no_row),
              HCP_TEST(lines_above_the_names_are_passed_over),
              HCP_TEST(a_file_that_ends_above_its_names_is_empty),
              HCP_TEST(cells_lose_blanks_that_do_not_break),
              HCP_TEST(a_referral_file_becomes_typed_columns),
              HCP_TEST(columns_are_found_by_alias_whatever_their_case_and_signs),
              HCP_TEST(the_mapping_of_the_study_comes_before_names),
              HCP_TEST(a_mapped_column_that_is_absent_is_an_error_with_the_nearest_name),
              HCP_TEST(a_required_column_that_is_absent_is_an_error_that_names_its_aliases),
              HCP_TEST(a_header_name_that_comes_twice_is_an_error),
              HCP_TEST(empty_files_and_headers_alone_are_errors),
              HCP_TEST(files_that_are_no_text_are_errors),
              HCP_TEST(a_missing_file_and_a_folder_are_file_errors),
              HCP_TEST(rows_that_where_leaves_out_are_filtered_and_nothing_else),
              HCP_TEST(identical_rows_of_a_keyed_table_collapse),
              HCP_TEST(of_rows_with_one_key_the_byte_smallest_stays_whatever_their_order),
              HCP_TEST(events_that_are_alike_are_two_events), HCP_TEST(a_pair_is_known_by_both_ids),
              HCP_TEST(without_a_header_fields_come_in_order),
              HCP_TEST(without_a_header_a_mapping_names_columns_by_number),
              HCP_TEST(further_columns_are_kept_with_the_kind_that_all_cells_fit),
              HCP_TEST(names_of_further_columns_are_made_plain_and_distinct),
              HCP_TEST(an_open_domain_takes_the_ids_of_used_rows_alone),
              HCP_TEST(progress_opens_and_closes_and_a_cancelled_run_stops))
