/* The report on data quality for a terminal and as one JSON document. */
#include "exchange/exchange_internal.h"

static const int PAGE_WIDTH = 80;

/* ---- for a terminal ---- */

static gboolean is_shown(const HcpQualityPart *part) {
    return !part->is_detail && (part->none != NULL || hcp_table_get_n_rows(part->table) > 0);
}

static void write_part(HcpOutput *output, const HcpQualityPart *part, const HcpRelease *release) {
    hcp__output_printf(output, "%s\n", part->title);
    for (glong i = g_utf8_strlen(part->title, -1); i > 0; i--)
        hcp__output_puts(output, "-");
    hcp__output_puts(output, "\n");
    if (hcp_table_get_n_rows(part->table) == 0) {
        hcp__text_write_wrapped(output, part->none, 0, PAGE_WIDTH);
    } else {
        if (part->doc != NULL)
            hcp__text_write_wrapped(output, part->doc, 0, PAGE_WIDTH);
        hcp__text_write_table(output, hcp_release_get_table(release), TRUE);
    }
    hcp__output_puts(output, "\n");
}

static void write_verdict(HcpOutput *output, const HcpQuality *quality, const char *refusal) {
    if (refusal != NULL)
        hcp__output_printf(output, "Verdict: refused: %s\n", refusal);
    else if (quality->n_issues == 0)
        hcp__output_puts(output, "Verdict: clean: nothing was found to be wrong.\n");
    else
        hcp__output_printf(output,
                           "Verdict: %" G_GSIZE_FORMAT " %s of issues; %" G_GINT64_FORMAT
                           " of %" G_GINT64_FORMAT " rows were rejected.\n",
                           quality->n_issues, quality->n_issues == 1 ? "kind" : "kinds",
                           quality->rejected, quality->read);
}

gboolean hcp_quality_write_text(const HcpQuality *quality, const GPtrArray *releases,
                                const char *refusal, const char *path, GError **error) {
    g_return_val_if_fail(releases->len == hcp_quality_get_n_parts(quality), FALSE);
    HcpOutput *output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    for (guint i = 0; i < releases->len; i++)
        if (is_shown(hcp_quality_get_part(quality, i)))
            write_part(output, hcp_quality_get_part(quality, i), releases->pdata[i]);
    write_verdict(output, quality, refusal);
    return hcp__output_commit(output, error);
}

/* ---- JSON ---- */

static void write_count(HcpJson *json, const char *key, int64_t count) {
    hcp__json_key(json, key);
    hcp__json_int64(json, count);
}

static void write_totals(HcpJson *json, const HcpQuality *quality) {
    hcp__json_key(json, "rows");
    hcp__json_begin(json, '{');
    write_count(json, "read", quality->read);
    write_count(json, "used", quality->used);
    write_count(json, "rejected", quality->rejected);
    write_count(json, "filtered", quality->filtered);
    write_count(json, "collapsed", quality->collapsed);
    hcp__json_end(json, '}');
}

gboolean hcp_quality_write_json(const HcpQuality *quality, const GPtrArray *releases,
                                const char *refusal, const char *path, GError **error) {
    g_return_val_if_fail(releases->len == hcp_quality_get_n_parts(quality), FALSE);
    HcpOutput *output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    HcpJson json;
    hcp__json_init(&json, output, TRUE);
    hcp__json_begin(&json, '{');
    hcp__json_member(&json, "schema", "hcpnet/check/1");
    hcp__json_member(&json, "verdict",
                     refusal != NULL          ? "refused"
                     : quality->n_issues == 0 ? "clean"
                                              : "issues");
    hcp__json_member(&json, "refusal", refusal);
    write_totals(&json, quality);
    for (guint i = 0; i < releases->len; i++) {
        hcp__json_key(&json, hcp_quality_get_part(quality, i)->name);
        hcp__json_rows(&json, hcp_release_get_table(releases->pdata[i]));
    }
    hcp__json_end(&json, '}');
    return hcp__output_commit(output, error);
}
