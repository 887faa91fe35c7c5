#include "table/row_source.h"

#include "table/xlsx_internal.h"

/* One of the two readers, the other NULL. */
struct HcpRowSource {
    HcpCsvReader *csv;
    HcpXlsxReader *xlsx;
    const char *place;
    int skip; /* rows of a workbook that are passed over */
};

static gboolean open_reader(HcpRowSource *source, const HcpReaderSpec *spec, gsize block,
                            const HcpRun *run, GError **error) {
    if (hcp__xlsx_is_likely(spec->path)) {
        source->xlsx = hcp__xlsx_reader_open(spec, source->place, error);
        if (source->xlsx != NULL)
            source->place = hcp__xlsx_reader_get_place(source->xlsx);
        return source->xlsx != NULL;
    }
    if (spec->sheet != NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s: expected an XLSX workbook with a sheet '%s', found no workbook",
                    source->place, spec->sheet);
        return FALSE;
    }
    HcpCsvFormat stated = {spec->separator, spec->encoding, block, run};
    source->csv = hcp__csv_reader_open(spec->path, source->place, &stated, error);
    return source->csv != NULL &&
           (spec->skip == 0 ||
            hcp__csv_reader_skip(source->csv, spec->skip, spec->separator == 0, error));
}

HcpRowSource *hcp__row_source_open(const HcpReaderSpec *spec, const char *shown, gsize block,
                                   const HcpRun *run, GError **error) {
    g_autoptr(HcpRowSource) source = g_new0(HcpRowSource, 1);
    source->place = shown;
    source->skip = spec->skip;
    return open_reader(source, spec, block, run, error) ? g_steal_pointer(&source) : NULL;
}

void hcp__row_source_free(HcpRowSource *source) {
    if (source == NULL)
        return;
    hcp__csv_reader_free(source->csv);
    hcp__xlsx_reader_free(source->xlsx);
    g_free(source);
}

gboolean hcp__row_source_next(HcpRowSource *source, HcpCsvRow *row, GError **error) {
    if (source->xlsx == NULL)
        return hcp__csv_reader_next(source->csv, row, error);
    do
        if (!hcp__xlsx_reader_next(source->xlsx, row, error))
            return FALSE;
    while (row->line <= source->skip);
    return TRUE;
}

HcpCsvReader *hcp__row_source_get_csv(const HcpRowSource *source) {
    return source->csv;
}

const char *hcp__row_source_get_place(const HcpRowSource *source) {
    return source->place;
}

char hcp__row_source_get_separator(const HcpRowSource *source) {
    return source->xlsx != NULL ? ',' : hcp__csv_reader_get_separator(source->csv);
}

const HcpTextSource *hcp__row_source_get_text(const HcpRowSource *source) {
    return source->csv != NULL ? hcp__csv_reader_get_text(source->csv) : NULL;
}

double hcp__row_source_get_fraction(const HcpRowSource *source) {
    return source->xlsx != NULL ? hcp__xlsx_reader_get_fraction(source->xlsx)
                                : hcp__csv_reader_get_fraction(source->csv);
}

char **hcp__row_source_list_sheets(const HcpRowSource *source) {
    return source->xlsx != NULL ? hcp__xlsx_reader_list_sheets(source->xlsx) : NULL;
}
