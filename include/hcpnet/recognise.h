/* What is in a file, from its names and its first rows: for `inspect`, and for `init`, which writes
 * a study from a folder. */
#ifndef HCPNET_RECOGNISE_H
#define HCPNET_RECOGNISE_H

#include <hcpnet/preset.h>

/* One column of the file. */
typedef struct {
    char *name;            /* as the file calls it; its number when there are no names */
    const char *type;      /* "text", "count", "number", "flag", "date", "empty" */
    const HcpField *field; /* of the schema that the file seems to be; NULL: none */
    const char *why;       /* "name", "alias", "preset", "content"; NULL without a field */
    gboolean is_masked;    /* a patient stands or may stand there */
    int64_t n_missing;     /* of the rows looked at: empty cells, and those of `missing` */
    int64_t n_distinct;
    GPtrArray *missing; /* of const char *: words that seem to stand for an empty cell: "NA" */
    GPtrArray *values;  /* of char *: up to 8 distinct values in byte order; none when masked */
} HcpFileColumn;

typedef struct {
    char *path;
    char **sheets; /* of a workbook: those that are shown, NULL at the end; NULL: it is none */
    char *sheet;   /* of these, the one that was looked at; NULL: none */
    int skip;      /* lines above the names of the columns, such as a title */
    char separator;
    const char *encoding; /* of a text file, such as "utf-8"; NULL of any other */
    gboolean has_header;
    gboolean month_first;       /* a date with a month above 12 when read day first */
    gboolean has_serials;       /* the dates are days counted by a spreadsheet */
    HcpDecimal guessed_decimal; /* a guess, since no cell tells point from comma; DETECT: none */
    GPtrArray *missing;         /* of char *: what the setting `missing` says: "NA", "units=NA" */
    int64_t n_rows;             /* rows looked at: at most 1,000 */
    GPtrArray *columns;         /* of HcpFileColumn * */
    GPtrArray *sample;          /* of char **: all rows looked at, as they stand: not to be shown */
    GPtrArray *rows;            /* of char **: five rows of n_columns cells, patients masked */

    const HcpSchema *schema;     /* the table that the file seems to be; NULL: none */
    const HcpPreset *preset;     /* NULL: none */
    double score;                /* 0..1; below 0.5 the guess is a weak one */
    const HcpSchema *rival;      /* the next best table; NULL: none */
    GPtrArray *doubts;           /* of char *: questions to the reader, one sentence each */
    int32_t first_day, last_day; /* of the first date field; INT32_MAX, INT32_MIN: none */
} HcpFileGuess;

/* Reads at most 1,000 rows of the file; of a workbook, of that sheet, or (NULL) of the first that
 * is shown. A file that cannot be read at all is an error. */
HcpFileGuess *hcp_file_recognise(const char *path, const char *sheet, GError **error);
void hcp_file_guess_free(HcpFileGuess *guess);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpFileGuess, hcp_file_guess_free)

/* The group of a study file that reads this one, with comments for what is in doubt. `file` is how
 * the study names it. Owned by the caller. */
char *hcp_file_guess_make_group(const HcpFileGuess *guess, const char *file);

/* A commented study file for the files of a folder, in which each table that was recognised stands,
 * and what was not decided is asked in comments. NULL with NOT_FOUND when no file is a table.
 * Hidden files and those of other kinds are passed over. Owned by the caller. */
char *hcp_folder_make_study(const char *folder, GError **error);

#endif
