#include "study/study_internal.h"

#include <string.h>

#define STUDY(member) offsetof(HcpStudy, member)
#define TABLE(member) offsetof(HcpStudyTable, member)

static const HcpSetting settings[] = {
    {"study", "title", HCP_SETTING_TEXT, NULL, HCP__STUDY_TITLE,
     "what the report and the map are called", STUDY(title)},
    {"study", "brand", HCP_SETTING_LIST, NULL, NULL, "names of the brand's products", STUDY(brand)},
    {"study", "market", HCP_SETTING_LIST, NULL, "every product of the prescriptions",
     "names of the products of the class, the brand's among them", STUDY(market)},
    {"study", "period", HCP_SETTING_PERIOD, NULL, "no bounds",
     "first and last day, both inclusive, as 2025-07-01/2026-06-30; events outside are rejected",
     STUDY(first_day)},
    {"study", "main_layer", HCP_SETTING_TEXT, NULL,
     "combined when there are several stated layers, else the only one",
     "the layer whose measures bear plain names and which the map shows", STUDY(main_layer)},
    {"study", "seed", HCP_SETTING_SEED, NULL, "1",
     "start of every random choice: another seed, another but equally good layout", STUDY(seed)},

    {HCP__SETTING_TABLE, "file", HCP_SETTING_LIST, NULL, NULL,
     "the files of the table, CSV or XLSX, relative to the study file; gzip, zstd and xz are seen "
     "through",
     TABLE(files)},
    {HCP__SETTING_TABLE, "sheet", HCP_SETTING_TEXT, NULL, "the first that is not hidden",
     "the sheet of an XLSX workbook", TABLE(sheet)},
    {HCP__SETTING_TABLE, "preset", HCP_SETTING_TEXT, NULL, "none",
     "the export that the files are, as `hcpnet list presets` names it: its columns, filters and "
     "values; lines of the group override it",
     TABLE(preset)},
    {HCP__SETTING_TABLE, "where", HCP_SETTING_FILTER, NULL, "all rows",
     "rows that are kept: column=value; several values of one column widen, other columns narrow",
     TABLE(where)},
    {HCP__SETTING_TABLE, "separator", HCP_SETTING_SEPARATOR, NULL, "found by looking",
     "between the cells: comma, semicolon, tab, pipe, or the character", TABLE(separator)},
    {HCP__SETTING_TABLE, "encoding", HCP_SETTING_CHOICE,
     "detect;utf-8;utf-16le;utf-16be;windows-1252;latin-1", "detect",
     "what the bytes mean; detect: UTF-8 if all of the file is, else Windows-1252; a byte order "
     "mark "
     "comes before all",
     TABLE(encoding)},
    {HCP__SETTING_TABLE, "header", HCP_SETTING_CHOICE, "yes;no", "yes",
     "no: the file has no line of names, its columns are the table's fields in order",
     TABLE(no_header)},
    {HCP__SETTING_TABLE, "skip", HCP_SETTING_COUNT, NULL, "0",
     "lines, of a workbook rows, above the names of the columns, such as a title", TABLE(skip)},
    {HCP__SETTING_TABLE, "dates", HCP_SETTING_CHOICE, "day-first;month-first;excel-1900;excel-1904",
     "day-first",
     "how 03/04/2026 is read; excel: days counted by a spreadsheet, as 45870; ISO dates need no "
     "word",
     TABLE(dates)},
    {HCP__SETTING_TABLE, "decimal", HCP_SETTING_CHOICE, "detect;point;comma", "detect",
     "the decimal mark of numbers; detect: each column by its cells", TABLE(decimal)},
    {HCP__SETTING_TABLE, "missing", HCP_SETTING_LIST, NULL, "none",
     "words that stand for an empty cell, as NA;NULL, in quotes or not; column=word: in that "
     "column "
     "alone",
     TABLE(missing)},
    {HCP__SETTING_TABLE, "directed", HCP_SETTING_CHOICE, "yes;no", "yes",
     "of ties alone; no: a tie from A to B is one between them, and B to A is the same",
     TABLE(undirected)},

    {"combined", "LAYER", HCP_SETTING_WEIGHT, NULL,
     "every stated layer between physicians (referral, ties) with 1",
     "weight of the layer in the combined one", STUDY(combined)},

    {"attendance", "attended", HCP_SETTING_LIST, NULL, "the words below",
     "outcomes of an interaction that mean that the physician was at its event", STUDY(attended)},
    {"attendance", "max_attendees", HCP_SETTING_COUNT, NULL, "500",
     "larger events make no ties: who was one of thousands met nobody by it", STUDY(max_attendees)},

    {"shared", "rule", HCP_SETTING_CHOICE, "cms;trace-route;binning", "cms",
     "how visits become pairs; cms: a visit to one, then to the other within the window; "
     "trace-route: the same, on the patient's next day with a visit; binning: both, in any order",
     STUDY(shared.rule)},
    {"shared", "window", HCP_SETTING_COUNT, NULL, "30",
     "days from the one visit to the other, the last one included", STUDY(shared.window)},
    {"shared", "same_day", HCP_SETTING_CHOICE, "lesser;drop;both;apart", "lesser",
     "two visits on one day; lesser: counted once, from the smaller id, as CMS does; drop: not; "
     "both: in both directions; apart: in the column same_day alone",
     STUDY(shared.same_day)},
    {"shared", "weight", HCP_SETTING_CHOICE, "patients;visits;newman;jaccard;cosine;share",
     "patients", "the strength of a pair", STUDY(shared.weight)},
    {"shared", "services", HCP_SETTING_LIST, NULL, "every service",
     "the services whose visits count; a visit without one then does not", STUDY(shared.services)},
    {"shared", "without_services", HCP_SETTING_LIST, NULL, "none",
     "services whose visits do not count, such as those of a laboratory",
     STUDY(shared.without_services)},
    {"shared", "max_visits", HCP_SETTING_COUNT, NULL, "5000",
     "a patient with more visits is taken for no person, and left out", STUDY(shared.max_visits)},

    {"brand", "writer_units", HCP_SETTING_COUNT, NULL, "1",
     "units of the brand in the period that make a physician a brand writer",
     STUDY(brand_view.writer_units)},
    {"brand", "windows", HCP_SETTING_COUNT, NULL, "2",
     "windows that the period is cut into, at most 24; trends compare the last with the first",
     STUDY(brand_view.windows)},
    {"brand", "trend_units", HCP_SETTING_COUNT, NULL, "3",
     "units of the brand in the first and the last window together, below which there is no trend",
     STUDY(brand_view.trend_units)},

    {"lookalike", "seeds", HCP_SETTING_TOP, NULL, "the [seeds] table, or top:strength:10%",
     "who the seed physicians are: the top share by a measure, as top:strength:10%", STUDY(seeds)},
    {"lookalike", "consent_purpose", HCP_SETTING_TEXT, NULL, "any",
     "the purpose that a physician must have consented to, to be listed", STUDY(consent_purpose)},
    {"lookalike", "features", HCP_SETTING_LIST, NULL, "all that are fit",
     "the columns that likeness is judged by", STUDY(features)},

    {"behaviour", "min_referrals", HCP_SETTING_COUNT, NULL, "10",
     "who neither sends (or receives) as many referrals, nor is expected to, is not ranked: too "
     "few "
     "data",
     STUDY(min_referrals)},
    {"behaviour", "expect_by", HCP_SETTING_LIST, NULL, "specialty;panel_size",
     "columns of physicians that the expected number of referrals depends on; numbers by their "
     "logarithm",
     STUDY(expect_by)},
    {"behaviour", "organisations", HCP_SETTING_LIST, NULL, NULL,
     "ids of organisations; referrals to physicians of none of them are leakage",
     STUDY(organisations)},

    {"privacy", "min_patients", HCP_SETTING_COUNT, NULL, "11",
     "counts of patients below it are not shown", STUDY(min_patients)},
    {"privacy", "small_cells", HCP_SETTING_CHOICE, "default;mask;drop", "default",
     "mask: such a pair stays and its counts are hidden; drop: it is left out; default: mask for "
     "referrals, drop for shared-patient pairs",
     STUDY(small_cells)},

    {"backbone", "filter", HCP_SETTING_BACKBONE, NULL, "every edge",
     "the edges that maps and exports show, as disparity:0.05, null:0.05 or top:20%",
     STUDY(backbone)},
    {"backbone", "within", HCP_SETTING_TEXT, NULL, "the whole market",
     "of null: a column of physicians, as region; chance is then that of patients of both regions",
     STUDY(backbone_within)},

    {"map", "colour", HCP_SETTING_TEXT, NULL, "community", "the column that colours the nodes",
     STUDY(colour)},
    {"map", "size", HCP_SETTING_TEXT, NULL, "pagerank", "the column that sizes the nodes",
     STUDY(size)},
    {"map", "label", HCP_SETTING_TEXT, NULL, "name", "the column that labels the nodes",
     STUDY(label)},
};

const HcpSetting *hcp_study_list_settings(gsize *n) {
    *n = G_N_ELEMENTS(settings);
    return settings;
}

gboolean hcp__setting_is_group(const char *name) {
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
        if (strcmp(settings[i].group, name) == 0)
            return strcmp(name, HCP__SETTING_TABLE) != 0;
    return FALSE;
}

const HcpSetting *hcp__setting_find(const char *group, const char *key) {
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
        if (strcmp(settings[i].group, group) == 0 &&
            (strcmp(settings[i].key, key) == 0 || settings[i].kind == HCP_SETTING_WEIGHT))
            return &settings[i];
    return NULL;
}
