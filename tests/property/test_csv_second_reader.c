/* Two readers by others, Python's csv module and libcsv, read the same rows and fields for every
 * separator and line end.
 *
 * Where they differ from ours by design, the generator writes no such thing: libcsv takes a byte
 * order mark for text (it gets the bytes after it), trims blanks around fields (told not to), and
 * both read on in a field whose quote closes in its middle, which costs us a row: this libcsv calls
 * an error too when strict. Strict, it refuses quotes inside bare fields as well, which are text to
 * us and to Python: the files that are compared for faults have none. */
#include "support.h"
#include "table/reader_internal.h"

#include <csv.h>
#include <glib/gstdio.h>
#include <string.h>

/* Fields end in \x1f, rows in \x1e. */
static const char SCRIPT[] =
    "import csv, sys\n"
    "csv.field_size_limit(10**9)\n"
    "with open(sys.argv[1], encoding='utf-8-sig', newline='') as file:\n"
    "    for row in csv.reader(file, delimiter=sys.argv[2]):\n"
    "        if row:\n"
    "            sys.stdout.buffer.write((''.join(cell + '\\x1f' for cell in row) + '\\x1e')"
    ".encode())\n";

/* The paths of the files one a line, their separators in the same order; rows of all in one. */
static const char MANY[] =
    "import csv, sys\n"
    "out = sys.stdout.buffer\n"
    "for path, mark in zip(open(sys.argv[1]).read().split(), sys.argv[2]):\n"
    "    with open(path, encoding='utf-8-sig', newline='') as file:\n"
    "        for row in csv.reader(file, delimiter=mark):\n"
    "            if row:\n"
    "                out.write((''.join(cell + '\\x1f' for cell in row) + '\\x1e').encode())\n";

static char *run_python(const char *script, const char *path, const char *separators) {
    const char *argv[] = {HCP_TEST_PYTHON, "-c", script, path, separators, NULL};
    char *text = NULL;
    int status = -1;
    CU_ASSERT(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL,
                           &status, NULL));
    CU_ASSERT_EQUAL(status, 0);
    return text != NULL ? text : g_strdup("(no python)");
}

static char *read_with_us(const char *path, char separator) {
    g_autoptr(GError) error = NULL;
    HcpCsvFormat stated = {separator, HCP_ENCODING_DETECT, 0, NULL};
    g_autoptr(HcpCsvReader) reader = hcp__csv_reader_open(path, path, &stated, &error);
    GString *text = g_string_new(NULL);
    HcpCsvRow row;
    while (reader != NULL && hcp__csv_reader_next(reader, &row, &error)) {
        CU_ASSERT_PTR_NULL(row.fault);
        for (gsize i = 0; i < row.n_fields; i++) {
            g_string_append_len(text, row.fields[i].text, (gssize)row.fields[i].length);
            g_string_append_c(text, '\x1f');
        }
        g_string_append_c(text, '\x1e');
    }
    CU_ASSERT_PTR_NULL(error);
    return g_string_free(text, FALSE);
}

/* A field as a careful or a careless writer would have it; quotes inside bare fields are text. */
static void append_field(GString *content, HcpRng *rng, char separator) {
    static const char *const words[] = {
        "", "a", "1.5", " b ", "caf\xC3\xA9", "x\"y", "\xE2\x82\xAC", "P42", "long longer longest"};
    static const char *const quoted[] = {"",         "\"\"", "\n", "\r\n", "\r", "a",
                                         "\"\"\"\"", ",",    ";",  "\t",   "|",  "\xC3\xA9"};
    if (hcp__rng_below(rng, 2) == 0) {
        g_string_append(content, words[hcp__rng_below(rng, G_N_ELEMENTS(words))]);
        return;
    }
    g_string_append_c(content, '"');
    for (int64_t n = hcp__rng_below(rng, 5); n > 0; n--)
        g_string_append(content, quoted[hcp__rng_below(rng, G_N_ELEMENTS(quoted))]);
    if (hcp__rng_below(rng, 4) == 0)
        g_string_append_c(content, separator);
    g_string_append_c(content, '"');
}

/* Large enough that the buffer is refilled in the middle of rows. */
static GString *make_file(HcpRng *rng, char separator, const char *line_end) {
    GString *content = g_string_new(hcp__rng_below(rng, 2) == 0 ? "\xEF\xBB\xBF" : NULL);
    while (content->len < 700 * 1000) {
        for (int64_t n = hcp__rng_below(rng, 9); n >= 0; n--) {
            append_field(content, rng, separator);
            if (n > 0)
                g_string_append_c(content, separator);
        }
        g_string_append(content, line_end);
    }
    g_string_append(content, "last");
    return content;
}

static void python_reads_the_same_fields(void) {
    static const char separators[] = ",;\t|";
    static const char *const line_ends[] = {"\n", "\r\n", "\r", "\r\n"};
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    for (int i = 0; i < 4; i++) {
        g_autoptr(GString) content = make_file(&rng, separators[i], line_ends[i]);
        g_autofree char *path = hcp_test_file("both.csv", content->str);
        const char delimiter[] = {separators[i], '\0'};
        g_autofree char *expected = run_python(SCRIPT, path, delimiter);
        g_autofree char *found = read_with_us(path, separators[i]);
        CU_ASSERT(strlen(expected) > 300 * 1000);
        CU_ASSERT(strcmp(found, expected) == 0);
    }
}

static GString *make_small_file(HcpRng *rng, char separator) {
    static const char *const line_ends[] = {"\n", "\r\n", "\r"};
    GString *content = g_string_new(hcp__rng_below(rng, 4) == 0 ? "\xEF\xBB\xBF" : NULL);
    for (int64_t rows = hcp__rng_below(rng, 12); rows >= 0; rows--) {
        for (int64_t n = hcp__rng_below(rng, 6); n >= 0; n--) {
            append_field(content, rng, separator);
            if (n > 0)
                g_string_append_c(content, separator);
        }
        if (rows > 0 || hcp__rng_below(rng, 2) == 0)
            g_string_append(content, line_ends[hcp__rng_below(rng, 3)]);
    }
    return content;
}

/* Line ends of all sorts in one file, with and without one at the end. */
static void python_reads_the_same_of_two_thousand_files(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 2, 0);
    g_autoptr(GString) paths = g_string_new(NULL);
    g_autoptr(GString) separators = g_string_new(NULL);
    g_autoptr(GString) found = g_string_new(NULL);
    for (int i = 0; i < 2000; i++) {
        char separator = ",;\t|"[i % 4];
        g_autoptr(GString) content = make_small_file(&rng, separator);
        g_autofree char *name = g_strdup_printf("%d.csv", i);
        g_autofree char *path = hcp_test_file(name, content->str);
        g_string_append_printf(paths, "%s\n", path);
        g_string_append_c(separators, separator);
        g_autofree char *rows = read_with_us(path, separator);
        g_string_append(found, rows);
    }
    g_autofree char *list = hcp_test_file("paths", paths->str);
    g_autofree char *expected = run_python(MANY, list, separators->str);
    CU_ASSERT(strlen(expected) > 100 * 1000);
    CU_ASSERT(strcmp(found->str, expected) == 0);
}

/* ---- libcsv ---- */

static void append_libcsv_field(void *text, size_t length, void *to) {
    g_string_append_len(to, text, (gssize)length);
    g_string_append_c(to, '\x1f');
}

static void append_libcsv_row(int line_end, void *to) {
    (void)line_end;
    g_string_append_c(to, '\x1e');
}

static int is_no_blank(unsigned char byte) {
    (void)byte;
    return 0;
}

/* NULL: libcsv, being strict, refuses the file. */
static char *read_with_libcsv(const GString *content, char separator, guchar options) {
    struct csv_parser parser;
    int status = csv_init(&parser, options);
    g_assert(status == 0);
    csv_set_delim(&parser, (guchar)separator);
    csv_set_space_func(&parser, is_no_blank);
    gsize mark = g_str_has_prefix(content->str, "\xEF\xBB\xBF") ? 3 : 0;
    g_autoptr(GString) text = g_string_new(NULL);
    gsize length = content->len - mark;
    gsize done = csv_parse(&parser, content->str + mark, length, append_libcsv_field,
                           append_libcsv_row, text);
    status = csv_fini(&parser, append_libcsv_field, append_libcsv_row, text);
    csv_free(&parser);
    return done == length && status == 0 ? g_strdup(text->str) : NULL;
}

static void libcsv_reads_the_same_of_two_thousand_files(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 3, 0);
    gsize n_bytes = 0;
    for (int i = 0; i < 2000; i++) {
        char separator = ",;\t|"[i % 4];
        g_autoptr(GString) content = make_small_file(&rng, separator);
        g_autofree char *path = hcp_test_file("both.csv", content->str);
        g_autofree char *found = read_with_us(path, separator);
        g_autofree char *expected = read_with_libcsv(content, separator, 0);
        CU_ASSERT_STRING_EQUAL(found, expected);
        n_bytes += strlen(expected);
        (void)g_remove(path); /* what replaces a file is synced to disk, which is slow */
    }
    CU_ASSERT(n_bytes > 100 * 1000);
}

/* Fields that open with a quote and go on with anything; the others have no quotes. */
static GString *make_faulty_file(HcpRng *rng) {
    static const char *const pieces[] = {"a", "a", "\"", "\"\"", "\"\"", " "};
    GString *content = g_string_new(NULL);
    for (int64_t n = 1 + hcp__rng_below(rng, 8); n > 0; n--) {
        if (hcp__rng_below(rng, 3) == 0) {
            g_string_append_c(content, '"');
            for (int64_t k = hcp__rng_below(rng, 4); k > 0; k--)
                g_string_append(content, pieces[hcp__rng_below(rng, G_N_ELEMENTS(pieces))]);
            if (hcp__rng_below(rng, 8) != 0)
                g_string_append_c(content, '"');
        } else {
            g_string_append(content, "bare");
        }
        g_string_append_c(content, n > 1 && hcp__rng_below(rng, 3) > 0 ? ',' : '\n');
    }
    return content;
}

static gboolean has_fault(const char *path) {
    HcpCsvFormat stated = {',', HCP_ENCODING_DETECT, 0, NULL};
    g_autoptr(HcpCsvReader) reader = hcp__csv_reader_open(path, path, &stated, NULL);
    HcpCsvRow row;
    gboolean found = FALSE;
    while (reader != NULL && hcp__csv_reader_next(reader, &row, NULL))
        found = found || row.fault != NULL;
    return found;
}

static void libcsv_refuses_the_same_quotes_of_two_thousand_files(void) {
    HcpRng rng;
    hcp__rng_init(&rng, 4, 0);
    int n_faulty = 0;
    for (int i = 0; i < 2000; i++) {
        g_autoptr(GString) content = make_faulty_file(&rng);
        g_autofree char *path = hcp_test_file("both.csv", content->str);
        g_autofree char *rows = read_with_libcsv(content, ',', CSV_STRICT | CSV_STRICT_FINI);
        gboolean is_faulty = has_fault(path);
        CU_ASSERT_EQUAL(is_faulty, rows == NULL);
        n_faulty += is_faulty;
        (void)g_remove(path);
    }
    CU_ASSERT(n_faulty > 400 && n_faulty < 1600);
}

HCP_TEST_MAIN(HCP_TEST(libcsv_reads_the_same_of_two_thousand_files),
              HCP_TEST(libcsv_refuses_the_same_quotes_of_two_thousand_files),
              HCP_TEST(python_reads_the_same_of_two_thousand_files),
              HCP_TEST(python_reads_the_same_fields))
