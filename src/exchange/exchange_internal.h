/* What writers share: text as other programs can read it, and a JSON writer (report uses it too).
 */
#ifndef HCPNET_EXCHANGE_INTERNAL_H
#define HCPNET_EXCHANGE_INTERNAL_H

#include "base/base_internal.h"
#include <hcpnet/exchange.h>

/* ---- text ---- */

/* UTF-8 with every invalid byte as U+FFFD. Owned by the caller. */
char *hcp__text_make_valid(const char *text);

/* What every XML reader takes, on one line: tabs and line ends become a blank; other control
 * characters, noncharacters and bidi controls go; outer blanks go. Owned by the caller. */
char *hcp__text_clean(const char *text);

/* A cell that a spreadsheet takes as text: an apostrophe before what it would run as a formula, at
 * its start (blanks passed over) and after what it may take for a separator. */
void hcp__text_append_unformula(GString *out, const char *text);

/* XML character data or attribute value (in double quotes). */
void hcp__text_append_xml(GString *out, const char *text);

/* Text as an NMTOKEN, injectively: bytes other than [A-Za-z0-9.:_-], and an underscore before x,
 * become _xHH_. Owned by the caller. */
char *hcp__text_to_nmtoken(const char *text);

/* "CARDIO-THORACIC SURGERY" as "Cardio-Thoracic Surgery": every word of capitals alone. Owned by
 * the caller. */
char *hcp__text_to_title_case(const char *text);

/* A label: "Last, First" of a person turned round; no comma, semicolon or bar. Owned by the caller;
 * "" where nothing is left. */
char *hcp__text_to_label(const char *text, gboolean is_person);

/* ---- text for a terminal ---- */

/* Aligned columns. `below`: where the page is too narrow, a last column of long texts stands on
 * lines of its own under its row, whole; else it is cut. */
void hcp__text_write_table(HcpOutput *output, const HcpTable *table, gboolean below);

/* Words on lines of at most `width` characters, each after `indent` blanks. */
void hcp__text_write_wrapped(HcpOutput *output, const char *text, int indent, int width);

/* ---- JSON, streamed ---- */

#define HCP__JSON_MAX_DEPTH 16

typedef struct {
    HcpOutput *output; /* borrowed */
    gboolean pretty;   /* one value a line, two blanks a level */
    int depth;
    gboolean has_items[HCP__JSON_MAX_DEPTH];
    gboolean after_key;
} HcpJson;

void hcp__json_init(HcpJson *json, HcpOutput *output, gboolean pretty);
void hcp__json_begin(HcpJson *json, char bracket); /* '{' or '[' */
void hcp__json_end(HcpJson *json, char bracket);   /* '}' or ']' */
void hcp__json_key(HcpJson *json, const char *key);

/* Safe inside a script element too: < and U+2028/9 are escaped. NULL is null. */
void hcp__json_string(HcpJson *json, const char *text);
void hcp__json_int64(HcpJson *json, int64_t value);
void hcp__json_double(HcpJson *json, double value); /* null where not finite */
void hcp__json_bool(HcpJson *json, gboolean value);

/* A cell by its kind; null where missing. Dates are ISO texts. */
void hcp__json_cell(HcpJson *json, const HcpColumn *column, int64_t row);

/* The rows as an array of objects, column by column. */
void hcp__json_rows(HcpJson *json, const HcpTable *table);

/* key: text. */
void hcp__json_member(HcpJson *json, const char *key, const char *text);

#endif
