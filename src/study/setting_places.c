/* Where the study file sets what, for errors that only the data can show. */
#include "study/study_internal.h"

#include <string.h>

typedef struct {
    const HcpSetting *setting;
    int line;
    char *value; /* as it was read; NULL: nothing but the file sets it */
} Place;

static void free_place(void *data) {
    g_free(((Place *)data)->value);
    g_free(data);
}

GHashTable *hcp__study_places_new(void) {
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_place);
}

void hcp__study_add_place(HcpStudy *study, const HcpSetting *setting, const char *key, int line) {
    gboolean is_weight = setting->kind == HCP_SETTING_WEIGHT; /* the key is a layer */
    Place *place = g_new(Place, 1);
    *place = (Place){setting, line, is_weight ? NULL : hcp__setting_print(setting, study)};
    g_hash_table_replace(study->places,
                         is_weight ? g_strdup_printf("%s: %s", setting->group, key) : g_strdup(key),
                         place);
}

/* Messages name the most precise subject last: `behaviour: expect_by`, `seeds: measure`. */
static const Place *find_subject(const HcpStudy *study, const char *message) {
    const char *end = strstr(message, ": expected");
    if (end == NULL)
        return NULL;
    g_autofree char *subject = g_strndup(message, (gsize)(end - message));
    g_auto(GStrv) keys = g_strsplit(subject, ": ", -1);
    const Place *place = g_hash_table_lookup(study->places, subject);
    for (guint k = g_strv_length(keys); k-- > 0 && place == NULL;)
        place = g_hash_table_lookup(study->places, keys[k]);
    return place;
}

static gboolean is_overridden(const HcpStudy *study, const Place *place) {
    if (place->value == NULL)
        return FALSE;
    g_autofree char *value = hcp__setting_print(place->setting, study);
    return g_strcmp0(value, place->value) != 0;
}

gboolean hcp_study_locate_error(const HcpStudy *study, GError **error) {
    const Place *place =
        error != NULL && *error != NULL ? find_subject(study, (*error)->message) : NULL;
    if (place == NULL || is_overridden(study, place))
        return FALSE;
    g_prefix_error(error, "%s:%d: ", study->path, place->line);
    (*error)->code = HCP_ERROR_INPUT;
    return FALSE;
}
