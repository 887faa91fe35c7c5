#include "picture.h"

static const char *const EDGES = "a b 1\nb c 5\nc a 3\nd a 1\n";

typedef gboolean (*Writer)(const HcpScene *scene, HcpOutput *output, GError **error);

static gboolean write_svg(const HcpScene *scene, HcpOutput *output, GError **error) {
    (void)error;
    hcp__scene_write_svg(scene, output);
    return TRUE;
}

static char *draw_names(Writer writer, const char *const names[4], gsize *length) {
    g_autoptr(HcpNetwork) network = hcp_test_network(TRUE, EDGES);
    g_autoptr(HcpTable) placed = place_nodes(network);
    g_autoptr(HcpColumn) name = make_texts("name", 4, names);
    g_autoptr(HcpTable) nodes = hcp_table_with_columns(placed, 1, &name);
    g_autoptr(HcpScene) scene = make_scene(network, nodes);
    g_autoptr(HcpOutput) output = hcp__output_open_memory();
    g_autoptr(GError) error = NULL;
    CU_ASSERT(writer(scene, output, &error));
    return hcp__output_take_text(g_steal_pointer(&output), length);
}

static const char *const PLAIN[4] = {"Anna", "Bo", "Cem", "Dr Jürgen Müßig"};
static const char *const HOSTILE[4] = {"<script>alert(1)</script>", "\" onload=\"x", "a\xff\x01z",
                                       "&amp; ]]> \xe2\x80\xae"};

static void check_same_bytes(Writer writer, const char *start) {
    gsize first_length, second_length;
    g_autofree char *first = draw_names(writer, PLAIN, &first_length);
    g_autofree char *second = draw_names(writer, PLAIN, &second_length);
    CU_ASSERT_EQUAL(first_length, second_length);
    CU_ASSERT(memcmp(first, second, MIN(first_length, second_length)) == 0);
    CU_ASSERT(first_length > 1000 && memcmp(first, start, strlen(start)) == 0);
}

static void png_has_the_same_bytes_every_time(void) {
    check_same_bytes(hcp__scene_write_png, "\x89PNG");
}

static void pdf_has_the_same_bytes_every_time(void) {
    check_same_bytes(hcp__scene_write_pdf, "%PDF-1.5");
}

static void svg_has_the_same_bytes_every_time(void) {
    check_same_bytes(write_svg, "<?xml");
}

static void svg_is_well_formed_whatever_the_names(void) {
    g_autofree char *svg = draw_names(write_svg, HOSTILE, NULL);
    GMarkupParser parser = {0};
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
    g_autoptr(GError) error = NULL;
    CU_ASSERT(g_markup_parse_context_parse(context, svg, -1, &error));
    CU_ASSERT(g_markup_parse_context_end_parse(context, &error));
    CU_ASSERT_PTR_NULL(error);
    g_markup_parse_context_free(context);
    CU_ASSERT_PTR_NULL(strstr(svg, "<script"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CU_ASSERT_PTR_NULL(strstr(svg, "\" onload=\"x"));
}

static void svg_holds_letters_and_asks_for_nothing(void) {
    g_autofree char *svg = draw_names(write_svg, PLAIN, NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, ">Dr Jürgen Müßig</text>"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, "<title>Dr Jürgen Müßig"));
    CU_ASSERT_PTR_NULL(strstr(svg, "href"));
    CU_ASSERT_PTR_NULL(strstr(svg, "url("));
    CU_ASSERT_PTR_NULL(strstr(svg, "@import"));
}

/* One invalid text would make cairo draw nothing after it. */
static void an_invalid_name_does_not_blank_the_picture(void) {
    gsize plain_length, hostile_length;
    G_GNUC_UNUSED g_autofree char *plain = draw_names(hcp__scene_write_png, PLAIN, &plain_length);
    G_GNUC_UNUSED g_autofree char *hostile =
        draw_names(hcp__scene_write_png, HOSTILE, &hostile_length);
    CU_ASSERT(hostile_length > plain_length * 3 / 4);
}

static void text_for_pictures_is_valid_and_on_one_line(void) {
    g_autofree char *clean = hcp__text_for_picture(" a\nb\x01\xe2\x80\xae"
                                                   "c\xff ");
    CU_ASSERT_STRING_EQUAL(clean, "a b  c\xef\xbf\xbd");
    g_autofree char *none = hcp__text_for_picture(NULL);
    CU_ASSERT_STRING_EQUAL(none, "");
}

static void a_long_text_is_cut_to_the_width_asked_for(void) {
    g_autoptr(HcpRuler) ruler = hcp__ruler_new();
    g_autofree char *cut =
        hcp__ruler_fit(ruler, "a rather long name of a hospital", 15, FALSE, 100);
    CU_ASSERT(g_str_has_suffix(cut, "\xe2\x80\xa6"));
    CU_ASSERT(hcp__ruler_width(ruler, cut, 15, FALSE) <= 100);
    CU_ASSERT(strlen(cut) > 8);
}

HCP_TEST_MAIN(HCP_TEST(png_has_the_same_bytes_every_time),
              HCP_TEST(pdf_has_the_same_bytes_every_time),
              HCP_TEST(svg_has_the_same_bytes_every_time),
              HCP_TEST(svg_is_well_formed_whatever_the_names),
              HCP_TEST(svg_holds_letters_and_asks_for_nothing),
              HCP_TEST(an_invalid_name_does_not_blank_the_picture),
              HCP_TEST(text_for_pictures_is_valid_and_on_one_line),
              HCP_TEST(a_long_text_is_cut_to_the_width_asked_for))
