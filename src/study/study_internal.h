/* The parts that hcp_study_load is made of. */
#ifndef HCPNET_STUDY_INTERNAL_H
#define HCPNET_STUDY_INTERNAL_H

#include "base/base_internal.h"

#include <hcpnet/schema.h>
#include <hcpnet/study.h>

/* ---- errors in a study file ---- */

typedef struct {
    const char *path;
    int line;
    const char *subject; /* the key or [group]; NULL: the line as a whole */
} HcpStudyPlace;

/* `path:line: subject: expected ..., found '...'; did you mean '...'?`; suggestion may be NULL. */
void hcp__study_set_error(GError **error, const HcpStudyPlace *place, const char *expected,
                          const char *found, const char *suggestion);

/* ---- the lines of a study file ---- */

/* One line that opens a group (key NULL) or sets a key. */
typedef struct {
    int number;
    char *group;
    char *key;
} HcpStudyLine;

/* What GKeyFile cannot tell: where each key stands, and that none stands twice. */
typedef struct {
    const char *path; /* borrowed */
    GArray *lines;    /* of HcpStudyLine */
    GString *plain;   /* the same groups and keys without comments and BOM, for GKeyFile */
} HcpStudyLines;

/* `text` (length bytes and a NUL) is changed. */
HcpStudyLines *hcp__study_lines_new(const char *path, char *text, gsize length, GError **error);
void hcp__study_lines_free(HcpStudyLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpStudyLines, hcp__study_lines_free)

/* ---- settings ---- */

#define HCP__STUDY_TITLE   "Network of physicians"
#define HCP__SETTING_TABLE "TABLE" /* the group of the settings that every table has */

/* NULL when the group has no such key. Keys of [combined] are layers: all fit. */
const HcpSetting *hcp__setting_find(const char *group, const char *key);
gboolean hcp__setting_is_group(const char *name);

/* TRUE when the value is written with ; between its parts. */
gboolean hcp__setting_is_list(const HcpSetting *setting);

/* Sets the member of `owner` (a HcpStudy or HcpStudyTable) from `items`: the parts of the value, or
 * the value alone. NULL when done, else what was expected; owned by the caller. */
char *hcp__setting_read(const HcpSetting *setting, const char *key, char **items, void *owner);

/* The member as it could stand in the file; NULL when it is not set. Not for WEIGHT and FILTER. */
char *hcp__setting_print(const HcpSetting *setting, const void *owner);

/* ---- where settings stand: setting_places.c ---- */

GHashTable *hcp__study_places_new(void);
/* `key`: as the line has it; of [combined] it is a layer. */
void hcp__study_add_place(HcpStudy *study, const HcpSetting *setting, const char *key, int line);

/* ---- tables of a study ---- */

/* Adds an empty [name] table; NULL when its schema is unknown or takes no layer, with what was
 * expected in `expected` (static) and the nearest schema, if any, in `suggestion`. */
HcpStudyTable *hcp__study_add_table(HcpStudy *study, const char *name, const char **expected,
                                    const char **suggestion);

/* The path of a file that the study names; owned by the caller. */
char *hcp__study_find_file(const HcpStudy *study, const char *file);

#endif
