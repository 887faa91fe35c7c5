/* Nothing of the archive is written anywhere, and only parts that are asked for are unpacked. XML
 * is read without its document type, which no workbook has: no entities, no files, no network. */
#include "table/xlsx_internal.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sys/stat.h>

static const gsize BLOCK = 64 * 1024;

/* Beside the ratio: a small part of a tiny file is no bomb. */
static const gint64 FREE_BYTES = 1 << 20;

static gboolean set_archive_error(const char *shown, struct archive *archive, GError **error) {
    const char *reason = archive_error_string(archive);
    g_autofree char *text = hcp__text_for_message(reason != NULL ? reason : "damaged", -1, 200);
    g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: cannot be read: %s", shown, text);
    return FALSE;
}

/* By the directory at the end of the archive: what stands in no directory is not there. */
static struct archive *open_archive(const char *path, const char *shown, GError **error) {
    struct archive *archive = archive_read_new();
    g_assert(archive != NULL);
    archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_filename(archive, path, BLOCK) == ARCHIVE_OK)
        return archive;
    set_archive_error(shown, archive, error);
    archive_read_free(archive);
    return NULL;
}

/* The name of the next entry, NULL at the end or with an error. Names are compared alone. */
static const char *next_entry(struct archive *archive, struct archive_entry **entry,
                              const char *shown, GError **error) {
    int status = archive_read_next_header(archive, entry);
    if (status == ARCHIVE_EOF)
        return NULL;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
        set_archive_error(shown, archive, error);
        return NULL;
    }
    const char *name = archive_entry_pathname(*entry);
    return name != NULL ? name : "";
}

gboolean hcp__xlsx_check_archive(const char *path, const char *shown, GError **error) {
    struct archive *archive = open_archive(path, shown, error);
    if (archive == NULL)
        return FALSE;
    GError *inner = NULL;
    struct archive_entry *entry;
    const char *name;
    gboolean has_workbook = FALSE;
    int n = 0;
    while (n <= HCP__XLSX_ENTRIES_MAX &&
           (name = next_entry(archive, &entry, shown, &inner)) != NULL) {
        has_workbook |= g_ascii_strcasecmp(name, "xl/workbook.xml") == 0;
        n++;
    }
    archive_read_free(archive);
    if (n > HCP__XLSX_ENTRIES_MAX)
        g_set_error(&inner, HCP_ERROR, HCP_ERROR_LIMIT,
                    "%s: expected a workbook of at most %d parts, found more", shown,
                    HCP__XLSX_ENTRIES_MAX);
    else if (inner == NULL && !has_workbook)
        g_set_error(&inner, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s: expected an XLSX workbook, found an archive without xl/workbook.xml",
                    shown);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, inner);
    return FALSE;
}

/* ---- bytes into XML ---- */

static int read_bytes(void *context, char *bytes, int size) {
    HcpXlsxPart *part = context;
    gssize got = archive_read_data(part->archive, bytes, (gsize)size);
    part->is_damaged = part->is_damaged || got < 0;
    part->n_bytes += MAX(got, 0);
    part->is_bomb = part->n_bytes > part->max_bytes;
    return part->is_bomb || part->is_damaged ? -1 : (int)got;
}

static void note_problem(void *context, const char *message,
                         G_GNUC_UNUSED xmlParserSeverities severity,
                         G_GNUC_UNUSED xmlTextReaderLocatorPtr locator) {
    HcpXlsxPart *part = context;
    if (part->problem == NULL)
        part->problem = g_strstrip(g_strdup(message));
}

static gboolean find_entry(HcpXlsxPart *part, const char *name, GError **error) {
    struct archive_entry *entry;
    const char *found;
    while ((found = next_entry(part->archive, &entry, part->place, error)) != NULL) {
        if (g_ascii_strcasecmp(found, name) != 0)
            continue;
        part->size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
        return TRUE;
    }
    return FALSE;
}

static gint64 find_limit(const char *path) {
    struct stat status;
    gint64 size = stat(path, &status) == 0 ? status.st_size : 0;
    return MAX(size, 0) * HCP__XLSX_RATIO_MAX + FREE_BYTES;
}

HcpXlsxPart *hcp__xlsx_part_open(const char *path, const char *place, const char *name,
                                 GError **error) {
    g_autoptr(HcpXlsxPart) part = g_new0(HcpXlsxPart, 1);
    part->place = g_strdup(place);
    part->max_bytes = find_limit(path);
    part->archive = open_archive(path, place, error);
    if (part->archive == NULL || !find_entry(part, name, error))
        return NULL;
    part->xml =
        xmlReaderForIO(read_bytes, NULL, part, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT);
    g_assert(part->xml != NULL);
    xmlTextReaderSetErrorHandler(part->xml, note_problem, part);
    return g_steal_pointer(&part);
}

void hcp__xlsx_part_free(HcpXlsxPart *part) {
    if (part == NULL)
        return;
    if (part->xml != NULL)
        xmlFreeTextReader(part->xml);
    archive_read_free(part->archive);
    g_free(part->place);
    g_free(part->problem);
    g_free(part);
}

/* ---- events ---- */

gboolean hcp__xlsx_part_set_error(const HcpXlsxPart *part, GError **error, const char *format,
                                  ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *row =
        part->row > 0 ? g_strdup_printf(":%" G_GINT64_FORMAT, part->row) : g_strdup("");
    g_set_error(error, HCP_ERROR, part->is_bomb ? HCP_ERROR_LIMIT : HCP_ERROR_INPUT, "%s%s: %s",
                part->place, row, message);
    return FALSE;
}

static HcpXmlEvent fail(HcpXlsxPart *part, GError **error) {
    if (part->is_bomb)
        hcp__xlsx_part_set_error(part, error, "expected at most %d bytes for each of the file",
                                 HCP__XLSX_RATIO_MAX);
    else if (part->is_damaged)
        set_archive_error(part->place, part->archive, error);
    else {
        g_autofree char *shown =
            hcp__text_for_message(part->problem != NULL ? part->problem : "a fault", -1, 120);
        hcp__xlsx_part_set_error(part, error, "expected well-formed XML, found: %s", shown);
    }
    return HCP__XML_FAILED;
}

/* The check sum of the part is known once all of it has been read. */
static HcpXmlEvent end_part(HcpXlsxPart *part, GError **error) {
    char rest[4096];
    while (!part->is_bomb && !part->is_damaged && read_bytes(part, rest, sizeof rest) > 0)
        continue;
    return part->is_bomb || part->is_damaged ? fail(part, error) : HCP__XML_END;
}

static HcpXmlEvent open_element(HcpXlsxPart *part, GError **error) {
    part->name = (const char *)xmlTextReaderConstLocalName(part->xml);
    part->depth = xmlTextReaderDepth(part->xml);
    part->close_is_due = xmlTextReaderIsEmptyElement(part->xml) == 1;
    if (part->depth <= HCP__XLSX_DEPTH_MAX)
        return HCP__XML_OPEN;
    hcp__xlsx_part_set_error(part, error, "expected elements at most %d deep", HCP__XLSX_DEPTH_MAX);
    return HCP__XML_FAILED;
}

HcpXmlEvent hcp__xlsx_part_next(HcpXlsxPart *part, GError **error) {
    if (part->close_is_due) {
        part->close_is_due = FALSE;
        return HCP__XML_CLOSE;
    }
    for (;;) {
        int status = xmlTextReaderRead(part->xml);
        if (status == 0 && part->problem == NULL && !part->is_damaged && !part->is_bomb)
            return end_part(part, error);
        if (status != 1)
            return fail(part, error);
        switch (xmlTextReaderNodeType(part->xml)) {
        case XML_READER_TYPE_ELEMENT:
            return open_element(part, error);
        case XML_READER_TYPE_END_ELEMENT:
            part->name = (const char *)xmlTextReaderConstLocalName(part->xml);
            part->depth = xmlTextReaderDepth(part->xml);
            return HCP__XML_CLOSE;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
            part->text = (const char *)xmlTextReaderConstValue(part->xml);
            return HCP__XML_TEXT;
        case XML_READER_TYPE_DOCUMENT_TYPE:
            hcp__xlsx_part_set_error(part, error, "expected no document type, found one");
            return HCP__XML_FAILED;
        default:
            break; /* comments and instructions say nothing of cells */
        }
    }
}

gboolean hcp__xlsx_part_next_attribute(HcpXlsxPart *part, const char **name, const char **value) {
    if (xmlTextReaderMoveToNextAttribute(part->xml) != 1)
        return FALSE;
    *name = (const char *)xmlTextReaderConstLocalName(part->xml);
    *value = (const char *)xmlTextReaderConstValue(part->xml);
    return TRUE;
}
