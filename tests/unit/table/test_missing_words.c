/* Words that stand for a missing value, stated or not, and errors of spreadsheets. */
#include "reader_fixture.h"
#include "table/missing_words.h"

/* Cells of a column as texts with | between; nothing for a missing one. Owned by the caller. */
static char *cells_of(const ReaderCase *test, const char *column) {
    GString *text = g_string_new(NULL);
    for (int64_t row = 0; row < reader_case_rows(test); row++) {
        g_autofree char *cell = reader_case_cell(test, column, row);
        g_string_append_printf(text, "%s%s", row > 0 ? "|" : "", cell);
    }
    return g_string_free(text, FALSE);
}

static void expect_cells(const ReaderCase *test, const char *column, const char *expected) {
    g_autofree char *found = cells_of(test, column);
    CU_ASSERT_STRING_EQUAL(found, expected);
}

/* The issues as lines of kind, count and first example. */
static void expect_issues(const ReaderCase *test, const char *expected) {
    g_autoptr(GString) found = g_string_new(NULL);
    for (gsize i = 0; i < hcp_issues_get_n(test->issues); i++) {
        const HcpIssue *issue = hcp_issues_get(test->issues, i);
        g_string_append_printf(found, "%s %d %s\n", issue->kind, (int)issue->count, issue->example);
    }
    CU_ASSERT_STRING_EQUAL(found->str, expected);
    if (strcmp(found->str, expected) != 0)
        g_printerr("found:\n%sexpected:\n%s", found->str, expected);
}

static ReaderCase read_case(const char *schema, const char *const *missing, const char *content) {
    ReaderCase test = reader_case(schema);
    test.spec.missing = missing;
    reader_case_read(&test, content, -1);
    return test;
}

static void a_stated_word_is_an_empty_cell_in_quotes_or_not(void) {
    const char *const missing[] = {"NA", "-", NULL};
    ReaderCase test = read_case("physicians", missing,
                                "id,specialty,panel_size,own\nA,NA,NA,1\nB,\"NA\", - ,NA\n"
                                "C,Na,12,3\n");
    expect_cells(&test, "specialty", "||Na");
    expect_cells(&test, "panel_size", "||12");
    expect_cells(&test, "own", "1||3");
    CU_ASSERT_EQUAL(hcp_column_get_info(hcp_table_find_column(test.table, "own"))->kind,
                    HCP_KIND_INT64);
    expect_issues(&test, "");
    reader_case_clear(&test);
}

static void a_word_may_be_of_one_column_alone(void) {
    const char *const missing[] = {"Panel = NA", "specialty=-", NULL};
    ReaderCase test =
        read_case("physicians", missing, "id,country,Panel,specialty\nA,NA,NA,-\nB,BE,3,NA\n");
    expect_cells(&test, "country", "NA|BE");
    expect_cells(&test, "panel_size", "|3");
    expect_cells(&test, "specialty", "|NA");
    expect_issues(&test, "");
    reader_case_clear(&test);
    const char *const wrong[] = {"pannel=NA", NULL};
    ReaderCase other = read_case("physicians", wrong, "id,panel\nA,NA\n");
    CU_ASSERT_PTR_NULL(other.table);
    CU_ASSERT_STRING_EQUAL(other.error->message,
                           "data.csv:1: missing: expected a column 'pannel', found 'id', 'panel'; "
                           "did you mean 'panel'?");
    reader_case_clear(&other);
}

static void a_required_cell_with_a_stated_word_is_missing(void) {
    const char *const missing[] = {"NULL", NULL};
    ReaderCase test =
        read_case("referrals", missing, "from,to,patient\nA,B,NULL\nA,NULL,x\nC,B,NULL\n");
    expect_cells(&test, "patient", "|");
    expect_issues(&test, "missing_value 1 data.csv:3: to: expected the id of a physician, found "
                         "nothing\n");
    reader_case_clear(&test);
}

static void a_word_that_is_not_stated_is_an_id_with_a_notice(void) {
    ReaderCase test =
        read_case("referrals", NULL, "from,to,patient\nA,B,NA\nNA,B,p1\nA,C,NA\nA,B,p2\n");
    expect_cells(&test, "from", "A|NA|A|A");
    expect_issues(&test,
                  "missing_word 1 data.csv:3: from: expected the id of a physician, found 'NA' and "
                  "read it as one; missing = NA reads it as an empty cell\n"
                  "missing_word 2 data.csv:2: patient: expected the pseudonym of a patient, found "
                  "'NA' and read it as one; missing = NA reads it as an empty cell\n");
    reader_case_clear(&test);
}

static void a_number_that_is_a_word_is_rejected_with_the_line_to_write(void) {
    ReaderCase test = read_case("prescriptions", NULL,
                                "physician,product,units,date\nA,x,nan,2026-01-01\n"
                                "A,x,2,NULL\nA,NA,2,2026-01-01\n");
    expect_cells(&test, "product", "NA");
    expect_issues(&test,
                  "wrong_type 1 data.csv:3: date: expected a date such as 2026-03-01, found "
                  "'NULL'; missing = NULL reads it as an empty cell\n"
                  "wrong_type 1 data.csv:2: units: expected a number such as 1.5, found 'nan'; "
                  "missing = nan reads it as an empty cell\n");
    reader_case_clear(&test);
}

static void a_word_among_numbers_of_a_further_column_is_noticed(void) {
    ReaderCase test =
        read_case("physicians", NULL, "id,own,country,only\nA,1.5,NA,NA\nB,NA,BE,NA\nC,2,SE,NA\n");
    expect_cells(&test, "own", "1.5|NA|2");
    expect_issues(&test, "missing_word 1 data.csv: own: expected a number, date or flag as in the "
                         "other cells, found 'NA': all are read as text; missing = NA reads it as "
                         "an empty cell\n");
    reader_case_clear(&test);
}

static void namibia_is_not_lost_without_a_notice(void) {
    const char *const general[] = {"NA", NULL}, *const named[] = {"country=NA", NULL};
    const char *content = "id,country,region\nA,BE,North\nB,NA,NA\nC,SE,South\n";
    ReaderCase test = read_case("physicians", general, content);
    expect_cells(&test, "country", "BE||SE");
    expect_issues(&test, "missing_word 1 data.csv:3: country: expected codes of two letters, found "
                         "'NA', which missing = NA reads as an empty cell: is it a code? missing = "
                         "column=NA is for one column alone\n");
    reader_case_clear(&test);
    ReaderCase stated = read_case("physicians", named, content);
    expect_cells(&stated, "country", "BE||SE");
    expect_cells(&stated, "region", "North|NA|South");
    expect_issues(&stated, "");
    reader_case_clear(&stated);
}

static void errors_of_spreadsheets_are_known_in_their_languages(void) {
    static const char *const errors[] = {"#N/A",     "#VALUE!",  "#REF!",    "#DIV/0!",
                                         "#NAME?",   "#NUM!",    "#NULL!",   "#SPILL!",
                                         "#N/B",     "#WAARDE!", "#VERW!",   "#GETAL!",
                                         "#NAAM?",   "#LEEG!",   "#DEEL/0!", "#NV",
                                         "#VALEUR!", "#SAKNAS!", "#NOM?",    "#V\xC3\x84RDEFEL!"};
    static const char *const others[] = {"",      "#",    "#1",     "#A!",    "N/A",
                                         "#Ref!", "#12!", "#VALUE", "# REF!", "#WHY NOT?"};
    for (gsize i = 0; i < G_N_ELEMENTS(errors); i++)
        CU_ASSERT_TRUE(hcp__is_spreadsheet_error(errors[i], strlen(errors[i])));
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        CU_ASSERT_FALSE(hcp__is_spreadsheet_error(others[i], strlen(others[i])));
}

static void an_error_costs_the_cell_alone_where_it_may_be_missing(void) {
    ReaderCase test = read_case("physicians", NULL,
                                "id,specialty,panel_size,own\nA,#N/A,1,1\nB,gp,#DEEL/0!,1\n"
                                "#REF!,gp,1,1\nD,gp,1,#N/A\n");
    expect_cells(&test, "id", "A|B|D");
    expect_cells(&test, "specialty", "|gp|gp");
    expect_cells(&test, "panel_size", "1||1");
    expect_cells(&test, "own", "1|1|");
    expect_issues(
        &test, "spreadsheet_error 1 data.csv:4: id: expected the id of a physician, found "
               "'#REF!', an error of a spreadsheet formula\n"
               "spreadsheet_error 1 data.csv:5: own: expected a value, found '#N/A', an error of "
               "a spreadsheet formula\n"
               "spreadsheet_error 1 data.csv:3: panel_size: expected a count, found '#DEEL/0!', "
               "an error of a spreadsheet formula\n"
               "spreadsheet_error 1 data.csv:2: specialty: expected a text, found '#N/A', an "
               "error of a spreadsheet formula\n");
    reader_case_clear(&test);
}

static void an_error_costs_an_event_its_row(void) {
    ReaderCase test = read_case("prescriptions", NULL,
                                "physician,product,units,pharmacy\nA,x,#REF!,H\nA,x,2,#N/A\n"
                                "#N/A,x,2,H\n");
    expect_cells(&test, "units", "2");
    expect_cells(&test, "pharmacy", "");
    expect_issues(
        &test, "spreadsheet_error 1 data.csv:3: pharmacy: expected the id of an organisation, "
               "found '#N/A', an error of a spreadsheet formula\n"
               "spreadsheet_error 1 data.csv:4: physician: expected the id of a physician, found "
               "'#N/A', an error of a spreadsheet formula\n"
               "spreadsheet_error 1 data.csv:2: units: expected a number such as 1.5, found "
               "'#REF!', an error of a spreadsheet formula\n");
    reader_case_clear(&test);
}

static void numbers_of_a_further_column_that_nothing_tells_are_noticed(void) {
    ReaderCase open = read_case("physicians", NULL, "id,own\nA,2.500\nB,1.234\nC,7\n");
    expect_cells(&open, "own", "2.5|1.234|7");
    expect_issues(&open, "ambiguous_number 1 data.csv: own: expected a cell that tells point from "
                         "comma, found '1.234': read with a decimal point; decimal = point or "
                         "comma states it\n");
    reader_case_clear(&open);
    ReaderCase told = read_case("physicians", NULL, "id,own\nA,2.500\nB,1.2345\n");
    expect_issues(&told, "");
    reader_case_clear(&told);
    ReaderCase beside = read_case("physicians", NULL, "id,own,latitude\nA,2.500,50.81\nB,7,51\n");
    expect_issues(&beside, "");
    reader_case_clear(&beside);
    ReaderCase stated = reader_case("physicians");
    stated.spec.decimal = HCP_DECIMAL_COMMA;
    reader_case_read(&stated, "id;own;nr\nA;2.500;123 456\nB;1.234;234 567\n", -1);
    expect_cells(&stated, "own", "2500|1234");
    expect_cells(&stated, "nr", "123 456|234 567");
    expect_issues(&stated, "");
    reader_case_clear(&stated);
}

HCP_TEST_MAIN(HCP_TEST(a_stated_word_is_an_empty_cell_in_quotes_or_not),
              HCP_TEST(a_word_may_be_of_one_column_alone),
              HCP_TEST(a_required_cell_with_a_stated_word_is_missing),
              HCP_TEST(a_word_that_is_not_stated_is_an_id_with_a_notice),
              HCP_TEST(a_number_that_is_a_word_is_rejected_with_the_line_to_write),
              HCP_TEST(a_word_among_numbers_of_a_further_column_is_noticed),
              HCP_TEST(namibia_is_not_lost_without_a_notice),
              HCP_TEST(errors_of_spreadsheets_are_known_in_their_languages),
              HCP_TEST(an_error_costs_the_cell_alone_where_it_may_be_missing),
              HCP_TEST(an_error_costs_an_event_its_row),
              HCP_TEST(numbers_of_a_further_column_that_nothing_tells_are_noticed))
