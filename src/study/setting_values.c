/* How each kind of setting is read from the parts of its value, and printed. */
#include "study/study_internal.h"
#include "table/table_internal.h"

#include <errno.h>
#include <math.h>
#include <string.h>

typedef struct {
    const HcpSetting *setting;
    const char *key;
    char **items;
    void *member;
} Reading;

static char *read_text(const Reading *reading) {
    char **text = reading->member;
    g_free(*text);
    *text = g_strdup(reading->items[0]);
    return NULL;
}

static char *read_list(const Reading *reading) {
    char ***list = reading->member;
    g_strfreev(*list);
    *list = g_strdupv(reading->items);
    return NULL;
}

/* column=value, ... as column, value, ... */
static char *read_filter(const Reading *reading) {
    g_autoptr(GStrvBuilder) pairs = g_strv_builder_new();
    for (char **item = reading->items; *item != NULL; item++) {
        g_auto(GStrv) pair = g_strsplit(*item, "=", 2);
        if (g_strv_length(pair) != 2 || *g_strstrip(pair[0]) == '\0')
            return g_strdup("column=value, several with ;");
        g_strv_builder_add(pairs, pair[0]);
        g_strv_builder_add(pairs, g_strstrip(pair[1]));
    }
    char ***filter = reading->member;
    g_strfreev(*filter);
    *filter = g_strv_builder_end(pairs);
    return NULL;
}

/* The one way to write a day here, so that no order of day and month is ever guessed. */
static gboolean read_day(const char *text, int32_t open, int32_t *day) {
    if (*text == '\0') {
        *day = open;
        return TRUE;
    }
    return strlen(text) == 10 && text[4] == '-' && text[7] == '-' &&
           hcp__parse_date(text, 10, FALSE, day);
}

static char *read_period(const Reading *reading) {
    g_auto(GStrv) days = g_strsplit(reading->items[0], "/", -1);
    int32_t first, last;
    if (g_strv_length(days) != 2 || !read_day(g_strstrip(days[0]), INT32_MIN, &first) ||
        !read_day(g_strstrip(days[1]), INT32_MAX, &last))
        return g_strdup("two days as 2025-07-01/2026-06-30");
    if (first > last)
        return g_strdup("a first day that is not after the last");
    int32_t *period = reading->member;
    period[0] = first;
    period[1] = last;
    return NULL;
}

static char *read_seed(const Reading *reading) {
    guint64 seed;
    if (!g_ascii_string_to_unsigned(reading->items[0], 10, 0, G_MAXUINT64, &seed, NULL))
        return g_strdup("a whole number");
    *(uint64_t *)reading->member = seed;
    return NULL;
}

static char *read_count(const Reading *reading) {
    guint64 count;
    if (!g_ascii_string_to_unsigned(reading->items[0], 10, 1, G_MAXINT32, &count, NULL))
        return g_strdup("a whole number, 1 or more");
    *(int *)reading->member = (int)count;
    return NULL;
}

static char *read_choice(const Reading *reading) {
    g_auto(GStrv) choices = g_strsplit(reading->setting->choices, ";", -1);
    for (int i = 0; choices[i] != NULL; i++)
        if (strcmp(choices[i], reading->items[0]) == 0) {
            *(int *)reading->member = i;
            return NULL;
        }
    return g_strjoinv(" or ", choices);
}

static char *read_separator(const Reading *reading) {
    const char *item = reading->items[0];
    for (const char *separator = ",;\t|"; *separator != '\0'; separator++)
        if (strcmp(item, hcp_separator_name(*separator)) == 0 ||
            (item[0] == *separator && item[1] == '\0')) {
            *(char *)reading->member = *separator;
            return NULL;
        }
    return g_strdup("comma, semicolon, tab or pipe");
}

/* top:MEASURE:SHARE% */
static char *read_top(const Reading *reading) {
    g_auto(GStrv) parts = g_strsplit(reading->items[0], ":", -1);
    double share = 0;
    gsize length = g_strv_length(parts) == 3 ? strlen(parts[2]) : 0;
    gboolean fits = length > 1 && strcmp(parts[0], "top") == 0 && *parts[1] != '\0' &&
                    parts[2][length - 1] == '%' &&
                    hcp__parse_number(parts[2], length - 1, &share) && share > 0 && share < 100;
    return fits ? read_text(reading) : g_strdup("top:MEASURE:SHARE%, as top:strength:10%");
}

/* A share needs its %, a probability has none. */
static char *read_backbone(const Reading *reading) {
    g_auto(GStrv) parts = g_strsplit(reading->items[0], ":", -1);
    gboolean top = g_strcmp0(parts[0], "top") == 0;
    gboolean known =
        top || g_strcmp0(parts[0], "disparity") == 0 || g_strcmp0(parts[0], "null") == 0;
    gsize length = g_strv_length(parts) == 2 ? strlen(parts[1]) : 0;
    double level = 0;
    if (length > 0 && top)
        length = parts[1][length - 1] == '%' ? length - 1 : 0;
    gboolean fits = known && length > 0 && hcp__parse_number(parts[1], length, &level) &&
                    level > 0 && level <= (top ? 100 : 1);
    return fits ? read_text(reading)
                : g_strdup("disparity:P, null:Q or top:SHARE%, as disparity:0.05");
}

static char *read_weight(const Reading *reading) {
    double weight;
    const char *item = reading->items[0];
    if (!hcp__parse_number(item, strlen(item), &weight) || !(weight > 0) || !isfinite(weight))
        return g_strdup("a number above 0");
    HcpLayerWeight layer = {g_strdup(reading->key), weight};
    g_array_append_val(*(GArray **)reading->member, layer);
    return NULL;
}

gboolean hcp__setting_is_list(const HcpSetting *setting) {
    return setting->kind == HCP_SETTING_LIST || setting->kind == HCP_SETTING_FILTER;
}

char *hcp__setting_read(const HcpSetting *setting, const char *key, char **items, void *owner) {
    static char *(*const readers[])(const Reading *) = {
        [HCP_SETTING_TEXT] = read_text,     [HCP_SETTING_LIST] = read_list,
        [HCP_SETTING_FILTER] = read_filter, [HCP_SETTING_PERIOD] = read_period,
        [HCP_SETTING_SEED] = read_seed,     [HCP_SETTING_COUNT] = read_count,
        [HCP_SETTING_CHOICE] = read_choice, [HCP_SETTING_SEPARATOR] = read_separator,
        [HCP_SETTING_TOP] = read_top,       [HCP_SETTING_BACKBONE] = read_backbone,
        [HCP_SETTING_WEIGHT] = read_weight};
    Reading reading = {setting, key, items, (char *)owner + setting->offset};
    return readers[setting->kind](&reading);
}

static char *print_period(const int32_t *period) {
    char first[HCP__NUMBER_SIZE] = "", last[HCP__NUMBER_SIZE] = "";
    if (period[0] != INT32_MIN)
        hcp__format_date(first, period[0]);
    if (period[1] != INT32_MAX)
        hcp__format_date(last, period[1]);
    return *first != '\0' || *last != '\0' ? g_strconcat(first, "/", last, NULL) : NULL;
}

static char *print_separator(char separator) {
    return g_strdup(hcp_separator_name(separator));
}

static char *print_choice(const char *choices, int choice) {
    g_auto(GStrv) words = g_strsplit(choices, ";", -1);
    return g_strdup(words[choice]);
}

char *hcp__setting_print(const HcpSetting *setting, const void *owner) {
    const void *member = (const char *)owner + setting->offset;
    switch (setting->kind) {
    case HCP_SETTING_TEXT:
    case HCP_SETTING_TOP:
    case HCP_SETTING_BACKBONE:
        return g_strdup(*(char *const *)member);
    case HCP_SETTING_LIST: {
        char **list = *(char **const *)member;
        return list != NULL ? g_strjoinv(";", list) : NULL;
    }
    case HCP_SETTING_PERIOD:
        return print_period(member);
    case HCP_SETTING_SEED:
        return g_strdup_printf("%" G_GUINT64_FORMAT, *(const uint64_t *)member);
    case HCP_SETTING_COUNT:
        return g_strdup_printf("%d", *(const int *)member);
    case HCP_SETTING_CHOICE:
        return print_choice(setting->choices, *(const int *)member);
    case HCP_SETTING_SEPARATOR:
        return print_separator(*(const char *)member);
    case HCP_SETTING_FILTER: /* what may be shown of it depends on its table */
    case HCP_SETTING_WEIGHT:
        break;
    }
    g_return_val_if_reached(NULL);
}
