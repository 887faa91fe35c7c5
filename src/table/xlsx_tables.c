/* The two tables that cells point into: shared strings and styles. */
#include "table/xlsx_internal.h"

#include <string.h>

/* ---- xl/sharedStrings.xml: sst > si > t, or si > r > t; rPh tells how it is spoken ---- */

gboolean hcp__xlsx_read_strings(HcpXlsxBook *book, HcpXlsxPart *part, GError **error) {
    gboolean is_text = FALSE, is_spoken = FALSE;
    gsize begin = 0;
    HcpXmlEvent event;
    while ((event = hcp__xlsx_part_next(part, error)) < HCP__XML_END) {
        if (event == HCP__XML_TEXT) {
            if (is_text && !is_spoken)
                g_string_append(book->strings, part->text);
            if (book->strings->len > HCP__XLSX_STRINGS_MAX)
                return hcp__xlsx_part_set_error(part, error, "expected at most 1 GiB of texts");
            continue;
        }
        if (strcmp(part->name, "rPh") == 0)
            is_spoken = event == HCP__XML_OPEN;
        else if (strcmp(part->name, "t") == 0)
            is_text = event == HCP__XML_OPEN;
        else if (event == HCP__XML_CLOSE && part->depth == 1 && strcmp(part->name, "si") == 0) {
            hcp__xlsx_unescape(book->strings, begin);
            begin = book->strings->len;
            g_array_append_val(book->ends, begin);
        }
    }
    return event == HCP__XML_END;
}

/* ---- xl/styles.xml: numFmts > numFmt, cellXfs > xf ---- */

static int parse_id(const char *text) {
    int64_t id = 0;
    return hcp__parse_count(text, strlen(text), &id) && id < INT32_MAX ? (int)id : 0;
}

static void take_format(HcpXlsxPart *part, GHashTable *formats) {
    const char *name, *value;
    int id = -1;
    gboolean is_date = FALSE;
    while (hcp__xlsx_part_next_attribute(part, &name, &value))
        if (strcmp(name, "numFmtId") == 0)
            id = parse_id(value);
        else if (strcmp(name, "formatCode") == 0)
            is_date = hcp__xlsx_is_date_code(value);
    g_hash_table_insert(formats, GINT_TO_POINTER(id), GINT_TO_POINTER(is_date));
}

static void take_style(HcpXlsxPart *part, GArray *ids) {
    const char *name, *value;
    int id = 0;
    while (hcp__xlsx_part_next_attribute(part, &name, &value))
        if (strcmp(name, "numFmtId") == 0)
            id = parse_id(value);
    g_array_append_val(ids, id);
}

static void take_dates(HcpXlsxBook *book, const GArray *ids, GHashTable *formats) {
    for (guint i = 0; i < ids->len; i++) {
        int id = g_array_index(ids, int, i);
        void *own;
        gboolean is_date = g_hash_table_lookup_extended(formats, GINT_TO_POINTER(id), NULL, &own)
                               ? GPOINTER_TO_INT(own)
                               : hcp__xlsx_is_date_id(id);
        g_byte_array_append(book->dates, is_date ? (const guint8 *)"\1" : (const guint8 *)"", 1);
    }
}

gboolean hcp__xlsx_read_styles(HcpXlsxBook *book, HcpXlsxPart *part, GError **error) {
    g_autoptr(GHashTable) formats = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int));
    gboolean in_formats = FALSE, in_styles = FALSE;
    HcpXmlEvent event;
    while ((event = hcp__xlsx_part_next(part, error)) < HCP__XML_END) {
        if (event == HCP__XML_TEXT)
            continue;
        if (part->depth == 1) {
            in_formats = event == HCP__XML_OPEN && strcmp(part->name, "numFmts") == 0;
            in_styles = event == HCP__XML_OPEN && strcmp(part->name, "cellXfs") == 0;
        } else if (event == HCP__XML_OPEN && part->depth == 2 && in_formats)
            take_format(part, formats);
        else if (event == HCP__XML_OPEN && part->depth == 2 && in_styles)
            take_style(part, ids);
    }
    take_dates(book, ids, formats);
    return event == HCP__XML_END;
}
