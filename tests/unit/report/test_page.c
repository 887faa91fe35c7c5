#include "base/base_internal.h"
#include "report/report_internal.h"
#include "support.h"

#include <string.h>

/* What people put into names; each must come out as text. */
static const char *const HOSTILE[] = {"</script><script>alert(1)</script>",
                                      "\"><img src=x onerror=alert(2)>", "a&b 'c' \xe2\x80\xa8 d",
                                      "=1+1 <!-- --> ]]>"};

static HcpColumn *make_texts(const char *name, int64_t n, const char *const *text) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_STRING};
    g_autoptr(HcpPool) pool = hcp__pool_new();
    hcp__pool_add(pool, "a text that no row holds", -1);
    int32_t *codes = g_new(int32_t, n);
    for (int64_t i = 0; i < n; i++)
        codes[i] = hcp__pool_add(pool, text[i], -1);
    return hcp_column_new_take_strings(&info, n, codes, NULL, pool);
}

static HcpColumn *make_numbers(const char *name, int64_t n, const double *value) {
    HcpColumnInfo info = {.name = name, .kind = HCP_KIND_DOUBLE};
    return hcp_column_new_doubles(&info, n, value);
}

static HcpTable *make_nodes(HcpTable *bare) {
    static const double x[] = {-100, 100, 0, 50}, y[] = {0, 0, 100, -70};
    static const double size[] = {100, 50, 20, 4}, rank[] = {0.5, 0.25, 0.125, 0.0625};
    static const char *const color[] = {"#4477aa", "#4477aa", "#ee6677", "#ee6677"};
    HcpColumn *columns[] = {make_numbers("x", 4, x),        make_numbers("y", 4, y),
                            make_numbers("size", 4, size),  make_texts("color", 4, color),
                            make_texts("name", 4, HOSTILE), make_numbers("pagerank", 4, rank)};
    HcpTable *nodes = hcp_table_with_columns(bare, G_N_ELEMENTS(columns), columns);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        hcp_column_unref(columns[i]);
    return nodes;
}

static HcpRelease *release_network(void) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, "a b 1\nb c 5\nc a 3\nd a 1\n");
    g_autoptr(HcpTable) nodes = make_nodes(hcp_network_get_nodes(network));
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    GError *error = NULL;
    HcpRelease *release = hcp_release_network(network, nodes, &policy, run, &error);
    g_assert_no_error(error);
    return release;
}

static HcpRelease *release_adoption(void) {
    static const char *const month[] = {"2025-07", "2025-08", "2025-09"};
    static const double first[] = {11, 1234, 20};
    g_autoptr(HcpColumn) months = make_texts("month", 3, month);
    g_autoptr(HcpColumn) firsts = make_numbers("first", 3, first);
    g_autoptr(HcpTable) table =
        hcp_table_new("adoption", 3, 2, (HcpColumn *const[]){months, firsts});
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    return hcp_release_table(table, &policy, NULL);
}

static char *write_page_with(const HcpQuality *quality, const GPtrArray *tables) {
    g_autoptr(HcpRelease) network = release_network();
    g_autoptr(HcpRelease) adoption = release_adoption();
    g_autoptr(GArray) legend = g_array_new(FALSE, FALSE, sizeof(HcpLegendEntry));
    HcpLegendEntry entry = {.text = (char *)HOSTILE[0], .color = "#4477aa", .n_nodes = 2};
    g_array_append_val(legend, entry);
    HcpStyle style = {.legend = legend,
                      .colour_name = (char *)HOSTILE[0],
                      .size_name = (char *)"PageRank",
                      .size_min = 0.0625,
                      .size_max = 0.5};
    HcpReportContent content = {.title = HOSTILE[0],
                                .brand = HOSTILE[1],
                                .network = network,
                                .style = &style,
                                .adoption = adoption,
                                .quality = quality,
                                .quality_tables = tables,
                                .lookalike_refusal = HOSTILE[1]};
    g_autofree char *path = g_build_filename(hcp_test_folder(), "page.html", NULL);
    GError *error = NULL;
    CU_ASSERT(hcp_report_write_html(&content, path, &error));
    g_assert_no_error(error);
    char *text = NULL;
    g_assert(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static char *write_page(void) {
    return write_page_with(NULL, NULL);
}

static int count_texts(const char *page, const char *part) {
    int n = 0;
    for (const char *at = strstr(page, part); at != NULL; at = strstr(at + 1, part))
        n++;
    return n;
}

static void nothing_from_data_becomes_markup(void) {
    g_autofree char *page = write_page();
    CU_ASSERT_EQUAL(count_texts(page, "<script"), 2); /* the data and the program */
    CU_ASSERT_EQUAL(count_texts(page, "</script"), 2);
    CU_ASSERT_PTR_NULL(strstr(page, "<img src=x"));
    CU_ASSERT_PTR_NULL(strstr(page, "<!--"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "&lt;/script&gt;&lt;script&gt;alert(1)"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "\\u003c/script>\\u003cscript>alert(1)"));
}

static void the_page_asks_for_nothing(void) {
    g_autofree char *page = write_page();
    g_autoptr(GRegex) address = g_regex_new("(https?:)?//[a-z0-9.-]+[^\"' ]*", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(address, page, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *found = g_match_info_fetch(match, 0);
        gboolean namespace = strcmp(found, "http://www.w3.org/2000/svg") == 0;
        gboolean base64 = !g_str_has_prefix(found, "http"); /* a slash pair inside the picture */
        CU_ASSERT(namespace || base64);
    }
    CU_ASSERT_PTR_NULL(strstr(page, "@import"));
    CU_ASSERT_PTR_NULL(strstr(page, "url("));
    CU_ASSERT_PTR_NULL(strstr(page, " style=\""));
    CU_ASSERT_PTR_NULL(strstr(page, "<link"));
    CU_ASSERT_PTR_NULL(strstr(page, "fetch("));
    CU_ASSERT_PTR_NULL(strstr(page, "eval("));
}

static char *hash_between(const char *page, const char *open, const char *close) {
    const char *start = strstr(page, open) + strlen(open);
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, (const guchar *)start, strstr(start, close) - start);
    guchar digest[32];
    gsize size = sizeof digest;
    g_checksum_get_digest(checksum, digest, &size);
    g_checksum_free(checksum);
    g_autofree char *text = g_base64_encode(digest, size);
    return g_strdup_printf("'sha256-%s'", text);
}

static void the_policy_names_the_script_and_the_style(void) {
    g_autofree char *page = write_page();
    g_autofree char *script = hash_between(page, "<script>", "</script>");
    g_autofree char *style = hash_between(page, "<style>", "</style>");
    g_autofree char *policy = g_strdup_printf(
        "content=\"default-src 'none'; script-src %s; style-src %s; ", script, style);
    CU_ASSERT_PTR_NOT_NULL(strstr(page, policy));
}

static void two_pages_have_the_same_bytes(void) {
    g_autofree char *first = write_page();
    g_autofree char *second = write_page();
    CU_ASSERT_STRING_EQUAL(first, second);
}

static void texts_that_no_row_holds_stay_inside(void) {
    g_autofree char *page = write_page();
    CU_ASSERT_PTR_NULL(strstr(page, "a text that no row holds"));
}

static void ties_are_in_the_data_strongest_first(void) {
    g_autofree char *page = write_page();
    CU_ASSERT_PTR_NOT_NULL(
        strstr(page, "\"edges\":{\"source\":[1,2,0,3],\"target\":[2,0,1,0],\"n\":4,"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "\"values\":[5,3,1,1]"));
}

static void every_section_is_there_with_or_without_data(void) {
    static const char *const sections[] = {"summary",     "map",         "rankings", "physicians",
                                           "communities", "lookalikes",  "adoption", "layers",
                                           "quality",     "definitions", "privacy"};
    g_autofree char *page = write_page();
    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++) {
        g_autofree char *open = g_strdup_printf("<section id=\"%s\">", sections[i]);
        g_autofree char *link = g_strdup_printf("<a href=\"#%s\">", sections[i]);
        CU_ASSERT_PTR_NOT_NULL(strstr(page, open));
        CU_ASSERT_PTR_NOT_NULL(strstr(page, link));
    }
    CU_ASSERT_EQUAL(count_texts(page, "<section"), count_texts(page, "</section>"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "No list, for want of evidence"));
}

static void numbers_are_written_for_people(void) {
    g_autofree char *page = write_page();
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "<td class=\"num\" data-v=\"1234\">1,234</td>"));
    CU_ASSERT_PTR_NOT_NULL(strstr(page, "<title>2025-08: 1,234</title>"));
}

/* A part of each kind: with rows, empty with a word on it, empty without, and months with a chart.
 */
static HcpQuality *make_quality(void) {
    static const char *const table[] = {"visits", "visits", "ties"};
    static const char *const month[] = {"2025-01", "2025-02", "2025-01"};
    static const double rows[] = {7, 1234, 5};
    g_autoptr(HcpColumn) examples = make_texts("example", 4, HOSTILE);
    HcpColumn *columns[] = {make_texts("table", 3, table), make_texts("month", 3, month),
                            make_numbers("rows", 3, rows)};
    HcpQualityPart parts[] = {
        {"issues", "What was wrong", "`check <x>` writes a b", NULL, FALSE,
         hcp_table_new("issues", 4, 1, &examples)},
        {"files", "No files", NULL, "Run `hcpnet check`.", FALSE, NULL},
        {"joins", "Not shown", NULL, NULL, FALSE, NULL},
        {"months", "Rows of each month", NULL, NULL, TRUE, hcp_table_new("months", 3, 3, columns)}};
    parts[1].table = hcp_table_new("files", 0, 0, NULL);
    parts[2].table = hcp_table_new("joins", 0, 0, NULL);
    HcpQuality *quality = g_new0(HcpQuality, 1);
    *quality = (HcpQuality){
        .read = 1250, .used = 1240, .rejected = 4, .filtered = 3, .collapsed = 2, .n_issues = 1};
    quality->parts = g_array_new(FALSE, TRUE, sizeof(HcpQualityPart));
    g_array_append_vals(quality->parts, parts, G_N_ELEMENTS(parts));
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        hcp_column_unref(columns[i]);
    return quality;
}

static void the_quality_of_the_data_is_told(void) {
    HcpQuality *quality = make_quality();
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(GPtrArray) tables = hcp_release_quality(quality, &policy, NULL);
    g_autofree char *page = write_page_with(quality, tables);
    const char *const told[] = {
        "Of <b>1,250</b> rows that were read, <b>1,240</b> were used, <b>4</b> rejected, <b>3</b>",
        "<b>2</b> counted with another row",
        "Every rejected row is in rejects.csv",
        "<p><code>check &lt;x&gt;</code> writes a b</p>",
        "<p>Run <code>hcpnet check</code>.</p>",
        "<h3>What was wrong</h3>",
        "<details><summary>Rows of each month</summary>",
        "Rows of visits by month.",
        "Rows of ties by month.",
        "<title>2025-02: 1,234</title>",
        "&lt;/script&gt;&lt;script&gt;alert(1)"};
    for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
        if (strstr(page, told[i]) == NULL)
            g_printerr("not told: %s\n", told[i]);
        CU_ASSERT_PTR_NOT_NULL(strstr(page, told[i]));
    }
    CU_ASSERT_PTR_NULL(strstr(page, "Not shown"));
    CU_ASSERT_PTR_NULL(strstr(page, "<img src=x"));
    for (gsize i = 0; i < hcp_quality_get_n_parts(quality); i++)
        hcp_table_unref(hcp_quality_get_part(quality, i)->table);
    g_array_unref(quality->parts);
    g_free(quality);
}

static void an_unwritable_path_is_an_error(void) {
    g_autoptr(HcpRelease) network = release_network();
    g_autoptr(GArray) legend = g_array_new(FALSE, FALSE, sizeof(HcpLegendEntry));
    HcpStyle style = {.legend = legend};
    HcpReportContent content = {.title = "t", .network = network, .style = &style};
    GError *error = NULL;
    CU_ASSERT(!hcp_report_write_html(&content, "/no/such/folder/page.html", &error));
    CU_ASSERT(hcp_test_error_is(&error, HCP_ERROR_FILE, "page.html"));
}

HCP_TEST_MAIN(HCP_TEST(nothing_from_data_becomes_markup), HCP_TEST(the_page_asks_for_nothing),
              HCP_TEST(the_policy_names_the_script_and_the_style),
              HCP_TEST(two_pages_have_the_same_bytes),
              HCP_TEST(texts_that_no_row_holds_stay_inside),
              HCP_TEST(ties_are_in_the_data_strongest_first),
              HCP_TEST(every_section_is_there_with_or_without_data),
              HCP_TEST(numbers_are_written_for_people), HCP_TEST(the_quality_of_the_data_is_told),
              HCP_TEST(an_unwritable_path_is_an_error))
