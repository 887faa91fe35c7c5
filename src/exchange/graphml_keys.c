#include "exchange/graphml_internal.h"

#include <math.h>
#include <string.h>

/* Names that Gephi, Cytoscape, networkx or igraph take for their own, or that draw something. */
static const char *const RESERVED[] = {"id",
                                       "key",
                                       "suid",
                                       "selected",
                                       "shared_name",
                                       "timeset",
                                       "label",
                                       "x",
                                       "xpos",
                                       "y",
                                       "ypos",
                                       "z",
                                       "zpos",
                                       "size",
                                       "r",
                                       "g",
                                       "b",
                                       "color",
                                       "weight",
                                       "edge_weight",
                                       "name",
                                       "nodelabel",
                                       "edgelabel",
                                       "interaction",
                                       "hcp_id",
                                       "org_id",
                                       "shared_interaction",
                                       "node_for_adding",
                                       NULL};

/* ---- text ---- */

char *hcp__graphml_make_text(const char *text, gboolean title_case) {
    g_autofree char *clean = hcp__text_clean(text);
    if (*clean == '\0')
        return NULL;
    g_autofree char *cased = title_case || strstr(clean, "INF") != NULL
                                 ? hcp__text_to_title_case(clean)
                                 : g_strdup(clean);
    g_autoptr(GString) fit = g_string_new(cased);
    g_string_replace(fit, "INF", "Inf", 0);
    if (g_ascii_strcasecmp(fit->str, "null") == 0) {
        g_string_prepend_c(fit, '(');
        g_string_append_c(fit, ')');
    }
    GString *escaped = g_string_new(NULL);
    hcp__text_append_xml(escaped, fit->str);
    return g_string_free(escaped, FALSE);
}

static char *make_plain_text(const char *text) {
    g_autofree char *clean = hcp__text_clean(text);
    GString *escaped = g_string_new(NULL);
    hcp__text_append_xml(escaped, clean);
    return g_string_free(escaped, *clean == '\0');
}

/* The longest word of capitals; -1 when the text has a small letter. */
static int measure_capitals(const char *text) {
    int longest = 0, length = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_islower(c))
            return -1;
        length = g_unichar_isalpha(c) ? length + 1 : 0;
        longest = MAX(longest, length);
    }
    return longest;
}

/* Registers such as NPPES write in capitals: every text does, and some word is too long for a code;
 * or a word in capitals would suffer in Gephi, and then its neighbours change with it. */
static gboolean is_in_capitals(const HcpColumn *column) {
    int longest = 0;
    gboolean all = TRUE, suffers = FALSE;
    for (int32_t code = 0; code < hcp_column_get_n_codes(column); code++) {
        g_autofree char *text = hcp__text_make_valid(hcp_column_get_code_text(column, code));
        int length = measure_capitals(text);
        suffers = suffers || (length >= 4 && strstr(text, "INF") != NULL);
        all = all && length >= 0;
        longest = MAX(longest, length);
    }
    return suffers || (all && longest >= 4);
}

static gboolean is_identifier(const HcpColumnInfo *info) {
    return info->privacy == HCP_PRIVACY_ID || strcmp(info->name, "npi") == 0 ||
           g_str_has_suffix(info->name, "_id");
}

static void fill_texts(HcpGraphmlKey *key) {
    const HcpColumnInfo *info = hcp_column_get_info(key->column);
    key->n_codes = hcp_column_get_n_codes(key->column);
    key->by_code = g_new0(char *, key->n_codes + 1);
    gboolean title_case = info->privacy == HCP_PRIVACY_NONE && is_in_capitals(key->column);
    for (int32_t code = 0; code < key->n_codes; code++) {
        const char *text = hcp_column_get_code_text(key->column, code);
        key->by_code[code] =
            is_identifier(info) ? make_plain_text(text) : hcp__graphml_make_text(text, title_case);
    }
}

/* ---- types ---- */

/* The smallest type that every client reads without loss: JavaScript's numbers are whole to 2^53.
 */
static const char *choose_whole_type(const HcpColumn *column) {
    const int64_t EXACT = INT64_C(1) << 53;
    const int64_t *values = hcp_column_get_int64s(column);
    int64_t low = 0, high = 0;
    for (int64_t i = 0; i < hcp_column_get_length(column); i++) {
        low = MIN(low, values[i]);
        high = MAX(high, values[i]);
    }
    if (is_identifier(hcp_column_get_info(column)) || low < -EXACT || high > EXACT)
        return "string";
    return low >= INT32_MIN && high <= INT32_MAX ? "int" : "long";
}

static const char *choose_type(const HcpColumn *column) {
    switch (hcp_column_get_info(column)->kind) {
    case HCP_KIND_INT64:
        return choose_whole_type(column);
    case HCP_KIND_DOUBLE:
        return "double";
    case HCP_KIND_BOOL: /* igraph reads a missing one as false */
        return hcp_column_count_missing(column) == 0 ? "boolean" : "string";
    case HCP_KIND_STRING:
    case HCP_KIND_DATE:
        break;
    }
    return "string";
}

/* ---- keys ---- */

static void free_key(void *data) {
    HcpGraphmlKey *key = data;
    for (int32_t code = 0; code < key->n_codes; code++)
        g_free(key->by_code[code]);
    g_free(key->by_code);
    g_free(key->name);
    g_free(key);
}

static gboolean is_taken(const HcpTable *table, const GPtrArray *keys, const char *name) {
    gboolean taken = hcp_table_find_column(table, name) != NULL;
    for (guint i = 0; i < keys->len; i++)
        taken = taken || strcmp(((HcpGraphmlKey *)keys->pdata[i])->name, name) == 0;
    return taken;
}

static char *make_name(const HcpTable *table, const GPtrArray *keys, const char *name,
                       const char *const *kept) {
    if (g_strv_contains(kept, name) || !g_strv_contains(RESERVED, name))
        return g_strdup(name);
    char *user = g_strdup_printf("user_%s", name);
    for (int i = 2; is_taken(table, keys, user); i++) {
        g_free(user);
        user = g_strdup_printf("user_%s_%d", name, i);
    }
    return user;
}

GPtrArray *hcp__graphml_make_keys(HcpGraphmlSide side, const HcpTable *table,
                                  const char *const *made, const char *const *kept) {
    GPtrArray *keys = g_ptr_array_new_with_free_func(free_key);
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
        const HcpColumn *column = hcp_table_get_column(table, c);
        const char *name = hcp_column_get_info(column)->name;
        if (g_strv_contains(made, name))
            continue;
        HcpGraphmlKey *key = g_new0(HcpGraphmlKey, 1);
        key->side = side;
        key->name = make_name(table, keys, name, kept);
        key->type = choose_type(column);
        key->column = column;
        if (hcp_column_get_info(column)->kind == HCP_KIND_STRING)
            fill_texts(key);
        g_ptr_array_add(keys, key);
    }
    return keys;
}

/* ---- elements ---- */

static const char *side_prefix(HcpGraphmlSide side) {
    return side == HCP__SIDE_NODE ? "n_" : "e_";
}

void hcp__graphml_append_declaration(GString *out, HcpGraphmlSide side, const char *name,
                                     const char *type) {
    g_string_append_printf(
        out, "  <key id=\"%s%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
        side_prefix(side), name, side == HCP__SIDE_NODE ? "node" : "edge", name, type);
}

void hcp__graphml_append_text(GString *out, HcpGraphmlSide side, const char *name,
                              const char *escaped) {
    if (escaped == NULL)
        return;
    g_string_append(out, "<data key=\"");
    g_string_append(out, side_prefix(side));
    g_string_append(out, name);
    g_string_append(out, "\">");
    g_string_append(out, escaped);
    g_string_append(out, "</data>");
}

void hcp__graphml_append_value(GString *out, const HcpGraphmlKey *key, int64_t row) {
    if (!hcp_column_is_valid(key->column, row))
        return;
    HcpKind kind = hcp_column_get_info(key->column)->kind;
    if (kind == HCP_KIND_STRING) {
        int32_t code = hcp_column_get_codes(key->column)[row];
        hcp__graphml_append_text(out, key->side, key->name, key->by_code[code]);
        return;
    }
    if (kind == HCP_KIND_DOUBLE && !isfinite(hcp_column_get_doubles(key->column)[row]))
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    hcp_column_append_text(key->column, row, text);
    hcp__graphml_append_text(out, key->side, key->name, text->str);
}
