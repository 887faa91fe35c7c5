/* The page from its head to its foot. */
#include "report/report_internal.h"

#include <hcpnet/version.h>
#include <string.h>

/* 'sha256-...' as a content security policy names a script or a style. */
static char *make_source_hash(const char *bytes, gsize length) {
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, (const guchar *)bytes, (gssize)length);
    guchar digest[32];
    gsize size = sizeof digest;
    g_checksum_get_digest(checksum, digest, &size);
    g_checksum_free(checksum);
    g_autofree char *text = g_base64_encode(digest, size);
    return g_strdup_printf("'sha256-%s'", text);
}

/* The browser enforces that the page asks for nothing and runs nothing but the one script. */
static void write_head(HcpPage *page) {
    g_autofree char *script = make_source_hash(hcp__report_script, hcp__report_script_length);
    g_autofree char *style = make_source_hash(hcp__report_style, hcp__report_style_length);
    hcp__page_puts(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    hcp__page_printf(page,
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "script-src %s; style-src %s; img-src data:; base-uri 'none'; "
                     "form-action 'none'\">\n",
                     script, style);
    hcp__page_puts(page, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    hcp__page_text(page, page->content->title);
    hcp__page_puts(page, "</title>\n<style>");
    hcp__output_write(page->output, hcp__report_style, hcp__report_style_length);
    hcp__page_puts(page, "</style>\n</head>\n<body>\n");
}

static void write_header(HcpPage *page) {
    const HcpReportContent *content = page->content;
    hcp__page_puts(page, "<header class=\"top\"><div><h1>");
    hcp__page_text(page, content->title);
    hcp__page_puts(page, "</h1><p class=\"under\">");
    if (content->brand != NULL) {
        hcp__page_puts(page, "<span>Brand: <b>");
        hcp__page_text(page, content->brand);
        hcp__page_puts(page, "</b></span>");
    }
    if (content->period != NULL) {
        hcp__page_puts(page, "<span>Period: <b>");
        hcp__page_text(page, content->period);
        hcp__page_puts(page, "</b></span>");
    }
    hcp__page_puts(page, "<span>Network: <b>");
    hcp__page_text(page, hcp_network_get_layer(page->network));
    hcp__page_puts(page, "</b></span></p></div><button type=\"button\" id=\"theme\" hidden>"
                         "Light or dark</button></header>\n");
}

static void write_contents(HcpPage *page) {
    static const char *const sections[][2] = {{"summary", "Summary"},
                                              {"map", "Map"},
                                              {"brand", "The brand"},
                                              {"rankings", "Rankings"},
                                              {"physicians", "Everyone"},
                                              {"communities", "Communities"},
                                              {"behaviour", "Referral behaviour"},
                                              {"lookalikes", "Lookalikes"},
                                              {"adoption", "Adoption"},
                                              {"layers", "Layers"},
                                              {"quality", "Data quality"},
                                              {"definitions", "Definitions"},
                                              {"privacy", "Privacy"}};
    hcp__page_puts(page, "<nav aria-label=\"Sections\">");
    for (gsize i = 0; i < G_N_ELEMENTS(sections); i++)
        if (strcmp(sections[i][0], "brand") != 0 || hcp__page_has_brand(page))
            hcp__page_printf(page, "<a href=\"#%s\">%s</a>", sections[i][0], sections[i][1]);
    hcp__page_puts(page, "</nav>\n<main>\n");
}

static void write_sections(HcpPage *page) {
    hcp__page_summary(page);
    hcp__page_map(page);
    hcp__page_brand(page);
    hcp__page_rankings(page);
    hcp__page_communities(page);
    hcp__page_behaviour(page);
    hcp__page_lookalikes(page);
    hcp__page_adoption(page);
    hcp__page_layers(page);
    hcp__page_quality(page);
    hcp__page_definitions(page);
    hcp__page_privacy(page);
}

static void write_page(HcpPage *page) {
    write_head(page);
    write_header(page);
    write_contents(page);
    write_sections(page);
    hcp__page_printf(page,
                     "</main>\n<footer>Made by hcpnet %s. This page is one file: it opens offline "
                     "and asks for nothing.</footer>\n<script type=\"application/json\" "
                     "id=\"data\">",
                     hcp_version());
    hcp__page_data(page);
    hcp__page_puts(page, "</script>\n<script>");
    hcp__output_write(page->output, hcp__report_script, hcp__report_script_length);
    hcp__page_puts(page, "</script>\n</body>\n</html>\n");
}

gboolean hcp_report_write_html(const HcpReportContent *content, const char *path, GError **error) {
    g_return_val_if_fail(content->network != NULL && content->style != NULL, FALSE);
    g_return_val_if_fail(hcp_release_get_network(content->network) != NULL, FALSE);
    g_autoptr(HcpOutput) output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    HcpPage page = {.output = output,
                    .content = content,
                    .nodes = hcp_release_get_table(content->network),
                    .network = hcp_release_get_network(content->network),
                    .drawn = hcp_release_get_network(content->drawn != NULL ? content->drawn
                                                                            : content->network)};
    hcp__page_choose(&page);
    write_page(&page);
    g_hash_table_unref(page.row_of_id);
    g_free(page.kept);
    g_free(page.position);
    g_free(page.edges);
    return hcp__output_commit(g_steal_pointer(&output), error);
}
