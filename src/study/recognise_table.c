/* Which table a file is: every schema and preset is tried, the one that explains most of the
 * columns wins. The weights were set by hand on files whose table is known (tests/cli/init). */
#include "study/recognise_internal.h"

#include <string.h>

static const double OF_COLUMNS = 0.55; /* share of the columns that are fields */
static const double OF_FIELDS = 0.25;  /* fields found, six or more being all */
static const double OF_NAME = 0.2;     /* the file's name says it */

typedef struct {
    const HcpSchema *schema;
    const HcpPreset *preset;
    double score;
    gssize *column; /* column[field], -1: none */
    const char **why;
} Match;

static void clear_match(Match *match) {
    g_clear_pointer(&match->column, g_free);
    g_clear_pointer(&match->why, g_free);
}

static gssize find_column(const HcpFileSample *sample, const char *name, const gboolean *taken) {
    g_autofree char *plain = hcp__header_plain_name(name);
    g_autofree char *other = hcp__spelling_of_column(plain);
    const GPtrArray *columns = sample->guess->columns;
    for (guint i = 0; i < columns->len; i++) {
        const HcpFileColumn *column = columns->pdata[i];
        g_autofree char *found = hcp__header_plain_name(column->name);
        if (!taken[i] &&
            (strcmp(found, plain) == 0 || (other != NULL && strcmp(found, other) == 0)))
            return (gssize)i;
    }
    return -1;
}

/* The first of the names, with `separator` between, that the file has. */
static gssize find_any(const HcpFileSample *sample, const char *names, const char *separator,
                       const gboolean *taken) {
    g_auto(GStrv) parts = g_strsplit(names != NULL ? names : "", separator, -1);
    for (char **part = parts; *part != NULL; part++) {
        gssize column = find_column(sample, *part, taken);
        if (column >= 0)
            return column;
    }
    return -1;
}

/* The first column that bears one of the field's other names and whose cells fit: a week may be a
 * number where the date stands beside it. */
static gssize find_fitting(const HcpFileSample *sample, const HcpField *field,
                           const gboolean *taken) {
    g_auto(GStrv) aliases = g_strsplit(field->aliases, ";", -1);
    for (char **alias = aliases; *alias != NULL; alias++) {
        gssize column = find_column(sample, *alias, taken);
        if (column >= 0 && hcp__sample_fits(sample, (gsize)column, field->type))
            return column;
    }
    return -1;
}

static void take(Match *match, gsize field, gssize column, const char *why, gboolean *taken) {
    match->column[field] = column;
    match->why[field] = why;
    taken[column] = TRUE;
}

/* TRUE when every required field has a column whose cells fit. */
static gboolean find_fields(const HcpFileSample *sample, Match *match, gboolean *taken) {
    const HcpSchema *schema = match->schema;
    for (gsize i = 0; i < schema->n_fields; i++) {
        const HcpField *field = &schema->fields[i];
        if (match->column[i] >= 0)
            continue;
        gssize column = find_column(sample, field->name, taken);
        if (column >= 0 && hcp__sample_fits(sample, (gsize)column, field->type))
            take(match, i, column, "name", taken);
        else if ((column = find_fitting(sample, field, taken)) >= 0)
            take(match, i, column, "alias", taken);
    }
    for (gsize i = 0; i < schema->n_fields; i++)
        if (schema->fields[i].required && match->column[i] < 0)
            return FALSE;
    return TRUE;
}

static void open_match(Match *match, const HcpSchema *schema, const HcpPreset *preset) {
    *match = (Match){.schema = schema, .preset = preset};
    match->column = g_new(gssize, schema->n_fields);
    match->why = g_new0(const char *, schema->n_fields);
    for (gsize i = 0; i < schema->n_fields; i++)
        match->column[i] = -1;
}

static gboolean is_named(const char *path, const char *schema) {
    static const char *const words[][2] = {
        {"physicians", "hcp"},       {"physicians", "doctor"},
        {"physicians", "arts"},      {"physicians", "medecin"},
        {"physicians", "lakar"},     {"referrals", "verwij"},
        {"referrals", "adress"},     {"referrals", "remiss"},
        {"ties", "nominat"},         {"ties", "survey"},
        {"interactions", "call"},    {"interactions", "crm"},
        {"interactions", "contact"}, {"interactions", "kontakt"},
        {"prescriptions", "rx"},     {"prescriptions", "voorschri"},
        {"prescriptions", "recept"}, {"prescriptions", "forskriv"},
        {"organisations", "hco"},    {"organisations", "organiz"},
        {"affiliations", "member"},  {"visits", "claim"}};
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *stem = hcp__header_plain_name(base);
    g_autofree char *singular = g_strndup(schema, strlen(schema) - 1);
    gboolean found = strstr(stem, singular) != NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(words) && !found; i++)
        found = strcmp(words[i][0], schema) == 0 && strstr(stem, words[i][1]) != NULL;
    return found;
}

static gsize count_found(const Match *match) {
    gsize n = 0;
    for (gsize i = 0; i < match->schema->n_fields; i++)
        n += match->column[i] >= 0;
    return n;
}

static void score_schema(const HcpFileSample *sample, Match *match) {
    gsize n_columns = sample->guess->columns->len, n = count_found(match);
    gsize n_known =
        match->schema->keeps_others ? MIN(n_columns, match->schema->n_fields) : n_columns;
    match->score = OF_COLUMNS * MIN(1, (double)n / (double)n_known) +
                   OF_FIELDS * MIN(1, (double)n / 6) +
                   (is_named(sample->guess->path, match->schema->name) ||
                            (sample->guess->sheet != NULL &&
                             is_named(sample->guess->sheet, match->schema->name))
                        ? OF_NAME
                        : 0);
}

/* TRUE when a row of the sample is one that the preset keeps, or nothing tells. */
static gboolean keeps_rows(const HcpFileSample *sample, const HcpPreset *preset) {
    g_autofree gboolean *taken = g_new0(gboolean, sample->guess->columns->len + 1);
    g_auto(GStrv) sides =
        g_strsplit(preset->rules.where != NULL ? preset->rules.where : "", "=", 2);
    gssize column = sides[0] != NULL ? find_any(sample, sides[0], "|", taken) : -1;
    if (column < 0)
        return TRUE;
    g_auto(GStrv) values = g_strsplit(sides[1], ",", -1);
    for (guint i = 0; i < sample->rows->len; i++) {
        const char *cell = ((char **)sample->rows->pdata[i])[column];
        for (char **value = values; *value != NULL; value++)
            if (hcp__spelling_same_value(cell, strlen(cell), *value))
                return TRUE;
    }
    return FALSE;
}

const HcpPreset *hcp__file_guess_find_sister(const HcpFileGuess *guess) {
    HcpFileSample sample = {.guess = (HcpFileGuess *)guess, .rows = guess->sample};
    gsize n;
    const HcpPreset *presets = hcp_preset_list(&n);
    for (gsize i = 0; i < n && guess->preset != NULL; i++)
        if (strcmp(presets[i].name, guess->preset->name) == 0 && &presets[i] != guess->preset &&
            presets[i].rules.where != NULL && keeps_rows(&sample, &presets[i]))
            return &presets[i];
    return NULL;
}

/* Five whole numbers without names: pairs of CMS. */
static gboolean fits_without_names(const HcpFileSample *sample, Match *match) {
    gsize n = sample->guess->columns->len;
    if (n != match->schema->n_fields)
        return FALSE;
    for (gsize i = 0; i < n; i++) {
        if (!hcp__sample_fits(sample, i, HCP_FIELD_COUNT))
            return FALSE;
        match->column[i] = (gssize)i;
        match->why[i] = "preset";
    }
    match->score = 0.9;
    return TRUE;
}

static gboolean has_salesforce_id(const HcpFileSample *sample, gssize column) {
    if (column < 0 || sample->rows->len == 0)
        return FALSE;
    const char *const *row = sample->rows->pdata[0];
    gsize length = strlen(row[column]);
    return (length == 15 || length == 18) && hcp__salesforce_is_short(row[column], 15);
}

/* A preset must explain its table by columns of its own: three of five of those it knows. */
static gboolean match_preset(const HcpFileSample *sample, Match *match) {
    const HcpPreset *preset = match->preset;
    if (preset->no_header)
        return !sample->guess->has_header && fits_without_names(sample, match);
    if (!sample->guess->has_header || strcmp(preset->name, "referrals") == 0)
        return FALSE;
    g_autofree gboolean *taken = g_new0(gboolean, sample->guess->columns->len + 1);
    g_auto(GStrv) items = g_strsplit(preset->rules.mapping, ";", -1);
    gsize found = 0, n = g_strv_length(items);
    for (char **item = items; *item != NULL; item++) {
        g_auto(GStrv) sides = g_strsplit(*item, "=", 2);
        const HcpField *field = hcp_schema_find_field(match->schema, sides[0]);
        gssize column = find_any(sample, sides[1], "|", taken);
        if (column < 0)
            continue;
        take(match, (gsize)(field - match->schema->fields), column, "preset", taken);
        found++;
    }
    gboolean good = found >= 2 && 5 * found >= 3 * n;
    for (gsize i = 0; i < match->schema->n_fields && good; i++)
        good = !match->schema->fields[i].required || match->column[i] >= 0 ||
               (preset->rules.constants != NULL &&
                strstr(preset->rules.constants, match->schema->fields[i].name) != NULL);
    if (good && strcmp(preset->name, "salesforce") == 0)
        good = has_salesforce_id(sample, match->column[0]);
    match->score = 0.5 + 0.45 * (double)found / (double)n;
    if (good && !keeps_rows(sample, preset))
        match->score -= 0.1; /* its sister keeps them */
    return good;
}

static void keep_better(Match *best, const HcpSchema **rival, Match *match) {
    if (match->score > best->score) {
        if (best->schema != match->schema)
            *rival = best->schema;
        clear_match(best);
        *best = *match;
        return;
    }
    if (match->schema != best->schema && *rival == NULL)
        *rival = match->schema;
    clear_match(match);
}

void hcp__sample_guess_table(HcpFileSample *sample) {
    HcpFileGuess *guess = sample->guess;
    Match best = {0};
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n && guess->has_header; i++) {
        g_autofree gboolean *taken = g_new0(gboolean, guess->columns->len + 1);
        Match match;
        open_match(&match, &schemas[i], NULL);
        if (find_fields(sample, &match, taken)) {
            score_schema(sample, &match);
            keep_better(&best, &guess->rival, &match);
        } else {
            clear_match(&match);
        }
    }
    const HcpPreset *presets = hcp_preset_list(&n);
    for (gsize i = 0; i < n; i++) {
        Match match;
        open_match(&match, hcp_schema_find(presets[i].schema), &presets[i]);
        if (match_preset(sample, &match))
            keep_better(&best, &guess->rival, &match);
        else
            clear_match(&match);
    }
    guess->schema = best.schema;
    guess->preset = best.preset;
    guess->score = best.score;
    for (gsize i = 0; best.schema != NULL && i < best.schema->n_fields; i++) {
        if (best.column[i] < 0)
            continue;
        HcpFileColumn *column = guess->columns->pdata[best.column[i]];
        column->field = &best.schema->fields[i];
        column->why = best.why[i];
    }
    clear_match(&best);
}
