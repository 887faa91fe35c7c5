/* Joins that people forget: the same id, written in another way on each side. A join brings both
 * sides to one spelling; an id is found where that spelling is of one master id alone. It is a
 * suggestion: nothing is joined by it. */
#include "study/quality_internal.h"
#include "table/row_rules.h"

#include <string.h>

/* Appends the one spelling of an id. FALSE: the join has nothing to say about it. */
typedef gboolean (*Spelling)(GString *out, const char *id);

/* ---- spellings ---- */

/* P00042 and P42, 00042 and 42: zeros before the first number. */
static gboolean without_zeros(GString *out, const char *id) {
    const char *p = id;
    while (*p != '\0' && !g_ascii_isdigit(*p))
        p++;
    g_string_append_len(out, id, p - id);
    while (p[0] == '0' && g_ascii_isdigit(p[1]))
        p++;
    g_string_append(out, p);
    return TRUE;
}

static gboolean without_case(GString *out, const char *id) {
    g_autofree char *folded = g_utf8_casefold(id, -1);
    g_string_append(out, folded);
    return TRUE;
}

static gboolean as_salesforce(GString *out, const char *id) {
    char wide[HCP__SALESFORCE_SIZE];
    gsize length = strlen(id);
    if ((length != 15 && length != 18) || !hcp__salesforce_is_short(id, 15))
        return FALSE;
    hcp__salesforce_widen(wide, id);
    g_string_append(out, wide);
    return length == 15 || strcmp(wide, id) == 0;
}

static void append_without(GString *out, const char *id, gboolean (*goes)(gunichar)) {
    for (const char *p = id; *p != '\0'; p = g_utf8_next_char(p))
        if (!goes(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_utf8_get_char(p));
}

static gboolean is_blank(gunichar c) {
    return g_unichar_isspace(c) || g_unichar_iszerowidth(c);
}

static gboolean without_blanks(GString *out, const char *id) {
    append_without(out, id, is_blank);
    return TRUE;
}

static gboolean without_signs(GString *out, const char *id) {
    append_without(out, id, g_unichar_ispunct);
    return TRUE;
}

/* 1003000126.0: a program took the column for numbers with a fraction. */
static gboolean without_decimals(GString *out, const char *id) {
    gsize whole = strspn(id, "0123456789");
    const char *rest = id + whole;
    gboolean fits = whole > 0 && (*rest == '.' || *rest == ',') && rest[1] == '0' &&
                    rest[1 + strspn(rest + 1, "0")] == '\0';
    g_string_append_len(out, id, fits ? (gssize)whole : -1);
    return TRUE;
}

/* NPI1003000126, HCP-00042: letters, and signs after them, before the first digit. */
static gsize prefix_length(const char *id) {
    gsize letters = strcspn(id, "0123456789");
    return g_ascii_isalpha(id[0]) && id[letters] != '\0' ? letters : 0;
}

static gboolean without_prefix(GString *out, const char *id) {
    g_string_append(out, id + prefix_length(id));
    return TRUE;
}

/* ---- what one join finds ---- */

typedef struct {
    const HcpUnknownIds *unknown;
    int32_t n;
    int32_t *order;      /* codes of the unknown ids in byte order */
    const char **master; /* by place in that order; NULL: not found */
} Matches;

static const char *id_of(const Matches *matches, int32_t k) {
    return hcp__pool_text(matches->unknown->ids, matches->order[k]);
}

static char *same_words(const Matches *matches, const char *words) {
    (void)matches;
    return g_strdup(words);
}

static char *zeros_words(const Matches *matches, const char *words) {
    gboolean longer = TRUE, shorter = TRUE, same = TRUE, digits = TRUE;
    gsize length = 0;
    for (int32_t k = 0; k < matches->n; k++) {
        if (matches->master[k] == NULL)
            continue;
        gsize id = strlen(id_of(matches, k)), master = strlen(matches->master[k]);
        longer &= master > id;
        shorter &= master < id;
        same &= length == 0 || length == master;
        length = master;
        digits &= strspn(matches->master[k], "0123456789") == master;
    }
    if (longer && same)
        return g_strdup_printf("with leading zeros added to %" G_GSIZE_FORMAT " %s", length,
                               digits ? "digits" : "characters");
    return g_strdup(longer    ? "with leading zeros added"
                    : shorter ? "with leading zeros taken off"
                              : words);
}

static char *salesforce_words(const Matches *matches, const char *words) {
    for (int32_t k = 0; k < matches->n; k++)
        if (matches->master[k] != NULL && strlen(id_of(matches, k)) == 18)
            return g_strdup("as Salesforce ids of 15 characters");
    return g_strdup(words);
}

/* The prefix that one side has alone: of the id (to be taken off) or of its master (to be put in
 * front). NULL where both have one. Owned by the caller. */
static char *prefix_key(const char *id, const char *master) {
    gsize own = prefix_length(id), other = prefix_length(master);
    if ((own > 0) == (other > 0))
        return NULL;
    return g_strdup_printf("%c%.*s", own > 0 ? '-' : '+', (int)MAX(own, other),
                           own > 0 ? id : master);
}

static char *find_common_prefix(const Matches *matches) {
    g_autoptr(GHashTable) count = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char *best = NULL;
    int most = 0;
    for (int32_t k = 0; k < matches->n; k++) {
        g_autofree char *key =
            matches->master[k] != NULL ? prefix_key(id_of(matches, k), matches->master[k]) : NULL;
        if (key == NULL)
            continue;
        int n = GPOINTER_TO_INT(g_hash_table_lookup(count, key)) + 1;
        if (n > most || (n == most && strcmp(key, best) < 0)) {
            g_free(best);
            best = g_strdup(key);
            most = n;
        }
        g_hash_table_insert(count, g_steal_pointer(&key), GINT_TO_POINTER(n));
    }
    return best;
}

/* Only the prefix that most of the ids share counts: the others may be chance. */
static char *prefix_words(const Matches *matches, const char *words) {
    g_autofree char *best = find_common_prefix(matches);
    for (int32_t k = 0; k < matches->n; k++) {
        if (matches->master[k] == NULL)
            continue;
        g_autofree char *key = prefix_key(id_of(matches, k), matches->master[k]);
        if (key == NULL || strcmp(key, best) != 0)
            matches->master[k] = NULL;
    }
    if (best == NULL)
        return g_strdup(words);
    g_autofree char *shown = hcp__text_for_message(best + 1, -1, 20);
    return g_strdup_printf(
        *best == '-' ? "with '%s' taken off the front" : "with '%s' put in front", shown);
}

/* ---- the joins there are ---- */

typedef struct {
    const char *name;
    Spelling spell;
    char *(*describe)(const Matches *matches, const char *words); /* may take matches away */
    const char *words;
} Join;

static const Join JOINS[] = {
    {"leading_zeros", without_zeros, zeros_words, "leaving leading zeros out"},
    {"case", without_case, same_words, "whatever the case of letters"},
    {"salesforce", as_salesforce, salesforce_words, "as Salesforce ids of 18 characters"},
    {"blanks", without_blanks, same_words, "without blanks, no-break ones among them"},
    {"punctuation", without_signs, same_words, "without signs such as . and -"},
    {"decimals", without_decimals, same_words, "without decimals such as .0"},
    {"prefix", without_prefix, prefix_words, "without what stands before the number"}};

/* The spellings of the unknown ids, and for each the one master that is spelt so. */
typedef struct {
    HcpPool *spellings;
    int32_t *of_id;  /* by place; -1: none */
    int64_t *master; /* by spelling: its row; -1: none; -2: several */
} Index;

static void index_unknown(Index *index, const Matches *matches, const Join *join) {
    g_autoptr(GString) text = g_string_new(NULL);
    index->spellings = hcp__pool_new();
    index->of_id = g_new(int32_t, matches->n + 1);
    for (int32_t k = 0; k < matches->n; k++) {
        g_string_truncate(text, 0);
        gboolean fits = join->spell(text, id_of(matches, k)) && text->len > 0;
        index->of_id[k] = fits ? hcp__pool_add(index->spellings, text->str, -1) : -1;
    }
    int32_t n = hcp__pool_size(index->spellings);
    index->master = g_new(int64_t, n + 1);
    for (int32_t code = 0; code < n; code++)
        index->master[code] = -1;
}

static void index_masters(Index *index, const Join *join, const HcpColumn *masters, int64_t first,
                          int64_t last) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int64_t row = first; row < last; row++) {
        g_string_truncate(text, 0);
        if (!join->spell(text, hcp_column_get_text(masters, row)))
            continue;
        int32_t code = hcp__pool_find(index->spellings, text->str, (gssize)text->len);
        if (code >= 0)
            index->master[code] = index->master[code] == -1 ? row : -2;
    }
}

static void clear_index(Index *index) {
    hcp__pool_unref(index->spellings);
    g_free(index->of_id);
    g_free(index->master);
}

static HcpJoin count_matches(const Matches *matches, const Join *join) {
    HcpJoin found = {.name = join->name};
    found.words = join->describe(matches, join->words);
    for (int32_t k = 0; k < matches->n; k++) {
        if (matches->master[k] == NULL)
            continue;
        if (found.n_ids++ == 0) {
            found.id = id_of(matches, k);
            found.master = matches->master[k];
        }
        found.n_rows += g_array_index(matches->unknown->id_rows, int64_t, (guint)matches->order[k]);
    }
    return found;
}

static int compare_joins(const void *a, const void *b) {
    int64_t x = ((const HcpJoin *)a)->n_ids, y = ((const HcpJoin *)b)->n_ids;
    return (x < y) - (x > y);
}

static void clear_join(void *join) {
    g_free(((HcpJoin *)join)->words);
}

GArray *hcp__joins_find(const HcpUnknownIds *unknown, const HcpColumn *masters, int64_t first,
                        int64_t last) {
    GArray *found = g_array_new(FALSE, FALSE, sizeof(HcpJoin));
    g_array_set_clear_func(found, clear_join);
    Matches matches = {.unknown = unknown};
    g_autofree int32_t *order = hcp__unknown_ids_order(unknown, &matches.n);
    g_autofree const char **master = g_new0(const char *, matches.n + 1);
    matches.order = order;
    matches.master = master;
    for (gsize j = 0; j < G_N_ELEMENTS(JOINS); j++) {
        Index index;
        index_unknown(&index, &matches, &JOINS[j]);
        index_masters(&index, &JOINS[j], masters, first, last);
        for (int32_t k = 0; k < matches.n; k++) {
            int64_t row = index.of_id[k] >= 0 ? index.master[index.of_id[k]] : -1;
            master[k] = row >= 0 ? hcp_column_get_text(masters, row) : NULL;
        }
        clear_index(&index);
        HcpJoin join = count_matches(&matches, &JOINS[j]);
        if (join.n_ids > 0)
            g_array_append_val(found, join);
        else
            clear_join(&join);
    }
    g_array_sort(found, compare_joins); /* stable: a merge sort */
    return found;
}
