/* A small streaming JSON writer (RFC 8259). */
#include "exchange/exchange_internal.h"

#include <math.h>
#include <string.h>

void hcp__json_init(HcpJson *json, HcpOutput *output, gboolean pretty) {
    memset(json, 0, sizeof *json);
    json->output = output;
    json->pretty = pretty;
}

static void break_line(HcpJson *json) {
    if (!json->pretty)
        return;
    hcp__output_write(json->output, "\n", 1);
    for (int i = 0; i < json->depth; i++)
        hcp__output_write(json->output, "  ", 2);
}

/* What stands before a value or a key: nothing after a key, a comma after another item. */
static void begin_item(HcpJson *json) {
    if (json->after_key) {
        json->after_key = FALSE;
        return;
    }
    if (json->depth == 0)
        return;
    if (json->has_items[json->depth - 1])
        hcp__output_write(json->output, ",", 1);
    json->has_items[json->depth - 1] = TRUE;
    break_line(json);
}

void hcp__json_begin(HcpJson *json, char bracket) {
    g_assert(json->depth < HCP__JSON_MAX_DEPTH);
    begin_item(json);
    json->has_items[json->depth++] = FALSE;
    hcp__output_write(json->output, &bracket, 1);
}

void hcp__json_end(HcpJson *json, char bracket) {
    g_assert(json->depth > 0 && !json->after_key);
    gboolean had_items = json->has_items[--json->depth];
    if (had_items)
        break_line(json);
    hcp__output_write(json->output, &bracket, 1);
    if (json->depth == 0 && json->pretty)
        hcp__output_write(json->output, "\n", 1);
}

static void append_escaped(GString *out, const char *p) {
    gunichar c = g_utf8_get_char(p);
    if (c == '"' || c == '\\')
        g_string_append_printf(out, "\\%c", (char)c);
    else if (c == '\n')
        g_string_append(out, "\\n");
    else if (c < 0x20 || c == 0x7F || c == '<' || c == 0x2028 || c == 0x2029)
        g_string_append_printf(out, "\\u%04x", c);
    else
        g_string_append_len(out, p, g_utf8_next_char(p) - p);
}

static void write_quoted(HcpJson *json, const char *text) {
    g_autofree char *valid = hcp__text_make_valid(text);
    g_autoptr(GString) quoted = g_string_new("\"");
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p))
        append_escaped(quoted, p);
    g_string_append_c(quoted, '"');
    hcp__output_write(json->output, quoted->str, quoted->len);
}

void hcp__json_key(HcpJson *json, const char *key) {
    g_assert(!json->after_key);
    begin_item(json);
    write_quoted(json, key);
    hcp__output_puts(json->output, json->pretty ? ": " : ":");
    json->after_key = TRUE;
}

void hcp__json_string(HcpJson *json, const char *text) {
    begin_item(json);
    if (text != NULL)
        write_quoted(json, text);
    else
        hcp__output_puts(json->output, "null");
}

void hcp__json_int64(HcpJson *json, int64_t value) {
    begin_item(json);
    hcp__output_int64(json->output, value);
}

void hcp__json_double(HcpJson *json, double value) {
    begin_item(json);
    if (isfinite(value))
        hcp__output_double(json->output, value);
    else
        hcp__output_puts(json->output, "null");
}

void hcp__json_bool(HcpJson *json, gboolean value) {
    begin_item(json);
    hcp__output_puts(json->output, value ? "true" : "false");
}

void hcp__json_cell(HcpJson *json, const HcpColumn *column, int64_t row) {
    if (!hcp_column_is_valid(column, row)) {
        hcp__json_string(json, NULL);
        return;
    }
    switch (hcp_column_get_info(column)->kind) {
    case HCP_KIND_INT64:
        hcp__json_int64(json, hcp_column_get_int64s(column)[row]);
        break;
    case HCP_KIND_DOUBLE:
        hcp__json_double(json, hcp_column_get_doubles(column)[row]);
        break;
    case HCP_KIND_BOOL:
        hcp__json_bool(json, hcp_column_get_bools(column)[row]);
        break;
    case HCP_KIND_STRING:
        hcp__json_string(json, hcp_column_get_text(column, row));
        break;
    case HCP_KIND_DATE: {
        char text[HCP__NUMBER_SIZE];
        hcp__format_date(text, hcp_column_get_dates(column)[row]);
        hcp__json_string(json, text);
        break;
    }
    }
}

void hcp__json_member(HcpJson *json, const char *key, const char *text) {
    hcp__json_key(json, key);
    hcp__json_string(json, text);
}
