/* Decimal marks, groups of thousands and counted days: one form for each column. */
#include "reader_fixture.h"
#include "table/number_form.h"

#include <math.h>

#define NBSP  "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"
#define THIN  "\xE2\x80\x89"
#define TYPED "\xE2\x80\x99" /* U+2019 */
#define NEVER NAN

static double number_of(gboolean has_comma, const char *text) {
    HcpCellForm form = {.has_comma = has_comma};
    double value;
    return hcp__form_parse_number(&form, text, strlen(text), &value) ? value : NAN;
}

static void a_text_is_at_most_one_number_in_each_form(void) {
    static const struct {
        const char *text;
        double with_point, with_comma;
    } rows[] = {{"1234", 1234, 1234},
                {"-12", -12, -12},
                {"+1e3", 1000, 1000},
                {"1.5", 1.5, NEVER},
                {"1,5", NEVER, 1.5},
                {"1.234", 1.234, 1234},
                {"1,234", 1234, 1.234},
                {"0.123", 0.123, NEVER},
                {"0,123", NEVER, 0.123},
                {"1234.567", 1234.567, NEVER},
                {"1.234,56", NEVER, 1234.56},
                {"-1.234.567", NEVER, -1234567},
                {"1,234.56", 1234.56, NEVER},
                {"1.234.567,8", NEVER, 1234567.8},
                {"1 234,56", NEVER, 1234.56},
                {"1" NBSP "234,56", NEVER, 1234.56},
                {"1" NNBSP "234" NNBSP "567,5", NEVER, 1234567.5},
                {"1" THIN "234", 1234, 1234},
                {"1'234.5", 1234.5, NEVER},
                {"1" TYPED "234,5", NEVER, 1234.5},
                {"12 34", NEVER, NEVER},
                {"1 234 56", NEVER, NEVER},
                {"1 234.567 890", NEVER, NEVER},
                {"1 234'567", NEVER, NEVER},
                {"01.234", 1.234, NEVER},
                {"1234.567,8", NEVER, NEVER},
                {"1.234e5", 123400, NEVER},
                {"1,5e3", NEVER, 1500},
                {"1..234", NEVER, NEVER},
                {"'1234", NEVER, NEVER},
                {"1 ", NEVER, NEVER},
                {"1.234.", NEVER, NEVER},
                {"1,23,456", NEVER, NEVER},
                {".5", 0.5, NEVER},
                {",5", NEVER, 0.5},
                {"", NEVER, NEVER},
                {"x", NEVER, NEVER}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        double point = number_of(FALSE, rows[i].text), comma = number_of(TRUE, rows[i].text);
        gboolean fits =
            (point == rows[i].with_point || (isnan(point) && isnan(rows[i].with_point))) &&
            (comma == rows[i].with_comma || (isnan(comma) && isnan(rows[i].with_comma)));
        CU_ASSERT_TRUE(fits);
        if (!fits)
            g_printerr("'%s': %g, %g\n", rows[i].text, point, comma);
    }
}

static void a_count_may_have_groups_and_empty_decimals(void) {
    static const struct {
        const char *text;
        int64_t with_point, with_comma;
    } rows[] = {
        {"1.234", -1, 1234},    {"1,234", 1234, -1},
        {"12,0", -1, 12},       {"12.0", 12, -1},
        {"1.000", 1, 1000},     {"1 234", 1234, 1234},
        {"1,5", -1, -1},        {"-1", -1, -1},
        {"1.234,00", -1, 1234}, {"999999999999999999", 999999999999999999, 999999999999999999}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        for (int has_comma = 0; has_comma < 2; has_comma++) {
            HcpCellForm form = {.has_comma = has_comma};
            int64_t value;
            if (!hcp__form_parse_count(&form, rows[i].text, strlen(rows[i].text), &value))
                value = -1;
            CU_ASSERT_EQUAL(value, has_comma ? rows[i].with_comma : rows[i].with_point);
        }
}

/* ---- columns ---- */

/* The column of units as texts with blanks between; - for a row that is not used. */
static void check_units(const char *cells, const char *expected, const char *issue) {
    g_auto(GStrv) texts = g_strsplit(cells, "|", -1);
    g_autoptr(GString) content = g_string_new("physician\tproduct\tunits\n");
    for (char **text = texts; *text != NULL; text++)
        g_string_append_printf(content, "P1\tX\t%s\n", *text);
    ReaderCase test = reader_case("prescriptions");
    reader_case_read(&test, content->str, -1);
    g_autoptr(GString) found = g_string_new(NULL);
    for (int64_t row = 0; row < reader_case_rows(&test); row++) {
        g_autofree char *cell = reader_case_cell(&test, "units", row);
        g_string_append_printf(found, "%s%s", row > 0 ? " " : "", cell);
    }
    CU_ASSERT_STRING_EQUAL(found->str, expected);
    gsize n = hcp_issues_get_n(test.issues);
    CU_ASSERT_EQUAL(n, issue != NULL);
    if (n > 0 && issue != NULL) {
        CU_ASSERT_STRING_EQUAL(hcp_issues_get(test.issues, 0)->example, issue);
        if (strcmp(hcp_issues_get(test.issues, 0)->example, issue) != 0)
            g_printerr("%s\n", hcp_issues_get(test.issues, 0)->example);
    }
    reader_case_clear(&test);
}

static void one_cell_tells_for_its_column(void) {
    check_units("1.234|2,5|1.000", "1234 2.5 1000", NULL);
    check_units("1,234|2.5|1,000", "1234 2.5 1000", NULL);
    check_units("1.234.567|1.234", "1234567 1234", NULL);
    check_units("1" NBSP "234,5|12", "1234.5 12", NULL);
    check_units("12|7", "12 7", NULL);
    check_units("0.125|1.125", "0.125 1.125", NULL);
}

static void cells_that_contradict_their_column_are_rejected(void) {
    check_units("1,5|2,5|2.75", "1.5 2.5",
                "data.csv:4: units: expected a number such as 1,5 in a column with a decimal "
                "comma, found '2.75'");
    check_units("1.5|2.5|2,75", "1.5 2.5",
                "data.csv:4: units: expected a number such as 1.5 in a column with a decimal "
                "point, found '2,75'");
}

static void what_nothing_tells_is_a_guess_with_a_notice(void) {
    check_units("5|1.234|2.345", "5 1.234 2.345",
                "data.csv:3: units: expected a cell that tells point from comma, found '1.234': "
                "read with a decimal point; decimal = point or comma states it");
}

static void read_physicians(ReaderCase *test, const char *content) {
    *test = reader_case("physicians");
    reader_case_read(test, content, -1);
}

static void semicolons_mean_a_decimal_comma(void) {
    ReaderCase test;
    read_physicians(&test, "id;panel_size\nP1;1.234\nP2;987\n");
    CU_ASSERT(reader_case_cell_is(&test, "panel_size", 0, "1234"));
    CU_ASSERT_EQUAL(hcp_issues_get_n(test.issues), 0); /* a count is not 1.234 */
    reader_case_clear(&test);
    read_physicians(&test, "id;panel_size\nP1;1.000\nP2;987\n");
    CU_ASSERT(reader_case_cell_is(&test, "panel_size", 0, "1000"));
    CU_ASSERT(reader_case_issue_is(
        &test, "ambiguous_number", 1,
        "data.csv:2: panel_size: expected a cell that tells point from comma, found '<count>': "
        "read with a decimal comma; decimal = point or comma states it"));
    reader_case_clear(&test);
}

static void other_columns_and_bounds_tell_too(void) {
    ReaderCase test;
    read_physicians(&test, "id\tpanel_size\tlatitude\nP1\t1.000\t50,85\n");
    CU_ASSERT(reader_case_cell_is(&test, "panel_size", 0, "1000"));
    CU_ASSERT_EQUAL(hcp_issues_get_n(test.issues), 0);
    reader_case_clear(&test);
    read_physicians(&test, "id;latitude\nP1;50.850\nP2;51.213\n");
    CU_ASSERT(reader_case_cell_is(&test, "latitude", 0, "50.85"));
    CU_ASSERT_EQUAL(hcp_issues_get_n(test.issues), 0);
    reader_case_clear(&test);
}

static void the_study_states_the_mark(void) {
    ReaderCase test = reader_case("physicians");
    test.spec.decimal = HCP_DECIMAL_COMMA;
    reader_case_read(&test, "id,panel_size,latitude\nP1,1.000,50.85\nP2,5,\"50,5\"\n", -1);
    CU_ASSERT_EQUAL(reader_case_rows(&test), 1);
    CU_ASSERT(reader_case_cell_is(&test, "panel_size", 0, "5"));
    CU_ASSERT(reader_case_reject_is(
        &test, "reason", 0,
        "expected a number such as 1,5 in a column with a decimal comma, found '50.85'"));
    CU_ASSERT(reader_case_reject_is(&test, "row", 0, "P1,<count>,50.85"));
    reader_case_clear(&test);
}

static void a_count_of_patients_in_the_wrong_form_shows_nowhere(void) {
    ReaderCase test = reader_case("referrals");
    reader_case_read(&test, "from;to;patients\nA;B;3,0\nA;C;4,0\nA;D;7.0\n", -1);
    CU_ASSERT(reader_case_reject_is(
        &test, "reason", 0, "expected a count in a column with a decimal comma, found '<count>'"));
    CU_ASSERT(reader_case_reject_is(&test, "row", 0, "A;D;<count>"));
    reader_case_clear(&test);
}

static void further_columns_have_a_form_too(void) {
    ReaderCase test;
    read_physicians(&test, "id;score;beds;siren;code;sales\n"
                           "P1;1.234,5;1.200;123 456 789;01.234;1.234,50\n"
                           "P2;2;300;987 654 321;02.345;98 765,00\n");
    CU_ASSERT(reader_case_cell_is(&test, "score", 0, "1234.5"));
    CU_ASSERT(reader_case_cell_is(&test, "beds", 0, "1200"));
    CU_ASSERT(reader_case_cell_is(&test, "siren", 0, "123 456 789"));
    CU_ASSERT(reader_case_cell_is(&test, "code", 0, "01.234"));
    CU_ASSERT(reader_case_cell_is(&test, "sales", 0, "1234.5"));
    reader_case_clear(&test);
}

/* ---- days ---- */

static void check_days(HcpDateStyle dates, const char *cells, const char *expected,
                       const char *kind) {
    g_auto(GStrv) texts = g_strsplit(cells, "|", -1);
    g_autoptr(GString) content = g_string_new("from;to;date\n");
    for (char **text = texts; *text != NULL; text++)
        g_string_append_printf(content, "P1;P2;%s\n", *text);
    ReaderCase test = reader_case("referrals");
    test.spec.dates = dates;
    reader_case_read(&test, content->str, -1);
    g_autoptr(GString) found = g_string_new(NULL);
    for (int64_t row = 0; row < reader_case_rows(&test); row++) {
        g_autofree char *cell = reader_case_cell(&test, "date", row);
        g_string_append_printf(found, "%s%s", row > 0 ? " " : "", cell);
    }
    CU_ASSERT_STRING_EQUAL(found->str, expected);
    gsize n = hcp_issues_get_n(test.issues);
    CU_ASSERT_EQUAL(n, kind != NULL);
    if (n > 0 && kind != NULL)
        CU_ASSERT_STRING_EQUAL(hcp_issues_get(test.issues, 0)->kind, kind);
    reader_case_clear(&test);
}

static void days_are_counted_where_most_cells_are(void) {
    check_days(HCP_DATES_DAY_FIRST, "45870|45870.5|45871,75|2026-03-01",
               "2025-08-01 2025-08-01 2025-08-02 2026-03-01", "excel_serial_dates");
    check_days(HCP_DATES_DAY_FIRST, "2026-03-01|01/03/2026|45870", "2026-03-01 2026-03-01",
               "wrong_type");
    check_days(HCP_DATES_EXCEL_1900, "2026-03-01|01/03/2026|45870",
               "2026-03-01 2026-03-01 2025-08-01", NULL);
    check_days(HCP_DATES_EXCEL_1904, "44408", "2025-08-01", NULL);
    check_days(HCP_DATES_DAY_FIRST, "20250801|20250802", "2025-08-01 2025-08-02", NULL);
}

static void counted_days_are_of_our_time(void) {
    static const struct {
        const char *text, *day;
    } rows[] = {{"32874", "1990-01-01"}, {"73415", "2100-12-31"}, {"60000", "2064-04-08"},
                {"32873", "-"},          {"73416", "-"},          {"4587", "-"},
                {"458701", "-"},         {"45870x", "-"},         {"-4587", "-"}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        char day[HCP__NUMBER_SIZE] = "-";
        int32_t days;
        if (hcp__parse_serial_day(rows[i].text, strlen(rows[i].text), FALSE, &days))
            hcp__format_date(day, days);
        CU_ASSERT_STRING_EQUAL(day, rows[i].day);
    }
}

HCP_TEST_MAIN(HCP_TEST(a_text_is_at_most_one_number_in_each_form),
              HCP_TEST(a_count_may_have_groups_and_empty_decimals),
              HCP_TEST(one_cell_tells_for_its_column),
              HCP_TEST(cells_that_contradict_their_column_are_rejected),
              HCP_TEST(what_nothing_tells_is_a_guess_with_a_notice),
              HCP_TEST(semicolons_mean_a_decimal_comma),
              HCP_TEST(other_columns_and_bounds_tell_too), HCP_TEST(the_study_states_the_mark),
              HCP_TEST(further_columns_have_a_form_too),
              HCP_TEST(a_count_of_patients_in_the_wrong_form_shows_nowhere),
              HCP_TEST(days_are_counted_where_most_cells_are),
              HCP_TEST(counted_days_are_of_our_time))
