#include "table/number_form.h"

#include "base/base_internal.h"

#include <math.h>
#include <string.h>

/* ---- marks ---- */

/* Bytes of the mark at `p`, 0 for none; blanks count as one kind, and so do apostrophes. */
static gsize find_mark(const char *p, const char *end, char *kind) {
    static const struct {
        const char *text;
        char kind;
    } marks[] = {{".", '.'},
                 {",", ','},
                 {" ", ' '},
                 {"\xC2\xA0", ' '},     /* U+00A0, no-break space */
                 {"\xE2\x80\xAF", ' '}, /* U+202F, narrow no-break space */
                 {"\xE2\x80\x89", ' '}, /* U+2009, thin space */
                 {"'", '\''},
                 {"\xE2\x80\x99", '\''}}; /* U+2019, apostrophe as typeset */
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        gsize width = strlen(marks[i].text);
        if ((gsize)(end - p) < width || memcmp(p, marks[i].text, width) != 0)
            continue;
        *kind = marks[i].kind;
        return width;
    }
    return 0;
}

/* Whole part of a number: [digits] or 1-3 digits, not 0 at first, and groups of three. */
typedef struct {
    char decimal;
    const char *at, *end;
    char *to;
    char group; /* the kind of mark between the groups; 0: none */
} Whole;

static gsize copy_digits(Whole *whole) {
    gsize n = 0;
    for (; whole->at < whole->end && g_ascii_isdigit(*whole->at); n++)
        *whole->to++ = *whole->at++;
    return n;
}

static gboolean copy_whole(Whole *whole) {
    const char *first = whole->at;
    gsize run = copy_digits(whole);
    char kind;
    gsize width;
    while ((width = find_mark(whole->at, whole->end, &kind)) > 0 && kind != whole->decimal) {
        gboolean fits = whole->group == 0 ? run >= 1 && run <= 3 && *first != '0'
                                          : kind == whole->group && run == 3;
        if (!fits)
            return FALSE;
        whole->group = kind;
        whole->at += width;
        run = copy_digits(whole);
    }
    return whole->group == 0 || run == 3;
}

gsize hcp__form_write_plain(gboolean has_comma, const char *text, gsize length,
                            char plain[HCP__PLAIN_SIZE]) {
    if (length == 0 || length >= HCP__PLAIN_SIZE)
        return 0;
    Whole whole = {has_comma ? ',' : '.', text, text + length, plain, 0};
    if (*text == '-' || *text == '+')
        *whole.to++ = *whole.at++;
    if (!copy_whole(&whole))
        return 0;
    if (whole.at < whole.end && *whole.at == whole.decimal) {
        *whole.to++ = '.';
        whole.at++;
        copy_digits(&whole);
    }
    if (whole.group != 0 && whole.at < whole.end)
        return 0; /* no exponent after groups */
    while (whole.at < whole.end)
        *whole.to++ = *whole.at++;
    return (gsize)(whole.to - plain);
}

/* ---- one number ---- */

static gboolean parse_as(gboolean has_comma, const char *text, gsize length, double *value) {
    char plain[HCP__PLAIN_SIZE];
    gsize n = hcp__form_write_plain(has_comma, text, length, plain);
    return n > 0 && hcp__parse_number(plain, n, value);
}

static gboolean is_ambiguous(const char *text, gsize length) {
    double point, comma;
    return parse_as(FALSE, text, length, &point) && parse_as(TRUE, text, length, &comma) &&
           point != comma;
}

gboolean hcp__form_parse_count(const HcpCellForm *form, const char *text, gsize length,
                               int64_t *value) {
    char plain[HCP__PLAIN_SIZE];
    if (text[0] != '-' && hcp__parse_integer(text, length, value))
        return TRUE;
    gsize n = hcp__form_write_plain(form->has_comma, text, length, plain);
    return n > 0 && hcp__parse_count(plain, n, value) &&
           !(form->is_unsure && is_ambiguous(text, length));
}

gboolean hcp__form_parse_number(const HcpCellForm *form, const char *text, gsize length,
                                double *value) {
    if (!form->has_comma && !form->is_unsure && hcp__parse_number(text, length, value))
        return TRUE;
    return parse_as(form->has_comma, text, length, value) &&
           !(form->is_unsure && is_ambiguous(text, length));
}

gboolean hcp__is_any_count(const char *text, gsize length) {
    static const HcpCellForm forms[] = {{.has_comma = FALSE}, {.has_comma = TRUE}};
    int64_t count;
    return length > 0 && (hcp__form_parse_count(&forms[0], text, length, &count) ||
                          hcp__form_parse_count(&forms[1], text, length, &count));
}

/* ---- evidence ---- */

static gboolean is_in_bounds(const HcpField *field, double value) {
    return field == NULL || (value >= field->min && value <= field->max);
}

/* A count that would be none when read otherwise cannot be mistaken. */
static gboolean is_told_by_type(const HcpField *field, double point, double comma) {
    return field != NULL && field->type == HCP_FIELD_COUNT &&
           (point == floor(point)) != (comma == floor(comma));
}

gboolean hcp__number_evidence_add(HcpNumberEvidence *evidence, const HcpField *field,
                                  const char *text, gsize length) {
    double point = 0, comma = 0;
    gboolean as_point = parse_as(FALSE, text, length, &point);
    gboolean as_comma = parse_as(TRUE, text, length, &comma);
    if (as_point && as_comma && point != comma) {
        as_point = is_in_bounds(field, point);
        as_comma = is_in_bounds(field, comma);
        if (as_point == as_comma) {
            gboolean is_open = !is_told_by_type(field, point, comma);
            evidence->n_ambiguous += is_open;
            return is_open;
        }
    }
    evidence->n_point += as_point && !as_comma;
    evidence->n_comma += as_comma && !as_point;
    evidence->n_ungrouped += as_point && as_comma && hcp__parse_number(text, length, &point);
    return FALSE;
}

HcpDecimal hcp__number_evidence_decide(const HcpNumberEvidence *evidence) {
    if (evidence->n_point == evidence->n_comma)
        return HCP_DECIMAL_DETECT;
    return evidence->n_point > evidence->n_comma ? HCP_DECIMAL_POINT : HCP_DECIMAL_COMMA;
}

char *hcp__number_guess_reason(const HcpCellForm *form, const char *shown) {
    return g_strdup_printf("expected a cell that tells point from comma, found '%s': read with a "
                           "decimal %s; decimal = point or comma states it",
                           shown, form->has_comma ? "comma" : "point");
}

/* ---- days ---- */

gboolean hcp__parse_serial_day(const char *text, gsize length, gboolean from_1904, int32_t *days) {
    static const gsize n_digits = 5;
    int64_t serial;
    if (length < n_digits || !hcp__parse_integer(text, n_digits, &serial) || serial < 0)
        return FALSE;
    if (length > n_digits && text[n_digits] != '.' && text[n_digits] != ',')
        return FALSE;
    for (gsize i = n_digits + 1; i < length; i++)
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
    /* The day 0 that makes all days after February 1900 right, a day too many in that year. */
    *days = (int32_t)serial +
            (from_1904 ? hcp__days_from_civil(1904, 1, 1) : hcp__days_from_civil(1899, 12, 30));
    return *days >= hcp__days_from_civil(1990, 1, 1) && *days <= hcp__days_from_civil(2100, 12, 31);
}
