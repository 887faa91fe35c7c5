/* The parts that reading an XLSX workbook is made of. Office Open XML (ECMA-376, part 1): a zip
 * archive of XML files, of which four kinds tell of cells: the workbook (sheets), its styles (which
 * numbers are dates), its shared strings, and the worksheet. */
#ifndef HCPNET_XLSX_INTERNAL_H
#define HCPNET_XLSX_INTERNAL_H

#include "table/reader_internal.h"

#include <libxml/xmlreader.h>

#define HCP__XLSX_ENTRIES_MAX 1000
#define HCP__XLSX_RATIO_MAX   200 /* bytes of a part for each byte of the file */
#define HCP__XLSX_DEPTH_MAX   64
#define HCP__XLSX_STRINGS_MAX ((gsize)1 << 30)
#define HCP__XLSX_ROWS_MAX    1048576
#define HCP__XLSX_COLUMNS_MAX 16384

/* ---- one XML file of the archive, as a stream ---- */

/* Ends of elements come for empty ones too. */
typedef enum {
    HCP__XML_OPEN,
    HCP__XML_TEXT,
    HCP__XML_CLOSE,
    HCP__XML_END,
    HCP__XML_FAILED
} HcpXmlEvent;

typedef struct {
    char *place;      /* how messages call the part: "book.xlsx!Sheet1" */
    int64_t row;      /* of the sheet, for messages; 0: none */
    const char *name; /* OPEN, CLOSE: of the element, without its prefix */
    const char *text; /* TEXT */
    int depth;        /* of the node: 0 for the outermost element */

    struct archive *archive;
    xmlTextReader *xml;
    gint64 size, n_bytes, max_bytes; /* as the archive says, read so far, allowed */
    char *problem;                   /* the first that the XML parser told */
    gboolean is_bomb, is_damaged, close_is_due;
} HcpXlsxPart;

/* NULL without an error when the archive has no such part. */
HcpXlsxPart *hcp__xlsx_part_open(const char *path, const char *place, const char *name,
                                 GError **error);
void hcp__xlsx_part_free(HcpXlsxPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpXlsxPart, hcp__xlsx_part_free)

/* name, text: valid until the next call. */
HcpXmlEvent hcp__xlsx_part_next(HcpXlsxPart *part, GError **error);

/* After OPEN: the attributes, one a call, names without prefix. */
gboolean hcp__xlsx_part_next_attribute(HcpXlsxPart *part, const char **name, const char **value);

/* Sets `place:row: ...`; returns FALSE. */
gboolean hcp__xlsx_part_set_error(const HcpXlsxPart *part, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Is the file an archive with a workbook in it, and not too many others? */
gboolean hcp__xlsx_check_archive(const char *path, const char *shown, GError **error);

/* ---- what the workbook says ---- */

typedef struct {
    char *name;
    char *part; /* in the archive; NULL: no worksheet but a chart, say */
    gboolean is_hidden;
} HcpXlsxSheet;

typedef struct {
    GPtrArray *sheets;  /* of HcpXlsxSheet * */
    gboolean from_1904; /* days are counted from 1904-01-01 */
    GString *strings;   /* the shared strings one after the other */
    GArray *ends;       /* ends[i]: gsize, where string i ends */
    GByteArray *dates;  /* dates[style] != 0: numbers are days */
} HcpXlsxBook;

HcpXlsxBook *hcp__xlsx_book_open(const char *path, const char *shown, GError **error);
void hcp__xlsx_book_free(HcpXlsxBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpXlsxBook, hcp__xlsx_book_free)

/* Those that are shown, NULL at the end; owned by the caller. */
char **hcp__xlsx_book_list_sheets(const HcpXlsxBook *book);

/* The sheet of that name, or (NULL) the first that is shown; an error lists those there are. */
const HcpXlsxSheet *hcp__xlsx_book_find_sheet(const HcpXlsxBook *book, const char *name,
                                              const char *shown, GError **error);

gboolean hcp__xlsx_read_strings(HcpXlsxBook *book, HcpXlsxPart *part, GError **error);
gboolean hcp__xlsx_read_styles(HcpXlsxBook *book, HcpXlsxPart *part, GError **error);

/* ---- cells ---- */

/* "AB12": column 27 (from 0), row 12. */
gboolean hcp__xlsx_parse_reference(const char *text, int32_t *column, int64_t *row);

/* Does a format show days or times? By the number of a built-in one; by the code of another. */
gboolean hcp__xlsx_is_date_id(int id);
gboolean hcp__xlsx_is_date_code(const char *code);

/* yyyy-mm-dd, with hh:mm:ss after it where the day has a fraction; of less than a day hh:mm:ss.
 * FALSE when the number is no day. */
gboolean hcp__xlsx_append_day(GString *text, double serial, gboolean from_1904);

/* The shortest text of the number: files hold 17 digits, of which the last are noise. */
void hcp__xlsx_append_number(GString *text, const char *number, gsize length);

/* Puts the characters in that stand as _xHHHH_ in the text from `from` on. */
void hcp__xlsx_unescape(GString *text, gsize from);

/* ---- rows ---- */

/* The row at hand. */
typedef struct {
    const char *fault; /* as in HcpCsvRow */
    GString *texts;    /* of its cells, one after the other */
    GArray *cells;     /* those with a value */
    gsize width;       /* of fields that a row has at least: what the first row has */
    gboolean is_first;
    GString *raw; /* the row as CSV */
    HcpCsvField *fields;
    gsize capacity;
} HcpXlsxRow;

void hcp__xlsx_row_init(HcpXlsxRow *row);
void hcp__xlsx_row_clear(HcpXlsxRow *row);
void hcp__xlsx_row_begin(HcpXlsxRow *row);

/* The cell whose text is what `texts` holds from `begin` on. Columns come in order. */
void hcp__xlsx_row_add_cell(HcpXlsxRow *row, int32_t column, gsize begin, gboolean is_number);
gboolean hcp__xlsx_row_is_blank(const HcpXlsxRow *row);

/* Sets all but `line`; valid until the next row begins. */
void hcp__xlsx_row_show(HcpXlsxRow *row, HcpCsvRow *shown);

typedef struct HcpXlsxReader HcpXlsxReader;

/* Does the file begin as a zip archive, or is it called one? */
gboolean hcp__xlsx_is_likely(const char *path);

HcpXlsxReader *hcp__xlsx_reader_open(const HcpReaderSpec *spec, const char *shown, GError **error);
void hcp__xlsx_reader_free(HcpXlsxReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpXlsxReader, hcp__xlsx_reader_free)

/* FALSE at the end, or with an error. Rows without a value are no rows; the others have as many
 * fields as the first, or more. `raw` is the row as CSV. */
gboolean hcp__xlsx_reader_next(HcpXlsxReader *reader, HcpCsvRow *row, GError **error);
const char *hcp__xlsx_reader_get_place(const HcpXlsxReader *reader);
double hcp__xlsx_reader_get_fraction(const HcpXlsxReader *reader);

/* The names of the sheets that are shown, in order, NULL at the end; owned by the caller. */
char **hcp__xlsx_reader_list_sheets(const HcpXlsxReader *reader);

#endif
