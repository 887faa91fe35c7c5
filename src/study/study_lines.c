#include "study/study_internal.h"

#include <string.h>

#define BOM "\xEF\xBB\xBF"

typedef struct {
    HcpStudyLines *lines;
    HcpPool *seen; /* code i: the group, or group and key, of line i */
    const char *group;
} Scanner;

void hcp__study_set_error(GError **error, const HcpStudyPlace *place, const char *expected,
                          const char *found, const char *suggestion) {
    g_autofree char *shown = hcp__text_for_message(found, -1, 80);
    g_autofree char *subject =
        place->subject != NULL ? hcp__text_for_message(place->subject, -1, 80) : NULL;
    g_autofree char *hint =
        suggestion != NULL ? g_strdup_printf("; did you mean '%s'?", suggestion) : g_strdup("");
    g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT, "%s:%d: %s%sexpected %s, found '%s'%s",
                place->path, place->line, subject != NULL ? subject : "",
                subject != NULL ? ": " : "", expected, shown, hint);
}

static void clear_line(void *data) {
    HcpStudyLine *line = data;
    g_free(line->group);
    g_free(line->key);
}

void hcp__study_lines_free(HcpStudyLines *lines) {
    if (lines == NULL)
        return;
    g_array_unref(lines->lines);
    g_string_free(lines->plain, TRUE);
    g_free(lines);
}

/* A semicolon after a blank opens a comment; without one, as in a;b, it separates. A value that is
 * a semicolon and nothing else is that character. */
static void cut_comment(char *value) {
    gboolean after_blank = strcmp(value, ";") != 0;
    char *at = value;
    for (; *at != '\0' && !(*at == ';' && after_blank); at++)
        after_blank = *at == ' ' || *at == '\t';
    *at = '\0';
    g_strchomp(value);
}

/* Line `number` says again what line `first` of the lines says. */
static gboolean refuse_repeat(const HcpStudyLines *lines, int32_t first, int number,
                              const char *key, GError **error) {
    const HcpStudyLine *line = &g_array_index(lines->lines, HcpStudyLine, (guint)first);
    g_autofree char *subject = key != NULL ? g_strdup(key) : g_strdup_printf("[%s]", line->group);
    g_autofree char *expected =
        g_strdup_printf("each %s once (it stands on line %d)",
                        key != NULL ? "key of a group" : "group", line->number);
    HcpStudyPlace place = {lines->path, number, subject};
    hcp__study_set_error(error, &place, expected, key != NULL ? key : line->group, NULL);
    return FALSE;
}

static gboolean add_line(Scanner *scanner, int number, const char *key, GError **error) {
    HcpStudyLines *lines = scanner->lines;
    g_autofree char *name =
        key != NULL ? g_strconcat(scanner->group, "\n", key, NULL) : g_strdup(scanner->group);
    int32_t first = hcp__pool_find(scanner->seen, name, -1);
    if (first >= 0)
        return refuse_repeat(lines, first, number, key, error);
    hcp__pool_add(scanner->seen, name, -1);
    HcpStudyLine line = {number, g_strdup(scanner->group), g_strdup(key)};
    g_array_append_val(lines->lines, line);
    return TRUE;
}

/* [name], and nothing after it but a comment. */
static gboolean scan_group(Scanner *scanner, int number, char *line, GError **error) {
    HcpStudyPlace place = {scanner->lines->path, number, NULL};
    cut_comment(line);
    gsize length = strlen(line);
    if (length < 3 || line[length - 1] != ']' || strcspn(line + 1, "[]") != length - 2) {
        hcp__study_set_error(error, &place, "a group such as [study]", line, NULL);
        return FALSE;
    }
    line[length - 1] = '\0';
    scanner->group = g_strstrip(line + 1);
    g_string_append_printf(scanner->lines->plain, "[%s]\n", scanner->group);
    return add_line(scanner, number, NULL, error);
}

static gboolean scan_key(Scanner *scanner, int number, char *line, GError **error) {
    HcpStudyPlace place = {scanner->lines->path, number, NULL};
    char *equals = strchr(line, '=');
    if (equals == NULL || equals == line || strcspn(line, "[]") < (gsize)(equals - line)) {
        hcp__study_set_error(error, &place, "[group], key = value or # comment", line, NULL);
        return FALSE;
    }
    if (scanner->group == NULL) {
        hcp__study_set_error(error, &place, "a group such as [study] before the first key", line,
                             NULL);
        return FALSE;
    }
    *equals = '\0';
    char *key = g_strstrip(line), *value = g_strstrip(equals + 1);
    cut_comment(value);
    g_string_append_printf(scanner->lines->plain, "%s=%s\n", key, value);
    return add_line(scanner, number, key, error);
}

static gboolean scan_line(Scanner *scanner, int number, char *line, GError **error) {
    HcpStudyPlace place = {scanner->lines->path, number, NULL};
    if (!g_utf8_validate(line, -1, NULL)) {
        hcp__study_set_error(error, &place, "text in UTF-8", line, NULL);
        return FALSE;
    }
    g_strstrip(line);
    if (*line == '\0' || *line == '#' || *line == ';')
        return TRUE;
    return *line == '[' ? scan_group(scanner, number, line, error)
                        : scan_key(scanner, number, line, error);
}

static gboolean scan_text(Scanner *scanner, char *text, GError **error) {
    char *line = text;
    for (int number = 1; line != NULL; number++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        if (!scan_line(scanner, number, line, error))
            return FALSE;
        line = end != NULL ? end + 1 : NULL;
    }
    return TRUE;
}

static int count_lines(const char *text, const char *end) {
    int lines = 1;
    for (; text < end; text++)
        lines += *text == '\n';
    return lines;
}

HcpStudyLines *hcp__study_lines_new(const char *path, char *text, gsize length, GError **error) {
    const char *nul = memchr(text, '\0', length);
    if (nul != NULL) {
        HcpStudyPlace place = {path, count_lines(text, nul), NULL};
        hcp__study_set_error(error, &place, "text in UTF-8", "\\0", NULL);
        return NULL;
    }
    g_autoptr(HcpStudyLines) lines = g_new0(HcpStudyLines, 1);
    lines->path = path;
    lines->plain = g_string_new(NULL);
    lines->lines = g_array_new(FALSE, FALSE, sizeof(HcpStudyLine));
    g_array_set_clear_func(lines->lines, clear_line);
    g_autoptr(HcpPool) seen = hcp__pool_new();
    Scanner scanner = {lines, seen, NULL};
    char *start = g_str_has_prefix(text, BOM) ? text + strlen(BOM) : text;
    return scan_text(&scanner, start, error) ? g_steal_pointer(&lines) : NULL;
}
