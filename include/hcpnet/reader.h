/* Reading one CSV file, or one sheet of an XLSX workbook, into one table. */
#ifndef HCPNET_READER_H
#define HCPNET_READER_H

#include <hcpnet/issues.h>
#include <hcpnet/run.h>
#include <hcpnet/schema.h>
#include <hcpnet/table.h>

/* Ids of one kind. Closed: an id that is not in the pool is unknown, and its row is rejected (in a
 * field that is not required: the cell is missing, and a notice says so). Open
 * (there is no master table): a new id joins the pool. NULL pool: a domain of the table's own. */
typedef struct {
    HcpPool *pool;
    gboolean open;
} HcpIdDomain;

/* What the bytes of a text file mean. A byte order mark comes before what is stated. */
typedef enum {
    HCP_ENCODING_DETECT, /* UTF-8 where all of the file is; else Windows-1252, with a notice */
    HCP_ENCODING_UTF8,
    HCP_ENCODING_UTF16LE,
    HCP_ENCODING_UTF16BE,
    HCP_ENCODING_WINDOWS_1252,
    HCP_ENCODING_LATIN1 /* read as Windows-1252, of which it is the greater part */
} HcpEncoding;

/* "utf-8", as the setting `encoding` has it. */
const char *hcp_encoding_name(HcpEncoding encoding);

/* "comma", "semicolon", "tab" or "pipe", as the setting `separator` has it; NULL: another one. */
const char *hcp_separator_name(char separator);

/* The decimal mark of a file's numbers. */
typedef enum {
    HCP_DECIMAL_DETECT, /* each column by its cells, else by the file's others, else by a guess */
    HCP_DECIMAL_POINT,
    HCP_DECIMAL_COMMA
} HcpDecimal;

/* How dates are read that are no ISO dates. */
typedef enum {
    HCP_DATES_DAY_FIRST,   /* 03/04/2026 is 3 April; days counted by a spreadsheet are detected */
    HCP_DATES_MONTH_FIRST, /* 03/04/2026 is 4 March */
    HCP_DATES_EXCEL_1900,  /* days may be counted from 1900, as Excel does; else day first */
    HCP_DATES_EXCEL_1904   /* from 1904, as Excel on a Macintosh did */
} HcpDateStyle;

/* What is known of an export beyond the names of its columns. Each text is a list with ; between;
 * NULL: nothing. COLUMN is the name of a column of the file, or several with | between, of which
 * the first that the file has counts; a name in the spelling of Veeva CRM (Account_vod__c) stands
 * for that of Vault (account__v) as well. */
typedef struct {
    const char *mapping; /* field=COLUMN: used where spec->mapping names no column for the field;
                            a column that the file lacks is passed over */
    const char *where;   /* COLUMN=value,value: rows that are kept. Case, and the endings of values
                            in Veeva, do not count. Not used when spec->where is given; a column
                            that the file lacks is a notice (missing_filter) */
    const char *unless;  /* COLUMN=value,value: rows that are left out, such as deleted ones, beside
                             spec->where too; a file without that column loses none, in silence */
    const char *values;  /* field:pattern=value: a cell that fits the pattern (* and ?, any case;
                            nothing: an empty cell) is read as the value; the first that fits */
    const char *constants; /* field=value: of every row, where the file has no column for it */
    const char *once;     /* COLUMN;COLUMN: rows that agree in all of them are one; of a|b the first
                             that is not empty */
    gboolean is_mirrored; /* the first two ids may stand in either order: a pair is one row */
} HcpReaderRules;

typedef struct {
    const char *path;       /* what to open; gzip, zstd and xz are seen through */
    const char *shown_path; /* how messages call it; NULL: path */
    const char *table;      /* how tallies call it; NULL: schema->name */
    const HcpSchema *schema;
    const char *const
        *mapping;             /* field, column, field, column, ..., NULL; NULL: by name and alias */
    const char *const *where; /* column, value, ..., NULL: keeps rows where one of the values of
                                 each named column fits; NULL keeps all */
    const char *const *missing; /* words, NULL at the end, that stand for an empty cell, in quotes
                                   or not; COLUMN=WORD: in that column alone; NULL: none */
    char separator;             /* , ; | or tab; 0: sniffed */
    HcpEncoding encoding;
    const char *sheet;  /* of a workbook; NULL: the first that is not hidden */
    int skip;           /* lines, of a workbook rows, that stand above the names of columns */
    gboolean no_header; /* columns are the schema's fields in order */
    HcpDateStyle dates;
    HcpDecimal decimal;
    const HcpReaderRules *rules; /* of an export; NULL: none */
    gboolean hides_values;       /* messages and rejects show <value> in the place of each cell */
    gboolean widens_ids; /* ids of Salesforce of 15 characters get their checksum: 18 characters */
    HcpIdDomain physicians, organisations;
    int32_t first_day, last_day; /* rows whose first DATE field lies outside are rejected;
                                    INT32_MIN, INT32_MAX: no bound */
} HcpReaderSpec;

#define HCP_READER_SPEC_INIT                                                                       \
    { .first_day = INT32_MIN, .last_day = INT32_MAX }

/* Reads the file. The table has a column for each field of the schema that the file has, under the
 * field's name and in the schema's order; then the others, if the schema keeps them, under their
 * own name made [a-z][a-z0-9_]*, with an inferred kind. Ids are STRING columns over the domain's
 * pool, so that with a closed pool the code of a physician is its row in the master.
 *
 * A bad row is an issue and a reject, and reading goes on; a bad file (missing, no header, a
 * required column absent, not text) is an error. Memory: the columns, plus one buffer. O(bytes). */
HcpTable *hcp_reader_read(const HcpReaderSpec *spec, HcpIssues *issues, const HcpRun *run,
                          GError **error);

#endif
