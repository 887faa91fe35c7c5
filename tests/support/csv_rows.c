#include "csv_rows.h"

static void append_counted(GString *text, const char *bytes, gsize length) {
    g_string_append_printf(text, " %" G_GSIZE_FORMAT ":", length);
    g_string_append_len(text, bytes, (gssize)length);
}

static void append_row(GString *text, const HcpCsvRow *row) {
    g_string_append_printf(text, "%" G_GINT64_FORMAT " %s", row->line,
                           row->fault != NULL ? row->fault : "good");
    append_counted(text, row->raw, row->raw_length);
    for (gsize i = 0; i < row->n_fields; i++)
        append_counted(text, row->fields[i].text, row->fields[i].length);
    g_string_append_c(text, '\n');
}

GString *hcp_test_csv_rows(const char *path, const HcpCsvFormat *stated, char *separator) {
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpCsvReader) reader = hcp__csv_reader_open(path, "data.csv", stated, &error);
    g_assert((reader == NULL) == (error != NULL));
    if (reader == NULL)
        return NULL;
    if (separator != NULL)
        *separator = hcp__csv_reader_get_separator(reader);
    GString *text = g_string_new(NULL);
    HcpCsvRow row;
    while (hcp__csv_reader_next(reader, &row, &error))
        append_row(text, &row);
    if (error != NULL)
        g_string_append(text, error->message);
    return text;
}

gboolean hcp_test_csv_rows_agree(const char *path, gsize block) {
    HcpCsvFormat stated = {0, HCP_ENCODING_DETECT, 0, NULL};
    g_autoptr(GString) whole = hcp_test_csv_rows(path, &stated, &stated.separator);
    stated.block = block; /* sniffing may go by what stands in the first block */
    g_autoptr(GString) parts = hcp_test_csv_rows(path, &stated, NULL);
    if (whole == NULL || parts == NULL)
        return whole == parts;
    return g_string_equal(whole, parts);
}
