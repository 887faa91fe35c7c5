#include "table/xlsx_internal.h"

#include <string.h>

/* A relationship of the workbook: id -> part. */
typedef struct {
    char *part;
    gboolean is_sheet;
} Relation;

typedef struct {
    const char *path, *shown;
    HcpXlsxBook *book;
    GHashTable *relations;  /* id -> Relation * */
    GPtrArray *ids;         /* of char *: of the sheets */
    char *strings, *styles; /* parts */
} Opening;

static void free_sheet(void *data) {
    HcpXlsxSheet *sheet = data;
    g_free(sheet->name);
    g_free(sheet->part);
    g_free(sheet);
}

static void free_relation(void *data) {
    g_free(((Relation *)data)->part);
    g_free(data);
}

void hcp__xlsx_book_free(HcpXlsxBook *book) {
    if (book == NULL)
        return;
    g_ptr_array_unref(book->sheets);
    g_string_free(book->strings, TRUE);
    g_array_unref(book->ends);
    g_byte_array_unref(book->dates);
    g_free(book);
}

static HcpXlsxBook *new_book(void) {
    HcpXlsxBook *book = g_new0(HcpXlsxBook, 1);
    book->sheets = g_ptr_array_new_with_free_func(free_sheet);
    book->strings = g_string_new(NULL);
    book->ends = g_array_new(FALSE, FALSE, sizeof(gsize));
    book->dates = g_byte_array_new();
    return book;
}

static void clear_opening(Opening *opening) {
    hcp__xlsx_book_free(opening->book);
    g_hash_table_unref(opening->relations);
    g_ptr_array_unref(opening->ids);
    g_free(opening->strings);
    g_free(opening->styles);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Opening, clear_opening)

/* Every part is handled by a function that takes its elements. */
typedef gboolean (*PartFunc)(Opening *opening, HcpXlsxPart *part, GError **error);

static gboolean read_part(Opening *opening, const char *name, gboolean required, PartFunc read,
                          GError **error) {
    GError *inner = NULL;
    g_autofree char *place = g_strdup_printf("%s!%s", opening->shown, name);
    g_autoptr(HcpXlsxPart) part = hcp__xlsx_part_open(opening->path, place, name, &inner);
    if (part != NULL)
        return read(opening, part, error);
    if (inner == NULL && !required)
        return TRUE;
    if (inner == NULL)
        g_set_error(&inner, HCP_ERROR, HCP_ERROR_INPUT, "%s: expected a part %s, found none",
                    opening->shown, name);
    g_propagate_error(error, inner);
    return FALSE;
}

static gboolean is_true(const char *value) {
    return strcmp(value, "1") == 0 || g_ascii_strcasecmp(value, "true") == 0;
}

/* ---- xl/workbook.xml ---- */

static void take_sheet(Opening *opening, HcpXlsxPart *part) {
    HcpXlsxSheet *sheet = g_new0(HcpXlsxSheet, 1);
    const char *name, *value;
    char *id = NULL;
    while (hcp__xlsx_part_next_attribute(part, &name, &value))
        if (strcmp(name, "name") == 0 && sheet->name == NULL)
            sheet->name = g_strdup(value);
        else if (strcmp(name, "id") == 0 && id == NULL)
            id = g_strdup(value);
        else if (strcmp(name, "state") == 0)
            sheet->is_hidden = strcmp(value, "visible") != 0;
    if (sheet->name == NULL)
        sheet->name = g_strdup("");
    g_ptr_array_add(opening->book->sheets, sheet);
    g_ptr_array_add(opening->ids, id != NULL ? id : g_strdup(""));
}

static void take_properties(Opening *opening, HcpXlsxPart *part) {
    const char *name, *value;
    while (hcp__xlsx_part_next_attribute(part, &name, &value))
        if (strcmp(name, "date1904") == 0)
            opening->book->from_1904 = is_true(value);
}

static gboolean read_workbook(Opening *opening, HcpXlsxPart *part, GError **error) {
    HcpXmlEvent event;
    while ((event = hcp__xlsx_part_next(part, error)) < HCP__XML_END) {
        if (event != HCP__XML_OPEN)
            continue;
        if (part->depth == 1 && strcmp(part->name, "workbookPr") == 0)
            take_properties(opening, part);
        else if (part->depth == 2 && strcmp(part->name, "sheet") == 0)
            take_sheet(opening, part);
    }
    return event == HCP__XML_END;
}

/* ---- xl/_rels/workbook.xml.rels ---- */

/* Targets are relative to xl/, or start at the root with a slash. */
static char *part_of_target(const char *target) {
    return target[0] == '/' ? g_strdup(target + 1) : g_strconcat("xl/", target, NULL);
}

static void take_relation(Opening *opening, HcpXlsxPart *part) {
    g_autofree char *id = NULL, *type = NULL, *target = NULL;
    const char *name, *value;
    while (hcp__xlsx_part_next_attribute(part, &name, &value)) {
        char **member = strcmp(name, "Id") == 0       ? &id
                        : strcmp(name, "Type") == 0   ? &type
                        : strcmp(name, "Target") == 0 ? &target
                                                      : NULL;
        if (member != NULL && *member == NULL)
            *member = g_strdup(value);
    }
    if (id == NULL || type == NULL || target == NULL)
        return;
    Relation *relation = g_new0(Relation, 1);
    relation->part = part_of_target(target);
    relation->is_sheet = g_str_has_suffix(type, "/worksheet");
    if (g_str_has_suffix(type, "/sharedStrings") && opening->strings == NULL)
        opening->strings = g_strdup(relation->part);
    if (g_str_has_suffix(type, "/styles") && opening->styles == NULL)
        opening->styles = g_strdup(relation->part);
    g_hash_table_replace(opening->relations, g_steal_pointer(&id), relation);
}

static gboolean read_relations(Opening *opening, HcpXlsxPart *part, GError **error) {
    HcpXmlEvent event;
    while ((event = hcp__xlsx_part_next(part, error)) < HCP__XML_END)
        if (event == HCP__XML_OPEN && part->depth == 1 && strcmp(part->name, "Relationship") == 0)
            take_relation(opening, part);
    return event == HCP__XML_END;
}

static void join_relations(Opening *opening) {
    for (guint i = 0; i < opening->ids->len; i++) {
        const Relation *relation =
            g_hash_table_lookup(opening->relations, g_ptr_array_index(opening->ids, i));
        HcpXlsxSheet *sheet = g_ptr_array_index(opening->book->sheets, i);
        if (relation != NULL && relation->is_sheet)
            sheet->part = g_strdup(relation->part);
    }
}

/* ---- the rest ---- */

static gboolean read_strings(Opening *opening, HcpXlsxPart *part, GError **error) {
    return hcp__xlsx_read_strings(opening->book, part, error);
}

static gboolean read_styles(Opening *opening, HcpXlsxPart *part, GError **error) {
    return hcp__xlsx_read_styles(opening->book, part, error);
}

HcpXlsxBook *hcp__xlsx_book_open(const char *path, const char *shown, GError **error) {
    g_auto(Opening) opening = {
        .path = path,
        .shown = shown,
        .book = new_book(),
        .relations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_relation),
        .ids = g_ptr_array_new_with_free_func(g_free)};
    if (!hcp__xlsx_check_archive(path, shown, error) ||
        !read_part(&opening, "xl/workbook.xml", TRUE, read_workbook, error) ||
        !read_part(&opening, "xl/_rels/workbook.xml.rels", TRUE, read_relations, error))
        return NULL;
    join_relations(&opening);
    if (opening.strings != NULL && !read_part(&opening, opening.strings, TRUE, read_strings, error))
        return NULL;
    if (opening.styles != NULL && !read_part(&opening, opening.styles, TRUE, read_styles, error))
        return NULL;
    return g_steal_pointer(&opening.book);
}

static gboolean set_sheet_error(const HcpXlsxBook *book, const char *name, const char *shown,
                                GError **error) {
    static const guint LISTED = 12;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < book->sheets->len; i++) {
        const HcpXlsxSheet *sheet = g_ptr_array_index(book->sheets, i);
        if (sheet->part == NULL)
            continue;
        g_autofree char *text = hcp__text_for_message(sheet->name, -1, 60);
        if (names->len < LISTED)
            g_string_append_printf(list, "%s'%s'", names->len > 0 ? ", " : "", text);
        g_ptr_array_add(names, sheet->name);
    }
    if (names->len > LISTED)
        g_string_append_printf(list, " and %u more", names->len - LISTED);
    const char *nearest =
        name != NULL ? hcp__nearest_word(name, (const char *const *)names->pdata, names->len)
                     : NULL;
    g_autofree char *hint =
        nearest != NULL ? g_strdup_printf("; did you mean '%s'?", nearest) : g_strdup("");
    g_autofree char *wanted =
        name != NULL ? g_strdup_printf("a sheet '%s'", name) : g_strdup("a sheet");
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "%s: expected %s, found %s%s", shown, wanted,
                names->len > 0 ? list->str : "none", hint);
    return FALSE;
}

char **hcp__xlsx_book_list_sheets(const HcpXlsxBook *book) {
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; i < book->sheets->len; i++) {
        const HcpXlsxSheet *sheet = g_ptr_array_index(book->sheets, i);
        if (sheet->part != NULL && !sheet->is_hidden)
            g_strv_builder_add(names, sheet->name);
    }
    return g_strv_builder_end(names);
}

const HcpXlsxSheet *hcp__xlsx_book_find_sheet(const HcpXlsxBook *book, const char *name,
                                              const char *shown, GError **error) {
    const HcpXlsxSheet *first = NULL;
    for (guint i = 0; i < book->sheets->len; i++) {
        const HcpXlsxSheet *sheet = g_ptr_array_index(book->sheets, i);
        if (sheet->part == NULL)
            continue;
        if (name != NULL && strcmp(sheet->name, name) == 0)
            return sheet;
        if (first == NULL || (first->is_hidden && !sheet->is_hidden))
            first = sheet;
    }
    if (name == NULL && first != NULL)
        return first;
    set_sheet_error(book, name, shown, error);
    return NULL;
}
