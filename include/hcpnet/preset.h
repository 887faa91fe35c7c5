/* Presets: exports that people have, by name. One list that the study file (`preset = NAME`),
 * `hcpnet list presets`, recognition and docs/presets.md all read. */
#ifndef HCPNET_PRESET_H
#define HCPNET_PRESET_H

#include <hcpnet/reader.h>

typedef struct {
    const char *name;   /* "veeva-call"; several entries may bear it, one a schema */
    const char *schema; /* "interactions" */
    const char *source; /* what the export is, one line */
    HcpReaderRules rules;
    gboolean no_header, month_first, undirected;
    gboolean has_salesforce_ids; /* 15 or 18 characters: every table of the study gets 18 */
    const char *note;            /* what to know before its numbers are believed, one line */
} HcpPreset;

/* In the order of the documentation. */
const HcpPreset *hcp_preset_list(gsize *n);

/* The entry of a name for a schema; NULL when there is none. */
const HcpPreset *hcp_preset_find(const char *name, const char *schema);

#endif
