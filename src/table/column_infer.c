/* The kind of a column that no schema describes, from the distinct texts in it: whole numbers,
 * numbers, flags as words, dates; else text. Ids and postcodes stay text: a leading zero, or more
 * digits than a double holds, is no number. */
#include "table/missing_words.h"
#include "table/row_mask.h"

#include <string.h>

/* Words in the names of columns that tell who a person is. */
static const char *const NAMING[] = {"name",  "naam",    "nom",    "email",  "mail",
                                     "phone", "tel",     "gsm",    "mobile", "address",
                                     "adres", "adresse", "street", "straat", "rue"};

HcpPrivacy hcp__guess_privacy(const char *name) {
    if (hcp__column_tells_of_patient(NULL, name))
        return HCP_PRIVACY_PATIENT;
    g_auto(GStrv) words = g_strsplit(name, "_", -1);
    for (gsize i = 0; i < G_N_ELEMENTS(NAMING); i++)
        if (g_strv_contains((const char *const *)words, NAMING[i]))
            return HCP_PRIVACY_NAME;
    return HCP_PRIVACY_NONE;
}

static gboolean has_leading_zero(const char *text, gsize length) {
    gsize sign = text[0] == '-' || text[0] == '+';
    return length > sign + 1 && text[sign] == '0' && g_ascii_isdigit(text[sign + 1]);
}

static gboolean fits_integer(const char *text, gsize length, HcpCell *cell) {
    return length <= 16 && !has_leading_zero(text, length) &&
           hcp__parse_integer(text, length, &cell->value.integer) &&
           ABS(cell->value.integer) < ((int64_t)1 << 53);
}

static gboolean fits_number(const char *text, gsize length, HcpCell *cell) {
    gboolean is_long_id = length > 16 && strspn(text, "0123456789") == length;
    return !is_long_id && !has_leading_zero(text, length) &&
           hcp__parse_number(text, length, &cell->value.number);
}

static gboolean fits_flag(const char *text, gsize length, HcpCell *cell) {
    gboolean value;
    if (length < 2 || !hcp__parse_flag(text, length, &value))
        return FALSE;
    cell->value.integer = value;
    return TRUE;
}

/* Year first and with its dashes: any other form may be something else. */
static gboolean fits_date(const char *text, gsize length, HcpCell *cell) {
    int32_t days;
    if (length < 10 || text[4] != '-' || !hcp__parse_date(text, length, FALSE, &days))
        return FALSE;
    cell->value.integer = days;
    return TRUE;
}

typedef struct {
    HcpFieldType type;
    HcpKind kind;
    gboolean (*fits)(const char *text, gsize length, HcpCell *cell);
    gboolean has_marks; /* numbers: a point for the decimal mark, nothing for groups */
} Form;

static const Form FORMS[] = {{HCP_FIELD_COUNT, HCP_KIND_INT64, fits_integer, TRUE},
                             {HCP_FIELD_NUMBER, HCP_KIND_DOUBLE, fits_number, TRUE},
                             {HCP_FIELD_FLAG, HCP_KIND_BOOL, fits_flag, FALSE},
                             {HCP_FIELD_DATE, HCP_KIND_DATE, fits_date, FALSE}};

/* What the texts say of their decimal mark; the first ambiguous one in byte order, or NULL. */
static HcpDecimal ask_pool(const HcpPool *pool, const char **ambiguous) {
    HcpNumberEvidence evidence = {0};
    *ambiguous = NULL;
    for (int32_t code = 0; code < hcp__pool_size(pool); code++) {
        const char *text = hcp__pool_text(pool, code);
        if (hcp__number_evidence_add(&evidence, NULL, text, strlen(text)) &&
            (*ambiguous == NULL || strcmp(text, *ambiguous) < 0))
            *ambiguous = text;
    }
    return hcp__number_evidence_decide(&evidence);
}

/* The decimal mark that the texts have, else that of the file. */
static gboolean has_comma(const HcpPool *pool, const HcpCellForm *form) {
    const char *ambiguous;
    HcpDecimal own = form->is_stated ? HCP_DECIMAL_DETECT : ask_pool(pool, &ambiguous);
    return own == HCP_DECIMAL_DETECT ? form->has_comma : own == HCP_DECIMAL_COMMA;
}

/* TRUE when the text fits; *is_grouped when signs between the digits of a whole number had to go.
 */
static gboolean read_text(const Form *form, gboolean comma, const char *text, HcpCell *cell,
                          gboolean *is_grouped) {
    char plain[HCP__PLAIN_SIZE];
    cell->length = strlen(text);
    *is_grouped = FALSE;
    if (!form->has_marks)
        return form->fits(text, cell->length, cell);
    gsize n = hcp__form_write_plain(comma, text, cell->length, plain);
    *is_grouped = n != cell->length && memchr(plain, '.', n) == NULL;
    return n > 0 && form->fits(plain, n, cell);
}

/* Between groups stands the other one of point and comma, where the study states which is which. */
static gboolean has_stated_groups(const HcpCellForm *form, const char *text) {
    return form->is_stated && strchr(text, form->has_comma ? '.' : ',') != NULL;
}

/* The cells of the pool's texts in that form, or NULL when a text does not fit. Where all numbers
 * are whole and have groups they are ids, such as 123 456 789, unless the study knows better. */
static HcpCell *read_pool(const HcpColumnBuilder *builder, const Form *form, gboolean comma) {
    const HcpPool *pool = builder->pool;
    int32_t n = hcp__pool_size(pool), n_grouped = 0;
    g_autofree HcpCell *cells = g_new0(HcpCell, (gsize)n);
    for (int32_t code = 0; code < n; code++) {
        gboolean is_grouped;
        const char *text = hcp__pool_text(pool, code);
        if (!read_text(form, comma, text, &cells[code], &is_grouped))
            return NULL;
        n_grouped += is_grouped && !has_stated_groups(&builder->binding->form, text);
    }
    return n_grouped < n ? g_steal_pointer(&cells) : NULL;
}

static HcpColumn *convert(HcpColumnBuilder *builder, const Form *form, const HcpCell *cells,
                          int64_t n, GError **error) {
    static const HcpCell missing = {0};
    HcpColumnBuilder other = {.binding = builder->binding, .type = form->type, .kind = form->kind};
    if (!hcp__column_builder_grow(&other, 0, (n + 8) / 8 * 8, error)) {
        hcp__column_builder_clear(&other);
        return NULL;
    }
    const int32_t *codes = builder->values;
    for (int64_t row = 0; row < n; row++) {
        gboolean is_valid = hcp__bit_get(builder->validity, row);
        hcp__column_builder_set(&other, row, is_valid ? &cells[codes[row]] : &missing);
    }
    hcp__column_builder_clear(builder);
    return hcp__column_builder_finish(&other, n);
}

HcpColumn *hcp__column_builder_infer(HcpColumnBuilder *builder, int64_t n, GError **error) {
    gboolean comma = has_comma(builder->pool, &builder->binding->form);
    for (gsize i = 0; i < G_N_ELEMENTS(FORMS) && hcp__pool_size(builder->pool) > 0; i++) {
        g_autofree HcpCell *cells = read_pool(builder, &FORMS[i], comma);
        if (cells != NULL)
            return convert(builder, &FORMS[i], cells, n, error);
    }
    return hcp__column_builder_finish(builder, n);
}

/* ---- doubts ---- */

/* TRUE when all texts fit, words for missing values left out, and there are any. */
static gboolean fits_all(const HcpPool *pool, const Form *form, gboolean comma) {
    int32_t n_words = 0, n = hcp__pool_size(pool);
    for (int32_t code = 0; code < n; code++) {
        const char *text = hcp__pool_text(pool, code);
        HcpCell cell;
        gboolean is_grouped, is_word = hcp__missing_word(text, strlen(text)) != NULL;
        n_words += is_word;
        if (!is_word && !read_text(form, comma, text, &cell, &is_grouped))
            return FALSE;
    }
    return n_words < n;
}

static const char *find_word(const HcpPool *pool) {
    const char *word;
    for (gsize i = 0; (word = hcp__missing_word_at(i)) != NULL; i++)
        if (hcp__pool_find(pool, word, -1) >= 0)
            return word;
    return NULL;
}

static void note_word(const HcpColumnBuilder *builder, gboolean comma, HcpIssues *issues,
                      const HcpPlace *place) {
    const char *word = find_word(builder->pool);
    gboolean fits = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(FORMS) && word != NULL && !fits; i++)
        fits = fits_all(builder->pool, &FORMS[i], comma);
    if (!fits)
        return;
    g_autofree char *reason =
        g_strdup_printf("expected a number, date or flag as in the other cells, found '%s': all "
                        "are read as text; missing = %s reads it as an empty cell",
                        word, word);
    hcp__issues_add(issues, place, "missing_word", reason);
}

static void note_open_mark(const HcpColumnBuilder *builder, const HcpHeader *header,
                           HcpIssues *issues, const HcpPlace *place) {
    const HcpBinding *binding = builder->binding;
    const char *text;
    if (!binding->form.is_guess || ask_pool(builder->pool, &text) != HCP_DECIMAL_DETECT ||
        text == NULL || !fits_all(builder->pool, &FORMS[1], binding->form.has_comma))
        return;
    HcpCell cell = {.text = text, .length = strlen(text)};
    g_autofree char *shown = hcp__header_show_cell(header, binding->column, &cell);
    g_autofree char *reason = hcp__number_guess_reason(&binding->form, shown);
    hcp__issues_add(issues, place, "ambiguous_number", reason);
}

void hcp__column_builder_note_doubts(const HcpColumnBuilder *builder, const HcpHeader *header,
                                     HcpIssues *issues, const HcpPlace *place) {
    if (hcp__guess_privacy(builder->binding->name) == HCP_PRIVACY_PATIENT)
        hcp__issues_add(issues, place, "patient_column",
                        "expected no patients in this table, found a column whose name tells of "
                        "them: it is left out");
    note_word(builder, has_comma(builder->pool, &builder->binding->form), issues, place);
    note_open_mark(builder, header, issues, place);
}
