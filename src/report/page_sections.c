/* The sections that are mostly tables. */
#include "report/report_internal.h"

static const int64_t MAX_ROWS = 200, LIST_ROWS = 25; /* of a table and of a list on the page */

static void write_release(HcpPage *page, const HcpRelease *release, const char *none) {
    HcpTable *table = release != NULL ? hcp_release_get_table(release) : NULL;
    if (table == NULL || hcp_table_get_n_rows(table) == 0)
        hcp__page_paragraph(page, none);
    else
        hcp__page_table(page, table, MAX_ROWS);
}

static void write_picked(HcpPage *page, const HcpRelease *release, const HcpPageColumn *shown,
                         int64_t max_rows, const char *none) {
    HcpTable *table = release != NULL ? hcp_release_get_table(release) : NULL;
    if (table == NULL || hcp_table_get_n_rows(table) == 0)
        hcp__page_paragraph(page, none);
    else
        hcp__page_picked(page, table, shown, max_rows);
}

static const HcpPageColumn COMMUNITY[] = {{"name", "Community", NULL},
                                          {"physicians", NULL, NULL},
                                          {"organisations", NULL, NULL},
                                          {"inside_share", "Ties that stay inside", "%"},
                                          {"brand_share", NULL, "%"},
                                          {"leaders", NULL, NULL},
                                          {"top_specialties", NULL, NULL},
                                          {"top_regions", NULL, NULL},
                                          {NULL, NULL, NULL}};

void hcp__page_communities(HcpPage *page) {
    hcp__page_open_section(page, "communities", "Communities");
    hcp__page_paragraph(page, "Groups with more ties inside than chance would bring, largest "
                              "first; each bears the name of what most of its members share. What "
                              "reaches one member is likely to reach the others.");
    write_picked(page, page->content->communities, COMMUNITY, MAX_ROWS,
                 "No communities were looked for.");
    hcp__page_close_section(page);
}

static void write_refusal(HcpPage *page) {
    const char *refusal = page->content->lookalike_refusal;
    if (refusal == NULL) {
        hcp__page_paragraph(page, "This study looks for no lookalikes.");
        return;
    }
    hcp__page_puts(page, "<div class=\"refusal\"><h3>No list, for want of evidence</h3>");
    hcp__page_paragraph(page, refusal);
    hcp__page_paragraph(page, "A list that is no better than its baseline would cost visits "
                              "and bring nothing, so none is given. More seeds, or more columns "
                              "about physicians, may change that.");
    hcp__page_puts(page, "</div>\n");
}

static const HcpPageColumn LOOKALIKE[] = {{"rank", NULL, NULL},
                                          {"id", "Physician", NULL},
                                          {"specialty", NULL, NULL},
                                          {"region", NULL, NULL},
                                          {"percentile", "Ahead of % of candidates", NULL},
                                          {"reason_1", "Why", NULL},
                                          {"reason_2", "and", NULL},
                                          {"reason_3", "and", NULL},
                                          {NULL, NULL, NULL}};

void hcp__page_lookalikes(HcpPage *page) {
    const HcpReportContent *content = page->content;
    hcp__page_open_section(page, "lookalikes", "Lookalikes");
    if (content->lookalikes != NULL) {
        hcp__page_paragraph(page,
                            "Physicians who are no seeds but look like them, best first, with "
                            "the reasons that weigh most. Those who may not be contacted are left "
                            "out.");
        write_picked(page, content->lookalikes, LOOKALIKE, LIST_ROWS,
                     "Nobody is left after consent and exclusions.");
    } else {
        write_refusal(page);
    }
    if (content->evidence != NULL) {
        hcp__page_puts(page, "<h3>How far this can be believed</h3>");
        hcp__page_paragraph(page, "Measured on seeds that the model had not seen, beside a ranking "
                                  "by its baseline alone.");
        write_release(page, content->evidence, "");
    }
    hcp__page_close_section(page);
}

void hcp__page_layers(HcpPage *page) {
    hcp__page_open_section(page, "layers", "Layers");
    hcp__page_paragraph(page, "Each kind of tie is a network of its own over the same nodes.");
    write_release(page, page->content->layers, "There is one layer only.");
    hcp__page_close_section(page);
}

void hcp__page_definitions(HcpPage *page) {
    hcp__page_open_section(page, "definitions", "Definitions");
    write_release(page, page->content->definitions, "No columns are defined.");
    hcp__page_close_section(page);
}

void hcp__page_privacy(HcpPage *page) {
    hcp__page_open_section(page, "privacy", "Privacy");
    hcp__page_paragraph(page, "No patient identifier leaves the program. These rules were applied "
                              "before anything was written:");
    write_release(page, page->content->audit, "No rule had anything to do in this study.");
    hcp__page_close_section(page);
}
