/* Keys of a GraphML file: which attribute becomes what, and the text of each value. */
#ifndef HCPNET_GRAPHML_INTERNAL_H
#define HCPNET_GRAPHML_INTERNAL_H

#include "exchange/exchange_internal.h"

typedef enum { HCP__SIDE_NODE, HCP__SIDE_EDGE } HcpGraphmlSide;

typedef struct {
    HcpGraphmlSide side;
    char *name;              /* attr.name; the id is n_ or e_ and the name */
    const char *type;        /* attr.type */
    const HcpColumn *column; /* borrowed */
    char **by_code;          /* STRING: the escaped text of each code, NULL where it is left out */
    int32_t n_codes;
} HcpGraphmlKey;

/* Keys (HcpGraphmlKey *) of a table's columns in their order. Columns that the writer makes itself
 * (`made`, NULL at the end) are passed over; columns under a name that clients take for their own
 * become user_<name>, but for `kept`. */
GPtrArray *hcp__graphml_make_keys(HcpGraphmlSide side, const HcpTable *table,
                                  const char *const *made, const char *const *kept);

/* Appends <key .../>. */
void hcp__graphml_append_declaration(GString *out, HcpGraphmlSide side, const char *name,
                                     const char *type);

/* Appends <data> of an escaped text, or of a row's value; nothing where that is missing. */
void hcp__graphml_append_text(GString *out, HcpGraphmlSide side, const char *name,
                              const char *escaped);
void hcp__graphml_append_value(GString *out, const HcpGraphmlKey *key, int64_t row);

/* What clients take as written: no INF, which Gephi turns into Infinity, and no bare null, which it
 * drops. NULL where nothing is left. Escaped; owned by the caller. */
char *hcp__graphml_make_text(const char *text, gboolean title_case);

#endif
