#include "table/row_source.h"

struct HcpRowSource {
    HcpCsvReader *csv;
    const char *place;
};

HcpRowSource *hcp__row_source_open(const HcpReaderSpec *spec, const char *shown, GError **error) {
    g_autoptr(HcpRowSource) source = g_new0(HcpRowSource, 1);
    source->place = shown;
    source->csv = hcp__csv_reader_open(spec->path, shown, spec->separator, error);
    return source->csv != NULL ? g_steal_pointer(&source) : NULL;
}

void hcp__row_source_free(HcpRowSource *source) {
    if (source == NULL)
        return;
    hcp__csv_reader_free(source->csv);
    g_free(source);
}

gboolean hcp__row_source_next(HcpRowSource *source, HcpCsvRow *row, GError **error) {
    return hcp__csv_reader_next(source->csv, row, error);
}

const char *hcp__row_source_get_place(const HcpRowSource *source) {
    return source->place;
}

char hcp__row_source_get_separator(const HcpRowSource *source) {
    return hcp__csv_reader_get_separator(source->csv);
}

double hcp__row_source_get_fraction(const HcpRowSource *source) {
    return hcp__csv_reader_get_fraction(source->csv);
}
