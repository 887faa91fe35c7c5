/* A streaming reader of the rows of one worksheet: worksheet > sheetData > row > c > v, or is > t.
 * Of a row only the cells that have a value are held. A sheet whose structure is wrong (rows or
 * cells out of order, a shared string that is not there) is an error, as a spreadsheet would call
 * it damaged; a value that does not fit its type is a text like any other. */
#include "table/xlsx_internal.h"

#include <stdio.h>
#include <string.h>

typedef enum { CELL_NUMBER, CELL_SHARED, CELL_FLAG, CELL_DATE, CELL_TEXT } CellType;

struct HcpXlsxReader {
    HcpXlsxBook *book;
    HcpXlsxPart *part;
    char *place;
    HcpXlsxRow row;
    int64_t last; /* number of the row before */
    gboolean no_header, in_data;
    /* the cell at hand */
    int32_t column; /* -1 before the first of a row */
    CellType type;
    guint style;
    gboolean has_value, is_spoken;
    GString *value, *formula;
    GString *capture; /* value or formula: what the next text belongs to; NULL: nothing */
};

gboolean hcp__xlsx_is_likely(const char *path) {
    static const char ZIP[] = "PK\3\4", OLD[] = "\xD0\xCF\x11\xE0";
    char magic[4] = "";
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return FALSE;
    g_autofree char *small = g_ascii_strdown(path, -1);
    if (g_str_has_suffix(small, ".xlsx") || g_str_has_suffix(small, ".xlsm"))
        return TRUE;
    FILE *file = fopen(path, "rbe");
    gboolean has_magic = file != NULL && fread(magic, 1, sizeof magic, file) == sizeof magic;
    if (file != NULL)
        fclose(file);
    return has_magic && (memcmp(magic, ZIP, 4) == 0 || memcmp(magic, OLD, 4) == 0);
}

/* An encrypted workbook is no zip archive but what the old .xls was. */
static gboolean check_magic(const char *path, const char *shown, GError **error) {
    char magic[2] = "";
    FILE *file = fopen(path, "rbe");
    gsize n = file != NULL ? fread(magic, 1, sizeof magic, file) : 0;
    if (file != NULL)
        fclose(file);
    if (file == NULL || (n == 2 && memcmp(magic, "PK", 2) == 0))
        return TRUE; /* whoever opens it tells what is wrong with a missing file */
    const char *found = n == 0                              ? "an empty file"
                        : memcmp(magic, "\xD0\xCF", 2) == 0 ? "an encrypted or an old .xls one"
                                                            : "no zip archive";
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "%s: expected an XLSX workbook, found %s", shown,
                found);
    return FALSE;
}

static gboolean open_sheet(HcpXlsxReader *reader, const HcpReaderSpec *spec, const char *shown,
                           GError **error) {
    GError *inner = NULL;
    const HcpXlsxSheet *sheet = hcp__xlsx_book_find_sheet(reader->book, spec->sheet, shown, error);
    if (sheet == NULL)
        return FALSE;
    g_autofree char *name = hcp__text_for_message(sheet->name, -1, 60);
    reader->place = g_strdup_printf("%s!%s", shown, name);
    reader->part = hcp__xlsx_part_open(spec->path, reader->place, sheet->part, &inner);
    if (reader->part != NULL)
        return TRUE;
    if (inner == NULL)
        g_set_error(&inner, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s: expected the sheet's part in the archive, found none", reader->place);
    g_propagate_error(error, inner);
    return FALSE;
}

HcpXlsxReader *hcp__xlsx_reader_open(const HcpReaderSpec *spec, const char *shown, GError **error) {
    g_autoptr(HcpXlsxReader) reader = g_new0(HcpXlsxReader, 1);
    hcp__xlsx_row_init(&reader->row);
    reader->value = g_string_new(NULL);
    reader->formula = g_string_new(NULL);
    reader->no_header = spec->no_header;
    if (!check_magic(spec->path, shown, error))
        return NULL;
    reader->book = hcp__xlsx_book_open(spec->path, shown, error);
    if (reader->book == NULL || !open_sheet(reader, spec, shown, error))
        return NULL;
    return g_steal_pointer(&reader);
}

void hcp__xlsx_reader_free(HcpXlsxReader *reader) {
    if (reader == NULL)
        return;
    hcp__xlsx_book_free(reader->book);
    hcp__xlsx_part_free(reader->part);
    g_free(reader->place);
    hcp__xlsx_row_clear(&reader->row);
    g_string_free(reader->value, TRUE);
    g_string_free(reader->formula, TRUE);
    g_free(reader);
}

const char *hcp__xlsx_reader_get_place(const HcpXlsxReader *reader) {
    return reader->place;
}

double hcp__xlsx_reader_get_fraction(const HcpXlsxReader *reader) {
    const HcpXlsxPart *part = reader->part;
    return part->size > 0 ? CLAMP((double)part->n_bytes / (double)part->size, 0, 1) : 0;
}

/* ---- the cell at hand ---- */

static CellType type_of(const char *name) {
    static const struct {
        const char *name;
        CellType type;
    } types[] = {{"n", CELL_NUMBER}, {"s", CELL_SHARED}, {"b", CELL_FLAG}, {"d", CELL_DATE}};
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(name, types[i].name) == 0)
            return types[i].type;
    return CELL_TEXT; /* str, inlineStr, and e: "#N/A" */
}

static gboolean place_cell(HcpXlsxReader *reader, const char *reference, GError **error) {
    int32_t column;
    int64_t row;
    if (hcp__xlsx_parse_reference(reference, &column, &row) && row == reader->part->row &&
        column > reader->column) {
        reader->column = column;
        return TRUE;
    }
    g_autofree char *shown = hcp__text_for_message(reference, -1, 20);
    return hcp__xlsx_part_set_error(reader->part, error,
                                    "expected the next cell of the row, found '%s'", shown);
}

static gboolean open_cell(HcpXlsxReader *reader, GError **error) {
    const char *name, *value;
    gboolean is_placed = FALSE;
    reader->type = CELL_NUMBER;
    reader->style = 0;
    reader->has_value = FALSE;
    g_string_truncate(reader->value, 0);
    g_string_truncate(reader->formula, 0);
    while (hcp__xlsx_part_next_attribute(reader->part, &name, &value)) {
        if (strcmp(name, "t") == 0)
            reader->type = type_of(value);
        else if (strcmp(name, "s") == 0)
            reader->style = (guint)MIN(g_ascii_strtoull(value, NULL, 10), G_MAXUINT);
        else if (strcmp(name, "r") == 0) {
            if (!place_cell(reader, value, error))
                return FALSE;
            is_placed = TRUE;
        }
    }
    reader->column += !is_placed;
    if (reader->column < HCP__XLSX_COLUMNS_MAX)
        return TRUE;
    return hcp__xlsx_part_set_error(reader->part, error, "expected at most %d columns",
                                    HCP__XLSX_COLUMNS_MAX);
}

static gboolean append_shared(HcpXlsxReader *reader, GError **error) {
    const HcpXlsxBook *book = reader->book;
    int64_t index = -1;
    if (!hcp__parse_count(reader->value->str, reader->value->len, &index) ||
        index >= book->ends->len) {
        g_autofree char *shown = hcp__text_for_message(reader->value->str, -1, 20);
        return hcp__xlsx_part_set_error(reader->part, error,
                                        "expected one of %u shared strings, found '%s'",
                                        book->ends->len, shown);
    }
    gsize begin = index > 0 ? g_array_index(book->ends, gsize, index - 1) : 0;
    gsize length = g_array_index(book->ends, gsize, index) - begin;
    if (length > HCP__CSV_FIELD_MAX)
        reader->row.fault = "field_too_long";
    else
        g_string_append_len(reader->row.texts, book->strings->str + begin, (gssize)length);
    return TRUE;
}

static gboolean is_day(const HcpXlsxReader *reader) {
    const GByteArray *dates = reader->book->dates;
    return reader->style < dates->len && dates->data[reader->style];
}

static void append_number(HcpXlsxReader *reader) {
    double value;
    const GString *text = reader->value;
    if (!is_day(reader) || !hcp__parse_number(text->str, text->len, &value) ||
        !hcp__xlsx_append_day(reader->row.texts, value, reader->book->from_1904))
        hcp__xlsx_append_number(reader->row.texts, text->str, text->len);
}

static void append_flag(HcpXlsxReader *reader) {
    const char *value = reader->value->str;
    g_string_append(reader->row.texts, strcmp(value, "1") == 0   ? "TRUE"
                                       : strcmp(value, "0") == 0 ? "FALSE"
                                                                 : value);
}

/* ISO 8601 already; of a day without a time the zeros go. */
static void append_date(HcpXlsxReader *reader) {
    gsize length = reader->value->len;
    if (g_str_has_suffix(reader->value->str, "T00:00:00"))
        length -= strlen("T00:00:00");
    g_string_append_len(reader->row.texts, reader->value->str, (gssize)length);
}

static void append_text(HcpXlsxReader *reader) {
    gsize begin = reader->row.texts->len;
    g_string_append_len(reader->row.texts, reader->value->str, (gssize)reader->value->len);
    hcp__xlsx_unescape(reader->row.texts, begin);
}

/* A formula that was never computed stands for itself, so that it is seen: its value is missing, or
 * empty where it would be no text. */
static gboolean is_uncomputed(const HcpXlsxReader *reader) {
    return reader->formula->len > 0 && reader->value->len == 0 &&
           !(reader->type == CELL_TEXT && reader->has_value);
}

static gboolean append_value(HcpXlsxReader *reader, GError **error) {
    if (is_uncomputed(reader)) {
        g_string_append_c(reader->row.texts, '=');
        g_string_append_len(reader->row.texts, reader->formula->str, (gssize)reader->formula->len);
        return TRUE;
    }
    if (reader->value->len == 0)
        return TRUE;
    switch (reader->type) {
    case CELL_SHARED:
        return append_shared(reader, error);
    case CELL_NUMBER:
        append_number(reader);
        break;
    case CELL_FLAG:
        append_flag(reader);
        break;
    case CELL_DATE:
        append_date(reader);
        break;
    case CELL_TEXT:
        append_text(reader);
        break;
    }
    return TRUE;
}

static gboolean close_cell(HcpXlsxReader *reader, GError **error) {
    if (reader->row.fault != NULL)
        return TRUE; /* the row is lost, and its texts need no room */
    gsize begin = reader->row.texts->len;
    if (!append_value(reader, error))
        return FALSE;
    hcp__xlsx_row_add_cell(&reader->row, reader->column, begin,
                           reader->type == CELL_NUMBER && !is_uncomputed(reader));
    return TRUE;
}

static void take_text(HcpXlsxReader *reader) {
    if (reader->capture == NULL)
        return;
    g_string_append(reader->capture, reader->part->text);
    if (reader->capture->len <= HCP__CSV_FIELD_MAX)
        return;
    reader->row.fault = "field_too_long";
    g_string_truncate(reader->capture, 0);
}

/* ---- rows ---- */

static gboolean open_row(HcpXlsxReader *reader, GError **error) {
    HcpXlsxPart *part = reader->part;
    int64_t row = part->row + 1;
    const char *name, *value;
    while (hcp__xlsx_part_next_attribute(part, &name, &value))
        if (strcmp(name, "r") == 0) {
            int64_t stated = 0;
            gboolean is_number = hcp__parse_count(value, strlen(value), &stated);
            row = is_number && stated >= row ? stated : INT64_MAX;
        }
    if (row > HCP__XLSX_ROWS_MAX)
        return hcp__xlsx_part_set_error(part, error, "expected the number of a later row after it");
    part->row = row;
    reader->column = -1;
    hcp__xlsx_row_begin(&reader->row);
    return TRUE;
}

/* ---- elements ---- */

/* "A1:F20": without a header, the first row need not be the widest. */
static void take_dimension(HcpXlsxReader *reader) {
    const char *name, *value;
    int32_t column;
    int64_t row;
    while (hcp__xlsx_part_next_attribute(reader->part, &name, &value)) {
        const char *last = strchr(value, ':');
        if (strcmp(name, "ref") == 0 && last != NULL &&
            hcp__xlsx_parse_reference(last + 1, &column, &row))
            reader->row.width = (gsize)column + 1;
    }
}

static gboolean open_element(HcpXlsxReader *reader, GError **error) {
    const char *name = reader->part->name;
    switch (reader->part->depth) {
    case 1:
        reader->in_data = strcmp(name, "sheetData") == 0;
        if (reader->no_header && strcmp(name, "dimension") == 0)
            take_dimension(reader);
        return TRUE;
    case 2:
        return !reader->in_data || strcmp(name, "row") != 0 || open_row(reader, error);
    case 3:
        return !reader->in_data || strcmp(name, "c") != 0 || open_cell(reader, error);
    default:
        if (!reader->in_data)
            return TRUE;
    }
    if (strcmp(name, "rPh") == 0)
        reader->is_spoken = TRUE;
    else if (strcmp(name, "f") == 0)
        reader->capture = reader->formula;
    else if (strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !reader->is_spoken)) {
        reader->capture = reader->value;
        reader->has_value = TRUE;
    }
    return TRUE;
}

/* TRUE with *is_row set at the end of a row that has a value. */
static gboolean close_element(HcpXlsxReader *reader, gboolean *is_row, GError **error) {
    const char *name = reader->part->name;
    reader->capture = NULL;
    if (!reader->in_data)
        return TRUE;
    switch (reader->part->depth) {
    case 1:
        reader->in_data = FALSE;
        return TRUE;
    case 2:
        *is_row = strcmp(name, "row") == 0 && !hcp__xlsx_row_is_blank(&reader->row);
        return TRUE;
    case 3:
        return strcmp(name, "c") != 0 || close_cell(reader, error);
    default:
        reader->is_spoken = reader->is_spoken && strcmp(name, "rPh") != 0;
        return TRUE;
    }
}

gboolean hcp__xlsx_reader_next(HcpXlsxReader *reader, HcpCsvRow *row, GError **error) {
    gboolean is_row = FALSE;
    while (!is_row) {
        switch (hcp__xlsx_part_next(reader->part, error)) {
        case HCP__XML_OPEN:
            if (!open_element(reader, error))
                return FALSE;
            break;
        case HCP__XML_TEXT:
            take_text(reader);
            break;
        case HCP__XML_CLOSE:
            if (!close_element(reader, &is_row, error))
                return FALSE;
            break;
        case HCP__XML_END:
        case HCP__XML_FAILED:
            return FALSE;
        }
    }
    hcp__xlsx_row_show(&reader->row, row);
    row->line = reader->part->row;
    row->after_blank = row->line > reader->last + 1;
    reader->last = row->line;
    return TRUE;
}

char **hcp__xlsx_reader_list_sheets(const HcpXlsxReader *reader) {
    return hcp__xlsx_book_list_sheets(reader->book);
}
