/* From guesses to a study file. */
#include "study/recognise_internal.h"

#include <glib/gstdio.h>
#include <string.h>

/* [ties:nominations]: a layer's name from that of the file. */
static char *layer_of(const char *file) {
    g_autofree char *base = g_path_get_basename(file);
    g_autofree char *stem = g_ascii_strdown(base, (gssize)strcspn(base, "."));
    g_strcanon(stem, "abcdefghijklmnopqrstuvwxyz0123456789_", '_');
    return g_ascii_islower(stem[0]) ? g_strdup(stem) : g_strconcat("l_", stem, NULL);
}

static gboolean has_field(const HcpFileGuess *guess, const char *name) {
    for (guint i = 0; i < guess->columns->len; i++) {
        const HcpField *field = ((const HcpFileColumn *)guess->columns->pdata[i])->field;
        if (field != NULL && strcmp(field->name, name) == 0)
            return TRUE;
    }
    return FALSE;
}

static void append_columns(GString *text, const HcpFileGuess *guess) {
    for (guint i = 0; i < guess->columns->len; i++) {
        const HcpFileColumn *column = guess->columns->pdata[i];
        gboolean is_plain =
            g_strcmp0(column->why, "name") == 0 || g_strcmp0(column->why, "preset") == 0;
        if (column->field != NULL && !is_plain && strpbrk(column->name, ";\\#") == NULL)
            g_string_append_printf(text, "%s = %s\n", column->field->name, column->name);
    }
    g_autoptr(GString) others = g_string_new(NULL);
    for (guint i = 0; i < guess->columns->len; i++) {
        const HcpFileColumn *column = guess->columns->pdata[i];
        if (column->field == NULL && *column->name != '\0') {
            g_autofree char *shown = hcp__text_for_message(column->name, -1, 60);
            g_string_append_printf(others, "%s%s", others->len > 0 ? ", " : "", shown);
        }
    }
    if (others->len > 0)
        g_string_append_printf(text, "# %s: %s\n",
                               guess->schema->keeps_others ? "Kept as they are" : "Not used",
                               others->str);
}

/* What reading finds by itself is stated only where that is a guess. */
static void append_forms(GString *text, const HcpFileGuess *guess) {
    if (guess->skip > 0)
        g_string_append_printf(text, "skip = %d\n", guess->skip);
    if (guess->has_serials)
        g_string_append(text, "dates = excel-1900\n");
    if (guess->guessed_decimal != HCP_DECIMAL_DETECT)
        g_string_append_printf(text, "# decimal = %s\n",
                               guess->guessed_decimal == HCP_DECIMAL_COMMA ? "comma" : "point");
    for (guint i = 0; i < guess->missing->len; i++)
        g_string_append_printf(text, "%s%s%s",
                               i > 0 ? ";" : "missing = ", (const char *)guess->missing->pdata[i],
                               i + 1 == guess->missing->len ? "\n" : "");
    if (guess->encoding == NULL || strcmp(guess->encoding, "utf-8") == 0)
        return;
    const char *separator = hcp_separator_name(guess->separator);
    g_string_append_printf(text, "# Not UTF-8; found by looking:\n# encoding = %s\n",
                           guess->encoding);
    if (separator != NULL)
        g_string_append_printf(text, "# separator = %s\n", separator);
}

/* As a part of a list. */
static char *escape_file(const char *file) {
    g_auto(GStrv) parts = g_strsplit(file, "\\", -1);
    g_autofree char *slashes = g_strjoinv("\\\\", parts);
    g_auto(GStrv) rest = g_strsplit(slashes, ";", -1);
    return g_strjoinv("\\;", rest);
}

static gboolean has_sheets(const HcpFileGuess *guess) {
    return guess->sheet != NULL && g_strv_length(guess->sheets) > 1;
}

/* Where the rows are and how they are written, of the table that this preset or none makes of them.
 */
static void append_file(GString *text, const HcpFileGuess *guess, const char *file,
                        const HcpPreset *preset) {
    g_autofree char *escaped = escape_file(file);
    g_string_append_printf(text, "file = %s\n", escaped);
    if (has_sheets(guess))
        g_string_append_printf(text, "sheet = %s\n", guess->sheet);
    if (preset != NULL)
        g_string_append_printf(text, "preset = %s\n", preset->name);
    else if (guess->month_first)
        g_string_append(text, "dates = month-first\n");
    append_forms(text, guess);
}

static char *make_group(const HcpFileGuess *guess, const char *file, gboolean needs_layer) {
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < guess->doubts->len; i++)
        g_string_append_printf(text, "# %s\n", (const char *)guess->doubts->pdata[i]);
    if (guess->schema == NULL)
        return g_string_free(text, FALSE);
    gboolean is_nameless = strcmp(guess->schema->name, "ties") == 0 && !has_field(guess, "layer");
    g_autofree char *layer =
        is_nameless || needs_layer ? layer_of(has_sheets(guess) ? guess->sheet : file) : NULL;
    g_string_append_printf(text, "[%s%s%s]\n", guess->schema->name, layer != NULL ? ":" : "",
                           layer != NULL ? layer : "");
    append_file(text, guess, file, guess->preset);
    if (guess->has_header)
        append_columns(text, guess);
    return g_string_free(text, FALSE);
}

/* The other table that is in the same rows, or NULL. */
static char *make_sister_group(const HcpFileGuess *guess, const char *file) {
    const HcpPreset *sister = hcp__file_guess_find_sister(guess);
    if (sister == NULL)
        return NULL;
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "# Preset %s: %s.\n[%s]\n", sister->name, sister->note,
                           sister->schema);
    append_file(text, guess, file, sister);
    return g_string_free(text, FALSE);
}

char *hcp_file_guess_make_group(const HcpFileGuess *guess, const char *file) {
    g_autofree char *group = make_group(guess, file, FALSE);
    g_autofree char *sister = make_sister_group(guess, file);
    return sister != NULL ? g_strconcat(group, "\n", sister, NULL) : g_steal_pointer(&group);
}

/* ---- a folder ---- */

typedef struct {
    char *file;
    guint sheet; /* of a workbook: which of those that are shown */
    HcpFileGuess *guess;
    char *problem;
} Entry;

static void clear_entry(void *data) {
    Entry *entry = data;
    g_free(entry->file);
    g_free(entry->problem);
    hcp_file_guess_free(entry->guess);
}

/* By the ending, behind that of a packed file. What a spreadsheet keeps beside an open workbook is
 * none. */
static gboolean is_table_file(const char *name) {
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".psv", ".xlsx", ".xlsm"};
    static const char *const packings[] = {".gz", ".zst", ".xz"};
    g_autofree char *small = g_ascii_strdown(name, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(packings); i++)
        if (g_str_has_suffix(small, packings[i]))
            small[strlen(small) - strlen(packings[i])] = '\0';
    for (gsize i = 0; i < G_N_ELEMENTS(endings) && name[0] != '.' && name[0] != '~'; i++)
        if (g_str_has_suffix(small, endings[i]))
            return TRUE;
    return FALSE;
}

static int compare_entries(const void *a, const void *b) {
    const Entry *first = a, *second = b;
    int order = strcmp(first->file, second->file);
    return order != 0 ? order : (int)first->sheet - (int)second->sheet;
}

static void choose_ids(const GArray *entries) {
    g_autoptr(GPtrArray) guesses = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++) {
        HcpFileGuess *guess = g_array_index(entries, Entry, i).guess;
        if (guess != NULL && guess->schema != NULL)
            g_ptr_array_add(guesses, guess);
    }
    for (guint i = 0; i < guesses->len; i++) {
        HcpFileGuess *guess = guesses->pdata[i];
        if (guess->schema->keeps_others && guess->preset == NULL)
            hcp__file_guess_choose_id(guess, guesses);
    }
}

/* Index 0 of a workbook: the first sheet, and then the others. */
static void add_entry(GArray *entries, const char *folder, const char *name, const char *sheet,
                      guint index) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) problem = NULL;
    Entry entry = {
        .file = g_strdup(name), .sheet = index, .guess = hcp_file_recognise(path, sheet, &problem)};
    if (problem != NULL)
        entry.problem = hcp__text_for_message(problem->message, -1, 300);
    g_array_append_val(entries, entry);
    const HcpFileGuess *guess = entry.guess;
    for (guint i = 1; index == 0 && guess != NULL && guess->sheets != NULL &&
                      guess->sheets[0] != NULL && guess->sheets[i] != NULL;
         i++)
        if (strpbrk(guess->sheets[i], ";\\#") == NULL)
            add_entry(entries, folder, name, guess->sheets[i], i);
}

static GArray *look_at_folder(const char *folder, GError **error) {
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &cause);
    if (dir == NULL) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: expected a folder: %s", folder,
                    cause->message);
        return NULL;
    }
    GArray *entries = g_array_new(FALSE, TRUE, sizeof(Entry));
    g_array_set_clear_func(entries, clear_entry);
    const char *name;
    while ((name = g_dir_read_name(dir)) != NULL) {
        if (!is_table_file(name) || strpbrk(name, "\r\n") != NULL)
            continue;
        add_entry(entries, folder, name, NULL, 0);
    }
    g_array_sort(entries, compare_entries);
    choose_ids(entries);
    return entries;
}

static gboolean is_single(const HcpSchema *schema) {
    return schema->key != NULL && strcmp(schema->name, "pairs") != 0;
}

static goffset size_of(const HcpFileGuess *guess) {
    GStatBuf status;
    return g_stat(guess->path, &status) == 0 ? status.st_size : -1;
}

/* As many bytes, and the same first rows. */
static gboolean is_same(const HcpFileGuess *a, const HcpFileGuess *b) {
    gboolean same = a->sample->len > 0 && a->sample->len == b->sample->len &&
                    a->columns->len == b->columns->len && g_strcmp0(a->sheet, b->sheet) == 0 &&
                    size_of(a) == size_of(b);
    for (guint i = 0; same && i < a->sample->len; i++)
        same = g_strv_equal(a->sample->pdata[i], b->sample->pdata[i]);
    return same;
}

/* The file before it that it is a copy of, or a link to; NULL: none. */
static const char *find_original(const GArray *entries, guint index) {
    const HcpFileGuess *guess = g_array_index(entries, Entry, index).guess;
    for (guint i = 0; i < index && guess != NULL; i++) {
        const Entry *other = &g_array_index(entries, Entry, i);
        if (other->guess != NULL && is_same(guess, other->guess))
            return other->file;
    }
    return NULL;
}

/* Of two files for a table that has one row for each id, the better guess is used. */
static gboolean is_used(const GArray *entries, guint index) {
    const HcpFileGuess *guess = g_array_index(entries, Entry, index).guess;
    if (guess == NULL || guess->schema == NULL || guess->score < 0.15 ||
        find_original(entries, index) != NULL)
        return FALSE;
    for (guint i = 0; i < entries->len && is_single(guess->schema); i++) {
        const HcpFileGuess *other = g_array_index(entries, Entry, i).guess;
        if (i != index && other != NULL && other->schema == guess->schema &&
            (other->score > guess->score || (other->score == guess->score && i < index)))
            return FALSE;
    }
    return TRUE;
}

/* A group of that table stands already. */
static gboolean is_second(const GArray *entries, guint index) {
    const HcpSchema *schema = g_array_index(entries, Entry, index).guess->schema;
    for (guint i = 0; i < index; i++)
        if (is_used(entries, i) && g_array_index(entries, Entry, i).guess->schema == schema)
            return TRUE;
    return FALSE;
}

static void append_commented(GString *text, const char *lines) {
    g_auto(GStrv) parts = g_strsplit(lines, "\n", -1);
    for (char **part = parts; *part != NULL; part++)
        if (**part != '\0')
            g_string_append_printf(text, **part == '#' ? "%s\n" : "# %s\n", *part);
}

/* Unless another file is that table. */
static void append_sister(GString *text, const GArray *entries, guint index) {
    const Entry *entry = &g_array_index(entries, Entry, index);
    const HcpPreset *sister = hcp__file_guess_find_sister(entry->guess);
    for (guint i = 0; i < entries->len && sister != NULL; i++)
        if (is_used(entries, i) &&
            strcmp(g_array_index(entries, Entry, i).guess->schema->name, sister->schema) == 0)
            return;
    g_autofree char *group = make_sister_group(entry->guess, entry->file);
    if (group != NULL)
        g_string_append_printf(text, "\n%s", group);
}

static void append_settings(GString *text, const GArray *entries, const char *folder) {
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    g_autofree char *base = g_path_get_basename(absolute);
    g_autofree char *title = hcp__text_for_message(base, -1, 80);
    g_strdelimit(title, ";\\", ' ');
    int32_t first = INT32_MAX, last = INT32_MIN;
    g_string_append_printf(text, "[study]\ntitle = %s\n", title);
    for (guint i = 0; i < entries->len; i++) {
        static const char *const events[] = {"referrals",    "visits", "prescriptions",
                                             "interactions", "ties",   NULL};
        const HcpFileGuess *guess = g_array_index(entries, Entry, i).guess;
        if (!is_used(entries, i) || !g_strv_contains(events, guess->schema->name))
            continue;
        first = MIN(first, guess->first_day);
        last = MAX(last, guess->last_day);
        if (strcmp(guess->schema->name, "prescriptions") != 0)
            continue;
        for (guint k = 0; k < guess->columns->len; k++) {
            const HcpFileColumn *column = guess->columns->pdata[k];
            if (column->field == NULL || strcmp(column->field->name, "product") != 0)
                continue;
            g_string_append_printf(text, "# Which product is the brand? %s has ",
                                   g_array_index(entries, Entry, i).file);
            for (guint v = 0; v < column->values->len; v++) {
                g_autofree char *shown = hcp__text_for_message(column->values->pdata[v], -1, 60);
                g_string_append_printf(text, "%s%s", v > 0 ? ", " : "", shown);
            }
            g_string_append(text, ".\n# brand =\n");
        }
    }
    if (first > last)
        return;
    char from[HCP__NUMBER_SIZE], to[HCP__NUMBER_SIZE];
    hcp__format_date(from, first);
    hcp__format_date(to, last);
    g_string_append_printf(text,
                           "# Which period? The first rows of the files have days from %s to %s.\n"
                           "# period = %s/%s\n",
                           from, to, from, to);
}

char *hcp_folder_make_study(const char *folder, GError **error) {
    g_return_val_if_fail(folder != NULL, NULL);
    g_autoptr(GArray) entries = look_at_folder(folder, error);
    if (entries == NULL)
        return NULL;
    g_autoptr(GString) text =
        g_string_new("# Written by hcpnet init from the names of columns and the first 1,000 rows\n"
                     "# of each file. Lines with a question wait for an answer.\n\n");
    append_settings(text, entries, folder);
    guint n_used = 0;
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        gboolean used = is_used(entries, i);
        n_used += (guint)used;
        g_string_append_c(text, '\n');
        if (entry->problem != NULL) {
            g_string_append_printf(text, "# Not read: %s\n", entry->problem);
            continue;
        }
        g_autofree char *group =
            make_group(entry->guess, entry->file, used && is_second(entries, i));
        if (used) {
            g_string_append(text, group);
            append_sister(text, entries, i);
            continue;
        }
        const char *original = find_original(entries, i);
        if (original != NULL) {
            g_string_append_printf(text, "# Not used: %s. It seems to be a copy of %s.\n",
                                   entry->file, original);
            continue;
        }
        g_string_append_printf(text, "# Not used: %s. Is it a table of this study?\n", entry->file);
        append_commented(text, group);
    }
    if (n_used > 0)
        return g_strdup(text->str);
    g_set_error(error, HCP_ERROR, HCP_ERROR_NOT_FOUND,
                "%s: expected files with tables (hcpnet list tables), found none", folder);
    return NULL;
}
